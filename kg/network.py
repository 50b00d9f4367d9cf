"""Quads to a network: who took part in what, where, for which unit and area; people, units, places, events as nodes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
from pyoxigraph import Quad


def network(quads: Iterable[Quad]) -> nx.MultiDiGraph[str]:
    """The network of the best-value view; nodes have label, type, pillar; edges have type. Sorted, so repeatable."""
    raise NotImplementedError
