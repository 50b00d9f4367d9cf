"""``kg mcp``: the graph for assistants, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option, kg_command, lang_option
from kg.cli.output import echo_json

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command("mcp", "kg mcp -g graph --print-config", "kg mcp -g graph --lang en --timeout 5 --print-config")
@graph_option
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds a query.")
@click.option("--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="MB a query.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries at the same time.")
@click.option("--print-config", is_flag=True, help="Print what goes into the configuration of an assistant.")
@lang_option
def command(graph: Path, timeout: float, memory: int, workers: int, print_config: bool, lang: Lang) -> None:
    """Let an assistant search the graph, explain, ask saved questions and SPARQL, with sources; nothing is changed.

    It speaks the Model Context Protocol over standard input and output, and is started by the assistant's program,
    which has to be told of it; --print-config prints the lines for this graph:

    \b
      {"mcpServers": {"tigapilar": {"command": "kg", "args": ["mcp", "-g", "/path/to/graph"]}}}
    """
    if print_config:
        echo_json(_config(graph, timeout, memory, workers, lang))
        return
    from kg import extras

    extras.load("mcp.server.mcpserver", "mcp", "kg mcp")
    from kg.assist import server
    from kg.serve.settings import Settings

    settings = Settings(graph=graph, timeout=timeout, memory_mb=memory, workers=workers)
    server(settings, lang).run("stdio")


def _config(graph: Path, timeout: float, memory: int, workers: int, lang: Lang) -> dict[str, Any]:
    """The entry that clients of the protocol read from their configuration, with this command as it was given."""
    options = {"--lang": lang, "--timeout": f"{timeout:g}", "--memory": str(memory), "--workers": str(workers)}
    words = [word for option in options.items() for word in option]
    entry = {"command": os.path.abspath(sys.argv[0]), "args": ["mcp", "-g", str(graph.absolute()), *words]}
    return {"mcpServers": {"tigapilar": entry}}
