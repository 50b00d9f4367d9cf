"""The archive of a graph directory: every article with its text and its quads, in one SQLite file.

This is the truth; the quad store is an index over it that can be thrown away. Every change is one transaction here that
also notes what the store does not know yet (``kg.pending``). The store is then brought up to
date from the archive and the notes are cleared, so that a process killed at any moment is made good by the next one
that writes.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import copies, database, decisions, owngraphs, pending
from kg.decisions import Decision
from kg.derive import Row, Support
from kg.errors import GraphError
from kg.model import Article, Issue, Span
from kg.pending import Pending

_SCHEMA = """
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,      -- Article.key
  source TEXT NOT NULL,          -- as the user gave it
  origin TEXT,                   -- where it was read from, whatever the working directory; NULL for standard input
  url TEXT, title TEXT, author TEXT, publisher TEXT, published TEXT,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  outlet TEXT,                   -- IRI
  graph TEXT NOT NULL UNIQUE,    -- IRI of the graph of this version
  revises TEXT,                  -- IRI of the graph of the version before it
  quads BLOB NOT NULL,           -- N-Quads of that graph, compressed
  issues TEXT NOT NULL,          -- JSON
  version TEXT NOT NULL,         -- of the extractor
  rules TEXT NOT NULL,           -- fingerprint of its code and data
  added TEXT NOT NULL            -- time; leaves this file in no export
);
CREATE INDEX article_origin ON article(origin);
CREATE INDEX article_source ON article(source);
CREATE INDEX article_url ON article(url);
CREATE TABLE term (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE fact (              -- what each article contributes to the view of best values
  subject INTEGER NOT NULL, predicate INTEGER NOT NULL, object TEXT NOT NULL, status TEXT NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (subject, predicate, object, status, article)
) WITHOUT ROWID;
CREATE INDEX fact_article ON fact(article);
CREATE TABLE merge (minted TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;
"""

# What every change asks of all articles must not read them: their texts and quads lie between the columns.
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS article_version ON article(version)",
    "CREATE INDEX IF NOT EXISTS article_revision ON article(graph, revises) WHERE revises IS NOT NULL",
)

_VERSION = 1
_DECISION = tuple(field.name for field in fields(Decision))
_COLUMNS = "key, source, origin, url, title, author, publisher, published, sha256, text, outlet, graph, revises"


@dataclass(frozen=True, slots=True)
class Record:
    """An article as archived."""

    key: str
    source: str
    origin: str | None
    url: str | None
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    sha256: str
    text: str
    outlet: str | None
    graph: str
    revises: str | None
    issues: tuple[Issue, ...]
    version: str
    rules: str

    @property
    def article(self) -> Article:
        return Article(self.text, self.source, self.url, self.title, self.author, self.publisher, self.published)


def pack(quads: bytes) -> bytes:
    """N-Quads as the archive keeps them."""
    return zlib.compress(quads, 1)  # a fifth larger than the default makes it, and twice as fast


def unpack(packed: bytes) -> bytes:
    """What ``pack`` was given."""
    return zlib.decompress(packed)


class Archive:
    """One open ``articles.sqlite``."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self._db = database.writing(path) if write else database.reading(path)
        self.pending = Pending(self._db)
        self._predicates: dict[str, int] = {}  # numbers of those that were met
        if write and not self._db.execute("PRAGMA user_version").fetchone()[0]:
            self._create()
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found != _VERSION:
            raise GraphError(f"{path}: expected an archive of version {_VERSION}, found {found}; update the program")
        if write:
            from kg.link import resolve  # readers start without it

            tables = (
                *resolve.SCHEMA.split(";\n"),
                *copies.SCHEMA,
                decisions.SCHEMA,
                owngraphs.SCHEMA_SQL,
                *_INDEXES,
                *pending.SCHEMA,
            )
            for statement in tables:
                self._db.execute(statement)

    def _create(self) -> None:
        with self.transaction():
            for statement in _SCHEMA.split(";\n"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[None]:
        """All or nothing; the changes are on disk when it is left. If it need not be ``durable``, a power cut may take
        it back, but only whole, and only with all that came after it."""
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._predicates.clear()  # some may be gone
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    @property
    def db(self) -> sqlite3.Connection:
        """The connection, for the tables that ``kg.identify`` keeps beside those of this module."""
        return self._db

    # reading

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM article").fetchone()[0])

    def keys(self) -> list[str]:
        """Keys of all articles, in order."""
        return [row[0] for row in self._db.execute("SELECT key FROM article ORDER BY key")]

    def get(self, key: str) -> Record | None:
        return next(self._records("key = ?", key), None)

    def records(self) -> Iterator[Record]:
        """All articles, in order of their keys."""
        return self._records("1 ORDER BY key")

    def find(self, selector: str) -> list[Record]:
        """Articles with this key, source, place they were read from, or URL; in order of their keys."""
        where = "key = ?1 OR source = ?1 OR origin = ?1 OR url = ?1 ORDER BY key"
        return list(self._records(where, selector))

    def at_origin(self, origin: str) -> list[Record]:
        return list(self._records("origin = ? ORDER BY key", origin))

    def rows_of(self, table: str) -> list[Record]:
        """Articles that were rows of a table, which is given by the place it was read from."""
        return list(self._records("substr(origin, 1, length(?1)) = ?1 ORDER BY key", f"{table}:"))

    def seen(self, key: str) -> tuple[str, str] | None:
        """Content hash and rules of the archived version of an article, if there is one."""
        found = self._db.execute("SELECT sha256, rules FROM article WHERE key = ?", (key,)).fetchone()
        return (found[0], found[1]) if found else None

    def quads(self, key: str) -> bytes | None:
        """N-Quads of the graph of an article."""
        found = self._db.execute("SELECT quads FROM article WHERE key = ?", (key,)).fetchone()
        return unpack(found[0]) if found else None

    def graph_quads(self, graph: str) -> bytes | None:
        """N-Quads of a graph by its IRI; None if no article has it (any more)."""
        key = graph.rpartition("/")[0].rpartition("/")[2]  # as kg.rdf.iris mints it; there is no index of graphs
        found = self._db.execute("SELECT quads FROM article WHERE key = ? AND graph = ?", (key, graph)).fetchone()
        return unpack(found[0]) if found else None

    def graphs(self) -> list[str]:
        """IRIs of the graphs of all articles, in order."""
        return [row[0] for row in self._db.execute("SELECT graph FROM article ORDER BY graph")]

    def packed(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """These graphs with their quads as by ``pack``; those of no article are left out."""
        if len(graphs) > len(self) / 2:  # it is quicker to read on
            wanted = frozenset(graphs)
            rows = self._db.execute("SELECT graph, quads FROM article ORDER BY id")
            yield from (row for row in rows if row[0] in wanted)
            return
        for graph in graphs:
            yield from self._db.execute("SELECT graph, quads FROM article WHERE graph = ?", (graph,))

    def issues(self) -> Iterator[tuple[str, Issue]]:
        """Key of the article and issue, for all that was in scope and could not be decided."""
        for key, text in self._db.execute("SELECT key, issues FROM article WHERE issues != '[]' ORDER BY key"):
            yield from ((key, issue) for issue in _issues(text))

    def revisions(self, graphs: Sequence[str]) -> list[tuple[str, str]]:
        """(graph, graph of the version before it) for those of these graphs that have one, in order."""
        sql = """SELECT graph, revises FROM article
                 WHERE graph IN (SELECT value FROM json_each(?)) AND revises IS NOT NULL ORDER BY graph"""
        return self._db.execute(sql, (json.dumps(list(graphs)),)).fetchall()

    def is_read_by(self, rules: str) -> bool:
        """Whether every article was read by these rules; looks at all of them."""
        return not self._db.execute("SELECT EXISTS (SELECT 1 FROM article WHERE rules != ?)", (rules,)).fetchone()[0]

    def versions(self) -> list[str]:
        """Versions of the extractor that articles were read with, in order."""
        # from one version to the next in the index: DISTINCT would read all of it
        sql = """WITH RECURSIVE found(version) AS (
                   SELECT min(version) FROM article UNION ALL
                   SELECT (SELECT min(version) FROM article a WHERE a.version > f.version) FROM found f
                   WHERE f.version IS NOT NULL)
                 SELECT version FROM found WHERE version IS NOT NULL"""
        return [row[0] for row in self._db.execute(sql)]

    def graphs_since(self, time: str) -> list[str]:
        """IRIs of the graphs of articles stored at that time (ISO 8601, UTC) or later, in order."""
        return [row[0] for row in self._db.execute("SELECT graph FROM article WHERE added >= ? ORDER BY 1", (time,))]

    def subjects_since(self, time: str) -> list[str]:
        """IRIs of the things that those articles say something of."""
        sql = """SELECT DISTINCT t.iri FROM article a JOIN fact f ON f.article = a.id JOIN term t ON t.id = f.subject
                 WHERE a.added >= ? ORDER BY 1"""
        return [row[0] for row in self._db.execute(sql, (time,))]

    def merges(self) -> list[tuple[str, str]]:
        return self._db.execute("SELECT minted, canonical FROM merge ORDER BY minted").fetchall()

    def decisions(self) -> list[Decision]:
        """Every record, in order; none in an archive that was last written to before there were decisions."""
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'decision'").fetchone():
            return []
        rows = self._db.execute(f"SELECT {', '.join(_DECISION)} FROM decision ORDER BY number")
        return [Decision(**dict(zip(_DECISION, row, strict=True))) for row in rows]

    def support(self, subject: str) -> list[Support]:
        """What all articles together contribute to one subject."""
        where = "f.subject = (SELECT id FROM term WHERE iri = ?)"
        return [Support(*row[1:5]) for row in self._db.execute(pending.summed(where), (subject,))]

    def outlets(self, keys: Sequence[str]) -> list[tuple[str, str, str, int, int]]:
        """Every value that articles claim and did not find wrong: (subject, predicate, object, outlets, others).

        ``outlets`` counts the independent voices that report it, ``others`` those that would without these articles.
        Articles of an unknown outlet count as one outlet, and copies of one text as one: nothing shows that they are
        independent.
        """
        sql = """
            WITH gone AS (SELECT id FROM article WHERE key IN (SELECT value FROM json_each(?1)))
            SELECT s.iri, p.iri, f.object, f.article, f.article IN gone
            FROM (SELECT DISTINCT subject, predicate, object FROM fact
                  WHERE article IN gone AND status IN ('p', 'n')) m
            JOIN fact f ON f.subject = m.subject AND f.predicate = m.predicate AND f.object = m.object
                       AND f.status IN ('p', 'n')
            JOIN term s ON s.id = m.subject JOIN term p ON p.id = m.predicate
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3"""
        rows = self._db.execute(sql, (json.dumps(list(keys)),)).fetchall()
        sources = copies.originals(self._db, {row[3] for row in rows})
        found = []
        for value, group in groupby(rows, key=lambda row: row[:3]):
            here = [(sources[article], gone) for _, _, _, article, gone in group]
            left = copies.voices(source for source, gone in here if not gone)
            found.append((*value, copies.voices(source for source, _ in here), left))
        return found

    def _records(self, where: str, *values: str) -> Iterator[Record]:
        sql = f"SELECT {_COLUMNS}, issues, version, rules FROM article WHERE {where}"
        for row in self._db.execute(sql, values):
            *columns, issues, version, rules = row
            named: dict[str, Any] = dict(zip(_COLUMNS.split(", "), columns, strict=True))
            yield Record(**named, issues=_issues(issues), version=version, rules=rules)

    # writing, inside a transaction

    def put(self, record: Record, packed: bytes, rows: Iterable[Row], added: str) -> None:
        """Add an article, in place of an earlier version with the same key if there is one; ``packed``: by ``pack``."""
        known = self._db.execute("SELECT 1 FROM article WHERE key = ?", (record.key,)).fetchone()
        if known:
            self.drop(record.key)
        issues = json.dumps([[i.code, i.span.start, i.span.end, i.detail] for i in record.issues], ensure_ascii=False)
        columns = [getattr(record, name) for name in _COLUMNS.split(", ")]
        values = [*columns, packed, issues, record.version, record.rules, added]
        sql = f"INSERT INTO article ({_COLUMNS}, quads, issues, version, rules, added) VALUES ({_marks(len(values))})"
        article = self._db.execute(sql, values).lastrowid
        self.pending.note_graph(record.graph, fresh=not known)
        ids: dict[str, int] = {}
        rows = list(rows)
        for subject in dict.fromkeys(row.subject for row in rows):
            ids[subject], fresh = self._intern(subject)
            self.pending.note_subject(ids[subject], fresh)
        for predicate in dict.fromkeys(row.predicate for row in rows):
            if predicate not in self._predicates:
                self._predicates[predicate], _ = self._intern(predicate)
        self._db.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((ids[row.subject], self._predicates[row.predicate], row.object, row.status, article) for row in rows),
        )

    def drop(self, key: str) -> None:
        """Take an article out with all it contributed."""
        article, graph = self._db.execute("SELECT id, graph FROM article WHERE key = ?", (key,)).fetchone()
        self.pending.note_graph(graph)
        self.pending.note_changed(article)
        self._db.execute("DELETE FROM fact WHERE article = ?", (article,))
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))

    def confirm_rules(self, key: str, version: str, rules: str) -> None:
        """Note that the present extractor reads an article as the archive has it."""
        self._db.execute("UPDATE article SET version = ?, rules = ? WHERE key = ?", (version, rules, key))

    def add_decision(self, decision: Decision) -> Decision:
        """Keep a decision, with the next number."""
        names = _DECISION[1:]
        sql = f"INSERT INTO decision ({', '.join(names)}) VALUES ({_marks(len(names))})"
        number = self._db.execute(sql, [getattr(decision, name) for name in names]).lastrowid
        return replace(decision, number=int(number or 0))

    def _intern(self, iri: str) -> tuple[int, bool]:
        """Number of an IRI, and whether it is new."""
        found = self._db.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
        if found:
            return int(found[0]), False
        return int(self._db.execute("INSERT INTO term (iri) VALUES (?)", (iri,)).lastrowid or 0), True


def _issues(text: str) -> tuple[Issue, ...]:
    parts: list[list[Any]] = json.loads(text)
    return tuple(Issue(code, Span(start, end), detail) for code, start, end, detail in parts)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
