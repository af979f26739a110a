"""What makes a real page heavy: menus, teasers, styles and scripts that no reader came for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import count

_PLACES = (
    *("Palembang", "Baturaja", "Martapura", "Muaradua", "Kayuagung", "Indralaya", "Sekayu", "Lahat"),
    *("Pagaralam", "Prabumulih", "Lubuklinggau", "Banyuasin", "Metro", "Kotabumi", "Kalianda", "Liwa"),
)
_TOPICS = (
    "Ekonomi",
    "Olahraga",
    "Wisata",
    "Kuliner",
    "Pendidikan",
    "Kesehatan",
    "Otomotif",
    "Hiburan",
    "Opini",
)


@lru_cache(maxsize=4)
def furniture(kilobytes: int) -> tuple[str, str]:
    """Styles for the head and fixtures for the foot of a page, together about so many kilobytes.

    About a third is markup with links, as menus and teasers are; the rest is styles and scripts.
    """
    size = kilobytes * 1024
    styles = _fill(_style_rules(), size // 4)
    menus = _fill(_menu_items(), size // 3)
    scripts = _fill(_script_lines(), size - len(styles) - len(menus))
    head = f"<style>{styles}</style>" if styles else ""
    foot = f'<div class="mega-footer"><ul>{menus}</ul></div><script>{scripts}</script>' if menus else ""
    return head, foot


def _fill(lines: Iterator[str], size: int) -> str:
    taken, length = [], 0
    while length < size:
        taken.append(next(lines))
        length += len(taken[-1])
    return "".join(taken)


def _menu_items() -> Iterator[str]:
    for n in count():
        place, topic = _PLACES[n % len(_PLACES)], _TOPICS[n % len(_TOPICS)]
        address = f"/kanal/{topic.lower()}/{place.lower()}"
        yield (
            f'<li class="menu-item menu-item-{n}"><a href="{address}" title="{topic} {place}">'
            f'<span class="icon"><svg width="16" height="16"><path d="M{n % 16} 2h{n % 9}v8z"/>'
            f"</svg></span> {topic} {place}</a></li>\n"
        )


def _style_rules() -> Iterator[str]:
    for n in count():
        yield (
            f".col-{n % 12}-{n}{{float:left;width:{n % 100}%;padding:0 {n % 16}px;top:{n * 7919 % 4096}px}}\n"
            f"@media (max-width:{480 + n % 700}px){{.col-{n % 12}-{n}{{float:none;width:100%}}}}\n"
        )


def _script_lines() -> Iterator[str]:
    for n in count():
        place = _PLACES[n % len(_PLACES)]
        yield (
            f'window.slots=window.slots||[];slots.push({{id:"gpt-{n * 104729 % 10**9}-0",zone:"{place}",'
            f"size:[[{n % 970},{n % 250}],[300,250]],lazy:{'true' if n % 2 else 'false'}}});\n"
        )
