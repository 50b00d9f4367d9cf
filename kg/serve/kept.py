"""What was worked out from a snapshot once, kept beside it on disk: the next start of a server reads it in a moment.

A file lies in the folder of its snapshot and goes with it. One that cannot be written, or read, is worked out anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from kg import __version__
from kg.conflicts import ConflictReport, ConflictValue, Quote
from kg.lookup import Label
from kg.quadstore import write_atomically
from kg.stats import Stats

T = TypeVar("T")


def kept(folder: Path, key: str, make: Callable[[], T], to_json: Callable[[T], Any], of_json: Callable[[Any], T]) -> T:
    """What was kept under ``key``, else what ``make`` gives, which is kept from now on. ``folder``: of the snapshot."""
    path = folder / f"explorer-{__version__}-{key}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        return of_json(json.loads(path.read_text("utf-8")))
    made = make()
    with suppress(OSError):
        write_atomically(path, json.dumps(to_json(made), ensure_ascii=False))
    return made


def reports_to_json(found: tuple[ConflictReport, ...]) -> list[dict[str, Any]]:
    return [asdict(report) for report in found]


def reports_of_json(found: list[dict[str, Any]]) -> tuple[ConflictReport, ...]:
    return tuple(ConflictReport(**{**report, "values": tuple(map(_value, report["values"]))}) for report in found)


def _value(found: dict[str, Any]) -> ConflictValue:
    reason = Label(*found["reason"]) if found["reason"] else None
    return ConflictValue(**{**found, "reason": reason, "quotes": tuple(Quote(**quote) for quote in found["quotes"])})


def stats_of_json(found: dict[str, Any]) -> Stats:
    return Stats(**{name: tuple((key, number) for key, number in table) for name, table in found.items()})
