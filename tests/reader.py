"""Reads a stretch of body text as the extractors do, without the layout of a whole article around it."""

from __future__ import annotations

import csv
from pathlib import Path

from kg import gazetteer, vocab
from kg.extract import document, lexicon
from kg.extract.chunks import chunker
from kg.extract.completion import complete_areas, complete_units
from kg.extract.coreference import resolve
from kg.extract.findings import Layout, Organization, Person, Place
from kg.extract.grammar import Grammar, grammar
from kg.extract.organizations import find_organizations
from kg.extract.persons import find_mentions
from kg.extract.places import find_places
from kg.extract.units import UnitRef
from kg.model import Span


def grammar_of(text: str) -> Grammar:
    """The grammar over ``text``, all of it body."""
    words = vocab.load()
    known = lexicon.of(words)
    layout = Layout(((Span(0, len(text)), "body"),), ())
    doc = document.build(text, layout, words.abbreviations, known.single_titles)
    return grammar(chunker(doc, known, gazetteer.load(), words.unit_kinds))


def persons(text: str) -> list[Person]:
    reader = grammar_of(text)
    mentions = find_mentions(reader, vocab.load())
    complete_units(reader, mentions)
    complete_areas(reader, mentions)
    return resolve(reader, mentions)


def organizations(text: str) -> list[Organization]:
    reader = grammar_of(text)
    return find_organizations(reader, find_mentions(reader, vocab.load()))[0]


def places(text: str) -> list[Place]:
    reader = grammar_of(text)
    mentions = find_mentions(reader, vocab.load())
    doc = reader.chunker.doc
    units = [c.value for a, b in doc.ranges for c in reader.chunker.chunks(a, b) if isinstance(c.value, UnitRef)]
    return find_places(reader, mentions, units + [u for m in mentions for o in m.offices for u in o.units])


def row(person: Person) -> dict[str, str]:
    """One person as a row of a table; several values of a column joined by " + "."""

    def labels(property: str) -> str:
        return " + ".join(dict.fromkeys(v.label for p, v in person.properties if p == property))

    values = {property: labels(property) for property in ("rank", "role", "unit", "area")}
    return {"name": person.name, **values, "pillar": person.pillar or ""}


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table of cases; lines that begin with # are remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
