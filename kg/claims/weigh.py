"""Weighing the values that several articles give of one property: which holds, by which rule, and what stays open.

The order is that of trust: what a person decided, a rule of the domain, time, the number of independent voices. No
value is dropped: one that loses keeps its reports, its days and the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims.reports import Report, Span, span, standing
from kg.derive import Status
from kg.ns import TP

if TYPE_CHECKING:
    from kg.claims.rivals import World
    from kg.claims.rules import Rule, Shape

DECIDED = TP + "HumanDecision"
OVERRULED = TP + "OtherwiseDecided"
UNDECIDED = TP + "Undecided"


@dataclass(frozen=True, slots=True)
class Value:
    """One value over all articles. ``status``: p, n or d; ``reason``: IRI of why, "" where nothing was decided.

    ``live``: whether later rules still have to weigh it: it was neither refused nor found to be of the past.
    """

    predicate: str
    object: str
    span: Span
    status: Status = "n"
    reason: str = ""
    live: bool = True


Pairs = Sequence[tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Case:
    """The values of one property before a rule: those that are rivals, in pairs, and the other things said of the
    same subject."""

    values: Sequence[Value]
    rivals: Pairs
    others: frozenset[str]
    world: World


def weigh(
    reports: Sequence[Report], rules: Mapping[str, Sequence[Rule]], world: World, chosen: Mapping[str, str]
) -> list[Value]:
    """The values of every property that has rules and several values, or of which a person chose one; sorted.

    ``chosen``: predicate -> term that a person decided for.
    """
    by_value: defaultdict[str, defaultdict[str, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for report in standing(reports):
        by_value[report.predicate][report.object].append(report)
    others = frozenset(obj for objects in by_value.values() for obj in objects)
    found: list[Value] = []
    for predicate in sorted({*rules, *chosen}):
        values = [Value(predicate, obj, span(group)) for obj, group in sorted(by_value[predicate].items())]
        if decided := _decided(predicate, values, reports, chosen):
            found += decided
        elif len(values) > 1:
            found += _by_rules(values, rules.get(predicate, ()), others, world)
    return found


def _decided(
    predicate: str, values: list[Value], reports: Iterable[Report], chosen: Mapping[str, str]
) -> list[Value] | None:
    """The chosen value preferred, all others refused; None if nobody chose, or no article gives that value any more."""
    wanted = chosen.get(predicate)
    given = [report for report in reports if (report.predicate, report.object) == (predicate, wanted)]
    if wanted is None or not given:
        return None
    rest = [replace(value, status="d", reason=OVERRULED) for value in values if value.object != wanted]
    best = Value(predicate, wanted, span(given), "p", DECIDED)
    return sorted([best, *rest], key=lambda value: value.object)


def _by_rules(values: list[Value], rules: Sequence[Rule], others: frozenset[str], world: World) -> list[Value]:
    for rule in rules:
        live = [value for value in values if value.live]
        rivals = [(a, b) for a, b in combinations(live, 2) if world.are_rivals(rule.rivals, a.object, b.object)]
        if rivals:
            changed = _SHAPES[rule.shape](Case(live, rivals, others, world), rule)
            values = [changed.get(value.object, value) for value in values]
    return values


def _agreeing(case: Case, rule: Rule) -> dict[str, Value]:
    world = case.world
    bodies = {body for obj in case.others if world.post(obj) for body in world.institutions(obj)}
    fits = [v for v in case.values if not bodies.isdisjoint(world.institutions(v.object))]
    misfits = [v for v in case.values if bodies and v not in fits and world.institutions(v.object)]
    if not fits or not misfits:
        return {}
    refused = {v.object: replace(v, status="d", reason=rule.loser, live=False) for v in misfits}
    return refused | {v.object: replace(v, status="p", reason=rule.winner) for v in fits}


def _latest(case: Case, rule: Rule) -> dict[str, Value]:
    past: set[str] = set()
    for pair in case.rivals:
        early, late = sorted(pair, key=lambda value: (value.span.first, value.span.last))
        follow = early.span.dated and late.span.dated and early.span.last < late.span.first
        if follow and (not rule.options.get("rising") or _rises(early, late, case.world)):
            past.add(early.object)
    if not past:
        return {}
    return {
        v.object: replace(v, status="n", reason=rule.loser, live=False) if v.object in past
        else replace(v, status="p", reason=rule.winner)
        for v in case.values
    }  # fmt: skip


def _rises(early: Value, late: Value, world: World) -> bool:
    low, high = world.height(early.object), world.height(late.object)
    return low is not None and high is not None and low < high


def _loudest(case: Case, rule: Rule) -> dict[str, Value]:
    involved = {value.object: value for pair in case.rivals for value in pair}
    best, second, *_ = sorted(involved.values(), key=lambda value: (-value.span.voices, value.object))
    enough = best.span.voices >= max(rule.number("at-least"), rule.number("times") * second.span.voices)
    if not enough:
        return {obj: replace(value, reason=UNDECIDED) for obj, value in involved.items()}
    fewer = {obj: replace(v, status="n", reason=rule.loser, live=False) for obj, v in involved.items() if v is not best}
    return fewer | {best.object: replace(best, status="p", reason=rule.winner)}


_SHAPES: Mapping[Shape, Callable[[Case, Rule], dict[str, Value]]] = {
    "institution-agreement": _agreeing,
    "latest": _latest,
    "more-voices": _loudest,
}
