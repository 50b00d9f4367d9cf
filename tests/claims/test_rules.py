"""Rules of weighing are data: a new one is a row, and a row that makes no sense is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.claims import rules
from kg.errors import DataError
from kg.ns import ORG, TP
from kg.vocab import load

HEADER = "rule\tshape\tkind\tproperty\tother\tloser\twinner\toptions\n"


def file(folder: Path, *rows: str) -> Path:
    path = folder / "claims.tsv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_new_rule_of_a_known_shape_is_a_row(tmp_path: Path) -> None:
    row = "parent\tmore-voices\torganization\tparent\t\tFewerVoices\tMoreIndependentVoices\trivals=kind; at-least=3"
    (rule,) = rules.load(file(tmp_path, row))[ORG + "unitOf"]
    assert (rule.shape, rule.rivals, rule.number("at-least"), rule.number("times")) == ("more-voices", "kind", 3, 1)
    assert (rule.loser, rule.winner) == (TP + "FewerVoices", TP + "MoreIndependentVoices")


def test_reasons_of_the_rules_are_concepts() -> None:
    known = {reason.iri for reason in load().reasons.values()}
    given = {iri for found in rules.load().values() for rule in found for iri in (rule.loser, rule.winner)}
    assert given
    assert given <= known


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a\tvote\tperson\trank\t\t\t\t", "a: expected a shape of"),
        ("a\tlatest\tperson\tsize\t\t\t\t", "a: property: a person has no property 'size'"),
        ("a\tlatest\tperson\trank\t\t\t\ttimes=2", "a: latest has no option 'times'"),
        ("a\tlatest\tperson\trank\t\t\t\trivals=all", "a: rivals: expected one of"),
        ("a\tmore-voices\tperson\trank\t\t\t\ttimes=two", "a: expected whole numbers"),
        ("a\tinstitution-agreement\tperson\trank\t\t\t\t", "a: expected the property that must agree"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        rules.load(file(tmp_path, row))


def test_two_rules_of_one_name_and_other_columns_are_refused(tmp_path: Path) -> None:
    row = "a\tlatest\tperson\trank\t\t\t\t"
    with pytest.raises(DataError, match="two rules are called 'a'"):
        rules.load(file(tmp_path, row, row))
    (tmp_path / "other.tsv").write_text("rule\tshape\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected the columns"):
        rules.load(tmp_path / "other.tsv")
