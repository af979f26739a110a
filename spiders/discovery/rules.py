"""Which addresses are articles, and which articles are wanted. Judges by the address alone; opens nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from crawler.items import Link

# What a first or middle part of a path says the page is, instead of an article.
_FOLDERS = {
    **dict.fromkeys(("video", "videos", "tv", "streaming", "stream", "live", "watch"), "a video"),
    **dict.fromkeys(
        ("foto", "photo", "photos", "galeri", "gallery", "readfoto", "fotonews", "foto-news", "foto-berita"),
        "a photo page",
    ),
    **dict.fromkeys(("infografik", "infografis", "infographic", "komik", "podcast"), "no text page"),
    **dict.fromkeys(("tag", "tags", "listtag", "topik", "topic", "topics"), "a tag page"),
    **dict.fromkeys(
        ("category", "kategori", "kanal", "rubrik", "indeks", "index", "page", "terkini", "terpopuler"),
        "a category",
    ),
    **dict.fromkeys(("author", "penulis", "profile", "profil", "reporter", "user"), "an author page"),
    **dict.fromkeys(("search", "cari", "pencarian"), "a search page"),
    **dict.fromkeys(("feed", "rss", "atom", "sitemap", "wp-json", "xmlrpc"), "a feed"),
    **dict.fromkeys(
        (
            *(
                "login",
                "logout",
                "register",
                "daftar",
                "account",
                "akun",
                "subscribe",
                "wp-admin",
                "wp-login.php",
            ),
            *("wp-content", "cdn-cgi", "share", "sharer", "intent", "readstatik", "microsite", "network"),
            *("about", "about-us", "tentang-kami", "redaksi", "contact", "kontak", "hubungi-kami", "iklan"),
            *("disclaimer", "privacy", "karir", "karier", "pedoman", "kode-etik", "rilis-pers"),
        ),
        "no news page",
    ),
}
_STATIC = re.compile(
    r"(pedoman-(media|pemberitaan)|tentang-|about-|kebijakan-privasi|privacy-|syarat-dan-|ketentuan-|terms-"
    r"|kode-etik|susunan-redaksi|box-redaksi|redaksi-|hubungi-|info-iklan|media-partner).*"
)
_FILE = re.compile(
    r".*\.(jpe?g|png|gif|webp|svg|ico|bmp|pdf|docx?|xlsx?|pptx?|zip|rar|gz|mp[34]|m4a|avi|mov|webm|css|js|json|xml|rss|txt|apk)",
    re.IGNORECASE,
)
# hosts that hold nothing but pictures: foto.detik.com, 20.detik.com
_PICTURE_HOSTS = {
    "foto": "a photo page",
    "photo": "a photo page",
    "video": "a video",
    "tv": "a video",
    "20": "a video",
}
_ANTARA = re.compile(r"(/amp)?/berita/\d+/[^/]+(/.*)?")
_DISWAY = re.compile(r"/(([\w.-]+/){0,2}read|amp(/read)?)/\d+(/.*)?")
_DATED = re.compile(r"(/[^/]+){0,3}/(19|20)\d\d/(0?[1-9]|1[0-2])(/\d{1,2})?/.*[^/\d].*")
_PAGE_ENDING = re.compile(r"\.(html?|php|aspx?)$")
_NEWS_FOLDER = re.compile(r"/(read|berita|news|artikel|article|baca|detail|story|post)/(.*)")
_NUMBERED = re.compile(r"(.*/)?([a-z]-)?\d{4,}(/[^/]+)?/?|.*[^/]-\d{5,}/?")


def is_article(
    url: str,
    network: str,
    article: Sequence[str] = (),
    not_article: Sequence[str] = (),
    *,
    named: bool = False,
) -> str | None:
    """None when the address looks like an article's, else why not, in a few words ("a video").

    `url` is canonical. `article` and `not_article` are regular expressions of a source: one of `article` must
    match the whole path, in place of the network's own rule; `not_article` is searched in path and query.
    `named`: a list that names nothing but articles (a feed, an API) named it, so of a network without a shape
    of its own any address will do that is not plainly something else. Hosts are not looked at here.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no address"
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if any(_compiled(pattern).search(target) for pattern in not_article):
        return "left out by the source's not_article"
    if article:
        fits = any(_compiled(pattern).fullmatch(parts.path) for pattern in article)
        return None if fits else "does not fit the source's article"
    if network == "antara":
        return None if _ANTARA.fullmatch(parts.path) else _what_it_is(parts) or "not /berita/{number}/{slug}"
    if network == "disway":
        return None if _DISWAY.fullmatch(parts.path) else _what_it_is(parts) or "not /read/{number}/{slug}"
    return _what_it_is(parts) or (
        None if named or _looks_like_article(parts) else "does not look like an article's address"
    )


def wanted(link: Link, words: Sequence[str]) -> bool:
    """Whether title or address of a link holds one of the words; no words want everything.

    Case is ignored and whole words are compared: "oki" is in "Polres OKI" and "/polres-oki-tangkap", not in
    "tokitoki". A phrase must stand as written, whatever is between its words.
    """
    if not words:
        return True
    text = f" {_words(link.title or '')}  {_words(unquote(urlsplit(link.url).path))} "
    return any(f" {plain} " in text for word in words if (plain := _words(word)))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("_", " ")))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _what_it_is(parts: SplitResult) -> str | None:
    """What a page that is no article is, as far as its address tells."""
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if not segments and not _post_number(parts):
        return "the home page"
    for segment in segments:
        if segment in _FOLDERS:
            return _FOLDERS[segment]
    if segments and _STATIC.fullmatch(segments[-1]):
        return "no news page"
    if _FILE.fullmatch(parts.path):
        return "a file"
    host = parts.hostname or ""
    return _PICTURE_HOSTS.get(host.partition(".")[0])


def _looks_like_article(parts: SplitResult) -> bool:
    """Dated paths, numbers, `/read/`, slugs of four words or more: what newspapers' addresses look like."""
    path = _PAGE_ENDING.sub("", parts.path.lower())
    slug = path.rstrip("/").rpartition("/")[2]
    if _post_number(parts) or _DATED.fullmatch(path):
        return True
    if slug.count("-") >= 3:
        return True
    folder = _NEWS_FOLDER.search(path)
    if folder and (re.search(r"\d{3,}", folder[2]) or slug.count("-") >= 2):
        return True
    return "-" in slug and bool(_NUMBERED.fullmatch(path))


def _post_number(parts: SplitResult) -> bool:
    """WordPress's short address, `/?p=133830`."""
    return any(key in ("p", "id") and value.isdigit() for key, value in parse_qsl(parts.query))
