"""What the user sees: tables, JSON, progress. Results on standard output, progress and remarks on standard error."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TypeVar

import click

from kg.errors import UsageError

T = TypeVar("T")

_MIN_WIDTH = 8


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Aligned columns under their names. Cells are shortened to fit a terminal, and whole everywhere else."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([_width(name), *(_width(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    if sys.stdout.isatty():
        widths = _fit(widths, shutil.get_terminal_size().columns - 2 * (len(columns) - 1))
    lines = [_line(list(columns), widths), _line(["-" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in cells]
    return "\n".join(lines)


def echo(text: str = "") -> None:
    """A result."""
    click.echo(text)


def remark(text: str = "") -> None:
    """Anything that is not the result."""
    click.echo(text, err=True)


def echo_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextlib.contextmanager
def output(target: Path | None, *, binary: bool = False) -> Iterator[IO[bytes]]:
    """Where a result is written: standard output, or a file that appears whole or not at all."""
    if target is None or str(target) == "-":
        if binary and sys.stdout.isatty():
            raise UsageError("this format is not for reading on a terminal; write it to a file with -o FILE")
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if target.is_dir():
        raise UsageError(f"{target}: expected the name of a file to write, found a folder")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} does not exist; make it first")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def count(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


class Progress:
    """How far a long piece of work is, on standard error: a bar on a terminal, else a line every tenth."""

    def __init__(self, label: str, total: int | None = None) -> None:
        self._label = label
        self._total = total
        self._bar = sys.stderr.isatty()
        self._step = max(total // 10, 100) if total else 1000
        self._shown = time.monotonic()
        self._said = 0

    def update(self, done: int) -> None:
        if self._bar:
            if time.monotonic() - self._shown > 0.1:
                self._shown = time.monotonic()
                click.echo(f"\r{self._label} {_bar(done, self._total)}", nl=False, err=True)
        elif done - self._said >= self._step:
            self._said = done
            remark(f"{self._label} {done}" + (f" of {self._total}" if self._total else ""))

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)


def counted(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Pass ``items`` on, showing progress."""
    progress = Progress(label, total)
    for done, item in enumerate(items, start=1):
        yield item
        progress.update(done)
    progress.end()


def _bar(done: int, total: int | None) -> str:
    if not total:
        return str(done)
    filled = 30 * done // total
    return f"[{'#' * filled}{'.' * (30 - filled)}] {done}/{total}"


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _width(text: str) -> int:
    """Columns that ``text`` takes on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def _fit(widths: list[int], room: int) -> list[int]:
    """Shorten the widest columns first until the line fits, none below a readable minimum."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > _MIN_WIDTH:
        widest = max(range(len(widths)), key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _line(cells: list[str], widths: list[int]) -> str:
    shown = []
    for cell, width in zip(cells, widths, strict=True):
        if _width(cell) > width:
            cell = cell[: width - 1] + "…"
        shown.append(cell + " " * (width - _width(cell)))
    return "  ".join(shown).rstrip()
