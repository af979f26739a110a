"""The views of the first release, as SQL text: answers to what people ask most. Frozen once released."""

from __future__ import annotations

VIEWS = (
    # `published` is the clock on the wall of the outlet; `dated_at` sorts.
    """
    CREATE VIEW latest AS
    SELECT a.id, a.source, s.title AS outlet, a.title,
        strftime('%Y-%m-%d %H:%M', a.published_at, coalesce(a.published_offset, s.utc_offset)) AS published,
        a.dated_at, a.section, a.authors, a.tags, a.word_count, substr(a.text, 1, 200) AS opening,
        a.revisions, a.partial, a.copy_of, a.canonical_url, a.content_hash
    FROM articles a JOIN sources s ON s.name = a.source
    ORDER BY a.dated_at DESC
    """,
    """
    CREATE VIEW articles_by_day AS
    SELECT date(a.dated_at, s.utc_offset) AS day, a.source, count(*) AS articles
    FROM articles a JOIN sources s ON s.name = a.source
    GROUP BY day, a.source
    ORDER BY day DESC, a.source
    """,
    """
    CREATE VIEW article_versions AS
    SELECT r.article_id, r.number, 0 AS current, a.source, r.title, r.text, r.content_hash, r.word_count,
        r.published_at, r.modified_at, r.partial, r.seen_at, r.replaced_at, r.reason AS replaced_because,
        a.canonical_url
    FROM revisions r JOIN articles a ON a.id = r.article_id
    UNION ALL
    SELECT a.id, a.revisions + 1, 1, a.source, a.title, a.text, a.content_hash, a.word_count,
        a.published_at, a.modified_at, a.partial, coalesce(a.revised_at, a.first_fetched_at), NULL, NULL,
        a.canonical_url
    FROM articles a
    """,
    # Silent: the page's own time of modification did not move, or there is none. A text that only became
    # complete is no edit of the outlet's; nor is one that only our reading changed, once it is read again.
    """
    CREATE VIEW edits AS
    SELECT old.article_id, old.number, old.source, old.replaced_at AS edited_at,
        old.replaced_because AS what, new.modified_at IS old.modified_at AS silent, old.seen_at,
        old.modified_at AS modified_before, new.modified_at AS modified_after,
        old.title AS title_before, new.title AS title_after,
        old.word_count AS words_before, new.word_count AS words_after,
        old.text AS text_before, new.text AS text_after, old.canonical_url
    FROM article_versions old
    JOIN article_versions new ON new.article_id = old.article_id AND new.number = old.number + 1
    WHERE old.partial = 0 AND (old.text <> new.text OR old.title IS NOT new.title)
    ORDER BY old.replaced_at DESC
    """,
    """
    CREATE VIEW copies AS
    SELECT c.id AS article_id, c.source, c.title, c.dated_at, o.id AS original_id,
        o.source AS original_source, o.dated_at AS original_dated_at,
        CAST(round((julianday(c.dated_at) - julianday(o.dated_at)) * 1440) AS INTEGER) AS minutes_after,
        c.canonical_url, o.canonical_url AS original_url
    FROM articles c JOIN articles o ON o.id = c.copy_of
    ORDER BY c.dated_at DESC
    """,
    """
    CREATE VIEW failures AS
    SELECT url, source, kind, failure, failed_at, attempts, http_status, disposition, article_id,
        coalesce(list_title, '') AS title, found_on
    FROM urls
    WHERE attempts > 0
    ORDER BY failed_at DESC
    """,
    """
    CREATE VIEW source_health AS
    SELECT s.name AS source, s.title AS outlet, s.enabled,
        (SELECT count(*) FROM articles a WHERE a.source = s.name) AS articles,
        (SELECT max(a.first_fetched_at) FROM articles a WHERE a.source = s.name) AS last_new_article_at,
        (SELECT max(a.published_at) FROM articles a WHERE a.source = s.name) AS last_published_at,
        (SELECT max(r.started_at) FROM runs r WHERE r.source = s.name) AS last_run_at,
        (SELECT r.outcome FROM runs r WHERE r.source = s.name ORDER BY r.id DESC LIMIT 1) AS last_outcome,
        (SELECT r.reason FROM runs r WHERE r.source = s.name ORDER BY r.id DESC LIMIT 1) AS last_reason,
        (SELECT max(r.started_at) FROM runs r WHERE r.source = s.name AND r.outcome = 'ok')
            AS last_good_run_at,
        (SELECT count(*) FROM urls u
            WHERE u.source = s.name AND u.disposition = 'pending' AND u.kind = 'article') AS pending,
        (SELECT count(*) FROM urls u WHERE u.source = s.name AND u.attempts > 0) AS failing
    FROM sources s
    ORDER BY s.name
    """,
)
