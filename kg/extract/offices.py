"""Offices: a post with what it is held for, as one mention has it.

    office = acting? (post | head) (area | unit | code)*

"Plt. Lurah Kalodran", "Danramil 05/Cilincing", "Ketua RT 07/RW 05", "Kepala Dinas Kesehatan Natuna".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.extract.areas import AreaRef, fits
from kg.extract.chunks import Chunk, Chunker
from kg.extract.units import UnitRef
from kg.gazetteer import Area, key
from kg.model import Pillar, Span
from kg.text.tokens import fold
from kg.vocab import Post, UnitKind

_BEFORE_UNIT = frozenset({"dari", "di", "pada", "jajaran", "se"})
_BESIDE = frozenset({"dan", "serta"})
_DASHES = (",", "-", "–")


@dataclass(slots=True)
class Office:
    """A post as one mention has it: notation with acting prefix, and what it is held for."""

    notation: str
    label: str  # the title as a reader would write it
    pillar: Pillar | None
    post: Post | None  # None: an open title ("Kepala SDN 3")
    span: Span
    rule: str
    units: list[UnitRef] = field(default_factory=list)
    areas: list[AreaRef] = field(default_factory=list)
    kind: UnitKind | None = None  # the kind of unit that its holder serves in


@dataclass(slots=True)
class Offices:
    chunker: Chunker
    _read: dict[int, tuple[Office, int] | None] = field(default_factory=dict)

    def at(self, i: int, stop: int) -> tuple[Office, int] | None:
        """The office that begins at ``i`` and the token after it, or None. A new record on every call."""
        if i not in self._read:
            self._read[i] = self._at(i, stop)
        found = self._read[i]
        return (copy(found[0], found[0].rule), found[1]) if found else None

    def _at(self, i: int, stop: int) -> tuple[Office, int] | None:
        acting = self.chunker.at(i, stop)
        at = self.chunker.words.past_dot(acting.last, stop) if acting.kind == "acting" else i
        chunk = self.chunker.at(at, stop)
        prefix = f"{acting.value} " if acting.kind == "acting" else ""
        if chunk.kind == "post":
            assert isinstance(chunk.value, Post)
            post = chunk.value
            label = prefix + self._title(post, chunk)
            span = self.chunker.span(i, chunk.last)
            office = Office(prefix + post.notation, label, post.pillar, post, span, "office.post")
            office.kind = self._unit_kind(post)
            return office, self._held_for(office, post, chunk.last, stop)
        if chunk.kind == "head":
            return self._open_office(prefix, i, chunk, stop)
        return None

    def _title(self, post: Post, chunk: Chunk) -> str:
        """The title of a post as printed if that is a form in use, else its notation."""
        printed = fold(self.chunker.text(chunk.first, chunk.last)).split("(")[0].replace(".", "").strip()
        return self.chunker.lexicon.titles.get((post.notation, printed), post.notation)

    # titles beyond the list ------------------------------------------------------------------------------------

    def _open_office(self, prefix: str, i: int, head: Chunk, stop: int) -> tuple[Office, int] | None:
        """ "Petugas Puskesmas Semper Timur", "Staf Humas Setwan Muba", "Komandan Latihan": a title beyond the list."""
        chunker = self.chunker
        noun = str(head.value)
        pillar = chunker.lexicon.head_pillars.get(noun)
        last = head.last
        title = [noun]
        kind: UnitKind | None = None
        chunk = chunker.at(last, stop)
        if chunk.kind == "name":
            words = chunker.text(chunk.first, chunk.last).split()
            if len(words) > 3 or chunker.at(chunk.last, stop).kind not in ("unit", "rank", "mark", "word"):
                return None
            title += words
            last, chunk = chunk.last, chunker.at(chunk.last, stop)
        if chunk.kind == "unit":
            assert isinstance(chunk.value, UnitRef)
            unit, last = chunk.value, chunk.last
            if len(title) == 1:
                title.append(self._of_unit(chunk, unit))
            pillar = unit.kind.pillar or pillar
        elif len(title) == 1:
            bare = self._bare_unit(last, stop)
            if bare is None:
                return None
            title.append(chunker.text(last, bare[1]))
            kind, last = bare
            pillar = kind.pillar or pillar
        name = prefix + " ".join(title)
        office = Office(name, name, pillar, None, chunker.span(i, last), "office.open", kind=kind)
        if chunk.kind == "unit" and isinstance(chunk.value, UnitRef):
            office.rule = "office.of-unit"
            office.units.append(chunk.value)
            if chunk.value.area and chunk.value.kind.level:
                office.areas.append(AreaRef(chunk.value.area, None, chunk.value.span))
        return office, last

    def _of_unit(self, chunk: Chunk, unit: UnitRef) -> str:
        """What of a unit belongs to a title: its kind as printed ("Kepala BNNK"), of a numbered school all of it."""
        found = self.chunker.words.entry_at(chunk.first, chunk.last)
        if found and found[0] < chunk.last and self.chunker.doc.tokens[found[0]].kind == "number":
            return unit.name
        return self.chunker.text(chunk.first, found[0]) if found else unit.kind.notation

    def _bare_unit(self, i: int, stop: int) -> tuple[UnitKind, int] | None:
        """A kind of unit without a name after a head, and the token after it ("Dokter Kodim, Lettu Ckm …")."""
        words = self.chunker.words
        found = words.entry_at(i, stop) if i < stop and words.tokens[i].is_capitalised else None
        kind = next((e.value for e in found[1] if isinstance(e.value, UnitKind)), None) if found else None
        if not found or kind is None:
            return None
        after = self.chunker.at(found[0], stop)
        named = after.kind in ("rank", "honorific") or (after.value in _DASHES and self._titled(found[0], stop))
        return (kind, found[0]) if named else None

    # what a post is held for -----------------------------------------------------------------------------------

    def _held_for(self, office: Office, post: Post, j: int, stop: int) -> int:
        """Read the areas and units after a post into ``office``; returns the token after them."""
        j = self._implied(office, post, j, stop)
        while j < stop:
            chunk = self.chunker.at(j, stop)
            if chunk.kind == "word" and not office.areas and self.chunker.words.is_a(j, stop, "level"):
                j = chunk.last  # "Kasatgas Linmas Kelurahan, Uji": the level of the place spoken of
                continue
            if chunk.kind == "word" and chunk.value in _BEFORE_UNIT:
                chunk = self.chunker.at(chunk.last, stop)
                if chunk.kind not in ("unit", "area"):
                    break
            if isinstance(chunk.value, AreaRef):
                self._area(office, post, chunk, chunk.value)
            elif isinstance(chunk.value, UnitRef):
                office.units.append(chunk.value)
            elif chunk.kind == "mark" and chunk.value in ("/", ",") and office.areas:
                chunk = self.chunker.at(chunk.last, stop)
                if not (isinstance(chunk.value, AreaRef) and chunk.value.level in ("rt", "rw")):
                    break
            else:
                break
            j = chunk.last
        return j

    def _area(self, office: Office, post: Post, chunk: Chunk, area: AreaRef) -> None:
        """An office is held for one area: the first; areas around it ("Kelurahan X Kecamatan Y") only place it. A body
        takes the area as its name ("Kepala BPBD Kota Semarang")."""
        if not office.areas:
            office.areas.append(area)
        kind = self._unit_kind(post)
        if kind and kind.level is None and not office.units:
            name = f"{kind.notation} {self.chunker.text(chunk.first, chunk.last)}"
            office.units.append(UnitRef(kind, name, None, None, self.chunker.span(chunk.first, chunk.last)))

    def _implied(self, office: Office, post: Post, j: int, stop: int) -> int:
        """ "Danramil 05/Cilincing", "Kapolsek Payung", "Lurah Kalodran Asrori": code and bare name after the post."""
        chunker = self.chunker
        chunk = chunker.at(j, stop)
        kind = self._unit_kind(post)
        if chunk.kind == "number" or (chunk.kind == "mark" and chunk.value == "-" and kind):
            if post.level in ("rt", "rw") and chunk.kind == "number":
                return self._numbered(office, post.level, j, stop)
            return self._coded(office, post, kind, j, stop)
        if kind and kind.pillar == "TNI" and chunk.kind == "name" and _is_roman_code(chunker, j, stop):
            return self._coded(office, post, kind, j, stop)
        if chunk.value == "street" and (post.level or kind):  # "Camat Sungai Tabuk", "Kapolres Pelabuhan Belawan"
            chunk = Chunk("name", j, chunker.words.name_run(j, stop))
        if chunk.kind != "name":
            return j
        if self._qualifies(post, chunk, stop):
            name, span = chunker.text(chunk.first, chunk.last), chunker.span(chunk.first, chunk.last)
            if post.level or chunker.gazetteer.is_area(name):
                office.areas.append(AreaRef(name, post.level, span))
            return chunk.last
        if kind and kind.level is None:
            return self._body(office, kind, chunk, stop)
        return self._bare_area(office, post, kind, j, stop) if post.level else j

    def _coded(self, office: Office, post: Post, kind: UnitKind | None, j: int, stop: int) -> int:
        ref = self.chunker.units.named(j, stop, kind, j) if kind else None
        if ref is None:
            return j
        office.units.append(ref)
        if ref.area and post.level and self._names_area(ref.area, post.level):
            office.areas.append(AreaRef(ref.area, post.level, ref.span))
        return self.chunker.doc.token_at(ref.span.end - 1) + 1

    def _body(self, office: Office, kind: UnitKind, run: Chunk, stop: int) -> int:
        """The name of a body after its head's post: a whole run before a comma or title ("Ketua Kelompok Tani Mekar
        Mukti, H. Endang"), else a regency, city or province ("Kepala Dinas Kesehatan Natuna Hikmat Syahril")."""
        chunker = self.chunker
        end = run.last if self._titled(run.last, stop) or self._named_after_comma(run.last, stop) else None
        large = chunker.areas.large(run.first, run.last)
        end = self._before_holder(run, kind, stop) or end or large
        if end is None:
            return run.first
        name, span = chunker.text(run.first, end), chunker.span(run.first, end)
        office.units.append(UnitRef(kind, f"{kind.notation} {name}", None, None, span))
        if large == end:
            office.areas.append(AreaRef(name, None, span))
        return end

    def _before_holder(self, run: Chunk, kind: UnitKind, stop: int) -> int | None:
        """Where the name of its head begins in the run after a body that has a name of its own ("Ketua DKM Al Hidayah
        | H. Mansyur", "Ketua KWT Melati | Siti Aminah")."""
        words, tokens = self.chunker.words, self.chunker.doc.tokens
        if not kind.name_needed or words.begins_person(run.first, run.last):
            return None
        for j in range(run.first + 1, run.last):
            if words.begins_person(j, run.last) or words.is_haji(j, stop):
                return j if tokens[j].kind == "word" else None
        return None

    def name_body(self, office: Office, j: int, stop: int) -> int:
        """Past the name of the body after an office whose holder stands before it ("Slamet, Ketua Poktan Ngudi Rejeki,
        mengatakan"); ``j`` itself if none follows."""
        chunker, kind = self.chunker, office.kind
        run = chunker.at(j, stop)
        if not office.post or office.units or not kind or kind.level is not None or run.kind != "name":
            return j
        after = chunker.at(run.last, stop)
        if after.kind not in ("mark", "word") or chunker.words.begins_person(run.first, stop):
            return j
        name = f"{kind.notation} {chunker.text(run.first, run.last)}"
        office.units.append(UnitRef(kind, name, None, None, chunker.span(run.first, run.last)))
        return run.last

    def _bare_area(self, office: Office, post: Post, kind: UnitKind | None, j: int, stop: int) -> int:
        """An area's bare name after a post of a level ("Kapolsek Payung", "Camat Jirak Jaya Yudi Suhendra")."""
        assert post.level
        chunker = self.chunker
        end = self.area_end(post.level, j, stop)
        if end == j:
            return j
        name, span = chunker.text(j, end), chunker.span(j, end)
        office.areas.append(AreaRef(name, post.level, span))
        if kind:
            office.units.append(UnitRef(kind, f"{kind.notation} {name}", None, name, span))
            if not self._names_area(name, post.level):
                office.areas.clear()
        return end

    def _qualifies(self, post: Post, run: Chunk, stop: int) -> bool:
        """Whether a run describes the post and the name follows after a comma: "Ketua Panitia Cap Go Meh, Bong Kim Fui
        alias …", "Tokoh adat Osing, Sucipto, mengingatkan"; not so in "tokoh agama Adam, Budi, dan Candra". Or after
        an honorific: "Ketua Majelis Jemaat Hila Pdt. Rina Titaley"."""
        if post.unit_kind:
            return False
        addressed = self.chunker.at(run.last, stop).kind == "honorific"
        if addressed and not self.chunker.words.begins_person(run.first, stop):
            return True
        return self._named_after_comma(run.last, stop, at_end=post.level is not None)

    def _named_after_comma(self, j: int, stop: int, *, at_end: bool = True) -> bool:
        """Whether a comma and then a name that is no further item of a list stand at ``j``. ``at_end``: also where the
        sentence ends after it."""
        chunker = self.chunker
        tokens, degrees = chunker.doc.tokens, chunker.lexicon.degrees
        if chunker.at(j, stop).value != ",":
            return False
        name = chunker.at(j + 1, stop)
        if name.kind != "name" or degrees.longest(tokens, name.first, stop):
            return False
        after = chunker.at(name.last, stop)
        if after.value == ",":
            follows = chunker.at(name.last + 1, stop)
            lower = follows.kind == "word" and follows.value not in _BESIDE
            degree = name.last + 1 < stop and degrees.longest(tokens, name.last + 1, stop)
            return lower or bool(degree)
        if after.value in (".", ""):
            return at_end
        return after.kind == "word" and after.value not in _BESIDE

    def _unit_kind(self, post: Post) -> UnitKind | None:
        return self.chunker.unit_kinds.get(post.unit_kind) if post.unit_kind else None

    def _numbered(self, office: Office, level: str, j: int, stop: int) -> int:
        """ "Ketua RT 07/RW 05", "Ketua RW 02"."""
        tokens = self.chunker.doc.tokens
        office.areas.append(AreaRef(f"{level.upper()} {tokens[j].text}", level, self.chunker.span(j, j + 1)))
        j += 1
        while j < stop:
            if tokens[j].text == "/" and j + 1 < stop:
                following = self.chunker.at(j + 1, stop)
                if following.kind in ("number", "area"):
                    j = following.last
                    continue
            chunk = self.chunker.at(j, stop)
            if not (isinstance(chunk.value, AreaRef) and chunk.value.level in ("rt", "rw")):
                break
            j = chunk.last
        return j

    def _names_area(self, name: str, level: str) -> bool:
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

    # where an area ends and a name begins ----------------------------------------------------------------------

    def area_end(self, level: str, i: int, stop: int) -> int:
        """Where the area ends that a post of ``level`` is held for, in the capitalised words at ``i`` ("Camat Jirak
        Jaya Yudi Suhendra"); ``i`` itself if all of them are a person's name."""
        chunker = self.chunker
        run = chunker.words.name_run(i, stop)
        if chunker.doc.tokens[run - 1].text == ".":
            return i
        if self._titled(run, stop) or (level == "dusun" and chunker.at(run, stop).kind == "area"):
            return run  # "Kadus Krajan Desa Banjarsari Sutikno"
        best, best_score = i, 0.0
        for end in range(i, run + 1):
            score = self._split_score(level, i, end, run)
            if score >= best_score:
                best, best_score = end, score
        return best

    def _titled(self, j: int, stop: int) -> bool:
        """Whether a rank or honorific stands at ``j``, past a comma, a dash or a unit."""
        chunk = self.chunker.at(j, stop)
        if chunk.kind == "mark" and chunk.value in _DASHES:
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


def copy(office: Office, rule: str) -> Office:
    """The same office for another mention."""
    return replace(office, rule=rule, units=[*office.units], areas=[*office.areas])


def _is_roman_code(chunker: Chunker, j: int, stop: int) -> bool:
    tokens = chunker.doc.tokens
    if not set(tokens[j].text) <= set("IVX") or j + 1 >= stop:
        return False
    return tokens[j + 1].text == "/" or tokens[j + 1].is_capitalised
