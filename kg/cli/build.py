"""``kg build``: articles into a graph."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import graph_option, json_option, kg_command, pairs
from kg.cli.output import Progress, count, echo_json, output, remark
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.pipeline import BuildReport, Spread

FORMS = ("txt", "html", "feed", "warc", "jsonl", "json", "csv", "parquet")
_SHOWN = 20
_BYTES_AN_ARTICLE = 3_000  # to guess how many articles there are before any is read
_ARTICLES_A_JOB = 200  # below this a second process costs more than it gains


@kg_command(
    "build",
    "kg build examples/articles -g graph",
    "kg build examples/articles.csv --column text=isi --column url=tautan -g graph",
    "cat examples/articles/*mediasi*.txt | kg build - -g graph",
    "kg build examples/articles -g graph --engine local --jobs 2",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@graph_option
@click.option("--from", "form", type=click.Choice(FORMS), help="Read every PATH as this, whatever its name.")
@click.option("--column", "columns", multiple=True, callback=pairs, metavar="NAME=YOURS", help="Columns of tables.")
@click.option("--max-size", type=click.FloatRange(min=0.001), default=5.0, show_default=True, help="MB an article.")
@click.option("--only-relevant", is_flag=True, help="Leave out articles that are not of this genre.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read; default: as many as pay off.")
@click.option(
    "--engine",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Where articles are read: here, or on a dask cluster (with --scheduler).",
)
@click.option("--store", metavar="ADDRESS", help="Keep a new graph at an endpoint: sparql+http://HOST/query.")
@click.option("--scheduler", metavar="ADDRESS", help="Of the dask cluster, such as tcp://10.0.0.1:8786.")
@click.option("--base", metavar="IRI", help="Where the IRIs of a new graph begin.")
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write what was refused, as JSON Lines."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any input was refused.")
@json_option
def command(
    paths: tuple[str, ...],
    graph: Path,
    form: str | None,
    columns: Mapping[str, str],
    max_size: float,
    only_relevant: bool,
    jobs: int | None,
    engine: str,
    store: str | None,
    scheduler: str | None,
    base: str | None,
    report: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Read articles into a graph.

    PATH is a file, a folder, a pattern, or - for standard input: plain text (one article a file); a saved page (.html);
    a feed (.xml, .rss, .atom); a web archive (.warc, .warc.gz); or a table (.jsonl, .json, .csv, .parquet) with the
    columns text, url, title, author, published, publisher.

    A graph that exists is updated: articles that did not change are skipped, changed ones replaced, new ones added.
    What cannot be read is listed with its reason and stops nothing else. Exit code 3 if nothing could be read.
    """
    from kg import pipeline
    from kg.corpus import Limits, read

    unknown = set(columns) - {"text", "url", "title", "author", "published", "publisher"}
    if unknown:
        raise click.BadParameter(f"there is no column {sorted(unknown)[0]!r} to map", param_hint="--column")
    spread = _spread(engine, scheduler)
    notes: list[tuple[str, str]] = []
    limits = Limits(article=int(max_size * 1e6))
    skipped: list[tuple[str, str]] = []
    files = _files(paths)
    workers = jobs or _jobs(files)
    found = read(paths, limits=limits, columns=columns, form=form, note=lambda *said: notes.append(said), jobs=workers)
    if only_relevant:
        found = _relevant(found, skipped)
    first = _up_to_first_article(found)
    progress = Progress("Reading", len(files) if form in (None, "txt", "html") and _all_text(files) else None)
    if first and not isinstance(first[-1], InputError):
        everything = itertools.chain(first, found)
        done = pipeline.build(
            everything, graph, jobs=workers, spread=spread, base=base, store=store, progress=progress.update
        )
        progress.end()
        refused = [(failure.source, failure.reason) for failure in done.failed]
    else:  # nothing to build from: no graph is made
        done = None
        refused = [(error.source, error.reason) for error in first if isinstance(error, InputError)]
    if report:
        _write_report(report, reason=refused, skipped=skipped, note=notes)
    if as_json:
        echo_json(_summary(done, refused, skipped, graph))
    _tell(done, refused, notes, skipped, graph, report)
    _exit(done, refused, skipped, strict)


def _exit(
    done: BuildReport | None, refused: list[tuple[str, str]], skipped: list[tuple[str, str]], strict: bool
) -> None:
    """End with the code that says how it went; go on after success."""
    if done is None and skipped and not refused:
        raise SystemExit(1)
    if done is None or not (done.added or done.replaced or done.unchanged):
        raise SystemExit(InputError.exit_code)
    if strict and refused:
        raise SystemExit(1)


def _relevant(found: Iterator[Article | InputError], skipped: list[tuple[str, str]]) -> Iterator[Article | InputError]:
    """``found`` without the articles of other genres, which are told in ``skipped`` with score and signs."""
    from kg import vocab
    from kg.relevance import THRESHOLD, relevance

    words = vocab.load()
    for item in found:
        if not isinstance(item, InputError):
            judged = relevance(item, words)
            if not judged.relevant:
                signs = ", ".join(judged.signs) or "none"
                why = f"relevance {judged.score:.2f}, below {THRESHOLD:g}; words of the genre in it: {signs}"
                skipped.append((item.source, why))
                continue
        yield item


def _spread(engine: str, scheduler: str | None) -> Spread | None:
    """How reading is spread over machines; None: over the processes of this one."""
    if engine == "local":
        if scheduler:
            raise click.UsageError("--scheduler is for --engine dask")
        return None
    if not scheduler:
        raise click.UsageError("--engine dask needs --scheduler ADDRESS; start one with: dask scheduler")
    from kg.cluster import Dask

    return Dask(scheduler).ordered


def _up_to_first_article(found: Iterator[Article | InputError]) -> list[Article | InputError]:
    first: list[Article | InputError] = []
    for item in found:
        first.append(item)
        if not isinstance(item, InputError):
            break
    return first


def _files(paths: Iterable[str]) -> list[str]:
    from kg.corpus import FORMATS
    from kg.corpus.paths import expand

    return [path for path in expand(list(paths), tuple(FORMATS)) if isinstance(path, str)]


def _all_text(files: list[str]) -> bool:
    from kg.corpus.read import form_of

    return all(form_of(path) in ("txt", "html") and path != "-" for path in files)


def _jobs(files: list[str]) -> int:
    size = sum(os.path.getsize(path) for path in files if os.path.isfile(path))
    return max(1, min(len(os.sched_getaffinity(0)), size // (_BYTES_AN_ARTICLE * _ARTICLES_A_JOB)))


def _write_report(target: Path, **told: list[tuple[str, str]]) -> None:
    rows = [{"source": source, what: text} for what, pairs in told.items() for source, text in pairs]
    with output(target) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n")


def _summary(
    done: BuildReport | None, refused: list[tuple[str, str]], skipped: list[tuple[str, str]], graph: Path
) -> dict[str, object]:
    return {
        "graph": str(graph) if done else None,
        "added": done.added if done else 0,
        "replaced": done.replaced if done else 0,
        "unchanged": done.unchanged if done else 0,
        "facts": done.facts if done else 0,
        "open": done.issues if done else 0,
        "older_ontology": (done.older or None) if done else None,
        "refused": [{"source": source, "reason": reason} for source, reason in refused],
        "skipped": [{"source": source, "reason": reason} for source, reason in skipped],
    }


def _tell(
    done: BuildReport | None,
    refused: list[tuple[str, str]],
    notes: list[tuple[str, str]],
    skipped: list[tuple[str, str]],
    graph: Path,
    report: Path | None,
) -> None:
    more = "all of them are in the report" if report else "--report FILE writes all of them"
    for what, rows in (("Noted", notes), ("Skipped", skipped), ("Refused", refused)):
        for source, text in rows[:_SHOWN]:
            remark(f"{what}: {source}: {text}")
        if len(rows) > _SHOWN:
            remark(f"{what}: {len(rows) - _SHOWN} more; {more}")
    if done is None:
        what = "no article was of this genre" if skipped and not refused else "nothing could be read"
        remark(f"kg: {what}; no graph was made or changed")
        return
    parts = [f"{count(done.added, 'article')} added", f"{done.replaced} replaced", f"{done.unchanged} unchanged"]
    parts += [f"{len(skipped)} skipped"] if skipped else []
    parts += [f"{len(refused)} refused"] if refused else []
    remark(f"{graph}: {', '.join(parts)}; {count(done.facts, 'fact')} read in {done.seconds:.1f} s")
    if done.older:
        remark(
            f"{graph}: some of its articles are in the terms of ontology {done.older}, an older one; read them anew, "
            f"from the texts it keeps, with: kg doctor --repair -g {graph}"
        )
