"""Cases of identity as people decide them: merged, asked, or left apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import identify
from kg.errors import DataError
from kg.link import weights
from kg.link.compare import total
from kg.link.profile import Held, Profile, from_text, to_text

BABINSA = Profile(
    "id:person/a", "person", "Hendra Saputra", ("hendra saputra",), ("Babinsa",), ("TNI",),
    (Held("rank-Serda", "2023-04-14", "2023-06-01"),), ("koramil 02 kemayoran",), ("31.71.03.1008",), ("31.71.03",),
)  # fmt: skip
LURAH = replace(BABINSA, categories=("Lurah",), pillars=("Pemerintah",), ranks=(), units=())
NOWHERE = {"units": (), "areas": (), "context": ()}


def outcome(one: Profile, other: Profile) -> str:
    """What becomes of a pair."""
    compare = identify.comparer()
    assert compare.steps(one, other)
    score, limits = compare.score(one, other), compare.weights[one.kind]
    assert score == compare.score(other, one)
    return "merged" if score >= limits.merge else "asked" if score >= limits.open else "apart"


def evidence(one: Profile, other: Profile) -> set[str]:
    return {step.evidence for step in identify.comparer().steps(one, other)}


def serving(rank: str, first: str, last: str) -> tuple[Held, ...]:
    return (Held(f"rank-{rank}", first, last),)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "merged"),
        ({"names": ("hendra sapoetra",)}, "merged"),
        ({"names": ("hendra saputro",)}, "merged"),  # a slip, and all else agrees
        ({"names": ("hendra saputra wijaya",)}, "merged"),
        ({"areas": ()}, "merged"),  # the unit is enough
        ({"units": ("koramil 02 kmy",)}, "merged"),
        ({"ranks": serving("Sertu", "2025-02-01", "2025-02-01")}, "merged"),  # promoted
        ({"areas": ("31.71.03.1005",)}, "merged"),  # moved within the Koramil: post, rank and unit agree
        ({"areas": ("31.71.03.1005",), "units": ()}, "asked"),
        ({"areas": ("31.71.07.1005",), "units": ()}, "apart"),
        ({"areas": ("32.73.16.1006",), "units": ("koramil 05 kiaracondong",)}, "apart"),
        ({**NOWHERE}, "asked"),  # name, post and rank, and nothing that says where
        ({**NOWHERE, "categories": (), "ranks": ()}, "apart"),  # a name alone
        ({"names": ("budi santoso",)}, "apart"),
        ({"names": ("hendra",), "units": (), "ranks": ()}, "asked"),  # one word: weak
        ({"names": ("hendra",), **NOWHERE}, "apart"),
        ({"pillars": ("Polri",), "categories": ("Bhabinkamtibmas",), "ranks": (), "units": ()}, "apart"),
        ({"ranks": serving("Praka", "2025-02-01", "2025-02-01"), "units": ()}, "asked"),  # demoted?
    ],
)
def test_babinsa_of_one_kelurahan(change: dict[str, tuple[str, ...]], expected: str) -> None:
    assert outcome(BABINSA, replace(BABINSA, iri="id:person/b", **change)) == expected  # type: ignore[arg-type]


def test_same_name_in_another_kelurahan_is_another_person_by_default() -> None:
    elsewhere = replace(LURAH, areas=("31.71.03.1005",))
    assert outcome(LURAH, elsewhere) == "apart"


def test_successor_of_a_lurah_is_another_person() -> None:
    assert outcome(LURAH, replace(LURAH, names=("siti aminah",))) == "apart"


def test_head_of_an_area_is_known_by_a_short_name_and_a_citizen_is_not() -> None:
    assert outcome(LURAH, replace(LURAH, names=("hendra",))) == "merged"
    citizen = replace(LURAH, categories=("Tokoh Masyarakat",), pillars=("Masyarakat",))
    assert outcome(citizen, replace(citizen, names=("hendra",))) == "asked"


def test_ranks_of_two_forces_are_no_career() -> None:
    police = replace(BABINSA, ranks=serving("Briptu", "2025-01-01", "2025-01-01"))
    assert "rank-other-force" in evidence(BABINSA, police)


def test_lower_rank_later_speaks_against_and_a_lag_of_weeks_does_not() -> None:
    sertu = replace(BABINSA, ranks=serving("Sertu", "2023-01-01", "2023-04-01"))
    assert "rank-near" in evidence(sertu, BABINSA)
    assert "rank-demotion" in evidence(replace(sertu, ranks=serving("Sertu", "2022-01-01", "2022-01-01")), BABINSA)


def test_promotion_takes_its_time() -> None:
    soon = replace(BABINSA, ranks=serving("Peltu", "2023-08-01", "2023-08-01"))
    assert "rank-far" in evidence(BABINSA, soon)


def test_unit_named_after_the_kecamatan_covers_its_kelurahan() -> None:
    by_area = replace(BABINSA, units=(), context=())
    by_unit = replace(BABINSA, areas=(), context=())
    assert "unit-covers" in evidence(by_area, by_unit)


UNIT = Profile("id:unit/a", "unit", "", ("koramil kemayoran",), ("Koramil",), ("TNI",), context=("31.71.03",))


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("koramil 02 kemayoran", "31.71.03", "merged"),
        ("koramil 02 kmy", "31.71.03", "asked"),  # an abbreviation and a regency
        ("koramil 02 kemayoran", "32.73.16", "apart"),  # there may be a Koramil of this name elsewhere
        ("koramil sawah besar", "31.71.03", "apart"),
        ("polsek kemayoran", "31.71.03", "apart"),
    ],
)
def test_units_by_the_part_of_the_chain_that_is_given(name: str, context: str, expected: str) -> None:
    kind = "Polsek" if name.startswith("polsek") else "Koramil"
    assert outcome(UNIT, replace(UNIT, names=(name,), categories=(kind,), context=(context,))) == expected


def test_number_and_abbreviation_make_one_unit_and_another_number_another() -> None:
    full = replace(UNIT, names=("koramil 02 kemayoran",))
    assert outcome(full, replace(UNIT, names=("koramil 02 kmy",))) == "merged"
    assert outcome(full, replace(UNIT, names=("koramil 03 kemayoran",))) == "apart"


def test_command_there_is_one_of_needs_no_place() -> None:
    command = Profile("id:unit/a", "unit", "", ("polda metro jaya",), ("Polda",), ("Polri",), context=("31.71",))
    assert outcome(command, replace(command, names=("polda metro jaya",), context=("32.73",))) == "merged"


PLACE = Profile(
    "id:place/a", "place", "", ("utan panjang",), ("kelurahan",), areas=("31.71.03",), context=("31.71.03",)
)


def test_places_without_code_join_the_listed_one_they_lie_with() -> None:
    listed = replace(PLACE, iri="https://x.id/area/31.71.03.1008", context=())
    assert outcome(PLACE, listed) == "merged"
    assert outcome(replace(PLACE, names=("utan panjnag",)), listed) == "asked"
    assert outcome(replace(PLACE, names=("hutan panjang",)), listed) == "apart"  # there is one elsewhere
    assert outcome(replace(PLACE, areas=("14.03.10",), context=("14.03.10",)), listed) == "apart"
    assert outcome(replace(PLACE, categories=("kecamatan",)), listed) == "apart"


def test_two_official_codes_are_two_places() -> None:
    listed = replace(PLACE, iri="https://x.id/area/31.71.03.1008")
    assert outcome(listed, replace(listed, iri="https://x.id/area/31.71.03.1007")) == "apart"


EVENT = Profile(
    "id:event/a", "event", "", (), ("patroli",), areas=("31.71.03.1008",), days=("2025-04-14",),
    people=("hendra saputra", "yusuf maulana"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "merged"),
        ({"people": ("hendra saputra",)}, "merged"),
        ({"people": ()}, "asked"),
        ({"areas": ("31.71.03",)}, "merged"),  # the kecamatan around it
        ({"people": ("siti aminah",)}, "apart"),
        ({"days": ("2025-04-15",)}, "apart"),
        ({"areas": ("31.71.03.1005",)}, "apart"),
        ({"categories": ("komsos",)}, "asked"),
    ],
)
def test_event_of_several_reports(change: dict[str, tuple[str, ...]], expected: str) -> None:
    assert outcome(EVENT, replace(EVENT, iri="id:event/b", **change)) == expected  # type: ignore[arg-type]


def test_things_of_two_kinds_are_not_compared() -> None:
    assert identify.comparer().steps(UNIT, PLACE) == []


def test_score_is_the_sum_of_the_evidence() -> None:
    compare = identify.comparer()
    other = replace(BABINSA, areas=("31.71.03.1005",), units=())
    steps = compare.steps(BABINSA, other)
    assert compare.score(BABINSA, other) == total(steps) == round(sum(step.weight for step in steps), 4)


def test_profile_is_written_and_read_back() -> None:
    for each in (BABINSA, LURAH, UNIT, PLACE, EVENT):
        assert from_text(to_text(each)) == each


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("person\tname-same\tmuch\ta\tb", "expected kind"),
        ("person\topen\t0.5\ta\tb", "twice"),
        ("thing\tmerge\t0.8\ta\tb", "no row"),
    ],
)
def test_broken_weights_are_refused(tmp_path: Path, row: str, message: str) -> None:
    file = tmp_path / "identity.tsv"
    limits = "\n".join(
        f"person\t{name}\t{w}\ta\tb" for name, w in (("merge", 0.8), ("open", 0.5), ("clash", 0), ("margin", 0))
    )
    file.write_text(f"kind\tevidence\tweight\tid\ten\n{limits}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        weights.load(file)
