"""What stands after a speech verb: where the words that were said begin, or that nothing was said in so many words."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.content import is_asked_to_be, is_fact, is_judgement, is_mere_name, tells_the_matter
from kg.extract.scene import Scene
from kg.extract.speech import Found

_FAR = 18  # tokens within which a marker still belongs to the verb
_NEAR = 8  # tokens that "kepada" and an addressee without a marker may take


class Complement(NamedTuple):
    """``text``: token range of what was said. ``refers``: it is the sentence before.

    ``bare``: nothing follows the verb, so that a quotation or the next sentence may carry what was said.
    """

    text: tuple[int, int] | None = None
    refers: bool = False
    bare: bool = False
    certain: float = 1.0


_PLAIN_ACTION = Complement()


def complement(
    scene: Scene, found: Found, i: int, end: int, *, passive: bool = False, marked: bool = False
) -> Complement:
    """The complement of the verb ``found``, from token ``i`` on. ``marked``: only after bahwa, agar and their like."""
    tokens, speech = scene.doc.tokens, scene.speech
    takes = found.verb.takes
    if takes == "judge" and not is_judgement(scene, i, end):
        return _PLAIN_ACTION
    if takes in ("self", "judge") and not passive:
        if not _remaining(scene, i, end):
            return _bare()
        return Complement((found.last - _length(scene, found), end))
    while i < end and (speech.is_("after", tokens[i])):
        i += 1
    paused = i < end and tokens[i].text in ",:–—-"
    while i < end and tokens[i].kind == "mark" and tokens[i].text not in "([\"“‘'":
        i += 1
    if _remaining(scene, i, end) < 2:
        return Complement(bare=True) if takes not in ("marker", "noun", "quote") else _PLAIN_ACTION
    if (past := _past_day(scene, i, end)) is not None:
        i, paused = past, True
    if speech.is_("marker", tokens[i]) and not (paused and tokens[i].lower == "untuk" and takes != "person"):
        return _text(_past_markers(scene, i, end), end)
    if takes in ("marker", "noun") or marked:
        return _after_marker(scene, found, i, end)
    if takes == "fact" and not paused and is_fact(scene, i, end):
        return _text(i, end, 0.9)
    if takes in ("break", "fact") and not paused:
        return _PLAIN_ACTION
    if (noun := _by_noun(scene, found, i, end)) is not None:
        return noun
    if speech.is_("toward", tokens[i]) or _asked_aside(scene, i, end):
        aside = _past_aside(scene, i, end)
        if aside.text is None and takes == "person" and (j := _asked_for(scene, i, end)) is not None:
            return _text(j, end, 0.9)
        return aside
    if passive and not paused and speech.is_("end", tokens[i]):
        aside = _past_aside(scene, i, end)
        return aside if aside.text or not _leads_in(scene, i, end) else _text(i, end, 0.8)
    if speech.is_("aside", tokens[i]) and (j := _marker(scene, i, end)) and speech.is_("that", tokens[j]):
        return _text(j + 1, end)
    if takes == "person" and not paused:
        return _past_addressee(scene, i, end)
    return _text(i, end)


def _length(scene: Scene, found: Found) -> int:
    """Tokens of the verb itself ("berterima kasih": 2)."""
    last = found.last
    n = 1
    while scene.speech.verb(scene.doc.tokens, last - n, last, "active") is None and n < 4:
        n += 1
    return n


def _text(first: int, end: int, certain: float = 1.0) -> Complement:
    return Complement((first, end), certain=certain) if first < end else Complement(bare=True)


def _past_markers(scene: Scene, i: int, end: int) -> int:
    tokens = scene.doc.tokens
    while i < end and (scene.speech.is_("marker", tokens[i]) or tokens[i].text == ","):
        i += 1
    return i


def _marker(scene: Scene, i: int, end: int) -> int | None:
    """The next marker that still belongs to the verb: no other verb comes between, except after "yang"."""
    tokens, speech = scene.doc.tokens, scene.speech
    relative = False
    for j in range(i, min(i + _FAR, end)):
        token = tokens[j]
        if speech.is_("marker", token):
            return j
        if token.lower == "yang":
            relative = True
        elif token.text in ";:" or (j > i and speech.is_verbal(token) and not token.is_capitalised and not relative):
            return None
    return None


def _after_marker(scene: Scene, found: Found, i: int, end: int) -> Complement:
    tokens, nouns = scene.doc.tokens, scene.speech.nouns
    if found.verb.takes == "noun":
        said = {t.lower for t in tokens[i : min(i + 3, end)]}
        if said & nouns["praise"]:
            return _text(i, end, 0.8)
        if not said & nouns["empty"]:
            return _PLAIN_ACTION
        if (colon := next((j for j in range(i, end) if tokens[j].text == ":"), None)) is not None:
            return _text(colon + 1, end, 0.9)
    j = _marker(scene, i, end)
    if j is None or (tokens[j].lower == "untuk" and found.verb.takes == "marker" and found.verb.cls == "say"):
        return Complement(bare=True) if found.verb.takes not in ("marker", "noun") else _PLAIN_ACTION
    return _text(_past_markers(scene, j, end), end, 0.8)


def _by_noun(scene: Scene, found: Found, i: int, end: int) -> Complement | None:
    """What the object noun decides: things are handed over, pastimes are no speech, "pesan" says nothing yet."""
    tokens, nouns = scene.doc.tokens, scene.speech.nouns
    while i < end - 1 and tokens[i].lower in nouns["quantity"]:
        i += 1
    words = [t.lower for t in tokens[i : min(i + 5, end)]]
    head = words[0]
    if _refers(scene, i, end):
        return Complement(refers=True)
    if found.verb.takes != "state" and is_mere_name(scene, i, end):
        return Complement(refers=True) if head in nouns["empty"] else _PLAIN_ACTION
    if head in nouns["thank"] or "maaf" in words[:2]:
        return _text(i, end)
    plain = scene.speech.plain.get(found.verb.lemma, frozenset())
    if plain and is_asked_to_be(scene, i, end):
        return None
    if head in plain or (found.verb.takes == "person" and plain & set(words)):
        return _PLAIN_ACTION
    if head in nouns["thing"]:
        return _PLAIN_ACTION if found.verb.takes == "thing" else None
    empty, lesson = head in nouns["empty"], head in nouns["lesson"]
    if not empty and not lesson:
        return None
    if (colon := next((j for j in range(i, end) if tokens[j].text == ":"), None)) is not None:
        return _text(colon + 1, end)
    if (j := _marker(scene, i + 1, end)) is not None:
        return _text(_past_markers(scene, j, end), end, 0.95)
    for j in range(i + 1, min(i + 5, end)):
        if scene.speech.is_("about", tokens[j]) and empty:
            return _text(j + 1, end, 0.7)
    if tells_the_matter(scene, i, end):
        return _text(i, end, 0.8)
    # what was said may still follow in the next sentence or quotation
    return Complement(bare=True) if found.verb.takes == "thing" else None


def _refers(scene: Scene, i: int, end: int) -> bool:
    """ "menyampaikan hal itu saat …", and not "mengatakan hal itu berkat warga"."""
    tokens, speech = scene.doc.tokens, scene.speech
    if tokens[i].lower == "hal" and i + 1 < end and speech.is_("refer", tokens[i + 1]):
        i += 2
    elif speech.is_("thus", tokens[i]) or speech.is_("point", tokens[i]):
        i += 1
    else:
        return False
    return i >= end or tokens[i].kind == "mark" or speech.is_("end", tokens[i]) or speech.is_("aside", tokens[i])


def _asked_aside(scene: Scene, i: int, end: int) -> bool:
    """ "saat ditemui di kantornya, …", "pada wartawan" between the verb and what was said."""
    tokens = scene.doc.tokens
    if tokens[i].lower == "pada" and i + 1 < end:
        return scene.speech.is_("addressee", tokens[i + 1]) or i + 1 in scene.inside
    return scene.speech.is_("when", tokens[i]) and any(
        scene.speech.is_("asked", t) for t in tokens[i : min(i + 4, end)]
    )


def _past_aside(scene: Scene, i: int, end: int) -> Complement:
    """After "kepada wartawan", "saat ditemui …": behind the marker, else behind the comma, else nothing was said."""
    if (j := _marker(scene, i, end)) is not None:
        return _text(_past_markers(scene, j, end), end)
    tokens = scene.doc.tokens
    for j in range(i, min(i + _FAR, end)):
        if tokens[j].text == ":" or (tokens[j].text == "," and not _date_follows(scene, j + 1, end)):
            return _text(_past_markers(scene, j + 1, end), end, 0.85) if _remaining(scene, j + 1, end) > 2 else _bare()
    return _bare()


def _leads_in(scene: Scene, i: int, end: int) -> bool:
    """Whether a place or time begins what was said ("dalam kegiatan itu pihaknya menurunkan …")."""
    tokens = scene.doc.tokens
    return scene.speech.is_("place", tokens[i]) and any(
        scene.speech.is_verbal(t) and not t.is_capitalised for t in tokens[i + 3 : end]
    )


def _bare() -> Complement:
    return Complement(bare=True)


def _past_day(scene: Scene, i: int, end: int) -> int | None:
    """Past "Senin (3/4)," between the verb and what was said; None where no such date stands."""
    tokens = scene.doc.tokens
    if not scene.speech.is_("day", tokens[i]) or not tokens[i].is_capitalised:
        return None
    j = i + 1
    while j < end and (tokens[j].kind == "number" or tokens[j].text in "()/-" or tokens[j].lower in ("malam", "pagi")):
        j += 1
    if j >= end - 1 or not (tokens[j].text == "," or scene.speech.is_("marker", tokens[j])):
        return None
    return j + 1 if tokens[j].text == "," else j


def _date_follows(scene: Scene, i: int, end: int) -> bool:
    return i < end and (scene.doc.tokens[i].kind == "number" or scene.doc.tokens[i].lower in scene.speech.words["day"])


def _past_addressee(scene: Scene, i: int, end: int) -> Complement:
    """After "warga untuk …"; without a marker the addressee is the subject of what was said ("warga bersabar …"). A
    thing that is asked for belongs to it ("waktu seratus hari untuk berkeliling")."""
    j = _marker(scene, i, end)
    thing = scene.doc.tokens[i].lower in scene.speech.nouns["asked"]
    return _text(i if j is None or thing else _past_markers(scene, j, end), end)


def _asked_for(scene: Scene, i: int, end: int) -> int | None:
    """Where what is asked for begins behind "kepada seluruh warga": its first verb, outside "yang …"."""
    tokens, speech = scene.doc.tokens, scene.speech
    for j in range(i + 2, min(i + _NEAR, end - 1)):
        token = tokens[j]
        if token.kind == "mark" or token.lower == "yang" or speech.is_("end", token):
            return None
        if j not in scene.inside and (
            speech.is_("begin", token) or (speech.is_verbal(token) and not token.is_capitalised)
        ):
            return j
    return None


def _remaining(scene: Scene, i: int, end: int) -> int:
    return sum(1 for t in scene.doc.tokens[i:end] if t.kind == "word")
