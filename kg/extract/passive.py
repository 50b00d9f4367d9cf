"""Speech in the passive and in nouns: "Dikatakan X, …", "Warga diimbaunya …", "Hal itu disampaikan X"."""

from __future__ import annotations

from kg.extract.clause import (
    Report,
    after_comma,
    comma_at,
    count_words,
    is_marker,
    leads_away,
    past_openers,
    said,
)
from kg.extract.complement import complement
from kg.extract.salience import resolve
from kg.extract.scene import Scene, Who
from kg.extract.speakers import speaker_after
from kg.extract.speech import Found

_REPORTS = "melaporkan"
_SENTENCE = 3  # words beyond which what stands before "hal ini disampaikan X" is what was said


def read_passive(scene: Scene, first: int, i: int, end: int) -> Report | None:
    """ "Dikatakan X, …", "Warga diimbaunya untuk …", "Hal itu disampaikan X"."""
    tokens, speech = scene.doc.tokens, scene.speech
    found = speech.verb(tokens, i, end, "passive")
    if found is None:
        return None
    before = tokens[i - 1].lower if i > first else ""
    if before in speech.words["auxiliary"]:
        return None
    if (
        i > first
        and speech.is_("thus", tokens[i - 1])
        and found.verb.lemma == _REPORTS
        and comma_at(scene, found.last, end)
    ):
        return None  # "Demikian dilaporkan, …": how a report to superiors ends
    who = _agent(scene, found, end)
    if who.how == "none":
        return _goes_on(scene, found, first, i, end)
    if before == "yang" and not speech.is_("like", tokens[first]):
        return _noun_said(scene, found, i, who, end)
    start = past_openers(scene, first, i)
    fronted = tokens[start:i]
    if who.how == "named":
        who = who._replace(last=scene.past_name(who.last, end))
    speaker = resolve(scene, who)
    lemma = found.verb.lemma
    if who.how in ("unknown", "group"):
        takes_up = len(fronted) <= 4 and found.verb.takes != "person"
        return Report(who, lemma, "statement.passive", 0.7) if takes_up else None
    if start == i and any(speech.is_("thus", t) for t in tokens[first:i]):
        return Report(speaker, lemma, "statement.refers", 0.6 * speaker.certain, refers=True)
    if (cut := _summed_up(scene, start, i)) is not None:
        return Report(speaker, lemma, "statement.fronted", 0.7 * speaker.certain, (start, cut))
    if not any(t.kind == "word" for t in fronted) or speech.is_("like", tokens[start]):
        content = complement(scene, found, who.last, end, passive=True)
        return said(speaker, lemma, "statement.passive", 0.88, content)
    if any(speech.is_("alike", t) for t in fronted) and len(fronted) <= 5:
        content = complement(scene, found, who.last, end, passive=True, marked=True)
        return said(speaker, lemma, "statement.alike", 0.85, content)
    if _takes_up(scene, start, i) and found.verb.takes != "person":
        return Report(speaker, lemma, "statement.refers", 0.6 * speaker.certain, refers=True)
    if tokens[start].lower in speech.nouns["empty"]:
        content = complement(scene, found, who.last, end, passive=True, marked=True)
        return said(speaker, lemma, "statement.noun", 0.8, content) if content.text else None
    if found.verb.takes == "person":
        content = complement(scene, found, who.last, end, passive=True)
        return said(speaker, lemma, "statement.asked", 0.8, content) if content.text else None
    if any(t.lower == "yang" for t in fronted):
        return None
    if count_words(scene, start, i) < 3 or found.verb.takes not in ("clause", "thing", "state"):
        return None
    goes_on = count_words(scene, who.last, end) > 1 and not leads_away(scene, who.last, end)
    return Report(speaker, lemma, "statement.fronted", 0.55 * speaker.certain, (start, end if goes_on else i))


def _summed_up(scene: Scene, start: int, i: int) -> int | None:
    """The comma behind which a sentence is taken up ("Hasil panen naik tahun ini, hal ini | disampaikan X")."""
    tokens = scene.doc.tokens
    comma = next((j for j in range(i - 1, max(start, i - 5), -1) if tokens[j].text == ","), None)
    if comma is None or tokens[comma + 1].lower != "hal" or not _takes_up(scene, comma + 1, i):
        return None
    return comma if count_words(scene, start, comma) > _SENTENCE else None


def _goes_on(scene: Scene, found: Found, first: int, i: int, end: int) -> Report | None:
    """ "Ditambahkan, …", "Lebih lanjut dijelaskan bahwa …": nobody is named, since the last speaker goes on."""
    if past_openers(scene, first, i) != i or not scene.by_speech or found.verb.cls != "say":
        return None
    if not comma_at(scene, found.last, end) and not is_marker(scene, found.last, end):
        return None
    speaker = resolve(scene, Who("pronoun"))
    content = complement(scene, found, found.last, end, passive=True)
    return said(speaker, found.verb.lemma, "statement.goes-on", 0.6, content) if speaker.how == "named" else None


def _noun_said(scene: Scene, found: Found, i: int, who: Who, end: int) -> Report | None:
    """ "Pesan yang disampaikan X yakni agar …"."""
    tokens, speech = scene.doc.tokens, scene.speech
    if who.how not in ("named", "pronoun") or not {t.lower for t in tokens[max(i - 4, 0) : i]} & speech.nouns["empty"]:
        return None
    for j in range(who.last, min(who.last + 8, end)):
        if tokens[j].text == ":" or speech.is_("equals", tokens[j]):
            start = after_comma(scene, j + 1, end)
            while start < end and speech.is_("marker", tokens[start]):
                start += 1
            text = (start, end) if count_words(scene, start, end) > 1 else None
            speaker = resolve(scene, who)
            return Report(speaker, found.verb.lemma, "statement.noun", 0.8 * speaker.certain, text)
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
    return speaker_after(scene, j, end, reach=1 if found.verb.lemma == "menyebutkan" else 9)


def read_nominal(scene: Scene, first: int, end: int) -> Report | None:
    """ "Penegasan itu datang dari X" takes up the sentence before; "Apresiasi datang dari X" announces what follows."""
    tokens, nouns = scene.doc.tokens, scene.speech.nouns
    start = past_openers(scene, first, end)
    if start >= end or tokens[start].lower not in nouns["empty"] | nouns["praise"] | nouns["thank"]:
        return None
    for i in range(start + 1, min(start + 8, end)):
        if tokens[i].lower in ("dari", "oleh"):
            who = speaker_after(scene, i + 1, end)
            if who.how != "named":
                return None
            refers = any(scene.speech.is_("refer", t) for t in tokens[start:i])
            return Report(who, None, "statement.refers", 0.55, refers=refers)
    return None
