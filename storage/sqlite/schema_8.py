"""What a store of a million articles needs: indexes for its figures and troubles. Frozen once released.

At a million, without them: `ronda stats` 7.6 s, the view `edits` 48 s, a look at a source's health 0.1 s.
"""

from __future__ import annotations

INDEXES = (
    # Totals without reading a single text.
    "CREATE INDEX articles_figures ON articles (source, published_at, partial, revisions, copy_of)",
    "CREATE INDEX urls_by_kind ON urls (kind, source, disposition)",
    "CREATE INDEX article_places_of_events ON article_places (code, event, article_id)",
    # Few addresses are gone at any time.
    "CREATE INDEX urls_gone ON urls (visited_at) WHERE disposition = 'gone'",
)

# Columns and rows as in the first release's view; it begins at the replaced versions instead of at all.
VIEWS = (
    "DROP VIEW edits",
    """
    CREATE VIEW edits AS
    SELECT old.article_id, old.number, a.source, old.replaced_at AS edited_at, old.reason AS what,
        iif(new.number, new.modified_at, a.modified_at) IS old.modified_at AS silent, old.seen_at,
        old.modified_at AS modified_before, iif(new.number, new.modified_at, a.modified_at) AS modified_after,
        old.title AS title_before, iif(new.number, new.title, a.title) AS title_after,
        old.word_count AS words_before, iif(new.number, new.word_count, a.word_count) AS words_after,
        old.text AS text_before, iif(new.number, new.text, a.text) AS text_after, a.canonical_url
    FROM revisions old
    JOIN articles a ON a.id = old.article_id
    LEFT JOIN revisions new ON new.article_id = old.article_id AND new.number = old.number + 1
    WHERE old.partial = 0 AND (old.text <> iif(new.number, new.text, a.text)
        OR old.title IS NOT iif(new.number, new.title, a.title))
    ORDER BY old.replaced_at DESC
    """,
)
