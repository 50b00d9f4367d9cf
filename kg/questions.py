"""The questions of identity that are open, the best first: what a person should look at, and on what evidence.

A question is about two things as the view has them, each of one or more IRIs that are one already; of the pairs between
them the best counts. What one article tells apart and what somebody has decided is no question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

from kg import decisions, gazetteer, identify
from kg.errors import GraphError
from kg.i18n import Lang, text
from kg.link.compare import Comparer, Step
from kg.link.identity import Identity
from kg.link.profile import Profile, from_text
from kg.waterfall import as_json, number, told

if TYPE_CHECKING:
    from kg.archive import Archive

_KIND = {"person": "person", "unit": "organization", "place": "place", "event": "event"}


@dataclass(frozen=True, slots=True)
class Question:
    """Are the two one? ``number`` counts from 1, best first; ``unsure``: who could not tell, "" if nobody looked."""

    number: int
    kind: str
    left: Profile
    right: Profile
    score: float
    articles: int
    unsure: str
    value: float

    @property
    def pair(self) -> tuple[str, str]:
        return self.left.iri, self.right.iri


def questions(archive: Archive) -> list[Question]:
    """All open questions, the most valuable first. Raises GraphError if identity was never worked out."""
    if not archive.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'identity_rules'").fetchone():
        raise GraphError(f"{archive.path}: who is who has not been worked out yet; do it with: kg doctor --repair")
    compare = identify.comparer()
    identity = Identity(archive.merges())
    decided = decisions.standing(archive.decisions())
    closed = {
        frozenset(identity.canonical(iri) for iri in decision.things)
        for decision in decided
        if decision.verdict == "different"
    }
    unsure = {frozenset(decision.things): decision.who for decision in decided if decision.verdict == "unsure"}
    best: dict[tuple[str, str], tuple[float, str, str, str]] = {}
    for kind, one, other, score in identify.open_pairs(archive):
        between = tuple(sorted((identity.canonical(one), identity.canonical(other))))
        found = best.setdefault((between[0], between[1]), (score, kind, one, other))
        if score > found[0]:
            best[between[0], between[1]] = (score, kind, one, other)
    articles = _articles(archive, identity, {iri for pair in best for iri in pair})
    made: list[Question] = []
    profiles = _profiles(archive, {iri for _, _, one, other in best.values() for iri in (one, other)})
    for between, (score, kind, one, other) in best.items():
        mine, theirs = articles[between[0]], articles[between[1]]
        if frozenset(between) in closed or not mine.isdisjoint(theirs):
            continue
        looked = unsure.get(frozenset((one, other)), "")
        value = _value(score, compare, kind, len(mine) + len(theirs)) / (4 if looked else 1)
        made.append(Question(0, kind, profiles[one], profiles[other], score, len(mine | theirs), looked, value))
    made.sort(key=lambda q: (-q.value, q.kind, q.pair))
    return [Question(n, q.kind, q.left, q.right, q.score, q.articles, q.unsure, q.value) for n, q in enumerate(made, 1)]


def _value(score: float, compare: Comparer, kind: str, articles: int) -> float:
    """What an answer is worth: most where the score tells least, more the more articles it moves."""
    weights = compare.weights[kind]
    middle = (weights.open + weights.merge) / 2
    doubt = max(0.1, 1 - 2 * abs(score - middle))
    return round(doubt * log2(1 + articles), 4)


def _articles(archive: Archive, identity: Identity, iris: set[str]) -> dict[str, set[int]]:
    members = {iri: identity.members(iri) for iri in sorted(iris)}
    found = identify.articles_of(archive, [member for group in members.values() for member in group])
    return {iri: set().union(*(found[member] for member in group)) for iri, group in members.items()}


def _profiles(archive: Archive, iris: set[str]) -> dict[str, Profile]:
    marks = ", ".join("?" * 500)
    found: dict[str, Profile] = {}
    wanted = sorted(iris)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        sql = f"SELECT iri, profile FROM identity_node WHERE iri IN ({marks})"
        rows = archive.db.execute(sql, some + [""] * (500 - len(some)))
        found.update((iri, from_text(profile)) for iri, profile in rows)
    return found


def steps(question: Question) -> list[Step]:
    """The evidence, piece by piece."""
    return identify.comparer().steps(question.left, question.right)


def described(profile: Profile) -> str:
    """What a reader needs to recognise a thing: rank, post, unit, area; an event's date and place."""
    ranks = [held.rank.removeprefix("rank-") for held in profile.ranks]
    parts = [*ranks, *profile.categories, *profile.days, *profile.units, *(_area(area) for area in profile.areas)]
    if not profile.areas:
        parts += [f"({_area(code)})" for code in profile.context[:1]]
    return ", ".join(dict.fromkeys(parts))


def _area(code: str) -> str:
    if code.startswith("="):
        return code[1:].title()
    area = gazetteer.load().by_code(code)
    return area.name if area else code


def label(profile: Profile) -> str:
    return profile.label or ", ".join(profile.people) or profile.iri.rpartition("/")[2]


def kind_label(kind: str, lang: Lang) -> str:
    return text(f"kind.{_KIND[kind]}", lang)


def to_json(found: Sequence[Question], lang: Lang = "id") -> dict[str, Any]:
    return {"schema": 1, "questions": [_question_json(question, lang) for question in found]}


def _question_json(question: Question, lang: Lang) -> dict[str, Any]:
    return {
        "number": question.number,
        "kind": _KIND[question.kind],
        "left": _thing_json(question.left),
        "right": _thing_json(question.right),
        "score": question.score,
        "articles": question.articles,
        "unsure": question.unsure or None,
        "evidence": as_json(steps(question), identify.comparer().weights[question.kind], lang),
    }


def _thing_json(profile: Profile) -> dict[str, str]:
    return {"iri": profile.iri, "label": label(profile), "detail": described(profile)}


def waterfall(question: Question, lang: Lang = "id") -> str:
    """One question with its evidence, each piece with its weight and the sum so far."""
    rows = identify.comparer().weights[question.kind]
    lines = []
    for each in (question.left, question.right):
        lines += [f"{label(each)} ({kind_label(each.kind, lang)} – {described(each)})", f"  {each.iri}"]
    lines += ["", *told(steps(question), rows, lang)]
    score = number(question.score, lang, ".2f")
    low, high = number(rows.open, lang, ".2f"), number(rows.merge, lang, ".2f")
    lines.append(text("resolve.score", lang, score=score, open=low, merge=high))
    if question.score >= rows.merge:
        lines.append(text("resolve.held", lang))
    if question.unsure:
        lines.append(text("resolve.unsure", lang, who=question.unsure))
    return "\n".join(lines)
