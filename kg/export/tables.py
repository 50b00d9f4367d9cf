"""The graph as tables, one a class: what each row says, read thing by thing, so that memory stays small.

Things come in the order of their IRIs, what articles say in the order of the text. Several values of one column are
joined by "; ". Names of columns are promised: other people's scripts read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.export.cells import Cell
from kg.export.reader import MANY, Reader
from kg.export.source import Source
from kg.lookup import local_name
from kg.ns import ORG, RDF, SCHEMA, SKOS, TP

Row = tuple[Cell, ...]


class Table(NamedTuple):
    rows: Callable[[Reader], Iterator[Row]]
    names: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.names.split())


def _articles(reader: Reader) -> Iterator[Row]:
    for iri in reader.members(SCHEMA + "NewsArticle"):
        header = (
            SCHEMA + "headline",
            TP + "publisherName",
            SCHEMA + "author",
            SCHEMA + "dateline",
            SCHEMA + "datePublished",
        )
        reports = len(reader.values(iri, TP + "reports"))
        yield (
            iri,
            reader.source_of(iri),
            *(reader.joined(iri, p) for p in header),
            reader.names(iri, TP + "topic"),
            reports,
        )


def _persons(reader: Reader) -> Iterator[Row]:
    for iri in reader.members(TP + "Person"):
        yield (
            iri, reader.name(iri), reader.joined(iri, SKOS + "altLabel"), reader.joined(iri, TP + "honorific"),
            reader.joined(iri, TP + "degree"), reader.names(iri, TP + "militaryRank"), reader.names(iri, TP + "role"),
            reader.pillars(iri), reader.names(iri, TP + "unit"), reader.names(iri, TP + "assignedArea"),
            len(reader.pointing(iri, TP + "participant")), *reader.where_read(reader.articles(iri)),
        )  # fmt: skip


def _units(reader: Reader) -> Iterator[Row]:
    for iri in reader.members(TP + "Organization"):
        yield (
            iri, reader.name(iri), reader.joined(iri, SKOS + "altLabel"), reader.names(iri, TP + "unitKind"),
            reader.pillars(iri), reader.names(iri, ORG + "unitOf"), len(reader.pointing(iri, TP + "unit")),
            *reader.where_read(reader.articles(iri)),
        )  # fmt: skip


def _places(reader: Reader) -> Iterator[Row]:
    for iri in reader.members(TP + "Place"):
        yield (
            iri, reader.name(iri), reader.joined(iri, SKOS + "altLabel"), reader.names(iri, TP + "level"),
            reader.joined(iri, TP + "kemendagriCode"), reader.names(iri, SCHEMA + "containedInPlace"),
            len(reader.pointing(iri, TP + "place")), *reader.where_read(reader.articles(iri)),
        )  # fmt: skip


def _events(reader: Reader) -> Iterator[Row]:
    for iri in reader.members(TP + "Event"):
        places = reader.values(iri, TP + "place")
        yield (
            iri, reader.names(iri, TP + "eventType"), reader.joined(iri, TP + "eventDate"),
            reader.joined(iri, TP + "weekday"), reader.names(iri, TP + "place"),
            MANY.join(code for place in places for code in reader.values(place, TP + "kemendagriCode")),
            reader.joined(iri, TP + "venue"), reader.names(iri, TP + "organiser"),
            reader.names(iri, TP + "participant"),
            *reader.where_read(reader.articles(iri)),
        )  # fmt: skip


def _participations(reader: Reader) -> Iterator[Row]:
    for event in reader.members(TP + "Event"):
        what = (
            reader.names(event, TP + "eventType"),
            reader.joined(event, TP + "eventDate"),
            reader.names(event, TP + "place"),
        )
        for part in ("organiser", "participant"):
            for iri in reader.values(event, TP + part):
                yield event, *what, part, iri, reader.name(iri), reader.names(iri, TP + "role"), reader.pillars(iri)


def _statements(reader: Reader) -> Iterator[Row]:
    for graph in reader.article_graphs():
        for iri in graph.members(TP + "Statement"):
            speaker = graph.canonical(graph.one(iri, TP + "speaker"))
            topics = MANY.join(reader.name(topic) for topic in graph.all(iri, TP + "topic"))
            yield (
                iri, speaker, reader.name(speaker) if speaker else "",
                "direct" if graph.one(iri, TP + "direct") == "true" else "indirect",
                " ".join(graph.one(iri, SCHEMA + "text").split()), topics,
                graph.canonical(graph.one(iri, TP + "saidAt")), graph.article, reader.source_of(graph.article),
            )  # fmt: skip


def _claims(reader: Reader) -> Iterator[Row]:
    for graph in reader.article_graphs():
        outlet = reader.joined(graph.article, TP + "publisherName")
        published = reader.joined(graph.article, SCHEMA + "datePublished")
        for iri in graph.members(TP + "Claim"):
            subject, value = graph.canonical(graph.one(iri, RDF + "subject")), graph.one(iri, RDF + "object")
            yield (
                iri, subject, reader.name(subject), local_name(graph.one(iri, RDF + "predicate")),
                value if (iri, value) in graph.literals else graph.canonical(value), graph.one(iri, TP + "valueLabel"),
                graph.status(iri), local_name(graph.one(iri, TP + "rankReason")),
                float(graph.one(iri, TP + "confidence") or 0), graph.one(iri, TP + "rule"),
                graph.number(iri, TP + "beginIndex"), graph.number(iri, TP + "endIndex"), graph.sentence(iri),
                graph.article, reader.source_of(graph.article), outlet, published,
            )  # fmt: skip


def _conflicts(reader: Reader) -> Iterator[Row]:
    for graph in reader.article_graphs():
        for iri in graph.members(TP + "Conflict"):
            subject = graph.canonical(graph.one(iri, RDF + "subject"))
            for claim in graph.all(iri, TP + "conflictingClaim"):
                yield (
                    iri, subject, reader.name(subject), graph.one(iri, TP + "about"),
                    graph.one(claim, TP + "valueLabel"), graph.status(claim),
                    local_name(graph.one(claim, TP + "rankReason")), graph.sentence(claim), graph.article,
                    reader.source_of(graph.article),
                )  # fmt: skip


_READ = ("articles", "first", "last", "source")

TABLES: dict[str, Table] = {
    "articles": Table(_articles, "article source title publisher author dateline published topics events"),
    "persons": Table(
        _persons,
        "person name other_names honorific degree rank role pillar unit area events articles first last source",
    ),
    "units": Table(_units, "unit name other_names kind pillar parent persons articles first last source"),
    "places": Table(_places, "place name other_names level code within events articles first last source"),
    "events": Table(
        _events,
        "event activity date weekday place code venue organisers participants articles first last source",
    ),
    "participations": Table(_participations, "event activity date place part participant name role pillar"),
    "statements": Table(_statements, "statement speaker name kind text topics event article source"),
    "claims": Table(
        _claims,
        "claim subject name property value label status reason confidence rule begin end sentence article source"
        " publisher published",
    ),
    "conflicts": Table(_conflicts, "conflict subject name about value status reason sentence article source"),
}
"""The tables by name."""

WHOLE_NUMBERS = frozenset({"articles", "events", "persons", "begin", "end"})
NUMBERS = frozenset({"confidence"})
"""Columns that hold numbers, wherever they stand."""


def rows(source: Source, table: str) -> Iterator[Row]:
    return TABLES[table].rows(Reader(source))
