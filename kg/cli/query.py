"""``kg query``: a question of queries/ by name, a SPARQL file, or SPARQL from standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option, pairs
from kg.cli.output import echo, echo_json, output

if TYPE_CHECKING:
    from kg.i18n import Lang
    from kg.queries import Question


@kg_command(
    "query",
    "kg query --list",
    "kg query persons -g graph",
    "kg query events -g graph --format csv -o events.csv",
    "echo 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }' | kg query - -g graph",
)
@click.argument("question", metavar="NAME|FILE|-", required=False)
@graph_option
@click.option("--param", "params", multiple=True, callback=pairs, metavar="NAME=VALUE", help="Bind a variable.")
@click.option("--format", "form", metavar="FORMAT", help="table, csv, tsv, json, xml, parquet; or a format of RDF.")
@json_option
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Write to this file.")
@click.option("--list", "listing", is_flag=True, help="Show all questions with title and parameters.")
@lang_option
def command(
    question: str | None,
    graph: Path,
    params: dict[str, str],
    form: str | None,
    as_json: bool,
    target: Path | None,
    listing: bool,
    lang: Lang,
) -> None:
    """Ask a question.

    The question is the name of one of the bundled questions (--list shows them), a file with SPARQL, or - for SPARQL
    from standard input. Parameters are bound as values, never pasted into the query.

    SELECT answers come as table, csv, tsv, json, xml or parquet; CONSTRUCT and DESCRIBE as turtle, ntriples, jsonld,
    rdfxml, trig or nquads.
    """
    from kg import queries

    if listing:
        _list(queries.questions(), lang, as_json)
        return
    if question is None:
        raise click.UsageError("Which question? Give its name, a file or -; 'kg query --list' shows the bundled ones.")
    asked = queries.parse(sys.stdin.read()) if question == "-" else queries.find(question)
    from kg.store import open_graph

    with open_graph(graph) as opened:
        answer = queries.ask(opened, asked, params)
        chosen = form or ("json" if as_json else _natural(answer))
        with output(target, binary=chosen == "parquet") as stream:
            queries.write(answer, chosen, stream)


def _natural(answer: object) -> str:
    from pyoxigraph import QueryTriples

    return "turtle" if isinstance(answer, QueryTriples) else "table"


def _list(questions: tuple[Question, ...], lang: Lang, as_json: bool) -> None:
    if as_json:
        echo_json([_described(question) for question in questions])
        return
    from kg.i18n import text

    titles = {q.name: (q.title_id if lang == "id" else q.title_en) or q.title_en or q.title_id for q in questions}
    group = ""
    for question in questions:
        if question.group != group:
            echo(("\n" if group else "") + text(f"group.{question.group}", lang))
            group = question.group
        needs = " ".join(p.name if p.required else f"[{p.name}]" for p in question.params)
        echo(f"  {question.name}  {needs}".rstrip() + f"\n      {titles[question.name]}")


def _described(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "group": question.group,
        "title": {"id": question.title_id, "en": question.title_en},
        "params": [{"name": p.name, "kind": p.kind, "required": p.required, "note": p.note} for p in question.params],
        "columns": list(question.columns),
        "example": question.example,
    }
