"""Names of weekdays in a text: which date each belongs to, and which stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.text.calendar import WEEKDAYS
from kg.text.datewords import DateWords
from kg.text.tokens import Token

_REACH = 70  # code points from a weekday to its date: "Kamis malam sekitar pukul 21.10 WITA, tanggal 18 ..."


@dataclass(frozen=True, slots=True)
class DayName:
    """A name of a weekday. ``eve``: "malam Minggu"; ``first``: the other end of "Senin-Rabu", "Sabtu malam Minggu"."""

    span: Span
    token: int
    name: str
    proper: bool  # a weekday wherever it stands; otherwise ("minggu", "Sat") only beside a date
    eve: bool
    first: DayName | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The days it can mean, as printed first: the eve of a day counts as that day or as the one before."""
        before = WEEKDAYS[WEEKDAYS.index(self.name) - 1]
        return (self.name, before) if self.eve else (self.name,)


def day_names(words: DateWords, text: str, tokens: Sequence[Token]) -> list[DayName]:
    """All names of weekdays, in text order."""
    found: list[DayName] = []
    for i, token in enumerate(tokens):
        entry = words.weekdays.get(token.lower) if token.kind == "word" else None
        if entry is None:
            continue
        eve = bool(i and tokens[i - 1].lower == "malam")
        begins = tokens[i - 1].start if eve else token.start
        first = found[-1] if found and _belong(words, text, found[-1], begins, eve) else None
        proper = entry[1] == "name" and token.is_capitalised
        found.append(DayName(Span(token.start, token.end), i, entry[0], proper, eve, first))
    return found


def _belong(words: DateWords, text: str, before: DayName, begins: int, eve: bool) -> bool:
    gap = text[before.span.end : begins]
    return gap == " " if eve else words.joined.fullmatch(gap) is not None


def name_of_date(words: DateWords, text: str, span: Span, names: Sequence[DayName], *, ranged: bool) -> DayName | None:
    """The day name that belongs to the date at ``span``: before it, or behind it in parentheses or after "hari"."""
    before = next((d for d in reversed(names) if d.span.end <= span.start), None)
    if before and span.start - before.span.end <= _REACH:
        gap = text[before.span.end : span.start]
        if words.between.fullmatch(gap) and not re.search(r"\. ", gap):
            if before.first and (ranged or before.eve):
                return before.first
            return None if before.first and before.first.proper else before
    m = words.behind.match(text, span.end)
    return next((d for d in names if d.span == m.span("day")), None) if m else None


def names_of_things(words: DateWords, tokens: Sequence[Token], names: Sequence[DayName]) -> set[tuple[str, str]]:
    """(weekday, next word) of names like "Jumat Curhat", "Minggu Kasih", known by their capital letter."""
    found = set()
    for day in names:
        after = tokens[day.token + 1] if day.token + 1 < len(tokens) else None
        if (
            after
            and after.kind == "word"
            and after.is_capitalised
            and not words.qualifiers.longest(tokens, day.token + 1)
        ):
            found.add((day.name, after.lower))
    return found


def stands_alone(
    words: DateWords,
    tokens: Sequence[Token],
    day: DayName,
    following: DayName | None,
    things: set[tuple[str, str]],
) -> bool:
    """Whether a name without a date is a day: no habit, no opening hours, no name of a thing ("Jumat Curhat")."""
    if not day.proper or day.first or (following and following.first is day):
        return False
    i = day.token
    if any(t.lower in words.kind("no-day") for t in tokens[max(0, i - 2) : i]):
        return False
    before = next((t for t in reversed(tokens[max(0, i - 2) : i]) if t.text != "."), None)
    if before and before.is_capitalised and before.lower in words.kind("name") | words.kind("before-name"):
        return False  # "Desa Senin", "Pak Kamis"
    return i + 1 == len(tokens) or (day.name, tokens[i + 1].lower) not in things


def way_of_counting(words: DateWords, tokens: Sequence[Token], i: int) -> str:
    """How the lone weekday at token ``i`` counts (a ``which`` of ``calendar.weekday_near``), or "unknown"."""
    j = i + 1
    while phrase := words.qualifiers.longest(tokens, j):
        j, (kind, *_) = phrase
        if kind in ("past", "next", "week-past", "week-next"):
            return kind
    if not i or tokens[i - 1].lower not in words.kind("on"):
        return "unknown"
    for token in reversed(tokens[max(0, i - 12) : i]):
        if token.text in (",", ".", "!", "?"):
            break  # "…, kata dia di Jakarta, Senin": what was said lies ahead, not the day it was said
        if token.lower in words.kind("future"):
            return "next"
    return "latest"
