"""Running a command and weighing it: wall time, CPU time and peak memory of it and of all processes it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds of wall and CPU time, and megabytes held at the same time by all its processes."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end. Raises RuntimeError with what it said if it fails.

    Memory is the resident size summed over the processes, looked at five times a second: pages they share count twice.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=said)
        peak = _Peak(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        memory = peak.stop()
        if process_code := os.waitstatus_to_exitcode(status):
            said.seek(0)
            raise RuntimeError(f"{command}: exit code {process_code}: {said.read().decode(errors='replace')}")
    return Cost(wall, used.ru_utime + used.ru_stime, max(memory, used.ru_maxrss / 1024))


class _Peak(threading.Thread):
    """Watches a process and its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.2):
            self._peak = max(self._peak, _resident(self._pid))

    def stop(self) -> float:
        self._over.set()
        self.join()
        return self._peak / 1e6


def _resident(root: int) -> int:
    """Bytes held by a process and its descendants; Linux only."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                pages[int(entry.name)] = int(fields[21])
                parents[int(entry.name)] = int(fields[1])
            except (OSError, IndexError):
                continue  # it ended meanwhile
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(pages.get(pid, 0) for pid in family) * _PAGE
