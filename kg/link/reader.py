"""Profiles from the archive: what the articles together say of each thing that can be one with another.

Reads the tables ``article``, ``term`` and ``fact`` of the archive, and keeps beside them when each article is from and
where it reports from (``identity_article``), so that a thing of a thousand articles is read in one go.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from kg.link.keys import name_key
from kg.link.profile import DISTRICT, REGENCY, Held, Kind, Profile
from kg.ns import FOAF, ORG, RDF, RDFS, SCHEMA, SKOS, TP
from kg.rdf.iris import Minter
from kg.rdf.terms import text_of

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

_TYPE = RDF + "type"
_LABEL = RDFS + "label"
_ENTITY = {"person": TP + "Person", "place": TP + "Place", "event": TP + "Event"}
_NAMES = frozenset({FOAF + "name", SCHEMA + "name", SKOS + "altLabel"})
_CATEGORY = frozenset(TP + name for name in ("role", "unitKind", "level", "eventType"))
_UNITS = frozenset({TP + "unit", ORG + "unitOf", TP + "organiser"})
_AREAS = frozenset({TP + "assignedArea", SCHEMA + "containedInPlace", TP + "place"})
_WANTED = (
    *_NAMES, *_CATEGORY, *_UNITS, *_AREAS, _TYPE, _LABEL,
    TP + "element", TP + "militaryRank", TP + "eventDate", TP + "participant",
)  # fmt: skip
_PUBLISHED, _EVENT_DATE, _PLACE, _MENTIONS = (
    SCHEMA + "datePublished",
    TP + "eventDate",
    TP + "place",
    SCHEMA + "mentions",
)

_Row = tuple[int, str, str, int]  # subject, predicate, object, article, 0 where it does not matter


class Reader:
    """Reads profiles through one connection to the archive."""

    def __init__(self, db: sqlite3.Connection, vocab: Vocabulary, minter: Minter) -> None:
        self._db = db
        self._area = minter.area("00")[:-2]
        self._kinds: dict[str, Kind] = {
            self._area: "place",
            f"{minter.base}place/": "place",
            f"{minter.base}unit/": "unit",
            f"{minter.base}person/": "person",
            f"{minter.base}event/": "event",
        }
        listed = (vocab.posts, vocab.unit_kinds, vocab.levels, vocab.activities)
        self._notations = {c.iri: str(c.notation) for table in listed for c in table.values()}
        self._labels: dict[str, str] = {}

    def kind(self, iri: str) -> Kind | None:
        """What kind of thing an IRI is of, as far as identity goes; None for articles, statements, concepts …"""
        return next((kind for prefix, kind in self._kinds.items() if iri.startswith(prefix)), None)

    def profiles(self, subjects: Sequence[int]) -> Iterator[tuple[int, Profile]]:
        """Profiles of these subjects, in order of their numbers; what no article speaks of any more has none."""
        for start in range(0, len(subjects), 5_000):
            chunk = json.dumps(subjects[start : start + 5_000])
            iris = dict(
                self._db.execute("SELECT id, iri FROM term WHERE id IN (SELECT value FROM json_each(?))", (chunk,))
            )
            # hundreds of articles may speak of one listed area, and no matter which: its values are read once each
            listed = [subject for subject, iri in iris.items() if iri.startswith(self._area)]
            others = sorted(iris.keys() - set(listed))
            rows = sorted([*self._rows(others), *self._values(listed)])
            contexts = {0: ("", ()), **self._contexts(row[3] for row in rows if row[3])}
            for subject, group in groupby(rows, key=lambda row: row[0]):
                kind = self.kind(iris[subject])
                if kind and (made := self._profile(iris[subject], kind, list(group), contexts)):
                    yield subject, made

    def _rows(self, subjects: Sequence[int]) -> list[_Row]:
        """What articles say of these subjects and did not find wrong: (subject, predicate, object, article)."""
        sql = f"""SELECT DISTINCT f.subject, p.iri, f.object, f.article FROM fact f JOIN term p ON p.id = f.predicate
                  WHERE f.subject IN (SELECT value FROM json_each(?)) AND f.status != 'd'
                    AND f.predicate IN (SELECT id FROM term WHERE iri IN ({", ".join("?" * len(_WANTED))}))"""
        return self._db.execute(sql, (json.dumps(subjects), *_WANTED)).fetchall()

    def _values(self, subjects: Sequence[int]) -> list[_Row]:
        """The same with 0 for the article, each value once: the index is asked for the next value, so that what a
        thousand articles say alike is not read a thousand times."""
        sql = f"""WITH RECURSIVE asked(s, p) AS (
                    SELECT s.value, t.id FROM json_each(?) s, term t WHERE t.iri IN ({", ".join("?" * len(_WANTED))})
                  ), held(s, p, o) AS (
                    SELECT s, p, (SELECT min(object) FROM fact WHERE subject = s AND predicate = p) FROM asked
                    UNION ALL
                    SELECT s, p, (SELECT min(object) FROM fact WHERE subject = s AND predicate = p AND object > o)
                    FROM held WHERE o IS NOT NULL
                  )
                  SELECT s, t.iri, o, 0 FROM held JOIN term t ON t.id = p WHERE EXISTS (
                    SELECT 1 FROM fact WHERE subject = s AND predicate = p AND object = o AND status != 'd'
                  )"""
        return self._db.execute(sql, (json.dumps(subjects), *_WANTED)).fetchall()

    def _profile(
        self, iri: str, kind: Kind, rows: list[_Row], contexts: dict[int, tuple[str, tuple[str, ...]]]
    ) -> Profile | None:
        values: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        for _, predicate, obj, article in rows:
            values[predicate].setdefault(obj, []).append(article)
        if kind in _ENTITY and f"<{_ENTITY[kind]}>" not in values[_TYPE]:
            return None  # "RT 07": named beside the entities of an article, and nothing outside it
        listed = kind == "place" and iri.startswith(self._area)
        articles = () if listed else {row[3] for row in rows}
        ranks = []
        for rank, given in values[TP + "militaryRank"].items():
            days = sorted(filter(None, (contexts[article][0] for article in given)))
            ranks.append(Held(rank[1:-1].removeprefix(TP), *((days[0], days[-1]) if days else ("", ""))))
        label = min((text_of(o) for o in values[_LABEL]), default="")
        return Profile(
            iri, kind, label,
            names=_names(kind, values, label),
            categories=tuple(sorted({self._notation(o) for p in _CATEGORY for o in values[p]})),
            pillars=tuple(sorted(o[1:-1].removeprefix(TP + "unsur") for o in values[TP + "element"])),
            ranks=tuple(sorted(ranks)),
            units=tuple(sorted({name for p in _UNITS for o in values[p] if (name := self._name(o))})),
            areas=tuple(sorted({self._where(o) for p in _AREAS for o in values[p] if o.startswith("<")})),
            context=tuple(sorted({region for article in articles for region in contexts[article][1]})),
            days=tuple(sorted(text_of(o) for o in values[TP + "eventDate"])),
            people=tuple(sorted({name for o in values[TP + "participant"] if (name := self._name(o))})),
        )  # fmt: skip

    def _notation(self, term: str) -> str:
        iri = term[1:-1]
        return self._notations.get(iri) or iri.rpartition("/")[2]

    def _where(self, term: str) -> str:
        iri = term[1:-1]
        return iri.removeprefix(self._area) if iri.startswith(self._area) else f"={self._name(term)}"

    def _name(self, term: str) -> str:
        """Name key of the thing a term stands for, "" for a literal."""
        if not term.startswith("<"):
            return ""
        iri = term[1:-1]
        if iri not in self._labels:
            self._labels[iri] = name_of(self._db, iri)
        return self._labels[iri]

    # when an article is from, and where it reports from

    def _contexts(self, articles: Iterable[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Article -> (day, codes of where it reports from); made and kept for articles met for the first time."""
        wanted = json.dumps(sorted(set(articles)))
        sql = "SELECT article, day, regions FROM identity_article WHERE article IN (SELECT value FROM json_each(?))"
        known = {article: (day, tuple(regions.split())) for article, day, regions in self._db.execute(sql, (wanted,))}
        new = [article for article in json.loads(wanted) if article not in known]
        made = {article: self._context(article) for article in new}
        rows = ((article, day, " ".join(regions)) for article, (day, regions) in made.items())
        self._db.executemany("INSERT INTO identity_article VALUES (?, ?, ?)", rows)
        return {**known, **made}

    def _context(self, article: int) -> tuple[str, tuple[str, ...]]:
        sql = """SELECT p.iri, f.object FROM fact f JOIN term p ON p.id = f.predicate
                 WHERE f.article = ? AND p.iri IN (?, ?, ?, ?) AND f.status != 'd' ORDER BY p.iri, f.object"""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for predicate, obj in self._db.execute(sql, (article, _PUBLISHED, _EVENT_DATE, _PLACE, _MENTIONS)):
            found[predicate].append(obj)
        days = [day for predicate in (_PUBLISHED, _EVENT_DATE) for o in found[predicate] if (day := _day(text_of(o)))]
        return (days[0] if days else ""), self._spots(found[_PLACE]) or self._only(self._spots(found[_MENTIONS]))

    def _spots(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Codes of kecamatan, and of regencies in which no kecamatan is named."""
        prefix = f"<{self._area}"
        codes = {term[len(prefix) : -1][:DISTRICT] for term in terms if term.startswith(prefix)}
        inside = {code[:REGENCY] for code in codes if len(code) == DISTRICT}
        return tuple(sorted(code for code in codes if len(code) >= REGENCY and code not in inside))

    def _only(self, spots: tuple[str, ...]) -> tuple[str, ...]:
        """The one kecamatan or, of several, the one regency that areas named in passing lie in; else nothing."""
        regencies = {spot[:REGENCY] for spot in spots}
        if len(regencies) != 1:
            return ()
        return spots if len(spots) == 1 else tuple(regencies)


def name_of(db: sqlite3.Connection, iri: str) -> str:
    """Name key of a thing: the same in every article, since its IRI rests on it. "" if no article names it."""
    sql = """SELECT min(object) FROM fact WHERE subject = (SELECT id FROM term WHERE iri = ?)
             AND predicate = (SELECT id FROM term WHERE iri = ?)"""
    found = db.execute(sql, (iri, _LABEL)).fetchone()[0]
    return name_key(text_of(found)) if found else ""


def _names(kind: Kind, values: dict[str, dict[str, list[int]]], label: str) -> tuple[str, ...]:
    """Full names; a short form of one article ("Asep") is no name of a person in another."""
    full = {name_key(text_of(o)) for p in (FOAF + "name", SCHEMA + "name") for o in values[p]}
    other = {name_key(text_of(o)) for o in values[SKOS + "altLabel"]}
    full |= {name for name in other if kind != "person" or " " in name}
    return tuple(sorted(filter(None, full or {name_key(label)})))


def _day(text: str) -> str:
    """The first day of an ISO date of any precision; "" if it is none."""
    padded = text[:10] + "-01-01" if len(text) == 4 else text[:10] + "-01"
    try:
        return date.fromisoformat(padded[:10]).isoformat()
    except ValueError:
        return ""
