"""The grammar of persons: titles (posts, ranks, honorifics) around a name, with what the post is held for.

    person   = title name tail
    title    = (office | rank corps* | honorific)+
    office   = acting? (post | head) (area | unit | code)*
    tail     = degrees, age, apposed offices ("…, Babinsa Kelurahan X", "selaku …", "(…)"), units

Reads chunks at token positions; knows nothing of other persons or sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.chunks import AreaRef, Chunk, Chunker, UnitRef, fits
from kg.gazetteer import key
from kg.model import Pillar, Span
from kg.text.stems import is_ordinary
from kg.text.tokens import fold
from kg.vocab import Post, Rank, UnitKind

_LINKS = frozenset({"selaku", "sebagai", "yakni", "yaitu", "adalah", "ialah", "merupakan", "menjabat", "yang", "juga"})
_BEFORE_UNIT = frozenset({"dari", "di", "pada", "jajaran"})


@dataclass(slots=True)
class Office:
    """A post as one mention has it: notation with acting prefix, and what it is held for."""

    notation: str
    pillar: Pillar | None
    post: Post | None  # None: an open title ("Kepala SDN 3")
    span: Span
    rule: str
    units: list[UnitRef] = field(default_factory=list)
    areas: list[AreaRef] = field(default_factory=list)


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
    fronted: bool = False  # an office stands before the name
    rule: str = ""
    confidence: float = 0.9


class Title(NamedTuple):
    end: int
    offices: list[Office]
    rank: tuple[Rank, Span] | None
    honorifics: list[tuple[str, Span]]


@dataclass(slots=True)
class Grammar:
    chunker: Chunker

    # titles ------------------------------------------------------------------------------------------------

    def person(self, i: int, stop: int) -> Mentioned | None:
        """The person whose title begins at token ``i``, or None. Untitled names are found by other means."""
        title = self.title(i, stop)
        if title is None:
            return None
        strong = title.rank is not None or bool(title.honorifics)
        name = self.chunker.name_at(title.end, stop) if strong else self.chunker.at(title.end, stop)
        if name.kind == "mark" and name.value in ("“", '"', "'", "‘"):
            return None
        if name.kind != "name":
            return None
        if not self._name_may_follow(title, name, stop):
            return None
        return self._complete(i, title, name, stop)

    def _name_may_follow(self, title: Title, name: Chunk, stop: int) -> bool:
        """A rank or honorific claims any name; a post alone one that follows at once, or after a comma when the
        sentence goes on as one about a person."""
        if title.rank or title.honorifics:
            return True
        first = self.chunker.doc.tokens[name.first]
        if first.is_upper and len(first.text) <= 4 and not set(first.lower) & set("aeiou"):
            return False  # "tokoh masyarakat PGV": an abbreviation
        words = [t for t in self.chunker.doc.tokens[name.first : name.last] if t.kind == "word"]
        placed = len(words) > 1 and any(o.areas for o in title.offices)
        if all(is_ordinary(t.text) for t in words) and not self._acts(name.last, stop) and not placed:
            return False  # "Bupati Nomor …"; a name that is an ordinary word ("Lurah Muslim") needs a verb after it
        if self.chunker.doc.tokens[name.first - 1].text != ",":
            return True
        after = self.chunker.at(name.last, stop)
        return self.chunker.doc.tokens[name.first].is_capitalised and (
            (after.kind == "mark" and after.value in (",", "(", "", ".", "–", "-")) or after.kind == "word"
        )

    def _acts(self, j: int, stop: int) -> bool:
        """Whether an active verb follows, which an ordinary noun after a post would not be the subject of."""
        tokens = self.chunker.doc.tokens
        return j < stop and tokens[j].text[0].islower() and tokens[j].lower.startswith(("me", "ber", "juga", "turut"))

    def title(self, i: int, stop: int) -> Title | None:
        """The longest title at ``i``; its end is where the name should begin."""
        offices: list[Office] = []
        honorifics: list[tuple[str, Span]] = []
        rank: tuple[Rank, Span] | None = None
        j = i
        while j < stop:
            chunk = self.chunker.at(j, stop)
            if office := self.office(j, stop):
                if rank and not offices:
                    break  # "Serda Babinsa …": not a title
                offices.append(office[0])
                j = self._past_comma(office[1], stop, offices)
            elif chunk.kind == "rank" and rank is None:
                assert isinstance(chunk.value, Rank)
                rank = (chunk.value, self.chunker.span(chunk.first, chunk.last))
                j = self._past_corps(chunk.value, chunk.last, stop)
            elif chunk.kind == "honorific":
                honorifics.append((self.chunker.name_text(chunk.first, chunk.last), self._span(chunk)))
                j = self._past_dot(chunk.last, stop)
            else:
                break
        return Title(j, offices, rank, honorifics) if j > i and (offices or rank or honorifics) else None

    def _past_comma(self, j: int, stop: int, offices: list[Office]) -> int:
        """Past "," and a further unit between an office and the rank or name it belongs to."""
        after = self.chunker.at(j, stop)
        if after.kind != "mark" or after.value not in (",", ":", "-", "–"):
            return j
        following = self.chunker.at(j + 1, stop)
        if following.kind in ("rank", "honorific"):
            return j + 1
        if following.kind == "unit":
            at = following.last
            if self.chunker.at(at, stop).value == ",":
                at += 1
            if self.chunker.at(at, stop).kind in ("rank", "honorific"):
                assert isinstance(following.value, UnitRef)
                offices[-1].units.append(following.value)
                return at
        if following.kind == "name" and after.value == ",":
            return j + 1
        return j

    def _past_corps(self, rank: Rank, j: int, stop: int) -> int:
        """Past "Inf", "Laut (P)", "TNI", "(Purn)" after an army rank, "Pol" after a police one; a word that nothing
        follows is a name ("Kopda Mar")."""
        chunker = self.chunker
        tokens = chunker.doc.tokens
        while j < stop:
            at = j + 1 if tokens[j].text in "./" and j + 1 < stop else j
            found = chunker.lexicon.corps.longest(tokens, at, stop)
            if not found or (tokens[at].kind == "word" and not tokens[at].is_capitalised):
                break
            if rank.pillar == "Polri" and tokens[at].lower not in ("pol", "polisi", "purn", "("):
                break
            if found[0] >= stop or tokens[found[0]].text in ",:;":
                break
            j = found[0]
        return self._past_dot(j, stop)

    def _past_dot(self, j: int, stop: int) -> int:
        tokens = self.chunker.doc.tokens
        return j + 1 if j < stop and tokens[j].text == "." and tokens[j].glued else j

    # offices -----------------------------------------------------------------------------------------------

    def office(self, i: int, stop: int) -> tuple[Office, int] | None:
        """The office that begins at ``i`` and the token after it, or None."""
        acting = self.chunker.at(i, stop)
        at = self._past_dot(acting.last, stop) if acting.kind == "acting" else i
        chunk = self.chunker.at(at, stop)
        prefix = f"{acting.value} " if acting.kind == "acting" else ""
        if chunk.kind == "post":
            assert isinstance(chunk.value, Post)
            post = chunk.value
            office = Office(prefix + post.notation, post.pillar, post, self.chunker.span(i, chunk.last), "office.post")
            return office, self._held_for(office, post, chunk.last, stop)
        if chunk.kind == "head":
            return self._open_office(prefix, i, chunk, stop)
        return None

    def _open_office(self, prefix: str, i: int, head: Chunk, stop: int) -> tuple[Office, int] | None:
        """ "Petugas Puskesmas Semper Timur", "Staf Humas Setwan Muba", "Komandan Latihan": a title beyond the list."""
        lexicon = self.chunker.lexicon
        noun = str(head.value)
        pillar: Pillar | None = lexicon.head_pillars.get(noun)  # type: ignore[assignment]
        j = head.last
        words: list[str] = []
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "name" and self.chunker.at(chunk.last, stop).kind in ("unit", "rank", "mark", "word"):
            words = self.chunker.name_text(chunk.first, chunk.last).split()
            if len(words) > 3:
                return None
            j = chunk.last
            chunk = self.chunker.at(j, stop)
        if chunk.kind == "unit":
            assert isinstance(chunk.value, UnitRef)
            unit = chunk.value
            title = " ".join([noun, *words]) if words else f"{noun} {unit.kind.notation}"
            office = Office(
                prefix + title, unit.kind.pillar or pillar, None, self.chunker.span(i, chunk.last), "office.of-unit"
            )
            office.units.append(unit)
            if unit.area and unit.kind.level:
                office.areas.append(AreaRef(unit.area, None, unit.span))
            return office, chunk.last
        if words:
            title = " ".join([noun, *words])
            return Office(prefix + title, pillar, None, self.chunker.span(i, j), "office.open"), j
        return None

    def _held_for(self, office: Office, post: Post, j: int, stop: int) -> int:
        """Read the areas and units after a post into ``office``; returns the token after them."""
        j = self._implied(office, post, j, stop)
        while j < stop:
            chunk = self.chunker.at(j, stop)
            if chunk.kind == "word" and chunk.value in _BEFORE_UNIT | {"se"}:
                following = self.chunker.at(chunk.last, stop)
                if following.kind not in ("unit", "area"):
                    break
                chunk = following
            if chunk.kind == "area":
                assert isinstance(chunk.value, AreaRef)
                self._add_area(office, post, chunk.value)
                kind = self._unit_kind(post)
                if kind and not kind.name_needed and not office.units:
                    span = self.chunker.span(chunk.first, chunk.last)
                    name = f"{kind.notation} {self.chunker.name_text(chunk.first, chunk.last)}"
                    office.units.append(UnitRef(kind, name, None, None, span))  # "Kepala BPBD Kota Semarang"
            elif chunk.kind == "unit":
                assert isinstance(chunk.value, UnitRef)
                office.units.append(chunk.value)
            elif chunk.kind == "mark" and chunk.value in ("/", ",") and office.areas:
                following = self.chunker.at(chunk.last, stop)
                nested = isinstance(following.value, AreaRef) and following.value.level in ("rt", "rw")
                if not nested:
                    break
                chunk = following
            else:
                break
            j = chunk.last
        return j

    def _add_area(self, office: Office, post: Post, area: AreaRef) -> None:
        """An office is held for one area: the first; areas around it ("Kelurahan X Kecamatan Y") only place it."""
        if not office.areas:
            office.areas.append(area)

    def _implied(self, office: Office, post: Post, j: int, stop: int) -> int:
        """ "Danramil 05/Cilincing", "Kapolsek Payung", "Lurah Kalodran Asrori": code and bare name after the post."""
        chunker = self.chunker
        chunk = chunker.at(j, stop)
        kind = self._unit_kind(post)
        if chunk.kind == "number" or (chunk.kind == "mark" and chunk.value == "-" and kind):
            if post.level in ("rt", "rw") and chunk.kind == "number":
                return self._numbered(office, post, j, stop)
            if kind and (ref := chunker.unit_name(j, stop, kind, j)):
                return self._serve(office, post, ref, stop)
            return j
        roman = kind is not None and kind.pillar == "TNI" and chunk.kind == "name" and _is_roman_code(chunker, j, stop)
        if roman and kind and (ref := chunker.unit_name(j, stop, kind, j)):
            return self._serve(office, post, ref, stop)
        if chunk.kind != "name":
            return j
        if self._qualifies(post, chunk, stop):
            name, span = chunker.name_text(chunk.first, chunk.last), chunker.span(chunk.first, chunk.last)
            if post.level or chunker.gazetteer.is_area(name):
                office.areas.append(AreaRef(name, post.level, span))
            return chunk.last
        if post.level is None:
            if kind and self._titled_name_follows(chunk.last, stop):
                name = chunker.name_text(chunk.first, chunk.last)
                unit = UnitRef(kind, f"{kind.notation} {name}", None, None, chunker.span(chunk.first, chunk.last))
                office.units.append(unit)  # "Komandan Lanud Raden Sadjad, Marsma …"
                return chunk.last
            return j
        end = self.area_end(post.level, j, stop)
        if end == j:
            return j
        name, span = chunker.name_text(j, end), chunker.span(j, end)
        office.areas.append(AreaRef(name, post.level, span))
        if kind and post.unit_kind:
            office.units.append(UnitRef(kind, f"{kind.notation} {name}", None, name, span))
            if not self._names_area(name, post.level):
                office.areas.clear()
        return end

    def _qualifies(self, post: Post, run: Chunk, stop: int) -> bool:
        """Whether a run describes the post and the name follows after a comma: "Ketua Panitia Cap Go Meh, Bong Kim Fui
        alias …", "Tokoh adat Osing, Sucipto, mengingatkan"; not so in "tokoh agama Adam, Budi, dan Candra"."""
        chunker = self.chunker
        if post.unit_kind or chunker.at(run.last, stop).value != ",":
            return False
        name = chunker.at(run.last + 1, stop)
        if name.kind != "name" or chunker.lexicon.degrees.longest(chunker.doc.tokens, name.first, stop):
            return False
        after = chunker.at(name.last, stop)
        if after.value == ",":
            follows = chunker.at(name.last + 1, stop)
            lower = follows.kind == "word" and follows.value not in ("dan", "serta")
            degree = name.last + 1 < stop and chunker.lexicon.degrees.longest(chunker.doc.tokens, name.last + 1, stop)
            return lower or bool(degree)
        if after.value in (".", ""):
            return post.level is not None
        return after.kind == "word" and after.value not in ("dan", "serta")

    def _unit_kind(self, post: Post) -> UnitKind | None:
        return self.chunker.unit_kinds.get(post.unit_kind) if post.unit_kind else None

    def _numbered(self, office: Office, post: Post, j: int, stop: int) -> int:
        """ "Ketua RT 07/RW 05", "Ketua RW 02"."""
        tokens = self.chunker.doc.tokens
        assert post.level
        office.areas.append(AreaRef(f"{post.level.upper()} {tokens[j].text}", post.level, self.chunker.span(j, j + 1)))
        j += 1
        while j < stop:
            if tokens[j].text == "/" and j + 1 < stop:
                following = self.chunker.at(j + 1, stop)
                if following.kind in ("number", "area"):
                    j = following.last
                    continue
            chunk = self.chunker.at(j, stop)
            if chunk.kind == "area" and isinstance(chunk.value, AreaRef) and chunk.value.level in ("rt", "rw"):
                j = chunk.last
                continue
            break
        return j

    def _serve(self, office: Office, post: Post, ref: UnitRef, stop: int) -> int:
        office.units.append(ref)
        if ref.area and post.level and self._names_area(ref.area, post.level):
            office.areas.append(AreaRef(ref.area, post.level, ref.span))
        return self.chunker.doc.token_at(ref.span.end - 1) + 1

    def _names_area(self, name: str, level: str) -> bool:
        """Whether the name in a unit's name is that of an area and not a code ("Tgr") or a hero ("Wijayakrama")."""
        gazetteer = self.chunker.gazetteer
        if gazetteer.named(name, level) or key(name) in self.chunker.known or key(name) in self.chunker.lexicon.aliases:
            return True
        if level in ("provinsi",):
            return False
        if level in ("kabupaten", "kota"):
            return any(a.level != "desa" for a in gazetteer.named(name))
        letters = fold(name)
        return len(letters) > 3 and sum(c in "aeiou" for c in letters) >= 2

    def area_end(self, level: str, i: int, stop: int) -> int:
        """Where the area ends that a post of ``level`` is held for, in the capitalised words at ``i`` ("Camat Jirak
        Jaya Yudi Suhendra"); ``i`` itself if all of them are a person's name."""
        chunker = self.chunker
        run = chunker.at(i, stop).last
        if chunker.doc.tokens[run - 1].text == ".":
            return i
        if self._titled_name_follows(run, stop):
            return run
        best, best_score = i, 0.0
        for end in range(i, run + 1):
            score = self._split_score(level, i, end, run)
            if score >= best_score:
                best, best_score = end, score
        return best

    def _titled_name_follows(self, j: int, stop: int) -> bool:
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "mark" and chunk.value in (",", "-", "–"):
            chunk = self.chunker.at(j + 1, stop)
            return chunk.kind in ("rank", "honorific")
        if chunk.kind == "unit":
            chunk = self.chunker.at(chunk.last, stop)
        return chunk.kind in ("rank", "honorific")

    def _split_score(self, level: str, i: int, end: int, run: int) -> float:
        """How well ``[i, end)`` reads as the area and ``[end, run)`` as the name; weights set by hand and tested."""
        chunker = self.chunker
        score = 0.5 if end < run else (0.3 if end > i else 0.0)
        if end == i:
            return score + 0.5
        name = chunker.name_text(i, end)
        if end < run and chunker.doc.tokens[end].lower in chunker.lexicon.area_suffixes:
            score -= 1.0  # "Camat Katingan | Hilir Yobie": a direction rarely begins a name
        if end < run and chunker.doc.tokens[end].lower in ("h", "hj"):
            score += 1.0
        if any(fits(level, known) for known in chunker.known.get(key(name), ())):
            return score + 3.0
        if chunker.gazetteer.named(name, level):
            large = level in ("provinsi", "kabupaten", "kota")
            return score + (1.8 if large or end - i > 1 else 0.8)
        if key(name) in chunker.lexicon.aliases:
            return score + 1.8
        return -1.0

    # names and what follows them ---------------------------------------------------------------------------

    def _complete(self, i: int, title: Title, name: Chunk, stop: int) -> Mentioned:
        end = self._cut_degrees(name.first, name.last)
        person = Mentioned(
            i,
            end,
            self.chunker.name_text(name.first, end),
            name.first,
            end,
            title.rank,
            title.offices,
            [],
            title.honorifics,
            fronted=bool(title.offices),
        )
        person.rule = "person.ranked" if title.rank else "person.honorific" if title.honorifics else "person.post"
        person.confidence = 0.97 if title.rank else 0.9 if title.honorifics else 0.85
        person.last = self.tail(person, end, stop)
        return person

    def untitled(self, i: int, stop: int, rule: str, confidence: float) -> Mentioned | None:
        """The person whose bare name begins at ``i``, with what follows it."""
        name = self.chunker.at(i, stop)
        if name.kind != "name":
            return None
        end = self._cut_degrees(name.first, name.last)
        person = Mentioned(i, end, self.chunker.name_text(i, end), i, end, rule=rule, confidence=confidence)
        person.last = self.tail(person, end, stop)
        return person

    def _cut_degrees(self, first: int, last: int) -> int:
        """Where the name ends in a run that may carry degrees without a comma ("Musmulyadi SE MM", "Idil Lc")."""
        tokens = self.chunker.doc.tokens
        for j in range(first + 1, last):
            found = self.chunker.lexicon.degrees.longest(tokens, j, last + 6)
            if found and (tokens[j].is_upper or found[0] - j > 1 or tokens[j].text in found[1]):
                return j
        return last

    def tail(self, person: Mentioned, j: int, stop: int) -> int:
        """Read degrees, age, apposed offices and units after a name into ``person``; returns the token after them."""
        j = self._degrees(person, j, stop)
        while j < stop:
            end = self._tail_part(person, j, stop)
            if end is None:
                break
            j = self._degrees(person, end, stop)
        return j

    def _degrees(self, person: Mentioned, j: int, stop: int) -> int:
        tokens = self.chunker.doc.tokens
        while j < stop:
            at = j
            while at < stop and tokens[at].text in ",.":
                at += 1
            found = self.chunker.lexicon.degrees.longest(tokens, at, stop) if at < stop else None
            if not found or not (tokens[at].is_capitalised or found[0] - at > 1):
                return j
            end = found[0]
            if end < stop and tokens[end].text == "." and tokens[end].glued and end + 1 < stop:
                if tokens[end + 1].text == "," or not tokens[end + 1].is_capitalised:
                    end += 1
            person.degrees.append((self.chunker.name_text(at, found[0]), self.chunker.span(at, found[0])))
            j = end
        return j

    def _tail_part(self, person: Mentioned, j: int, stop: int) -> int | None:
        """One part of a tail at ``j``; None if the tail ends here."""
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "unit":
            return self._tail_unit(person, chunk)
        if chunk.kind == "mark" and chunk.value == "(":
            return self._bracketed(person, j, stop)
        if chunk.kind == "mark" and chunk.value in (",", "-", "–", "—"):
            return self._apposed(person, j + 1, stop)
        if chunk.kind == "word" and chunk.value in _LINKS:
            at, also = j, False
            while at < stop and self.chunker.at(at, stop).value in _LINKS:
                also = also or self.chunker.at(at, stop).value == "juga"
                at += 1
            return self._apposed(person, at, stop, linked=True, also=also)
        if chunk.kind == "post" and not person.fronted:
            return self._apposed(person, j, stop)
        if chunk.kind == "word" and chunk.value == "alias" and self.chunker.at(chunk.last, stop).kind == "name":
            return self.chunker.at(chunk.last, stop).last
        return None

    def _tail_unit(self, person: Mentioned, chunk: Chunk) -> int:
        assert isinstance(chunk.value, UnitRef)
        if person.offices:
            person.offices[-1].units.append(chunk.value)
        else:
            person.units.append(chunk.value)
        return chunk.last

    def _bracketed(self, person: Mentioned, j: int, stop: int) -> int | None:
        """ "(55)" or "(Babinsa Kelurahan X)" after a name."""
        tokens = self.chunker.doc.tokens
        chunk = self.chunker.at(j + 1, stop)
        if chunk.kind == "number" and j + 2 < stop:
            end = j + 2
            while end < stop and tokens[end].kind == "word" and end < j + 5:
                end += 1
            return end + 1 if end < stop and tokens[end].text == ")" else None
        office = self.office(j + 1, stop)
        if office and office[1] < stop and tokens[office[1]].text == ")":
            person.offices.append(office[0])
            return office[1] + 1
        return None

    def _apposed(self, person: Mentioned, j: int, stop: int, *, linked: bool = False, also: bool = False) -> int | None:
        """An office, unit or member's word after a comma or "selaku"; None if a new person or clause begins there."""
        chunk = self.chunker.at(j, stop)
        if office := self.office(j, stop):
            end = office[1]
            if not linked and self._new_person(end, stop, person, office[0]):
                return None
            if person.fronted and not linked and person.rank is None:
                return None
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
        if chunk.kind in ("word", "head") and not (person.rank and person.offices):
            return self._member(person, chunk, stop)
        return None

    def _in_chain(self, person: Mentioned, unit: UnitRef) -> bool:
        """Whether a unit after a comma is one the person serves in: of his side, a command, and no second of a kind."""
        if unit.kind.level is None or unit.kind.pillar != person.offices[-1].pillar:
            return False
        return all(u.kind is not unit.kind for o in person.offices for u in o.units)

    def _member(self, person: Mentioned, chunk: Chunk, stop: int) -> int | None:
        """ "perwakilan Dinas X", "anggota LSM Y", "personel Polsek Z": serves in the unit, holds no post."""
        word = fold(self.chunker.name_text(chunk.first, chunk.last))
        if word not in ("anggota", "perwakilan", "personel", "personil", "pengurus", "petugas", "warga"):
            return None
        following = self.chunker.at(chunk.last, stop)
        if following.kind == "unit" and isinstance(following.value, UnitRef):
            person.units.append(following.value)
            return following.last
        return chunk.last

    def _new_person(self, j: int, stop: int, person: Mentioned, office: Office) -> bool:
        """Whether rank, honorific or name follow, so that the office before ``j`` is the next person's.

        In "Serda A, Babinsa X, Serda B" the office is A's: A has none yet and it is of his institution; in
        "Babinsa X, Serda A, dan Bhabinkamtibmas, Serka B" it is B's.
        """
        chunk = self.chunker.at(j, stop)
        if chunk.kind in ("rank", "honorific", "name"):
            return True
        if chunk.kind == "mark" and chunk.value == "," and self.chunker.at(j + 1, stop).kind == "rank":
            own = person.rank is not None and not person.offices and person.rank[0].pillar == office.pillar
            return not own
        return False

    def _span(self, chunk: Chunk) -> Span:
        return self.chunker.span(chunk.first, chunk.last)


def _is_roman_code(chunker: Chunker, j: int, stop: int) -> bool:
    tokens = chunker.doc.tokens
    if not set(tokens[j].text) <= set("IVX") or j + 1 >= stop:
        return False
    return tokens[j + 1].text == "/" or tokens[j + 1].is_capitalised
