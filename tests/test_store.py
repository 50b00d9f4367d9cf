from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg import resources
from kg.errors import GraphError, UsageError
from kg.quadstore import QuadStore
from kg.rdf import terms
from kg.store import FORMAT, Graph, open_graph

G = "http://x/g"


@pytest.fixture(autouse=True)
def _no_vocabulary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "ONTOLOGY", tmp_path_factory.mktemp("ontology"))


def quads(*values: str, graph: str = G) -> bytes:
    return terms.to_bytes(terms.quad("<http://x/s>", "<http://x/p>", terms.literal(v), f"<{graph}>") for v in values)


def values(store: QuadStore, graph: str | None = G) -> list[str]:
    return sorted(quad.object.value for quad in store.quads(graph))


@pytest.fixture
def store(tmp_path: Path) -> QuadStore:
    return QuadStore.open(tmp_path / "store")


def test_replace_leaves_nothing_of_what_was_there(store: QuadStore) -> None:
    store.add(quads("old", "both"))
    store.add(quads("other", graph="http://x/h"))
    store.replace(G, quads("both", "new"))
    assert values(store) == ["both", "new"]
    assert values(store, "http://x/h") == ["other"]


@pytest.mark.parametrize("bulk", [True, False])
def test_adding_twice_adds_nothing(store: QuadStore, bulk: bool) -> None:
    for _ in range(2):
        store.add(quads("a", "b"), bulk=bulk)
    assert values(store) == ["a", "b"]


def test_removed_graph_is_no_longer_listed(store: QuadStore) -> None:
    store.add(quads("a"))
    store.remove(G)
    store.remove("http://x/never-there")
    assert store.graphs() == []


def test_subject_is_brought_to_its_lines(store: QuadStore) -> None:
    def line(value: str) -> str:
        return terms.triple("<http://x/s>", "<http://x/p>", terms.literal(value))

    store.update_subject("http://x/s", [line("a"), line("b")])
    store.update_subject("http://x/s", [line("b"), line("c")])
    assert values(store, None) == ["b", "c"]
    store.update_subject("http://x/s", [])
    assert values(store, None) == []


def test_question_is_bound_not_pasted(store: QuadStore) -> None:
    store.add(quads("a", "b"))
    query = "SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"
    found = store.query(query, substitutions={"g": NamedNode(G)})
    assert [row["o"].value for row in found] == ["a", "b"]
    assert list(store.query(query, substitutions={"g": NamedNode("http://x/h")})) == []


def test_sorted_dump_is_sorted_across_runs(store: QuadStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sorting.RUN", 3)
    names = ["z", "ä", "\U0001f600", "\ue000", "a\nb", "M", '"', "0"]
    store.add(quads(*names))
    lines = list(store.dump_sorted())
    assert len(lines) == len(names)
    assert lines == sorted(lines)


def test_leftovers_of_a_killed_bulk_load_are_swept(tmp_path: Path) -> None:
    store = QuadStore.open(tmp_path / "store")
    store.add(quads("kept"), bulk=True)
    store.close()
    leftover = tmp_path / "store" / "bulk-123.sst"
    leftover.write_bytes(b"half")
    store = QuadStore.open(tmp_path / "store")
    assert not leftover.exists()
    assert values(store) == ["kept"]


def test_snapshot_stays_as_it_was_and_goes_when_nobody_reads_it(store: QuadStore, tmp_path: Path) -> None:
    snapshots = tmp_path / "snapshots"
    store.add(quads("a"))
    store.publish(snapshots)
    reader = QuadStore.read_snapshot(snapshots)
    for value in ("b", "c"):
        store.add(quads(value))
        store.publish(snapshots)
    assert values(reader) == ["a"]
    assert values(QuadStore.read_snapshot(snapshots)) == ["a", "b", "c"]
    held = {entry.name for entry in snapshots.iterdir() if entry.is_dir()}
    assert held == {"000001", "000003"}
    reader.close()
    store.publish(snapshots)
    assert {entry.name for entry in snapshots.iterdir() if entry.is_dir()} == {"000004"}


def make(path: Path) -> None:
    open_graph(path, write=True, create=True).close()


def test_new_graph_can_be_read_at_once(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        assert list(graph.dump_sorted()) == []
        assert len(graph.archive) == 0


@pytest.mark.parametrize("write", [True, False])
def test_missing_graph_is_told_with_the_way_to_make_one(tmp_path: Path, write: bool) -> None:
    with pytest.raises(GraphError, match=r"no graph is there.*kg build"):
        open_graph(tmp_path / "none", write=write)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("options", [{}, {"write": True}, {"write": True, "create": True}])
def test_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path, options: dict[str, bool]) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(GraphError) as caught:
        open_graph(tmp_path, **options)
    assert caught.value.exit_code == 4
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("options", [{}, {"write": True}, {"write": True, "create": True}])
def test_file_in_place_of_a_graph_is_refused(tmp_path: Path, options: dict[str, bool]) -> None:
    (tmp_path / "graph").write_text("mine")
    with pytest.raises(GraphError, match="found a file"):
        open_graph(tmp_path / "graph", **options)


@pytest.mark.parametrize("write", [True, False])
def test_graph_of_a_newer_version_is_refused(tmp_path: Path, write: bool) -> None:
    make(tmp_path / "graph")
    path = tmp_path / "graph" / "kg.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": FORMAT + 1, "unheard": "of"}))
    with pytest.raises(GraphError, match="newer version"):
        open_graph(tmp_path / "graph", write=write)


def test_damaged_description_is_named(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    (tmp_path / "graph" / "kg.json").write_text("{")
    with pytest.raises(GraphError, match=r"kg\.json"):
        open_graph(tmp_path / "graph")


def test_damaged_store_is_told_with_the_way_to_repair(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    for file in ("store/CURRENT", "snapshots/000001/CURRENT"):
        (tmp_path / "graph" / file).write_text("nonsense\n")
    for write in (True, False):
        with pytest.raises(GraphError, match="kg doctor --repair"):
            open_graph(tmp_path / "graph", write=write)


def test_second_writer_is_refused_and_told_who_writes(tmp_path: Path) -> None:
    with open_graph(tmp_path / "graph", write=True, create=True):
        before = sorted(path.name for path in (tmp_path / "graph").rglob("*"))
        with pytest.raises(GraphError, match=f"process {os.getpid()} is writing") as caught:
            open_graph(tmp_path / "graph", write=True)
        assert caught.value.exit_code == 4
        assert sorted(path.name for path in (tmp_path / "graph").rglob("*")) == before
        open_graph(tmp_path / "graph").close()
    open_graph(tmp_path / "graph", write=True).close()


def test_lock_goes_with_a_killed_writer(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    code = "import os, sys; from kg.store import open_graph; g = open_graph(sys.argv[1], write=True)\n"
    code += "os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "graph")], check=False)
    assert ended.returncode == -9
    open_graph(tmp_path / "graph", write=True).close()


def test_cut_short_making_is_done_again(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    (tmp_path / "graph" / "kg.json").unlink()
    with pytest.raises(GraphError):
        open_graph(tmp_path / "graph")
    make(tmp_path / "graph")
    open_graph(tmp_path / "graph").close()


def test_base_is_kept_and_another_one_refused(tmp_path: Path) -> None:
    open_graph(tmp_path / "graph", write=True, create=True, base="https://x.id/").close()
    for write in (True, False):
        with pytest.raises(UsageError, match=r"its base is https://x\.id/"):
            open_graph(tmp_path / "graph", write=write, base="https://y.id/")
        with open_graph(tmp_path / "graph", write=write) as graph:
            assert graph.minter.base == "https://x.id/"


def vocabulary(*concepts: str) -> None:
    folder = resources.ONTOLOGY / "vocab"
    folder.mkdir(exist_ok=True)
    head = "@prefix tp: <https://w3id.org/tigapilar/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    told = "".join(f'tp:{c} a skos:Concept ; skos:notation "{c}" ; skos:definition "kata {c}"@id .\n' for c in concepts)
    (folder / "words.ttl").write_text(head + told)


def notations(graph: Graph, where: str) -> list[str]:
    found = graph.query(f"SELECT ?n WHERE {{ {where} }} ORDER BY ?n")
    return [row["n"].value for row in found]


def test_changed_vocabulary_is_loaded_by_the_next_writer(tmp_path: Path) -> None:
    vocabulary("Serda", "Serka")
    make(tmp_path / "graph")
    vocabulary("Serka", "Serma")
    make(tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        assert notations(graph, "?c skos:notation ?n") == ["Serka", "Serma"]
        assert notations(graph, "GRAPH ?g { ?c skos:notation ?n }") == ["Serka", "Serma"]
        assert notations(graph, "?c skos:definition ?n") == []


def test_ontology_with_blank_nodes_gives_the_same_dump_every_time(tmp_path: Path) -> None:
    (resources.ONTOLOGY / "kg.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . <urn:c> owl:unionOf (<urn:a> <urn:b>) ; owl:versionInfo '3' ."
    )
    (resources.ONTOLOGY / "shapes.ttl").write_text("<urn:shape> a <urn:Shape> .")
    dumps = []
    for name in ("one", "two"):
        make(tmp_path / name)
        with open_graph(tmp_path / name) as graph:
            dumps.append(list(graph.dump_sorted()))
            assert graph.meta.ontology == "3"
    assert len(dumps[0]) == 6
    assert dumps[0] == dumps[1]
    assert not any("_:" in line or "urn:shape" in line for line in dumps[0])


def test_graph_on_read_only_media_can_be_read(tmp_path: Path) -> None:
    make(tmp_path / "graph")
    for leftover in (tmp_path / "graph").glob("articles.sqlite-*"):
        leftover.unlink()
    shutil.copytree(tmp_path / "graph", tmp_path / "copy")
    for path in [*(tmp_path / "copy").rglob("*"), tmp_path / "copy"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with open_graph(tmp_path / "copy") as graph:
        assert list(graph.dump_sorted()) == []
