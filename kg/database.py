"""Opening SQLite files: for the one writer, or for readers, also on media that nobody can write to."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

_CACHE = 262_144  # KiB of pages a writer keeps at most: with SQLite's 2 MiB, 20,000 articles took nearly twice as long


def writing(path: Path, synchronous: str = "FULL") -> sqlite3.Connection:
    """For writing; made if it is not there. Transactions are the caller's own. Readers go on meanwhile."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA synchronous = {synchronous}")
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    return db


def reading(path: Path) -> sqlite3.Connection:
    """For reading. Raises sqlite3.OperationalError if it is not there."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        db = sqlite3.connect(address, uri=True, isolation_level=None)
        db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        # on read-only media WAL cannot make its side file; nobody can write there either
        db = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return db
