"""The grammar of Indonesian date expressions: what is written, before any year is looked up elsewhere.

The day comes before the month, always. Numbers are a date only where nothing says that they are a unit code, a
letter's number, an amount or a name; day and month alone ("25/4") only beside a weekday, after "tanggal" or alone
inside parentheses. Source for the forms: EYD V, and how Indonesian newsrooms and their page templates print dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import Span
from kg.text.calendar import iso_date, weekday_of
from kg.text.datewords import DateWords, Tables
from kg.text.tokens import Token, fold, tokenize
from kg.text.weekdays import DayName, day_names, name_of_date, names_of_things, stands_alone, way_of_counting

_FRACTIONS = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7)}  # "3/4", "24/7": no dates without a weekday
_LEAP_YEAR = 2024  # where no year is written, 29 February may be meant


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date expression; of a range or list, the first day.

    ``counted``: (unit, offset) of a relative day, or (way of counting, 0) of a lone weekday. ``weekdays``: the names
    the day may have by what is printed, the printed one first ("malam Minggu" may be the Saturday or the Sunday).
    """

    span: Span
    form: Literal["numeric", "named", "relative", "weekday"]
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekdays: tuple[str, ...] = ()
    weekday_span: Span | None = None
    counted: tuple[str, int] | None = None

    @property
    def iso(self) -> str | None:
        return iso_date(self.year, self.month, self.day)

    def weekday(self, iso: str | None) -> str | None:
        """The printed weekday, read so that it fits ``iso`` where it can be."""
        fitting = weekday_of(iso)
        return fitting if fitting in self.weekdays else next(iter(self.weekdays), None)

    @property
    def begins(self) -> int:
        return min(self.span.start, self.weekday_span.start) if self.weekday_span else self.span.start


class DateGrammar:
    """Reads dates with the word lists of ``ontology/lexicon``."""

    def __init__(self, tables: Tables) -> None:
        self._words = DateWords(tables)

    def read(self, text: str) -> str | None:
        """ISO date of a string that holds one date (a byline, a feed's date field); None for none or for several."""
        found = {d.iso for d in self.scan(text, tokenize(text)) if d.iso}
        return found.pop() if len(found) == 1 else None

    def scan(self, text: str, tokens: Sequence[Token]) -> list[WrittenDate]:
        """Every date expression among ``tokens`` (offsets into ``text``), in text order, none overlapping another."""
        names = day_names(self._words, text, tokens)
        found: list[WrittenDate] = []
        reached = -1
        for i, token in enumerate(tokens):
            if token.start < reached or token.kind == "mark":
                continue
            if token.kind == "number":
                date = self._at_number(text, tokens, i, names)
            elif token.lower in self._words.starts:
                date = self._at_word(text, tokens, i, names)
            else:
                continue
            if date:
                found.append(date)
                reached = date.span.end
        found = [self._completed(text, date, after) for date, after in zip(found, [*found[1:], None], strict=False)]
        around = zip([None, *found], found, [*found[1:], None], strict=False)
        found = [d for before, d, after in around if not self._repeats(text, before, d, after)]
        return sorted(found + self._lone_weekdays(text, tokens, names, found), key=lambda d: d.span)

    def _at_number(self, text: str, tokens: Sequence[Token], i: int, names: Sequence[DayName]) -> WrittenDate | None:
        start = tokens[i].start
        if i and tokens[i].glued and tokens[i - 1].kind == "word":
            return None
        for rule, pattern in self._words.numbers:
            m = pattern.match(text, start)
            if m is None or (date := self._dated(rule, m)) is None:
                continue
            date = self._with_weekday(text, date, names)
            if date.weekdays or self._stands(text, tokens, i, date):
                return date
        return None

    def _with_weekday(self, text: str, date: WrittenDate, names: Sequence[DayName]) -> WrittenDate:
        name = name_of_date(self._words, text, date.span, names, ranged=date.rule == "date.range")
        return replace(date, weekdays=name.names, weekday_span=name.span) if name else date

    def _dated(self, rule: str, m: re.Match[str]) -> WrittenDate | None:
        """What a match says, or None where no such day exists."""
        parts = m.groupdict()
        named = parts.get("mon")
        day = int(parts["d"])
        month = self._words.months[fold(named)][0] if named else int(parts["m"])
        form: Literal["named", "numeric"] = "named" if named else "numeric"
        digits = parts.get("y") or parts.get("y2")
        year = int(digits) if digits else None
        if year is not None and year < 100:
            year += 2000 if year < 50 else 1900
        last = int(parts.get("d2") or 0)
        if not day or iso_date(year or _LEAP_YEAR, month, day) is None:
            return None
        if last and (last <= day or iso_date(year or _LEAP_YEAR, month, last) is None):
            return None
        if year is not None and not (1900 if form == "numeric" else 1600) <= year <= 2099:
            return None
        return WrittenDate(Span(m.start(), m.end()), form, "date.range" if last else rule, year, month, day)

    def _stands(self, text: str, tokens: Sequence[Token], i: int, date: WrittenDate) -> bool:
        """Whether the surroundings let numbers without a weekday be a date."""
        start, end = date.span
        words = self._words
        line = text[max(0, start - 60) : start].rpartition("\n")[2]
        if words.label.search(line):
            return True
        enclosed = bool(words.opened.search(line) and words.closed.match(text, end))
        if self._is_blocked(tokens, i, date, enclosed):
            return False
        written = text[start:end]
        if date.form == "named":
            month = re.sub(r"[^a-z]", "", written.casefold())
            return enclosed or date.year is not None or words.months.get(month, (0, "full"))[1] == "full"
        if date.year is None:
            alone = enclosed and "/" in written and (date.day, date.month) not in _FRACTIONS
            return alone or self._leads_on(text, end)
        if date.rule == "date.misprinted":
            return enclosed
        return enclosed or "/" in written or re.search(r"\d{4}", written) is not None

    def _leads_on(self, text: str, end: int) -> bool:
        """Whether "-" or "hingga" and a date with a year follow: "28/4 - 2/5/2025"."""
        m = self._words.to_next.match(text, end)
        return bool(m and any(p.match(text, m.end()) for rule, p in self._words.numbers if rule == "date.numeric"))

    def _is_blocked(self, tokens: Sequence[Token], i: int, date: WrittenDate, enclosed: bool) -> bool:
        """Whether what is around makes it a number ("RT 03/05", "Nomor 12/5/2020") or a name ("Jalan 10 November")."""
        words = self._words
        numeric = date.form == "numeric"
        separator = next((t.text for t in tokens[i + 1 : i + 3] if t.kind == "mark"), "") if numeric else ""
        if separator and i and tokens[i].glued and tokens[i - 1].text == separator:
            return True  # goes on from something before: "B/12/05/2020"
        label = _label_before(tokens, i, passing=".:(/-[" if numeric and date.year is None else ".:")
        if label and label.lower in words.kind("number"):
            return True
        if not numeric and not enclosed and label and label.is_capitalised and label.lower in words.kind("name"):
            return True
        after = next((t for t in tokens[i : i + 12] if t.start >= date.span.end), None)
        return numeric and date.year is None and after is not None and after.lower in words.kind("unit")

    def _at_word(self, text: str, tokens: Sequence[Token], i: int, names: Sequence[DayName]) -> WrittenDate | None:
        token = tokens[i]
        words = self._words
        if token.lower in words.months and (token.is_capitalised or words.months[token.lower][1] == "full"):
            month = self._at_month(text, tokens, i)
            return self._with_weekday(text, month, names) if month and month.day else month
        if token.lower in words.kind("year") and (date := self._at_year(text, tokens, i)):
            return date
        phrase = words.relative.longest(tokens, i)
        if phrase is None or any(t.lower in words.weekdays for t in tokens[max(0, i - 2) : i]):
            return None  # "Senin kemarin": the weekday says more
        end, (counted, *_) = phrase
        return WrittenDate(Span(token.start, tokens[end - 1].end), "relative", "date.relative", counted=counted)

    def _at_month(self, text: str, tokens: Sequence[Token], i: int) -> WrittenDate | None:
        """A month no day stands before: "April 2025", "April hingga Juni 2020", "Dec 9, 2022", "awal Februari"."""
        token = tokens[i]
        words = self._words
        month, kind = words.months[token.lower]
        before = tokens[i - 1] if i else None
        if before and before.text in ("/", "-", ".") and token.glued and before.glued:
            return None
        if before and before.kind == "number":
            label = _label_before(tokens, i - 1, passing=".:")
            if label is None or label.lower not in words.kind("number"):
                return None  # a day that does not exist, or a name ("31 Februari 2025", "Universitas 17 Agustus 1945")
        if m := words.month_day.match(text, token.start):
            date = WrittenDate(Span(m.start(), m.end()), "named", "date.month-first", int(m["y"]), month, int(m["d"]))
            return date if date.iso else None
        if m := words.month_year.match(text, token.start):
            rule = "date.range" if m["to"] else "date.month"
            return WrittenDate(Span(m.start(), m.end()), "named", rule, int(m["y"]), month)
        said = before.lower in words.kind("period") if before else False
        said = said and (token.is_capitalised or (before is not None and before.lower == "bulan"))
        qualified = token.is_capitalised and words.qualifiers.longest(tokens, i + 1)
        if kind == "full" and (said or (qualified and qualified[1][0] in ("past", "next"))):
            return WrittenDate(Span(token.start, token.end), "named", "date.month", None, month)
        return None

    def _at_year(self, text: str, tokens: Sequence[Token], i: int) -> WrittenDate | None:
        """A year after a word that says so: "tahun 2024", "akhir 2023"; not "No. 35 Tahun 2009", "tahun 2024/2025"."""
        m = self._words.year.match(text, tokens[i].end)
        if m is None or (i and tokens[i - 1].kind == "number"):
            return None
        after = next((t for t in tokens[i + 1 : i + 8] if t.start >= m.end()), None)
        if after and (after.lower in self._words.kind("unit") or after.lower in self._words.kind("no-year")):
            return None
        return WrittenDate(Span(m.start("y"), m.end()), "named", "date.year", int(m["y"]))

    def _completed(self, text: str, date: WrittenDate, after: WrittenDate | None) -> WrittenDate:
        """A day without a year takes the year of the date it is joined to: "28 April - 2 Mei 2025"."""
        if date.year or not date.month or not after or not after.year or not after.month:
            return date
        if not self._words.to_next.fullmatch(text, date.span.end, after.begins):
            return date
        return replace(date, year=after.year - (date.month > after.month), rule="date.range")

    def _repeats(self, text: str, before: WrittenDate | None, date: WrittenDate, after: WrittenDate | None) -> bool:
        """Whether a relative word only goes with a date: "hari ini, Senin (14/4/2025)", "(14/4/2025) siang ini"."""
        if date.form != "relative":
            return False
        if before and before.day and self._words.behind_date.fullmatch(text, before.span.end, date.begins):
            return True
        return bool(after and after.day and self._words.between.fullmatch(text, date.span.end, after.begins))

    def _lone_weekdays(
        self, text: str, tokens: Sequence[Token], names: Sequence[DayName], dates: Sequence[WrittenDate]
    ) -> list[WrittenDate]:
        taken = {d.weekday_span for d in dates}
        things = names_of_things(self._words, tokens, names)
        found = []
        for name, following in zip(names, [*names[1:], None], strict=False):
            if name.span in taken or any(d.span.start < name.span.end and name.span.start < d.span.end for d in dates):
                continue
            if stands_alone(self._words, tokens, name, following, things):
                rule = "date.eve" if name.eve else "date.weekday"
                counted = (way_of_counting(self._words, tokens, name.token), 0)
                found.append(
                    WrittenDate(
                        name.span, "weekday", rule, weekdays=name.names[::-1], weekday_span=name.span, counted=counted
                    )
                )
        return found


def _label_before(tokens: Sequence[Token], i: int, *, passing: str) -> Token | None:
    """The word in front of the number at token ``i``, past marks in ``passing`` and a hyphen glued on ("ke-2")."""
    j = i - 1
    while j >= max(0, i - 4) and (tokens[j].text in passing or (tokens[j].text == "-" and tokens[j].glued)):
        j -= 1
    return tokens[j] if j >= 0 and tokens[j].kind == "word" else None
