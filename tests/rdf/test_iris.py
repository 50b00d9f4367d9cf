from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.ns import ID
from kg.rdf.iris import Minter, digest, slug


@given(st.text())
def test_slug_is_ascii_and_never_empty(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(), st.text())
def test_a_name_with_its_key_gives_a_valid_iri(name: str, key: str) -> None:
    NamedNode(Minter().named("person", name, key))


def test_parts_of_a_key_do_not_run_into_one_another() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_area_is_minted_from_its_code() -> None:
    assert Minter().area("31.71.03.1008") == ID + "area/31.71.03.1008"


@pytest.mark.parametrize("code", ["", "31.71.03.100", "3171", "31/71", "31.71.03.1008 "])
def test_what_is_no_code_is_no_area(code: str) -> None:
    with pytest.raises(ValueError, match="Kemendagri code"):
        Minter().area(code)


def test_everything_moves_with_the_base() -> None:
    minter = Minter("https://data.example.id/")
    minted = [
        minter.article("k"),
        minter.sentence("k", 0, 5),
        minter.claim("x"),
        minter.graph("vocab"),
        minter.named("unit", "Polsek X", "polsek x"),
        minter.run("0.1.0"),
    ]
    assert all(iri.startswith("https://data.example.id/") for iri in minted)


@pytest.mark.parametrize("base", ["", "id/", "https://x.id", "https://x.id/#", "https://x.id/?a=/", "https://x id/"])
def test_base_that_cannot_carry_names_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        Minter(base)
