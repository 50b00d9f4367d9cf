"""Which two values of a property cannot hold of one thing at one time, and which body or height a value stands for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.link import unit_names
from kg.ns import TP
from kg.rdf.terms import is_iri, text_of

if TYPE_CHECKING:
    from kg.claims.rules import Rivals
    from kg.vocab import Post, Rank, Vocabulary

_STATE = ("TNI", "Polri", "Pemerintah")


class World:
    """What values mean. ``area``: beginning of the IRIs of listed areas; ``name``: name key of a thing by its IRI."""

    def __init__(self, vocab: Vocabulary, area: str, name: Callable[[str], str]) -> None:
        self._vocab = vocab
        self._area = f"<{area}"
        self._name = name

    @functools.cached_property
    def _posts(self) -> dict[str, Post]:
        return {f"<{post.iri}>": post for post in self._vocab.posts.values()}

    def rank(self, term: str) -> Rank | None:
        return self._vocab.ranks.get(term[1:-1].removeprefix(TP))

    def post(self, term: str) -> Post | None:
        return self._posts.get(term)

    def is_of_the_state(self, term: str) -> bool:
        """Whether a role is an office of army, police or government."""
        return (post := self.post(term)) is not None and post.pillar in _STATE

    def institutions(self, term: str) -> frozenset[str]:
        """TNI or Polri, by rank or post; a rank whose short form both have may be of either. Empty if unknown."""
        if rank := self.rank(term):
            same = (other for other in self._vocab.ranks.values() if other.notation == rank.notation)
            return frozenset(other.institution.partition("-")[0] for other in same)
        body = (post := self.post(term)) and post.institution
        return frozenset({body.partition("-")[0]}) if body else frozenset()

    def height(self, term: str) -> int | None:
        return rank.order if (rank := self.rank(term)) else None

    def code(self, term: str) -> str:
        """Official code of an area, "" if it is not listed."""
        return term[len(self._area) : -1] if term.startswith(self._area) else ""

    def are_rivals(self, by: Rivals, one: str, other: str) -> bool:
        """Whether the two terms, which differ, contradict one another if both hold at one time."""
        match by:
            case "other":
                return True
            case "level":
                a, b = self.code(one), self.code(other)
                return bool(a and b) and len(a) == len(b)
            case "pillar":
                a_post, b_post = self.post(one), self.post(other)
                return bool(a_post and b_post and a_post.pillar == b_post.pillar) and self.is_of_the_state(one)
            case "kind":
                if not (is_iri(one) and is_iri(other)):
                    return False
                x, y = (unit_names.read(self._name(term[1:-1]), self._vocab) for term in (one, other))
                return unit_names.same_kind(x.kind, y.kind) and bool(x.kind) and unit_names.agree(x, y) == "other"
            case "date":
                a, b = text_of(one), text_of(other)
                return not (a.startswith(b) or b.startswith(a))
