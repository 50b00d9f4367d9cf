"""The values that the mentions of one person give: fullest name, ranks, posts with units and areas, pillar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kg.extract.chunks import Chunker
from kg.extract.findings import Mention, Person, Value
from kg.extract.office import Office
from kg.extract.same_person import Cluster, name_words
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.model import Pillar


def person_of(chunker: Chunker, n: int, cluster: Cluster) -> Person:
    id = f"person-{n}"
    name = _fullest(cluster.names)
    properties: list[tuple[str, Value]] = []
    for m in cluster.mentions:
        properties.extend(_values_of(chunker, m))
    properties = _one_title(properties)
    known_areas = any(p == "area" for p, _ in properties)
    known_units = any(p == "unit" for p, _ in properties)
    for office in cluster.extra:
        for p, value in _office_values(office, 0.8):
            stated = office.rule == "office.this"
            if stated or (p == "area" and not known_areas) or (p == "unit" and not known_units):
                properties.append((p, value))
    mentions = [Mention(id, chunker.span(m.first, m.last), _how(m, name)) for m in cluster.mentions]
    mentions += [Mention(id, o.span, o.how) for o in cluster.others]
    mentions.sort(key=lambda m: m.span)
    return Person(id, name, tuple(properties), tuple(mentions), _pillar(cluster))


def _one_title(properties: list[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """The same values, one post by its fullest title throughout ("Damang Kepala Adat", later "Damang")."""
    fullest: dict[str, str] = {}
    for p, v in properties:
        if p == "role":
            fullest[v.value] = max(fullest.get(v.value, v.label), v.label, key=len)
    return [(p, replace(v, label=fullest[v.value]) if p == "role" else v) for p, v in properties]


def _how(m: Mentioned, name: str) -> Literal["name", "short"]:
    return "name" if name_words(m.name) == name_words(name) else "short"


def _fullest(names: Sequence[str]) -> str:
    """Most words, not all capitals, most words written out, most frequent, first."""

    def rank(name: str) -> tuple[int, int, int, int, int]:
        return (
            len(name_words(name)),
            -int(name.isupper()),
            sum(len(w) > 2 for w in name_words(name)),  # "Muhammad Nasir" before "M. Nasir"
            names.count(name),
            -names.index(name),
        )

    return max(names, key=rank)


def _values_of(chunker: Chunker, m: Mentioned) -> list[tuple[str, Value]]:
    name_span = chunker.span(m.name_first, m.name_last)
    out = [("name", Value(m.name, m.name, name_span, m.rule, m.confidence))]
    out += [("honorific", Value(t, t, s, "person.honorific", 0.95)) for t, s in m.honorifics]
    out += [("degree", Value(t, t, s, "person.degree", 0.9)) for t, s in m.degrees]
    if m.rank:
        rank, span = m.rank
        out.append(("rank", Value(rank.iri.rpartition("#")[2], rank.notation, span, "rank.before-name", 0.98)))
    for office in m.offices:
        out.append(("role", Value(office.notation, office.label, office.span, office.rule, 0.95)))
        out.extend(_office_values(office, 0.9))
    out += [("unit", _unit_value(u, "unit.served", 0.85)) for u in m.units]
    return out


def _office_values(office: Office, confidence: float) -> list[tuple[str, Value]]:
    out = [("area", Value(a.name, a.name, a.span, office.rule, confidence)) for a in office.areas]
    out += [("unit", _unit_value(u, office.rule, confidence)) for u in office.units]
    return out


def _unit_value(unit: UnitRef, rule: str, confidence: float) -> Value:
    return Value(unit.name, unit.name, unit.span, rule, confidence)


def _pillar(cluster: Cluster) -> Pillar | None:
    """From the post if there is one, else the rank, else the unit, else the community: who is named with none of
    them is a private person. A post outweighs a rank, which reporters confuse more often."""
    for office in cluster.offices:
        if office.pillar and (office.post or office.units):
            return office.pillar
    for m in cluster.mentions:
        if m.rank:
            return m.rank[0].pillar
    for office in cluster.offices:
        if office.pillar:
            return office.pillar
    for m in (m for m in cluster.mentions if not m.private):
        for unit in m.units + [u for o in m.offices for u in o.units]:
            if unit.kind.pillar:
                return unit.kind.pillar
    return "Masyarakat"
