"""Articles for tests, written with marks that say who, where and when: no other extractor has to run first.

``{p Babinsa: Sertu Agus}`` a person with that role, ``{p: Sertu Agus}`` the same person again (by the last word),
``{l desa: Ngletih}`` a place, ``{d 2024-05-09: Kamis (9/5/2024)}`` a date (``{d: (9/5)}`` without a year),
``{o: Polsek Pare}`` an organisation, ``{q Agus: aman}`` a quotation of whom the name ends so, ``{i Agus: ...}``
reported speech. A line that begins with ``# `` is the headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg import vocab
from kg.extract import document
from kg.extract.events import find_events
from kg.extract.findings import (
    DateMention,
    Document,
    Event,
    Layout,
    Mention,
    Organization,
    Person,
    Place,
    Statement,
    Value,
)
from kg.model import Span

_OPEN = re.compile(r"\{(?P<kind>[pldoqi])(?: (?P<what>[^:{}]*))?: ")


@dataclass
class Marked:
    doc: Document
    persons: list[Person] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def events(self, published: str | None = None) -> list[Event]:
        return find_events(
            self.doc,
            self.persons,
            self.places,
            self.organizations,
            self.dates,
            self.statements,
            published,
            vocab.load(),
        )

    def event(self) -> Event:
        """The main event."""
        return self.events()[0]

    def names(self, values: tuple[Value, ...]) -> set[str]:
        return {value.label for value in values}


def article(text: str) -> Marked:
    """Read marks out of ``text`` and build what the extractors would have found."""
    plain, marks = _strip(text)
    found = Marked(document.build(plain, _layout(plain), vocab.load().abbreviations))
    for kind, what, span in marks:
        words = plain[span.start : span.end]
        match kind:
            case "p":
                _person(found, what, words, span)
            case "l":
                _place(found, what, words, span)
            case "d":
                _date(found, what, words, span)
            case "o":
                key = f"organization-{len(found.organizations) + 1}"
                mention = Mention(key, span, "name")
                found.organizations.append(Organization(key, words, words.split()[0], None, None, (mention,), ()))
            case _:
                speaker = next((p.id for p in found.persons if what and p.name.endswith(what)), None)
                found.statements.append(
                    Statement("direct" if kind == "q" else "indirect", span, speaker, None, "test", 1.0)
                )
    return found


def _strip(text: str) -> tuple[str, list[tuple[str, str, Span]]]:
    """The text without its marks, which may lie in one another, and what they say, in the order they begin."""
    plain = ""
    marks: list[tuple[str, str, Span]] = []
    open_marks: list[tuple[str, str, int]] = []
    at = 0
    while at < len(text):
        m = _OPEN.match(text, at)
        if m:
            open_marks.append((m["kind"], m["what"] or "", len(plain)))
            at = m.end()
        elif text[at] == "}":
            kind, what, start = open_marks.pop()
            marks.append((kind, what, Span(start, len(plain))))
            at += 1
        else:
            plain += text[at]
            at += 1
    people_first = sorted(marks, key=lambda mark: (mark[0] in "qi", mark[2]))  # a quotation may precede its speaker
    return plain, people_first


def _layout(plain: str) -> Layout:
    blocks = []
    at = 0
    for line in plain.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            title = words.startswith("# ")
            blocks.append((Span(start + 2 * title, start + len(words)), "title" if title else "body"))
        at += len(line)
    return Layout(tuple(blocks), ())  # type: ignore[arg-type]


def _person(found: Marked, role: str, words: str, span: Span) -> None:
    last = words.split()[-1]
    for i, person in enumerate(found.persons):
        if person.name.endswith(last):
            mention = Mention(person.id, span, "short")
            found.persons[i] = Person(
                person.id, person.name, person.properties, (*person.mentions, mention), person.pillar
            )
            return
    key = f"person-{len(found.persons) + 1}"
    roles = (("role", Value(role, role, span, "test", 1.0)),) if role else ()
    found.persons.append(Person(key, words, roles, (Mention(key, span, "name"),)))


def _place(found: Marked, level: str, words: str, span: Span) -> None:
    for i, place in enumerate(found.places):
        if place.name == words:
            mentions = (*place.mentions, Mention(place.id, span, "name"))
            found.places[i] = Place(place.id, words, place.level, None, place.within, mentions, ())
            return
    key = f"place-{len(found.places) + 1}"
    found.places.append(Place(key, words, level, None, (), (Mention(key, span, "name"),), ()))


def _date(found: Marked, iso: str, words: str, span: Span) -> None:
    day = re.match(r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b", words)
    day_span = Span(span.start, span.start + len(day[1])) if day else None
    found.dates.append(DateMention(span, iso or None, day[1] if day else None, day_span, "numeric", "test", 1.0))
