"""The index: which words stand in which names and sentences, in one SQLite file or in memory.

It holds nothing that the graph does not hold. What a search finds, and in which order, is a function of the graph: rows
are numbered by what they say, never by when they came, so that shorter names and newer sentences come first.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Literal, NamedTuple

from kg.search.words import CLOSE, grams, likeness, spoken, words

Kind = Literal["person", "organization", "place", "sentence"]

VERSION = "1"

_TOKENS = "tokenize = \"ascii tokenchars ''''\""  # rows are words already, with spaces between
_SCHEMA = f"""
CREATE TABLE about (state TEXT NOT NULL, rules TEXT NOT NULL);
CREATE TABLE name (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL
);
CREATE INDEX name_iri ON name(iri);
CREATE VIRTUAL TABLE name_words USING fts5(words, content = '', columnsize = 0, {_TOKENS});
CREATE TABLE article (id INTEGER PRIMARY KEY, graph TEXT NOT NULL UNIQUE, source TEXT NOT NULL, day TEXT NOT NULL);
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL, article INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX sentence_article ON sentence(article);
CREATE VIRTUAL TABLE sentence_words USING fts5(words, content = '', columnsize = 0, detail = none, {_TOKENS});
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, spoken TEXT NOT NULL, uses INTEGER NOT NULL);
CREATE INDEX word_spoken ON word(spoken);
CREATE TABLE gram (gram TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
"""
_TABLES = ("about", "name", "name_words", "article", "sentence", "sentence_words", "word", "gram")

_FIRST_DAY = date(1900, 1, 1).toordinal()

_NAMES = 5_000  # that are looked at closely, the shortest first
_SENTENCES = 1_000  # likewise, the newest first
_ALIKE = 300  # words that may be a word typed wrongly, those with most letters in common first

Alike = Mapping[str, float]
"""Words of the graph that a word may stand for, with how close each comes to it."""


class Name(NamedTuple):
    """A name or sentence found. ``name``: the form that was compared; of a sentence the source of its article."""

    iri: str
    kind: Kind
    label: str
    name: str


class Index:
    """Over an open connection. Changes are made inside ``transaction``."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._uses: Counter[str] = Counter()

    def close(self) -> None:
        self._db.close()

    def about(self) -> tuple[str, str] | None:
        """The state of the graph and the rules it was made of and by; None if it is not made yet."""
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            return None
        found: tuple[str, str] | None = self._db.execute("SELECT state, rules FROM about").fetchone()
        return found

    @contextmanager
    def transaction(self, state: str, rules: str) -> Iterator[None]:
        """All or nothing; when it is left the index is of this state."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._count_words()
            self._db.execute("DELETE FROM about")
            self._db.execute("INSERT INTO about VALUES (?, ?)", (state, rules))
        except BaseException:
            self._uses.clear()
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # writing

    def empty(self) -> None:
        for table in _TABLES:
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in filter(str.strip, _SCHEMA.split(";\n")):
            self._db.execute(statement)

    def add_names(self, names: Iterable[Name]) -> None:
        for found in names:
            text = " ".join(words(found.name))
            if self._new("name", number := _name_number(found, text)):
                self._db.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?)", (number, *found))
                self._db.execute("INSERT INTO name_words (rowid, words) VALUES (?, ?)", (number, text))
                self._use(text, 1)

    def drop_thing(self, iri: str) -> None:
        """Forget the names of a thing."""
        for number, name in self._db.execute("SELECT id, name FROM name WHERE iri = ?", (iri,)).fetchall():
            self._drop("name", number, name)

    def add_article(self, graph: str, source: str, day: str) -> int:
        """``day``: ISO date it was published, "" if unknown. Gives its number."""
        sql = "INSERT INTO article (graph, source, day) VALUES (?, ?, ?)"
        return int(self._db.execute(sql, (graph, source, day)).lastrowid or 0)

    def add_sentence(self, article: int, day: str, iri: str, sentence: str) -> None:
        text = " ".join(words(sentence))
        if self._new("sentence", number := _sentence_number(iri, day)):
            shown = " ".join(sentence.split())
            self._db.execute("INSERT INTO sentence VALUES (?, ?, ?, ?)", (number, iri, article, shown))
            self._db.execute("INSERT INTO sentence_words (rowid, words) VALUES (?, ?)", (number, text))
            self._use(text, 1)

    def drop_article(self, graph: str) -> None:
        """Forget an article and its sentences."""
        found = self._db.execute("SELECT id FROM article WHERE graph = ?", (graph,)).fetchone()
        if found:
            rows = self._db.execute("SELECT id, text FROM sentence WHERE article = ?", found).fetchall()
            for number, sentence in rows:
                self._drop("sentence", number, sentence)
            self._db.execute("DELETE FROM article WHERE id = ?", found)

    def _new(self, table: str, number: int) -> bool:
        return not self._db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (number,)).fetchone()

    def _drop(self, table: str, number: int, text: str) -> None:
        text = " ".join(words(text))
        self._db.execute(
            f"INSERT INTO {table}_words ({table}_words, rowid, words) VALUES ('delete', ?, ?)", (number, text)
        )
        self._db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
        self._use(text, -1)

    def _use(self, text: str, times: int) -> None:
        for word in set(text.split()):
            self._uses[word] += times

    def _count_words(self) -> None:
        """Note how many rows have each word; a word that none has any more is forgotten."""
        changed = sorted((word, times) for word, times in self._uses.items() if times)
        self._uses.clear()
        known = self._numbers([word for word, _ in changed])
        new = [(word, spoken(word), times) for word, times in changed if word not in known]
        self._db.executemany("INSERT INTO word (word, spoken, uses) VALUES (?, ?, ?)", new)
        added = self._numbers([word for word, _, _ in new])
        self._db.executemany(
            "INSERT INTO gram VALUES (?, ?)",
            sorted((gram, number) for word, number in added.items() for gram in grams(word)),
        )
        self._db.executemany(
            "UPDATE word SET uses = uses + ? WHERE id = ?",
            ((times, known[word]) for word, times in changed if word in known),
        )
        gone = self._db.execute(
            "SELECT id, word FROM word WHERE uses <= 0 AND id IN (SELECT value FROM json_each(?))",
            (json.dumps([known[word] for word, times in changed if times < 0 and word in known]),),
        ).fetchall()
        self._db.executemany(
            "DELETE FROM gram WHERE gram = ? AND word = ?",
            ((gram, number) for number, word in gone for gram in grams(word)),
        )
        self._db.executemany("DELETE FROM word WHERE id = ?", ((number,) for number, _ in gone))

    def _numbers(self, found: Sequence[str]) -> dict[str, int]:
        sql = "SELECT word, id FROM word WHERE word IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(sql, (json.dumps(found),)).fetchall())

    # reading

    def alike(self, word: str) -> Alike:
        """The words of the graph that come close to a folded word."""
        sql = """SELECT word FROM word WHERE word = ?1 OR spoken = ?2 UNION ALL
                 SELECT word FROM (
                   SELECT w.word, count(*) AS shared FROM gram g JOIN word w ON w.id = g.word
                   WHERE g.gram IN (SELECT value FROM json_each(?3)) GROUP BY g.word HAVING shared >= ?4
                   ORDER BY shared DESC, w.word LIMIT ?5)"""
        wanted = set() if word.isdecimal() else grams(word)
        values = (word, spoken(word), json.dumps(sorted(wanted)), _shared(word), _ALIKE)
        scored = {found: likeness(word, found) for (found,) in self._db.execute(sql, values)}
        return {found: score for found, score in sorted(scored.items()) if score >= CLOSE}

    def names_of(self, alike: Sequence[Alike], kinds: Collection[str], *, every: bool) -> list[Name]:
        """Names that have, for every word (or any), one that is like it; the shortest first."""
        sql = """SELECT n.iri, n.kind, n.label, n.name FROM name_words w JOIN name n ON n.id = w.rowid
                 WHERE w.name_words MATCH ? AND n.kind IN (SELECT value FROM json_each(?)) ORDER BY w.rowid LIMIT ?"""
        return self._names(sql, _match(alike, every=every), sorted(kinds), _NAMES)

    def names_beginning(self, text: str, kinds: Collection[str], limit: int, *, inside: bool) -> list[Name]:
        """Names that begin so, or have a word that does; the shortest first."""
        sql = """SELECT n.iri, n.kind, n.label, n.name FROM name_words w JOIN name n ON n.id = w.rowid
                 WHERE w.name_words MATCH ? AND n.kind IN (SELECT value FROM json_each(?)) ORDER BY w.rowid LIMIT ?"""
        asked = " ".join(words(text))
        return self._names(sql, f"{'' if inside else '^ '}{_quoted(asked)} *", sorted(kinds), limit) if asked else []

    def _names(self, sql: str, match: str, kinds: Sequence[str], limit: int) -> list[Name]:
        return [Name(*row) for row in self._db.execute(sql, (match, json.dumps(kinds), limit))] if match else []

    def sentences_of(self, alike: Sequence[Alike], limit: int = _SENTENCES) -> list[Name]:
        """Sentences that have, for every word, one that is like it; the newest first."""
        sql = """SELECT s.iri, 'sentence', s.text, a.source FROM sentence_words w JOIN sentence s ON s.id = w.rowid
                 JOIN article a ON a.id = s.article WHERE w.sentence_words MATCH ? ORDER BY w.rowid LIMIT ?"""
        match = _match(alike, every=True)
        return [Name(*row) for row in self._db.execute(sql, (match, limit))] if match else []


def _match(alike: Sequence[Alike], *, every: bool) -> str:
    """An expression of FTS5: for every word, or any, one of those like it. "" if that is nothing."""
    groups = [f"({' OR '.join(map(_quoted, each))})" for each in alike if each]
    if every and len(groups) < len(alike):
        return ""
    return (" AND " if every else " OR ").join(groups)


def _quoted(text: str) -> str:
    """A string of FTS5: nothing in it is syntax."""
    return '"' + text.replace('"', '""') + '"'


def _shared(word: str) -> int:
    """How many grams a word must have in common with one it may be: a wrong letter spoils three, a turned pair four."""
    return max(1, len(word) - (4 if len(word) < 8 else 7))


def _hash(text: str, bits: int) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - bits)


def _name_number(name: Name, text: str) -> int:
    return min(len(text), 1_023) << 53 | _hash("\x1f".join(name), 53)


def _sentence_number(iri: str, day: str) -> int:
    try:
        since = date.fromisoformat(day + "-01-01"[len(day) - 4 :]).toordinal() - _FIRST_DAY
        age = 65_534 - min(max(since, 0), 65_534)
    except ValueError:
        age = 65_535
    return age << 47 | _hash(iri, 47)
