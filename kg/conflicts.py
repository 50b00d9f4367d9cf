"""Values that cannot both be true: settled with a reason, or open; with the sentences they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.i18n import Lang
from kg.queries import Queryable


@dataclass(frozen=True, slots=True)
class ConflictValue:
    label: str
    status: str  # preferred, normal, deprecated
    reason: str  # local name of a reason concept, "" if none
    sentences: tuple[tuple[str, str], ...]  # (text, source of the article)


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """One contradiction in one article."""

    iri: str
    article: str
    subject: str  # IRI
    name: str  # of the subject
    about: str  # rank, name, degree, area, unit, date, weekday
    values: tuple[ConflictValue, ...]

    @property
    def settled(self) -> bool:
        """Whether one value was preferred over the others."""
        return any(value.status == "preferred" for value in self.values)


def conflicts(graph: Queryable) -> tuple[ConflictReport, ...]:
    """All contradictions, settled ones first, then by article and subject."""
    raise NotImplementedError


def to_json(reports: tuple[ConflictReport, ...], lang: Lang = "id") -> dict[str, Any]:
    raise NotImplementedError


def to_text(reports: tuple[ConflictReport, ...], lang: Lang = "id") -> str:
    raise NotImplementedError
