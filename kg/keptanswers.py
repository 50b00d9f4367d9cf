"""Answers that took long, kept in the folder of the snapshot they were read from, for whoever asks next.

A snapshot never changes, so no answer grows old; the files go with its folder. They are named after the text that the
engine got, the arrangement of its rows, and the version of the program. Where they cannot be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg import __version__
from kg.quadstore import write_atomically

LONG = 1.0  # seconds of the processor: what takes less is worked out each time
LARGEST = 100_000_000  # bytes


def kept(folder: Path, key: str, make: Callable[[], bytes], *, keep: bool = True) -> bytes:
    """What was kept under ``key``, else what ``make`` gives; which is kept if it took long, and if ``keep``."""
    digest = hashlib.sha256(f"{__version__}\n{key}".encode()).hexdigest()
    path = folder / f"answer-{digest[:24]}.tsv"
    with suppress(OSError):
        return path.read_bytes()
    began = time.thread_time()
    made = make()
    if keep and time.thread_time() - began >= LONG and len(made) <= LARGEST:
        with suppress(OSError):
            write_atomically(path, made)
    return made
