"""The words of speech: every way in which a verb is met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import vocab
from kg.extract import speech
from kg.text.tokens import tokenize


@pytest.mark.parametrize(
    ("words", "form", "lemma", "nya"),
    [
        ("mengatakan", "active", "mengatakan", False),
        ("Menegaskan", "active", "menegaskan", False),
        ("menghimbau", "active", "mengimbau", False),
        ("menyampaikannya", "active", "menyampaikan", True),
        ("berterima kasih", "active", "berterima kasih", False),
        ("mewanti-wanti", "active", "mewanti-wanti", False),
        ("dikatakan", "passive", "mengatakan", False),
        ("dikatakannya", "passive", "mengatakan", True),
        ("di katakan", "passive", "mengatakan", False),
        ("ujar", "bare", "berujar", False),
        ("ujarnya", "bare", "berujar", True),
        ("ujar nya", "bare", "berujar", True),
        ("kata-nya", "bare", "mengatakan", True),
        ("pesannya", "beside", "berpesan", True),
        ("menyapaikan", "active", "menyampaikan", False),
        ("menyampaiakn", "active", "menyampaikan", False),
        ("menjelasskan", "active", "menjelaskan", False),
    ],
)
def test_a_verb_is_known_in_its_form(words: str, form: speech.Form, lemma: str, nya: bool) -> None:
    tokens = tokenize(words)
    found = speech.of(vocab.load()).verb(tokens, 0, len(tokens), form)
    assert found is not None
    assert (found.last, found.verb.lemma, found.nya) == (len(tokens), lemma, nya)


@pytest.mark.parametrize("word", ["menegakkan", "meningkatkan", "memasarkan", "menyatukan", "menerapkan", "menyangka"])
def test_a_verb_that_only_looks_alike_is_none(word: str) -> None:
    tokens = tokenize(word)
    assert speech.of(vocab.load()).verb(tokens, 0, 1, "active", "passive", "bare", "beside") is None


def test_every_form_may_begin() -> None:
    words = speech.of(vocab.load())
    for forms in words.forms.values():
        assert all(words.may_begin(word) and words.may_begin(word + "nya") for word in forms)
    assert not words.may_begin("rumah")


def test_every_kind_that_the_grammar_asks_for_is_filled() -> None:
    words = speech.of(vocab.load())
    source = "".join(path.read_text(encoding="utf-8") for path in Path(speech.__file__).parent.glob("*.py"))
    for attribute, kinds in (("words", words.words), ("nouns", words.nouns), ("pronouns", words.pronouns)):
        asked = set(re.findall(rf'\.{attribute}\["(\w+)"\]', source))
        if attribute == "words":
            asked |= set(re.findall(r'\.is_\("(\w+)"', source))
        assert len(asked) > 2
        assert asked <= set(kinds)


def test_every_kind_in_the_tables_is_asked_for() -> None:
    words = speech.of(vocab.load())
    source = "".join(path.read_text(encoding="utf-8") for path in Path(speech.__file__).parent.glob("*.py"))
    assert [kind for kind in (*words.words, *words.nouns, *words.pronouns) if f'"{kind}"' not in source] == []
