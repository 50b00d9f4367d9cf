"""Which format a request gets."""

from __future__ import annotations

import pytest

from kg.serve.media import GRAPHS, RESULTS, best, chosen, prefers_html, wishes


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "xml"),
        ("application/json", "json"),
        ("text/xml", "xml"),
        ("text/*", "csv"),
        ("text/*;q=0.9, text/tab-separated-values", "tsv"),
        ("application/sparql-results+json;q=0, text/csv;q=0.1", "csv"),
        ("image/png", None),
        ("text/csv; charset=utf-8; q=nonsense", "csv"),
    ],
)
def test_the_best_table_format_is_taken(accept: str, expected: str | None) -> None:
    assert chosen(accept, "", RESULTS) == expected


def test_a_named_format_goes_before_the_header() -> None:
    assert chosen("text/turtle", "ntriples", GRAPHS) == "ntriples"
    assert chosen("text/turtle", "csv", GRAPHS) == "turtle"


def test_browsers_want_pages_and_programs_do_not() -> None:
    assert prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert not prefers_html("*/*")
    assert not prefers_html("")
    assert not prefers_html("text/turtle, text/html;q=0.5")


def test_wishes_come_in_order_and_nothing_refused_is_kept() -> None:
    assert [w.type for w in wishes("a/b;q=0.2, c/d, e/f;q=0")] == ["c/d", "a/b"]
    assert best("a/b", ("c/d",)) is None
