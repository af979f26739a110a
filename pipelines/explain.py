"""Page in, the Article or Refusal of process_page out, with the reasons. Decides nothing.

Of each field the rule that gave it, of each line left out the rule that it fell under, of what is no article
by what that is known. A crawl does without: what is told here is put together only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.items import Article, Page, Refusal
from pipelines import kinds
from pipelines.clean import Dropped
from pipelines.plain import one_line
from pipelines.process import Processed, ReadPart, processed, with_labels
from pipelines.stitch import join_parts

LONGEST = 300  # characters of a line that is shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """`kind` is None for what is no article for another reason than its kind. `rules` are by field; `kind`
    among them says by what a page is known for no article."""

    result: Article | Refusal
    kind: str | None
    rules: Mapping[str, str]
    dropped: tuple[Dropped, ...] = ()


def explained_page(page: Page) -> Explained:
    """What process_page makes of a page, and why. Raises what process_page raises."""
    done = processed(page)
    if isinstance(done.result, Refusal):
        rules = {"kind": done.why} if done.why else {}
        return Explained(result=done.result, kind=kinds.NAMES.get(done.result.reason), rules=rules)
    return Explained(
        result=with_labels(done.result, page.hints.watch),
        kind=done.result.kind,
        rules=_rules(done, done.result),
        dropped=tuple(_dropped(done.parts)),
    )


def _rules(done: Processed, article: Article) -> dict[str, str]:
    """The metadata's rules, and those of what the text itself said where that counted more."""
    rules = dict(done.metadata.by) if done.metadata else {}
    for field in ("authors", "editors"):
        printed = any(getattr(part.cleaned, field) for part in done.parts)
        weaker = rules.get(field) is None if field == "editors" else rules.get(field) != "selector"
        if printed and weaker:
            rules[field] = "byline in the text"
    if article.authors and "authors" not in rules:
        rules["authors"] = "signature at the end"
    rules |= {
        field: moment.by
        for field, moment in (("published", article.published), ("modified", article.modified))
        if moment
    }
    return {**rules, "text": article.method}


def _dropped(parts: Sequence[ReadPart]) -> Iterator[Dropped]:
    """What was left out of each part, in the order of the steps."""
    for number, part in enumerate(parts):
        for css, element in part.taken.elements:
            text = one_line(element.text_content(), LONGEST)
            if text:
                yield Dropped(rule=f"selector {css}", text=text)
        yield from (Dropped(rule="ending", text=line) for line in part.taken.ending)
        yield from part.cleaned.dropped
        yield from (Dropped(rule="learned-furniture", text=line) for line in part.taken.furniture)
        before, after = (join_parts([one.paragraphs for one in parts[:end]]) for end in (number, number + 1))
        repeated = part.paragraphs[: len(part.paragraphs) - len(after) + len(before)]
        yield from (Dropped(rule="repeated-in-part", text=line) for line in repeated)
