"""The rules of ``ontology/claims.tsv``: how values of several articles are weighed, as data."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from kg.errors import DataError
from kg.ns import TP
from kg.rdf.mapping import PREDICATES
from kg.resources import ONTOLOGY

Shape = Literal["institution-agreement", "latest", "more-voices"]
Rivals = Literal["other", "level", "pillar", "kind", "date"]

FILE = ONTOLOGY / "claims.tsv"
_COLUMNS = ("rule", "shape", "kind", "property", "other", "loser", "winner", "options")
_OPTIONS: dict[Shape, set[str]] = {
    "institution-agreement": {"rivals"},
    "latest": {"rivals", "rising"},
    "more-voices": {"rivals", "at-least", "times"},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``predicate`` and ``other`` are IRIs, as are the reasons ``loser`` and ``winner``; "" where none is."""

    name: str
    shape: Shape
    predicate: str
    other: str
    loser: str
    winner: str
    rivals: Rivals
    options: Mapping[str, str] = field(default_factory=dict)

    def number(self, option: str) -> int:
        return int(self.options.get(option, "1"))


@functools.cache
def load(path: Path = FILE) -> Mapping[str, tuple[Rule, ...]]:
    """Predicate -> its rules in the order they apply. Raises DataError naming the row that is wrong."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(table.fieldnames or ()) != _COLUMNS:
        raise DataError(f"{path.name}: expected the columns {', '.join(_COLUMNS)}")
    found: dict[str, list[Rule]] = {}
    names: set[str] = set()
    for row in table:
        rule = _rule(path, row)
        if rule.name in names:
            raise DataError(f"{path.name}: two rules are called {rule.name!r}; rename one")
        names.add(rule.name)
        found.setdefault(rule.predicate, []).append(rule)
    return {predicate: tuple(rules) for predicate, rules in found.items()}


def _rule(path: Path, row: dict[str, str]) -> Rule:
    where = f"{path.name}: {row['rule']}"
    if row["shape"] not in get_args(Shape):
        raise DataError(f"{where}: expected a shape of {', '.join(get_args(Shape))}, found {row['shape']!r}")
    shape: Shape = row["shape"]  # type: ignore[assignment]
    named = {name: row[name] for name in ("property", "other") if row[name]}
    for name, value in named.items():
        if (row["kind"], value) not in PREDICATES:
            raise DataError(f"{where}: {name}: a {row['kind']} has no property {value!r}")
    pairs = [part.strip().partition("=") for part in (row["options"] or "").split(";") if part.strip()]
    options = {key: value for key, _, value in pairs}
    if unknown := options.keys() - _OPTIONS[shape]:
        raise DataError(f"{where}: {shape} has no option {sorted(unknown)[0]!r}")
    rivals = options.pop("rivals", "other")
    if rivals not in get_args(Rivals):
        raise DataError(f"{where}: rivals: expected one of {', '.join(get_args(Rivals))}, found {rivals!r}")
    if any(not options[key].isdigit() for key in ("at-least", "times") if key in options):
        raise DataError(f"{where}: expected whole numbers in {row['options']!r}")
    if shape == "institution-agreement" and not row["other"]:
        raise DataError(f"{where}: expected the property that must agree in the column other")
    iris = {name: PREDICATES[row["kind"], value] for name, value in named.items()}
    loser, winner = (TP + row[name] if row[name] else "" for name in ("loser", "winner"))
    return Rule(
        row["rule"], shape, iris["property"], iris.get("other", ""), loser, winner, rivals, options  # type: ignore[arg-type]
    )  # fmt: skip
