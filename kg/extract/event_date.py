"""When something happened: the date that belongs to an event, not those of decrees, terms, births and speeches; and the
other days on which the article sets the same event, by a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.extract.cues import CueHit
from kg.extract.findings import DateMention, Document, Value
from kg.extract.narrative import Narrative, inside, points_back
from kg.text.calendar import day_of

_ASIDE = {"number": 0.1, "span": 0.2, "future": 0.2}  # of a date's score, right after such a word
_PAST, _OPENING, _AFTER_PUBLICATION, _ELSEWHERE = 0.25, 0.35, 0.3, 0.3
_VOICES = (1.0, 0.5, 0.1)  # the narrator, reported speech, a quotation
_BRACKETED = 1.3  # "Senin (14/4/2025)": the way the genre dates its events
_SPOKEN = 0.4  # "“…,” kata X, Senin (14/4/2025)": when it was said, which is the event's day only for want of another
_QUOTED = 2  # voice of a quotation, see narrative.py
_MONTH = 0.15
_SLIP = 31  # days between the two dates that an article gives one event by mistake
_TOLD_AGAIN = 3  # words that a caption must have in common with the report of the event
_LONG_WORD = 4  # letters of a word that says something
_VAGUE = 0.2  # "pekan lalu", "Sabtu malam", where nothing says which


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that an event may have. ``past``: the text sets it before another ("yang lalu", "sebelumnya")."""

    mention: DateMention
    sentence: int
    score: float
    past: bool
    aside: bool = False  # of a term, a decree, a plan, or where the dateline would stand: no date of a happening


def weigh_dates(
    doc: Document, narrative: Narrative, dates: Sequence[DateMention], published: str | None
) -> list[Dated]:
    """Dates that could be an event's, best first: not those of decrees, terms, births, speeches or of publication."""
    headers = [fact.span for fact in doc.layout.header if fact.property == "published"]
    found = []
    for mention in dates:
        index = doc.sentence_at(mention.span.start)
        at = inside(doc, mention.span)
        if not at or doc.sentences[index].part in ("dateline", "byline"):
            continue
        if any(h.start < mention.span.end and mention.span.start < h.end for h in headers):
            continue
        score, past = _date_score(doc, narrative, mention, index, at)
        aside = any(hit.notation in _ASIDE for hit in _just_before(narrative, index, at))
        if mention.iso and published and mention.iso[:10] > published[:10]:
            score *= _AFTER_PUBLICATION
        found.append(Dated(mention, index, score, past, aside))
    found = _demote_opening(doc, narrative, found)
    return sorted((d for d in found if d.score > 0.05), key=lambda d: (-d.score, d.mention.span))


def _just_before(narrative: Narrative, index: int, at: range) -> list[CueHit]:
    return [hit for hit in narrative.marks[index] if at.start - 4 <= hit.first and hit.after <= at.start]


def _date_score(doc: Document, narrative: Narrative, mention: DateMention, index: int, at: range) -> tuple[float, bool]:
    score = narrative.weights[index] * _VOICES[narrative.voices[at.start]]
    day = mention.form != "named" or mention.iso is None or len(mention.iso) == 10
    if mention.iso is None and mention.form in ("relative", "weekday"):
        score *= _VAGUE
    if mention.iso is not None and len(mention.iso) < 10:
        score *= _MONTH if len(mention.iso) == 7 else 0.0
    elif mention.iso is None and mention.form == "named" and not any(c.isdigit() for c in doc.surface(mention.span)):
        score *= _MONTH  # "pada bulan Juni"
    elif day and (mention.weekday or doc.tokens[max(0, at.start - 1)].text == "("):
        score *= _BRACKETED
    if not narrative.voices[at.start] and _QUOTED in narrative.voices[doc.ranges[index][0] : at.start]:
        score *= _SPOKEN
    for hit in _just_before(narrative, index, at):
        score *= _ASIDE.get(hit.notation, 1.0)
    if any(hit.after <= at.start for hit in narrative.marked(index, "future")):
        score *= 0.5
    if narrative.marked(index, "elsewhere"):
        score *= _ELSEWHERE
    past = any(at.start - 6 <= hit.first and hit.after <= at.stop + 4 for hit in narrative.marked(index, "past"))
    return score * (_PAST if past else 1.0), past


def _demote_opening(doc: Document, narrative: Narrative, found: list[Dated]) -> list[Dated]:
    """A date that opens the body, before any word of the story, is the dateline's if another date follows."""
    opening = doc.ranges[narrative.lead][0] + 6 if doc.ranges else 0
    others = [d for d in found if doc.token_at(d.mention.span.start) >= opening and d.score > 0.5]
    if not others:
        return found
    return [
        Dated(d.mention, d.sentence, d.score * _OPENING, d.past, aside=True)
        if d.sentence <= narrative.lead and _opens(doc, d, opening)
        else d
        for d in found
    ]


def _opens(doc: Document, dated: Dated, opening: int) -> bool:
    if doc.sentences[dated.sentence].part != "body":
        return False
    at = doc.token_at(dated.mention.span.start)
    first = doc.ranges[dated.sentence][0]
    return at < opening and all(token.is_capitalised or token.kind != "word" for token in doc.tokens[first:at])


def day_values(doc: Document, rival: Dated) -> list[tuple[str, Value]]:
    """Date and weekday of a rival date, as properties of the event."""
    values = (("date", date_value(doc, rival, "event.date-of-same-event")), ("weekday", weekday_value(rival)))
    return [(property, value) for property, value in values if value]


def date_value(doc: Document, dated: Dated, rule: str = "event.date") -> Value | None:
    if dated.mention.iso is None:
        return None
    confidence = round(min(0.95, 0.5 + dated.score / 10), 2)
    return Value(dated.mention.iso, doc.surface(dated.mention.span), dated.mention.span, rule, confidence)


def weekday_value(dated: Dated) -> Value | None:
    mention = dated.mention
    if mention.weekday is None or mention.weekday_span is None:
        return None
    return Value(mention.weekday, mention.weekday, mention.weekday_span, "event.weekday", 0.9)


def rival_dates(doc: Document, narrative: Narrative, main: Dated | None, ranked: Sequence[Dated]) -> list[Dated]:
    """Other days on which the article sets the event that happened on the day of ``main``.

    The text says that it means the same: it points back ("pada Rabu malam (5/3/2025) itu"), or it is the caption of a
    picture of what was reported. A day that is also told of otherwise is the day of something else.
    """
    if main is None or not _is_day(main):
        return []
    found = []
    by_day = sorted((d for d in ranked if _is_day(d)), key=lambda d: (d.mention.iso or "", d.mention.span))
    for iso, alike in groupby(by_day, key=lambda d: d.mention.iso):
        mentions = list(alike)
        if iso != main.mention.iso and all(_is_same_event(doc, narrative, main, d) for d in mentions):
            found.append(mentions[0])
    return sorted(found, key=lambda d: d.mention.span)


def _is_day(dated: Dated) -> bool:
    return dated.mention.iso is not None and len(dated.mention.iso) == 10


def _is_same_event(doc: Document, narrative: Narrative, main: Dated, other: Dated) -> bool:
    one, two = day_of(main.mention.iso), day_of(other.mention.iso)
    if one is None or two is None or abs((one - two).days) > _SLIP or other.sentence == main.sentence:
        return False
    at = inside(doc, other.mention.span)
    if other.past or other.aside or narrative.marked(other.sentence, "elsewhere", "sequel"):
        return False
    if narrative.voices[at.start] == _QUOTED or narrative.marked(main.sentence, "sequel"):
        return False
    if doc.sentences[other.sentence].part == "caption":
        told = {word for i in (0, narrative.lead, main.sentence) for word in _words(doc, i)}
        return len(told & set(_words(doc, other.sentence))) >= _TOLD_AGAIN
    after = at.stop + (at.stop < len(doc.tokens) and doc.tokens[at.stop].text == ")")
    return points_back(doc.tokens[: after + 1], after)


def _words(doc: Document, sentence: int) -> Iterator[str]:
    return (t.lower for t in doc.tokens[slice(*doc.ranges[sentence])] if t.kind == "word" and len(t.text) >= _LONG_WORD)
