"""Which articles a snapshot has, by day, and which of them say what of a thing: counted whole, the newest first.

Numbers of articles are those of the archive, which may know more than the snapshot does: what is not on the shelf is
not shown yet.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.evidence import ORDER
from kg.lookup import select
from kg.ns import RDF
from kg.rdf.terms import text_of
from kg.serve.state import View

_CLAIMED = dict(zip("pnd", ORDER, strict=True))  # statuses of the archive's facts that are claims


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles by number -> key; key -> ISO date of publication, "" if unknown; number -> place in order, the newest
    first, those without a date at the end."""

    keys: Mapping[int, str]
    days: Mapping[str, str]
    places: Mapping[int, int]

    def day_of(self, iri: str) -> str:
        """Of the article that a statement or event (…/KEY/local) was read from; "" if unknown."""
        return self.days.get(iri.rpartition("/")[0].rpartition("/")[2], "")

    def newest(self, numbers: Iterable[int], most: int | None = None) -> list[int]:
        place = self.places.__getitem__
        return sorted(numbers, key=place) if most is None else heapq.nsmallest(most, numbers, key=place)

    def span(self, numbers: Iterable[int]) -> tuple[str, str]:
        """The first and the last day of these; "" if none has one."""
        days = [day for number in numbers if (day := self.days[self.keys[number]])]
        return (min(days), max(days)) if days else ("", "")


class Backing(NamedTuple):
    """The articles that claim one value of one thing with one status."""

    subject: str  # IRI that these articles have for the thing
    predicate: str
    term: str  # the value, as N-Triples has it
    status: str
    articles: list[int]

    @property
    def object(self) -> str:
        """The value: IRI or text."""
        return text_of(self.term)


def shelf(view: View) -> Shelf:
    return view.once("shelf", _shelf)


def _shelf(view: View) -> Shelf:
    base = view.minter.article("")
    days = {iri.removeprefix(base): "" for (iri,) in select(view, "SELECT ?a WHERE { ?a a schema:NewsArticle }")}
    dated = select(view, "SELECT ?a ?day WHERE { ?a schema:datePublished ?day }")
    days |= {key: day for iri, day in dated if (key := iri.removeprefix(base)) in days}
    numbers = view.archive.db.execute("SELECT id, key FROM article")
    keys = {number: key for number, key in numbers if key in days}
    order = sorted(keys, key=lambda number: (days[keys[number]], keys[number]), reverse=True)
    return Shelf(keys, days, {number: place for place, number in enumerate(order)})


_NEXT = """SELECT predicate, object, status FROM fact
    WHERE subject = ? AND (predicate, object, status) > (?, ?, ?) ORDER BY predicate, object, status LIMIT 1"""
_GIVING = "SELECT article FROM fact WHERE subject = ? AND predicate = ? AND object = ? AND status = ?"


def backing(view: View, own: Collection[str]) -> list[Backing]:
    """What articles claim of a thing, by any of its IRIs, in the order of the archive."""
    db, known = view.archive.db, shelf(view).keys
    found = []
    for iri in own:
        for subject, predicate, obj, status in _values(view, iri):
            if status in _CLAIMED:
                given = db.execute(_GIVING, (subject, predicate, obj, status))
                if numbers := [number for (number,) in given if number in known]:
                    named = db.execute("SELECT iri FROM term WHERE id = ?", (predicate,)).fetchone()[0]
                    found.append(Backing(iri, named, obj, _CLAIMED[status], numbers))
    return found


def _values(view: View, iri: str) -> Iterator[tuple[int, int, str, str]]:
    """(Subject, predicate, object, status) of each value, from one to the next: not by way of all articles."""
    db = view.archive.db
    row = db.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
    at: tuple[int, str, str] | None = (-1, "", "") if row else None
    while at := db.execute(_NEXT, (row[0], *at)).fetchone() if at else None:
        yield (row[0], *at)


_NAMING = """SELECT article FROM fact WHERE status = 's' AND subject = (SELECT id FROM term WHERE iri = ?)
    AND predicate = (SELECT id FROM term WHERE iri = ?)"""


def naming(view: View, own: Collection[str]) -> list[int]:
    """Numbers of all articles that speak of a thing, by any of its IRIs; the newest first."""
    known, db = shelf(view), view.archive.db
    found = {number for iri in own for (number,) in db.execute(_NAMING, (iri, RDF + "type")) if number in known.keys}
    return known.newest(found)
