"""One extraction as the rows of the canonical questions, without a store in between.

Tests hold the two roads together: mapping, loading and asking give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from kg import gazetteer
from kg.model import Extraction, Fact

Row = dict[str, str]
Rows = dict[str, list[Row]]

COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ("article", "source", "title", "publisher", "dateline", "byline", "published"),
    "persons": ("article", "name", "rank", "role", "pillar", "unit", "area"),
    "places": ("article", "name", "level", "code", "within"),
    "organizations": ("article", "name", "kind", "pillar", "parent"),
    "events": ("article", "event", "activity", "date", "place", "participant"),
    "statements": ("article", "speaker", "kind", "text", "topic"),
    "topics": ("article", "topic"),
    "conflicts": ("article", "subject", "about", "value", "status", "reason"),
}
"""The canonical questions and their columns, as promised to other people's scripts."""

_BY_NOTATION = frozenset({"level", "activity", "topic"})
_BY_VALUE = frozenset({"date", "weekday", "name", "degree", "code"})


def rows(extraction: Extraction) -> Rows:
    """Rows of every canonical question for this one article; ``article`` and events are named by local ids."""
    view = _View(extraction)
    return {
        "articles": [view.article()],
        "persons": _sorted("persons", view.persons()),
        "places": _sorted("places", view.places()),
        "organizations": _sorted("organizations", view.organizations()),
        "events": _sorted("events", view.events()),
        "statements": list(view.statements()),
        "topics": _sorted("topics", view.topics()),
        "conflicts": _sorted("conflicts", view.conflicts()),
    }


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of many articles under one another."""
    out: Rows = {name: [] for name in COLUMNS}
    for part in parts:
        for name in COLUMNS:
            out[name].extend(part[name])
    return out


def _sorted(question: str, found: Iterable[tuple[str, ...]]) -> list[Row]:
    return [dict(zip(COLUMNS[question], row, strict=True)) for row in sorted(set(found))]


class _View:
    """Facts of one article by subject and property, with the values people read."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.id = extraction.article.key
        self.entities = {entity.id: entity for entity in extraction.entities}
        self.facts: dict[tuple[str, str], list[Fact]] = {}
        for fact in extraction.facts:
            self.facts.setdefault((fact.subject, fact.property), []).append(fact)

    def standing(self, subject: str, property: str) -> list[Fact]:
        return [fact for fact in self.facts.get((subject, property), ()) if fact.status != "deprecated"]

    def shown(self, fact: Fact) -> str:
        """The value as a question gives it: an entity by its name, a concept by its notation, else as printed."""
        if fact.value in self.entities and fact.property not in _BY_VALUE:
            return self.entities[fact.value].name
        if fact.property in _BY_NOTATION or fact.property in _BY_VALUE:
            return fact.value
        return fact.label

    def values(self, subject: str, property: str, *, wrong: bool = False) -> list[str]:
        """Distinct values, those found wrong only if asked for; [""] where there is none."""
        facts = self.facts.get((subject, property), []) if wrong else self.standing(subject, property)
        return list(dict.fromkeys(self.shown(fact) for fact in facts)) or [""]

    def kind(self, kind: str) -> Iterator[tuple[str, str]]:
        return ((entity.id, entity.name) for entity in self.extraction.entities if entity.kind == kind)

    def article(self) -> Row:
        declared = self.extraction.article
        fallback = {
            "title": declared.title,
            "publisher": declared.publisher,
            "dateline": None,
            "byline": declared.author,
            "published": declared.published,
        }
        stated = {p: self.values("article", p)[0] or value or "" for p, value in fallback.items()}
        return {"article": self.id, "source": declared.source, **stated}

    def persons(self) -> Iterator[tuple[str, ...]]:
        for id, name in self.kind("person"):
            ranks = self.values(id, "rank", wrong=True)
            rest = (self.values(id, p) for p in ("role", "pillar", "unit", "area"))
            yield from ((self.id, name, *combination) for combination in product(ranks, *rest))

    def places(self) -> Iterator[tuple[str, ...]]:
        for id, name in self.kind("place"):
            levels = [value for value in self.values(id, "level") if value]
            codes, around = self.values(id, "code"), sorted(self.around(id)) or [""]
            yield from ((self.id, name, *combination) for combination in product(levels, codes, around))

    def around(self, place: str) -> set[str]:
        """Names of the areas around one: as the article says, and as the gazetteer adds."""
        inner, queue = {place}, [place]
        while queue:
            for fact in self.standing(queue.pop(), "within"):
                if fact.value not in inner:
                    inner.add(fact.value)
                    queue.append(fact.value)
        names = {self.entities[i].name for i in inner - {place} if i in self.entities}
        by_code = {fact.value: id for id in self.entities for fact in self.standing(id, "code")}
        for code in [fact.value for id in inner for fact in self.standing(id, "code")]:
            for area in gazetteer.load().ancestors(code):
                known = by_code.get(area.code)
                if known != place:
                    names.add(self.entities[known].name if known else area.name)
        return names

    def organizations(self) -> Iterator[tuple[str, ...]]:
        for id, name in self.kind("organization"):
            rest = (self.values(id, p) for p in ("kind", "pillar", "parent"))
            yield from ((self.id, name, *combination) for combination in product(*rest))

    def events(self) -> Iterator[tuple[str, ...]]:
        for id, _ in self.kind("event"):
            rest = (self.values(id, p) for p in ("activity", "date", "place", "participant"))
            yield from ((self.id, id, *combination) for combination in product(*rest))

    def statements(self) -> Iterator[Row]:
        found = []
        for id, _ in self.kind("statement"):
            for text in self.facts.get((id, "text"), ()):
                rest = (self.values(id, p) for p in ("speaker", "kind", "topic"))
                for speaker, kind, topic in product(*rest):
                    found.append((text.span.start, (self.id, speaker, kind, text.value, topic)))
        return (dict(zip(COLUMNS["statements"], row, strict=True)) for _, row in sorted(found))

    def topics(self) -> Iterator[tuple[str, ...]]:
        return ((self.id, topic) for topic in self.values("article", "topic") if topic)

    def conflicts(self) -> Iterator[tuple[str, ...]]:
        for conflict in self.extraction.conflicts:
            entity = self.entities.get(conflict.subject)
            subject = entity.name if entity and entity.kind != "event" else conflict.subject
            subject = self.id if subject == "article" else subject
            for fact in (self.extraction.facts[i] for i in conflict.facts):
                yield self.id, subject, conflict.about, self.shown(fact), fact.status, fact.reason or ""
