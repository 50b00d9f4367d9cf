"""Who stays named: officials in office. Everybody else is masked, and whoever a report names as victim or suspect.

In office is whoever has a post of, or a rank in, the army, the police or the government, and no other side: heads of
neighbourhoods (RT, RW), religious leaders and the like belong to the community. Whoever is only said to belong to the
government, with neither post nor rank, is masked; so are the authors of articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.export.source import Source
from kg.lookup import local_name
from kg.text.stems import is_ordinary
from kg.vocab import Vocabulary, load

OFFICIAL = ("TNI", "Polri", "Pemerintah")

_PERSONS = """SELECT ?p ?side ?role ?name ?rank WHERE { ?p a tp:Person
    OPTIONAL { ?p tp:element ?side } OPTIONAL { ?p tp:role ?role OPTIONAL { ?role rdfs:label|skos:prefLabel ?name } }
    OPTIONAL { ?p tp:militaryRank ?rank } }"""
_LABELS = "SELECT DISTINCT ?p ?name WHERE { GRAPH ?g { ?p a tp:Person ; rdfs:label ?name } }"
_NAMES = """SELECT DISTINCT ?p ?name WHERE { VALUES ?says { foaf:name skos:altLabel }
    GRAPH ?g { ?p a tp:Person . ?c rdf:subject ?p ; rdf:predicate ?says ; rdf:object ?name } }"""
_PLACES = """SELECT ?p ?text ?at ?begin WHERE { VALUES ?says { foaf:name skos:altLabel }
    GRAPH ?g { ?c rdf:predicate ?says ; rdf:subject ?p ; tp:beginIndex ?begin ; prov:wasDerivedFrom ?s .
      ?p a tp:Person . ?s nif:anchorOf ?text ; nif:beginIndex ?at } }"""
_AUTHORS = "SELECT DISTINCT ?name WHERE { GRAPH ?g { ?a a schema:NewsArticle ; schema:author ?name } }"

_BEFORE = 4  # words before a name in which "korban" may stand
_CLAUSE = re.compile(r"[,;:.!?()“”\"]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class People:
    """By canonical IRI, with every form of the name that any article gives."""

    named: dict[str, set[str]] = field(default_factory=dict)
    masked: dict[str, set[str]] = field(default_factory=dict)
    authors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Person:
    sides: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)


def people(source: Source) -> People:
    """All people of a graph, and the authors of its articles."""
    vocab = load()
    words = {kind: _words(vocab, kind) for kind in ("party", "former")}
    generic = words["party"] | {row["form"] for row in vocab.tables["generic-people"]}
    canonical = source.identity.canonical
    found: defaultdict[str, _Person] = defaultdict(_Person)
    for iri, side, role, post, rank in source.select(_PERSONS):
        person = found[canonical(iri)]
        person.sides |= {local_name(side).removeprefix("unsur")} if side else set()
        person.posts |= {(post or local_name(role)).casefold()} if role else set()
        person.ranks |= {rank} if rank else set()
    names: defaultdict[str, set[str]] = defaultdict(set)
    for sparql in (_LABELS, _NAMES):
        for iri, name in source.select(sparql):
            names[canonical(iri)].add(_bare(name, generic))
    parties = {canonical(iri) for iri in _parties(source, words["party"])}
    officials = {iri for iri, person in found.items() if _in_office(person, words["former"])} - parties
    everybody = found.keys() | names.keys()
    return People(
        named={iri: names[iri] for iri in sorted(everybody & officials)},
        masked={iri: names[iri] for iri in sorted(everybody - officials)},
        authors=tuple(sorted(name for (name,) in source.select(_AUTHORS) if _is_person(name, vocab))),
    )


def _in_office(person: _Person, former: frozenset[str]) -> bool:
    held = {post for post in person.posts if not former & set(_WORD.findall(post)[:2])}
    return bool(person.sides) and person.sides <= set(OFFICIAL) and bool(held or (person.ranks and not person.posts))


def _parties(source: Source, cues: frozenset[str]) -> Iterator[str]:
    """Those named as victim or suspect: such a word stands before the name, with none but a title between."""
    for iri, text, at, begin in source.select(_PLACES):
        clause = _CLAUSE.split(text[: max(int(begin) - int(at), 0)])[-1]
        for word in reversed(_WORD.findall(clause)[-_BEFORE:]):
            if word.casefold() in cues:
                yield iri
            if not word[0].isupper():
                break


def _bare(name: str, generic: frozenset[str]) -> str:
    """A name without a noun before it that was taken for a part of it ("Pelaku Teguh Prakosa")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in generic else name


def _words(vocab: Vocabulary, kind: str) -> frozenset[str]:
    return frozenset(row["form"] for row in vocab.tables["redaction"] if row["kind"] == kind)


def _is_person(author: str, vocab: Vocabulary) -> bool:
    """Whether a byline is somebody's name: not a desk, an agency, or made of ordinary words."""
    generic = {row["form"] for row in vocab.tables["byline-generic"]} | {
        row["form"] for row in vocab.tables["outlet-words"] if row["kind"] == "part"
    }
    words = [word.casefold() for word in _WORD.findall(author)]
    return bool(words) and not any(word in generic for word in words) and not all(map(is_ordinary, words))
