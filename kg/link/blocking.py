"""Which profiles are worth comparing: those that share a block, such as a word of the name in one kecamatan.

A block is a short text that a profile alone decides. In a block of up to ``CROWD`` profiles all are compared; in a
larger one (a common name in a big city) they are put in an order that lays what is alike side by side, and each is
compared with the next few. So the work grows with the number of profiles, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.link import unit_names
from kg.link.names import sound, sounds
from kg.link.profile import DISTRICT, REGENCY, Kind, Profile

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

CROWD = 40
_NEXT = 8  # neighbours on each side that are compared in a crowd
_PROVINCE = 2
_WORD = 3  # letters of a word that finds by itself: initials and particles find too much


def blocks(profile: Profile, vocab: Vocabulary) -> list[str]:
    """The blocks of a profile, in order; none for what has no name."""
    by_kind: dict[Kind, Callable[[Profile, Vocabulary], Iterator[str]]] = {
        "person": _person, "unit": _unit, "place": _place, "event": _event,
    }  # fmt: skip
    return sorted({f"{profile.kind}|{key}" for key in by_kind[profile.kind](profile, vocab)})


def partners(members: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """The pairs (indexes) of one block that are compared; a function of the block's members, not of their order."""
    if len(members) <= CROWD:
        yield from ((i, j) for i in range(len(members)) for j in range(i + 1, len(members)))
        return
    order = sorted(range(len(members)), key=lambda i: (_alike(members[i]), members[i].iri))
    for at, i in enumerate(order):
        for j in order[at + 1 : at + 1 + _NEXT]:
            yield min(i, j), max(i, j)


def _alike(p: Profile) -> tuple[object, ...]:
    return (p.codes, p.context, p.units, p.categories, tuple(held.rank for held in p.ranks), p.names)


def _person(p: Profile, vocab: Vocabulary) -> Iterator[str]:
    spots = set(p.spots)
    spots |= {f"={name}" for name in p.area_names if not any(c.isdigit() for c in name)}
    for name in p.units:
        unit = unit_names.read(name, vocab)
        spots |= {f"{unit.kind} {word}" for word in (*map(sound, unit.words), *unit.numbers)}
    for name in p.names:
        words = sounds(name)
        for word in words:
            if len(word) >= _WORD:
                yield from (f"{word}|{spot}" for spot in spots)
        if len(words) < 2:
            continue
        whole = " ".join(sorted(words))
        start = " ".join(word[:2] for word in words)
        yield f"{whole}|"
        for regency in p.regencies:
            yield f"{whole}|{regency}"
            yield f"{start}…|{regency}"
            yield from (f"{one} {next}|{regency}" for one, next in pairwise(words))


def _unit(p: Profile, vocab: Vocabulary) -> Iterator[str]:
    for name in p.names:
        unit = unit_names.read(name, vocab)
        kind = (unit.kind or next(iter(p.categories), "")).split(" ")[0]
        yield f"{kind}|{' '.join(map(sound, unit.words))}|{' '.join(unit.numbers)}"
        for regency in p.regions:
            yield from (f"{kind}|{word[0]}|{regency}" for word in unit.words[:1])
            yield from (f"{kind}|{number}|{regency}" for number in unit.numbers[-1:])
        if unit.numbers and unit.words:
            yield f"{kind}|{unit.numbers[-1]}|{unit.words[0][0]}"


def _place(p: Profile, vocab: Vocabulary) -> Iterator[str]:
    around = {code[:length] for code in p.codes for length in (_PROVINCE, REGENCY) if len(code) >= length}
    for name in p.names:
        heard = "".join(sounds(name))
        for code in sorted(around | set(p.regions)):
            yield f"{heard}|{code}"
            if len(code) == REGENCY:
                yield f"{heard[:3]}…|{code}"
                yield f"…{heard[-3:]}|{code}"


def _event(p: Profile, vocab: Vocabulary) -> Iterator[str]:
    for day in p.days:
        yield from (f"{day}|{code[:DISTRICT]}" for code in p.areas)
        for name in p.people:
            yield f"{day}|{' '.join(sorted(sounds(name)))}"
