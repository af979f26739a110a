"""Bytes in, one tree out: the right charset, nothing dangerous for the parser. Knows nothing of news.

Every part of a page is parsed once, here; all that reads it works on the same tree. The scripts are taken
out before (JSON-LD is kept aside), which spares a sixth of the time of all that follows.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from pipelines.selectors import Finder

MAX_BYTES = 10_000_000
MAX_TAG = 64 * 1024  # characters of one tag
# libxml2 is quadratic in the attributes of a tag: 8,000 take 0.16 s, 100,000 take 12 s. Blanks and equal
# signs are counted, since finding attributes for sure would need the parser.
MAX_TAG_MARKS = 5_000
MAX_TAGS = 200_000  # the largest of 600 pages had 14,000
MAX_DEPTH = 500  # unclosed <span>s of Word reach 250; beyond 2,000 copying the tree breaks the process

# Charsets a page may ask for. Python knows others under these names that are no charsets (`rot13`, `idna`)
# or that hide markup (`utf-7`).
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|ascii|us-ascii|cp\d{3,4}|iso-?8859-\d+|latin-?\d|gb2312|gbk|gb18030|big5(hkscs)?"
    r"|shift_?jis|euc-?(jp|kr)|koi8-[ru]|tis-?620|mac-?(roman|cyrillic)"
)
_OPENERS = re.compile(r"<(?:!--|(script|style|svg)\b)", re.IGNORECASE)
_CLOSERS = {
    name: re.compile(end, re.IGNORECASE)
    for name, end in {
        "": r"-->",
        "script": r"</script\s*>",
        "style": r"</style\s*>",
        "svg": r"</svg\s*>",
    }.items()
}
_REVEALED = re.compile(r"<!\[[^<>]{0,200}>")  # <![if !supportLists]>, <![endif]>: Word's
_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,80}base64,[\w+/=%\s-]{1000,}")


# lxml.html asks a Python function for the class of each element it hands out, 3,000 times a page: 7 % of
# reading. Forms and inputs have classes of their own there, which nobody here needs.
_ALL_ALIKE = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


class Unreadable(ValueError):
    """Bytes that are not parsed; the text says why in a short phrase."""


@dataclass(frozen=True, kw_only=True)
class Markup:
    """A page as a tree without scripts, styles, drawings and comments."""

    root: HtmlElement
    json_ld: tuple[str, ...]  # the texts of its JSON-LD scripts, unparsed
    charset: str

    @cached_property
    def finder(self) -> Finder:
        """Where the selectors of a source lead on this page."""
        return Finder(self.root)


def parse(body: bytes, content_type: str | None = None) -> Markup:
    """The tree of one response. `content_type` is the header, whole.

    Raises Unreadable for what is empty, over 10 MB, or would hold the parser up.
    """
    if len(body) > MAX_BYTES:
        raise Unreadable(f"a page of {len(body) / 1e6:.0f} MB")
    text, charset = decode(body, content_type)
    text, json_ld = _without_scripts(text.replace("\x00", ""))
    text = _DATA_ADDRESS.sub("data:,", _REVEALED.sub("", text))
    _guard(text)
    # huge_tree lifts the limit of 256 levels, below which libxml2 drops the rest of the page silently
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ALL_ALIKE)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise Unreadable("an empty page") from error
    if _DEEP(root):
        raise Unreadable(f"elements nested over {MAX_DEPTH} deep")
    return Markup(root=root, json_ld=json_ld, charset=charset)


_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a response and the charset it was read in.

    Byte order mark, then header, then the page's own word, each believed only when the bytes bear it out:
    bytes that are valid UTF-8 with letters beyond ASCII are UTF-8 whatever a header says. Else UTF-8, in
    which bytes that cannot be UTF-8 are read as windows-1252: pages mix the two.
    """
    by_mark, mark = read_bom(body)
    if by_mark is not None and mark is not None:
        return body[len(mark) :].decode(by_mark, "replace"), by_mark
    if body.isascii():
        return body.decode("ascii"), "ascii"
    strict_utf8 = _attempt(body, "utf-8")
    if strict_utf8 is not None:
        return strict_utf8, "utf-8"
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:8192]))
    for name in declared:
        if name and name not in ("utf-8", "ascii") and _CHARSETS.fullmatch(name):
            text = _attempt(body, name)
            if text is not None:
                return text, name
    return body.decode("utf-8", "ronda-mixed"), "utf-8"


def _attempt(body: bytes, charset: str) -> str | None:
    try:
        text = body.decode(charset)
    except (UnicodeError, LookupError):
        return None
    # bytes without a mark read as UTF-16 give Chinese; a page in UTF-16 has its tags
    return text if "<" in text or b"<" not in body else None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("ronda-mixed", _as_windows_1252)


def _without_scripts(text: str) -> tuple[str, tuple[str, ...]]:
    """The page without comments, scripts, styles and drawings, and the JSON-LD that was in it.

    One pass, each kind searched for its end at most once in vain, so the time is linear.
    """
    kept: list[str] = []
    json_ld: list[str] = []
    endless: set[str] = set()
    position = 0
    while opener := _OPENERS.search(text, position):
        kind = (opener.group(1) or "").lower()
        closer = None if kind in endless else _CLOSERS[kind].search(text, opener.end())
        if closer is None:  # never closed: left to the parser, which knows how browsers take it
            endless.add(kind)
            kept.append(text[position : opener.end()])
            position = opener.end()
            continue
        kept.append(text[position : opener.start()])
        tag_end = text.find(">", opener.end(), closer.start())
        if kind == "script" and "ld+json" in text[opener.end() : max(tag_end, 0)].lower():
            json_ld.append(text[tag_end + 1 : closer.start()])
        position = closer.end()
    kept.append(text[position:])
    return "".join(kept), tuple(json_ld)


def _guard(text: str) -> None:
    """A cheap first line; what slips through meets the time limit of the worker process."""
    if text.count("<") > MAX_TAGS:
        raise Unreadable(f"a page of over {MAX_TAGS} tags")
    step = MAX_TAG_MARKS // 2  # a stretch of twice that holds such a piece whole
    if all(text.find("<", start, start + step) >= 0 for start in range(0, len(text) - step, step)):
        return
    for stretch in text.split("<"):
        if len(stretch) < MAX_TAG_MARKS:
            continue
        tag = stretch.partition(">")[0]
        if len(tag) > MAX_TAG and tag[:1].isalpha():
            raise Unreadable(f"a tag of {len(tag)} characters")
        if tag[:1].isalpha() and sum(map(tag.count, " =\n\t")) > MAX_TAG_MARKS:
            raise Unreadable("a tag of thousands of attributes")
