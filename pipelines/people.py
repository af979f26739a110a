"""A printed byline in, the names of people out. Knows no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.plain import distinct, key

_LABEL = re.compile(
    r"^\W*(?:(?:oleh|by|pewarta|reporter|penulis|wartawan|jurnalis|editor|penyunting|redaktur|ditulis\soleh)"
    r"\b\s?[:：]?|(?:kontributor|laporan|author)\s?[:：])\s*",  # "Kontributor Lhokseumawe, X": a place
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[;/|\n•·]\s*|\s+[-–—]\s+|\s+(?:dan|and|&|bersama)\s+|,\s*(?:dan\s+|and\s+)?", re.IGNORECASE
)
# What follows a name behind a comma and is no further person: "Rina Lestari, S.H., M.Si"
_DEGREE = re.compile(r"(?:S|M|Dr|Drs|Ir|Amd|A\.Md|Ph)\.?\s?[A-Z][\w.]{0,8}\.?|SH|MH|MM|SE|MBA|S\.?I\.?K\.?")
# Whom no reader could meet: desks, roles and machines. A nickname such as "edo" is a person.
_NOBODY = re.compile(
    r"(?:super|web)?admin(?:istrator)?\d*(?:\s.*)?|web\s?master|root|user\d*|guest|anonim|anonymous|no\s?name"
    r"|(?:tim|dewan|desk|staf)\b.*|.*\bredaksi\b.*|redaktur|editor|newsroom|news\s?room|humas\b.*|antara|antara\snews"
    r"|kantor\sberita.*|lkbn\s.*|.*\b(?:media|cyber|news|online|com|id|redaction)$|\w{3,}(?:news|com|tv)|kontributor\b.*|wartawan|reporter"
    r"|.*\b(?:editor|writer|reporter|correspondent|contributor|columnist|staff)s?"
    r"|print|share|e-?mail|copy link|bagikan|komentar|comments?|updated?|published"
    r"|facebook|twitter|instagram|tiktok|youtube|whatsapp|google|istimewa|ist|dok(?:umen)?|reuters|afp|ap|xinhua|bbc",
    re.IGNORECASE,
)
_LINK = re.compile(r"\S*(?:https?:|www\.|@)\S*", re.IGNORECASE)
# A time, a date or a count of readers that stands in the same box: "9:39AM BST 05 Oct 2011", "Senin".
_NO_NAME = re.compile(
    r".*\d(?:.*\d){2}.*|.*\d[:.]\d.*|(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"\.(?:com|co|id|net|org|go)\b", re.IGNORECASE)
MAX_NAME = 80  # characters
_LONGEST_NOTE = 400  # characters of what a paper says of an author
_IS = re.compile(r"\s(?:is|adalah)\s(?:an?|the|our|one|seorang|wartawan|jurnalis|penulis|dosen|peneliti)\b")
EDGE = 3  # paragraphs from the top and from the end in which a name alone is a signature
MAX_BYLINE = 1_000  # characters; of one word of 60,000 the search for addresses took longer than a page may


def names(printed: Iterable[str], *, sites: Iterable[str] = ()) -> tuple[str, ...]:
    """The people that bylines name, as printed, each once.

    Labels ("Pewarta:"), degrees, desks ("Tim Redaksi"), addresses and the names in `sites` are left out.
    """
    not_people = _no_people(tuple(sites))
    pieces = (
        piece
        for text in printed
        for piece in _BETWEEN.split(_without_label(_LINK.sub(" ", text[:MAX_BYLINE])))
    )
    people = (_without_label(piece).strip(" -–—()[].,:|") for piece in pieces)
    return distinct(name for name in people if _is_person(name) and key(name) not in not_people)


@lru_cache(maxsize=256)  # a page asks five times
def _no_people(sites: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(name) for site in sites for name in (site, *_labels(site)))


def without_signatures(paragraphs: tuple[str, ...], people: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without those at the edges that are a name of these people, or all of them, and no more,
    and without a last one that says who one of them is: "Edo Wijaya is a reporter who covers the coast."

    What nothing is left of but names stays as it is.
    """
    if not people:
        return paragraphs
    known = {key(name) for name in (*people, "".join(people))}
    last = len(paragraphs) - EDGE
    kept = tuple(
        paragraph
        for index, paragraph in enumerate(paragraphs)
        if EDGE <= index < last or len(paragraph) > MAX_NAME or key(paragraph) not in known
    )
    while len(kept) > 2 and len(kept[-1]) <= _LONGEST_NOTE and _is_note(kept[-1], people):
        kept = kept[:-1]
    return kept or paragraphs


def _is_note(paragraph: str, people: Sequence[str]) -> bool:
    return any(
        " " in name and paragraph.startswith(name) and _IS.match(paragraph, len(name)) for name in people
    )


def _labels(site: str) -> list[str]:
    """What a site may call itself by its host: "kompas" of regional.kompas.com."""
    return [label for label in site.split(".")[:-1] if len(label) > 2] if " " not in site else []


def _without_label(text: str) -> str:
    return _LABEL.sub("", " ".join(text.split()))


def _is_person(name: str) -> bool:
    if not 2 <= len(name) <= MAX_NAME or _DOMAIN.search(name) or _NOBODY.fullmatch(name):
        return False
    if _NO_NAME.fullmatch(name):
        return False
    return any(map(str.isalpha, name)) and not _DEGREE.fullmatch(name) and len(name.split()) <= 7
