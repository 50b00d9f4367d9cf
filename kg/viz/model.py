"""What a picture is made of: things and ties of the graph, the facts and sentences behind them, positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.i18n import Lang, text
from kg.lookup import Label

Kind = Literal["person", "organization", "place", "event", "article", "group"]
KINDS: tuple[Kind, ...] = ("person", "organization", "place", "event", "article", "group")
"""A group stands for many things: an area with everybody who serves and everything that happened in it."""

PILLARS = ("TNI", "Polri", "Pemerintah", "Masyarakat")

State = Literal["", "conflict", "deprecated"]
"""Of a tie: nothing said against it; one of several values that cannot all be true; settled against another one."""


NO_LABEL = Label("", "")


@dataclass(frozen=True, slots=True)
class Thing:
    """A node. Dates and IRIs are "" where there is none."""

    iri: str
    kind: Kind
    label: Label
    detail: Label = NO_LABEL  # what tells it from its namesakes: rank and post, kind of unit, level, date
    pillar: str = ""
    date: str = ""  # ISO, at the precision known: of an event, or the day an article was published
    other_names: tuple[str, ...] = ()
    parent: str = ""  # of a place, the one around it
    places: tuple[str, ...] = ()  # where it belongs: of a person the area of the post and of the events
    articles: tuple[str, ...] = ()  # that speak of it
    level: str = ""  # of a place, the local name of its level
    source: str = ""  # of an article, its address or file
    outlet: str = ""  # of an article
    members: tuple[tuple[str, int], ...] = ()  # of a group, how many things of which kind
    pillars: tuple[tuple[str, int], ...] = ()  # of a group, how many people and units of which pillar, "" if unknown


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a sentence. ``start`` and ``end`` count code points from the begin of the sentence."""

    sentence: str  # key of Picture.sentences
    start: int
    end: int
    confidence: float
    rule: str
    said_by: str = ""  # name of the person quoted, "" for the narrator


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge, read from ``source`` to ``target``. ``kind`` is the local name of the predicate."""

    source: str
    target: str
    kind: str
    state: State = ""
    evidence: tuple[Evidence, ...] = ()
    weight: int = 1  # between groups, how many ties it stands for


@dataclass(frozen=True, slots=True)
class Bond:
    """Two things that an answer puts together, in its own words. ``exact``: only a tie of this kind is the same."""

    source: str
    target: str
    kind: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one property of a thing, with every sentence it rests on."""

    property: Label
    value: Label
    target: str  # IRI of the value if it is drawn, else ""
    status: str  # preferred, normal, deprecated
    reason: Label | None
    disputed: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said."""

    speaker: str
    text: str
    direct: bool
    topics: tuple[Label, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    article: str
    start: int  # in the text of the article, code points
    text: str


@dataclass(frozen=True, slots=True)
class Network:
    """Things by IRI and the ties between them, both in a fixed order."""

    things: dict[str, Thing]
    ties: tuple[Tie, ...]
    importance: dict[str, float]
    as_of: str  # ISO date of the newest article, else of the newest event; "" if no date is known


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a writer needs. ``points`` has the things that are drawn at first; the others wait to be asked for.

    Where groups are drawn, ``homes`` tells which group a thing waits in, and ``waiting`` where it will stand.
    """

    title: Label
    network: Network
    total: int  # things in the whole graph, of the kinds that are drawn
    points: dict[str, Point]
    focus: str
    facts: dict[str, tuple[Fact, ...]]
    statements: tuple[Statement, ...]
    sentences: dict[str, Sentence]
    disputed: dict[str, tuple[str, ...]]  # thing -> what its sources do not agree on
    articles: dict[str, Thing]  # those that sentences stand in, drawn or not
    homes: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Point] = field(default_factory=dict)

    def summary(self, lang: Lang) -> str:
        """How much of what was found is drawn, and as of when."""
        drawn = len(self.points)
        if self.homes:
            parts = [text("viz.drawn-areas", lang, held=len(self.homes), total=self.total, areas=drawn)]
        else:
            parts = [text("viz.drawn", lang, drawn=drawn, total=self.total)]
        if self.network.as_of:
            parts.append(text("viz.as-of", lang, date=self.network.as_of))
        return " · ".join(parts)
