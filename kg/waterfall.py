"""The evidence that two things are one, piece by piece with the sum so far: for questions and for links made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import decisions, identify
from kg.i18n import Lang, text
from kg.link.compare import Step, clipped
from kg.link.profile import from_text
from kg.link.weights import Weights
from kg.link.weights import load as load_weights

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.decisions import Decision


@dataclass(frozen=True, slots=True)
class Joined:
    """Why an IRI stands for a thing: the evidence between it and ``beside``, the IRI of the thing that it fits best,
    or the decision of a person."""

    iri: str
    kind: str
    beside: str
    score: float
    steps: tuple[Step, ...]
    decision: Decision | None = None


def joined(archive: Archive, members: Sequence[str]) -> tuple[Joined, ...]:
    """For each IRI of a thing but the first, why it is of the thing; in the order of ``members``."""
    if len(members) < 2:
        return ()
    sql = "SELECT profile FROM identity_node WHERE iri = ?"
    rows = (archive.db.execute(sql, (iri,)).fetchone() for iri in members)
    profiles = {iri: from_text(row[0]) for iri, row in zip(members, rows, strict=True) if row}
    decided = {iri: d for d in decisions.standing(archive.decisions()) if d.verdict == "same" for iri in d.things}
    compare = identify.comparer()
    found = []
    for iri in members[1:]:
        mine = profiles.get(iri)
        others = [profiles[other] for other in members if other != iri and other in profiles]
        best = max(others, key=lambda other: compare.weigh(mine, other), default=None) if mine else None
        steps = tuple(compare.steps(mine, best)) if mine and best else ()
        score = clipped(sum(step.weight for step in steps))
        decision = decided.get(iri)
        beside = next((d for d in decision.things if d != iri), "") if decision else best.iri if best else members[0]
        found.append(Joined(iri, mine.kind if mine else "", beside, round(score, 4), steps, decision))
    return tuple(found)


def told(steps: Sequence[Step], weights: Weights, lang: Lang) -> list[str]:
    """One line a piece of evidence: what it is, its weight, the sum so far, the values that were compared."""
    words = [weights.rows[step.evidence].told(lang) for step in steps]
    width = max(map(len, words), default=0)
    lines, so_far = [], 0.0
    for step, name in zip(steps, words, strict=True):
        so_far += step.weight
        values = step.left if step.left == step.right else f"{step.left} | {step.right}"
        lines.append(f"  {name:<{width}}  {number(step.weight, lang, '+.2f')}  {number(so_far, lang, '.2f')}  {values}")
    return lines


def as_json(steps: Sequence[Step], weights: Weights, lang: Lang) -> list[dict[str, Any]]:
    return [{**step._asdict(), "label": weights.rows[step.evidence].told(lang)} for step in steps]


def joined_text(join: Joined, lang: Lang) -> list[str]:
    """Why an IRI stands for the thing, for reading."""
    lines = [text("explain.same-as", lang, iri=join.iri)]
    if join.decision:
        why = f": {join.decision.why}" if join.decision.why else ""
        lines.append("  " + text("explain.decided", lang, number=join.decision.number, who=join.decision.who) + why)
    elif join.steps:
        lines += told(join.steps, load_weights()[join.kind], lang)
    return lines


def joined_json(join: Joined, lang: Lang) -> dict[str, Any]:
    return {
        "iri": join.iri,
        "beside": join.beside,
        "score": join.score,
        "decision": join.decision.number if join.decision else None,
        "evidence": as_json(join.steps, load_weights()[join.kind], lang) if join.steps else [],
    }


def number(value: float, lang: Lang, form: str) -> str:
    shown = format(value, form)
    return shown.replace(".", ",") if lang == "id" else shown
