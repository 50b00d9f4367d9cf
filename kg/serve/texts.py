"""Full text of the articles: an index in a temporary file, filled beside the requests, kept up with the archive."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from kg.archive import Archive

_BATCH = 500
_ROUND = 90  # characters around a hit that are shown
_WORD = re.compile(r"\w+", re.UNICODE)


class Passage(NamedTuple):
    """A place in an article: text around it, the hit in the middle, offsets of the hit in the text."""

    article: str  # key
    title: str
    publisher: str
    published: str
    before: str
    hit: str
    after: str
    start: int
    end: int


class Texts:
    """Words to articles. Searching waits for nobody: what is not indexed yet is not found yet."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
        self._file = Path(self._folder.name, "texts.sqlite")
        self._updating = threading.Lock()
        self.ready = False
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, id INTEGER NOT NULL)")
            db.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")

    def close(self) -> None:
        self._folder.cleanup()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, isolation_level=None)

    def update(self) -> None:
        """Take in what the archive has and the index has not, take out what is gone."""
        with self._updating:
            archive, db = Archive(self._archive), self._open()
            try:
                now = dict(archive.db.execute("SELECT key, sha256 FROM article"))
                known = dict(db.execute("SELECT key, sha256 FROM seen"))
                old = [key for key, sha256 in known.items() if now.get(key) != sha256]
                new = sorted(key for key, sha256 in now.items() if known.get(key) != sha256)
                self._drop(db, old)
                for start in range(0, len(new), _BATCH):
                    self._add(db, archive, new[start : start + _BATCH])
                self.ready = True
            finally:
                db.close()
                archive.close()

    def _drop(self, db: sqlite3.Connection, keys: list[str]) -> None:
        for key in keys:
            db.execute("DELETE FROM words WHERE rowid = (SELECT id FROM seen WHERE key = ?)", (key,))
            db.execute("DELETE FROM seen WHERE key = ?", (key,))

    def _add(self, db: sqlite3.Connection, archive: Archive, keys: list[str]) -> None:
        marks = ", ".join("?" * len(keys))
        rows = archive.db.execute(f"SELECT key, sha256, text FROM article WHERE key IN ({marks}) ORDER BY key", keys)
        db.execute("BEGIN")
        for key, sha256, text in rows:
            row = db.execute("INSERT INTO words (text) VALUES (?)", (text,)).lastrowid
            db.execute("INSERT INTO seen VALUES (?, ?, ?)", (key, sha256, row))
        db.execute("COMMIT")

    def search(self, words: str, archive: Archive, limit: int = 20) -> list[Passage]:
        """Articles that have all the words, the last of them maybe only begun; the best first."""
        asked = _WORD.findall(words)
        if not asked:
            return []
        match = " ".join(f'"{word}"' for word in asked) + "*"
        sql = """SELECT s.key FROM words w JOIN seen s ON s.id = w.rowid WHERE words MATCH ?
                 ORDER BY bm25(words), s.key LIMIT ?"""
        db = self._open()
        try:
            keys = [row[0] for row in db.execute(sql, (match, limit))]
        finally:
            db.close()
        return [passage for key in keys if (passage := _passage(archive, key, asked))]


def _passage(archive: Archive, key: str, words: list[str]) -> Passage | None:
    record = archive.get(key)
    if record is None:
        return None
    text = record.text
    together = re.compile(r"\W+".join(map(re.escape, words)), re.IGNORECASE)
    found = together.search(text) or re.search(rf"\b{re.escape(words[0])}", text, re.IGNORECASE)
    start, end = found.span() if found else (0, 0)
    before, after = text[max(0, start - _ROUND) : start], text[end : end + _ROUND]
    title = record.title or " ".join(text.strip().partition("\n")[0].split())[:120]
    return Passage(
        key, title, record.publisher or "", record.published or "", before, text[start:end], after, start, end
    )
