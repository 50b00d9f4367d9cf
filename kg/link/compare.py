"""Two profiles side by side: every piece of evidence for and against their being one thing, with its weight.

The score is the sum of the weights, held between 0 and 1; the pieces in their order are the waterfall that explains it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.link import names, ranks, unit_names
from kg.link.profile import DISTRICT, REGENCY, VILLAGE, Profile
from kg.link.weights import Weights
from kg.ns import TP

if TYPE_CHECKING:
    from kg.vocab import Vocabulary


class Step(NamedTuple):
    """One piece of evidence: its name in ontology/identity.tsv, the values compared, its weight."""

    evidence: str
    left: str
    right: str
    weight: float


class Area(Protocol):
    @property
    def name(self) -> str: ...


class Areas(Protocol):
    """What is needed of the gazetteer."""

    def by_code(self, code: str) -> Area | None: ...


_Found = Iterator[tuple[str, Sequence[str], Sequence[str]]]

# From best to worst; of several pairs of values the best counts: who holds two areas is known by either.
_PERSON_NAMES = ("same", "variant", "close", "part", "initials", "single", "near", "part-single", "other")
_AREAS = ("area-same", "area-name", "area-inside", "area-wide", "area-sister", "area-near", "area-other")
_UNITS = ("unit-same", "unit-short", "unit-chain", "unit-other")
_UNIT_NAMES = ("name-same", "name-short", "name-none", "name-other")


@dataclass(frozen=True, eq=False)
class Comparer:
    """Compares profiles of one kind each with the weights of that kind."""

    weights: dict[str, Weights]
    vocab: Vocabulary
    areas: Areas

    @functools.cached_property
    def _heads(self) -> dict[str, str]:
        """Posts of which an area or a unit has one, by notation -> level of that area."""
        named = {post.iri.removeprefix(TP): post.notation for post in self.vocab.posts.values()}
        levels = {level.head_post: level.notation for level in self.vocab.levels.values()}
        for kind in self.vocab.unit_kinds.values():  # a Kapolsek heads a Polsek as well as some kinds of no level
            levels[kind.head_post] = levels.get(kind.head_post) or kind.level or ""
        return {named[post]: level for post, level in levels.items() if post in named}

    def steps(self, one: Profile, other: Profile) -> list[Step]:
        """The evidence, one piece a row; empty for things of two kinds."""
        if one.kind != other.kind:
            return []
        by_kind: dict[str, Callable[[Profile, Profile], _Found]] = {
            "person": self._persons, "unit": self._units, "place": self._places, "event": self._events,
        }  # fmt: skip
        rows = self.weights[one.kind].rows
        return [
            Step(evidence, ", ".join(left), ", ".join(right), rows[evidence].weight)
            for evidence, left, right in by_kind[one.kind](one, other)
        ]

    def score(self, one: Profile, other: Profile) -> float:
        return total(self.steps(one, other))

    def weigh(self, one: Profile, other: Profile) -> float:
        """The sum of the weights as it is: of two pairs that score 1 it tells the better one."""
        return _sum(self.steps(one, other))

    def fits(self, one: Profile, other: Profile) -> bool:
        """Whether the two may stand in one group: nothing speaks against it, or enough for it all the same."""
        steps = self.steps(one, other)
        return all(step.weight >= 0 for step in steps) or total(steps) >= self.weights[one.kind].clash

    def _persons(self, a: Profile, b: Profile) -> _Found:
        found = _best(_PERSON_NAMES, (names.likeness(x, y) for x, y in product(a.names, b.names)))
        yield f"name-{found}", a.names, b.names
        if found == "other":
            return
        if found in ("same", "variant") and min(len(name.split()) for name in (*a.names, *b.names)) > 2:
            yield "name-long", a.names, b.names
        if a.pillars and b.pillars:
            yield _shared("pillar", a.pillars, b.pillars), a.pillars, b.pillars
        if a.categories and b.categories:
            yield _shared("post", a.categories, b.categories), a.categories, b.categories
        if a.ranks and b.ranks:
            yield ranks.compare(a.ranks, b.ranks, self.vocab), _ranks(a), _ranks(b)
        yield from self._whereabouts(a, b)

    def _whereabouts(self, a: Profile, b: Profile) -> _Found:
        area = _best(_AREAS, (relation for x, y in product(a.areas, b.areas) if (relation := _area(x, y))))
        spots = a.spots & b.spots
        if area:
            yield area, a.areas, b.areas
        elif spots:
            yield "spot-same", sorted(spots), sorted(spots)
        elif a.regencies and b.regencies:
            yield _shared("region", a.regencies, b.regencies), a.regencies, b.regencies
        if posts := sorted(set(a.categories) & set(b.categories)):
            if area in ("area-same", "area-name"):
                yield "post-head" if self._heads.keys() & set(posts) else "post-area", posts, posts
            elif area is None and spots and any(self._heads.get(post) == "kecamatan" for post in posts):
                yield "post-head", posts, posts
        mine, theirs = ([unit_names.read(name, self.vocab) for name in each.units] for each in (a, b))
        if unit := _best(_UNITS, (relation for x, y in product(mine, theirs) if (relation := _unit(x, y)))):
            yield unit, a.units, b.units
        elif area is None and (self._covers(mine, b.codes) or self._covers(theirs, a.codes)):
            yield "unit-covers", a.units or a.codes, b.units or b.codes

    def _covers(self, units: Sequence[unit_names.UnitName], codes: Sequence[str]) -> bool:
        """Whether a unit is named after an area that one of the codes stands for or lies in."""
        around = {code[:length] for code in codes for length in (REGENCY, DISTRICT, VILLAGE) if len(code) >= length}
        held = [area.name for code in sorted(around) if (area := self.areas.by_code(code))]
        return any(
            unit.words and names.sounds(" ".join(unit.words)) == names.sounds(name) for unit in units for name in held
        )

    def _units(self, a: Profile, b: Profile) -> _Found:
        pairs = [(self._unit_name(x, a), self._unit_name(y, b)) for x, y in product(a.names, b.names)]
        same_kind = any(unit_names.same_kind(x.kind, y.kind) for x, y in pairs)
        yield "kind-same" if same_kind else "kind-other", a.categories, b.categories
        by_name = {
            "same": "name-same", "short": "name-short", "other": "name-other", "unknown": "name-none",
        }  # fmt: skip
        yield _best(_UNIT_NAMES, (by_name[unit_names.words(*pair)] for pair in pairs)) or "name-none", a.names, b.names
        numbers = {unit_names.number(*pair) for pair in pairs} - {"unknown"}
        if numbers:
            yield "number-other" if "other" in numbers else "number-same", a.names, b.names
        parents = {unit_names.parents(*pair) for pair in pairs}
        above = [unit_names.read(name, self.vocab) for each in (a, b) for name in each.units]
        if a.units and b.units:
            ours, others = above[: len(a.units)], above[len(a.units) :]
            parents |= {"other" if unit_names.agree(x, y) == "other" else "same" for x, y in product(ours, others)}
        if parents - {"unknown"}:
            yield "parent-same" if "same" in parents else "parent-other", a.units, b.units
        if a.regions and b.regions and not self._stands_alone(a):
            yield _shared("region", a.regions, b.regions), a.regions, b.regions
        elif self._stands_alone(a):
            yield "alone", a.categories, b.categories

    def _unit_name(self, name: str, profile: Profile) -> unit_names.UnitName:
        """The name taken apart; where no listed kind begins it, its kind is the one that is claimed."""
        read = unit_names.read(name, self.vocab)
        kinds = [self.vocab.unit_kinds[c].notation for c in profile.categories if c in self.vocab.unit_kinds]
        if read.kind or not kinds:
            return read
        return unit_names.UnitName(kinds[0], read.numbers, read.words, read.parent)

    def _stands_alone(self, unit: Profile) -> bool:
        """Whether there is one unit of this name in the whole country ("Kodam Jaya")."""
        kinds = [self.vocab.unit_kinds[c] for c in unit.categories if c in self.vocab.unit_kinds]
        return any(kind.level == "provinsi" and kind.pillar in ("TNI", "Polri") for kind in kinds)

    def _places(self, a: Profile, b: Profile) -> _Found:
        if _code(a) and _code(b):
            yield "code-other", (_code(a),), (_code(b),)
            return
        alike = {"same": "same", "variant": "variant", "single": "same", "close": "close"}
        found = _best(
            ("same", "variant", "close", "other"),
            ("same" if x == y else alike.get(names.likeness(x, y), "other") for x, y in product(a.names, b.names)),
        )
        yield f"name-{found or 'other'}", a.names, b.names
        if a.categories and b.categories:
            heights = [{_HEIGHTS.get(level, level) for level in each.categories} for each in (a, b)]
            yield "level-same" if heights[0] & heights[1] else "level-other", a.categories, b.categories
        near = [[c for c in each.codes if len(c) >= REGENCY] for each in (a, b)]
        if near[0] and near[1]:
            inside = any(x.startswith(y) or y.startswith(x) for x, y in product(*near))
            yield "within-same" if inside else "within-other", a.codes, b.codes
        elif a.regencies and b.regencies:
            yield _shared("region", a.regencies, b.regencies), a.regencies, b.regencies

    def _events(self, a: Profile, b: Profile) -> _Found:
        if a.days and b.days:
            yield _shared("date", a.days, b.days), a.days, b.days
        if a.categories and b.categories:
            yield _shared("activity", a.categories, b.categories), a.categories, b.categories
        if found := _best(_EVENT_PLACES, (r for x, y in product(a.areas, b.areas) if (r := _spot(x, y)))):
            yield found, a.areas, b.areas
        if a.people and b.people:
            met = min(_met(a.people, b.people), _met(b.people, a.people))  # one of them meets only one of the others
            yield ("people-other", "people-one")[met] if met < 2 else "people-many", a.people, b.people
        if a.units and b.units:
            pairs = product(a.units, b.units)
            read = [(unit_names.read(x, self.vocab), unit_names.read(y, self.vocab)) for x, y in pairs]
            if any(unit_names.agree(x, y) in ("same", "short") for x, y in read):
                yield "organiser-same", a.units, b.units


_EVENT_PLACES = ("place-same", "place-inside", "place-other")
_MET = frozenset({"same", "variant", "close", "part", "initials", "single"})
_HEIGHTS = {
    "kota": "kabupaten", "desa": "kelurahan",
}  # fmt: skip


def total(steps: Sequence[Step]) -> float:
    """The score: what the weights add up to, in [0, 1]."""
    return clipped(_sum(steps))


def clipped(weight: float) -> float:
    return min(1.0, max(0.0, weight))


def _sum(steps: Sequence[Step]) -> float:
    return round(sum(step.weight for step in steps), 4)


def _best(order: Sequence[str], found: Iterator[str] | Sequence[str]) -> str | None:
    met = set(found)
    return next((each for each in order if each in met), None)


def _met(some: Sequence[str], others: Sequence[str]) -> int:
    """How many of ``some`` may be one of the ``others``, by their names."""
    return sum(any(names.likeness(one, other) in _MET for other in others) for one in some)


def _shared(what: str, mine: Sequence[str], theirs: Sequence[str]) -> str:
    return f"{what}-same" if not set(mine).isdisjoint(theirs) else f"{what}-other"


def _ranks(profile: Profile) -> list[str]:
    return [f"{held.rank.removeprefix('rank-')} {held.first[:7]}".strip() for held in profile.ranks]


def _code(place: Profile) -> str:
    _, found, code = place.iri.rpartition("/area/")
    return code if found else ""


def _area(x: str, y: str) -> str | None:
    """How two areas of offices lie to one another; None where nothing can be said."""
    if x == y:
        return "area-same" if x[0] != "=" else "area-name"
    if "=" in (x[0], y[0]):
        return None
    inner, outer = (x, y) if len(x) > len(y) else (y, x)
    if inner.startswith(outer):
        return "area-inside" if len(outer) >= DISTRICT else "area-wide"
    if x[:REGENCY] != y[:REGENCY]:
        return "area-other"
    return "area-sister" if x[:DISTRICT] == y[:DISTRICT] else "area-near"


def _spot(x: str, y: str) -> str | None:
    if x == y:
        return "place-same"
    if "=" in (x[0], y[0]):
        return None
    return "place-inside" if x.startswith(y) or y.startswith(x) else "place-other"


def _unit(x: unit_names.UnitName, y: unit_names.UnitName) -> str | None:
    match unit_names.agree(x, y):
        case "same":
            return "unit-same"
        case "short":
            return "unit-short"
        case "unknown":
            return None
        case _:
            if unit_names.above(x, y) or unit_names.above(y, x):
                return "unit-chain"
            return "unit-other" if unit_names.same_kind(x.kind, y.kind) else None
