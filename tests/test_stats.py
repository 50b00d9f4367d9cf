"""Counts and gaps over two small articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small

from kg import stats
from kg.store import Graph

NOTHING = "issue|unread"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("stats")), small.MULYO, small.SEPI, NOTHING) as opened:
        yield opened


def test_things_are_counted_by_class(graph: Graph) -> None:
    counts = dict(stats.stats(graph).classes)
    assert counts["article"] == 3
    assert counts["person"] == 3
    assert counts["organization"] == 1
    assert counts["event"] == 2
    assert counts["statement"] == 1
    assert counts["conflict"] == 1
    # Mulyo with the three areas around it, and Sepi
    assert counts["place"] == 5


def test_tables_are_largest_first(graph: Graph) -> None:
    found = stats.stats(graph)
    assert found.pillars == (("Masyarakat", 1), ("Polri", 1), ("TNI", 1))
    assert found.activities == (("patroli", 1), ("siskamling", 1))
    assert found.months == (("2025-04", 1),)
    assert [number for _, number in found.outlets] == [1, 1, 1]


def test_gaps_are_counted(graph: Graph) -> None:
    missing = dict(stats.stats(graph).missing)
    assert missing == {
        "articles-without-facts": 1,
        "articles-without-outlet": 0,
        "events-without-date": 1,
        "events-without-place": 1,
        "events-without-participants": 0,
        "events-without-TNI": 1,
        "events-without-Polri": 1,
        "events-without-Pemerintah": 2,
        "places-not-grounded": 1,
        "persons-without-role": 1,
        "statements-without-speaker": 0,
        "conflicts-open": 0,
    }


def test_report_in_words_leaves_out_gaps_that_are_none(graph: Graph) -> None:
    shown = stats.to_text(stats.stats(graph), "id")
    assert "Peristiwa menurut bulan\n  2025-04        1\n" in shown
    assert "peristiwa tanpa tanggal" in shown
    assert "ucapan tanpa penutur" not in shown
    assert "events without a date" in stats.to_text(stats.stats(graph), "en")


def test_json_is_the_same_in_both_languages(graph: Graph) -> None:
    found = stats.stats(graph)
    assert stats.to_json(found, "id") == stats.to_json(found, "en")
    assert stats.to_json(found)["missing"]["events-without-Pemerintah"] == 2
