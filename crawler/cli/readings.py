"""How readings are shown: an article with the rules that made it and what was left out, a refusal, a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crawler.cli import output
from crawler.cli.context import Context
from crawler.clock import to_iso
from crawler.items import Article, Moment, Refusal

if TYPE_CHECKING:
    from pipelines.explain import Explained
    from spiders.once import ListAnswer

WIDTH = 17  # of a rule's name in the list of dropped lines


def as_record(name: str, result: Explained | Article | Refusal | ListAnswer) -> dict[str, Any]:
    """A line of `--json`: an article has the fields of `ronda export`, a refusal a reason, a list links; what
    is explained also has `rules` and `dropped`, or `why`."""
    if isinstance(result, Article):
        from storage.plain import article_record

        return {"file": name} | article_record(result)
    if isinstance(result, Refusal):
        return {
            "file": name,
            "url": result.url,
            "kind": None,
            "outcome": result.outcome.value,
            "reason": result.reason,
        }
    from spiders.once import ListAnswer

    if isinstance(result, ListAnswer):
        links = [{key: _plain(value) for key, value in asdict(link).items()} for link in result.listed.links]
        return {
            "file": name,
            "url": result.url,
            "kind": "list",
            "links": links,
            "left_out": list(result.listed.problems),
        }
    record = as_record(name, result.result) | {"kind": result.kind}
    if isinstance(result.result, Refusal):
        return record | {"why": result.rules.get("kind")}
    dropped = [{"rule": one.rule, "line": one.text} for one in result.dropped]
    return record | {"rules": dict(result.rules), "dropped": dropped}


def _plain(value: Any) -> Any:
    return to_iso(value) if hasattr(value, "tzinfo") else value


def show(name: str, result: Explained | ListAnswer, here: Context) -> None:
    """The same for people."""
    from spiders.once import ListAnswer

    output.say(name)
    if isinstance(result, ListAnswer):
        _show_list(result, here)
    elif isinstance(result.result, Refusal):
        why = result.rules.get("kind")
        output.say(f"  {result.result.outcome.value}: {result.result.reason}{f' ({why})' if why else ''}")
    else:
        _show_article(result.result, result, here)
    output.say()


def _show_list(answer: ListAnswer, here: Context) -> None:
    rows = [
        (output.local(link.published_at, here.zone), link.title, link.url) for link in answer.listed.links
    ]
    output.table(("published", "title", "address"), rows)
    for problem in answer.listed.problems:
        output.say(f"  left out: {problem}")


def _show_article(article: Article, explained: Explained, here: Context) -> None:
    for label, value in _facts(article, explained.rules, here):
        if value:
            output.say(f"  {label:<10} {value}")
    output.say()
    output.prose(article.text)
    if explained.dropped:
        output.say()
        output.say(f"  left out: {output.counted(len(explained.dropped), 'line')}")
        for one in explained.dropped:
            output.say(f"  {one.rule:<{WIDTH}} {one.text}")


def _facts(article: Article, rules: Mapping[str, str], here: Context) -> Iterator[tuple[str, str]]:
    def by(field: str, value: str | None) -> str:
        return f"{value}  (by {rules[field]})" if value and field in rules else value or ""

    yield "address", article.canonical_url
    yield "kind", article.kind
    yield "title", by("title", article.title)
    yield "published", _moment(article.published, here)
    yield "modified", _moment(article.modified, here)
    yield "authors", by("authors", ", ".join(article.authors))
    yield "editors", by("editors", ", ".join(article.editors))
    yield "section", by("section", article.section)
    yield "tags", by("tags", ", ".join(article.tags))
    yield "image", by("image", article.image_url)
    yield "dateline", article.dateline or ""
    yield "agency", article.agency or ""
    for caption in article.captions:
        yield "caption", caption
    for one in article.related:
        yield "related", f"{one.title}  {one.url or ''}".rstrip()
    yield "language", article.language
    yield "text", f"{output.counted(len(article.paragraphs), 'paragraph')}  (by {article.method})"
    yield "doubts", "; ".join(article.doubts)
    yield "lacks", ", ".join(article.missing_parts)
    yield "read by", article.reader
    yield "hash", article.content_hash


def _moment(moment: Moment | None, here: Context) -> str:
    return f'{output.local(moment.at, here.zone)}  (by {moment.by}: "{moment.printed}")' if moment else ""
