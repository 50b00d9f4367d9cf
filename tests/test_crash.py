"""Killed at any moment, out of disk, or with two writers: a graph stays whole, and the next command goes on."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from crashing import Whole, articles, commands, dump, killed, run, start, undisturbed

from kg.errors import GraphError
from kg.store import open_graph

KILLS = int(os.environ.get("KG_KILLS", "6"))
"""How often the test kills at least; KG_KILLS=100 tries it for some minutes."""

PLAN = commands(6)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "g"
    run(folder, ("build", [], "r1"))
    start(folder, ("build", [], "r1"))  # the server of processes takes its time only once
    return folder


@pytest.fixture(scope="module")
def whole(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return undisturbed(tmp_path_factory.mktemp("whole") / "g", empty, PLAN)


def test_killed_at_random_moments_a_graph_comes_to_the_same_bytes(tmp_path: Path, empty: Path, whole: Whole) -> None:
    assert len({tuple(state) for state in whole.states}) == len(PLAN) + 1, "every command changes the graph"
    chance = random.Random(1)
    kills = life = 0
    while kills < KILLS:
        kills += killed(tmp_path / f"{life}", empty, PLAN, whole, chance)
        life += 1
        assert life < 40 + KILLS, "the commands end before anything kills them"
    print(f"{kills} kills in {life} lives")


@pytest.mark.parametrize("limit", [120_000, 400_000])
def test_a_full_disk_is_told_and_the_same_command_goes_on_when_there_is_room(
    tmp_path: Path, empty: Path, limit: int
) -> None:
    command = ("build", articles(60), "r1")
    expected = undisturbed(tmp_path / "whole", empty, [command])
    folder = tmp_path / "g"
    undisturbed(folder, empty, [])
    ended = start(folder, command, limit=limit)
    assert ended.code == GraphError.exit_code
    told = Path(f"{folder}.error").read_text(encoding="utf-8")
    assert told.startswith("GraphError")
    assert "make room and give the same command again" in told
    assert dump(folder) in expected.states
    assert start(folder, command).code == 0
    assert dump(folder) == expected.states[-1]


def test_readers_go_on_and_a_second_writer_is_refused_while_a_build_runs(tmp_path: Path, empty: Path) -> None:
    folder = tmp_path / "g"
    undisturbed(folder, empty, [])
    before = dump(folder)
    with open_graph(folder, write=True) as writing:
        with writing.archive.transaction():
            assert dump(folder) == before
        ended = start(folder, ("build", articles(2), "r1"))
        assert dump(folder) == before
    assert ended.code == GraphError.exit_code
    assert f"process {os.getpid()} is writing to this graph" in Path(f"{folder}.error").read_text(encoding="utf-8")
    assert dump(folder) == before
