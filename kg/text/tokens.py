"""Tokens with offsets: runs of letters, runs of digits, single other characters. Nothing is dropped but white space."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from typing import Literal, NamedTuple

TokenKind = Literal["word", "number", "mark"]

# Apostrophes inside a word belong to it ("Jum'at", "Ma’ruf"), and one at its end if the word has another ("La'bo'") or
# is a name in a text that opens no quotation with one ("To’ Pao", "Indo' Rapa'"). Hyphens and dots do not, so that
# "TNI-Polri", "S.Sos.MH" and "0813-05/Dander" come apart the same way however they are spaced.
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’‘`´][^\W\d_]+)+['’](?![^\W_])|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*)"
    r"|(?P<number>\d+)|(?P<mark>\S)"
)
_OPENS = re.compile(r"(?<![\w'’])['‘’](?=\w)")  # a quotation in single marks
_GLUED = re.compile(r"[^\W\d_]*?[a-z](?=[A-Z][a-z]{2})")
_CLOSING = ("'", "’")  # what may close a quotation, or end a word
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


def tokenize(text: str, start: int = 0, end: int | None = None, titles: Collection[str] = ()) -> list[Token]:
    """Tokens of ``text[start:end]`` with offsets into ``text``. ``titles``: folded words that come apart from a name
    run together with them.

    >>> [t.text for t in tokenize("Babinsa Jum’at, 05/ Sail")]
    ['Babinsa', 'Jum’at', ',', '05', '/', 'Sail']
    >>> [t.text for t in tokenize("BabinsaSertu PakDarwis", titles={"babinsa", "pak"})]
    ['Babinsa', 'Sertu', 'Pak', 'Darwis']
    """
    end = len(text) if end is None else end
    out: list[Token] = []
    last = -1
    for m in _TOKEN.finditer(text, start, end):
        kind: TokenKind = m.lastgroup  # type: ignore[assignment]  # the three groups are the three kinds
        begin, finish = m.span()
        if begin < last:
            continue
        word = m[0]
        if kind == "word":
            if text[finish : finish + 1] in _CLOSING and _ends_in_apostrophe(text, start, m):
                word = text[begin : finish + 1]
            if titles and _shape(word).mixed and (cut := _glued(word, titles)):
                out.append(_token(begin, word[:cut], kind, begin == last))
                last = begin = begin + cut
                word = word[cut:]
        out.append(_token(begin, word, kind, begin == last))
        last = begin + len(word)
    return out


def _token(start: int, text: str, kind: TokenKind, glued: bool) -> Token:
    lower, capitalised, upper, _ = _shape(text)
    return Token(start, start + len(text), text, lower, kind, glued, capitalised, upper)


class _Shape(NamedTuple):
    """What the letters of a word tell of it; ``mixed``: it is neither all capitals nor small after the first letter."""

    lower: str
    capitalised: bool
    upper: bool
    mixed: bool


@functools.lru_cache(maxsize=1 << 15)  # an article repeats its words, and so does the next one
def _shape(word: str) -> _Shape:
    capitalised, shouted = word[0].isupper(), word.isupper()
    return _Shape(
        fold(word), capitalised, capitalised and shouted and len(word) > 1, not (shouted or word[1:].islower())
    )


def _glued(word: str, titles: Collection[str]) -> int:
    """Letters of the title that is run together with a name in ``word``; 0 without one."""
    found = _GLUED.match(word)
    return found.end() if found and fold(found.group()) in titles else 0


def _ends_in_apostrophe(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the apostrophe behind a word is its last letter (a glottal stop) and closes no quotation."""
    word = m.group()
    if not (word[0].isupper() and word[-1].islower()) or text[m.end() + 1 : m.end() + 2].isalnum():
        return False
    return _OPENS.search(text, start, m.end()) is None
