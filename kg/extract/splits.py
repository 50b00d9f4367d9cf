"""Where in a run of capitals an area's or body's name ends and a person's begins: "Jirak Jaya | Yudi Suhendra".

Every place to cut is weighed by the words on both sides, by the areas that the article and the gazetteer have, and by
how long such names are. All weights are natural logarithms of odds, set on made-up pairs of areas and names.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.areas import ROMAN, fits
from kg.extract.words import Words
from kg.gazetteer import Area, key
from kg.text.stems import is_ordinary

_KNOWN = 20.0  # the article names the area with its level
_NEARBY = 9.0  # the gazetteer has it, in an area that the article names
_UNTOLD = 3.0  # the gazetteer has it, and the article names no area
_ELSEWHERE = 1.0  # the gazetteer has it elsewhere
_NO_NAME = 12.0  # speaks against: nobody else has it and its words are ordinary ones, or an initial
_NAMELESS = 0.5  # speaks against: no holder is named
_UNHEARD = {"kecamatan": 4.0, "kabupaten": 8.0, "kota": 8.0, "provinsi": 8.0}  # against what the gazetteer should have
_PLACELESS = 0.5  # speaks for a name right after the post
_STRANGE = 3.0  # speaks against: a name that begins with a word of areas, an area that is a first name or ends in "I"
_HAJI = 4.0  # it begins with "H."
_LONG = 2.0  # speaks against every word of an area beyond the second
_NUMBERED = 20.0  # speaks against an area that goes on behind its number
_SURE = 2.0  # what an area must have beyond a reading without one, where none is expected


@dataclass(frozen=True, slots=True)
class Splits:
    words: Words

    def area_end(self, level: str, i: int, run: int, *, named: bool = False) -> int:
        """Where the area ends that a post of ``level`` is held for, in the capitalised words ``[i, run)``; ``i`` itself
        if all of them are a person's name, ``run`` if none is. ``named``: a person's name ends them, since a degree
        follows."""
        return max(range(i, run if named else run + 1), key=lambda end: (self._score(level, i, end, run), end))

    def placed_end(self, i: int, run: int) -> int:
        """Where an area ends that stands before a person's name in ``[i, run)`` though none is expected ("Ketua Karang
        Taruna Sidowayah | Mahyudin"): one that the article or the gazetteer has. ``i`` itself if none does."""
        if self.words.begins_person(i, run):
            return i
        ends = [end for end in range(i + 1, run) if self._is_area(i, end)]
        best = max(ends, key=lambda end: self._score(None, i, end, run), default=i)
        if best == i or self._score(None, i, best, run) < self._score(None, i, i, run) + _SURE:
            return i
        return best

    def holder_begins(self, i: int, run: int) -> int:
        """Where the name of its head begins in ``[i, run)`` after the first word of a body's own name; ``run`` if the
        words are the body's throughout ("Ketua Gapoktan Sumber Rejeki | Suyatno")."""
        first = min(self.past_house(i, run) + 1, run)
        return max(range(first, run + 1), key=lambda end: (self._score(None, first - 1, end, run), end))

    def past_house(self, i: int, run: int) -> int:
        """The last word that the name of a house of worship at ``i`` needs ("Masjid Nurul | Huda"), or of a body called
        like one ("TPQ Nurul | Iman"); ``i`` itself at any other word."""
        tokens, lexicon = self.words.tokens, self.words.lexicon
        at_house = tokens[i].lower in lexicon.worship
        like_house = tokens[i].lower in lexicon.worship_words and not is_ordinary(tokens[i].text)
        if not at_house and not like_house and not (i > 0 and tokens[i - 1].lower in lexicon.worship):
            return i
        j = i + 1 if at_house else i
        while j + 1 < run and (tokens[j].lower in lexicon.worship_words or tokens[j].kind == "mark"):
            j += 1
        return min(j, run - 1)

    def _is_area(self, i: int, end: int) -> bool:
        name = self.words.text(i, end)
        return self.words.is_known(name) or self.words.gazetteer.is_area(name)

    def _score(self, level: str | None, i: int, end: int, run: int) -> float:
        """How well ``[i, end)`` reads as the area of a level and ``[end, run)`` as the name."""
        words = self.words
        score = words.odds(end, run) - words.odds(i, end)
        if any(words.tokens[k].text in ROMAN for k in range(i, end - 1)):
            score -= _NUMBERED  # "Gamot Huta III | Pardomuan Saragih"
        if end == run:
            score -= _NAMELESS
        elif i < end:
            score += self._beginning(end, run)
        return score + (self._area(level, i, end, run) if end > i else _PLACELESS)

    def _beginning(self, j: int, run: int) -> float:
        """How well a person's name begins at ``j``, after the name of an area."""
        words, lexicon = self.words, self.words.lexicon
        word = words.tokens[j].lower
        if word in ("h", "hj"):
            return _HAJI
        if word in lexicon.name_openers and words.begins_person(j, len(words.tokens)):
            return _HAJI  # "Kelian Banjar Margasengkala | I Made Agus"
        last = words.tokens[j - 1]
        opened = word in lexicon.name_openers and words.begins_person(
            j, run
        )  # "Bendesa Adat Tegaltamu | I Nyoman Gede"
        strange = (
            (word in lexicon.area_suffixes and not opened) or last.lower in lexicon.name_openers or last.text == "."
        )
        return -_STRANGE if strange or words.odds(j, j + 1) < 0 else 0.0

    def _area(self, level: str | None, i: int, end: int, run: int) -> float:
        """How sure ``[i, end)`` is the name of an area of a level, in a run that ends at ``run``."""
        words = self.words
        name = words.text(i, end)
        count = sum(t.kind == "word" for t in words.tokens[i:end])
        score = -_LONG * max(0, count - 2)
        if any(fits(level, known) for known in words.known.get(key(name), ())):
            return score + _KNOWN
        if count == 1 and words.begins_person(i, end):
            score -= _STRANGE  # "Ketua Forkopimcam Budi Santoso": there is a village Budi
        if areas := words.gazetteer.named(name, level):
            if not words.known:
                return score + _UNTOLD
            large = level in ("provinsi", "kabupaten", "kota")
            # "Kepala Desa Maria Bani": a Maria lies elsewhere
            return score + (_NEARBY if large or self._nearby(areas) else _ELSEWHERE)
        if key(name) in words.lexicon.aliases:
            return score + _NEARBY
        # one strange word before a sure name is a district that the gazetteer spells otherwise
        if level != "kecamatan" or count > 1 or (end < run and not words.begins_person(end, run)):
            score -= _UNHEARD.get(level or "", 0.0)
        return score - (_NO_NAME if self._is_no_name(i, end) else 0.0)

    def _nearby(self, areas: list[Area]) -> bool:
        """Whether one of the areas lies in another that the article or its dateline names."""
        around = (a for area in areas for a in self.words.gazetteer.ancestors(area.code))
        return any(key(a.name) in self.words.known or key(a.name) in self.words.dateline for a in around)

    def _is_no_name(self, i: int, end: int) -> bool:
        """Whether ``[i, end)`` is an initial, or words that a headline writes with capitals ("Babinsa Datangi …")."""
        words = self.words
        tokens = [t for t in words.tokens[i:end] if t.kind == "word"]
        headline = words.doc.sentences[words.doc.sentence_of[i]].part == "title"
        return all(len(t.text) < 3 or (is_ordinary(t.text) and (headline or t.lower in words.small)) for t in tokens)
