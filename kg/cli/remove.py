"""``kg remove``: an article out of a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command
from kg.cli.output import count, echo, echo_json, remark, table

if TYPE_CHECKING:
    from kg.pipeline import FactLine, RemoveReport


@kg_command(
    "remove",
    "kg remove examples/articles/bandung-rapat-warga.txt -g graph --dry-run",
    "kg remove https://kabar.example/2025/10/nomor-aduan -g graph",
)
@click.argument("article")
@graph_option
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@json_option
def command(article: str, graph: Path, dry_run: bool, as_json: bool) -> None:
    """Take an article out, with its facts and nothing else.

    ARTICLE is its IRI, its URL, or the file it was read from. Shown are the facts that no other article reports, and
    those that are left with a single outlet.
    """
    from kg import pipeline

    report = pipeline.remove(graph, article, dry_run=dry_run)
    if as_json:
        echo_json(_document(report))
        return
    would = "would go" if dry_run else "gone"
    for title, facts in ((f"Facts that {would}:" if dry_run else "Facts gone:", report.gone),
                         ("Facts left with a single outlet:", report.single)):  # fmt: skip
        if facts:
            echo(title)
            echo(table(("subject", "property", "value"), [_row(fact) for fact in facts]))
            echo()
    done = "would be removed" if dry_run else "removed"
    remark(f"{graph}: {', '.join(report.sources)} {done}; {count(len(report.gone), 'fact')} {would}")


def _row(fact: FactLine) -> tuple[str, str, str]:
    return fact.subject_label, _local(fact.predicate), fact.object_label


def _local(predicate: str) -> str:
    return predicate.strip("<>").replace("#", "/").rsplit("/", 1)[-1]


def _document(report: RemoveReport) -> dict[str, object]:
    return {
        "articles": list(report.articles),
        "sources": list(report.sources),
        "dry_run": report.dry_run,
        "gone": [fact._asdict() for fact in report.gone],
        "single_outlet": [fact._asdict() for fact in report.single],
    }
