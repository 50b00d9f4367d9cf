from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.archive import Archive, Record, pack
from kg.derive import Row, Support
from kg.errors import GraphError
from kg.model import Issue, Span


def record(key: str = "k1", **changes: object) -> Record:
    fields: dict[str, object] = {
        "key": key, "source": f"{key}.txt", "origin": f"/in/{key}.txt", "url": None, "title": None, "author": None,
        "publisher": None, "published": None, "sha256": "0" * 64, "text": "Teks.", "outlet": None,
        "graph": f"urn:g/{key}/1", "revises": None, "issues": (), "version": "1", "rules": "r",
    }  # fmt: skip
    return Record(**{**fields, **changes})  # type: ignore[arg-type]


def row(subject: str, value: str = "v", status: str = "n") -> Row:
    return Row(subject, "urn:p", f'"{value}"', status)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "articles.sqlite", write=True)


def put(archive: Archive, found: Record, *rows: Row, quads: bytes = b"q") -> None:
    with archive.transaction():
        archive.put(found, pack(quads), rows, "2025-01-01T00:00:00+00:00")


def settle(archive: Archive) -> None:
    with archive.transaction():
        archive.pending.clear()


def test_article_comes_back_as_it_was_put(archive: Archive) -> None:
    issues = (Issue("date.no-year", Span(3, 9), "14 April – “?”"),)
    found = record(url="https://x.id/1", title="Judul", text="Baris\nsatu”", issues=issues, outlet="urn:o")
    put(archive, found, quads=b"<a> <b> <c> .\n")
    assert archive.get("k1") == found
    assert archive.quads("k1") == archive.graph_quads("urn:g/k1/1") == b"<a> <b> <c> .\n"
    assert list(archive.issues()) == [("k1", issues[0])]
    assert found.article.text == "Baris\nsatu”"


@pytest.mark.parametrize("selector", ["k1", "k1.txt", "/in/k1.txt", "https://x.id/1"])
def test_article_is_found_by_any_of_its_names(archive: Archive, selector: str) -> None:
    put(archive, record(url="https://x.id/1"))
    put(archive, record("k2"))
    assert [found.key for found in archive.find(selector)] == ["k1"]


def test_rows_of_a_table_are_found_by_the_table(archive: Archive) -> None:
    for number in (1, 2):
        put(archive, record(f"k{number}", origin=f"/in/t.csv:{number}"))
    put(archive, record("k3", origin="/in/t.csv.txt"))
    assert [found.key for found in archive.rows_of("/in/t.csv")] == ["k1", "k2"]


def test_support_counts_articles(archive: Archive) -> None:
    put(archive, record("k1"), row("urn:a"), row("urn:a", status="p"), row("urn:b"))
    put(archive, record("k2"), row("urn:a"))
    assert archive.support("urn:a") == [Support("urn:p", '"v"', "n", 2), Support("urn:p", '"v"', "p", 1)]


def test_dropping_leaves_nothing_but_a_note(archive: Archive) -> None:
    put(archive, record(), row("urn:a"))
    settle(archive)
    with archive.transaction():
        archive.drop("k1")
    assert len(archive) == 0
    assert [tuple(pending) for pending in archive.pending.graphs()] == [("urn:g/k1/1", False)]
    assert [(tuple(pending), support) for pending, support in archive.pending.support()] == [(("urn:a", False), [])]
    settle(archive)
    tables = sqlite3.connect(archive.path)
    for table in ("article", "fact", "pending_graph", "pending_subject"):
        assert tables.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert tables.execute("SELECT count(*) FROM term WHERE iri = 'urn:a'").fetchone() == (0,)


def test_replacing_notes_the_old_graph_and_the_subjects_of_both(archive: Archive) -> None:
    put(archive, record(), row("urn:a"), row("urn:b"))
    settle(archive)
    put(archive, record(graph="urn:g/k1/2"), row("urn:b"), row("urn:c"))
    assert {pending.name: pending.fresh for pending in archive.pending.graphs()} == {
        "urn:g/k1/1": False,
        "urn:g/k1/2": False,
    }
    noted = {pending.name: (pending.fresh, len(support)) for pending, support in archive.pending.support()}
    assert noted == {"urn:a": (False, 0), "urn:b": (False, 1), "urn:c": (True, 1)}


def test_subject_known_to_another_article_is_not_fresh(archive: Archive) -> None:
    put(archive, record("k1"), row("urn:a"))
    assert [pending.fresh for pending, _ in archive.pending.support()] == [True]
    settle(archive)
    put(archive, record("k2"), row("urn:a"))
    assert [pending.fresh for pending, _ in archive.pending.support()] == [False]


def test_failed_transaction_changes_nothing(archive: Archive) -> None:
    broken = [row("urn:a"), Row("urn:b", "urn:p", None, "n")]  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError), archive.transaction():
        archive.put(record(), pack(b"q"), broken, "now")
    assert len(archive) == 0
    assert not archive.pending


def test_outlets_are_counted_with_and_without_the_articles(archive: Archive) -> None:
    put(archive, record("k1", outlet="urn:o1"), row("urn:a", "lone"), row("urn:a", "shared"), row("urn:a", "bad", "d"))
    put(archive, record("k2", outlet="urn:o2"), row("urn:a", "shared"))
    put(archive, record("k3", outlet="urn:o2"), row("urn:a", "shared"), row("urn:a", "bad"))
    assert archive.outlets(["k1"]) == [("urn:a", "urn:p", '"lone"', 1, 0), ("urn:a", "urn:p", '"shared"', 2, 1)]
    assert archive.outlets(["k2"]) == [("urn:a", "urn:p", '"shared"', 2, 2)]
    assert archive.outlets(["k2", "k3"])[1] == ("urn:a", "urn:p", '"shared"', 2, 1)


def test_articles_of_unknown_outlets_count_as_one(archive: Archive) -> None:
    for key in ("k1", "k2"):
        put(archive, record(key), row("urn:a"))
    assert archive.outlets(["k1"]) == [("urn:a", "urn:p", '"v"', 1, 1)]


def test_readers_see_what_was_committed_while_a_writer_is_at_work(archive: Archive) -> None:
    put(archive, record())
    reader = Archive(archive.path)
    with archive.transaction():
        archive.put(record("k2"), pack(b"q"), [], "now")
        assert reader.keys() == ["k1"]
    assert reader.keys() == ["k1", "k2"]


def test_archive_of_another_version_is_refused(archive: Archive) -> None:
    archive.close()
    sqlite3.connect(archive.path).execute("PRAGMA user_version = 99")
    with pytest.raises(GraphError, match="version 1, found 99"):
        Archive(archive.path)


def test_what_every_change_asks_of_all_articles_is_answered_by_an_index(archive: Archive) -> None:
    for sql in (
        "SELECT DISTINCT version FROM article ORDER BY version",
        "SELECT graph, revises FROM article WHERE revises IS NOT NULL ORDER BY graph",
        "SELECT count(*) FROM article",
    ):
        plan = " ".join(row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "COVERING INDEX" in plan
