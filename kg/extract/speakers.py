"""Who speaks: the subject to the left of a speech verb, or the name to the right of "ujar"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.scene import BLOCKED, NONE, UNKNOWN, Place, Scene, Who
from kg.extract.speech import Found

_SEPARATORS = ",;:—–"


# to the right ----------------------------------------------------------------------------------------------------


def speaker_after(scene: Scene, i: int, stop: int, *, reach: int = 9, apposition: bool = True) -> Who:
    """The speaker named from token ``i`` on ("ujar …"): a person, a pronoun, or an unnamed somebody.

    "X melalui Y" is Y. With ``apposition`` a name may follow after a comma ("ujar seorang warga, Budi").
    ``last`` is the index after the name; none where nothing that can speak follows.
    """
    tokens = scene.doc.tokens
    start = i
    small = 0  # lower-case words passed; titles of offices may be long
    while i < stop and small < reach:
        token = tokens[i]
        small += token.kind == "word" and not token.is_capitalised
        if place := scene.inside.get(i):
            return _chosen(scene, place, stop)
        if token.lower in scene.speech.pronouns["one"] or token.lower in scene.speech.pronouns["self"]:
            return Who("pronoun", last=i + 1)
        if token.lower in scene.speech.pronouns["many"]:
            return Who("group", last=i + 1)
        if token.kind == "mark" and not _goes_on(scene, i, start, stop, apposition):
            break
        if (
            i - start > 40
            or scene.speech.is_("marker", token)
            or scene.speech.is_("end", token)
            or scene.speech.is_("while", token)
        ):
            break
        if (described := scene.description(i, stop)) is not None:
            return Who("pronoun", last=described, certain=0.8)
        if (post := scene.by_post(i, stop)) is not None:
            return post
        if token.is_capitalised and len(bearers := scene.names.get(token.lower, ())) == 1:
            return Who("named", tuple(bearers), i + 1, 0.85)
        if scene.speech.is_("kin", token) and not token.is_capitalised:
            return Who("unknown", last=i + 1)
        i += 1
    return Who("unknown", last=i) if i > start and any(t.kind == "word" for t in tokens[start:i]) else NONE


def speaker_behind(scene: Scene, found: Found, stop: int) -> Who:
    """The speaker behind a bare root: taken up by its -nya, unless a name follows at once ("ucapnya Danramil")."""
    if found.nya and found.last not in scene.inside:
        return Who("pronoun", last=found.last)
    return speaker_after(scene, found.last, stop)


def _goes_on(scene: Scene, i: int, start: int, stop: int, apposition: bool) -> bool:
    """Whether the name of a speaker may go on after the mark at ``i``."""
    tokens = scene.doc.tokens
    if tokens[i].text != ",":
        return tokens[i].text in ".()&/-"
    if i + 1 >= stop:
        return False
    if all(t.is_capitalised or t.kind != "word" for t in tokens[start:i]):
        return i + 1 in scene.inside or tokens[i + 1].is_capitalised
    if i + 1 not in scene.inside:
        return False
    return apposition or tokens[min(scene.inside[i + 1].last, stop - 1)].text in ",:("


def _chosen(scene: Scene, place: Place, stop: int) -> Who:
    """The person of ``place``, or whoever speaks for him ("melalui …"), with those joined by "dan"."""
    for later in scene.places:
        if place.last <= later.first < min(stop, place.last + 25) and later.person != place.person:
            if scene.governor(later) == "proxy":
                return Who("named", (later.person,), later.last)
            break
    persons, last = [place.person], place.last
    for later in scene.places:
        if later.first >= last and later.first < stop:
            if _joined(scene, last, later.first):
                if later.person not in persons:
                    persons.append(later.person)
                last = later.last
            elif later.person == place.person and later.first - last <= 3:
                last = later.last
            else:
                break
    return Who("named", tuple(persons), last)


def _joined(scene: Scene, i: int, j: int) -> bool:
    between = scene.doc.tokens[i:j]
    return 0 < len(between) <= 2 and (between[-1].text == "&" or scene.speech.is_("and", between[-1]))


# to the left -----------------------------------------------------------------------------------------------------


def subject_before(scene: Scene, first: int, verb: int) -> Who:
    """The subject of the speech verb at token ``verb`` in a clause that begins at ``first``."""
    tokens, words = scene.doc.tokens, scene.speech.words
    j = verb
    while j > first and j - 1 not in scene.inside and tokens[j - 1].lower in words["adverb"]:
        j -= 1
    if j > first and j - 1 not in scene.inside:
        word = tokens[j - 1].lower
        if word == "yang":
            return _antecedent(scene, first, j - 1)
        if word == "dengan":  # "menutup acara dengan mengajak …": like "sambil"
            return _subject(scene, first, j - 1, linked=True)
        if word in words["auxiliary"]:
            return BLOCKED
    if j < verb and scene.speech.is_("not", tokens[verb - 1]) and not scene.speech.is_("deny", tokens[verb]):
        return BLOCKED
    return _subject(scene, first, j, linked=j < verb and scene.speech.is_("together", tokens[j]))


def _antecedent(scene: Scene, first: int, i: int) -> Who:
    """Of "Kapolsek X, yang mengatakan …": X, if the name stands right before."""
    k = i - 1
    if k >= first and scene.doc.tokens[k].text == ",":
        k -= 1
    place = scene.inside.get(k)
    return Who("named", (place.person,), certain=0.7) if place and k >= first else BLOCKED


def _subject(scene: Scene, first: int, end: int, *, linked: bool) -> Who:
    """Chunk by chunk to the left, over asides and predicates that share the subject, to the one who speaks."""
    tokens = scene.doc.tokens
    certain = 0.8 if linked else 1.0
    closed = linked  # whether the chunk ends at a comma or "dan", so that it need not be the subject itself
    while end > first:
        start = _chunk_start(scene, first, end)
        who = _in_chunk(scene, start, end, closed)
        if who is not None and who.how == "pronoun" and (nearer := _named_before(scene, first, start)) is not None:
            return Who("named", (nearer.person,), certain=0.85)
        if who is not None:
            return who._replace(certain=who.certain * certain) if who.how == "named" else who
        end = start
        while end > first and end - 1 not in scene.inside:
            token = tokens[end - 1]
            if token.text in _SEPARATORS:
                closed = True
            elif scene.speech.is_("and", token) or scene.speech.is_("then", token):
                closed, certain = True, min(certain, 0.9)
            elif not scene.speech.is_("adverb", token):
                break
            end -= 1
    return NONE


def _named_before(scene: Scene, first: int, end: int) -> Place | None:
    """Whom a pronoun takes up in its own clause: "Salah satunya Ibu Sumi, dia mengaku …"."""
    inside = [p for p in scene.places if first <= p.first < end]
    return inside[-1] if len(inside) == 1 and scene.governor(inside[0]) == "none" else None


def _chunk_start(scene: Scene, first: int, end: int) -> int:
    tokens = scene.doc.tokens
    i = end
    while i > first:
        token = tokens[i - 1]
        if token.text in ")]":
            while i > first and tokens[i - 1].text not in "([":
                i -= 1
        elif i - 1 not in scene.inside:
            if token.text in _SEPARATORS:
                return i
            if scene.speech.is_("while", token) and i < end:
                return i
            if scene.speech.is_("and", token) and not (i in scene.inside and i - 2 in scene.inside):
                return i
        i -= 1
    return first


def _in_chunk(scene: Scene, start: int, end: int, closed: bool) -> Who | None:
    """Who the chunk says speaks; None: it is an aside or a predicate, and the subject stands further left."""
    tokens = scene.doc.tokens
    inside = [p for p in scene.places if start < p.last and p.first < end]
    free: list[Place] = []
    governed_before = False
    for place in inside:
        governor = scene.governor(place)
        if governor == "proxy":
            return Who("named", (place.person,))
        governed = governed_before if governor == "and" else governor == "governed"
        if not governed:
            free.append(place)
        governed_before = governed
    if free:
        return _chosen(scene, free[0], end)
    i = start
    while i < end and (scene.speech.is_("adverb", tokens[i]) or tokens[i].kind == "mark"):
        i += 1
    if i == end:
        return None
    for j in (i, end - 1):
        if tokens[j].lower in scene.speech.pronouns["one"] or tokens[j].lower in scene.speech.pronouns["self"]:
            return Who("pronoun")
    if tokens[i].lower in scene.speech.pronouns["many"]:
        return Who("group")
    if scene.speech.is_("aside", tokens[i]) or scene.speech.is_("governor", tokens[i]) or tokens[i].kind == "number":
        return _after_aside(scene, i, end, inside)
    if closed:
        return None
    if (bearer := scene.bearer(i, end)) is not None:
        return Who("named", (bearer,), certain=0.9)
    if scene.describes(i, end):
        return Who("pronoun", certain=0.8)
    for j in range(i, end):
        if (post := scene.by_post(j, end)) is not None:
            return post
    if scene.speech.is_verbal(tokens[i]) or scene.is_degree(i, end):
        return None
    return UNKNOWN


def _after_aside(scene: Scene, i: int, end: int, inside: Sequence[Place]) -> Who | None:
    """The subject that stands in one chunk with an aside before it ("Di tempat terpisah dia", "Saat ditemui X")."""
    asked = any(scene.speech.is_("asked", t) for t in scene.doc.tokens[i:end])
    if asked and inside and inside[-1].last == end:
        return Who("named", (inside[-1].person,), certain=0.8)
    return None
