"""A question becomes an FTS5 expression that cannot fail. Opens no database.

FTS5 has a query language of its own (quotes, stars, colons, NEAR, AND); none of it is let through. Every
word is put between double quotes, and only characters that the unicode61 tokenizer keeps get that far.
"""

from __future__ import annotations

from storage.search.query import Both, Either, Node, Term, Without


def match_expression(node: Node, *, column: str = "") -> str:
    """The argument for MATCH; in one column alone if that is named."""
    match node:
        case Term():
            ways = [words for words, _ in node.ways] or [node.words]
            said = " OR ".join(f'"{" ".join(words)}"' for words in ways)
            limited = node.column or column
            return f"{{{limited}}} : ({said})" if limited else f"({said})"
        case Both():
            return _joined(" AND ", node.parts, column)
        case Either():
            return _joined(" OR ", node.parts, column)
        case Without():
            kept = match_expression(node.kept, column=column)
            # what must not occur must not occur anywhere
            return f"({kept} NOT {_joined(' OR ', node.dropped, '')})"


def _joined(sign: str, parts: tuple[Node, ...], column: str) -> str:
    return f"({sign.join(match_expression(part, column=column) for part in parts)})"
