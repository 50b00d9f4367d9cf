"""What becomes of each triple in a redacted graph: IRIs, names, texts, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from urllib.parse import unquote, urlsplit

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import owngraphs
from kg.export.source import GraphName, Source
from kg.ns import FOAF, RDF, RDFS, SCHEMA, SKOS, TP
from kg.redact.people import people
from kg.redact.pseudonyms import Pseudonyms
from kg.redact.text import EVERYWHERE, Context, Names, words

_NAMES = frozenset({FOAF + "name", RDFS + "label", SKOS + "altLabel", SCHEMA + "name"})
_SHOWN = frozenset({FOAF + "name", RDFS + "label"})
_TITLES = frozenset({TP + "publisherName", SCHEMA + "dateline"})
_THINGS = frozenset({TP + "Organization", TP + "Place", SCHEMA + "Place", SCHEMA + "NewsMediaOrganization"})

_LABELS = """SELECT DISTINCT ?x ?name WHERE { VALUES ?kind { tp:Organization tp:Place schema:Place org:Organization }
    GRAPH ?g { ?x a ?kind ; rdfs:label ?name } }"""
_GROUPS = """SELECT DISTINCT ?x ?name ?article WHERE { GRAPH ?g {
    ?x a tp:UnnamedGroup ; rdfs:label ?name . ?article a schema:NewsArticle } }"""
_IN_ARTICLE = """SELECT DISTINCT ?x ?name WHERE { VALUES ?kind {
    tp:Person tp:Organization tp:Place schema:Place org:Organization tp:UnnamedGroup }
    ?article tp:currentGraph ?g . GRAPH ?g { ?x a ?kind ; rdfs:label ?name } }"""

_SAID = """SELECT DISTINCT ?s ?o ?label ?says WHERE { ?article tp:currentGraph ?g .
    GRAPH ?g { ?c rdf:subject ?s ; rdf:object ?o ; rdf:predicate ?says ; tp:valueLabel ?label } }"""

_HASH = re.compile(r"-[0-9a-f]{10}$")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Rewriter:
    """Gives the quads of a graph with everybody masked who is no official in office."""

    def __init__(self, source: Source, key: bytes) -> None:
        self.source = source
        self.base = source.minter.base
        self.codes = Pseudonyms(key)
        self.people = people(source)
        self.masks = {iri: self.codes.person(iri) for iri in self.people.masked}
        self.authors = {name: self.codes.person(f"author {name.casefold()}") for name in self.people.authors}
        masked = [(name, self.masks[iri]) for iri, names in self.people.masked.items() for name in names]
        kept = chain.from_iterable(self.people.named.values())
        labels = (name for _, name in source.select(_LABELS))
        self.names = Names(masked, chain(kept, labels), self.authors.items())
        self.context = lru_cache(maxsize=64)(self._context)
        self.iri = lru_cache(maxsize=1 << 16)(self._iri)
        self.hidden = {
            iri for iri, name, article in source.select(_GROUPS) if self.mask(name, self.context(article)) != name
        }

    def merges(self) -> Iterator[tuple[str, str]]:
        """Which masked IRIs are one thing, as the decisions on the graph have it."""
        identity = self.source.identity
        for canonical in {*self.people.masked, *self.people.named}:
            for member in identity.members(canonical):
                if member != canonical:
                    yield self.iri(member), self.iri(canonical)

    def quads(self) -> Iterator[Quad]:
        """Everything but the decisions, whose notes name people and reviewers, and the graphs of users, which may say
        anything in any words."""
        base = self.source.minter.base
        for graph in self.source.graphs():
            name = graph.value if isinstance(graph, NamedNode) else ""
            if name == self.source.minter.graph("decisions") or (name and owngraphs.is_own(name, base)):
                continue
            reference = name in {self.source.minter.graph(kind) for kind in ("vocab", "ontology", "gazetteer", "runs")}
            triples = self.source.triples(graph)
            for subject, found in groupby(triples, key=lambda triple: triple.subject):
                about = list(found)
                rewritten = self._reference(about) if reference else self._subject(subject.value, about, graph)
                yield from (Quad(t.subject, t.predicate, t.object, graph) for t in dict.fromkeys(rewritten))

    def _reference(self, about: list[Triple]) -> Iterator[Triple]:
        """Terms and areas stay as they are; an example in a definition might have the name of somebody."""
        for triple in about:
            yield self._with(triple, _as_it_is if triple.predicate.value in _NAMES else self._title)

    def _subject(self, iri: str, about: list[Triple], graph: GraphName) -> Iterator[Triple]:
        context = self._context_of(iri, graph)
        types = {t.object.value for t in about if t.predicate.value == RDF + "type"}  # type: ignore[union-attr]
        if TP + "Claim" in types:
            yield from self._claim(about, context)
            return
        mask = self._mask_of(iri)
        for triple in about:
            predicate = triple.predicate.value
            if predicate in _NAMES and mask:
                if predicate in _SHOWN:
                    yield self._with(triple, lambda _: mask)
            elif predicate in _NAMES and self._is_named(iri):
                yield self._with(triple, _as_it_is)
            elif predicate in _TITLES or (predicate in _NAMES and types & _THINGS):
                yield self._with(triple, self._title)
            elif predicate == SCHEMA + "author":
                yield self._with(triple, lambda text: self.authors.get(text) or self.mask(text, context))
            elif predicate in (SCHEMA + "url", TP + "source"):
                yield self._with(triple, lambda text: self.address(text, context))
            else:
                yield self._with(triple, lambda text: self.mask(text, context))

    def _claim(self, about: list[Triple], context: Context) -> Iterator[Triple]:
        of = {triple.predicate.value: triple.object for triple in about}
        subject, value = of[RDF + "subject"].value, of[RDF + "object"]  # type: ignore[union-attr]
        names = of[RDF + "predicate"].value in _NAMES  # type: ignore[union-attr]
        whose = self._mask_of(subject) if names else None
        what = self._mask_of(value.value) if isinstance(value, NamedNode) else None
        for triple in about:
            if triple.predicate.value not in (RDF + "object", TP + "valueLabel"):
                yield self._with(triple, lambda text: self.mask(text, context))
            elif whose or what:
                yield self._with(triple, lambda _: whose or what or "")
            elif names:
                yield self._with(triple, _as_it_is if self._is_named(subject) else self._title)
            else:
                yield self._with(triple, lambda text: self.names.mask(text, context))

    def _with(self, triple: Triple, change: Callable[[str], str]) -> Triple:
        """The triple with masked IRIs, and its text changed."""
        subject = NamedNode(self.iri(triple.subject.value))  # type: ignore[union-attr]
        value = triple.object
        if isinstance(value, NamedNode):
            return Triple(subject, triple.predicate, NamedNode(self.iri(value.value)))
        assert isinstance(value, Literal)
        text = change(value.value)
        if text == value.value:
            return Triple(subject, triple.predicate, value)
        new = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
        return Triple(subject, triple.predicate, new)

    def mask(self, text: str, context: Context) -> str:
        return self.names.mask(text, context)

    def _title(self, text: str) -> str:
        """Of a thing: whole names of people only, since its own words may be somebody's name too."""
        return self.names.mask(text, parts=False)

    def address(self, text: str, context: Context) -> str:
        """A path with masks in it; of a web address that holds a name, which would lead to it, the host alone."""
        plain = unquote(text)
        masked = self.names.mask(plain, context.names_only())
        if masked == plain:
            return text
        if _ADDRESS.match(text):
            host = self.names.mask(urlsplit(text).netloc, context.names_only())
            return f"{urlsplit(text).scheme}://{host if host == urlsplit(text).netloc else 'masked.invalid'}/"
        return masked

    # who and where

    def _mask_of(self, iri: str) -> str | None:
        return self.masks.get(self.source.identity.canonical(iri))

    def _is_named(self, iri: str) -> bool:
        return self.source.identity.canonical(iri) in self.people.named

    def _context_of(self, iri: str, graph: GraphName) -> Context:
        """Of the graph's article or, in the view of best values, of the article whose statement or event it is."""
        prefix = self.source.minter.graph("runs").removesuffix("runs") + "article/"
        if isinstance(graph, NamedNode) and graph.value.startswith(prefix):
            return self.context(self.source.minter.article(graph.value.removeprefix(prefix).partition("/")[0]))
        for kind in ("article", "event", "statement"):
            if iri.startswith(start := f"{self.base}{kind}/"):
                return self.context(self.source.minter.article(re.split("[/#]", iri.removeprefix(start))[0]))
        return EVERYWHERE

    def _context(self, article: str) -> Context:
        masked: list[tuple[str, str]] = []
        kept: list[str] = []
        for iri, name in self.source.select(_IN_ARTICLE, article=NamedNode(article)):
            canonical = self.source.identity.canonical(iri)
            if canonical in self.masks:
                masked += [(form, self.masks[canonical]) for form in {name, *self.people.masked[canonical]}]
            elif canonical in self.people.named:
                kept += [name, *self.people.named[canonical]]
            elif self.names.mask(name, parts=False) == name:
                kept.append(name)
        return Context(masked, kept, self._known(article, kept))

    def _known(self, article: str, kept: list[str]) -> frozenset[str]:
        """Words of an article that are no private person's name, as far as its claims explain them."""
        known = {word for name in kept for word in words(name)}
        for subject, value, label, says in self.source.select(_SAID, article=NamedNode(article)):
            if not (self._mask_of(value) or (says in _NAMES and self._mask_of(subject))):
                known.update(words(label))
        return frozenset(known)

    def _iri(self, iri: str) -> str:
        if not iri.startswith(self.base):
            return iri
        kind, _, rest = iri.removeprefix(self.base).partition("/")
        match kind:
            case "person":
                return iri if self._is_named(iri) else f"{self.base}person/orang-{self.codes.code(iri)}"
            case "claim" | "conflict":
                return f"{self.base}{kind}/{self.codes.code(iri)}"  # the old one is a hash over names, among others
            case "unit" | "place" | "group" | "role" | "outlet":
                slug = _HASH.sub("", rest).replace("-", " ")
                if iri in self.hidden or self.names.mask(slug, parts=False) != slug:
                    return f"{self.base}{kind}/{kind}-{self.codes.code(iri)}"
        return iri


def _as_it_is(text: str) -> str:
    return text
