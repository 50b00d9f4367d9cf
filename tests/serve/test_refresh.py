"""While a build runs beside it the server goes on answering, and shows the new state without a restart."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import graphs
import small
from served import serving

from kg import pipeline
from kg.serve.settings import Settings
from kg.serve.state import State


def test_new_articles_show_without_a_restart(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    folder = tmp_path / "graph"
    with serving(folder, "-q") as server:
        count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a tp:source ?s } }"

        def articles() -> int:
            return int(server.ask(count).json()["results"]["bindings"][0]["n"]["value"])

        assert articles() == 1
        first = server.get("/health").json()["snapshot"]
        pipeline.build(small.articles(small.MULYO, small.SEPI), folder, extract=graphs.extract)
        for _ in range(50):
            if server.get("/health").json()["snapshot"] != first:
                break
            time.sleep(0.2)
        assert articles() == 2
        assert "Babinsa" in server.page("/cari?q=tono+wibowo")
        assert "<mark>" in server.page("/cari?q=patroli")


@contextmanager
def nobody_makes_an_index(folder: Path) -> Iterator[None]:
    with open(folder / "search.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_an_index_is_made_beside_the_requests(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    folder = tmp_path / "graph"
    with serving(folder, "-q") as server:
        server.page("/cari?q=tono")
        with nobody_makes_an_index(folder):
            for path in folder.glob("search.sqlite*"):
                path.unlink()
            answer = server.get("/cari?q=tono", headers={"Accept-Language": "en"})
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert "is being made" in answer.text
            assert server.get("/api/suggest?q=to").status_code == 503
            assert server.get("/linimasa").status_code == 200
        for _ in range(50):
            if server.get("/cari?q=tono").status_code == 200:
                break
            time.sleep(0.2)
        assert "Tono Wibowo" in server.page("/cari?q=tono")


def test_a_stale_index_answers_until_there_is_a_new_one(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    folder = tmp_path / "graph"
    old = (folder / "search.sqlite").read_bytes()
    pipeline.build(small.articles(small.MULYO, small.SEPI), folder, extract=graphs.extract)
    with nobody_makes_an_index(folder):
        (folder / "search.sqlite").write_bytes(old)
        with serving(folder, "-q") as server:
            assert "Tono Wibowo" in server.page("/cari?q=tono")
            assert "Sepi" not in server.page("/cari?q=sepi").partition("<main")[2].partition('<ul class="plain">')[2]


def test_what_is_costly_is_worked_out_for_a_view_that_stays(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    folder, made = tmp_path / "graph", []
    state = State(Settings(folder), later=[lambda view: made.append(view.name)])
    state.settle(after=60)
    assert made == []
    state.warm_up()
    first = state.view().name
    pipeline.build(small.articles(small.MULYO, small.SEPI), folder, extract=graphs.extract)
    assert state.refresh()
    state.settle(after=60)
    assert made == [first]
    for _ in range(2):
        state.settle(after=0)
    assert made == [first, state.view().name]
