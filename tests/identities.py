"""An archive without a store, in which articles and decisions come and go: identity is tested without the rest."""

from __future__ import annotations

from pathlib import Path

import graphs

from kg import identify
from kg.archive import Archive, Record
from kg.decisions import Decision, Verdict
from kg.model import Article
from kg.rdf.iris import Minter
from kg.reading import Reader, Reading

MINTER = Minter()


def read(article: Article, name: str) -> tuple[Record, Reading]:
    reading = Reader(MINTER.base, extract=graphs.extract)(article)
    assert isinstance(reading, Reading), reading
    record = Record(
        article.key, name, None, article.url, None, None, None, None, article.sha256, article.text, reading.outlet,
        MINTER.article_graph(article.key, article.sha256), None, (), "0", "0",
    )  # fmt: skip
    return record, reading


class Identities:
    """``settle`` works out what follows from the changes since it was last called."""

    def __init__(self, folder: Path) -> None:
        self.archive = Archive(folder / "articles.sqlite", write=True)

    def put(self, text: str, name: str) -> None:
        self.put_article(graphs.article(text, name, url=f"https://x.id/{name}"), name)

    def put_article(self, article: Article, name: str) -> None:
        record, reading = read(article, name)
        with self.archive.transaction():
            self.archive.put(record, reading.packed, reading.rows, "")

    def drop(self, name: str) -> None:
        (record,) = self.archive.find(name)
        with self.archive.transaction():
            self.archive.drop(record.key)

    def decide(self, verdict: Verdict, one: str = "", other: str = "", undoes: int | None = None) -> int:
        with self.archive.transaction():
            made = Decision(0, verdict, one, other, "Rina", "2025-05-01T09:00:00+07:00", undoes=undoes)
            return identify.decide(self.archive, made, MINTER).number

    def settle(self) -> dict[str, str]:
        with self.archive.transaction():
            identify.update(self.archive, MINTER)
        with self.archive.transaction():
            self.archive.pending.clear()
        return dict(self.archive.merges())

    def state(self) -> tuple[object, ...]:
        """All that identity came to, without the numbers that depend on the order of reading."""
        db = self.archive.db
        pairs = """SELECT min(a.iri, b.iri), max(a.iri, b.iri), p.block, p.weight
                   FROM identity_pair p JOIN identity_node a ON a.subject = p.one
                   JOIN identity_node b ON b.subject = p.other ORDER BY 1, 2, 3"""
        blocks = """SELECT block, iri FROM identity_block JOIN identity_node USING (subject) ORDER BY 1, 2"""
        profiles = "SELECT iri, profile FROM identity_node ORDER BY iri"
        return (self.archive.merges(), *(db.execute(sql).fetchall() for sql in (pairs, blocks, profiles)))
