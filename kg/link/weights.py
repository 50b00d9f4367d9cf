"""The weights of evidence of identity, from ontology/identity.tsv."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.i18n import Lang
from kg.resources import ONTOLOGY

FILE = ONTOLOGY / "identity.tsv"
THRESHOLDS = ("merge", "open", "clash", "margin")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: how much it weighs, and how it is told."""

    weight: float
    id: str
    en: str

    def told(self, lang: Lang) -> str:
        return self.id if lang == "id" else self.en


@dataclass(frozen=True)
class Weights:
    """The rows of one kind of thing, by the name of the evidence; ``merge`` >= ``open`` >= ``clash``."""

    kind: str
    rows: Mapping[str, Evidence]

    def __getitem__(self, evidence: str) -> float:
        return self.rows[evidence].weight

    @functools.cached_property
    def merge(self) -> float:
        return self["merge"]

    @functools.cached_property
    def open(self) -> float:
        return self["open"]

    @functools.cached_property
    def clash(self) -> float:
        return self["clash"]

    @functools.cached_property
    def margin(self) -> float:
        return self["margin"]


@functools.cache
def load(path: Path = FILE) -> Mapping[str, Weights]:
    """Weights by kind of thing. Raises DataError on a row that is incomplete or met twice, or a missing threshold."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    found: dict[str, dict[str, Evidence]] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        rows = found.setdefault(row["kind"], {})
        try:
            made = Evidence(float(row["weight"]), row["id"], row["en"])
        except (TypeError, ValueError, KeyError):
            raise DataError(f"{path.name}: expected kind, evidence, weight, id, en; found {dict(row)}") from None
        if row["evidence"] in rows:
            raise DataError(f"{path.name}: {row['kind']} {row['evidence']} stands there twice; drop one")
        rows[row["evidence"]] = made
    out = {kind: Weights(kind, rows) for kind, rows in found.items()}
    for weights in out.values():
        if missing := [name for name in THRESHOLDS if name not in weights.rows]:
            raise DataError(f"{path.name}: {weights.kind} has no row {missing[0]!r}; add it")
        if not 1 >= weights.merge >= weights.open >= weights.clash >= 0:
            raise DataError(f"{path.name}: {weights.kind}: expected 1 >= merge >= open >= clash >= 0")
    return out
