"""The index says what the graph says: made when it is missing, stale or broken, and kept up with every change."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import graphs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline, search
from kg.decisions import Decision
from kg.quadstore import QuadStore
from kg.search import upkeep
from kg.store import Graph, open_graph

TITLES = ("Babinsa", "Lurah", "Ketua RW")
NAMES = ("Moh. Jusuf", "Muhammad Yusuf", "Siti Aminah", "Soetanto", "Tono Wibowo", "Wayan Sukarta")


def told(number: int, version: int = 0) -> graphs.Article:
    text = f"publisher|Media {number % 3}\npublished|2025-0{number % 8 + 1}-1{version}\nplace|Sepi|level=desa\n"
    for name in NAMES[number % 4 : number % 4 + 2]:
        text += f"person|{name}|role={TITLES[(number + version) % 3]}|pillar=TNI|area=Sepi\n"
    text += f"event|E|activity=patroli|participant={NAMES[number % 4]}\n"
    text += f"statement|Laporan {number}{'a' * version} sudah diterima|kind=direct|speaker={NAMES[number % 4]}\n"
    return graphs.article(text, f"{number}.txt", url=f"https://example.org/{number}")


def build(folder: Path, *articles: graphs.Article) -> None:
    report = pipeline.build(articles, folder, extract=graphs.extract, rules="r")
    assert report.failed == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "g", *map(told, range(4)))
    return tmp_path / "g"


def content(folder: Path) -> list[object]:
    """All the index knows, without the numbers that tell when it came to know it."""
    with closing(sqlite3.connect(folder / "search.sqlite")) as db:
        for table in ("name", "sentence"):
            db.execute(f"CREATE VIRTUAL TABLE temp.{table}_v USING fts5vocab(main, {table}_words, 'row')")
        return [
            db.execute(sql).fetchall()
            for sql in (
                "SELECT * FROM name ORDER BY id",
                "SELECT s.id, s.iri, s.text, a.graph, a.source, a.day FROM sentence s LEFT JOIN article a "
                "ON a.id = s.article ORDER BY s.id",
                "SELECT graph FROM article ORDER BY graph",
                "SELECT word, spoken, uses FROM word ORDER BY word",
                "SELECT w.word, g.gram FROM gram g LEFT JOIN word w ON w.id = g.word ORDER BY 1, 2",
                "SELECT term, doc FROM name_v WHERE doc > 0 ORDER BY term",
                "SELECT term, doc FROM sentence_v WHERE doc > 0 ORDER BY term",
            )
        ]


def rebuilt(folder: Path) -> list[object]:
    """The same of an index made anew."""
    for path in folder.glob("search.*"):
        path.unlink()
    search_for(folder, "x")
    return content(folder)


def search_for(folder: Path, words: str, **options: object) -> list[search.Hit]:
    with open_graph(folder) as graph:
        return search.search(graph, words, **options)  # type: ignore[arg-type]


def labels(folder: Path, words: str) -> list[str]:
    return [hit.label for hit in search_for(folder, words)]


@pytest.fixture
def never_made(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def refuse(*_: object) -> None:
        raise AssertionError("the index was made anew")

    return lambda: monkeypatch.setattr(upkeep, "fill", refuse)


def test_what_writers_keep_up_is_used_as_it_is(folder: Path, never_made: Callable[[], None]) -> None:
    never_made()
    assert "Siti Aminah" in labels(folder, "siti")
    build(folder, told(4), told(2, version=1))
    pipeline.remove(folder, "https://example.org/0")
    assert labels(folder, "laporan 2a") != [] == labels(folder, "laporan 2")
    assert labels(folder, "laporan 4") == labels(folder, "lapran 4") != []


@pytest.mark.parametrize("name", ["search.sqlite", "search.sqlite-wal", "search.lock", "search.*"])
def test_a_missing_index_is_made_by_the_next_search(folder: Path, name: str) -> None:
    expected, held = search_for(folder, "siti"), content(folder)
    for path in folder.glob(name):
        path.unlink()
    assert search_for(folder, "siti") == expected
    assert content(folder) == held


def test_a_stale_index_is_made_anew(folder: Path, tmp_path: Path) -> None:
    old = (folder / "search.sqlite").read_bytes()
    pipeline.remove(folder, "https://example.org/3")
    held = content(folder)
    (folder / "search.sqlite").write_bytes(old)
    assert labels(folder, "laporan 3") == []
    assert content(folder) == held
    (folder / "search.sqlite").write_bytes(old)
    pipeline.remove(folder, "https://example.org/2")  # a writer does not build on it either
    assert content(folder) == rebuilt(folder)


def test_who_does_not_wait_is_answered_by_a_stale_index(
    folder: Path, tmp_path: Path, never_made: Callable[[], None]
) -> None:
    old = (folder / "search.sqlite").read_bytes()
    pipeline.remove(folder, "https://example.org/3")
    (folder / "search.sqlite").write_bytes(old)
    never_made()
    assert "Laporan 3 sudah diterima" in search_for(folder, "laporan 3", wait=False)[0].label


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no index" * 999)])
def test_who_does_not_wait_hears_that_there_is_no_index(folder: Path, damage: Callable[[Path], object]) -> None:
    for path in folder.glob("search.sqlite*"):
        damage(path)
    with pytest.raises(search.NotReady, match="try again"):
        search_for(folder, "siti", wait=False)


def test_an_index_of_other_spellings_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "rules", lambda: "others")
    assert labels(folder, "siti")
    with closing(sqlite3.connect(folder / "search.sqlite")) as db:
        assert db.execute("SELECT rules FROM about").fetchone() == ("others",)


@pytest.mark.parametrize("writer", [True, False], ids=["writer", "reader"])
@pytest.mark.parametrize("damage", ["garbage", "empty", "middle", "tables"])
def test_a_broken_index_is_made_anew(folder: Path, damage: str, writer: bool) -> None:
    path = folder / "search.sqlite"
    expected = labels(folder, "siti")
    match damage:
        case "garbage":
            path.write_bytes(b"no database at all" * 400)
        case "empty":
            path.write_bytes(b"")
        case "middle":
            whole = bytearray(path.read_bytes())
            whole[4_096:-4_096] = os.urandom(len(whole) - 8_192)
            path.write_bytes(whole)
        case "tables":
            with closing(sqlite3.connect(path)) as db:
                db.execute("DROP TABLE gram")
                db.commit()
    if writer:
        build(folder, told(3, version=1))
    assert labels(folder, "siti") == expected
    assert content(folder) == rebuilt(folder)


def test_nothing_is_found_of_what_was_removed(folder: Path) -> None:
    assert labels(folder, "laporan 3") != []
    pipeline.remove(folder, "https://example.org/3")
    assert labels(folder, "laporan 3") == []
    for number in range(3):
        pipeline.remove(folder, f"https://example.org/{number}")
    assert [labels(folder, words) for words in (*NAMES, "laporan", "Sepi")] == [[]] * (len(NAMES) + 2)
    assert content(folder) == [[]] * 7


def test_who_is_decided_to_be_one_is_found_once(folder: Path) -> None:
    before = search_for(folder, "Muhammad Yusuf", kinds=("person",))
    assert len(before) > 1
    with open_graph(folder, write=True) as graph:
        graph.decide(Decision(0, "same", before[0].iri, before[1].iri, "Rina", "2025-05-01T09:00:00+07:00"))
    after = search_for(folder, "Muhammad Yusuf", kinds=("person",))
    assert len({hit.iri for hit in after}) == len(after) == len(before) - 1
    assert content(folder) == rebuilt(folder)


def test_the_order_of_reading_changes_no_answer(tmp_path: Path) -> None:
    articles = [told(number) for number in range(6)]
    build(tmp_path / "one", *articles)
    for number in random.Random(1).sample(range(6), 6):
        build(tmp_path / "other", articles[number])
    assert content(tmp_path / "one") == content(tmp_path / "other")
    for words in ("laporan", "yusuf", "diterima sudah", "s", "babinsa"):
        assert search_for(tmp_path / "one", words, limit=3) == search_for(tmp_path / "other", words, limit=3)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=6))
def test_kept_up_or_made_anew_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("life") / "g"
    build(folder, *map(told, range(3)))
    there = {0, 1, 2}
    for number, version in steps:
        if version == 3 and number in there:
            pipeline.remove(folder, f"https://example.org/{number}")
            there.discard(number)
        else:
            build(folder, told(number, version % 3))
            there.add(number)
    assert content(folder) == rebuilt(folder)


@pytest.mark.parametrize("point", ["update", "publish"])
def test_a_writer_that_is_stopped_half_way_is_made_good(
    folder: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    before = labels(folder, "laporan")
    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(*((upkeep, "update") if point == "update" else (QuadStore, "publish")), stop)
        with pytest.raises(KeyboardInterrupt):
            pipeline.remove(folder, "https://example.org/3")
    seen = labels(folder, "laporan")
    assert seen == before or len(seen) < len(before)
    open_graph(folder, write=True).close()
    assert labels(folder, "laporan 3") == []
    assert content(folder) == rebuilt(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_where_nobody_can_write_a_search_still_answers(folder: Path) -> None:
    expected = search_for(folder, "siti")
    (folder / "search.sqlite").unlink()
    folder.chmod(0o500)
    try:
        assert search_for(folder, "siti") == expected
    finally:
        folder.chmod(0o700)


def test_without_a_place_for_an_index_a_search_still_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = search_for(folder, "siti")

    def refuse(*_: object) -> None:
        raise OSError("read-only file system")

    (folder / "search.sqlite").unlink()
    monkeypatch.setattr(upkeep, "_made_anew", refuse)
    assert search_for(folder, "siti") == expected
    assert not (folder / "search.sqlite").exists()


def test_a_bare_store_is_searched_too(folder: Path) -> None:
    with open_graph(folder) as graph:
        assert search.search(graph.store.store, "siti") == search.search(graph, "siti")


def test_an_index_lying_in_a_folder_does_not_make_it_a_stranger(folder: Path) -> None:
    (folder / "kg.json").unlink()
    with open_graph(folder, write=True, create=True) as graph:
        assert isinstance(graph, Graph)
