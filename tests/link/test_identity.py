from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.link.identity import Identity


def test_what_no_decision_speaks_of_is_itself() -> None:
    assert Identity().canonical("a") == "a"
    assert Identity().members("a") == ("a",)


def test_merges_are_followed_to_their_end() -> None:
    identity = Identity([("a", "b"), ("b", "c")])
    assert identity.canonical("a") == "c"
    assert identity.members("c") == ("c", "a", "b")
    assert identity.members("a") == ()
    assert len(identity) == 2


def test_circle_is_refused_naming_both_sides() -> None:
    with pytest.raises(DataError, match=r"b is merged into a|a is merged into b|a is merged|b is merged"):
        Identity([("a", "b"), ("b", "a")])


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("ghij")))
def test_every_member_leads_back_to_its_canonical_iri(merges: dict[str, str]) -> None:
    identity = Identity(merges.items())
    for canonical in "ghij":
        assert {identity.canonical(member) for member in identity.members(canonical)} == {canonical}
