"""The annotated articles beside this file are consistent: what an annotation says stands in its text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg import vocab

HERE = Path(__file__).parent
IDS = sorted(path.stem for path in (HERE / "gold").glob("*.json"))
LEVELS = frozenset({"provinsi", "kota", "kabupaten", "kecamatan", "kelurahan", "desa", "dusun"})
PILLARS = frozenset({"TNI", "Polri", "Pemerintah", "Masyarakat"})


def flat(text: str) -> str:
    """Folded, with single spaces and none around slashes, as codes of units are annotated."""
    return re.sub(r"\s*/\s*", "/", " ".join(text.split())).casefold()


@pytest.fixture(params=IDS)
def case(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    text = (HERE / "articles" / f"{request.param}.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((HERE / "gold" / f"{request.param}.json").read_text(encoding="utf-8"))
    assert gold["id"] == request.param
    return flat(text), gold


def test_every_article_is_annotated() -> None:
    assert len(IDS) >= 40
    assert [path.stem for path in sorted((HERE / "articles").glob("*.txt"))] == IDS


def test_names_stand_in_the_text(case: tuple[str, dict[str, Any]]) -> None:
    text, gold = case
    names = [e["name"] for kind in ("persons", "places") for e in gold[kind]]
    names += [area for p in gold["persons"] for area in p["areas"]]
    names += [w for place in gold["places"] for w in place["within"]]
    assert [n for n in names if flat(n) not in text] == []


def test_units_stand_in_the_text_or_behind_an_office(case: tuple[str, dict[str, Any]]) -> None:
    text, gold = case
    units = [o["name"] for o in gold["organizations"]] + [u for p in gold["persons"] for u in p["units"]]
    # "Danramil 17/Balige" puts a person into Koramil 17/Balige: the office takes the place of the first word
    assert [u for u in units if flat(u) not in text and flat(u.partition(" ")[2] or "?") not in text] == []


def test_header_stands_in_the_text(case: tuple[str, dict[str, Any]]) -> None:
    text, gold = case
    article = gold["article"]
    values = [article[k] for k in ("title", "publisher", "dateline") if article[k]]
    values += (article["byline"] or "").split(", ")
    assert [v for v in values if flat(v) not in text] == []


def test_statements_begin_in_the_text(case: tuple[str, dict[str, Any]]) -> None:
    text, gold = case
    assert [s["begins"] for s in gold["statements"] if flat(s["begins"]) not in text] == []
    assert all(3 <= len(s["begins"].split()) <= 6 for s in gold["statements"])


def test_references_resolve(case: tuple[str, dict[str, Any]]) -> None:
    _, gold = case
    persons = {p["name"] for p in gold["persons"]}
    places = {p["name"] for p in gold["places"]}
    organizations = {o["name"] for o in gold["organizations"]}
    assert {s["speaker"] for s in gold["statements"]} <= persons | {None}
    assert {q for e in gold["events"] for q in e["participants"]} <= persons
    assert {e["place"] for e in gold["events"]} <= places | {None}
    assert {w for p in gold["places"] for w in p["within"]} <= places
    assert {u for p in gold["persons"] for u in p["units"]} <= organizations
    assert {c["person"] for c in gold["conflicts"]} <= persons | {None}


def test_values_come_from_the_closed_lists(case: tuple[str, dict[str, Any]]) -> None:
    _, gold = case
    known = vocab.load()
    assert {a for e in gold["events"] for a in e["activities"]} <= {c.notation for c in known.activities.values()}
    assert all(1 <= len(e["activities"]) <= 3 for e in gold["events"])
    assert 1 <= len(gold["events"]) <= 3
    assert set(gold["topics"]) <= {c.notation for c in known.topics.values()}
    assert {p["level"] for p in gold["places"]} <= LEVELS
    assert {e["pillar"] for kind in ("persons", "organizations") for e in gold[kind]} <= PILLARS
