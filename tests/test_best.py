"""The view over several articles: values weighed, posts with their days, copies; and always what a rebuild gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphs import article, extract
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg import explain, gazetteer, pipeline, queries
from kg.answering import Signature, preferred, undo
from kg.conflicts import conflicts
from kg.decisions import Decision
from kg.errors import UsageError
from kg.lookup import select
from kg.model import Article
from kg.store import Graph, open_graph
from kg.vocab import load

PLACE = "place|Utan Panjang|level=kelurahan|code=31.71.03.1008"
OTHER_PLACE = "place|Gunung Sahari Selatan|level=kelurahan|code=31.71.03.1005"
BY = Signature("Rina", "2025-05-01T09:00:00+07:00")


def told(
    day: str, who: str = "Hendra Saputra", rank: str = "Serda", outlet: str = "Kabar Kota", place: str = PLACE
) -> Article:
    area = place.split("|")[1]
    text = (
        f"publisher|{outlet}\npublished|{day}\n{place}\n"
        f"person|{who}|rank={rank}|role=Babinsa|pillar=TNI|unit=Koramil Kemayoran|area={area}\n"
        f"unit|Koramil Kemayoran|kind=Koramil|pillar=TNI\n"
    )
    return article(text, f"{day}-{outlet}-{who}-{rank}.txt")


def build(graph: Path, *articles: Article, rules: str = "r1") -> None:
    report = pipeline.build(articles, graph, extract=extract, vocab=load(), gazetteer=gazetteer.load(), rules=rules)
    assert not report.failed


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    build(tmp_path / "g", told("2023-03-01"), told("2024-02-01", outlet="Warta"), told("2025-01-10", rank="Sertu"))
    with open_graph(tmp_path / "g", write=True) as opened:
        yield opened


def ranks(graph: Graph) -> list[str]:
    return [row[0].rpartition("-")[2] for row in select(graph, "SELECT ?r { ?p a tp:Person ; tp:militaryRank ?r }")]


def rows(graph: Graph, name: str, **params: str) -> list[dict[str, str]]:
    answer: Any = queries.ask(graph, queries.find(name), params)
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, ("" if v is None else v.value for v in row), strict=True)) for row in answer]


def test_the_rank_reported_last_is_the_best_and_the_one_before_keeps_its_days(graph: Graph) -> None:
    assert ranks(graph) == ["Sertu"]
    found = select(
        graph,
        """SELECT ?o ?rank ?why ?first ?last ?voices { ?v a rdf:Statement ; rdf:object ?o ; tp:rank ?rank ;
           tp:rankReason ?why ; tp:firstReported ?first ; tp:lastReported ?last ; tp:independentVoices ?voices }
           ORDER BY ?first""",
    )
    short = [tuple(value.rpartition("#")[2] for value in row) for row in found]
    assert short == [
        ("rank-Serda", "NormalRank", "EarlierReport", "2023-03-01", "2024-02-01", "2"),
        ("rank-Sertu", "PreferredRank", "LatestReport", "2025-01-10", "2025-01-10", "1"),
    ]


def test_without_the_last_article_the_view_is_as_if_it_had_never_been(graph: Graph, tmp_path: Path) -> None:
    build(tmp_path / "two", told("2023-03-01"), told("2024-02-01", outlet="Warta"))
    graph.close()
    pipeline.remove(tmp_path / "g", told("2025-01-10", rank="Sertu").source)
    with open_graph(tmp_path / "g") as now, open_graph(tmp_path / "two") as two:
        assert list(now.dump_sorted()) == list(two.dump_sorted())


def test_who_held_a_post_in_a_month(graph: Graph) -> None:
    (row,) = rows(graph, "post-on-day", **{"from": "2024-05-01", "to": "2024-05-31", "role": "Babinsa"})
    assert (row["name"], row["place"], row["known"]) == ("Hendra Saputra", "Utan Panjang", "reported")
    assert (row["first"], row["last"]) == ("2023-03-01", "2025-01-10")
    assert rows(graph, "post-on-day", **{"from": "2022-05-01", "to": "2022-05-31"}) == []


def test_a_successor_ends_what_was_known_of_the_one_before(tmp_path: Path) -> None:
    build(tmp_path / "g", told("2023-03-01"), told("2024-02-01", who="Eko Wibowo", outlet="Warta"))
    with open_graph(tmp_path / "g") as graph:
        asked = (("2023-05-01", "2023-05-31"), ("2024-05-01", "2024-05-31"))
        names = [[r["name"] for r in rows(graph, "post-on-day", **{"from": a, "to": b})] for a, b in asked]
        assert names == [["Hendra Saputra"], ["Eko Wibowo"]]


def test_explaining_tells_days_posts_and_why_a_name_is_the_same_person(tmp_path: Path) -> None:
    build(tmp_path / "g", told("2023-03-01"), told("2025-01-10", who="Hendra Sapoetra", rank="Sertu", outlet="Warta"))
    with open_graph(tmp_path / "g") as graph:
        record = explain.explain(graph, "Hendra Saputra")
        lines = explain.to_text(record, "en").splitlines()
        assert any(line.startswith("  Serda  [undecided – held before]  reported 2023-03-01") for line in lines)
        assert any(
            "Babinsa, Utan Panjang, Koramil Kemayoran  reported 2023-03-01 – 2025-01-10" in line for line in lines
        )
        (join,) = record.same_as
        assert join.score == 1.0
        assert [step.evidence for step in join.steps][:1] == ["name-variant"]
        assert "  promoted" in "\n".join(lines)
        assert explain.to_json(record)["same_as"][0]["evidence"][0]["weight"] == 0.42


def test_two_ranks_of_one_day_are_an_open_contradiction_until_more_outlets_speak(tmp_path: Path) -> None:
    pair = [told("2025-01-10"), told("2025-01-10", rank="Sertu", outlet="Warta")]
    build(tmp_path / "g", *pair)
    with open_graph(tmp_path / "g") as graph:
        assert sorted(ranks(graph)) == ["Serda", "Sertu"]
        (report,) = conflicts(graph)
        assert (report.about, report.settled) == ("rank", False)
    build(tmp_path / "g", told("2025-01-11", outlet="Harian"))
    with open_graph(tmp_path / "g") as graph:
        assert ranks(graph) == ["Serda"]
        (report,) = conflicts(graph)
        assert report.settled
        assert [(v.label, v.status) for v in report.values] == [("Serda", "preferred"), ("Sertu", "normal")]


def test_a_person_decides_on_a_value_and_takes_it_back(graph: Graph) -> None:
    before = list(graph.dump_sorted())
    (decided,) = graph.decide(preferred(graph, "Hendra Saputra", "rank", "Serda", BY))
    assert ranks(graph) == ["Serda"]
    (report,) = conflicts(graph)
    assert [(v.label, v.status) for v in report.values] == [("Serda", "preferred"), ("Sertu", "deprecated")]
    graph.rebuild()
    assert ranks(graph) == ["Serda"]
    graph.decide(undo(graph, decided.number, BY))
    assert ranks(graph) == ["Sertu"]
    assert [line for line in graph.dump_sorted() if "/decision" not in line and "/reviewer" not in line] == before


NEWS = (
    "Warga dan aparat membersihkan saluran air di sepanjang jalan utama kampung sejak pagi hari. Kegiatan itu diikuti "
    "puluhan orang dari lima rukun tetangga yang membawa cangkul, sapu dan karung. Lumpur diangkat ke tepi lalu dibawa "
    "dengan dua mobil bak terbuka. Setelah selesai mereka makan bersama di pos ronda sambil membicarakan jadwal jaga "
    "malam untuk bulan depan, karena beberapa rumah pernah dimasuki orang yang tidak dikenal pada siang hari."
)


def reprinted(day: str, outlet: str) -> Article:
    found = told(day, outlet=outlet)
    return article(f"{found.text}issue|{NEWS}\n", f"{outlet}.txt")


def test_copies_point_at_the_first_and_speak_with_one_voice(tmp_path: Path) -> None:
    folder = tmp_path / "g"
    build(folder, reprinted("2025-01-12", "Warta"), reprinted("2025-01-10", "Kabar"), reprinted("2025-01-11", "Harian"))
    query = """SELECT ?copy ?of { ?a tp:nearDuplicateOf ?b . ?a tp:source ?copy . ?b tp:source ?of } ORDER BY ?copy"""
    with open_graph(folder) as graph:
        assert list(select(graph, query)) == [("Harian.txt", "Kabar.txt"), ("Warta.txt", "Kabar.txt")]
        (row,) = select(graph, "SELECT ?n { ?m a org:Membership ; tp:independentVoices ?n }")
        assert row == ("1",)
    build(folder, told("2025-02-01", outlet="Suara"))
    report = pipeline.remove(folder, told("2025-02-01", outlet="Suara").source, dry_run=True)
    assert ("Hendra Saputra", "Serda") in {(f.subject_label, f.object_label) for f in report.single}
    pipeline.remove(folder, "Kabar.txt")
    with open_graph(folder) as graph:
        assert list(select(graph, query)) == [("Warta.txt", "Harian.txt")]


# the life cycle

NAMES = ("Hendra Saputra", "Hendra Sapoetra", "Eko Wibowo")
ARTICLES = st.builds(
    told,
    day=st.sampled_from(["2023-03-01", "2024-02-01", "2025-01-10"]),
    who=st.sampled_from(NAMES),
    rank=st.sampled_from(["Serda", "Sertu", "Briptu"]),
    outlet=st.sampled_from(["Kabar Kota", "Warta"]),
    place=st.sampled_from([PLACE, OTHER_PLACE]),
)
STEP = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abc"), ARTICLES),
    st.tuples(st.just("put"), st.sampled_from("abc"), ARTICLES),
    st.tuples(st.just("remove"), st.sampled_from("abc")),
    st.tuples(st.sampled_from(["same", "different", "unsure"]), st.integers(0, 3), st.integers(0, 3)),
    st.tuples(st.just("prefer"), st.integers(0, 3), st.sampled_from(["Serda", "Sertu", "Briptu"])),
    st.tuples(st.just("undo"), st.integers(1, 4)),
)


def take(folder: Path, number: int, step: tuple[Any, ...], now: dict[str, Article]) -> None:
    match step:
        case "put", key, found:
            now[key] = Article(found.text, f"{key}.txt", url=f"https://x.id/{key}")
            build(folder, now[key], rules=f"r{number}")
        case "remove", key:
            if now.pop(key, None):
                pipeline.remove(folder, f"{key}.txt")
        case _:
            with open_graph(folder, write=True) as graph:
                decide(graph, step)


def decide(graph: Graph, step: tuple[Any, ...]) -> None:
    """Record a decision if it makes sense in the graph as it is."""
    sql = "SELECT iri FROM identity_node WHERE kind = 'person' ORDER BY iri"
    people = [iri for (iri,) in graph.archive.db.execute(sql)]
    try:
        match step:
            case "undo", number:
                graph.decide(undo(graph, number, BY))
            case "prefer", at, rank if at < len(people):
                graph.decide(preferred(graph, people[at], "rank", rank, BY))
            case ("same" | "different" | "unsure") as verdict, one, other if max(one, other) < len(people):
                graph.decide(Decision(0, verdict, people[one], people[other], BY.who, BY.at))
    except UsageError:
        pass


def lines(graph: Graph) -> list[str]:
    return [line for line in graph.dump_sorted() if "wasRevisionOf" not in line]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph without articles: copying it is faster than loading the ontology for every example."""
    folder = tmp_path_factory.mktemp("empty")
    build(folder / "g")
    return folder


# without shrinking, which takes minutes here: the steps are few and told
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(steps=st.lists(STEP, min_size=2, max_size=9))
def test_any_sequence_of_changes_and_decisions_equals_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, steps: list[tuple[Any, ...]]
) -> None:
    """Add, replace, remove, decide, take back, in any order: the view is that of the evidence and the decisions."""
    folder = tmp_path_factory.mktemp("steps") / "g"
    now: dict[str, Article] = {}
    shutil.copytree(empty / "g", folder)
    for number, step in enumerate(steps):
        take(folder, number, step, now)
    with open_graph(folder, write=True) as graph:
        found = lines(graph)
        records = graph.archive.decisions()
        graph.rebuild()
        assert lines(graph) == found
    fresh = folder.parent / "fresh"
    shutil.copytree(empty / "g", fresh)
    build(fresh, *now.values())
    with open_graph(fresh, write=True) as graph:
        with graph.archive.transaction():
            for record in records:
                graph.archive.add_decision(record)
                graph.archive.pending.note_things(record.things)
            graph.archive.pending.note_graph(graph.minter.graph("decisions"))
        graph.sync()
        assert lines(graph) == found
