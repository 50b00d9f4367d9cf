"""An extraction in the shape of the annotated corpus: what a reader would learn, without spans."""

from __future__ import annotations

from typing import Any

from kg.model import Entity, Extraction, Fact


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Article, persons, organizations, places, events, statements, topics, conflicts; order as in the text."""
    facts: dict[tuple[str, str], list[Fact]] = {}
    for fact in extraction.facts:
        facts.setdefault((fact.subject, fact.property), []).append(fact)
    names = {e.id: e.name for e in extraction.entities}

    def labels(subject: str, property: str) -> list[str]:
        found = sorted(facts.get((subject, property), ()), key=lambda f: f.span)
        return list(dict.fromkeys(names.get(f.value, f.label) for f in found))

    def one(subject: str, property: str) -> str | None:
        values = labels(subject, property)
        return values[0] if values else None

    def of(kind: str) -> list[Entity]:
        return [e for e in extraction.entities if e.kind == kind]

    return {
        "url": extraction.article.url,
        "article": {p: one("article", p) for p in ("title", "publisher", "dateline", "byline", "published")},
        "persons": [
            {
                "name": e.name,
                "ranks": labels(e.id, "rank"),
                "roles": labels(e.id, "role"),
                "pillar": one(e.id, "pillar"),
                "units": labels(e.id, "unit"),
                "areas": labels(e.id, "area"),
            }
            for e in of("person")
        ],
        "organizations": [{"name": e.name, "pillar": one(e.id, "pillar")} for e in of("organization")],
        "places": [
            {
                "name": e.name,
                "level": one(e.id, "level"),
                "code": facts[e.id, "code"][0].value if (e.id, "code") in facts else None,
                "within": labels(e.id, "within"),
            }
            for e in of("place")
            if one(e.id, "level")
        ],
        "events": [
            {
                "activities": [f.value for f in facts.get((e.id, "activity"), ())],
                "date": facts[e.id, "date"][0].value if (e.id, "date") in facts else None,
                "place": one(e.id, "place"),
                "participants": labels(e.id, "participant"),
            }
            for e in of("event")
        ],
        "statements": [
            {"speaker": one(e.id, "speaker"), "kind": one(e.id, "kind"), "text": one(e.id, "text")}
            for e in of("statement")
        ],
        "topics": [f.value for f in facts.get(("article", "topic"), ())],
        "conflicts": [_conflict(extraction, c.subject, c.about, c.facts, names) for c in extraction.conflicts],
    }


def _conflict(
    extraction: Extraction, subject: str, about: str, indices: tuple[int, ...], names: dict[str, str]
) -> dict[str, Any]:
    found = [extraction.facts[i] for i in indices]
    preferred = next((f for f in found if f.status == "preferred"), None)
    values = [f.value if f.property == "date" else f.label for f in found]
    return {
        "subject": names.get(subject, subject),
        "about": about,
        "values": list(dict.fromkeys(values)),
        "preferred": (preferred.value if preferred.property == "date" else preferred.label) if preferred else None,
        "reasons": sorted({f.reason for f in found if f.reason}),
    }
