"""An element in, its paragraphs out. Knows how HTML lays text out, nothing of news.

A paragraph ends where a browser would start a new line: at block elements and at `<br>`. Old sites have no
`<p>` at all, others break lines in mid-sentence, so a single `<br>` before a small letter is a blank.
"""

from __future__ import annotations

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
_SENTENCE_ENDS = tuple('.!?:;”"’…')
_BREAK = "\x00"  # cannot stand in a tree


def paragraphs_of(container: etree._Element | HtmlElement) -> list[str]:
    """The paragraphs of an element in order, white space collapsed, none empty."""
    found: list[str] = []
    line: list[str] = [container.text or ""]
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start" and element is not container:
            if tag in SKIPPED:
                walk.skip_subtree()
            if tag in BLOCKS:
                _end(line, found)
            elif tag == "br":
                line.append(_BREAK)
            elif tag in ("td", "th", "cell") and "".join(line).strip():
                line.append(" | ")
            if tag not in SKIPPED:
                line.append(element.text or "")
        elif event == "end" and element is not container:
            if tag in BLOCKS:
                _end(line, found)
            line.append(element.tail or "")
    _end(line, found)
    return found


def _end(line: list[str], found: list[str]) -> None:
    """Moves what stands on the line to the paragraphs, taken apart at its breaks."""
    if not line:
        return
    pieces = [" ".join(piece.split()) for piece in "".join(line).split(_BREAK)]
    line.clear()
    joined: list[str] = []
    for number, piece in enumerate(pieces):
        goes_on = number > 0 and bool(pieces[number - 1]) and piece[:1].islower()
        if goes_on and joined and not joined[-1].endswith(_SENTENCE_ENDS):
            joined[-1] = f"{joined[-1]} {piece}"
        elif piece:
            joined.append(piece)
    found.extend(joined)
