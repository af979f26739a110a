"""Bytes of a list in; text, XML elements or an HTML tree out. Knows what harms a parser, not what news is.

XML is taken to pieces by item before it is parsed: an item that is broken cannot reach the next one, and
neither entities nor document types are ever handed to the parser.
"""

from __future__ import annotations

import codecs
import html
import html.entities
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

MAX_BYTES = 10_000_000  # after decompression; the rest of a longer list is not read
MAX_MEMBERS = 100  # gzip streams one behind another
MAX_ITEM = 1_000_000  # characters of one item; a feed with whole articles in it has some 50,000
MAX_TEXT = 5_000  # characters of one field: addresses, titles and times are shorter
MAX_FIELDS = 60  # of one item
# libxml2 compares each attribute of a tag with all before it: 100,000 of them take 12 s and more. That is
# bounded by the sum, over the tags, of the squared length of what stands outside quotes.
MAX_TAG_COST = 2_000_000_000

# Names Python knows that are no charsets (`rot13`) or hide markup (`utf-7`) are not among them.
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|(us-)?ascii|(windows-|cp-?)\d{3,4}|iso-?8859-\d+|latin-?\d|gb(2312|k|18030)|big5|koi8-[ru]"
)
_ROOT = re.compile(
    r"<(?:\?xml|(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex|channel)[\s>])", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)"
    r"(?:#(?P<decimal>\d{1,7});|#[xX](?P<hex>[\da-fA-F]{1,6});|(?P<name>[a-zA-Z]\w{1,31});)?"
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG_TEXT = re.compile(rf"([^<>]{{{MAX_TEXT}}})[^<>]++")
_PLAIN_FIELD = re.compile(
    r"<(?:(?P<prefix>[\w.-]{1,40}):)?(?P<name>[\w.-]{1,40})(?P<attributes>\s[^<>]{0,5000})?>(?P<text>[^<]*)"
)
_ATTRIBUTE = re.compile(r"""([\w.-]{1,40})\s{0,5}=\s{0,5}["']([^"'<>]{0,2000})["']""")
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_HTML_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")


class Unreadable(ValueError):
    """A page that is not parsed; the text says why in a short phrase."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One element below an item, its name in lower case; `below` holds its own children."""

    prefix: str
    name: str
    text: str  # with that of all below it, stripped, at most MAX_TEXT characters
    attributes: dict[str, str]
    below: tuple[Field, ...] = ()


def unpacked(body: bytes) -> tuple[bytes, str | None]:
    """The body, decompressed if it is gzip (by its magic bytes), and what is wrong with it.

    Never holds more than MAX_BYTES of it, however much it would expand to.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES], _too_long(len(body) > MAX_BYTES)
    parts, room, problem = [], MAX_BYTES, None
    for _ in range(MAX_MEMBERS):
        if room <= 0 or not body.startswith(b"\x1f\x8b"):
            break
        inflater = zlib.decompressobj(wbits=31)
        try:
            parts.append(inflater.decompress(body, room))
        except zlib.error as error:
            problem = f"broken gzip: {error}"
            parts.append(_before_the_damage(body, room))
            break
        room -= len(parts[-1])
        problem = _too_long(room <= 0) or (None if inflater.eof else "the gzip stream breaks off")
        body = inflater.unused_data
    return b"".join(parts), problem


def _too_long(is_longer: bool) -> str | None:
    return f"a list of over {MAX_BYTES // 1_000_000} MB; the rest was not read" if is_longer else None


def _before_the_damage(body: bytes, room: int) -> bytes:
    """What can be had of a damaged stream, by small steps."""
    inflater, parts = zlib.decompressobj(wbits=31), []
    for start in range(0, len(body), 1024):
        try:
            parts.append(inflater.decompress(body[start : start + 1024], room))
        except zlib.error:
            break
        room -= len(parts[-1])
        if room <= 0:
            break
    return b"".join(parts)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("ronda-list", _as_windows_1252)


def decoded(body: bytes, content_type: str | None = None) -> str:
    """The text of a list. Bytes that are valid UTF-8 are UTF-8 whatever header or declaration say."""
    by_mark, mark = read_bom(body)
    if by_mark is not None and mark is not None:
        return body[len(mark) :].decode(by_mark, "replace")
    if body[:2] in (b"<\x00", b"\x00<"):
        return body.decode("utf-16-le" if body[:1] == b"<" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096])):
        if name and name != "utf-8" and _CHARSETS.fullmatch(name):
            try:
                return body.decode(name)
            except (UnicodeError, LookupError):
                continue
    return body.decode("utf-8", "ronda-list")


def xml_text(body: bytes, content_type: str | None = None) -> str:
    """The text of an XML list without CDATA sections, entities or anything XML does not allow.

    What stands before the root (blanks, a PHP warning) is left out, undeclared HTML entities are resolved,
    every other reference is taken literally: there is nothing left to expand.
    """
    text = decoded(body, content_type)
    root = _ROOT.search(text)
    text = _NOT_XML.sub("", text[root.start() :] if root else text)
    kept, position = [], 0
    while (opening := text.find("<![CDATA[", position)) >= 0:
        closing = text.find("]]>", opening + 9)
        inside = text[opening + 9 : closing if closing >= 0 else len(text)]
        kept += [_REFERENCE.sub(_resolved, text[position:opening]), _escaped(inside)]
        position = closing + 3 if closing >= 0 else len(text)
    kept.append(_REFERENCE.sub(_resolved, text[position:]))
    return "".join(kept)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _resolved(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None and match["decimal"] is None and match["hex"] is None:
        return "&amp;"
    if name is not None:
        character = html.entities.html5.get(name + ";")
        return _escaped(character) if character is not None else "&amp;" + match.group()[1:]
    number = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    if number > 0x10FFFF or _NOT_XML.match(chr(number)):
        return ""
    return _escaped(chr(number))


def xml_items(text: str, *names: str) -> Iterator[tuple[str, list[Field]]]:
    """Every element of one of these names: its opening tag, and what stands directly below it.

    `text` comes from `xml_text`. Each item is parsed by itself and leniently; one without its closing tag
    ends where the next begins.
    """
    return ((tag, read()) for tag, read in unread_items(text, *names))


def unread_items(text: str, *names: str) -> Iterator[tuple[str, Callable[[], list[Field]]]]:
    """The same, each parsed when it is asked for: a list may have a hundred thousand, of which few count."""
    opening = re.compile(rf"<(?:[\w.-]+:)?({'|'.join(names)})(?=[\s>/])[^<>]*>", re.IGNORECASE)
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    starts = opening.finditer(text)
    tag = next(starts, None)
    while tag is not None:
        following = next(starts, None)
        end = following.start() if following else len(text)
        yield tag.group(), partial(_fields, text[tag.end() : end], tag[1], parser)
        tag = following


def _shortened(inside: str) -> str:
    """An item that is too long without what no field keeps of its texts: behind a title of a megabyte there
    is an address, too."""
    return inside if len(inside) <= MAX_ITEM else _LONG_TEXT.sub(r"\1", inside)[:MAX_ITEM]


def _fields(inside: str, name: str, parser: etree.XMLParser) -> list[Field]:
    inside = _shortened(inside)
    closing = re.search(rf"</(?:[\w.-]+:)?{name}\s*>", inside, re.IGNORECASE)
    if closing:
        inside = inside[: closing.start()]
    try:
        item = etree.fromstring(f"<item>{inside}</item>".encode(), parser)
    except etree.XMLSyntaxError:
        return []
    fields = [_field(element, levels=1) for element in islice(item, MAX_FIELDS)]
    # prefixes declared outside the item are errors too, but no fatal ones
    return [*fields, *_by_pattern(inside)] if len(parser.error_log.filter_from_fatals()) else fields


def _by_pattern(inside: str) -> Iterator[Field]:
    """The fields of a broken item, of which the parser drops or misplaces some: all that look plain."""
    for match in islice(_PLAIN_FIELD.finditer(inside), MAX_FIELDS):
        attributes = {
            found[1].lower(): html.unescape(found[2])
            for found in _ATTRIBUTE.finditer(match["attributes"] or "")
        }
        text = html.unescape(match["text"][:MAX_TEXT]).strip()
        yield Field(
            prefix=(match["prefix"] or "").lower(),
            name=match["name"].lower(),
            text=text,
            attributes=attributes,
        )


def _field(element: etree._Element, levels: int) -> Field:
    prefix, _, name = str(element.tag).rpartition("}")[2].rpartition(":")
    below = tuple(_field(child, levels - 1) for child in islice(element, MAX_FIELDS)) if levels else ()
    return Field(
        prefix=(prefix or element.prefix or "").lower(),
        name=name.lower(),
        text=_text(element),
        attributes={str(key).rpartition("}")[2].lower(): str(value) for key, value in element.attrib.items()},
        below=below,
    )


def _text(element: etree._Element) -> str:
    text = ""
    for piece in element.itertext():
        text += str(piece)[:MAX_TEXT]
        if len(text) >= MAX_TEXT:
            break
    return text[:MAX_TEXT].strip()


def html_tree(body: bytes, content_type: str | None = None) -> HtmlElement:
    """The tree of an HTML list without scripts. Raises Unreadable for one that would hold the parser up."""
    text = _without_scripts(decoded(body[:MAX_BYTES], content_type).replace("\x00", ""))
    cost = 0
    for tag in _HTML_TAG.finditer(text):
        size = tag.end() - tag.start()
        cost += (len(_VALUE.sub("", tag.group())) if size > 500 else size) ** 2
        if cost > MAX_TAG_COST:
            raise Unreadable("tags with too many attributes")
    # huge_tree lifts the limit of 256 levels, below which libxml2 drops the rest of a page silently
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable("an empty page") from error


def _without_scripts(text: str) -> str:
    kept, position = [], 0
    while opening := _SCRIPT.search(text, position):
        closing = re.compile(rf"</{opening[1]}\s*>", re.IGNORECASE).search(text, opening.end())
        kept.append(text[position : opening.start()])
        if closing is None:  # a browser takes all the rest for script
            return "".join(kept)
        position = closing.end()
    kept.append(text[position:])
    return "".join(kept)
