"""What is kept beside a snapshot: read back equal, and not worked out a second time."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest
import small
from served import serving

from kg.serve import overview
from kg.serve.kept import kept
from kg.serve.state import View


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with small.graph(tmp_path, small.MULYO, small.SEPI, small.HOSTILE):
        pass
    return tmp_path / "graph"


def _view(folder: Path) -> View:
    return View(folder, (folder / "snapshots" / "current").read_text().strip())


def test_what_is_read_back_equals_what_was_worked_out(folder: Path) -> None:
    first, second = _view(folder), _view(folder)
    for found in (overview.happenings, overview.areas, overview.counts, overview.disputes, overview.busiest):
        made = found(first)
        assert made, found
        assert list((first.folder).glob("explorer-*.json"))
        second.query = None  # type: ignore[assignment, method-assign] # whoever asks the graph again fails
        assert found(second) == made


def test_it_is_worked_out_once_and_again_where_the_file_is_broken(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> list[int]:
        calls.append(1)
        return [1, 2]

    assert [kept(tmp_path, "x", make, list, list) for _ in range(2)] == [[1, 2], [1, 2]]
    assert len(calls) == 1
    for file in tmp_path.iterdir():
        file.write_text("[1, ")
    assert kept(tmp_path, "x", make, list, list) == [1, 2]
    assert len(calls) == 2


def test_a_folder_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    assert kept(tmp_path / "gone", "x", lambda: [1], list, list) == [1]


def test_small_answers_do_not_wait_for_the_network(folder: Path) -> None:
    with serving(folder, "-q") as server, httpx.Client(base_url=server.url) as client:
        took = []
        for _ in range(20):
            began = time.perf_counter()
            assert client.get("/health").status_code == 200
            took.append(time.perf_counter() - began)
        assert min(took) < 0.03  # an answer in two packets waits 40 ms for a sign of the client


@pytest.mark.filterwarnings("ignore:Using `httpx`")
def test_a_question_over_a_large_graph_is_asked_only_when_told_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    from starlette.testclient import TestClient

    from kg.serve.app import create
    from kg.serve.pages import asking
    from kg.serve.settings import Settings

    monkeypatch.setattr(asking, "_SMALL", 2)
    with TestClient(create(Settings(folder, hosts=("testserver",)))) as client:
        assert "<table>" not in client.get("/tanya/persons").text
        assert "kg query persons" in client.get("/tanya/persons").text
        assert "<table>" in client.get("/tanya/persons?ask=1").text
        assert "<table>" in client.get("/tanya/people-together?least=1").text
        pages = client.get("/tempat?hal=99").text
        assert "<table>" in pages
        for offset, number in ((0, 1), (1, 0)):
            found = client.get(f"/api/conflicts?limit=1&offset={offset}").json()
            assert (len(found["conflicts"]), found["total"]) == (number, 1)
        assert client.get("/api/conflicts?offset=x").status_code == 400
