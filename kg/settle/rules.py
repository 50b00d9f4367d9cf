"""The rules of ``ontology/rules.tsv``: what may not be true together inside one article, as data."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kg import resources
from kg.errors import DataError
from kg.model import PROPERTIES

About = Literal["rank", "name", "degree", "area", "unit", "date", "weekday"]
Shape = Literal[
    "institution-agreement",
    "single-valued",
    "one-spelling",
    "one-list",
    "one-number",
    "contained-in",
    "date-slip",
    "weekday-of-date",
    "not-after-publication",
]

_COLUMNS = ("rule", "shape", "kind", "property", "other", "about", "loser", "winner", "options")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``loser``/``winner``: reasons given to the values it decides on, None where it leaves them open."""

    name: str
    shape: Shape
    kind: str  # of the subject: a key of kg.model.PROPERTIES
    property: str
    other: str | None
    about: About
    loser: str | None
    winner: str | None
    options: tuple[tuple[str, str], ...] = ()

    def option(self, key: str) -> str | None:
        return dict(self.options).get(key)

    def number(self, key: str) -> int:
        return int(self.option(key) or 0)

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(w for w in (self.option(key) or "").split("|") if w)


@functools.cache
def load(path: Path = resources.ONTOLOGY / "rules.tsv") -> tuple[Rule, ...]:
    """The rules in the order they apply. Raises DataError naming the row that is wrong."""
    lines = [(n, line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line and line[0] != "#"]
    if not lines or tuple(lines[0][1].split("\t")) != _COLUMNS:
        raise DataError(f"{path}: expected the columns {', '.join(_COLUMNS)}")
    rules = tuple(_rule(path, n, line) for n, line in lines[1:])
    for name in {r.name for r in rules if sum(o.name == r.name for o in rules) > 1}:
        raise DataError(f"{path}: two rules are called {name!r}; rename one")
    return rules


def _rule(path: Path, n: int, line: str) -> Rule:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise DataError(f"{path}: row {n} has {len(cells)} cells, expected {len(_COLUMNS)}")
    name, shape, kind, property, other, about, loser, winner, options = cells
    if shape not in get_args(Shape):
        raise DataError(f"{path}: row {n}: no shape {shape!r}; use one of {', '.join(get_args(Shape))}")
    if about not in get_args(About):
        raise DataError(f"{path}: row {n}: about {about!r}; use one of {', '.join(get_args(About))}")
    if property not in PROPERTIES.get(kind, ()):
        raise DataError(f"{path}: row {n}: {kind!r} has no property {property!r}; see kg.model.PROPERTIES")
    parsed = []
    for option in filter(None, (o.strip() for o in options.split(";"))):
        key, found, value = option.partition("=")
        if not found:
            raise DataError(f"{path}: row {n}: option {option!r} is not key=value")
        parsed.append((key, value))
    return Rule(name, shape, kind, property, other or None, about, loser or None, winner or None, tuple(parsed))  # type: ignore[arg-type]  # checked above
