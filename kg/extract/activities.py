"""What was done: activities of the closed list, read from cue phrases and weighed by where they stand."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.extract.cues import CueHit, CueTable
from kg.extract.findings import Document, Value
from kg.extract.narrative import MODIFIER, Narrative, points_back
from kg.model import Span
from kg.vocab import Vocabulary

OTHER = "lainnya"
_MOST = 3
_AGAIN = 0.3  # of the next best cue of the same activity in one sentence
_DECAY = 0.55  # of every further sentence that speaks of the same activity
_KEEP = 0.37  # of the best score: less is mentioned, not done
_FLOOR = 3.0  # a score below it rests on background alone, and counts only where there is nothing better
_NEARLY = 0.75  # ... as much as that of the best, which may itself be as weak
_WEAKEST = 1.5
_BESIDE_OTHER = 0.5  # of the score of OTHER: a listed activity that is worth so much is what the article is about
_EARLIER = 0.4  # of a sentence that goes back: "Sebelumnya, warga mengikuti pengajian."
_SETTING = 0.5  # of a cue after "di" or "yang": where or who people were ("warga yang berjaga di pos ronda")
_KNOWN = 0.8  # of a cue in speech that is taken up as known ("patroli ini")
_OUTRIGHT = 3.0  # weight of a cue that names or tells the activity; a lighter one ("sawah") may only be its setting
_HINTED = 0.5  # of the score of an activity that nothing but settings speak for
_FRONT = 1.4  # position of the sentences that say what happened; what follows is detail
_BEHIND = 0.6  # of the score of an activity that they do not speak of
_SETTINGS = frozenset({"di", "dari", "yang", "depan", "sekitar", "lokasi", "area", "halaman"})


class _Told(NamedTuple):
    """An activity in one sentence: what it is worth there, and the cue that counts most."""

    score: float
    hit: CueHit
    front: bool = False


@functools.lru_cache(maxsize=2)
def activity_cues(vocab: Vocabulary) -> CueTable:
    return CueTable.build((row["cue"], row["activity"], float(row["weight"])) for row in vocab.tables["activity-cues"])


@functools.lru_cache(maxsize=2)
def _implied(vocab: Vocabulary) -> dict[str, tuple[tuple[str, float], ...]]:
    """For an activity: those that imply it, each with the share of its score that the implied one needs."""
    pairs: dict[str, list[tuple[str, float]]] = {}
    for row in vocab.tables["activity-rivals"]:
        pairs.setdefault(row["implies"], []).append((row["activity"], float(row["share"])))
    return {implied: tuple(rivals) for implied, rivals in pairs.items()}


def find_activities(
    doc: Document, narrative: Narrative, sentences: Iterable[int], vocab: Vocabulary
) -> list[tuple[Value, float]]:
    """Activities that ``sentences`` report, best first with their scores, at most three; OTHER only alone.

    Empty where no cue is strong enough: the caller decides what that means.
    """
    found: dict[str, list[_Told]] = {}
    table = activity_cues(vocab)
    for index in sentences:
        for notation, told in _of_sentence(doc, narrative, index, table).items():
            found.setdefault(notation, []).append(told)
    scores = {notation: _total(told) for notation, told in found.items()}
    return [(_value(doc, n, found[n], scores[n], vocab), scores[n]) for n in _settle(scores, _implied(vocab))]


def _settle(scores: dict[str, float], implied: dict[str, tuple[tuple[str, float], ...]]) -> list[str]:
    """Which of the scored activities are what the article reports, best first."""
    ranked = sorted(scores, key=lambda notation: (-scores[notation], notation))
    if not ranked or scores[ranked[0]] < _WEAKEST:
        return []
    best = scores[ranked[0]]
    if ranked[0] == OTHER:
        beside = {
            n: max([_BESIDE_OTHER, *(share for rival, share in implied.get(n, ()) if rival == OTHER)]) for n in ranked
        }
        if not any(scores[n] >= beside[n] * best for n in ranked[1:]):
            return [OTHER]
    ranked = [notation for notation in ranked if notation != OTHER]
    floor = max(_KEEP * scores[ranked[0]], min(_FLOOR, _NEARLY * scores[ranked[0]]))
    kept: list[str] = []
    for notation in ranked:
        needed = [share * scores[rival] for rival, share in implied.get(notation, ()) if rival in kept]
        if scores[notation] >= max([floor, *needed]):
            kept.append(notation)
    return kept[:_MOST]


def _of_sentence(doc: Document, narrative: Narrative, index: int, table: CueTable) -> dict[str, _Told]:
    """The score of each activity in one sentence, with the hit that counts most."""
    weight = narrative.weights[index] * (_EARLIER if narrative.earlier[index] else 1.0)
    front = index <= narrative.lead or narrative.positions[index] >= _FRONT
    best: dict[str, _Told] = {}
    if not weight:
        return best
    before: CueHit | None = None
    for hit in table.scan(doc.tokens, *doc.ranges[index]):
        if any(narrative.proper[hit.first : hit.after]):
            continue
        factor = min(narrative.factors[hit.first : hit.after])
        if narrative.voices[hit.first] and factor and points_back(doc.tokens, hit.after):
            factor = max(factor, _KNOWN)
        if before is not None and _modifies(before, hit):
            factor *= MODIFIER
        elif _is_setting(doc, hit.first):
            factor *= _SETTING
        if hit.weight >= 2:
            before = hit
        score = hit.weight * weight * factor
        if hit.notation == "-":
            continue
        known, first, _ = best.get(hit.notation, _Told(0.0, hit))
        total = max(score, known) + _AGAIN * min(score, known)
        best[hit.notation] = _Told(total, hit if score > known else first, front)
    return best


def _modifies(head: CueHit, hit: CueHit) -> bool:
    """ "rapat pengamanan pilkada": a cue right behind another says what the first is about."""
    return head.notation != hit.notation and hit.first - head.after == 0


def _is_setting(doc: Document, first: int) -> bool:
    """Whether the words at ``first`` say where people were or who they are: "di pos ronda", "warga yang berjaga"."""
    return first > 0 and doc.tokens[first - 1].lower in _SETTINGS


def _total(told: Sequence[_Told]) -> float:
    """The best sentence counts in full, every further one less: repetition is no new event."""
    ranked = sorted((t.score for t in told), reverse=True)
    total = sum(score * _DECAY**rank for rank, score in enumerate(ranked))
    if all(t.hit.weight < _OUTRIGHT for t in told):
        total *= _HINTED
    return total if any(t.front for t in told) else total * _BEHIND


def _value(doc: Document, notation: str, told: Sequence[_Told], score: float, vocab: Vocabulary) -> Value:
    hit = max(told, key=lambda t: (t.score, -t.hit.first)).hit
    span = Span(doc.tokens[hit.first].start, doc.tokens[hit.after - 1].end)
    confidence = round(min(0.95, 0.45 + score / 40), 2)
    return Value(notation, vocab.activities[notation].label_id, span, "event.activity-cue", confidence)
