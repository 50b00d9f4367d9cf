"""Measures of a network, as attributes of its nodes and edges: who stands in the middle, what holds it together.

Nodes get ``degree`` (neighbours), ``betweenness`` (0 to 1), ``community`` (1 is the largest) and ``core`` (the largest
k such that the node belongs to the k-core); edges get ``bridge``: without it the network would fall apart further.
Direction and parallel edges are left aside, weights of parallel edges add up. The same network gives the same numbers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.i18n import Lang, text

if TYPE_CHECKING:
    import networkx as nx

EXACT = 1_500
"""Up to so many nodes betweenness is exact; beyond, it is estimated from the paths out of ``SAMPLE`` nodes."""

SAMPLE = 100
_SEED = 1
_TOP = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """What ``kg stats --network`` tells. Tables are (label, value), best first."""

    nodes: int
    edges: int
    components: int
    density: float  # ties there are, of ties there could be
    communities: tuple[tuple[str, int], ...]  # best connected member, size
    core: int  # the largest k with a k-core
    degree: tuple[tuple[str, int], ...]
    betweenness: tuple[tuple[str, float], ...]
    bridges: tuple[tuple[str, str], ...]  # labels of both ends


def analyse(net: nx.Graph[str]) -> None:
    """Write the measures into the network."""
    import networkx as nx

    plain, names = _plain(net)
    betweenness = nx.betweenness_centrality(plain, k=SAMPLE if len(plain) > EXACT else None, seed=_SEED)
    cores = nx.core_number(plain)
    community = {n: number for number, members in enumerate(_communities(plain), start=1) for n in members}
    for number, iri in enumerate(names):
        net.nodes[iri].update(
            degree=plain.degree[number],
            betweenness=round(betweenness[number], 6),
            community=community[number],
            core=cores[number],
        )
    bridges = {frozenset((names[a], names[b])) for a, b in nx.bridges(plain)}
    for a, b, attributes in net.edges(data=True):
        attributes["bridge"] = frozenset((a, b)) in bridges


def summarise(net: nx.Graph[str]) -> Summary:
    """The measures of a network that ``analyse`` has seen."""
    import networkx as nx

    plain, names = _plain(net)
    of = net.nodes
    best = sorted(names, key=lambda iri: (-of[iri]["degree"], of[iri]["label"], iri))
    groups: dict[int, list[str]] = {}
    for iri in best:
        groups.setdefault(of[iri]["community"], []).append(iri)
    between = sorted(names, key=lambda iri: (-of[iri]["betweenness"], of[iri]["label"], iri))
    bridges = {tuple(sorted((of[a]["label"], of[b]["label"]))) for a, b, x in net.edges(data=True) if x["bridge"]}
    return Summary(
        nodes=len(net),
        edges=net.number_of_edges(),
        components=nx.number_connected_components(plain),
        density=round(nx.density(plain), 6),
        communities=tuple((of[groups[n][0]]["label"], len(groups[n])) for n in sorted(groups)),
        core=max((of[iri]["core"] for iri in names), default=0),
        degree=tuple((of[iri]["label"], of[iri]["degree"]) for iri in best[:_TOP]),
        betweenness=tuple(
            (of[iri]["label"], of[iri]["betweenness"]) for iri in between[:_TOP] if of[iri]["betweenness"]
        ),
        bridges=tuple((a, b) for a, b in sorted(bridges)),
    )


def to_json(found: Summary) -> dict[str, Any]:
    return {"schema": 1, **asdict(found)}


def to_text(found: Summary, lang: Lang = "id") -> str:
    """Size, then a table under each heading, best first; long ones are cut."""
    size = {name: getattr(found, name) for name in ("nodes", "edges", "components", "density")}
    lines = [text("network.size", lang, **size), text("network.core", lang, core=found.core), ""]
    for name in ("degree", "betweenness", "communities", "bridges"):
        rows = [(str(one), other) for one, other in getattr(found, name) if other != 1 or name != "communities"]
        if rows:
            width = max(len(one) for one, _ in rows[:_TOP])
            lines += [text(f"network.{name}", lang), *(f"  {one:{width}}  {other}" for one, other in rows[:_TOP])]
            lines += [f"  {text('network.more', lang, number=len(rows) - _TOP)}"] if len(rows) > _TOP else []
            lines.append("")
    return "\n".join(lines)


def _plain(net: nx.Graph[str]) -> tuple[nx.Graph[int], list[str]]:
    """Undirected, without loops; nodes by number: sets of numbers, unlike those of strings, keep one order."""
    import networkx as nx

    names = list(net)
    number = {iri: n for n, iri in enumerate(names)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    for a, b, attributes in net.edges(data=True):
        if a != b:
            one, other = number[a], number[b]
            before: Any = plain.get_edge_data(one, other, default={"weight": 0})
            plain.add_edge(one, other, weight=before["weight"] + attributes.get("weight", 1))
    return plain, names


def _communities(plain: nx.Graph[int]) -> list[list[int]]:
    import networkx as nx

    found = [sorted(members) for members in nx.community.louvain_communities(plain, seed=_SEED)]
    return sorted(found, key=lambda members: (-len(members), members))
