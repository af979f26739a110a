"""An element in, its paragraphs out. Knows how HTML lays text out, nothing of news.

A paragraph ends where a browser would start a new line: at block elements and at `<br>`. Old sites have no
`<p>` at all, others break lines in mid-sentence, so a single `<br>` before a small letter is a blank.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

# Elements that a browser sets on lines of their own, and trafilatura's names for the same.
BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "main"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "menu", "nav", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "tfoot", "thead", "tr", "ul"}
    | {"head", "item", "list", "quote", "row", "lb"}
)
# Elements whose text is not the article's.
SKIPPED = frozenset(
    {"audio", "button", "canvas", "datalist", "figcaption", "form", "iframe", "input", "math", "nav"}
    | {"noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title"}
    | {"video", "xml"}
)
_CELLS = frozenset({"td", "th", "cell"})
_SENTENCE_ENDS = tuple('.!?:;”"’…')
_BREAK = "\x00"  # cannot stand in a tree


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and where it stands."""

    text: str
    frame: etree._Element  # the block element it is a line of
    links: float  # the share of its characters that are links; of all lines between two breaks the same


def paragraphs_of(container: etree._Element | HtmlElement) -> list[str]:
    """The paragraphs of an element in order, white space collapsed, none empty."""
    return [block.text for block in blocks_of(container)]


def blocks_of(container: etree._Element | HtmlElement) -> list[Block]:
    """The paragraphs of an element in order, white space collapsed, none empty, each with its place."""
    found: list[Block] = []
    line = _Line(container)
    _write(container, line, found)
    line.end(found)
    return found


def _write(container: etree._Element, line: _Line, found: list[Block]) -> None:
    """Writes what stands in an element on lines; the levels below are at most those that a page may have."""
    for element in container:
        tag = element.tag if isinstance(element.tag, str) else "script"
        is_block = tag in BLOCKS
        if is_block:
            line.end(found)
            line.frames.append(element)
        elif tag == "br":
            line.texts.append(_BREAK)
        elif tag == "a":
            line.anchors += 1
        elif tag in _CELLS and "".join(line.texts).strip():
            line.texts.append(" | ")
        if tag not in SKIPPED:
            if element.text:
                line.add(element.text)
            _write(element, line, found)
        if is_block:
            line.end(found)
            line.frames.pop()
        elif tag == "a":
            line.anchors -= 1
        if element.tail:
            line.add(element.tail)


class _Line:
    """The line that is being written."""

    def __init__(self, container: etree._Element) -> None:
        self.texts: list[str] = [container.text or ""]
        self.frames = [container]
        self.anchors = 0  # how many <a> are open
        self.linked = 0  # characters inside of them

    def add(self, text: str) -> None:
        self.texts.append(text)
        if self.anchors:
            self.linked += len(text)

    def end(self, found: list[Block]) -> None:
        """Moves what stands on the line to the paragraphs, taken apart at its breaks."""
        if not self.texts:
            return
        whole = "".join(self.texts)
        share = self.linked / len(whole) if whole else 0.0
        self.texts.clear()
        self.linked = 0
        if not whole or whole.isspace():
            return
        found.extend(Block(text, self.frames[-1], share) for text in _taken_apart(whole))


def _taken_apart(whole: str) -> list[str]:
    pieces = [" ".join(piece.split()) for piece in whole.split(_BREAK)]
    joined: list[str] = []
    for number, piece in enumerate(pieces):
        goes_on = number > 0 and bool(pieces[number - 1]) and piece[:1].islower()
        if goes_on and joined and not joined[-1].endswith(_SENTENCE_ENDS):
            joined[-1] = f"{joined[-1]} {piece}"
        elif piece:
            joined.append(piece)
    return joined
