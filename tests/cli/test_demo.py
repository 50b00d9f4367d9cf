from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Kg = Callable[..., Result]


def test_the_demo_builds_asks_and_tells_what_to_do_next(kg: Kg, tmp_path: Path) -> None:
    result = kg("demo", "-o", tmp_path / "demo")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert "7 articles read" in result.stdout
    for expected in ("Babinsa", "Dimas Prayoga", "Serka", "Briptu", "Kebon Kangkung", str(tmp_path / "demo" / "graph")):
        assert expected in result.stdout


def test_the_demo_starts_afresh_and_gives_the_same(kg: Kg, tmp_path: Path) -> None:
    first = kg("demo", "-o", tmp_path / "demo").stdout
    again = kg("demo", "-o", tmp_path / "demo").stdout

    def timeless(text: str) -> list[str]:
        return [line for line in text.splitlines() if " found in " not in line]

    assert timeless(first) == timeless(again)


def test_the_demo_removes_nothing_that_it_did_not_make(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "thesis.txt").write_text("mine")
    result = kg("demo", "-o", tmp_path)
    assert result.exit_code == 4
    assert (tmp_path / "graph" / "thesis.txt").read_text() == "mine"


def test_the_demo_speaks_indonesian(kg: Kg, tmp_path: Path) -> None:
    assert "Siapa bertugas di mana?" in kg("demo", "-o", tmp_path / "demo", "--lang", "id").stdout
