"""What the store may not know yet: noted in the archive, in the transaction that changes it.

Graphs and subjects are noted until the store has them; then the notes are cleared. Each time the store is brought up to
date it gets to another state, which has a name, so that what is derived from the store can tell what it was made of.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.derive import Support

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS pending_graph (graph TEXT PRIMARY KEY, fresh INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS pending_subject (subject INTEGER PRIMARY KEY, fresh INTEGER NOT NULL)",
    # one row: the state the store is in, and the one it is being brought to
    "CREATE TABLE IF NOT EXISTS state (now TEXT NOT NULL, next TEXT NOT NULL)",
)


class Unseen(NamedTuple):
    """What the store may not know yet. ``fresh``: the store never held anything of it, nothing needs to go first."""

    name: str
    fresh: bool


class Pending:
    """The notes, through a connection to the archive. True if there are any."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # reading

    def __bool__(self) -> bool:
        """Whether there is anything the store may not know."""
        sql = "SELECT EXISTS (SELECT 1 FROM pending_graph) OR EXISTS (SELECT 1 FROM pending_subject)"
        return bool(self._db.execute(sql).fetchone()[0])

    def graphs(self) -> list[Unseen]:
        """Graphs that came, changed or went, in order."""
        rows = self._db.execute("SELECT graph, fresh FROM pending_graph ORDER BY graph")
        return [Unseen(graph, bool(fresh)) for graph, fresh in rows]

    def is_everything(self) -> bool:
        """Whether the store may know nothing yet of any article: all there is will be written to it."""
        sql = """SELECT NOT EXISTS (SELECT 1 FROM article a
                 WHERE NOT EXISTS (SELECT 1 FROM pending_graph p WHERE p.graph = a.graph))"""
        return bool(self._db.execute(sql).fetchone()[0])

    def things(self) -> list[str]:
        """IRIs of the subjects of which the store may know less than the archive, in order."""
        # CROSS: joined in this order; SQLite would else read all terms, in order, to save sorting a few
        sql = "SELECT t.iri FROM pending_subject p CROSS JOIN term t ON t.id = p.subject ORDER BY t.iri"
        return [row[0] for row in self._db.execute(sql)]

    def support(self) -> Iterator[tuple[Unseen, list[Support]]]:
        """Every pending subject with what articles contribute to it now, possibly nothing; in a fixed order."""
        gone = """SELECT t.iri, p.fresh FROM pending_subject p CROSS JOIN term t ON t.id = p.subject
                  WHERE NOT EXISTS (SELECT 1 FROM fact f WHERE f.subject = p.subject) ORDER BY t.iri"""
        for iri, fresh in self._db.execute(gone).fetchall():
            yield Unseen(iri, bool(fresh)), []
        fresh_of = "(SELECT fresh FROM pending_subject WHERE subject = f.subject)"
        rows = self._db.execute(summed("f.subject IN (SELECT subject FROM pending_subject)", fresh_of))
        for (iri, fresh), group in groupby(rows, key=lambda row: (row[0], row[5])):
            yield Unseen(iri, bool(fresh)), [Support(*row[1:5]) for row in group]

    def states(self) -> tuple[str, str]:
        """Names of the state that the store is in, and of the one that a writer is bringing it to, maybe the same."""
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone():
            return "", ""
        found: tuple[str, str] | None = self._db.execute("SELECT now, next FROM state").fetchone()
        return found or ("", "")

    # writing, inside a transaction

    def note_graph(self, graph: str, *, fresh: bool = False) -> None:
        """Note a graph, an article's or another, as unknown to the store."""
        sql = """INSERT INTO pending_graph VALUES (?, ?)
                 ON CONFLICT (graph) DO UPDATE SET fresh = min(fresh, excluded.fresh)"""
        self._db.execute(sql, (graph, fresh))

    def note_subject(self, subject: int, fresh: bool) -> None:
        """Note a subject by its number."""
        self._db.execute("INSERT INTO pending_subject VALUES (?, ?) ON CONFLICT DO NOTHING", (subject, fresh))

    def note_changed(self, article: int) -> None:
        """Every subject of an article that is about to go becomes pending, and has to go first."""
        sql = """INSERT INTO pending_subject SELECT DISTINCT subject, 0 FROM fact WHERE article = ?
                 ON CONFLICT (subject) DO UPDATE SET fresh = 0"""
        self._db.execute(sql, (article,))

    def note_things(self, iris: Iterable[str]) -> None:
        """Subjects that are one of these IRIs or have one as a value become pending; what already is stays as it is."""
        for iri in sorted(iris):
            # what has a thing as a value stands in the articles that describe the thing: no scan of all facts
            sql = """INSERT INTO pending_subject
                     SELECT id, 0 FROM term WHERE iri = ?1 UNION
                     SELECT subject, 0 FROM fact WHERE object = ?2 AND article IN (
                       SELECT article FROM fact WHERE subject = (SELECT id FROM term WHERE iri = ?1))
                     ON CONFLICT (subject) DO NOTHING"""
            self._db.execute(sql, (iri, f"<{iri}>"))

    def note_subjects(self, articles: Sequence[int] | None = None) -> None:
        """Every subject of these articles becomes pending, of all if none are given; what already is stays as it is."""
        where = "1" if articles is None else "article IN (SELECT value FROM json_each(?1))"
        sql = f"""INSERT INTO pending_subject SELECT DISTINCT subject, 0 FROM fact WHERE {where}
                  ON CONFLICT (subject) DO NOTHING"""
        self._db.execute(sql, () if articles is None else (json.dumps(list(articles)),))

    def note_all(self) -> None:
        """Note everything as unknown to the store, which is about to be made anew."""
        self.clear()
        self._db.execute("INSERT INTO pending_graph SELECT graph, 1 FROM article")
        self._db.execute("INSERT INTO pending_subject SELECT DISTINCT subject, 1 FROM fact")

    def begin_state(self) -> None:
        """The store is going to change: name the state it will be in, unless a writer that was killed did so."""
        now, after = self.states()
        if now == after:
            self._db.execute("DELETE FROM state")
            self._db.execute("INSERT INTO state VALUES (?, ?)", (now, secrets.token_hex(8)))

    def clear(self) -> None:
        """The store is up to date; subjects that no article speaks of any more are forgotten."""
        self._db.execute(
            """DELETE FROM term WHERE id IN (SELECT subject FROM pending_subject)
               AND NOT EXISTS (SELECT 1 FROM fact WHERE subject = term.id)"""
        )
        self._db.execute("DELETE FROM pending_graph")
        self._db.execute("DELETE FROM pending_subject")
        self._db.execute("UPDATE state SET now = next")


def summed(where: str, more: str = "0") -> str:
    """Contributions summed over articles; the primary key gives the rows in order of subjects without sorting."""
    return f"""SELECT s.iri, p.iri, f.object, f.status, count(*), {more}
               FROM fact f JOIN term s ON s.id = f.subject JOIN term p ON p.id = f.predicate
               WHERE {where} GROUP BY f.subject, f.predicate, f.object, f.status
               ORDER BY f.subject, f.predicate, f.object, f.status"""
