"""``kg stats``: counts, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command("stats", "kg stats -g graph", "kg stats -g graph --json")
@graph_option
@json_option
@lang_option
def command(graph: Path, as_json: bool, lang: Lang) -> None:
    """Count by class, pillar, outlet and month, and show what is missing."""
    from kg import stats
    from kg.store import open_graph

    with open_graph(graph) as opened:
        found = stats.stats(opened)
    if as_json:
        echo_json(stats.to_json(found, lang))
    else:
        echo(stats.to_text(found, lang).rstrip("\n"))
