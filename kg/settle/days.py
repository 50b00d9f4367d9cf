"""Shapes of rules about days: a date and its printed weekday, slips of the pen in a year, days after publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kg.model import Fact, Span
from kg.settle.docket import Docket
from kg.settle.rules import Rule
from kg.text.calendar import day_of, iso_date, weekday_of

_CORRECTED = "settle.date-slip"  # rule of a date that is nowhere printed as such
_OF_ARTICLE = "settle.date-of-article"
_MID_MONTH = 15  # a month without a day counts from its middle


def date_slip(docket: Docket, rule: Rule) -> None:
    for subject, weekday, printed in list(_misfits(docket, rule)):
        fact = docket.facts[printed]
        meant = _meant(docket, docket.facts[weekday].value, fact, rule.number("days"))
        if meant is None:
            continue
        corrected = docket.add(
            Fact(subject, fact.property, meant, meant, fact.span, fact.sentence, _CORRECTED, min(fact.confidence, 0.8))
        )
        docket.mark([printed], "deprecated", rule.loser)
        docket.mark([corrected, weekday], "preferred", rule.winner)
        docket.oppose(subject, rule.about, [printed, corrected])


def weekday_of_date(docket: Docket, rule: Rule) -> None:
    alike: dict[tuple[str, str, str], list[int]] = {}
    for subject, weekday, printed in _misfits(docket, rule):
        said = (subject, docket.facts[weekday].value, docket.facts[printed].value)
        alike.setdefault(said, []).extend((weekday, printed))
    for (subject, _, _), found in alike.items():
        docket.oppose(subject, rule.about, found)


def not_after_publication(docket: Docket, rule: Rule) -> None:
    published = _published(docket)
    if published is None:
        return
    last = published + timedelta(days=rule.number("days"))
    lines = docket.of("article", rule.other or "published")
    for subject in docket.subjects(rule.kind):
        for i in docket.standing(subject, rule.property):
            fact = docket.facts[i]
            day = day_of(fact.value)
            # a year taken from the day of publication cannot be held against it
            if day and day > last and not docket.lifted(rule, i) and fact.rule != "date.year-of-publication":
                docket.mark([i], "deprecated", rule.loser)
                docket.oppose(subject, rule.about, [i, *lines])


def _misfits(docket: Docket, rule: Rule) -> Iterator[tuple[str, int, int]]:
    """(subject, weekday, date) of every printed weekday that is not its date's, the article's own dates included."""
    _enter_dates_of_article(docket)
    for subject in (*docket.subjects(rule.kind), "article"):
        for i in docket.of(subject, "weekday"):
            weekday = docket.facts[i]
            printed = [j for j in docket.of(subject, "date") if docket.facts[j].rule != _CORRECTED]
            beside = [j for j in printed if docket.facts[j].sentence == weekday.sentence]
            j = min(beside or printed, key=lambda j: _distance(docket.facts[j].span, weekday.span), default=None)
            if j is not None and weekday_of(docket.facts[j].value) not in (None, weekday.value):
                yield subject, i, j


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _enter_dates_of_article(docket: Docket) -> None:
    """Facts of the article for dates that contradict their weekday and are no event's."""
    events = docket.subjects("event")
    told = {(w, d) for e in events for w in docket.values(e, "weekday") for d in docket.values(e, "date")}
    for d in docket.dates:
        if not d.iso or not d.weekday or not d.weekday_span or (d.weekday, d.iso) in told:
            continue
        if weekday_of(d.iso) in (None, d.weekday):
            continue
        sentences = docket.extraction.sentences
        sentence = max((n for n, s in enumerate(sentences) if s.span.start <= d.span.start), default=0)
        docket.add(Fact("article", "date", d.iso, d.iso, d.span, sentence, _OF_ARTICLE, d.confidence))
        docket.add(
            Fact("article", "weekday", d.weekday, d.weekday, d.weekday_span, sentence, _OF_ARTICLE, d.confidence)
        )


def _meant(docket: Docket, weekday: str, printed: Fact, reach: int) -> str | None:
    """The day that fits the weekday when the year, or the month, is that of another date of the article; None when
    no such day or several do."""
    slipped = day_of(printed.value)
    if slipped is None:
        return None
    found: set[str] = set()
    for other, said in _other_days(docket, printed):
        changed = iso_date(other.year, slipped.month, slipped.day)
        if other.year == slipped.year:
            same = (other.day, said) == (slipped.day, weekday)
            changed = other.isoformat() if same else None
        day = day_of(changed)
        if day and weekday_of(changed) == weekday and abs((day - other).days) <= reach:
            found.add(day.isoformat())
    return found.pop() if len(found) == 1 else None


def _other_days(docket: Docket, printed: Fact) -> Iterator[tuple[date, str | None]]:
    """Days and months of the article other than ``printed``, with their printed weekday; the day of publication."""
    for d in docket.dates:
        if d.iso and d.iso != printed.value and d.span != printed.span and len(d.iso) >= 7:
            day = day_of(d.iso) or day_of(f"{d.iso}-{_MID_MONTH}")
            if day:
                yield day, d.weekday
    if published := _published(docket):
        yield published, None


def _published(docket: Docket) -> date | None:
    return day_of(docket.first("article", "published") or docket.extraction.article.published)
