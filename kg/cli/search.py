"""``kg search``: people, units, places and sentences by words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json, remark

if TYPE_CHECKING:
    from kg.i18n import Lang

_KINDS = ("person", "organization", "place", "sentence")


@kg_command(
    "search",
    "kg search dimas prayoga -g graph",
    "kg search dimas prajoga -g graph --kind person",
    "kg search posyandu -g graph --kind sentence",
)
@click.argument("words", nargs=-1, required=True)
@graph_option
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only this kind; may be repeated.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@json_option
@lang_option
def command(words: tuple[str, ...], graph: Path, kinds: tuple[str, ...], limit: int, as_json: bool, lang: Lang) -> None:
    """Find people, units, places and sentences; typing errors and other spellings are allowed.

    Old and new spelling (Soetanto, Sutanto) and short names (Moh.) find each other. The index in the graph folder is
    made when it is missing.
    """
    from kg import search
    from kg.store import open_graph

    wanted = tuple(kind for kind in search.KINDS if not kinds or kind in kinds)
    with open_graph(graph) as opened:
        hits = search.search(opened, " ".join(words), kinds=wanted, limit=limit)
    if as_json:
        echo_json(search.to_json(hits))
    elif hits:
        echo(search.to_text(hits, lang).rstrip("\n"))
    else:
        remark("Nothing found." if lang == "en" else "Tidak ada yang ditemukan.")
