"""The views on people in office, as SQL text. Frozen once released."""

from __future__ import annotations

# What a post begins with that is held for somebody: pelaksana tugas, pelaksana harian, penjabat (sementara).
_ACTING = ("Plt", "Plh", "Ps", "Pj", "Pjs")
_DAYS_BACK = 31  # an event further back is history: who speaks of it held the post when it was told


def _acting(post: str) -> str:
    return f"substr({post}, 1, instr({post}, ' ')) IN ({', '.join(repr(f'{one} ') for one in _ACTING)})"


def _bare(post: str) -> str:
    return f"CASE WHEN {_acting(post)} THEN substr({post}, instr({post}, ' ') + 1) ELSE {post} END"


_EVENT = "coalesce(l.event_date, l.event_likely)"
_PUBLISHED = """CASE
        WHEN a.published_at IS NOT NULL THEN date(a.published_at, coalesce(a.published_offset, s.utc_offset))
        WHEN a.method <> 'import' THEN date(a.first_fetched_at, s.utc_offset) END"""
_DAY = f"""CASE
        WHEN {_EVENT} IS NULL THEN {_PUBLISHED}
        WHEN {_EVENT} > {_PUBLISHED} OR {_EVENT} < date({_PUBLISHED}, '-{_DAYS_BACK} days') THEN {_PUBLISHED}
        ELSE {_EVENT} END"""


def _namings(post: str, unit: str, standing: str, where: str) -> str:
    return f"""
    SELECT o.article_id, a.source, {_DAY} AS day, o.name, o.rank, {_bare(f"o.{post}")} AS post,
        o.{unit} AS unit, {_acting(f"o.{post}")} AS acting, {standing} AS standing
    FROM article_officials o
        JOIN article_labels l ON l.article_id = o.article_id
        JOIN articles a ON a.id = o.article_id
        JOIN sources s ON s.name = a.source
    WHERE {where}
    """  # noqa: S608 - constants


_STANDING = (
    "CASE o.role WHEN 'new' THEN 'took' WHEN 'outgoing' THEN 'left' WHEN 'former' THEN 'former' "
    "ELSE 'holds' END"
)
_A_POST = "o.post IS NOT NULL AND o.post NOT LIKE 'anggota%'"

VIEWS = (
    "CREATE INDEX article_officials_by_former ON article_officials (former_unit, former_post) "
    "WHERE former_post IS NOT NULL",
    f"""
    CREATE VIEW officials_named AS
    {_namings("post", "unit", _STANDING, _A_POST)}
    UNION ALL
    {_namings("former_post", "former_unit", "'left'", "o.former_post IS NOT NULL")}
    """,
    # A name is a person here; `ronda officials` also brings together the ways one name is written.
    """
    CREATE VIEW officials AS
    SELECT unit, post, name, rank, min(acting) AS acting,
        min(day) FILTER (WHERE standing <> 'former') AS first_seen,
        max(day) FILTER (WHERE standing <> 'former') AS last_seen,
        min(day) FILTER (WHERE standing = 'took') AS took_over,
        max(day) FILTER (WHERE standing = 'left') AS left_it,
        count(DISTINCT article_id) AS articles, count(DISTINCT source) AS sources
    FROM officials_named
    GROUP BY unit, post, name
    ORDER BY unit, post, first_seen IS NULL, first_seen
    """,
)
