"""How fast the questions of queries/ answer on graphs of made-up articles.

    python benchmarks/questions.py [ARTICLES …] [--graph DIR] [--limit SECONDS] [--only QUESTION …]

The articles are those of benchmarks/generate.py. A question is asked with what its parameters need, and a second time
looking up one thing where it can; the best of three runs counts, by the clock and by the processor, one of 20 s is
broken off. "again" is what an answer takes that was kept because it took long. The graphs lie in a temporary folder and
are gone at the end; --graph measures one that is there, and leaves nothing in it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path

from generate import articles

from kg import keptanswers, queries
from kg.pipeline import build
from kg.store import Graph, open_graph

TOO_SLOW = {"claims-and-voices", "facts-lost-with-article"}  # of all articles at once; nobody reads such an answer

_CITY = "?e tp:place/schema:containedInPlace ?d . ?d schema:containedInPlace ?x"


def first(graph: Graph, pattern: str) -> str:
    return str(next(iter(graph.query(f"SELECT ?x WHERE {{ {pattern} }} LIMIT 1")))[0].value)


def required(graph: Graph) -> dict[str, str]:
    return {
        "within": first(graph, _CITY),
        "since": first(graph, "?e tp:eventDate ?d BIND(STR(?d) AS ?x)"),
        "topic": "kamtibmas",
        "from": "2025-01-01",
        "to": "2025-12-31",
        "subject": first(graph, "?x a tp:Person"),
    }


def looked_up(graph: Graph) -> dict[str, dict[str, str]]:
    """Question -> parameters that name one thing."""
    person = {"name": first(graph, "?p foaf:name ?x")}
    area = {"area": first(graph, "?p tp:assignedArea ?x")}
    article = {"source": first(graph, "?a tp:source ?x")}
    day = first(graph, "?e tp:eventDate ?d BIND(STR(?d) AS ?x)")
    month = {"within": first(graph, _CITY), "from": day, "until": day}
    city = {"within": first(graph, _CITY)}
    outlet = {"publisher": first(graph, "?a tp:publisherName ?x")}
    return {
        "profile-of-person": person,
        "ranks-over-time": person,
        "quotations-of-person": person,
        "officers-of-area": area,
        "holders-of-post": area,
        "community-at-events": area,
        "claims-and-voices": article,
        "facts-lost-with-article": article,
        "events-in-area": month,
        "activities-by-month": city,
        "topics-by-month": city,
        "voices-by-pillar": outlet,
        "outlets-and-claims": outlet,
    }


def timed(graph: Graph, question: queries.Question, params: dict[str, str]) -> tuple[float, float, int]:
    """Seconds by the clock, of the processor, and the number of rows."""
    wall, cpu = time.perf_counter(), time.process_time()
    rows = sum(1 for _ in queries.ask(graph, question, params))  # type: ignore[union-attr, misc]
    return time.perf_counter() - wall, time.process_time() - cpu, rows


def measured(graph: Graph, question: queries.Question, params: dict[str, str], spare: Path) -> str:
    """The best of three runs as text, and what the answer takes once it is kept, in ``spare``."""
    graph.store.snapshot = None  # as if nothing could be kept
    found = [timed(graph, question, params)]
    while found[0][0] < 5 and len(found) < 3:
        found.append(timed(graph, question, params))
    wall, cpu = min(each[0] for each in found), min(each[1] for each in found)
    text = f"{wall * 1000:9,.1f} ms {cpu * 1000:9,.1f} CPU {found[0][2]:9,} rows"
    if cpu >= keptanswers.LONG:
        graph.store.snapshot = spare
        timed(graph, question, params)
        text += f" {timed(graph, question, params)[0] * 1000:9,.1f} again"
    return text


def limited(folder: Path, question: queries.Question, params: dict[str, str], limit: float) -> str:
    """``measured`` in a process that can be stopped."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def measure() -> None:
        with open_graph(folder) as graph:
            there.send(measured(graph, question, params, Path(spare)))

    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as spare:
        process = context.Process(target=measure)
        process.start()
        text = str(here.recv()) if here.poll(limit) else f"> {limit:g} s"
        process.kill()
        process.join()
    return text


def report(folder: Path, limit: float, only: list[str]) -> None:
    with open_graph(folder) as graph:
        needs, one = required(graph), looked_up(graph)
    for question in queries.questions():
        # answers of the group "articles" grow with the articles; they are exports, not look-ups
        if question.group == "articles" or (only and question.name not in only):
            continue
        asked = {param.name: needs[param.name] for param in question.params if param.required}
        if question.name not in TOO_SLOW:
            print(f"{question.name:26} all {limited(folder, question, asked, limit)}", flush=True)
        if question.name in one:
            print(f"{question.name:26} one {limited(folder, question, one[question.name], limit)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="*")
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--limit", type=float, default=20, help="seconds for all runs of a question")
    parser.add_argument("--only", nargs="+", default=[], metavar="QUESTION")
    given = parser.parse_args()
    if given.graph:
        report(given.graph, given.limit, given.only)
        return
    for size in given.articles or [1_000]:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            began = time.perf_counter()
            build(articles(size), Path(folder, "graph"), jobs=2)
            print(f"\n{size} articles, built in {time.perf_counter() - began:.0f} s")
            report(Path(folder, "graph"), given.limit, given.only)


if __name__ == "__main__":
    main()
