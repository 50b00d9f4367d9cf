"""``kg explain``: what the graph knows of one thing, and on which sentences that rests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json, remark

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command("explain", 'kg explain "Dimas Prayoga" -g graph', 'kg explain "Kebon Kangkung" -g graph --lang id')
@click.argument("thing")
@graph_option
@json_option
@lang_option
def command(thing: str, graph: Path, as_json: bool, lang: Lang) -> None:
    """Show the facts of a person, place, event or claim, with their sentences.

    THING is a name, or an IRI as the other commands print it. Each fact comes with its status, the reason where it
    was settled against another, and the sentences it rests on.
    """
    from kg import explain
    from kg.store import open_graph

    with open_graph(graph) as opened:
        try:
            record = explain.explain(opened, thing)
        except explain.Ambiguous as error:
            from kg import search

            remark(f"kg: {thing!r} fits several things; ask again with one of these IRIs:")
            remark(search.to_text(error.hits, lang))
            raise SystemExit(error.exit_code) from None
        if as_json:
            echo_json(explain.to_json(record, lang))
        else:
            echo(explain.to_text(record, lang).rstrip("\n"))
