"""What a headline says of its place in a case: its stage, its figures, whether it gathers several reports.

A headline names what is new. If it names a stage (an arrest, an autopsy, a trial) of which the other article
has no word at all, the other was written at another stage. Compares headlines with texts; measures nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

# The words of each stage as headlines and reports use them. Of 67 copies none is parted by these, of 29 pairs
# that tell one event in other words one is, of 23 pairs at different stages twelve are.
_STAGES = {
    "manhunt": "buru memburu diburu kejar mengejar dikejar dpo buron",
    "arrest": "tangkap ditangkap menangkap tertangkap penangkapan bekuk dibekuk membekuk ringkus diringkus"
    " meringkus ciduk diciduk amankan diamankan mengamankan gulung digulung serahkan menyerahkan",
    "suspect": "tersangka ditersangkakan",
    "examination": "positif sampel dna autopsi otopsi visum urine forensik labfor ekshumasi",
    "custody": "tahan ditahan menahan penahanan",
    "handover": "limpahkan dilimpahkan melimpahkan pelimpahan serahkan diserahkan menyerahkan penyerahan p21",
    "court": "sidang disidang disidangkan persidangan tuntut dituntut tuntutan vonis divonis pengadilan hakim"
    " jaksa banding kasasi putusan dakwaan didakwa",
    "reconstruction": "rekonstruksi prarekonstruksi reka",
    "rescue": "evakuasi dievakuasi mengevakuasi derek pencarian",
    "sanction": "blokir diblokir dipecat pemecatan ptdh patsus sanksi disanksi mutasi dimutasi",
    "reaction": "tanggapan menanggapi tanggapi klarifikasi mengklarifikasi pengakuan permintaan",
}
_STAGE_OF = {word: stage for stage, words in _STAGES.items() for word in words.split()}
_GATHERING = frozenset(
    {"populer", "terpopuler", "fakta", "faktanya", "rangkuman", "kaleidoskop", "headline", "sepekan"}
)
_CURRENCIES = frozenset({"rp", "us", "usd"})


def stage_gap(
    title: Collection[str], words: Collection[str], other_title: Collection[str], other_words: Collection[str]
) -> str | None:
    """The stages that one headline names and the other article has no word of: `arrest, court`, or None.

    All are casefolded words; `words` are those of the text. Which article comes first has no say.
    """
    gaps = _stages(title) - _stages(other_title) - _stages(other_words)
    gaps |= _stages(other_title) - _stages(title) - _stages(words)
    return ", ".join(sorted(gaps)) or None


def _stages(words: Collection[str]) -> set[str]:
    return {_STAGE_OF[word] for word in words if word in _STAGE_OF}


def gathers(title: Collection[str]) -> bool:
    """Whether the headline announces a compilation: `POPULER SUMBAR: …`, `9 Fakta …`."""
    return not _GATHERING.isdisjoint(title)


def figures_differ(title: Sequence[str], other: Sequence[str]) -> str | None:
    """`2 hektar / 6,5 hektar`: what two headlines count differently in one unit; None for nothing."""
    mine, theirs = _counted(title), _counted(other)
    for unit in sorted(mine.keys() & theirs.keys()):
        if not mine[unit] & theirs[unit]:
            first, second = sorted((min(mine[unit]), min(theirs[unit])))
            return f"{first} {unit} / {second} {unit}"
    return None


def _counted(title: Sequence[str]) -> dict[str, set[str]]:
    """Unit → figures: the word after a figure, or the currency before it."""
    found: dict[str, set[str]] = {}
    for before, figure, after in zip(("", *title), title, (*title[1:], ""), strict=False):
        if figure[0].isdigit():
            unit = before if before in _CURRENCIES else after
            if unit and not unit[0].isdigit():
                found.setdefault(unit, set()).add(figure)
    return found
