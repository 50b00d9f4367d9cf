"""The administrative areas an article names, brought together and grounded to Kemendagri codes by their context.

A name is grounded when the areas around it in the article (its chain "Kelurahan X, Kecamatan Y", the dateline, units,
other areas) leave one candidate; where they do not it keeps its name and stays ungrounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.area_table import ORDER, AreaTable, Named
from kg.extract.areas import AreaRef
from kg.extract.chunks import Chunker
from kg.extract.findings import Mention, Place, Value
from kg.extract.grammar import Grammar
from kg.extract.grounding import ground
from kg.extract.office import Office
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import Area, key
from kg.model import Span

_BEFORE_BARE = frozenset({"di", "ke", "dari", "wilayah", "asal", "se", "seluruh", "daerah", "kawasan", "arah", "dan"})


def find_places(grammar: Grammar, persons: Sequence[Mentioned], units: Iterable[UnitRef]) -> list[Place]:
    """The areas of the article in order of first mention; those without level are only offices' areas."""
    chunker = grammar.chunker
    hints = [(u.area, u.kind.level) for u in units if u.area and u.kind.level]
    table = AreaTable(chunker, seats={key(area): level for area, level in reversed(hints)})
    for first, last in chunker.doc.ranges:
        _read_sentence(table, chunker, first, last)
    _read_datelines(table, chunker)
    for office in _offices(grammar, persons):
        for area in office.areas:
            if area.level not in ("rt", "rw") and office.notation != "Kepala Lingkungan":
                # a health centre's name is no area yet ("Kepala Puskesmas Puding")
                table.add(area.name, area.level, area.span, stated=office.pillar == "Pemerintah" and not office.units)
    ground(table, hints)
    return _places(table.rows)


def _offices(grammar: Grammar, persons: Sequence[Mentioned]) -> list[Office]:
    """Every post of the article with what it is held for, its holder named or not, in text order."""
    found = {o.span: o for p in persons for o in p.offices}
    chunker = grammar.chunker
    for first, last in chunker.doc.ranges:
        for chunk in chunker.chunks(first, last):
            if chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)):
                found.setdefault(read[0].span, read[0])
    return [found[s] for s in sorted(found)]


def _read_sentence(table: AreaTable, chunker: Chunker, first: int, last: int) -> None:
    previous: Named | None = None
    end = -1
    for chunk in chunker.chunks(first, last):
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
    table: AreaTable, chunker: Chunker, previous: Named | None, end: int, first: int, last: int
) -> Named | None:
    """ "Kecamatan Payung, Tiganderket dan Kecamatan Kutabuluh": a further area of the same level in the same parent."""
    if previous is None or previous.level is None or end < 0 or first - end > 2 or first == end:
        return None
    if any(t.lower not in (",", "dan", "serta", "&") for t in chunker.doc.tokens[end:first]):
        return None
    name = chunker.text(first, last)
    parents = {a.parent for a in table.candidates(previous)}
    if any(a.parent in parents for a in chunker.gazetteer.named(name, previous.level)):
        return table.add(name, previous.level, chunker.span(first, last), stated=True)
    return None


def _adjacent(chunker: Chunker, end: int, first: int) -> bool:
    """Whether only commas, brackets or nothing stand between two areas."""
    if end < 0 or first - end > 2:
        return False
    return all(t.text in ",(-–/." for t in chunker.doc.tokens[end:first])


def _bare(table: AreaTable, chunker: Chunker, first: int, last: int, inner: Named | None) -> tuple[Named | None, int]:
    """An area named without its level: around the one before it, or a large one after "di", "wilayah" …"""
    gazetteer = chunker.gazetteer
    if inner is not None:
        inside = {c for a in table.candidates(inner) for c in _codes_around(a)}
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


def _large(table: AreaTable, chunker: Chunker, first: int, end: int) -> str | None:
    """The level of a province, city or regency of that name, if only one has it."""
    name, level = table.official(chunker.text(first, end))
    found = [a for a in chunker.gazetteer.named(name, level) if a.level in ("provinsi", "kota", "kabupaten")]
    if key(name) == "jakarta":
        return "provinsi"
    return found[0].level if len(found) == 1 else None


def _codes_around(area: Area) -> list[str]:
    parts = area.code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _read_datelines(table: AreaTable, chunker: Chunker) -> None:
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


def _places(rows: Sequence[Named]) -> list[Place]:
    rows = sorted(rows, key=lambda r: (min(r.spans), r.names[0]))
    ids = {id(row): f"place-{n}" for n, row in enumerate(rows, 1)}
    return [_place(row, rows, ids) for row in rows]


def _place(row: Named, rows: Sequence[Named], ids: dict[int, str]) -> Place:
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


def _ancestors(row: Named, rows: Sequence[Named]) -> list[Named]:
    """The areas of the article around this one, nearest first: by code, else by the chains of the text."""
    height = ORDER.get(row.level or "", 9)
    _in_only_village(row, rows)
    out: list[Named] = []
    for other in rows:
        if other is row or not other.stated or ORDER.get(other.level or "", 9) >= height:
            continue
        if row.code and other.code:
            if row.code.code.startswith(other.code.code + "."):
                out.append(other)
        elif _chained(row, other, set()):
            out.append(other)
    return sorted(out, key=lambda r: -ORDER.get(r.level or "", 0))


def _in_only_village(row: Named, rows: Sequence[Named]) -> None:
    """A hamlet that is in no chain lies in the village of the article, if that is one."""
    if row.level == "dusun" and not row.around:
        villages = [other for other in rows if other.stated and ORDER.get(other.level or "") == 4]
        if len(villages) == 1:
            row.around.append(villages[0])


def _chained(row: Named, other: Named, seen: set[int]) -> bool:
    """Whether a chain of the text leads from ``row`` outward to ``other``, by code once a grounded area is met."""
    for step in row.around:
        if id(step) in seen or ORDER.get(step.level or "", 9) >= ORDER.get(row.level or "", 9):
            continue
        seen.add(id(step))
        if step is other or _chained(step, other, seen):
            return True
        if step.code and other.code and step.code.code.startswith(other.code.code + "."):
            return True
    return False


def _display(names: Sequence[str]) -> str:
    """The fullest form printed ("Jakarta Timur" of "Jaktim"), in mixed case if it ever is."""
    mixed = [n for n in names if not n.isupper()]
    fullest = max([*mixed, *names], key=len)
    if fullest.isupper() and len(fullest) > 3:
        return next((n for n in mixed if key(n) == key(fullest)), fullest.title())
    return fullest
