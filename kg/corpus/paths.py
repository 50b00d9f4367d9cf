"""What the user named on the command line, as single inputs: files in a stable order, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from kg.errors import InputError

STDIN = "-"
_PATTERN = frozenset("*?[")


def expand(paths: Sequence[str], suffixes: Sequence[str]) -> Iterator[str | InputError]:
    """The files behind ``paths``: a folder stands for all files in and under it that end in ``suffixes``.

    Sorted inside each folder and pattern, hidden files and folders left out; a file reached twice is given once.
    A name that leads nowhere, and a folder without articles, is an InputError in its place.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand_one(path, tuple(suffixes)):
            if isinstance(found, str):
                real = found if found == STDIN else os.path.realpath(found)
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _expand_one(path: str, suffixes: tuple[str, ...]) -> Iterator[str | InputError]:
    if path == STDIN:
        yield path
    elif os.path.isdir(path):
        yield from _folder(path, suffixes)
    elif os.path.lexists(path):
        yield path
    elif _PATTERN & set(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield InputError(path, "no file matches this pattern")
        for match in matches:
            if os.path.isdir(match):
                if not path.endswith("**"):
                    yield from _folder(match, suffixes)
            else:
                yield match
    else:
        yield InputError(path, "no such file or folder")


def _folder(folder: str, suffixes: tuple[str, ...]) -> Iterator[str | InputError]:
    empty = True
    refused: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(here, name)
            if name.lower().endswith(suffixes) and not name.startswith(".") and os.path.isfile(path):
                empty = False
                yield path
    for error in refused:
        yield InputError(str(error.filename), f"the folder cannot be read: {error.strerror}")
    if empty and not refused:
        yield InputError(folder, f"no articles in this folder; expected files ending in {', '.join(suffixes)}")
