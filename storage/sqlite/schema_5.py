"""What the fifth release adds: what an article says (topics, units, places, people). Frozen once released.

Labels are of the text that stands. `position` is the order in which labels of a kind were found, from 1;
`quotes` is a JSON array of the words that gave a label.
"""

from __future__ import annotations

_DAY = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
# Whoever deletes an article deletes what was said of it.
_OWNER = "REFERENCES articles (id) ON DELETE CASCADE"
_ARTICLE = f"article_id INTEGER NOT NULL {_OWNER}"
_POSITION = "position INTEGER NOT NULL CHECK (position > 0)"
_QUOTES = "quotes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(quotes))"

TABLES = (
    f"""
    CREATE TABLE article_labels (
        article_id INTEGER PRIMARY KEY {_OWNER},
        labeller TEXT NOT NULL,
        relevant INTEGER NOT NULL CHECK (relevant IN (0, 1)),
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        operation TEXT,
        event_date TEXT CHECK (event_date GLOB {_DAY}),
        event_text TEXT,
        event_likely TEXT CHECK (event_likely GLOB {_DAY}),
        contradictions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(contradictions)),
        dateline TEXT,
        agency TEXT,
        why TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(why))
    ) STRICT
    """,
    f"""
    CREATE TABLE article_topics (
        {_ARTICLE},
        topic TEXT NOT NULL,
        {_POSITION},
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        {_QUOTES},
        PRIMARY KEY (article_id, topic)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_units (
        {_ARTICLE},
        unit TEXT NOT NULL,
        {_POSITION},
        level TEXT NOT NULL,
        code TEXT,
        {_QUOTES},
        PRIMARY KEY (article_id, unit)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_places (
        {_ARTICLE},
        code TEXT NOT NULL,
        {_POSITION},
        kabupaten_kota TEXT,
        provinsi TEXT NOT NULL,
        kecamatan TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(kecamatan)),
        event INTEGER NOT NULL CHECK (event IN (0, 1)),
        {_QUOTES},
        PRIMARY KEY (article_id, code)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_officials (
        {_ARTICLE},
        {_POSITION},
        name TEXT NOT NULL,
        rank TEXT,
        post TEXT,
        unit TEXT,
        affiliation TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT '',
        former_post TEXT,
        former_unit TEXT,
        {_QUOTES},
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_laws (
        {_ARTICLE},
        {_POSITION},
        pasal TEXT,
        act TEXT,
        {_QUOTES},
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_evidence (
        {_ARTICLE},
        {_POSITION},
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        amount REAL,
        unit TEXT,
        {_QUOTES},
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
)

INDEXES = (
    "CREATE INDEX article_topics_by_topic ON article_topics (topic, article_id)",
    "CREATE INDEX article_units_by_unit ON article_units (unit, article_id)",
    "CREATE INDEX article_places_by_kabupaten ON article_places (kabupaten_kota, article_id)",
    "CREATE INDEX article_places_by_code ON article_places (code, article_id)",
    "CREATE INDEX article_officials_by_name ON article_officials (name)",
    "CREATE INDEX article_officials_by_post ON article_officials (unit, post)",
    "CREATE INDEX article_labels_by_event ON article_labels (event_date) WHERE event_date IS NOT NULL",
)
