"""From a graph and what is asked for to a picture: chosen things, their points, the evidence behind them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.errors import UsageError
from kg.explain import explain
from kg.i18n import LANGS, text
from kg.lookup import Label, Queryable
from kg.viz import choose, group, metrics, proof, view
from kg.viz.answer import named
from kg.viz.layout import XY, positions
from kg.viz.model import Network, Picture, Point, Thing


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
    number: int = choose.DEFAULT
    title: str = ""


def draw(graph: Queryable, wish: Wish) -> Picture:
    """Raises UsageError if what is asked for names nothing that can be drawn."""
    whole = view.read(graph)
    if not whole.things:
        raise UsageError("the graph has nothing to draw yet; read articles into it with: kg build PATH…")
    network = choose.period(whole, wish.since, wish.until) if wish.since or wish.until else whole
    focus, title = "", Label("", "")
    if wish.question:
        drawn, title = named(graph, network, wish.question, wish.params)
    elif wish.focus:
        focus = _focus(graph, network, wish.focus)
        drawn = choose.around(network, focus, wish.depth, choose.MOST if wish.everything else wish.number)
        title = network.things[focus].label
    elif not wish.everything:
        drawn = choose.most_important(network, wish.number)
    elif len(network.things) <= choose.MOST:
        drawn = list(network.things)
    else:
        network = group.by_area(network, choose.MOST)
        drawn = list(network.things)
    spare = choose.beyond(network, drawn)
    seen = _with_areas_around(network, [*drawn, *spare])
    found = proof.read(graph, network, seen) if not any(t.kind == "group" for t in network.things.values()) else None
    kept = choose.only(network, seen)
    kept = replace(kept, importance={iri: network.importance[iri] for iri in kept.things})
    if found:
        kept = replace(kept, ties=found.ties)
    if wish.title:
        title = Label(wish.title, wish.title)
    elif not title.id:
        title = Label(*(text("viz.title", lang) for lang in LANGS))
    return Picture(
        title=title,
        network=kept,
        total=len(whole.things),
        points=_points(kept, drawn),
        focus=focus,
        facts=found.facts if found else {},
        statements=found.statements if found else (),
        sentences=found.sentences if found else {},
        disputed=found.disputed if found else {},
        articles={a: whole.things[a] for iri in kept.things for a in network.things[iri].articles if a in whole.things},
    )


def radius(importance: float, thing: Thing) -> float:
    """Of the shape of a node, in pixels."""
    if thing.kind == "article":
        return 8.0
    base = {"event": 7.5, "group": 4.5, "place": 6.0}.get(thing.kind, 5.5)
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
    index = {iri: number for number, iri in enumerate(order)}
    share = 1.0 if len(order) <= 160 else 0.6 if len(order) <= 450 else 0.0  # of a label that its node keeps free
    sizes = [_room(network, iri, share) for iri in order]
    ties = [
        (index[tie.source], index[tie.target], 0.4 if tie.kind == view.WITHIN else 1.0)
        for tie in network.ties
        if tie.source in index and tie.target in index
    ]
    found = positions(sizes, ties)
    return {iri: Point(round(x, 1), round(y, 1)) for iri, (x, y) in zip(order, found, strict=True)}


def _room(network: Network, iri: str, share: float) -> XY:
    """Half width and half height of what a node keeps free."""
    thing = network.things[iri]
    own = radius(network.importance[iri], thing) + 3
    wide, high = label_size(thing)
    return max(own, (wide / 2 + 3) * share), own + high / 2 * share
