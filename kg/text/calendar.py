"""Days, weekdays and ISO dates at the precision written: 2025, 2025-04, 2025-04-14."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Canonical Indonesian names, Monday first: ``date.weekday()`` is the index."""


def day_of(iso: str | None) -> date | None:
    """The day an ISO date or date-time begins with, or None where it names no day."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def weekday_of(iso: str | None) -> str | None:
    """Name of the day of the week, or None where ``iso`` names no existing day.

    >>> weekday_of("2025-04-14"), weekday_of("2025-04")
    ('Senin', None)
    """
    day = day_of(iso)
    return WEEKDAYS[day.weekday()] if day else None


def iso_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """ISO text at the precision given, or None without a year or for a day that does not exist.

    >>> iso_date(2025, 2), iso_date(2025, 2, 31), iso_date(None, 2, 3)
    ('2025-02', None, None)
    """
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        written = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return written if day else written[:7]


def moved(start: date, unit: str, offset: int) -> str | None:
    """``start`` moved by whole days, months or years, at the precision of that unit."""
    if unit == "day":
        return (start + timedelta(days=offset)).isoformat()
    if unit == "month":
        months = start.year * 12 + start.month - 1 + offset
        return iso_date(months // 12, months % 12 + 1)
    if unit == "year":
        return iso_date(start.year + offset)
    return None


def weekday_near(start: date, weekday: str, which: str) -> str:
    """The day called ``weekday`` as counted from ``start``.

    ``which``: "past" (the last before ``start``), "latest" (the last up to ``start``), "next" (the first after it),
    "week-past" and "week-next" (the one in the calendar week before or after, weeks beginning on Monday).
    """
    index = WEEKDAYS.index(weekday)
    back = (start.weekday() - index) % 7
    match which:
        case "latest":
            days = -back
        case "past":
            days = -(back or 7)
        case "next":
            days = 7 - back
        case "week-past":
            days = index - start.weekday() - 7
        case "week-next":
            days = index - start.weekday() + 7
        case _:
            raise ValueError(f"no such way of counting: {which}")
    return (start + timedelta(days=days)).isoformat()


def near_year(month: int, day: int, published: date, weekday: str | None = None) -> int | None:
    """Year of a day written without one, seen from the day of publication; None when two years fit as well.

    News looks back about three months and ahead about six weeks. Outside that the weekday has to decide between the
    last such day and the next.
    """
    days = [d for y in (published.year - 1, published.year, published.year + 1) if (d := _valid(y, month, day))]
    close = [d for d in days if -92 <= (d - published).days <= 45]
    if len(close) != 1:
        close = [d for d in days if abs((d - published).days) <= 366 and weekday == WEEKDAYS[d.weekday()]]
    return close[0].year if len(close) == 1 else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
