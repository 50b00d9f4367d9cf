"""The network of the best-value view."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from pyoxigraph import DefaultGraph, Quad

from kg.lookup import quads
from kg.network import network
from kg.store import Graph


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Quad]]:
    graph: Graph
    with small.graph(Path(tmp_path_factory.mktemp("network")), small.MULYO, small.SEPI) as graph:
        yield list(quads(graph, DefaultGraph()))


def named(view: list[Quad], **options: object) -> set[tuple[str, str, str]]:
    net = network(view, **options)  # type: ignore[arg-type]
    return {(net.nodes[a]["label"], kind, net.nodes[b]["label"]) for a, b, kind in net.edges(keys=True)}


def test_people_units_areas_events_and_statements_are_tied(view: list[Quad]) -> None:
    assert named(view) >= {
        ("siskamling", "participant", "Tono Wibowo"),
        ("siskamling", "participant", "Siti Aminah"),
        ("siskamling", "place", "Utan Panjang"),
        ("Tono Wibowo", "unit", "Polsek Kencana"),
        ("Tono Wibowo", "assignedArea", "Sepi"),
        ("Mari kita jaga malam bersama", "speaker", "Tono Wibowo"),
        ("Warga Mulyo Jaga Malam", "reports", "siskamling"),
        ("Utan Panjang", "containedInPlace", "Kemayoran"),
    }


def test_nodes_say_what_they_are(view: list[Quad]) -> None:
    net = network(view)
    (event,) = [n for n in net if net.nodes[n]["label"] == "siskamling"]
    assert net.nodes[event] == {
        "label": "siskamling",
        "type": "event",
        "pillar": "",
        "date": "2025-04-14",
        "start": "2025-04-14",
        "end": "2025-04-14",
        "sources": 1,
        "conflict": "",
    }
    assert sorted(a["pillar"] for _, a in net.nodes(data=True) if a["label"] == "Tono Wibowo") == ["Polri", "TNI"]


def test_only_the_kinds_asked_for_and_edges_between_them(view: list[Quad]) -> None:
    net = network(view, kinds=("person", "event"))
    assert {a["type"] for _, a in net.nodes(data=True)} == {"person", "event"}
    assert {kind for _, _, kind in net.edges(keys=True)} == {"participant"}


def test_the_order_of_the_quads_does_not_matter(view: list[Quad]) -> None:
    shuffled = list(view)
    random.Random(3).shuffle(shuffled)
    a, b = network(view), network(shuffled)
    assert list(a.nodes(data=True)) == list(b.nodes(data=True))
    assert list(a.edges(keys=True, data=True)) == list(b.edges(keys=True, data=True))


def test_nothing_gives_an_empty_network() -> None:
    assert len(network([])) == 0
