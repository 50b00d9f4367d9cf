from __future__ import annotations

from pathlib import Path

import pytest

from kg import vocab
from kg.errors import DataError
from kg.extract.dates import grammar
from kg.extract.findings import DateMention
from kg.model import Article, Entity, Extraction, Fact, Sentence, Span
from kg.settle import SHAPES, rules, settle
from kg.settle.rules import Rule
from kg.text.tokens import tokenize


class Made:
    """An extraction made by hand: one sentence a line, each fact's words sought from where the last one was found."""

    def __init__(self, *lines: str, published: str | None = None) -> None:
        self.text = "\n".join(lines)
        self.article = Article(self.text, "made.txt", published=published)
        self.sentences: list[Sentence] = []
        at = 0
        for line in lines:
            self.sentences.append(Sentence(Span(at, at + len(line)), "body"))
            at += len(line) + 1
        self.entities: list[Entity] = []
        self.facts: list[Fact] = []

    def entity(self, id: str, name: str = "") -> Made:
        spans = tuple(Span(i, i + len(name)) for i in range(len(self.text)) if name and self.text.startswith(name, i))
        self.entities.append(Entity(id, id.split("-")[0], name, spans))  # type: ignore[arg-type]
        return self

    def fact(self, subject: str, property: str, words: str, value: str | None = None, nth: int = 0) -> Made:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        sentence = max(n for n, s in enumerate(self.sentences) if s.span.start <= start)
        span = Span(start, start + len(words))
        self.facts.append(Fact(subject, property, value or words, words, span, sentence, "test", 0.9))
        return self

    def dates(self) -> list[DateMention]:
        return [
            DateMention(d.span, d.iso, d.weekday(d.iso), d.weekday_span, d.form, d.rule, 0.9)
            for d in grammar().scan(self.text, tokenize(self.text))
        ]

    def settled(self) -> Extraction:
        extraction = Extraction(self.article, tuple(self.sentences), tuple(self.entities), tuple(self.facts))
        return settle(extraction, vocab.load(), self.dates())


def statuses(e: Extraction, property: str) -> list[tuple[str, str, str | None]]:
    return [(f.label, f.status, f.reason) for f in e.facts if f.property == property]


def conflicts(e: Extraction) -> list[tuple[str, str, list[str]]]:
    """Conflicts as (subject, about, distinct labels)."""
    return [(c.subject, c.about, list(dict.fromkeys(e.facts[i].label for i in c.facts))) for c in e.conflicts]


def officer(*ranks: str, role: str, lines: tuple[str, ...] = ()) -> Made:
    text = lines or (f"{role} hadir: " + ", ".join(f"{rank} Budi" for rank in ranks),)
    made = Made(*text).entity("person-1", "Budi")
    seen: dict[str, int] = {}
    for rank in ranks:
        made.fact("person-1", "rank", rank, f"rank-{rank}", nth=seen.get(rank, 0))
        seen[rank] = seen.get(rank, 0) + 1
    return made.fact("person-1", "role", role)


# ranks


def test_rank_of_another_institution_loses_however_often_and_late_it_is_printed() -> None:
    e = officer("Serka", "Briptu", "Serka", role="Bhabinkamtibmas").settled()
    lost = ("Serka", "deprecated", "RankInstitutionMismatch")
    assert statuses(e, "rank") == [lost, ("Briptu", "preferred", "MatchesRoleInstitution"), lost]
    assert conflicts(e) == [("person-1", "rank", ["Serka", "Briptu"])]


def test_same_two_ranks_of_a_babinsa_are_decided_the_other_way() -> None:
    e = officer("Serka", "Briptu", role="Babinsa").settled()
    assert [status for _, status, _ in statuses(e, "rank")] == ["preferred", "deprecated"]


def test_acting_post_belongs_to_the_institution_of_the_post() -> None:
    e = officer("Kapten", "AKP", role="Plt. Danramil").settled()
    assert [status for _, status, _ in statuses(e, "rank")] == ["preferred", "deprecated"]


def test_unit_decides_where_no_post_is_named() -> None:
    made = Made("Serka Budi dari Polsek Tallo", "Briptu Budi").entity("person-1", "Budi")
    made.entity("organization-1", "Polsek Tallo").fact("organization-1", "pillar", "Polsek Tallo", "Polri")
    made.fact("person-1", "rank", "Serka", "rank-Serka").fact("person-1", "rank", "Briptu", "rank-Briptu")
    made.fact("person-1", "unit", "Polsek Tallo", "organization-1")
    assert [status for _, status, _ in statuses(made.settled(), "rank")] == ["deprecated", "preferred"]


def test_two_ranks_of_one_institution_stay_open() -> None:
    e = officer("Aiptu", "Aipda", role="Bhabinkamtibmas").settled()
    assert {status for _, status, _ in statuses(e, "rank")} == {"normal"}
    assert conflicts(e) == [("person-1", "rank", ["Aiptu", "Aipda"])]


def test_three_ranks_lose_one_and_stay_open_between_the_others() -> None:
    e = officer("Serka", "Aiptu", "Aipda", role="Bhabinkamtibmas").settled()
    assert [status for _, status, _ in statuses(e, "rank")] == ["deprecated", "preferred", "preferred"]
    assert conflicts(e) == [("person-1", "rank", ["Serka", "Aiptu", "Aipda"])]


def test_promotion_is_no_conflict() -> None:
    line = "Bhabinkamtibmas Budi naik pangkat dari Aipda menjadi Aiptu"
    assert conflicts(officer("Aipda", "Aiptu", role="Bhabinkamtibmas", lines=(line,)).settled()) == []


def test_lone_misfit_is_open_between_rank_and_post() -> None:
    e = officer("Aipda", role="Babinsa").settled()
    assert {f.status for f in e.facts} == {"normal"}
    assert conflicts(e) == [("person-1", "rank", ["Aipda", "Babinsa"])]


@pytest.mark.parametrize(
    ("ranks", "role"),
    [
        (("Serda", "Serda"), "Babinsa"),
        (("Brigjen",), "Kapolda"),
        (("Brigjen",), "Danrem"),
        (("Kolonel",), "Lurah"),
        (("Serka",), "Petugas Lapangan"),
    ],
)
def test_fitting_or_unknown_institutions_change_nothing(ranks: tuple[str, ...], role: str) -> None:
    made = officer(*ranks, role=role)
    e = made.settled()
    assert (e.facts, e.conflicts) == (tuple(made.facts), ())


def test_person_with_posts_of_both_institutions_keeps_both_ranks_open() -> None:
    e = officer("Serka", "Briptu", role="Bhabinkamtibmas", lines=("Bhabinkamtibmas Serka Budi", "Babinsa Briptu Budi"))
    e.fact("person-1", "role", "Babinsa")
    assert conflicts(e.settled()) == [("person-1", "rank", ["Serka", "Briptu"])]
    assert {f.status for f in e.settled().facts} == {"normal"}


# names and degrees


def named(*names: str) -> Extraction:
    made = Made(*names).entity("person-1")
    for n, name in enumerate(names):
        made.fact("person-1", "name", name, nth=sum(other == name for other in names[:n]))
    return made.settled()


def test_fullest_name_is_preferred_to_its_short_forms() -> None:
    e = named("Hendra", "Hendra Saputra", "M. Hendra Saputra", "Muhammad Hendra Saputra")
    assert [status for _, status, _ in statuses(e, "name")] == ["normal", "normal", "normal", "preferred"]
    assert conflicts(e) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Mohammad Fadil Imran", "Muhammad Fadil Imran"),
        ("Ery Taufan", "Eri Taufan"),
        ("Musmulyadi", "Mus Mulyadi"),
        ("Dewa", "Dewo"),
    ],
)
def test_two_spellings_of_a_name_are_an_open_conflict(names: tuple[str, str]) -> None:
    e = named(*names)
    assert conflicts(e) == [("person-1", "name", list(names))]
    assert {f.status for f in e.facts} == {"normal"}


@pytest.mark.parametrize(
    "names",
    [
        ("Arsyad", "ARSYAD"),
        ("Hendra Saputra", "Saputra"),
        ("FX. Irwan Arianto", "FX Irwan Arianto"),
        ("Moh. Ali", "Mohammad Ali"),
        ("Made Dwi", "I Made Dwi"),
        ("Ma’ruf Amin", "Ma'ruf Amin"),
    ],
)
def test_short_and_abbreviated_forms_are_no_conflict(names: tuple[str, str]) -> None:
    assert conflicts(named(*names)) == []


def test_degrees_that_differ_between_places_are_open() -> None:
    made = Made("Budi, S.Sos., M.Si", "Budi, S.H., M.Si.", "Budi").entity("person-1", "Budi")
    made.fact("person-1", "degree", "S.Sos").fact("person-1", "degree", "M.Si")
    made.fact("person-1", "degree", "S.H.").fact("person-1", "degree", "M.Si.")
    assert conflicts(made.settled()) == [("person-1", "degree", ["S.Sos", "S.H."])]


def test_degrees_left_out_or_dotted_otherwise_are_no_conflict() -> None:
    made = Made("Budi, SE, M.Si", "Budi, S.E.").entity("person-1", "Budi")
    made.fact("person-1", "degree", "SE").fact("person-1", "degree", "M.Si").fact("person-1", "degree", "S.E.")
    assert conflicts(made.settled()) == []


# units and areas


def units(*lines: str, names: tuple[str, ...]) -> Extraction:
    made = Made(*lines)
    for n, name in enumerate(names, 1):
        made.entity(f"organization-{n}", name)
        made.fact(f"organization-{n}", "name", name).fact(f"organization-{n}", "kind", name.split()[0])
    return made.settled()


def test_two_numbers_of_the_unit_of_one_post_are_open() -> None:
    e = units(
        "Babinsa Koramil 07 Kemayoran menuju lokasi",
        "Babinsa Koramil 06 ikut",
        names=("Koramil 07 Kemayoran", "Koramil 06"),
    )
    assert conflicts(e) == [("article", "unit", ["Koramil 07 Kemayoran", "Koramil 06"])]


def test_two_numbers_of_the_command_of_one_place_are_open() -> None:
    names = ("Koramil 1202-06/Tebas", "Koramil 1202-05/Tebas")
    e = units("Hadir Koramil 1202-06/Tebas", "Anggota Koramil 1202-05/Tebas ikut", names=names)
    assert conflicts(e) == [("article", "unit", list(names))]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("SDN 01 Tebas menang", "SDN 02 Tebas kalah"), ("SDN 01 Tebas", "SDN 02 Tebas")),
        (("Koramil 06/Tebas hadir", "Koramil 05/Sambas hadir"), ("Koramil 06/Tebas", "Koramil 05/Sambas")),
        (
            ("Babinsa Koramil 07 Kemayoran", "Babinsa Koramil 06 Cilincing"),
            ("Koramil 07 Kemayoran", "Koramil 06 Cilincing"),
        ),
        (("Babinsa Koramil 07 Kemayoran dan Babinsa Koramil 06",), ("Koramil 07 Kemayoran", "Koramil 06")),
        (("Danramil Koramil 07 Kemayoran", "Babinsa Koramil 06"), ("Koramil 07 Kemayoran", "Koramil 06")),
        (
            ("Babinsa Koramil 05/Dander", "Babinsa Koramil 0813-05/Dander"),
            ("Koramil 05/Dander", "Koramil 0813-05/Dander"),
        ),
        (("Babinsa Koramil 05/Sail", "Babinsa Kodim 0301/Pekanbaru"), ("Koramil 05/Sail", "Kodim 0301/Pekanbaru")),
    ],
)
def test_units_that_may_both_be_right_are_no_conflict(lines: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert conflicts(units(*lines, names=names)) == []


def of_two(*lines: str, names: tuple[str, str]) -> Extraction:
    made = Made(*lines).entity("person-1", "Budi")
    for n, name in enumerate(names, 1):
        made.entity(f"organization-{n}", name).fact(f"organization-{n}", "kind", name, name.split()[0])
        made.fact("person-1", "unit", name, f"organization-{n}")
    return made.settled()


@pytest.mark.parametrize("second", ["Koramil 06/Kemayoran", "Koramil 06/Cilincing"])
def test_one_person_in_two_numbers_of_one_unit_is_open(second: str) -> None:
    names = ("Koramil 07/Kemayoran", second)
    e = of_two("Serda Budi Koramil 07/Kemayoran", f"Serda Budi {second}", names=names)
    assert conflicts(e) == [("person-1", "unit", list(names))]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Budi Koramil 07/Kemayoran", "Budi, mantan Danramil Koramil 06/Cilincing"), ("07/Kemayoran", "06/Cilincing")),
        (("Budi pindah dari Koramil 07/Kemayoran ke Koramil 06/Cilincing",), ("07/Kemayoran", "06/Cilincing")),
        (("Budi Koramil 07/Kemayoran", "Budi Koramil Cilincing"), ("07/Kemayoran", "Cilincing")),
    ],
)
def test_a_move_or_a_name_without_number_is_no_conflict(lines: tuple[str, ...], names: tuple[str, str]) -> None:
    one, other = (f"Koramil {name}" for name in names)
    assert conflicts(of_two(*lines, names=(one, other))) == []


def areas(*lines: str, level: str) -> Extraction:
    made = Made(*lines).entity("person-1", "Dewa")
    for n, name in enumerate(("Perak Utara", "Bongkaran"), 1):
        made.entity(f"place-{n}", name).fact(f"place-{n}", "level", name, level)
        made.fact("person-1", "area", name, f"place-{n}")
    return made.settled()


def test_two_villages_of_one_officer_are_open() -> None:
    e = areas("Babinsa Perak Utara Sertu Dewa", "Babinsa Bongkaran Sertu Dewa", level="kelurahan")
    assert conflicts(e) == [("person-1", "area", ["Perak Utara", "Bongkaran"])]


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        (("Babinsa Perak Utara dan Bongkaran Sertu Dewa",), "kelurahan"),
        (("Danramil Perak Utara Mayor Dewa", "juga Bongkaran"), "kecamatan"),
        (("Pj. Lurah Perak Utara Dewa", "yang semula Lurah Bongkaran"), "kelurahan"),
    ],
)
def test_several_areas_may_be_one_officers(lines: tuple[str, ...], level: str) -> None:
    assert conflicts(areas(*lines, level=level)) == []


def inside(child: str | None, *parents: str | None) -> Extraction:
    made = Made("Desa Sari, Kecamatan Satu", "Desa Sari, Kecamatan Dua").entity("place-1", "Sari")
    if child:
        made.fact("place-1", "code", "Sari", child)
    for n, (name, code) in enumerate(zip(("Satu", "Dua"), parents, strict=True), 2):
        made.entity(f"place-{n}", name).fact(f"place-{n}", "level", name, "kecamatan")
        made.fact("place-1", "within", name, f"place-{n}")
        if code:
            made.fact(f"place-{n}", "code", name, code)
    return made.settled()


def test_official_code_decides_between_two_parents() -> None:
    e = inside("31.71.03.1008", "31.71.04", "31.71.03")
    assert statuses(e, "within") == [("Satu", "deprecated", "AreaNotInParent"), ("Dua", "preferred", "ContainsArea")]
    assert conflicts(e) == [("place-1", "area", ["Satu", "Dua"])]


@pytest.mark.parametrize(
    "codes", [(None, None, None), ("31.71.03.1008", None, None), ("31.71.03.1008", "31.72.01", "31.71.04")]
)
def test_two_parents_stay_open_without_a_code_that_decides(codes: tuple[str | None, ...]) -> None:
    e = inside(*codes)
    assert {f.status for f in e.facts} == {"normal"}
    assert conflicts(e) == [("place-1", "area", ["Satu", "Dua"])]


def test_respelled_parent_is_no_second_one() -> None:
    made = Made("Kel. Sari, Kec. Bukitraya Kota Damai", "Kel. Sari, Kec. Bukit Raya").entity("place-1", "Sari")
    for n, name in enumerate(("Bukitraya Kota", "Bukit Raya"), 2):
        made.entity(f"place-{n}", name).fact(f"place-{n}", "level", name, "kecamatan")
        made.fact("place-1", "within", name, f"place-{n}")
    assert conflicts(made.settled()) == []


# dates


def dated(line: str, *more: str, day: str, weekday: str | None = None, iso: str, published: str | None = None) -> Made:
    made = Made(line, *more, published=published).entity("event-1")
    made.fact("event-1", "date", day, iso)
    made.facts[-1] = Fact("event-1", "date", iso, iso, made.facts[-1].span, 0, "date.numeric", 0.97)
    return made.fact("event-1", "weekday", weekday) if weekday else made


def test_weekday_that_is_not_the_dates_is_open() -> None:
    e = dated("Rabu (02-05-2019)", day="02-05-2019", weekday="Rabu", iso="2019-05-02").settled()
    assert conflicts(e) == [("event-1", "weekday", ["2019-05-02", "Rabu"])]
    assert {f.status for f in e.facts} == {"normal"}


@pytest.mark.parametrize("weekday", ["Senin", None])
def test_fitting_weekday_is_no_conflict(weekday: str | None) -> None:
    made = dated("Senin (14/4/2025)", day="14/4/2025", weekday=weekday, iso="2025-04-14")
    assert made.settled().facts == tuple(made.facts)
    assert conflicts(made.settled()) == []


def test_date_of_no_event_becomes_the_articles() -> None:
    made = dated("kamis (25/12/21) malam", "pada Kamis (26/12/21)", day="25/12/21", weekday="kamis", iso="2021-12-25")
    made.facts[-1] = Fact("event-1", "weekday", "Kamis", "Kamis", made.facts[-1].span, 0, "test", 0.9)
    e = made.settled()
    assert conflicts(e) == [
        ("event-1", "weekday", ["2021-12-25", "Kamis"]),
        ("article", "weekday", ["2021-12-26", "Kamis"]),
    ]
    assert [e.surface(f.span) for f in e.facts if f.subject == "article"] == ["26/12/21", "Kamis"]


def test_same_wrong_weekday_twice_is_one_conflict() -> None:
    e = Made("Rabu (5/12/2019)", "Rabu (5/12/2019)").settled()
    ((_, about, labels),) = conflicts(e)
    assert (about, labels) == ("weekday", ["2019-12-05", "Rabu"])
    assert [len(c.facts) for c in e.conflicts] == [4]


def test_year_of_another_date_that_fits_the_weekday_is_meant() -> None:
    e = dated(
        "Minggu (19/4/2010)", "bantuan dari April hingga Juni 2020", day="19/4/2010", weekday="Minggu", iso="2010-04-19"
    ).settled()
    assert statuses(e, "date") == [
        ("2010-04-19", "deprecated", "YearContradictsContext"),
        ("2020-04-19", "preferred", "FitsWeekdayAndContext"),
    ]
    assert statuses(e, "weekday") == [("Minggu", "preferred", "FitsWeekdayAndContext")]
    assert conflicts(e) == [
        ("event-1", "date", ["2010-04-19", "2020-04-19"]),
        ("event-1", "weekday", ["2010-04-19", "Minggu"]),
    ]


@pytest.mark.parametrize(
    "more",
    [
        "bantuan pada Desember 2020",  # too far from the date
        "bantuan pada April 2021",  # the weekday does not fit there either
        "Pemilu tahun 2020",  # a bare year names no time near the date
        "bantuan April 2020 dan April 2015",  # two years fit
    ],
)
def test_year_is_left_where_the_context_does_not_single_it_out(more: str) -> None:
    e = dated("Minggu (19/4/2010)", more, day="19/4/2010", weekday="Minggu", iso="2010-04-19").settled()
    assert conflicts(e) == [("event-1", "weekday", ["2010-04-19", "Minggu"])]
    assert {f.status for f in e.facts} == {"normal"}


def test_year_of_publication_that_fits_the_weekday_is_meant() -> None:
    made = dated("Kamis (2/1/2024)", day="2/1/2024", weekday="Kamis", iso="2024-01-02", published="2025-01-03")
    assert [label for label, status, _ in statuses(made.settled(), "date") if status == "preferred"] == ["2025-01-02"]


def test_month_of_the_same_day_printed_rightly_elsewhere_is_meant() -> None:
    e = dated("Senin (14/3/2025)", "Senin (14/4/2025)", day="14/3/2025", weekday="Senin", iso="2025-03-14").settled()
    assert conflicts(e)[0] == ("event-1", "date", ["2025-03-14", "2025-04-14"])


def test_day_after_publication_is_deprecated() -> None:
    made = Made("Rapat digelar (20/4/2025)", "terbit 14 April 2025").entity("event-1")
    made.fact("article", "published", "14 April 2025", "2025-04-14").fact("event-1", "date", "20/4/2025", "2025-04-20")
    e = made.settled()
    assert statuses(e, "date") == [("20/4/2025", "deprecated", "DateAfterPublication")]
    assert conflicts(e) == [("event-1", "date", ["14 April 2025", "20/4/2025"])]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Rapat akan digelar (20/4/2025)", "2025-04-20"),
        ("Rapat (15/4/2025)", "2025-04-15"),
        ("Rapat (1/4/2025)", "2025-04-01"),
    ],
)
def test_day_announced_or_next_to_publication_stands(line: str, iso: str) -> None:
    made = dated(line, day=line[line.index("(") + 1 : -1], iso=iso, published="2025-04-14")
    assert made.settled().facts == tuple(made.facts)


def test_two_dates_of_one_event_stay_open_unless_one_is_the_other_in_full() -> None:
    made = Made("14/4/2025 dan 15/4/2025, April 2025").entity("event-1")
    made.fact("event-1", "date", "14/4/2025", "2025-04-14").fact("event-1", "date", "April 2025", "2025-04")
    assert conflicts(made.settled()) == []
    made.fact("event-1", "date", "15/4/2025", "2025-04-15")
    assert conflicts(made.settled()) == [("event-1", "date", ["14/4/2025", "15/4/2025"])]


def test_dates_of_two_events_are_no_conflict() -> None:
    made = Made("Kamis (5/12/2019) lalu Jumat (13/12/2019)").entity("event-1").entity("event-2")
    made.fact("event-1", "date", "5/12/2019", "2019-12-05").fact("event-2", "date", "13/12/2019", "2019-12-13")
    assert conflicts(made.settled()) == []


# the whole


def test_settling_twice_is_once() -> None:
    made = officer("Serka", "Briptu", role="Bhabinkamtibmas")
    once = made.settled()
    assert settle(once, vocab.load(), made.dates()) == once


def test_new_facts_stand_with_those_of_their_subject() -> None:
    made = dated("Minggu (19/4/2010)", "pada April 2020", day="19/4/2010", weekday="Minggu", iso="2010-04-19")
    made.entity("event-2").fact("event-2", "activity", "April")
    assert [(f.subject, f.property) for f in made.settled().facts] == [
        ("event-1", "date"),
        ("event-1", "date"),
        ("event-1", "weekday"),
        ("event-2", "activity"),
    ]


def test_new_rule_of_a_known_shape_is_a_row(tmp_path: Path) -> None:
    header = "rule\tshape\tkind\tproperty\tother\tabout\tloser\twinner\toptions"
    (tmp_path / "rules.tsv").write_text(f"# own\n{header}\none-unit\tsingle-valued\tperson\tunit\t\tunit\t\t\t\n")
    made = Made("Budi dari Polsek A dan Polsek B").entity("person-1", "Budi")
    made.fact("person-1", "unit", "Polsek A").fact("person-1", "unit", "Polsek B")
    extraction = Extraction(made.article, tuple(made.sentences), tuple(made.entities), tuple(made.facts))
    assert conflicts(settle(extraction, vocab.load())) == []
    own = settle(extraction, vocab.load(), by=rules.load(tmp_path / "rules.tsv"))
    assert conflicts(own) == [("person-1", "unit", ["Polsek A", "Polsek B"])]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("r\tvote\tperson\trank\t\trank\t\t\t", "no shape 'vote'"),
        ("r\tsingle-valued\tperson\trank\t\tcolour\t\t\t", "about 'colour'"),
        ("r\tsingle-valued\tperson\tcolour\t\trank\t\t\t", "no property 'colour'"),
        ("r\tsingle-valued\tperson\trank\t\trank\t\t\tapart", "not key=value"),
        ("r\tsingle-valued\tperson\trank", "4 cells"),
        ("one\tone-list\tperson\tdegree\t\tdegree\t\t\t\none\tone-list\tperson\tdegree\t\tdegree\t\t\t", "two rules"),
    ],
)
def test_wrong_row_is_refused_by_name(tmp_path: Path, row: str, complaint: str) -> None:
    header = "rule\tshape\tkind\tproperty\tother\tabout\tloser\twinner\toptions"
    (tmp_path / "rules.tsv").write_text(f"{header}\n{row}\n")
    with pytest.raises(DataError, match=complaint):
        rules.load(tmp_path / "rules.tsv")


def reasons(rule: Rule) -> set[str]:
    return {reason for reason in (rule.loser, rule.winner) if reason}


def test_rules_use_known_shapes_and_reasons() -> None:
    loaded = rules.load()
    assert {rule.shape for rule in loaded} == set(SHAPES)
    assert set().union(*map(reasons, loaded)) <= set(vocab.load().reasons)
