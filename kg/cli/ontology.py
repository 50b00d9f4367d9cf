"""``kg ontology``: the dictionary of all terms as a page to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import kg_command, lang_option
from kg.cli.output import output

if TYPE_CHECKING:
    from kg.i18n import Lang
    from kg.store import Graph

_ENDINGS = (".html", ".md")


@kg_command(
    "ontology",
    "kg ontology -o ontology.html",
    "kg ontology -o ontology.md --lang id",
    "kg ontology -g graph -o ontology.html",
)
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", help="FILE.html or FILE.md.")
@click.option(
    "-g",
    "--graph",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Take the examples of use from this graph instead of the bundled articles.",
)
@lang_option
def command(target: Path | None, graph: Path | None, lang: Lang) -> None:
    """Write the dictionary of the ontology: every class, property and list.

    Labels and definitions stand in both languages, with pictures, examples of use, and the questions, shapes and rules
    that speak of a term. The page is one file that needs nothing else. Without -o it is Markdown on standard output.
    """
    from kg import dictionary

    ending = target.suffix.lower() if target else ".md"
    if ending not in _ENDINGS:
        raise click.UsageError(f"expected FILE.html or FILE.md, found {target}")
    with _examples(graph) as opened:
        page = dictionary.write(opened, ending, lang)
    with output(target) as stream:
        stream.write(page.encode("utf-8"))


@contextmanager
def _examples(path: Path | None) -> Iterator[Graph]:
    """That graph, or one of the bundled articles, made for the moment."""
    import tempfile

    from kg.store import open_graph

    if path:
        with open_graph(path) as opened:
            yield opened
        return
    from kg import pipeline
    from kg.corpus import read
    from kg.resources import EXAMPLES

    with tempfile.TemporaryDirectory(prefix="kg-ontology-") as folder:
        pipeline.build(read([str(EXAMPLES / "articles")]), Path(folder, "graph"))
        with open_graph(Path(folder, "graph")) as opened:
            yield opened
