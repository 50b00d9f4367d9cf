"""Cutting the body of an article into quotations that somebody says, and the clauses around them."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.attribution import is_said
from kg.extract.findings import Document
from kg.extract.quotes import Hints, Paragraph, Quote, find_quotes
from kg.extract.scene import Scene
from kg.extract.speakers import subject_before
from kg.model import Span

_ATTRIBUTION = 12  # tokens of an attribution at the end of a quotation


class Piece(NamedTuple):
    """A quotation (``quote``), or the part of one sentence outside quotations, as a token range."""

    first: int
    last: int
    paragraph: int
    quote: Quote | None = None


def cut(scene: Scene) -> list[Piece]:
    """The pieces of all body paragraphs in text order; stretches in marks that nobody says stay inside their clause."""
    doc = scene.doc
    paragraphs = _paragraphs(doc)
    hints = _hints(scene)
    found = (_without_attribution(scene, q, hints) for q in find_quotes(doc.text, paragraphs, hints))
    quotes = [q for q in found if is_said(scene, q, paragraphs)]
    pieces: list[Piece] = []
    n = 0
    for number, paragraph in enumerate(paragraphs):
        while n < len(quotes) and quotes[n].outer.end <= paragraph.span.start:
            n += 1
        at = paragraph.span.start
        while n < len(quotes) and quotes[n].outer.start < paragraph.span.end:
            quote = quotes[n]
            if quote.outer.start >= at:
                pieces.extend(_clauses(scene, at, quote.outer.start, number))
                pieces.append(Piece(*_range(doc, quote.inner), number, quote))
            at = quote.outer.end
            if at > paragraph.span.end:
                break
            n += 1
        pieces.extend(_clauses(scene, at, paragraph.span.end, number))
    return pieces


def _without_attribution(scene: Scene, quote: Quote, hints: Hints) -> Quote:
    """ "… pilkada, ujar X.”: an attribution that got inside the marks at their end is no part of what was said."""
    last = doc_end = scene.doc.token_at(quote.inner.end - 1) + 1
    at = hints.attribution_in(scene.doc.tokens[max(last - _ATTRIBUTION, 0)].start, quote.inner.end)
    if at is None or at <= quote.inner.start:
        return quote
    while last > 0 and scene.doc.tokens[last - 1].kind == "mark":
        last -= 1
    if last - 1 not in scene.inside and not scene.doc.tokens[last - 1].is_capitalised:
        return quote
    if any(t.text in ".!?" and t.end > at for t in scene.doc.tokens[last - _ATTRIBUTION : doc_end - 1]):
        return quote
    return quote._replace(inner=Span(quote.inner.start, at), outer=Span(quote.outer.start, at), closed=False)


def _paragraphs(doc: Document) -> list[Paragraph]:
    """Runs of body sentences between line ends."""
    found: list[list[Span]] = []
    previous = -1
    for n, sentence in enumerate(doc.sentences):
        if sentence.part != "body":
            continue
        new_line = not found or n != previous + 1 or "\n" in doc.text[found[-1][-1].end : sentence.span.start]
        if new_line:
            found.append([sentence.span])
        else:
            found[-1].append(sentence.span)
        previous = n
    return [Paragraph(Span(spans[0].start, spans[-1].end), tuple(spans)) for spans in found]


def _range(doc: Document, span: Span) -> tuple[int, int]:
    return doc.token_at(span.start), doc.token_at(span.end - 1) + 1


def _clauses(scene: Scene, start: int, end: int, paragraph: int) -> list[Piece]:
    """The sentences, or parts of sentences, between two offsets that hold a word."""
    if start >= end:
        return []
    doc = scene.doc
    first, last = doc.token_at(start), doc.token_at(end - 1)
    last = last + 1 if last < len(doc.tokens) and doc.tokens[last].start < end else last
    pieces = []
    while first < last:
        stop = min(doc.ranges[doc.sentence_of[first]][1], last)
        for i in range(first + 2, stop - 1):
            # a sentence that ends in an abbreviation: "… pukul 22.00 WIB. Ia menambahkan …"
            begins = doc.tokens[i].is_capitalised and scene.speech.is_("resume", doc.tokens[i])
            if begins and doc.tokens[i - 1].text == ".":
                stop = i
                break
        if any(t.kind == "word" for t in doc.tokens[first:stop]):
            pieces.append(Piece(first, stop, paragraph))
        first = stop
    return pieces


def _hints(scene: Scene) -> Hints:
    """The words of speech, for the pairing of marks."""
    speech, doc = scene.speech, scene.doc

    def attributes(word: str, nya: bool) -> bool:
        lower = word.casefold()
        base = lower[:-3] if lower.endswith("nya") else lower
        if base in speech.forms["bare"]:
            return True
        return base in speech.forms["beside"] and (nya or base != lower or not word[0].isupper())

    def introduces(word: str) -> bool:
        lower = word.casefold()
        base = lower[:-3] if lower.endswith("nya") else lower
        return lower in speech.forms["active"] or base in speech.forms["bare"] or base in speech.forms["passive"]

    def attribution_in(start: int, end: int) -> int | None:
        first, last = doc.token_at(start), doc.token_at(end)
        for i in range(first + 3, last):
            if doc.tokens[i - 1].text not in ",.?!":
                continue
            found = speech.verb(doc.tokens, i, last, "bare")
            if found and (found.nya or _names(scene, found.last)):
                return doc.tokens[i - 1].end if doc.tokens[i - 1].text != "," else doc.tokens[i - 1].start
        return None

    def narrates(sentence: Span) -> bool:
        first, last = _range(doc, sentence)
        return any(i in scene.inside and not scene.inside[i].short for i in range(first, last))

    def reports(stretch: Span) -> bool:
        first, last = _range(doc, stretch)
        return any(
            speech.may_begin(doc.tokens[i].lower)
            and speech.verb(doc.tokens, i, last, "active") is not None
            and subject_before(scene, max(first, doc.ranges[doc.sentence_of[i]][0]), i).how == "named"
            for i in range(first, last)
        )

    return Hints(attributes, introduces, attribution_in, narrates, reports)


def _names(scene: Scene, i: int) -> bool:
    if i >= len(scene.doc.tokens):
        return False
    token = scene.doc.tokens[i]
    return i in scene.inside or token.lower in scene.speech.pronouns["one"] or token.is_capitalised
