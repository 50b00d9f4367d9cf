"""Where a term is used: the questions, checks and shapes that name it, and the rules of settling that speak of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg import queries
from kg.claims.rules import load as weighing
from kg.dictionary.terms import Ontology
from kg.lookup import Label
from kg.ns import TP
from kg.rdf.mapping import PREDICATES
from kg.settle.rules import load as settling

_TERM = re.compile(r"\btp:([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Check:
    """A file of queries/checks/: what no graph should answer."""

    name: str
    title: Label
    text: str


@dataclass(slots=True)
class Uses:
    """Who uses one term, by name, each list in order."""

    questions: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def checks(folder: Path) -> tuple[Check, ...]:
    found = []
    for path in sorted(folder.glob("*.rq")):
        parsed = queries.parse(path.read_text(encoding="utf-8"), path.stem)
        found.append(Check(path.stem, Label(parsed.title_id, parsed.title_en), parsed.text))
    return tuple(found)


def names(sparql: str) -> list[str]:
    """IRIs of our terms that a query names outside its comments, in order of their names."""
    code = "\n".join(line for line in sparql.splitlines() if not line.lstrip().startswith("#"))
    return sorted({TP + name for name in _TERM.findall(code)})


def uses(ontology: Ontology, asked: Iterable[queries.Question], tested: Iterable[Check]) -> dict[str, Uses]:
    """IRI of a term -> who uses it; terms nobody uses are there as well, with nothing."""
    found: defaultdict[str, Uses] = defaultdict(Uses)
    for question in asked:
        for iri in names(question.text):
            found[iri].questions.append(question.name)
    for check in tested:
        for iri in names(check.text):
            found[iri].checks.append(check.name)
    for shape in ontology.shapes:
        text = " ".join(shape.names)
        for term in ontology.terms:
            if term.iri in shape.names or f"<{term.iri}>" in text:
                found[term.iri].shapes.append(shape.iri)
    for named, rule in sorted(set(_rules())):
        found[named].rules.append(rule)
    return found


def _rules() -> Iterator[tuple[str, str]]:
    """(term, "file: rule") of the rules that give a reason or decide on the values of a property."""
    for rule in settling():
        named = [TP + reason for reason in (rule.loser, rule.winner) if reason]
        named.append(PREDICATES.get((rule.kind, rule.property), ""))
        yield from ((term, f"rules.tsv: {rule.name}") for term in named)
    for predicate, rules in weighing().items():
        for weighed in rules:
            yield from ((term, f"claims.tsv: {weighed.name}") for term in (predicate, weighed.loser, weighed.winner))
