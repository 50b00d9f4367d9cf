"""Values of several articles are weighed in the order of trust: people, the domain, time, independent voices."""

from __future__ import annotations

from kg.claims import rules
from kg.claims.reports import Report
from kg.claims.rivals import World
from kg.claims.weigh import weigh
from kg.derive import Status
from kg.ns import FOAF, ID, TP
from kg.vocab import load

RANK, ROLE, AREA, UNIT, DATE = (TP + p for p in ("militaryRank", "role", "assignedArea", "unit", "eventDate"))
SERDA, SERTU, SERKA, BRIPTU = (f"<{TP}rank-{name}>" for name in ("Serda", "Sertu", "Serka", "Briptu"))
BABINSA, BHABIN, DANRAMIL = (f"<{TP}{name}>" for name in ("Babinsa", "Bhabinkamtibmas", "Danramil"))
A, B, DISTRICT = (f"<{ID}area/{code}>" for code in ("31.71.03.1008", "31.71.03.1005", "31.71.03"))
KORAMIL, OTHER, KODIM = (f"<{ID}unit/{name}>" for name in ("koramil-07-kemayoran", "koramil-03-senen", "kodim-0501"))
NAMES = {KORAMIL: "koramil 07 kemayoran", OTHER: "koramil 03 senen", KODIM: "kodim 0501 jakarta pusat"}


def world() -> World:
    return World(load(), f"{ID}area/", lambda iri: NAMES.get(f"<{iri}>", ""))


def report(
    predicate: str,
    value: str,
    day: str = "",
    outlet: str = "urn:o",
    article: int = 0,
    status: Status = "n",
    text: int = 0,
) -> Report:
    number = article or abs(hash((predicate, value, day, outlet))) % 10_000 + 1
    return Report(predicate, value, status, number, day, (outlet, text or number))


def outcome(*reports: Report, **chosen: str) -> dict[str, tuple[str, str]]:
    """Value -> (status, reason)."""
    decided = {TP + name: value for name, value in chosen.items()}
    found = weigh(reports, rules.load(), world(), decided)
    return {value.object: (value.status, value.reason.removeprefix(TP)) for value in found}


def test_one_value_needs_no_weighing() -> None:
    assert outcome(report(RANK, SERDA, "2024-01-01"), report(RANK, SERDA, "2025-01-01")) == {}


def test_a_rank_of_another_institution_than_the_post_loses_however_often_it_is_printed() -> None:
    found = outcome(
        *(report(RANK, SERKA, f"2025-0{n}-01", f"urn:{n}") for n in range(1, 6)),
        report(RANK, BRIPTU, "2025-02-01", "urn:x"),
        report(ROLE, BHABIN, "2025-02-01", "urn:x"),
    )
    assert found[SERKA] == ("d", "RankInstitutionMismatch")
    assert found[BRIPTU] == ("p", "MatchesRoleInstitution")


def test_the_later_rank_holds_and_the_earlier_one_held_before() -> None:
    found = outcome(
        report(RANK, SERDA, "2023-02-01"), report(RANK, SERDA, "2024-05-01"), report(RANK, SERTU, "2025-01-01")
    )
    assert found == {SERDA: ("n", "EarlierReport"), SERTU: ("p", "LatestReport")}


def test_a_lower_rank_later_is_no_promotion_and_stays_open() -> None:
    found = outcome(report(RANK, SERTU, "2023-02-01"), report(RANK, SERDA, "2025-01-01"))
    assert found == {SERDA: ("n", "Undecided"), SERTU: ("n", "Undecided")}


def test_a_misprint_among_many_reports_loses_to_independent_voices() -> None:
    found = outcome(
        *(report(RANK, SERDA, f"2025-0{n}-01", f"urn:{n}") for n in range(1, 5)), report(RANK, SERTU, "2025-02-01")
    )
    assert found == {SERDA: ("p", "MoreIndependentVoices"), SERTU: ("n", "FewerVoices")}


def test_copies_of_one_text_do_not_outvote_another_outlet() -> None:
    copies = [report(RANK, SERDA, "2025-02-01", f"urn:{n}", article=n, text=1) for n in range(1, 6)]
    found = outcome(*copies, report(RANK, SERTU, "2025-02-01", "urn:x"))
    assert {reason for _, reason in found.values()} == {"Undecided"}


def test_a_report_without_a_day_is_not_placed_in_time() -> None:
    assert {r for _, r in outcome(report(RANK, SERDA), report(RANK, SERTU, "2025-01-01")).values()} == {"Undecided"}


def test_what_a_person_decided_goes_before_every_rule_and_names_the_rest_refused() -> None:
    found = outcome(
        report(RANK, SERDA, "2023-02-01"), report(RANK, SERTU, "2025-01-01"), report(ROLE, BABINSA), militaryRank=SERDA
    )
    assert found == {SERDA: ("p", "HumanDecision"), SERTU: ("d", "OtherwiseDecided")}


def test_a_decision_for_a_value_that_no_article_gives_any_more_rests() -> None:
    found = outcome(report(RANK, SERDA, "2023-02-01"), report(RANK, SERTU, "2025-01-01"), militaryRank=BRIPTU)
    assert found[SERTU] == ("p", "LatestReport")


def test_people_may_decide_on_a_property_without_rules() -> None:
    name = FOAF + "name"
    found = weigh([report(name, '"Heri"'), report(name, '"Hery"')], rules.load(), world(), {name: '"Hery"'})
    assert {value.object: value.status for value in found} == {'"Heri"': "d", '"Hery"': "p"}


def test_an_article_that_settled_its_own_contradiction_speaks_for_the_winner_only() -> None:
    found = outcome(
        report(RANK, SERTU, "2025-01-01", article=1, status="p"),
        report(RANK, SERDA, "2025-01-01", article=1),
        report(RANK, SERTU, "2025-02-01", article=2),
    )
    assert found == {}


def test_who_moves_to_another_kelurahan_is_there_now() -> None:
    found = outcome(report(AREA, A, "2023-02-01"), report(AREA, B, "2025-01-01"), report(AREA, DISTRICT, "2022-01-01"))
    assert found[A] == ("n", "EarlierReport")
    assert found[B] == ("p", "LatestReport")
    assert found[DISTRICT][0] == "p", "the district around both contradicts neither"


def test_two_villages_held_over_the_same_time_both_stand() -> None:
    found = outcome(report(AREA, A, "2023-02-01"), report(AREA, B, "2023-03-01"), report(AREA, A, "2025-01-01"))
    assert set(found.values()) == {("n", "")}


def test_a_unit_above_and_one_beside_the_post_are_no_rivals() -> None:
    found = outcome(report(UNIT, KORAMIL, "2023-02-01"), report(UNIT, KODIM, "2025-01-01"))
    assert set(found.values()) == {("n", "")}
    found = outcome(report(UNIT, KORAMIL, "2023-02-01"), report(UNIT, OTHER, "2025-01-01"))
    assert found[OTHER] == ("p", "LatestReport")


def test_a_post_of_the_state_follows_another_and_no_post_among_neighbours() -> None:
    found = outcome(report(ROLE, BABINSA, "2023-02-01"), report(ROLE, DANRAMIL, "2025-01-01"))
    assert found == {BABINSA: ("n", "EarlierReport"), DANRAMIL: ("p", "LatestReport")}


def test_a_day_and_its_month_do_not_contradict() -> None:
    found = outcome(report(DATE, '"2025-04"', "2025-04-20"), report(DATE, '"2025-04-14"', "2025-04-21"))
    assert set(found.values()) == {("n", "")}
    found = outcome(report(DATE, '"2025-04-15"', "2025-04-20"), report(DATE, '"2025-04-14"', "2025-04-21"))
    assert set(found.values()) == {("n", "Undecided")}
