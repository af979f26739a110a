"""A question as typed becomes the question as meant: other forms of its words, and synonyms. Runs no SQL.

What was put between quotation marks stays as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storage.search.affixes import Known, family, usual_forms
from storage.search.query import Both, Either, Node, Term, Without
from storage.search.stop_words import STOP_WORDS
from storage.search.synonyms import Phrase, thesaurus

FORM, SYNONYM = 0.8, 0.7  # what another form of a word and another word for it count beside the word itself

Ways = dict[Phrase, float]


def meant(node: Node, known: Known) -> Node:
    """The same question, each term with all its ways. `known` gives those of some words that the store
    holds."""
    seen: dict[str, bool] = {}

    def remembered(words: Iterable[str]) -> set[str]:
        asked = set(words)
        if new := asked - seen.keys():
            held = known(new)
            seen.update((word, word in held) for word in new)
        return {word for word in asked if seen[word]}

    return _meant(node, remembered)


def _meant(node: Node, known: Known) -> Node:
    match node:
        case Term():
            return _spoken([node], known)[0]
        case Both():
            parts = tuple(_spoken(node.parts, known))
            return replace(node, parts=parts) if len(parts) > 1 else parts[0]
        case Either():
            return Either(parts=tuple(_meant(part, known) for part in node.parts))
        case Without():
            dropped = tuple(_meant(part, known) for part in node.dropped)
            return Without(kept=_meant(node.kept, known), dropped=dropped)


def _spoken(parts: Sequence[Node], known: Known) -> list[Node]:
    """Parts in a row: several plain words may make one expression ("laka lantas")."""
    found: list[Node] = []
    at = 0
    while at < len(parts):
        part, words = parts[at], _plain(parts[at:])
        length, others = thesaurus().at(words) if words else (1, [])
        if length > 1:
            typed = [_spoken_word(one, known) for one in parts[at : at + length] if isinstance(one, Term)]
            ways = tuple(_others(others, known).items())
            whole = Term(words=tuple(words[:length]), ways=ways)
            found += [Either(parts=(Both(parts=tuple(typed)), whole))] if ways else typed
        elif isinstance(part, Term):
            found.append(_spoken_word(part, known))
        else:
            found.append(_meant(part, known))
        at += max(length, 1)
    return found


def _plain(parts: Sequence[Node]) -> list[str]:
    """The words that stand at the beginning, each by itself, as far as they do."""
    words: list[str] = []
    for part in parts:
        if not isinstance(part, Term) or part.exact or part.column or len(part.words) != 1:
            break
        words.append(part.words[0])
    return words


def _spoken_word(term: Term, known: Known) -> Term:
    """The term with its other forms and its synonyms, unless it is to be taken as it stands."""
    if term.exact or len(term.words) != 1:
        return replace(term, ways=((term.words, 1.0),))
    ways = _others(thesaurus().at(term.words)[1], known)
    ways |= {(form,): FORM for form in sorted(family(term.words[0], known))}
    ways[term.words] = 1.0
    return replace(term, ways=tuple(ways.items()))


def _others(phrases: Iterable[Phrase], known: Known) -> Ways:
    """Synonyms, the first word of each in all its forms; those with a word that the store lacks left out."""
    ways: Ways = {}
    for first, *rest in phrases:
        if not rest or known(rest) == set(rest):
            ways |= {(form, *rest): SYNONYM for form in sorted(known(usual_forms(first)) - STOP_WORDS)}
    return ways
