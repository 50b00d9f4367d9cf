"""Short reports over the whole genre, read from the first word to the last; figures may rise, never fall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import vocab
from kg.extract import extract
from kg.model import Article, Extraction
from kg.text.normalise import normalise

SCENES = sorted((Path(__file__).parent / "scenes").glob("*.txt"))
FLOORS = {"activity": 0.9, "topic": 0.8, "place": 0.9, "participant": 0.87, "date": 0.97}


class Scene(NamedTuple):
    text: str
    expected: dict[str, set[str]]


def _scenes() -> Iterator[Scene]:
    for path in SCENES:
        for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
            head, text = block.split("\n", 1)
            cells = [cell.strip() for cell in head.split("|")]
            values = [cells[0].split(","), cells[1].split(","), [cells[2]], cells[3].split(";"), [cells[4]]]
            expected = [{v.strip() for v in some} - {"-"} for some in values]
            yield Scene(text.strip(), dict(zip(FLOORS, expected, strict=True)))


def _read(extraction: Extraction) -> dict[str, set[str]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    events = {entity.id for entity in extraction.entities if entity.kind == "event"}
    found: dict[str, set[str]] = {kind: set() for kind in FLOORS}
    for fact in extraction.facts:
        if fact.subject in events or fact.property == "topic":
            found.get(fact.property, set()).add(names.get(fact.value, fact.value))
    return found


@pytest.fixture(scope="module")
def read() -> list[tuple[Scene, dict[str, set[str]]]]:
    words = vocab.load()
    return [(s, _read(extract(Article(normalise(s.text), "scene.txt"), words))) for s in _scenes()]


def test_scenes_show_every_activity_and_nearly_every_topic() -> None:
    scenes, loaded = list(_scenes()), vocab.load()
    assert len(scenes) == 67
    assert {a for s in scenes for a in s.expected["activity"]} == set(loaded.activities)
    shown = Counter(t for s in scenes for t in s.expected["topic"])
    assert set(loaded.topics) - set(shown) == {"perjudian", "lainnya"}


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_falls(kind: str, read: list[tuple[Scene, dict[str, set[str]]]]) -> None:
    both = sum(len(scene.expected[kind] & found[kind]) for scene, found in read)
    either = sum(len(scene.expected[kind]) + len(found[kind]) for scene, found in read)
    assert 2 * both / either >= FLOORS[kind]


def test_one_activity_is_the_commonest_answer(read: list[tuple[Scene, dict[str, set[str]]]]) -> None:
    counts = Counter(len(found["activity"]) for _, found in read)
    assert counts[1] > len(read) / 2
    assert max(counts) <= 3
