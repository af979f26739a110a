"""A rule for one kind of line around an article's text, and what such a line says. Knows no language.

A rule sees one whole paragraph. It names where on the page its kind stands, because the same words can be
text elsewhere: `Penulis: Tere Liye` at the end is a byline, in the middle of a book review it is not.
Nothing here acts; see clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from crawler.errors import ConfigError

# What a pattern's named groups mean: the line goes, what it says stays, as data of the article.
GROUPS = ("authors", "editors", "tags", "captions", "related", "agencies")
HEAD = 5  # paragraphs from the top in which titles, dates, keywords and captions stand
_NAME = re.compile(r"\(\?P<\w+>")
LINE = 300  # characters, beyond which a paragraph is prose, whatever it opens with
TAIL = 6  # and from the end, for bylines and credits


class Where(StrEnum):
    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"
    EDGES = "edges"  # head or tail


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of line. `pattern` must match the whole paragraph; its named groups are some of GROUPS.

    `needs`: words in lower case one of which stands in every such line. A pattern that would look through a
    whole paragraph for them names them: most paragraphs hold none, and that is told in a tenth of the time.
    """

    name: str
    pattern: re.Pattern[str]
    where: Where = Where.ANYWHERE
    longest: int = LINE
    needs: tuple[str, ...] = ()

    def applies(self, paragraph: str, index: int, count: int) -> re.Match[str] | None:
        """The match, for paragraph `index` of `count`; None where the rule has no say."""
        return self.pattern.fullmatch(paragraph) if self.is_about(len(paragraph), index, count) else None

    def is_about(self, length: int, index: int, count: int) -> bool:
        """Whether it has a say in a paragraph of `length` characters at this place, whatever its words."""
        if length > self.longest:
            return False
        if self.where is Where.ANYWHERE:
            return True
        head, tail = index < HEAD, index >= count - TAIL
        return (head and self.where is not Where.TAIL) or (tail and self.where is not Where.HEAD)


class RuleBook:
    """Rules in the order in which they are asked. Most paragraphs are text, which no rule is about: patterns
    made of all that stand at a place tell that at once, in a fifth of the time of asking each.

    There is one for each place and for rules of short and of long lines, so that each rule is compiled in
    one of them: one for each place and length took every reading process four tenths of a second.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        groups: dict[tuple[Where, bool], list[Rule]] = {}
        needing: dict[str, list[Rule]] = {}
        for one in self._rules:
            for word in one.needs:
                needing.setdefault(word, []).append(one)
            if not one.needs:
                groups.setdefault((one.where, one.longest <= LINE), []).append(one)
        self._together = tuple(_Together(where, members) for (where, _), members in groups.items())
        self._needing = tuple(needing.items())

    def first(self, paragraph: str, index: int, count: int) -> tuple[Rule, re.Match[str]] | None:
        """The first rule that applies to paragraph `index` of `count`, and its match."""
        length = len(paragraph)
        lower = paragraph.lower()
        if any(
            together.is_about(length, index, count) and together.pattern.fullmatch(paragraph)
            for together in self._together
        ) or any(first_of(rules, paragraph, index, count) for word, rules in self._needing if word in lower):
            return first_of(self._rules, paragraph, index, count)
        return None


class _Together:
    """Rules that stand at one place, as one pattern, compiled when a paragraph first needs it."""

    def __init__(self, where: Where, rules: Sequence[Rule]) -> None:
        self._rules = rules
        longest = max(one.longest for one in rules)
        self.is_about = Rule(name="", pattern=re.compile(""), where=where, longest=longest).is_about

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_nameless, self._rules)))


def first_of(
    rules: Sequence[Rule], paragraph: str, index: int, count: int
) -> tuple[Rule, re.Match[str]] | None:
    """The first of a few rules that applies, and its match."""
    for one in rules:
        match = one.applies(paragraph, index, count)
        if match:
            return one, match
    return None


def _nameless(one: Rule) -> str:
    """Its pattern as a part of a larger one, in which no two groups may have the same name."""
    flags = "i" if one.pattern.flags & re.IGNORECASE else ""
    return f"(?{flags}:{_NAME.sub('(?:', one.pattern.pattern)})"


def rule(
    name: str,
    pattern: str,
    where: Where = Where.ANYWHERE,
    longest: int = LINE,
    needs: tuple[str, ...] = (),
) -> Rule:
    """A rule that ignores case."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(name=name, pattern=compiled, where=where, longest=longest, needs=needs)


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
