"""Which things are drawn."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.lookup import Label
from kg.viz import choose, group
from kg.viz.model import Kind, Network, Thing, Tie
from kg.viz.view import importance

KINDS: dict[str, Kind] = {"p": "person", "e": "event", "a": "article", "w": "place", "u": "organization"}


def net(*ties: str, **dates: str) -> Network:
    """Ties as "e1 participant p1"; the first letter of a name says what it is."""
    rows = [Tie(s, t, kind) for s, kind, t in (tie.split() for tie in ties)]
    names = sorted({end for tie in rows for end in (tie.source, tie.target)})
    parents = {tie.source: tie.target for tie in rows if tie.kind == "containedInPlace"}
    reported = {tie.target: (tie.source,) for tie in rows if tie.kind in ("reports", "mentions")}
    for tie in rows:
        if tie.kind == "participant":
            reported.setdefault(tie.target, reported.get(tie.source, ()))
    places = {tie.source: (tie.target,) for tie in rows if tie.kind in ("place", "assignedArea")}
    things = {
        n: Thing(
            n, KINDS[n[0]], Label(n, n), date=dates.get(n, ""), parent=parents.get(n, ""), places=places.get(n, ()),
            articles=(n,) if n[0] == "a" else reported.get(n, ()),
        )
        for n in names
    }  # fmt: skip
    return Network(things, tuple(rows), importance(things, rows), "")


TWO = net(
    "a1 reports e1", "e1 participant p1", "e1 participant p2", "e1 place w1", "w1 containedInPlace w9",
    "a2 reports e2", "e2 participant p3", "e2 place w2", "w2 containedInPlace w9", "a3 mentions u1",
    e1="2025-04-14", e2="2025-06", a3="2025-06-30",
)  # fmt: skip


def test_around_a_thing_are_its_neighbours_then_theirs() -> None:
    assert set(choose.around(TWO, "p1", 0)) == {"p1"}
    assert set(choose.around(TWO, "p1", 1)) == {"p1", "e1"}
    assert set(choose.around(TWO, "p1", 2)) == {"p1", "e1", "p2", "w1", "a1"}


def test_a_shared_province_makes_nobody_neighbours() -> None:
    assert "w9" in choose.around(TWO, "p1", 3)
    assert "w2" not in choose.around(TWO, "p1", 6)
    assert "w2" in choose.around(TWO, "w9", 1)


def test_around_stops_at_the_limit() -> None:
    assert choose.around(TWO, "p1", 9, limit=3)[:2] == ["p1", "e1"]
    assert len(choose.around(TWO, "p1", 9, limit=3)) == 3


def test_importance_is_ties_and_articles_and_hardly_areas_around_areas() -> None:
    assert TWO.importance["e1"] > TWO.importance["p1"] > TWO.importance["w9"]


def test_the_most_important_come_with_what_ties_them() -> None:
    many = [f"e{i} participant p{j}" for i in range(30) for j in range(10) if (i + j) % 2]
    chosen = choose.most_important(net(*many, "e99 participant p77"), 20)
    assert len(chosen) == 20
    assert [n for n in chosen if n[0] == "p"]
    assert [n for n in chosen if n[0] == "e"]
    assert "e99" not in chosen


def test_beyond_are_the_neighbours_that_are_not_drawn() -> None:
    assert set(choose.beyond(TWO, ["p1", "e1"])) == {"p2", "w1", "a1"}
    assert choose.beyond(TWO, list(TWO.things)) == []


@pytest.mark.parametrize(
    ("since", "until", "kept", "gone"),
    [
        ("2025-04-14", "2025-04-14", "a1 e1 p1 p2 w1 w9", "a2 e2 p3 w2 a3 u1"),
        ("2025-06-10", "", "a2 e2 a3 u1", "a1 e1"),
        ("", "2025-05", "a1 e1", "e2 a3"),
        ("2025", "2025", "e1 e2 a3", ""),
    ],
)
def test_a_period_keeps_events_their_articles_and_what_these_speak_of(
    since: str, until: str, kept: str, gone: str
) -> None:
    things = choose.period(_with_articles(TWO), since, until).things
    assert set(kept.split()) <= set(things)
    assert not set(gone.split()) & set(things)


def _with_articles(network: Network) -> Network:
    """People and places as spoken of by the article of their event."""
    from dataclasses import replace

    told = {"p1": "a1", "p2": "a1", "w1": "a1", "p3": "a2", "w2": "a2"}
    things = {n: replace(t, articles=(told[n],)) if n in told else t for n, t in network.things.items()}
    return replace(network, things=things)


def test_a_period_without_events_is_told() -> None:
    with pytest.raises(UsageError, match="nothing in the graph happened in the period 1999 – 2000"):
        choose.period(TWO, "1999", "2000")


def test_areas_stand_for_what_belongs_to_them() -> None:
    found = group.by_area(TWO, 10)
    grouped = found.groups
    assert found.homes["p1"] == group.of("w1")
    assert {t.kind for t in grouped.things.values()} == {"group"}
    assert dict(grouped.things[group.of("w1")].members) == {"article": 1, "event": 1, "person": 2}
    assert dict(grouped.things[group.of(group.ELSEWHERE)].members) == {"article": 1, "organization": 1}
    assert {(t.source, t.target, t.weight) for t in grouped.ties} == {
        (group.of("w1"), group.of("w9"), 1), (group.of("w2"), group.of("w9"), 1),
    }  # fmt: skip


def test_too_many_areas_become_the_areas_around_them() -> None:
    grouped = group.by_area(TWO, 2).groups
    assert set(grouped.things) == {group.of("w9"), group.of(group.ELSEWHERE)}
    assert dict(grouped.things[group.of("w9")].members) == {"article": 2, "event": 2, "person": 3, "place": 2}
