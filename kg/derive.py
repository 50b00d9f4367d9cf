"""The view of best values: what the default graph says of a thing, given what all articles say of it.

Per subject and predicate: the preferred values if there are some, else all normal ones, never a deprecated one. Which
of the values of several articles is preferred is decided in ``kg.claims``. What the gazetteer says of a listed area
goes before what articles say of it. The view of a subject is a function of the articles' contributions to
it, so recomputing the subjects that a change touched equals computing everything anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from kg.link.identity import Identity
from kg.ns import FOAF, NIF, RDF, RDFS, SCHEMA, SKOS, TP
from kg.rdf import terms
from kg.rdf.described import Described
from kg.rdf.iris import Minter

Status = Literal["p", "n", "d", "s", "r"]
"""Of a claim: preferred, normal, deprecated; stated without a claim; reference data."""


class Row(NamedTuple):
    """What one article contributes: IRIs, and the object as a term."""

    subject: str
    predicate: str
    object: str
    status: Status


class Support(NamedTuple):
    """One value of one subject, and how many articles contribute it with this status."""

    predicate: str
    object: str
    status: Status
    articles: int


class Area(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


class Gazetteer(Protocol):
    """What is needed of ``kg.gazetteer.Gazetteer``."""

    def by_code(self, code: str) -> Area | None: ...
    def ancestors(self, code: str) -> Sequence[Area]: ...


_STATUS: dict[str, Status] = {
    f"<{TP}PreferredRank>": "p",
    f"<{TP}NormalRank>": "n",
    f"<{TP}DeprecatedRank>": "d",
}

# Where in the text a thing stands is evidence: it stays in the graph of the article.
_EVIDENCE_CLASSES = frozenset({f"<{NIF}Sentence>", f"<{TP}Conflict>"})
_EVIDENCE = frozenset(TP + name for name in ("beginIndex", "endIndex", "rule", "confidence"))
_CLAIM = f"<{TP}Claim>"
_OF_CLAIM = (RDF + "subject", RDF + "predicate", RDF + "object", TP + "rank")

# A thing has one name to show; every other way it is written is kept beside it.
_NAMES = {FOAF + "name": SKOS + "altLabel", SCHEMA + "name": SKOS + "altLabel", RDFS + "label": None}
_TYPE = RDF + "type"


def contributions(nodes: Described, gazetteer: Gazetteer, minter: Minter) -> list[Row]:
    """What the graph of one article contributes, given its nodes; each listed area brings those around it."""
    rows: dict[Row, None] = {}
    areas: set[str] = set()
    prefix = f"<{minter.area('00')[:-2]}"
    for subject, values in nodes.items():
        types = values.get(_TYPE, ())
        if _CLAIM in types:
            rows[_claim(values)] = None
        elif not _EVIDENCE_CLASSES.intersection(types):
            for predicate, objects in values.items():
                if predicate not in _EVIDENCE:
                    rows.update(dict.fromkeys(Row(subject[1:-1], predicate, obj, "s") for obj in objects))
            if subject.startswith(prefix):
                areas.add(subject[len(prefix) : -1])
    for code in sorted(areas):
        rows.update(dict.fromkeys(_reference(code, gazetteer, minter)))
    return list(rows)


def _claim(values: Mapping[str, Sequence[str]]) -> Row:
    subject, predicate, obj, rank = (values[name][0] for name in _OF_CLAIM)
    return Row(subject[1:-1], predicate[1:-1], obj, _STATUS[rank])


def _reference(code: str, gazetteer: Gazetteer, minter: Minter) -> Iterable[Row]:
    """An area of the gazetteer and the areas around it. A code the gazetteer does not know brings nothing."""
    area = gazetteer.by_code(code)
    for each in (area, *gazetteer.ancestors(code)) if area else ():
        iri = minter.area(each.code)
        for cls in (TP + "Place", SCHEMA + "AdministrativeArea"):
            yield Row(iri, _TYPE, terms.iri(cls), "r")
        yield Row(iri, SCHEMA + "name", terms.literal(each.name), "r")
        yield Row(iri, RDFS + "label", terms.literal(each.name), "r")
        yield Row(iri, TP + "level", terms.iri(f"{TP}level-{each.level}"), "r")
        yield Row(iri, TP + "kemendagriCode", terms.literal(each.code), "r")
        if each.parent:
            yield Row(iri, SCHEMA + "containedInPlace", terms.iri(minter.area(each.parent)), "r")


def view(
    subject: str,
    support: Iterable[Support],
    identity: Identity | None = None,
    settled: Mapping[tuple[str, str], Status] | None = None,
) -> list[str]:
    """Lines of the default graph about a subject: sorted, each value once.

    ``settled``: (predicate, value) -> status, for the values that were weighed over all articles.
    """
    found: set[tuple[str, str]] = set()
    shown: set[str] = set()
    for predicate, values in _by_predicate(support, identity, settled or {}).items():
        best = _best(predicate, values)
        if predicate in _NAMES:
            other = _NAMES[predicate]
            found.update((other, obj) for obj in best if other)
            best = _shown(best, values)
            shown.update(best)
        found.update((predicate, obj) for obj in best)
    itself = terms.iri(subject)
    return sorted(
        terms.triple(itself, f"<{predicate}>", obj)
        for predicate, obj in found
        # what was merged may have stood inside itself ("Kecamatan X" in "X"); nothing says that of a thing on purpose
        if obj != itself and not (predicate == SKOS + "altLabel" and obj in shown)
    )


def reference_view(subject: str, support: Iterable[Support]) -> list[str]:
    """Lines, without graph, of the gazetteer's graph about a subject."""
    found = {(value.predicate, value.object) for value in support if value.status == "r"}
    return sorted(f"{terms.iri(subject)} <{predicate}> {obj}" for predicate, obj in found)


def _by_predicate(
    support: Iterable[Support], identity: Identity | None, settled: Mapping[tuple[str, str], Status]
) -> dict[str, list[Support]]:
    """Values with merged things brought together; of a property that was weighed, with the status it was given."""
    weighed = {predicate for predicate, _ in settled}
    out: defaultdict[str, list[Support]] = defaultdict(list)
    for value in support:
        if identity and terms.is_iri(value.object):
            named = value.object[1:-1]
            if (canonical := identity.canonical(named)) != named:
                value = value._replace(object=f"<{canonical}>")
        if value.predicate in weighed and value.status in ("p", "n", "d"):
            value = value._replace(status=settled.get((value.predicate, value.object), "d"))
        out[value.predicate].append(value)
    return out


def _best(predicate: str, values: list[Support]) -> list[str]:
    """The values that stand, in order: reference data before claims, preferred before normal, stated ones always."""
    by_status: defaultdict[Status, set[str]] = defaultdict(set)
    for value in values:
        by_status[value.status].add(value.object)
    claimed = by_status["p"] or by_status["n"]
    if predicate in _NAMES or predicate == _TYPE:
        return sorted(by_status["r"] | claimed | by_status["s"])
    return sorted(by_status["r"] or claimed | by_status["s"])


def _shown(best: list[str], values: list[Support]) -> list[str]:
    """The one name to show: the gazetteer's, else the one most articles use, else the first in order."""
    weight: defaultdict[str, int] = defaultdict(int)
    official: set[str] = set()
    for value in values:
        weight[value.object] += value.articles
        if value.status == "r":
            official.add(value.object)
    return sorted(best, key=lambda obj: (obj not in official, -weight[obj], obj))[:1]
