"""All that is open and that a person could decide, in one order: are two things one, which of several values holds.

The terminal, the file to edit and JSON show this list, with the numbers it gives.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Any

from kg import decisions, questions
from kg.conflicts import ConflictReport, ConflictValue, conflicts
from kg.evidence import quotation
from kg.i18n import Lang, text
from kg.questions import Question
from kg.rdf.mapping import PREDICATES
from kg.store import Graph

_KINDS = {"person": "person", "unit": "organization", "place": "place", "area": "place", "event": "event"}


@dataclass(frozen=True, slots=True)
class OpenValue:
    """Which of these values holds? ``articles``: how many report one of them."""

    number: int
    report: ConflictReport
    articles: int
    value: float


Open = Question | OpenValue


def all_open(graph: Graph) -> list[Open]:
    """Every open question, the one whose answer is worth most first, numbered from 1."""
    found: list[Open] = [*questions.questions(graph.archive), *_open_values(graph)]
    found.sort(key=lambda q: -q.value)  # of equal worth: pairs before values, each in the order they came
    return [replace(question, number=number) for number, question in enumerate(found, 1)]


def _open_values(graph: Graph) -> Iterator[OpenValue]:
    """Contradictions that are open, each once, whoever reports it; nothing tells between the values, so doubt is 1."""
    seen = set(decisions.preferences(decisions.standing(graph.archive.decisions()), graph.identity))
    for report in conflicts(graph):
        subject = graph.identity.canonical(report.subject)
        about = {(subject, value.predicate) for value in report.values}
        if (
            not report.settled
            and seen.isdisjoint(about)
            and all(_word(graph, report, value) for value in report.values)
        ):
            seen |= about
            articles = len({quote.source for value in report.values for quote in value.quotes})
            yield OpenValue(0, report, articles, round(log2(1 + articles), 4))


def _word(graph: Graph, report: ConflictReport, value: ConflictValue) -> str:
    """The property of a value by its name in ``kg resolve --prefer``; "" if nobody can decide about such things."""
    own = _KINDS.get(report.subject.removeprefix(graph.minter.base).partition("/")[0])
    return next((name for (kind, name), iri in PREDICATES.items() if kind == own and iri == value.predicate), "")


def answers(question: Open, graph: Graph) -> list[str]:
    """Commands that answer a question, ready for a shell: the three verdicts on a pair, or one for each value."""
    start = ("kg", "resolve", "-g", str(graph.path))
    if isinstance(question, Question):
        pair = [_short(iri, graph) for iri in question.pair]
        return [shlex.join((*start, f"--{verdict}", *pair)) for verdict in decisions.VERDICTS]
    subject = _short(question.report.subject, graph)
    given = dict.fromkeys((_word(graph, question.report, value), value_word(value)) for value in question.report.values)
    return [shlex.join((*start, "--prefer", subject, *each)) for each in given]


def value_word(value: ConflictValue) -> str:
    """A value as ``kg resolve --prefer`` takes it, whatever it was printed like: a literal, or the end of an IRI."""
    return value.object.rpartition("/")[2].rpartition("#")[2] if value.is_iri else value.object


def _short(iri: str, graph: Graph) -> str:
    local = iri.removeprefix(graph.minter.base)
    return iri if local == iri else f"id:{local}"


def to_json(found: Sequence[Open], graph: Graph, lang: Lang = "id") -> dict[str, Any]:
    """Pairs as "questions", values as "values", each with its place in the order and the commands that answer it."""
    pairs = [q for q in found if isinstance(q, Question)]
    told = questions.to_json(pairs, lang)
    for question, entry in zip(pairs, told["questions"], strict=True):
        entry["answers"] = answers(question, graph)
    values = [_value_json(q, graph, lang) for q in found if isinstance(q, OpenValue)]
    return {**told, "values": values}


def _value_json(question: OpenValue, graph: Graph, lang: Lang) -> dict[str, Any]:
    report = question.report
    return {
        "number": question.number,
        "subject": {"iri": report.subject, "label": report.name},
        "about": report.about,
        "articles": question.articles,
        "values": [
            {
                "property": value.predicate,
                "value": value.object,
                "label": value.label,
                "status": value.status,
                "sentences": [{"text": q.text, "source": q.source, "outlet": q.outlet or None} for q in value.quotes],
            }
            for value in report.values
        ],
        "answers": answers(question, graph),
    }


def explained(question: Open, graph: Graph, lang: Lang = "id") -> str:
    """One question with its evidence, and the commands that answer it."""
    lines = [questions.waterfall(question, lang)] if isinstance(question, Question) else _value_lines(question, lang)
    return "\n".join([*lines, "", text("resolve.answer", lang), *(f"  {each}" for each in answers(question, graph))])


def _value_lines(question: OpenValue, lang: Lang) -> list[str]:
    report = question.report
    lines = [f"{report.name}: {text('conflicts.' + report.about, lang)}", f"  {report.subject}"]
    for value in report.values:
        lines += ["", f"{value.label}  [{text('status.' + value.status, lang)}]"]
        for quote in value.quotes:
            lines += [f"  {line}" for line in quotation(quote.text, quote.outlet, quote.source, lang)]
    return lines
