"""What each day of each source was, as SQL: news, no news, silent, broken, blocked, failed, not watched.

Text alone: `schema_9.py` makes a view of it, `charts.py` asks it about some sources and days. Days are those
of the source's own clock. The marks and bounds are those of `ronda health` (`crawler/runs/states.py`,
`silence.py`).
"""

from __future__ import annotations

STATUSES = ("news", "no news", "silent", "broken", "blocked", "failed", "not watched")


def coverage_sql(*, source: str = "1", since: str | None = None, today: str = "'now'") -> str:
    """A WITH clause that ends in the table `covered`.

    `source` is a condition on sources `s`; `since` an expression of the first day that is answered for,
    without one all are; a quarter before it is looked at, too, to know what is usual.
    """
    early = f"AND {{}} >= strftime('%Y-%m-%dT%H:%M:%SZ', {since}, '-91 days')" if since else ""
    return _COVERAGE.format(
        source=source,
        runs=early.format("r.started_at"),
        articles=early.format("a.first_fetched_at"),
        first=f"date({since}, '-90 days')" if since else "'0000'",
        today=today,
    )


_COVERAGE = """
    WITH RECURSIVE watched AS (
        SELECT s.name, s.utc_offset, s.region FROM sources s WHERE {source}
    ), rounds AS (
        SELECT r.source, date(r.started_at, s.utc_offset) AS day,
            sum(r.outcome = 'ok') AS runs_ok, sum(r.outcome = 'failed') AS runs_failed,
            sum(r.lists - r.lists_failed) AS lists, sum(r.links) AS links, sum(r.stored) AS stored,
            sum(r.refused) AS refused, sum(r.doubtful) AS doubtful, sum(r.failed) AS pages_failed,
            max(CASE WHEN r.outcome = 'failed' THEN r.reason END) AS trouble
        FROM watched s CROSS JOIN runs r ON r.source = s.name
        WHERE r.outcome IN ('ok', 'failed') AND r."trigger" <> 'import' {runs}
        GROUP BY r.source, day
    ), readings AS (
        SELECT a.source, date(a.first_fetched_at, s.utc_offset) AS day, count(*) AS came,
            count(a.published_at) AS dated, sum(a.authors <> '[]') AS authored
        FROM watched s CROSS JOIN articles a ON a.source = s.name
        WHERE 1 {articles} GROUP BY a.source, day
    ), news AS (
        SELECT a.source, date(coalesce(a.published_at, a.first_fetched_at), s.utc_offset) AS day,
            count(*) AS articles
        FROM watched s CROSS JOIN articles a ON a.source = s.name
        WHERE 1 {articles} GROUP BY a.source, day
    ), begun AS (
        SELECT s.name AS source, max({first}, coalesce(min(r.day), date({today}, s.utc_offset))) AS first,
            date({today}, s.utc_offset) AS last
        FROM watched s LEFT JOIN rounds r ON r.source = s.name GROUP BY s.name
    ), calendar AS (
        SELECT source, first AS day, last FROM begun WHERE first <= last
        UNION ALL SELECT source, date(day, '+1 day'), last FROM calendar WHERE day < last
    ), days AS (
        SELECT source, day FROM calendar UNION SELECT source, day FROM news UNION
        SELECT source, day FROM readings
    ), figures AS (
        SELECT d.source, d.day, coalesce(n.articles, 0) AS articles, coalesce(r.runs_ok, 0) AS runs_ok,
            coalesce(r.runs_failed, 0) AS runs_failed, coalesce(r.lists, 0) AS lists,
            coalesce(r.links, 0) AS links, coalesce(r.stored, 0) AS stored,
            coalesce(r.refused, 0) AS refused, coalesce(r.doubtful, 0) AS doubtful,
            coalesce(r.pages_failed, 0) AS pages_failed, coalesce(r.trouble, '') AS trouble,
            coalesce(q.came, 0) AS came, coalesce(q.dated, 0) AS dated,
            coalesce(q.authored, 0) AS authored
        FROM days d LEFT JOIN news n USING (source, day) LEFT JOIN rounds r USING (source, day)
            LEFT JOIN readings q USING (source, day)
    ), stretches AS (
        SELECT *, sum(articles > 0) OVER so_far AS stretch,
            sum(came) OVER quarter AS came_before, sum(dated) OVER quarter AS dated_before,
            sum(authored) OVER quarter AS authored_before,
            sum(dated > 0) OVER so_far AS dated_run, sum(authored > 0) OVER so_far AS authored_run
        FROM figures
        WINDOW so_far AS (PARTITION BY source ORDER BY day),
            quarter AS (PARTITION BY source ORDER BY day ROWS BETWEEN 90 PRECEDING AND 1 PRECEDING)
    ), lacks AS (
        SELECT *, sum(came * (dated = 0)) OVER (PARTITION BY source, dated_run) AS undated_run,
            sum(came * (authored = 0)) OVER (PARTITION BY source, authored_run) AS unauthored_run
        FROM stretches
    ), quiet AS (
        SELECT source, stretch,
            sum(articles = 0 AND runs_ok > 0 AND refused < 3 AND pages_failed < 3) AS quiet_days,
            sum(articles > 0 OR runs_ok > 0) AS watched_days
        FROM stretches GROUP BY source, stretch
    ), silences AS (
        SELECT source, stretch, stretch > 0 AND quiet_days >= CASE WHEN known >= 7
            THEN max(3, 2 * coalesce(longest, 0) + 1) ELSE 30 END AS silent
        FROM (
            SELECT *, max(quiet_days) OVER earlier AS longest, sum(watched_days) OVER earlier AS known
            FROM quiet
            WINDOW earlier AS (PARTITION BY source ORDER BY stretch
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
    ), judged AS (
        SELECT f.*,
            came > 0 AND (
                (dated_before >= 5 AND (
                    (came >= 5 AND came_before >= 8 AND dated_before >= 0.6 * came_before
                        AND dated * came_before < 0.5 * dated_before * came)
                    OR (dated = 0 AND undated_run >= 5
                        AND dated_before >= 0.6 * (came_before - undated_run))))
                OR (authored_before >= 5 AND (
                    (came >= 5 AND came_before >= 8 AND authored_before >= 0.6 * came_before
                        AND authored * came_before < 0.5 * authored_before * came)
                    OR (authored = 0 AND unauthored_run >= 5
                        AND authored_before >= 0.6 * (came_before - unauthored_run))))
            ) AS fields_missing,
            q.silent,
            trouble LIKE '%host name not found%' OR trouble LIKE '%connection refused%' AS unreached,
            trouble LIKE '%HTTP 401%' OR trouble LIKE '%HTTP 403%' OR trouble LIKE '%HTTP 429%'
                OR trouble LIKE '%HTTP 451%' OR trouble LIKE '%forbidden by robots.txt%'
                OR trouble LIKE '%robots.txt: HTTP%' OR trouble LIKE '%challenge page%'
                OR trouble LIKE '%login page%' AS declined
        FROM lacks f JOIN silences q USING (source, stretch)
    ), covered AS MATERIALIZED (
        SELECT source, day, CASE
                WHEN fields_missing THEN 'broken'
                WHEN articles > 0 THEN 'news'
                WHEN runs_ok + runs_failed = 0 THEN 'not watched'
                WHEN runs_ok = 0 AND declined AND NOT unreached THEN 'blocked'
                WHEN runs_ok = 0 AND trouble LIKE '%named no article%' THEN 'broken'
                WHEN runs_ok = 0 THEN 'failed'
                WHEN stored = 0 AND refused >= 3 AND refused > pages_failed THEN 'broken'
                WHEN stored = 0 AND pages_failed >= 3 THEN 'failed'
                WHEN silent THEN 'silent'
                ELSE 'no news'
            END AS status,
            articles, runs_ok, runs_failed, lists, links, stored, refused, doubtful, pages_failed,
            came - dated AS undated, came - authored AS unauthored,
            CASE
                WHEN runs_ok + runs_failed = 0 THEN 'no round'
                WHEN fields_missing THEN printf('of %d that came in %d without date, %d without author',
                    came, came - dated, came - authored)
                WHEN runs_ok = 0 THEN trouble
                ELSE printf('%d good rounds, %d failed; %d lists answered, %d links; %d stored, %d refused, '
                    || '%d doubtful, %d failed', runs_ok, runs_failed, lists, links, stored, refused,
                    doubtful, pages_failed)
            END AS evidence
        FROM judged
    )
"""


# What each day was in each district; comes after `coverage_sql`, SEES and PLACED.
DISTRICTS = """
    SELECT d.code, d.kabupaten_kota, c.day, CASE
            WHEN coalesce(p.articles, 0) > 0 THEN 'news'
            WHEN sum(c.status IN ('news', 'no news')) > 0 THEN 'no news'
            WHEN sum(c.status = 'broken') > 0 THEN 'broken'
            WHEN sum(c.status = 'blocked') > 0 THEN 'blocked'
            WHEN sum(c.status = 'failed') > 0 THEN 'failed'
            WHEN sum(c.status = 'silent') > 0 THEN 'silent'
            ELSE 'not watched'
        END AS status,
        coalesce(p.articles, 0) AS articles, count(*) AS sources,
        sum(c.status IN ('news', 'no news')) AS sources_well,
        coalesce(group_concat(
            CASE WHEN c.status NOT IN ('news', 'no news') THEN c.source || ': ' || c.status END, ', '), '')
            AS evidence
    FROM sees d CROSS JOIN covered c ON c.source = d.source
    LEFT JOIN placed p ON p.code = d.code AND p.day = c.day
    GROUP BY d.code, c.day
"""

# A source sees a district where at least two of its articles told of something there.
SEES = """
    sees AS MATERIALIZED (
        SELECT p.code, p.kabupaten_kota, a.source
        FROM articles a CROSS JOIN article_places p ON p.article_id = a.id
        WHERE p.event AND p.kabupaten_kota IS NOT NULL {articles}
        GROUP BY p.code, a.source HAVING count(*) >= 2
    )
"""
PLACED = """
    placed AS MATERIALIZED (
        SELECT p.code, date(a.dated_at, s.utc_offset) AS day, count(*) AS articles
        FROM articles a JOIN sources s ON s.name = a.source
        CROSS JOIN article_places p ON p.article_id = a.id
        WHERE p.event AND p.kabupaten_kota IS NOT NULL {articles}
        GROUP BY p.code, day
    )
"""
