"""A change of the archive and what follows from it in the store: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import small

from kg import pipeline
from kg.quadstore import QuadStore
from kg.store import Graph, open_graph


def persons(folder: Path) -> list[str]:
    with open_graph(folder) as graph:
        return sorted(row[0].value for row in graph.query("SELECT ?n { ?p a tp:Person ; foaf:name ?n }"))


def sample(folder: Path) -> Path:
    with small.graph(folder, small.MULYO, small.SEPI) as graph:
        return graph.path


def remove(graph: Graph, *, fail: bool = False) -> None:
    """Take all articles out in one change."""
    with graph.change():
        for key in list(graph.archive.keys()):
            graph.archive.drop(key)
        if fail:
            raise RuntimeError("cut short")


def test_a_change_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    before = persons(folder)
    with open_graph(folder, write=True) as graph:
        with pytest.raises(RuntimeError, match="cut short"):
            remove(graph, fail=True)
        assert len(graph.archive) == 2
        assert not graph.archive.pending
    assert persons(folder) == before != []


def test_a_change_is_seen_by_readers_when_it_is_left(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    with open_graph(folder, write=True) as graph:
        remove(graph)
        assert persons(folder) == []
        assert not graph.archive.pending


def test_a_disk_that_refuses_the_store_is_no_finished_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sample(tmp_path)
    before = persons(folder)

    def full(self: QuadStore) -> None:
        raise OSError(28, "No space left on device")

    with open_graph(folder, write=True) as graph, monkeypatch.context() as patch:
        patch.setattr(QuadStore, "flush", full)
        with pytest.raises(OSError, match="No space"):
            remove(graph)
    assert persons(folder) == before, "readers still have the last whole state"
    open_graph(folder, write=True).close()
    assert persons(folder) == [], "the next writer makes it good"


def test_files_are_put_in_order_after_a_load_that_makes_most_of_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.BULK_ARTICLES", 2)
    ordered: list[None] = []
    monkeypatch.setattr(QuadStore, "optimize", lambda self: ordered.append(None))
    folder = sample(tmp_path)
    assert len(ordered) == 1
    pipeline.build(small.articles(small.MULYO, small.SEPI, small.HOSTILE), folder, extract=small.graphs.extract)
    assert len(ordered) == 1, "a few more articles are not worth it"


def runs(folder: Path) -> list[str]:
    with open_graph(folder) as graph:
        return sorted(map(str, graph.quads(graph.minter.graph("runs"))))


def test_a_version_that_reads_every_article_as_before_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sample(tmp_path)
    before = runs(folder)
    monkeypatch.setattr(pipeline, "__version__", "9.9")
    texts = small.articles(small.MULYO, small.SEPI)
    assert pipeline.build(texts, folder, extract=small.graphs.extract, rules="newer").unchanged == 2
    found = runs(folder)
    assert len(found) == len(before)
    assert all("9.9" in line for line in found)
    with open_graph(folder, write=True) as graph:
        graph.rebuild()
    assert runs(folder) == found


def test_versions_and_revisions_are_those_a_rebuild_gives(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    swapped = small.articles(small.SEPI, small.MULYO)  # each takes the place of the other
    pipeline.build(swapped, folder, extract=small.graphs.extract)
    found = runs(folder)
    assert sum("wasRevisionOf" in line for line in found) == 2
    with open_graph(folder, write=True) as graph:
        graph.rebuild()
    assert runs(folder) == found
    pipeline.remove(folder, "https://example.org/1")
    assert sum("wasRevisionOf" in line for line in runs(folder)) == 1
