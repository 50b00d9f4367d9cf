"""The confidence of facts: by their rule, as it was measured on annotated articles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from kg.model import Fact
from kg.vocab import Vocabulary


def calibrated(facts: Iterable[Fact], vocab: Vocabulary) -> tuple[Fact, ...]:
    """The same facts with measured confidences; where nothing was measured the rule's own guess stays."""
    table = _table(vocab)
    return tuple(_with(fact, table) for fact in facts)


def _with(fact: Fact, table: Mapping[tuple[str, str], float]) -> Fact:
    kind = f"{fact.subject.partition('-')[0]}.{fact.property}"
    measured = table.get((kind, fact.rule), table.get((kind, "*")))
    if measured is None or measured == fact.confidence:
        return fact
    # written out: dataclasses.replace takes four times as long, and most facts come by here
    return Fact(
        fact.subject, fact.property, fact.value, fact.label, fact.span, fact.sentence, fact.rule, measured,
        fact.speaker, fact.status, fact.reason,
    )  # fmt: skip


@functools.lru_cache(maxsize=2)
def _table(vocab: Vocabulary) -> dict[tuple[str, str], float]:
    rows = vocab.tables.get("confidence", ())
    return {(row["property"], row["rule"]): float(row["confidence"]) for row in rows}
