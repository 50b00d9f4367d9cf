"""Splitting text into sentences: dots of abbreviations, initials, numbers and web addresses do not end one."""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.model import Span
from kg.text.tokens import fold

_CLOSERS = "\"'”’»)]›"
_OPENERS = "\"'“‘«([‹"
_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSERS)}]*(?=\s)")
_BEFORE = re.compile(r"([^\s.,;:/(“\"]+)$")  # a comma may have no space behind it: "Lurah Baqa,Hj. Noor Aida"


def split(text: str, start: int, end: int, abbreviations: Collection[str]) -> list[Span]:
    """Sentences of ``text[start:end]``, which must lie within one paragraph; no span begins or ends in white space.

    ``abbreviations``: folded, without the final dot. A dot after one of them, or after a single capital letter, ends a
    sentence only if the line ends there.

    >>> t = "Kel. Semper Timur aman. Ia hadir."
    >>> [t[a:b] for a, b in split(t, 0, len(t), {"kel"})]
    ['Kel. Semper Timur aman.', 'Ia hadir.']
    """
    spans: list[Span] = []
    at = start
    for m in _END.finditer(text, start, end):
        if _goes_on(text, m, abbreviations):
            continue
        spans.append(Span(at, m.end()))
        at = m.end()
    spans.append(Span(at, end))
    return [s for s in (_strip(text, s) for s in spans) if s.end > s.start]


def _goes_on(text: str, m: re.Match[str], abbreviations: Collection[str]) -> bool:
    following = text[m.end() : m.end() + 8].lstrip()
    if not following:
        return False
    first = following.lstrip(_OPENERS)[:1]
    if first and first.islower():
        return True
    if following[0] in ",;:" or (following[0] in ")]" and m.group()[-1] not in ")]"):
        return True
    if m.group()[0] != "." or len(m.group().rstrip(_CLOSERS)) > 1:
        return False
    if text[m.start() - 1 : m.start()] == ",":  # "Ahmad, S. AP,. M. AP"
        return True
    before = _BEFORE.search(text, max(0, m.start() - 30), m.start())
    word = before.group(1) if before else ""
    if len(word) == 1 and word.isupper():
        return True
    # "Turut hadir: 1. Camat Ali; 2. Kapolsek Budi": the number of an item inside a sentence
    if word.isdigit() and len(word) <= 2 and text[: m.start() - len(word)].rstrip()[-1:] in (":", ";"):
        return True
    # "Syafrudin Dt. Bandaro", "tokoh adat Op. Sahala": no syllable of Indonesian, or two letters with a capital
    if word.istitle() and (len(word) == 2 or (len(word) == 3 and not set(word.casefold()) & set("aeiou"))):
        return True
    return fold(word) in abbreviations


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
