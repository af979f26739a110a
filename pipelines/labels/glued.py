"""Words that lost the blank between them when a page was scraped, as links do: "PoldaSumatera", "diDepok",
"Polda Riaumenggelar", "KetuaKusnadiyang".

Capitals part them where one begins inside a word. Where none does, a name ends where the text has the name by
itself, or the table of areas does, and a word that goes on in small letters follows. Knows areas by name and
a few words of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.labels.areas import KECAMATAN, SEAT, atlas
from pipelines.labels.vocabulary import vocabulary

WORD = re.compile(
    r"((?:K(?:ota|abupaten|ecamatan|apolda|apolres|apolsek)|Provinsi|Pol(?:da|res|resta|restabes|sek))"
    r"(?=[A-Z][a-z])"
    r"|[a-z]{2,}+(?<!detik)(?=[A-Z][a-z]{2})"
    r"|[A-Z][a-z]++(?=(?:Densus|Detasemen|Kepolisian|Pol(?:da|res|sek)|Kapol|Pasal|Eks(?![a-z])|Mantan))"
    r"|[0-9]+(?=[A-Z][a-z]{3})"
    r"|[0-9A-Za-z\u00c0-\u024f]+)"
)
_SHORTEST, _LONGEST = 4, 30  # letters of a name that another word was glued to, and of the whole
# What goes on behind a name. Short words could end one themselves ("Wahyudi"): behind areas alone.
_SHORT = vocabulary("di dan ke ini itu")
_BEHIND = re.compile(
    r"(?:yang|untuk|dengan|dari|pada|saat|oleh|juga|kembali|telah|akan|usai|hingga|karena|dalam|bersama|serta"
    r"|sebagai|adalah|tidak|sudah|masih|terkait|atas|selama|sekitar|terakhir|tanpa|melalui|kemudian|sempat"
    r"|(?:me|di|ber|ter)[a-z]{5,})"
)


def unglued(pieces: list[str]) -> list[str]:
    """`pieces` of a text, separators and words in turn; glued words become two with nothing between."""
    doubtful = [i for i in range(1, len(pieces), 2) if _cuts(pieces[i])]
    if not doubtful:
        return pieces
    alone = set(pieces[1::2])
    found: list[str] = []
    end = 0
    for i in doubtful:
        cut = next((at for at, area in _cuts(pieces[i]) if area or pieces[i][:at] in alone), 0)
        if cut:
            found += (*pieces[end:i], pieces[i][:cut], "", pieces[i][cut:])
            end = i + 1
    return found + pieces[end:]


@lru_cache(maxsize=1 << 16)
def _cuts(word: str) -> Sequence[tuple[int, bool]]:
    """Where a name may end inside the word, and whether it is surely an area's."""
    if not _SHORTEST + 2 <= len(word) <= _LONGEST or not word[0].isupper() or not word[1:].islower():
        return ()
    if word.lower() in atlas().spellings:
        return ()
    return tuple(_possible(word))


def _possible(word: str) -> Iterable[tuple[int, bool]]:
    for at in range(_SHORTEST, len(word) - 1):
        area = _is_area(word[:at].lower())
        if (area and word[at:] in _SHORT) or _BEHIND.fullmatch(word, at):
            yield at, area


def _is_area(key: str) -> bool:
    known = atlas()
    spellings = known.spellings.get(key, ())
    return key not in known.words and any(s.level != KECAMATAN and s.how != SEAT for s in spellings)
