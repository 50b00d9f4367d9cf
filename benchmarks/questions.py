"""How fast the questions of queries/ answer on graphs of made-up articles.

    python benchmarks/questions.py [ARTICLES …] [--graph DIR]

The articles are those of benchmarks/generate.py. A question is asked with what its parameters need, and a second time
looking up one thing where it can; the best of three runs counts, one of 20 s is broken off. The graphs lie in a
temporary folder and are gone at the end; --graph measures one that is there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path

from generate import articles

from kg import queries
from kg.pipeline import build
from kg.store import Graph, open_graph

LIMIT = 20  # seconds
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


def milliseconds(graph: Graph, question: queries.Question, params: dict[str, str]) -> tuple[float, int]:
    """Best of three runs, and the number of rows."""
    best, rows = float("inf"), 0
    for _ in range(3):
        began = time.perf_counter()
        rows = sum(1 for _ in queries.ask(graph, question, params))  # type: ignore[union-attr, misc]
        best = min(best, time.perf_counter() - began)
        if best > 2:
            break
    return best * 1000, rows


def limited(folder: Path, question: queries.Question, params: dict[str, str]) -> str:
    """``milliseconds`` in a process that can be stopped, as text."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def measure() -> None:
        with open_graph(folder) as graph:
            there.send(milliseconds(graph, question, params))

    process = context.Process(target=measure)
    process.start()
    text = f"> {LIMIT} s"
    if here.poll(LIMIT):
        text = "{:,.1f} ms {:9,} rows".format(*here.recv())
    process.kill()
    process.join()
    return text


def report(folder: Path) -> None:
    with open_graph(folder) as graph:
        needs, one = required(graph), looked_up(graph)
    for question in queries.questions():
        if question.group == "articles":  # their answers grow with the articles; they are exports, not look-ups
            continue
        asked = {param.name: needs[param.name] for param in question.params if param.required}
        everything = "-" if question.name in TOO_SLOW else limited(folder, question, asked)
        single = limited(folder, question, one[question.name]) if question.name in one else ""
        print(f"{question.name:26}{everything:>30}   {single}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="*")
    parser.add_argument("--graph", type=Path)
    given = parser.parse_args()
    if given.graph:
        report(given.graph)
        return
    for size in given.articles or [1_000]:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            began = time.perf_counter()
            build(articles(size), Path(folder, "graph"), jobs=2)
            print(f"\n{size} articles, built in {time.perf_counter() - began:.0f} s; all, then one thing looked up")
            report(Path(folder, "graph"))


if __name__ == "__main__":
    main()
