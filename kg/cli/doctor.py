"""``kg doctor``: is everything in place, where does each setting come from, and is the graph sound."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

import click
from click.core import ParameterSource

from kg import __version__
from kg.cli.options import graph_option, json_option, kg_command, lang_option
from kg.cli.output import echo, echo_json, remark, table
from kg.errors import KgError

DISTRIBUTION = "tigapilar-kg"


class Check(NamedTuple):
    """One line of the report. ``bad`` makes the command answer no; ``note`` is for information."""

    part: str
    item: str
    state: Literal["ok", "note", "bad"]
    detail: str


@kg_command("doctor", "kg doctor", "kg doctor -g graph", "kg doctor -g graph --repair")
@graph_option
@click.option("--repair", is_flag=True, help="Rebuild what is derived from the archive of the graph.")
@json_option
@lang_option
@click.pass_context
def command(ctx: click.Context, graph: Path, repair: bool, as_json: bool, lang: str) -> None:
    """Check the installation, the settings and the graph.

    --repair makes the store of the graph anew from the articles archived in it; nothing is read from outside. A graph
    of an older ontology has its articles read anew, from the texts it keeps.
    Exit code 1 if something is wrong.
    """
    if repair:
        from kg import migrate

        old = migrate.repair(graph)
        anew = f", its articles read anew: they were of ontology {old}" if old else ""
        remark(f"{graph}: rebuilt from its archive{anew}")
    named = ctx.get_parameter_source("graph") is ParameterSource.COMMANDLINE
    checks = [*_software(), *_settings(graph, named, lang, ctx), *_data(), *_graph(graph, named)]
    if as_json:
        echo_json([check._asdict() for check in checks])
    else:
        echo(table(Check._fields, checks))
    if any(check.state == "bad" for check in checks):
        raise SystemExit(1)


def _software() -> Iterator[Check]:
    yield Check("software", "kg", "ok", f"{__version__}, {Path(__file__).resolve().parents[1]}")
    yield Check("software", "Python", "ok", f"{platform.python_version()}, {sys.executable}")
    try:
        requirements = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Check("software", DISTRIBUTION, "note", "runs from its source folder without being installed")
        return
    for requirement in requirements:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra == ['\"](\w+)['\"]", requirement)
        try:
            yield Check("software", name, "ok", metadata.version(name))
        except metadata.PackageNotFoundError:
            if extra:
                hint = f'not installed; needed for: {extra[1]} (pip install "{DISTRIBUTION}[{extra[1]}]")'
                yield Check("software", name, "note", hint)
            else:
                yield Check("software", name, "bad", f"missing; install it with: pip install {DISTRIBUTION}")


def _settings(graph: Path, named: bool, lang: str, ctx: click.Context) -> Iterator[Check]:
    origin = "-g/--graph" if named else "$KG_GRAPH" if os.environ.get("KG_GRAPH") else "the default"
    yield Check("settings", "graph", "ok", f"{graph} (from {origin})")
    chosen = ctx.get_parameter_source("lang") is ParameterSource.COMMANDLINE
    yield Check("settings", "lang", "ok", f"{lang} (from {'--lang' if chosen else 'the locale'})")


def _data() -> Iterator[Check]:
    yield _try("data", "vocabulary", _vocabulary)
    yield _try("data", "gazetteer", _gazetteer)
    yield _try("data", "questions", _questions)


def _vocabulary() -> str:
    from kg import vocab

    words = vocab.load()
    return f"{len(words.ranks)} ranks, {len(words.posts)} posts, {len(words.unit_kinds)} kinds of units"


def _gazetteer() -> str:
    from kg import gazetteer

    gazetteer.load()
    return gazetteer.DECREE


def _questions() -> str:
    from kg.queries import questions

    return f"{len(questions())} questions"


def _graph(path: Path, named: bool) -> Iterator[Check]:
    if not path.exists() and not named:
        yield Check("graph", str(path), "note", "none yet; make one with: kg build PATH -g DIR")
        return

    def look() -> str:
        from kg.store import open_graph

        with open_graph(path) as opened:
            if opened.archive.pending:
                raise KgError("a writer was stopped before its end; make it good with: kg doctor --repair")
            if old := opened.older_ontology:
                raise KgError(f"its articles were read with ontology {old}; read them anew with: kg doctor --repair")
            return f"{len(opened.archive)} articles, format {opened.meta.format}, base {opened.meta.base}"

    yield _try("graph", str(path), look)


def _try(part: str, item: str, look: Callable[[], str]) -> Check:
    try:
        return Check(part, item, "ok", look())
    except KgError as error:
        return Check(part, item, "bad", str(error))
