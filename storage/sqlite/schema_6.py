"""What stories add: which articles are one text, one event, one case, and what is still to be linked. Frozen
once released.

None of these tables refers to `articles` by a foreign key: they are made from it and can be made anew, and
an article that somebody deletes is noted in `story_queue` like one that changed.
"""

from __future__ import annotations

from storage.sqlite.schema_1 import _TIME

TABLES = (
    # A ticket is good for one state of an article: whoever changes the article makes it a new one.
    """
    CREATE TABLE story_queue (
        ticket INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE story_keys (
        band INTEGER NOT NULL,
        key INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        PRIMARY KEY (band, key, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE story_links (
        a INTEGER NOT NULL,
        b INTEGER NOT NULL CHECK (a < b),
        relation TEXT NOT NULL CHECK (relation IN ('verbatim', 'light-edit', 'same-event', 'same-case')),
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
        PRIMARY KEY (a, b)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE article_stories (
        article_id INTEGER PRIMARY KEY,
        story_id INTEGER NOT NULL,
        copy_of INTEGER,
        relation TEXT CHECK (relation IN ('verbatim', 'light-edit', 'same-event')),
        score REAL,
        newsroom TEXT NOT NULL,
        credited TEXT,
        names_release INTEGER NOT NULL CHECK (names_release IN (0, 1)),
        press_release INTEGER NOT NULL DEFAULT 0 CHECK (press_release IN (0, 1)),
        dated_at TEXT NOT NULL CHECK (dated_at GLOB {_TIME}),
        keys BLOB NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY,
        first_at TEXT NOT NULL CHECK (first_at GLOB {_TIME}),
        last_at TEXT NOT NULL CHECK (last_at GLOB {_TIME}),
        articles INTEGER NOT NULL CHECK (articles > 0),
        copies INTEGER NOT NULL,
        newsrooms INTEGER NOT NULL,
        independent INTEGER NOT NULL CHECK (independent > 0),
        press_release INTEGER NOT NULL CHECK (press_release IN (0, 1))
    ) STRICT
    """,
    "CREATE TABLE story_method (version INTEGER NOT NULL) STRICT",
    "INSERT INTO story_method (version) VALUES (0)",
)

INDEXES = (
    "CREATE INDEX story_links_backwards ON story_links (b)",
    "CREATE INDEX articles_by_story ON article_stories (story_id)",
    "CREATE INDEX articles_copied ON article_stories (copy_of) WHERE copy_of IS NOT NULL",
    "CREATE INDEX stories_by_date ON stories (last_at)",
)

_NEW_TICKET = (
    "DELETE FROM story_queue WHERE article_id = {0}; INSERT INTO story_queue (article_id) VALUES ({0})"
)

TRIGGERS = (
    f"""
    CREATE TRIGGER articles_to_link AFTER INSERT ON articles BEGIN
        {_NEW_TICKET.format("new.id")};
    END
    """,
    # A visit that confirms an article names these columns too: only what changed makes work.
    f"""
    CREATE TRIGGER articles_to_link_anew AFTER UPDATE OF title, text, published_at, url, source ON articles
    WHEN new.title IS NOT old.title OR new.text <> old.text OR new.published_at IS NOT old.published_at
        OR new.url <> old.url OR new.source <> old.source
    BEGIN
        {_NEW_TICKET.format("new.id")};
    END
    """,
    f"""
    CREATE TRIGGER articles_to_unlink AFTER DELETE ON articles BEGIN
        {_NEW_TICKET.format("old.id")};
    END
    """,
)

# What an older Ronda stored is still to be linked. "+id": by an index, not through all texts.
FILL = ("INSERT INTO story_queue (article_id) SELECT id FROM articles ORDER BY +id",)

VIEWS = (
    """
    CREATE VIEW latest_stories AS
    SELECT s.id, o.title, s.first_at, s.last_at, s.articles, s.copies, s.newsrooms, s.independent,
        s.press_release, o.source AS origin, m.credited, o.canonical_url
    FROM stories s JOIN articles o ON o.id = s.id JOIN article_stories m ON m.article_id = s.id
    ORDER BY s.last_at DESC
    """,
    """
    CREATE VIEW same_cases AS
    SELECT x.story_id, y.story_id AS other_id
    FROM story_links l
    JOIN article_stories x ON x.article_id = l.a JOIN article_stories y ON y.article_id = l.b
    WHERE l.relation = 'same-case' AND x.story_id <> y.story_id
    UNION
    SELECT y.story_id, x.story_id
    FROM story_links l
    JOIN article_stories x ON x.article_id = l.a JOIN article_stories y ON y.article_id = l.b
    WHERE l.relation = 'same-case' AND x.story_id <> y.story_id
    """,
)
