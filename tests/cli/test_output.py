import io
from pathlib import Path

import pytest

from kg.cli.output import counted, output, table
from kg.errors import UsageError


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_columns_are_aligned_and_missing_cells_empty() -> None:
    shown = table(("name", "n"), [("Asep Permana", 1), (None, 22)])
    assert shown.splitlines() == ["name          n", "------------  --", "Asep Permana  1", "              22"]


def test_line_ends_inside_a_cell_do_not_break_the_table() -> None:
    assert len(table(("text",), [("satu\ndua\ttiga",)]).splitlines()) == 3


def test_cells_are_shortened_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("x" * 200, "y")]
    assert "x" * 200 in table(("a", "b"), rows)
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "60")
    shown = table(("a", "b"), rows)
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert "…" in shown


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(counted(iter(range(2000)), "Reading", 2000)) == list(range(2000))
    lines = capsys.readouterr()
    assert lines.out == ""
    assert lines.err.splitlines()[0] == "Reading 200 of 2000"
    assert len(lines.err.splitlines()) == 10
    assert "\r" not in lines.err


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    target.write_text("old")
    with pytest.raises(TypeError), output(target) as stream:
        stream.writelines([b"half", "no bytes"])  # type: ignore[list-item]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    with output(target) as stream:
        stream.write(b"new")
    assert target.read_text() == "new"


def test_a_place_that_cannot_be_written_is_told_before_work_begins(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"), output(tmp_path / "no" / "x"):
        raise AssertionError("not reached")
    with pytest.raises(UsageError, match="found a folder"), output(tmp_path):
        raise AssertionError("not reached")
