"""Who held which post where, from the reports of many articles."""

from __future__ import annotations

from kg.claims.reports import Report
from kg.claims.rivals import World
from kg.claims.tenure import tenures
from kg.ns import ID, TP
from kg.vocab import load

ROLE, AREA, UNIT = (TP + p for p in ("role", "assignedArea", "unit"))
BABINSA, DANRAMIL, LURAH = (f"<{TP}{name}>" for name in ("Babinsa", "Danramil", "Lurah"))
CHAIR = f"<{ID}role/ketua-panitia>"
A, B, DISTRICT = (f"<{ID}area/{code}>" for code in ("31.71.03.1008", "31.71.03.1005", "31.71.03"))
KORAMIL, OTHER = (f"<{ID}unit/{name}>" for name in ("koramil-kemayoran", "koramil-senen"))


def told(*articles: tuple[str, dict[str, str | tuple[str, ...]]]) -> list[tuple[str, str, tuple[str, ...], str, str]]:
    """Tenures of articles given as (day, predicate -> values): role, area, units, first and last day."""
    reports = [
        Report(predicate, value, "n", number, day, (f"urn:{number}", number))
        for number, (day, given) in enumerate(articles, 1)
        for predicate, values in given.items()
        for value in ((values,) if isinstance(values, str) else values)
    ]
    world = World(load(), f"{ID}area/", lambda iri: "")
    return [(t.role, t.area, t.units, t.span.first, t.span.last) for t in tenures(reports, world)]


def test_reports_of_one_post_in_one_area_are_one_tenure() -> None:
    found = told(
        ("2024-03-02", {ROLE: BABINSA, AREA: A, UNIT: KORAMIL}),
        ("2024-08-19", {ROLE: BABINSA, AREA: A}),
        ("", {ROLE: BABINSA, AREA: A}),
    )
    assert found == [(BABINSA, A, (KORAMIL,), "2024-03-02", "2024-08-19")]


def test_a_transfer_makes_two_tenures() -> None:
    found = told(("2023-01-01", {ROLE: BABINSA, AREA: A}), ("2025-01-01", {ROLE: BABINSA, AREA: B}))
    assert found == [
        (BABINSA, B, (), "2025-01-01", "2025-01-01"),
        (BABINSA, A, (), "2023-01-01", "2023-01-01"),
    ]


def test_a_post_told_without_its_area_belongs_to_the_only_tenure_it_can_mean() -> None:
    found = told(
        ("2023-01-01", {ROLE: BABINSA, AREA: A, UNIT: KORAMIL}),
        ("2024-01-01", {ROLE: BABINSA}),
        ("2025-01-01", {ROLE: BABINSA, UNIT: OTHER}),
    )
    assert found == [
        (BABINSA, "", (OTHER,), "2025-01-01", "2025-01-01"),
        (BABINSA, A, (KORAMIL,), "2023-01-01", "2024-01-01"),
    ]


def test_a_post_that_can_mean_two_tenures_stands_by_itself() -> None:
    found = told(
        ("2023-01-01", {ROLE: BABINSA, AREA: A}),
        ("2025-01-01", {ROLE: BABINSA, AREA: B}),
        ("2024-01-01", {ROLE: BABINSA}),
    )
    assert (BABINSA, "", (), "2024-01-01", "2024-01-01") in found


def test_the_district_stands_for_the_only_kelurahan_in_it() -> None:
    found = told(("2023-01-01", {ROLE: BABINSA, AREA: A}), ("2024-01-01", {ROLE: BABINSA, AREA: DISTRICT}))
    assert found == [(BABINSA, A, (), "2023-01-01", "2024-01-01")]


def test_the_area_goes_with_the_office_of_the_state_and_not_with_the_other_post() -> None:
    found = told(("2023-01-01", {ROLE: (CHAIR, LURAH), AREA: A}))
    assert found == [(CHAIR, "", (), "2023-01-01", "2023-01-01"), (LURAH, A, (), "2023-01-01", "2023-01-01")]


def test_of_two_offices_of_the_state_the_area_may_be_either_s() -> None:
    found = told(("2023-01-01", {ROLE: (BABINSA, DANRAMIL), AREA: A}))
    assert [area for _, area, *_ in found] == ["", ""]
