"""Whether a unit that is named is at work, or belongs to a past post, marks a spot, stands in an address."""

from __future__ import annotations

from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

_PAST = vocabulary("mantan eks ex bekas")
_ONCE = vocabulary("pernah karier karir semasa kepercayaan mengawali")
_HELD = vocabulary("menjabat menjadi bertugas menduduki")
_WHEN = vocabulary("ketika saat waktu sewaktu")
_BESIDE = vocabulary("depan sampai samping seberang belakang dekat sebelah")
_PHRASE, _SENTENCE = 4, 25  # words to look back, within the phrase and within the sentence


def is_past(words: Words, head: int) -> bool:
    """ "Mantan Kasat Reskrim Polres X", "pernah menjabat Kapolsek X", "saat menjabat Kapolda X"."""
    keys, gaps = words.keys, words.gaps
    held, together = False, True
    for back in range(1, min(_SENTENCE, head + 1)):
        i = head - back
        if gaps[i + 1] == STOP:
            return False
        together = together and back <= _PHRASE and gaps[i + 1] == NEAR
        if together and keys[i] in _PAST:
            return True
        held = held or keys[i] in _HELD
        if keys[i] in _ONCE or (held and keys[i] in _WHEN):
            return True
    return False


def is_elsewhere(words: Words, head: int) -> bool:
    """A landmark ("sampai Polsek X"), a post not held ("calon Kapolri"), an address
    (korlantas.polri.go.id)."""
    if (
        head
        and words.gaps[head] == NEAR
        and (words.keys[head - 1] in _BESIDE or words.keys[head - 1] == "calon")
    ):
        return True
    behind = head + 1
    return behind < len(words) and words.seps[behind] == "." and words.raw[behind][0].islower()
