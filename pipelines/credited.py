"""A text and its credit lines in, whom it credits out: the agency or outlet it is from, people who sign it.

    Sumber: TribunSolo.com · (Sumber TribunJabar) · Artikel ini telah tayang di Kompas.com dengan judul …
    … tambahnya. (TribunPadang.com/Muhammad Iqbal) · … hari ini (Tribunnews.com/Sri, Kompas.com/Gilang)
    … kata Kapolres, dilansir detikJateng, Rabu (28/5/2026).

The text keeps its closing marks; this only reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.dateline import Dateline, read_dateline
from pipelines.plain import distinct, key

MAX_AGENCY = 60
_OUTLET = r"[A-Za-z][\w-]{1,30}(?:\.[\w-]{2,20}){1,3}"
_CLOSING = re.compile(r"\(([^()]{5,160})\)[\s.*]{0,4}$")
_SIGNED = re.compile(rf"\s*(?P<outlet>{_OUTLET})\s?/\s?(?P<person>[^,;|()]{{2,60}})")
_QUOTED = re.compile(
    r"(?i:dilansir|dikutip|dirangkum|disadur)\s?(?i:dari\s)?(?:(?i:laman|situs)\s)?"
    rf"(?P<outlet>detik[A-Z]\w{{2,15}}|{_OUTLET}|ANTARA|Antara|Reuters|AFP)(?!\w)"
)
_NEXT_LABEL = re.compile(
    r"(?:editor|penulis|reporter|foto)\s?:", re.IGNORECASE
)  # glued: "Sumber: XEditor: Y"
_LAST = 2  # paragraphs at the end that may carry a closing mark
_NOBODY = re.compile(
    r"\W*(?:random|istimewa|ist|net|internet|media sosial|berbagai sumber|\*+)\W*", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """`agency` is the outlet or wire that the text is credited to, as printed; `people` sign at the end."""

    dateline: str | None = None
    agency: str | None = None
    people: tuple[str, ...] = ()


def read_credit(paragraphs: Sequence[str], lines: Iterable[str] = ()) -> Credit:
    """Whom a clean text credits; `lines` are what credit lines said that were taken from it.

    A line that says so counts before a closing mark, that before a quotation ("dilansir …"), and the outlet
    of the dateline, mostly the paper's own, comes last.
    """
    dateline = read_dateline(paragraphs) or Dateline()
    signed = list(_signatures(paragraphs))
    foreign = [outlet for outlet, _ in signed if key(outlet) != key(dateline.outlet or "")]
    quoted = [match["outlet"] for text in paragraphs for match in _QUOTED.finditer(text)]
    named = [_NEXT_LABEL.split(line)[0].strip(" .,:-")[:MAX_AGENCY] for line in lines]
    named = [name for name in named if not _NOBODY.fullmatch(name)]
    agency = next((name for name in (*named, *foreign[-1:], *quoted, dateline.outlet) if name), None)
    return Credit(
        dateline=dateline.place,
        agency=agency,
        people=distinct(person for _, person in signed if " " in person),
    )


def _signatures(paragraphs: Sequence[str]) -> Iterable[tuple[str, str]]:
    for text in paragraphs[-_LAST:]:
        closing = _CLOSING.search(text[-200:])
        for piece in (closing.group(1) if closing else "").split(","):
            match = _SIGNED.fullmatch(piece)
            if match:
                yield match["outlet"], match["person"].split("/")[0].strip()
