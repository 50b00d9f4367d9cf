"""Counts over the graph, and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.i18n import Lang
from kg.queries import Queryable

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Each table is (label, count), largest first; months in order of time."""

    classes: Counts
    pillars: Counts
    outlets: Counts
    activities: Counts
    months: Counts
    missing: Counts  # key of a gap (events-without-date, places-not-grounded …) and how many


def stats(graph: Queryable) -> Stats:
    raise NotImplementedError


def to_json(found: Stats, lang: Lang = "id") -> dict[str, Any]:
    raise NotImplementedError


def to_text(found: Stats, lang: Lang = "id") -> str:
    raise NotImplementedError
