"""Cutting the body of an article into quotations that somebody says, and the clauses around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.findings import Document
from kg.extract.quotes import Hints, Paragraph, Quote, find_quotes
from kg.extract.scene import Scene
from kg.extract.speakers import subject_before
from kg.extract.speech import Found
from kg.model import Span

_FEW = 3  # words up to which a stretch in marks is a name or a title unless somebody says it
_BEGINS = frozenset(("Ia", "Dia", "Beliau", "Menurutnya", "Menurut", "Mereka"))
_MANY = 5  # words from which a stretch in marks that nobody is named for is still something said


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
    quotes = [q for q in find_quotes(doc.text, paragraphs, hints) if is_said(scene, q, paragraphs)]
    pieces: list[Piece] = []
    n = 0
    for number, paragraph in enumerate(paragraphs):
        while n < len(quotes) and quotes[n].outer.end <= paragraph.span.start:
            n += 1
        at = paragraph.span.start
        while n < len(quotes) and quotes[n].outer.start < paragraph.span.end:
            quote = quotes[n]
            if quote.outer.start >= at:
                pieces.extend(_clauses(doc, at, quote.outer.start, number))
                pieces.append(Piece(*_range(doc, quote.inner), number, quote))
            at = quote.outer.end
            if at > paragraph.span.end:
                break
            n += 1
        pieces.extend(_clauses(doc, at, paragraph.span.end, number))
    return pieces


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


def _clauses(doc: Document, start: int, end: int, paragraph: int) -> list[Piece]:
    """The sentences, or parts of sentences, between two offsets that hold a word."""
    if start >= end:
        return []
    first, last = doc.token_at(start), doc.token_at(end - 1)
    last = last + 1 if last < len(doc.tokens) and doc.tokens[last].start < end else last
    pieces = []
    while first < last:
        stop = min(doc.ranges[doc.sentence_of[first]][1], last)
        for i in range(first + 2, stop - 1):
            # a sentence that ends in an abbreviation: "… pukul 22.00 WIB. Ia menambahkan …"
            if doc.tokens[i - 1].text == "." and not doc.tokens[i].glued and doc.tokens[i].text in _BEGINS:
                stop = i
                break
        if any(t.kind == "word" for t in doc.tokens[first:stop]):
            pieces.append(Piece(first, stop, paragraph))
        first = stop
    return pieces


def is_said(scene: Scene, quote: Quote, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a stretch in marks is something said, rather than a title, a slogan, or a word set apart."""
    doc = scene.doc
    first, last = _range(doc, quote.inner)
    words = sum(1 for t in doc.tokens[first:last] if t.kind == "word")
    if not words:
        return False
    attribution = attribution_at(scene, quote.outer.end)
    titled = _names_a_title(scene, quote)
    if titled and (attribution is None or (attribution[1] and attribution[1].verb.form in ("active", "passive"))):
        return False
    if attribution is not None:
        return not (quote.single and words <= _FEW and doc.text[quote.outer.end - 2] not in ",.!?")
    paragraph = next(p for p in paragraphs if p.span.start <= quote.outer.start < p.span.end)
    if introduced(scene, quote.outer.start, paragraph.span.start) and not _goes_through(scene, quote, words):
        return words > 1 or doc.text[quote.inner.end : quote.inner.end + 1] in ("!", "?", ".")
    text = doc.text
    starts = (
        not text[paragraph.span.start : quote.outer.start].strip() or text[: quote.outer.start].rstrip()[-1] in '.!?”":'
    )
    rest = text[quote.outer.end : paragraph.span.end].lstrip()
    ends = (
        not rest
        or rest[0] in ".!?\n"
        or text[quote.outer.end - 2] in ".!?"
        or (not rest[0].islower() and rest[0] != ",")
    )
    if starts:
        alone = quote.outer.start == paragraph.span.start and not rest and not quote.single
        sentence = text[quote.inner.start].isupper() and text[quote.inner.end - 1] in ".!?" and not quote.single
        return words >= (2 if sentence and ends else _FEW if alone else _MANY if ends else 8)
    return ends and quote.inner.end > quote.inner.start and (text[quote.inner.end - 1] in ".!?") and words >= 8


def _goes_through(scene: Scene, quote: Quote, words: int) -> bool:
    """Whether the sentence runs through a few words in marks without a stop ("menyebut “ngopi bareng” sebagai …")."""
    doc = scene.doc
    before, after = doc.text[: quote.outer.start].rstrip()[-1:], doc.text[quote.outer.end :].lstrip(" ")[:1]
    if before in ",:" or not after.islower() or doc.text[quote.inner.end - 1] in ".!?" or words > _MANY:
        return False
    following = doc.token_at(quote.outer.end)
    return following < len(doc.tokens) and not scene.speech.is_("end", doc.tokens[following])


def _names_a_title(scene: Scene, quote: Quote) -> bool:
    """Whether the words right before a stretch in marks say that it is a title ("bertema “…”", "disebut “…”")."""
    doc = scene.doc
    i = doc.token_at(quote.outer.start) - 1
    while i >= 0 and (doc.tokens[i].text in ":," or scene.speech.is_("link", doc.tokens[i])):
        i -= 1
    if i < 0 or not quote.opened or "\n" in doc.text[doc.tokens[i].end : quote.outer.start]:
        return False
    word = doc.tokens[i].lower
    if word in scene.speech.starts and doc.tokens[i + 1].text in ",:":
        return False  # "menyebut, “…”" is speech, "menyebut “Kampung Tangguh”" is a name
    return (word[:-3] if word.endswith("nya") else word) in scene.speech.nouns["title"]


def attribution_at(scene: Scene, offset: int) -> tuple[int, Found | None] | None:
    """Where an attribution begins right after a quotation that ends at ``offset``: (its first token, its verb).

    Attributions are "ujar X", "katanya", "demikian X", "X menegaskan", and, since verbs are often misspelt there, any
    word in -nya and any small word before a person.
    """
    doc, speech = scene.doc, scene.speech
    i = doc.token_at(offset)
    while i < len(doc.tokens) and doc.tokens[i].kind == "mark" and doc.tokens[i].text in ",.;-–—\"”“″'’!?":
        i += 1
    if i >= len(doc.tokens) or "\n" in doc.text[offset : doc.tokens[i].start]:
        return None
    stop = doc.ranges[doc.sentence_of[i]][1]
    token = doc.tokens[i]
    if token.lower in ("demikian", "begitu", "begitulah", "demikianlah", "masih") and i + 1 < stop:
        found = speech.verb(doc.tokens, i + 1, stop, "bare", "beside", "passive", "active")
        return (i, found) if found or i + 1 in scene.inside else None
    if found := speech.verb(doc.tokens, i, stop, "bare", "beside"):
        new_sentence = token.is_capitalised and found.verb.form == "beside" and not found.nya
        if not new_sentence or found.last in scene.inside:
            return i, found
    found = speech.verb(doc.tokens, i, stop, "passive")
    if found and found.verb.takes in ("clause", "thing", "person") and (found.nya or found.last in scene.inside):
        return i, found
    if place := scene.inside.get(i):
        return _subject_after(scene, place.last, stop, i)
    if token.lower in speech.pronouns["one"]:
        return _subject_after(scene, i + 1, stop, i)
    paused = any(c in ",.?!" for c in doc.text[max(offset - 2, 0) : token.start])
    if token.is_capitalised or token.kind != "word" or not paused or speech.is_verbal(token):
        return None
    if token.lower.endswith("nya") and len(token.text) > 5 and _short_rest(scene, i + 1, stop):
        return i, None
    if (
        i + 1 in scene.inside
        and scene.inside[i + 1].first == i + 1
        and not any(token.lower in speech.words[k] for k in ("governor", "aside", "and", "marker", "proxy"))
    ):
        return i, None
    return None


def _subject_after(scene: Scene, i: int, stop: int, first: int) -> tuple[int, Found | None] | None:
    """ "X menegaskan." after a quotation; a longer sentence reports something of its own."""
    doc = scene.doc
    while i < stop and scene.speech.is_("adverb", doc.tokens[i]):
        i += 1
    if i >= stop:
        return None
    found = scene.speech.verb(doc.tokens, i, stop, "active", "bare")
    if found is None:
        return None
    own = doc.tokens[first].is_capitalised and not _short_rest(scene, found.last, stop)
    return None if own else (first, found)


def _short_rest(scene: Scene, i: int, stop: int) -> bool:
    """Whether what follows an attribution only says when, where and to whom."""
    tokens = scene.doc.tokens
    if i >= stop or tokens[i].text in ".!?":
        return True
    if tokens[i].text in ",(" or scene.speech.is_("adverb", tokens[i]):
        return _short_rest(scene, i + 1, stop)
    return scene.speech.is_("end", tokens[i]) or tokens[i].kind == "number"


def introduced(scene: Scene, offset: int, floor: int) -> bool:
    """Whether the words before a quotation introduce it: a colon, or a speech verb with at most a comma."""
    doc, speech = scene.doc, scene.speech
    i = doc.token_at(offset) - 1
    while i >= 0 and doc.tokens[i].start >= offset:
        i -= 1
    if i < 0 or doc.tokens[i].start < floor:
        return False
    comma = False
    if doc.tokens[i].text == ":":
        return any(_speaks(scene, j, i) or _is_speech_noun(scene, j) for j in range(max(i - 15, 0), i))
    while i >= 0 and doc.tokens[i].start >= floor and doc.tokens[i].text in ",-–":
        i, comma = i - 1, True
    if i < 0 or doc.tokens[i].start < floor or doc.tokens[i].kind == "mark":
        return False
    if doc.tokens[i].lower in ("bahwa", "agar", "pula", "juga", "lagi"):
        i -= 1
    for n in (0, 1, 2):
        if i - n < 0 or doc.tokens[i - n].start < floor:
            break
        found = speech.verb(doc.tokens, i - n, i + 1, "active", "bare", "beside", "passive")
        if found and found.last == i + 1 and (found.verb.form in ("active", "passive") or found.nya):
            return True
    if comma:
        first = doc.ranges[doc.sentence_of[i]][0]
        while first <= i and doc.tokens[first].start < floor:
            first += 1
        return any(_speaks(scene, j, i + 1) for j in range(max(first, i - 12), i + 1) if j not in scene.inside)
    return False


def _is_speech_noun(scene: Scene, j: int) -> bool:
    return scene.doc.tokens[j].lower in scene.speech.nouns["empty"] | scene.speech.nouns["lesson"]


def _speaks(scene: Scene, j: int, stop: int) -> bool:
    if scene.doc.tokens[j].lower.startswith("menurut"):
        return True
    found = scene.speech.verb(scene.doc.tokens, j, stop, "active", "bare", "passive")
    return found is not None and found.verb.takes in ("clause", "thing", "person", "break")


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
