"""Where the name of what a post is held for ends and the name of its holder begins: "Camat Jirak Jaya | Yudi Suhendra".

The gazetteer, the article itself, common first names and what stands after the run of capitalised words decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.areas import fits
from kg.extract.chunks import Chunk, Chunker
from kg.gazetteer import Area, key
from kg.text.tokens import fold
from kg.vocab import UnitKind

_BESIDE = frozenset({"dan", "serta"})
DASHES = (",", "-", "–")


@dataclass(slots=True)
class Holders:
    chunker: Chunker

    def names_area(self, name: str, level: str) -> bool:
        """Whether the name in a unit's name is that of an area and not a code ("Tgr") or a hero ("Wijayakrama")."""
        gazetteer = self.chunker.gazetteer
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
        best, best_score = i, 0.0
        for end in range(i, run + 1):
            score = self._split_score(level, i, end, run)
            if score >= best_score:
                best, best_score = end, score
        return best

    def past_negeri(self, i: int, stop: int) -> int:
        """Past "Negeri" before the name of a village of Maluku ("Babinsa Negeri Ouw"): a level there, elsewhere a word
        of many names."""
        tokens, words = self.chunker.doc.tokens, self.chunker.words
        if tokens[i].lower != "negeri" or not words.name_follows(i + 1, stop):
            return i
        ends = range(i + 2, words.name_run(i + 1, stop) + 1)
        return i + 1 if any(self.chunker.gazetteer.named(words.text(i + 1, end), "desa") for end in ends) else i

    def titled(self, j: int, stop: int) -> bool:
        """Whether a rank or honorific stands at ``j``, past a comma, a dash or a unit."""
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "mark" and chunk.value in DASHES:
            chunk = self.chunker.at(j + 1, stop)
        elif chunk.kind == "unit":
            chunk = self.chunker.at(chunk.last, stop)
        return chunk.kind in ("rank", "honorific")

    def _split_score(self, level: str, i: int, end: int, run: int) -> float:
        """How well ``[i, end)`` reads as the area and ``[end, run)`` as the name; weights set by hand and tested."""
        chunker, tokens = self.chunker, self.chunker.doc.tokens
        score = 0.5 if end < run else (0.3 if end > i else 0.0)
        if end == i:
            return score + 0.5
        name = chunker.text(i, end)
        person = end < run and chunker.words.begins_person(end, run)
        if person:
            score += 0.5
        elif end < run and tokens[end].lower in chunker.lexicon.area_suffixes:
            score -= 1.0  # "Camat Katingan | Hilir Yobie": a direction rarely begins a name
        if end < run and tokens[end].lower in ("h", "hj"):
            score += 1.0
        if any(fits(level, known) for known in chunker.words.known.get(key(name), ())):
            return score + 3.0
        if areas := chunker.gazetteer.named(name, level):
            large = level in ("provinsi", "kabupaten", "kota")
            if not large and end < run and not self._nearby(areas):
                return score + (0.9 if end - i > 1 else 0.2)  # "Kepala Desa Maria Bani": a Maria lies elsewhere
            return score + (1.8 if large or end - i > 1 else 0.8)
        if key(name) in chunker.lexicon.aliases:
            return score + 1.8
        # no gazetteer has the hamlets: there a first name decides ("Wali Jorong Batu Balang Afrizal")
        return 1.2 if level == "dusun" and person and not chunker.words.begins_person(i, run) else -1.0

    def _nearby(self, areas: list[Area]) -> bool:
        """Whether one of the areas lies in another that the article names; true where it names none."""
        known = self.chunker.words.known
        around = (a for area in areas for a in self.chunker.gazetteer.ancestors(area.code))
        return not known or any(key(a.name) in known for a in around)

    def known_end(self, run: Chunk) -> int | None:
        """Where an area ends that the article names with its level, at the beginning of a run."""
        words = self.chunker.words
        ends = range(run.last - 1, run.first, -1)
        return next((end for end in ends if words.is_known(words.text(run.first, end))), None)

    def in_run(self, run: Chunk, kind: UnitKind, stop: int) -> int | None:
        """Where the name of its head begins in the run after a body that has a name of its own ("Ketua DKM Al Hidayah
        | H. Mansyur", "Ketua KWT Melati | Siti Aminah")."""
        words, tokens = self.chunker.words, self.chunker.doc.tokens
        if not kind.name_needed or words.begins_person(run.first, run.last):
            return None
        if self.chunker.at(run.last, stop).kind in ("rank", "honorific"):
            return None  # "Danlanud Sultan Hasanuddin Marsma TNI Bonang Bayuaji"
        for j in range(run.first + 1, run.last):
            if words.begins_person(j, run.last) or words.is_haji(j, stop):
                return j if tokens[j].kind == "word" else None
        return None

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
        after = chunker.at(name.last, stop)
        if after.value == ",":
            follows = chunker.at(name.last + 1, stop)
            lower = follows.kind == "word" and follows.value not in _BESIDE
            degree = name.last + 1 < stop and degrees.longest(tokens, name.last + 1, stop)
            return lower or bool(degree)
        if after.value in (".", ""):
            return at_end
        return after.kind == "word" and after.value not in _BESIDE
