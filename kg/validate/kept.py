"""Verdicts that are kept beside a graph, so that only what changed is looked at again: DIR/verdicts.sqlite.

That of an article counts for the very quads it was given on. Those of the view of best values count together, for one
state of the store, and name every subject that there is something to say of; a writer carries them from one state to
the next (``follow``). The file can be thrown away at any time; another version of the rules begins it anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg import database
from kg.rdf.described import described_in
from kg.validate import verdicts
from kg.validate.verdicts import Verdict

if TYPE_CHECKING:
    from kg.archive import Archive

NAME = "verdicts.sqlite"

_TABLES = (
    "CREATE TABLE about (rules TEXT NOT NULL, view TEXT)",  # view: the state that the rows of it are of, if of any
    "CREATE TABLE article (graph TEXT PRIMARY KEY, digest BLOB NOT NULL, verdict TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE view (subject TEXT PRIMARY KEY, verdict TEXT NOT NULL) WITHOUT ROWID",
)
_LINES = 20_000  # of the view, that are judged together


class Kept:
    """Over an open connection to a file of the present rules."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # reading

    def articles(self) -> dict[str, tuple[bytes, str]]:
        """Graph -> digest of its quads, and the verdict as text."""
        return {row[0]: (row[1], row[2]) for row in self._db.execute("SELECT graph, digest, verdict FROM article")}

    def view_state(self) -> str | None:
        """The state of the store that the verdicts on the view are of."""
        found: str | None = self._db.execute("SELECT view FROM about").fetchone()[0]
        return found

    def view(self) -> list[tuple[str, Verdict]]:
        """Subjects, as terms, of which there is something to say; in order."""
        rows = self._db.execute("SELECT subject, verdict FROM view ORDER BY subject")
        return [(subject, Verdict.of_text(text)) for subject, text in rows]

    # writing

    def put_articles(self, rows: Iterable[tuple[str, bytes, str]]) -> None:
        """Rows as of ``articles``."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", rows)

    def drop_articles(self, graphs: Iterable[str]) -> None:
        with self._transaction():
            self._db.executemany("DELETE FROM article WHERE graph = ?", ((graph,) for graph in graphs))

    def put_view(self, state: str, rows: Iterable[tuple[str, Verdict]]) -> None:
        """Make these the verdicts on the view in a state."""
        with self.changed_view(state):
            self.clear_view()
            self.put_subjects(rows)

    @contextmanager
    def changed_view(self, state: str) -> Iterator[None]:
        """All or nothing; when it is left the verdicts are of this state."""
        with self._transaction():
            yield
            self._db.execute("UPDATE about SET view = ?", (state,))

    def clear_view(self) -> None:
        self._db.execute("DELETE FROM view")

    def put_subjects(self, rows: Iterable[tuple[str, Verdict]]) -> None:
        """Verdicts on subjects of the view, in place of those there were; inside ``changed_view``."""
        for subject, verdict in rows:
            if text := verdict.to_text():
                self._db.execute("INSERT OR REPLACE INTO view VALUES (?, ?)", (subject, text))
            else:
                self._db.execute("DELETE FROM view WHERE subject = ?", (subject,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


@contextmanager
def opened(folder: Path) -> Iterator[Kept]:
    """The file for reading and writing, made if it is not there, made anew if it is of other rules or broken.

    Raises sqlite3.Error where nothing can be written.
    """
    try:
        db = _connect(folder / NAME)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # the disk, not what stands in the file
            raise
        forget(folder)
        db = _connect(folder / NAME)
    with closing(db):
        yield Kept(db)


def _connect(path: Path) -> sqlite3.Connection:
    db = database.writing(path, synchronous="NORMAL")
    try:
        rules = verdicts.rules(verdicts.SHAPES)
        db.execute("BEGIN IMMEDIATE")
        named = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "about" not in named or db.execute("SELECT rules FROM about").fetchone() != (rules,):
            for name in named:
                db.execute(f'DROP TABLE "{name}"')
            for table in _TABLES:
                db.execute(table)
            db.execute("INSERT INTO about VALUES (?, NULL)", (rules,))
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def forget(folder: Path) -> None:
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        (folder / name).unlink(missing_ok=True)


Seen = Callable[[str, list[str]], None]
"""Told the lines that the view has of a subject (IRI) from now on, those of the nodes that hang on it among them."""


@contextmanager
def follow(folder: Path, archive: Archive) -> Iterator[Seen]:
    """Carries the verdicts on the view to the state that the writer is bringing the store to.

    Where they are of none of the two states, and the writer does not write the whole view, they are left as they are,
    to be given anew by the next validation.
    """
    with opened(folder) as kept:
        whole = archive.pending.is_everything()
        if not whole and kept.view_state() not in archive.pending.states():
            yield lambda subject, lines: None
            return
        with kept.changed_view(archive.pending.states()[1]):
            if whole:
                kept.clear_view()
            waiting = _Waiting(kept)
            yield waiting.add
            waiting.flush()


class _Waiting:
    """Subjects of the view that are judged some at a time."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._subjects: dict[str, list[str]] = {}
        self._lines = 0

    def add(self, subject: str, lines: list[str]) -> None:
        self._subjects[f"<{subject}>"] = lines
        self._lines += len(lines)
        if self._lines >= _LINES:
            self.flush()

    def flush(self) -> None:
        checker = verdicts.checker(verdicts.SHAPES)
        self._kept.put_subjects(
            (subject, verdicts.judge(checker, described_in(lines), "")) for subject, lines in self._subjects.items()
        )
        self._subjects, self._lines = {}, 0


def keep_articles(folder: Path, rows: Iterable[tuple[str, bytes, str]]) -> None:
    """Keep verdicts that were given while articles were read; where that cannot be, they are given again when asked."""
    with contextlib.suppress(sqlite3.Error), opened(folder) as kept:
        kept.put_articles(rows)
