"""Reported speech in one clause outside quotation marks: who said what, in which words of the clause.

The forms, in the order they are tried at each word: "Menurut X, …", "Kata X, …" and "…, katanya, …", "Dikatakan X, …"
and "Hal itu disampaikan X", "X mengatakan …"; and at the end "…, ujar X".
"""

from __future__ import annotations

from kg.extract.clause import (
    SHORT,
    Report,
    after_comma,
    comma_at,
    count_words,
    has_predicate,
    is_marker,
    leads_away,
    only_connects,
    opens,
    past_openers,
    said,
)
from kg.extract.complement import complement
from kg.extract.passive import read_nominal, read_passive
from kg.extract.salience import resolve
from kg.extract.scene import Scene, Who
from kg.extract.speakers import speaker_after, speaker_behind, subject_before
from kg.extract.speech import TELLS

_HE = ("dia", "ia", "beliau")
_RELATIVE = 9  # tokens that a clause with "yang" between a name and its verb may take


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
    bare: Report | None = None  # "menyampaikan pesan kamtibmas": another verb may still tell the words
    while i < end:
        if place := scene.inside.get(i):
            i = place.last
            continue
        if not scene.speech.may_begin(scene.doc.tokens[i].lower):
            i += 1
            continue
        for read in (_according_to, _inserted, read_passive, _active):
            report = read(scene, first, i, end)
            if report is None:
                continue
            if report.text is not None or report.refers or report.rule != "statement.active":
                return report
            bare = bare or report
        i += 1
    if bare is not None:
        return bare
    return read_nominal(scene, first, end)


def _second(scene: Scene, text: tuple[int, int]) -> tuple[int, Report] | None:
    """A clause "…, sementara Y mengatakan …" with a named speaker of its own: where it begins, and its report."""
    tokens = scene.doc.tokens
    for i in range(text[0] + 1, text[1]):
        joins = scene.speech.is_("while", tokens[i]) or scene.speech.is_("then", tokens[i])
        if joins and tokens[i - 1].text in ",;":
            report = _scan(scene, i + 1, text[1])
            if report and report.who.how == "named" and report.text and report.rule == "statement.active":
                return i, report
    return None


def _according_to(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Menurut X, …", "…, menurutnya, …"."""
    tokens = scene.doc.tokens
    word = tokens[i].lower
    if not word.startswith("menurut") or not opens(scene, first, i):
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
            who = speaker_after(scene, j, end, apposition=False)
            who = who._replace(last=_past_relative(scene, who.last, end))
    else:
        return None
    return _around(scene, first, i, end, who, "menurut", "statement.according-to", 0.92)


def _past_relative(scene: Scene, i: int, end: int) -> int:
    """Past "yang juga Ketua RT setempat" behind a name, if a comma ends it soon."""
    tokens = scene.doc.tokens
    if i >= end or tokens[i].lower not in ("yang", "selaku", "sebagai"):
        return i
    return next((j for j in range(i, min(i + 14, end)) if tokens[j].text == ","), i)


def _inserted(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Kata X, …", "Lanjutnya, …", "…, kata dia, …"."""
    if not opens(scene, first, i):
        return None
    found = scene.speech.verb(scene.doc.tokens, i, end, "bare")
    if found is None and i > first and scene.doc.tokens[i - 1].text == ",":
        found = scene.speech.verb(scene.doc.tokens, i, end, "passive", "beside")  # "Situasi, dikatakan X, …"
    if found is None:
        return None
    if found.verb.form == "beside" and scene.doc.tokens[min(found.last, end - 1)].lower not in _HE:
        return None  # "Mulai besok, janji dia, …", but "…, janji politik, …"
    if i > first and scene.doc.tokens[i - 1].lower == "lebih":
        return None
    who = speaker_behind(scene, found, end)
    if who.how == "none":
        return None
    pause = comma_at(scene, scene.past_name(who.last, end), end)
    if not pause and (i > first + SHORT or (who.how != "pronoun" and i == first)):
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
    who = resolve(scene, who)
    start = after_comma(scene, who.last, end)
    if not only_connects(scene, first, i):
        if not comma_at(scene, who.last, end) and (who.how != "named" or scene.doc.tokens[i - 1].text != ","):
            return None
        if not has_predicate(scene, start, end):
            end = i
        start = first
    text = (start, end) if count_words(scene, start, end) >= 2 else None
    return Report(who, verb, rule, confidence * who.certain, text)


def _active(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "X mengatakan …": the subject is sought to the left."""
    tokens, speech = scene.doc.tokens, scene.speech
    found = speech.verb(tokens, i, end, "active")
    if found is None:
        return None
    if found.verb.takes == "quote" or (found.verb.takes == "fact" and not _follows_subject(scene, first, i)):
        return None
    content = complement(scene, found, found.last, end)
    if content.text is None and not content.bare and not content.refers:
        return None
    who = subject_before(scene, first, i)
    rule, confidence = "statement.active", 0.92
    if who.how == "none" and speech.is_("together", tokens[first]) and scene.by_speech:
        who = Who("pronoun")  # "…,” ujar X seraya mengimbau …"
    elif who.how == "none" and past_openers(scene, first, i) == i and found.verb.takes in TELLS:
        if not (comma_at(scene, found.last, end) or is_marker(scene, found.last, end)):
            return None
        who, rule, confidence = Who("pronoun"), "statement.subject-left-out", 0.7
    if who.how in ("none", "blocked"):
        return None
    speaker = resolve(scene, who)
    if speaker.how != "named":
        return Report(speaker, found.verb.lemma, rule, confidence)
    if found.nya and (count_words(scene, found.last, end) < 3 or leads_away(scene, found.last, end)):
        return Report(speaker, found.verb.lemma, "statement.announced", 0.6)
    return said(speaker, found.verb.lemma, rule, confidence, content)


def _follows_subject(scene: Scene, first: int, i: int) -> bool:
    """Not "berkeliling memastikan tidak ada api": the verb is the first of its clause."""
    tokens, speech = scene.doc.tokens, scene.speech
    j = i
    while j > first and (speech.is_("adverb", tokens[j - 1]) or tokens[j - 1].kind == "mark"):
        j -= 1
    if (behind := _before_relative(scene, first, j)) is not None:
        j = behind
    if j == first or j - 1 in scene.inside or tokens[j - 1].lower in speech.pronouns["one"] | speech.pronouns["self"]:
        return True
    return tokens[j - 1].is_capitalised or speech.is_("refer", tokens[j - 1])


def _before_relative(scene: Scene, first: int, j: int) -> int | None:
    """Where the name ends that "…, yang hadir di posyandu" goes with; None if no such clause ends at ``j``."""
    tokens = scene.doc.tokens
    yang = next((k for k in range(j - 1, max(first, j - _RELATIVE), -1) if tokens[k].lower == "yang"), None)
    if yang is None or any(t.text in ",;:" for t in tokens[yang:j]):
        return None
    k = yang - 1 if tokens[yang - 1].text == "," else yang
    return k if k - 1 in scene.inside else None


def _tail(scene: Scene, first: int, last: int) -> Report | None:
    """ "…, ujar X" at the end of the clause: its text ends before the attribution.

    A clause that is nothing but "Ujar X." takes up the sentence before.
    """
    tokens, speech = scene.doc.tokens, scene.speech
    if (found := speech.verb(tokens, first, last, "bare")) is not None:
        who = speaker_behind(scene, found, last)
        if who.how in ("named", "pronoun") and _closes(scene, scene.past_name(who.last, last), last):
            who = resolve(scene, who)
            return Report(who, found.verb.lemma, "statement.refers", 0.7 * who.certain, refers=True)
    if (named := _subject_at_end(scene, first, last)) is not None:
        return named
    for i in range(last - 1, first + 2, -1):
        after_mark = tokens[i - 1].text in ",?!…\"”“″’'-–" or speech.is_("thus", tokens[i - 1])
        if not after_mark or i in scene.inside:
            continue
        found = speech.verb(tokens, i, last, "bare", "beside")
        if found is None or (found.verb.form == "beside" and tokens[i - 1].text not in ",?!…"):
            continue
        who = speaker_behind(scene, found, last)
        if who.how == "none" or (found.verb.form == "beside" and who.how not in ("named", "pronoun")):
            continue
        if not _closes(scene, who.last, last):
            continue
        who = resolve(scene, who)
        cut = i - speech.is_("thus", tokens[i - 1])
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
    if leads_away(scene, first, last) or not has_predicate(scene, first, place.first - 1):
        return None
    found = scene.speech.verb(tokens, i, last, "active")
    if found is None or found.verb.takes not in TELLS:
        return None
    return Report(Who("named", (place.person,)), found.verb.lemma, "statement.tail", 0.8, (first, place.first - 1))


def _closes(scene: Scene, i: int, last: int) -> bool:
    """Whether after an attribution the clause ends, or only tells when, where and to whom."""
    tokens, speech = scene.doc.tokens, scene.speech
    while i < last and not speech.is_("end", tokens[i]):
        if tokens[i].kind == "number":
            return not has_predicate(scene, i + 1, last)  # "(52)", not "96 rumah masih tergenang"
        if speech.verb(tokens, i, last, "active"):
            return tokens[i - 1].text != ","  # "…, kata dia, meminta ganti rugi" goes on
        if tokens[i].kind != "mark" and not speech.is_("adverb", tokens[i]):
            return False
        i += 1
    return True


def _trimmed(scene: Scene, report: Report) -> Report:
    """Without marks at either end of what was said, and without the number of a list's first item."""
    if report.text is None:
        return report
    tokens = scene.doc.tokens
    first, last = report.text
    while first < last and tokens[first].kind == "mark" and tokens[first].text not in "([“\"‘'":
        first += 1
    if first + 2 < last and tokens[first].kind == "number" and tokens[first + 1].text in ").":
        first += 2 if tokens[first + 2].kind == "word" else 0
    while last > first and (
        (tokens[last - 1].kind == "mark" and tokens[last - 1].text not in ")]%”’\"'")
        or scene.speech.is_("and", tokens[last - 1])
    ):
        last -= 1
    return report._replace(text=(first, last) if last > first else None)
