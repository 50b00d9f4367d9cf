"""From the local ids of one article to the IRIs of things. Redone without re-reading: facts stay as they were said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.link import keys
from kg.link.keys import Findings, Reason, name_key
from kg.model import Entity, Extraction
from kg.rdf.iris import Kind, Minter, slug

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

_SCORES: dict[Reason, float] = {
    "code": 1.0,
    "article": 1.0,  # nothing outside the article is meant, so nothing can be mixed up
    "name-and-area": 0.9,
    "name-and-unit": 0.85,
    "name": 0.8,
    "name-and-post": 0.7,
}


@dataclass(frozen=True, slots=True)
class Link:
    """``score``: how sure it is that equal IRIs from two articles mean one thing."""

    iri: str
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Links:
    """Local id -> link, for every entity of one extraction, and the minter the IRIs came from."""

    by_local: Mapping[str, Link]
    minter: Minter = field(default_factory=Minter)

    def __getitem__(self, local: str) -> str:
        return self.by_local[local].iri

    def __contains__(self, local: str) -> bool:
        return local in self.by_local


def link(extraction: Extraction, vocab: Vocabulary, minter: Minter | None = None) -> Links:
    """The IRI of every entity by its deterministic key: places first, then units, then persons, who lean on both."""
    minter = minter or Minter()
    found = Findings(extraction)
    key = extraction.article.key
    grounded = keys.codes(found)
    area = keys.regency(found, grounded)
    out: dict[str, Link] = {}
    by_kind: dict[str, list[Entity]] = {}
    for entity in extraction.entities:
        by_kind.setdefault(entity.kind, []).append(entity)

    for place in by_kind.get("place", ()):
        if code := grounded.get(place.id):
            out[place.id] = _link(minter.area(code), "code")
        else:
            anchor = keys.place_anchor(found, place.id, grounded)
            level = found.first(place.id, "level") or ""
            out[place.id] = _named(minter, "place", place, key, anchor, "name-and-area", level)
    for unit in by_kind.get("organization", ()):
        anchor = keys.unit_anchor(found, unit.id, area, vocab)
        reason: Reason = "name-and-area" if anchor else "name"
        out[unit.id] = _named(minter, "unit", unit, key, anchor, reason, found.first(unit.id, "kind") or "")
    shared = {local: found_link.iri for local, found_link in out.items() if found_link.reason != "article"}
    for person in by_kind.get("person", ()):
        why, where = keys.person_anchor(found, person.id, grounded, shared, area)
        out[person.id] = _named(minter, "person", person, key, where, why, found.first(person.id, "pillar") or "")
    for event in by_kind.get("event", ()):
        local = slug(event.id.removeprefix("event-"))
        out[event.id] = _link(minter.within_article("event", key, local), "article")
    for statement in by_kind.get("statement", ()):
        spans = [fact.span for fact in found.facts(statement.id, "text")]
        local = f"{spans[0].start}-{spans[0].end}" if spans else slug(statement.id)
        out[statement.id] = _link(minter.within_article("statement", key, local), "article")
    return Links(out, minter)


def _named(
    minter: Minter, kind: Kind, entity: Entity, article: str, anchor: str | None, reason: Reason, category: str
) -> Link:
    """A thing known by its name, its category and an anchor; without an anchor, inside its article only."""
    name = name_key(entity.name)
    if anchor is None:
        return _link(minter.named(kind, name, name, category, "article", article, entity.id), "article")
    return _link(minter.named(kind, name, name, category, anchor), reason)


def _link(iri: str, reason: Reason) -> Link:
    return Link(iri, _SCORES[reason], reason)
