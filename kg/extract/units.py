"""Units and bodies with their names: "Koramil 05/Sail", "Satresnarkoba Polres Bangka", "Dinas Sosial Kota Serang"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.areas import Areas, is_direction
from kg.extract.body_names import BodyNames
from kg.extract.words import Words, tokens_are
from kg.model import Span
from kg.vocab import Level, UnitKind

_CODE = re.compile(
    r"\s?[-–]?\s?"
    r"(?P<code>\d{1,4}(?:\s?[-/.]\s?\d{1,2}(?!\d))*(?: [A-Z]{2}(?=/[A-Z]))?|[IVX]+(?=\s?/|\s[A-Z][a-z]))"
    r"(?P<slash>\s?/\s?(?=[^\W\d_]))?"
)
_METRO = "metro"
_SHORT = 4  # letters of a place's short form in a unit's name
_LONGEST = 3  # words of a place's name in a unit's name


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit or body as named here. ``area`` is the name part where it names an area."""

    kind: UnitKind
    name: str  # canonical: "Koramil 05/Sail"
    code: str | None
    area: str | None
    span: Span


@dataclass(slots=True)
class Units:
    words: Words
    areas: Areas
    bodies: BodyNames

    def unit(self, i: int, end: int, kind: UnitKind, stop: int) -> tuple[UnitRef, int] | None:
        """The unit whose kind stands at ``[i, end)`` and the token after it: a kind with its name, a part of a unit
        named right after it, or a body that needs no name ("Satpol PP"). None if the words name no single body."""
        words = self.words
        end = self._doubled(end, stop, kind)
        j = words.past_dot(end, stop)
        if (last := self._before_head(i, j, kind, stop)) is not None:
            return UnitRef(kind, self._bare(i, last), None, None, words.span(i, last)), last
        if ref := self.named(j, stop, kind, i):
            return ref, words.doc.token_at(ref.span.end - 1) + 1
        capitalised = words.tokens[i].is_capitalised
        if kind.name_needed and kind.parent and kind.level is None and capitalised:
            if whole := self.at(end, stop):
                name = f"{words.text(i, end)} {whole[0].name}"  # "Satresnarkoba Polres Bangka"
                return UnitRef(kind, name, None, None, words.span(i, end)), end
        if kind.name_needed or not capitalised:
            return None
        if i and words.tokens[i - 1].text == "(" and end + 1 < stop and words.tokens[end].text == ")":
            last = self.bodies.with_area(end + 1, stop)  # "pemadam kebakaran (Damkar) Kota Bandar Lampung"
            if last > end + 1:
                name = f"{words.text(i, end)} {words.text(end + 1, last)}"
                return UnitRef(kind, name, None, None, words.span(i, end)), end
        end = self.bodies.with_area(self.bodies.more_affairs(end, stop, kind), stop)
        return UnitRef(kind, self._bare(i, end), None, None, words.span(i, end)), end

    def _before_head(self, i: int, j: int, kind: UnitKind, stop: int) -> int | None:
        """Where a body that needs no name ends between its head's noun and name: "Ketua PSHT | Suwarji", "Ketua
        Pagar Nusa Kota | Teguh Wiyono", "Ketua KONI Sikka | Alfridus"; None without such a noun, or with a title
        after it."""
        words = self.words
        if (
            kind.name_needed
            or kind.level
            or i == 0
            or not words.is_a(i - 1, i, "head")
            or not words.name_follows(j, stop)
        ):
            return None
        if words.ends_name(j, stop):
            return None
        run = words.name_run(j, stop)
        person = next((k for k in range(j, run) if words.begins_person(k, stop)), None)
        if person is None and (
            words.is_a(run, stop, "rank", "honorific") or (run < stop and words.tokens[run].text in ",(")
        ):
            return None
        known = next((end for end in range(run - 1, j, -1) if words.is_known(words.text(j, end))), None)
        return known or person or self.areas.large(j, stop) or j

    def _doubled(self, end: int, stop: int, kind: UnitKind) -> int:
        """Past "(Posal)" after "Pos TNI AL": the same kind again in brackets, with a name after it."""
        tokens = self.words.tokens
        if end + 2 < stop and tokens[end].text == "(" and self.words.name_follows(end + 3, stop):
            again = self.words.entry_at(end + 1, stop)
            if again and tokens[again[0]].text == ")" and any(e.value is kind for e in again[1]):
                return again[0] + 1
        return end

    def at(self, i: int, stop: int) -> tuple[UnitRef, int] | None:
        """The unit that begins at token ``i``, if one does."""
        found = self.words.entry_at(i, stop) if i < stop else None
        for entry in found[1] if found else ():
            if isinstance(entry.value, UnitKind) and found:
                return self.unit(i, found[0], entry.value, stop)
        return None

    def named(self, j: int, stop: int, kind: UnitKind, first: int) -> UnitRef | None:
        """The unit of ``kind`` whose name or code begins at token ``j``; ``first`` is where the mention begins."""
        tokens = self.words.tokens
        if official := self.official(j, stop, kind):
            whole = f"{self._kind_text(first, kind)} {official[0]}"
            return UnitRef(kind, whole, None, official[0], self.words.span(first, official[1]))
        j, code, slash = self._code(j, stop, kind)
        end = None
        headed = self._is_headed(first)
        numbered = kind.level is None and kind.pillar in ("Pemerintah", "Masyarakat") and j < stop
        if numbered and tokens[j].kind == "number" and len(tokens[j].text) <= 3:
            end = self.bodies.end_of(j + 1, stop, kind, headed=headed)
        elif j < stop and tokens[j].kind == "word" and tokens[j].is_capitalised:
            end = self._name(j, stop, kind, after_slash=slash, headed=headed)
        elif kind.level is None and (quoted := self.bodies.quoted(j, stop)):
            whole = f"{self._kind_text(first, kind)} {self.words.text(j + 1, quoted)}"
            return UnitRef(kind, whole, None, None, self.words.span(first, quoted + 1))
        if code is None and end is None:
            return None
        name = self._bare(j, end) if end else None
        if name and kind.level and name.isupper() and len(name) > 4:
            name = name.title()
        canonical = " ".join(x for x in (self._kind_text(first, kind), code) if x)
        if name:
            canonical += ("/" if slash else " ") + name
        return UnitRef(kind, canonical, code, name if kind.level else None, self.words.span(first, end or j))

    def official(self, j: int, stop: int, kind: UnitKind) -> tuple[str, int] | None:
        """The official name of resort police at ``j`` that no area has, and the token after it ("Pulau Ambon dan
        Pulau-Pulau Lease")."""
        resort = kind.pillar == "Polri" and kind.level in ("kabupaten", "kota")
        found = self.words.lexicon.unit_names.longest(self.words.tokens, j, stop) if resort and j < stop else None
        return (found[1][0], found[0]) if found and self.words.tokens[j].is_capitalised else None

    def _is_headed(self, i: int) -> bool:
        """Whether the title of who leads or serves a body ends right before it ("Kepala | SDN 3", "Kepala Sekolah |
        SMAN 1 Sumberjaya")."""
        words = self.words
        for j in range(i - 1, max(i - 4, -1), -1):
            found = words.entry_at(j, i)
            if found and found[0] == i and any(e.cls in ("head", "post") for e in found[1]):
                return True
        return False

    def _code(self, j: int, stop: int, kind: UnitKind) -> tuple[int, str | None, bool]:
        """Past the code of an army unit at ``j``: the token after it, the code, whether a slash and name follow."""
        tokens, text = self.words.tokens, self.words.doc.text
        if kind.pillar != "TNI" or not (m := _CODE.match(text, tokens[j - 1].end, tokens[stop - 1].end)):
            return j, None, False
        while j < stop and tokens[j].start < m.end():
            j += 1
        return j, re.sub(r"\s(?![A-Z])", "", m["code"]), m["slash"] is not None

    def _bare(self, first: int, last: int) -> str:
        """The words as printed without what stands in brackets ("Dinas Lingkungan Hidup (DLH) Kota Serang")."""
        return re.sub(r"\s*\([^)]*\)", "", self.words.text(first, last))

    def _kind_text(self, first: int, kind: UnitKind) -> str:
        """The kind as it is written in a canonical name: commands by their notation, other bodies as printed."""
        if kind.pillar in ("TNI", "Polri") and kind.level:
            return kind.notation
        found = self.words.entry_at(first, len(self.words.tokens))
        if found and any(e.cls == "unit" for e in found[1]):
            return self.words.text(first, found[0])
        return kind.notation

    def _name(self, j: int, stop: int, kind: UnitKind, *, after_slash: bool, headed: bool) -> int | None:
        """End of the name of a unit of ``kind`` that begins at ``j``."""
        if kind.level is None:
            end = self.bodies.end_of(j, stop, kind, headed=headed)
            return None if end == j else self.bodies.with_area(self.bodies.more_affairs(end, stop, kind), stop)
        words, tokens = self.words, self.words.tokens
        if after_slash and self._is_short_form(j, stop):
            return j + 1
        if kind.pillar == "Polri" and tokens_are(tokens, j, "kota") and (town := self._town(j, stop, kind)):
            return town  # "Polsek Kota Kudus"
        if words.ends_name(j, stop) and not self._level_is_name(j, stop):
            regional = words.is_a(j, stop, "level") and kind.level in ("kabupaten", "kota") and kind.pillar == "TNI"
            return self._level_after_slash(j, stop) if after_slash or regional else None
        if (metro := self.past_metro(j, stop, kind)) > j:
            return self._name(metro, stop, kind, after_slash=after_slash, headed=headed)
        last = self._slash_name(j, stop, kind.level) if after_slash else self.areas.end_of(j, stop, kind.level)
        return self.past_kota(last, stop) if last else None

    def _town(self, j: int, stop: int, kind: UnitKind) -> int | None:
        """After "Polsek": the end of "Kota Kudus", the district in which the town lies, if a name follows the word."""
        if kind.level != "kecamatan" or not self.words.name_follows(j + 1, stop):
            return None
        end = self.areas.large(j + 1, stop)
        return end if end and not self.words.begins_person(j + 1, stop) else None

    def past_kota(self, last: int, stop: int) -> int:
        """Past the word that tells two commands of one name apart ("Polres Malang | Kota AKBP …"), if no name follows
        it."""
        words = self.words
        if last < stop and words.tokens[last].lower == "kota":
            if not words.name_follows(last + 1, stop) or words.is_a(last + 1, stop, "rank", "honorific"):
                return last + 1
        return last

    def past_metro(self, j: int, stop: int, kind: UnitKind) -> int:
        """Past the word that the commands below Polda Metro Jaya have before their area ("Kapolres | Metro Tangerang
        Kota"); Metro before nothing is the city in Lampung."""
        words = self.words
        if kind.pillar != "Polri" or words.tokens[j].lower != _METRO or not words.name_follows(j + 1, stop):
            return j
        end = self.areas.end_of(j + 1, stop, kind.level)
        return j + 1 if end and words.gazetteer.is_area(words.text(j + 1, end)) else j

    def _is_short_form(self, j: int, stop: int) -> bool:
        """Whether the letters after a slash shorten the name of the place, though they are a word elsewhere ("Kodim
        1011/Klk Letkol Czi …", "Kodim 0204/DS", "Koramil 05/SDK")."""
        token, words = self.words.tokens[j], self.words
        if not token.glued or len(token.text) > _SHORT or not token.is_capitalised:
            return False
        if words.is_a(j, stop, "rank"):
            return words.is_a(j + 1, stop, "rank") or token.is_upper
        return token.is_upper and words.ends_name(j, stop)

    def _level_after_slash(self, j: int, stop: int) -> int | None:
        """ "Koramil 05/Kec. Sail": the area with its level after the slash."""
        found = self.words.entry_at(j, stop)
        level = next((e.value for e in found[1] if isinstance(e.value, Level)), None) if found else None
        area = self.areas.area(j, found[0], level, stop) if found and level else None
        return area[1] if area else None

    def _level_is_name(self, j: int, stop: int) -> bool:
        return tokens_are(self.words.tokens, j, "kota") and not self.words.name_follows(j + 1, stop)

    def _slash_name(self, j: int, stop: int, level: str) -> int:
        """After a slash one word is the name, more only if the gazetteer or the article knows them together ("02/Batu
        Ceper") or a direction follows."""
        words = self.words
        for end in reversed(self.areas.ends(j, stop)):
            name = words.text(j, end)
            if end > j + 1 and (words.gazetteer.is_area(name) or words.is_known(name)):
                return end
        if whole := self._whole_run(j, stop):
            return whole
        end = j + 1
        while end < stop and is_direction(words.tokens[end], words.lexicon.area_suffixes):
            end += 1
        return end

    def _whole_run(self, j: int, stop: int) -> int | None:
        """Where the capitals after a slash end if another title or unit follows them, so that all of them are the place
        ("Kodim 1011/Kuala Kapuas | Kapten Inf Jumari"), and nobody's name begins among them."""
        words = self.words
        run = words.name_run(j, stop)
        if not 1 < run - j <= _LONGEST or not words.is_a(run, stop, "rank", "unit", "honorific"):
            return None
        return None if any(words.begins_person(k, stop) for k in range(j, run)) else run
