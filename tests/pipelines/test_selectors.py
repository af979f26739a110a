from __future__ import annotations

import pytest
from lxml.cssselect import CSSSelector

from crawler.errors import ConfigError
from pipelines.markup import parse
from pipelines.selectors import Finder

PAGE = """
<div class="isi artikel" id=utama><p class=baca>satu</p>
  <div class=isi><p>dua</p><span class="baca  juga">tiga</span></div>
</div>
<p class="baca juga">empat</p><ul class=remah><li><a>lima</a></li><li><a href="/x">enam</a></li></ul>
<meta itemprop=author content=tujuh>
"""


SELECTORS = """
.isi | div.isi | p.isi | .baca.juga | p.baca.juga | #utama | #utama.isi | #lain | .isi p | .isi .isi p
| #utama > p | .isi > .isi | .remah li:last-child a | .remah a[href] | .baca, .isi | p | p.baca | li a
| .isi * | [itemprop=author] | .isi + p | .isi ~ p | .isi p, .remah a | .is | div:not(.artikel)
"""


@pytest.mark.parametrize("css", [css.strip() for css in SELECTORS.split("|")])
def test_each_selector_finds_what_it_finds_in_a_whole_page_and_in_the_same_order(css: str) -> None:
    root = parse(PAGE.encode()).root
    wanted = CSSSelector(css, translator="html")(root)
    assert list(Finder(root).select([css])) == wanted


def test_what_was_dropped_is_not_found_any_more() -> None:
    root = parse(PAGE.encode()).root
    finder = Finder(root)
    (outer,) = finder.select(["#utama"])
    outer.drop_tree()
    assert [element.text for element in finder.select([".baca", ".isi"])] == ["empat"]


def test_texts_are_of_the_first_selector_that_finds_any() -> None:
    finder = Finder(parse(PAGE.encode()).root)
    assert finder.texts([".tiada", ".remah a", ".baca"]) == ["lima", "enam"]
    assert finder.texts(["[itemprop=author]"]) == ["tujuh"]


@pytest.mark.parametrize("css", ["div[", ".isi >", "p:nosuch", ".isi p:nosuch"])
def test_selector_that_is_no_css_says_where_to_mend_it(css: str) -> None:
    with pytest.raises(ConfigError, match="Mend it in the source's row"):
        list(Finder(parse(PAGE.encode()).root).select([css]))
