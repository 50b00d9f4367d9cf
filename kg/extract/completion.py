"""What an article leaves to its readers: the one unit behind the post of its head ("Kepala Sekolah", "Danramil"), a
title that names only its kind ("Dokter Kodim"), "dari puskesmas tersebut", or the village of a "Babinsa setempat".

Other posts are left alone: a "Kanit Reskrim" is not said to serve in the one Polsek that the article happens to name.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.areas import AreaRef, fits
from kg.extract.grammar import Grammar
from kg.extract.office import Office
from kg.extract.tails import THAT, Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import key
from kg.model import Span
from kg.vocab import Level, UnitKind

_VILLAGES = ("kelurahan", "desa", "kampung", "dusun")
_HERE = "setempat"


def complete_units(grammar: Grammar, persons: Sequence[Mentioned]) -> None:
    """Give an office or person that names a kind of unit the only one of that kind in the article."""
    for office in [o for person in persons for o in person.offices]:
        if office.units or office.kind is None or not _heads_or_serves(office, office.kind):
            continue
        if unit := _only(grammar, office.kind, office.span):
            office.units.append(unit)
            office.rule = "office.only-unit"
            level = office.post.level if office.post else None
            if level and unit.area and not office.areas and grammar.offices.holders.names_area(unit.area, level):
                office.areas.append(AreaRef(unit.area, level, office.span))
    for person in persons:
        person.units += [u for kind, span in person.served if (u := _only(grammar, kind, span))]


def complete_areas(grammar: Grammar, persons: Sequence[Mentioned]) -> None:
    """Give the officer of "the place", "this village" the village named last before him ("Babinsa setempat, Serda A";
    "Bhabinkamtibmas desa itu")."""
    chunker = grammar.chunker
    for office in [o for person in persons for o in person.offices]:
        level = office.post.level if office.post else None
        if office.areas or level not in _VILLAGES or not _of_the_place(grammar, office.span):
            continue
        named = [a for a in chunker.areas_before(chunker.doc.token_at(office.span.start)) if fits(level, a.level)]
        if named:
            office.areas.append(AreaRef(named[-1].name, level, office.span))
            office.rule = "office.of-the-place"


def _of_the_place(grammar: Grammar, post: Span) -> bool:
    """Whether "setempat", or a level with a word that points back, stands right behind a post."""
    chunker = grammar.chunker
    tokens = chunker.doc.tokens
    j = chunker.doc.token_at(post.end - 1) + 1
    stop = chunker.doc.ranges[chunker.doc.sentence_of[j - 1]][1]
    if j >= stop:
        return False
    if tokens[j].lower == _HERE:
        return True
    found = chunker.words.entry_at(j, stop)
    level = found is not None and any(isinstance(e.value, Level) for e in found[1])
    return bool(level and found and found[0] < stop and tokens[found[0]].lower in THAT)


def _heads_or_serves(office: Office, kind: UnitKind) -> bool:
    """Whether an office belongs to a unit of that kind itself: an open title that names it, or the post of its head."""
    if office.post:
        return office.post.notation == kind.head_post
    return kind.level is not None


def _only(grammar: Grammar, kind: UnitKind, span: Span) -> UnitRef | None:
    """The unit of that kind, if the article names just one; ``span``: where it is meant."""
    found = sorted((u for u in _units(grammar) if u.kind.notation == kind.notation), key=lambda u: -len(u.name))
    if not found or not all(key(found[0].name).startswith(key(u.name)) for u in found):
        return None
    unit = found[0]
    return UnitRef(unit.kind, unit.name, unit.code, unit.area, span)


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
