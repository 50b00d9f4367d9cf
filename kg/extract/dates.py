"""The dates an article names, with the year where the article itself supplies it. The day of publication stays apart.

A day without a year takes it from the same day written in full elsewhere, from the day of publication, or from a date
nearby that its weekday confirms; relative words count back from the day of publication, and only outside quotations
(what "hari ini" is in a quotation is the speaker's day, not the writer's). Otherwise ``iso`` is None.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

from kg import vocab
from kg.extract.findings import DateMention, Document
from kg.text.calendar import day_of, iso_date, moved, near_year, weekday_near, weekday_of
from kg.text.dates import DateGrammar, WrittenDate

_NEARBY = 31  # days between a date in full and one without a year that may share its year, given the weekday fits
_YEARS_RULE = {
    "published": "date.year-of-publication",
    "same": "date.year-of-same-day",
    "near": "date.year-of-near-day",
}
_CONFIDENCE = {"published": 0.9, "same": 0.95, "near": 0.8}


@functools.cache
def grammar() -> DateGrammar:
    """The date grammar over the project's own word lists."""
    return DateGrammar(vocab.load().tables)


def find_dates(doc: Document, published: str | None) -> list[DateMention]:
    """Dates of the text in order, without those of the publication line.

    ``published``: ISO date or date-time of publication, if one is known.
    """
    printed = _publication_spans(doc)
    written = [d for d in grammar().scan(doc.text, doc.tokens) if not _covered(d, printed)]
    return _resolved(doc, written, day_of(published))


def publication_dates(doc: Document) -> list[DateMention]:
    """The dates of publication lines inside title and body ("Makassar - Jumat 19 Desember 2025, …")."""
    printed = _publication_spans(doc)
    if not printed:
        return []
    return _resolved(doc, [d for d in grammar().scan(doc.text, doc.tokens) if _covered(d, printed)], None)


def _publication_spans(doc: Document) -> list[tuple[int, int]]:
    found = (h.span for h in doc.layout.header if h.property == "published")
    return [span for span in found if span.end]  # a declared day is printed nowhere


def _covered(d: WrittenDate, spans: Sequence[tuple[int, int]]) -> bool:
    return any(d.span.start < end and start < d.span.end for start, end in spans)


def _resolved(doc: Document, written: Sequence[WrittenDate], published: date | None) -> list[DateMention]:
    days = [day for d in written if (day := day_of(d.iso))]
    return [_mention(doc, d, days, published) for d in written]


def _mention(doc: Document, d: WrittenDate, days: Sequence[date], published: date | None) -> DateMention:
    iso, rule = d.iso, d.rule
    confidence = 0.97 if d.day else 0.85
    if d.counted:
        iso = None if _in_quotation(doc.text, d.begins) else _counted(d, published)
        confidence = 0.6
    elif d.month and d.year is None:
        year, how = _year(d, days, published)
        if year:
            iso, rule, confidence = iso_date(year, d.month, d.day), _YEARS_RULE[how], _CONFIDENCE[how]
    weekday = d.weekday(iso)
    if weekday and weekday_of(iso) not in (None, weekday):
        confidence = min(confidence, 0.85)
    return DateMention(d.span, iso, weekday, d.weekday_span, d.form, rule, confidence)


def _year(d: WrittenDate, days: Sequence[date], published: date | None) -> tuple[int | None, str]:
    """The year of a month or day written without one, and where it comes from."""
    assert d.month
    if d.day is None:
        return (near_year(d.month, 15, published), "published") if published else (None, "")
    same = {day.year for day in days if (day.month, day.day) == (d.month, d.day)}
    if len(same) == 1:
        return same.pop(), "same"
    if published:
        return near_year(d.month, d.day, published, next(iter(d.weekdays), None)), "published"
    near = {year for day in days if (year := near_year(d.month, d.day, day)) and _confirmed(d, year, day)}
    return (near.pop(), "near") if len(near) == 1 else (None, "")


def _confirmed(d: WrittenDate, year: int, beside: date) -> bool:
    day = day_of(iso_date(year, d.month, d.day))
    return day is not None and abs((day - beside).days) <= _NEARBY and weekday_of(day.isoformat()) in d.weekdays


def _counted(d: WrittenDate, published: date | None) -> str | None:
    if published is None or d.counted is None:
        return None
    unit, offset = d.counted
    if d.form == "relative":
        return moved(published, unit, offset)
    if unit == "unknown" or d.rule == "date.eve":
        return None
    return weekday_near(published, d.weekdays[0], unit)


def _in_quotation(text: str, offset: int) -> bool:
    """Whether a quotation mark opened in this line is still open at ``offset``."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    curly = line.count("“") - line.count("”")
    return curly > 0 or line.count('"') % 2 == 1
