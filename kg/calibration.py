"""How sure a rule may be: its claims counted right or wrong against annotated articles.

The confidence of a claim is the share of right ones among the claims of its rule, drawn towards the share of its
property where a rule has fired seldom. The table lies in ontology/lexicon/confidence.tsv and is made by
``kg eval CORPUS… --fit-confidence FILE``; ``--calibration`` shows how well it holds on a corpus, ``--cross-fit`` how
well a table fitted on every other article holds on those in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Entity, Extraction, Fact
from kg.scoring import Gold, area_key, name_key, normal, opening, unit_key

# How many claims of its property a rule's own claims are weighed against.
_PRIOR = 5.0
_MOST = 0.99  # no rule is certain
_BINS = (0.98, 0.95, 0.9, 0.8, 0.6, 0.0)  # lower ends, best first

Rule = tuple[str, str]  # (kind of subject and property, as "person.rank"; name of the rule, "*" for all of them)


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim and whether the annotation bears it out."""

    rule: Rule
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies at or above ``floor`` and below the next better bin."""

    floor: float
    claims: int
    confidence: float  # mean
    right: float  # share


def judge(extraction: Extraction, gold: Gold) -> Iterator[Judged]:
    """Every claim of a property that annotations speak of, in the order of the facts."""
    known = _Known(gold)
    entities = {entity.id: entity for entity in extraction.entities}
    people = {e.id: name_key(e.name) for e in extraction.entities if e.kind == "person"}
    statements = _statements(extraction, people)
    for fact in extraction.facts:
        kind = fact.subject.partition("-")[0]
        match kind:
            case "statement":
                right = known.said(statements[fact.subject]) if fact.property == "text" else None
            case "person":
                right = known.of_person(people[fact.subject], fact, _shown(fact, entities))
            case _:
                right = known.of(kind, fact, _shown(fact, entities), entities.get(fact.subject))
        if right is not None:
            yield Judged((f"{kind}.{fact.property}", fact.rule), fact.confidence, right)


def fit(judged: Iterable[Judged]) -> list[dict[str, str]]:
    """Rows property, rule, claims, right, confidence; the row with rule "*" is the property as a whole."""
    claims: Counter[Rule] = Counter()
    right: Counter[Rule] = Counter()
    for j in judged:
        for rule in (j.rule, (j.rule[0], "*")):
            claims[rule] += 1
            right[rule] += j.right
    out = []
    for rule in sorted(claims):
        property, name = rule
        # a property is drawn towards four in five, a rule towards its property
        prior = 0.8 if name == "*" else (right[property, "*"] + 4) / (claims[property, "*"] + 5)
        share = (right[rule] + _PRIOR * prior) / (claims[rule] + _PRIOR)
        row = {"property": property, "rule": name, "claims": str(claims[rule]), "right": str(right[rule])}
        out.append(row | {"confidence": f"{min(share, _MOST):.2f}"})
    return out


def cross_fitted(articles: Sequence[Sequence[Judged]]) -> list[Judged]:
    """The claims of all articles, each with the confidence that the articles of the other half give its rule.

    The halves are every other article in the order given; a rule the other half does not have takes its property's.
    """
    out = []
    for half in (0, 1):
        rows = fit(j for article in articles[1 - half :: 2] for j in article)
        table = {(row["property"], row["rule"]): float(row["confidence"]) for row in rows}
        for j in (j for article in articles[half::2] for j in article):
            measured = table.get(j.rule, table.get((j.rule[0], "*"), j.confidence))
            out.append(replace(j, confidence=measured))
    return out


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """The calibration table: of the claims at some confidence, how many are right."""
    out = []
    ceiling = 2.0
    for floor in _BINS:
        found = [j for j in judged if floor <= j.confidence < ceiling]
        ceiling = floor
        if found:
            mean = sum(j.confidence for j in found) / len(found)
            out.append(Bin(floor, len(found), mean, sum(j.right for j in found) / len(found)))
    return out


def _shown(fact: Fact, entities: Mapping[str, Entity]) -> str:
    return entities[fact.value].name if fact.value in entities else fact.label


def _statements(extraction: Extraction, people: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    """(speaker, kind, text) of every statement."""
    found: dict[str, dict[str, str]] = {}
    for fact in extraction.facts:
        if fact.subject.startswith("statement"):
            found.setdefault(fact.subject, {})[fact.property] = fact.value
    return {
        id: (people.get(s.get("speaker", ""), ""), s.get("kind", ""), normal(s.get("text"))) for id, s in found.items()
    }


class _Known:
    """What an annotation holds, by the keys facts are compared under."""

    def __init__(self, gold: Gold) -> None:
        self.gold = gold
        self.people = {name_key(p["name"]): p for p in gold["persons"]}
        self.places = {(area_key(p["name"]), p["level"]) for p in gold["places"]}
        self.bodies = {unit_key(body["name"]) for body in gold["organizations"]}

    def of_person(self, name: str, fact: Fact, shown: str) -> bool | None:
        person = self.people.get(name)
        match fact.property:
            case "name":
                return person is not None
            case "rank" | "role":
                return person is not None and normal(shown) in {normal(v) for v in person[f"{fact.property}s"]}
            case "unit":
                return person is not None and unit_key(shown) in {unit_key(v) for v in person["units"]}
            case "area":
                return person is not None and area_key(shown) in {area_key(v) for v in person["areas"]}
            case "pillar":
                return person is not None and normal(shown) == normal(person["pillar"])
        return None

    def of(self, kind: str, fact: Fact, shown: str, subject: Entity | None) -> bool | None:
        match kind, fact.property:
            case "place", "level":
                return subject is not None and (area_key(subject.name), fact.value) in self.places
            case "organization", "name":
                return subject is not None and unit_key(subject.name) in self.bodies
            case "event", "activity":
                return fact.value in {a for e in self.gold["events"] for a in e["activities"]}
            case "event", "date":
                return fact.value[:10] in {e["date"][:10] for e in self.gold["events"] if e.get("date")}
            case "event", "place":
                return area_key(shown) in {area_key(e["place"]) for e in self.gold["events"] if e.get("place")}
            case "event", "participant":
                people = {name_key(p) for e in self.gold["events"] for p in e.get("participants", ())}
                return name_key(shown) in people
            case "article", "topic":
                return fact.value in set(self.gold.get("topics", ()))
            case "article", "publisher" | "dateline" | "byline":
                return normal(shown) == normal(self.gold["article"].get(fact.property))
        return None

    def said(self, statement: tuple[str, str, str]) -> bool:
        speaker, kind, text = statement
        return any(
            (name_key(s["speaker"]), s["kind"]) == (speaker, kind) and opening(s["begins"], text)
            for s in self.gold["statements"]
        )
