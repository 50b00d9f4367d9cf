"""``kg viz``: files by their ending, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kg = Callable[..., Result]


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.html", b"<!doctype html>"),
        ("a.svg", b"<?xml"),
        ("a.mmd", b"---\n"),
        ("a.dot", b"digraph {"),
        ("a.png", b"\x89PNG"),
    ],
)
def test_the_ending_says_how_it_is_written(
    kg: Kg, examples_graph: Path, tmp_path: Path, name: str, begin: bytes
) -> None:
    result = kg("viz", "-g", examples_graph, "-o", tmp_path / name, "--focus", "Bontoa")
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert result.stdout == ""
    assert re.fullmatch(rf"{re.escape(str(tmp_path / name))}: \d+ of \d+ things drawn.*\n", result.stderr)


def test_how_much_is_drawn_is_said_in_the_language_asked_for(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    result = kg("viz", "-g", examples_graph, "-o", tmp_path / "a.html", "--lang", "id")
    assert "simpul digambar" in result.stderr


def test_a_page_is_the_same_every_time(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert kg("viz", "-g", examples_graph, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_language_and_title(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    kg("viz", "-g", examples_graph, "-o", tmp_path / "a.svg", "--lang", "id", "--title", "Uji & coba")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert "<title>Uji &amp; coba</title>" in text
    assert ">Wilayah</text>" in text


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("-o", "a.jpg"), 2, "expected a file ending in .html, .svg"),
        (("-o", "a.html", "--focus", "Tidak Ada Orangnya"), 2, "nothing in the graph has a name like this"),
        (("-o", "a.html", "--focus", "Koramil"), 2, "fits several things"),
        (("-o", "a.html", "--focus", "Bontoa", "--query", "persons"), 2, "--focus or --query, not both"),
        (("-o", "a.html", "--since", "kemarin"), 2, "expected 2025, 2025-06 or 2025-06-11"),
        (("-o", "a.html", "--since", "2025-13"), 2, "expected 2025, 2025-06 or 2025-06-11"),
        (("-o", "a.html", "--since", "2031"), 2, "nothing in the graph happened"),
        (("-o", "a.html", "--query", "gibberish"), 2, "no question of that name"),
        (
            (
                "-o",
                "no/such/folder/a.html",
            ),
            2,
            "does not exist",
        ),
        ((), 2, "Missing option"),
    ],
)
def test_wrong_use_is_told(
    kg: Kg,
    examples_graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("viz", "-g", examples_graph, *options)
    assert result.exit_code == code
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    assert kg("viz", "-g", tmp_path / "none", "-o", tmp_path / "a.html").exit_code == 4
