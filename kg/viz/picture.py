"""From a graph and what is asked for to a picture: chosen things, their points, the evidence behind them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import UsageError
from kg.explain import explain
from kg.i18n import LANGS, text
from kg.lookup import Label, Queryable
from kg.viz import choose, group, metrics, proof, view
from kg.viz.answer import named
from kg.viz.layout import XY, Tied, nested, positions
from kg.viz.model import Bond, Network, Picture, Point, Thing, Tie


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be drawn. With nothing set: the most important things of the whole graph."""

    focus: str = ""  # name or IRI
    depth: int = 1
    question: str = ""  # name of a question, or a file
    params: Mapping[str, str] = field(default_factory=dict)
    since: str = ""  # ISO dates at any precision
    until: str = ""
    everything: bool = False
    number: int | None = None  # of things, at most; None: as many as can be read
    title: str = ""


def draw(graph: Queryable, wish: Wish) -> Picture:
    """Raises UsageError if what is asked for names nothing that can be drawn."""
    whole = view.read(graph)
    if not whole.things:
        raise UsageError("the graph has nothing to draw yet; read articles into it with: kg build PATH…")
    network = choose.period(whole, wish.since, wish.until) if wish.since or wish.until else whole
    drawn, focus, title = _chosen(graph, network, wish)
    one_by_one = wish.number is not None or (wish.everything and len(drawn) <= choose.MOST)
    if len(drawn) > choose.FEW and not one_by_one:
        return _grouped(graph, whole, choose.only(network, drawn), title)
    return replace(_placed(graph, whole, network, drawn, title), focus=focus)


def _placed(graph: Queryable, whole: Network, network: Network, drawn: list[str], title: Label) -> Picture:
    """Of these things at their points, with what can be unfolded around them and the sentences behind it."""
    seen = _with_areas_around(network, [*drawn, *choose.beyond(network, drawn)])
    found = proof.read(graph, network, seen)
    kept = choose.only(network, seen)
    kept = replace(kept, importance={iri: network.importance[iri] for iri in kept.things}, ties=found.ties)
    return replace(_picture(whole, kept, found, title), points=_points(kept, drawn))


def draw_tied(graph: Queryable, drawn: Sequence[str], bonds: Iterable[Bond], title: Label) -> Picture:
    """Of these things, tied as an answer ties them: with the sentences where the graph does so, too.

    Raises UsageError if nothing of it can be drawn.
    """
    whole = view.read(graph)
    drawn = [iri for iri in drawn if iri in whole.things]
    if not drawn:
        raise UsageError("the answer names no person, unit, place, event or article that can be drawn")
    tied = tuple(_bound(whole, frozenset(drawn), bonds))
    network = replace(whole, ties=tied, importance=view.importance(whole.things, tied))
    return _placed(graph, whole, network, drawn, title)


def _bound(whole: Network, drawn: frozenset[str], bonds: Iterable[Bond]) -> Iterator[Tie]:
    """Ties of an answer between the things drawn, and all those of the graph to things that are not, to unfold."""
    known: defaultdict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in whole.ties:
        ends = frozenset((tie.source, tie.target))
        if ends <= drawn:
            known[ends].append(tie)
        else:
            yield tie
    found: dict[Tie, None] = {}
    for bond in bonds:
        own = known.get(frozenset((bond.source, bond.target)), [])
        if bond.exact:
            own = [tie for tie in own if tie.kind == bond.kind]
        if {bond.source, bond.target} <= drawn:
            found.update(dict.fromkeys(own or [Tie(bond.source, bond.target, bond.kind)]))
    yield from found


def _chosen(graph: Queryable, network: Network, wish: Wish) -> tuple[list[str], str, Label]:
    """What is to be drawn, the focus, the title."""
    title = Label(wish.title, wish.title)
    number = wish.number or choose.DEFAULT
    if wish.question:
        drawn, asked = named(graph, network, wish.question, wish.params)
        return drawn, "", title if wish.title else asked
    if wish.focus:
        focus = _focus(graph, network, wish.focus)
        drawn = choose.around(network, focus, wish.depth, choose.MOST if wish.everything else number)
        return drawn, focus, title if wish.title else network.things[focus].label
    if not wish.title:
        title = Label(*(text("viz.title", lang) for lang in LANGS))
    if wish.everything or (wish.number is None and len(network.things) > choose.FEW):
        return list(network.things), "", title
    return choose.most_important(network, number), "", title


def _grouped(graph: Queryable, whole: Network, network: Network, title: Label) -> Picture:
    """Areas standing for what belongs to them; the most important things wait inside, each at its place."""
    grouping = group.by_area(network, choose.MOST_GROUPS)
    rank = choose.ranking(network)  # all areas come along: they say what lies where
    members = sorted(network.things, key=lambda iri: (network.things[iri].kind != "place", rank[iri]))[: choose.MOST]
    found = proof.read(graph, network, members)
    kept = choose.only(network, members)
    kept = Network(
        kept.things | grouping.groups.things,
        (*grouping.groups.ties, *found.ties),
        {iri: network.importance[iri] for iri in kept.things} | grouping.groups.importance,
        network.as_of,
    )
    order = sorted(members)
    homes = {iri: grouping.homes[iri] for iri in order}
    number = {iri: n for n, iri in enumerate(sorted(set(homes.values())))}
    sizes = Counter(homes.values())
    points, middles = nested(
        [_room(kept, iri, _share(sizes[homes[iri]])) for iri in order],
        _tied(kept, order),
        [number[homes[iri]] for iri in order],
    )
    return replace(
        _picture(whole, kept, found, title),
        points={iri: _point(middles[n]) for iri, n in number.items()},
        homes=homes,
        waiting={iri: _point(point) for iri, point in zip(order, points, strict=True)},
    )


def _picture(whole: Network, kept: Network, found: proof.Proof, title: Label) -> Picture:
    """Of these things with their proof, before anything has its place."""
    return Picture(
        title=title,
        network=kept,
        total=len(whole.things),
        points={},
        focus="",
        facts=found.facts,
        statements=found.statements,
        sentences=found.sentences,
        disputed=found.disputed,
        articles={a: whole.things[a] for iri in kept.things for a in kept.things[iri].articles if a in whole.things},
    )


def radius(importance: float, thing: Thing) -> float:
    """Of the shape of a node, in pixels."""
    if thing.kind == "article":
        return 8.0
    if thing.kind == "group":
        return round(min(3.5 + 0.75 * math.sqrt(sum(number for _, number in thing.members)), 30.0), 1)
    base = {"event": 7.5, "place": 6.0}.get(thing.kind, 5.5)
    return round(min(base + 1.7 * math.sqrt(max(importance, 0.0)), 20.0), 1)


def label_size(thing: Thing) -> XY:
    """Width and height of the label, the longer one of both languages."""
    size = metrics.FONT_SIZE[thing.kind]
    sizes = []
    for words in {thing.label.id: 0, thing.label.en: 0}:
        lines = metrics.wrap(words, thing.kind)
        sizes.append((max(metrics.width(line, size) for line in lines), len(lines) * size * metrics.LINE))
    return max(w for w, _ in sizes), max(h for _, h in sizes)


def _focus(graph: Queryable, network: Network, wanted: str) -> str:
    iri = explain(graph, wanted).iri
    if iri in network.things:
        return iri
    raise UsageError(
        f"{wanted}: not a thing that is drawn (person, unit, place, event or article) in the period asked for; "
        "kg explain shows what the graph knows of it"
    )


def _with_areas_around(network: Network, chosen: list[str]) -> dict[str, None]:
    """The chosen things, and the areas around the areas among them: for finding one's way from the province down."""
    seen = dict.fromkeys(chosen)
    for iri in chosen:
        parent = network.things[iri].parent
        for place in (*network.things[iri].places, parent):
            while place in network.things and place not in seen:
                seen[place] = None
                place = network.things[place].parent
    return seen


def _points(network: Network, drawn: list[str]) -> dict[str, Point]:
    order = sorted(drawn)
    found = positions([_room(network, iri, _share(len(order))) for iri in order], _tied(network, order))
    return {iri: _point(point) for iri, point in zip(order, found, strict=True)}


def _tied(network: Network, order: list[str]) -> list[Tied]:
    """Ties between these things, by their numbers."""
    index = {iri: number for number, iri in enumerate(order)}
    return [
        (index[tie.source], index[tie.target], 0.4 if tie.kind == view.WITHIN else 1.0)
        for tie in network.ties
        if tie.source in index and tie.target in index
    ]


def _share(number: int) -> float:
    """Of a label that its node keeps free, where so many things stand together."""
    return 1.0 if number <= 160 else 0.6 if number <= 450 else 0.0


def _point(at: XY) -> Point:
    return Point(round(at[0], 1), round(at[1], 1))


def _room(network: Network, iri: str, share: float) -> XY:
    """Half width and half height of what a node keeps free."""
    thing = network.things[iri]
    own = radius(network.importance[iri], thing) + 3
    wide, high = label_size(thing)
    return max(own, (wide / 2 + 3) * share), own + high / 2 * share
