"""Measures of small networks whose measures are known."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import networkx as nx
import pytest

from kg.analysis import analyse, summarise, to_json, to_text


def two_groups() -> nx.MultiDiGraph[str]:
    """Two groups in which everybody knows everybody, tied both ways by one pair, and one who knows nobody."""
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    net.add_nodes_from((name, {"label": name.upper()}) for name in "abcdefghi")
    net.add_edges_from([*combinations("abcd", 2), *combinations("efgh", 2), ("d", "e"), ("e", "d")])
    return net


@pytest.fixture
def net() -> nx.MultiDiGraph[str]:
    found = two_groups()
    analyse(found)
    return found


def test_degree_counts_neighbours_not_edges(net: nx.MultiDiGraph[str]) -> None:
    assert nx.get_node_attributes(net, "degree") == dict(zip("abcdefghi", [3, 3, 3, 4, 4, 3, 3, 3, 0], strict=True))


def test_who_ties_two_groups_lies_between(net: nx.MultiDiGraph[str]) -> None:
    between = nx.get_node_attributes(net, "betweenness")
    assert {name: value for name, value in between.items() if value} == {"d": 0.428571, "e": 0.428571}  # 12 of 28 pairs


def test_the_only_tie_between_two_groups_is_a_bridge_both_ways(net: nx.MultiDiGraph[str]) -> None:
    assert [(a, b) for a, b, x in net.edges(data=True) if x["bridge"]] == [("d", "e"), ("e", "d")]


def test_groups_are_communities_and_cores(net: nx.MultiDiGraph[str]) -> None:
    groups = nx.get_node_attributes(net, "community")
    assert groups == dict(zip("abcdefghi", [1, 1, 1, 1, 2, 2, 2, 2, 3], strict=True))
    assert nx.get_node_attributes(net, "core") == dict(zip("abcdefghi", [3] * 8 + [0], strict=True))


def test_the_summary_says_what_matters(net: nx.MultiDiGraph[str]) -> None:
    found = summarise(net)
    assert (found.nodes, found.edges, found.components, found.core) == (9, 14, 2, 3)
    assert found.density == round(13 / 36, 6)
    assert found.communities == (("D", 4), ("E", 4), ("I", 1))
    assert found.degree[:3] == (("D", 4), ("E", 4), ("A", 3))
    assert found.betweenness == (("D", 0.428571), ("E", 0.428571))
    assert found.bridges == (("D", "E"),)


def test_an_empty_network_has_no_measures() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    analyse(empty)
    assert summarise(empty).nodes == 0


def test_a_large_network_is_measured_from_a_sample_the_same_every_time() -> None:
    def ring() -> nx.Graph[str]:
        net: nx.Graph[str] = nx.relabel_nodes(nx.cycle_graph(1_600), str)
        nx.set_node_attributes(net, {n: n for n in net}, "label")
        analyse(net)
        return net

    one, other = ring(), ring()
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))


def test_the_report_comes_in_both_languages_and_is_cut_where_it_is_long(net: nx.MultiDiGraph[str]) -> None:
    found = summarise(net)
    indonesian, english = to_text(found, "id"), to_text(found, "en")
    assert "Jembatan" in indonesian
    assert "Bridges" in english
    communities = english.partition("Largest communities")[2].partition("Bridges")[0]
    assert [line.split()[0] for line in communities.splitlines()[1:3]] == ["D", "E"]
    assert "I" not in communities.split(), "one who knows nobody is no community"
    many = replace(found, bridges=tuple((f"a{n}", f"b{n}") for n in range(30)))
    assert "… and 20 more" in to_text(many, "en")
    assert to_json(found)["degree"][0] == ("D", 4)
