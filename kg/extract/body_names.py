"""Where the names of offices, associations and schools begin and end: "Dinas Sosial Kota Serang", "SDN 2 Tegalsari"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.areas import Areas
from kg.extract.splits import Splits
from kg.extract.words import Words
from kg.vocab import Level, UnitKind

_QUOTES = frozenset('"“”„«»')
_LONGEST_QUOTED = 5  # words


@dataclass(frozen=True, slots=True)
class BodyNames:
    words: Words
    areas: Areas

    def end_of(self, j: int, stop: int, kind: UnitKind, *, headed: bool) -> int:
        """End of the name of an office or association: capitalised words, "dan" between two; of an office no further
        than the regency, city or province that ends it. ``headed``: the noun for its head stands before it, so that
        the head's name may follow ("Kepala SMPN 1 Poganeri | Adhiarja Mulyani")."""
        tokens, words = self.words.tokens, self.words
        numbered = j > 0 and tokens[j - 1].kind == "number" and words.begins_person(j, stop)
        if headed and (numbered or words.is_shouted_name(j, words.name_run(j, stop))):
            return j  # "Kepala Sekolah SMP Negeri 2 | Siti Aminah", "Ketua Gapoktan | SUPIAN HADI"
        if headed and (end := self._before_holder(j, stop)):
            return end
        end = j
        while end < stop:
            token = tokens[end]
            if token.text in ("&", "dan") and end > j and end + 1 < stop and tokens[end + 1].is_capitalised:
                if words.ends_name(end + 1, stop):
                    break
            elif token.text == "-" and token.glued and end > j and end + 1 < stop and tokens[end + 1].is_capitalised:
                pass  # "Remaja Masjid Al-Aqsha"
            elif not (token.kind == "number" and end > j and len(token.text) <= 3):
                if token.kind != "word" or not token.is_capitalised or words.ends_name(end, stop):
                    break
                placed = end > j or not kind.name_needed  # "BPBD Rokan Hilir | Damar ST"
                if placed and kind.pillar != "Masyarakat" and (area := self.areas.large(end, stop)):
                    return area
                if end > j and self._holder_begins(j, end, stop):
                    break
            end += 1
        return end

    def more_affairs(self, end: int, stop: int, kind: UnitKind) -> int:
        """Past the further affairs of an office ("Dinas Pekerjaan Umum | dan Tata Ruang"); ``end`` without any. Commas
        count where "dan" comes before the last one."""
        tokens, affairs = self.words.tokens, self.words.lexicon.affairs
        if kind.pillar != "Pemerintah" or kind.level is not None:
            return end
        at = end
        while at < stop and tokens[at].text in (",", "&", "dan"):
            last = tokens[at].text != ","
            found = affairs.longest(tokens, at + 1, stop) if at + 1 < stop and tokens[at + 1].is_capitalised else None
            if found is None or self.words.ends_name(at + 1, stop):
                break
            last = last or any(token.text == "dan" for token in tokens[at + 1 : found[0]])
            at = found[0]
            if last:
                return at
        return end

    def with_area(self, j: int, stop: int) -> int:
        """Past "(DLH)" and "Kota Serang" after the name of an office; ``j`` itself if no area follows."""
        tokens = self.words.tokens
        at = j + 3 if j + 2 < stop and tokens[j].text == "(" and tokens[j + 2].text == ")" else j
        found = self.words.entry_at(at, stop) if at < stop and tokens[at].is_capitalised else None
        for entry in found[1] if found else ():
            if isinstance(entry.value, Level) and entry.value.notation not in ("rt", "rw") and found:
                area = self.areas.area(at, found[0], entry.value, stop)
                if area:
                    return area[1]
        if at < stop and at == j and (end := self.areas.large(at, stop)):
            return end
        return j

    def quoted(self, j: int, stop: int) -> int | None:
        """Where the name in quotation marks that begins at ``j`` closes: "Kelompok Tani “Mugi Lestari”"."""
        tokens = self.words.tokens
        if j + 2 >= stop or tokens[j].text not in _QUOTES:
            return None
        for end in range(j + 1, min(j + 2 + _LONGEST_QUOTED, stop)):
            if tokens[end].text in _QUOTES:
                return end if end > j + 1 else None
            if not tokens[end].is_capitalised and tokens[end].kind != "number":
                return None
        return None

    def _before_holder(self, j: int, stop: int) -> int | None:
        """Where the name of a body ends before its head's in the run at ``j``; None if the run is no place for one: a
        title, a comma or a bracket comes after it, or it is the name of a person throughout."""
        words = self.words
        if not words.name_follows(j, stop) or words.begins_person(j, stop) or words.ends_name(j, stop):
            return None
        run = words.name_run(j, stop)
        after = words.tokens[run].text if run < stop else ""
        if words.is_a(run, stop, "rank", "honorific", "level"):
            return None
        # "… Area PT Pupuk Kujang Hendra Gunawan, Camat …": the next of a list, and not its head's name
        listed = after in (",", "dan", "&") and words.is_a(run + 1, stop, "post", "head", "unit", "rank", "honorific")
        if after in (",", "(", "dan", "&") and not listed:
            return None
        begin = Splits(words).holder_begins(j, run)
        return begin if begin < run else None

    def _holder_begins(self, j: int, end: int, stop: int) -> bool:
        """Whether at ``end`` the name of a school's or university's head begins ("SDN 2 Tegalsari | Sri Mulyani"):
        after a number or the name of a large area, since others are named after persons."""
        words = self.words
        if words.is_haji(end, stop):
            return True
        placed = words.tokens[j - 1].kind == "number" or self.areas.large(j, end) == end
        return placed and words.begins_person(end, stop)
