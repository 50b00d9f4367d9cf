"""One writer at a time: a lock that the operating system lets go of when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from kg.errors import GraphError


class WriterLock:
    """Holds ``path`` locked until ``release``. The file names the process, for the message to the second writer."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise GraphError(
                f"{path.parent}: process {holder} is writing to this graph; wait until it has ended, then try again"
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Let the next writer in; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class SharedHold:
    """Holds a folder against removal while it is read. ``taken`` is False if it went away first."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = -1
        try:
            self._descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
        except FileNotFoundError:
            pass
        self.taken = self._descriptor >= 0 and (folder / "CURRENT").exists()

    def __del__(self) -> None:
        self.release()

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def remove_unless_held(folder: Path) -> None:
    """Take a folder away unless somebody holds it with ``SharedHold``; who comes meanwhile waits and finds it gone."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(descriptor)
