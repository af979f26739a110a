"""A page and the paragraphs read from it in, the same reading mended out. Knows no extractor and no language.

An extractor takes a text from a page piece by piece: it loses bare text between breaks, an opening set in an
element of its own, a list, and it takes a disclaimer below the comments for one more paragraph. Both show
when the reading is laid back on the page: the text has a place there, the container that holds nearly all of
it. Prose inside that place which is not in the reading belongs to it; what stands far behind it does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from lxml import etree

from pipelines.paragraphs import Block

CORE = 0.9  # share of the reading that the container of a text holds
MIN_PROSE = 40  # characters; shorter paragraphs are mostly labels
MAX_LINKS = 0.4  # share of a paragraph's characters inside links: a pointer to other articles
ALL_LINK = 0.95  # of a headline that leads to another article; blanks around it do not count as link
FAR = 8  # blocks of the page that were not read: more than a pointer between two paragraphs has
FOOT = 0.4  # share of the reading; more is a text in two parts
_SHORT = 20  # letters; shorter lines stand in many places of a page
_ENDS = tuple('.!?…:;"”’»)')
_HEADINGS = frozenset({"h2", "h3", "h4"})
_NO_PROSE = frozenset({"figure", "h1", "td", "th", "tr", "table", "address", "dt"})


def mended(page: Sequence[Block], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The reading with the prose that stands between its paragraphs on the page, and without what stands
    outside of their place. A reading that cannot be found on the page comes back as it is.

    `page` are the blocks of the page that was read, in order.
    """
    index = _index(page)
    paragraphs = _in_order(index, paragraphs)
    places: Sequence[int | None] = _places(index, paragraphs)
    container = _container(page, paragraphs, places)
    if container is None:
        return tuple(paragraphs)
    inside = [index for index, block in enumerate(page) if _holds(container, block.frame)]
    found = [place for place in places if place is not None and inside[0] <= place <= inside[-1]]
    if not found:
        return tuple(paragraphs)
    taken = frozenset(found)
    around = {page[place].frame for place in found}
    around |= {above for place in found for above in page[place].frame.iterancestors()}
    lost = [
        index
        for index in inside
        if index not in taken
        and (
            (index < found[-1] and _is_prose(page[index]))
            or (found[0] < index < found[-1] and _heads(page, index, taken))
            or _is_listed(page, index, taken)
        )
        and _is_beside(page[index], around)
    ]
    paragraphs, places = _without_foot(page, *_without_links(page, paragraphs, places))
    squeezed = ["".join(paragraph.split()) for paragraph in paragraphs] if lost else []
    lost = [index for index in lost if not _is_read(page[index], squeezed)]
    return _merged(page, paragraphs, places, lost, inside[-1])


def _without_foot(
    page: Sequence[Block], paragraphs: Sequence[str], places: Sequence[int | None]
) -> tuple[Sequence[str], Sequence[int | None]]:
    """The reading without what stands far below it, in a box of another kind: the foot of a page that calls
    it by no name."""
    total = sum(map(len, paragraphs))
    below = 0
    for number in range(len(paragraphs) - 1, 0, -1):
        place, before = places[number], places[number - 1]
        below += len(paragraphs[number])
        if below > FOOT * total or place is None:
            break
        if before is not None and place - before > FAR and not _alike(page[before], page[place]):
            return paragraphs[:number], places[:number]
    return paragraphs, places


def _alike(one: Block, other: Block) -> bool:
    """Whether two paragraphs are set alike, as parts of a text are that a list interrupts."""
    return _setting(one) == _setting(other)


def _setting(block: Block) -> tuple[object, ...]:
    above = block.frame.getparent()
    outer = (None, None) if above is None else (above.tag, above.get("class"))
    return (block.frame.tag, block.frame.get("class"), *outer)


def _without_links(
    page: Sequence[Block], paragraphs: Sequence[str], places: Sequence[int | None]
) -> tuple[Sequence[str], Sequence[int | None]]:
    """The reading from its first to its last paragraph that is more than a link: headlines of other articles
    stand in a row above it and below."""
    texts = [
        number
        for number, place in enumerate(places)
        if place is None or page[place].links < ALL_LINK or page[place].text.endswith(_ENDS)
    ]
    if not texts:
        return paragraphs, places
    return paragraphs[texts[0] : texts[-1] + 1], places[texts[0] : texts[-1] + 1]


def _index(page: Sequence[Block]) -> dict[str, list[int]]:
    """Where on the page each text stands."""
    index: dict[str, list[int]] = {}
    for number, block in enumerate(page):
        index.setdefault(_key(block.text), []).append(number)
    return index


def _in_order(index: Mapping[str, Sequence[int]], paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs in the order of the page: an extractor that found little at first puts what it finds in
    a second look behind it. What stands nowhere, or in several places, stays with the paragraph before it."""
    ranked: list[tuple[int, str]] = []
    rank = -1
    for paragraph in paragraphs:
        where = index.get(_key(paragraph), ())
        rank = where[0] if len(where) == 1 else rank
        ranked.append((rank, paragraph))
    return [paragraph for _, paragraph in sorted(ranked, key=lambda one: one[0])]


def _places(index: Mapping[str, Sequence[int]], paragraphs: Sequence[str]) -> list[int | None]:
    """Where on the page each paragraph stands; None for what is not found there as one block, or too short to
    be sure of. Both run in the same order, so each is looked for behind the last one found."""
    places: list[int | None] = []
    last = -1
    for paragraph in paragraphs:
        name = _key(paragraph)
        where = index.get(name, ()) if len(name) >= _SHORT else ()
        place = next((number for number in where if number > last), None)
        places.append(place)
        last = last if place is None else place
    return places


def _key(text: str) -> str:
    return "".join(text.split())[:80]


def _container(
    page: Sequence[Block], paragraphs: Sequence[str], places: Sequence[int | None]
) -> etree._Element | None:
    """The innermost element that holds most of what was found."""
    held: dict[etree._Element, int] = {}
    total = 0
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place is None:
            continue
        total += len(paragraph)
        frame = page[place].frame
        for element in (frame, *frame.iterancestors()):
            held[element] = held.get(element, 0) + len(paragraph)
    if 2 * total < sum(map(len, paragraphs)):
        return None
    fits = [element for element, length in held.items() if length >= CORE * total]
    return max(fits, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _holds(container: etree._Element, frame: etree._Element) -> bool:
    return frame is container or container in frame.iterancestors()


def _is_prose(block: Block) -> bool:
    return (
        len(block.text) >= MIN_PROSE
        and block.links < MAX_LINKS
        and block.frame.tag not in _NO_PROSE
        and block.text.endswith(_ENDS)
    )


def _heads(page: Sequence[Block], index: int, taken: Set[int]) -> bool:
    """Whether it is a heading of the paragraph below it, which was read; a caption may stand between.
    (Above the whole text it would be a subtitle, or the name of a section.)"""
    if page[index].frame.tag not in _HEADINGS or page[index].links >= MAX_LINKS:
        return False
    below = page[index + 1]
    return index + 1 in taken or (
        index + 2 in taken and below.links < MAX_LINKS and below.frame.tag not in _HEADINGS
    )


def _is_listed(page: Sequence[Block], index: int, taken: Set[int]) -> bool:
    """Whether it is an entry of the list that a paragraph which was read announces: "Isinya antara lain:"."""
    if page[index].frame.tag != "li" or page[index].links >= MAX_LINKS:
        return False
    entries = page[index].frame.getparent()
    while index >= 0 and page[index].frame.getparent() is entries:
        index -= 1
    return index in taken and page[index].text.endswith((":", "："))


def _is_beside(block: Block, around: set[etree._Element]) -> bool:
    """Whether it stands next to paragraphs of the reading, not in a box of its own as in a gallery."""
    above = block.frame.getparent()
    if above is not None and above.tag in ("ul", "ol", "blockquote"):
        above = above.getparent()
    return block.frame in around or above in around


def _is_read(block: Block, squeezed: Sequence[str]) -> bool:
    """Whether the reading (without blanks) has it in another form: cut up, or joined to its neighbour."""
    name = _key(block.text)[:40]
    return any(name in paragraph for paragraph in squeezed)


def _merged(
    page: Sequence[Block],
    paragraphs: Sequence[str],
    places: Sequence[int | None],
    lost: Sequence[int],
    end: int,
) -> tuple[str, ...]:
    merged: list[str] = []
    waiting = list(lost)
    for paragraph, place in zip(paragraphs, places, strict=True):
        if place is not None:
            while waiting and waiting[0] < place:
                merged.append(page[waiting.pop(0)].text)
            if place > end:
                continue
        merged.append(paragraph)
    merged.extend(page[index].text for index in waiting)
    return tuple(merged)
