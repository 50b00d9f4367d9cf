"""``kg conflicts``: values that cannot both be true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command("conflicts", "kg conflicts -g graph", "kg conflicts -g graph --lang id")
@graph_option
@json_option
@lang_option
def command(graph: Path, as_json: bool, lang: Lang) -> None:
    """Show values that cannot both be true, settled and open.

    Each comes with the sentences it stands in, and a settled one with the reason why one value was preferred.
    """
    from kg import conflicts
    from kg.store import open_graph

    with open_graph(graph) as opened:
        reports = conflicts.conflicts(opened)
    if as_json:
        echo_json(conflicts.to_json(reports, lang))
    else:
        echo(conflicts.to_text(reports, lang).rstrip("\n"))
