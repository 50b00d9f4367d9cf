"""Which minted IRIs are one thing: decided, recorded and taken back without reading an article again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.errors import DataError


class Identity:
    """Minted IRI -> canonical IRI. What no decision speaks of is itself."""

    def __init__(self, merges: Iterable[tuple[str, str]] = ()) -> None:
        """``merges``: (minted, canonical); a canonical IRI may itself be merged into another, but in no circle."""
        direct = dict(merges)
        self._canonical = {minted: _follow(minted, direct) for minted in direct}
        members: defaultdict[str, list[str]] = defaultdict(list)
        for minted in sorted(self._canonical):
            if self._canonical[minted] != minted:
                members[self._canonical[minted]].append(minted)
        self._members = dict(members)
        self._count = sum(len(merged) for merged in members.values())

    def canonical(self, iri: str) -> str:
        return self._canonical.get(iri, iri)

    def members(self, canonical: str) -> tuple[str, ...]:
        """The canonical IRI itself and all that were merged into it, in order; nothing if it was merged away."""
        if self.canonical(canonical) != canonical:
            return ()
        return (canonical, *self._members.get(canonical, ()))

    def __len__(self) -> int:
        return self._count


def _follow(iri: str, direct: dict[str, str]) -> str:
    seen = {iri}
    while (to := direct.get(iri, iri)) != iri:
        if to in seen:
            raise DataError(f"decisions: {iri} is merged into {to} and {to} into {iri}; take one of them back")
        seen.add(to)
        iri = to
    return iri
