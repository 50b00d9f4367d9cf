"""How the ranks that two profiles give go together: the same, a promotion, or what cannot be one career."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Literal

from kg.link.profile import Held

if TYPE_CHECKING:
    from kg.vocab import Rank, Vocabulary

Verdict = Literal[
    "rank-same", "rank-promotion", "rank-near", "rank-far", "rank-demotion", "rank-other-force"
]  # fmt: skip

_ORDER: tuple[Verdict, ...] = (
    "rank-same", "rank-promotion", "rank-near", "rank-far", "rank-demotion", "rank-other-force",
)  # fmt: skip
_DAYS_A_STEP = 365  # promotions by one rank come after two years at the earliest; a course for officers skips some


def compare(mine: Sequence[Held], theirs: Sequence[Held], vocab: Vocabulary) -> Verdict:
    """The best verdict of any two ranks, except that a lower rank later speaks against whatever else agrees."""
    found = {_pair(a, b, vocab) for a, b in product(mine, theirs)}
    if "rank-demotion" in found and "rank-same" not in found:
        return "rank-demotion"
    return next(verdict for verdict in _ORDER if verdict in found)


def _pair(one: Held, other: Held, vocab: Vocabulary) -> Verdict:
    a, b = vocab.ranks.get(one.rank), vocab.ranks.get(other.rank)
    if one.rank == other.rank:
        return "rank-same"
    if a is None or b is None:
        return "rank-near"
    if not _one_force(a, b):
        return "rank-other-force"
    steps = _place(b, vocab) - _place(a, vocab)
    if steps == 0:
        return "rank-near"  # the shared and the service's own rank of one height
    later = _later(one, other)
    if later is None:
        return "rank-near" if abs(steps) == 1 else "rank-far"
    rise, days = (steps, later) if later > 0 else (-steps, -later)
    if rise < 0:
        # a report may lag behind by some weeks, and then by one rank only
        return "rank-near" if rise == -1 and days < _DAYS_A_STEP // 4 else "rank-demotion"
    return "rank-promotion" if rise <= 1 + days // _DAYS_A_STEP else "rank-far"


def _later(one: Held, other: Held) -> int | None:
    """Days from the last report of one to the first of the other (or minus those the other way); None if unknown or
    if the two were reported side by side."""
    if not (one.first and one.last and other.first and other.last):
        return None
    if other.first > one.last:
        return _days(one.last, other.first)
    if one.first > other.last:
        return -_days(other.last, one.first)
    return None


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _one_force(a: Rank, b: Rank) -> bool:
    if a.pillar != b.pillar:
        return False
    return a.institution == b.institution or "TNI" in (a.institution, b.institution)


@functools.cache
def _ladder(vocab: Vocabulary) -> dict[int, int]:
    """Rank order -> its place, one step a rank."""
    return {order: place for place, order in enumerate(sorted({rank.order for rank in vocab.ranks.values()}))}


def _place(rank: Rank, vocab: Vocabulary) -> int:
    return _ladder(vocab)[rank.order]
