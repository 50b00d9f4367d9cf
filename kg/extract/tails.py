"""What follows a person's name: degrees, age, apposed offices, units.

tail = degrees, age, apposed offices ("…, Babinsa Kelurahan X", "selaku …", "(…)"), units
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.areas import AreaRef, fits
from kg.extract.chunks import Chunk, Chunker
from kg.extract.holding import Holding
from kg.extract.office import Office
from kg.extract.offices import Offices
from kg.extract.units import UnitRef
from kg.model import Span
from kg.text.tokens import fold
from kg.vocab import Rank, UnitKind

_LINKS = frozenset({"selaku", "sebagai", "yakni", "yaitu", "adalah", "ialah", "merupakan", "menjabat", "yang", "juga"})
THAT = frozenset({"ini", "itu", "tersebut", "setempat"})
_AFTER_COMMA = frozenset({"selaku", "sebagai", "menjabat"})
PUPILS = frozenset({"siswa", "siswi", "pelajar", "mahasiswa", "mahasiswi", "santri", "murid", "alumni"})
WORKERS = frozenset({"karyawan", "karyawati", "pegawai", "pekerja", "buruh"})
MEMBERS = frozenset(
    {"anggota", "perwakilan", "personel", "personil", "prajurit", "pengurus", "petugas", "utusan", "tim", "warga"}
    | PUPILS
    | WORKERS
)


@dataclass(slots=True)
class Mentioned:
    """One person mention as the grammar read it; token range ``[first, last)`` covers title, name and tail."""

    first: int
    last: int
    name: str
    name_first: int
    name_last: int
    rank: tuple[Rank, Span] | None = None
    offices: list[Office] = field(default_factory=list)
    units: list[UnitRef] = field(default_factory=list)  # served in without a post being named
    honorifics: list[tuple[str, Span]] = field(default_factory=list)
    degrees: list[tuple[str, Span]] = field(default_factory=list)
    served: list[tuple[UnitKind, Span]] = field(default_factory=list)  # a unit by its kind alone ("dari puskesmas itu")
    nicknames: list[str] = field(default_factory=list)  # "alias Akong"
    fronted: bool = False  # an office stands before the name
    private: bool = False  # a pupil of the units, who is of no side
    acting: str = ""  # "selaku pelaksana tugas": the prefix of an office that stands elsewhere
    rule: str = ""
    confidence: float = 0.9


@dataclass(slots=True)
class Tails:
    chunker: Chunker
    offices: Offices
    holding: Holding

    def read(self, person: Mentioned, j: int, stop: int) -> int:
        """Read degrees, age, apposed offices and units after a name into ``person``; returns the token after them."""
        j = self._degrees(person, j, stop)
        while j < stop:
            end = self._tail_part(person, j, stop)
            if end is None:
                break
            j = self._degrees(person, end, stop)
        return j

    def cut_degrees(self, first: int, last: int) -> int:
        """Where the name ends in a run that may carry degrees without a comma ("Musmulyadi SE MM", "Idil Lc")."""
        tokens = self.chunker.doc.tokens
        for j in range(first + 1, last):
            found = self.chunker.lexicon.degrees.longest(tokens, j, min(last + 6, len(tokens)))
            if found and (tokens[j].is_upper or found[0] - j > 1 or tokens[j].text in found[1]):
                return j
        return last

    def _degrees(self, person: Mentioned, j: int, stop: int) -> int:
        tokens = self.chunker.doc.tokens
        while j < stop:
            at = j
            while at < stop and tokens[at].text in ",.":
                at += 1
            found = self.chunker.lexicon.degrees.longest(tokens, at, stop) if at < stop else None
            if not found and (end := self._like_degree(at, stop)):
                person.degrees.append((self.chunker.text(at, end), self.chunker.span(at, end)))
                j = end
                continue
            if not found or not (tokens[at].is_capitalised or found[0] - at > 1):
                return j
            end = found[0]
            if end < stop and tokens[end].text == "." and tokens[end].glued and end + 1 < stop:
                if tokens[end + 1].text == "," or not tokens[end + 1].is_capitalised:
                    end += 1
            person.degrees.append((self.chunker.text(at, found[0]), self.chunker.span(at, found[0])))
            j = end
        return j

    def is_degree(self, i: int, stop: int) -> bool:
        """Whether a degree of several letters begins at ``i``: "A.Md.Keb", "S.Pd", no initial of a name."""
        found = self.chunker.lexicon.degrees.longest(self.chunker.doc.tokens, i, stop)
        return found is not None and found[0] - i > 2

    def _like_degree(self, i: int, stop: int) -> int | None:
        """End of a degree no list has, or a misprinted one ("S. Ah"), after a comma: letter, dot, short word."""
        tokens = self.chunker.doc.tokens
        if i + 2 >= stop or tokens[i - 1].text != "," or tokens[i].text not in ("S", "M", "A", "D"):
            return None
        short = tokens[i + 2].is_capitalised and len(tokens[i + 2].text) <= 4
        return i + 3 if tokens[i + 1].text == "." and tokens[i + 1].glued and short else None

    def _tail_part(self, person: Mentioned, j: int, stop: int) -> int | None:
        """One part of a tail at ``j``; None if the tail ends here."""
        chunk = self.chunker.at(j, stop)
        if (end := self._nickname(person, j, stop)) is not None:
            return end
        if (told := self.holding.after(j, stop, person.rank)) is not None:
            person.units += told.units
            bare = (
                not person.rank and not person.offices
            )  # "Jonner selanjutnya bertugas sebagai Pasi Intel": a Danramil so far
            return self._apposed(person, told.office, stop, linked=True, also=bare) if told.office else told.end
        if chunk.kind == "unit":
            return self._tail_unit(person, chunk)
        if chunk.kind == "mark" and chunk.value == "," and (aged := self._aged(j + 1, stop)):
            return aged
        if chunk.kind == "mark" and chunk.value == "(":
            return self._bracketed(person, j, stop)
        if chunk.kind == "mark" and chunk.value in (",", "-", "–", "—"):
            if self.chunker.at(j + 1, stop).value in _AFTER_COMMA:  # "Aipda A, selaku Bhabinkamtibmas, …"
                return self._apposed(person, j + 2, stop, linked=True)
            if self.chunker.at(j + 1, stop).value == "dari":  # "Aipda A, dari Polsek X, …"
                return self._from(person, j + 2, stop)
            return self._apposed(person, j + 1, stop)
        if chunk.kind == "word" and chunk.value == "dari":
            return self._from(person, chunk.last, stop)
        if chunk.kind == "word" and chunk.value in _LINKS:
            at, also = j, False
            while at < stop and self.chunker.at(at, stop).value in _LINKS:
                also = also or self.chunker.at(at, stop).value == "juga"
                at += 1
            return self._apposed(person, at, stop, linked=True, also=also)
        if chunk.kind == "post" and not person.fronted:
            return self._apposed(person, j, stop)
        return None

    def _nickname(self, person: Mentioned, j: int, stop: int) -> int | None:
        """Past "alias Akong", ", yang akrab disapa Gus Ujik": another name of the person."""
        words, tokens = self.chunker.lexicon.nickname_words, self.chunker.doc.tokens
        at = j + 1 if tokens[j].text == "," else j
        called = False
        while at < stop and (place := words.get(tokens[at].lower)):
            called = called or place == "calls"
            at += 1
        if called and self.chunker.at(at, stop).kind == "honorific":
            at = self.chunker.words.past_dot(self.chunker.at(at, stop).last, stop)
        name = self.chunker.at(at, stop)
        if not called or name.kind != "name":
            return None
        person.nicknames.append(self.chunker.text(name.first, name.last))
        return name.last

    def _tail_unit(self, person: Mentioned, chunk: Chunk) -> int:
        assert isinstance(chunk.value, UnitRef)
        if person.offices:
            person.offices[-1].units.append(chunk.value)
        else:
            person.units.append(chunk.value)
        return chunk.last

    def _from(self, person: Mentioned, j: int, stop: int) -> int | None:
        """ "dari Puskesmas Kota", "dari puskesmas tersebut": where the person named serves."""
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "unit":
            return self._tail_unit(person, chunk)
        office = person.offices[0] if person.offices else None
        if office and office.post and office.post.level and not office.areas and not office.units:
            if isinstance(chunk.value, AreaRef) and fits(office.post.level, chunk.value.level):
                office.areas.append(chunk.value)  # "hukum tua tamu, Ferry Kalalo dari Desa Warembungan"
                return chunk.last
        found = self.chunker.words.entry_at(j, stop) if j < stop else None
        kind = next((e.value for e in found[1] if isinstance(e.value, UnitKind)), None) if found else None
        if not found or kind is None or self.chunker.at(found[0], stop).value not in THAT:
            return None
        person.served.append((kind, self.chunker.span(j, found[0])))
        return found[0] + 1

    def _aged(self, j: int, stop: int) -> int | None:
        """Past "47 thn" after a comma."""
        tokens = self.chunker.doc.tokens
        if j + 1 < stop and tokens[j].kind == "number" and tokens[j + 1].lower in ("thn", "th", "tahun"):
            return j + 2
        return None

    def _bracketed(self, person: Mentioned, j: int, stop: int) -> int | None:
        """ "(55)", "(Babinsa Kelurahan X)" or "(Polsek Y)" after a name."""
        tokens = self.chunker.doc.tokens
        chunk = self.chunker.at(j + 1, stop)
        if chunk.kind == "number" and j + 2 < stop:
            end = j + 2
            while end < stop and tokens[end].kind == "word" and end < j + 5:
                end += 1
            return end + 1 if end < stop and tokens[end].text == ")" else None
        if chunk.kind == "unit" and chunk.last < stop and tokens[chunk.last].text == ")":
            return self._tail_unit(person, chunk) + 1
        office = self.offices.at(j + 1, stop)
        if office and office[1] < stop and tokens[office[1]].text == ")":
            person.offices.append(office[0])
            return office[1] + 1
        return None

    def _apposed(self, person: Mentioned, j: int, stop: int, *, linked: bool = False, also: bool = False) -> int | None:
        """An office, unit or member's word after a comma or "selaku"; None if a new person or clause begins there."""
        chunk = self.chunker.at(j, stop)
        if linked and (end := self._acting(person, j, stop)):
            return end
        if office := self.offices.at(j, stop):
            end = office[1] if person.fronted and not linked else self.offices.bodies.name_body(*office, stop)
            if not linked and self._new_person(end, stop, person, office[0]):
                return None
            if person.fronted and not linked and not self._second(person, office[0]):
                return None  # "Kasat Reskrim Iptu A, Babinsa, Babinkamtibmas, RW": a list of those who came
            if also:
                office[0].rule = "office.also"
            person.offices.append(office[0])
            return end
        if chunk.kind == "unit" and person.offices and not linked:
            assert isinstance(chunk.value, UnitRef)
            if not self._in_chain(person, chunk.value):
                return None
            if self.chunker.at(chunk.last, stop).kind in ("rank", "name"):
                return None
            person.offices[-1].units.append(chunk.value)
            return chunk.last
        if chunk.kind == "area" and person.offices and not person.fronted and not linked:
            return chunk.last  # "…, Koramil 02/Btc, Kecamatan X": places the unit
        titled = person.offices and (person.rank or (person.fronted and not linked))
        if chunk.kind in ("word", "head") and not titled:  # "Sekdes A, perwakilan Dinas B": the next of a list
            return self._member(person, chunk, stop)
        return None

    def _acting(self, person: Mentioned, j: int, stop: int) -> int | None:
        """Past "pelaksana tugas" of a post that stands elsewhere in the sentence."""
        found = self.chunker.words.entry_at(j, stop) if j < stop else None
        prefix = next((str(e.value) for e in found[1] if e.cls == "acting"), None) if found else None
        if not found or prefix is None or self.offices.at(j, stop):
            return None
        person.acting = prefix
        return found[0]

    def _second(self, person: Mentioned, office: Office) -> bool:
        """Whether an office after a comma is a second one of somebody whose first stands before the name."""
        return (
            person.rank is not None and office.pillar == person.offices[0].pillar and bool(office.areas or office.units)
        )

    def _in_chain(self, person: Mentioned, unit: UnitRef) -> bool:
        """Whether a unit after a comma is one the person serves in: of his side, a command, and no second of a kind."""
        if unit.kind.level is None or unit.kind.pillar != person.offices[-1].pillar:
            return False
        return all(u.kind is not unit.kind for o in person.offices for u in o.units)

    def _member(self, person: Mentioned, chunk: Chunk, stop: int) -> int | None:
        """ "perwakilan Dinas X", "anggota LSM Y", "personel Polsek Z": serves in the unit, holds no post."""
        word = fold(self.chunker.text(chunk.first, chunk.last))
        if word not in MEMBERS:
            return None
        following = self.chunker.at(chunk.last, stop)
        if following.kind == "unit" and isinstance(following.value, UnitRef):
            person.units.append(following.value)
            person.private = person.private or word in PUPILS
            return following.last
        return chunk.last

    def _new_person(self, j: int, stop: int, person: Mentioned, office: Office) -> bool:
        """Whether rank, honorific or name follow, so that the office before ``j`` is the next person's.

        In "Serda A, Babinsa X, Serda B" the office is A's: A has none yet and it is of his institution; in
        "Babinsa X, Serda A, dan Bhabinkamtibmas, Serka B" it is B's.
        """
        chunk = self.chunker.at(j, stop)
        named = chunk.kind == "name" and not self.chunker.words.is_shouted_deed(chunk.first, chunk.last)
        if named or chunk.kind in ("rank", "honorific") or self._is_passed_on(j, stop):
            return True
        if chunk.kind == "mark" and chunk.value == "," and self.chunker.at(j + 1, stop).kind == "rank":
            own = person.rank is not None and not person.offices and person.rank[0].pillar == office.pillar
            return not own
        return False

    def _is_passed_on(self, j: int, stop: int) -> bool:
        """Whether the post before ``j`` is handed over, or its holder represented, by those named next: "…, Danramil
        11/Muara dari Lettu A kepada Kapten B", "…, Kapolsek Salahutu yang diwakili Aiptu C"."""
        tokens, words = self.chunker.doc.tokens, self.chunker.lexicon.succession
        for end in range(j + 1, min(j + 3, stop) + 1):
            said = " ".join(token.lower for token in tokens[j:end])
            if said in words["represented"] or said in words["handover"]:
                return True
        return j < stop and tokens[j].lower == "dari" and self.chunker.at(j + 1, stop).kind in ("rank", "honorific")
