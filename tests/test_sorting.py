"""Sorting that may lay runs aside in files."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from kg.sorting import sorted_lines


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 16, 50])
def test_lines_come_sorted_however_many_runs_there_are(size: int) -> None:
    lines = [f"{n:03d} é \U0001f600" for n in range(size)]
    shuffled = random.Random(size).sample(lines, size)
    assert list(sorted_lines(shuffled, run=8)) == lines


def test_equal_lines_are_all_kept() -> None:
    assert list(sorted_lines(["b", "a", "b", "a"], run=2)) == ["a", "a", "b", "b"]


def test_nothing_stays_behind_when_a_reader_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = sorted_lines((str(n) for n in range(20)), run=5)
    assert next(found) == "0"
    assert list(tmp_path.iterdir())
    found.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
