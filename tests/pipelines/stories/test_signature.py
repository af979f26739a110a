from __future__ import annotations

import random
import subprocess
import sys

import pytest

from pipelines.stories.signature import (
    BANDS,
    MAX_PRINTS,
    MIN_WORDS,
    PRINTS_BAND,
    RUN,
    WINDOW,
    minhash,
    stable_hash,
    text_keys,
)
from tests.pipelines.stories.newsdesk import FLOOD, THEFT, shortened

PROGRAM = "from pipelines.stories.signature import text_keys; print(text_keys([str(n) for n in range(40)]))"


def made_up(seed: int, length: int) -> list[str]:
    draw = random.Random(seed)
    return [f"kata{draw.randrange(5000)}" for _ in range(length)]


def test_a_hash_is_the_same_in_every_release() -> None:
    assert stable_hash("polres ogan komering ulu") == 6087403964178539925


def test_keys_are_the_same_in_every_process() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{text_keys([str(number) for number in range(40)])}\n"}


def test_every_key_fits_a_signed_sqlite_integer() -> None:
    keys = text_keys(made_up(1, 500))
    assert all(-(1 << 63) <= key.hash < 1 << 63 for key in keys)
    assert {key.band for key in keys} == set(range(BANDS + 1))


def test_equal_texts_have_equal_keys_and_strangers_none_in_common() -> None:
    assert text_keys(THEFT.split()) == text_keys(THEFT.split())
    assert not set(text_keys(THEFT.split())) & set(text_keys(FLOOD.split()))


def test_a_shortened_copy_shares_a_key() -> None:
    assert set(text_keys(THEFT.split())) & set(text_keys(shortened(THEFT).split()))


@pytest.mark.parametrize("seed", range(20))
def test_one_common_run_of_words_is_enough(seed: int) -> None:
    run = made_up(1000 + seed, RUN + WINDOW - 1)
    one = [*made_up(seed, 300), *run, *made_up(seed + 100, 200)]
    other = [*made_up(seed + 200, 40), *run, *made_up(seed + 300, 100)]
    shared = set(text_keys(one)) & set(text_keys(other))
    assert any(key.band == PRINTS_BAND for key in shared)


def test_a_word_changed_in_every_sixth_place_still_shares_a_key() -> None:
    missed = 0
    for seed in range(50):
        one = made_up(seed, 300)
        other = [f"lain{place}" if place % 12 == 0 else word for place, word in enumerate(one)]
        missed += not set(text_keys(one)) & set(text_keys(other))
    assert missed == 0


def test_minhash_estimates_the_jaccard_similarity() -> None:
    draw = random.Random(7)
    values = [draw.getrandbits(62) for _ in range(3000)]
    one, other = minhash(values[:2000], 1024), minhash(values[1000:], 1024)
    equal = sum(a == b for a, b in zip(one, other, strict=True)) / 1024
    assert equal == pytest.approx(1 / 3, abs=0.06)


def test_minhash_fills_empty_bins_alike_for_equal_sets() -> None:
    assert minhash([3, 70_001, 12_345_678_901]) == minhash([12_345_678_901, 3, 70_001, 3])


def test_nothing_cannot_be_sketched() -> None:
    with pytest.raises(ValueError, match="nothing"):
        minhash([])


def test_a_caption_has_no_keys_and_a_book_no_more_than_its_share() -> None:
    assert text_keys(["kata"] * (MIN_WORDS - 1)) == ()
    assert len(text_keys(made_up(3, 50_000))) == BANDS + MAX_PRINTS
