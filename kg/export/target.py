"""Where formats of several files go: a folder, or a zip archive whose bytes do not depend on the clock."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError

Open = Callable[[str], AbstractContextManager[IO[bytes]]]
"""Opens a file of the folder, by its name, for writing."""


@contextmanager
def folder(path: Path) -> Iterator[Open]:
    """A folder, made if it is not there; ``path`` ending in ".zip" makes an archive instead.

    Files appear whole or not at all. Raises UsageError where a file is in the way, or the folder above is missing.
    """
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist; make it first")
    if path.suffix == ".zip":
        yield from _archive(path)
        return
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: expected the name of a folder to write into, or of a .zip file; found a file")
    path.mkdir(exist_ok=True)
    yield lambda name: whole(path / name)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _archive(path: Path) -> Iterator[Open]:
    with whole(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:

        @contextmanager
        def member(name: str) -> Iterator[IO[bytes]]:
            info = zipfile.ZipInfo(name)  # dated 1980, as all archives without a date are
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                yield file

        yield member
