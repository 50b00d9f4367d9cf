"""From findings to facts: the flat list that settling, mapping and every reader downstream work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.findings import Document, Event, HeaderFact, Organization, Person, Place, Statement, Value
from kg.gazetteer import key
from kg.model import Entity, EntityKind, Fact, Span

_ORDER = {"article": 0, "person": 1, "organization": 2, "place": 3, "event": 4, "statement": 5}


def build(
    doc: Document,
    header: Sequence[HeaderFact],
    persons: Sequence[Person],
    organizations: Sequence[Organization],
    places: Sequence[Place],
    events: Sequence[Event],
    statements: Sequence[Statement],
    topics: Sequence[Value],
    unit_ids: Mapping[str, str],
) -> tuple[tuple[Entity, ...], tuple[Fact, ...]]:
    """Entities in order of kind and first mention; facts in order of subject, property, span.

    ``unit_ids``: organisation id of every unit name that a person's property may carry.
    """
    makers = _Maker(doc)
    places, areas = _with_areas(doc, persons, places)
    entities: list[Entity] = []
    facts: list[Fact] = []
    for h in header:
        facts.append(
            Fact("article", h.property, h.value, h.value, h.span, doc.sentence_at(h.span.start), h.rule, h.confidence)
        )
    facts.extend(makers.fact("article", "topic", v) for v in topics)
    for person in persons:
        entities.append(_entity(person.id, "person", person.name, person.mentions))
        facts.extend(_person_facts(makers, person, unit_ids, areas))
    for body in organizations:
        entities.append(_entity(body.id, "organization", body.name, body.mentions))
        facts.extend(makers.fact(body.id, p, v) for p, v in body.properties)
    for place in places:
        entities.append(_entity(place.id, "place", place.name, place.mentions))
        facts.extend(makers.fact(place.id, p, v) for p, v in place.properties)
    for n, event in enumerate(events, 1):
        entities.append(
            Entity(f"event-{n}", "event", event.activities[0].label if event.activities else "", (event.span,))
        )
        facts.extend(_event_facts(makers, f"event-{n}", event))
    names = {p.id: p.name for p in persons}
    for n, statement in enumerate(statements, 1):
        entities.append(Entity(f"statement-{n}", "statement", "", (statement.text_span,)))
        facts.extend(_statement_facts(makers, f"statement-{n}", statement, names))
    return tuple(entities), tuple(sorted(dict.fromkeys(facts), key=_sort_key))


def _sort_key(fact: Fact) -> tuple[int, int, str, Span, str, str]:
    kind, _, number = fact.subject.partition("-")
    return _ORDER[kind], int(number or 0), fact.property, fact.span, fact.value, fact.rule


class _Maker:
    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def fact(self, subject: str, property: str, v: Value, value: str | None = None) -> Fact:
        sentence = self.doc.sentence_at(v.span.start)
        return Fact(subject, property, value or v.value, v.label, v.span, sentence, v.rule, v.confidence)


def _entity(id: str, kind: EntityKind, name: str, mentions: Iterable[object]) -> Entity:
    return Entity(id, kind, name, tuple(m.span for m in mentions))  # type: ignore[attr-defined]


def _with_areas(
    doc: Document, persons: Sequence[Person], places: Sequence[Place]
) -> tuple[list[Place], dict[str, str]]:
    """``places`` and, for areas of offices that are no administrative ones (RT, RW), places without a level; with the
    place id of every area name."""
    ids: dict[str, str] = {}
    for place in places:
        for _, v in place.properties:
            ids.setdefault(key(v.label), place.id)
        ids[key(place.name)] = place.id
        for mention in place.mentions:  # as the article has it elsewhere ("TBU" for Teluk Betung Utara)
            ids.setdefault(key(doc.surface(mention.span)), place.id)
    out = list(places)
    for person in persons:
        for p, v in person.properties:
            if p == "area" and key(v.value) not in ids:
                ids[key(v.value)] = f"place-{len(out) + 1}"
                name = Value(v.value, v.label, v.span, "place.of-office", v.confidence)
                out.append(Place(f"place-{len(out) + 1}", v.label, "", None, (), (), (("name", name),)))
    return out, ids


def _person_facts(
    makers: _Maker, person: Person, unit_ids: Mapping[str, str], areas: Mapping[str, str]
) -> Iterator[Fact]:
    first = person.properties[0][1]
    if person.pillar:
        pillar = next((v for p, v in person.properties if p in ("role", "rank")), first)
        v = Value(person.pillar, person.pillar, pillar.span, "pillar.from-post-or-rank", min(pillar.confidence, 0.95))
        yield makers.fact(person.id, "pillar", v)
    for p, v in person.properties:
        match p:
            case "unit":
                yield makers.fact(person.id, p, v, unit_ids.get(v.value, v.value))
            case "area":
                yield makers.fact(person.id, p, v, areas[key(v.value)])
            case _:
                yield makers.fact(person.id, p, v)


def _event_facts(makers: _Maker, id: str, event: Event) -> Iterator[Fact]:
    yield from (makers.fact(id, "activity", v) for v in event.activities)
    for property, value in (
        ("date", event.date),
        ("weekday", event.weekday),
        ("place", event.place),
        ("venue", event.venue),
    ):
        if value:
            yield makers.fact(id, property, value)
    yield from (makers.fact(id, property, v) for property, v in event.rivals)
    yield from (makers.fact(id, "participant", v) for v in event.participants)
    yield from (makers.fact(id, "organiser", v) for v in event.organisers)


def _statement_facts(makers: _Maker, id: str, s: Statement, names: Mapping[str, str]) -> Iterator[Fact]:
    text = " ".join(makers.doc.surface(s.text_span).split())
    yield makers.fact(id, "text", Value(text, text, s.text_span, s.rule, s.confidence))
    yield makers.fact(id, "kind", Value(s.kind, s.kind, s.text_span, s.rule, s.confidence))
    if s.speaker:
        yield makers.fact(id, "speaker", Value(s.speaker, names[s.speaker], s.text_span, s.rule, s.confidence))
    if s.verb:
        yield makers.fact(id, "verb", Value(s.verb, s.verb, s.text_span, s.rule, s.confidence))
