"""The post that a clause after somebody's name tells: "Serka A, sudah enam tahun menjadi Babinsa B", "Aiptu C, polisi
dari Polsek D yang bertugas sebagai Bhabinkamtibmas E"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.chunks import Chunker
from kg.extract.offices import Offices
from kg.extract.units import UnitRef
from kg.model import Span
from kg.text.phrases import PhraseTable
from kg.vocab import Rank

_LONGEST_CLAUSE = 8  # words of a relative clause up to its verb
_AS = frozenset({"sebagai", "selaku"})
_FROM = frozenset({"dari", "di", "pada", "asal"})


class Told(NamedTuple):
    """What a clause tells: the token its post begins at, if one is told, the units served in, the token after these."""

    office: int | None
    units: list[UnitRef]
    end: int


@dataclass(slots=True)
class Holding:
    chunker: Chunker
    offices: Offices

    @property
    def _words(self) -> PhraseTable[str]:
        return self.chunker.lexicon.holding_words

    def after(self, j: int, stop: int, rank: tuple[Rank, Span] | None) -> Told | None:
        """The post and units told of somebody whose name ends before ``j``, past a comma; None if none are."""
        tokens = self.chunker.doc.tokens
        at = j + 1 if tokens[j].text == "," else j
        at, units = self._force(at, stop)
        if at < stop and tokens[at].lower != "yang" and tokens[at].kind == "word" and not units:
            if (office := self._held_since(at, stop, rank)) is not None:
                return Told(office, units, office)
            at += 1  # "polwan yang …"
        if at < stop and tokens[at].lower == "yang" and (office := self._relative(at, stop)) is not None:
            return Told(office, units, office)
        return Told(None, units, at) if units else None

    def _force(self, i: int, stop: int) -> tuple[int, list[UnitRef]]:
        """Past "polisi dari Polsek Sukawati", with the unit; ``i`` itself if nobody's force is told."""
        found = self._words.longest(self.chunker.doc.tokens, i, stop)
        if found is None or "force" not in found[1] or found[0] >= stop:
            return i, []
        if self.chunker.doc.tokens[found[0]].lower not in _FROM:
            return i, []
        unit = self.chunker.at(found[0] + 1, stop)
        return (unit.last, [unit.value]) if isinstance(unit.value, UnitRef) else (i, [])

    def _held_since(self, i: int, stop: int, rank: tuple[Rank, Span] | None) -> int | None:
        """Where the listed post begins after "sudah enam tahun menjadi", "kini menjabat": one of the side of a rank."""
        tokens, at = self.chunker.doc.tokens, i
        while at < stop and (found := self._words.longest(tokens, at, stop)) and "since" in found[1]:
            at = found[0]
            while at < stop and tokens[at].kind == "number":
                at += 1
        office = self._held(at, stop)
        read = self.offices.at(office, stop) if office is not None else None
        post = read[0].post if read else None
        return office if post and (rank is None or post.pillar == rank[0].pillar) else None

    def _held(self, at: int, stop: int) -> int | None:
        """Where the post begins behind the verb of holding at ``at``."""
        found = self._words.longest(self.chunker.doc.tokens, at, stop) if at < stop else None
        if found is None or "holds" not in found[1] or found[0] >= stop:
            return None
        after = found[0] + 1 if self.chunker.doc.tokens[found[0]].lower in _AS else found[0]
        return after if self.offices.at(after, stop) else None

    def _relative(self, yang: int, stop: int) -> int | None:
        """Where the post begins that a relative clause tells: "yang sehari-hari menjadi | Babinsa"."""
        tokens = self.chunker.doc.tokens
        for at in range(yang + 1, min(yang + 1 + _LONGEST_CLAUSE, stop)):
            token = tokens[at]
            found = self._words.longest(tokens, at, stop)
            if found and "holds" in found[1]:
                return self._held(at, stop)
            verb = len(token.text) > 4 and token.lower.startswith(("me", "di"))  # "yang mengajak warga menjadi …"
            if verb or token.is_capitalised or (token.kind == "mark" and token.text != "-"):
                return None
        return None
