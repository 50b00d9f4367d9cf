"""``kg resolve``: which things are one, decided by a person."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json, output, remark, table
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.answering import Signature
    from kg.decisions import Decision
    from kg.i18n import Lang
    from kg.openquestions import Open
    from kg.store import Graph


@kg_command(
    "resolve",
    "kg resolve -g graph",
    "kg resolve -g graph --csv-out questions.csv",
    'kg resolve -g graph --different "Abdul Kadir" "Syamsuddin Rahim" --why "dua orang" --by rina',
    "kg resolve -g graph --undo 1 --by rina",
    "kg resolve -g graph --list-decisions",
)
@graph_option
@click.option(
    "--explain", "explained", type=click.IntRange(min=1), metavar="N", help="Show the evidence of question N."
)
@click.option("--same", nargs=2, metavar="A B", help="A and B (IRIs or names) are one.")
@click.option("--different", nargs=2, metavar="A B", help="A and B are two.")
@click.option("--unsure", nargs=2, metavar="A B", help="Nobody can tell whether A and B are one.")
@click.option("--prefer", nargs=3, metavar="SUBJECT PROPERTY VALUE", help="Of several values, this one holds.")
@click.option("--undo", type=click.IntRange(min=1), metavar="DECISION", help="Take a decision back.")
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with the decision.")
@click.option("--by", metavar="WHO", help="Who decides; default: $KG_REVIEWER, then your user name.")
@click.option(
    "--csv-out", type=click.Path(path_type=Path), metavar="FILE", help="Write the questions to a file to edit."
)
@click.option("--csv-in", type=click.Path(path_type=Path), metavar="FILE", help="Record the verdicts of such a file.")
@click.option("--list-decisions", is_flag=True, help="Show what was decided, and whether it holds.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many questions.")
@json_option
@lang_option
def command(
    graph: Path,
    explained: int | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    unsure: tuple[str, str] | None,
    prefer: tuple[str, str, str] | None,
    undo: int | None,
    why: str,
    by: str | None,
    csv_out: Path | None,
    csv_in: Path | None,
    list_decisions: bool,
    limit: int,
    as_json: bool,
    lang: Lang,
) -> None:
    """List what is open, the question worth most first, and record answers.

    Asked are pairs that may be one, and values that contradict one another and that nothing decides between; below each
    stands a command that answers it. An answer overrules the machine, survives rebuilding, and can be taken back. The
    file of --csv-out has the same questions for a spreadsheet: write same, different or unsure into the column verdict,
    or prefer beside one of several values, and read it back with --csv-in.
    """
    from kg import answering, answersheet
    from kg.store import open_graph

    pairs = {"same": same, "different": different, "unsure": unsure}
    given = [name for name, value in pairs.items() if value]
    given += [name for name, value in (("prefer", prefer), ("undo", undo), ("csv-in", csv_in)) if value]
    reading = [name for name, value in (("explain", explained), ("csv-out", csv_out)) if value]
    reading += ["list-decisions"] if list_decisions else []
    if len(given) + len(reading) > 1:
        raise UsageError(f"--{(given + reading)[0]} and --{(given + reading)[1]} do not go together; use one at a time")
    if not given:
        with open_graph(graph) as opened:
            if list_decisions:
                _show_decisions(opened, as_json, lang)
            else:
                _show_questions(opened, explained, csv_out, limit, as_json, lang)
        return
    signed = _signature(by, why)
    with open_graph(graph, write=True) as opened:
        if csv_in:
            new = answersheet.read(opened, csv_in, signed)
        elif prefer:
            new = [answering.preferred(opened, *prefer, signed)]
        elif undo:
            new = [answering.undo(opened, undo, signed)]
        else:
            new = [answering.between(opened, v, *pair, signed) for v, pair in pairs.items() if pair]  # type: ignore[arg-type]
        _tell(opened.decide(*new), opened, as_json, lang)


def _signature(by: str | None, why: str) -> Signature:
    from datetime import datetime

    from kg.answering import Signature

    who = (by or os.environ.get("KG_REVIEWER") or getpass.getuser()).strip()
    if not who:
        raise UsageError("--by: expected a name, found nothing; say who decides")
    return Signature(who, datetime.now().astimezone().isoformat(timespec="seconds"), why)


def _show_questions(
    graph: Graph, explained: int | None, csv_out: Path | None, limit: int, as_json: bool, lang: Lang
) -> None:
    from kg import answersheet, openquestions
    from kg.i18n import text

    found = openquestions.all_open(graph)
    if csv_out:
        with output(csv_out) as stream:
            number = answersheet.write(stream, found, lang)
        remark(text("resolve.written", lang, number=number, file=csv_out))
        return
    if explained:
        if explained > len(found):
            raise UsageError(f"--explain {explained}: there are {len(found)} open questions")
        found = [found[explained - 1]]
    if as_json:
        echo_json(openquestions.to_json(found[:limit], graph, lang))
    elif explained:
        echo(openquestions.explained(found[0], graph, lang))
    elif found:
        echo("\n".join(_listed(found[:limit], graph, lang)))
        remark(text("resolve.open", lang, number=len(found)))
    else:
        remark(text("resolve.none", lang))


def _listed(found: list[Open], graph: Graph, lang: Lang) -> Iterator[str]:
    """Lines of a table, below each question a command that answers it."""
    from kg import openquestions
    from kg.i18n import text

    names = ("number", "kind", "left", "right", "score", "articles")
    head, rule, *rows = table([text(f"resolve.column.{n}", lang) for n in names], [_row(q, lang) for q in found]).split(
        "\n"
    )
    yield from (head, rule)
    for question, row in zip(found, rows, strict=True):
        yield row
        yield "     " + openquestions.answers(question, graph)[0]


def _row(question: Open, lang: Lang) -> tuple[object, ...]:
    from kg import questions
    from kg.i18n import text
    from kg.questions import Question

    if not isinstance(question, Question):
        report = question.report
        values = dict.fromkeys(value.label for value in report.values)
        what = f"{report.name}: {text(f'conflicts.{report.about}', lang)}"
        return question.number, text("kind.value", lang), what, " | ".join(values), "", question.articles
    score = f"{question.score:.2f}".replace(".", "," if lang == "id" else ".")
    sides = [f"{questions.label(side)} ({questions.described(side)})" for side in (question.left, question.right)]
    return question.number, questions.kind_label(question.kind, lang), *sides, score, question.articles


def _show_decisions(graph: Graph, as_json: bool, lang: Lang) -> None:
    from kg import answering
    from kg.i18n import text

    found = answering.listed(graph)
    if as_json:
        echo_json({"schema": 1, "decisions": [{**asdict(each.decision), "state": each.state} for each in found]})
        return
    if not found:
        remark(text("resolve.no-decisions", lang))
        return
    names = ("decision", "verdict", "left", "right", "who", "at", "why", "state")
    rows = [
        (d.number, text(f"resolve.verdict.{d.verdict}", lang), d.one, f"{d.other} {d.value}".strip(), d.who, d.at,
         d.why, text(f"resolve.state.{state}", lang))
        for d, state in found
    ]  # fmt: skip
    echo(table([text(f"resolve.column.{name}", lang) for name in names], rows))


def _tell(recorded: list[Decision], graph: Graph, as_json: bool, lang: Lang) -> None:
    """What was recorded, and what the things are now."""
    from kg.i18n import text
    from kg.link.identity import Identity

    identity = Identity(graph.archive.merges())
    if as_json:
        things = [{**asdict(d), "now": {iri: identity.canonical(iri) for iri in d.things}} for d in recorded]
        echo_json({"schema": 1, "decisions": things})
        return
    for decision in recorded:
        verdict = text(f"resolve.verdict.{decision.verdict}", lang)
        remark(text("resolve.recorded", lang, number=decision.number, verdict=verdict))
        for iri in decision.things:
            if (now := identity.canonical(iri)) != iri:
                remark(text("resolve.now", lang, iri=iri, now=now))
    if not recorded:
        remark(text("resolve.nothing-new", lang))
