"""How fast the questions of queries/ answer on graphs of made-up articles.

    python benchmarks/questions.py [ARTICLES …]

The articles are those of benchmarks/generate.py. A question is asked with what its parameters need, and a second time
looking up one thing where it can; the best of three runs counts. The graphs lie in a temporary folder and are gone at
the end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from generate import articles

from kg import queries
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


def milliseconds(graph: Graph, question: queries.Question, params: dict[str, str]) -> tuple[float, int]:
    """Best of three runs, and the number of rows."""
    best, rows = float("inf"), 0
    for _ in range(3):
        began = time.perf_counter()
        rows = sum(1 for _ in queries.ask(graph, question, params))  # type: ignore[union-attr, misc]
        best = min(best, time.perf_counter() - began)
        if best > 5:
            break
    return best * 1000, rows


def report(graph: Graph) -> None:
    needs, one = required(graph), looked_up(graph)
    for question in queries.questions():
        if question.group == "articles":  # their answers grow with the articles; they are exports, not look-ups
            continue
        asked = {param.name: needs[param.name] for param in question.params if param.required}
        everything = (
            "-" if question.name in TOO_SLOW else "{:8.1f} ms {:7} rows".format(*milliseconds(graph, question, asked))
        )
        single = (
            "{:8.1f} ms {:7} rows".format(*milliseconds(graph, question, one[question.name]))
            if (question.name in one)
            else ""
        )
        print(f"{question.name:26}{everything:>28}   {single}", flush=True)


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            began = time.perf_counter()
            build(articles(size), Path(folder, "graph"), jobs=2)
            print(f"\n{size} articles, built in {time.perf_counter() - began:.0f} s; all, then one thing looked up")
            with open_graph(Path(folder, "graph")) as graph:
                report(graph)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000])
