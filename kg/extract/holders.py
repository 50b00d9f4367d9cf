"""Where the name of what a post is held for ends and the name of its holder begins: "Camat Jirak Jaya | Yudi Suhendra".

The gazetteer, the article itself, common first names and what stands after the run of capitalised words decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.chunks import Chunk, Chunker
from kg.extract.splits import Splits
from kg.gazetteer import key
from kg.text.tokens import fold
from kg.vocab import UnitKind

_BESIDE = frozenset({"dan", "serta"})
_CLANS = frozenset({"suku", "marga", "klan"})
DASHES = (",", "-", "–")


@dataclass(slots=True)
class Holders:
    chunker: Chunker

    def names_area(self, name: str, level: str) -> bool:
        """Whether the name in a unit's name is that of an area and not a code ("Tgr", "PPU") or a hero
        ("Wijayakrama")."""
        gazetteer = self.chunker.gazetteer
        if name.isupper() and len(name) < 4:
            return False
        if (
            gazetteer.named(name, level)
            or self.chunker.words.is_known(name)
            or key(name) in self.chunker.lexicon.aliases
        ):
            return True
        if level == "provinsi":
            return False
        if level in ("kabupaten", "kota"):
            return any(a.level != "desa" for a in gazetteer.named(name))
        letters = fold(name)
        return len(letters) > 3 and sum(c in "aeiou" for c in letters) >= 2

    def area_end(self, level: str, i: int, stop: int) -> int:
        """Where the area ends that a post of ``level`` is held for, in the capitalised words at ``i`` ("Camat Jirak
        Jaya Yudi Suhendra"); ``i`` itself if all of them are a person's name."""
        chunker = self.chunker
        run = chunker.words.name_run(i, stop)
        if chunker.doc.tokens[run - 1].text == ".":
            return i
        if self.titled(run, stop) or (level == "dusun" and chunker.at(run, stop).kind == "area"):
            return run  # "Kadus Krajan Desa Banjarsari Sutikno"
        if self.after_comma(run, stop) and not chunker.words.begins_person(i, run):
            return run  # "Kepala Puskesmas Wonokriyo, Nasruddin, hadir"
        graduate = run + 1 < stop and chunker.doc.tokens[run].text == ","
        graduate = graduate and chunker.lexicon.degrees.longest(chunker.doc.tokens, run + 1, stop) is not None
        return Splits(chunker.words).area_end(level, i, run, named=graduate)

    def past_qualifier(self, j: int, stop: int) -> int:
        """Past "yang baru", "terpilih", "setempat" after a post; ``j`` itself if another word stands there."""
        tokens = self.chunker.doc.tokens
        if j + 1 < stop and tokens[j].lower in _CLANS and tokens[j].is_capitalised:
            run = self.chunker.words.name_run(j + 1, stop)  # "tokoh adat Suku Piliang, …"
            return run if self.chunker.at(run, stop).value in (",", "(") else j
        found = self.chunker.lexicon.qualifiers.longest(tokens, j, stop) if j < stop else None
        return found[0] if found and not tokens[j].is_capitalised else j

    def past_wing(self, j: int, stop: int) -> int:
        """Past the number or party after "Dapil" and "Fraksi" ("Anggota DPRD Kukar Dapil V Hj. Fatmawati")."""
        words = self.chunker.words
        while j < stop and (words.tokens[j].kind == "number" or words.tokens[j].text.isupper()):
            if words.is_a(j, stop, "honorific", "rank"):
                break
            j += 1
        return j

    def past_area(self, i: int, stop: int) -> int:
        """Past the village's bare name after a number ("Ketua RT 03 RW 05 Sukamaju | Nasruddin"), one that there is."""
        words = self.chunker.words
        run, end = words.name_run(i, stop), self.placed_end(i, stop)
        return end if end == run or words.begins_person(end, stop) else i

    def titled(self, j: int, stop: int) -> bool:
        """Whether a rank or honorific stands at ``j``, past a comma, a dash or a unit."""
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "mark" and chunk.value in DASHES:
            chunk = self.chunker.at(j + 1, stop)
        elif chunk.kind == "unit":
            chunk = self.chunker.at(chunk.last, stop)
        return chunk.kind in ("rank", "honorific")

    def known_end(self, i: int, run: int) -> int | None:
        """Where an area ends that the article names with its level, before a name in ``[i, run)``."""
        words = self.chunker.words
        return next((end for end in range(run - 1, i, -1) if words.is_known(words.text(i, end))), None)

    def placed_end(self, i: int, stop: int) -> int:
        """Where an area ends that a post does not need ("Kepala Pasar Jabung | Uli", "Ketua Bumdes Maripari, |
        Melani"); ``i`` itself if none begins there."""
        words = self.chunker.words
        run = words.name_run(i, stop)
        name = words.text(i, run)
        area = words.is_known(name) or words.gazetteer.is_area(name)
        if self.after_comma(run, stop) or self.titled(run, stop):
            return run if area else i
        if area and words.odds(i, run) < 0:
            return run  # "Ketua PKK Sukamaju, tokoh masyarakat dan warga"
        return self.known_end(i, run) or Splits(words).placed_end(i, run)

    def in_run(self, run: Chunk, kind: UnitKind, stop: int) -> int | None:
        """Where the name of its head begins in the run after a body that has a name of its own ("Ketua DKM Al Hidayah
        | H. Mansyur", "Ketua KWT Melati | Siti Aminah"); None if the run holds no name of a body."""
        words, tokens = self.chunker.words, self.chunker.doc.tokens
        if not kind.name_needed or kind.pillar in ("TNI", "Polri") or words.begins_person(run.first, run.last):
            return None
        if words.is_shouted_name(run.first, run.last):
            return None
        if self.chunker.at(run.last, stop).kind in ("rank", "honorific"):
            return None  # "Danlanud Sultan Hasanuddin Marsma TNI Bonang Bayuaji"
        haji = next((j for j in range(run.first + 1, run.last) if words.is_haji(j, stop)), None)
        begin = haji or Splits(words).holder_begins(run.first, run.last)
        if begin == run.last:  # "Ketua Kelompok Tani Sumber Rejeki mengatakan": its head is not named
            house = tokens[run.first].lower in self.chunker.lexicon.worship
            return begin if house or words.odds(run.first, run.last) < 0 else None
        return begin if tokens[begin].kind == "word" else None

    def past_house(self, run: Chunk) -> int:
        """Where the name of its imam or pastor begins in the run after a house of worship; its first token if the words
        are a person's throughout, its end if nobody's name is among them."""
        words = self.chunker.words
        if words.begins_person(run.first, run.last):
            return run.first
        known = self.known_end(run.first, run.last)
        for j in range(run.first + 1, run.last - 1):
            known = known or (j + 1 if words.is_known(words.text(j, j + 1)) else None)
        return known or Splits(words).holder_begins(run.first, run.last)

    def after_comma(self, j: int, stop: int, *, at_end: bool = True) -> bool:
        """Whether a comma and then a name that is no further item of a list stand at ``j``. ``at_end``: also where the
        sentence ends after it."""
        chunker = self.chunker
        tokens, degrees = chunker.doc.tokens, chunker.lexicon.degrees
        if chunker.at(j, stop).value != ",":
            return False
        name = chunker.at(j + 1, stop)
        if name.kind != "name" or degrees.longest(tokens, name.first, stop):
            return False
        if name.last == name.first + 1 and tokens[name.first].is_upper and len(tokens[name.first].text) < 4:
            return False  # "AP", a degree that no list has
        if tokens[name.first].text == "S" and name.last > name.first + 2:
            word = tokens[name.first + 2]
            if word.glued or len(word.text) < 4:
                return False  # "S.Akun", "S. Ah", others
        after = chunker.at(name.last, stop)
        if after.value == ",":
            follows = chunker.at(name.last + 1, stop)
            lower = follows.kind == "word" and follows.value not in _BESIDE
            # "Ketua Adat Dayak Tunjung, Petrus Kanyan, dan Kepala Adat …"
            lower = lower or (follows.value in _BESIDE and chunker.at(follows.last, stop).kind in ("post", "head"))
            degree = name.last + 1 < stop and degrees.longest(tokens, name.last + 1, stop)
            return lower or bool(degree)
        if after.value in (".", ""):
            return at_end
        return after.kind == "word" and after.value not in _BESIDE
