"""Where the time of ``kg build`` goes: processor time of each stage, in ms an article, in one process.

    python benchmarks/stages.py [COUNT]

Stages follow one another on the main thread and are told by its clock; the store loads on threads of its own, which get
what the process used beside that thread. Vocabulary and gazetteer are loaded before.
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate

import kg.corpus
import kg.extract
import kg.reading
from kg import best, copies, identify, pipeline, quadstore
from kg.link import resolve
from kg.search import upkeep

STAGES: list[tuple[str, Any, str]] = [
    ("finding facts", kg.extract, "extract"),
    ("linking inside the article", kg.reading, "link"),
    ("mapping to quads", kg.reading, "to_triples"),
    ("what it contributes to the view", kg.reading, "contributions"),
    ("compressing", kg.reading, "pack"),
    ("archive", pipeline._Run, "store"),
    ("who is who", resolve.Resolver, "update"),
    ("copies", copies.Copies, "update"),
    ("best values", best.BestValues, "update"),
    ("files of the store put in order", quadstore.QuadStore, "optimize"),
    ("search index", upkeep, "update"),
    ("snapshot", quadstore.QuadStore, "publish"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="Processor time of kg build by stage.")
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    count = parser.parse_args().count
    spent: Counter[str] = Counter()
    for name, owner, function in STAGES:
        setattr(owner, function, _timed(name, getattr(owner, function), spent))
    with tempfile.TemporaryDirectory(prefix="kg-stages-") as folder:
        news = Path(folder, "news.jsonl")
        news.write_text("".join(f"{generate.as_json(article)}\n" for article in generate.articles(count)), "utf-8")
        pipeline.build(kg.corpus.read([str(news)]), Path(folder, "first"))  # what is loaded once, and caches
        identify.comparer()
        spent.clear()
        began, thread = time.process_time(), time.thread_time()
        pipeline.build(kg.corpus.read([str(news)]), Path(folder, "graph"))
        on_main = time.thread_time() - thread
        spent["loading, on threads of the store"] = time.process_time() - began - on_main
        spent["the rest: reading JSON, language, hashes, start"] = on_main - sum(spent[name] for name, _, _ in STAGES)
    print("| stage | ms an article |\n|---|---:|")
    for name in [*(name for name, _, _ in STAGES), *list(spent)[-2:]]:
        print(f"| {name} | {1_000 * spent[name] / count:.2f} |")
    print(f"| all | {1_000 * sum(spent.values()) / count:.2f} |")


def _timed(name: str, function: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        began = time.thread_time()
        result = function(*arguments, **options)
        result = list(result) if hasattr(result, "__next__") else result
        spent[name] += time.thread_time() - began
        return result

    return timed


if __name__ == "__main__":
    main()
