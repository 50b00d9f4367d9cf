from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.text.calendar import WEEKDAYS, day_of, iso_date, moved, near_year, weekday_near, weekday_of
from kg.text.dates import DateGrammar, WrittenDate
from kg.text.tokens import tokenize

GRAMMAR = DateGrammar(vocab.load().tables)


@pytest.fixture
def grammar() -> DateGrammar:
    return GRAMMAR


def scan(grammar: DateGrammar, text: str) -> list[WrittenDate]:
    return grammar.scan(text, tokenize(text))


@pytest.mark.parametrize(
    ("text", "surface", "iso", "weekday"),
    [
        ("digelar pada Senin (14/4/2025).", "14/4/2025", "2025-04-14", "Senin"),
        ("Selasa, 28/06/2022", "28/06/2022", "2022-06-28", "Selasa"),
        ("di Pulau Kelapa, Rabu (02-05-2019).", "02-05-2019", "2019-05-02", "Rabu"),
        ("pada hari Rabu 20/11/2024, dihadiri", "20/11/2024", "2024-11-20", "Rabu"),
        ("Jum'at (26/02/2021)", "26/02/2021", "2021-02-26", "Jumat"),
        ("Jum’at (26/02/2021)", "26/02/2021", "2021-02-26", "Jumat"),
        ("Jumaat, 3 Mei 2024", "3 Mei 2024", "2024-05-03", "Jumat"),
        ("Ahad (5/1/2025)", "5/1/2025", "2025-01-05", "Minggu"),
        ("kamis (25/12/21) malam", "25/12/21", "2021-12-25", "Kamis"),
        ("SENIN (14.04.2025)", "14.04.2025", "2025-04-14", "Senin"),
        ("Kamis malam, 18 Desember 2025 pukul 21.10 WITA", "18 Desember 2025", "2025-12-18", "Kamis"),
        ("Sabtu dini hari, 21 Juni 2025", "21 Juni 2025", "2025-06-21", "Sabtu"),
        ("Selasa pagi sekitar pukul 09.00 WIB (15/4/2025)", "15/4/2025", "2025-04-15", "Selasa"),
        ("Hari/Tanggal : Senin, 14 April 2025", "14 April 2025", "2025-04-14", "Senin"),
        ("Senin Pahing tanggal 14 bulan April tahun 2025", "14 bulan April tahun 2025", "2025-04-14", "Senin"),
        ("(Senin/14/4/2025)", "14/4/2025", "2025-04-14", "Senin"),
        ("Kamis ( 14 / 04 / 2025 )", "14 / 04 / 2025", "2025-04-14", "Kamis"),
        ("Senin(14/4/2025)", "14/4/2025", "2025-04-14", "Senin"),
        ("Rabu lalu (5/12/2019)", "5/12/2019", "2019-12-05", "Rabu"),
        ("14/4/2025 (Senin)", "14/4/2025", "2025-04-14", "Senin"),
        ("14 April 2025 hari Senin", "14 April 2025", "2025-04-14", "Senin"),
        ("Selasa, Juni 28, 2022", "Juni 28, 2022", "2022-06-28", "Selasa"),
        ("Senin (14/04-2025)", "14/04-2025", "2025-04-14", "Senin"),
        ("Sat, 18-July-2020, 19:38", "18-July-2020", "2020-07-18", "Sabtu"),
        ("Sabtu malam Minggu, 18 Juli 2020", "18 Juli 2020", "2020-07-18", "Sabtu"),
    ],
)
def test_weekday_is_attached_to_its_date(grammar: DateGrammar, text: str, surface: str, iso: str, weekday: str) -> None:
    (found,) = scan(grammar, text)
    assert text[found.span.start : found.span.end] == surface
    assert (found.iso, found.weekday(found.iso)) == (iso, weekday)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("22/1/18", "2018-01-22"),
        ("5/6/98", "1998-06-05"),
        ("2025.04.14", "2025-04-14"),
        ("2025-04-14T10:00:00+07:00", "2025-04-14"),
        ("14 Apr 2025", "2025-04-14"),
        ("14-Apr-2025", "2025-04-14"),
        ("14/April/2025", "2025-04-14"),
        ("9 Dec 2022", "2022-12-09"),
        ("14 APRIL 2025", "2025-04-14"),
        ("3 Pebruari 2021", "2021-02-03"),
        ("10 Nopember 2021", "2021-11-10"),
        ("14 Apr '25", "2025-04-14"),
        ("Dec 9, 2022", "2022-12-09"),
        ("April 14, 2025", "2025-04-14"),
        ("April 2025", "2025-04"),
        ("pada bulan Mei tahun 2023", "2023-05"),
        ("tahun 2024", "2024"),
        ("Akhir 2023, dua warga", "2023"),
        ("bertugas sejak tahun 2022", "2022"),
        ("pada bulan agustus 2009", "2009-08"),
        ("lahir 2 April 1862", "1862-04-02"),
        ("29 Februari 2024", "2024-02-29"),
        ("Koramil 07 - 14 April 2025", "2025-04-14"),
        ("di RW 12 April 2025", "2025-04"),
    ],
)
def test_date_is_read_at_the_precision_written(grammar: DateGrammar, text: str, iso: str) -> None:
    assert [d.iso for d in scan(grammar, text)] == [iso]


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("12-14 Mei 2025", ["2025-05-12"]),
        ("12 s/d 14 Mei 2025", ["2025-05-12"]),
        ("12, 13 dan 14 Mei 2025", ["2025-05-12"]),
        ("Senin-Rabu (12-14/5/2025)", ["2025-05-12"]),
        ("28 April - 2 Mei 2025", ["2025-04-28", "2025-05-02"]),
        ("28/4-2/5/2025", ["2025-04-28", "2025-05-02"]),
        ("31 Desember hingga 2 Januari 2025", ["2024-12-31", "2025-01-02"]),
        ("Sabtu (12/4) dan Minggu (13/4/2025)", ["2025-04-12", "2025-04-13"]),
        ("dari April hingga Juni 2020", ["2020-04"]),
    ],
)
def test_range_or_list_gives_its_first_day(grammar: DateGrammar, text: str, isos: list[str]) -> None:
    assert [d.iso for d in scan(grammar, text)] == isos


def test_range_of_weekdays_gives_the_first(grammar: DateGrammar) -> None:
    (found,) = scan(grammar, "Senin-Rabu (12-14/5/2025)")
    assert found.weekdays == ("Senin",)


@pytest.mark.parametrize(
    "text", ["(25/4) warga", "Jumat (25/4)", "Rabu (15/03).", "tanggal 25/4 lalu", "pada 25 April lalu", "Senin 14 Apr"]
)
def test_day_and_month_without_a_year_have_no_iso(grammar: DateGrammar, text: str) -> None:
    (found,) = scan(grammar, text)
    assert found.iso is None
    assert found.day
    assert found.month


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2025",
        "31 Februari 2025",
        "29/2/2023",
        "04/25/2025",
        "0/4/2025",
        "14/4/1825",
        "Koramil 05/03",
        "Koramil 0813-05/Dander",
        "Danramil 05/ Sail",
        "Kodim 0506/Tgr",
        "RT 03/05 RW 04",
        "RT/RW (03/05)",
        "RT/RW 001/002",
        "Perkap 17/2/PP",
        "Surat Nomor 300/130/KESBANGPOL/2020",
        "Surat Nomor: 12/05/2020",
        "LP/B/12/05/2020/SPKT",
        "25/12 jam",
        "telepon 0812-3456-7890",
        "HP 0812-05-2019",
        "berkas 14/04-2025",
        "Rp 14.4.2025",
        "buka 24/7",
        "layanan (24/7)",
        "3/4 bagian",
        "sepertiga (1/3)",
        "skor (2-1)",
        "pukul 09.00-12.00 WIB",
        "Jl. 10 November No. 12",
        "Universitas 17 Agustus 1945",
        "tahun 2024/2025",
        "Undang-Undang Nomor 35 Tahun 2009",
        "tahun anggaran 2024",
        "Tahun 1946 Saka",
        "selama 2000 orang",
        "I Komang Juni Suantara",
        "5 marah",
        "akhir 2000-an",
        "minum 20-30 menit",
        "Stadion 17 Mei",
    ],
)
def test_number_that_is_no_date_is_left(grammar: DateGrammar, text: str) -> None:
    assert scan(grammar, text) == []


@pytest.mark.parametrize(
    ("text", "form", "counted"),
    [
        ("kemarin", "relative", ("day", -1)),
        ("hari ini", "relative", ("day", 0)),
        ("tadi malam", "relative", ("vague", 0)),
        ("pekan lalu", "relative", ("vague", 0)),
        ("dua hari yang lalu", "relative", ("day", -2)),
        ("bulan lalu", "relative", ("month", -1)),
        ("Senin lalu", "weekday", ("past", 0)),
        ("pada Senin pekan lalu", "weekday", ("week-past", 0)),
        ("kata dia di Jakarta, Senin.", "weekday", ("latest", 0)),
        ("akan digelar pada Sabtu", "weekday", ("next", 0)),
        ("Kami akan datang, kata dia di Jakarta, Sabtu.", "weekday", ("latest", 0)),
        ("Sabtu itu ramai", "weekday", ("unknown", 0)),
        ("dalam beberapa hari ini", "relative", ("vague", 0)),
        ("Sabtu malam mendatang", "weekday", ("next", 0)),
    ],
)
def test_relative_day_keeps_how_it_counts(grammar: DateGrammar, text: str, form: str, counted: tuple[str, int]) -> None:
    (found,) = scan(grammar, text)
    assert (found.form, found.counted, found.iso) == (form, counted, None)


@pytest.mark.parametrize(
    "text",
    [
        "hari ini, Senin (14/4/2025)",
        "kemarin (14/4/2025)",
        "tadi malam, Senin 14 April 2025",
        "Senin (14/4/2025) siang ini",
    ],
)
def test_relative_word_before_a_date_is_part_of_it(grammar: DateGrammar, text: str) -> None:
    (found,) = scan(grammar, text)
    assert found.iso == "2025-04-14"


@pytest.mark.parametrize(
    "text",
    [
        "Jum'at Bersih di kampung",
        "setiap Jumat",
        "Pasar Minggu",
        "salat Jumat",
        "buka Senin-Jumat",
        "minggu depannya",
        "Desa Senin",
        "Pak Kamis hadir",
        "Jum'at Bersih. Dalam Jum'at bersih",
    ],
)
def test_weekday_in_a_name_or_habit_is_no_day(grammar: DateGrammar, text: str) -> None:
    assert scan(grammar, text) == []


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("malam Minggu (18/7/2020)", "Sabtu"),
        ("malam Minggu (19/7/2020)", "Minggu"),
        ("malam Minggu (20/7/2020)", "Minggu"),
    ],
)
def test_eve_of_a_day_may_be_the_day_before(grammar: DateGrammar, text: str, weekday: str) -> None:
    (found,) = scan(grammar, text)
    assert found.weekday(found.iso) == weekday


def test_weekday_pair_does_not_name_one_day(grammar: DateGrammar) -> None:
    (found,) = scan(grammar, "Sabtu dan Minggu (19/4/2025)")
    assert found.weekdays == ()


def test_spans_are_in_order_and_do_not_overlap(grammar: DateGrammar) -> None:
    text = "Senin (14/4/2025) hingga Rabu (16/4), kemarin, tahun 2024, Jumat lalu dan 3 Mei."
    spans = [d.span for d in scan(grammar, text)]
    assert len(spans) >= 5
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Senin, 14 Apr 2025 | 10:20 WIB", "2025-04-14"),
        ("14/04/2025 10:30 WIB", "2025-04-14"),
        ("14 April 2025 - diperbarui 15 April 2025", None),
        ("tidak ada tanggal", None),
        ("", None),
    ],
)
def test_read_gives_the_one_date_of_a_string(grammar: DateGrammar, text: str, iso: str | None) -> None:
    assert grammar.read(text) == iso


@pytest.mark.parametrize(
    ("iso", "name"),
    [("2025-04-14", "Senin"), ("2020-07-18T19:38", "Sabtu"), ("2025-04", None), ("", None), (None, None)],
)
def test_weekday_of_names_the_day(iso: str | None, name: str | None) -> None:
    assert weekday_of(iso) == name


def test_iso_date_refuses_days_that_do_not_exist() -> None:
    assert [iso_date(2025, 2, 29), iso_date(2025, 13), iso_date(2025, 4), iso_date(2025)] == [
        None,
        None,
        "2025-04",
        "2025",
    ]


@pytest.mark.parametrize(
    ("which", "iso"),
    [
        ("latest", "2025-04-14"),
        ("past", "2025-04-07"),
        ("next", "2025-04-21"),
        ("week-past", "2025-04-07"),
        ("week-next", "2025-04-21"),
    ],
)
def test_monday_is_counted_from_a_monday(which: str, iso: str) -> None:
    start = day_of("2025-04-14")
    assert start
    assert weekday_near(start, "Senin", which) == iso


def test_whole_units_keep_their_precision() -> None:
    start = day_of("2025-01-14")
    assert start
    assert [moved(start, u, -1) for u in ("day", "month", "year", "vague")] == ["2025-01-13", "2024-12", "2024", None]


@pytest.mark.parametrize(
    ("month", "day", "weekday", "year"),
    [
        (4, 10, None, 2025),
        (5, 1, None, 2025),
        (12, 28, None, None),  # neither within the last three months nor the next six weeks
        (12, 28, "Sabtu", 2024),
        (12, 28, "Minggu", 2025),
        (12, 28, "Rabu", None),
    ],
)
def test_year_is_the_one_near_publication(month: int, day: int, weekday: str | None, year: int | None) -> None:
    published = day_of("2025-04-14")
    assert published
    assert near_year(month, day, published, weekday) == year


MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")
MONTHS += ("Juli", "Agustus", "September", "Oktober", "November", "Desember")


@given(
    day=st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    form=st.sampled_from(
        [
            "{w} ({d}/{m}/{y})",
            "{w}, {d:02}/{m:02}/{y}",
            "{w} ({d:02}-{m:02}-{y})",
            "{w} malam, {d} {n} {y}",
            "hari {w} tanggal {d} {n} {y}",
            "({w}, {d}.{m}.{y})",
            "{y}-{m:02}-{d:02} ({w})",
        ]
    ),
)
def test_every_day_reads_back(day: date, form: str) -> None:
    weekday = WEEKDAYS[day.weekday()]
    text = form.format(w=weekday, d=day.day, m=day.month, y=day.year, n=MONTHS[day.month - 1])
    (found,) = scan(GRAMMAR, text)
    assert (found.iso, found.weekday(found.iso)) == (day.isoformat(), weekday)


@given(st.text(alphabet="0123456789/-.,() \nSeninMar:", max_size=40))
def test_any_text_is_scanned(text: str) -> None:
    for found in scan(GRAMMAR, text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.iso is None or iso_date(found.year, found.month, found.day) == found.iso
