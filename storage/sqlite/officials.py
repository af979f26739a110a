"""Who was named in which post, article by article. Judges nothing, writes nothing."""

from __future__ import annotations

from datetime import date

from crawler.officials import InOffice, Standing
from storage.sqlite.connection import Connection


def officials(db: Connection, *, unit: str | None, post: str, name: str) -> list[InOffice]:
    conditions, values = ["1"], []
    if unit is not None:
        conditions.append("unit = ?")
        values.append(unit)
    for column, part in (("post", post), ("name", name)):
        if part:
            conditions.append(f"instr(lower({column}), lower(?))")
            values.append(part)
    sql = (
        "SELECT article_id, source, day, name, rank, post, unit, acting, standing FROM officials_named "  # noqa: S608 - our own words
        f"WHERE {' AND '.join(conditions)} ORDER BY article_id"
    )
    return [
        InOffice(
            article_id=row["article_id"],
            source=row["source"],
            day=date.fromisoformat(row["day"]) if row["day"] else None,
            name=row["name"],
            rank=row["rank"],
            post=row["post"],
            unit=row["unit"],
            acting=bool(row["acting"]),
            standing=Standing(row["standing"]),
        )
        for row in db.rows(sql, values)
    ]
