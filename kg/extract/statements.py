"""Who said what: quotations and reported speech, each with its speaker.

The body is read from front to back. Every clause may attribute the quotation before it, report speech of its own,
introduce the quotation after it, or just tell of somebody, whom a later "ia" or "ujarnya" takes up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract import speech as speech_words
from kg.extract.attribution import attribution_at
from kg.extract.clause import Report
from kg.extract.findings import Document, Person, Statement
from kg.extract.pieces import Piece, cut
from kg.extract.reported import read_clause
from kg.extract.salience import resolve, spoke, tell
from kg.extract.scene import NONE, Scene, Who
from kg.extract.speakers import speaker_after
from kg.extract.speech import Found
from kg.model import Span
from kg.vocab import Vocabulary

_LEADING = 3  # words between a verb and a quotation that only lead up to it ("menyebut ngaben itu sebagai")
_ITEM = re.compile(r"(?:\d{1,2}|[a-z])\s?[.)]|[-–•*·]")


def find_statements(doc: Document, persons: Sequence[Person], vocab: Vocabulary) -> list[Statement]:
    """All statements of the body, in text order.

    Direct: one for each quoted stretch, with speaker None where nobody is named. Indirect: one for each sentence of
    reported speech and speaker, only where the speaker is one of ``persons``.
    """
    scene = Scene(doc, persons, vocab, speech_words.of(vocab))
    reader = _Reader(scene, cut(scene))
    reader.read()
    return sorted(reader.found, key=lambda s: (s.text_span, s.kind, s.speaker or ""))


@dataclass(slots=True)
class _Attribution:
    """What the words around a quotation say of its speaker."""

    who: Who
    verb: str | None
    rule: str
    confidence: float
    last: int = 0  # token after the attribution, where it stands behind the quotation


@dataclass(slots=True)
class _Reader:
    scene: Scene
    pieces: list[Piece]
    found: list[Statement] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # piece -> token after the attribution of the quotation before
    introducing: _Attribution | None = None  # by the clause just read
    last_quote: tuple[int, Who] | None = None  # piece, speaker
    reported: set[int] = field(default_factory=set)  # clauses that hold reported speech

    def read(self) -> None:
        for n, piece in enumerate(self.pieces):
            if piece.quote is None:
                self._clause(n, piece)
            else:
                self._quote(n, piece)

    # clauses ----------------------------------------------------------------------------------------------------

    def _clause(self, n: int, piece: Piece) -> None:
        if n in self.reported:
            return
        first = self.taken.get(n, piece.first)
        after_attribution = first > piece.first
        self.introducing = None
        if after_attribution and not self._quote_follows(n):
            first = self._more_speech(first, piece.last)
        if first >= piece.last:
            return
        reports = read_clause(self.scene, first, piece.last)
        for report in reports:
            self._keep(n, piece, report)
        if not reports:
            self._told(n, first, piece.last, after_attribution)

    def _more_speech(self, first: int, last: int) -> int:
        """After "ujar X": only "sambil mengimbau …" still reports; the rest says when and where."""
        tokens, speech = self.scene.doc.tokens, self.scene.speech
        for i in range(first, last - 3):
            if speech.is_("together", tokens[i]) and speech.verb(tokens, i + 1, last, "active"):
                return i
        return last

    def _told(self, n: int, first: int, last: int, after_attribution: bool) -> None:
        if after_attribution:
            if self._quote_follows(n) and self.last_quote:
                self.introducing = _Attribution(self.last_quote[1], None, "statement.goes-on", 0.85)
            return
        tell(self.scene, first, last)

    def _keep(self, n: int, piece: Piece, report: Report) -> None:
        """Record a report, and what it means for the quotations and pronouns after it."""
        who = report.who
        text = report.text
        if text is not None and self._quote_follows(n) and self._only_introduces(text, piece.last):
            text = None
        if who.how == "named":
            if report.refers:
                self._refer(n, report)
            elif text is not None:
                self.reported.add(n)
                self._add_indirect(report, text)
        spoke(self.scene, who)
        if self._ends_in_colon(piece) and text is None:
            self._list(n, report)
        if self._quote_follows(n) or self._ends_in_colon(piece):
            self.introducing = _Attribution(
                who, report.verb, "statement.introduced", 0.95 if who.how == "named" else 0.7
            )

    def _list(self, n: int, report: Report) -> None:
        """ "… menyampaikan beberapa hal:" and a list of paragraphs: one statement from its first item to its last."""
        if report.who.how != "named":
            return
        items = []
        for k in range(n + 1, len(self.pieces)):
            piece = self.pieces[k]
            new = piece.paragraph != self.pieces[k - 1].paragraph
            if piece.quote is not None or (new and not _ITEM.match(self.scene.doc.text, self._start(piece))):
                break
            items.append(k)
        if not items or self.pieces[items[0]].paragraph == self.pieces[n].paragraph:
            return
        first, last = self.pieces[items[0]].first, self.pieces[items[-1]].last
        while first < last and self.scene.doc.tokens[first].kind != "word":
            first += 1
        while last > first and self.scene.doc.tokens[last - 1].kind == "mark":
            last -= 1
        self.reported.update(items)
        self._add_indirect(report._replace(rule="statement.list"), (first, last))

    def _start(self, piece: Piece) -> int:
        """Where the line of a piece begins: the number of a list item is a sentence of its own."""
        return self.scene.doc.text.rfind("\n", 0, self.scene.doc.tokens[piece.first].start) + 1

    def _ends_in_colon(self, piece: Piece) -> bool:
        return self.scene.doc.tokens[piece.last - 1].text == ":"

    def _only_introduces(self, text: tuple[int, int], last: int) -> bool:
        """Whether the words between a verb and a quotation are too few to be reported speech."""
        words = [t for t in self.scene.doc.tokens[text[0] : text[1]] if t.kind == "word"]
        return len(words) <= _LEADING or self.scene.speech.is_("aside", words[0])

    def _add_indirect(self, report: Report, text: tuple[int, int]) -> None:
        tokens = self.scene.doc.tokens
        span = Span(tokens[text[0]].start, tokens[text[1] - 1].end)
        for person in report.who.persons:
            self.found.append(
                Statement("indirect", span, person, report.verb, report.rule, round(report.confidence, 3))
            )

    def _refer(self, n: int, report: Report) -> None:
        """ "Hal itu disampaikan X": the sentence before becomes what X said, unless it is somebody's speech already."""
        before = self.pieces[n - 1] if n else None
        if before is None or before.paragraph < self.pieces[n].paragraph - 1:
            return
        if before.quote is not None:
            self._name_nameless(before, report)
            return
        if n - 1 in self.reported:
            return
        first, last = before.first, before.last
        tokens = self.scene.doc.tokens
        while last > first and tokens[last - 1].kind == "mark":
            last -= 1
        if sum(1 for t in tokens[first:last] if t.kind == "word") > 3:
            self.reported.add(n - 1)
            self._add_indirect(report, (first, last))

    def _name_nameless(self, piece: Piece, report: Report) -> None:
        """Give a quotation that nobody was named for to the speaker whom the next sentence names."""
        assert piece.quote is not None
        for k, statement in enumerate(self.found):
            if statement.text_span == piece.quote.inner and statement.speaker is None:
                self.found[k] = Statement(
                    "direct", statement.text_span, report.who.persons[0], report.verb, "statement.refers", 0.8
                )

    # quotations -------------------------------------------------------------------------------------------------

    def _quote_follows(self, n: int) -> bool:
        """Whether the next piece is a quotation in the same paragraph and the clause runs on into it."""
        if n + 1 >= len(self.pieces):
            return False
        piece, following = self.pieces[n], self.pieces[n + 1]
        if following.quote is None or following.paragraph != piece.paragraph:
            return False
        return self.scene.doc.tokens[piece.last - 1].text not in ".!?…"

    def _quote(self, n: int, piece: Piece) -> None:
        assert piece.quote is not None
        tail = self._tail(n, piece)
        intro, self.introducing = self.introducing, None
        said = self._settle(n, tail, intro)
        missing = 0.1 if not (piece.quote.opened and piece.quote.closed) else 0.0
        speaker = said.who.persons[0] if said.who.how == "named" else None
        verb = (tail.verb if tail else None) or (intro.verb if intro else None) or said.verb
        confidence = round(max(said.confidence * said.who.certain - missing, 0.3), 3)
        self.found.append(Statement("direct", piece.quote.inner, speaker, verb, said.rule, confidence))
        self.last_quote = (n, said.who)
        spoke(self.scene, said.who)

    def _settle(self, n: int, tail: _Attribution | None, intro: _Attribution | None) -> _Attribution:
        """The speaker of quotation ``n``: named behind it, named before it, taken up, or carried on."""
        named_before = intro is not None and intro.who.how == "named"
        if tail and (tail.who.how == "named" or (tail.who.how in ("unknown", "group") and not named_before)):
            return tail
        if intro and intro.who.how != "none":
            return intro
        if tail:
            who = resolve(self.scene, tail.who)
            if not (who.how == "named" and self.scene.by_speech) and (own := self._own_subject(n)):
                who = own
            return _Attribution(who, tail.verb, tail.rule, tail.confidence)
        return self._carried(n)

    def _tail(self, n: int, piece: Piece) -> _Attribution | None:
        """The attribution in the clause right behind the quotation."""
        assert piece.quote is not None
        scene = self.scene
        at = attribution_at(scene, piece.quote.outer.end)
        if at is None or n + 1 >= len(self.pieces) or self.pieces[n + 1].quote is not None:
            return None
        i, found = at
        last = self.pieces[n + 1].last
        if not self.pieces[n + 1].first <= i < last:
            return None
        verb = found.verb.lemma if found else None
        who = self._attributed(i, found, last)
        self.taken[n + 1] = max(who.last, found.last if found else i + 1)
        confidence = {"named": 0.96, "pronoun": 0.88}.get(who.how, 0.75)
        return _Attribution(who, verb, f"statement.tail-{who.how}", confidence, who.last)

    def _attributed(self, i: int, found: Found | None, last: int) -> Who:
        """Whom the attribution at token ``i`` names."""
        scene = self.scene
        if place := scene.inside.get(i):
            return speaker_after(scene, place.first, last)._replace(last=found.last if found else place.last)
        if scene.doc.tokens[i].lower in scene.speech.pronouns["one"]:
            return Who("pronoun", last=found.last if found else i + 1)
        start = found.last if found else i + 1
        who = speaker_after(scene, start, last)
        if (found is None or found.nya) and not (who.how == "named" and scene.inside.get(start)):
            return Who("pronoun", last=start, certain=1.0 if found else 0.85)
        return who if who.how != "none" else Who("pronoun", last=start, certain=0.8)

    def _own_subject(self, n: int) -> Who | None:
        """Of a report set in marks ("“Danpos mengajak warga …,” ujarnya"): the one whose speech it reports."""
        piece = self.pieces[n]
        reports = read_clause(self.scene, piece.first, min(piece.last, piece.first + 30))
        return reports[0].who if reports and reports[0].who.how == "named" else None

    def _carried(self, n: int) -> _Attribution:
        """Without any attribution: whoever spoke right before, or is named right after, else nobody."""
        piece = self.pieces[n]
        before = self.pieces[n - 1] if n else None
        near = before is not None and piece.paragraph - before.paragraph <= 1
        if near and self.last_quote and self.last_quote[0] >= n - 2 and self.scene.current.how != "none":
            same = self.last_quote[1].persons == self.scene.current.persons
            return _Attribution(self.scene.current, None, "statement.carried-on", 0.75 if same else 0.65)
        following = self._named_next(n)
        spoken = n - 1 in self.reported or (before is not None and before.paragraph == piece.paragraph)
        if near and spoken and (self.scene.current.how == "named" or following is None):
            return _Attribution(self.scene.current, None, "statement.carried-on", 0.65)
        if following is not None:
            return following
        if near and self.scene.current.how == "named":
            return _Attribution(self.scene.current, None, "statement.carried-on", 0.5)
        return _Attribution(NONE, None, "statement.nobody-named", 0.7)

    def _named_next(self, n: int) -> _Attribution | None:
        """The speaker named behind the next quotation, in the next paragraph, of a quotation without any."""
        for k in range(n + 1, min(n + 3, len(self.pieces))):
            following = self.pieces[k]
            if following.paragraph > self.pieces[n].paragraph + 1:
                return None
            if following.quote is not None:
                at = attribution_at(self.scene, following.quote.outer.end)
                if at is None or k + 1 >= len(self.pieces):
                    return None
                who = self._attributed(at[0], at[1], self.pieces[k + 1].last)
                return _Attribution(who, None, "statement.named-next", 0.6) if who.how == "named" else None
        return None
