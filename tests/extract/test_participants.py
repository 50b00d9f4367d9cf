"""Who took part, of all whom a report names: every case of participants.txt, read from the first word to the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import vocab
from kg.extract import extract
from kg.model import Article
from kg.text.normalise import normalise


def _cases() -> list[tuple[str, set[str]]]:
    blocks = (Path(__file__).parent / "participants.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    heads = [block.strip().split("\n", 1) for block in blocks]
    return [(text, {name.strip() for name in names.split(";")}) for names, text in heads]


@pytest.mark.parametrize(("text", "names"), _cases())
def test_those_present_take_part_and_those_spoken_of_do_not(text: str, names: set[str]) -> None:
    read = extract(Article(normalise(text), "case.txt"), vocab.load())
    called = {entity.id: entity.name for entity in read.entities}
    events = [entity.id for entity in read.entities if entity.kind == "event"]
    found = {called[f.value] for f in read.facts if f.subject == events[0] and f.property == "participant"}
    assert found == names
