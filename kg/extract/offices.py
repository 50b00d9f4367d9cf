"""Offices: a post with what it is held for, as one mention has it.

    office = acting? (post | head) (area | unit | code)*

"Plt. Lurah Kalodran", "Danramil 05/Cilincing", "Ketua RT 07/RW 05", "Kepala Dinas Kesehatan Natuna".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.areas import AreaRef
from kg.extract.chunks import Chunk, Chunker
from kg.extract.holders import Holders
from kg.extract.office import Office, copy
from kg.extract.office_bodies import OfficeBodies
from kg.extract.open_offices import OpenOffices
from kg.extract.units import UnitRef
from kg.extract.words import tokens_are
from kg.text.tokens import fold
from kg.vocab import Post, UnitKind

_WINGS = frozenset({"dapil", "fraksi"})  # what part of an assembly its member belongs to
_REGIONAL = ("kabupaten", "kota", "provinsi")
_SMALL = ("kecamatan", "kelurahan", "desa")
_BEFORE_UNIT = frozenset({"dari", "di", "pada", "jajaran", "se"})


@dataclass(slots=True)
class Offices:
    chunker: Chunker
    holders: Holders
    open: OpenOffices
    bodies: OfficeBodies
    _read: dict[int, tuple[Office, int] | None] = field(default_factory=dict)

    def at(self, i: int, stop: int) -> tuple[Office, int] | None:
        """The office that begins at ``i`` and the token after it, or None. A new record on every call."""
        if i not in self._read:
            self._read[i] = self._at(i, stop)
        found = self._read[i]
        return (copy(found[0], found[0].rule), found[1]) if found else None

    def _at(self, i: int, stop: int) -> tuple[Office, int] | None:
        acting = self.chunker.at(i, stop)
        at = self._past_acting(acting, stop) if acting.kind == "acting" else i
        chunk = self.chunker.at(at, stop)
        prefix = f"{acting.value} " if acting.kind == "acting" else ""
        if chunk.kind == "post":
            assert isinstance(chunk.value, Post)
            post = chunk.value
            label = prefix + self._title(post, chunk)
            span = self.chunker.span(i, chunk.last)
            office = Office(prefix + post.notation, label, post.pillar, post, span, "office.post")
            office.kind = self._unit_kind(post)
            end = self.bodies.with_bare(office, self.bodies.with_tasks(office, chunk.last, stop), stop)
            end = self._held_for(office, post, end, stop)
            if office.kind and not office.kind.name_needed and not office.units:
                body = self.bodies.named(office, office.kind, "").strip()  # "Ketua FKDM": a body that needs no name
                office.units.append(UnitRef(office.kind, body, None, None, span))
            self.bodies.of_initials(office)
            return office, end
        if chunk.kind == "head":
            if found := self.open.at(prefix, i, chunk, stop):
                self.bodies.of_initials(found[0])
            return found
        return None

    def _past_acting(self, acting: Chunk, stop: int) -> int:
        """Past the prefix of an acting office, with its short form in brackets: "Penjabat (Pj.) | Bupati"."""
        tokens, words = self.chunker.doc.tokens, self.chunker.words
        at = words.past_dot(acting.last, stop)
        if at < stop and tokens[at].text == "(" and words.is_a(at + 1, stop, "acting"):
            end = words.past_dot(at + 2, stop)
            return end + 1 if end < stop and tokens[end].text == ")" else at
        return at

    def _title(self, post: Post, chunk: Chunk) -> str:
        """The title of a post as printed if that is a form in use, else its notation. Of two, the short one in brackets
        ("Komandan Lanal (Danlanal)"), unless it is made of initials ("Petugas Penyuluh Lapang (PPL)")."""
        printed, _, short = self.chunker.text(chunk.first, chunk.last).partition("(")
        forms = [printed] if short.rstrip(") ").isupper() else [short.rstrip(") "), printed]
        titles = (self.chunker.lexicon.titles.get((post.notation, fold(f).replace(".", "").strip())) for f in forms)
        return next((title for title in titles if title), post.notation)

    # what a post is held for -----------------------------------------------------------------------------------

    def _held_for(self, office: Office, post: Post, j: int, stop: int) -> int:
        """Read the areas and units after a post into ``office``; returns the token after them."""
        j = self._implied(office, post, self.holders.past_qualifier(j, stop), stop)
        while j < stop:
            chunk = self.chunker.at(j, stop)
            if chunk.kind == "word" and not office.areas and self.chunker.words.is_a(j, stop, "level"):
                j = chunk.last  # "Kasatgas Linmas Kelurahan, Uji": the level of the place spoken of
                continue
            if chunk.kind == "word" and (past := self.holders.past_qualifier(j, stop)) > j:
                j = past  # "Ketua Karang Taruna setempat, Rizki Maulana"
                continue
            if chunk.kind == "word" and chunk.value in _WINGS:
                j = self.holders.past_wing(chunk.last, stop)
                continue
            if chunk.kind == "word" and chunk.value in _BEFORE_UNIT:
                chunk = self.chunker.at(chunk.last, stop)
                if chunk.kind not in ("unit", "area"):
                    break
            if chunk.kind == "name" and post.level in ("rt", "rw") and office.areas:
                j, before = self.holders.past_area(j, stop), j
                if j == before:
                    break
                continue
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
        kind = self._unit_kind(post)
        if not office.areas and not (kind and post.level is None and _is_regional(kind, area)):
            office.areas.append(area)
        part = post.level in _SMALL and kind is not None and kind.head_post != post.notation  # "Kasatgas Pol PP"
        command = kind is not None and kind.pillar in ("TNI", "Polri")
        if kind and not office.units and (not part if kind.level is None else not command):
            name = self.bodies.named(office, kind, self.chunker.text(chunk.first, chunk.last))
            office.units.append(UnitRef(kind, name, None, None, self.chunker.span(chunk.first, chunk.last)))

    def _implied(self, office: Office, post: Post, j: int, stop: int) -> int:
        """ "Danramil 05/Cilincing", "Kapolsek Payung", "Lurah Kalodran Asrori": code and bare name after the post."""
        chunker = self.chunker
        chunk = chunker.at(j, stop)
        kind = self._unit_kind(post)
        if kind and (official := chunker.units.official(j, stop, kind)):
            name, end = official
            office.units.append(UnitRef(kind, f"{kind.notation} {name}", None, name, chunker.span(j, end)))
            return end
        if chunk.kind == "number" or (chunk.kind == "mark" and chunk.value == "-" and kind):
            if post.level in ("rt", "rw") and chunk.kind == "number":
                return self._numbered(office, post.level, j, stop)
            if post.level == "dusun" and chunk.kind == "number":
                return self._numbered_hamlet(office, post, j)
            return self._coded(office, post, kind, j, stop)
        if kind and kind.pillar == "TNI" and chunk.kind == "name" and _is_roman_code(chunker, j, stop):
            return self._coded(office, post, kind, j, stop)
        if post.level == "dusun" and chunk.kind == "name" and set(chunker.doc.tokens[j].text) <= set("IVX"):
            if not chunker.lexicon.birth_titles.longest(chunker.doc.tokens, j, stop):  # "Kadus I Wayan Sukarta"
                return self._numbered_hamlet(office, post, j)
        if kind and kind.pillar == "Polri" and chunk.kind == "area" and tokens_are(chunker.doc.tokens, j, "kota"):
            return self._coded(office, post, kind, j, stop)  # "Kapolsek Kota Kudus"
        if kind and kind.level is None and (quoted := chunker.units.bodies.quoted(j, stop)):
            name = self.bodies.named(office, kind, chunker.text(j + 1, quoted))
            office.units.append(UnitRef(kind, name, None, None, chunker.span(j, quoted + 1)))
            return quoted + 1  # "Ketua Karang Taruna “Toar Lumimuut” | Christo Wowor"
        if chunk.value == "street" and (post.level or kind):  # "Camat Sungai Tabuk", "Kapolres Pelabuhan Belawan"
            chunk = Chunk("name", j, chunker.words.name_run(j, stop))
        if post.level and (called := self._called(post.level, chunk, stop)):
            office.areas.append(called)
            return chunker.doc.token_at(called.span.end - 1) + 1
        if chunk.kind != "name":
            return j
        if not kind and chunker.doc.tokens[j - 1].lower in chunker.lexicon.worship:
            return self.bodies.house(office, chunk)
        if self._qualifies(post, chunk, stop):
            name, span = chunker.text(chunk.first, chunk.last), chunker.span(chunk.first, chunk.last)
            if post.level or chunker.gazetteer.is_area(name):
                office.areas.append(AreaRef(name, post.level, span))
            return chunk.last
        if kind and kind.level is None:
            return self.bodies.body(office, post, kind, chunk, stop)
        return self._bare_area(office, post, kind, j, stop) if post.level else self.bodies.placed(office, kind, j, stop)

    def _called(self, level: str, chunk: Chunk, stop: int) -> AreaRef | None:
        """The area in whose name an honorific stands: "Perbekel Mas, I Wayan Sudiana", "Lurah Air Bang Ibu Erna"."""
        chunker, words = self.chunker, self.chunker.words
        end = chunk.last if chunk.kind == "honorific" else chunk.last + 1
        if chunk.kind not in ("name", "honorific") or end > stop or not words.is_a(end - 1, end, "honorific"):
            return None
        name = chunker.text(chunk.first, end)
        begun = chunk.kind == "name" and (
            self.holders.titled(end, stop) or not chunker.gazetteer.is_area(chunker.text(chunk.first, chunk.last))
        )
        if words.name_follows(end, stop) and not begun:
            return None
        return AreaRef(name, level, chunker.span(chunk.first, end)) if chunker.gazetteer.is_area(name) else None

    def _coded(self, office: Office, post: Post, kind: UnitKind | None, j: int, stop: int) -> int:
        ref = self.chunker.units.named(j, stop, kind, j) if kind else None
        if ref is None:
            return j
        office.units.append(ref)
        if ref.area and post.level and self.holders.names_area(ref.area, post.level):
            office.areas.append(AreaRef(ref.area, post.level, ref.span))
        return self.chunker.doc.token_at(ref.span.end - 1) + 1

    def _bare_area(self, office: Office, post: Post, kind: UnitKind | None, j: int, stop: int) -> int:
        """An area's bare name after a post of a level ("Kapolsek Payung", "Camat Jirak Jaya Yudi Suhendra")."""
        assert post.level
        chunker = self.chunker
        first = chunker.units.past_metro(j, stop, kind) if kind else j
        end = self.holders.area_end(post.level, first, stop)
        if end == first:
            return j
        if kind and kind.pillar == "Polri" and post.level not in _REGIONAL:
            end = chunker.units.past_kota(end, stop)  # "Kapolsek Martapura Kota AKP …"
        name, span = chunker.text(first, end), chunker.span(first, end)
        office.areas.append(AreaRef(name, post.level, span))
        if kind and kind.pillar == "Polri":
            end = chunker.units.past_kota(end, stop)
        if kind:
            whole = f"{kind.notation} {chunker.text(j, end)}"
            named = whole if kind.pillar in ("TNI", "Polri") else self.bodies.named(office, kind, name)
            office.units.append(UnitRef(kind, named, None, name, span))
            if not self.holders.names_area(name, post.level):
                office.areas.clear()
        return end

    def _qualifies(self, post: Post, run: Chunk, stop: int) -> bool:
        """Whether a run describes the post and the name follows after a comma: "Ketua Panitia Cap Go Meh, Bong Kim Fui
        alias …", "Tokoh adat Osing, Sucipto, mengingatkan"; not so in "tokoh agama Adam, Budi, dan Candra". Or after
        an honorific: "Ketua Majelis Jemaat Hila Pdt. Rina Titaley"."""
        if post.unit_kind:
            return False
        after = self.chunker.at(run.last, stop)
        while after.kind == "area":  # "Ketua Klasis GKI Kota Jayapura Pdt. Hein Mano"
            after = self.chunker.at(after.last, stop)
        if after.kind == "honorific" and not self.chunker.words.begins_person(run.first, stop):
            return True
        return self.holders.after_comma(run.last, stop, at_end=post.level is not None)

    def _unit_kind(self, post: Post) -> UnitKind | None:
        return self.chunker.unit_kinds.get(post.unit_kind) if post.unit_kind else None

    def _numbered_hamlet(self, office: Office, post: Post, j: int) -> int:
        """ "Kepala Lingkungan III", "Kadus 2": a hamlet or neighbourhood that has a number for its name."""
        tokens = self.chunker.doc.tokens
        kind = post.notation.rpartition(" ")[2]
        office.areas.append(AreaRef(f"{kind} {tokens[j].text}", "rw", self.chunker.span(j, j + 1)))
        return j + 1

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


def _is_regional(kind: UnitKind, area: AreaRef) -> bool:
    """Whether a body is an office of a region, whose name has the region: "Kepala Dinas Sosial | Kota Serang"."""
    office = kind.level is None and kind.pillar == "Pemerintah" and not kind.name_needed
    return office and area.level in _REGIONAL


def _is_roman_code(chunker: Chunker, j: int, stop: int) -> bool:
    tokens = chunker.doc.tokens
    if not set(tokens[j].text) <= set("IVX") or j + 1 >= stop:
        return False
    return tokens[j + 1].text == "/" or tokens[j + 1].is_capitalised
