"""Dates of the lines around an article: "Senin, 14 April 2025 | 10:20 WIB", "Posted on …", the date in a dateline."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.extract.furniture import alternation
from kg.model import Span
from kg.text import calendar
from kg.text.tokens import fold
from kg.vocab import Vocabulary

_READ = r"(?<!\w)(?:dibaca|dilihat|views?)\s*:?\s*\d[\d.]*\s*(?:kali|x)?|\d[\d.]*\s*(?:kali|x)\s*(?:dibaca|dilihat)"


@dataclass(frozen=True, slots=True, eq=False)
class Stamps:
    """Patterns of dates as templates print them, and the months by folded name."""

    date: re.Pattern[str]  # with its weekday and parentheses
    weekday: re.Pattern[str]
    label: re.Pattern[str]
    leftover: re.Pattern[str]  # what may stand beside the date: time of day, zone, punctuation
    months: dict[str, int]
    changed: re.Pattern[str]

    def iso(self, m: re.Match[str]) -> str | None:
        """The ISO date of a match of ``date``; None without a year, or where the calendar has no such day.

        Numbers are day/month/year, as Indonesians write them; two digits of a year mean 20xx.
        """
        g = m.groupdict()
        if g["iso"]:
            year, month, day = map(int, g["iso"].split("-"))
        elif g["num"]:
            parts = re.split(r"[/.\-]", g["num"])
            if len(parts) < 3:
                return None
            day, month, year = map(int, parts)
        else:
            if not (g["year"] or g["year2"]):
                return None
            day, year = int(g["day"] or g["day2"]), int(g["year"] or g["year2"])
            month = self.months[fold(g["month"] or g["month2"])]
        return calendar.iso_date(year + 2000 if 0 < year < 100 else year, month, day)

    def line(self, text: str) -> tuple[Span, str, str] | None:
        """The publication date of a line: (span inside ``text``, ISO date, what else the line says).

        >>> from kg import vocab
        >>> of(vocab.load()).line("Redaksi - Senin, 14 April 2025 | 10:20 WIB")
        (Span(start=17, end=30), '2025-04-14', 'Redaksi')
        """
        if len(text) > 120:
            return None
        dates = [(m, iso) for m in self.date.finditer(text) if (iso := self.iso(m))]
        if not dates:
            return None
        rest = self.leftover.sub(" ", self.label.sub("\n", self.date.sub("\n", text)))
        # two dates on one line: the later is "Updated", unless the labels stand the other way round
        first, iso = dates[1] if len(dates) > 1 and self.changed.match(text) else dates[0]
        return Span(first.start("core"), first.end("core")), iso, " ".join(rest.split())


@functools.lru_cache(maxsize=2)
def of(vocab: Vocabulary) -> Stamps:
    """The patterns of a vocabulary's tables, built once."""
    months = {fold(r["form"]): int(r["month"]) for r in vocab.tables["months"]}
    month = alternation(r["form"] for r in vocab.tables["months"])
    weekday = alternation(f.replace("'", "’") for r in vocab.tables["weekdays"] for f in (r["form"],)).replace(
        "’", "['’‘`´]"
    )
    labels = {
        k: [r["form"] for r in vocab.tables["publication-labels"] if r["kind"] == k] for k in ("published", "changed")
    }
    zone = alternation(r["form"] for r in vocab.tables["dateline-words"] if r["class"] == "zone")
    section = alternation(r["form"] for r in vocab.tables["dateline-words"] if r["class"] == "category")
    time = rf"(?:(?:pukul|jam|at)\s*)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s*(?:{zone}|am|pm|GMT[+\d]*)?(?!\d)"
    core = (
        r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<num>\d{1,2}(?P<sep>[/.\-])\d{1,2}(?:(?P=sep)\d{2,4})?)(?!\d)"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]*(?P<month>{month})\.?(?:[\s\-,]*(?P<year>(?:19|20)\d{{2}}))?(?!\w)"
        rf"|(?P<month2>{month})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d{{2}})(?!\d)"
    )
    days = rf"(?<!\w)(?:{weekday})(?!\w)(?:\s+(?:pagi|siang|sore|malam|petang|dini hari)(?!\w))?"
    return Stamps(
        date=re.compile(rf"(?:{days}\s*,?\s*(?:tanggal\s+)?)?\(?\s*(?<!\d)(?P<core>{core})\s*\)?", re.IGNORECASE),
        weekday=re.compile(days, re.IGNORECASE),
        label=re.compile(rf"(?<!\w)(?:{alternation(labels['published'] + labels['changed'])})(?!\w)", re.IGNORECASE),
        leftover=re.compile(
            rf"{time}|{days}|{_READ}|(?<!\w)(?:{zone}|{section}|T\d\S*)(?!\w)|(?<!\w)[^\w\n]+(?!\w)|[|,:;()\[\]•·]",
            re.IGNORECASE,
        ),
        months=months,
        changed=re.compile(rf"\W*(?:{alternation(labels['changed'])})(?!\w)", re.IGNORECASE),
    )
