"""Find people, units, places, events and sentences by words, typos allowed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from kg.i18n import Lang
from kg.queries import Queryable

Kind = Literal["person", "organization", "place", "sentence"]
KINDS: tuple[Kind, ...] = ("person", "organization", "place", "sentence")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``score`` in [0, 1]; ``detail`` is what tells it from its namesakes (role, area; or article)."""

    iri: str
    kind: Kind
    label: str
    detail: str
    score: float


def search(graph: Queryable, words: str, *, kinds: Collection[Kind] = KINDS, limit: int = 20) -> list[Hit]:
    """Best hits first; ties by label and IRI. Blank ``words`` find nothing."""
    raise NotImplementedError


def to_json(hits: list[Hit]) -> dict[str, Any]:
    raise NotImplementedError


def to_text(hits: list[Hit], lang: Lang = "id") -> str:
    raise NotImplementedError
