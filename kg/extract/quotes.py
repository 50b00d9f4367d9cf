"""Pairing quotation marks: which mark opens, which closes, which is missing or stands by mistake.

Newspapers turn marks the wrong way, leave one out, use inch signs and doubled apostrophes, and set blanks inside.
So no mark is believed alone: every reading of the marks of a paragraph is weighed, and the cheapest is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kg.model import Span

_DOUBLE = re.compile(r"[\"“”„‟«»″‶＂〝〞]+|['’‘`´]{2,}|,,(?=[^\W\d_])")
_SINGLE = re.compile(r"['’‘‚‛‹›`´′]")
_OPENING, _CLOSING = "“„‟«‘‚‛‹〝", "”»’›〞"
_WORD_AFTER = re.compile(r"[\s,.;\-–—]*([^\W\d_]+)(\s?-?nya\b)?")
_WORDS_BEFORE = re.compile(r"([^\W\d_]+)[\s,]*$")
_STOPS = ".,!?…"

# Costs of a reading. Only their order matters: one wrong-way mark (1) is likelier than a missing one (2 and more),
# and a missing closing mark at the end of a paragraph is the commonest fault of all.
_WRONG_WAY = 1.0
_STRAY = 2.5
_NESTED = 1.6
_NO_OPENING = 2.2
_NO_OPENING_BUT_REPORTED = 4.0  # "X menyampaikan … warga. "Tegasnya.": the sentence has its verb already
_NO_CLOSING = 1.6
_NO_CLOSING_INSIDE = 2.2
_NEVER = 6.0
_LONGEST_GAP = 3  # paragraphs without marks that one pair of marks may hold


class Quote(NamedTuple):
    """One quoted stretch: ``inner`` without marks, outer blanks and the comma before the closing mark."""

    inner: Span
    outer: Span
    opened: bool  # its own opening mark was found
    closed: bool
    single: bool = False


class Paragraph(NamedTuple):
    """One paragraph, and where its sentences begin."""

    span: Span
    sentences: tuple[Span, ...]


class Hints(NamedTuple):
    """What the words around a mark say. ``attributes``: the word after it begins an attribution ("ujar", "katanya").

    ``introduces``: the word before it is a speech verb. ``attribution_in``: offset where an attribution begins between
    two offsets ("…, ujar"), or None. ``narrates``: a sentence tells of somebody rather than being said. ``reports``: a
    stretch has a person as subject of a speech verb.
    """

    attributes: Callable[[str, bool], bool]
    introduces: Callable[[str], bool]
    attribution_in: Callable[[int, int], int | None]
    narrates: Callable[[Span], bool]
    reports: Callable[[Span], bool]


class _Mark(NamedTuple):
    start: int
    end: int
    opening: float  # cost of reading it as an opening mark
    closing: float


def find_quotes(text: str, paragraphs: Sequence[Paragraph], hints: Hints) -> list[Quote]:
    """All quoted stretches in text order; none inside another one."""
    found: list[Quote] = []
    gap = _LONGEST_GAP + 1  # paragraphs without a mark since a quote ran to the end of its own
    for paragraph in paragraphs:
        start, end = paragraph.span
        quotes = _in_paragraph(text, paragraph, hints) if _has_mark(text, start, end) else []
        if quotes and gap <= _LONGEST_GAP and not quotes[0].opened and quotes[0].outer.start == start:
            # one pair of marks around several paragraphs
            whole = _quote(text, found[-1].outer.start, quotes[0].outer.end, found[-1].opened, quotes[0].closed)
            found[-1:] = [whole, *quotes[1:]]
        else:
            found.extend(quotes)
        if quotes:
            left_open = not found[-1].closed and found[-1].outer.end == end
            gap = 0 if left_open else _LONGEST_GAP + 1
        else:
            gap = _LONGEST_GAP + 1 if any(map(hints.narrates, paragraph.sentences)) else gap + 1
    return found


def _has_mark(text: str, start: int, end: int) -> bool:
    return _DOUBLE.search(text, start, end) is not None or _SINGLE.search(text, start, end) is not None


def _in_paragraph(text: str, paragraph: Paragraph, hints: Hints) -> list[Quote]:
    start, end = paragraph.span
    marks = [_weigh(text, m.start(), m.end(), paragraph.span, hints) for m in _DOUBLE.finditer(text, start, end)]
    quotes = _pair(text, marks, paragraph, hints) if marks else []
    at = start
    singles: list[Quote] = []
    for stop, after in [*((q.outer.start, q.outer.end) for q in quotes), (end, end)]:
        singles.extend(_single_quotes(text, at, stop, paragraph.span, hints))
        at = after
    return sorted([*quotes, *singles])


def _weigh(text: str, start: int, end: int, within: Span, hints: Hints) -> _Mark:
    """The cost of either reading of one mark, from its shape, the blanks around it, and the words beside it."""
    before = text[start - 1] if start > within.start else " "
    after = text[end] if end < within.end else " "
    glyph = text[start]
    opening = _WRONG_WAY if glyph in _CLOSING else 0.0
    closing = _WRONG_WAY if glyph in _OPENING or glyph == "," else 0.0
    space_before = before.isspace() or before in "([—–-:/"
    space_after = after.isspace() or after in ".,;:!?)]—–-"
    if space_before and space_after:
        opening, closing = opening + 0.5, closing + 0.5
    elif space_before:
        closing += 2.0
    elif space_after:
        opening += 2.0
    else:
        opening += 0.5 if before in ",:" or before.isalpha() else 1.2
        closing += 0.7
    if after in ".,;:!?" and not after.isspace():
        opening += 2.0
    stripped = text[within.start : start].rstrip()
    if not stripped:
        opening, closing = opening - 1.0, closing + _NEVER
    elif stripped[-1] in _STOPS:
        closing -= 0.5
    if not any(c.isalnum() for c in text[end : within.end]):
        opening, closing = opening + _NEVER, closing - 0.5
    word = _WORD_AFTER.match(text, end, within.end)
    attributed = word is not None and hints.attributes(word[1], word[2] is not None)
    if before.isdigit() and not attributed:
        opening, closing = opening + 2.0, closing + 1.0  # inches, minutes
    if attributed:
        surely = after.isspace() or not space_before or stripped[-1:] in tuple(_STOPS)
        opening, closing = opening + (1.5 if surely else 0.5), closing - (1.5 if stripped[-1:] == "," else 1.0)
    said = _WORDS_BEFORE.search(text, max(within.start, start - 40), start)
    if stripped.endswith(":") or (said and hints.introduces(said[1])):
        opening, closing = opening - 1.0, closing + 1.0
    return _Mark(start, end, opening, closing)


class _Reading(NamedTuple):
    """A reading of the marks so far: its cost, the stretches read, and where an open one began."""

    cost: float
    stretches: tuple[tuple[int, int, bool, bool], ...]  # outer start, outer end, opened, closed
    open_at: int | None


def _pair(text: str, marks: Sequence[_Mark], paragraph: Paragraph, hints: Hints) -> list[Quote]:
    """The cheapest reading of the double marks of one paragraph."""
    outside = _Reading(0.0, (), None)
    inside: _Reading | None = None
    for mark in marks:
        out_next = [outside._replace(cost=outside.cost + _STRAY)]
        in_next = [outside._replace(cost=outside.cost + mark.opening, open_at=mark.start)]
        begin = _begin(mark.start, outside, paragraph, hints)
        missing = _NO_OPENING
        if mark.closing + missing < _STRAY and hints.reports(Span(begin, mark.start)):
            missing = _NO_OPENING_BUT_REPORTED
        out_next.append(_close(outside, mark, begin, False, mark.closing + missing))
        if inside is not None:
            assert inside.open_at is not None
            out_next.append(_close(inside, mark, inside.open_at, True, mark.closing))
            in_next.append(inside._replace(cost=inside.cost + _NESTED))
            attributed = hints.attribution_in(inside.open_at, mark.start)
            fault = 0.3 if attributed is not None else _NO_CLOSING_INSIDE
            stop = attributed if attributed is not None else mark.start
            stretch = (inside.open_at, stop, True, False)
            in_next.append(
                _Reading(inside.cost + fault + mark.opening, (*inside.stretches, stretch), open_at=mark.start)
            )
        outside = min(out_next, key=lambda r: r.cost)
        inside = min(in_next, key=lambda r: r.cost)
    best = outside
    if inside is not None and inside.cost + _NO_CLOSING < outside.cost:
        assert inside.open_at is not None
        cut = hints.attribution_in(inside.open_at, paragraph.span.end)
        end = paragraph.span.end if cut is None else cut
        best = inside._replace(stretches=(*inside.stretches, (inside.open_at, end, True, False)))
    quotes = [_quote(text, *stretch) for stretch in best.stretches]
    return [q for q in quotes if q.inner.end > q.inner.start]


def _close(reading: _Reading, mark: _Mark, begin: int, opened: bool, cost: float) -> _Reading:
    return _Reading(reading.cost + cost, (*reading.stretches, (begin, mark.end, opened, True)), None)


def _begin(closing: int, reading: _Reading, paragraph: Paragraph, hints: Hints) -> int:
    """Where a quote without its opening mark begins: as many sentences back as nobody else is told of."""
    floor = reading.stretches[-1][1] if reading.stretches else paragraph.span.start
    begin = None
    for sentence in reversed([s for s in paragraph.sentences if s.start < closing]):
        if sentence.start < floor:
            break
        if begin is not None and hints.narrates(sentence):
            break
        begin = sentence.start
    return floor if begin is None else begin


def _single_quotes(text: str, start: int, end: int, within: Span, hints: Hints) -> list[Quote]:
    """Stretches in single marks; both must be there and stand as marks should, since apostrophes look the same."""
    quotes: list[Quote] = []
    opened: int | None = None
    for m in _SINGLE.finditer(text, start, end):
        before = text[m.start() - 1] if m.start() > within.start else " "
        after = text[m.end()] if m.end() < within.end else " "
        if before.isalnum() and after.isalnum():
            continue
        mark = _weigh(text, m.start(), m.end(), within, hints)
        if opened is None or (mark.opening < 0.5 and mark.closing > 2.0):
            opened = m.start() if mark.opening < 1.0 and mark.opening < mark.closing else None
        elif mark.closing < 1.5:
            quotes.append(_quote(text, opened, m.end(), True, True)._replace(single=True))
            opened = None
    return [q for q in quotes if q.inner.end > q.inner.start]


def _quote(text: str, start: int, end: int, opened: bool, closed: bool) -> Quote:
    inner_start, inner_end = start, end
    if opened and (m := (_DOUBLE.match(text, start) or _SINGLE.match(text, start))):
        inner_start = m.end()
    if closed:
        while inner_end > inner_start and (_DOUBLE.match(text, inner_end - 1) or text[inner_end - 1] in "'’‘`´›‹′"):
            inner_end -= 1
    while inner_start < inner_end and (text[inner_start].isspace() or text[inner_start] in ",.;:"):
        inner_start += 1
    while inner_end > inner_start and (text[inner_end - 1].isspace() or text[inner_end - 1] in ",;:-–—"):
        inner_end -= 1
    return Quote(Span(inner_start, inner_end), Span(start, end), opened, closed)
