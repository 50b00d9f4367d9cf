"""The ``kg`` group: which commands there are, when their code is loaded, and how errors reach the user.

A command's module is imported when the command runs or its help is asked for, and imports what it works with only
inside its function: ``kg --help`` stays quick.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from kg import __version__
from kg.errors import KgError

SECTIONS: dict[str, dict[str, str]] = {
    "Start here": {"demo": "demo"},
    "Make a graph": {"build": "build", "extract": "extract", "remove": "remove"},
    "Ask it": {
        "query": "query",
        "explain": "explain",
        "search": "search",
        "conflicts": "conflicts",
        "stats": "stats",
    },
    "Hand it on": {"serve": "serve", "mcp": "mcp", "export": "export", "viz": "viz", "ontology": "ontology"},
    "Look after it": {"validate": "validate", "resolve": "resolve", "doctor": "doctor", "eval": "evaluate"},
}
"""Command name -> module of this package, in the sections and the order that ``kg --help`` shows."""

INTERRUPTED = 130
DEFECT = 70
"""Exit code of an error nobody foresaw (EX_SOFTWARE): never to be taken for an answer."""

_MODULES = {name: module for commands in SECTIONS.values() for name, module in commands.items()}


class KgGroup(click.Group):
    """Commands by name from ``SECTIONS``; errors in one or two lines; broken pipes end quietly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(f"kg.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], _MODULES, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else "See 'kg --help' for the commands."
            raise click.UsageError(f"{error.message.rstrip('.')}. {hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, names in SECTIONS.items():
            rows = []
            for name in names:
                command = self.get_command(ctx, name)
                rows.append((name, command.get_short_help_str(90) if command else ""))
            with formatter.section(section):
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; if whoever reads its output goes away, end as if all had been read."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the flush at exit complains
            ctx.exit(0)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run and exit, with the exit codes of the manual: 0 done, 1 no, 2 wrong use, 3 input, 4 graph."""
        args = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **extra)
            sys.exit(code if isinstance(code, int) else 0)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Interrupted.", err=True)
            sys.exit(INTERRUPTED)
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "kg"
            click.echo(f"{path}: {error.format_message()}\nTry '{path} --help' for help.", err=True)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(f"kg: {error.format_message()}", err=True)
            sys.exit(error.exit_code)
        except Exception as error:
            if "--debug" in args:
                traceback.print_exc()
            click.echo(f"kg: {_message(error)}", err=True)
            sys.exit(error.exit_code if isinstance(error, KgError) else DEFECT)


def _message(error: Exception) -> str:
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}"
    what = type(error).__name__
    return f"an unforeseen error ({what}: {error}). This is a defect; add --debug to see where it comes from."


@click.group(
    cls=KgGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  kg demo
  kg build examples/articles -g graph
  kg query persons -g graph
  kg explain "Dimas Prayoga" -g graph""",
)
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def cli() -> None:
    """Indonesian news about neighbourhood security in, a graph out that can be asked and cited.

    A graph is a folder, named with -g/--graph, else by the environment variable KG_GRAPH, else ./graph.
    Results go to standard output, everything else to standard error.

    Exit codes: 0 done, 1 the answer is "no", 2 wrong use, 3 input that cannot be read, 4 the graph cannot be opened.
    """
