"""Keeps articles: new, known, revised, doubled. Fetches and reads nothing.

A reading that lost something (a part, the title, the date) never takes it from a better one: what a reading
does not say stays as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.clock import to_iso
from crawler.items import Article, Kept, Outcome
from storage.sqlite import happenings
from storage.sqlite.connection import Connection
from storage.sqlite.identity import Known, aliased_article, known_article, twins
from storage.sqlite.indexing import indexed_together
from storage.sqlite.labels import write_labels
from storage.sqlite.rows import article_values
from storage.sqlite.runs import name_source
from storage.sqlite.sightings import forget_old_pages, note_lines

FEW_WORDS = 60  # a text this short may be rewritten as a whole
# An edit that throws out more than this part of the words is one that we can wait a day for.
LEAST_KEPT = 0.4
_HASH = re.compile(r"[0-9a-f]{16}")
_INSERT = """
    INSERT INTO articles (
        source, url, canonical_url, title, text, content_hash, word_count, language, authors, editors,
        section, tags, image_url, dateline, agency, captions, related, published_at, published_offset,
        published_printed, published_by, published_precision, modified_at, modified_offset,
        modified_printed, modified_by, modified_precision, first_fetched_at, fetched_at, partial,
        missing_parts, copy_of, method, reader, kind, doubts, run_id)
    VALUES (
        :source, :url, :canonical_url, :title, :text, :content_hash, :word_count, :language, :authors,
        :editors, :section, :tags, :image_url, :dateline, :agency, :captions, :related, :published_at,
        :published_offset, :published_printed, :published_by, :published_precision, :modified_at,
        :modified_offset, :modified_printed, :modified_by, :modified_precision, :seen, :seen, :partial,
        :missing_parts, :copy_of, :method, :reader, :kind, :doubts, :run)
"""
# The five columns of a time change together or not at all.
_MOMENT = ", ".join(
    f"{name}_{part} = CASE WHEN :{name}_at IS NULL THEN {name}_{part} ELSE :{name}_{part} END"
    for name in ("published", "modified")
    for part in ("at", "offset", "printed", "by", "precision")
)
_METADATA = f"""
    authors = CASE :authors WHEN '[]' THEN authors ELSE :authors END,
    editors = CASE :editors WHEN '[]' THEN editors ELSE :editors END,
    tags = CASE :tags WHEN '[]' THEN tags ELSE :tags END,
    captions = CASE :captions WHEN '[]' THEN captions ELSE :captions END,
    related = CASE :related WHEN '[]' THEN related ELSE :related END,
    section = coalesce(:section, section), image_url = coalesce(:image_url, image_url),
    dateline = coalesce(:dateline, dateline), agency = coalesce(:agency, agency), {_MOMENT},
    fetched_at = max(fetched_at, :seen), partial = :partial, missing_parts = :missing_parts
"""
# Neither title nor text: naming them would index the article anew.
_CONFIRM = f"UPDATE articles SET {_METADATA} WHERE id = :id"  # noqa: S608 - a constant
_REMEMBER = """
    INSERT INTO revisions (article_id, number, title, text, content_hash, word_count, published_at,
        modified_at, partial, seen_at, replaced_at, reason, run_id)
    SELECT id, revisions + 1, title, text, content_hash, word_count, published_at, modified_at, partial,
        coalesce(revised_at, first_fetched_at), :seen, :reason, :run
    FROM articles WHERE id = :id
"""
_REWRITE = f"""
    UPDATE articles SET title = coalesce(:title, title), text = :text, content_hash = :content_hash,
        word_count = :word_count, language = :language, method = :method, reader = :reader,
        kind = :kind, doubts = :doubts,
        revised_at = :seen, revisions = revisions + 1, copy_of = coalesce(copy_of, :copy_of), {_METADATA}
    WHERE id = :id
"""  # noqa: S608 - a constant
# Another source's article keeps its address: that outlet only claims to be the same page.
_ENDED = """
    INSERT INTO urls (url, source, kind, disposition, reason, article_id, first_seen_at, last_seen_at,
        visited_at, attempts, failure, failed_at, etag, last_modified, run_id)
    VALUES (:url, :source, 'article', :disposition, :reason, :id, :at, :at, :at, :tries, :failure, :failed_at,
        :etag, :last_modified, :run)
    ON CONFLICT (url) DO UPDATE SET kind = 'article', resume = NULL, disposition = excluded.disposition,
        source = CASE WHEN article_id IS NULL THEN excluded.source ELSE source END,
        reason = excluded.reason, article_id = excluded.article_id, visited_at = excluded.visited_at,
        attempts = CASE excluded.attempts WHEN 0 THEN 0 ELSE attempts + 1 END, failure = excluded.failure,
        failed_at = excluded.failed_at, http_status = NULL, run_id = coalesce(excluded.run_id, run_id),
        etag = CASE WHEN :asked THEN excluded.etag ELSE etag END,
        last_modified = CASE WHEN :asked THEN excluded.last_modified ELSE last_modified END
    WHERE article_id IS NULL OR article_id = excluded.article_id OR source = excluded.source
"""


def keep(
    db: Connection, article: Article, run: int | None, *, aliases: Sequence[str] = (), drop: bool = False
) -> Kept:
    with db.write():
        kept = _keep(db, article, run, aliases, drop=drop)
        forget_old_pages(db, [article])
        return kept


def keep_many(
    db: Connection, articles: Sequence[Article], run: int | None, *, drop: bool = False
) -> list[Kept]:
    with db.write():
        with indexed_together(db):
            kept = [_keep(db, article, run, (), drop=drop) for article in articles]
        forget_old_pages(db, articles)
        return kept


def _keep(db: Connection, article: Article, run: int | None, aliases: Sequence[str], *, drop: bool) -> Kept:
    name_source(db, article.source, article.fetched_at)
    known = known_article(db, article)
    was_gone = happenings.is_gone(db, article.url)
    kept = _meet(db, known, article, run) if known else _place(db, article, run, drop=drop)
    if kept.outcome is Outcome.FAILED:
        _fail_address(db, article, kept, run)
        return kept
    for url in dict.fromkeys((article.url, article.canonical_url)):
        if kept.outcome is Outcome.DUPLICATE:
            _add_alias(db, url, kept.article_id)
        _end_address(db, url, article, kept, run)
    if was_gone:
        happenings.note_back(db, article.url, article.fetched_at, run)
    if known:
        _follow(db, known, article, run)
    for alias in aliases:
        _add_alias(db, alias, kept.article_id)
    if kept.article_id and kept.outcome in (Outcome.STORED, Outcome.REVISED):
        write_labels(db, kept.article_id, article.labels)
    if kept.outcome in (Outcome.STORED, Outcome.REVISED, Outcome.OFF_TOPIC):
        note_lines(db, article)  # a second address teaches nothing about the site
    return kept


def _place(db: Connection, article: Article, run: int | None, *, drop: bool) -> Kept:
    """A new address: a new article, or one more address of an article that the source has; or none, because
    it is off topic."""
    aliased = aliased_article(db, article)
    if aliased is not None:
        if article.text == aliased.text or article.missing_parts:
            return _duplicate(aliased)
        _forget_alias(db, article, aliased)
    same = twins(db, article)
    if same.own is not None:
        return _duplicate(same.own)
    if drop and article.labels is not None and article.labels.off_topic:
        return Kept(outcome=Outcome.OFF_TOPIC, article_id=None, reason=article.labels.off_topic)
    reason = "new"
    if aliased is not None:
        reason = f"new: its text is no longer that of {aliased.canonical_url}"
    elif same.other is not None:
        reason = f"new: same text as article {same.other.id} of {same.other.source}"
    values = article_values(article) | {"copy_of": same.other.id if same.other else None, "run": run}
    number = db.execute(_INSERT, values).lastrowid or 0
    return Kept(outcome=Outcome.STORED, article_id=number, reason=reason)


def _meet(db: Connection, known: Known, article: Article, run: int | None) -> Kept:
    """A known address: is the article as it was?"""
    missing = len(article.missing_parts)
    if missing > known.missing:
        return _unchanged(known, f"this reading lacks {_parts(missing)}; the fuller text stays")
    values = article_values(article) | {"id": known.id, "run": run}
    reason = _difference(known, article)
    if reason is not None and (doubt := _doubt(db, known, article, run)):
        return Kept(outcome=Outcome.FAILED, article_id=known.id, reason=doubt)
    if reason is None:
        db.execute(_CONFIRM, values)
        completed = known.missing and not missing
        return _unchanged(known, "complete now, same text" if completed else "text and title as before")
    other = twins(db, article).other
    earlier = other.id if other is not None and other.id < known.id else None
    db.execute(_REMEMBER, values | {"reason": reason})
    db.execute(_REWRITE, values | {"copy_of": earlier})
    return Kept(outcome=Outcome.REVISED, article_id=known.id, reason=reason)


def _difference(known: Known, article: Article) -> str | None:
    """What became of the text; None when text and title are as they were."""
    text = article.text != known.text and not _learned_only(known, article)
    title = article.title is not None and article.title != known.title
    found = known.missing - len(article.missing_parts)
    if text and found > 0:
        return (
            f"{'completed' if not article.missing_parts else 'nearer to complete'}: {_parts(found)} arrived"
        )
    if text:
        return "text and title changed" if title else "text changed"
    return "title changed" if title else None


def _doubt(db: Connection, known: Known, article: Article, run: int | None) -> str | None:
    """Why a new text is not believed yet: an outage, a notice or a page cut off leaves next to nothing of the
    text that was there, an edit most of it. The same text a day later is believed."""
    if len(known.text.split()) < FEW_WORDS or kept_part(known.text, article.text) >= LEAST_KEPT:
        return None
    if happenings.withheld_for_long(db, known.id, article.content_hash, article.fetched_at):
        return None
    before, after = len(known.text.split()), len(article.text.split())
    reason = f"not believed yet: next to nothing of the text is left ({after} words, {before} before)"
    happenings.withhold(db, known.id, article.url, article.content_hash, article.fetched_at, reason, run)
    return reason


def kept_part(before: str, after: str) -> float:
    """Which part of the words of a text are in another one, each as often as it stands there."""
    old, new = Counter(before.lower().split()), Counter(after.lower().split())
    return (old & new).total() / max(old.total(), 1)


def _follow(db: Connection, known: Known, article: Article, run: int | None) -> None:
    """Notes that an article is called by another address than before: a permanent redirect led there, or its
    page says so."""
    redirected = article.moved_to is not None
    other = article.moved_to or article.canonical_url
    if other == known.canonical_url or known.source != article.source:
        return
    if happenings.moved_before(db, known.id, other):
        return
    if redirected:
        _end_address(db, other, article, _unchanged(known, "moved here"), run)
    reason = "a permanent redirect" if redirected else "its page names the new address"
    happenings.move(db, known.id, article.fetched_at, article.url, other, reason, run)


def _learned_only(known: Known, article: Article) -> bool:
    """Whether nothing but lines that are known as the site's furniture by now tells the texts apart: then it
    is we who changed, not the article."""
    left_out = set(article.furniture)
    kept = tuple(line for line in known.text.split("\n") if line not in left_out)
    return bool(left_out) and kept == article.paragraphs


def _duplicate(known: Known) -> Kept:
    reason = f"same text as {known.canonical_url}"
    return Kept(outcome=Outcome.DUPLICATE, article_id=known.id, reason=reason)


def _unchanged(known: Known, reason: str) -> Kept:
    return Kept(outcome=Outcome.UNCHANGED, article_id=known.id, reason=reason)


def _end_address(db: Connection, url: str, article: Article, kept: Kept, run: int | None) -> None:
    """An article that lacks parts is asked for again, without conditions: a 304 would never complete it. One
    that is off topic never is."""
    at = to_iso(article.fetched_at)
    asked = url == article.url  # the answer and its validators are this address's own
    lacking = len(article.missing_parts) if asked and kept.article_id else 0
    sound = asked and not lacking
    db.execute(
        _ENDED,
        {
            "url": url,
            "source": article.source,
            "disposition": kept.outcome.value,
            "reason": kept.reason,
            "id": kept.article_id,
            "at": at,
            "asked": asked,
            "tries": int(lacking > 0),
            "failure": f"{_parts(lacking)} missing" if lacking else None,
            "failed_at": at if lacking else None,
            "etag": article.etag if sound else None,
            "last_modified": article.last_modified if sound else None,
            "run": run,
        },
    )


def _fail_address(db: Connection, article: Article, kept: Kept, run: int | None) -> None:
    """Like a page that could not be had: asked again, and under the validators of the text that is kept."""
    sql = """
        UPDATE urls SET attempts = attempts + 1, failure = :reason, failed_at = :at, visited_at = :at,
            run_id = coalesce(:run, run_id)
        WHERE url = :url
    """
    values = {"url": article.url, "reason": kept.reason, "at": to_iso(article.fetched_at), "run": run}
    db.execute(sql, values)


def _add_alias(db: Connection, alias: str, article_id: int | None) -> None:
    if article_id is None:  # off topic: there is no article to be found
        return
    kind = "hash" if _HASH.fullmatch(alias) else "address"
    sql = "INSERT INTO aliases (alias, kind, article_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(sql, (alias, kind, article_id))


def _forget_alias(db: Connection, article: Article, aliased: Known) -> None:
    sql = "DELETE FROM aliases WHERE alias IN (?, ?) AND article_id = ? AND kind = 'address'"
    db.execute(sql, (article.url, article.canonical_url, aliased.id))


def _parts(number: int) -> str:
    return "1 part" if number == 1 else f"{number} parts"
