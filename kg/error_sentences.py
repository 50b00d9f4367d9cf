"""The sentence to look at for a miss or a false hit of ``kg eval``."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Extraction, Fact
from kg.scoring import Error, area_key, name_key, normal, unit_key

_KINDS = {"organization": "organization", "place": "place", "topic": "article", "conflict": "person"}


def sentence_of(error: Error, extraction: Extraction) -> str:
    """Of a false hit the sentence its claim rests on; of a miss the first one with the words of the value (of a
    statement, those it begins with), else the one that the event rests on, else the first of the body."""
    number = _claimed(error, extraction) if error.sort == "spurious" else None
    if number is None:
        number = _worded(error, extraction)
    if number is None:
        number = _main(extraction)
    return " ".join(extraction.surface(extraction.sentences[number].span).split()) if extraction.sentences else ""


def _claimed(error: Error, extraction: Extraction) -> int | None:
    """The sentence of the first claim that gives the value of a false hit."""
    kind, _, property = error.kind.partition("-")
    kind = _KINDS.get(kind, kind)
    entities = {entity.id: entity for entity in extraction.entities}
    value = error.value.split(" | ")[-1] if kind != "place" else error.value.split(" | ")[0]
    if kind == "statement":
        value = error.value.partition(": ")[2]
    for fact in extraction.facts:
        if fact.subject.partition("-")[0] != kind or (property in _PROPERTIES and fact.property != property):
            continue
        if value in _keys(fact, entities) or (kind == "statement" and normal(fact.value).startswith(value)):
            if _is_of(error, fact, entities):
                return fact.sentence
    return None


_PROPERTIES = frozenset({"rank", "role", "unit", "area", "activity", "date", "place", "participant"})


def _keys(fact: Fact, entities: dict[str, Entity]) -> Iterator[str]:
    """The forms under which a claim's value is compared."""
    shown = entities[fact.value].name if fact.value in entities else fact.label
    named = entities[fact.subject].name if fact.subject in entities else ""
    for value in (fact.value, shown, named):
        yield from (normal(value), name_key(value), area_key(value), unit_key(value), value[:10])


def _is_of(error: Error, fact: Fact, entities: dict[str, Entity]) -> bool:
    """Whether a claim about a person is one about the person the error names."""
    if not error.kind.startswith("person-") or fact.subject not in entities:
        return True
    return name_key(entities[fact.subject].name) == error.value.split(" | ")[0]


def _worded(error: Error, extraction: Extraction) -> int | None:
    said = error.value.rpartition(": ")[2] if error.kind.startswith("statement") else ""
    parts = [said] if said else [*reversed(error.value.split(" | "))]
    for wanted in filter(None, map(normal, parts)):
        for number, sentence in enumerate(extraction.sentences):
            if f" {wanted} " in f" {normal(extraction.surface(sentence.span))} ":
                return number
    return None


def _main(extraction: Extraction) -> int:
    """The sentence of the main event's activity, else the first of the body, else the first."""
    for fact in extraction.facts:
        if fact.subject.startswith("event") and fact.property == "activity":
            return fact.sentence
    return next((n for n, sentence in enumerate(extraction.sentences) if sentence.part == "body"), 0)
