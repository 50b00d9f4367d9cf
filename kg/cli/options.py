"""The options that several commands share, and the command class that shows runnable examples under its help."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGES = ("id", "en")
VIEWS = ("people", "events", "units", "places", "all")
PROJECTIONS = ("co-occurrence",)


class KgCommand(click.Command):
    """A command with ``--debug`` and with its examples: (command line, what for), run by a test."""

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params.append(
            click.Option(["--debug"], is_flag=True, expose_value=False, help="Show where an error comes from.")
        )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            formatter.write_paragraph()
            formatter.write_text("Examples:")
            with formatter.indentation():
                for example in self.examples:
                    formatter.write(f"  {example}\n")


def kg_command(name: str, *examples: str) -> Callable[[Callable[..., Any]], KgCommand]:
    """``@kg_command("build", "kg build articles -g graph")``: a click command with examples."""
    return click.command(name, cls=KgCommand, examples=examples)


def pairs(ctx: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Callback of a repeatable option NAME=VALUE; a "?" before the name is allowed, as SPARQL writes variables."""
    found: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name.lstrip("?"):
            raise click.BadParameter(f"expected NAME=VALUE, found {value!r}")
        found[name.lstrip("?")] = text
    return found


def default_language() -> str:
    """Indonesian where the locale says so, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "id" if value.lower().startswith(("id_", "id.", "in_")) or value.lower() == "id" else "en"
    return "en"


def default_graph() -> Path:
    """Where the graph is when the user does not say: $KG_GRAPH, then ./graph."""
    return Path(os.environ.get("KG_GRAPH") or "graph")


def graph_option(function: F) -> F:
    """``-g/--graph DIR``, passed as ``graph: Path``."""
    return click.option(
        "-g",
        "--graph",
        type=click.Path(path_type=Path),
        default=default_graph,
        show_default="$KG_GRAPH, then ./graph",
        metavar="DIR",
        help="Folder of the graph.",
    )(function)


def view_option(function: F) -> F:
    """``--view``, passed as ``view``: one of ``kg.network.VIEWS``."""
    return click.option("--view", type=click.Choice(VIEWS), default="all", show_default=True, help="Which network.")(
        function
    )


def project_option(function: F) -> F:
    """``--project``, passed as ``project``: one of ``kg.network.PROJECTIONS`` or None."""
    return click.option("--project", type=click.Choice(PROJECTIONS), help="Tie what the same articles mention.")(
        function
    )


def lang_option(function: F) -> F:
    """``--lang id|en``, passed as ``lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        show_default="from the locale",
        help="Language of the report.",
    )(function)


def json_option(function: F) -> F:
    """``--json``, passed as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(function)
