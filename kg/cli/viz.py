"""``kg viz``: the graph as a page to explore, or as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, kg_command, lang_option, pairs
from kg.cli.output import output, remark

if TYPE_CHECKING:
    from kg.i18n import Lang


@kg_command(
    "viz",
    "kg viz -g graph -o graph.html",
    'kg viz -g graph -o dimas.svg --focus "Dimas Prayoga" --depth 2',
    "kg viz -g graph -o june.html --since 2025-06 --until 2025-06-30",
    "kg viz -g graph -o people.html --query persons",
)
@graph_option
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.option("--focus", default="", metavar="THING", help="Only what is tied to this thing (a name or an IRI).")
@click.option("--depth", type=click.IntRange(0, 10), default=1, show_default=True, help="Ties away from the focus.")
@click.option("--query", "question", default="", metavar="NAME", help="Only what the answer of this question names.")
@click.option("--param", "params", multiple=True, callback=pairs, metavar="NAME=VALUE", help="Of the question.")
@click.option("--since", default="", metavar="DATE", help="Only what happened from then on: 2025, 2025-06, 2025-06-11.")
@click.option("--until", default="", metavar="DATE", help="Only what happened until then.")
@click.option("--top", "number", type=click.IntRange(min=1), help="Most things drawn.  [default: 400]")
@click.option("--all", "everything", is_flag=True, help="Draw everything one by one, up to 20,000 things.")
@click.option("--title", default="", help="Title of the picture.")
@lang_option
def command(
    graph: Path,
    target: Path,
    focus: str,
    depth: int,
    question: str,
    params: dict[str, str],
    since: str,
    until: str,
    number: int | None,
    everything: bool,
    title: str,
    lang: Lang,
) -> None:
    """Draw the graph.

    The ending of FILE says how: .html is a page to explore, in one file that needs no network; .svg, .png and .pdf
    are pictures (the last two need the extra "figures"); .mmd (Mermaid) and .dot (Graphviz) are for documents.

    Without --focus, --query or --all the most important things are drawn: those with most ties and most articles.
    A graph of more than 3,000 things is drawn as areas that stand for what belongs to them; on the page they open.
    """
    from kg import explain, viz
    from kg.store import open_graph

    ending = viz.format_of(target)
    if focus and question:
        raise click.UsageError("Give --focus or --query, not both.")
    wish = viz.Wish(
        focus=focus, depth=depth, question=question, params=params, since=_date(since, "--since"),
        until=_date(until, "--until"), everything=everything, number=number, title=title,
    )  # fmt: skip
    with open_graph(graph) as opened:
        try:
            content, picture = viz.write(opened, wish, ending, lang)
        except explain.Ambiguous as error:
            from kg import search

            remark(f"kg: {focus!r} fits several things; ask again with one of these IRIs:")
            remark(search.to_text(error.hits, lang))
            raise SystemExit(error.exit_code) from None
    with output(target, binary=True) as stream:
        stream.write(content)
    remark(f"{target}: {picture.summary(lang)}")


def _date(text: str, option: str) -> str:
    """An ISO date at any precision, or nothing."""
    import re
    from datetime import date

    try:
        if text:
            date.fromisoformat(text + "-01-01"[len(text) - 4 :] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else text)
    except ValueError:
        raise click.BadParameter(f"expected 2025, 2025-06 or 2025-06-11, found {text!r}", param_hint=option) from None
    return text
