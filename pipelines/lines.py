"""A rule for one kind of line around an article's text, and what such a line says. Knows no language.

A rule sees one whole paragraph. It names where on the page its kind stands, because the same words can be
text elsewhere: `Penulis: Tere Liye` at the end is a byline, in the middle of a book review it is not.
Nothing here acts; see clean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crawler.errors import ConfigError

# What a pattern's named groups mean: the line goes, what it says stays, as data of the article.
GROUPS = ("authors", "editors", "tags", "captions", "related", "agencies")
HEAD = 5  # paragraphs from the top in which titles, dates, keywords and captions stand
TAIL = 6  # and from the end, for bylines and credits


class Where(StrEnum):
    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"
    EDGES = "edges"  # head or tail


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of line. `pattern` must match the whole paragraph; its named groups are some of GROUPS."""

    name: str
    pattern: re.Pattern[str]
    where: Where = Where.ANYWHERE
    longest: int = 300  # a longer paragraph is prose, whatever it opens with

    def applies(self, paragraph: str, index: int, count: int) -> re.Match[str] | None:
        """The match, for paragraph `index` of `count`; None where the rule has no say."""
        if len(paragraph) > self.longest or not self._in_place(index, count):
            return None
        return self.pattern.fullmatch(paragraph)

    def _in_place(self, index: int, count: int) -> bool:
        if self.where is Where.ANYWHERE:
            return True
        head, tail = index < HEAD, index >= count - TAIL
        return (head and self.where is not Where.TAIL) or (tail and self.where is not Where.HEAD)


def rule(name: str, pattern: str, where: Where = Where.ANYWHERE, longest: int = 300) -> Rule:
    """A rule that ignores case."""
    return Rule(name=name, pattern=re.compile(pattern, re.IGNORECASE), where=where, longest=longest)


@lru_cache(maxsize=1000)
def source_rule(pattern: str) -> Rule:
    """A rule made of one line of `Hints.drop_lines`.

    Raises ConfigError when it is no regular expression, or names a group that means nothing.
    """
    try:
        compiled = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise ConfigError(
            f"hints: drop_lines: {pattern!r} is no regular expression ({error}). Mend it in the source's row"
        ) from error
    unknown = set(compiled.groupindex) - set(GROUPS)
    if unknown:
        raise ConfigError(
            f"hints: drop_lines: {pattern!r} names the group {min(unknown)!r}. Known are {', '.join(GROUPS)}"
        )
    return Rule(name="source", pattern=compiled, longest=20_000)
