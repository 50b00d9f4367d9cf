"""Where the name of an area begins and ends: "Kec. Jirak Jaya", "Semper timur", "RT 07/RW 05".

The gazetteer and the article itself decide; else the name runs to the end of the capitalised words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.words import Words
from kg.gazetteer import key, same_rank
from kg.model import Span
from kg.text.tokens import Token
from kg.vocab import Level

_NUMBERED = re.compile(r"\s?[.:]?\s?(?P<number>\d{1,3}|[IVX]{1,4}\b)(?P<tail>(?:\s?(?:/|,|dan|s/d|-)\s?\d{1,3}\b)*)")
ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX"})  # that end the name of an area
_LONGEST_NAME = 6
_SURE = 4.0  # odds of a listed word of names from which on it begins one: few areas have it


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area as named here; ``level`` None where the words do not say it."""

    name: str
    level: str | None
    span: Span


def fits(level: str | None, other: str | None) -> bool:
    """Whether two levels can be those of one area; unknown fits all."""
    return level is None or other is None or level == other or same_rank(level, other)


@dataclass(slots=True)
class Areas:
    words: Words

    def area(self, i: int, end: int, level: Level, stop: int) -> tuple[AreaRef, int] | None:
        """The area whose level stands at ``[i, end)`` and the token after its name; None if no name follows."""
        if level.notation in ("rt", "rw"):
            return self._numbered(i, end, level)
        tokens = self.words.tokens
        j = self.words.past_dot(end, stop)
        if j < stop and tokens[j].text in "“\"‘'":
            j += 1
        if j >= stop or tokens[j].lower in self.words.lexicon.area_stops:
            return None
        last = self.end_of(j, stop, level.notation)
        if last and not tokens[i].is_capitalised and not self._is_there(j, last):
            if not self.words.is_a(last, stop, "rank"):  # "babinsa desa Kuin | serda Slamet"
                return None  # "Kasi Trantib kecamatan Nasrullah"
        if last is None or not self._may_be(self.words.text(j, last), level.notation):
            return None
        return AreaRef(self.words.text(j, last), level.notation, self.words.span(i, last)), last

    def _is_there(self, first: int, last: int) -> bool:
        """Whether the gazetteer or the article has an area that begins with the words of a name."""
        words = self.words
        names = [words.text(first, end) for end in range(first + 1, last + 1)]
        return any(words.gazetteer.is_area(name) or words.is_known(name) for name in names)

    def _may_be(self, name: str, level: str) -> bool:
        """Whether an area of that level may have this name. The gazetteer has every regency, city and province, so
        "Kota Paris" is none; smaller areas it may spell otherwise or not know yet."""
        if level not in ("provinsi", "kabupaten", "kota"):
            return True
        words = self.words
        return bool(
            words.gazetteer.named(name, level)
            or key(name) in words.lexicon.aliases
            or words.gazetteer.nearly(name, words.gazetteer.large)
        )

    def _numbered(self, i: int, end: int, level: Level) -> tuple[AreaRef, int] | None:
        m = _NUMBERED.match(self.words.doc.text, self.words.tokens[end - 1].end)
        if not m:
            return None
        last = self.words.doc.token_at(m.end("number") - 1) + 1
        return AreaRef(f"{level.notation.upper()} {m['number']}", level.notation, self.words.span(i, last)), last

    def end_of(self, i: int, stop: int, level: str | None) -> int | None:
        """Token index after the area name that begins at ``i``: as far as the gazetteer or the article itself knows
        one, else to the end of the capitalised words. None if no name begins here."""
        ends = self.ends(i, stop)
        if not ends:
            return None
        words, tokens = self.words, self.words.tokens
        # "Kelurahan Tegal Sari Mandala II, …", "Huta III | Pardomuan Saragih"
        numeral = next((end for end in ends[1:] if tokens[end - 1].text in ROMAN), None)
        for end in reversed(ends):
            if numeral and end < numeral:
                return numeral
            name = words.text(i, end)
            if words.gazetteer.named(name, level) or words.is_known(name):
                # "Perak" is known and "Perak Utara" is not: a direction after it still belongs to the name
                while end in ends and end < ends[-1] and self._is_suffix(end, stop):
                    end += 1
                whole = self._runs_to_title(end, ends[-1], stop) or self._runs_to_level(end, ends[-1], stop)
                return ends[-1] if whole else end
        capitals = [e for e in ends if tokens[e - 1].is_capitalised or tokens[e - 1].kind == "number"]
        person = next((e for e in capitals[:-1] if self._person_begins(e, stop)), None)
        return person or (capitals[-1] if capitals and tokens[i].is_capitalised else None)

    def _person_begins(self, j: int, stop: int) -> bool:
        """Whether a person's name begins at ``j`` after an area that the gazetteer has not ("Kaur Keuangan Desa Lumban
        Sitorang | Tumpal Siregar")."""
        words = self.words
        listed = words.tokens[j].lower in words.lexicon.name_shapes.listed
        return words.begins_person(j, stop) or (listed and words.odds(j, j + 1) >= _SURE)

    def _runs_to_title(self, end: int, last: int, stop: int) -> bool:
        """Whether one more word belongs to an area, since the title of its head or officer follows ("Kelurahan Tegal
        Sari | Mandala Bapak Andi Lubis")."""
        if last != end + 1 or not self.words.tokens[end].is_capitalised or self.words.begins_person(end, stop):
            return False
        return self.words.is_a(last, stop, "honorific", "rank", "unit") and self.words.tokens[last].is_capitalised

    def _runs_to_level(self, end: int, last: int, stop: int) -> bool:
        """Whether the words up to the next level belong to an area that the gazetteer spells otherwise ("Gampong Bagok
        | Panah I, Kecamatan Nurussalam")."""
        tokens, words = self.words.tokens, self.words
        if not 0 < last - end < 3:
            return False
        if any(words.begins_person(k, stop) or words.is_a(k, stop, "street", "honorific") for k in range(end, last)):
            return False
        at = last + 1 if last < stop and tokens[last].text == "," else last
        return words.is_a(at, stop, "level") and all(t.is_capitalised or t.kind != "word" for t in tokens[end:last])

    def _is_suffix(self, j: int, stop: int) -> bool:
        """Whether a direction or number that belongs to the area before it stands at ``j``."""
        words = self.words
        return words.tokens[j].lower in words.lexicon.area_suffixes and not words.begins_person(j, stop)

    def ends(self, i: int, stop: int) -> list[int]:
        """Possible ends of a name at ``i``, ascending; a lower-case word may follow the first ("Semper timur")."""
        tokens = self.words.tokens
        ends: list[int] = []
        j = i
        while j < stop and len(ends) < _LONGEST_NAME:
            if tokens[j].kind == "mark":
                if not self._joins(i, j, stop):
                    break
                j += 1
                continue
            if not self._goes_on(i, j, stop):
                if j == i and tokens[i].kind == "word" and (whole := self._level_in_name(i, stop)):
                    ends.append(whole)
                break
            j += 1
            ends.append(j)
        return ends

    def _joins(self, i: int, j: int, stop: int) -> bool:
        """Whether the mark at ``j`` stands inside a name: a hyphen, an apostrophe, the dot of an initial."""
        tokens = self.words.tokens
        token = tokens[j]
        if j == i or not token.glued or j + 1 >= stop or not tokens[j + 1].is_capitalised:
            return False
        return token.text in "-–'" or (token.text == "." and len(tokens[j - 1].text) <= 3)

    def _goes_on(self, i: int, j: int, stop: int) -> bool:
        """Whether the word or number at ``j`` may belong to the area name that begins at ``i``."""
        words, token = self.words, self.words.tokens[j]
        if j == i and not token.is_capitalised and not self._known_small(i, stop):
            return False
        if token.kind == "number":
            return j > i and len(token.text) <= 2
        if words.ends_name(j, stop):
            # "Glumpang Tiga", but not "Rungkut Kota Surabaya"
            if j == i:
                return False
            if words.gazetteer.is_area(words.text(i, j + 1)):  # "Kelurahan Air Bang", where a Bang is an elder brother
                return True
            if token.lower not in words.lexicon.area_suffixes or words.is_a(j, stop, "level"):
                return False
        return j == i or token.is_capitalised or words.gazetteer.is_area(words.text(i, j + 1))

    def _level_in_name(self, i: int, stop: int) -> int | None:
        """End of an area's name that begins with a level's word, or is a post's ("Desa Kampung Delima", "Kecamatan Kota
        Baru", "Kelurahan Dukuh"); also of one that no gazetteer has, if it is no city ("Desa Kota Garo")."""
        tokens = self.words.tokens
        for end in range(min(i + 4, stop), i, -1):
            capitals = all(t.is_capitalised for t in tokens[i:end])
            called = self.words.is_a(i, stop, "honorific") and not self.words.name_follows(end, stop)  # "Desa Mas, …"
            if end == i + 1 and not called and not self.words.is_a(i, stop, "post"):
                break
            if capitals and self.words.gazetteer.is_area(self.words.text(i, end)):
                return end
        if tokens[i].lower == "kota" and self.words.name_follows(i + 1, stop):
            end = self.words.name_run(i + 1, stop)
            if end > i + 1 and not any(self._is_city(i + 1, last) for last in range(i + 2, end + 1)):
                return end
        return None

    def _is_city(self, first: int, last: int) -> bool:
        name = self.words.text(first, last)
        return bool(self.words.gazetteer.named(name, "kota")) or key(name) in self.words.lexicon.aliases

    def _known_small(self, i: int, stop: int) -> bool:
        """Whether the lower-case words at ``i`` are an area that the article elsewhere writes with capitals."""
        return any(self.words.is_known(self.words.text(i, e)) for e in range(i + 1, min(i + 4, stop) + 1))

    def known_beyond(self, i: int, stop: int) -> bool:
        """Whether the words from ``i`` on are a village that begins like a bridge or river ("Jembatan Kembar")."""
        return bool(self.words.known) and any(
            e > i + 1 and self.words.is_known(self.words.text(i, e)) for e in self.ends(i, stop)
        )

    def large(self, i: int, stop: int) -> int | None:
        """End of the bare name of a regency, city or province at ``i`` ("BNNK Bangka", "Dinas Kesehatan Natuna")."""
        words = self.words
        if not words.tokens[i].is_capitalised:
            return None
        for end in reversed(self.ends(i, stop)):
            name = words.text(i, end)
            if key(name) in words.lexicon.aliases or any(a.code.count(".") < 2 for a in words.gazetteer.named(name)):
                return self._past_suffix(i, end, stop)
        return None

    def _past_suffix(self, i: int, end: int, stop: int) -> int:
        """Past "Kota" after "Balikpapan", where both are the name of a district and no other name follows the level."""
        words = self.words
        if end < stop and is_direction(words.tokens[end], words.lexicon.area_suffixes):
            if words.gazetteer.is_area(words.text(i, end + 1)):
                return end + 1
        return end


def is_direction(token: Token, suffixes: frozenset[str]) -> bool:
    """Whether a word belongs to the area name before it ("Utara", "Kota")."""
    return token.is_capitalised and token.lower in suffixes
