"""What an article is about: topics of the closed list, read from cue phrases all over the article."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from kg.extract.cues import CueHit, CueTable
from kg.extract.findings import Document, Event, Person, Place, Value
from kg.extract.narrative import inside
from kg.model import Span
from kg.vocab import Vocabulary

OTHER = "lainnya"
_MOST = 3
_PART = {"title": 3.0, "dateline": 0.0, "body": 1.0, "caption": 1.0, "byline": 0.0}
_LEAD = 1.8  # of the first two sentences of the body
_REPEATED = 0.5  # what every further use of the same words adds, each half of the one before
_FLOOR = 3.5
_LEAST = 3.0  # for the best topic, which is better than none
_KEEP = 0.2  # of the best score, which counts up to _ENOUGH: a topic that is everywhere does not drown the others
_ENOUGH = 20.0


@functools.lru_cache(maxsize=2)
def topic_cues(vocab: Vocabulary) -> CueTable:
    return CueTable.build((row["cue"], row["topic"], float(row["weight"])) for row in vocab.tables["topic-cues"])


@functools.lru_cache(maxsize=2)
def _priors(vocab: Vocabulary) -> dict[str, tuple[tuple[str, float], ...]]:
    """For an activity: what an event of this kind is mostly about."""
    priors: dict[str, list[tuple[str, float]]] = {}
    for row in vocab.tables["activity-topics"]:
        priors.setdefault(row["activity"], []).append((row["topic"], float(row["weight"])))
    return {activity: tuple(topics) for activity, topics in priors.items()}


@functools.lru_cache(maxsize=2)
def _worth(vocab: Vocabulary) -> dict[str, float]:
    return {row["topic"]: float(row["worth"]) for row in vocab.tables["topic-worth"]}


def find_topics(
    doc: Document, vocab: Vocabulary, events: Sequence[Event] = (), names: Iterable[Person | Place] = ()
) -> list[Value]:
    """Topics of the article, best first, at most three; OTHER where none is strong enough, [] for an empty text.

    ``events``: what the article reports; their activities count as evidence beside the words. ``names``: whose names
    say nothing of what it is about (Sungai Tabuk, Haji Malik).
    """
    if not doc.tokens:
        return []
    named = {i for name in names for m in name.mentions if m.how != "post" for i in inside(doc, m.span)}
    scores, best = _scores(doc, topic_cues(vocab), named)
    spans = {topic: _span(doc, hit) for topic, (_, hit) in best.items()}
    for activity in events[0].activities if events else ():
        for topic, weight in _priors(vocab).get(activity.value, ()):
            scores[topic] = scores.get(topic, 0.0) + weight
            spans.setdefault(topic, activity.span)
    scores = {topic: score * _worth(vocab).get(topic, 1.0) for topic, score in scores.items()}
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    floor = max(_FLOOR, _KEEP * min(_ENOUGH, max(scores.values(), default=0.0)))
    kept = [topic for topic in ranked if scores[topic] >= floor][:_MOST]
    if not kept and ranked and scores[ranked[0]] >= _LEAST:
        kept = ranked[:1]
    if not kept:
        first = doc.sentences[doc.sentence_of[0]].span
        return [Value(OTHER, vocab.topics[OTHER].label_id, first, "topic.none", 0.4)]
    values = []
    for topic in kept:
        rule = "topic.cue" if topic in best else "topic.of-activity"
        confidence = round(min(0.95, 0.5 + scores[topic] / 60), 2)
        values.append(Value(topic, vocab.topics[topic].label_id, spans[topic], rule, confidence))
    return values


def _span(doc: Document, hit: CueHit) -> Span:
    return Span(doc.tokens[hit.first].start, doc.tokens[hit.after - 1].end)


def _scores(
    doc: Document, table: CueTable, named: Set[int]
) -> tuple[dict[str, float], dict[str, tuple[float, CueHit]]]:
    scores: dict[str, float] = {}
    best: dict[str, tuple[float, CueHit]] = {}
    uses: Counter[tuple[str, str]] = Counter()
    body = 0
    for index, sentence in enumerate(doc.sentences):
        weight = _PART[sentence.part]
        if sentence.part == "body":
            body += 1
            weight = _LEAD if body <= 2 else weight
        if not weight:
            continue
        for hit in table.scan(doc.tokens, *doc.ranges[index]):
            if hit.notation == "-" or hit.first in named:
                continue
            words = " ".join(token.lower for token in doc.tokens[hit.first : hit.after])
            score = weight * hit.weight * _REPEATED ** uses[hit.notation, words]
            uses[hit.notation, words] += 1
            scores[hit.notation] = scores.get(hit.notation, 0.0) + score
            if score > best.get(hit.notation, (0.0, hit))[0]:
                best[hit.notation] = (score, hit)
    return scores, best
