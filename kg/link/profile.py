"""What is known of one thing before it is compared: a record that is a function of what its articles say of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["person", "unit", "place", "event"]
KINDS: tuple[Kind, ...] = ("place", "unit", "person", "event")

REGENCY, DISTRICT, VILLAGE = 5, 8, 13
"""Length of a Kemendagri code down to a level: 31.71, 31.71.03, 31.71.03.1008."""


class Held(NamedTuple):
    """A rank, and the first and last day an article gives it; days are ISO dates, "" where none is known."""

    rank: str  # local name of its IRI
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One minted IRI with all that articles say of it and do not take back. Tuples are sorted, names are name keys.

    ``areas``: codes, and for areas without one "=" and the name; for a person where an office is held, for a place
    what it lies within, for an event where it was. ``context``: codes of the kecamatan (or regencies, where no more is
    known) its articles report from.
    """

    iri: str
    kind: Kind
    label: str
    names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # posts, kinds of unit, levels, activities: notations
    pillars: tuple[str, ...] = ()
    ranks: tuple[Held, ...] = ()
    units: tuple[str, ...] = ()  # a person's units, a unit's parents, an event's organisers: names
    areas: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # of an event
    people: tuple[str, ...] = ()  # participants of an event: names

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(area for area in self.areas if area[0] != "=")

    @property
    def area_names(self) -> tuple[str, ...]:
        return tuple(area[1:] for area in self.areas if area[0] == "=")

    @property
    def spots(self) -> frozenset[str]:
        """Codes of the kecamatan its areas lie in or its articles report from."""
        return frozenset(c[:DISTRICT] for c in self.codes or self.context if len(c) >= DISTRICT)

    @property
    def regencies(self) -> tuple[str, ...]:
        """Where its areas lie, else where its articles report from."""
        return _regencies(self.codes) or self.regions

    @property
    def regions(self) -> tuple[str, ...]:
        """Regencies its articles report from."""
        return _regencies(self.context)

    @property
    def said(self) -> tuple[object, ...]:
        """All that comparing looks at: profiles that say the same compare the same."""
        return _fields(self)[3:]


def _regencies(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({code[:REGENCY] for code in codes if len(code) >= REGENCY}))


def to_text(profile: Profile) -> str:
    return json.dumps(_fields(profile), ensure_ascii=False, separators=(",", ":"))


def _fields(p: Profile) -> tuple[object, ...]:
    return (
        p.iri, p.kind, p.label, p.names, p.categories, p.pillars,
        p.ranks, p.units, p.areas, p.context, p.days, p.people,
    )  # fmt: skip


def from_text(text: str) -> Profile:
    iri, kind, label, *rest = json.loads(text)
    names, categories, pillars, ranks, *others = rest
    held = tuple(Held(*each) for each in ranks)
    return Profile(iri, kind, label, tuple(names), tuple(categories), tuple(pillars), held, *map(tuple, others))
