"""What a graph says of its nodes, by node and predicate: terms in N-Quads syntax, brought together once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Triple = tuple[str, str, str]
"""Subject, predicate and object as terms."""

Described = Mapping[str, Mapping[str, Sequence[str]]]
"""Node, a term -> IRI of a predicate -> terms, in the order they were given in."""


def described(triples: Iterable[Triple]) -> Described:
    """The nodes of triples. Some thousand an article: nothing is done twice here."""
    held: dict[str, defaultdict[str, list[str]]] = {}
    last = ""
    for subject, predicate, term in triples:
        if subject != last:
            last, values = subject, held.setdefault(subject, defaultdict(list))
        values[predicate[1:-1]].append(term)
    return held


def described_in(lines: Iterable[str], graph: str = "") -> Described:
    """The nodes of lines of N-Quads of one graph ("": the default graph), as ``kg.rdf.terms`` and the store write
    them; empty lines are nothing."""
    ending = -len(f" <{graph}> .") if graph else -len(" .")
    parts = (line.split(" ", 2) for line in lines if line)
    return described((subject, predicate, rest[:ending]) for subject, predicate, rest in parts)
