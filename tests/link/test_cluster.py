from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.link.cluster import Bonds, cluster

Pairs = dict[tuple[str, str], float]


def groups(
    pairs: Pairs,
    *,
    misfits: str = "",
    apart: str = "",
    same: tuple[tuple[str, str], ...] = (),
    different: str = "",
    nodes: str = "abcd",
) -> list[str]:
    """Groups as words; ``misfits``, ``apart`` and ``different`` are pairs such as "ab cd"."""

    def sets(text: str) -> set[frozenset[str]]:
        return {frozenset(pair) for pair in text.split()}

    bonds = Bonds(
        list(nodes), pairs,
        fits=lambda a, b: frozenset((a, b)) not in sets(misfits),
        apart=lambda a, b: frozenset((a, b)) in sets(apart),
        same=same, different=sets(different),
    )  # fmt: skip
    return ["".join(group) for group in cluster(bonds, 0.05, ord)]


def test_pairs_that_fit_one_another_are_one() -> None:
    assert groups({("a", "b"): 0.9, ("b", "c"): 0.85}) == ["abc"]


def test_chain_does_not_join_what_does_not_fit() -> None:
    assert groups({("a", "b"): 0.95, ("b", "c"): 0.85}, misfits="ac") == ["ab"]


def test_thing_that_fits_two_about_as_well_joins_neither() -> None:
    assert groups({("a", "b"): 0.9, ("b", "c"): 0.88}, misfits="ac") == []


def test_what_an_article_tells_apart_stays_apart() -> None:
    assert groups({("a", "b"): 1.0}, apart="ab") == []
    assert groups({("a", "b"): 1.0, ("b", "c"): 0.85}, apart="ac") == ["ab"]


def test_people_overrule_the_evidence_both_ways() -> None:
    assert groups({}, apart="ab", misfits="ab", same=(("a", "b"),)) == ["ab"]
    assert groups({("a", "b"): 1.0}, different="ab") == []


def test_group_that_people_made_is_judged_by_its_best_member() -> None:
    assert groups({("b", "c"): 0.9}, misfits="ab ac", same=(("a", "b"),)) == ["abc"]


def test_later_decision_wins_over_what_earlier_ones_add_up_to() -> None:
    assert groups({}, same=(("a", "b"), ("b", "c")), different="ac") == ["ab"]


@given(
    st.dictionaries(st.sampled_from([("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d")]), st.floats(0.8, 1)),
    st.lists(st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd"]), max_size=3),
)
def test_outcome_depends_on_no_order_and_keeps_every_constraint(pairs: Pairs, apart: list[str]) -> None:
    found = {tuple(groups(pairs, apart=" ".join(apart), nodes="".join(order))) for order in permutations("abcd")}
    assert len(found) == 1
    for group in found.pop():
        assert not any(set(pair) <= set(group) for pair in apart)
