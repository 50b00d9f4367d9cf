"""Names as a reader types them: suggestions while typing, and what a search finds."""

from __future__ import annotations

from collections.abc import Collection

from kg import search
from kg.search import KINDS, Hit
from kg.search.index import Kind
from kg.serve.state import View

THINGS: tuple[Kind, ...] = ("person", "organization", "place")


def suggest(view: View, words: str, limit: int = 8) -> list[Hit]:
    """People, units and places whose names begin so."""
    return search.suggest(view, words, kinds=THINGS, limit=limit)


def look_up(view: View, words: str, kinds: Collection[Kind] = THINGS, limit: int = 50) -> list[Hit]:
    """People, units and places of such a name, typing errors allowed."""
    kinds = [kind for kind in KINDS if kind in kinds and kind in THINGS]
    return search.search(view, words, kinds=kinds, limit=limit) if kinds else []


def prepare(view: View) -> None:
    """Have the index made now, if it is missing, and not when somebody types."""
    suggest(view, "a", limit=1)
