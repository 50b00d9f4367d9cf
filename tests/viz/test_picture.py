"""From a graph to a picture: things, ties, facts and sentences."""

from __future__ import annotations

from collections import Counter

import pytest
import small
from pyoxigraph import Store

from kg.errors import UsageError
from kg.explain import Ambiguous
from kg.lookup import quads
from kg.ns import ID
from kg.store import Graph
from kg.viz import Wish, draw
from kg.viz.model import Fact, Picture, Thing


def thing(picture: Picture, name: str) -> Thing:
    return next(t for t in picture.network.things.values() if t.label.id == name)


def facts(picture: Picture, name: str) -> dict[tuple[str, str], Fact]:
    return {(f.property.en, f.value.en): f for f in picture.facts[thing(picture, name).iri]}


def ties(picture: Picture) -> set[tuple[str, str, str, str]]:
    names = {iri: t.label.id for iri, t in picture.network.things.items()}
    return {(names[t.source], t.kind, names[t.target], t.state) for t in picture.network.ties}


def test_kinds_pillars_and_details(graph: Graph) -> None:
    picture = draw(graph, Wish())
    siti = thing(picture, "Siti Aminah")
    assert (siti.kind, siti.pillar) == ("person", "Masyarakat")
    assert thing(picture, "Polsek Kencana").kind == "organization"
    assert {t.kind for t in picture.network.things.values()} == {"person", "organization", "place", "event", "article"}
    assert len(picture.points) == picture.total == len(picture.network.things)
    policeman = next(t for t in picture.network.things.values() if t.label.id == "Tono Wibowo" and t.pillar == "Polri")
    assert policeman.detail.id == "Briptu · Bhabinkamtibmas"


def test_events_are_called_by_what_they_were_in_both_languages(graph: Graph) -> None:
    labels = {t.label for t in draw(graph, Wish()).network.things.values() if t.kind == "event"}
    assert ("Patroli", "Patrol") in labels


def test_an_article_without_a_headline_is_called_by_its_file(graph: Graph) -> None:
    assert thing(draw(graph, Wish()), "2").source == "https://example.org/2"


def test_ties_with_their_state(graph: Graph) -> None:
    found = ties(draw(graph, Wish()))
    assert ("Yusuf Maulana", "unit", "Koramil 01 Timur", "") in found
    assert ("Yusuf Maulana", "unit", "Koramil 02 Barat", "deprecated") in found
    assert ("Yusuf Maulana", "spokeAt", "Komunikasi sosial", "") in found
    assert ("Dua Koramil", "mentions", "Koramil 03 Utara", "") in found
    assert ("Tono Wibowo", "unit", "Polsek Kencana", "") in found


def test_facts_with_status_reason_and_sentence(graph: Graph) -> None:
    found = facts(draw(graph, Wish()), "Yusuf Maulana")
    kept, refused = found["unit", "Koramil 01 Timur"], found["unit", "Koramil 02 Barat"]
    assert (kept.status, refused.status) == ("preferred", "deprecated")
    assert refused.reason
    assert refused.reason.en == "rank of another institution than the post"
    assert kept.disputed
    assert found["rank", "Serda (second sergeant)"].status == "normal"


@pytest.mark.parametrize("name", ["graph", "examples"])
def test_every_evidence_lies_in_its_sentence(request: pytest.FixtureRequest, name: str) -> None:
    picture = draw(request.getfixturevalue(name), Wish())
    seen = 0
    proofs = [f.evidence for fs in picture.facts.values() for f in fs] + [s.evidence for s in picture.statements]
    for evidence in (e for proof in proofs for e in proof):
        sentence = picture.sentences[evidence.sentence]
        assert 0 <= evidence.start < evidence.end <= len(sentence.text)
        assert evidence.sentence.endswith(f"#char={sentence.start},{sentence.start + len(sentence.text)}")
        seen += 1
    assert seen > 20


def test_marked_words_are_those_the_fact_was_read_from(examples: Graph) -> None:
    picture = draw(examples, Wish(focus="Dimas Prayoga"))
    for (_, value), fact in facts(picture, "Dimas Prayoga").items():
        if value.startswith(("Briptu", "Serka")):
            words = {picture.sentences[e.sentence].text[e.start : e.end] for e in fact.evidence}
            assert words == {value.split()[0]}


def test_statements_are_told_of_their_speaker(graph: Graph) -> None:
    said = {s.text: s for s in draw(graph, Wish()).statements}
    statement = said["Mari kita jaga malam bersama"]
    assert statement.direct
    assert [topic.en for topic in statement.topics] == ["public security and order"]
    assert not said["Kami siap membantu warga"].direct


def test_what_sources_disagree_on_is_marked(graph: Graph) -> None:
    picture = draw(graph, Wish())
    assert Counter(what for about in picture.disputed.values() for what in about) == {"rank": 1, "unit": 1}


def test_as_of_is_the_day_of_the_newest_article(graph: Graph) -> None:
    assert draw(graph, Wish()).network.as_of == "2025-06-10"


def test_focus_draws_the_thing_and_brings_the_rest_of_its_surroundings_along(graph: Graph) -> None:
    picture = draw(graph, Wish(focus="Siti Aminah", depth=1))
    names = {picture.network.things[iri].label.id for iri in picture.points}
    assert names == {"Siti Aminah", "Siskamling"}
    assert picture.focus == thing(picture, "Siti Aminah").iri
    assert len(picture.network.things) > len(picture.points)
    assert picture.title.id == "Siti Aminah"


def test_focus_by_iri_and_by_prefixed_name(graph: Graph) -> None:
    iri = thing(draw(graph, Wish()), "Siti Aminah").iri
    assert draw(graph, Wish(focus=iri)).focus == iri
    assert draw(graph, Wish(focus=iri.replace(ID, "id:"))).focus == iri


def test_an_ambiguous_focus_names_the_candidates(graph: Graph) -> None:
    with pytest.raises(Ambiguous, match="Tono Wibowo"):
        draw(graph, Wish(focus="Tono Wibowo"))


def test_a_statement_is_nothing_to_focus_on(graph: Graph) -> None:
    rows = graph.query("SELECT ?s WHERE { ?s a tp:Statement } ORDER BY ?s")
    with pytest.raises(UsageError, match="not a thing that is drawn"):
        draw(graph, Wish(focus=next(iter(rows))["s"].value))


def test_a_question_draws_what_its_answer_names(graph: Graph) -> None:
    picture = draw(graph, Wish(question="persons"))
    kinds = Counter(picture.network.things[iri].kind for iri in picture.points)
    assert kinds["person"] == 5
    assert kinds["article"] == 4
    assert not kinds["event"]
    assert picture.title.id
    with pytest.raises(UsageError, match="no question of that name"):
        draw(graph, Wish(question="nobody-asked"))


def test_the_number_of_things_can_be_limited(graph: Graph) -> None:
    picture = draw(graph, Wish(number=6))
    assert len(picture.points) == 6
    assert len(draw(graph, Wish(number=6, everything=True)).points) == picture.total


def test_an_empty_graph_has_nothing_to_draw() -> None:
    with pytest.raises(UsageError, match="nothing to draw yet"):
        draw(Store(), Wish())


def test_a_bare_store_is_drawn_as_well(graph: Graph) -> None:
    store = Store()
    for quad in quads(graph):
        store.add(quad)
    assert draw(store, Wish()) == draw(graph, Wish())


def test_the_order_of_articles_does_not_matter(tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = small.articles(small.MULYO, small.SEPI)
    pictures = []
    for order in (articles, articles[::-1]):
        import graphs

        from kg import pipeline
        from kg.store import open_graph

        folder = tmp_path_factory.mktemp("order") / "graph"
        pipeline.build(order, folder, extract=graphs.extract)
        with open_graph(folder) as opened:
            pictures.append(draw(opened, Wish()))
    assert pictures[0] == pictures[1]
