"""Contradictions inside and between articles, settled and open, with their sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import graphs
import pytest

from kg import answering, conflicts, pipeline
from kg.answering import Signature
from kg.store import open_graph

SETTLED = """\
publisher|Kabar Kota
place|Mulyo|level=kelurahan|code=31.71.03.1008
person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|area=Mulyo
person|Tono Wibowo|rank=Serka:deprecated:RankInstitutionMismatch
person|Tono Wibowo|rank=Briptu:preferred:MatchesRoleInstitution
conflict|rank|Tono Wibowo
"""
OPEN = """\
event|E1|activity=apel|date=2019-12-05|weekday=Rabu
conflict|weekday|E1
"""

Reports = Callable[..., tuple[conflicts.ConflictReport, ...]]


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    def build(*texts: str, **published: str) -> tuple[conflicts.ConflictReport, ...]:
        articles = [
            graphs.article(text, f"{n}.txt", url=f"https://example.org/{n}", **_day(published, n))
            for n, text in enumerate(texts)
        ]
        pipeline.build(articles, tmp_path / "graph", extract=graphs.extract)
        with open_graph(tmp_path / "graph") as graph:
            return conflicts.conflicts(graph)

    return build


def _day(published: dict[str, str], number: int) -> dict[str, str]:
    day = published.get(f"day{number}")
    return {"published": day} if day else {}


def ranked(rank: str) -> str:
    area = "place|Mulyo|level=kelurahan|code=31.71.03.1008\n"
    return area + f"person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|area=Mulyo|rank={rank}\n"


def test_a_settled_conflict_names_the_value_used_first_with_its_reason_and_sentence(reports: Reports) -> None:
    (found,) = reports(SETTLED)
    assert (found.name, found.about, found.settled) == ("Tono Wibowo", "rank", True)
    assert [(v.label, v.status) for v in found.values] == [("Briptu", "preferred"), ("Serka", "deprecated")]
    assert found.values[0].reason is not None
    assert [(q.text, q.source, q.outlet) for q in found.values[1].quotes] == [
        ("person|Tono Wibowo|rank=Serka:deprecated:RankInstitutionMismatch", "0.txt", "Kabar Kota")
    ]


def test_settled_ones_come_before_open_ones(reports: Reports) -> None:
    assert [(r.name, r.settled) for r in reports(OPEN, SETTLED)] == [("Tono Wibowo", True), ("apel", False)]


def test_a_graph_without_contradictions_says_so_in_either_language(reports: Reports) -> None:
    assert reports(ranked("Briptu")) == ()
    assert conflicts.to_text((), "id") == "Tidak ada nilai yang saling bertentangan.\n"
    assert conflicts.to_text((), "en") == "No values contradict one another.\n"


def test_report_in_words_quotes_every_sentence(reports: Reports) -> None:
    shown = conflicts.to_text(reports(SETTLED), "id")
    assert shown.startswith("Sudah diputuskan: 1\n\nTono Wibowo: pangkat\n  Briptu  [dipakai – ")
    assert (
        "      “person|Tono Wibowo|rank=Serka:deprecated:RankInstitutionMismatch”\n      — Kabar Kota, 0.txt" in shown
    )
    assert "rank\n  Briptu  [preferred" in conflicts.to_text(reports(SETTLED), "en")


def test_json_has_every_value_with_status_and_sentences(reports: Reports) -> None:
    (found,) = conflicts.to_json(reports(SETTLED), "en")["conflicts"]
    assert (found["about"], found["settled"]) == ("rank", True)
    assert [(v["value"], v["status"], len(v["sentences"])) for v in found["values"]] == [
        ("Briptu", "preferred", 1),
        ("Serka", "deprecated", 1),
    ]


def test_two_articles_that_give_one_person_two_ranks_contradict_one_another(reports: Reports) -> None:
    (found,) = reports(ranked("Briptu"), ranked("Aiptu"))
    assert (found.iri, found.article, found.settled) == ("", "", False)
    assert {(v.label, v.status) for v in found.values} == {("Briptu", "normal"), ("Aiptu", "normal")}
    assert {q.source for v in found.values for q in v.quotes} == {"0.txt", "1.txt"}


def test_a_later_rank_is_a_promotion_and_no_contradiction(reports: Reports) -> None:
    assert reports(ranked("Briptu"), ranked("Aiptu"), day0="2024-01-05", day1="2025-01-05") == ()


def test_ranks_that_change_back_and_forth_contradict(reports: Reports) -> None:
    found = reports(
        ranked("Briptu"), ranked("Aiptu"), ranked("Briptu"), day0="2024-01-05", day1="2024-06-05", day2="2025-01-05"
    )
    assert [r.about for r in found] == ["rank"]


def test_articles_that_agree_do_not_contradict(reports: Reports) -> None:
    assert reports(ranked("Briptu"), ranked("Briptu")) == ()


UNDECIDED = """\
person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|rank=Briptu
person|Tono Wibowo|rank=Brigadir
conflict|rank|Tono Wibowo
"""


def test_what_a_person_decided_is_settled_also_inside_an_article(reports: Reports, tmp_path: Path) -> None:
    (before,) = reports(UNDECIDED)
    assert not before.settled
    with open_graph(tmp_path / "graph", write=True) as graph:
        signed = Signature("Rina", "2025-06-01T08:00:00+07:00", "")
        graph.decide(answering.preferred(graph, before.subject, "rank", "Brigadir", signed))
    with open_graph(tmp_path / "graph") as graph:
        (after,) = conflicts.conflicts(graph)
    assert after.settled
    assert [(v.label, v.status, v.reason.en if v.reason else "") for v in after.values] == [
        ("Brigadir", "preferred", "decided by a person"),
        ("Briptu", "deprecated", "a person decided for another value"),
    ]
