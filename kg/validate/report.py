"""What validation found, for people and for programs: text with the sentences, rows, JSON, a SHACL report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg import evidence
from kg.i18n import Lang, text
from kg.lookup import Label, Queryable, labels, local_name
from kg.ns import PREFIXES, RDF, RDFS, TP, XSD
from kg.rdf.terms import is_iri, text_of
from kg.validate.nodes import Violation
from kg.validate.shapes import SH
from kg.validate.whole import Outcome

COLUMNS = ("severity", "shape", "message", "focus", "path", "value", "graph")


def rows(outcome: Outcome, lang: Lang) -> list[tuple[str, ...]]:
    """Rows of ``COLUMNS``, IRIs and values as plain text."""
    return [
        (v.severity.lower(), v.shape, v.message.of(lang), text_of(v.focus), v.path, _plain(v.value), v.graph)
        for v in outcome.violations
    ]


def to_json(outcome: Outcome, lang: Lang) -> dict[str, Any]:
    return {
        "schema": 1,
        "conforms": outcome.conforms,
        "graphs": outcome.graphs,
        "results": [dict(zip(COLUMNS, row, strict=True)) for row in rows(outcome, lang)],
    }


def to_text(graph: Queryable, outcome: Outcome, lang: Lang) -> str:
    """One paragraph a result: what is wrong with what, the sentence behind it, what to do."""
    if not outcome.violations:
        return text("validate.none", lang, graphs=outcome.graphs) + "\n"
    number = Counter(found.severity for found in outcome.violations)
    parts = [text("validate.found", lang, violations=number["Violation"], warnings=number["Warning"])]
    names = labels(graph, {iri for v in outcome.violations for iri in (text_of(v.focus), v.path) if iri})
    for found in outcome.violations:
        parts.append("\n".join(_paragraph(graph, found, names, lang)))
    return "\n\n".join(parts) + "\n"


def _paragraph(graph: Queryable, found: Violation, names: dict[str, Label], lang: Lang) -> Iterator[str]:
    focus = text_of(found.focus)
    yield f"{text('severity.' + found.severity.lower(), lang)}: {found.message.of(lang)}"
    path = f" – {names[found.path].of(lang)}" if found.path else ""
    value = f": {_plain(found.value)}" if found.value and found.value != found.focus else ""
    shown = names[focus].of(lang)
    yield f"  {shown}{path}{value}" if shown == local_name(focus) else f"  {shown} <{focus}>{path}{value}"
    for claim in _claims(graph, found)[:3]:
        for line in evidence.quotation(claim.sentence, evidence.outlet_of(claim), claim.source, lang):
            yield f"      {line}"
    is_check = found.label == found.message
    yield f"  {text('todo.' + ('check' if is_check else found.severity.lower()), lang)}"


def _claims(graph: Queryable, found: Violation) -> list[evidence.Claim]:
    """The claims that a result is about: the node itself, or what articles say of it with this value."""
    focus = text_of(found.focus)
    if itself := evidence.claims(graph, "?c a tp:Claim .", c=focus):
        return itself
    if not found.path:
        return evidence.claims(graph, "?c rdf:subject ?s .", s=focus)[:1]
    every = evidence.claims(graph, "?c rdf:subject ?s ; rdf:predicate ?p .", s=focus, p=found.path)
    return [claim for claim in every if not found.value or claim.object == text_of(found.value)] or every


def _plain(term: str) -> str:
    return text_of(term) if term and term[0] != "_" else term


def write_turtle(outcome: Outcome, out: IO[bytes]) -> None:
    """A sh:ValidationReport."""
    report = BlankNode("report")
    made = [_triple(report, RDF + "type", NamedNode(SH + "ValidationReport"))]
    conforms = Literal("false" if outcome.violations else "true", datatype=NamedNode(XSD + "boolean"))
    made.append(_triple(report, SH + "conforms", conforms))
    for number, found in enumerate(outcome.violations, start=1):
        result = BlankNode(f"result{number}")
        made.append(_triple(report, SH + "result", result))
        made += [_triple(result, predicate, value) for predicate, value in _result(found)]
    serialize(made, out, RdfFormat.TURTLE, prefixes={**PREFIXES, "sh": SH})


def _result(found: Violation) -> Iterator[tuple[str, Any]]:
    yield RDF + "type", NamedNode(SH + "ValidationResult")
    yield SH + "resultSeverity", NamedNode(SH + found.severity)
    yield SH + "sourceConstraintComponent", NamedNode(f"{SH}{found.component}ConstraintComponent")
    yield SH + "sourceShape", NamedNode(TP + found.shape)
    yield SH + "focusNode", _term(found.focus)
    if found.path:
        yield SH + "resultPath", NamedNode(found.path)
    if found.value:
        yield SH + "value", _term(found.value)
    for language, message in (("id", found.message.id), ("en", found.message.en)):
        if message:
            yield SH + "resultMessage", Literal(message, language=language)
    if found.graph:
        yield RDFS + "seeAlso", NamedNode(found.graph)


def _term(term: str) -> Any:
    if is_iri(term):
        return NamedNode(text_of(term))
    return next(iter(parse(f"<urn:x> <urn:x> {term} .".encode(), RdfFormat.N_TRIPLES))).object


def _triple(subject: Any, predicate: str, value: Any) -> Triple:
    return Triple(subject, NamedNode(predicate), value)
