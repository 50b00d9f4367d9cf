"""Reading on a dask cluster: the same graph as on one machine, whatever happens to its workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from graphs import POLSEK, article, extract

from kg import cluster, pipeline
from kg.cluster import Dask
from kg.errors import UsageError
from kg.model import Article
from kg.parallel import WorkerDied
from kg.pipeline import BuildReport
from kg.store import open_graph


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    # processes of one thread; no page to watch them on
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


def articles(count: int) -> list[Article]:
    return [article(f"{POLSEK}topic|hoaks\nperson|Orang {n}|role=Lurah", f"{n}.txt") for n in range(count)]


def build(graph: Path, found: list[Article], spread: pipeline.Spread | None = None) -> BuildReport:
    return pipeline.build(found, graph, extract=extract, spread=spread)


def dump(graph: Path) -> list[str]:
    with open_graph(graph) as opened:
        return list(opened.dump_sorted())


def test_a_cluster_gives_the_same_bytes_as_one_process(workers: LocalCluster, tmp_path: Path) -> None:
    one = build(tmp_path / "one", articles(25))
    two = build(tmp_path / "two", articles(25), Dask(workers.scheduler_address, partition=4).ordered)
    assert dump(tmp_path / "one") == dump(tmp_path / "two")
    assert (one.added, one.facts) == (two.added, two.facts)


def test_a_killed_worker_costs_nothing_but_time(workers: LocalCluster, tmp_path: Path) -> None:
    victim = next(iter(workers.workers.values())).pid
    found = Dask(workers.scheduler_address, partition=2).ordered(_slowly, range(30))
    first = next(found)
    os.kill(victim, signal.SIGKILL)
    assert [first, *found] == [n * n for n in range(30)]


def test_a_worker_that_dies_of_an_article_once_loses_none(workers: LocalCluster, tmp_path: Path) -> None:
    found = [*articles(5), article(f"exit-once|{tmp_path / 'marker'}", "once.txt")]
    done = build(tmp_path / "g", found, Dask(workers.scheduler_address, partition=3).ordered)
    assert (tmp_path / "marker").exists()
    assert (done.added, done.failed) == (6, ())


def test_an_article_that_kills_every_worker_is_the_only_one_to_fail(tmp_path: Path) -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as made:
        made.scheduler.allowed_failures = 1
        found = list(Dask(made.scheduler_address, partition=3).ordered(_exit_at_one, range(3)))
    assert [found[0], found[2]] == [0, 2]
    assert isinstance(found[1], WorkerDied)


def test_workers_with_other_rules_are_refused(workers: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.fingerprint, "rules", lambda: "other")
    with pytest.raises(UsageError, match="same version"):
        list(Dask(workers.scheduler_address).ordered(_slowly, [1]))


def test_an_address_where_no_scheduler_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(UsageError, match="none answers"):
        list(Dask("tcp://127.0.0.1:9").ordered(_slowly, [1]))


def _slowly(number: int) -> int:
    import time

    time.sleep(0.05)
    return number * number


def _exit_at_one(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number
