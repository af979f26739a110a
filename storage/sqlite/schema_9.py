"""What the migration of charts adds: indexes that serve health and coverage, a figure of runs. Frozen once
released. Knows neither what a chart looks like nor which source is ill.
"""

from __future__ import annotations

from storage.sqlite.coverage_sql import DISTRICTS, PLACED, SEES, coverage_sql

COLUMNS = ("ALTER TABLE runs ADD COLUMN latency_ms INTEGER NOT NULL DEFAULT 0",)

# Each holds all that its questions need, so that no row is read: a row of `runs` carries 3 KB of Scrapy's
# figures, one of `articles` its text. The first two stand in for narrower ones of the same order.
INDEXES = (
    "DROP INDEX runs_by_source",
    """
    CREATE INDEX runs_by_source ON runs (source, started_at, outcome, "trigger", lists, lists_failed,
        lists_unchanged, links, stored, duplicate, refused, doubtful, failed, reason)
    """,
    "DROP INDEX articles_by_first_visit",
    """
    CREATE INDEX articles_by_first_visit ON articles (source, first_fetched_at, published_at, authors, doubts,
        word_count)
    """,
    "CREATE INDEX articles_untitled ON articles (source, first_fetched_at) WHERE title IS NULL",
    "CREATE INDEX articles_partial ON articles (source) WHERE partial",
    "CREATE INDEX runs_by_outcome ON runs (source, outcome, started_at)",
    "CREATE INDEX urls_failing ON urls (source, kind, failed_at, failure) WHERE attempts > 0",
    "CREATE INDEX urls_refused ON urls (source, visited_at, reason) WHERE disposition = 'refused'",
)

VIEWS = (
    f"CREATE VIEW coverage AS {coverage_sql()} SELECT * FROM covered",  # noqa: S608 - constants only
    f"""
    CREATE VIEW district_coverage AS {coverage_sql()},
    {SEES.format(articles="")}, {PLACED.format(articles="")} {DISTRICTS}
    """,
    """
    CREATE VIEW articles_by_topic AS
    SELECT date(a.dated_at, s.utc_offset) AS day, t.topic, count(*) AS articles,
        coalesce(sum(l.relevant), 0) AS relevant
    FROM articles a JOIN sources s ON s.name = a.source
    CROSS JOIN article_topics t ON t.article_id = a.id
    LEFT JOIN article_labels l ON l.article_id = a.id
    GROUP BY day, t.topic
    """,
    """
    CREATE VIEW articles_by_unit AS
    SELECT date(a.dated_at, s.utc_offset) AS day, u.unit, u.level, count(*) AS articles,
        coalesce(sum(l.relevant), 0) AS relevant
    FROM articles a JOIN sources s ON s.name = a.source
    CROSS JOIN article_units u ON u.article_id = a.id
    LEFT JOIN article_labels l ON l.article_id = a.id
    GROUP BY day, u.unit
    """,
    """
    CREATE VIEW articles_by_district AS
    SELECT date(a.dated_at, s.utc_offset) AS day, p.code, p.kabupaten_kota, p.provinsi,
        count(*) AS articles, coalesce(sum(l.relevant), 0) AS relevant
    FROM articles a JOIN sources s ON s.name = a.source
    CROSS JOIN article_places p ON p.article_id = a.id
    LEFT JOIN article_labels l ON l.article_id = a.id
    WHERE p.event AND p.kabupaten_kota IS NOT NULL
    GROUP BY day, p.code
    """,
)
