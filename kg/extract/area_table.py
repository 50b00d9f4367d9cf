"""The areas of one article while they are read: each once, with its mentions and what it may be in the gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.areas import fits
from kg.extract.chunks import Chunker
from kg.gazetteer import Area, key
from kg.model import Span

ORDER = {"provinsi": 1, "kota": 2, "kabupaten": 2, "kecamatan": 3, "kelurahan": 4, "desa": 4, "kampung": 4, "dusun": 5}


@dataclass(slots=True)
class Named:
    """One area of the article: all its mentions so far."""

    names: list[str]
    level: str | None
    spans: list[Span]
    stated: bool  # the text gives it as an area, not only in the name of a unit or of an officer's post
    around: list[Named] = field(default_factory=list)  # right after it in a chain
    candidates: list[Area] = field(default_factory=list)
    code: Area | None = None

    @property
    def key(self) -> str:
        return key(self.names[0])


@dataclass(slots=True)
class AreaTable:
    chunker: Chunker
    seats: Mapping[str, str]  # key of the area in a unit's name -> level of the unit
    rows: list[Named] = field(default_factory=list)

    def official(self, name: str) -> tuple[str, str | None]:
        """The official name and level behind a short one ("NTB", "Tapteng"); the name itself otherwise."""
        name = self.chunker.words.short.get(key(name), name)
        found = self.chunker.lexicon.aliases.get(key(name))
        return found if found else (name, None)

    def find(self, name: str, level: str | None) -> Named | None:
        wanted = self.keys(name, level)
        level = level or self.official(name)[1]
        for row in self.rows:
            if fits(row.level, level) and any(self.keys(n, row.level) & wanted for n in row.names):
                return row
        return None

    def keys(self, name: str, level: str | None) -> set[str]:
        """What an area is known by; a kampung also with that word, which belongs to the name in many villages."""
        bare = key(self.official(name)[0])
        return {bare, "kampung" + bare} if level == "kampung" else {bare}

    def add(self, name: str, level: str | None, span: Span, *, stated: bool) -> Named:
        level = self._possible(name, level) or self.official(name)[1]
        row = self.find(name, level)
        if row is None:
            row = Named([], level, [], stated)
            self.rows.append(row)
        row.names.append(name)
        row.spans.append(span)
        row.stated = row.stated or stated
        if row.level is None or (level in ("kelurahan", "desa") and row.level != level and stated):
            row.level = row.level or level
        return row

    def _possible(self, name: str, level: str | None) -> str | None:
        """The level; of a name that only regencies or only cities have, that of those ("Kapolresta Ambon")."""
        if level not in ("kota", "kabupaten"):
            return level
        levels = {area.level for area in self.chunker.gazetteer.named(self.official(name)[0], level)}
        return levels.pop() if len(levels) == 1 else level

    def candidates(self, row: Named) -> list[Area]:
        """The areas of the gazetteer that ``row`` may be."""
        name = self.official(row.names[0])[0]
        found = self.chunker.gazetteer.named(name, row.level)
        if row.level == "kampung":
            found += self.chunker.gazetteer.named(f"Kampung {name}", row.level)
        return found
