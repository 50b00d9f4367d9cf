"""Is this text Indonesian? Decided by the small words that a language cannot do without.

Malay shares most of them with Indonesian; the two are told apart by the words they spell differently (``bahwa`` and
``bahawa``). Nothing is refused for want of evidence: a text is foreign only when it shows another language more
clearly than Indonesian, or, from MIN_WORDS on, when it shows no Indonesian at all.
"""

from __future__ import annotations

import functools
import re
from collections import Counter

from kg.resources import ONTOLOGY

MIN_WORDS = 30
"""Below this many words the absence of Indonesian words says nothing (a headline, a caption, a list of names)."""

MIN_SHARE = 0.08
"""Least share of Indonesian words. Articles have 0.33 to 0.58, any 40 words of one at least 0.14; French has 0."""

_NAMES = {"en": "English", "ms": "Malay", "jv": "Javanese", "su": "Sundanese", "nl": "Dutch", "tl": "Tagalog"}
_WORD = re.compile(r"[^\W\d_]+")
_DERIVED = re.compile(r"(?:me|di|ber|ter|pe|ke)\w{3,}(?:kan|an|i|nya)|\w{2,}nya")  # menjelaskan, keamanan, warganya
_SAMPLE = 20_000  # characters; the language of an article shows in its first pages


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    """Word -> the languages it is a mark of; from ontology/lexicon/function-words.tsv."""
    table: dict[str, tuple[str, ...]] = {}
    lines = (ONTOLOGY / "lexicon" / "function-words.tsv").read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        languages, words = line.split("\t")
        for word in words.split():
            table[word] = (*table.get(word, ()), *languages.split("+"))
    return table


def _marks(token: str) -> tuple[str, ...]:
    """The languages that ``token`` speaks for; Indonesian affixes are Malay ones too."""
    found = _words().get(token, ())
    return found or (("id", "ms") if _DERIVED.fullmatch(token) else ())


def foreign(text: str) -> str | None:
    """Why ``text`` is not Indonesian, in words for the user; None if it is, or if nothing speaks against it."""
    tokens = [token.casefold() for token in _WORD.findall(text[:_SAMPLE])]
    if not tokens:
        return "expected an Indonesian article, found no words"
    marks = Counter(language for token in tokens for language in _marks(token))
    indonesian = marks["id"]
    rivals = [(count, name) for name, count in marks.items() if name != "id"]
    strongest, language = max(rivals, default=(0, ""))
    if strongest > indonesian + 2:
        named = strongest >= MIN_SHARE * len(tokens)
        return f"expected Indonesian, found {_NAMES[language] if named else 'another language'}"
    if len(tokens) >= MIN_WORDS and indonesian < MIN_SHARE * len(tokens):
        return "expected Indonesian, found another language"
    return None
