"""What a value of the catalogue must be. Each rule takes a value and raises Fault; knows no files.

A rule looks at one value alone. What concerns several keys at once is in `build.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from parsel.csstranslator import HTMLTranslator

from crawler.clock import ZONES
from crawler.urls import BadAddress, canonical
from spiders.catalog.interval import BadInterval, parse_interval
from spiders.catalog.source import NETWORKS

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = ("defaults",)
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*(:[1-9]\d{{0,4}})?")
# Brackets cannot stand in an address: letters that nothing else uses take the place of {words}.
_STAND_IN = "rondawordsrondawords"
_PAIR = r"[\w.~-]+=[\w.~-]+"
# What a named group of `drop_lines` keeps; `pipelines.lines.GROUPS` has the same.
LINE_GROUPS = ("authors", "editors", "tags", "captions", "related", "agencies")
Rule = Callable[[object], None]


class Fault(ValueError):
    """What is wrong with a value, and how to mend it."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(problem)


def check_name(name: str) -> None:
    if not NAME.fullmatch(name) or len(name) > 60:
        raise Fault(
            f"{name!r} is no name of a source",
            "Use up to 60 lower-case letters, digits and single hyphens between them, such as harian-pagi",
        )
    if name in RESERVED:
        raise Fault(f"{name!r} has a meaning of its own in catalogue files", "Choose another name")


def one_of(*allowed: str) -> Rule:
    def rule(value: object) -> None:
        if value not in allowed:
            raise Fault(f"{value!r} is not known", f"Write one of {', '.join(allowed)}")

    return rule


def at_least(least: int) -> Rule:
    def rule(value: object) -> None:
        if not (isinstance(value, int | float) and least <= value < float("inf")):
            raise Fault(f"{value} is too small or no number", f"Write {least} or more")

    return rule


def check_host(value: object) -> None:
    if not _HOST.fullmatch(str(value)):
        raise Fault(
            f"{value!r} is no host",
            "Write the host alone in lower case, without https:// and path, such as www.example.co.id",
        )


def check_language(value: object) -> None:
    if not re.fullmatch(r"[a-z]{2,3}", str(value)):
        raise Fault(f"{value!r} is no language code", 'Write two letters of ISO 639, such as "id"')


def check_bound(value: object) -> None:
    """A bound of an interval; empty: the usual one."""
    if value == "":
        return
    check_interval(value)
    if isinstance(parse_interval(str(value)), str):
        raise Fault(f"{value!r} is a cron expression", 'Write a number with m, h or d, such as "15m"')


def check_interval(value: object) -> None:
    try:
        parse_interval(str(value))
    except BadInterval as error:
        raise Fault(error.problem, error.remedy) from error


def check_address(value: object) -> None:
    """A path from the root of the host, or a whole http(s) address."""
    absolute("http://host.invalid", str(value))


def check_search(value: object) -> None:
    text = str(value)
    if "{words}" not in text:
        raise Fault(f"{text!r} has no {{words}}", 'Put {words} where the words go: "/search?q={words}"')
    absolute("http://host.invalid", text)


def absolute(origin: str, address: str) -> str:
    """The canonical address of a path on `origin` (`https://host`) or of a whole address; keeps {words}."""
    if not address.startswith(("/", "http://", "https://")):
        raise Fault(f"{address!r} is neither a path nor an address", 'Begin it with "/" or "https://"')
    if address.startswith("//"):
        raise Fault(f"{address!r} begins with two slashes", "Write one slash, or the whole address")
    text = address.replace("{words}", _STAND_IN)
    if re.search(r"[{}]", text):
        raise Fault(f"{address!r} has brackets other than {{words}}", "Only {words} is filled in")
    try:
        url = canonical(text, base=origin)
    except BadAddress as error:
        raise Fault(f"bad address: {error}", "Write it as it stands in a browser") from error
    return url.replace(_STAND_IN, "{words}")


def check_query(value: object) -> None:
    """What stands behind the `?` of an address; empty for none."""
    if not re.fullmatch(rf"({_PAIR}(&{_PAIR})*)?", str(value)):
        raise Fault(f"{value!r} is no query", 'Write name=value without "?", such as "page=all"')


def check_paging(value: object) -> None:
    """What stands behind a listing's address, with the number of the page; empty: the network's own way."""
    if not re.fullmatch(r"|(\?[\w.~=&-]*=|[\w./~-]*/)\{page\}/?", str(value)):
        raise Fault(f"{value!r} is no paging", 'Write "?page={page}" or "/{page}"')


def check_pattern(value: object) -> None:
    try:
        re.compile(str(value), re.IGNORECASE)
    except (re.error, OverflowError) as error:
        raise Fault(
            f"{value!r} is no regular expression: {error}",
            "Write it in single quotes, where TOML leaves backslashes alone",
        ) from error


def check_line(value: object) -> None:
    """A pattern of `drop_lines`; its named groups keep what a line says."""
    check_pattern(value)
    unknown = set(re.compile(str(value)).groupindex) - set(LINE_GROUPS)
    if unknown:
        raise Fault(f"the group {min(unknown)!r} means nothing", f"Known are {', '.join(LINE_GROUPS)}")


def check_selector(value: object) -> None:
    text = str(value)
    try:
        HTMLTranslator().css_to_xpath(text)
    except (SyntaxError, ValueError, RuntimeError) as error:  # RuntimeError: cssselect's ExpressionError
        raise Fault(f"{text!r} is no CSS selector: {error}", "Try it in a browser's inspector") from error
    if "::" in text:
        raise Fault(f"{text!r} names a pseudo-element", "Select the element; its text is taken")


def check_words(value: object) -> None:
    if not str(value).strip():
        raise Fault("an entry is empty", "Fill it in or remove it")


# By key; for a list the rule holds for each entry.
SOURCE_RULES: dict[str, Rule] = {
    "network": one_of(*NETWORKS),
    "host": check_host,
    "scheme": one_of("https", "http"),
    "also_hosts": check_host,
    "zone": one_of(*ZONES),
    "language": check_language,
    "feeds": check_address,
    "sitemaps": check_address,
    "listings": check_address,
    "searches": check_search,
    "search_words": check_words,
    "words": check_words,
    "wordpress": check_address,
    "founded": at_least(0),
    "paging": check_paging,
    "article": check_pattern,
    "not_article": check_pattern,
    "one_page": check_query,
    "pages": at_least(1),
    "max_articles": at_least(1),
    "revisits": at_least(0),
    "max_megabytes": at_least(1),
    "max_minutes": at_least(0),
    "interval": check_interval,
    "interval_min": check_bound,
    "interval_max": check_bound,
    "delay": at_least(0),
    "concurrency": at_least(1),
}
HINT_RULES: dict[str, Rule] = {
    "site_names": check_words,
    "drop_lines": check_line,
    **dict.fromkeys(
        ("body", "title", "author", "editor", "date", "tags", "section", "caption", "drop"),
        check_selector,
    ),
}
