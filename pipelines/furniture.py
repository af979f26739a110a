"""The lines that Indonesian sites put around and between the sentences of an article: one row a habit.

What a line says is kept by the named groups of its pattern (`pipelines.lines.GROUPS`): a byline's `authors`,
a caption's `captions`. English habits are in furniture_en, calls to the reader in furniture_calls; those of
one network alone are the `drop_lines` of its catalogue file.
"""

from __future__ import annotations

import re

from pipelines.furniture_calls import CALLS
from pipelines.furniture_en import ENGLISH
from pipelines.furniture_web import WEB
from pipelines.lines import Rule, RuleBook, Where, rule

# Bylines. The labels are capitalised and a person's name begins with a capital: both tell them from prose.
_AUTHOR_LABELS = r"Pewarta|Reporter|Penulis|Wartawan|Jurnalis|Kontributor|Oleh|Laporan"
_EDITOR_LABELS = r"Editor|Penyunting|Redaktur(?:\sPelaksana)?"
_OTHER_LABELS = (
    r"Uploader|Penerjemah|Fotografer|Publisher|Sumber\sFoto|(?:Copy|Video)\sEditor|Editor\sBahasa|Teks"
)
_LABELS = rf"(?:{_AUTHOR_LABELS}|{_EDITOR_LABELS}|{_OTHER_LABELS})"
_NAMES = r"[^\W\d_a-z][^:!?\"“”]{1,80}?"
_END = r"[\s|.,;]*"
_NAME = r"[A-Z][\w.'’]{1,30}"
_PEOPLE = rf"{_NAME}(?:(?:,?\s(?:dan\s)?){_NAME}){{0,7}}"
_OUTLET = r"[\w-]{2,30}(?:\.[\w-]{2,20}){1,3}"  # a domain: "POS-KUPANG.COM", "Tribunjabar.id"
_REPORTS = r"(?:Polisi|Keuangan|Tahunan|Khusus|Utama|Akhir|Hasil|Langsung|Dugaan|Kinerja|Harta|Pertanggung)"
_COLON = r"\s?\|?\s?[:：]\s?"  # the bar: label and name in two cells of a table
CREDITS_AT_END = re.compile(
    # from the start, behind a finished sentence, or glued to a small letter ("…SavitriEditor: …")
    r"(?:^|(?<=[.!?\"”’)\]|])\s{0,3}|(?<=[a-z]))"
    rf"(?P<credits>(?:(?i:{_LABELS}){_COLON}{_NAMES}\s*\|?\s*)+(?:(?i:copyright)\s.{{0,80}})?)$"
)
CREDIT_LABEL = re.compile(
    rf"(?:(?<=[\w.)|\s])(?<!(?i:copy)\s)(?<!(?i:video)\s)|^)(?=(?i:{_LABELS}){_COLON}|(?i:copyright)\s)"
)

_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)"
_MONTH = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|dec)[a-z]{0,8}"
_DATE = rf"\d{{1,2}}(?:\s{_MONTH}\s|[-/]\d{{1,2}}[-/])\d{{4}}"
_CLOCK = r"(?:pukul\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:wib|wita|wit)?"
_NETWORK = r"(?:facebook|twitter|x|whatsapp|telegram|line|email|print|pinterest|linkedin|threads|copy link)"

INDONESIAN: tuple[Rule, ...] = (
    rule("read-also", r"(?:baca|simak|lihat|tonton|cek)\s(?:juga|pula|selengkapnya)\s?[:：](?P<related>.*)"),
    rule("read-also", r"baca\s?[:：](?P<related>.*)", longest=200),
    # without a colon it must look like a headline: short, and no sentence ends in it
    rule("read-also", r"(?:baca|simak|lihat|tonton)\s(?:juga|pula)\b(?P<related>[^.]*)", longest=160),
    rule(
        "watch-video",
        r"(?:(?:yuk|ayo)\W{0,2}\s)?(?:simak|lihat|tonton|saksikan)\s(?:juga\s)?video\b[^.]*",
        longest=160,
    ),
    rule("watch-video", r"\[gambas:.*\]"),
    rule("scroll-on", r"scroll\sto\s(?:continue|resume)(?:\s(?:with\scontent|reading))?\W*"),
    rule("next-page", r"(?:baca\s)?(?:halaman\s)?(?:selanjutnya|berikutnya|selengkapnya)\W*"),
    rule("next-page", r"(?:lanjut(?:kan)?|bersambung)\s(?:membaca\s)?ke\shalaman\s.{1,30}", longest=80),
    rule("next-page", r"halaman\s?:?[\s\d|/,]*\d[\s\d|/,]*(?:selanjutnya)?\W*", longest=60),
    rule("advertisement", r"\W*(?:advertisement|iklan|advertorial)\W*"),
    rule("google-news", r"(?:cek|ikuti|baca|dapatkan|simak|temukan|update)\s.{0,160}\bgoogle\snews\b.{0,80}"),
    rule(
        "channel",
        r"(?:cek|follow|ikuti|gabung|bergabung|mari bergabung|dapatkan|simak|klik|yuk)\s.{0,160}"
        r"\b(?:whatsapp|telegram)(?:\s(?:channel|chanel|group|grup))?\b.{0,80}",
        longest=240,
    ),
    rule(
        "channel",
        r".{0,60}(?:saluran|kanal|channel)\s(?:whatsapp|telegram)\b[^.]{0,80}",
        longest=160,
        needs=("saluran", "kanal", "channel"),
    ),
    rule(
        "channel",
        r"(?:dapatkan|mari bergabung|pastikan kamu).{0,400}\b(?:telegram|whatsapp)\b.{0,200}",
        longest=600,
    ),
    rule("channel", r"https?://\S+", longest=300),
    rule(
        "view-count",
        r"(?:(?:post|page)\sviews|views|(?:telah\s)?(?:dilihat|dibaca))\s?[:：]?\s?[\d.,]{1,12}(?:\s?(?:kali|x|views))?",
        longest=60,
    ),
    rule("follow-us", r"ikuti kami di.{0,40}|kumpulan artikel\s.{2,40}", Where.TAIL),
    rule(
        "copyright",
        r"(?:(?:copyright|hak\scipta)\s?)?©.*|copyright\s?(?:\(c\))?\s.{0,60}\d{4}.*",
        longest=160,
    ),
    rule(
        "copying-forbidden",
        r"dilarang\s(?:keras\s)?(?:mengambil|mengutip|menyalin|memperbanyak|menyebarluaskan)\b.{0,80}?"
        r"\b(?:konten|isi|artikel|berita|materi)\b.*\b(?:izin|seizin|ijin|persetujuan)\b.*",
        longest=500,
    ),
    rule("share-bar", rf"(?:share|bagikan)\b(?:\W*(?:artikel|berita|ini|ke|:|{_NETWORK}))*\W*"),
    rule("share-bar", rf"{_NETWORK}(?:\W+{_NETWORK})+\W*"),
    rule(
        "word-markup",
        r"(?:normal\s\d\s)?(?:false\s){2}.*x-none.*|.*<!?/?\[?(?:w:|o:|m:|endif|if\sgte)\b.*",
        longest=20_000,
    ),
    rule(
        "word-markup", r"(?:/\*\sstyle\sdefinitions\s\*/|table\.mso|@font-face|\{?mso-)\W?.*", longest=20_000
    ),
    rule(
        "newsroom-contact",
        r"(?:redaksi|marketing|iklan|hubungi|info(?:rmasi)?(?:\spemasangan)?\siklan)\s?[:：]\s?"
        r".{0,60}(?:@|[\[(]at[\])]).{2,40}",
        Where.TAIL,
        140,
    ),
    rule("newsroom-contact", r"(?:info(?:rmasi)?\s)?(?:pasang|pemasangan)\siklan\W*", Where.TAIL, 60),
    rule("source-credit", r"sumber\s?[:：]?\W*"),
    rule("source-credit", r"sumber\s?[:：]\s?(?P<agencies>[^.!?]{1,60}(?:\.[a-z]{2,10}){0,3})", Where.TAIL),
    rule("source-credit", r"\(\s?sumber\s?:?\s(?P<agencies>[^()]{2,60})\)\W{0,3}", Where.TAIL),
    rule(
        "published-elsewhere",
        r"(?:artikel|berita)\s(?:ini\s)?(?:telah|sudah|pernah)\s(?:tayang|dimuat|terbit)\s(?:sebelumnya\s)?di\s"
        r"(?P<agencies>[\w-]+(?:\.[\w-]+){0,3}(?:\s[\w-]+){0,2}?)"
        r"(?:,?\s?(?:dengan|berjudul|pada|klik|https?:)\b.*|[\s.,]*)",
        Where.TAIL,
        400,
    ),
    rule("tag-line", r"(?:tags?|topik|kata\skunci|label)\s?[:：]\s?(?P<tags>.*)", Where.TAIL),
    Rule(
        name="keywords",  # ANTARA's line under the title; no sentence begins with a small "id"
        pattern=re.compile(r"id\s(?P<tags>\w[^.]*)"),
        where=Where.HEAD,
        longest=500,
    ),
    rule("printed-date", rf"(?:{_WEEKDAY}\W{{0,3}})?{_DATE}(?:\s?\|.{{0,40}})?", Where.HEAD),
    rule("printed-date", rf"(?:{_WEEKDAY}\W{{0,3}})?{_DATE}\W{{0,3}}{_CLOCK}(?:\s?\|.{{0,40}})?"),
    Rule(
        name="byline",
        pattern=re.compile(
            rf"(?:(?i:oleh|by)(?:{_COLON}|\s))?(?P<authors>{_NAME}(?:\s{_NAME}){{0,3}})\s?[·•|–-]\s?"
            rf"(?i:(?:{_WEEKDAY}\W{{0,3}})?{_DATE}(?:\W{{0,3}}{_CLOCK})?)"
        ),
        where=Where.HEAD,
        longest=120,
    ),
    # captions end in their credit; a dateline "Baturaja (ANTARA) - …" has no slash and goes on
    rule(
        "caption",
        r"(?P<captions>.*\(\s?(?:antara|foto|dok|ho|istimewa|ist)\b[^()]{0,10}/[^()]{2,80}\))[\s.]*",
        Where.HEAD,
        500,
    ),
    rule(
        "caption",
        r"(?P<captions>.*\([^()]{0,40}\b(?:foto|dok|istimewa)\b[^()]{0,60}\))[\s.]*",
        Where.HEAD,
        160,
    ),
    rule(
        "caption",
        r"(?P<captions>\w.*\bfoto\s?[:：]\s?(?:dok\.\s?)?[^.!?]{2,60}(?:\.\w{2,6})?\s?-{0,2}|foto\s?[:：].*)",
        Where.HEAD,
        400,
        needs=("foto",),
    ),
    # A report of five lines is all head, and its last may end in a signature ("… hari. (Koran.id/Edo)"): of
    # outlets in brackets only those go that follow no full stop, or without a blank.
    rule(
        "caption",
        r"(?P<captions>[^.!?\"“”]{3,160}\.?\s?\((?:ist|pixabay|unsplash|freepik|pexels|shutterstock|i?stock)\W{0,2}\))",
        Where.HEAD,
        200,
        needs=("(",),
    ),
    rule(
        "caption",
        rf"(?P<captions>[^.!?\"“”]{{3,160}}(?:\.|\s)\({_OUTLET}/[^()]{{2,60}}\))[\s.]*",
        Where.HEAD,
        240,
    ),
    Rule(
        name="caption",
        pattern=re.compile(
            r"(?P<captions>.{10,240}\.\s?(?:ANTARA(?:\sFOTO)?|KONTAN|REUTERS|AFP|AP|EPA)/\w[\w .'’/-]{2,60})"
        ),
        where=Where.HEAD,
        longest=340,
    ),
    rule("caption", rf"{_OUTLET}/[^.!?/]{{2,60}}", longest=100),
    Rule(
        name="caption",
        pattern=re.compile(
            r"(?P<captions>(?i:ilustrasi)(?:[.:]?\s[^.!?]{2,80})?"
            r"(?:\.?\s?\([^()]{2,40}\)|\.\s[A-Z]{3,12}/[\w .]{2,40})?)"
        ),
        where=Where.HEAD,
        longest=160,
    ),
    rule(
        "caption",
        r"(?P<captions>(?:sumber|keterangan)\s(?:gambar|foto|video)\s?[,:]\s?.{3,300})",
        longest=340,
    ),
    rule("picture-credit", r"foto\s?[:：]\s?(?:dok\.\s?)?[^.!?]{2,80}", longest=110),
    rule(
        "caption",
        r"(?P<captions>\w.*(?:\s?-source-|(?<=[\w.])--|-[^\s-][^-]{1,60}-))",
        Where.HEAD,
        400,
        needs=("-",),
    ),
    Rule(
        name="byline",
        pattern=re.compile(rf"(?i:{_AUTHOR_LABELS}){_COLON}(?P<authors>{_NAMES}){_END}"),
        where=Where.EDGES,
        longest=120,
    ),
    Rule(
        name="reporters-report",
        pattern=re.compile(
            rf"(?i:laporan\s(?:wartawan|reporter|jurnalis|kontributor|fotografer)):?\s(?:{_OUTLET},?\s)?"
            rf"(?P<authors>{_PEOPLE})(?:\s?[|l-]\s.{{0,40}})?{_END}"
        ),
        where=Where.EDGES,
        longest=160,
    ),
    Rule(  # without "Wartawan" only two capitalised words and more, of which the first is no kind of report
        name="reporters-report",
        pattern=re.compile(
            rf"(?i:laporan)\s(?!{_REPORTS})(?:{_OUTLET},?\s)?(?P<authors>{_NAME}(?:\s{_NAME}){{1,3}})"
            rf"(?:\s?[|l-]\s.{{0,40}})?{_END}"
        ),
        where=Where.HEAD,
        longest=100,
    ),
    Rule(
        name="byline",
        pattern=re.compile(rf"Oleh\s(?P<authors>(?:[A-Z][\w.'’]*[\s,]*){{1,5}}){_END}"),
        where=Where.EDGES,
        longest=80,
    ),
    Rule(
        name="byline",
        pattern=re.compile(rf"\(\s?(?i:{_AUTHOR_LABELS}){_COLON}(?P<authors>[^()!?\"“”]{{2,80}})\)\W*"),
        where=Where.EDGES,
        longest=120,
    ),
    Rule(  # Republika's and Merdeka's: two roles on one line
        name="byline",
        pattern=re.compile(
            rf"(?i:rep(?:orter)?){_COLON}(?P<authors>{_NAMES})\s?/\s?(?i:red|editor){_COLON}(?P<editors>{_NAMES}){_END}"
        ),
        where=Where.EDGES,
        longest=160,
    ),
    Rule(
        name="byline",
        pattern=re.compile(
            rf"(?i:reporter){_COLON}(?P<authors>{_NAMES})\s(?i:sumber){_COLON}(?P<agencies>[^!?]{{2,60}}){_END}"
        ),
        where=Where.EDGES,
        longest=160,
    ),
    Rule(
        name="byline",
        pattern=re.compile(
            rf"(?i:redaktur\s(?:&|dan)\sreporter|reporter\s(?:&|dan)\sredaktur){_COLON}(?P<authors>{_NAMES}){_END}"
            rf"|(?i:tim\s(?:liputan|redaksi))(?:\s[|/]\s[^.!?]{{2,40}})?{_END}"
            rf"|(?:Tim|{_PEOPLE})\s\|\s(?:[A-Z]\w+\s(?:Indonesia|News|TV|Online)|{_OUTLET})"
        ),
        where=Where.EDGES,
        longest=120,
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

RULES: tuple[Rule, ...] = (*INDONESIAN, *CALLS, *ENGLISH, *WEB)
BOOK = RuleBook(RULES)
