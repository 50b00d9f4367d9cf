"""Pairing quotation marks, with hints that know two attributions and two introductions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotes import Hints, Paragraph, Quote, find_quotes
from kg.model import Span

_ATTRIBUTION = re.compile(r"[,.?!]\s*(?=(?:ujar|kata)(?:nya| [A-Z]))")


def _hints(text: str) -> Hints:
    def attribution_in(start: int, end: int) -> int | None:
        found = _ATTRIBUTION.search(text, start, end)
        return found.start() if found else None

    return Hints(
        attributes=lambda word, nya: word.lower().removesuffix("nya") in ("ujar", "kata"),
        introduces=lambda word: word in ("mengatakan", "menegaskan"),
        attribution_in=attribution_in,
        narrates=lambda span: "Lurah Budi" in text[span.start : span.end],
        reports=lambda span: "Budi menyampaikan" in text[span.start : span.end],
    )


def _paragraphs(text: str) -> list[Paragraph]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        if line.group().strip():
            sentences = re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s|$)|$)", line.group())
            spans = tuple(Span(line.start() + s.start(), line.start() + s.end()) for s in sentences if s.group())
            found.append(Paragraph(Span(spans[0].start, spans[-1].end), spans))
    return found


def _quotes(text: str) -> list[Quote]:
    return find_quotes(text, _paragraphs(text), _hints(text))


def _inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in _quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Ayo kerja bakti,” ujar Budi.", ["Ayo kerja bakti"]),
        ('"Ayo kerja bakti," ujar Budi.', ["Ayo kerja bakti"]),
        ("«Ayo kerja bakti», ujar Budi.", ["Ayo kerja bakti"]),
        ("„Ayo kerja bakti“, ujar Budi.", ["Ayo kerja bakti"]),
        (",,Ayo kerja bakti” ujar Budi.", ["Ayo kerja bakti"]),
        ("''Ayo kerja bakti,'' ujar Budi.", ["Ayo kerja bakti"]),
        ("‘‘Ayo kerja bakti,’’ ujar Budi.", ["Ayo kerja bakti"]),
        ("″Ayo kerja bakti,″ ujar Budi.", ["Ayo kerja bakti"]),
        ("‘Ayo kerja bakti,’ ujar Budi.", ["Ayo kerja bakti"]),
        ("”Ayo kerja bakti,” ujar Budi.", ["Ayo kerja bakti"]),
        ("”Ayo kerja bakti,“ ujar Budi.", ["Ayo kerja bakti"]),
        ('" Ayo kerja bakti , " ujar Budi.', ["Ayo kerja bakti"]),
        ("““Ayo kerja bakti,”” ujar Budi.", ["Ayo kerja bakti"]),
        ("“Ayo kerja bakti,”ujar Budi .", ["Ayo kerja bakti"]),
        ("“Ayo kerja bakti, ujar Budi.", ["Ayo kerja bakti"]),
        ("Ayo kerja bakti,” ujar Budi.", ["Ayo kerja bakti"]),
        ('Ayo kerja bakti, "ujar Budi.', ["Ayo kerja bakti"]),
        ("“Ayo,” ujar Budi. “Jangan malas.”", ["Ayo", "Jangan malas."]),
        ("“Ayo,” ujar Budi, “jangan malas.”", ["Ayo", "jangan malas."]),
        ("“Ayo, ujar Budi. “Jangan malas,” katanya.", ["Ayo", "Jangan malas"]),
        ('"Ayo," ujar Budi. "Jangan malas," katanya.', ["Ayo", "Jangan malas"]),
        ("Budi mengatakan, “Ayo kerja bakti.”", ["Ayo kerja bakti."]),
        ("Budi mengatakan”Ayo kerja bakti.”", ["Ayo kerja bakti."]),
        ("Budi mengatakan, “Ayo kerja bakti.", ["Ayo kerja bakti."]),
        ("“Ayo “kerja bakti” bersama,” ujar Budi.", ["Ayo “kerja bakti” bersama"]),
        ("“Ayo ‘kerja bakti’ bersama,” ujar Budi.", ["Ayo ‘kerja bakti’ bersama"]),
        ("Acara 'Jum'at Bersih' itu ramai.", ["Jum'at Bersih"]),
        ("Salat Jum'at di masjid Ja'far dan Ma'arif.", []),
        ("Tali 5' dan kayu 2\" dibawa warga.", []),
        ('Budi menyampaikan rencana kerja bakti. "Katanya.', []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert _inner(text) == expected


def test_a_quotation_without_opening_mark_begins_after_the_narration() -> None:
    text = "Lurah Budi hadir. Selokan ini harus bersih. Kita mulai besok,” ujar Lurah Budi."
    assert _inner(text) == ["Selokan ini harus bersih. Kita mulai besok"]


def test_one_pair_of_marks_may_hold_several_paragraphs() -> None:
    assert _inner("“Ayo kerja bakti.\nJangan malas,” ujar Budi.") == ["Ayo kerja bakti.\nJangan malas"]


def test_paragraphs_that_open_anew_are_quotations_of_their_own() -> None:
    assert _inner("“Ayo kerja bakti.\n“Jangan malas,” ujar Budi.") == ["Ayo kerja bakti.", "Jangan malas"]


def test_an_attribution_ends_a_quotation_for_good() -> None:
    text = "“Ayo kerja bakti, ujar Budi.\nJangan malas,” kata Ani."
    assert _inner(text) == ["Ayo kerja bakti", "Jangan malas"]


def test_missing_marks_are_told() -> None:
    assert [(q.opened, q.closed) for q in _quotes("“Ayo,” ujar Budi.")] == [(True, True)]
    assert [(q.opened, q.closed) for q in _quotes("Ayo,” ujar Budi.")] == [(False, True)]
    assert [(q.opened, q.closed) for q in _quotes("“Ayo, ujar Budi.")] == [(True, False)]


@given(st.lists(st.sampled_from(["“", "”", '"', "'", "’", "''", ",,", " ", ". ", ", ", "Ayo", "kata ", "Budi", "\n"])))
def test_quotations_lie_in_order_inside_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    reach = 0
    for quote in _quotes(text):
        assert reach <= quote.outer.start <= quote.inner.start < quote.inner.end <= quote.outer.end <= len(text)
        assert not text[quote.inner.start].isspace()
        assert not text[quote.inner.end - 1].isspace()
        reach = quote.outer.end
