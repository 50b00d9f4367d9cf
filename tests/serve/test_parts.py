"""A thing that many articles speak of: its page counts all of it, shows a little, and leads to the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import small
from served import Served, serving

from kg import explain, search
from kg.serve import overview
from kg.serve.pages import things
from kg.serve.state import View
from kg.store import open_graph

ARTICLES = 60

REPORT = """\
title|Laporan {n}
publisher|Kabar Kota
published|2025-{month:02}-{day:02}
place|Mulyo|level=kelurahan|code=31.71.03.1008|within=Kencana
place|Kencana|level=kecamatan|code=31.71.03
unit|Polsek Kencana|kind=Polsek|pillar=Polri
person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|unit=Polsek Kencana|area=Mulyo
person|Tono Wibowo|rank={rank}
event|E1|activity=patroli|date=2025-{month:02}-{day:02}|place=Mulyo|participant=Tono Wibowo
statement|Kalimat nomor {n} tentang keamanan|kind=direct|speaker=Tono Wibowo|topic=kamtibmas
"""


def reports() -> Iterator[str]:
    for n in range(ARTICLES):
        rank = "Briptu:preferred:MatchesRoleInstitution" if n < 50 else "Brigadir"
        yield REPORT.format(n=n, month=1 + n // 28, day=1 + n % 28, rank=rank)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("busy")
    with small.graph(folder, *reports()):
        pass
    with serving(folder / "graph", "-q") as served:
        yield served


def path_of(server: Served, name: str) -> str:
    with open_graph(server.graph) as graph:
        return "/id/" + search.search(graph, name, limit=1)[0].iri.removeprefix(graph.minter.base)


def page(server: Served, path: str) -> str:
    return server.page(path, headers={"Accept-Language": "en"})


def followed(server: Served, path: str, word: str) -> list[str]:
    """The pages of one list, from the link on the page of the thing to the last one."""
    link = re.search(rf'href="(\?bagian={word})"', page(server, path))
    found = []
    while link:
        found.append(page(server, path + link[1].replace("&amp;", "&")))
        link = re.search(r'rel="next" href="([^"]+)"', found[-1])
    return found


def test_the_page_counts_all_articles_events_and_statements(busy: Served) -> None:
    text = page(busy, path_of(busy, "Tono Wibowo"))
    assert f"from articles: {ARTICLES}" in text
    for title in ("Statements", "Timeline", "Articles that mention it"):
        assert f'{title} <span class="muted">{ARTICLES}</span>' in text


@pytest.mark.parametrize(
    ("word", "each"),
    [
        ("artikel", r">(Laporan \d+)</a>"),
        ("pernyataan", r"(Kalimat nomor \d+) tentang"),
        ("peristiwa", r'href="(/id/event/[^"]+)"'),
    ],
)
def test_every_list_can_be_read_to_its_end_the_newest_first(busy: Served, word: str, each: str) -> None:
    path = path_of(busy, "Tono Wibowo")
    pages = followed(busy, path, word)
    found = [one for text in pages for one in re.findall(each, text)]
    days = [day for text in pages for day in re.findall(r"2025-\d\d-\d\d", text)]
    assert len(pages) == 2
    assert len(found) == len(set(found)) == ARTICLES
    assert days == sorted(days, reverse=True)


def test_a_fact_counts_its_articles_and_leads_to_all_its_sentences(busy: Served) -> None:
    path = path_of(busy, "Tono Wibowo")
    text = page(busy, path)
    link = re.search(r'articles: 50 .*?href="(\?sifat=[^"]+militaryRank[^"]+)"', text, re.S)
    assert link
    first = page(busy, path + link[1].replace("&amp;", "&"))
    assert '<span class="muted">50</span>' in first
    assert first.count("<blockquote>") == 50
    assert "?v=" in first


def test_posts_over_time_span_all_reports(busy: Served) -> None:
    rows = re.findall(r"<tr[^>]*><td>rank</td>(.*?)</tr>", page(busy, path_of(busy, "Tono Wibowo")), re.S)
    spans = {tuple(re.findall(r"2025-\d\d-\d\d", row)) for row in rows}
    assert spans == {("2025-01-01", "2025-02-22"), ("2025-02-23", "2025-03-04")}


def test_the_page_has_every_value_with_the_status_that_explain_gives(busy: Served) -> None:
    path = path_of(busy, "Tono Wibowo")
    with open_graph(busy.graph) as graph:
        record = explain.explain(graph, graph.minter.base + path.removeprefix("/id/"))
    text = page(busy, path)
    facts = text[text.index('<dl class="facts">') : text.index("</dl>")]
    assert len(re.findall('class="value"', facts)) == len(record.facts)
    for value in record.facts:
        assert re.search(rf'<div class="{value.status}">\s*<[^>]+class="value"[^>]*>{value.label}<', facts)


def test_events_of_an_area_are_those_of_the_areas_inside(busy: Served) -> None:
    assert f'Timeline <span class="muted">{ARTICLES}</span>' in page(busy, path_of(busy, "Kencana"))


def test_the_people_whom_the_start_page_leads_to_have_their_pages_ready(busy: Served) -> None:
    view = View(busy.graph, (busy.graph / "snapshots" / "current").read_text("ascii").strip())
    things.first_pages(view)
    people = overview.busiest(view)
    assert [view.held(f"thing {person.iri}").label for person in people] == ["Tono Wibowo"]


def test_an_outlet_shows_its_articles_by_month(busy: Served) -> None:
    with open_graph(busy.graph) as graph:
        outlet = next(iter(graph.query("SELECT ?o { ?a schema:publisher ?o }")))[0].value
        path = "/id/" + outlet.removeprefix(graph.minter.base)
    text = page(busy, path)
    assert f'Its articles <span class="muted">{ARTICLES}</span>' in text
    assert "<title>2025-01: 28</title>" in text
    assert '<span class="kind">outlet</span>' in text
    assert len(followed(busy, path, "artikel")) == 2


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?bagian=semua", 404),
        ("?bagian=artikel&hal=99999999999", 200),
        ("?bagian=artikel&hal=-1", 200),
        ("?sifat=x&nilai=%3Cscript%3E", 200),
        ("?bagian=artikel&bagian=peristiwa", 400),
    ],
)
def test_strange_wishes_are_answered(busy: Served, query: str, status: int) -> None:
    answer = busy.get(path_of(busy, "Tono Wibowo") + query)
    assert answer.status_code == status
    assert "nilai=<script>" not in answer.text
