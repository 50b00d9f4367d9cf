"""Names as a reader types them: suggestions while typing, and what a search finds.

The index of names and sentences is made beside the requests: one that is stale answers meanwhile, and where there is
none a request is told so at once (``kg.search.NotReady``).
"""

from __future__ import annotations

from collections.abc import Collection

from kg import search
from kg.search import KINDS, Hit, upkeep
from kg.search.index import Kind
from kg.serve.state import View

THINGS: tuple[Kind, ...] = ("person", "organization", "place")
_SENTENCES: tuple[Kind, ...] = ("sentence",)


def suggest(view: View, words: str, limit: int = 8) -> list[Hit]:
    """People, units and places whose names begin so."""
    return search.suggest(view, words, kinds=THINGS, limit=limit, wait=_waits(view))


def look_up(view: View, words: str, kinds: Collection[Kind] = THINGS, limit: int = 50) -> list[Hit]:
    """People, units and places of such a name, typing errors allowed."""
    kinds = [kind for kind in KINDS if kind in kinds and kind in THINGS]
    return search.search(view, words, kinds=kinds, limit=limit, wait=_waits(view)) if kinds else []


def sentences(view: View, words: str, limit: int) -> list[Hit]:
    """Sentences with these words."""
    return search.search(view, words, kinds=_SENTENCES, limit=limit, wait=_waits(view))


def keep_up(view: View) -> None:
    """Make the index if it is missing or stale; for a thread beside the requests."""
    if not view.unwritable and not upkeep.is_ready(view.path, view.archive):
        search.suggest(view, "a", kinds=THINGS, limit=1)
        view.unwritable = not upkeep.is_ready(view.path, view.archive)


def _waits(view: View) -> bool:
    """Where no index can be written, each search makes one in memory."""
    return view.unwritable
