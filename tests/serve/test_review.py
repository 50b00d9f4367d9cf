"""Reviewing: who may decide, that a decision is kept, seen at once, and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import small
from served import Served, serving

from kg.store import open_graph

TOKEN = "token-of-the-tests"
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}

OPEN = """\
publisher|Kabar Kota
place|Mulyo|level=kelurahan|code=31.71.03.1008
person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|rank=Briptu|area=Mulyo
person|Tono Wibowo|rank=Brigadir
conflict|rank|Tono Wibowo
"""


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[Served]:
    with small.graph(tmp_path, OPEN, small.SEPI):
        pass
    with serving(tmp_path / "graph", "-q", "--allow-update", token=TOKEN) as served:
        yield served


def post(server: Served, path: str, headers: dict[str, str] = AUTHORIZED, **fields: Any) -> httpx.Response:
    return httpx.post(server.url + path, data=fields, headers=headers, timeout=40)


def people(graph: Path) -> tuple[str, str]:
    with open_graph(graph) as opened:
        found = sorted(str(r[0].value) for r in opened.query("SELECT DISTINCT ?p { GRAPH ?g { ?p a tp:Person } }"))
    return found[0], found[1]


def decisions(graph: Path) -> list[tuple[str, str]]:
    with open_graph(graph) as opened:
        return [(d.verdict, d.who) for d in opened.archive.decisions()]


def test_a_verdict_is_kept_shown_at_once_and_taken_back(editable: Served) -> None:
    left, right = people(editable.graph)
    answer = post(editable, "/tinjau", left=left, right=right, verdict="same", by="Rina", why="satu orang")
    assert answer.status_code == 303
    assert decisions(editable.graph) == [("same", "Rina")]
    page = editable.page("/tinjau/keputusan", headers=AUTHORIZED)
    assert "Rina" in page
    assert "satu orang" in page
    assert editable.get("/id/" + right.partition("/id/")[2] + ".json").json()["same_as"]
    assert post(editable, "/tinjau/batal", decision="1", by="Rina").status_code == 303
    assert [verdict for verdict, _ in decisions(editable.graph)] == ["same", "undo"]
    assert not editable.get("/id/" + right.partition("/id/")[2] + ".json").json()["same_as"]


def test_a_value_can_be_preferred(editable: Served) -> None:
    page = editable.page("/konflik?status=open", headers=AUTHORIZED)
    assert page.count('name="value"') == 2
    assert re.search('<form[^>]*action="/tinjau/nilai".*?name="by" required', page, re.S)
    subject = page.partition('name="subject" value="')[2].partition('"')[0]
    fields = {"subject": subject, "about": "rank", "value": "Brigadir", "by": "Rina"}
    answer = post(editable, "/tinjau/nilai", back="status=open&hal=2&next=//evil.example", **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/konflik?status=open&hal=2")
    assert decisions(editable.graph) == [("prefer", "Rina")]
    with open_graph(editable.graph) as graph:
        ranks = list(graph.query(f"SELECT ?n {{ <{subject}> tp:militaryRank/skos:notation ?n }}"))
        assert [row[0].value for row in ranks] == ["Brigadir"]


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {**AUTHORIZED, "Origin": "https://evil.example"}]
)
def test_nobody_else_can_decide(editable: Served, headers: dict[str, str]) -> None:
    left, right = people(editable.graph)
    for path in ("/tinjau", "/tinjau/nilai", "/tinjau/batal"):
        answer = post(editable, path, headers, left=left, right=right, verdict="same", by="x", decision="1")
        assert answer.status_code in (401, 403)
    assert decisions(editable.graph) == []
    assert '<button name="verdict"' not in editable.page("/tinjau")


def test_what_makes_no_sense_is_refused_and_nothing_kept(editable: Served) -> None:
    left, right = people(editable.graph)
    assert post(editable, "/tinjau", left=left, right=right, verdict="maybe", by="x").status_code == 400
    assert post(editable, "/tinjau", left=left, right=right, verdict="same", by=" ").status_code == 400
    assert post(editable, "/tinjau", left=left, right=left, verdict="same", by="x").status_code == 409
    assert post(editable, "/tinjau", left=left, right="urn:none", verdict="same", by="x").status_code == 409
    assert post(editable, "/tinjau/batal", decision="7", by="x").status_code == 409
    assert decisions(editable.graph) == []


def test_while_a_build_writes_deciding_waits_and_reading_goes_on(editable: Served) -> None:
    left, right = people(editable.graph)
    with open_graph(editable.graph, write=True):
        answer = post(editable, "/tinjau", left=left, right=right, verdict="same", by="x")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert editable.get("/").status_code == 200


def test_a_server_that_was_not_told_so_changes_nothing(server: Served) -> None:
    assert post(server, "/tinjau", left="x", right="y", verdict="same", by="x").status_code == 403
    assert "--allow-update" in post(server, "/tinjau", left="x").text
