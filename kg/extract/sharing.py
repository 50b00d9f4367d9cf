"""What one mention of a list gives the others: posts, units and areas ("Babinsa Serda A, Serda B"; "A dan B, Babinsa
X"; "Dandim A melalui Pasiter B"), and the unit before those who are called no more than members of it."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise, takewhile

from kg.extract.areas import AreaRef, fits
from kg.extract.chunks import Chunker
from kg.extract.grammar import Grammar
from kg.extract.office import Office, copy
from kg.extract.succession import succeed
from kg.extract.tails import MEMBERS, Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import key
from kg.model import Pillar
from kg.text.tokens import fold

LIST = re.compile(r"^\s*(?:,|;|dan|serta|&|bersama|,\s*(?:dan|serta)|beserta|dengan|didampingi|maupun)\s*$", re.I)
_AND = re.compile(r"^\s*,?\s*(?:dan|serta|&)\s*$", re.I)
_AMONG = re.compile(r"(?:di\s?antaranya|antara lain|antaranya|yakni|yaitu)\s*:?\s*$", re.I)
_THROUGH = re.compile(r"^\s*,?\s*(?:melalui|lewat|diwakili|yang diwakili)(?: oleh)?\s*,?\s*$", re.I)


_PLACES_IT = frozenset({"di", "dari"})
_ALL_OF_THEM = frozenset({"keduanya", "ketiganya", "keempatnya", "semuanya"})
_MATE = re.compile(
    r"^\s*,?\s*(?:bersama|dan|dengan|didampingi)\s+(?:(?:\w+\s+)?(?:rekan|anggota)(?:nya)?)\s*,?\s*$", re.I
)
_JOINS = frozenset({"dan", "serta", "bersama", "beserta", "&"})
_STANDS_IN = frozenset({"diwakili", "melalui", "lewat", "oleh", "yang", ","})


def share(grammar: Grammar, found: list[Mentioned], first: int, last: int) -> None:
    """Complete the mentions of the sentence ``[first, last)`` (tokens) by each other and by what stands around them."""
    _serve(grammar.chunker, found, first)
    _place(grammar.chunker, found, first)
    _stand_in(grammar.chunker, found, first)
    _pair_up(grammar, found, first, last)
    _share(grammar.chunker, found)
    _share_group(grammar, found, first, last)
    _share_among_all(grammar, found, last)
    _under_command(found)
    succeed(grammar, found, first, last)
    for person in found:
        if (person.offices or person.rank) and (office := _stood_in_for(grammar, person, first, last)):
            _share_unit(office, person)


def _place(chunker: Chunker, found: list[Mentioned], first: int) -> None:
    """ "Di Hinekombe, Lurah Naomi Kaigere …": a post is held in the place that the sentence begins with, if the article
    names it with the level of the post."""
    for person in found[:1]:
        office = person.offices[0] if person.fronted else None
        if office is None or office.areas or office.units or office.post is None or office.post.level is None:
            continue
        tokens, j = chunker.doc.tokens, person.first - 1
        if j <= first + 1 or tokens[j].text != "," or tokens[first].lower not in _PLACES_IT:
            continue
        name = chunker.text(first + 1, j)
        if any(fits(office.post.level, level) for level in chunker.words.known.get(key(name), ())):
            office.areas.append(AreaRef(name, office.post.level, chunker.span(first + 1, j)))
            office.rule = "office.placed"


def _stand_in(chunker: Chunker, found: list[Mentioned], first: int) -> None:
    """ "Mewakili Danramil 05/Cilincing, Pelda A": the post is not his who stands in for its holder, its unit is."""
    tokens = chunker.doc.tokens
    for person in found:
        title = tokens[person.first : person.name_first]
        stands_in = person.first > first and tokens[person.first - 1].lower == "mewakili"
        if stands_in and person.fronted and any(token.text == "," for token in title):
            held, *person.offices = person.offices
            person.fronted = bool(person.offices)
            if not person.offices:
                person.units = [unit for unit in held.units if unit.kind.level]


def _pair_up(grammar: Grammar, found: list[Mentioned], first: int, last: int) -> None:
    """ "Babinsa dan Bhabinkamtibmas Desa X, Serda A dan Bripka B": of two posts before two names each is his whose rank
    is of its institution, and what the second is held for, the first is as well."""
    chunker = grammar.chunker
    for left, right in pairwise(found):
        if not (left.fronted and left.rank and right.rank and not right.offices and left.offices):
            continue
        joint = left.first - 1
        if (
            joint <= first
            or chunker.doc.tokens[joint].lower not in _JOINS
            or not _AND.match(_between(chunker, left, right))
        ):
            continue
        before = (c for c in chunker.chunks(first, joint) if c.kind == "post" and c.last <= joint)
        ends_here = [r[0] for c in before if (r := grammar.offices.at(c.first, last)) is not None and r[1] == joint]
        if not ends_here:
            continue
        posts = {office.pillar: office for office in (ends_here[-1], left.offices[0])}
        if len(posts) < 2 or {left.rank[0].pillar, right.rank[0].pillar} != set(posts):
            continue
        areas = left.offices[0].areas
        for person in (left, right):
            assert person.rank is not None
            office = copy(posts[person.rank[0].pillar], "office.of-pair")
            office.areas = office.areas or list(areas)
            person.offices = [office]


def _serve(chunker: Chunker, found: list[Mentioned], first: int) -> None:
    for person in found:
        if person.fronted or person.units or any(office.units for office in person.offices):
            continue
        units = served_before(chunker, first, person.first)
        if person.offices:  # "Personel Polsek X, Bripka A selaku Bhabinkamtibmas Y"
            person.offices[0].units = units
        else:
            person.units = units


def served_before(chunker: Chunker, first: int, i: int) -> list[UnitRef]:
    """The units right before token ``i`` if the words before them call whom follows a member: "anggota Satlantas Polres
    Ngada | Bripka A", "personel Polsek Waru, | Aipda B", "perwakilan PT. Sari Bumi (SB), | C"."""
    before = list(chunker.chunks(first, i))
    if before and before[-1].value in (",", ":"):  # "- Perwakilan Dinas B : C"
        before.pop()
    if len(before) > 2 and before[-1].value == ")" and before[-3].value == "(":
        del before[-3:]
    units: list[UnitRef] = []
    while before and isinstance(unit := before[-1].value, UnitRef):
        units.insert(0, unit)
        before.pop()
    called = before and fold(chunker.text(before[-1].first, before[-1].last)) in MEMBERS
    return units if called else []


def _share(chunker: Chunker, found: list[Mentioned]) -> None:
    """Hand offices along a list: a post before the first of several ranked names, or after the last of them."""
    for left, right in pairwise(found):
        if not LIST.match(_between(chunker, left, right)):
            continue
        if left.fronted and not right.offices and (_same_side(left, right) or _after_colon(chunker, left, right)):
            right.offices = [copy(o, "office.shared-forward") for o in left.offices[:1]]
            right.units = list(left.units)
            right.fronted = right.rank is None
    for left, right in reversed(list(pairwise(found))):
        if not left.offices and right.offices and not right.fronted and _same_side(left, right):
            if LIST.match(_between(chunker, left, right)):
                left.offices = [copy(o, "office.shared-back") for o in right.offices]
    for left, right in pairwise(found):
        between = _between(chunker, left, right)
        stands_in = _THROUGH.match(between) and (right.offices or "wakil" in between)
        if left.offices and (stands_in or (_MATE.match(between) and _same_side(left, right))):
            _share_unit(left.offices[0], right)
        if _AND.match(_between(chunker, left, right)) and left.offices and right.offices:
            _share_area(left.offices[0], right.offices[0])


def _share_group(grammar: Grammar, found: list[Mentioned], first: int, last: int) -> None:
    """ "tokoh masyarakat, di antaranya Ustad A, B, dan C": the group's post is that of everyone in the list."""
    chunker = grammar.chunker
    introduced: list[Mentioned] = []
    for n, person in enumerate(found):
        joined = n and LIST.match(_between(chunker, found[n - 1], person)) and found[n - 1] in introduced
        before = chunker.doc.text[chunker.doc.tokens[first].start : chunker.doc.tokens[person.first].start]
        if joined or _AMONG.search(before):
            introduced.append(person)
    if not introduced:
        return
    office: Office | None = None
    for chunk in chunker.chunks(first, introduced[0].first):
        if chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)):
            office = read[0]
    for person in introduced:
        side = person.rank[0].pillar if person.rank else "Masyarakat"
        if office and not person.offices and office.pillar == side and not person.units:
            person.offices = [copy(office, "office.of-group")]


def _share_among_all(grammar: Grammar, found: list[Mentioned], last: int) -> None:
    """ "Sertu A dan Kopda B, keduanya Babinsa dari Koramil X": the post of everyone in the list before it."""
    chunker = grammar.chunker
    for n, person in enumerate(found):
        comma = chunker.at(person.last, last)
        if comma.value != "," or chunker.at(comma.last, last).value not in _ALL_OF_THEM:
            continue
        if (read := grammar.offices.at(comma.last + 1, last)) is None:
            continue
        holder = Mentioned(person.first, person.last, person.name, person.name_first, person.name_last)
        holder.offices.append(read[0])
        grammar.tails.read(holder, read[1], last)
        group = [person]
        while n and LIST.match(_between(chunker, found[n - 1], group[-1])):
            n -= 1
            group.append(found[n])
        for one in group:
            if not one.offices:
                one.offices = [copy(holder.offices[0], "office.shared-back")]


def _under_command(found: list[Mentioned]) -> None:
    """ "Kapolres X AKBP A didampingi Kabag Ops AKP B", "Camat X A, Sekcam B": staff named right after the head of their
    unit or area, with nobody of another institution between."""
    for n, person in enumerate(found):
        for office in person.offices:
            if office.units or office.areas or office.post is None:
                continue
            own = takewhile(partial(_is_of, pillar=office.pillar), reversed(found[:n]))
            head = next((o for other in own for o in other.offices if _heads(o, office)), None)
            if head is None:
                continue
            if office.kind is not None:
                office.units = [u for u in head.units if u.kind is head.kind]
                office.rule = "office.shared-unit"
            else:
                office.areas = list(head.areas[:1])
                office.rule = "office.shared-area"


def _is_of(person: Mentioned, pillar: Pillar | None) -> bool:
    return any(office.pillar == pillar for office in person.offices)


def _heads(head: Office, staff: Office) -> bool:
    """Whether one office is the head of the unit, or of the area, that another is of the staff of."""
    if head.post is None or staff.post is None or head.pillar != staff.pillar or head.notation == staff.notation:
        return False
    if staff.kind is not None and staff.kind.level:
        return head.kind is staff.kind and bool(head.units) and head.post.notation == staff.kind.head_post
    same = staff.post.level is not None and head.post.level == staff.post.level
    return staff.kind is None and same and bool(head.areas) and head.pillar == "Pemerintah"


def _share_area(left: Office, right: Office) -> None:
    """ "Babinsa Kelurahan X Serda A dan Bhabinkamtibmas Aipda B": two officers named as a pair serve one area."""
    pair = {left.notation, right.notation}
    if pair == {"Babinsa", "Bhabinkamtibmas"} and left.areas and not right.areas and not right.units:
        right.areas = list(left.areas)
        right.rule = "office.shared-area"


def _share_unit(left: Office, right: Mentioned) -> None:
    """ "Dandim 0301/PBR Kolonel A melalui Kaur Komsos Lettu B": who speaks for a commander serves under him, who stands
    in for a camat in the same area."""
    named = any(o.units or o.areas for o in right.offices) or right.units
    if not right.offices:  # "Kapolsek Salahutu yang diwakili Aiptu A"
        if right.rank and right.rank[0].pillar == left.pillar and not named:
            right.units = [u for u in left.units if u.kind.level]
        return
    if left.units and not named and left.pillar == right.offices[0].pillar:
        right.offices[0].units = [u for u in left.units if u.kind.level]
        right.offices[0].rule = "office.shared-unit"
    elif left.areas and not named and left.post and right.offices[0].post:
        if left.pillar == right.offices[0].pillar and left.post.level == right.offices[0].post.level:
            right.offices[0].areas = list(left.areas)  # "Camat Cilawu diwakili Sekmat A"
            right.offices[0].rule = "office.shared-area"


def _stood_in_for(grammar: Grammar, person: Mentioned, first: int, last: int) -> Office | None:
    """The office whose holder is not named: "Danramil 1107/Cilawu diwakili | Batuud Peltu A", "Batuud Peltu A |
    mewakili Danramil 1107/Cilawu"."""
    tokens = grammar.chunker.doc.tokens
    if person.last < last and tokens[person.last].lower == "mewakili":
        after = grammar.offices.at(person.last + 1, last)
        return after[0] if after else None
    end = person.first
    while end > first and tokens[end - 1].lower in _STANDS_IN:
        end -= 1
    if end == person.first or tokens[person.first - 1].lower == "yang":
        return None
    for chunk in grammar.chunker.chunks(first, end):
        if chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)) and read[1] == end:
            return read[0]
    return None


def _between(chunker: Chunker, left: Mentioned, right: Mentioned) -> str:
    tokens = chunker.doc.tokens
    return chunker.doc.text[tokens[left.last - 1].end : tokens[right.first].start]


def _after_colon(chunker: Chunker, left: Mentioned, right: Mentioned) -> bool:
    """ "- Kader Posyandu : Norlaila, Masitah, Hj. Jubaidah": a line that gives one post to all those named in it."""
    if left.rank or right.rank or not left.offices:
        return False
    shared = left.offices[0].rule == "office.shared-forward"
    return shared or any(token.text == ":" for token in chunker.doc.tokens[left.first : left.name_first])


def _same_side(left: Mentioned, right: Mentioned) -> bool:
    return left.rank is not None and right.rank is not None and left.rank[0].pillar == right.rank[0].pillar
