"""Counting against annotations, with figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import graphs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import evaluate, scoring, vocab
from kg.canonical import COLUMNS
from kg.errors import InputError

GOLD: dict[str, Any] = {
    "article": {"title": None, "publisher": "Kabar", "dateline": None, "byline": "Rina"},
    "persons": [
        {
            "name": "H. Tono Wibowo, S.Sos",
            "ranks": ["Serka", "Briptu"],
            "roles": ["Bhabinkamtibmas"],
            "pillar": "Polri",
            "units": ["Polsek Kencana-Barat"],
            "areas": ["Kelurahan Mulyo"],
        },
        {"name": "Siti", "ranks": [], "roles": [], "pillar": "Masyarakat", "units": [], "areas": []},
    ],
    "organizations": [{"name": "Koramil 01/A", "pillar": "TNI"}],
    "places": [
        {"name": "Mulyo", "level": "kelurahan", "within": ["Kencana"]},
        {"name": "Kencana", "level": "kecamatan", "within": []},
    ],
    "events": [
        {"activities": ["patroli"], "date": "2025-04-14", "place": "Mulyo", "participants": ["Tono Wibowo"]},
    ],
    "statements": [
        {"speaker": "Tono Wibowo", "kind": "direct", "begins": "Mari kita jaga kampung kita"},
        {"speaker": "Siti", "kind": "indirect", "begins": "warga agar tetap waspada"},
    ],
    "topics": ["kamtibmas"],
    "conflicts": [{"person": "Tono Wibowo", "about": "rank", "values": ["Serka", "Briptu"]}],
}
FOUND: dict[str, list[tuple[str, ...]]] = {
    "articles": [("iri:1", "corpus/x1.txt", "", "kabar", "Malang", "", "")],
    "persons": [
        ("iri:1", "Tono Wibowo", "Serka", "Bhabinkamtibmas", "Polri", "Polsek Kencana Barat", "Mulyo"),
        ("iri:1", "Budi", "", "", "", "", ""),
    ],
    "places": [
        ("iri:1", "Mulyo", "kelurahan", "", "Kencana"),
        ("iri:1", "Mulyo", "kelurahan", "", "Jawa"),
        ("iri:1", "Kencana", "desa", "", ""),
    ],
    "organizations": [("iri:1", "Koramil 01 A", "Koramil", "TNI", ""), ("iri:1", "PKK", "PKK", "", "")],
    "events": [
        ("iri:1", "e", "patroli", "2025-04-14", "Desa Mulyo", ""),
        ("iri:1", "e", "komsos", "2025-04-14", "Desa Mulyo", ""),
    ],
    "statements": [
        ("iri:1", "Tono Wibowo", "direct", "Nah, mari kita jaga kampung kita bersama", ""),
        ("iri:1", "Tono Wibowo", "indirect", "warga agar tetap waspada", ""),
    ],
    "topics": [("iri:1", "kamtibmas"), ("iri:1", "hoaks")],
    "conflicts": [("iri:1", "Tono Wibowo", "rank", "Serka", "deprecated", "")],
}
ROWS = {name: [dict(zip(COLUMNS[name], row, strict=True)) for row in rows] for name, rows in FOUND.items()}

# kind -> (right, spurious, missing), counted by hand
COUNTS = {
    "person": (1, 1, 1),
    "person-rank": (1, 0, 1),
    "person-role": (1, 0, 0),
    "person-pillar": (1, 0, 1),
    "person-unit": (1, 0, 0),
    "person-area": (1, 0, 0),
    "place": (1, 1, 1),
    "organization": (1, 1, 0),
    "event-activity": (1, 1, 0),
    "event-date": (1, 0, 0),
    "event-place": (1, 0, 0),
    "event-participant": (0, 0, 1),
    "statement-direct": (1, 0, 0),
    "statement-indirect": (0, 1, 1),
    "topic": (1, 1, 0),
    "conflict": (1, 0, 1),
    "article-publisher": (1, 0, 0),
    "article-dateline": (0, 1, 0),
    "article-byline": (0, 0, 1),
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "x1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def ratio(a: int, b: int) -> float:
    return a / b if b else 0.0


@pytest.mark.parametrize("kind", COUNTS)
def test_each_kind_is_counted(gold: Path, kind: str) -> None:
    right, spurious, missing = COUNTS[kind]
    figure = dict(evaluate.evaluate(gold, ROWS).figures)[kind]
    assert figure.precision == pytest.approx(ratio(right, right + spurious))
    assert figure.recall == pytest.approx(ratio(right, right + missing))
    assert figure.f1 == pytest.approx(ratio(2 * right, 2 * right + spurious + missing))
    assert figure.gold == right + missing


def test_of_containment_only_recall_is_counted(gold: Path) -> None:
    assert dict(evaluate.evaluate(gold, ROWS).figures)["place-within"] == evaluate.Figure(None, 1.0, 1.0, 1)


def test_the_core_sums_its_kinds(gold: Path) -> None:
    core = evaluate.evaluate(gold, ROWS).core
    assert (core.precision, core.recall, core.f1) == (
        pytest.approx(13 / 18),
        pytest.approx(13 / 19),
        pytest.approx(26 / 37),
    )
    assert core.gold == 19


def test_every_kind_has_a_figure_and_every_error_is_listed(gold: Path) -> None:
    report = evaluate.evaluate(gold, ROWS)
    assert tuple(kind for kind, _ in report.figures) == scoring.CORE + scoring.REST
    assert {*COUNTS, "place-within"} == {*scoring.CORE, *scoring.REST}
    assert len(report.errors) == sum(spurious + missing for _, spurious, missing in COUNTS.values())
    assert evaluate.Error("person-rank", "x1", "missing", "tono wibowo | briptu") in report.errors
    assert evaluate.Error("place", "x1", "spurious", "kencana | desa") in report.errors


def test_an_article_without_rows_counts_as_missed(gold: Path) -> None:
    report = evaluate.evaluate(gold, {})
    assert report.absent == ("x1",)
    assert report.core.recall == 0.0
    assert report.core.gold == 19


def test_a_statement_is_taken_once(gold: Path) -> None:
    twice = {**ROWS, "statements": [ROWS["statements"][0]] * 2}
    figure = dict(evaluate.evaluate(gold, twice).figures)["statement-direct"]
    assert (figure.precision, figure.recall) == (0.5, 1.0)


def test_no_annotation_and_a_broken_one_are_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none"):
        evaluate.evaluate(tmp_path, ROWS)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json"):
        evaluate.evaluate(tmp_path, ROWS)


def test_extractions_are_counted_without_a_store_and_errors_name_the_sentence(gold: Path) -> None:
    text = "person|Tono Wibowo|rank=Serka|role=Danramil|pillar=TNI\ntopic|kamtibmas"
    report = evaluate.evaluate_extractions(gold, [graphs.extract(graphs.article(text, "dir/x1.txt"), vocab.load())])
    assert dict(report.figures)["person"].recall == 0.5
    (spurious,) = [error for error in report.errors if (error.kind, error.sort) == ("person-role", "spurious")]
    assert spurious.sentence == text.splitlines()[0]
    assert all(error.sentence for error in report.errors)


def test_annotations_of_two_folders_are_one_corpus_if_their_names_differ(gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x2.json").write_text(json.dumps(GOLD), encoding="utf-8")
    report = evaluate.evaluate([gold, other], ROWS)
    assert (report.articles, report.absent, report.core.gold) == (2, ("x2",), 38)
    (other / "x1.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="found a second"):
        evaluate.evaluate([gold, other], ROWS)


def test_comparing_shows_figures_that_moved_and_errors_healed_and_new(gold: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.write_text(json.dumps(evaluate.to_json(evaluate.evaluate(gold, ROWS))), encoding="utf-8")
    better = {**ROWS, "topics": ROWS["topics"][:1], "organizations": ROWS["organizations"][:1]}
    shown = evaluate.compared(evaluate.evaluate(gold, better), before, "en").splitlines()
    assert [line.split() for line in shown[1:]] == [
        ["organization", "0.667", "1.000"],
        ["topic", "0.667", "1.000"],
        ["-", "x1", "organization", "spurious", "pkk"],
        ["-", "x1", "topic", "spurious", "hoaks"],
    ]
    before.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="kg eval --json"):
        evaluate.compared(evaluate.evaluate(gold, better), before)


def test_report_in_words_and_as_json(gold: Path) -> None:
    report = evaluate.evaluate(gold, ROWS)
    shown = evaluate.to_text(report, "id")
    assert "person-rank             1.000  0.500  0.667        2" in shown
    assert "place-within                –  1.000  1.000        1" in shown
    assert shown.splitlines()[-1].startswith("inti (mikro)            0.722  0.684  0.703")
    assert "person-rank  terlewat: tono wibowo | briptu" in evaluate.to_text(report, "id", errors=True)
    found = evaluate.to_json(report)
    assert found["core"]["gold"] == 19
    assert found["figures"]["place-within"]["precision"] is None
    assert len(found["errors"]) == len(report.errors)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (scoring.name_key, "Drs. H. Ma’ruf Amin, M.Si", "ma'ruf amin"),
        (scoring.name_key, "Bapak Ir Joko", "joko"),
        (scoring.name_key, None, ""),
        (scoring.area_key, "Kota Administrasi Jakarta Pusat", "jakarta pusat"),
        (scoring.area_key, "Kotabaru", "kotabaru"),
        (scoring.unit_key, "Kodim 0506/Tgr", "kodim 0506 tgr"),
        (scoring.unit_key, "Koramil 02-Btc", "koramil 02 btc"),
    ],
)
def test_names_are_brought_to_a_common_form(key: Any, value: str | None, expected: str) -> None:
    assert key(value) == expected


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_a_common_form_is_its_own_common_form(value: str) -> None:
    assert scoring.normal(scoring.normal(value)) == scoring.normal(value)
