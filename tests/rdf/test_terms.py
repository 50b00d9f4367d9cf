from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.ns import XSD
from kg.rdf import terms

# Quotes, backslashes, line ends of every kind, controls and angle brackets turn up often, besides everything else.
HOSTILE = st.text(
    st.sampled_from('"\\\n\r\t\x00\x0b\x0c\x1f\x7f\x85\u2028\u2029<>{}|^` .@é“”\U0001f600') | st.characters()
)
ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]))


def read(term: str) -> object:
    line = terms.quad("<http://x/s>", "<http://x/p>", term, "<http://x/g>")
    assert len(line.splitlines()) == 1, "one quad is one line, whatever a tool takes for a line end"
    (quad,) = parse(terms.to_bytes([line]), RdfFormat.N_QUADS)
    return quad.object


@given(ENCODABLE | HOSTILE.filter(lambda s: s.isprintable()))
def test_literal_reads_back_as_written(text: str) -> None:
    assert read(terms.literal(text)) == Literal(text)


@given(HOSTILE)
def test_no_text_breaks_the_line(text: str) -> None:
    # a lone surrogate is no character; everything else comes back
    expected = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert read(terms.tagged(text, "id")) == Literal(expected, language="id")


@given(HOSTILE)
def test_split_gives_back_the_terms_of_a_line(text: str) -> None:
    parts = ("<http://x/s>", "<http://x/p>", terms.literal(text))
    assert terms.split(terms.quad(*parts, "<http://x/g>")) == parts


@given(ENCODABLE)
def test_text_of_undoes_literal(text: str) -> None:
    assert terms.text_of(terms.literal(text)) == text


@given(HOSTILE)
def test_any_text_after_the_scheme_makes_a_valid_iri(text: str) -> None:
    node = read(terms.iri("https://example.org/" + text.replace("%", "").replace("#", "").replace("?", "")))
    assert isinstance(node, NamedNode)
    assert not set(node.value) & set(' <>"{}|^`\\')


@pytest.mark.parametrize("text", ["", "relative/path", "<b>", "1http://x"])
def test_iri_without_a_scheme_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="absolute IRI"):
        terms.iri(text)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2025", "gYear"), ("2025-02", "gYearMonth"), ("2025-02-28", "date"), ("2024-02-29", "date")],
)
def test_date_has_the_type_of_its_precision(text: str, datatype: str) -> None:
    assert terms.day(text) == f'"{text}"^^<{XSD}{datatype}>'


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "0000", "kemarin", "", "20250228", "2025-02-28T10:00"])
def test_what_is_no_date_of_the_calendar_stays_a_string(text: str) -> None:
    assert terms.day(text) == f'"{text}"'


@pytest.mark.parametrize(("value", "text"), [(1.0, "1.0"), (0.97, "0.97"), (0.123456, "0.1235"), (0.0, "0.0")])
def test_confidence_is_a_decimal_of_four_places(value: float, text: str) -> None:
    assert read(terms.decimal(value)) == Literal(text, datatype=NamedNode(XSD + "decimal"))


def test_iri_that_the_store_would_refuse_is_refused_here() -> None:
    with pytest.raises(ValueError, match="Invalid character"):
        terms.iri("http://host:port/")
