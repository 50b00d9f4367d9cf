"""Bringing decoded text to the form whose offsets everything refers to."""

from __future__ import annotations

import re
import unicodedata

import ftfy
from ftfy.fixes import unescape_html

from kg.text.unwrap import unwrap

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|\u0085|\u2028|\u2029")
_SURROGATES = re.compile("[\ud800-\udfff]")  # "\\ud800" in a JSON file: half a character, which no encoding holds
_EMPHASIS = re.compile(  # as messengers and Markdown have it: "*Serda Budi*", "_sambang_"; not "***" below an article
    r"(?<![\w*])(\*{1,2})(?=[^\s*])([^*\n]+?)(?<=[^\s*])\1(?![\w*])"
    r"|(?<![^\W_]|_)(__?)(?=[^\s_])([^_\n]+?)(?<=[^\s_])\3(?![^\W_]|_)"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")


def normalise(text: str) -> str:
    """NFC text with ``\\n`` line ends, plain spaces, no invisible or control characters, mojibake repaired, character
    references of HTML ("&quot;") resolved, marks of emphasis left out and lines of a fixed width put together.

    Normalising twice is the same as once. Typographic quotes and dashes stay: they carry meaning.
    """
    text = ftfy.fix_encoding(_resolved(_SURROGATES.sub("\ufffd", text)))
    text = _visible(_LINE_ENDS.sub("\n", text))
    text = _plain(_SPACES.sub(" ", text))
    return unwrap(unicodedata.normalize("NFC", text).strip())


def _resolved(text: str) -> str:
    """Without character references, also such as were escaped twice; a bare "&" stays."""
    while "&" in text and (plain := unescape_html(_visible(text))) != text:
        text = plain
    return text


def _plain(text: str) -> str:
    """Without marks of emphasis, also such as stand inside one another."""
    while ("*" in text or "_" in text) and (plain := _EMPHASIS.sub(_inner, text)) != text:
        text = plain
    return text


def _inner(emphasis: re.Match[str]) -> str:
    return emphasis[2] or emphasis[4]


def _visible(text: str) -> str:
    return _CONTROL.sub("", _INVISIBLE.sub("", text))
