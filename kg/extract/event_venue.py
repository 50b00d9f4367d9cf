"""The hall, house, field or street in which people met, as the article writes it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.findings import Document, Value
from kg.extract.narrative import Narrative
from kg.extract.place_words import Words, words
from kg.model import Span
from kg.vocab import Vocabulary

_VENUE_WORDS = 8


def find_venue(doc: Document, narrative: Narrative, sentences: Iterable[int], vocab: Vocabulary) -> Value | None:
    """The building, room or street where people met, as written: the words after the first "di" that fits."""
    lexicon = words(vocab)
    for index in sentences:
        first, after = doc.ranges[index]
        if doc.sentences[index].part in ("title", "dateline"):
            continue
        for i in range(first, after - 1):
            if doc.tokens[i].lower == "di" and doc.tokens[i + 1].lower in lexicon.venues and not narrative.voices[i]:
                span = _venue_span(doc, i + 1, after, lexicon)
                if span is not None:
                    return Value(doc.surface(span), doc.surface(span), span, "event.venue-after-di", 0.75)
    return None


def _venue_span(doc: Document, first: int, after: int, lexicon: Words) -> Span | None:
    """From a venue's head noun over the name that follows; None where the noun stands alone ("di rumah")."""
    i = first + 1
    while i < min(after, first + _VENUE_WORDS):
        token = doc.tokens[i]
        small = token.lower in lexicon.venues or token.lower in lexicon.levels or token.lower in lexicon.areas
        if not (token.is_capitalised or token.kind == "number" or small or (token.text in ".'/" and token.glued)):
            break
        i += 1
    while i > first + 1 and (doc.tokens[i - 1].kind == "mark" or doc.tokens[i - 1].lower in lexicon.levels):
        i -= 1
    return Span(doc.tokens[first].start, doc.tokens[i - 1].end) if i > first + 1 else None
