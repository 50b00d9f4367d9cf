from __future__ import annotations

import random

from kg.link import blocking
from kg.link.profile import Profile
from kg.vocab import load


def person(number: int, name: str, area: str = "31.71.03.1008") -> Profile:
    return Profile(f"id:person/{number:04}", "person", name, (name,), ("Babinsa",), ("TNI",), areas=(area,))


def shared(one: Profile, other: Profile) -> set[str]:
    return set(blocking.blocks(one, load())) & set(blocking.blocks(other, load()))


def test_spellings_slips_and_short_forms_of_one_kecamatan_meet() -> None:
    for name in ("hendra sapoetra", "hendra saputro", "hendra", "h saputra"):
        assert shared(person(1, "hendra saputra"), person(2, name)), name


def test_same_full_name_meets_everywhere_and_one_word_only_nearby() -> None:
    assert shared(person(1, "hendra saputra"), person(2, "hendra saputra", "35.78.05.1002"))
    assert not shared(person(1, "hendra"), person(2, "hendra", "35.78.05.1002"))


def test_small_block_is_compared_in_full() -> None:
    members = [person(n, "budi santoso") for n in range(10)]
    assert len(list(blocking.partners(members))) == 45


def test_work_in_a_crowd_grows_with_its_size_and_the_like_meet() -> None:
    members = [person(n, "budi santoso", f"31.71.03.{1000 + n // 2}") for n in range(400)]
    pairs = set(blocking.partners(members))
    assert len(pairs) <= 400 * 8
    assert {(n, n + 1) for n in range(0, 400, 2)} <= pairs


def test_pairs_of_a_crowd_do_not_depend_on_its_order() -> None:
    members = [person(n, "budi santoso", f"31.71.03.{1000 + n * 7 % 50}") for n in range(90)]
    mixed = random.Random(3).sample(members, len(members))

    def met(some: list[Profile]) -> set[frozenset[str]]:
        return {frozenset((some[i].iri, some[j].iri)) for i, j in blocking.partners(some)}

    assert met(members) == met(mixed)
