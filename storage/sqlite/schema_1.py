"""The schema of the first release, as SQL text. Frozen once released: what changes later goes in schema_2.py.

Times are UTC, `YYYY-MM-DDTHH:MM:SSZ`, so that they sort as text. Lists are JSON arrays. docs/schema.md tells
the meaning of every column.
"""

from __future__ import annotations

_TIME = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'"
_HASH = "length(content_hash) = 16 AND content_hash NOT GLOB '*[^0-9a-f]*'"

TABLES = (
    f"""
    CREATE TABLE sources (
        name TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL,
        network TEXT NOT NULL DEFAULT '',
        host TEXT NOT NULL DEFAULT '',
        region TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        zone TEXT NOT NULL DEFAULT 'Asia/Jakarta',
        utc_offset TEXT NOT NULL DEFAULT '+07:00',
        terms TEXT NOT NULL DEFAULT '',
        enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
        added_at TEXT NOT NULL CHECK (added_at GLOB {_TIME}),
        updated_at TEXT NOT NULL CHECK (updated_at GLOB {_TIME})
    ) STRICT
    """,
    f"""
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources (name),
        started_at TEXT NOT NULL CHECK (started_at GLOB {_TIME}),
        finished_at TEXT CHECK (finished_at GLOB {_TIME}),
        outcome TEXT NOT NULL CHECK (outcome IN ('running', 'ok', 'failed', 'interrupted')),
        reason TEXT NOT NULL DEFAULT '',
        "trigger" TEXT NOT NULL,
        pid INTEGER NOT NULL,
        lists INTEGER NOT NULL DEFAULT 0,
        lists_failed INTEGER NOT NULL DEFAULT 0,
        lists_unchanged INTEGER NOT NULL DEFAULT 0,
        links INTEGER NOT NULL DEFAULT 0,
        links_new INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        stored INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0,
        revised INTEGER NOT NULL DEFAULT 0,
        duplicate INTEGER NOT NULL DEFAULT 0,
        off_topic INTEGER NOT NULL DEFAULT 0,
        refused INTEGER NOT NULL DEFAULT 0,
        doubtful INTEGER NOT NULL DEFAULT 0,
        gone INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        requests INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0,
        peak_memory_kb INTEGER NOT NULL DEFAULT 0,
        stats TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(stats))
    ) STRICT
    """,
    f"""
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL REFERENCES sources (name),
        url TEXT NOT NULL,
        canonical_url TEXT NOT NULL,
        title TEXT,
        text TEXT NOT NULL,
        content_hash TEXT NOT NULL CHECK ({_HASH}),
        word_count INTEGER NOT NULL,
        language TEXT NOT NULL,
        authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
        editors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(editors)),
        section TEXT,
        tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
        image_url TEXT,
        dateline TEXT,
        agency TEXT,
        captions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(captions)),
        related TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(related)),
        published_at TEXT CHECK (published_at GLOB {_TIME}),
        published_offset TEXT,
        published_printed TEXT,
        published_by TEXT,
        published_precision TEXT CHECK (published_precision IN ('minute', 'day')),
        modified_at TEXT CHECK (modified_at GLOB {_TIME}),
        modified_offset TEXT,
        modified_printed TEXT,
        modified_by TEXT,
        modified_precision TEXT CHECK (modified_precision IN ('minute', 'day')),
        dated_at TEXT GENERATED ALWAYS AS (coalesce(published_at, first_fetched_at)) VIRTUAL,
        first_fetched_at TEXT NOT NULL CHECK (first_fetched_at GLOB {_TIME}),
        fetched_at TEXT NOT NULL CHECK (fetched_at GLOB {_TIME}),
        revised_at TEXT CHECK (revised_at GLOB {_TIME}),
        revisions INTEGER NOT NULL DEFAULT 0,
        partial INTEGER NOT NULL DEFAULT 0 CHECK (partial IN (0, 1)),
        missing_parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing_parts)),
        copy_of INTEGER REFERENCES articles (id) CHECK (copy_of < id),
        kind TEXT NOT NULL DEFAULT 'article' CHECK (kind IN ('article', 'live-blog')),
        method TEXT NOT NULL DEFAULT '',
        reader TEXT NOT NULL DEFAULT '',
        doubts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(doubts)),
        doubtful INTEGER GENERATED ALWAYS AS (doubts <> '[]') VIRTUAL,
        run_id INTEGER REFERENCES runs (id),
        UNIQUE (source, canonical_url)
    ) STRICT
    """,
    f"""
    CREATE TABLE revisions (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        number INTEGER NOT NULL CHECK (number > 0),
        title TEXT,
        text TEXT NOT NULL,
        content_hash TEXT NOT NULL CHECK ({_HASH}),
        word_count INTEGER NOT NULL,
        published_at TEXT CHECK (published_at GLOB {_TIME}),
        modified_at TEXT CHECK (modified_at GLOB {_TIME}),
        partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
        seen_at TEXT NOT NULL CHECK (seen_at GLOB {_TIME}),
        replaced_at TEXT NOT NULL CHECK (replaced_at GLOB {_TIME}),
        reason TEXT NOT NULL,
        run_id INTEGER REFERENCES runs (id),
        PRIMARY KEY (article_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE aliases (
        alias TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('hash', 'address')),
        article_id INTEGER NOT NULL REFERENCES articles (id),
        PRIMARY KEY (alias, article_id)
    ) STRICT
    """,
    f"""
    CREATE TABLE urls (
        url TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL REFERENCES sources (name),
        kind TEXT NOT NULL CHECK (kind IN ('article', 'list')),
        disposition TEXT NOT NULL CHECK (disposition IN ('pending', 'stored', 'unchanged', 'revised',
            'duplicate', 'off-topic', 'refused', 'gone', 'failed', 'read')),
        reason TEXT NOT NULL DEFAULT '',
        article_id INTEGER REFERENCES articles (id),
        first_seen_at TEXT NOT NULL CHECK (first_seen_at GLOB {_TIME}),
        last_seen_at TEXT NOT NULL CHECK (last_seen_at GLOB {_TIME}),
        visited_at TEXT CHECK (visited_at GLOB {_TIME}),
        attempts INTEGER NOT NULL DEFAULT 0,
        failure TEXT,
        failed_at TEXT CHECK (failed_at GLOB {_TIME}),
        http_status INTEGER,
        etag TEXT,
        last_modified TEXT,
        ask TEXT,
        found_on TEXT,
        list_title TEXT,
        list_published_at TEXT CHECK (list_published_at GLOB {_TIME}),
        list_published_precision TEXT CHECK (list_published_precision IN ('minute', 'day')),
        list_modified_at TEXT CHECK (list_modified_at GLOB {_TIME}),
        links INTEGER,
        resume TEXT CHECK (kind = 'list' OR resume IS NULL),
        run_id INTEGER REFERENCES runs (id),
        CHECK ((attempts > 0) = (failure IS NOT NULL)),
        CHECK (kind = 'article' OR article_id IS NULL)
    ) STRICT
    """,
)

# An address that waits for a visit. A partial index serves only a query that holds these very words.
OPEN = "kind = 'article' AND (disposition = 'pending' OR attempts > 0 OR list_modified_at > visited_at)"

INDEXES = (
    "CREATE INDEX articles_by_hash ON articles (content_hash)",
    "CREATE INDEX articles_by_source ON articles (source, dated_at)",
    "CREATE INDEX articles_by_date ON articles (dated_at)",
    "CREATE INDEX articles_by_first_visit ON articles (source, first_fetched_at)",
    "CREATE INDEX articles_by_original ON articles (copy_of) WHERE copy_of IS NOT NULL",
    "CREATE INDEX aliases_by_article ON aliases (article_id)",
    "CREATE INDEX revisions_by_date ON revisions (replaced_at)",
    "CREATE INDEX urls_by_source ON urls (source, disposition)",
    "CREATE INDEX urls_by_article ON urls (article_id) WHERE article_id IS NOT NULL",
    f"CREATE INDEX urls_open ON urls (source, coalesce(list_published_at, first_seen_at)) WHERE {OPEN}",
    "CREATE INDEX runs_by_source ON runs (source, started_at)",
)

FULL_TEXT = (
    # The double quotes let Datasette and sqlite-utils see which table is searched.
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        title, text, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
    )
    """,
    # A word of the title counts five times one of the text, for everybody who sorts by `rank`.
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(5.0, 1.0)')",
    """
    CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title, text)
            VALUES ('delete', old.id, old.title, old.text);
    END
    """,
    # Of these two columns only: re-indexing at any change made 10,000 updates of a date 20 times slower.
    """
    CREATE TRIGGER articles_rewritten AFTER UPDATE OF title, text ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title, text)
            VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
    END
    """,
)
