"""The Disway network (Sumeks, Palpos …) and its sister system bacakoran.co.

A long article goes on at `/read/{ID}/{slug}/15`, then `/30`: the number is an offset of paragraphs, so it
orders the parts. Host and ID tell an article; what stands before `/read/` and the slug do not.
"""

from __future__ import annotations

import re

from spiders.base import NewsSpider
from spiders.parts import part_addresses

_ID = re.compile(r"/(?:read|amp)/(\d+)/")


class DiswaySpider(NewsSpider):
    def parts_of(self, url: str, body: bytes) -> dict[int, str]:
        own = _ID.search(url)
        if own is None:
            return {}
        return part_addresses(
            body, url, re.compile(rf"(?:/[\w-]+)?/(?:read|amp)/{own[1]}/[^/?]+/([1-9]\d{{0,2}})/?")
        )
