"""Statements: every case of tests/extract/statements/*.txt, and what no case file can say.

A case is a name, a text with its mentions marked (``[A:Kapolsek Iptu Budi]`` names person A), and the statements a
reader finds: speaker, kind, text. "…" stands for words left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.extract import document
from kg.extract.findings import Document, Layout, Mention, Person, Statement, Value
from kg.extract.statements import find_statements
from kg.model import Span

CASES = Path(__file__).parent / "statements"
_MENTION = re.compile(r"\[([A-Z]):([^\]]+)\]")


def _read(marked: str) -> tuple[Document, list[Person]]:
    """The document of a marked text, one body block for each line, and its persons."""
    mentions: dict[str, list[Mention]] = {}
    text, at = "", 0
    for m in _MENTION.finditer(marked):
        text += marked[at : m.start()]
        mentions.setdefault(m[1], []).append(Mention(m[1], Span(len(text), len(text) + len(m[2])), "name"))
        text += m[2]
        at = m.end()
    text += marked[at:]
    blocks = [(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text)]
    doc = document.build(text, Layout(tuple(blocks), ()), vocab.load().abbreviations)  # type: ignore[arg-type]
    persons = [Person(key, key, _roles(doc, spans), tuple(spans)) for key, spans in sorted(mentions.items())]
    return doc, persons


def _roles(doc: Document, mentions: list[Mention]) -> tuple[tuple[str, Value], ...]:
    """The posts that the mentions of one person begin with."""
    found = []
    for mention in mentions:
        first, last = doc.token_at(mention.span.start), doc.token_at(mention.span.end - 1) + 1
        if post := vocab.load().post_phrases.longest(doc.tokens, first, last):
            notation = post[1][0].notation
            found.append(("role", Value(notation, notation, mention.span, "test", 1.0)))
    return tuple(found)


def said(marked: str) -> list[tuple[str | None, str, str]]:
    """(speaker, kind, text) of the statements in a marked text."""
    doc, persons = _read(marked)
    return [(s.speaker, s.kind, doc.surface(s.text_span)) for s in find_statements(doc, persons, vocab.load())]


def _cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.txt")):
        for case in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, expected = case.partition("\n---")
            name, _, text = head.partition("\n")
            yield pytest.param(
                text, [line for line in expected.splitlines() if line.strip()], id=f"{path.stem}: {name}"
            )


def _agrees(statement: tuple[str | None, str, str], line: str) -> bool:
    attribution, _, text = line.partition(": ")
    begin, _, end = text.partition("…")
    whole = statement[2] == text if "…" not in text else statement[2].startswith(begin) and statement[2].endswith(end)
    return f"{statement[0] or 'nobody'} {statement[1]}" == attribution and whole


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_statements_of_a_text(text: str, expected: list[str]) -> None:
    found = said(text)
    assert len(found) == len(expected), found
    assert all(_agrees(s, line) for s, line in zip(found, expected, strict=True)), found


def test_there_are_many_cases() -> None:
    assert sum(1 for _ in _cases()) > 150


_FRAGMENTS = [
    *("[A:Kapolsek Iptu Budi]", "[B:Lurah]", "[A:Budi]", "ia ", "Ia ", "warga ", "Babinsa "),
    *("mengatakan", "mengimbau ", "ujar ", "katanya", "Menurut ", "Dikatakan ", "melalui ", "pesan ", "menyampaikan "),
    *("bahwa ", "agar ", "untuk ", "kepada ", "dan ", "yang ", "sementara ", "hal itu ", "disampaikan ", "di "),
    *("“", "”", '"', "'", "''", ",,", ", ", ". ", ": ", " ", "\n", "1. ", "(", ") ", "aman ", "Jum'at ", "menjaga "),
]


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=40))
def test_any_text_gives_statements_inside_it(parts: list[str]) -> None:
    doc, persons = _read("".join(parts))
    found = find_statements(doc, persons, vocab.load())
    assert [s.text_span for s in found] == sorted(s.text_span for s in found)
    for statement in found:
        assert doc.surface(statement.text_span).strip() == doc.surface(statement.text_span) != ""
        assert statement.speaker in {p.id for p in persons} or (statement.kind, statement.speaker) == ("direct", None)
        assert 0 < statement.confidence <= 1


def test_only_the_body_speaks() -> None:
    text = "Lurah: “Ayo kita jaga kampung ini,” kata Budi"
    doc = document.build(text, Layout(((Span(0, len(text)), "title"),), ()), vocab.load().abbreviations)
    assert find_statements(doc, [], vocab.load()) == []


def test_a_statement_keeps_verb_rule_and_confidence() -> None:
    doc, persons = _read("“Situasi aman,” ujar [A:Kapolsek].\nMenurut [A:Kapolsek], warga tetap tenang.")
    direct, indirect = find_statements(doc, persons, vocab.load())
    assert (direct.verb, direct.rule) == ("berujar", "statement.tail-named")
    assert (indirect.verb, indirect.rule) == ("menurut", "statement.according-to")
    assert all(0 < s.confidence <= 1 for s in (direct, indirect))


def test_a_missing_mark_lowers_the_confidence() -> None:
    def confidence(text: str) -> float:
        doc, persons = _read(text)
        found: list[Statement] = find_statements(doc, persons, vocab.load())
        return found[0].confidence

    assert confidence("“Situasi aman,” ujar [A:Kapolsek].") > confidence("Situasi aman,” ujar [A:Kapolsek].")


def test_a_post_held_by_two_is_the_one_named_last() -> None:
    text = "Babinsa Serda Ali datang. Babinsa Serda Edi menyusul. “Kami berdua hadir,” ujar Babinsa."
    doc = document.build(text, Layout(((Span(0, len(text)), "body"),), ()), vocab.load().abbreviations)
    persons = []
    for key, name in (("A", "Babinsa Serda Ali"), ("B", "Babinsa Serda Edi")):
        start = text.index(name)
        value = (("role", Value("Babinsa", "Babinsa", Span(start, start + 7), "test", 1.0)),)
        persons.append(Person(key, name, value, (Mention(key, Span(start, start + len(name)), "name"),)))
    assert [s.speaker for s in find_statements(doc, persons, vocab.load())] == ["B"]


def test_initials_once_introduced_name_a_speaker() -> None:
    text = "Pelaku berinisial RS (31) ditangkap. RS mengaku baru sekali mencuri."
    doc = document.build(text, Layout(((Span(0, len(text)), "body"),), ()), vocab.load().abbreviations)
    persons = [Person("A", "RS", (), (Mention("A", Span(18, 20), "name"),))]
    assert [(s.speaker, doc.surface(s.text_span)) for s in find_statements(doc, persons, vocab.load())] == [
        ("A", "baru sekali mencuri")
    ]
