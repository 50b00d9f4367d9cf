"""What an article leaves to its readers: the command behind a title that names only its kind ("Dokter Kodim").

Listed posts are left alone: a "Kanit Reskrim" is not said to serve in the one Polsek that the article happens to name.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.grammar import Grammar
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import key


def complete_units(grammar: Grammar, persons: Sequence[Mentioned]) -> None:
    """Give an office that names a kind of command the only command of that kind in the article."""
    for office in [o for person in persons for o in person.offices]:
        if office.post or office.units or office.kind is None or office.kind.level is None:
            continue
        found = {key(u.name): u for u in _units(grammar) if u.kind.notation == office.kind.notation}
        if len(found) == 1:
            unit = next(iter(found.values()))
            office.units.append(UnitRef(unit.kind, unit.name, unit.code, unit.area, office.span))
            office.rule = "office.only-unit"


def _units(grammar: Grammar) -> list[UnitRef]:
    """The units named outright in the article, and those behind posts ("Dandim 1702/Jayawijaya"), in text order."""
    chunker = grammar.chunker
    found: list[UnitRef] = []
    for first, last in chunker.doc.ranges:
        for chunk in chunker.chunks(first, last):
            if isinstance(chunk.value, UnitRef):
                found.append(chunk.value)
            elif chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)):
                found.extend(read[0].units)
    return found
