"""The evidence as Web Annotations (W3C, 2017): each claim on the words it rests on, for tools such as Hypothesis.

A target names the article, the words with what stands before and after them in their sentence, and their place in the
text in code points. The text of the article is not given, only the sentence; in a redacted graph the sentence stands
for the words, since masks have other lengths than names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from kg.export.jsonld import Compactor, context
from kg.export.reader import ArticleGraph, Reader
from kg.export.source import Source
from kg.lookup import local_name
from kg.ns import NIF, PROV, RDF, SCHEMA, TP

ANNO = "http://www.w3.org/ns/anno.jsonld"
_PREFIXES = ("tp", "id", "rdf", "schema", "foaf", "skos", "org")


def write(source: Source, out: IO[bytes]) -> int:
    """An annotation page of all claims and statements; the number of annotations."""
    names = context(source.minter.base)
    writer = _Writer(source, Compactor(names))
    head = {"@context": [ANNO, {name: names[name] for name in _PREFIXES}], "type": "AnnotationPage"}
    out.write(json.dumps(head)[:-1].encode() + b', "items": [')
    number = 0
    for number, annotation in enumerate(writer.annotations(), start=1):
        out.write(f"{',' if number > 1 else ''}\n{json.dumps(annotation, ensure_ascii=False)}".encode())
    out.write(b"\n]}\n")
    return number


class _Writer:
    def __init__(self, source: Source, compact: Compactor) -> None:
        self.source = source
        self.compact = compact
        self.reader = Reader(source)

    def annotations(self) -> Iterator[dict[str, Any]]:
        for graph in self.reader.article_graphs():
            for claim in graph.members(TP + "Claim"):
                yield self._annotation(graph, claim, "identifying", self._claim(graph, claim))
            for statement in graph.members(TP + "Statement"):
                yield self._annotation(graph, statement, "describing", self._statement(graph, statement))

    def _annotation(self, graph: ArticleGraph, iri: str, motivation: str, body: list[dict[str, Any]]) -> dict[str, Any]:
        kind, _, rest = iri.removeprefix(self.source.minter.base).partition("/")
        return {
            "id": f"{self.source.minter.base}annotation/{kind}/{rest}",
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": {"source": self._document(graph.article), "selector": self._selectors(graph, iri)},
        }

    def _document(self, article: str) -> str:
        """The address of the article, else its IRI."""
        return self.reader.first(article, SCHEMA + "url") or article

    def _claim(self, graph: ArticleGraph, iri: str) -> list[dict[str, Any]]:
        subject, predicate = graph.canonical(graph.one(iri, RDF + "subject")), graph.one(iri, RDF + "predicate")
        value = graph.one(iri, RDF + "object")
        literal = (iri, value) in graph.literals
        words = f"{self.reader.name(subject)} · {local_name(predicate)} · {graph.one(iri, TP + 'valueLabel')}"
        return [
            {
                "id": iri,
                "type": "tp:Claim",
                "rdf:subject": {"id": subject},
                "rdf:predicate": {"id": predicate},
                "rdf:object": value if literal else {"id": graph.canonical(value)},
                "tp:rank": {"id": graph.one(iri, TP + "rank")},
            },
            _text(words),
        ]

    def _statement(self, graph: ArticleGraph, iri: str) -> list[dict[str, Any]]:
        speaker = graph.canonical(graph.one(iri, TP + "speaker"))
        words = " ".join(graph.one(iri, SCHEMA + "text").split())
        about = {"id": iri, "type": "tp:Statement"} | ({"tp:speaker": {"id": speaker}} if speaker else {})
        return [about, _text(f"{self.reader.name(speaker)}: {words}" if speaker else words)]

    def _selectors(self, graph: ArticleGraph, iri: str) -> list[dict[str, Any]]:
        """Words by quotation and by place; nothing but their place where the sentence is not known."""
        sentence = graph.one(iri, PROV + "wasDerivedFrom")
        text, begin = graph.one(sentence, NIF + "anchorOf"), graph.number(sentence, NIF + "beginIndex")
        start, end = graph.number(iri, TP + "beginIndex"), graph.number(iri, TP + "endIndex")
        if self.source.redacted:
            start, end = begin, graph.number(sentence, NIF + "endIndex")
            quote = {"exact": text}
        else:
            first, last = max(start - begin, 0), max(end - begin, 0)
            quote = {"exact": text[first:last], "prefix": text[:first], "suffix": text[last:]}
        place = {"type": "TextPositionSelector", "start": start, "end": end}
        return [{"type": "TextQuoteSelector", **quote}, place] if quote["exact"] else [place]


def _text(words: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": words, "language": "id", "format": "text/plain"}
