"""A tree in, the bylines printed on it out. Knows how sites print them, not who is a person: see people.

<div id="penulis">Penulis: …</div> · <p>Editor : <a>…</a></p> · <td>Penulis</td><td>: …</td> · Rep: … / Red: …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

MAX_BYLINE = 120  # characters of a label and its names
_NEAR = 40  # elements behind the heading among which a byline's class is looked for
_LABELS = {
    "reporter": r"(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|laporan|rep|(?:ditulis\s)?oleh)",
    "editor": r"(?:editor|penyunting|redaktur|red)",
    "source": r"sumber",
}
_OTHER = r"(?:penulis|reporter|pewarta|kontributor|rep|editor|penyunting|redaktur|red|sumber|foto|uploader)"
_PRINTED = {
    role: re.compile(
        rf"(?:^|[|/\s]){label}\s?\|?\s?[:：]\s?(?P<names>.+?)(?=\s?[|/]?\s?{_OTHER}\s?[:：]|$)", re.I
    )
    for role, label in _LABELS.items()
}
STARTS = frozenset(("pen", "rep", "pew", "kon", "edi", "red", "sum", "war", "jur", "lap", "ole", "dit"))
_NO_BYLINE = frozenset(("script", "style", "option", "title", "a", "button", "li", "label"))
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|penulis|reporter|byline|jurnalis|journalist|wartawan|nmreporter|writer)(?:$|[\s_-])",
    re.I,
)

_LABEL = re.compile(r"\W*(?:by|oleh|ditulis oleh|penulis|reporter|author|pewarta)\W*", re.I)
_EDITOR = re.compile(r"\W(?:editor|penyunting|redaktur)\s?[:：]", re.I)
# Without a colon only a line that holds no more than the name, or a date behind a bar.
_BY = re.compile(
    r"(?:ditulis\s)?oleh\s(?P<names>(?-i:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}))(?:\s[|•·–-]\s.*)?", re.I
)
_PICTURE = re.compile(r"(?:^|[\s_-])(?:photo|foto|picture|caption|image|img|gambar)(?:$|[\s_-])", re.I)


def labelled(labels: Iterable[HtmlElement]) -> dict[str, list[str]]:
    """What stands behind the labels of the roles `reporter`, `editor` and `source`; of each the first.

    `labels` are the elements of a page that `openings.opened` finds with STARTS.
    """
    found: dict[str, list[str]] = {}
    for line in _lines(labels):
        for role, pattern in _PRINTED.items():
            if role not in found and (match := pattern.search(line)):
                found[role] = [match["names"]]
        if "reporter" not in found and (by := _BY.fullmatch(line)):
            found["reporter"] = [by["names"]]
    return found


def by_class(heading: HtmlElement | None) -> list[str]:
    """The text of the first element behind the heading whose class or id says that it is a byline."""
    if heading is None:
        return []
    for element in heading.xpath(f"following::*[position() <= {_NEAR}]"):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag not in ("form", "input") and _CLASS.search(marks[:200]) and not _of_picture(element):
            lines = (" ".join(text.split()) for text in element.itertext())
            name = next((line for line in lines if line and not _LABEL.fullmatch(line)), "")
            name = _EDITOR.split(name, maxsplit=1)[0].rstrip(" |/-")
            if 2 < len(name) <= 60:
                return [name]
    return []


def _of_picture(element: HtmlElement) -> bool:
    """Whether the byline is a photographer's."""
    above = (element, *islice(element.iterancestors(), 3))
    return any(
        one.tag in ("figure", "figcaption")
        or _PICTURE.search(f"{one.get('class') or ''} {one.get('id') or ''}"[:200])
        for one in above
    )


def _lines(labels: Iterable[HtmlElement]) -> Iterator[str]:
    """The text of the small elements around each label: its own, then those around it, where names stand."""
    for element in labels:
        box: HtmlElement | None = element
        for _ in range(4):
            if box is None or box.tag in _NO_BYLINE or box.tag == "body":
                break
            line = " ".join(box.text_content().split())
            if len(line) > MAX_BYLINE:  # so is all that stands around it
                break
            yield line
            box = box.getparent()
