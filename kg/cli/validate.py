"""``kg validate``: does the graph keep its promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import output, table

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command(
    "validate",
    "kg validate -g graph",
    "kg validate -g graph --lang id --format table",
    "kg validate -g graph --format turtle -o report.ttl",
    "kg validate -g graph --since 2026-01-31T12:00",
)
@graph_option
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    metavar="TIME",
    help="Only what articles stored since then brought (UTC).",
)
@click.option("--from-store", is_flag=True, help="Read all of the store again, using nothing that was kept.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "table", "json", "turtle"]),
    default="text",
    help="text if not given.",
)
@json_option
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Write to this file.")
@lang_option
def command(
    graph: Path, since: datetime | None, from_store: bool, form: str, as_json: bool, target: Path | None, lang: Lang
) -> None:
    """Check the graph against its shapes and for integrity.

    The text quotes the sentence behind a result and says what to do; turtle is a SHACL validation report. Without
    --since, checks over the whole graph are made as well. Exit code 1 if a promise is broken; warnings, which point at
    what an article says oddly, do not count.

    What the shapes found is kept beside the graph, and only what changed is looked at again. The graphs of articles are
    read from the archive, of which the store is an index; --from-store reads the store instead.
    """
    from kg.store import open_graph
    from kg.validate import report
    from kg.validate.whole import validate

    with open_graph(graph) as opened:
        start = since.replace(tzinfo=UTC).isoformat(timespec="seconds") if since else None
        outcome = validate(opened, since=start, from_store=from_store)
        with output(target) as stream:
            match "json" if as_json else form:
                case "turtle":
                    report.write_turtle(outcome, stream)
                case "json":
                    stream.write(
                        f"{json.dumps(report.to_json(outcome, lang), ensure_ascii=False, indent=2)}\n".encode()
                    )
                case "table":
                    stream.write(f"{table(report.COLUMNS, report.rows(outcome, lang))}\n".encode())
                case _:
                    stream.write(report.to_text(opened, outcome, lang).encode())
    if not outcome.conforms:
        raise SystemExit(1)
