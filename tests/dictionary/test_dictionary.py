"""The dictionary of the ontology: every term has an entry, every link an end, and docs/ontology.md is up to date.

    KG_UPDATE_DOCS=1 ./run test tests/dictionary

writes the present text into docs/ontology.md instead of comparing.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import lxml.html
import pyoxigraph as ox
import pytest

from kg import dictionary, pipeline, resources
from kg.corpus import read
from kg.dictionary import diagram, seen, terms, usage
from kg.ns import TP
from kg.store import open_graph

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "ontology.md"
ONTOLOGY = terms.read(resources.ONTOLOGY)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dictionary") / "graph"
    pipeline.build(read([str(resources.EXAMPLES / "articles")]), folder)
    return folder


@pytest.fixture(scope="module")
def page(graph: Path) -> str:
    with open_graph(graph) as opened:
        return dictionary.write(opened, ".html", "en")


def test_every_term_concept_question_and_shape_has_an_anchor_of_its_own(page: str) -> None:
    anchors = lxml.html.fromstring(page).xpath("//@id")
    assert len(anchors) == len(set(anchors))
    wanted = {terms.local(term.iri) for term in ONTOLOGY.terms}
    wanted |= {terms.local(c.iri) for scheme in ONTOLOGY.schemes for c in scheme.concepts}
    wanted |= {terms.local(shape.iri) for shape in ONTOLOGY.shapes} | {"q-persons", "c-circular-definitions"}
    assert len(wanted) > 1000
    assert wanted - set(anchors) == set()


def test_every_link_of_the_page_has_an_end_in_it(page: str) -> None:
    document = lxml.html.fromstring(page)
    links = set(document.xpath("//@href"))
    assert len(links) > 1000
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link[1:] for link in links} - set(document.xpath("//@id")) == set()


def test_the_page_needs_nothing_else_and_runs_nothing(page: str) -> None:
    assert not re.search(r"<script|\bsrc=|@import|url\((?!#)", page)
    assert "default-src 'none'" in page


def test_both_languages_stand_on_the_page(page: str) -> None:
    entry = lxml.html.fromstring(page).get_element_by_id("militaryRank")
    assert entry.xpath("string(h4/a)") == "rank / pangkat"
    assert {p.get("lang") for p in entry.find_class("definition")} == {"en", "id"}


def test_a_use_is_shown_with_its_sentence(graph: Path) -> None:
    with open_graph(graph) as opened:
        uses = seen.uses(opened, ONTOLOGY)
    use = uses[TP + "militaryRank"]
    assert f"{use.value} {use.subject}" in use.sentence
    assert (resources.EXAMPLES / "articles" / use.source).is_file()
    assert "/" not in uses[TP + "source"].value


def test_questions_checks_shapes_and_rules_are_found_by_the_terms_they_name() -> None:
    asked = [dictionary.queries.find("officers-of-area")]
    tested = usage.checks(resources.QUERIES / "checks")
    found = usage.uses(ONTOLOGY, asked, tested)
    assert found[TP + "assignedArea"].questions == ["officers-of-area"]
    assert found[TP + "kemendagriCode"].checks == ["areas-outside-their-codes"]
    assert TP + "RankFitsPostShape" in found[TP + "roleInstitution"].shapes  # named inside a query of the shape
    assert "rules.tsv: rank-fits-post" in found[TP + "RankInstitutionMismatch"].rules
    assert found[TP + "venue"].questions == []


def test_a_term_in_a_comment_of_a_query_is_not_used() -> None:
    assert usage.names("# tp:role\nSELECT ?x { ?x tp:unit ?y }") == [TP + "unit"]


def test_every_class_of_what_is_reported_is_in_a_picture() -> None:
    drawn = {iri for plan in (diagram.WORLD, diagram.EVIDENCE) for column in plan.columns for iri in column}
    classes = {t.iri for t in ONTOLOGY.terms if t.kind == "class" and t.module in ("kg", "evidence")}
    assert classes - drawn == set()


def test_a_line_leads_from_a_property_to_the_class_of_its_values() -> None:
    text = diagram.mermaid(ONTOLOGY, diagram.WORLD, "en")
    assert "tp_Statement --> tp_Person : speaker" in text
    assert "tp_Person --> tp_Organization : unit" in text  # its range is the class above
    assert "--> tp_Place : rank" not in text


def test_what_files_say_is_escaped(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ONTOLOGY, folder)
    file = folder / "kg.ttl"
    hostile = "<b onclick='x()'>|*rank*"
    file.write_text(file.read_text("utf-8").replace('"rank"@en', f'"{hostile}"@en'), encoding="utf-8")
    with open_graph(graph) as opened:
        assert "<b onclick" not in dictionary.write(opened, ".html", "en", folder)
        written = dictionary.write(opened, ".md", "en", folder)
    assert "\\<b onclick='x()'\\>\\|\\*rank\\*" in written


def test_large_vocabularies_are_shown_by_side() -> None:
    posts = next(scheme for scheme in ONTOLOGY.schemes if scheme.iri == TP + "posts")
    grouped = dictionary.groups(posts)
    assert [group.by for group in grouped[:2]] == [TP + "unsurTNI", TP + "unsurPolri"]
    assert sum(len(group.concepts) for group in grouped) == len(posts.concepts)


def test_a_folder_without_an_ontology_is_refused(tmp_path: Path) -> None:
    for name in terms.MODULES:
        (tmp_path / f"{name}.ttl").write_text("")
    with pytest.raises(dictionary.terms.DataError, match="owl:Ontology"):
        terms.read(tmp_path)


def test_a_term_that_a_graph_does_not_use_has_no_use() -> None:
    assert seen.uses(ox.Store(), ONTOLOGY) == {}


def test_the_document_is_up_to_date(graph: Path) -> None:
    with open_graph(graph) as opened:
        text = dictionary.write(opened, ".md", "en")
    if os.environ.get("KG_UPDATE_DOCS"):
        DOCUMENT.write_text(text, encoding="utf-8")
    assert DOCUMENT.read_text("utf-8") == text, "write it anew with: kg ontology -o docs/ontology.md --lang en"
