"""The facts of one article while they are being settled: looked up, marked, set against one another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import Conflict, Extraction, Fact, Status
from kg.settle.rules import About, Rule

if TYPE_CHECKING:
    from kg.extract.findings import DateMention
    from kg.vocab import Vocabulary


@dataclass(slots=True)
class Docket:
    """Facts are named by their index in ``facts``; new ones are appended and put in their place by ``closed``."""

    extraction: Extraction
    vocab: Vocabulary
    dates: Sequence[DateMention] = ()
    facts: list[Fact] = field(default_factory=list)
    conflicts: list[tuple[str, About, list[int]]] = field(default_factory=list)
    _index: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What an earlier settling decided or added is dropped: settling twice is once."""
        read = [f for f in self.extraction.facts if not f.rule.startswith("settle.")]
        self.extraction = replace(self.extraction, facts=tuple(map(_unsettled, read)))
        self.facts = list(self.extraction.facts)
        for i, fact in enumerate(self.facts):
            self._index.setdefault((fact.subject, fact.property), []).append(i)

    # looking up

    def subjects(self, kind: str) -> list[str]:
        """Ids of the entities of a kind, in article order."""
        return [e.id for e in self.extraction.entities if e.kind == kind]

    def of(self, subject: str, property: str) -> Sequence[int]:
        return self._index.get((subject, property), [])

    def standing(self, subject: str, property: str) -> list[int]:
        """The facts not deprecated."""
        return [i for i in self.of(subject, property) if self.facts[i].status != "deprecated"]

    def values(self, subject: str, property: str) -> list[str]:
        return list(dict.fromkeys(self.facts[i].value for i in self.of(subject, property)))

    def first(self, subject: str, property: str) -> str | None:
        return next(iter(self.values(subject, property)), None)

    def label(self, index: int) -> str:
        return self.facts[index].label.casefold()

    def sentence(self, index: int) -> str:
        sentences = self.extraction.sentences
        number = self.facts[index].sentence
        return self.extraction.surface(sentences[number].span) if number < len(sentences) else ""

    def lifted(self, rule: Rule, index: int) -> bool:
        """Whether the sentence of a fact has a word that lifts the rule."""
        words = rule.words("unless")
        if not words:
            return False
        return _any_of(tuple(words)).search(self.sentence(index)) is not None

    # deciding

    def mark(self, indices: Iterable[int], status: Status, reason: str | None) -> None:
        """Give a status to facts no earlier rule has decided on."""
        for i in indices:
            if self.facts[i].status == "normal":
                self.facts[i] = replace(self.facts[i], status=status, reason=reason)

    def oppose(self, subject: str, about: About, indices: Iterable[int]) -> None:
        """Record that facts cannot all be true; a conflict about the same facts grows instead of being doubled."""
        wanted = sorted(set(indices))
        for known_subject, known_about, known in self.conflicts:
            if (known_subject, known_about) == (subject, about) and set(known) & set(wanted):
                known[:] = sorted({*known, *wanted})
                return
        self.conflicts.append((subject, about, wanted))

    def add(self, fact: Fact) -> int:
        """Index of the fact, which is added unless it is there."""
        for i in self.of(fact.subject, fact.property):
            if (self.facts[i].value, self.facts[i].span) == (fact.value, fact.span):
                return i
        self.facts.append(fact)
        self._index.setdefault((fact.subject, fact.property), []).append(len(self.facts) - 1)
        return len(self.facts) - 1

    def closed(self) -> Extraction:
        """The extraction with all that was decided, new facts among those of their subject and property."""
        order = self._order()
        place = {old: new for new, old in enumerate(order)}
        conflicts = [Conflict(s, about, tuple(sorted(place[i] for i in found))) for s, about, found in self.conflicts]
        return replace(self.extraction, facts=tuple(self.facts[i] for i in order), conflicts=tuple(conflicts))

    def _order(self) -> list[int]:
        order = list(range(len(self.extraction.facts)))
        for new in range(len(order), len(self.facts)):
            fact = self.facts[new]
            at = 0
            for position, old in enumerate(order):
                other = self.facts[old]
                same = other.subject == fact.subject
                if same and (other.property, other.span, other.value) <= (fact.property, fact.span, fact.value):
                    at = position + 1
                elif same and at == 0:
                    at = position
            order.insert(at, new)
        return order


@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _unsettled(fact: Fact) -> Fact:
    return fact if fact.status == "normal" and not fact.reason else replace(fact, status="normal", reason=None)
