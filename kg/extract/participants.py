"""Who took part: evidence for and against every named person, weighed by what kind of post the person holds.

A Babinsa who is named was there; a Kapolsek who is only quoted may have spoken on the telephone. So everybody starts
with what the post suggests, and every mention adds what the words around it say.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from kg.extract.findings import Document, Mention, Person, Statement, Value
from kg.extract.narrative import Narrative, inside
from kg.model import Span
from kg.text.tokens import Token, fold
from kg.vocab import Vocabulary

RoleClass = Literal["line", "lead", "press", "other"]
GATHERINGS = frozenset(
    ("rapat-koordinasi", "sosialisasi", "apel", "deklarasi", "kunjungan", "perayaan", "keagamaan", "mediasi", "pemilu")
    + ("bantuan-sosial", "lainnya")
)
"""Activities at which those who are quoted have come together; of the others superiors often only comment."""
_PRIOR: dict[RoleClass, float] = {"line": 1.0, "other": 0.5, "lead": 0.0, "press": -1.0}
_NAMED_HERE = 0.6  # the narrator speaks of the person in the body
_OPENING = 1.2  # ... in headline, caption or the first two sentences
_ROSTER, _AGENT, _SUBJECT, _ONSITE = 3.0, 2.0, 1.5, 2.0
_SPEAKS: dict[RoleClass, float] = {"line": 0.7, "other": 0.6, "lead": 0.0, "press": -1.0}
_SPEAKS_AT_GATHERING = 1.5
_ELSEWHERE, _AUTHORITY, _AFFECTED = -4.0, -3.0, -2.5
_ENOUGH = 1.5
_ACTIVE = ("me", "ber", "di", "ter")
_PLAIN_VERBS = frozenset(("hadir", "turun", "ikut", "datang", "tiba", "turut", "langsung", "juga", "tampak", "terlihat"))
_THROUGH = frozenset(("melalui", "lewat"))
_SKIPPED = frozenset(("juga", "pun", "turut", "langsung", "sendiri", "yang", "saat", "selaku", "kembali", "terus", "tetap"))


@dataclass(frozen=True, slots=True)
class _Words:
    classes: dict[str, RoleClass]
    speech: frozenset[str]


@functools.lru_cache(maxsize=2)
def _words(vocab: Vocabulary) -> _Words:
    classes: dict[str, RoleClass] = {}
    for row in vocab.tables["participant-roles"]:
        classes[row["role"]] = row["class"]  # type: ignore[assignment]
    forms = [
        form.split()[0]
        for row in vocab.tables["speech-verbs"]
        for column in ("active", "passive", "bare", "beside")
        for form in row[column].split(", ")
        if form
    ]
    return _Words(classes, frozenset(fold(form + end) for form in forms for end in ("", "nya")))


def role_class(person: Person, vocab: Vocabulary) -> RoleClass:
    """What the posts of a person suggest: the first post that is listed, in full or by its first word."""
    classes = _words(vocab).classes
    for role in person.values("role"):
        if role in classes:
            return classes[role]
    for role in person.values("role"):
        for head in (" ".join(role.split()[:2]), role.split()[0]):
            if head in classes:
                return classes[head]
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
    """Persons who took part in the event, in text order; ``sentences`` restricts to those of a side event."""
    within = range(len(doc.sentences)) if sentences is None else sentences
    found = []
    starts = {doc.token_at(m.span.start) for p in persons for m in p.mentions if m.how in ("name", "short")}
    for person in persons:
        mentions = [m for m in person.mentions if m.how != "pronoun" and doc.sentence_at(m.span.start) in within]
        mentions = [m for m in mentions if inside(doc, m.span)]
        if not mentions:
            continue
        weigher = _Weigher(doc, narrative, person, statements, activities, starts, vocab)
        score, best = weigher.weigh(mentions)
        if score >= _ENOUGH:
            rule = f"event.participant-{best[0]}"
            found.append(Value(person.id, person.name, best[1], rule, round(min(0.95, 0.5 + score / 10), 2)))
    return found


class _Weigher:
    """The evidence about one person."""

    def __init__(
        self,
        doc: Document,
        narrative: Narrative,
        person: Person,
        statements: Sequence[Statement],
        activities: Set[str],
        starts: Set[int],
        vocab: Vocabulary,
    ) -> None:
        self.doc = doc
        self.starts = starts  # tokens at which the name of somebody begins
        self.narrative = narrative
        self.person = person
        self.words = _words(vocab)
        self.cls = role_class(person, vocab)
        self.activities = activities
        self.said = {
            index
            for s in statements
            if s.speaker == person.id
            for index in range(doc.sentence_at(s.text_span.start), doc.sentence_at(s.text_span.end) + 1)
        }
        self.speaks = bool(self.said)

    def weigh(self, mentions: Sequence[Mention]) -> tuple[float, tuple[str, Span]]:
        """The sum of prior, best evidence for and strongest evidence against; and the evidence that counted most."""
        best, rule = 0.0, ("named", mentions[0].span)
        worst = self._heard_elsewhere()
        for mention in mentions:
            for name, worth in self._evidence(mention):
                if worth > best:
                    best, rule = worth, (name, mention.span)
                worst = min(worst, worth)
        prior = _PRIOR[self.cls]
        if self.speaks:
            prior += _SPEAKS[self.cls]
            if self.cls != "press" and self.activities & GATHERINGS:
                prior += _SPEAKS_AT_GATHERING
        elif self.cls == "other" and self.activities & {"mediasi", "penangkapan"}:
            prior += 0.5
        return prior + best + (worst if best < _ROSTER or worst <= _ELSEWHERE - 1 else 0.0), rule

    def _evidence(self, mention: Mention) -> Iterable[tuple[str, float]]:
        doc, narrative = self.doc, self.narrative
        at = inside(doc, mention.span)
        index = doc.sentence_at(mention.span.start)
        first, after = doc.ranges[index]
        if narrative.voices[at.start]:
            return
        if mention.how != "post":
            yield "named", _NAMED_HERE
        speaking = self._speaking(index, at, first, after)
        if not speaking and narrative.positions[index] >= 1.2 and mention.how != "post":
            yield "opening", _OPENING
        yield from self._around(index, at, first, speaking)
        following = self._next_word(at.stop, after)
        if not speaking and following is not None and self._is_deed(following):
            yield "subject", _SUBJECT
        before = doc.tokens[at.start - 1].lower if at.start > first else ""
        if before == "oleh" and not self._speech_before(at.start - 1, first):
            yield "agent", _AGENT
        elif before.startswith("di") and len(before) > 5 and before not in self.words.speech:
            yield "agent", _AGENT
        if (speaking and before in _THROUGH) or self._is_proxied(at.stop, after):
            yield "through", _ELSEWHERE

    def _heard_elsewhere(self) -> float:
        """Against: a sentence with words of this person says that they were not said at the event."""
        marks = [hit for index in self.said for hit in self.narrative.marked(index, "elsewhere")]
        return _ELSEWHERE if any(not self.narrative.voices[hit.first] for hit in marks) else 0.0

    def _is_proxied(self, i: int, after: int) -> bool:
        """Whether "melalui" and the name of somebody else follow: the one who is named second speaks or acts."""
        tokens = self.doc.tokens
        stop = min(after, i + 14)
        while i < stop and not (tokens[i].kind == "word" and tokens[i].text.islower()):
            i += 1  # degrees and commas
        return i < stop and tokens[i].lower in _THROUGH and any(j in self.starts for j in range(i + 1, i + 4))

    def _around(self, index: int, at: range, first: int, speaking: bool) -> Iterable[tuple[str, float]]:
        """What the words listed in event-words.tsv say from their places around the mention."""
        for hit in self.narrative.marks[index]:
            gap = at.start - hit.after
            match hit.notation:
                case "presence" if 0 <= gap and (gap <= 3 or self._enumerates(hit.after, at.start)):
                    yield "roster", _ROSTER
                case "presence" if 0 <= hit.first - at.stop <= 3 and not speaking:
                    yield "subject", _AGENT
                case "elsewhere" if self._concerns(index):
                    yield "elsewhere", _ELSEWHERE
                case "onsite" if speaking or 0 <= hit.first - at.stop <= 3:
                    yield "onsite", _ONSITE
                case "authority" if 0 <= gap <= 2:
                    yield "authority", _AUTHORITY
                case "affected" if 0 <= gap <= 3 or (0 <= hit.first - at.stop <= 3 and self.cls == "other"):
                    yield "affected", _AFFECTED
                case _:
                    pass

    def _concerns(self, index: int) -> bool:
        """Whether a word like "dikonfirmasi" in sentence ``index`` is said of this person: who speaks there, or is alone."""
        if index in self.said or index - 1 in self.said:
            return True
        others = [i for i in self.said if abs(i - index) <= 1]
        return bool(others) or not self.narrative.marked(index, "presence")

    def _speaking(self, index: int, at: range, first: int, after: int) -> bool:
        """Whether the mention is the subject of a verb of speech: "ujar X", "X mengatakan", "menurut X"."""
        tokens = self.doc.tokens
        left = [token.lower for token in tokens[max(first, at.start - 2) : at.start]]
        if any(word in self.words.speech or word == "menurut" for word in left):
            return True
        following = self._next_word(at.stop, after)
        return following is not None and following.lower in self.words.speech

    def _speech_before(self, i: int, first: int) -> bool:
        return any(token.lower in self.words.speech for token in self.doc.tokens[max(first, i - 2) : i])

    def _next_word(self, i: int, after: int) -> Token | None:
        """The verb that may follow a name: past an apposition between commas or brackets and small words."""
        tokens = self.doc.tokens
        steps = 0
        while i < after and steps < 14:
            token = tokens[i]
            if token.kind == "word" and token.text.islower() and token.lower not in _SKIPPED:
                return token
            i += 1
            steps += 1
        return None

    def _is_deed(self, token: Token) -> bool:
        word = token.lower
        if word in self.words.speech:
            return False
        return word in _PLAIN_VERBS or (len(word) > 5 and word.startswith(_ACTIVE))

    def _enumerates(self, start: int, stop: int) -> bool:
        """Whether the tokens between read as a list of names and posts: no verb in small letters among them."""
        return not any(
            token.kind == "word"
            and token.text.islower()
            and token.lower.startswith(("me", "ber", "di"))
            and len(token.text) > 5
            and token.lower not in ("dipimpin", "dibantu", "didampingi", "beserta", "bersama", "diantaranya")
            for token in self.doc.tokens[start:stop]
        )
