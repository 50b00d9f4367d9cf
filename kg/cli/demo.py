"""``kg demo``: the bundled examples as a graph, three questions asked of it, and what to type next."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import kg_command, lang_option
from kg.cli.output import count, echo, remark, table
from kg.errors import GraphError

if TYPE_CHECKING:
    from kg.i18n import Lang

_SHOWN = 10
_WHO = {"en": "Who serves where?", "id": "Siapa bertugas di mana?"}
_WHAT = {
    "en": "What happened, where, when, and who took part?",
    "id": "Apa yang terjadi, di mana, kapan, dan siapa hadir?",
}
_DISPUTED = {"en": "Where do the articles contradict themselves?", "id": "Di mana isi berita saling bertentangan?"}


@kg_command("demo", "kg demo", "kg demo -o /tmp/demo --lang id")
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, metavar="DIR"
)
@lang_option
def command(target: Path, lang: Lang) -> None:
    """Build the bundled examples, ask them three questions, draw them.

    The graph is made anew in DIR/graph each time; the picture is DIR/graph.html.
    """
    from kg import conflicts, pipeline, queries, viz
    from kg.corpus import read
    from kg.resources import EXAMPLES
    from kg.store import open_graph

    graph = target / "graph"
    _clear(graph)
    articles = EXAMPLES / "articles"
    shown = _short(articles)
    echo(f"$ kg build {shown} -g {graph}")
    done = pipeline.build(read([shown]), graph)
    echo(f"{count(done.added, 'article')} read, {count(done.facts, 'fact')} found in {done.seconds:.1f} s")
    for failure in done.failed:
        remark(f"kg: {failure.source}: {failure.reason}")
    with open_graph(graph) as opened:
        echo(f"\n1. {_WHO[lang]}")
        columns = ("name", "rank", "role", "pillar", "unit", "area")
        people = queries.rows(opened, "persons")
        _show(columns, [tuple(row[column] for column in columns) for row in people], f"kg query persons -g {graph}")
        echo(f"\n2. {_WHAT[lang]}")
        _show(*_events(queries.rows(opened, "events")), f"kg query events -g {graph}")
        echo(f"\n3. {_DISPUTED[lang]}")
        echo(conflicts.to_text(conflicts.conflicts(opened), lang).rstrip("\n"))
        echo(f"   kg conflicts -g {graph}")
        page = target / "graph.html"
        page.write_bytes(viz.write(opened, viz.Wish(), ".html", lang)[0])
    _next_steps(graph, page)


def _clear(graph: Path) -> None:
    """Remove the graph of an earlier demo, and never anything else."""
    if not graph.exists():
        return
    if (graph / "kg.json").is_file():
        shutil.rmtree(graph)
    elif not graph.is_dir() or any(graph.iterdir()):
        raise GraphError(f"{graph}: expected a graph or nothing, found something else; name another place with -o DIR")


def _show(columns: tuple[str, ...], rows: list[tuple[str, ...]], source: str) -> None:
    rows = list(dict.fromkeys(rows))
    echo(table(columns, rows[:_SHOWN]))
    rest = f"... and {len(rows) - _SHOWN} more: " if len(rows) > _SHOWN else ""
    echo(f"   {rest}{source}")


def _events(rows: list[dict[str, str]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """One row an event; the question gives one row for every activity and participant of it."""
    events: dict[str, dict[str, dict[str, None]]] = {}
    columns = ("date", "activity", "place", "participant")
    for row in rows:
        event = events.setdefault(row["event"], {column: {} for column in columns})
        for column in columns:
            if row[column]:
                event[column][row[column]] = None
    return columns, [tuple(", ".join(event[column]) for column in columns) for event in events.values()]


def _next_steps(graph: Path, page: Path) -> None:
    kg = _own_name()
    echo(f"\nThe graph is in {graph}; open {page} in a browser to see it. Next, for example:")
    for line in (
        f'{kg} explain "Dimas Prayoga" -g {graph}',
        f"{kg} search posyandu -g {graph}",
        f"{kg} query --list",
        f"{kg} build YOUR-ARTICLES -g graph",
    ):
        echo(f"  {line}")


def _own_name() -> str:
    """How the user can call this command again: by name if it is on the PATH, else by its path."""
    if shutil.which("kg"):
        return "kg"
    return _short(Path(sys.argv[0])) if os.path.isfile(sys.argv[0]) else "kg"


def _short(path: Path) -> str:
    """Relative to here where that is shorter."""
    return min(os.path.relpath(path), str(path), key=len)
