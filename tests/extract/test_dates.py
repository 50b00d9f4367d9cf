from __future__ import annotations

import pytest

from kg.extract import document
from kg.extract.dates import find_dates, publication_dates
from kg.extract.findings import DateMention, Document, HeaderFact, Layout
from kg.model import Span


def read(text: str, published_line: str | None = None) -> Document:
    header: tuple[HeaderFact, ...] = ()
    if published_line:
        at = text.index(published_line)
        span = Span(at, at + len(published_line))
        header = (HeaderFact("published", "2025-12-19", span, "test", 1.0),)
    return document.build(text, Layout(((Span(0, len(text)), "body"),), header), frozenset())


def dates(text: str, published: str | None = None) -> list[DateMention]:
    return find_dates(read(text), published)


def isos(text: str, published: str | None = None) -> list[str | None]:
    return [d.iso for d in dates(text, published)]


def test_spans_are_the_words_read() -> None:
    text = "Rapat digelar pada Senin malam (14/4/2025)."
    (found,) = dates(text)
    assert found.weekday_span
    assert (text[slice(*found.span)], text[slice(*found.weekday_span)]) == ("14/4/2025", "Senin")
    assert (found.form, found.iso, found.weekday) == ("numeric", "2025-04-14", "Senin")


def test_year_is_open_where_nothing_supplies_it() -> None:
    assert isos("Deklarasi digelar Minggu (21/10). Pemilu tahun 2019.") == [None, "2019"]


def test_publication_supplies_the_year_even_against_the_weekday() -> None:
    (found,) = dates("terangnya Minggu (18/7).", "2020-07-18")
    assert (found.iso, found.weekday) == ("2020-07-18", "Minggu")


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("Rabu (31/12)", "2025-01-02T08:00:00+07:00", "2024-12-31"),
        ("Kamis (2/1)", "2024-12-31", "2025-01-02"),
        ("pada 17 Agustus", "2025-01-10", None),
        ("pada Februari lalu", "2025-03-10", "2025-02"),
        ("(25/4)", "2025", None),
    ],
)
def test_year_counts_from_the_day_of_publication(text: str, published: str, iso: str | None) -> None:
    assert isos(text, published) == [iso]


def test_same_day_in_full_elsewhere_supplies_the_year() -> None:
    assert isos("Jumat (22/8) sore. Rapat itu, Jumat (22/08/2025), dihadiri warga.") == ["2025-08-22", "2025-08-22"]


def test_same_day_of_two_years_supplies_none() -> None:
    assert isos("pada 22 Agustus lalu, bukan 22 Agustus 2024 atau 22 Agustus 2025.")[0] is None


def test_near_day_supplies_the_year_only_where_the_weekday_fits() -> None:
    assert isos("Senin (14/4/2025) rapat, Rabu (16/4) kerja bakti.") == ["2025-04-14", "2025-04-16"]
    assert isos("Senin (14/4/2025) rapat, Kamis (16/4) kerja bakti.") == ["2025-04-14", None]
    assert isos("Senin (14/4/2025) rapat, Rabu (16/7) kerja bakti.") == ["2025-04-14", None]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("kata dia, kemarin.", "2025-04-14"),
        ("digelar hari ini.", "2025-04-15"),
        ("Senin lalu", "2025-04-14"),
        ("Selasa lalu", "2025-04-08"),
        ("Senin pekan lalu", "2025-04-07"),
        ("kata dia di Jakarta, Senin.", "2025-04-14"),
        ("akan digelar pada Sabtu", "2025-04-19"),
        ("bulan lalu", "2025-03"),
        ("tadi malam", None),
        ("pekan lalu", None),
        ("Sabtu siang ramai", None),
    ],
)
def test_relative_day_counts_from_publication(text: str, iso: str | None) -> None:
    assert isos(text, "2025-04-15") == [iso]
    assert isos(text) == [None]


@pytest.mark.parametrize("text", ["“Kami mulai hari ini,” katanya.", '"Kami mulai hari ini," katanya.'])
def test_relative_day_in_a_quotation_stays_open(text: str) -> None:
    assert isos(text, "2025-04-15") == [None]


def test_publication_line_is_no_date_of_the_text() -> None:
    doc = read("Makassar - Jumat 19 Desember 2025, Kamis malam, 18 Desember 2025.", "19 Desember 2025")
    assert [d.iso for d in find_dates(doc, "2025-12-19")] == ["2025-12-18"]
    assert [(d.iso, d.weekday) for d in publication_dates(doc)] == [("2025-12-19", "Jumat")]


def test_wrong_weekday_lowers_confidence() -> None:
    right, wrong = dates("Kamis (2/5/2019) dan, kata dia, Rabu (2/5/2019)")
    assert wrong.confidence < right.confidence
