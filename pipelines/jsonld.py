"""JSON-LD scripts in, plain values out; broken ones are mended where that is safe. Knows schema.org only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

Node = dict[str, Any]
MAX_SCRIPT = 500_000  # characters; real ones have under 30,000
MAX_NODES = 500
ARTICLE_TYPES = frozenset(
    {"article", "blogposting", "liveblogposting", "newsarticle", "reportagenewsarticle", "report"}
    | {"analysisnewsarticle", "backgroundnewsarticle", "opinionnewsarticle", "reviewnewsarticle"}
    | {"advertisercontentarticle"}
)
# What holds its article's times when there is no node of the article itself.
_PAGE_TYPES = frozenset({"webpage", "itempage"})
_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>|;)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# From what cannot be mended, the plain `"key": "value"` of these alone is taken.
_LOOSE = re.compile(r'"(headline|datePublished|dateModified|articleSection)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')


def nodes(scripts: Iterable[str]) -> list[Node]:
    """Every object with a type, from lists and `@graph`s too, in the order of the page; at most 500."""
    found: list[Node] = []
    for script in scripts:
        for node in _flat(_load(script)):
            if len(found) < MAX_NODES:
                found.append(node)
    return found


def article_node(found: Iterable[Node], url: str) -> Node:
    """The node of the page's article: the one that names the address, else the first article, else a page
    with a time, else an empty one."""
    known = list(found)
    articles = [node for node in known if types(node) & ARTICLE_TYPES]
    for node in articles:
        if url.rstrip("/") in {address.rstrip("/") for address in _addresses(node)}:
            return node
    pages = [node for node in known if types(node) & _PAGE_TYPES and "datePublished" in node]
    return next(iter((*articles, *pages)), {})


def types(node: Node) -> set[str]:
    """The lower-cased types of a node, without their vocabulary's address."""
    stated = node.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return {kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str)}


def strings(value: object, *keys: str) -> list[str]:
    """The texts in a value: itself, its entries', or of an object the first of `keys` that gives any."""
    if isinstance(value, str):
        text = unescape(value).strip()
        return [text] if text else []
    if isinstance(value, list):
        return [
            text for entry in value[:100] if not isinstance(entry, list) for text in strings(entry, *keys)
        ]
    if isinstance(value, dict):
        return next((found for name in keys if (found := strings(value.get(name)))), [])
    return []


def people(node: Node) -> list[str]:
    """The names of authors who are no organisations."""
    stated = node.get("author", node.get("creator"))
    listed = stated if isinstance(stated, list) else [stated]
    persons = [one for one in listed if not (isinstance(one, dict) and "organization" in types(one))]
    return strings(persons, "name")


def _unwrapped(text: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", text).strip())


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


_MENDS: tuple[Callable[[str], str], ...] = (str, _unwrapped, _without_trailing_commas)


def _load(script: str) -> object:
    text = script[:MAX_SCRIPT].strip()
    for mend in _MENDS:
        text = mend(text)
        try:
            return json.loads(text, strict=False)  # raw line ends inside strings are common
        except (ValueError, RecursionError):
            continue
    loose = {name: unescape(value.replace("\\/", "/")) for name, value in reversed(_LOOSE.findall(text))}
    return {"@type": "NewsArticle", **loose} if loose and "Article" in text else None


def _flat(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > 5:
        return
    if isinstance(value, list):
        for entry in value[:MAX_NODES]:
            yield from _flat(entry, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(inner), list | dict):
                yield from _flat(value[inner], depth + 1)


def _addresses(node: Node) -> list[str]:
    return [
        *strings(node.get("url")),
        *strings(node.get("@id")),
        *strings(node.get("mainEntityOfPage"), "@id", "url"),
    ]
