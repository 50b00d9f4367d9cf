"""One clause outside quotation marks: the record of an act of speech, and the small steps of reading it."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.complement import Complement
from kg.extract.scene import Scene, Who

SHORT = 3  # words before an inserted "kata dia" that only connect ("Karena itu, kata dia, …")


class Report(NamedTuple):
    """One act of speech. ``text`` is the token range of what was said; None where the clause only names the speaker.

    ``refers``: what was said is the sentence before ("Hal itu disampaikan X"). A speaker that is nobody of the article
    has ``who.how`` "unknown" or "group".
    """

    who: Who
    verb: str | None
    rule: str
    confidence: float
    text: tuple[int, int] | None = None
    refers: bool = False


def said(who: Who, verb: str, rule: str, confidence: float, content: Complement) -> Report:
    certain = confidence * who.certain * content.certain
    return Report(who, verb, rule, certain, content.text, refers=content.refers)


def opens(scene: Scene, first: int, i: int) -> bool:
    """Whether token ``i`` begins the clause, or follows a comma or words that only connect."""
    if i == first or scene.doc.tokens[i - 1].text in ",;–—-":
        return True
    return i - first <= SHORT and past_openers(scene, first, i) == i


def past_openers(scene: Scene, first: int, end: int) -> int:
    """Past "Lebih lanjut", "Selain itu,", "Di sisi lain,": words before the clause proper."""
    tokens, speech = scene.doc.tokens, scene.speech
    i = first
    while i < end:
        token = tokens[i]
        if token.kind == "mark" or speech.is_("adverb", token) or speech.is_("opener", token):
            i += 1
            continue
        if speech.is_("aside", token) or speech.is_("while", token):
            comma = next((j for j in range(i, min(i + 12, end)) if tokens[j].text == ","), None)
            if comma is not None and not any(j in scene.inside for j in range(i, comma)):
                i = comma + 1
                continue
            if speech.is_("while", token) and i + 1 < end:
                i += 2 if tokens[i + 1].lower == "itu" else 1
                continue
        break
    return i


def has_predicate(scene: Scene, i: int, end: int) -> bool:
    """Whether a clause goes on from token ``i`` on, rather than an apposition ("…, kata X, Ketua RW 02 di Y")."""
    tokens, speech = scene.doc.tokens, scene.speech
    if i >= end or speech.is_("end", tokens[i]):
        return False
    return any(
        any(speech.is_(kind, t) for kind in ("predicate", "begin", "auxiliary", "not")) or speech.is_verbal(t)
        for t in tokens[i:end]
        if not t.is_capitalised
    )


def leads_away(scene: Scene, i: int, end: int) -> bool:
    """Whether from token ``i`` on the clause only says when, where, to whom."""
    token = scene.doc.tokens[i]
    return token.kind != "word" or scene.speech.is_("end", token) or scene.speech.is_("aside", token)


def only_connects(scene: Scene, first: int, i: int) -> bool:
    """Whether the words ``[first, i)`` only lead up to an attribution ("Karena itu, kata dia, …")."""
    speech = scene.speech
    words = [t for t in scene.doc.tokens[first:i] if t.kind == "word"]
    if not words or speech.is_("aside", words[0]):
        return True
    return len(words) <= SHORT and all(speech.is_("opener", t) or speech.is_("adverb", t) for t in words)


def comma_at(scene: Scene, i: int, end: int) -> bool:
    return i < end and scene.doc.tokens[i].text in ",:"


def after_comma(scene: Scene, i: int, end: int) -> int:
    tokens = scene.doc.tokens
    while i < end and (tokens[i].kind == "mark" and tokens[i].text in ",:;-–"):
        i += 1
    if i < end and scene.speech.is_("that", tokens[i]):
        i += 1
    return i


def is_marker(scene: Scene, i: int, end: int) -> bool:
    return i < end and scene.speech.is_("marker", scene.doc.tokens[i])


def count_words(scene: Scene, first: int, last: int) -> int:
    return sum(1 for t in scene.doc.tokens[first:last] if t.kind != "mark")
