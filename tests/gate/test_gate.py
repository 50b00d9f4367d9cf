"""The quality of reading, pinned: figures on the annotated articles may rise, never fall.

``pins.json`` holds a hash of the corpus and the least F1 of every kind of fact. After an improvement write it anew
with ``KG_PIN=1 ./run test tests/gate``; a pin that would fall is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from kg import calibration, evaluate, vocab
from kg.corpus import read
from kg.errors import InputError
from kg.evaluate import Report
from kg.extract import extract
from kg.model import Extraction

FOLDERS = {name: Path(__file__).parent.parent / name for name in ("corpus", "outlets", "reports")}
PINS = Path(__file__).parent / "pins.json"
_SLACK = 0.0005  # pins are rounded to three places


def corpus_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*(folder / "articles").glob("*.txt"), *(folder / "gold").glob("*.json")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def corpus(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def extractions(corpus: str) -> list[Extraction]:
    words = vocab.load()
    articles = [a for a in read([str(FOLDERS[corpus] / "articles")]) if not isinstance(a, InputError)]
    assert len(articles) >= 30
    return [extract(article, words) for article in articles]


@pytest.fixture(scope="module")
def report(corpus: str, extractions: list[Extraction]) -> Report:
    return evaluate.evaluate_extractions(FOLDERS[corpus] / "gold", extractions)


def figures(report: Report) -> dict[str, float]:
    return {"core": round(report.core.f1, 3)} | {kind: round(figure.f1, 3) for kind, figure in report.figures}


def test_no_figure_falls_below_its_pin(corpus: str, report: Report) -> None:
    found = figures(report)
    pins = json.loads(PINS.read_text(encoding="utf-8")) if PINS.exists() else {}
    pinned = pins.get(corpus, {"corpus": "", "f1": {}})
    same_corpus = pinned["corpus"] == corpus_hash(FOLDERS[corpus])
    if os.environ.get("KG_PIN"):
        if same_corpus:
            assert found["core"] >= pinned["f1"]["core"], "the core figure would fall: not pinned"
        pins[corpus] = {"corpus": corpus_hash(FOLDERS[corpus]), "f1": found}
        PINS.write_text(json.dumps(pins, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    assert same_corpus, "the corpus changed: look at the figures, then pin anew with KG_PIN=1"
    fallen = {kind: (least, found[kind]) for kind, least in pinned["f1"].items() if found[kind] < least - _SLACK}
    assert not fallen, f"(pinned, found): {fallen}"


def test_every_annotated_article_was_read(corpus: str, report: Report) -> None:
    assert report.absent == ()
    assert report.articles == len(list((FOLDERS[corpus] / "gold").glob("*.json")))


def test_claims_are_right_about_as_often_as_their_confidence_says(corpus: str, extractions: list[Extraction]) -> None:
    judged = evaluate.judged([FOLDERS[corpus] / "gold"], extractions)
    bins = [b for b in calibration.bins(evaluate.cross_fitted(judged)) if b.claims >= 100]
    assert len(bins) >= 3
    assert [b for b in bins if abs(b.right - b.confidence) > 0.08] == []
