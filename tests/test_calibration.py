"""Claims counted against an annotation made by hand."""

from __future__ import annotations

from kg import calibration
from kg.calibration import Judged
from kg.model import Article, Entity, Extraction, Fact, Sentence, Span

TEXT = "Serda Jaka Sembada dan Lurah Ratna hadir."
GOLD = {
    "article": {"publisher": None, "dateline": None, "byline": None},
    "persons": [
        {"name": "Jaka Sembada", "ranks": ["Serda"], "roles": [], "pillar": "TNI", "units": [], "areas": []},
    ],
    "organizations": [],
    "places": [],
    "events": [],
    "statements": [],
    "topics": [],
}


def fact(subject: str, property: str, label: str, rule: str, confidence: float = 0.9) -> Fact:
    return Fact(subject, property, label, label, Span(0, 5), 0, rule, confidence)


def extraction(*facts: Fact) -> Extraction:
    entities = (Entity("person-1", "person", "Jaka Sembada"), Entity("person-2", "person", "Ratna"))
    return Extraction(Article(TEXT, "a.txt"), (Sentence(Span(0, len(TEXT)), "body"),), entities, facts)


def test_a_claim_is_right_where_the_annotation_has_its_value() -> None:
    found = extraction(fact("person-1", "rank", "Serda", "rank"), fact("person-1", "rank", "Sertu", "rank"))
    assert [j.right for j in calibration.judge(found, GOLD)] == [True, False]


def test_a_claim_about_somebody_the_annotation_does_not_know_is_wrong() -> None:
    assert [j.right for j in calibration.judge(extraction(fact("person-2", "name", "Ratna", "n")), GOLD)] == [False]


def test_properties_that_are_not_annotated_are_not_judged() -> None:
    assert not list(calibration.judge(extraction(fact("person-1", "degree", "S.H.", "d")), GOLD))


def test_a_seldom_rule_is_drawn_towards_its_property() -> None:
    judged = [Judged(("person.rank", "often"), 0.9, True)] * 95 + [Judged(("person.rank", "once"), 0.9, False)]
    rows = {row["rule"]: float(row["confidence"]) for row in calibration.fit(judged)}
    assert rows["often"] == 0.99  # as far as any rule may go
    assert 0.75 < rows["once"] < rows["*"]


def test_bins_hold_every_claim_once() -> None:
    judged = [Judged(("p", "r"), c / 100, c % 2 == 0) for c in range(101)]
    table = calibration.bins(judged)
    assert sum(b.claims for b in table) == 101
    assert all(b.confidence >= b.floor for b in table)


def test_crossed_confidences_come_from_the_other_half() -> None:
    right, wrong = Judged(("p", "r"), 0.5, True), Judged(("p", "r"), 0.5, False)
    crossed = calibration.cross_fitted([[right] * 95, [wrong] * 95])
    assert [j.right for j in crossed] == [True] * 95 + [False] * 95
    assert all(j.confidence < 0.1 for j in crossed if j.right)
    assert all(j.confidence == 0.99 for j in crossed if not j.right)


def test_a_rule_the_other_half_does_not_have_takes_its_property_there() -> None:
    seldom, often = Judged(("p", "seldom"), 0.5, True), Judged(("p", "often"), 0.5, False)
    new = Judged(("q", "new"), 0.7, True)
    crossed = calibration.cross_fitted([[seldom, new], [often] * 100])
    assert [round(j.confidence, 2) for j in crossed[:2]] == [0.04, 0.7]
