"""Names in headlines, which capitalise verbs and nouns: taken as far as the body of the article confirms them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chunks import Chunker
from kg.extract.tails import Mentioned


def confirmed(chunker: Chunker, found: list[Mentioned]) -> Iterator[Mentioned]:
    """Mentions of the body, and those of the title that they confirm: a headline capitalises verbs and nouns, so a
    name there is taken as far as the body has it, and without the body only if a rank stands before it."""
    body = {w for m in found if not m.rule.startswith("title:") for w in _name_words(m.name)}
    for m in found:
        if not m.rule.startswith("title:"):
            yield m
            continue
        words = m.name.split()
        keep = 0
        while keep < len(words) and set(_name_words(words[keep])) & body:
            keep += 1
        if keep and keep < len(words):
            m.name = " ".join(words[:keep])
            m.name_last = m.last = _end_of_words(chunker, m.name_first, m.name_last, keep)
            m.degrees = []
        if keep or (m.rank and len(words) <= 3):
            yield m


def _end_of_words(chunker: Chunker, first: int, last: int, count: int) -> int:
    words = [i for i in range(first, last) if chunker.doc.tokens[i].kind == "word"]
    return words[count - 1] + 1 if count <= len(words) else last


def _name_words(name: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", name.casefold()) if len(w) > 1]
