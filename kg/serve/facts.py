"""The facts of a thing for its page: every value with the number of its articles, and sentences of the newest ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.evidence import Claim, claims
from kg.explain import values
from kg.ns import RDF, TP
from kg.record import Value
from kg.serve.shelf import Backing, backing, shelf
from kg.serve.state import View

_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_GRAPH = NamedNode(TP + "currentGraph")
_SENTENCES = 3  # of one value that are shown at once
_MANY = 30  # values from which on one sentence has to do


class Fact(NamedTuple):
    """``value``: with some of its claims; ``articles``: how many claim it; days of the first and the last, "" if no
    article has one, or they were not asked for."""

    value: Value
    articles: int
    first: str
    last: str


def facts(view: View, own: Collection[str], iri: str, *, dated: bool) -> tuple[Fact, ...]:
    """``own``: every IRI of the thing, ``iri``: the one that the view knows it by; ``dated``: with days of reports."""
    backed = _by_value(view, backing(view, own))
    found = values(view, iri, _claims(view, _some(view, backed)))
    return tuple(_fact(view, value, backed[value.property, value.value], dated=dated) for value in found)


def backed(view: View, own: Collection[str], predicate: str, value: str) -> list[Backing]:
    """Who claims one value, an article each, the newest first."""
    same = _by_value(view, backing(view, own)).get((predicate, value), [])
    each = {number: claim._replace(articles=[number]) for claim in same for number in claim.articles}
    return [each[number] for number in shelf(view).newest(each)]


def evidence(view: View, same: Iterable[Backing]) -> list[Claim]:
    """The claims of these articles, the newest first."""
    return sorted(_claims(view, same), key=lambda c: (c.published, c.article, -c.start), reverse=True)


def _by_value(view: View, found: Iterable[Backing]) -> dict[tuple[str, str], list[Backing]]:
    """(Predicate, value) -> who claims it; values that were decided to be one thing are one."""
    by_value: defaultdict[tuple[str, str], list[Backing]] = defaultdict(list)
    for each in found:
        by_value[each.predicate, view.identity.canonical(each.object)].append(each)
    return dict(by_value)


def _some(view: View, backed: Mapping[tuple[str, str], list[Backing]]) -> Iterator[Backing]:
    """A few articles for each value with each status, as the reason of a status stands with a claim that has it.

    The newest ones; but those that are read for another value anyway go before.
    """
    most = _SENTENCES if len(backed) < _MANY else 1
    chosen: dict[int, None] = {}
    for same in backed.values():
        for status in {each.status: None for each in same}:
            by_number = {number: each for each in same if each.status == status for number in each.articles}
            some = [number for number in chosen if number in by_number][:most]
            if len(some) < most:
                some += [number for number in shelf(view).newest(by_number, 2 * most) if number not in some]
            chosen |= dict.fromkeys(some[:most])
            yield from (by_number[number]._replace(articles=[number]) for number in some[:most])


def _claims(view: View, wanted: Iterable[Backing]) -> list[Claim]:
    """One claim for each value of each article."""
    found = (_claimed(view, each, number) for each in wanted for number in each.articles)
    nodes = " ".join(dict.fromkeys(str(claim) for claim in found if claim))
    return claims(view, f"{{ SELECT ?c WHERE {{ VALUES ?c {{ {nodes} }} }} }}") if nodes else []


def _claimed(view: View, backing: Backing, number: int) -> NamedNode | None:
    """A claim of this value in one article; looked for from the value, which fewer claims have than the thing."""
    store = view.store.store
    article = NamedNode(view.minter.article(shelf(view).keys[number]))
    parts = (_SUBJECT, NamedNode(backing.subject)), (_PREDICATE, NamedNode(backing.predicate))
    value = next(iter(parse(f"<urn:s> <urn:p> {backing.term} .", RdfFormat.N_TRIPLES))).object
    for current in store.quads_for_pattern(article, _GRAPH, None, None):
        assert isinstance(current.object, NamedNode)
        for claim in store.quads_for_pattern(None, _OBJECT, value, current.object):
            if isinstance(claim.subject, NamedNode) and all(
                Quad(claim.subject, *part, current.object) in store for part in parts
            ):
                return claim.subject
    return None


def _fact(view: View, value: Value, same: list[Backing], *, dated: bool) -> Fact:
    numbers = same[0].articles if len(same) == 1 else {number for each in same for number in each.articles}
    first, last = shelf(view).span(numbers) if dated and not value.first else (value.first, value.last)
    return Fact(value, len(numbers), first, last)
