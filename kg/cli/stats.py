"""``kg stats``: counts, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option, project_option, view_option
from kg.cli.output import echo, echo_json

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command(
    "stats",
    "kg stats -g graph",
    "kg stats -g graph --json",
    "kg stats -g graph --network --view people --project co-occurrence",
)
@graph_option
@click.option("--network", is_flag=True, help="Measures of the network instead: who ties whom.")
@view_option
@project_option
@json_option
@lang_option
def command(graph: Path, network: bool, view: str, project: str | None, as_json: bool, lang: Lang) -> None:
    """Count by class, pillar, outlet and month, and show what is missing; or measure the network."""
    from kg import stats
    from kg.store import open_graph

    if network:
        _network(graph, view, project, as_json, lang)
        return
    with open_graph(graph) as opened:
        found = stats.stats(opened)
    if as_json:
        echo_json(stats.to_json(found, lang))
    else:
        echo(stats.to_text(found, lang).rstrip("\n"))


def _network(path: Path, view: str, project: str | None, as_json: bool, lang: Lang) -> None:
    from kg import analysis, network
    from kg.store import open_graph

    with open_graph(path) as opened:
        net = network.of_graph(opened, view=view, project=project)
    analysis.analyse(net)
    found = analysis.summarise(net)
    if as_json:
        echo_json(analysis.to_json(found))
    else:
        echo(analysis.to_text(found, lang).rstrip("\n"))
