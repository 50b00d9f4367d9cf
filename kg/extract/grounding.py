"""Which area of the gazetteer a name means: the one that the areas around it in the article support most."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.area_table import ORDER, AreaTable, Named
from kg.gazetteer import Area, key


def ground(table: AreaTable, hints: Sequence[tuple[str, str]]) -> None:
    """Choose for every area the candidate that the others support most; twice, so that a choice helps the next."""
    gazetteer = table.chunker.gazetteer
    for row in table.rows:
        row.candidates = table.candidates(row)
    context = [gazetteer.named(table.official(name)[0], level) for name, level in hints]
    for _ in range(2):
        for row in sorted(table.rows, key=lambda r: (len(r.candidates), r.names[0])):
            if row.code is None:
                row.code = _choose(row, table, context)
                if row.code:
                    row.candidates = [row.code]
                    _settle_kampung(row, row.code)
        _villages(table)
        _respelled(table)


def _choose(row: Named, table: AreaTable, context: Sequence[Sequence[Area]]) -> Area | None:
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


def _settle_kampung(row: Named, area: Area) -> None:
    """A kampung that the gazetteer has is a village; its name is with that word or without it as in the gazetteer."""
    if row.level == "kampung":
        row.level = area.level
        if key(area.name) != row.key:
            row.names = [n if key(n) == key(area.name) else f"Kampung {n}" for n in row.names]


def _villages(table: AreaTable) -> None:
    """A kampung named right before its district is a village where villages are called so."""
    regions = table.chunker.lexicon.village_regions.get("kampung", ())
    for row in table.rows:
        if row.level == "kampung" and any(
            outer.level == "kecamatan" and outer.code and outer.code.code.startswith(regions) for outer in row.around
        ):
            row.level = "desa"


def _plain(row: Named) -> bool:
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


def _respelled(table: AreaTable) -> None:
    """Areas the gazetteer spells otherwise ("Simpangtiga", "Krembangan Utarа"): sought only inside a grounded one."""
    gazetteer = table.chunker.gazetteer
    for row in table.rows:
        if row.code or row.candidates or row.level not in ("kecamatan", "kelurahan", "desa"):
            continue
        parents = [r.code for r in row.around if r.code] or [r.code for r in table.rows if r.code]
        height = ORDER[row.level]
        for parent in sorted({p.code for p in parents if p and p.code.count(".") == height - 2}):
            near = gazetteer.nearly(table.official(row.names[0])[0], gazetteer.children(parent))
            if near:
                row.code, row.candidates = near, [near]
                break
