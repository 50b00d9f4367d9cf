"""Tokens with offsets: runs of letters, runs of digits, single other characters. Nothing is dropped but white space."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "mark"]

# Apostrophes inside a word belong to it ("Jum'at", "Ma’ruf"); hyphens and dots do not, so that "TNI-Polri",
# "S.Sos.MH" and "0813-05/Dander" come apart the same way however they are spaced.
_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:['’‘`´][^\W\d_]+)*)|(?P<number>\d+)|(?P<mark>\S)")
_APOSTROPHES = str.maketrans("’‘`´", "''''")


class Token(NamedTuple):
    """One token of ``Article.text``; ``lower`` is casefolded with plain apostrophes; ``glued``: no space before it.

    ``is_upper``: two letters and more, all of them capitals. Fields, no properties: rules ask for them all the time.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: TokenKind
    glued: bool
    is_capitalised: bool
    is_upper: bool


def fold(text: str) -> str:
    """Casefold and write every apostrophe the same way: the key under which words are looked up."""
    return text.casefold() if text.isascii() and "`" not in text else text.translate(_APOSTROPHES).casefold()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``text[start:end]`` with offsets into ``text``.

    >>> [t.text for t in tokenize("Babinsa Jum’at, 05/ Sail")]
    ['Babinsa', 'Jum’at', ',', '05', '/', 'Sail']
    """
    end = len(text) if end is None else end
    out: list[Token] = []
    last = -1
    for m in _TOKEN.finditer(text, start, end):
        kind: TokenKind = m.lastgroup  # type: ignore[assignment]  # the three groups are the three kinds
        word = m.group()
        begin, finish = m.span()
        capitalised = word[0].isupper()
        shouted = capitalised and len(word) > 1 and word.isupper()
        out.append(Token(begin, finish, word, fold(word), kind, begin == last, capitalised, shouted))
        last = finish
    return out
