"""How well the extractor reads: precision, recall and F1 against annotated articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg.i18n import Lang
from kg.model import Extraction

Rows = Mapping[str, Sequence[Mapping[str, str]]]  # name of a canonical query -> its rows


@dataclass(frozen=True, slots=True)
class Figure:
    """``precision`` is None where only recall is counted (what a gazetteer adds is not wrong)."""

    precision: float | None
    recall: float
    f1: float
    gold: int  # how many facts the annotations hold


@dataclass(frozen=True, slots=True)
class Error:
    kind: str  # person-rank, statement-direct …
    article: str
    sort: Literal["missing", "spurious"]
    value: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    figures: tuple[tuple[str, Figure], ...]
    core: Figure
    errors: tuple[Error, ...]
    articles: int
    absent: tuple[str, ...]  # annotated articles without rows


def evaluate(gold: Path, rows: Rows) -> Report:
    """``gold``: folder of annotation files; ``rows``: as the canonical queries give them, for all articles."""
    raise NotImplementedError


def evaluate_extractions(gold: Path, extractions: Sequence[Extraction]) -> Report:
    """The same without a store; errors name the sentence."""
    raise NotImplementedError


def rows(extraction: Extraction) -> Rows:
    """What the canonical queries would give for this one article."""
    raise NotImplementedError


def to_json(report: Report) -> dict[str, Any]:
    raise NotImplementedError


def to_text(report: Report, lang: Lang = "id") -> str:
    raise NotImplementedError
