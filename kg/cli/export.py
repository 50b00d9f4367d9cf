"""``kg export``: the graph as a file for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kg.cli.options import graph_option, kg_command
from kg.cli.output import output, remark

if TYPE_CHECKING:
    from kg.export import Profile


@kg_command(
    "export",
    "kg export turtle -g graph -o graph.ttl",
    "kg export trig -g graph --profile full -o graph.trig",
    "kg export graphml -g graph -o graph.graphml",
)
@click.argument("form", metavar="FORMAT")
@graph_option
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="File to write; else standard output.")
@click.option("--profile", type=click.Choice(("clean", "full")), default="clean", show_default=True)
def command(form: str, graph: Path, target: Path | None, profile: str) -> None:
    """Write the graph in FORMAT: turtle, trig, nquads, ntriples, jsonld, rdfxml or graphml.

    The profile "clean" holds the best values only, "full" every claim with its provenance (trig, nquads and jsonld).
    """
    from kg import export
    from kg.store import open_graph

    if form not in export.FORMATS:
        raise click.BadParameter(f"expected one of {', '.join(export.FORMATS)}, found {form!r}", param_hint="FORMAT")
    with open_graph(graph) as opened, output(target) as stream:
        count = export.export(opened, form, stream, profile=cast("Profile", profile))
    remark(f"{count} triples written" + (f" to {target}" if target else ""))
