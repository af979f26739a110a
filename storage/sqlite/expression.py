"""A question becomes an FTS5 expression that cannot fail. Opens no database.

FTS5 has a query language of its own (quotes, stars, colons, NEAR, AND); none of it is let through. Every
word is put between double quotes, and only characters that the unicode61 tokenizer keeps get that far.
"""

from __future__ import annotations

from dataclasses import replace

from storage.search.query import Both, Either, Node, Term, Without


def match_expression(node: Node, *, column: str = "", strict: bool = False) -> str:
    """The argument for MATCH; in one column alone if that is named.

    Of a synonym of several words only the words are asked, not whether they stand together, which takes FTS5
    ten times as long where they are common: whoever reads the texts sees that.
    """
    match node:
        case Term():
            ways = [words for words, _ in node.ways] or [node.words]
            said = " OR ".join(_way(words, whole=strict or words == node.words) for words in ways)
            limited = node.column or column
            return f"{{{limited}}} : ({said})" if limited else f"({said})"
        case Both():
            return _joined(" AND ", node.parts, column, strict)
        case Either():
            return _joined(" OR ", node.parts, column, strict)
        case Without():
            kept = match_expression(node.kept, column=column, strict=strict)
            # what must not occur must not occur anywhere
            return f"({kept} NOT {_joined(' OR ', node.dropped, '', True)})"


def apart(node: Node) -> Node:
    """The question whose phrases need not stand together: their words are enough."""
    match node:
        case Term():
            if not is_phrase(node):
                return node
            return Both(parts=tuple(Term(words=(word,), column=node.column) for word in node.words))
        case Both() | Either():
            return replace(node, parts=tuple(apart(part) for part in node.parts))
        case Without():
            return replace(node, kept=apart(node.kept))


def is_phrase(term: Term) -> bool:
    """Whether the index is asked if several words stand together."""
    return len(term.words) > 1 and any(words == term.words for words, _ in term.ways)


def _joined(sign: str, parts: tuple[Node, ...], column: str, strict: bool) -> str:
    return f"({sign.join(match_expression(part, column=column, strict=strict) for part in parts)})"


def _way(words: tuple[str, ...], *, whole: bool) -> str:
    if whole or len(words) == 1:
        return f'"{" ".join(words)}"'
    return "(" + " AND ".join(f'"{word}"' for word in dict.fromkeys(words)) + ")"
