"""An article in, the same article with its labels out, as plain data: the last step of reading. Pure.

What the finders find is turned into `crawler.labels`, each label with the words that gave it; topics of the
user's own are judged beside the police's. Knows no store and no source but what a `Watch` says of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from crawler import __version__
from crawler.items import Article, StoredArticle
from crawler.labels import (
    Evidence,
    Labels,
    Law,
    Official,
    OwnTopic,
    Place,
    Reason,
    Topic,
    Unit,
    Watch,
)
from pipelines.labels import label, places
from pipelines.labels.relevance import Profile, Relevance, judge, own_profile
from pipelines.labels.topics import LAIN
from pipelines.labels.words import Span, Words

_RULES = (".py", ".toml", ".csv")


def labelled(article: Article, watch: Watch) -> Article:
    """The article with its labels. One that a rule breaks on is kept without any, and with a doubt that says
    so: our mistake must not cost the article."""
    published = article.published.at if article.published else None
    try:
        labels = labels_of(article.text, title=article.title, published_at=published, watch=watch)
    except Exception as error:  # noqa: BLE001 - whatever the rules raise is a defect of theirs
        doubt = f"not labelled: {type(error).__name__}: {error}"[:300]
        return replace(article, doubts=(*article.doubts, doubt))
    return replace(article, labels=labels)


def labels_of(text: str, *, title: str | None, published_at: datetime | None, watch: Watch) -> Labels:
    """All labels of a text. `published_at` is aware, and its day is taken in its own zone."""
    found = label.label_text(text, title=title, published_at=published_at, region=watch.region or None)
    words = found.words
    judged = {topic.name: _judged(topic, found) for topic in watch.topics}
    relevance = judged.get(watch.topic, found.relevance)
    event = found.event
    return Labels(
        labeller=labeller(watch),
        relevant=relevance.relevant,
        score=relevance.score,
        judged_by=watch.topic,
        reasons=tuple(
            Reason(rule=one.rule, weight=one.weight, quotes=_quotes(words, one.evidence))
            for one in relevance.reasons
        ),
        topics=_topics(found, judged),
        units=tuple(
            Unit(unit=one.name, level=one.level, code=one.code or None, quotes=_quotes(words, one.evidence))
            for one in found.units
        ),
        places=(
            *(_place(words, one, event=True) for one in found.places.events),
            *(_place(words, one, event=False) for one in found.places.others),
        ),
        officials=_officials(found),
        laws=tuple(
            Law(pasal=one.pasal, act=one.act, quotes=_quotes(words, one.evidence))
            for one in found.law.citations
        ),
        evidence=_evidence(found),
        operation=found.operation.name if found.operation else None,
        operation_quotes=_quotes(words, found.operation.evidence) if found.operation else (),
        event_date=event.day if event else None,
        event_text=event.text if event else None,
        event_likely=event.likely if event else None,
        contradictions=event.contradictions if event else (),
        dateline=found.places.dateline,
        agency=found.agency.name if found.agency else None,
        agency_quotes=_quotes(words, found.agency.evidence) if found.agency else (),
    )


def labels_again(one: tuple[StoredArticle, Watch]) -> Labels:
    """Of a text that is stored; what a reading process is asked for."""
    article, watch = one
    return labels_of(article.text, title=article.title, published_at=article.published_at, watch=watch)


@lru_cache(maxsize=256)
def labeller(watch: Watch) -> str:
    """Program, version, and a digest of all that decides a label: rules, vocabulary, and what was watched
    for. Labels of another labeller are old."""
    digest = sha256(_rules() + repr(watch).encode()).hexdigest()[:8]
    return f"ronda {__version__} / rules {digest}"


@lru_cache(maxsize=1)
def _rules() -> bytes:
    """A version number that somebody forgets to raise would leave old labels standing: the files count."""
    folder = files("pipelines.labels")
    rules = [*folder.iterdir(), *folder.joinpath("data").iterdir()]
    read = (one.read_bytes() for one in sorted(rules, key=str) if one.name.endswith(_RULES))
    return sha256(b"".join(read)).digest()


@lru_cache(maxsize=64)
def profile_of(topic: OwnTopic) -> Profile:
    """Raises ValueError for a topic that asks for nothing or names a region that is none."""
    return own_profile(topic.name, words=topic.words, units=topic.units, regions=topic.regions)


def _judged(topic: OwnTopic, found: label.Labels) -> Relevance:
    return judge(found.words, found.units, found.places, profile=profile_of(topic))


def _topics(found: label.Labels, judged: dict[str, Relevance]) -> tuple[Topic, ...]:
    """The police's, then the user's own; `lain` only where there is neither."""
    own = [
        Topic(topic=name, score=one.score, quotes=_for(found.words, one))
        for name, one in judged.items()
        if one.relevant
    ]
    ours = [
        Topic(topic=one.name, score=one.score, quotes=_quotes(found.words, one.evidence))
        for one in found.topics
        if not own or one.name != LAIN
    ]
    return (*ours, *own)


def _for(words: Words, relevance: Relevance) -> tuple[str, ...]:
    return _quotes(words, (span for one in relevance.reasons if one.weight > 0 for span in one.evidence))


def _place(words: Words, one: places.Place, *, event: bool) -> Place:
    return Place(
        code=one.code,
        kabupaten_kota=one.kabupaten_kota,
        provinsi=one.provinsi,
        kecamatan=one.kecamatan,
        event=event,
        quotes=_quotes(words, one.evidence),
    )


def _officials(found: label.Labels) -> tuple[Official, ...]:
    return tuple(
        Official(
            name=one.name,
            rank=one.rank,
            post=one.post,
            unit=one.unit,
            affiliation=one.affiliation,
            role=one.role,
            former_post=one.former_post,
            former_unit=one.former_unit,
            quotes=_quotes(found.words, one.evidence),
        )
        for one in found.officials
    )


def _evidence(found: label.Labels) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            kind=one.kind,
            name=one.name,
            amount=one.amount,
            unit=one.unit,
            quotes=_quotes(found.words, one.evidence),
        )
        for one in found.law.items
    )


def _quotes(words: Words, spans: Iterable[Span]) -> tuple[str, ...]:
    """Each wording once, in order."""
    return tuple(dict.fromkeys(words.quote(span) for span in spans))
