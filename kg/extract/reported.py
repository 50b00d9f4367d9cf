"""Reported speech in one clause outside quotation marks: who said what, in which words of the clause.

The forms, in the order they are tried at each word: "Menurut X, …", "Kata X, …" and "…, katanya, …", "Dikatakan X, …"
and "Hal itu disampaikan X", "X mengatakan …"; and at the end "…, ujar X".
"""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.complement import Complement, complement
from kg.extract.speakers import Scene, Who
from kg.extract.speech import Found

_SHORT = 3  # words before an inserted "kata dia" that only connect ("Karena itu, kata dia, …")


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


def read_clause(scene: Scene, first: int, last: int) -> list[Report]:
    """The acts of speech in the clause ``[first, last)``, at most one for each speaker; pronouns are resolved."""
    tail = _tail(scene, first, last)
    end = last if tail is None or tail.text is None else tail.text[1]
    report = _scan(scene, first, end)
    if report is None or (tail is not None and report.who.how != "named" and tail.who.how == "named"):
        report = tail
    if report is None:
        return []
    reports = [report]
    if report.text is not None and (other := _second(scene, report.text)) is not None:
        cut, more = other
        reports = [report._replace(text=(report.text[0], cut)), more]
    return [_trimmed(scene, r) for r in reports]


def _scan(scene: Scene, first: int, end: int) -> Report | None:
    i = first
    while i < end:
        if place := scene.inside.get(i):
            i = place.last
            continue
        if not scene.speech.may_begin(scene.doc.tokens[i].lower):
            i += 1
            continue
        for read in (_according_to, _inserted, _passive, _active):
            report = read(scene, first, i, end)
            if report is not None:
                return report
        i += 1
    return _nominal(scene, first, end)


def _second(scene: Scene, text: tuple[int, int]) -> tuple[int, Report] | None:
    """A clause "…, sementara Y mengatakan …" with a named speaker of its own: where it begins, and its report."""
    tokens = scene.doc.tokens
    for i in range(text[0] + 1, text[1]):
        if tokens[i - 1].text in ",;" and scene.speech.is_("while", tokens[i]):
            report = _scan(scene, i + 1, text[1])
            if report and report.who.how == "named" and report.text and report.rule == "statement.active":
                return i, report
    return None


# one form each ---------------------------------------------------------------------------------------------------


def _according_to(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Menurut X, …", "…, menurutnya, …"."""
    tokens = scene.doc.tokens
    word = tokens[i].lower
    if not word.startswith("menurut") or not _opens(scene, first, i):
        return None
    if word == "menurutnya":
        who = Who("pronoun", last=i + 1)
    elif word == "menurut":
        j = i + 1
        while j < end and tokens[j].lower in scene.speech.nouns["source"] | {"dari", "-"}:
            j += 1
        if j < end and tokens[j].lower == "nya":
            who = Who("pronoun", last=j + 1)
        elif j > i + 1 and tokens[j - 1].lower.endswith("nya"):
            who = Who("pronoun", last=j)
        else:
            who = scene.after(j, end, apposition=False)
    else:
        return None
    return _around(scene, first, i, end, who, "menurut", "statement.according-to", 0.92)


def _inserted(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Kata X, …", "Lanjutnya, …", "…, kata dia, …"."""
    if not _opens(scene, first, i):
        return None
    found = scene.speech.verb(scene.doc.tokens, i, end, "bare")
    if found is None:
        return None
    if i > first and scene.doc.tokens[i - 1].lower == "lebih":
        return None
    who = scene.behind(found, end)
    if who.how == "none":
        return None
    pause = _comma_at(scene, scene.past_name(who.last, end), end)
    if not pause and (i > first + _SHORT or (who.how != "pronoun" and i == first)):
        return None
    return _around(scene, first, i, end, who, found.verb.lemma, "statement.inserted", 0.85)


def _around(
    scene: Scene, first: int, i: int, end: int, who: Who, verb: str, rule: str, confidence: float
) -> Report | None:
    """The report of an attribution that stands at ``[i, who.last)``: what was said is after it, or around it."""
    if who.how == "none":
        return None
    if who.how != "pronoun":
        who = who._replace(last=scene.past_name(who.last, end))
    who = scene.resolve(who)
    start = _after_comma(scene, who.last, end)
    if not _only_connects(scene, first, i):
        if not _comma_at(scene, who.last, end) and (who.how != "named" or scene.doc.tokens[i - 1].text != ","):
            return None
        if not _has_predicate(scene, start, end):
            end = i
        start = first
    text = (start, end) if _words(scene, start, end) >= 2 else None
    return Report(who, verb, rule, confidence * who.certain, text)


def _passive(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Dikatakan X, …", "Warga diimbaunya untuk …", "Hal itu disampaikan X"."""
    tokens, speech = scene.doc.tokens, scene.speech
    found = speech.verb(tokens, i, end, "passive")
    if found is None:
        return None
    before = tokens[i - 1].lower if i > first else ""
    if before in speech.words["auxiliary"]:
        return None
    who = _agent(scene, found, end)
    if who.how == "none":
        return None
    if before == "yang" and tokens[first].lower not in ("seperti", "sebagaimana"):
        return _noun_said(scene, found, i, who, end)
    start = _past_openers(scene, first, i)
    fronted = tokens[start:i]
    if who.how == "named":
        who = who._replace(last=scene.past_name(who.last, end))
    said = scene.resolve(who)
    lemma = found.verb.lemma
    if who.how in ("unknown", "group"):
        takes_up = len(fronted) <= 4 and found.verb.takes != "person"
        return Report(who, lemma, "statement.passive", 0.7) if takes_up else None
    if start == i and any(t.lower in ("demikian", "begitu", "demikianlah", "begitulah") for t in tokens[first:i]):
        return Report(said, lemma, "statement.refers", 0.6 * said.certain, refers=True)
    if not any(t.kind == "word" for t in fronted) or tokens[start].lower in ("seperti", "sebagaimana"):
        content = complement(scene, found, who.last, end, passive=True)
        return _said(said, lemma, "statement.passive", 0.88, content)
    if any(speech.is_("alike", t) for t in fronted) and len(fronted) <= 5:
        content = complement(scene, found, who.last, end, passive=True, marked=True)
        return _said(said, lemma, "statement.alike", 0.85, content)
    if _takes_up(scene, start, i) and found.verb.takes != "person":
        return Report(said, lemma, "statement.refers", 0.6 * said.certain, refers=True)
    if tokens[start].lower in speech.nouns["empty"]:
        content = complement(scene, found, who.last, end, passive=True, marked=True)
        return _said(said, lemma, "statement.noun", 0.8, content) if content.text else None
    if found.verb.takes == "person":
        content = complement(scene, found, who.last, end, passive=True)
        return _said(said, lemma, "statement.asked", 0.8, content) if content.text else None
    if any(t.lower == "yang" for t in fronted):
        return None
    if _words(scene, start, i) < 3 or found.verb.takes not in ("clause", "thing"):
        return None
    goes_on = _words(scene, who.last, end) > 1 and not _leads_away(scene, who.last, end)
    return Report(said, lemma, "statement.fronted", 0.55 * said.certain, (start, end if goes_on else i))


def _noun_said(scene: Scene, found: Found, i: int, who: Who, end: int) -> Report | None:
    """ "Pesan yang disampaikan X yakni agar …"."""
    tokens, speech = scene.doc.tokens, scene.speech
    if who.how not in ("named", "pronoun") or not {t.lower for t in tokens[max(i - 4, 0) : i]} & speech.nouns["empty"]:
        return None
    for j in range(who.last, min(who.last + 8, end)):
        if tokens[j].text == ":" or tokens[j].lower in ("yakni", "yaitu", "adalah", "ialah"):
            start = _after_comma(scene, j + 1, end)
            while start < end and speech.is_("marker", tokens[start]):
                start += 1
            text = (start, end) if _words(scene, start, end) > 1 else None
            said = scene.resolve(who)
            return Report(said, found.verb.lemma, "statement.noun", 0.8 * said.certain, text)
    return None


def _takes_up(scene: Scene, start: int, end: int) -> bool:
    """Whether the subject ``[start, end)`` stands for the sentence before: "Hal itu", "Penegasan tersebut"."""
    tokens, speech = scene.doc.tokens[start:end], scene.speech
    if len(tokens) > 7 or not any(speech.is_("refer", t) for t in tokens):
        return False
    return speech.is_("refer", tokens[0]) or tokens[0].lower in speech.nouns["empty"]


def _agent(scene: Scene, found: Found, end: int) -> Who:
    """Who said it, after a passive verb: -nya, "oleh X", or X right after it."""
    if found.nya:
        return Who("pronoun", last=found.last)
    tokens = scene.doc.tokens
    j = found.last
    while j < end and (tokens[j].lower in ("oleh", "secara") or scene.speech.is_("adverb", tokens[j])):
        j += 1
    # "disebut Kampung Y" gives a name: only somebody right behind the verb says it
    return scene.after(j, end, reach=1 if found.verb.lemma == "menyebutkan" else 9)


def _active(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "X mengatakan …": the subject is sought to the left."""
    tokens, speech = scene.doc.tokens, scene.speech
    found = speech.verb(tokens, i, end, "active")
    if found is None:
        return None
    if found.verb.takes == "quote":
        return None
    content = complement(scene, found, found.last, end)
    if content.text is None and not content.bare and not content.refers:
        return None
    who = scene.before(first, i)
    rule, confidence = "statement.active", 0.92
    if who.how == "none" and _past_openers(scene, first, i) == i and found.verb.takes in ("clause", "break"):
        if not (_comma_at(scene, found.last, end) or _is_marker(scene, found.last, end)):
            return None
        who, rule, confidence = Who("pronoun"), "statement.subject-left-out", 0.7
    if who.how in ("none", "blocked"):
        return None
    said = scene.resolve(who)
    if said.how != "named":
        return Report(said, found.verb.lemma, rule, confidence)
    if found.nya and (_words(scene, found.last, end) < 3 or _leads_away(scene, found.last, end)):
        return Report(said, found.verb.lemma, "statement.announced", 0.6)
    return _said(said, found.verb.lemma, rule, confidence, content)


def _said(who: Who, verb: str, rule: str, confidence: float, content: Complement) -> Report:
    certain = confidence * who.certain * content.certain
    return Report(who, verb, rule, certain, content.text, refers=content.refers)


def _nominal(scene: Scene, first: int, end: int) -> Report | None:
    """ "Penegasan itu datang dari X" takes up the sentence before; "Apresiasi datang dari X" announces what follows."""
    tokens, nouns = scene.doc.tokens, scene.speech.nouns
    start = _past_openers(scene, first, end)
    if start >= end or tokens[start].lower not in nouns["empty"] | nouns["praise"] | nouns["thank"]:
        return None
    for i in range(start + 1, min(start + 8, end)):
        if tokens[i].lower in ("dari", "oleh"):
            who = scene.after(i + 1, end)
            if who.how != "named":
                return None
            refers = any(scene.speech.is_("refer", t) for t in tokens[start:i])
            return Report(who, None, "statement.refers", 0.55, refers=refers)
    return None


def _tail(scene: Scene, first: int, last: int) -> Report | None:
    """ "…, ujar X" at the end of the clause: its text ends before the attribution.

    A clause that is nothing but "Ujar X." takes up the sentence before.
    """
    tokens, speech = scene.doc.tokens, scene.speech
    if (found := speech.verb(tokens, first, last, "bare")) is not None:
        who = scene.behind(found, last)
        if who.how in ("named", "pronoun") and _closes(scene, scene.past_name(who.last, last), last):
            who = scene.resolve(who)
            return Report(who, found.verb.lemma, "statement.refers", 0.7 * who.certain, refers=True)
    if (named := _subject_at_end(scene, first, last)) is not None:
        return named
    for i in range(last - 1, first + 2, -1):
        if tokens[i - 1].text not in ",?!…\"”“″’'-–" or i in scene.inside:
            continue
        found = speech.verb(tokens, i, last, "bare", "beside")
        if found is None or (found.verb.form == "beside" and tokens[i - 1].text not in ",?!…"):
            continue
        who = scene.behind(found, last)
        if who.how == "none" or (found.verb.form == "beside" and who.how not in ("named", "pronoun")):
            continue
        if not _closes(scene, who.last, last):
            continue
        who = scene.resolve(who)
        cut = i
        while cut > first and tokens[cut - 1].kind == "mark" and tokens[cut - 1].text not in ")]":
            cut -= 1
        return Report(who, found.verb.lemma, "statement.tail", 0.85 * who.certain, (first, cut))
    return None


def _subject_at_end(scene: Scene, first: int, last: int) -> Report | None:
    """ "…, X menjelaskan." """
    tokens = scene.doc.tokens
    i = last - 1
    while i > first and tokens[i].kind == "mark":
        i -= 1
    place = scene.inside.get(i - 1)
    if place is None or place.first <= first + 2 or tokens[place.first - 1].text != ",":
        return None
    if _leads_away(scene, first, last):
        return None
    found = scene.speech.verb(tokens, i, last, "active")
    if found is None or found.verb.takes not in ("clause", "break"):
        return None
    return Report(Who("named", (place.person,)), found.verb.lemma, "statement.tail", 0.8, (first, place.first - 1))


# small steps -----------------------------------------------------------------------------------------------------


def _closes(scene: Scene, i: int, last: int) -> bool:
    """Whether after an attribution the clause ends, or only tells when, where and to whom."""
    tokens, speech = scene.doc.tokens, scene.speech
    while i < last and not speech.is_("end", tokens[i]):
        if tokens[i].kind == "number" or speech.verb(tokens, i, last, "active"):
            return True
        if tokens[i].kind != "mark" and not speech.is_("adverb", tokens[i]):
            return False
        i += 1
    return True


def _opens(scene: Scene, first: int, i: int) -> bool:
    """Whether token ``i`` begins the clause, or follows a comma or words that only connect."""
    if i == first or scene.doc.tokens[i - 1].text in ",;–—-":
        return True
    return i - first <= _SHORT and _past_openers(scene, first, i) == i


def _past_openers(scene: Scene, first: int, end: int) -> int:
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


def _has_predicate(scene: Scene, i: int, end: int) -> bool:
    """Whether a clause goes on from token ``i`` on, rather than an apposition ("…, kata X, Ketua RW 02 di Y")."""
    tokens, speech = scene.doc.tokens, scene.speech
    if i >= end or speech.is_("end", tokens[i]):
        return False
    return any(
        speech.is_("predicate", t) or speech.is_("begin", t) or speech.is_("auxiliary", t) or speech.is_verbal(t)
        for t in tokens[i:end]
        if not t.is_capitalised
    )


def _leads_away(scene: Scene, i: int, end: int) -> bool:
    """Whether from token ``i`` on the clause only says when, where, to whom."""
    token = scene.doc.tokens[i]
    return token.kind != "word" or scene.speech.is_("end", token) or scene.speech.is_("aside", token)


def _only_connects(scene: Scene, first: int, i: int) -> bool:
    """Whether the words ``[first, i)`` only lead up to an attribution ("Karena itu, kata dia, …")."""
    speech = scene.speech
    words = [t for t in scene.doc.tokens[first:i] if t.kind == "word"]
    if not words or speech.is_("aside", words[0]):
        return True
    return len(words) <= _SHORT and all(speech.is_("opener", t) or speech.is_("adverb", t) for t in words)


def _comma_at(scene: Scene, i: int, end: int) -> bool:
    return i < end and scene.doc.tokens[i].text in ",:"


def _after_comma(scene: Scene, i: int, end: int) -> int:
    tokens = scene.doc.tokens
    while i < end and (tokens[i].kind == "mark" and tokens[i].text in ",:;-–"):
        i += 1
    if i < end and tokens[i].lower in ("bahwa", "bahwasanya"):
        i += 1
    return i


def _is_marker(scene: Scene, i: int, end: int) -> bool:
    return i < end and scene.speech.is_("marker", scene.doc.tokens[i])


def _words(scene: Scene, first: int, last: int) -> int:
    return sum(1 for t in scene.doc.tokens[first:last] if t.kind != "mark")


def _trimmed(scene: Scene, report: Report) -> Report:
    """Without marks at either end of what was said."""
    if report.text is None:
        return report
    tokens = scene.doc.tokens
    first, last = report.text
    while first < last and tokens[first].kind == "mark" and tokens[first].text not in "([“\"‘'":
        first += 1
    while last > first and tokens[last - 1].kind == "mark" and tokens[last - 1].text not in ")]%”’\"'":
        last -= 1
    return report._replace(text=(first, last) if last > first else None)
