"""Offices whose title no list has: a noun of office with the body or words after it ("Petugas Puskesmas Semper Timur",
"Staf Humas Setwan Muba", "Kasubag Umum Kecamatan Tebet")."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.areas import AreaRef
from kg.extract.chunks import Chunk, Chunker
from kg.extract.holders import DASHES, Holders
from kg.extract.office import Office
from kg.extract.units import UnitRef
from kg.model import Pillar
from kg.vocab import Level, UnitKind

_LONGEST_TITLE = 3  # words after the noun
_LEADS = ("Ketua", "Wakil Ketua", "Kepala", "Wakil Kepala", "Direktur")  # who leads a body holds office for its area
_AFTER_TITLE = ("unit", "area", "rank", "mark", "word")


@dataclass(slots=True)
class OpenOffices:
    chunker: Chunker
    holders: Holders

    def at(self, prefix: str, i: int, head: Chunk, stop: int) -> tuple[Office, int] | None:
        """The office whose noun is ``head`` and the token after it. ``i``: where it begins, with its acting prefix."""
        chunker, noun = self.chunker, str(head.value)
        title, last = [noun], head.last
        chunk = chunker.at(last, stop)
        if chunk.kind in ("name", "head"):  # "Staf Humas Setwan Muba"
            end = self._title_end(noun, chunk, stop)
            if end is None:
                return None
            title += chunker.text(chunk.first, end).split() if end > chunk.first else []
            last, chunk = end, chunker.at(end, stop)
        elif chunk.value == "dari" and noun not in chunker.lexicon.member_nouns:
            sender = chunker.at(chunk.last, stop)  # "Pendamping dari Dinas Sosial Kota Ambon, Fitria"
            if isinstance(sender.value, UnitRef) and not chunker.is_coined(head):
                office = Office(
                    prefix + noun, prefix + noun, sender.value.kind.pillar, None, chunker.span(i, last), "office.open"
                )
                return office, self._held_for(office, chunk.last, stop)
        kind: UnitKind | None = None
        pillar: Pillar | None = chunker.lexicon.head_pillars.get(noun)
        if isinstance(chunk.value, UnitRef):
            if len(title) == 1 and noun in chunker.lexicon.member_nouns:
                return None  # "anggota LSM X": serves in it, holds no post
            if len(title) == 1 and not chunker.is_coined(head):
                title.append(self._of_unit(chunk, chunk.value))
            pillar = chunk.value.kind.pillar or pillar
        elif len(title) == 1 and not (chunk.kind == "name" and noun in chunker.lexicon.lone_nouns):
            bare = self._bare_unit(last, stop)
            if bare is None:
                return None
            title.append(chunker.text(last, bare[1]))
            kind, last = bare
            pillar = kind.pillar or pillar
        name = prefix + " ".join(filter(None, title))
        office = Office(name, name, pillar, None, chunker.span(i, last), "office.open", kind=kind)
        end = self._held_for(office, last, stop)
        if office.areas and not office.units:
            office.pillar = pillar or chunker.lexicon.head_pillars_of_area.get(noun)
        return office, end

    def _title_end(self, noun: str, run: Chunk, stop: int) -> int | None:
        """Where the words after the noun end that belong to the title: before its holder's name ("Ketua OSIS | Petrus
        Kanisius Nong", "Kepala Biro Hukum | Budi Santoso", "Direktur | Budi Santoso"), else with the run. None if
        they are no title."""
        words, tokens = self.chunker.words, self.chunker.doc.tokens
        if words.begins_person(run.first, stop):
            return run.first if noun in self.chunker.lexicon.lone_nouns else None
        count = sum(t.kind == "word" for t in tokens[run.first : run.last])
        inner = any(words.begins_person(j, stop) for j in range(run.first + 1, run.last))
        if not inner and count <= _LONGEST_TITLE and words.is_a(run.last, stop, "honorific", "rank"):
            return run.last  # "Ketua STM Al-Ikhlas | Bapak H. Syahrul Lubis"
        for j in range(run.first + 1, run.last):
            capitals = tokens[j - 1].is_upper and len(tokens[j - 1].text) > 2 and not tokens[j].is_upper
            if tokens[j].kind == "word" and (capitals or words.begins_person(j, stop)):
                return j if j - run.first <= _LONGEST_TITLE else None
        return None if count > _LONGEST_TITLE or self.chunker.at(run.last, stop).kind not in _AFTER_TITLE else run.last

    def _held_for(self, office: Office, j: int, stop: int) -> int:
        """Read the units and the area after the title into ``office``; returns the token after them."""
        while True:
            chunk = self.chunker.at(j, stop)
            if isinstance(chunk.value, UnitRef):
                office.rule = "office.of-unit"
                office.units.append(chunk.value)
                office.span = self.chunker.span(self.chunker.doc.token_at(office.span.start), chunk.last)
                civil = chunk.value.kind.pillar not in ("TNI", "Polri")
                if civil and chunk.value.area and chunk.value.kind.level and not office.areas:
                    office.areas.append(AreaRef(chunk.value.area, None, chunk.value.span))
                elif civil and not office.areas and office.notation.startswith(_LEADS):
                    office.areas += self._areas_in(chunk)
            elif isinstance(chunk.value, AreaRef):
                if not office.areas and not office.units:
                    office.areas.append(chunk.value)
            else:
                return j
            j = chunk.last

    def _areas_in(self, unit: Chunk) -> list[AreaRef]:
        """The area that ends the name of a body, where its level is written ("KONI Kabupaten Sikka")."""
        chunker = self.chunker
        for j in range(unit.first + 1, unit.last):
            found = chunker.words.entry_at(j, unit.last)
            level = next((e.value for e in found[1] if isinstance(e.value, Level)), None) if found else None
            if found and level and (area := chunker.areas.area(j, found[0], level, unit.last)):
                return [area[0]]
        return []

    def _of_unit(self, chunk: Chunk, unit: UnitRef) -> str:
        """What of a unit belongs to a title: its kind as printed ("Kepala BNNK"), of a numbered school all of it."""
        found = self.chunker.words.entry_at(chunk.first, chunk.last)
        if found and found[0] < chunk.last and self.chunker.doc.tokens[found[0]].kind == "number":
            return unit.name
        title = self.chunker.text(chunk.first, found[0]) if found else unit.kind.notation
        return "" if unit.kind.notation == "PT" else title  # "HRD PT Indah Kiat Perawang"

    def _bare_unit(self, i: int, stop: int) -> tuple[UnitKind, int] | None:
        """A kind of unit without a name after a head, and the token after it ("Dokter Kodim, Lettu Ckm …")."""
        words = self.chunker.words
        found = words.entry_at(i, stop) if i < stop and words.tokens[i].is_capitalised else None
        kind = next((e.value for e in found[1] if isinstance(e.value, UnitKind)), None) if found else None
        if not found or kind is None:
            return None
        after = self.chunker.at(found[0], stop)
        named = after.kind in ("rank", "honorific") or (after.value in DASHES and self.holders.titled(found[0], stop))
        return (kind, found[0]) if named else None
