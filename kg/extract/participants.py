"""Who took part: evidence for and against every named person, weighed by what kind of post the person holds.

A Babinsa who is named was there; a Kapolsek who is only quoted may have spoken on the telephone. So everybody starts
with what the post suggests, and every mention adds what the words around it say.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.extract.findings import Document, Mention, Person, Statement, Value
from kg.extract.narrative import Narrative, inside
from kg.model import Span
from kg.text.tokens import Token, fold
from kg.vocab import Vocabulary

RoleClass = Literal["line", "lead", "press", "other", "bystander"]
"""As in participant-roles.tsv; a bystander has neither post nor rank and says nothing: a patient, an owner."""
GATHERINGS = frozenset(
    {"rapat-koordinasi", "sosialisasi", "apel", "deklarasi", "kunjungan", "perayaan", "keagamaan", "mediasi"}
    | {"pemilu", "bantuan-sosial", "kesehatan", "pertanian", "kerja-bakti", "pembangunan", "lainnya"}
)
"""Activities at which those who are quoted have come together; of the others superiors often only comment."""
HARM = frozenset({"bencana", "lainnya", "penangkapan", "kesehatan"})
"""Activities that somebody suffers from or falls victim to: there an owner or a relative is none who takes part."""
_WITH_SUSPECTS = frozenset({"mediasi", "penangkapan"})  # those without a post are the parties and the arrested
_WITH_CIVILIANS = _WITH_SUSPECTS | {"komsos"}  # and the one who is called on at home
_PRIOR: dict[RoleClass, float] = {"line": 1.0, "other": 0.5, "lead": 0.0, "press": -1.0, "bystander": -0.5}
_SPEAKS: dict[RoleClass, float] = {"line": 0.7, "other": 0.6, "lead": 0.0, "press": -1.0, "bystander": 0.0}
_SPEAKS_AT_GATHERING = 1.5
_PARTY = 0.5  # somebody without a post, where people quarrel or are arrested
_NAMED, _OPENING, _SUBJECT, _AGENT, _ONSITE, _ROSTER = 0.6, 1.2, 1.5, 2.0, 2.0, 3.0
_REPORTED = 1  # voice of reported speech, see narrative.py
_REPORTED_DEED = 0.6  # somebody says that the person did something
_ELSEWHERE, _AUTHORITY, _AFFECTED, _SPOKESMAN = -4.0, -3.0, -2.5, -2.0
_ENOUGH = 1.5
_NEAR = 3  # tokens between a word of event-words.tsv and the mention it speaks of
_FRONT = 1.2  # position of the sentences that tell of the event itself
_APPOSITION = 14  # tokens that may stand between a name and its verb: degrees, an age, a second post
_CIVIL: tuple[RoleClass, ...] = ("other", "bystander")
_ACTS = ("quote", "noun")  # verbs of speech-verbs.tsv that are deeds outside quotation marks ("membuka", "memberikan")
_THROUGH = frozenset(("melalui", "lewat"))


@dataclass(frozen=True, slots=True)
class _Words:
    classes: dict[str, RoleClass]
    speech: frozenset[str]


class _Evidence(NamedTuple):
    """``whole``: against the person wherever named, not only at this mention."""

    kind: str
    worth: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """What all persons of an article share."""

    doc: Document
    narrative: Narrative
    activities: Set[str]
    starts: Set[int]  # tokens at which somebody's name begins
    words: _Words


@functools.lru_cache(maxsize=2)
def _words(vocab: Vocabulary) -> _Words:
    classes: dict[str, RoleClass] = {}
    for row in vocab.tables["participant-roles"]:
        classes[row["role"]] = row["class"]  # type: ignore[assignment]
    forms = [
        form.split()[0]
        for row in vocab.tables["speech-verbs"]
        if row["takes"] not in _ACTS
        for column in ("active", "passive", "bare", "beside")
        for form in row[column].split(", ")
        if form
    ]
    return _Words(classes, frozenset(fold(form + end) for form in forms for end in ("", "nya")))


def role_class(person: Person, vocab: Vocabulary) -> RoleClass:
    """What the posts of a person suggest: the first post that is listed, in full or by its first words."""
    classes = _words(vocab).classes
    roles = person.values("role")
    for role in (*roles, *(" ".join(r.split()[:2]) for r in roles), *(r.split()[0] for r in roles)):
        if role in classes:
            return classes[role]
    return "other"


def find_participants(
    doc: Document,
    narrative: Narrative,
    persons: Sequence[Person],
    statements: Sequence[Statement],
    activities: Set[str],
    vocab: Vocabulary,
    *,
    sentences: Sequence[int] | None = None,
) -> list[Value]:
    """Persons who took part in the event, in the order given; ``sentences`` restricts to those of a side event."""
    within = range(len(doc.sentences)) if sentences is None else sentences
    starts = {doc.token_at(m.span.start) for p in persons for m in p.mentions if m.how in ("name", "short")}
    case = _Case(doc, narrative, activities, starts, _words(vocab))
    found = []
    for person in persons:
        mentions = [m for m in person.mentions if m.how != "pronoun" and doc.sentence_at(m.span.start) in within]
        mentions = [m for m in mentions if inside(doc, m.span)]
        if mentions and not (_is_initials(person.name) and not activities & _WITH_SUSPECTS):
            said = _said(doc, statements, person)
            bystander = not said and not person.values("role") and not person.values("rank")
            cls = "bystander" if bystander and not activities & _WITH_CIVILIANS else role_class(person, vocab)
            score, kind, span = _weigh(case, cls, said, mentions)
            if score >= _ENOUGH:
                confidence = round(min(0.95, 0.5 + score / 10), 2)
                found.append(Value(person.id, person.name, span, f"event.participant-{kind}", confidence))
    return found


def _is_initials(name: str) -> bool:
    """ "YN", "R.S.": people of whom the article gives no more are suspects, owners, victims."""
    return name.isupper() and sum(c.isalpha() for c in name) <= 4


def _said(doc: Document, statements: Sequence[Statement], person: Person) -> Set[int]:
    """Sentences that hold words of this person."""
    spans = [s.text_span for s in statements if s.speaker == person.id]
    return {i for s in spans for i in range(doc.sentence_at(s.start), doc.sentence_at(s.end) + 1)}


def _weigh(case: _Case, cls: RoleClass, said: Set[int], mentions: Sequence[Mention]) -> tuple[float, str, Span]:
    """(score, kind and words of the evidence that counted most).

    The score is what the post suggests, plus the best mention, plus the strongest word against the person as such;
    nothing of the last kind holds against somebody on a list of those present.
    """
    best, kind, span = 0.0, "named", mentions[0].span
    after = {index + 1 for index in said if index + 1 < len(case.narrative.marks)}
    if _told_of(case.narrative, said, "onsite") or _told_of(case.narrative, after, "refer"):
        best, kind = _ONSITE, "onsite"
    against = _ELSEWHERE if _told_of(case.narrative, said, "elsewhere") else 0.0
    for mention in mentions:
        evidence = list(_evidence(case, cls, said, mention))
        gain = max([e for e in evidence if e.worth > 0], key=lambda e: e.worth, default=_Evidence("named", 0.0))
        loss = min([e.worth for e in evidence if e.worth < 0 and not e.whole], default=0.0)
        against = min([against, *(e.worth for e in evidence if e.whole)])
        if gain.worth + loss > best:
            best, kind, span = gain.worth + loss, gain.kind, mention.span
    score = _prior(case, cls, bool(said)) + best
    return score if best >= _ROSTER else score + against, kind, span


def _prior(case: _Case, cls: RoleClass, speaks: bool) -> float:
    prior = _PRIOR[cls]
    if speaks:
        prior += _SPEAKS[cls]
        if cls != "press" and case.activities & GATHERINGS:
            prior += _SPEAKS_AT_GATHERING
    elif cls == "other" and case.activities & _WITH_SUSPECTS:
        prior += _PARTY
    return prior


def _told_of(narrative: Narrative, said: Set[int], cls: str) -> bool:
    """Whether the narrator uses a word of class ``cls`` beside words of the person: "katanya di lokasi"."""
    marks = [hit for index in said for hit in narrative.marked(index, cls)]
    return any(not narrative.voices[hit.first] for hit in marks)


def _evidence(case: _Case, cls: RoleClass, said: Set[int], mention: Mention) -> Iterator[_Evidence]:
    doc, narrative = case.doc, case.narrative
    at = inside(doc, mention.span)
    index = doc.sentence_at(mention.span.start)
    first = doc.ranges[index][0]
    verb = _verb_after(case, index, at)
    if narrative.voices[at.start]:
        if narrative.voices[at.start] == _REPORTED and verb is not None and _is_deed(case, index, verb):
            yield _Evidence("reported", _REPORTED_DEED)
        return
    before = doc.tokens[at.start - 1].lower if at.start > first else ""
    speaking = _speaking(case, at, first, verb)
    if mention.how != "post":
        yield _Evidence("named", _NAMED)
        if not speaking and narrative.positions[index] >= _FRONT:
            yield _Evidence("opening", _OPENING)
        if _under_roster(case, index):
            yield _Evidence("roster", _ROSTER)
    if not speaking and verb is not None and _is_deed(case, index, verb):
        yield _Evidence("subject", _SUBJECT)
    spoken = any(token.lower in case.words.speech for token in doc.tokens[max(first, at.start - 3) : at.start])
    if not spoken and (before == "oleh" or (before.startswith("di") and len(before) > 5)):
        yield _Evidence("agent", _AGENT if narrative.positions[index] >= _FRONT else _SUBJECT)
    if (speaking and before in _THROUGH) or _is_proxied(case, verb):
        yield _Evidence("through", _SPOKESMAN, whole=True)
    yield from _around(case, cls, said, index, at, verb, speaking)


def _around(
    case: _Case, cls: RoleClass, said: Set[int], index: int, at: range, verb: int | None, speaking: bool
) -> Iterator[_Evidence]:
    """What the words listed in event-words.tsv say from their places around the mention."""
    first, after = case.doc.ranges[index]
    remarks = case.activities == {"penangkapan"} and any(case.narrative.voices[first:after])
    for hit in case.narrative.marks[index]:
        if case.narrative.voices[hit.first]:
            continue  # what somebody says is no word about him: "“Hubungi kami,” kata X"
        if remarks and hit.notation == "presence":
            continue  # "Kapolsek didampingi Kanit mengatakan": they tell of the arrest afterwards
        ahead, behind = at.start - hit.after, hit.first - at.stop
        follows = 0 <= behind <= _NEAR or (verb is not None and hit.first <= verb < hit.after)
        match hit.notation:
            case "presence" if ahead >= 0 and (ahead <= _NEAR or _enumerates(case, index, hit.after, at.start)):
                yield _Evidence("roster", _ROSTER)
            case "presence" if follows and not speaking:
                yield _Evidence("subject", _AGENT)
            case "elsewhere" if said & {index - 1, index, index + 1} or not case.narrative.marked(index, "presence"):
                yield _Evidence("elsewhere", _ELSEWHERE, whole=True)
            case "onsite" | "refer" if speaking or follows:
                yield _Evidence("onsite", _ONSITE)
            case "authority" if 0 <= ahead < _NEAR:
                yield _Evidence("authority", _AUTHORITY)
            case "dead" if hit.after <= at.stop and ahead <= _NEAR:
                yield _Evidence("dead", _ELSEWHERE, whole=True)
            case "represented" if 0 <= ahead < _NEAR:
                yield _Evidence("roster", _ROSTER)
            case "represented" if 0 <= behind <= _NEAR:
                yield _Evidence("represented", -_ROSTER)
            case "affected" if case.activities & HARM and (0 <= ahead <= _NEAR or (follows and cls in _CIVIL)):
                yield _Evidence("affected", _AFFECTED, whole=True)
            case _:
                pass


def _speaking(case: _Case, at: range, first: int, verb: int | None) -> bool:
    """Whether the mention is the subject of a verb of speech: "ujar X", "X mengatakan", "menurut X"."""
    tokens = case.doc.tokens
    left = [token.lower for token in tokens[max(first, at.start - 2) : at.start]]
    if any(word in case.words.speech or word == "menurut" for word in left):
        return True
    return verb is not None and tokens[verb].lower in case.words.speech


def _verb_after(case: _Case, index: int, at: range) -> int | None:
    """The first word in small letters after the mention that is no companion and no small word: its verb, mostly."""
    tokens = case.doc.tokens
    passed = {i for hit in case.narrative.marked(index, "beside") for i in range(hit.first, hit.after)}
    for i in range(at.stop, min(case.doc.ranges[index][1], at.stop + _APPOSITION)):
        if tokens[i].kind == "word" and tokens[i].text.islower() and i not in passed:
            return i
    return None


def _is_deed(case: _Case, index: int, verb: int) -> bool:
    word = case.doc.tokens[verb].lower
    if word in case.words.speech:
        return False
    if any(hit.first <= verb < hit.after for hit in case.narrative.marked(index, "deed")):
        return True
    return len(word) > 5 and word.startswith(("me", "ber", "di", "ter"))


def _is_proxied(case: _Case, verb: int | None) -> bool:
    """Whether "melalui" and the name of somebody else follow: the one who is named second speaks or acts."""
    if verb is None or case.doc.tokens[verb].lower not in _THROUGH:
        return False
    return any(i in case.starts for i in range(verb + 1, verb + 4))


def _under_roster(case: _Case, index: int) -> bool:
    """Whether the sentence is an item of a list whose heading, ending in a colon, says who was present."""
    for i in range(index - 1, max(-1, index - 40), -1):
        first, after = case.doc.ranges[i]
        if first < after and case.doc.tokens[after - 1].text == ":":
            return bool(case.narrative.marked(i, "presence"))
        numbered = after - first <= 2  # "1." is a sentence to itself
        if not numbered and (any(case.narrative.voices[first:after]) or case.doc.tokens[after - 1].text == "."):
            return False
    return False


def _enumerates(case: _Case, index: int, start: int, stop: int) -> bool:
    """Whether the tokens between read as a list of names and posts: no verb among them but "diwakili"."""
    proxies = {i for hit in case.narrative.marked(index, "represented") for i in range(hit.first, hit.after)}
    return not any(_is_verb(case.doc.tokens[i]) for i in range(start, stop) if i not in proxies)


def _is_verb(token: Token) -> bool:
    return token.text.islower() and len(token.text) > 5 and token.lower.startswith(("me", "ber", "di"))
