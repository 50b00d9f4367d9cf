"""Who held which post where, and from when to when it was reported: the posts of one person, made of many articles.

An article that gives one post with an area or a unit tells of that tenure; one that gives the post alone tells of it
too if it can mean no other. The days are those of the first and the last report. When somebody took a post up or left
it, no report says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.reports import Report, Span, span, standing
from kg.ns import TP

if TYPE_CHECKING:
    from kg.claims.rivals import World

ROLE, AREA, UNIT = TP + "role", TP + "assignedArea", TP + "unit"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Terms. ``area`` is "" where no article names one; ``units`` are all that are named with the post, in order."""

    role: str
    area: str
    units: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Told:
    """A post as one article has it: its report, and where it is held."""

    role: str
    area: str
    units: frozenset[str]
    report: Report


def tenures(reports: Sequence[Report], world: World) -> list[Tenure]:
    """The tenures of a person, sorted by post, area, units."""
    told: defaultdict[str, list[_Told]] = defaultdict(list)
    for each in _told(standing(reports), world):
        told[each.role].append(each)
    found = [tenure for role in sorted(told) for tenure in _of_role(told[role], world)]
    return sorted(found, key=lambda tenure: (tenure.role, tenure.area, tenure.units))


def _told(reports: Iterable[Report], world: World) -> Iterable[_Told]:
    by_article: defaultdict[int, defaultdict[str, dict[str, Report]]] = defaultdict(lambda: defaultdict(dict))
    for report in reports:
        by_article[report.article][report.predicate].setdefault(report.object, report)
    for article in sorted(by_article):
        given = by_article[article]
        # of several posts, an area or unit belongs to the one of the state; of two of those it may be either's
        state = [role for role in given[ROLE] if world.is_of_the_state(role)]
        held = next(iter(given[ROLE]), "") if len(given[ROLE]) == 1 else state[0] if len(state) == 1 else ""
        for role, report in given[ROLE].items():
            units = frozenset(given[UNIT]) if role == held else frozenset()
            for area in (given[AREA] if role == held else ()) or ("",):
                yield _Told(role, area, units, report)


def _of_role(told: Sequence[_Told], world: World) -> Iterable[Tenure]:
    """Tenures of one post: by area; those told without one go to the only tenure that they can mean."""
    by_area: defaultdict[str, list[_Told]] = defaultdict(list)
    areas = {each.area for each in told if each.area}
    for each in told:
        if each.area:
            by_area[_narrowed(each.area, areas, world)].append(each)
    units = {area: frozenset(unit for each in group for unit in each.units) for area, group in by_area.items()}
    loose: list[_Told] = []
    for each in (each for each in told if not each.area):
        fitting = [area for area in by_area if not each.units or not units[area] or each.units & units[area]]
        if len(fitting) == 1:
            by_area[fitting[0]].append(each)
        else:
            loose.append(each)
    groups = [*by_area.items(), *(("", group) for group in _by_units(loose))]
    for area, group in groups:
        named = tuple(sorted({unit for each in group for unit in each.units}))
        yield Tenure(group[0].role, area, named, span(each.report for each in group))


def _narrowed(area: str, areas: set[str], world: World) -> str:
    """The one area of the post that lies in this one ("Kecamatan X" for a kelurahan of it), else this one."""
    code = world.code(area)
    inside = [other for other in areas if code and world.code(other).startswith(f"{code}.")]
    return inside[0] if len(inside) == 1 else area


def _by_units(told: Sequence[_Told]) -> list[list[_Told]]:
    """Reports without an area: those that name the same units; those that name none, with the only ones that do."""
    groups: dict[frozenset[str], list[_Told]] = {}
    for each in told:
        groups.setdefault(each.units, []).append(each)
    bare = groups.pop(frozenset(), [])
    if len(groups) == 1:
        next(iter(groups.values())).extend(bare)
        bare = []
    return [*groups.values(), *([bare] if bare else [])]
