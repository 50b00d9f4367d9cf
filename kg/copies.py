"""Reprints and near-duplicates: articles of which one is, for the most part, the text of the other.

Two articles are copies if the shorter one shares most of its runs of words with the other; written independently, even
of one event, they share next to none. Equal texts are looked at once, and only texts that meet in bands are compared
(``kg.text.runs``). Copies of copies make one lot, whose first article is the original, and a lot speaks with one voice.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sqlite3
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from kg.text import runs

T = TypeVar("T", bound=Hashable)

COPIED = 0.7
"""Share of its runs that the shorter of two texts must have in common with the longer one. Cut reprints of which one
word in fifty was changed have 0.87 and more, two reports of one event 0.05 (tests/test_copies.py)."""

_SKETCHES = 200_000  # held at once, of some 300 bytes each

SCHEMA = (
    # original: the first of its lot, itself if it is no copy, 0 if it is gone and the next one is not found yet;
    # text: NULL of one too short to be compared
    """CREATE TABLE IF NOT EXISTS reprint (
      article INTEGER PRIMARY KEY, outlet TEXT NOT NULL, original INTEGER NOT NULL, text INTEGER
    )""",
    "CREATE INDEX IF NOT EXISTS reprint_original ON reprint(original)",
    "CREATE INDEX IF NOT EXISTS reprint_of_text ON reprint(text)",
    """CREATE TABLE IF NOT EXISTS reprint_text (
      id INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL UNIQUE, runs BLOB NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS reprint_band (
      band INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (band, text)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS reprint_band_text ON reprint_band(text)",
    # both ways round
    """CREATE TABLE IF NOT EXISTS reprint_pair (
      one INTEGER NOT NULL, other INTEGER NOT NULL, share REAL NOT NULL, PRIMARY KEY (one, other)
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS reprint_dirty (article INTEGER PRIMARY KEY)",
    """CREATE TRIGGER IF NOT EXISTS reprint_gone AFTER DELETE ON article BEGIN
      INSERT OR IGNORE INTO reprint_dirty SELECT article FROM reprint
        WHERE original = (SELECT original FROM reprint WHERE article = old.id) AND article != old.id;
      DELETE FROM reprint_text WHERE id = (SELECT text FROM reprint WHERE article = old.id)
        AND NOT EXISTS (SELECT 1 FROM reprint r WHERE r.text = reprint_text.id AND r.article != old.id);
      DELETE FROM reprint WHERE article = old.id;
      UPDATE reprint SET original = 0 WHERE original = old.id;
      DELETE FROM reprint_dirty WHERE article = old.id;
    END""",
    """CREATE TRIGGER IF NOT EXISTS reprint_text_gone AFTER DELETE ON reprint_text BEGIN
      DELETE FROM reprint_pair WHERE other = old.id AND one IN (SELECT other FROM reprint_pair WHERE one = old.id);
      DELETE FROM reprint_pair WHERE one = old.id;
      DELETE FROM reprint_band WHERE text = old.id;
    END""",
    # what graphs of early versions have in their place
    "DROP TRIGGER IF EXISTS copy_article_gone",
    *(f"DROP TABLE IF EXISTS copy_{name}" for name in ("article", "band", "pair", "dirty")),
)

TABLES = ("reprint", "reprint_text", "reprint_band", "reprint_pair", "reprint_dirty")


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
        self._sketches: dict[int, runs.Sketch] = {}

    def update(self, *, every: bool = False) -> list[int]:
        """Look at articles that are new, among the pending ones or every one; gives those whose original is another one
        than before, in order.

        What comes out is a function of the set of articles: pairs are compared by their texts alone.
        """
        among = "1" if every else "graph IN (SELECT graph FROM pending_graph)"
        sql = f"""SELECT id FROM article a WHERE {among}
                  AND NOT EXISTS (SELECT 1 FROM reprint WHERE article = a.id) ORDER BY id"""
        new = [row[0] for row in self._db.execute(sql)]
        dirty = {row[0] for row in self._db.execute("SELECT article FROM reprint_dirty")}
        self._db.execute("DELETE FROM reprint_dirty")
        for article in new:
            outlet, words = self._db.execute("SELECT outlet, text FROM article WHERE id = ?", (article,)).fetchone()
            text = self._text(runs.runs(words))
            self._db.execute("INSERT INTO reprint VALUES (?, ?, ?, ?)", (article, outlet or "", article, text))
        dirty.update(new)
        return sorted(article for lot in self._lots(dirty) for article in self._settle(lot))

    def _text(self, found: frozenset[int]) -> int | None:
        """Number of a text, which is compared with all it meets when it is new; None if it is too short for that."""
        bands = runs.bands(found)
        if not bands:
            return None
        packed = runs.pack(found)
        fingerprint = hashlib.blake2b(packed, digest_size=16).digest()
        known = self._db.execute("SELECT id FROM reprint_text WHERE fingerprint = ?", (fingerprint,)).fetchone()
        if known:
            return int(known[0])
        sql = "INSERT INTO reprint_text (fingerprint, runs) VALUES (?, ?)"
        text = int(self._db.execute(sql, (fingerprint, packed)).lastrowid or 0)
        self._sketches[text] = own = runs.sketch(found)
        near = (other for other in self._met(bands) if runs.may_share(own, self._sketch(other), COPIED))
        shares = ((other, runs.share(found, self._runs(other))) for other in near)
        pairs = [(other, round(share, 4)) for other, share in shares if share >= COPIED]
        self._db.executemany("INSERT INTO reprint_band VALUES (?, ?)", ((band, text) for band in sorted(set(bands))))
        self._db.executemany("INSERT INTO reprint_pair VALUES (?, ?, ?)", ((text, o, s) for o, s in pairs))
        self._db.executemany("INSERT INTO reprint_pair VALUES (?, ?, ?)", ((o, text, s) for o, s in pairs))
        return text

    def _met(self, bands: Sequence[int]) -> list[int]:
        sql = """SELECT text FROM reprint_band WHERE band IN (SELECT value FROM json_each(?))
                 GROUP BY text HAVING count(*) >= ? ORDER BY text"""
        return [row[0] for row in self._db.execute(sql, (json.dumps(bands), runs.MEETINGS))]

    def _sketch(self, text: int) -> runs.Sketch:
        if text not in self._sketches:
            if len(self._sketches) >= _SKETCHES:
                self._sketches.clear()
            self._sketches[text] = runs.sketch(self._read(text))
        return self._sketches[text]

    def _read(self, text: int) -> frozenset[int]:
        return runs.unpack(self._db.execute("SELECT runs FROM reprint_text WHERE id = ?", (text,)).fetchone()[0])

    def _lots(self, dirty: Iterable[int]) -> list[list[int]]:
        """The lots that these articles stand in."""
        lots: list[list[int]] = []
        seen: set[int] = set()
        for start in sorted(dirty):
            if start not in seen:
                lots.append(lot := self._lot(start))
                seen.update(lot)
        return lots

    def _lot(self, start: int) -> list[int]:
        (text,) = self._db.execute("SELECT text FROM reprint WHERE article = ?", (start,)).fetchone()
        if text is None:
            return [start]
        texts, stack = {text}, [text]
        while stack:
            rows = self._db.execute("SELECT other FROM reprint_pair WHERE one = ?", (stack.pop(),))
            new = {row[0] for row in rows} - texts
            texts |= new
            stack += new
        sql = "SELECT article FROM reprint WHERE text IN (SELECT value FROM json_each(?)) ORDER BY article"
        return [row[0] for row in self._db.execute(sql, (json.dumps(sorted(texts)),))]

    def _settle(self, lot: Sequence[int]) -> list[int]:
        """Let a lot have one original: what was published first, of several the first by key. Who got another one."""
        if len(lot) > 1:
            sql = """SELECT c.article, c.original FROM reprint c JOIN article a ON a.id = c.article
                     LEFT JOIN identity_article i ON i.article = c.article
                     WHERE c.article IN (SELECT value FROM json_each(?))
                     ORDER BY coalesce(i.day, '') = '', i.day, a.key"""
        else:
            sql = "SELECT article, original FROM reprint WHERE article IN (SELECT value FROM json_each(?))"
        before = self._db.execute(sql, (json.dumps(lot),)).fetchall()
        first = before[0][0]
        changed = [article for article, original in before if original != first]
        self._db.executemany("UPDATE reprint SET original = ? WHERE article = ?", ((first, a) for a in changed))
        return changed


def originals(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Article -> (outlet, original), "" for an outlet nobody knows."""
    sql = """SELECT a.id, coalesce(c.outlet, a.outlet, ''), coalesce(c.original, a.id)
             FROM article a LEFT JOIN reprint c ON c.article = a.id
             WHERE a.id IN (SELECT value FROM json_each(?))"""
    rows = db.execute(sql, (json.dumps(sorted(set(articles))),))
    return {article: (outlet, original) for article, outlet, original in rows}


def copied_from(db: sqlite3.Connection, key: str) -> str | None:
    """Key of the original of an article, None if it is no copy."""
    sql = """SELECT o.key FROM article a JOIN reprint c ON c.article = a.id JOIN article o ON o.id = c.original
             WHERE a.key = ? AND c.original != c.article"""
    found = db.execute(sql, (key,)).fetchone()
    return found[0] if found else None
