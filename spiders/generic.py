"""Any source that its catalogue row describes fully: WordPress papers and most small sites.

Parts of an article are links to its own path with `?page=N` or, in WordPress, `/N/` behind it.
"""

from __future__ import annotations

from spiders.base import NewsSpider
from spiders.parts import part_addresses, same_path

_SUFFIX = r"(?:/?\?page=|/(?:page/)?)([2-9]|[12]\d)/?"  # part 1 is the article itself


class GenericSpider(NewsSpider):
    def parts_of(self, url: str, body: bytes) -> dict[int, str]:
        return part_addresses(body, url, same_path(url, _SUFFIX))
