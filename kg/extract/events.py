"""What happened: up to three events an article, with activities, date, place, participants, organisers and venue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract import event_date, event_place, event_venue
from kg.extract.activities import OTHER, find_activities
from kg.extract.event_date import Dated
from kg.extract.findings import DateMention, Document, Event, Organization, Person, Place, Statement, Value
from kg.extract.narrative import Narrative, inside, read
from kg.extract.participants import find_participants
from kg.model import Span
from kg.vocab import Vocabulary

_MOST = 3
_DATED = 2.2  # weight of the sentence that holds the event's date: it reports the event wherever it stands
_OPENING = 25  # letters before a date that still opens its sentence ("Pada hari Sabtu, …")
_SIDE_CUE = 3.5  # score an activity needs in the sentence of a side event


@dataclass(frozen=True, slots=True)
class _Input:
    doc: Document
    persons: Sequence[Person]
    places: Sequence[Place]
    organizations: Sequence[Organization]
    statements: Sequence[Statement]
    vocab: Vocabulary


def find_events(
    doc: Document,
    persons: Sequence[Person],
    places: Sequence[Place],
    organizations: Sequence[Organization],
    dates: Sequence[DateMention],
    statements: Sequence[Statement],
    published: str | None,
    vocab: Vocabulary,
) -> list[Event]:
    """The events of an article, the main one first.

    A further event needs a sentence of its own with another date and an activity of its own. Empty where the article
    has no body, or neither activity, date, place nor participant.
    """
    if not doc.tokens:
        return []
    given = _Input(doc, persons, places, organizations, statements, vocab)
    narrative = read(doc, persons, organizations, statements, vocab, places)
    ranked = event_date.weigh_dates(doc, narrative, dates, published)
    main = ranked[0] if ranked else None
    rivals = event_date.rival_dates(doc, narrative, main, ranked)
    side = _side_events(given, narrative, main, [d for d in ranked if d not in rivals], dates)
    apart = {i for _, own, _ in side for i in own}
    sentences = [i for i in range(len(doc.sentences)) if i not in apart]
    event = _main_event(given, _raise(narrative, main), sentences, _with_year(doc, main, ranked))
    if event is None:
        return []
    event = replace(event, rivals=tuple(v for dated in rivals for v in event_date.day_values(doc, dated)))
    return [event, *(_side_event(given, narrative, *each) for each in side)]


def _raise(narrative: Narrative, dated: Dated | None) -> Narrative:
    """The narrative with the sentence of the event's date weighing as much as an opening one."""
    if dated is None or dated.score < 0.5:
        return narrative
    weights, positions = list(narrative.weights), list(narrative.positions)
    for values in (weights, positions):
        values[dated.sentence] = max(values[dated.sentence], _DATED)
    return replace(narrative, weights=tuple(weights), positions=tuple(positions))


def _with_year(doc: Document, main: Dated | None, ranked: Sequence[Dated]) -> Dated | None:
    """``main``, or where it lacks its year the same day written in full elsewhere."""
    if main is None or main.mention.iso is not None:
        return main
    digits = _day(doc.surface(main.mention.span))
    for other in ranked:
        if other.mention.iso is not None and digits and _day(doc.surface(other.mention.span)) == digits:
            return other
    return main


def _day(surface: str) -> tuple[str, ...]:
    """Day and month as written, without leading zeros: ("21", "10") of "Minggu (21/10/2018)"."""
    words = "".join(c if c.isalnum() else " " for c in surface).split()
    at = next((i for i, word in enumerate(words) if word.isdigit()), len(words))
    return tuple(word.lstrip("0").casefold() for word in words[at : at + 2])


def _main_event(given: _Input, narrative: Narrative, sentences: Sequence[int], dated: Dated | None) -> Event | None:
    doc = given.doc
    activities = [value for value, _ in find_activities(doc, narrative, sentences, given.vocab)]
    kinds = {value.value for value in activities} or {OTHER}
    if kinds == {OTHER} and any(narrative.marked(i, "affected") for i in sentences):
        kinds = set()  # a death, an accident: nobody has come together
    participants = find_participants(doc, narrative, given.persons, given.statements, kinds, given.vocab)
    place = event_place.find_place(doc, narrative, given.places, given.persons, sentences, given.vocab)
    if not (activities or participants or dated or place):
        return None
    span = doc.sentences[narrative.lead].span
    rule, confidence = "event.cues", 0.8
    if not activities:
        activities = [Value(OTHER, given.vocab.activities[OTHER].label_id, span, "event.no-activity-cue", 0.4)]
        rule, confidence = "event.no-cue", 0.4
    order = sorted(sentences, key=lambda i: -narrative.weights[i])
    return Event(
        activities=tuple(activities),
        date=event_date.date_value(doc, dated) if dated else None,
        weekday=event_date.weekday_value(dated) if dated else None,
        rivals=(),
        place=place,
        participants=tuple(participants),
        organisers=tuple(_organisers(given, narrative, sentences)),
        venue=event_venue.find_venue(doc, narrative, order[:4], given.vocab),
        span=span,
        rule=rule,
        confidence=confidence,
    )


def _side_events(
    given: _Input, narrative: Narrative, main: Dated | None, ranked: Sequence[Dated], dates: Sequence[DateMention]
) -> list[tuple[Dated, list[int], list[Value]]]:
    """What the narrator tells with another full date and a strong activity, an earlier apel, a second visit: the date,
    the sentences, the activities."""
    if main is None or main.mention.iso is None:
        return []
    found: list[tuple[Dated, list[int], list[Value]]] = []
    seen = {main.mention.iso}
    for dated in ranked[1:]:
        iso = dated.mention.iso
        if dated.aside or iso is None or len(iso) < 10 or iso in seen or dated.sentence == main.sentence:
            continue
        told = dated.past or narrative.earlier[dated.sentence] or narrative.weights[dated.sentence] >= 1.0
        told = told or _opens_paragraph(given.doc, dated)
        if not told or narrative.marked(dated.sentence, "elsewhere"):
            continue
        own = _scope(given.doc, dated, dates)
        alone = replace(
            narrative,
            weights=_only(narrative.weights, own),
            earlier=tuple(False for _ in narrative.earlier),  # here it is the event itself
        )
        scored = find_activities(given.doc, alone, own, given.vocab)
        if scored and scored[0][1] >= _SIDE_CUE and scored[0][0].value != OTHER:
            seen.add(iso)
            found.append((dated, own, [value for value, _ in scored]))
    return sorted(found[: _MOST - 1], key=lambda each: each[0].sentence)


def _scope(doc: Document, dated: Dated, dates: Sequence[DateMention]) -> list[int]:
    """The sentences that tell of a side event: that of its date; where this opens a paragraph, those after it as well,
    up to another date."""
    at = dated.sentence
    if at and "\n" not in _between(doc, at - 1):
        return [at]
    others = {doc.sentence_at(date.span.start) for date in dates}
    end = at + 1
    while end < len(doc.sentences) and "\n" not in _between(doc, end - 1) and end not in others:
        end += 1
    return list(range(at, end))


def _opens_paragraph(doc: Document, dated: Dated) -> bool:
    """ "Rabu (18/3/2026) malam, …" at the begin of a paragraph: a happening of its own."""
    at = doc.sentences[dated.sentence].span.start
    return dated.mention.span.start - at < _OPENING and (
        dated.sentence == 0 or "\n" in _between(doc, dated.sentence - 1)
    )


def _between(doc: Document, index: int) -> str:
    """What stands between a sentence and the next one."""
    return doc.text[doc.sentences[index].span.end : doc.sentences[index + 1].span.start]


def _only(weights: Sequence[float], own: Sequence[int]) -> tuple[float, ...]:
    return tuple(1.5 if i == own[0] else 1.0 if i in own else weight for i, weight in enumerate(weights))


def _side_event(
    given: _Input, narrative: Narrative, dated: Dated, own: Sequence[int], activities: Sequence[Value]
) -> Event:
    doc = given.doc
    kinds = {value.value for value in activities}
    return Event(
        activities=tuple(activities),
        date=event_date.date_value(doc, dated),
        weekday=event_date.weekday_value(dated),
        rivals=(),
        place=event_place.find_place(doc, narrative, given.places, given.persons, own, given.vocab),
        participants=tuple(
            find_participants(doc, narrative, given.persons, given.statements, kinds, given.vocab, sentences=own)
        ),
        organisers=tuple(_organisers(given, narrative, own)),
        venue=event_venue.find_venue(doc, narrative, own, given.vocab),
        span=doc.sentences[dated.sentence].span,
        rule="event.own-date",
        confidence=0.6,
    )


def _organisers(given: _Input, narrative: Narrative, sentences: Sequence[int]) -> list[Value]:
    """Bodies right before "menggelar" or right after "digelar (oleh)", in the sentences that report the event."""
    doc = given.doc
    found: dict[str, Value] = {}
    for organization in given.organizations:
        for mention in organization.mentions:
            at = inside(doc, mention.span)
            index = doc.sentence_at(mention.span.start)
            if not at or index not in sentences or narrative.weights[index] < 1.0 or narrative.voices[at.start]:
                continue
            if organization.id not in found and _organises(narrative, index, at):
                span: Span = mention.span
                found[organization.id] = Value(organization.id, organization.name, span, "event.organiser", 0.7)
    return list(found.values())


def _organises(narrative: Narrative, index: int, at: range) -> bool:
    """Whether "menggelar" follows right after the tokens ``at``, or "digelar" or "digelar oleh" goes before them."""
    if any(hit.first == at.stop for hit in narrative.marked(index, "organising")):
        return True
    return any(hit.after == at.start for hit in narrative.marked(index, "organised"))
