"""An article to read: its text cut at every place where a fact begins or ends, each piece with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.evidence import Claim, Words, claims
from kg.lookup import Label, select
from kg.ns import SCHEMA, TP
from kg.serve.state import View

_KINDS = {TP + "Person": "person", TP + "Organization": "organization", TP + "Place": "place"}


class Piece(NamedTuple):
    """Text with one meaning. ``iri`` is the thing it names, "" if none; ``first``: the marked words begin here."""

    text: str
    iri: str
    kind: str
    marked: bool
    first: bool
    sentence: bool


class Told(NamedTuple):
    """A fact of the article for the list beside it."""

    subject: str
    subject_label: str
    property: Label
    value: str  # IRI, "" for a literal
    label: str
    status: str
    start: int
    end: int
    now: bool  # this is the one whose words are marked


@dataclass(frozen=True, slots=True)
class Reading:
    iri: str
    title: str
    publisher: str
    outlet: str  # IRI, "" if unknown
    published: str
    source: str
    url: str
    pieces: tuple[Piece, ...]
    told: tuple[Told, ...]

    def by_subject(self) -> dict[str, list[Told]]:
        """The facts by what they speak of, in the order of the text."""
        found: dict[str, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.subject, []).append(told)
        return found

    def beside(self, step: int) -> Told | None:
        """The fact before (-1) or after (1) the marked one, or the first."""
        now = next((n for n, told in enumerate(self.told) if told.now), None)
        at = 0 if now is None else now + step
        return self.told[at] if 0 <= at < len(self.told) else None


def read(view: View, iri: str, marked: tuple[int, int] | None) -> Reading | None:
    """The article of that IRI with the characters ``marked``; None if the archive does not have it."""
    record = view.archive.get(iri.rpartition("/")[2])
    if record is None:
        return None
    found = [claim for claim in claims(view, "?c tp:claimedIn ?a .", a=iri) if claim.end <= len(record.text)]
    things = _things(view, iri)
    sentences = [(int(a), int(b)) for a, b in select(view, _SENTENCES, a=NamedNode(iri))]
    facts = {predicate: value for predicate, value in select(view, _ABOUT, a=NamedNode(iri))}  # noqa: C416
    return Reading(
        iri=iri,
        title=facts.get(SCHEMA + "headline") or record.title or record.source,
        publisher=facts.get(TP + "publisherName", ""),
        outlet=facts.get(SCHEMA + "publisher", ""),
        published=facts.get(SCHEMA + "datePublished", ""),
        source=record.source,
        url=record.url or "",
        pieces=tuple(_pieces(record.text, found, things, sentences, marked)),
        told=_told(view, found, {iri: label for iri, (label, _) in things.items()}, marked),
    )


_SENTENCES = """SELECT ?begin ?end WHERE {
    GRAPH ?g { ?s nif:referenceContext ?a ; nif:beginIndex ?begin ; nif:endIndex ?end } }"""
_ABOUT = """SELECT ?p ?o WHERE { GRAPH ?g { ?a tp:source ?any ; ?p ?o
    VALUES ?p { schema:headline tp:publisherName schema:publisher schema:datePublished } } }"""
_THINGS = """SELECT DISTINCT ?x ?label ?class WHERE {
    VALUES ?class { tp:Person tp:Organization tp:Place }
    GRAPH ?g { ?a tp:source ?any . ?x rdfs:label ?label ; a ?class }
}"""


def _things(view: View, article: str) -> dict[str, tuple[str, str]]:
    """IRI -> label and kind, of what the article speaks of."""
    found = select(view, _THINGS, a=NamedNode(article))
    return {iri: (label, _KINDS[cls]) for iri, label, cls in found}


def _pieces(
    text: str,
    found: list[Claim],
    things: dict[str, tuple[str, str]],
    sentences: list[tuple[int, int]],
    marked: tuple[int, int] | None,
) -> Iterable[Piece]:
    spans = dict(_named(found, things))
    around = [s for s in sentences if marked and s[0] <= marked[0] < s[1]]
    cuts = {0, len(text)} | {at for span in spans for at in span} | {at for s in around for at in s}
    if marked:
        cuts |= {min(at, len(text)) for at in marked}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        iri = next((iri for (a, b), iri in spans.items() if a <= start and end <= b and text[start:end].strip()), "")
        inside = bool(marked and marked[0] <= start and end <= marked[1])
        yield Piece(
            text[start:end], iri, things[iri][1] if iri else "", inside, bool(marked and start == marked[0]),
            any(a <= start and end <= b for a, b in around),
        )  # fmt: skip


def _named(found: list[Claim], things: dict[str, tuple[str, str]]) -> Iterable[tuple[tuple[int, int], str]]:
    """Where things are named: the span of a name, of a place, of a unit; the shorter span of two that overlap."""
    for claim in sorted(found, key=lambda c: (c.end - c.start, c.start)):
        names = claim.predicate.endswith(("#altLabel", "/name"))
        iri = claim.subject if names else claim.object
        if iri in things and claim.end > claim.start:
            yield (claim.start, claim.end), iri


def _told(view: View, found: list[Claim], names: dict[str, str], marked: tuple[int, int] | None) -> tuple[Told, ...]:
    words = Words(view, found)
    kinds = {c.subject: c.label for c in found if c.predicate == TP + "eventType"}
    found = list({(c.subject, c.predicate, c.object, c.start): c for c in found}.values())
    return tuple(
        Told(
            c.subject, names.get(c.subject) or kinds.get(c.subject, ""), words.of(c.predicate),
            "" if c.is_literal else c.object, c.object if c.is_literal else c.label, c.status, c.start, c.end,
            (c.start, c.end) == marked,
        )
        for c in sorted(found, key=lambda c: (c.start, c.end, c.predicate))
    )  # fmt: skip
