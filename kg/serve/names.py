"""Names as a reader types them: suggestions while typing, and what a search finds, from names held in memory."""

from __future__ import annotations

from collections.abc import Collection

from kg import search
from kg.search import KINDS, Hit, Kind, Names
from kg.serve.state import View
from kg.text.tokens import fold

THINGS: tuple[Kind, ...] = ("person", "organization", "place")


def names(view: View) -> Names:
    return view.once("names", lambda found: Names(found, THINGS))


def suggest(view: View, words: str, limit: int = 8) -> list[Hit]:
    """Names that begin so, or have a word that does, shorter ones first; where none does, names that are close."""
    wanted = fold(" ".join(words.split()))
    if not wanted:
        return []
    known = names(view)
    inside = f" {wanted}"
    found: dict[str, tuple[float, search.Name]] = {}
    for folded, name in zip(known.folded, known.entries, strict=True):
        begins = folded.startswith(wanted)
        if begins or inside in folded:
            score = (1.0 if begins else 0.9) - min(len(folded), 400) / 1000
            if score > found.get(name.iri, (-1.0, name))[0]:
                found[name.iri] = (score, name)
    return search.hits(view, list(found.values()) or known.best(wanted), limit)


def look_up(view: View, words: str, kinds: Collection[Kind] = THINGS, limit: int = 50) -> list[Hit]:
    """People, units and places of such a name, typing errors allowed."""
    kinds = [kind for kind in KINDS if kind in kinds and kind in THINGS]
    return search.search(view, words, kinds=kinds, limit=limit, names=names(view)) if kinds else []
