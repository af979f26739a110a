"""A pruned page in, the same without lists of other articles out. Knows headings, not class names.

"Berita Terkait" with six headlines and teasers: themes give such a box any name, and an extractor drops the
headlines as links and keeps the teasers as text, when no heading is left to know them by. So it is looked for
on the page: a heading of such a list, and below it at least as many links as paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from pipelines.ending import LONGEST, is_heading
from pipelines.paragraphs import Block

_LINKED = 0.5  # share of a block's characters: a headline that leads to an article
_PROSE = 60  # characters
_ENDS = tuple('.!?…"”’»)')


def drop_lists(blocks: Sequence[Block]) -> None:
    """Takes the elements out of the tree that hold nothing but such a list.

    `blocks` are those of the tree. A list has text above it: a page that is nothing but lists stays as it is.
    """
    above: Block | None = None  # of those that stay, the last
    texted = False
    end = 0
    for index, block in enumerate(blocks):
        if index < end:
            continue
        if texted and above is not None and len(block.text) <= LONGEST and is_heading(block.text):
            end = _end_of_list(blocks, index, above)
            if end > index:
                _drop(blocks[index:end], (above, *blocks[end : end + 1]))
                continue
        texted = texted or _is_prose(block)
        above = block


def _end_of_list(blocks: Sequence[Block], start: int, before: Block) -> int:
    """Where the list ends whose heading is block `start`; `start` itself when there is none."""
    box = _common(blocks, start)
    if box is None or box.find(".//h1") is not None:
        return start
    end = start + 1
    while end < len(blocks) and _holds(box, blocks[end].frame):
        end += 1
    if not _holds(box, before.frame):  # the heading is the first in its box
        return end if _is_list(blocks[start + 1 : end]) else start
    last = begin = start + 1
    for group_end in _groups(blocks, box, start + 1, end):
        group = blocks[begin:group_end]
        begin = group_end
        if _is_list(group, least=1):
            last = group_end
        elif any(block.text.endswith(_ENDS) for block in group):  # the text goes on
            break
    return last if _is_list(blocks[start + 1 : last]) else start


def _groups(blocks: Sequence[Block], box: etree._Element, start: int, end: int) -> list[int]:
    """Where each child of the box ends that holds some of the blocks."""
    children = [_child(box, block.frame) for block in blocks[start:end]]
    return [
        start + number + 1
        for number, child in enumerate(children)
        if child is not None and (number + 1 == len(children) or children[number + 1] is not child)
    ]


def _child(box: etree._Element, frame: etree._Element) -> etree._Element | None:
    """The child of the box in which a frame is; None for the box itself."""
    while frame is not box:
        above = frame.getparent()
        if above is box or above is None:
            return frame
        frame = above
    return None


def _common(blocks: Sequence[Block], start: int) -> etree._Element | None:
    """The innermost element that holds a block and the next."""
    if start + 1 >= len(blocks):
        return None
    above = {blocks[start].frame, *blocks[start].frame.iterancestors()}
    following = blocks[start + 1].frame
    return next((one for one in (following, *following.iterancestors()) if one in above), None)


def _holds(box: etree._Element, frame: etree._Element) -> bool:
    return frame is box or box in frame.iterancestors()


def _is_list(blocks: Sequence[Block], least: int = 2) -> bool:
    links = sum(block.links >= _LINKED for block in blocks)
    return links >= least and links >= sum(map(_is_prose, blocks))


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE and block.links < _LINKED


def _drop(blocks: Sequence[Block], neighbours: Sequence[Block]) -> None:
    """Takes the largest elements out of the tree that hold these blocks alone, which stand in a row between
    their neighbours."""
    outside = {above for one in neighbours for above in (one.frame, *one.frame.iterancestors())}
    for block in blocks:
        top = block.frame
        while (above := top.getparent()) is not None and above not in outside:
            top = above
        if above is not None and top not in outside and isinstance(top, HtmlElement):
            top.drop_tree()  # what stands behind it stays
