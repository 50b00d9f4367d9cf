"""The administrative areas an article names, brought together and grounded to Kemendagri codes by their context.

A name is grounded when the areas around it in the article (its chain "Kelurahan X, Kecamatan Y", the dateline, units,
other areas) leave one candidate; where they do not it keeps its name and stays ungrounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.areas import AreaRef, fits
from kg.extract.chunks import Chunker
from kg.extract.findings import Mention, Place, Value
from kg.extract.grammar import Grammar
from kg.extract.office import Office
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import Area, key
from kg.model import Span

_ORDER = {"provinsi": 1, "kota": 2, "kabupaten": 2, "kecamatan": 3, "kelurahan": 4, "desa": 4, "kampung": 4, "dusun": 5}
_BEFORE_BARE = frozenset({"di", "ke", "dari", "wilayah", "asal", "se", "seluruh", "daerah", "kawasan", "arah", "dan"})


@dataclass(slots=True)
class _Named:
    """One area of the article: all its mentions so far."""

    names: list[str]
    level: str | None
    spans: list[Span]
    stated: bool  # the text gives it as an area, not only in the name of a unit or of an officer's post
    around: list[_Named] = field(default_factory=list)  # right after it in a chain
    candidates: list[Area] = field(default_factory=list)
    code: Area | None = None

    @property
    def key(self) -> str:
        return key(self.names[0])


def find_places(grammar: Grammar, persons: Sequence[Mentioned], units: Iterable[UnitRef]) -> list[Place]:
    """The areas of the article in order of first mention; those without level are only offices' areas."""
    chunker = grammar.chunker
    hints = [(u.area, u.kind.level) for u in units if u.area and u.kind.level]
    table = _Table(chunker, seats={key(area): level for area, level in reversed(hints)})
    for first, last in chunker.doc.ranges:
        _read_sentence(table, chunker, first, last)
    _read_datelines(table, chunker)
    for office in _offices(grammar, persons):
        for area in office.areas:
            if area.level not in ("rt", "rw") and office.notation != "Kepala Lingkungan":
                # a health centre's name is no area yet ("Kepala Puskesmas Puding")
                table.add(area.name, area.level, area.span, stated=office.pillar == "Pemerintah" and not office.units)
    _ground(table, hints)
    return table.places()


def _offices(grammar: Grammar, persons: Sequence[Mentioned]) -> list[Office]:
    """Every post of the article with what it is held for, its holder named or not, in text order."""
    found = {o.span: o for p in persons for o in p.offices}
    chunker = grammar.chunker
    for first, last in chunker.doc.ranges:
        for chunk in chunker.chunks(first, last):
            if chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)):
                found.setdefault(read[0].span, read[0])
    return [found[s] for s in sorted(found)]


@dataclass(slots=True)
class _Table:
    chunker: Chunker
    seats: Mapping[str, str]  # key of the area in a unit's name -> level of the unit
    rows: list[_Named] = field(default_factory=list)

    def official(self, name: str) -> tuple[str, str | None]:
        """The official name and level behind a short one ("NTB", "Tapteng"); the name itself otherwise."""
        name = self.chunker.words.short.get(key(name), name)
        found = self.chunker.lexicon.aliases.get(key(name))
        return found if found else (name, None)

    def find(self, name: str, level: str | None) -> _Named | None:
        wanted = self.keys(name, level)
        level = level or self.official(name)[1]
        for row in self.rows:
            if fits(row.level, level) and any(self.keys(n, row.level) & wanted for n in row.names):
                return row
        return None

    def keys(self, name: str, level: str | None) -> set[str]:
        """What an area is known by; a kampung also with that word, which belongs to the name in many villages."""
        bare = key(self.official(name)[0])
        return {bare, "kampung" + bare} if level == "kampung" else {bare}

    def add(self, name: str, level: str | None, span: Span, *, stated: bool) -> _Named:
        level = level or self.official(name)[1]
        row = self.find(name, level)
        if row is None:
            row = _Named([], level, [], stated)
            self.rows.append(row)
        row.names.append(name)
        row.spans.append(span)
        row.stated = row.stated or stated
        if row.level is None or (level in ("kelurahan", "desa") and row.level != level and stated):
            row.level = row.level or level
        return row

    def places(self) -> list[Place]:
        rows = sorted(self.rows, key=lambda r: (min(r.spans), r.names[0]))
        ids = {id(row): f"place-{n}" for n, row in enumerate(rows, 1)}
        return [_place(row, rows, ids) for row in rows]


# reading -----------------------------------------------------------------------------------------------------


def _read_sentence(table: _Table, chunker: Chunker, first: int, last: int) -> None:
    previous: _Named | None = None
    end = -1
    i = first
    while i < last:
        chunk = chunker.at(i, last)
        i = chunk.last
        if isinstance(chunk.value, AreaRef):
            area = chunk.value
            if area.level in ("rt", "rw"):
                if end == chunk.first:
                    end = chunk.last
                continue
            row = table.add(area.name, area.level, area.span, stated=True)
            if previous and _adjacent(chunker, end, chunk.first):
                previous.around.append(row)
            previous, end = row, chunk.last
        elif chunk.kind == "name":
            inner = previous if _adjacent(chunker, end, chunk.first) else None
            bare, stop = _bare(table, chunker, chunk.first, chunk.last, inner)
            if bare:
                if inner:
                    inner.around.append(bare)
                previous, end = bare, stop
            elif sibling := _sibling(table, chunker, previous, end, chunk.first, chunk.last):
                previous, end = sibling, chunk.last


def _sibling(
    table: _Table, chunker: Chunker, previous: _Named | None, end: int, first: int, last: int
) -> _Named | None:
    """ "Kecamatan Payung, Tiganderket dan Kecamatan Kutabuluh": a further area of the same level in the same parent."""
    if previous is None or previous.level is None or end < 0 or first - end > 2 or first == end:
        return None
    if any(t.lower not in (",", "dan", "serta", "&") for t in chunker.doc.tokens[end:first]):
        return None
    name = chunker.text(first, last)
    parents = {a.parent for a in _candidates(table, previous)}
    if any(a.parent in parents for a in chunker.gazetteer.named(name, previous.level)):
        return table.add(name, previous.level, chunker.span(first, last), stated=True)
    return None


def _adjacent(chunker: Chunker, end: int, first: int) -> bool:
    """Whether only commas, brackets or nothing stand between two areas."""
    if end < 0 or first - end > 2:
        return False
    return all(t.text in ",(-–/." for t in chunker.doc.tokens[end:first])


def _bare(table: _Table, chunker: Chunker, first: int, last: int, inner: _Named | None) -> tuple[_Named | None, int]:
    """An area named without its level: around the one before it, or a large one after "di", "wilayah" …"""
    gazetteer = chunker.gazetteer
    if inner is not None:
        inside = {c for a in _candidates(table, inner) for c in _codes_around(a)}
        for end in range(last, first, -1):
            name = table.official(chunker.text(first, end))[0]
            around = [a for a in gazetteer.named(name) if a.code in inside]
            if around:
                return table.add(chunker.text(first, end), around[0].level, chunker.span(first, end), stated=True), end
        for end in range(last, first, -1):
            if large := _large(table, chunker, first, end):
                return table.add(chunker.text(first, end), large, chunker.span(first, end), stated=True), end
        return None, last
    before = chunker.doc.tokens[first - 1].lower if first > 0 else ""
    if before in _BEFORE_BARE or chunker.doc.tokens[first - 1].text == "-":
        for end in range(last, first, -1):
            name = chunker.text(first, end)
            seat = table.seats.get(key(name))  # "wilayah Wanokaka" where Polsek Wanokaka is named
            if table.find(name, None) or (seat and gazetteer.named(name, seat)):
                return table.add(name, seat, chunker.span(first, end), stated=True), end
            if end == last and (large := _large(table, chunker, first, end)) and before != "dan":
                return table.add(name, large, chunker.span(first, end), stated=True), end
    if last - first > 1 and (large := _large(table, chunker, first, last)):
        return table.add(chunker.text(first, last), large, chunker.span(first, last), stated=True), last
    return None, last


def _large(table: _Table, chunker: Chunker, first: int, end: int) -> str | None:
    """The level of a province, city or regency of that name, if only one has it."""
    name, level = table.official(chunker.text(first, end))
    found = [a for a in chunker.gazetteer.named(name, level) if a.level in ("provinsi", "kota", "kabupaten")]
    if key(name) == "jakarta":
        return "provinsi"
    return found[0].level if len(found) == 1 else None


def _codes_around(area: Area) -> list[str]:
    parts = area.code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _candidates(table: _Table, row: _Named) -> list[Area]:
    name = table.official(row.names[0])[0]
    found = table.chunker.gazetteer.named(name, row.level)
    if row.level == "kampung":
        found += table.chunker.gazetteer.named(f"Kampung {name}", row.level)
    return found


def _read_datelines(table: _Table, chunker: Chunker) -> None:
    """A dateline names areas without their level; only such as any reader places count."""
    for sentence in chunker.doc.sentences:
        if sentence.part != "dateline":
            continue
        start, end = sentence.span
        for m in re.finditer(r"[^,|()–—/\-]+", chunker.doc.text[start:end]):
            name = m.group().strip()
            if re.search(r"\d/$", chunker.doc.text[start : start + m.start()]):
                continue  # "Kodim 1608/Bima – ": a part of the unit's name
            span = Span(start + m.start() + (len(m.group()) - len(m.group().lstrip())), 0)
            span = Span(span.start, span.start + len(name))
            if not name or any(s.start <= span.start < s.end for r in table.rows for s in r.spans):
                continue
            if row := table.find(name, None):
                row.names.append(name)
                row.spans.append(span)
                row.stated = True
                continue
            official, level = table.official(name)
            large = [
                a for a in chunker.gazetteer.named(official, level) if a.level in ("provinsi", "kota", "kabupaten")
            ]
            if key(official) == "jakarta":
                table.add(name, "provinsi", span, stated=True)
            elif len(large) == 1:
                table.add(name, large[0].level, span, stated=True)


# grounding ---------------------------------------------------------------------------------------------------


def _ground(table: _Table, hints: Sequence[tuple[str, str]]) -> None:
    """Choose for every area the candidate that the others support most; twice, so that a choice helps the next."""
    gazetteer = table.chunker.gazetteer
    for row in table.rows:
        row.candidates = _candidates(table, row)
    context = [gazetteer.named(table.official(name)[0], level) for name, level in hints]
    for _ in range(2):
        for row in sorted(table.rows, key=lambda r: (len(r.candidates), r.names[0])):
            if row.code is None:
                row.code = _choose(row, table, context)
                if row.code:
                    row.candidates = [row.code]
                    _settle_kampung(row, row.code)
        _respelled(table)


def _choose(row: _Named, table: _Table, context: Sequence[Sequence[Area]]) -> Area | None:
    scored = []
    for candidate in row.candidates:
        score = 0.0
        for other in table.rows:
            if other is not row and any(_related(candidate, a) for a in other.candidates):
                score += 3.0 if other in row.around or row in other.around else 1.0
            elif other is not row and any(_neighbours(candidate, a) for a in other.candidates):
                score += 0.5
        for areas in context:
            if any(_related(candidate, a) or a.code == candidate.code for a in areas):
                score += 1.0
        scored.append((score, candidate))
    if not scored:
        return None
    scored.sort(key=lambda x: (-x[0], x[1].code))
    if len(scored) == 1 and (scored[0][0] > 0 or _plain(row)):
        return scored[0][1]
    if scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return scored[0][1]
    return None


def _settle_kampung(row: _Named, area: Area) -> None:
    """A kampung that the gazetteer has is a village; its name is with that word or without it as in the gazetteer."""
    if row.level == "kampung":
        row.level = area.level
        if key(area.name) != row.key:
            row.names = [n if key(n) == key(area.name) else f"Kampung {n}" for n in row.names]


def _plain(row: _Named) -> bool:
    """Whether the only area of that name and level may be taken without any support from the article."""
    if row.level == "kampung":
        return False
    return row.level in ("provinsi", "kota", "kabupaten") or (row.level is not None and len(row.names[0]) > 7)


def _related(a: Area, b: Area) -> bool:
    """Whether one lies inside the other, or both in one district or regency."""
    x, y = a.code, b.code
    return x.startswith(y + ".") or y.startswith(x + ".")


def _neighbours(a: Area, b: Area) -> bool:
    """Whether both lie in one regency or city."""
    return a.code.count(".") > 1 and b.code.count(".") > 1 and a.code.split(".")[:2] == b.code.split(".")[:2]


def _respelled(table: _Table) -> None:
    """Areas the gazetteer spells otherwise ("Simpangtiga", "Krembangan Utarа"): sought only inside a grounded one."""
    gazetteer = table.chunker.gazetteer
    for row in table.rows:
        if row.code or row.candidates or row.level not in ("kecamatan", "kelurahan", "desa"):
            continue
        parents = [r.code for r in row.around if r.code] or [r.code for r in table.rows if r.code]
        height = _ORDER[row.level]
        for parent in sorted({p.code for p in parents if p and p.code.count(".") == height - 2}):
            near = gazetteer.nearly(table.official(row.names[0])[0], gazetteer.children(parent))
            if near:
                row.code, row.candidates = near, [near]
                break


# result ------------------------------------------------------------------------------------------------------


def _place(row: _Named, rows: Sequence[_Named], ids: dict[int, str]) -> Place:
    id_ = ids[id(row)]
    name = _display(row.names)
    level = row.level
    if level is None and row.code:
        level = row.code.level
    span = row.spans[0]
    properties = [("name", Value(name, name, span, "place.named", 0.9))]
    if row.stated and level and level != "kampung":  # a kampung no gazetteer has is a settlement
        properties.append(("level", Value(level, level, span, "place.level", 0.9)))
    if row.code:
        rule = "place.grounded"
        properties.append(("code", Value(row.code.code, row.code.name, span, rule, 0.85)))
    within = [ids[id(r)] for r in _ancestors(row, rows)]
    for other in within:
        label = next(_display(r.names) for r in rows if ids[id(r)] == other)
        properties.append(("within", Value(other, label, span, "place.within", 0.85)))
    mentions = tuple(Mention(id_, s, "name") for s in sorted(set(row.spans)))
    code = row.code.code if row.code else None
    return Place(id_, name, "" if level == "kampung" else level or "", code, tuple(within), mentions, tuple(properties))


def _ancestors(row: _Named, rows: Sequence[_Named]) -> list[_Named]:
    """The areas of the article around this one, nearest first: by code, else by the chains of the text."""
    height = _ORDER.get(row.level or "", 9)
    _in_only_village(row, rows)
    out: list[_Named] = []
    for other in rows:
        if other is row or not other.stated or _ORDER.get(other.level or "", 9) >= height:
            continue
        if row.code and other.code:
            if row.code.code.startswith(other.code.code + "."):
                out.append(other)
        elif _chained(row, other, set()):
            out.append(other)
    return sorted(out, key=lambda r: -_ORDER.get(r.level or "", 0))


def _in_only_village(row: _Named, rows: Sequence[_Named]) -> None:
    """A hamlet that is in no chain lies in the village of the article, if that is one."""
    if row.level == "dusun" and not row.around:
        villages = [other for other in rows if other.stated and _ORDER.get(other.level or "") == 4]
        if len(villages) == 1:
            row.around.append(villages[0])


def _chained(row: _Named, other: _Named, seen: set[int]) -> bool:
    """Whether a chain of the text leads from ``row`` outward to ``other``, by code once a grounded area is met."""
    for step in row.around:
        if id(step) in seen or _ORDER.get(step.level or "", 9) >= _ORDER.get(row.level or "", 9):
            continue
        seen.add(id(step))
        if step is other or _chained(step, other, seen):
            return True
        if step.code and other.code and step.code.code.startswith(other.code.code + "."):
            return True
    return False


def _display(names: Sequence[str]) -> str:
    """The fullest form printed, in mixed case if any mention is."""
    mixed = [n for n in names if not n.isupper()] or list(names)
    best = max(mixed, key=lambda n: (len(n), -mixed.index(n)))
    return best.title() if best.isupper() and len(best) > 3 else best
