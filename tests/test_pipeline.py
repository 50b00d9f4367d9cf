from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from graphs import POLSEK, article, extract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import fingerprint, gazetteer, identify, pipeline, resources
from kg.decisions import Decision
from kg.errors import GraphError, InputError, UsageError
from kg.loading import Loader
from kg.model import Article
from kg.ns import ID, TP
from kg.pipeline import BuildReport, RemoveReport
from kg.store import Graph, open_graph
from kg.vocab import load

WORDS = """\
@prefix tp: <https://w3id.org/tigapilar/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
tp:unsurTNI a tp:Pillar . tp:unsurPolri a tp:Pillar . tp:unsurPemerintah a tp:Pillar . tp:unsurMasyarakat a tp:Element .
tp:Babinsa a skos:Concept ; tp:element tp:unsurTNI .
tp:Bhabinkamtibmas a skos:Concept ; tp:element tp:unsurPolri ; tp:roleInstitution tp:Polri .
tp:rank-Serda a skos:Concept ; skos:notation "Serda" ; tp:rankInstitution tp:TNI-AD .
tp:rank-Serka a skos:Concept ; skos:notation "Serka" ; tp:rankInstitution tp:TNI-AD .
tp:rank-Briptu a skos:Concept ; skos:notation "Briptu" ; tp:rankInstitution tp:Polri .
"""


@pytest.fixture(autouse=True)
def _few_words(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    identify.comparer()
    fingerprint.rules()
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "vocab").mkdir()
    (folder / "vocab" / "words.ttl").write_text(WORDS)
    monkeypatch.setattr(resources, "ONTOLOGY", folder)


def build(graph: Path, *articles: Article | InputError, **options: Any) -> BuildReport:
    options = {"extract": extract, "vocab": load(), "gazetteer": gazetteer.load(), "rules": "r1", **options}
    return pipeline.build(articles, graph, **options)


def remove(graph: Path, selector: str, **options: Any) -> RemoveReport:
    return pipeline.remove(graph, selector, **options)


def dump(graph: Path) -> list[str]:
    with open_graph(graph) as opened:
        return list(opened.dump_sorted())


def tally(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.unchanged, report.replaced, len(report.failed)


def ask(graph: Path | Graph, query: str) -> list[tuple[str, ...]]:
    if isinstance(graph, Path):
        with open_graph(graph) as opened:
            return ask(opened, query)
    found = graph.query(query)
    return [tuple(value.value if value is not None else "" for value in row) for row in found]


OTHER = """\
publisher|Warta Lain
place|Utan Panjang|level=kelurahan|code=31.71.03.1008
person|Hendra Saputra|rank=Serda|role=Babinsa|pillar=TNI|area=Utan Panjang
event|sambang|activity=komsos|date=2025-05-02|place=Utan Panjang|participant=Hendra Saputra
topic|narkoba
"""


# building


def test_second_build_of_the_same_changes_not_a_byte(tmp_path: Path) -> None:
    articles = [article(POLSEK, "a.txt"), article(OTHER, "b.txt")]
    assert tally(build(tmp_path / "g", *articles)) == (2, 0, 0, 0)
    before = dump(tmp_path / "g")
    assert tally(build(tmp_path / "g", *articles)) == (0, 2, 0, 0)
    assert dump(tmp_path / "g") == before


def test_order_of_articles_changes_not_a_byte(tmp_path: Path) -> None:
    articles = [article(POLSEK, "a.txt"), article(OTHER, "b.txt"), article("topic|hoaks", "c.txt")]
    build(tmp_path / "one", *articles)
    for each in reversed(articles):
        build(tmp_path / "two", each)
    assert dump(tmp_path / "one") == dump(tmp_path / "two")


def test_report_counts_facts_and_what_stayed_open(tmp_path: Path) -> None:
    report = build(tmp_path / "g", article("topic|hoaks\nperson|Budi|role=Lurah\nissue|date.no-year"))
    assert (report.facts, report.issues) == (3, 1)
    with open_graph(tmp_path / "g") as graph:
        assert [issue.code for _, issue in graph.archive.issues()] == ["date.no-year"]


def test_input_that_is_no_article_is_reported_and_the_rest_is_built(tmp_path: Path) -> None:
    told: list[str] = []
    steps: list[int] = []
    report = build(
        tmp_path / "g",
        InputError("x.txt", "the file is empty"),
        article("raise|kesalahan", "flaw.txt"),
        article("event|e|activity=tak dikenal", "word.txt"),
        article("topic|hoaks", "good.txt"),
        on_error=lambda failure: told.append(failure.source),
        progress=steps.append,
    )
    assert tally(report) == (1, 0, 0, 3)
    reasons = {failure.source: failure.reason for failure in report.failed}
    assert reasons["x.txt"] == "the file is empty"
    assert "RuntimeError: kesalahan" in reasons["flaw.txt"]
    assert "'tak dikenal'" in reasons["word.txt"]
    assert told == ["x.txt", "flaw.txt", "word.txt"]
    assert steps == [1, 2, 3, 4]


def test_changed_file_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    build(tmp_path / "g", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    assert tally(build(tmp_path / "g", article("topic|pemilu", "a.txt"))) == (0, 0, 1, 0)
    build(tmp_path / "fresh", article("topic|pemilu", "a.txt"), article(OTHER, "b.txt"))
    changed = dump(tmp_path / "g")
    revisions = [line for line in changed if "wasRevisionOf" in line]
    assert len(revisions) == 1
    assert [line for line in changed if line not in revisions] == dump(tmp_path / "fresh")


def test_changed_article_of_one_address_keeps_its_iri(tmp_path: Path) -> None:
    build(tmp_path / "g", article("topic|hoaks", "a.txt", url="https://x.id/1"))
    assert tally(build(tmp_path / "g", article("topic|pemilu", "b.txt", url="https://x.id/1"))) == (0, 0, 1, 0)
    key = article("", url="https://x.id/1").key
    query = "SELECT ?a ?t WHERE { ?a tp:topic ?t ; a schema:NewsArticle }"
    assert ask(tmp_path / "g", query) == [(f"{ID}article/{key}", TP + "topic-pemilu")]
    query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?r { ?new prov:wasRevisionOf ?old } ?a tp:currentGraph ?new }"
    assert ask(tmp_path / "g", query) == [("1",)]


def test_file_of_the_same_name_in_another_folder_is_another_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, topic in (("jan", "hoaks"), ("feb", "pemilu")):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        assert build(tmp_path / "g", article(f"topic|{topic}", "1.txt")).added == 1


def test_standard_input_never_replaces_what_it_gave_before(tmp_path: Path) -> None:
    for topic in ("hoaks", "pemilu"):
        assert build(tmp_path / "g", article(f"topic|{topic}", "-")).added == 1


def test_row_with_an_address_is_not_replaced_by_the_next_row_at_its_place(tmp_path: Path) -> None:
    build(tmp_path / "g", article("topic|hoaks", "feed.jsonl:1", url="https://x.id/1"))
    assert build(tmp_path / "g", article("topic|pemilu", "feed.jsonl:1", url="https://x.id/2")).added == 1


def test_rows_that_moved_are_all_there_in_the_end(tmp_path: Path) -> None:
    def rows(*topics: str) -> list[Article]:
        return [article(f"topic|{topic}", f"t.csv:{n}") for n, topic in enumerate(topics, start=1)]

    build(tmp_path / "g", *rows("hoaks", "narkoba", "pemilu"))
    build(tmp_path / "g", *rows("banjir", "hoaks", "narkoba", "pemilu"))
    found = ask(tmp_path / "g", "SELECT ?t WHERE { ?a tp:topic ?t } ORDER BY ?t")
    assert [t.rpartition("-")[2] for (t,) in found] == ["banjir", "hoaks", "narkoba", "pemilu"]


def test_same_text_twice_is_one_article(tmp_path: Path) -> None:
    assert tally(build(tmp_path / "g", article("topic|hoaks", "a.txt"), article("topic|hoaks", "b.txt"))) == (
        1,
        1,
        0,
        0,
    )


def test_two_texts_of_one_address_in_one_build_are_not_decided_in_silence(tmp_path: Path) -> None:
    first, second = (article(f"topic|{t}", f"{t}.txt", url="https://x.id/1") for t in ("hoaks", "pemilu"))
    report = build(tmp_path / "g", first, second)
    assert tally(report) == (1, 0, 0, 1)
    assert report.failed[0].source == "pemilu.txt"
    assert "hoaks.txt" in report.failed[0].reason


def test_new_rules_read_every_article_again(tmp_path: Path) -> None:
    def later(found: Article, vocab: Any) -> Any:
        return extract(article(found.text.replace("hoaks", "pemilu"), found.source), vocab)

    text = "topic|hoaks"
    build(tmp_path / "g", article(text))
    before = dump(tmp_path / "g")
    assert tally(build(tmp_path / "g", article(text), rules="r2")) == (0, 1, 0, 0)
    assert dump(tmp_path / "g") == before
    assert tally(build(tmp_path / "g", article(text), rules="r2", extract=later)) == (0, 1, 0, 0)
    changed = build(tmp_path / "g", article(text), rules="r3", extract=later)
    assert tally(changed) == (0, 0, 1, 0)
    assert changed.facts == 1
    assert not any("topic-hoaks" in line for line in dump(tmp_path / "g"))


def test_article_that_can_no_longer_be_read_stays_as_it_was(tmp_path: Path) -> None:
    def broken(found: Article, vocab: Any) -> Any:
        raise RuntimeError

    build(tmp_path / "g", article("topic|hoaks"))
    before = dump(tmp_path / "g")
    assert tally(build(tmp_path / "g", article("topic|hoaks"), rules="r2", extract=broken)) == (0, 0, 0, 1)
    assert dump(tmp_path / "g") == before


def test_jobs_change_nothing_and_a_dying_process_costs_one_article(tmp_path: Path) -> None:
    texts = [f"topic|hoaks\nperson|Orang {n}|role=Lurah" for n in range(30)]
    texts[7] = "raise|tujuh"
    articles: list[Article | InputError] = [article(text, f"{n}.txt") for n, text in enumerate(texts)]
    articles.insert(20, InputError("x.txt", "empty"))
    one = build(tmp_path / "one", *articles)
    two = build(tmp_path / "two", *articles, article("exit|", "dead.txt"), jobs=2, vocab=None, gazetteer=None)
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    assert one.failed == two.failed[:2]
    assert [failure.source for failure in two.failed] == ["7.txt", "x.txt", "dead.txt"]
    assert two.failed[2].reason == "the process that read it ended"


def test_many_articles_load_in_bulk_as_they_would_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"{OTHER}topic|hoaks\nperson|Orang {n}|role=Lurah", f"{n}.txt") for n in range(7)]
    build(tmp_path / "one", *articles)
    monkeypatch.setattr("kg.graph.BULK_ARTICLES", 2)
    monkeypatch.setattr("kg.graph._BULK_GRAPHS", 3)
    monkeypatch.setattr("kg.best._BULK_LINES", 10)
    monkeypatch.setattr("kg.pipeline._BATCH", 3)
    build(tmp_path / "two", *articles)
    assert dump(tmp_path / "one") == dump(tmp_path / "two")


# taking out


def test_removing_one_of_two_leaves_the_other_as_if_it_had_been_alone(tmp_path: Path) -> None:
    build(tmp_path / "g", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    build(tmp_path / "alone", article(OTHER, "b.txt"))
    remove(tmp_path / "g", "a.txt")
    assert dump(tmp_path / "g") == dump(tmp_path / "alone")


def test_removing_all_leaves_an_empty_graph(tmp_path: Path) -> None:
    build(tmp_path / "empty")
    build(tmp_path / "g", article(POLSEK, "a.txt"))
    build(tmp_path / "g", article(OTHER, "a.txt"))
    remove(tmp_path / "g", "a.txt")
    assert dump(tmp_path / "g") == dump(tmp_path / "empty")
    assert dump(tmp_path / "empty")


def test_dry_run_tells_what_goes_and_what_falls_to_one_outlet(tmp_path: Path) -> None:
    third = OTHER.replace("Warta Lain", "Kabar Ketiga").replace("|rank=Serda", "")
    build(tmp_path / "g", article(POLSEK, "a.txt"), article(OTHER, "b.txt"), article(third, "c.txt"))
    before = dump(tmp_path / "g")
    report = remove(tmp_path / "g", "a.txt", dry_run=True)
    assert dump(tmp_path / "g") == before
    assert report.sources == ("a.txt",)

    def told(lines: Iterable[Any]) -> set[tuple[str, str, str]]:
        return {(line.subject_label, line.predicate.rpartition("#")[2][:-1], line.object_label) for line in lines}

    assert ("Hendra Saputra", "unit", "Koramil Kemayoran") in told(report.gone)
    assert ("Yusuf Maulana", "militaryRank", "Briptu") in told(report.gone)
    assert not any(label == "Serka" for _, _, label in told(report.gone))
    assert told(report.single) == {("Hendra Saputra", "militaryRank", "Serda")}
    assert remove(tmp_path / "g", "a.txt").gone == report.gone


@pytest.mark.parametrize("by", ["iri", "key", "url", "source", "path"])
def test_article_is_removed_by_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    monkeypatch.chdir(tmp_path)
    one = article("topic|hoaks", "a.txt", url="https://x.id/1")
    build(tmp_path / "g", one, article("topic|pemilu", "b.txt"))
    names = {
        "iri": f"{ID}article/{one.key}",
        "key": one.key,
        "url": one.url,
        "source": "a.txt",
        "path": str(tmp_path / "a.txt"),
    }
    assert remove(tmp_path / "g", str(names[by])).articles == (f"{ID}article/{one.key}",)
    with open_graph(tmp_path / "g") as graph:
        assert [record.source for record in graph.archive.records()] == ["b.txt"]


def test_removing_what_is_not_there_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "g", article("topic|hoaks"))
    with pytest.raises(UsageError, match=r"nowhere\.txt: no article"):
        remove(tmp_path / "g", "nowhere.txt")


LINES = [
    "person|Hendra Saputra|rank=Serda|role=Babinsa|pillar=TNI|area=Utan Panjang",
    "person|Hendra Saputra|rank=Serka:deprecated:RankInstitutionMismatch|pillar=TNI|area=Utan Panjang",
    "person|HENDRA SAPUTRA|rank=Briptu:preferred:MatchesRoleInstitution|pillar=TNI|area=Utan Panjang",
    "place|Kemayoran|level=kecamatan|code=31.71.03",
    "place|Hutan Panjang|level=kelurahan|code=31.71.03.1008",
    "unit|Koramil Kemayoran|kind=Koramil|pillar=TNI",
    "event|rapat|activity=komsos|place=Utan Panjang|participant=Hendra Saputra",
    "topic|hoaks",
    "publisher|Kabar Kota",
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=4, unique=True).map(
    lambda found: "\n".join(["place|Utan Panjang|level=kelurahan|code=31.71.03.1008", *found])
)
STEPS = st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.none() | TEXTS), min_size=1, max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_any_sequence_of_changes_equals_building_its_end_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    now: dict[str, Article] = {}
    for number, (source, text) in enumerate(steps):
        if text is None:
            if now.pop(source, None):
                remove(folder / "g", source)
        else:
            # an address of its own tells files of equal text apart
            now[source] = article(text, source, url=f"https://x.id/{source}")
            build(folder / "g", now[source], rules=f"r{number}")
    if not (folder / "g").exists():
        return
    build(folder / "fresh", *now.values())
    expected = dump(folder / "fresh")
    assert [line for line in dump(folder / "g") if "wasRevisionOf" not in line] == expected
    with open_graph(folder / "g", write=True) as graph:
        graph.rebuild()
        assert [line for line in graph.dump_sorted() if "wasRevisionOf" not in line] == expected


# merging


def test_merged_persons_are_one_in_the_view_and_come_apart_again(tmp_path: Path) -> None:
    elsewhere = OTHER.replace("Utan Panjang", "Gunung Sahari Selatan").replace("1008", "1005")
    build(tmp_path / "g", article(OTHER, "a.txt"), article(elsewhere, "b.txt"))
    before = dump(tmp_path / "g")
    query = "SELECT DISTINCT ?p WHERE { ?p a tp:Person } ORDER BY ?p"
    first, second = (row[0] for row in ask(tmp_path / "g", query))
    with open_graph(tmp_path / "g", write=True) as graph:
        (decided,) = graph.decide(Decision(0, "same", second, first, "Rina", "2025-05-01T09:00:00+07:00"))
        first, second = graph.archive.merges()[0][::-1]
        assert ask(graph, query) == [(first,)]
        areas = ask(graph, f"SELECT ?n WHERE {{ <{first}> tp:assignedArea/schema:name ?n }} ORDER BY ?n")
        assert areas == [("Gunung Sahari Selatan",), ("Utan Panjang",)]
        assert ask(graph, f"SELECT (COUNT(?e) AS ?n) WHERE {{ ?e tp:participant <{first}> }}") == [("2",)]
        assert any(quad.object == NamedNode(second) for name in graph.store.graphs() for quad in graph.quads(name))
    build(tmp_path / "g", article(elsewhere + "topic|hoaks", "b.txt", url="https://x.id/b"))
    assert ask(tmp_path / "g", query) == [(first,)]
    remove(tmp_path / "g", "https://x.id/b")
    with open_graph(tmp_path / "g", write=True) as graph:
        graph.decide(Decision(0, "undo", "", "", "Rina", "2025-05-02T09:00:00+07:00", undoes=decided.number))
    assert [line for line in dump(tmp_path / "g") if "/graph/decisions>" not in line] == before


# questions of the view


def both(tmp_path: Path) -> Path:
    build(tmp_path / "g", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    return tmp_path / "g"


def test_officers_of_a_kelurahan_with_their_ranks(tmp_path: Path) -> None:
    query = f"""SELECT ?name ?rank WHERE {{ ?p a tp:Person ; tp:assignedArea <{ID}area/31.71.03.1008> ; tp:role ?role ;
        foaf:name ?name . ?role tp:element/a tp:Pillar . OPTIONAL {{ ?p tp:militaryRank/skos:notation ?rank }} }}"""
    assert sorted(ask(both(tmp_path), query)) == [("Hendra Saputra", "Serda"), ("Yusuf Maulana", "Briptu")]


def test_events_inside_a_kota_between_two_dates(tmp_path: Path) -> None:
    query = """SELECT ?d ?kel WHERE { ?e a tp:Event ; tp:eventDate ?d ; tp:place ?a . ?a schema:name ?kel ;
        schema:containedInPlace* ?top . ?top tp:kemendagriCode "31.71"
        FILTER(?d >= "2025-04-01"^^xsd:date && ?d < "2025-05-01"^^xsd:date) }"""
    assert ask(both(tmp_path), query) == [("2025-04-14", "Utan Panjang")]


def test_pillar_that_is_missing_at_each_event(tmp_path: Path) -> None:
    query = """SELECT ?d ?missing WHERE { ?e a tp:Event ; tp:eventDate ?d . ?missing a tp:Pillar .
        FILTER NOT EXISTS { ?e tp:participant/tp:role/tp:element ?missing } } ORDER BY ?d ?missing"""
    found = [(day, pillar.removeprefix(TP)) for day, pillar in ask(both(tmp_path), query)]
    assert found == [
        ("2025-04-14", "unsurPemerintah"), ("2025-05-02", "unsurPemerintah"), ("2025-05-02", "unsurPolri"),
    ]  # fmt: skip


def test_quotations_with_day_and_place_in_the_text(tmp_path: Path) -> None:
    query = """SELECT ?text ?d ?b WHERE { ?q a schema:Quotation ; tp:direct true ;
        tp:speaker/foaf:name "Hendra Saputra" ; schema:text ?text ; tp:saidAt/tp:eventDate ?d ;
        tp:quotedIn ?art ; prov:wasDerivedFrom ?s .
        GRAPH ?g { ?s nif:beginIndex ?b } }"""
    assert ask(both(tmp_path), query) == [
        ("Pos ronda buka setiap malam", "2025-04-14", str(POLSEK.index("statement|")))
    ]


def test_topics_inside_a_kecamatan_by_month(tmp_path: Path) -> None:
    query = """SELECT ?m ?topic (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e tp:topic ?topic ; a tp:Event ; tp:eventDate ?d ;
        tp:place/schema:containedInPlace* ?k . ?k tp:kemendagriCode "31.71.03" BIND(MONTH(?d) AS ?m) }
        GROUP BY ?topic ?m ORDER BY ?m ?topic"""
    found = [(m, topic.rpartition("-")[2], n) for m, topic, n in ask(both(tmp_path), query)]
    assert found == [("4", "hoaks", "1"), ("4", "kamtibmas", "1"), ("5", "narkoba", "1")]


def test_rank_that_does_not_fit_the_post_and_the_article_that_says_so(tmp_path: Path) -> None:
    query = """SELECT DISTINCT ?name ?rank ?source WHERE { ?who tp:role/tp:roleInstitution ?ri ; foaf:name ?name .
        GRAPH ?g { ?c rdf:subject ?who ; rdf:predicate tp:militaryRank ; rdf:object ?r ; tp:claimedIn ?art }
        ?r tp:rankInstitution ?ki ; skos:notation ?rank . ?art tp:source ?source FILTER(?ri != ?ki) }"""
    assert ask(both(tmp_path), query) == [("Yusuf Maulana", "Serka", "a.txt")]


def test_claims_and_deprecated_ones_by_outlet(tmp_path: Path) -> None:
    query = """SELECT ?outlet (SUM(IF(?rk = tp:DeprecatedRank,1,0)) AS ?wrong) WHERE {
        GRAPH ?g { ?c a tp:Claim ; tp:rank ?rk ; tp:claimedIn ?art } ?art schema:publisher/schema:name ?outlet }
        GROUP BY ?outlet ORDER BY ?outlet"""
    assert ask(both(tmp_path), query) == [("Kabar Kota", "1"), ("Warta Lain", "0")]


def test_facts_that_only_one_article_holds(tmp_path: Path) -> None:
    query = """SELECT DISTINCT ?p ?o WHERE { ?a tp:source "b.txt" ; tp:currentGraph ?g .
        GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
        FILTER NOT EXISTS { GRAPH ?h { ?c2 rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } FILTER(?h != ?g) } }"""
    found = {p.rpartition("#")[2] for p, _ in ask(both(tmp_path), query)}
    assert found == {"eventType", "eventDate", "place", "participant", "topic"}


def test_version_of_the_extractor_behind_every_claim(tmp_path: Path) -> None:
    query = """SELECT ?v (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a tp:Claim ; prov:wasGeneratedBy ?run }
        GRAPH ?r { ?run tp:extractorVersion ?v } } GROUP BY ?v"""
    report = build(tmp_path / "g", article(POLSEK, "a.txt"))
    assert [n for _, n in ask(tmp_path / "g", query)] == [str(report.facts)]


# crashes


def test_store_that_fails_after_the_archive_is_made_good_by_the_next_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "whole", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    build(tmp_path / "g", article(POLSEK, "a.txt"))
    before = dump(tmp_path / "g")
    with monkeypatch.context() as patch:
        patch.setattr(Graph, "load_articles", _full)
        with pytest.raises(GraphError, match="disk full"):
            build(tmp_path / "g", article(OTHER, "b.txt"))
    assert dump(tmp_path / "g") == before
    open_graph(tmp_path / "g", write=True).close()
    assert dump(tmp_path / "g") == dump(tmp_path / "whole")


def _full(graph: Graph, loader: Loader) -> None:
    raise GraphError("disk full")


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[4]]
from graphs import article, extract
from kg import archive, fingerprint, identify, pending, quadstore, resources, vocab
from kg.pipeline import build, remove
from kg.claims import rules
words = vocab.load()
identify.comparer()
fingerprint.rules()
rules.load()
graph, ontology, point = sys.argv[1:4]
resources.ONTOLOGY = Path(ontology)
owner, name = point.split(".")
target = getattr({"Archive": archive, "Pending": pending, "QuadStore": quadstore}[owner], owner)
whole = getattr(target, name)
def killed(*args, **kwargs):
    if os.environ.get("KG_AFTER"):
        whole(*args, **kwargs)
    os.kill(os.getpid(), 9)
build([], graph, vocab=words, extract=extract)
setattr(target, name, killed)
new = article(sys.argv[5], "b.txt")
if sys.argv[6] == "remove":
    remove(graph, "b.txt")
else:
    build([new], graph, vocab=words, extract=extract, rules="r1")
"""


@pytest.mark.parametrize(
    ("point", "after", "arrived"),
    [
        ("Archive.put", True, False),  # inside the transaction of the archive: as if nothing had been asked
        ("QuadStore.add", False, True),
        ("QuadStore.add", True, True),
        ("QuadStore.publish", False, True),
        ("Pending.clear", True, True),
    ],
)
def test_kill_at_any_point_is_made_good_by_the_next_writer(
    tmp_path: Path, point: str, after: bool, arrived: bool
) -> None:
    build(tmp_path / "without", article(POLSEK, "a.txt"))
    build(tmp_path / "with", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    build(tmp_path / "g", article(POLSEK, "a.txt"))
    before = dump(tmp_path / "g")
    tests = str(Path(__file__).parent)
    call = [sys.executable, "-c", KILLED, str(tmp_path / "g"), str(resources.ONTOLOGY), point, tests, OTHER, "build"]
    ended = subprocess.run(call, check=False, env={**os.environ, "KG_AFTER": "1" if after else ""})
    assert ended.returncode == -signal.SIGKILL
    seen = dump(tmp_path / "g")
    assert seen in (before, dump(tmp_path / "with")), "a reader never sees half an article"
    open_graph(tmp_path / "g", write=True).close()
    assert dump(tmp_path / "g") == dump(tmp_path / ("with" if arrived else "without"))


def test_killed_removal_is_made_good_by_the_next_writer(tmp_path: Path) -> None:
    build(tmp_path / "without", article(POLSEK, "a.txt"))
    build(tmp_path / "g", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    tests = str(Path(__file__).parent)
    call = [sys.executable, "-c", KILLED, str(tmp_path / "g"), str(resources.ONTOLOGY), "QuadStore.remove"]
    ended = subprocess.run([*call, tests, OTHER, "remove"], check=False, cwd=Path.cwd())
    assert ended.returncode == -signal.SIGKILL
    open_graph(tmp_path / "g", write=True).close()
    assert dump(tmp_path / "g") == dump(tmp_path / "without")


def test_facts_are_counted_by_claims_and_not_by_what_literals_say(tmp_path: Path) -> None:
    text = f"{OTHER}person|> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TP}Claim> <|role=Lurah"
    report = build(tmp_path / "g", article(text))
    (row,) = ask(tmp_path / "g", "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a tp:Claim } }")
    assert row == (str(report.facts),)
