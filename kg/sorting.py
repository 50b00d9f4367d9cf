"""Sorting more lines than memory holds: runs sorted in memory, laid aside in files, merged again."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path

RUN = 250_000  # lines sorted in memory at once: about 80 MB


def sorted_lines(lines: Iterable[str], *, run: int | None = None) -> Iterator[str]:
    """``lines``, which must hold no line feed, by code point; with files if there are more than ``run`` (``RUN``)."""
    lines, run = iter(lines), run or RUN
    first = sorted(islice(lines, run))
    after = next(lines, None)
    if after is None:
        yield from first
        return
    with tempfile.TemporaryDirectory(prefix="kg-sort-") as folder, ExitStack() as stack:
        paths = [_laid_aside(first, folder, 0)]
        lines = chain([after], lines)
        while part := sorted(islice(lines, run)):
            paths.append(_laid_aside(part, folder, len(paths)))
        del first, part
        files = [stack.enter_context(open(path, encoding="utf-8", newline="\n")) for path in paths]
        yield from (line.rstrip("\n") for line in heapq.merge(*files))


def _laid_aside(part: list[str], folder: str, number: int) -> Path:
    path = Path(folder, str(number))
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in part)
    return path
