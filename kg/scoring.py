"""Counting what was found against annotations: common forms of names, sets compared kind by kind.

Facts are compared as sets, article by article and kind by kind, after names are brought to a common form. What the
gazetteer knows beyond the text is not wrong, so of containment only recall is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]  # name of a canonical question -> its rows
Gold = Mapping[str, Any]

CORE = (
    "person", "person-rank", "person-role", "person-pillar", "person-unit", "person-area", "place", "place-within",
    "organization", "event-activity", "event-date", "event-place", "event-participant", "statement-direct",
    "statement-indirect",
)  # fmt: skip
"""The kinds of facts that the core figure sums over."""
REST = ("topic", "conflict", "article-publisher", "article-dateline", "article-byline")

_FIRST_WORDS = 4  # of a quotation, that must agree
_NEAR_THE_START = 40  # words of a statement among which they are looked for


@dataclass(frozen=True, slots=True)
class Figure:
    """``precision`` is None where only recall is counted; ``f1`` is then the recall."""

    precision: float | None
    recall: float
    f1: float
    gold: int  # how many facts the annotations hold


@dataclass(frozen=True, slots=True)
class Error:
    kind: str  # person-rank, statement-direct …
    article: str
    sort: Literal["missing", "spurious"]
    value: str
    sentence: str = ""


# common forms ----------------------------------------------------------------------------------------------

_DEGREES = re.compile(
    r"\b(s\.?\s?sos|s\.?h|m\.?si|s\.?e|s\.?ip|s\.?pd|m\.?m|m\.?ap|m\.?h|s\.?stp|s\.?ap|s\.?kom|s\.?i\.?k|s\.?ag|m\.?pd"
    r"|drs|dra|dr|ir|hj|h|kh|ust|ustadz|ustad|st|amd|bapak|ibu|bpk|pak|bu)\b\.?",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"^(kelurahan|kel|desa|kecamatan|kec|kota administrasi|kota|kabupaten|kab|provinsi|prov|dusun)\s+")


def normal(value: str | None) -> str:
    """Folded, without punctuation other than apostrophe, slash and hyphen, blanks single."""
    folded = unicodedata.normalize("NFKC", value or "").casefold().replace("’", "'").replace("`", "'")
    return " ".join(re.sub(r"[^\w\s'/-]", " ", folded).split())


def name_key(value: str | None) -> str:
    """A person's name without honorifics and degrees."""
    before_comma = unicodedata.normalize("NFKC", value or "").split(",")[0]
    return normal(_DEGREES.sub(" ", before_comma))


def area_key(value: str | None) -> str:
    """A place's name without the word for its level."""
    return _LEVEL.sub("", normal(value))


def unit_key(value: str | None) -> str:
    """A unit's name, with hyphens and slashes read as blanks."""
    return " ".join(normal(value).replace("-", " ").replace("/", " ").split())


# counting --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    right: dict[str, int] = field(default_factory=dict)
    spurious: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def hit(self, kind: str, number: int = 1) -> None:
        self.right[kind] = self.right.get(kind, 0) + number

    def miss(self, kind: str, article: str, value: str) -> None:
        self.missing[kind] = self.missing.get(kind, 0) + 1
        self.errors.append(Error(kind, article, "missing", value))

    def extra(self, kind: str, article: str, value: str) -> None:
        self.spurious[kind] = self.spurious.get(kind, 0) + 1
        self.errors.append(Error(kind, article, "spurious", value))

    def sets(self, kind: str, article: str, gold: set[Any], found: set[Any], *, recall_only: bool = False) -> None:
        self.hit(kind, len(gold & found))
        for value in () if recall_only else sorted(map(_joined, found - gold)):
            self.extra(kind, article, value)
        for value in sorted(map(_joined, gold - found)):
            self.miss(kind, article, value)

    def figure(self, kind: str) -> Figure:
        found = _figure(self.right.get(kind, 0), self.spurious.get(kind, 0), self.missing.get(kind, 0))
        return Figure(None, found.recall, found.recall, found.gold) if kind == "place-within" else found

    def core(self) -> Figure:
        return _figure(*(sum(counts.get(k, 0) for k in CORE) for counts in (self.right, self.spurious, self.missing)))


def _figure(right: int, spurious: int, missing: int) -> Figure:
    precision = right / (right + spurious) if right + spurious else 0.0
    recall = right / (right + missing) if right + missing else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figure(precision, recall, f1, right + missing)


def _joined(value: Any) -> str:
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def count(tally: Tally, article: str, gold: Gold, rows: Rows) -> None:
    _count_persons(tally, article, gold["persons"], rows.get("persons", ()))
    _count_places(tally, article, gold["places"], rows.get("places", ()))
    bodies = {unit_key(row["name"]) for row in rows.get("organizations", ())}
    tally.sets("organization", article, {unit_key(body["name"]) for body in gold["organizations"]}, bodies)
    _count_events(tally, article, gold["events"], rows.get("events", ()))
    _count_statements(tally, article, gold["statements"], rows.get("statements", ()))
    topics = {normal(row["topic"]) for row in rows.get("topics", ())}
    tally.sets("topic", article, set(gold.get("topics", ())), topics)
    annotated = {(normal(c["about"]), normal(v)) for c in gold.get("conflicts", ()) for v in c["values"]}
    found = {(normal(row["about"]), normal(row["value"])) for row in rows.get("conflicts", ())}
    tally.sets("conflict", article, annotated, found)
    stated = next(iter(rows.get("articles", ())), {})
    for column in ("publisher", "dateline", "byline"):
        wanted, given = normal(gold["article"].get(column)), normal(stated.get(column))
        tally.sets(f"article-{column}", article, {wanted} - {""}, {given} - {""})


def _count_persons(tally: Tally, article: str, gold: Sequence[Gold], rows: Sequence[Row]) -> None:
    named = {name_key(row["name"]) for row in rows if row["name"]}
    tally.sets("person", article, {name_key(person["name"]) for person in gold}, named)
    columns: tuple[tuple[str, str, Callable[[str | None], str]], ...] = (
        ("rank", "ranks", normal), ("role", "roles", normal), ("unit", "units", unit_key), ("area", "areas", area_key),
    )  # fmt: skip
    for column, plural, key in columns:
        wanted = {(name_key(person["name"]), key(v)) for person in gold for v in person.get(plural, ())}
        found = {(name_key(row["name"]), key(row[column])) for row in rows if row[column]}
        tally.sets(f"person-{column}", article, wanted, found)
    wanted = {(name_key(person["name"]), normal(person["pillar"])) for person in gold if person.get("pillar")}
    found = {(name_key(row["name"]), normal(row["pillar"])) for row in rows if row["pillar"]}
    tally.sets("person-pillar", article, wanted, found)


def _count_places(tally: Tally, article: str, gold: Sequence[Gold], rows: Sequence[Row]) -> None:
    wanted = {(area_key(place["name"]), place["level"]) for place in gold}
    tally.sets("place", article, wanted, {(area_key(row["name"]), normal(row["level"])) for row in rows})
    wanted = {(area_key(place["name"]), area_key(around)) for place in gold for around in place.get("within", ())}
    found = {(area_key(row["name"]), area_key(row["within"])) for row in rows if row["within"]}
    tally.sets("place-within", article, wanted, found, recall_only=True)


def _count_events(tally: Tally, article: str, gold: Sequence[Gold], rows: Sequence[Row]) -> None:
    def given(column: str, key: Callable[[str], str]) -> set[str]:
        return {key(row[column]) for row in rows if row[column]}

    activities = {activity for event in gold for activity in event["activities"]}
    tally.sets("event-activity", article, activities, given("activity", normal))
    dates = {event["date"][:10] for event in gold if event.get("date")}
    tally.sets("event-date", article, dates, given("date", lambda value: value[:10]))
    places = {area_key(event["place"]) for event in gold if event.get("place")}
    tally.sets("event-place", article, places, given("place", area_key))
    people = {name_key(name) for event in gold for name in event.get("participants", ())}
    tally.sets("event-participant", article, people, given("participant", name_key))


def _count_statements(tally: Tally, article: str, gold: Sequence[Gold], rows: Sequence[Row]) -> None:
    """A statement is found if speaker and kind agree and its first words stand near the start of what was found."""
    found = [(name_key(row["speaker"]), row["kind"], normal(row["text"])) for row in rows]
    used: set[int] = set()
    for statement in gold:
        starts = [" ".join(normal(begin).split()[:_FIRST_WORDS]) for begin in _beginnings(statement)]
        wanted = (name_key(statement["speaker"]), statement["kind"])
        hit = next(
            (
                i
                for i, (speaker, kind, said) in enumerate(found)
                if i not in used and (speaker, kind) == wanted and any(start in _opening(said) for start in starts)
            ),
            None,
        )
        if hit is None:
            tally.miss(f"statement-{wanted[1]}", article, f"{statement['speaker']}: {statement['begins']}")
        else:
            used.add(hit)
            tally.hit(f"statement-{wanted[1]}")
    for i, (speaker, kind, said) in enumerate(found):
        if i not in used:
            tally.extra(f"statement-{kind or 'direct'}", article, f"{speaker}: {said[:50]}")


def _beginnings(statement: Gold) -> list[str]:
    return [begin for begin in (statement.get("begins_rewrite"), statement["begins"]) if begin]


def _opening(said: str) -> str:
    return " ".join(said.split()[:_NEAR_THE_START])


def opening(begins: str, said: str) -> bool:
    """Whether the first words of a statement, as annotated, stand near the start of ``said``, which is normal."""
    return " ".join(normal(begins).split()[:_FIRST_WORDS]) in _opening(said)
