"""Sentences in capitals throughout: which of their words would be capitalised in another one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.text.stems import is_derived
from kg.text.tokens import Token

_WORDS = 5  # in a shorter one capitals may be abbreviations and a name
_SHARE = 0.9
_PREFIXES = ("me", "di", "ber", "ter", "pe", "ke", "se")


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether the capitals of a sentence say nothing of its words."""
    words = [t for t in tokens if t.kind == "word" and len(t.text) > 1]
    return len(words) >= _WORDS and sum(t.is_upper for t in words) >= _SHARE * len(words)


def recased(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a shouted sentence; verbs, and nouns made of verbs, no longer in capitals. Roots keep theirs, since
    names are made of them."""
    return [t._replace(is_capitalised=False, is_upper=False) if t.is_upper and _is_derived(t) else t for t in tokens]


def _is_derived(token: Token) -> bool:
    return len(token.text) > 5 and token.lower.startswith(_PREFIXES) and is_derived(token.text)
