"""``kg export``: the graph as a file for other tools."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kg.cli.options import graph_option, kg_command, project_option, view_option
from kg.cli.output import output, remark
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.export import Options
    from kg.export.rdf import Profile
    from kg.lookup import Queryable


@kg_command(
    "export",
    "kg export turtle -g graph -o graph.ttl",
    "kg export trig -g graph --profile full -o graph.trig",
    "kg export gexf -g graph --view events -o events.gexf",
    "kg export graphml -g graph --view people --project co-occurrence -o together.graphml",
    "kg export csv -g graph -o tables",
    "kg export nquads-parts --parts 4 -g graph -o parts",
    "kg export csv -g graph --table claims -o claims.csv",
    "kg export trig -g graph --profile full --redact -o redacted.trig",
)
@click.argument("form", metavar="FORMAT")
@graph_option
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="File to write; else standard output.")
@click.option("--profile", type=click.Choice(("clean", "full", "rdf12")), default="clean", show_default=True)
@view_option
@project_option
@click.option("--analysis/--no-analysis", default=True, help="Measures of the network as attributes.")
@click.option("--parts", type=click.IntRange(1, 1000), default=16, show_default=True, help="How many files.")
@click.option("--table", metavar="NAME", help="Of csv, tsv and parquet: this table alone, as one file.")
@click.option("--redact", is_flag=True, help="Mask all people but officials in office.")
@click.option(
    "--redact-key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with the key of the pseudonyms; else $KG_REDACT_KEY, else one made and kept in the graph folder.",
)
@click.option(
    "--places", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Coordinates for geojson: see below."
)
def command(
    form: str,
    graph: Path,
    target: Path | None,
    profile: str,
    view: str,
    project: str | None,
    analysis: bool,
    parts: int,
    table: str | None,
    redact: bool,
    redact_key: Path | None,
    places: Path | None,
) -> None:
    """Write the graph in FORMAT.

    \b
    RDF       turtle, trig, nquads, ntriples, jsonld, rdfxml
    networks  graphml, gexf, cytoscape, dot, network-csv, neo4j
    tables    csv, tsv, parquet, xlsx
    others    geojson, webannotation
    parts     nquads-parts, parquet-parts: every quad, in files to load side by side

    RDF has profiles: "clean" holds the best values only, "full" every claim with its provenance (trig, nquads and
    jsonld), "rdf12" the same with claims as RDF 1.2 reifiers (trig and nquads).

    network-csv, neo4j, csv, tsv, parquet and parts are several files: name a folder, or a file that ends in .zip.

    geojson knows where things lie from --places alone: CSV with the columns code (Kemendagri), lat and lon, or GeoJSON
    whose features have a property code. Without it every geometry is null.

    --redact masks private people in every format: names, quotations, sentences, addresses, IRIs. The same key gives the
    same pseudonyms.
    """
    from kg import export
    from kg.export import geojson
    from kg.export.source import Source
    from kg.store import open_graph

    try:
        form = export.known(form)
    except UsageError as error:
        raise click.BadParameter(str(error), param_hint="FORMAT") from None
    options = export.Options(
        profile=cast("Profile", profile),
        view=view,
        project=project,
        analysis=analysis,
        table=table,
        parts=parts,
        places=geojson.read_places(places) if places else None,
    )
    with contextlib.ExitStack() as stack:
        opened: Queryable = stack.enter_context(open_graph(graph))
        if redact or redact_key:
            from kg.redact import key, redacted

            opened = stack.enter_context(redacted(Source.of(opened), key.read(graph, redact_key)))
        count = _write(opened, form, target, options)
    remark(f"{count} {_counted(form)} written" + (f" to {target}" if target else ""))


def _write(graph: Queryable, form: str, target: Path | None, options: Options) -> int:
    from kg import export

    if export.is_folder(form, options):
        if target is None:
            raise UsageError(f"{form} is several files: name a folder or a .zip file to write them to with -o")
        return export.export_to(graph, form, target, options)
    with output(target, binary=form in ("parquet", "xlsx")) as stream:
        return export.export(graph, form, stream, options)


def _counted(form: str) -> str:
    from kg import export

    if form in export.RDF:
        return "triples"
    if form in export.PARTS:
        return "quads"
    if form in export.NETWORKS:
        return "nodes and edges"
    return {"geojson": "features", "webannotation": "annotations"}.get(form, "rows")
