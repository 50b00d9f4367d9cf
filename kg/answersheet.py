"""A file of questions, edited in a spreadsheet and read back: which things are one, which of several values holds.

A row of a pair takes same, different or unsure as its verdict; of rows that give a value of one property of one thing,
one takes "prefer".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from kg import answering, decisions
from kg.answering import Signature
from kg.decisions import Decision, Verdict
from kg.errors import UsageError
from kg.export.cells import Cell, unsafe, write_csv
from kg.i18n import Lang, text
from kg.openquestions import Open, value_word
from kg.questions import Question, described, kind_label, label, steps
from kg.store import Graph

COLUMNS = ("number", "verdict", "why", "kind", "score", "left_label", "left_detail", "right_label", "right_detail",
           "evidence", "left", "right", "value")  # fmt: skip
_NEEDED = ("verdict", "left", "right")

_OF_PAIRS: dict[str, Verdict] = {
    "same": "same", "sama": "same", "different": "different", "beda": "different", "berbeda": "different",
    "unsure": "unsure", "ragu": "unsure", "ragu-ragu": "unsure",
}  # fmt: skip
_OF_VALUES: dict[str, Verdict] = {"prefer": "prefer", "pilih": "prefer", "dipilih": "prefer"}


def write(out: IO[bytes], found: Iterable[Open], lang: Lang) -> int:
    """The questions in their order, of open values a row for each value; gives the number of rows."""
    return write_csv(out, COLUMNS, (row for question in found for row in _rows(question, lang)))


def _rows(question: Open, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    if isinstance(question, Question):
        evidence = "; ".join(f"{step.evidence} {step.weight:+.2f}" for step in steps(question))
        yield (
            question.number, "", "", kind_label(question.kind, lang), f"{question.score:.2f}", label(question.left),
            described(question.left), label(question.right), described(question.right), evidence, *question.pair, "",
        )  # fmt: skip
        return
    report = question.report
    about = text(f"conflicts.{report.about}", lang)
    for each in report.values:
        evidence = "; ".join(f"{quote.outlet or quote.source}: {quote.text}" for quote in each.quotes)
        yield (
            question.number, "", "", text("kind.value", lang), "", report.name, about, each.label,
            text(f"status.{each.status}", lang), evidence, report.subject, each.predicate, value_word(each),
        )  # fmt: skip


def read(graph: Graph, path: Path, by: Signature) -> list[Decision]:
    """Decisions of the rows with a verdict, without those that stand already. Raises UsageError naming the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","  # as some spreadsheets save it
    reader = csv.DictReader(lines, delimiter=separator)
    if missing := [name for name in _NEEDED if name not in (reader.fieldnames or ())]:
        raise UsageError(f"{path}: expected the columns {', '.join(_NEEDED)}, found no {missing[0]}")
    standing = {each.about: _answer(each) for each in decisions.standing(graph.archive.decisions())}
    found: dict[tuple[str, ...], Decision] = {}
    for row in reader:
        try:
            decision = _decision(graph, row, by)
            if decision and _answer(found.setdefault(decision.about, decision)) != _answer(decision):
                raise UsageError("says something else than a line before of the same; keep one of the two verdicts")
        except UsageError as error:
            raise UsageError(f"{path}: line {reader.line_num}: {error}") from None
    return [each for each in found.values() if standing.get(each.about) != _answer(each)]


def _answer(decision: Decision) -> tuple[str, str]:
    return decision.verdict, decision.value


def _decision(graph: Graph, row: Mapping[str, str | None], by: Signature) -> Decision | None:
    """What a row says; None if it says nothing."""
    cells = {name: unsafe((cell or "").strip()) for name, cell in row.items() if isinstance(cell, str | None)}
    said = cells["verdict"].casefold()
    if not said:
        return None
    value = cells.get("value", "")
    verdicts = _OF_VALUES if value else _OF_PAIRS
    if said not in verdicts:
        expected = ", ".join(dict.fromkeys(verdicts.values()))
        raise UsageError(f"expected {expected} or nothing, found {said!r}")
    signed = by._replace(why=cells.get("why") or by.why)
    if value:
        return answering.preferred(graph, cells["left"], cells["right"], value, signed)
    return answering.between(graph, verdicts[said], cells["left"], cells["right"], signed)
