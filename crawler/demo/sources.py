"""The sites of the newsroom as sources: the tables a user would write into `ronda.toml`."""

from __future__ import annotations

from typing import Any

from crawler.demo.server import Running

NAMES = {"antara": "demo-antara", "disway": "demo-disway", "wordpress": "demo-wordpress"}  # source by site


def demo_sources(running: Running) -> dict[str, dict[str, Any]]:
    """`{"demo-antara": {"network": "antara", "host": "127.0.0.1:PORT", …}, …}`, as of `[sources.NAME]`."""
    return {NAMES[site]: _common(running, site) | _OWN[site] for site in NAMES}


def _common(running: Running, site: str) -> dict[str, Any]:
    return {
        "scheme": "http",
        "host": running.host(site),
        "delay": 0.0,
        "interval": "30m",
        "pages": 10,
        "terms": "Invented news for trying things out: copy what you like.",
    }


_OWN: dict[str, dict[str, Any]] = {
    "antara": {
        "title": "ANTARA-like regional site (demo)",
        "network": "antara",
        "region": "Sumatera Selatan",
        "feeds": ["/rss/terkini.xml"],
        "listings": ["/terkini"],
    },
    "disway": {
        "title": "Disway-like paper (demo)",
        "network": "disway",
        "region": "Sumatera Selatan",
        "feeds": ["/rss/kriminal"],
        "listings": ["/kategori/kriminal", "/kategori/daerah", "/kategori/lalu-lintas"],
    },
    "wordpress": {
        "title": "Warta Pesisir (demo)",
        "network": "generic",
        "region": "Lampung",
        "feeds": ["/feed/"],
        "sitemaps": ["/wp-sitemap.xml"],
        "wordpress": "/wp-json/",
    },
}
