"""What people decided: two things are the same, different, or nobody can tell; which value of a property holds.

Decisions are truth like the articles, and outlive them: records are only ever added, taking one back is a record of its
own, and one that speaks of things no article mentions any more lies dormant until they come back. Here is what the
records mean; the archive keeps them, the graph ``graph/decisions`` mirrors them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError
from kg.link.identity import Identity
from kg.ns import PROV, RDF, RDFS, TP
from kg.rdf import terms
from kg.rdf.iris import Minter, slug

Verdict = Literal["same", "different", "unsure", "prefer", "undo"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "unsure")
"""What can be said of two things."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (
  number INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL,         -- same, different, unsure, prefer, undo
  one TEXT NOT NULL,             -- IRI; of "prefer" the subject; of "undo" empty
  other TEXT NOT NULL,           -- IRI; of "prefer" the IRI of the property
  value TEXT NOT NULL,           -- of "prefer", the value as a term
  undoes INTEGER,                -- number of the decision taken back
  who TEXT NOT NULL,
  at TEXT NOT NULL,              -- time, ISO 8601
  why TEXT NOT NULL
)"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One record. ``number`` 0: not recorded yet. See ``SCHEMA`` for what the fields hold."""

    number: int
    verdict: Verdict
    one: str
    other: str
    who: str
    at: str
    why: str = ""
    value: str = ""
    undoes: int | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """What a later decision must be about to take the place of this one."""
        if self.verdict == "prefer":
            return ("prefer", self.one, self.other)
        return ("pair", *sorted((self.one, self.other)))

    @property
    def said(self) -> tuple[str, ...]:
        """All of it but number and time."""
        return (*self.about, self.verdict, self.value, str(self.undoes or ""), self.who, self.why)

    @property
    def things(self) -> tuple[str, ...]:
        """IRIs of the things it speaks of."""
        match self.verdict:
            case "undo":
                return ()
            case "prefer":
                return (self.one,)
            case _:
                return (self.one, self.other)


def standing(records: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, the latest first: neither taken back nor followed by another about the same."""
    records = sorted(records, key=lambda record: -record.number)
    undone = {record.undoes for record in records if record.verdict == "undo"}
    found: dict[tuple[str, ...], Decision] = {}
    for record in records:
        if record.verdict != "undo" and record.number not in undone:
            found.setdefault(record.about, record)
    return tuple(found.values())


def same_pairs(decided: Sequence[Decision]) -> list[tuple[str, str]]:
    return [(d.one, d.other) for d in decided if d.verdict == "same"]


def kept_apart(decided: Sequence[Decision]) -> set[frozenset[str]]:
    """Pairs that are different, and pairs of which nobody can tell: those are not to be joined by a machine either."""
    return {frozenset((d.one, d.other)) for d in decided if d.verdict in ("different", "unsure")}


def check(new: Decision, decided: Sequence[Decision]) -> None:
    """Raises UsageError if a decision about two things cannot hold together with the others."""
    if new.one == new.other:
        raise UsageError(f"{new.one} is one thing already; name two")
    others = [decision for decision in decided if decision.about != new.about]
    if new.verdict == "same":
        for against in (d for d in others if d.verdict == "different"):
            groups = Identity(_directed([*same_pairs(others), (new.one, new.other)]))
            if groups.canonical(against.one) == groups.canonical(against.other):
                raise UsageError(
                    f"{new.one} and {new.other} cannot be the same while decision {against.number} says that "
                    f"{against.one} and {against.other} are different; take that back with --undo {against.number}"
                )
    if new.verdict == "different":
        groups = Identity(_directed(same_pairs(others)))
        if groups.canonical(new.one) == groups.canonical(new.other):
            numbers = ", ".join(str(d.number) for d in others if d.verdict == "same")
            raise UsageError(
                f"{new.one} and {new.other} cannot be different: they are the same by other decisions "
                f"(among {numbers}); take one of those back with --undo"
            )


def _directed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of equals as merges into the first of each group."""
    first: dict[str, str] = {}

    def root(iri: str) -> str:
        while first.get(iri, iri) != iri:
            iri = first[iri]
        return iri

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [(iri, root(iri)) for iri in first]


def preferences(decided: Sequence[Decision], identity: Identity) -> Mapping[tuple[str, str], str]:
    """(canonical subject, property) -> value as a term; of two decisions that came together the later one."""
    found: dict[tuple[str, str], str] = {}
    for decision in decided:
        if decision.verdict == "prefer":
            found.setdefault((identity.canonical(decision.one), decision.other), decision.value)
    return found


def to_nquads(records: Iterable[Decision], minter: Minter) -> list[str]:
    """Every record as lines of the graph of decisions, sorted."""
    graph = terms.iri(minter.graph("decisions"))
    records = sorted(records, key=lambda record: record.number)
    undone = {record.undoes: record for record in records if record.verdict == "undo"}
    lines: list[str] = []
    for record in records:
        itself = terms.iri(iri(record.number, minter))
        who = terms.iri(f"{minter.base}reviewer/{slug(record.who)}")
        said = [(RDF + "type", f"<{TP}{_CLASSES.get(record.verdict, 'SameAsDecision')}>"), *_content(record, minter)]
        said.append((PROV + "wasAttributedTo", who))
        said.append((PROV + "generatedAtTime", terms.typed(record.at, "dateTime")))
        if record.why:
            said.append((TP + "reason", terms.literal(record.why)))
        if taken := undone.get(record.number):
            said.append((PROV + "wasInvalidatedBy", terms.iri(iri(taken.number, minter))))
        lines += [terms.quad(itself, f"<{predicate}>", obj, graph) for predicate, obj in said]
        lines.append(terms.quad(who, f"<{RDF}type>", f"<{PROV}Agent>", graph))
        lines.append(terms.quad(who, f"<{RDFS}label>", terms.literal(record.who), graph))
    return sorted(set(lines))


_CLASSES = {"prefer": "ValueDecision", "undo": "Retraction"}


def iri(number: int, minter: Minter) -> str:
    return f"{minter.base}decision/{number}"


def _content(record: Decision, minter: Minter) -> list[tuple[str, str]]:
    match record.verdict:
        case "prefer":
            return [
                (TP + "left", terms.iri(record.one)),
                (TP + "property", terms.iri(record.other)),
                (TP + "chosenValue", record.value),
            ]
        case "undo":
            return [(TP + "retracts", terms.iri(iri(record.undoes or 0, minter)))]
        case _:
            return [
                (TP + "left", terms.iri(record.one)),
                (TP + "right", terms.iri(record.other)),
                (TP + "verdict", terms.literal(record.verdict)),
            ]
