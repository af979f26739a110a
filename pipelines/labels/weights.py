"""The weights that a labelled corpus gave, from `data/weights.toml`, and the sum that they are used in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from math import exp
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "weights.toml"
_MOST = 30.0  # exp() of more overflows nothing, but says nothing new either
Measures = Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """By table ("topics", "relevance"), by measure; `bias` is added whatever the text says."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def weigh(measures: Measures, table: Mapping[str, float]) -> float:
    """Bias and weighted measures, summed: above 0 is likelier than not (logistic regression)."""
    return table["bias"] + sum(weight * measures.get(name, 0.0) for name, weight in table.items())


def chance(sum_: float) -> float:
    """The logistic function: 0 to 1, one half at 0."""
    return 1 / (1 + exp(-max(-_MOST, min(_MOST, sum_))))
