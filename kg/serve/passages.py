"""Sentences of articles that have the words somebody looks for, each with the words in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.search.words import CLOSE, likeness
from kg.search.words import words as words_of
from kg.serve import names
from kg.serve.state import View

_PLACE = re.compile(r"(.*)#char=(\d+),(\d+)")  # as kg.rdf.iris.Minter.sentence has it
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Passage(NamedTuple):
    """A sentence. ``pieces``: its text, and whether this part of it is what was looked for; offsets in the article."""

    article: str  # IRI
    title: str
    publisher: str
    published: str
    pieces: tuple[tuple[str, bool], ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def find(view: View, words: str, limit: int = 20) -> list[Passage]:
    """Sentences with all the words, typing errors allowed, one of each article; the best first, then the newest."""
    wanted = words_of(words)
    found: dict[str, Passage] = {}
    for hit in names.sentences(view, words, 2 * limit):
        place = _PLACE.fullmatch(hit.iri)
        if place and place[1] not in found and len(found) < limit:
            if passage := _passage(view, place[1], int(place[2]), int(place[3]), marked(hit.label, wanted)):
                found[place[1]] = passage
    return list(found.values())


def _passage(view: View, article: str, start: int, end: int, pieces: tuple[tuple[str, bool], ...]) -> Passage | None:
    record = view.archive.get(article.rpartition("/")[2])
    if record is None:
        return None
    title = record.title or " ".join(record.text.strip().partition("\n")[0].split())[:120]
    return Passage(article, title, record.publisher or "", record.published or "", pieces, start, end)


def marked(text: str, wanted: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """A text in pieces: those that are True are words close enough to one that is wanted.

    >>> marked("Warga ikut ronda.", ["rondah"])
    (('Warga ikut ', False), ('ronda', True), ('.', False))
    """
    return tuple(_pieces(text, wanted))


def _pieces(text: str, wanted: Sequence[str]) -> Iterator[tuple[str, bool]]:
    done = 0
    for start, end in _hits(text, wanted):
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def _hits(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that are close to wanted ones; those side by side as one."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if any(likeness(asked, own) >= CLOSE for own in words_of(word[0]) for asked in wanted):
            beside = found and text[found[-1][1] : word.start()].isspace()
            start = found.pop()[0] if beside else word.start()
            found.append((start, word.end()))
    return found
