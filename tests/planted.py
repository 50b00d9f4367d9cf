"""Faults planted on purpose: for every constraint of every shape a copy of the faultless node that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.lookup import local_name
from kg.validate.verdicts import SHAPES

VALID = Path(__file__).parent / "validate" / "valid.ttl"
TP = Namespace("https://w3id.org/tigapilar/ns#")
NOWHERE = URIRef("https://example.org/nowhere")

WRONG: dict[URIRef, Node] = {  # for each parameter a value that no constraint of the shapes can accept
    SH.nodeKind: BNode("nobody"),
    SH.datatype: Literal("x", datatype=XSD.hexBinary),
    SH["class"]: NOWHERE,
    SH["in"]: Literal("nonsense"),
    SH["or"]: Literal("x", datatype=XSD.hexBinary),
    SH.pattern: Literal("!"),
    SH.minLength: Literal(""),
    SH.minInclusive: Literal(-1),
    SH.maxInclusive: Literal("1.5", datatype=XSD.decimal),
    SH.lessThan: Literal(99_999),
}
COMPONENT = {
    parameter: str(parameter).removeprefix(str(SH))[0].upper() + str(parameter).removeprefix(str(SH))[1:]
    for parameter in (*WRONG, SH.minCount, SH.maxCount)
}


class Fault(NamedTuple):
    focus: str
    path: str
    component: str
    shape: str


def read(path: Path) -> Graph:
    return Graph().parse(path)


def planted() -> tuple[Graph, list[Fault]]:
    """The faultless nodes with a copy for every fault, and the faults."""
    shapes, data = read(SHAPES), read(VALID)
    faults = [fault for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape)) for fault in _of(shapes, shape, data)]
    for focus, shape, change in (
        ("claim", "SettledClaimShape", {TP.rank: TP.DeprecatedRank, TP.rankReason: None}),
        ("statement", "ReportedSpeechShape", {TP.speaker: None}),
    ):
        copy = _copy(data, URIRef(f"https://w3id.org/tigapilar/id/{focus}/1"), shape)
        for path, value in change.items():
            data.remove((copy, path, None))
            if value:
                data.add((copy, path, value))
        faults.append(Fault(str(copy), "", "Or", shape))
    return data, faults


def _of(shapes: Graph, shape: Node, data: Graph) -> Iterator[Fault]:
    target = shapes.value(shape, SH.targetClass)
    name = str(shape).rpartition("#")[2]
    if target is None:
        return
    original = sorted(data.subjects(RDF.type, target))[0]
    if shapes.value(shape, SH["in"]):
        yield Fault(str(_copy(data, original, name)), "", "In", name)
    for inner in shapes.objects(shape, SH.property):
        path = shapes.value(inner, SH.path)
        assert data.value(original, path) is not None, f"valid.ttl: {original} lacks {path}"
        for parameter in (*WRONG, SH.minCount, SH.maxCount):
            if (limit := shapes.value(inner, parameter)) is None:
                continue
            if parameter == SH.nodeKind and limit != SH.IRI:
                value: Node | None = BNode("nobody")
            elif parameter == SH.nodeKind:
                value = Literal("no IRI")
            elif parameter == SH.datatype and limit != XSD.string:
                value = Literal("x")  # pySHACL takes one of an odd type for a number in order
            else:
                value = WRONG.get(parameter)
            copy = _copy(data, original, f"{name}-{local_name(str(path))}-{COMPONENT[parameter]}")
            if parameter != SH.maxCount:
                data.remove((copy, path, None))
            for number in range(int(limit) if parameter == SH.maxCount else 0):
                data.add((copy, path, Literal(f"one more {number}")))
            if value is not None:
                data.add((copy, path, value))
            yield Fault(str(copy), str(path), COMPONENT[parameter], name)


def _copy(data: Graph, original: Node, name: str) -> URIRef:
    copy = URIRef(f"https://example.org/fault/{name}")
    for predicate, value in list(data.predicate_objects(original)):
        data.add((copy, predicate, value))
    return copy


def results(report: Graph) -> set[tuple[str, str, str, str]]:
    """(focus, path, component, value) of every result of a SHACL report."""
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            local_name(str(report.value(result, SH.sourceConstraintComponent))).removesuffix("ConstraintComponent"),
            str(report.value(result, SH.value) or ""),
        )
        for result in report.objects(None, SH.result)
    }


def without_sparql(shapes: Graph) -> Graph:
    """pySHACL 0.40 does not survive sh:sparql on rdflib 7.6."""
    for shape in list(shapes.subjects(SH.sparql, None)):
        for triple in list(shapes.triples((shape, None, None))):
            shapes.remove(triple)
    return shapes
