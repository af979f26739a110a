"""The lines that Indonesian sites put around and between the sentences of an article: one rule a kind.

A rule sees one whole paragraph. It names where on the page its kind stands, because the same words can be
text elsewhere: `Penulis: Tere Liye` at the end is a byline, in the middle of a book review it is not.
Nothing here acts; see clean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crawler.errors import ConfigError

HEAD = 5  # paragraphs from the top in which titles, dates, keywords and captions stand
TAIL = 6  # and from the end, for bylines and credits


class Where(StrEnum):
    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"
    EDGES = "edges"  # head or tail


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of line. `pattern` must match the whole paragraph. Of its named groups `authors`, `editors` and
    `tags` are read as what they say."""

    name: str
    pattern: re.Pattern[str]
    where: Where = Where.ANYWHERE
    longest: int = 300  # a longer paragraph is prose, whatever it opens with

    def applies(self, paragraph: str, index: int, count: int) -> re.Match[str] | None:
        """The match, for paragraph `index` of `count`; None where the rule has no say."""
        if len(paragraph) > self.longest or not self._in_place(index, count):
            return None
        return self.pattern.fullmatch(paragraph)

    def _in_place(self, index: int, count: int) -> bool:
        if self.where is Where.ANYWHERE:
            return True
        head, tail = index < HEAD, index >= count - TAIL
        return (head and self.where is not Where.TAIL) or (tail and self.where is not Where.HEAD)


def _rule(name: str, pattern: str, where: Where = Where.ANYWHERE, longest: int = 300) -> Rule:
    return Rule(name=name, pattern=re.compile(pattern, re.IGNORECASE), where=where, longest=longest)


# Bylines. The labels are capitalised and a person's name begins with a capital: both tell them from prose.
_AUTHOR_LABELS = r"Pewarta|Reporter|Penulis|Wartawan|Jurnalis|Kontributor|Oleh|Laporan"
_EDITOR_LABELS = r"Editor|Penyunting|Redaktur(?:\sPelaksana)?"
_OTHER_LABELS = r"Uploader|Penerjemah|Fotografer|Publisher|Sumber\sFoto"
_LABELS = rf"(?:{_AUTHOR_LABELS}|{_EDITOR_LABELS}|{_OTHER_LABELS})"
_NAMES = r"[^\W\d_a-z][^:!?\"“”]{1,80}?"
_END = r"[\s|.,;]*"
_COLON = r"\s?\|?\s?[:：]\s?"  # the bar: label and name in two cells of a table
CREDITS_AT_END = re.compile(
    # from the start, behind a finished sentence, or glued to a small letter ("…SavitriEditor: …")
    r"(?:^|(?<=[.!?\"”’)\]|])\s{0,3}|(?<=[a-z]))"
    rf"(?P<credits>(?:(?i:{_LABELS}){_COLON}{_NAMES}\s*\|?\s*)+(?:(?i:copyright)\s.{{0,80}})?)$"
)
CREDIT_LABEL = re.compile(rf"(?:(?<=[\w.)|\s])|^)(?=(?i:{_LABELS}){_COLON}|(?i:copyright)\s)")

_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)"
_MONTH = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|dec)[a-z]{0,8}"
_DATE = rf"\d{{1,2}}(?:\s{_MONTH}\s|[-/]\d{{1,2}}[-/])\d{{4}}"
_CLOCK = r"(?:pukul\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:wib|wita|wit)?"
_NETWORK = r"(?:facebook|twitter|x|whatsapp|telegram|line|email|print|pinterest|linkedin|threads|copy link)"

RULES: tuple[Rule, ...] = (
    _rule("read-also", r"(?:baca|simak|lihat|tonton|cek)\s(?:juga|pula|selengkapnya)\s?[:：].*"),
    _rule("read-also", r"baca\s?[:：].*", longest=200),
    # without a colon it must look like a headline: short, and no sentence ends in it
    _rule("read-also", r"(?:baca|simak|lihat|tonton)\s(?:juga|pula)\b[^.]*", longest=160),
    _rule("watch-video", r"(?:simak|lihat|tonton|saksikan)\s(?:juga\s)?video\b[^.]*", longest=160),
    _rule("watch-video", r"\[gambas:.*\]"),
    _rule("scroll-on", r"scroll\sto\s(?:continue|resume)(?:\s(?:with\scontent|reading))?\W*"),
    _rule("next-page", r"(?:baca\s)?(?:halaman\s)?(?:selanjutnya|berikutnya|selengkapnya)\W*"),
    _rule("next-page", r"(?:lanjut(?:kan)?|bersambung)\s(?:membaca\s)?ke\shalaman\s.{1,30}", longest=80),
    _rule("next-page", r"halaman\s?:?[\s\d|/,]*\d[\s\d|/,]*(?:selanjutnya)?\W*", longest=60),
    _rule("advertisement", r"\W*(?:advertisement|iklan|advertorial)\W*"),
    _rule(
        "google-news", r"(?:cek|ikuti|baca|dapatkan|simak|temukan|update)\s.{0,160}\bgoogle\snews\b.{0,80}"
    ),
    _rule(
        "channel",
        r"(?:cek|ikuti|gabung|bergabung|mari bergabung|dapatkan|simak|klik|yuk)\s.{0,160}"
        r"\b(?:whatsapp|telegram)(?:\s(?:channel|chanel|group|grup))?\b.{0,80}",
        longest=240,
    ),
    _rule("channel", r".{0,60}(?:saluran|kanal|channel)\s(?:whatsapp|telegram)\b[^.]{0,80}", longest=160),
    _rule(
        "copyright",
        r"(?:(?:copyright|hak\scipta)\s?)?©.*|copyright\s?(?:\(c\))?\s.{0,60}\d{4}.*",
        longest=160,
    ),
    _rule(
        "copying-forbidden",
        r"dilarang\s(?:keras\s)?(?:mengambil|mengutip|menyalin|memperbanyak|menyebarluaskan)\b.{0,80}?"
        r"\b(?:konten|isi|artikel|berita|materi)\b.*\b(?:izin|seizin|ijin|persetujuan)\b.*",
        longest=500,
    ),
    _rule("share-bar", rf"(?:share|bagikan)\b(?:\W*(?:artikel|berita|ini|ke|:|{_NETWORK}))*\W*"),
    _rule("share-bar", rf"{_NETWORK}(?:\W+{_NETWORK})+\W*"),
    _rule(
        "word-markup",
        r"(?:normal\s\d\s)?(?:false\s){2}.*x-none.*|.*<!?/?\[?(?:w:|o:|m:|endif|if\sgte)\b.*",
        longest=20_000,
    ),
    _rule(
        "word-markup", r"(?:/\*\sstyle\sdefinitions\s\*/|table\.mso|@font-face|\{?mso-)\W?.*", longest=20_000
    ),
    _rule("source-credit", r"sumber\s?[:：]?\W*"),
    _rule("source-credit", r"sumber\s?[:：]\s?[^.!?]{1,60}(?:\.[a-z]{2,10}){0,3}", Where.TAIL),
    _rule("tag-line", r"(?:tags?|topik|kata\skunci|label)\s?[:：]\s?(?P<tags>.*)", Where.TAIL),
    Rule(
        name="keywords",  # ANTARA's line under the title; no sentence begins with a small "id"
        pattern=re.compile(r"id\s(?P<tags>\w[^.]*)"),
        where=Where.HEAD,
        longest=500,
    ),
    _rule("printed-date", rf"(?:{_WEEKDAY}\W{{0,3}})?{_DATE}(?:\s?\|.{{0,40}})?", Where.HEAD),
    _rule("printed-date", rf"(?:{_WEEKDAY}\W{{0,3}})?{_DATE}\W{{0,3}}{_CLOCK}(?:\s?\|.{{0,40}})?"),
    # captions end in their credit; a dateline "Baturaja (ANTARA) - …" has no slash and goes on
    _rule(
        "caption",
        r".*\(\s?(?:antara|foto|dok|ho|istimewa|ist)\b[^()]{0,10}/[^()]{2,80}\)[\s.]*",
        Where.HEAD,
        500,
    ),
    _rule("caption", r".*\([^()]{0,40}\b(?:foto|dok|istimewa)\b[^()]{0,60}\)[\s.]*", Where.HEAD, 160),
    _rule(
        "caption", r"\w.*\bfoto\s?[:：]\s?[^.!?]{2,60}(?:\.\w{2,6})?\s?-{0,2}|foto\s?[:：].*", Where.HEAD, 400
    ),
    _rule("caption", r"\w.*(?:\s?-source-|(?<=[\w.])--|-[^\s-][^-]{1,60}-)", Where.HEAD, 400),
    Rule(
        name="byline",
        pattern=re.compile(rf"(?i:{_AUTHOR_LABELS}){_COLON}(?P<authors>{_NAMES}){_END}"),
        where=Where.EDGES,
        longest=120,
    ),
    Rule(
        name="byline",
        pattern=re.compile(rf"Oleh\s(?P<authors>(?:[A-Z][\w.'’]*[\s,]*){{1,5}}){_END}"),
        where=Where.EDGES,
        longest=80,
    ),
    Rule(
        name="editor",
        pattern=re.compile(rf"(?i:{_EDITOR_LABELS}){_COLON}(?P<editors>{_NAMES}){_END}"),
        where=Where.EDGES,
        longest=120,
    ),
    Rule(
        name="credit",
        pattern=re.compile(rf"(?i:{_OTHER_LABELS}){_COLON}{_NAMES}{_END}|(?i:{_LABELS}){_COLON}"),
        where=Where.EDGES,
        longest=120,
    ),
)


@lru_cache(maxsize=1000)
def source_rule(pattern: str) -> Rule:
    """A rule made of one line of `Hints.drop_lines`; ConfigError when it is no regular expression."""
    try:
        return Rule(name="source", pattern=re.compile(pattern, re.IGNORECASE | re.DOTALL), longest=20_000)
    except re.error as error:
        raise ConfigError(
            f"hints: drop_lines: {pattern!r} is no regular expression ({error}). Mend it in the source's row"
        ) from error
