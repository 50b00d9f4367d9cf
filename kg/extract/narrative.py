"""Which words of an article report what happened: not those of speeches, names of bodies, aims and wishes.

Every sentence gets a weight by where it stands, every token a factor by what it is part of. Both are judgements about
the genre: the headline and the first sentences say what happened, the rest is background, reason and comment.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.cues import CueHit, CueTable
from kg.extract.findings import Document, Organization, Person, Place, Statement
from kg.model import Span
from kg.text.tokens import Token
from kg.vocab import Vocabulary

TITLE, LEAD, CAPTION, LISTED = 2.2, 3.0, 1.2, 0.3
_AFTER_LEAD = (2.0, 1.4)  # the sentences after the lead, in order; later ones are background
_BACKGROUND = 0.8
DEED = 1.6
_LEAD_WORDS = 8  # a shorter sentence before the first long one is a heading, not the lead
VOICES = (1.0, 0.35, 0.2)  # the narrator, reported speech, a quotation
MODIFIER = 0.7
_AIMS = {
    "purpose": (0.25, 99),
    "future": (0.25, 99),
    "occasion": (0.5, 99),
    "over": (0.25, 99),
    "negation": (0.25, 4),
}  # factor, tokens
_CLAUSE_ENDS = frozenset(",;.:!?()")
_POINTERS = frozenset({"ini", "itu", "tersebut", "tsb"})


@dataclass(frozen=True, slots=True)
class Narrative:
    """How much of a report each part of an article is.

    By sentence: ``positions`` (worth by place in the article), ``weights`` (raised where a deed is told), ``marks``
    (occurrences of the words of ontology/lexicon/event-words.tsv; their notation is the class), ``earlier`` (goes back:
    "Sebelumnya, …"). By token: ``voices`` (0
    the narrator, 1 reported speech, 2 a quotation), ``factors`` (what speech and aims leave of a word's worth as a
    report), ``named`` (part of a person's or a body's name), ``proper`` (that, or part of a
    place's name). ``lead``: the sentence that opens the body, 0 without one.
    """

    positions: tuple[float, ...]
    weights: tuple[float, ...]
    factors: tuple[float, ...]
    voices: tuple[int, ...]
    named: tuple[bool, ...]
    proper: tuple[bool, ...]
    marks: tuple[tuple[CueHit, ...], ...]
    earlier: tuple[bool, ...]
    lead: int

    def marked(self, sentence: int, *classes: str) -> list[CueHit]:
        return [hit for hit in self.marks[sentence] if hit.notation in classes]


@functools.lru_cache(maxsize=2)
def event_words(vocab: Vocabulary) -> CueTable:
    return CueTable.build((row["cue"], row["class"], 1.0) for row in vocab.tables["event-words"])


def read(
    doc: Document,
    persons: Sequence[Person],
    organizations: Sequence[Organization],
    statements: Sequence[Statement],
    vocab: Vocabulary,
    places: Sequence[Place] = (),
) -> Narrative:
    """How far each sentence and each word of ``doc`` can be taken as a report of the event."""
    table = event_words(vocab)
    marks = tuple(tuple(table.scan(doc.tokens, first, after)) for first, after in doc.ranges)
    positions, lead = _positions(doc)
    voices = [0] * len(doc.tokens)
    for statement in statements:
        voice = 2 if statement.kind == "direct" else 1
        for i in inside(doc, statement.text_span):
            voices[i] = max(voices[i], voice)
    factors = [VOICES[voice] for voice in voices]
    for hits in marks:
        _lower_aims(doc.tokens, hits, factors)
    earlier = tuple(
        any(hit.notation == "past" and hit.first == first for hit in hits)
        for hits, (first, _) in zip(marks, doc.ranges, strict=True)
    )
    named = [False] * len(doc.tokens)
    for mention in _names(persons, organizations):
        for i in inside(doc, mention):
            named[i] = True
    areas = list(named)
    for place in places:
        for i in (i for m in place.mentions for i in inside(doc, m.span)):
            areas[i] = True
    weights = _raise_deeds(doc, positions, voices, persons)
    return Narrative(
        tuple(positions),
        tuple(weights),
        tuple(factors),
        tuple(voices),
        tuple(named),
        tuple(areas),
        marks,
        earlier,
        lead,
    )


def points_back(tokens: Sequence[Token], after: int) -> bool:
    """Whether the words before token ``after`` are taken up as known: "patroli ini", "donor darah tersebut"."""
    return any(token.lower in _POINTERS for token in tokens[after : after + 2])


def inside(doc: Document, span: Span) -> range:
    """Indices of the tokens of ``span``; empty for an empty span."""
    return doc.tokens_in(span)


def _names(persons: Iterable[Person], organizations: Iterable[Organization]) -> Iterable[Span]:
    mentions = [m for p in persons for m in p.mentions] + [m for o in organizations for m in o.mentions]
    return [mention.span for mention in mentions if mention.how != "pronoun"]


def _raise_deeds(
    doc: Document, positions: Sequence[float], voices: Sequence[int], persons: Iterable[Person]
) -> list[float]:
    """A sentence in which the narrator says what somebody did, and nobody speaks, is more than background."""
    weights = list(positions)
    for person in persons:
        for mention in person.mentions:
            index = doc.sentence_at(mention.span.start)
            first, after = doc.ranges[index]
            if mention.how != "post" and doc.sentences[index].part == "body" and not any(voices[first:after]):
                weights[index] = max(weights[index], DEED)
    return weights


def _positions(doc: Document) -> tuple[list[float], int]:
    weights: list[float] = []
    lead = -1
    behind = 0
    for index, sentence in enumerate(doc.sentences):
        first, after = doc.ranges[index]
        match sentence.part:
            case "title":
                weights.append(TITLE)
            case "caption":
                weights.append(CAPTION)
            case "dateline" | "byline":
                weights.append(0.0)
            case "body" if lead < 0 and after - first >= _LEAD_WORDS:
                lead = index
                weights.append(LEAD)
            case "body" if lead < 0:
                weights.append(CAPTION)
            case "body":
                behind += 1
                listed = _is_listed(doc, index)
                weight = _AFTER_LEAD[behind - 1] if behind <= len(_AFTER_LEAD) else _BACKGROUND
                weights.append(LISTED if listed else weight)
    return weights, max(lead, 0)


def _is_listed(doc: Document, index: int) -> bool:
    """Whether the sentence is an item of a list: after a number or a bullet, which may be a sentence to itself."""
    first, after = doc.ranges[index]
    if first < after and (doc.tokens[first].kind == "number" or doc.tokens[first].text in "-•*·–"):
        return doc.tokens[min(first + 1, after - 1)].kind != "word" or doc.tokens[first].kind == "mark"
    before = doc.tokens[slice(*doc.ranges[index - 1])] if index else []
    return 0 < len(before) <= 2 and len(before[0].text) <= 2


def _lower_aims(tokens: Sequence[Token], hits: Sequence[CueHit], factors: list[float]) -> None:
    """After a word of purpose, occasion or negation, up to the end of the clause, nothing has happened (yet)."""
    for hit in hits:
        if hit.notation not in _AIMS:
            continue
        factor, reach = _AIMS[hit.notation]
        i = hit.after
        while i < min(len(tokens), hit.after + reach) and tokens[i].text not in _CLAUSE_ENDS:
            factors[i] = min(factors[i], factor)
            i += 1
