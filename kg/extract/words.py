"""The words of one document against the vocabulary: phrases of the tables, names, what ends a name.

Knows no area and no unit; ``areas``, ``units`` and ``chunks`` are built on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.findings import Document
from kg.extract.lexicon import Entry, Lexicon
from kg.gazetteer import Gazetteer, key
from kg.model import Span
from kg.text.stems import is_ordinary
from kg.text.tokens import Token
from kg.vocab import Level, Post

_MET = 6.0  # odds of a word that was one of a name before in the article
_NAME_LETTERS = 6  # of a word whose ending is enough to know a name by
_DATELINE_MARKS = re.compile(r"[,|()–—/-]")
_LONG_TITLE = 8  # letters of a title that is known though it is misspelt
_SMALL_TITLE = 11  # ... and written without a capital
_ENDS_NAME = ("rank", "post", "unit", "level")


@dataclass(slots=True)
class Words:
    """One document with what it is read by, and what is remembered while reading it."""

    doc: Document
    lexicon: Lexicon
    gazetteer: Gazetteer
    small: frozenset[str] = frozenset()  # words the article writes small somewhere
    starts: frozenset[int] = frozenset()  # first token of every sentence
    dateline: frozenset[str] = frozenset()  # keys of the names in datelines
    known: dict[str, set[str]] = field(default_factory=dict)  # key of an area name -> levels it is named with
    short: dict[str, str] = field(default_factory=dict)  # key of a short form the article gives -> the area's name
    people: set[str] = field(default_factory=set)  # folded words of names that titles have told so far
    tokens: tuple[Token, ...] = ()
    _found: dict[int, tuple[int, list[Entry]] | None] = field(default_factory=dict)
    _ends: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = self.doc.tokens
        self.small = frozenset(t.lower for t in self.doc.tokens if t.kind == "word" and not t.is_capitalised)
        self.starts = frozenset(first for first, _ in self.doc.ranges)
        datelines = [s.span for s in self.doc.sentences if s.part == "dateline"]
        names = (name for a, b in datelines for name in _DATELINE_MARKS.split(self.doc.text[a:b]))
        self.dateline = frozenset(key(name) for name in names if name.strip())

    # vocabulary ------------------------------------------------------------------------------------------------

    def entry_at(self, i: int, stop: int) -> tuple[int, list[Entry]] | None:
        """The longest phrase of the vocabulary that begins at token ``i``: (token after it, what it may be)."""
        if i not in self._found:
            self._found[i] = self._entry_at(i, stop)
        return self._found[i]

    def _entry_at(self, i: int, stop: int) -> tuple[int, list[Entry]] | None:
        found = self.lexicon.phrases.longest(self.tokens, i, stop)
        token = self.tokens[i]
        if token.lower in self.lexicon.title_halves and (whole := self._in_halves(i, stop)):
            if found is None or {e.value for e in found[1]} & {e.value for e in whole[1]}:
                return whole
        if found is not None or token.kind != "word" or len(token.text) < _LONG_TITLE - 1:
            return found
        if len(token.text) < (_LONG_TITLE if token.is_capitalised else _SMALL_TITLE):
            if not self.is_a(i + 1, stop, "rank", "level"):
                return None  # "Babinas Desa Gading", "babinas serda Karso": only before more of a title
        misspelt = self.lexicon.near(token.lower)
        return (i + 1, misspelt) if misspelt and not is_ordinary(token.text) else None  # stemming takes longest

    def _in_halves(self, i: int, stop: int) -> tuple[int, list[Entry]] | None:
        """A long title that is written as two words: "Babhin Kamtibmas", "Bhabinkam-tibnas"."""
        tokens = self.tokens
        j = i + 2 if i + 1 < stop and tokens[i + 1].text == "-" else i + 1
        if j >= stop or tokens[j].kind != "word":
            return None
        whole = self.lexicon.long_title(tokens[i].lower + tokens[j].lower)
        return (j + 1, whole) if whole else None

    def is_a(self, i: int, stop: int, *classes: str) -> bool:
        """Whether a phrase of one of these classes begins at token ``i``."""
        found = self.entry_at(i, stop) if i < stop else None
        return found is not None and any(e.cls in classes for e in found[1])

    def local_at(self, i: int, stop: int) -> tuple[Post | Level, int] | None:
        """A level or post by a word of some regions before the name of a village there ("Negeri | Waai"), and the token
        after that name."""
        token = self.tokens[i]
        word = self.lexicon.local_words.get(token.lower) if token.is_capitalised else None
        if word is None or not self.name_follows(i + 1, stop):
            return None
        for end in range(self.name_run(i + 1, stop), i + 1, -1):
            there = any(a.code.startswith(word.regions) for a in self.gazetteer.named(self.text(i + 1, end), "desa"))
            if there and not self.gazetteer.is_area(self.text(i, end)):
                return word.value, end
        return None

    # names -----------------------------------------------------------------------------------------------------

    def name_run(self, i: int, stop: int, longest: int = 7) -> int:
        """End of the run of capitalised words that begins at ``i``, with initials and lower-case particles inside."""
        tokens = self.tokens
        j, count = i, 0
        while j < stop and count < longest:
            token = tokens[j]
            if token.kind != "word" or (j > i and self.ends_name(j, stop)):
                break
            if not token.is_capitalised:
                follows = j + 1 < stop and tokens[j + 1].is_capitalised
                if token.lower not in self.lexicon.particles or not follows:
                    break
            count += 1
            j = self._past_joint(j + 1, stop)
        return j

    def _past_joint(self, j: int, stop: int) -> int:
        """Past the dot of an initial or a short form ("FX.", "Moh.") and past a hyphen inside a name ("Ratna-Sari"),
        if more of the name follows."""
        tokens = self.tokens
        if j + 1 < stop and tokens[j].text == "-" and tokens[j].glued and tokens[j + 1].lower == tokens[j - 1].lower:
            return j + 2  # "Pare-pare"
        if j + 1 >= stop or tokens[j + 1].kind != "word" or not tokens[j + 1].is_capitalised:
            return j
        before = tokens[j - 1]
        short = len(before.text) <= 3 or before.lower in self.lexicon.short_names
        dotted = tokens[j].text == "." and tokens[j].glued and short
        hyphened = tokens[j].text == "-" and tokens[j].glued and tokens[j + 1].glued and not self.ends_name(j + 1, stop)
        return j + 1 if dotted or hyphened else j

    def ends_name(self, j: int, stop: int) -> bool:
        """Whether no name can go on, or begin, at token ``j``."""
        if j not in self._ends:
            self._ends[j] = self._ends_name(j, stop)
        return self._ends[j]

    def _ends_name(self, j: int, stop: int) -> bool:
        token = self.tokens[j]
        if token.lower in self.lexicon.name_stops:
            return not (self._stop_as_name(j, stop) or self._in_area_name(j) or self._before_level(j, stop))
        if token.lower in self.lexicon.title_stops and self.doc.sentences[self.doc.sentence_of[j]].part == "title":
            return True
        found = self.entry_at(j, stop)
        if not found:
            return self.local_at(j, stop) is not None
        if all(e.cls == "level" for e in found[1]) and token.lower in self.lexicon.area_suffixes:
            # "Lurah Ranai Kota, …", "UPTD Balikpapan Kota Sutrisno"
            return self.name_follows(j + 1, stop) and (self._names_large(j + 1, stop) or not self._in_area_name(j))
        if any(e.cls in _ENDS_NAME for e in found[1]):
            return True
        if self.is_haji(j, stop) and (
            self.begins_person(j + 2, stop) or self.tokens[j + 2].lower in self.lexicon.name_stops
        ):
            return True  # "Kadus Kateng Timur H. Lalu Sukarman"
        # "Puskesmas Puding Hj. Nurjanah"; a bare H may be an initial
        return token.lower != "h" and any(e.cls == "honorific" for e in found[1]) and token.is_capitalised

    def _stop_as_name(self, j: int, stop: int) -> bool:
        """ "I Komang Juni Suantara", "Kadus Karang Lauk Lalu Ahmad Yani": the name of a month, or a word that
        names have as well, among other words of the name."""
        tokens, lower = self.tokens, self.tokens[j].lower
        if j == 0 or j + 1 >= stop or not (lower in self.lexicon.time_words or lower in self.lexicon.name_openers):
            return False
        return tokens[j - 1].is_capitalised and tokens[j + 1].kind == "word" and tokens[j + 1].is_capitalised

    def _in_area_name(self, j: int) -> bool:
        """ "Menteng Dalam", "Pekan Kamis": a word that ends names elsewhere, inside the name of an area."""
        tokens, lower = self.tokens, self.tokens[j].lower
        if j == 0 or not (lower in self.lexicon.area_suffixes or lower in self.lexicon.time_words):
            return False
        both = tokens[j].is_capitalised and tokens[j - 1].is_capitalised
        return both and self.gazetteer.is_area(self.text(j - 1, j + 1))

    def _names_large(self, i: int, stop: int) -> bool:
        """Whether a regency or city is named at ``i`` ("Rungkut Kota | Surabaya")."""
        ends = range(i + 1, min(i + 3, stop) + 1)
        return any(self.gazetteer.named(self.text(i, end), "kota") for end in ends)

    def _before_level(self, j: int, stop: int) -> bool:
        """ "Dusun Karya Bersama Desa Punggur Kecil": in a text, not a headline, a capital says that the word belongs to
        the name, unless what stands before it is an area of that level by itself."""
        tokens = self.tokens
        if (
            j < 2
            or j + 1 >= stop
            or tokens[j].is_upper
            or not (tokens[j].is_capitalised and tokens[j - 1].is_capitalised)
        ):
            return False
        at = j + 2 if tokens[j + 1].text == "," else j + 1
        if self.doc.sentences[self.doc.sentence_of[j]].part != "body" or self._level(at, stop) is None:
            return False
        for first in range(j - 1, max(j - 4, 0), -1):
            if level := self._level(first - 1, stop):
                return not self.gazetteer.named(self.text(first, j), level)
        return False

    def _level(self, i: int, stop: int) -> str | None:
        """Notation of the level that the word at ``i`` stands for and nothing else."""
        found = self.entry_at(i, stop) if i < stop else None
        alone = found is not None and all(entry.cls == "level" for entry in found[1])
        return found[1][0].value.notation if found and alone else None  # type: ignore[union-attr]

    def begins_person(self, i: int, stop: int) -> bool:
        """Whether a person's name begins at ``i``, by a common first name or the ending of one: where the name of an
        area or body runs on into that of its head ("Lurah Sidorame Rudi Hartono")."""
        tokens, lexicon = self.tokens, self.lexicon
        if i >= stop or not tokens[i].is_capitalised:
            return False
        if tokens[i].lower in lexicon.given_names or self.formed_like_name(tokens[i].lower):
            return i == 0 or tokens[i - 1].lower not in lexicon.name_openers
        follows = i + 1 < stop and tokens[i + 1].lower in lexicon.given_names and tokens[i + 1].is_capitalised
        return follows and tokens[i].lower in lexicon.name_openers

    def formed_like_name(self, word: str) -> bool:
        """ "Sugiyanto", "Nasruddin": the ending of a person's name, on a word that is no area's."""
        endings = self.lexicon.name_endings
        return len(word) >= _NAME_LETTERS and word.endswith(endings) and not self.gazetteer.is_area(word)

    def odds(self, first: int, last: int) -> float:
        """How much likelier ``[first, last)`` is of a person's name than of an area's (logarithm of the odds)."""
        shapes, places = self.lexicon.name_shapes, self.gazetteer.words
        words = [t.lower for t in self.tokens[first:last] if t.kind == "word"]
        met = _MET * sum(word in self.people for word in words)
        return met + sum(shapes.odds(word, places.get(word, 0)) for word in words)

    def is_shouted_name(self, i: int, run: int) -> bool:
        """Whether capitals throughout are a person's name, after words that are none ("Ketua Poktan SUPIAN HADI")."""
        words = [t for t in self.tokens[i:run] if t.kind == "word"]
        if i == 0 or self.tokens[i - 1].is_upper or not all(t.is_upper for t in words):
            return False
        return len(words) > 1 and (self.begins_person(i, run) or self.odds(i, run) > 0)

    def is_shouted_deed(self, i: int, run: int) -> bool:
        """Whether capitals throughout are ordinary words ("BABINSA DESA KEDUNGJATI BANTU WARGA PANEN PADI")."""
        words = [t for t in self.tokens[i:run] if t.kind == "word"]
        return all(t.is_upper for t in words) and all(is_ordinary(t.text) for t in words)

    def is_haji(self, i: int, stop: int) -> bool:
        """Whether the title of one who went to Mecca stands at ``i``, and no initial ("Al Hidayah H. Mansyur")."""
        tokens = self.tokens
        if tokens[i].lower not in ("h", "hj") or not tokens[i].is_capitalised:
            return False
        return i + 2 < stop and tokens[i + 1].text == "." and tokens[i + 2].is_capitalised and not tokens[i + 2].glued

    def name_follows(self, i: int, stop: int) -> bool:
        """Whether a capitalised word stands at ``i``, past the dot of an abbreviation."""
        if i < stop and self.tokens[i].text == ".":
            i += 1
        if i >= stop or not self.tokens[i].is_capitalised:
            return False
        return not self.tokens[i].glued or self.tokens[i - 1].kind == "word"  # "ibu|Veronika", run together

    # text ------------------------------------------------------------------------------------------------------

    def past_dot(self, j: int, stop: int) -> int:
        """Past the dot or colon glued to the word before ``j``."""
        return j + 1 if j < stop and self.tokens[j].text in ".:" and self.tokens[j].glued else j

    def span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def text(self, first: int, last: int) -> str:
        """The words as printed, with single spaces."""
        return " ".join(self.doc.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def is_known(self, name: str) -> bool:
        """Whether the article names an area of that name with its level."""
        return key(name) in self.known


def tokens_are(tokens: Sequence[Token], i: int, *words: str) -> bool:
    """Whether the folded tokens from ``i`` on are these."""
    return all(i + n < len(tokens) and tokens[i + n].lower == word for n, word in enumerate(words))
