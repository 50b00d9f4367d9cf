"""What the words around a stretch in quotation marks say of it: somebody says it, or it is a name or a title."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.quotes import Paragraph, Quote
from kg.extract.scene import Scene
from kg.extract.speech import HEARD, TELLS, Found

_FEW = 3  # words up to which a stretch in marks is a name or a title unless somebody says it
_BEFORE = 25  # tokens between a verb and the words in marks that complete its clause
_PART = 4  # words from which the end of a sentence in marks is something said
_MANY = 5  # words from which a stretch in marks that nobody is named for is still something said


def is_said(scene: Scene, quote: Quote, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a stretch in marks is something said, rather than a title, a slogan, or a word set apart."""
    doc = scene.doc
    first, last = doc.token_at(quote.inner.start), doc.token_at(quote.inner.end - 1) + 1
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
    if words >= _PART and _completes(scene, quote, paragraph.span.start):
        return True
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


def _completes(scene: Scene, quote: Quote, floor: int) -> bool:
    """Whether the words in marks, written small, end a sentence that says what somebody said ("mengajak jemaat
    “menyalakan lilin di rumah tetangga”.", "Menurut Sokrates ia “sudah jadi anak kampung”.")."""
    doc, speech = scene.doc, scene.speech
    after = doc.text[quote.outer.end : quote.outer.end + 1]
    if not doc.text[quote.inner.start].islower() or after.isalnum() or (after and after not in ".,;!\n "):
        return False
    if after == " " and doc.text[quote.outer.end :].lstrip()[:1].islower():
        return False
    last = doc.token_at(quote.outer.start) - 1
    for i in range(last, max(last - _BEFORE, -1), -1):
        token = doc.tokens[i]
        if token.start < floor or token.text in ".!?":
            return False
        if i in scene.inside or not (speech.may_begin(token.lower) or token.lower == "menurut"):
            continue
        found = speech.verb(doc.tokens, i, last + 1, "active")
        if token.lower == "menurut" or (found is not None and found.verb.takes in TELLS | {"person"}):
            return True
    return False


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
    if (speech.is_("thus", token) or token.lower == "masih") and i + 1 < stop:
        found = speech.verb(doc.tokens, i + 1, stop, "bare", "beside", "passive", "active")
        return (i, found) if found or i + 1 in scene.inside else None
    if found := speech.verb(doc.tokens, i, stop, "bare", "beside"):
        new_sentence = token.is_capitalised and found.verb.form == "beside" and not found.nya
        if not new_sentence or found.last in scene.inside:
            return i, found
    found = speech.verb(doc.tokens, i, stop, "passive")
    if found and found.verb.takes in HEARD and (found.nya or found.last in scene.inside):
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
    if speech.is_("marker", doc.tokens[i]) or speech.is_("after", doc.tokens[i]):
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
    return found is not None and found.verb.takes in HEARD | {"break", "fact"}
