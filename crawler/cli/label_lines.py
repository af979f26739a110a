"""The labels of an article in plain words, for people: what the text says, and with which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.labels import Evidence, Labels, Law, Official, official_name, place_name

Line = tuple[str, str]  # what it is, and what is told


def label_lines(labels: Labels) -> Iterator[Line]:
    """One line a kind of label; what the text does not tell has none."""
    yield from _told("topics", (one.topic for one in labels.topics), ", ")
    yield from _told("units", (one.unit for one in labels.units), ", ")
    yield from _told("places", (place_name(one) for one in labels.places if one.event))
    yield from _told("mentioned", (place_name(one) for one in labels.places if not one.event))
    yield from _told("officials", map(_person, labels.officials))
    yield from _told("operation", [labels.operation or ""])
    yield from _told("event", [_event(labels)])
    yield from _told("in doubt", labels.contradictions)
    yield from _told("law", map(_law, labels.laws))
    yield from _told("evidence", map(_item, labels.evidence))
    yield "relevant", _relevance(labels)
    yield "labelled", f"by {labels.labeller}"


def why_lines(labels: Labels) -> Iterator[Line]:
    """One line a label, with the words that gave it."""
    yield "relevant", _relevance(labels)
    for reason in labels.reasons:
        yield "", f"{reason.weight:+.2f} {reason.rule.replace('_', ' ')}{_words(reason.quotes)}"
    for topic in labels.topics:
        yield "topic", f"{topic.topic} {topic.score:.2f}{_words(topic.quotes)}"
    for unit in labels.units:
        yield "unit", f"{unit.unit}{f' ({unit.code})' if unit.code else ''}{_words(unit.quotes)}"
    for place in labels.places:
        kind = "place" if place.event else "mentioned"
        yield kind, f"{place_name(place)} ({place.code}){_words(place.quotes)}"
    for one in labels.officials:
        yield "official", f"{_person(one)}{_words(one.quotes)}"
    if labels.operation:
        yield "operation", f"{labels.operation}{_words(labels.operation_quotes)}"
    if event := _event(labels):
        yield "event", event
    yield from (("in doubt", one) for one in labels.contradictions)
    for law in labels.laws:
        yield "law", f"{_law(law)}{_words(law.quotes)}"
    for item in labels.evidence:
        yield "evidence", f"{_item(item)}{_words(item.quotes)}"
    if labels.agency:
        yield "agency", f"{labels.agency}{_words(labels.agency_quotes)}"
    yield "labelled", f"by {labels.labeller}"


def _told(name: str, values: Iterable[str], between: str = "; ") -> Iterator[Line]:
    told = between.join(filter(None, values))
    if told:
        yield name, told


def _words(quotes: Iterable[str]) -> str:
    """Quotes are of the text: a line break in one is a blank here."""
    told = ", ".join(f'"{" ".join(quote.split())}"' for quote in quotes)
    return f": {told}" if told else ""


def _relevance(labels: Labels) -> str:
    return f"{'yes' if labels.relevant else 'no'}, {labels.score:.2f} for {labels.judged_by}"


def _person(one: Official) -> str:
    """With the role, and what was left in a handover."""
    role = f" ({one.role})" if one.role else ""
    former = f", before {one.former_post}" if one.former_post else ""
    return f"{official_name(one)}{role}{former}"


def _event(labels: Labels) -> str:
    if labels.event_text is None:
        return ""
    printed = f'(printed "{" ".join(labels.event_text.split())}")'
    if labels.event_date:
        other = labels.event_likely != labels.event_date and labels.event_likely
        return f"{labels.event_date} {printed}{f', rather {other}' if other else ''}"
    return f"probably {labels.event_likely} {printed}" if labels.event_likely else f"day not known {printed}"


def _law(one: Law) -> str:
    return " ".join(filter(None, (f"pasal {one.pasal}" if one.pasal else "", one.act)))


def _item(one: Evidence) -> str:
    if one.amount is None:
        return one.name
    of = "" if one.kind == "money" else one.name
    return " ".join(filter(None, (f"{one.amount:,.10g}", one.unit, of)))
