"""From what a person typed to decisions: which things are meant, and if that can be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg import decisions
from kg.decisions import Decision, Verdict
from kg.errors import UsageError
from kg.explain import as_iri, by_name
from kg.link.identity import Identity
from kg.lookup import members
from kg.ns import RDFS, SKOS, TP
from kg.rdf import terms
from kg.rdf.mapping import PREDICATES
from kg.store import Graph

_KINDS = ("person", "unit", "place", "area", "event")


class Signature(NamedTuple):
    """Who decides, when (ISO 8601), why."""

    who: str
    at: str
    why: str = ""


def between(graph: Graph, verdict: Verdict, one: str, other: str, by: Signature) -> Decision:
    """A decision about two things, each given by IRI or name. Raises UsageError if there is no such thing."""
    left, right = thing(graph, one), thing(graph, other)
    if _kind(left, graph) != _kind(right, graph):
        raise UsageError(f"{left} and {right} are not of one kind; a decision is about two persons, two units, …")
    return Decision(0, verdict, left, right, by.who, by.at, by.why)


def preferred(graph: Graph, subject: str, property: str, value: str, by: Signature) -> Decision:
    """A decision on a value; ``property`` and ``value`` as the reports show them, or as IRIs."""
    iri = thing(graph, subject)
    identity = Identity(graph.archive.merges())
    support = [s for member in members(graph, identity.canonical(iri)) for s in graph.archive.support(member)]
    predicate = _predicate(graph, property, _kind(iri, graph))
    claimed = sorted({s.object for s in support if s.predicate == predicate and s.status in ("p", "n", "d")})
    if not claimed:
        raise UsageError(f"no article gives {property!r} of {iri}; kg explain {iri} shows what they give")
    found = {_known(identity, term): term for term in claimed if value.casefold() in _said(graph, identity, term)}
    if len(found) != 1:
        known = ", ".join(dict.fromkeys(repr(_shown(graph, _known(identity, term))) for term in claimed))
        raise UsageError(f"{value!r}: expected one of the values that articles give: {known}")
    return Decision(0, "prefer", iri, predicate, by.who, by.at, by.why, value=next(iter(found.values())))


def undo(graph: Graph, number: int, by: Signature) -> Decision:
    """The record that takes a decision back. Raises UsageError if it is not there or taken back already."""
    known = graph.archive.decisions()
    meant = next((d for d in known if d.number == number and d.verdict != "undo"), None)
    if meant is None:
        raise UsageError(f"there is no decision {number}; kg resolve --list-decisions shows all")
    if any(d.undoes == number for d in known):
        raise UsageError(f"decision {number} is taken back already")
    return Decision(0, "undo", "", "", by.who, by.at, by.why, undoes=number)


def thing(graph: Graph, text: str) -> str:
    """The IRI a text stands for: an IRI is kept as it is, a name gives the thing the view knows by it."""
    iri = as_iri(graph, text)
    if iri is None:
        return by_name(graph, text)
    sql = "SELECT 1 FROM fact WHERE subject = (SELECT id FROM term WHERE iri = ?) LIMIT 1"
    if not graph.archive.db.execute(sql, (iri,)).fetchone():
        raise UsageError(f"{iri}: no article speaks of such a thing; find it with: kg search WORDS")
    return iri


def _kind(iri: str, graph: Graph) -> str:
    kind = iri.removeprefix(graph.minter.base).partition("/")[0]
    if kind not in _KINDS:
        raise UsageError(f"{iri}: decisions are about persons, units, places and events")
    return "place" if kind == "area" else kind


def _predicate(graph: Graph, property: str, kind: str) -> str:
    own = "organization" if kind == "unit" else kind
    if found := PREDICATES.get((own, property)):
        return found
    iri = as_iri(graph, property) or TP + property
    if iri in PREDICATES.values():
        return iri
    known = ", ".join(sorted(name for subject, name in PREDICATES if subject == own))
    raise UsageError(f"{property!r}: expected a property of a {own}: {known}")


def _known(identity: Identity, term: str) -> str:
    """The value as the view has it, where a thing stands for all that are one with it."""
    return terms.iri(identity.canonical(term[1:-1])) if terms.is_iri(term) else term


def _said(graph: Graph, identity: Identity, term: str) -> set[str]:
    """The ways a value can be given: its IRI or that of the thing it is one with, its label, its notation, its text."""
    found = {terms.text_of(term), term}
    if terms.is_iri(term):
        shown = terms.text_of(_known(identity, term))
        found |= {shown, *(iri.rpartition("/")[2].rpartition("#")[2] for iri in (*found, shown))}
        wanted = (RDFS + "label", SKOS + "notation", SKOS + "prefLabel")
        about = (quad for quad in graph.store.about(shown) if quad.predicate.value in wanted)
        found |= {str(quad.object.value) for quad in about}  # type: ignore[union-attr]
    return {each.casefold() for each in found}


def _shown(graph: Graph, term: str) -> str:
    return graph.label(term[1:-1]) if terms.is_iri(term) else terms.text_of(term)


# what was decided


class Listed(NamedTuple):
    """A decision and how it stands: "in-force", "undone", "replaced" or "dormant"."""

    decision: Decision
    state: str


def listed(graph: Graph) -> list[Listed]:
    """Every record but the ones that only take others back, in order."""
    records: Sequence[Decision] = graph.archive.decisions()
    holding = {d.number for d in decisions.standing(records)}
    undone = {d.undoes for d in records if d.undoes}
    sql = "SELECT 1 FROM fact WHERE subject = (SELECT id FROM term WHERE iri = ?) LIMIT 1"
    out = []
    for decision in records:
        if decision.verdict == "undo":
            continue
        alive = all(graph.archive.db.execute(sql, (iri,)).fetchone() for iri in decision.things)
        if decision.number in undone:
            state = "undone"
        elif decision.number not in holding:
            state = "replaced"
        else:
            state = "in-force" if alive else "dormant"
        out.append(Listed(decision, state))
    return out
