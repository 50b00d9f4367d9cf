"""Reprints and near-duplicates: articles of which one is, for the most part, the text of the other.

A text is the set of its runs of three words. Two articles are copies if the shorter one shares most of its runs with
the other; written independently, even of one event, they share next to none. Which pairs are looked at is decided by
MinHash in bands (Broder 1997; one permutation as in Li, Owen and Zhang 2012), so that the work grows with the number
of articles. Copies of copies make one lot, whose first article is the original, and a lot speaks with one voice.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sqlite3
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from kg.text.tokens import fold

T = TypeVar("T", bound=Hashable)

COPIED = 0.7
"""Share of its runs that the shorter of two texts must have in common with the longer one. Cut reprints of which one
word in fifty was changed have 0.87 and more, two reports of one event 0.05 (tests/test_copies.py)."""

_RUN = 3  # words
_LEAST = 60  # runs: of a shorter text a formula that everybody uses may be the half
_WORD = re.compile(r"[^\W_]+")
_BANDS, _ROWS = 32, 3  # two texts that share half their runs meet in some band with 99 %, a fifth with 23 %

SCHEMA = (
    # original: the first of its lot, itself if it is no copy, 0 if it is gone and the next one is not found yet
    """CREATE TABLE IF NOT EXISTS copy_article (
      article INTEGER PRIMARY KEY, outlet TEXT NOT NULL, original INTEGER NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS copy_band (
      band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS copy_band_article ON copy_band(article)",
    # both ways round
    """CREATE TABLE IF NOT EXISTS copy_pair (
      one INTEGER NOT NULL, other INTEGER NOT NULL, share REAL NOT NULL, PRIMARY KEY (one, other)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS copy_article_original ON copy_article(original)",
    "CREATE TABLE IF NOT EXISTS copy_dirty (article INTEGER PRIMARY KEY)",
    """CREATE TRIGGER IF NOT EXISTS copy_article_gone AFTER DELETE ON article BEGIN
      INSERT OR IGNORE INTO copy_dirty SELECT other FROM copy_pair WHERE one = old.id;
      DELETE FROM copy_pair WHERE other = old.id AND one IN (SELECT other FROM copy_pair WHERE one = old.id);
      DELETE FROM copy_pair WHERE one = old.id;
      DELETE FROM copy_band WHERE article = old.id;
      DELETE FROM copy_article WHERE article = old.id;
      UPDATE copy_article SET original = 0 WHERE original = old.id;
      DELETE FROM copy_dirty WHERE article = old.id;
    END""",
)

TABLES = ("copy_article", "copy_band", "copy_pair", "copy_dirty")


def runs(text: str) -> frozenset[int]:
    """The runs of three words of a text as hashes, the same on every machine; of a shorter text its words."""
    words = _WORD.findall(fold(text))
    found = [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)] or words
    return frozenset(_hash(run) for run in found)


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller set lies in the other, in [0, 1]; nothing of an empty one."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def bands(found: frozenset[int]) -> list[int]:
    """Numbers of which near-duplicates have one in common; none of a text too short to be told from another."""
    if len(found) < _LEAST:
        return []
    size = _BANDS * _ROWS
    lowest: list[int | None] = [None] * size
    for each in found:
        place, value = each % size, each // size
        held = lowest[place]
        if held is None or value < held:
            lowest[place] = value
    # a short text leaves places empty: each borrows from the next that is not, marked with the distance
    filled: list[tuple[int, int]] = []
    for place in range(size):
        step = next(step for step in range(size) if lowest[(place + step) % size] is not None)
        filled.append((step, lowest[(place + step) % size] or 0))
    rows = (filled[start : start + _ROWS] for start in range(0, size, _ROWS))
    return [_hash(f"{number} {row}") for number, row in enumerate(rows)]


def _hash(text: str) -> int:
    """63 bits: what SQLite holds as one integer."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def voices(sources: Iterable[tuple[str, T]]) -> int:
    """How many independent voices (outlet, original) are: who prints the same text, or in one outlet, is one.

    >>> voices([("Kabar Kota", 1), ("Warta", 1), ("Warta", 2), ("Harian", 3)])
    2
    """
    lot: dict[tuple[str, Hashable], tuple[str, Hashable]] = {}

    def root(node: tuple[str, Hashable]) -> tuple[str, Hashable]:
        while lot.setdefault(node, node) != node:
            lot[node] = lot[lot[node]]
            node = lot[node]
        return node

    for outlet, original in sources:
        lot[root(("outlet", outlet))] = root(("text", original))
    return len({root(node) for node in list(lot)})


class Copies:
    """Keeps the tables of copies in step with the articles, inside a transaction of the archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._runs = functools.lru_cache(maxsize=4_096)(self._read)

    def update(self) -> list[int]:
        """Look at the articles that are new; gives those whose original is another one than before, in order.

        What comes out is a function of the set of articles: pairs are compared by their texts alone.
        """
        sql = "SELECT id FROM article WHERE id NOT IN (SELECT article FROM copy_article) ORDER BY id"
        new = [row[0] for row in self._db.execute(sql)]
        dirty = {row[0] for row in self._db.execute("SELECT article FROM copy_dirty")}
        self._db.execute("DELETE FROM copy_dirty")
        self._db.execute(
            """INSERT INTO copy_article SELECT id, coalesce(outlet, ''), id FROM article
               WHERE id IN (SELECT value FROM json_each(?))""",
            (json.dumps(new),),
        )
        for article in new:
            dirty |= self._compare(article)
        return sorted(article for lot in self._lots(dirty) for article in self._settle(lot))

    def _compare(self, article: int) -> set[int]:
        """Find the copies of an article among those looked at before; it and they."""
        mine = self._runs(article)
        keys = bands(mine)
        sql = "SELECT DISTINCT article FROM copy_band WHERE band IN (SELECT value FROM json_each(?)) ORDER BY article"
        met = [row[0] for row in self._db.execute(sql, (json.dumps(keys),))]
        self._db.executemany("INSERT OR IGNORE INTO copy_band VALUES (?, ?)", ((key, article) for key in keys))
        shares = {other: share(mine, self._runs(other)) for other in met}
        pairs = [(other, round(found, 4)) for other, found in shares.items() if found >= COPIED]
        self._db.executemany("INSERT INTO copy_pair VALUES (?, ?, ?)", ((article, o, s) for o, s in pairs))
        self._db.executemany("INSERT INTO copy_pair VALUES (?, ?, ?)", ((o, article, s) for o, s in pairs))
        return {article, *(other for other, _ in pairs)} if pairs else set()

    def _read(self, article: int) -> frozenset[int]:
        return runs(self._db.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()[0])

    def _lots(self, dirty: Iterable[int]) -> list[list[int]]:
        """The lots that these articles stand in."""
        lots: list[list[int]] = []
        seen: set[int] = set()
        for start in sorted(dirty):
            if start in seen:
                continue
            lot, stack = {start}, [start]
            while stack:
                rows = self._db.execute("SELECT other FROM copy_pair WHERE one = ?", (stack.pop(),))
                new = {row[0] for row in rows} - lot
                lot |= new
                stack += new
            seen |= lot
            lots.append(sorted(lot))
        return lots

    def _settle(self, lot: Sequence[int]) -> list[int]:
        """Let a lot have one original: what was published first, of several the first by key. Who got another one."""
        sql = """SELECT c.article, c.original FROM copy_article c JOIN article a ON a.id = c.article
                 LEFT JOIN identity_article i ON i.article = c.article
                 WHERE c.article IN (SELECT value FROM json_each(?))
                 ORDER BY coalesce(i.day, '') = '', i.day, a.key"""
        before = self._db.execute(sql, (json.dumps(lot),)).fetchall()
        first = before[0][0]
        changed = [article for article, original in before if original != first]
        self._db.executemany("UPDATE copy_article SET original = ? WHERE article = ?", ((first, a) for a in changed))
        return changed


def originals(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Article -> (outlet, original), "" for an outlet nobody knows."""
    sql = """SELECT a.id, coalesce(c.outlet, a.outlet, ''), coalesce(c.original, a.id)
             FROM article a LEFT JOIN copy_article c ON c.article = a.id
             WHERE a.id IN (SELECT value FROM json_each(?))"""
    rows = db.execute(sql, (json.dumps(sorted(set(articles))),))
    return {article: (outlet, original) for article, outlet, original in rows}


def copied_from(db: sqlite3.Connection, key: str) -> str | None:
    """Key of the original of an article, None if it is no copy."""
    sql = """SELECT o.key FROM article a JOIN copy_article c ON c.article = a.id JOIN article o ON o.id = c.original
             WHERE a.key = ? AND c.original != c.article"""
    found = db.execute(sql, (key,)).fetchone()
    return found[0] if found else None
