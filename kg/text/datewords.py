"""The words and patterns the date grammar is built from, compiled once from the lexicon tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.text.phrases import PhraseTable
from kg.text.tokens import fold

Tables = Mapping[str, Sequence[Mapping[str, str]]]

_YEAR = r"(?:19|20)\d\d"
_OLD_YEAR = r"1[6-8]\d\d"  # of history, beside a day and a month only
_TIME = r"\d{1,2}[.:]\d\d"


class DateWords:
    """The rows of months, weekdays, relative-days, times and date-words.tsv, as look-ups and regular expressions.

    Patterns keep to one line (blanks only) and are anchored by the caller at a token.
    """

    def __init__(self, tables: Tables) -> None:
        words = tables["date-words"]
        times = tables["times"]
        self.months = {fold(r["form"]): (int(r["month"]), r["kind"]) for r in tables["months"]}
        self.weekdays = {fold(r["form"]): (r["weekday"], r["kind"]) for r in tables["weekdays"]}
        self.relative = PhraseTable((r["form"], (r["unit"], int(r["offset"] or 0))) for r in tables["relative-days"])
        self.qualifiers = PhraseTable((r["form"], r["kind"]) for r in times)
        self._kinds: dict[str, frozenset[str]] = {}
        for kind in {r["kind"] for r in words}:
            self._kinds[kind] = frozenset(fold(r["form"]) for r in words if r["kind"] == kind)
        self.starts = frozenset(self.months) | self.kind("year") | self.relative.starts  # of dates without a number
        self.parts = tuple(fold(r["form"]) for r in times if r["kind"] == "part")

        join = _either(r["form"] for r in words if r["kind"] == "range")
        clock = _either(r["form"] for r in times if r["kind"] == "clock")
        zone = _either(r["form"] for r in times if r["kind"] == "zone")
        loose = _either([r["form"] for r in times if r["kind"] not in ("clock", "zone")] + ["hari"])
        at_time = rf"{clock} *{_TIME}(?: *(?:-|–|s/d|sampai|hingga) *(?:{_TIME}|selesai))?(?: *{zone})?"
        self._between(join, loose, at_time)
        self._dates(join, _either(r["form"] for r in tables["months"]))

    def kind(self, kind: str) -> frozenset[str]:
        """Folded words of one kind of date-words.tsv."""
        return self._kinds.get(kind, frozenset())

    def _between(self, join: str, loose: str, at_time: str) -> None:
        """Patterns of what may stand around a date and between a weekday and its date."""
        self.between = _compiled(rf"(?:[ ,:;/|()\[.\-–—]|{loose}|{at_time})*")
        self.joined = _compiled(rf" *(?:{join}|[/,]) *")
        self.to_next = _compiled(rf"[ )\]]*(?:{join})[ (\[]*")
        self.behind_date = _compiled(r"[ )\],]*")
        self.label = _compiled(rf"(?<!\w){_either(self.kind('label'))} *[.:]? *$")
        self.opened = _compiled(rf"[(\[](?:[ ,]|{loose}|{at_time})*$")
        self.closed = _compiled(rf"(?:[ ,]|{loose}|{at_time})*[)\]]")
        # "14/4/2025 (Senin)", "14 April 2025 hari Senin": the day name behind its date
        self.behind = _compiled(
            r" *(?:(?P<open>[(\[]) *(?:hari +)?|,? *hari +)(?P<day>[^\W\d_]+(?:['’‘`´][^\W\d_]+)?)(?(open) *[)\]])"
        )

    def _dates(self, join: str, months: str) -> None:
        """Patterns of dates themselves. Groups: d, d2 (last day of a range), m or mon, y or y2 (two digits), s."""
        days = rf"(?P<d>\d{{1,2}})(?:(?: *, *\d{{1,2}})* *(?:{join}) *(?P<d2>\d{{1,2}}))?"
        of_year = rf"(?:tahun +|thn +)?(?P<y>{_YEAR})"
        month = rf"(?P<mon>{months})(?![^\W\d_])"
        iso = rf"(?P<y>{_YEAR})(?P<s>[/.\-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?=T\d|(?!\w))(?!(?P=s)\w)"
        numeric = (
            rf"{days} ?(?P<s>[/.\-–]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?(?P<y>\d{{4}}|\d{{2}})(?!\w)(?!(?P=s)\w|/\w|[.:]\d)"
        )
        any_year = of_year.replace(_YEAR, f"(?:{_YEAR}|{_OLD_YEAR})")
        named = (
            rf"{days}(?:st|nd|rd|th)?[ ./\-–]{{0,3}}(?:bulan +)?{month}"
            rf"(?:[ ,./\-–]{{0,3}}{any_year}(?!\w)| ?['’‘`](?P<y2>\d\d)(?!\w))?"
        )
        short = rf"{days} ?(?P<s>[/\-–]) ?(?P<m>\d{{1,2}})(?!\w)(?! ?/ ?\w|[.,:]\d|-\d{{3}})"
        # "14/04-2025", "14//4/2025": read only where a weekday or parentheses say that it is a date
        misprinted = rf"{days}[/.\-]{{1,2}}(?P<m>\d{{1,2}})[/.\-]{{1,2}}(?P<y>{_YEAR})(?![\w/])"
        self.numbers = (
            ("date.iso", _compiled(iso)),
            ("date.numeric", _compiled(numeric)),
            ("date.named", _compiled(named)),
            ("date.misprinted", _compiled(misprinted)),
            ("date.day-month", _compiled(short)),
        )
        self.month_day = _compiled(rf"{months}\.? +(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>{_YEAR})(?!\w)")
        self.month_year = _compiled(
            rf"{month}(?P<to> *(?:{join}) *(?:{months})(?![^\W\d_]))?\.?[ ,/\-]{{0,2}}{of_year}(?!\w)"
        )
        self.year = _compiled(rf" *{of_year}(?: ?[-–] ?{_YEAR})?(?!\w)(?! ?/|[.,]\d|-an)")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    """Alternation, longest first; words end where letters end, blanks may be many."""
    found = []
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        pattern = re.escape(form).replace(r"\ ", " +").replace("'", "['’‘`´]")
        found.append(pattern + (r"(?![^\W\d_])" if form[-1].isalpha() else ""))
    return f"(?:{'|'.join(found)})"
