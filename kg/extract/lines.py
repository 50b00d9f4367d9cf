"""An article as lines, and what a single line looks like: prose, a headline, a cut-off link."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.tokens import fold

_FULL_STOP = re.compile(r"\.[\"'”’»)\]*]*$")
_CALL = re.compile(r"[!?][\"'”’»)\]*]*$")
_INNER = re.compile(r"[^\W\d_]{4,}[.!?][\"”’)]?\s+[A-Z“\"‘]")
_CUT = re.compile(r"(?:\.{2,}|…|\[\.\.\.\]|\[…\])$")
_SPOKEN = re.compile(
    r"[,”\"]\s*[\"”]?\s*(?:ujar|kata|ucap|tutur|jelas|terang|ungkap|tegas|tandas|pungkas|imbuh|papar|tutup)(?:nya)?\b"
)
_MARKS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; the span leaves white space out."""

    start: int
    end: int
    text: str
    words: int
    prose: bool


def read(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    out: list[Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            words = len(stripped.split())
            out.append(Line(start, start + len(stripped), stripped, words, is_prose(stripped, words)))
        at += len(raw)
    return out


def is_prose(text: str, words: int) -> bool:
    """Whether a line is running text rather than a headline, a heading, a name or a link."""
    if words < 5 or (words <= 20 and _CUT.search(text)):
        return False
    if text.count(" | ") > 1 and text[-1] != ".":  # labelled fields in a row
        return False
    if words > 28 or _FULL_STOP.search(text) or _SPOKEN.search(text):
        return True
    if words >= 12 and _INNER.search(text):
        return True
    return (text[-1] in ":,;" and words >= 8) or (words > 16 and bool(_CALL.search(text)))


def capitals(text: str) -> float:
    """The share of capitalised words among those of four letters and more; 0 if there are none."""
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def same(a: str, b: str) -> bool:
    """Whether two lines say the same but for case, punctuation, or the end that one of them has cut off."""
    if abs(len(a) - len(b)) > 60:
        return False
    x, y = _plain(a), _plain(b)
    if not x or not y:
        return False
    return x == y or (min(len(x), len(y)) > 24 and (x.startswith(y) or y.startswith(x)) and abs(len(x) - len(y)) < 25)


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text))
