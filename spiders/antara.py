"""The ANTARA wire service: one national and some thirty regional hosts on one template."""

from __future__ import annotations

from spiders.base import NewsSpider
from spiders.parts import part_addresses, same_path

_SUFFIX = r"/?\?page=([2-9]|[12]\d)"


class AntaraSpider(NewsSpider):
    def parts_of(self, url: str, body: bytes) -> dict[int, str]:
        return part_addresses(body, url, same_path(url, _SUFFIX))
