"""A picture as the data of its page: columns of numbers and strings, everything said once and pointed to by number."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

from kg.i18n import LANGS, catalogue
from kg.lookup import Label
from kg.viz import metrics
from kg.viz.model import KINDS, PILLARS, Evidence, Fact, Picture, Thing
from kg.viz.picture import radius

T = TypeVar("T", bound=Hashable)

STATUSES = ("preferred", "normal", "deprecated")
STATES = ("", "conflict", "deprecated")

_SHOWN = 6  # sentences that a page carries for one fact of a small picture; how many there are is always told
_SHOWN_LARGE = 1
_LARGE = 2_500
_ID = 6


class Pool(Generic[T]):
    """Values by number, in the order they were first met."""

    def __init__(self, first: Iterable[T] = ()) -> None:
        self.numbers: dict[T, int] = {}
        for value in first:
            self.add(value)

    def add(self, value: T) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[T]:
        return list(self.numbers)


def page_data(picture: Picture, lang: str) -> dict[str, Any]:
    """What the scripts of the page read; see ``assets/data.js`` for the names."""
    return _Writer(picture).write() | {"lang": lang}


def embed(data: object) -> str:
    """JSON that can stand inside a script element: no text of an article can end it, or begin a comment."""
    out = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        out = out.replace(char, f"\\u{ord(char):04x}")
    return out.encode("utf-8", "replace").decode("utf-8")


def short_ids(iris: Iterable[str]) -> dict[str, str]:
    """A few characters for each IRI, the same whatever else is drawn, unless two would be alike."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for iri in sorted(iris):
        digest = _base36(int.from_bytes(hashlib.sha256(iri.encode()).digest()[:16], "big"))
        length = next(n for n in range(_ID, len(digest) + 1) if digest[:n] not in used)
        used.add(digest[:length])
        found[iri] = digest[:length]
    return found


class _Writer:
    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.things = sorted(picture.network.things.values(), key=lambda t: (-picture.network.importance[t.iri], t.iri))
        self.number = {thing.iri: n for n, thing in enumerate(self.things)}
        self.most = _SHOWN if len(self.things) <= _LARGE else _SHOWN_LARGE
        self.sentences: Pool[str] = Pool()
        self.articles: Pool[str] = Pool()
        self.labels: Pool[Label] = Pool()
        self.rules: Pool[str] = Pool()

    def write(self) -> dict[str, Any]:
        picture = self.picture
        nodes = self.nodes()
        ties = self.ties()
        facts = [[self.fact(fact) for fact in picture.facts.get(t.iri, ())] for t in self.things]
        said = [
            [
                self.number[s.speaker],
                s.text,
                int(s.direct),
                [self.labels.add(t) for t in s.topics],
                self.proof(s.evidence),
            ]
            for s in picture.statements
            if s.speaker in self.number
        ]
        sentences = [self.sentence(key) for key in self.sentences.values()]
        return {
            "v": 1,
            "title": _both(picture.title),
            "asOf": picture.network.as_of,
            "total": picture.total,
            "focus": self.number.get(picture.focus, -1),
            "strings": _strings(),
            "pillars": PILLARS,
            "kinds": KINDS,
            "nodes": nodes,
            "ties": ties,
            "facts": facts,
            "said": said,
            "sentences": sentences,
            "articles": self.article_rows(),
            "labels": [_both(label) for label in self.labels.values()],
            "rules": self.rules.values(),
        }

    def nodes(self) -> dict[str, Any]:
        things, points = self.things, self.picture.points | self.picture.waiting
        ids = short_ids(self.number)
        base = _common([t.iri for t in things])
        return {
            "base": base,
            "iri": [t.iri[len(base) :] for t in things],
            "id": [ids[t.iri] for t in things],
            "kind": [KINDS.index(t.kind) for t in things],
            "label": [_both(t.label) for t in things],
            "lines": [self.lines(t) for t in things],
            "detail": [_both(t.detail) for t in things],
            "pillar": [_pillar(t.pillar) for t in things],
            "x": [points[t.iri].x if t.iri in points else None for t in things],
            "y": [points[t.iri].y if t.iri in points else None for t in things],
            "home": [self.number.get(self.picture.homes.get(t.iri, ""), -1) for t in things],
            "r": [radius(self.picture.network.importance[t.iri], t) for t in things],
            "date": [t.date for t in things],
            "parent": [self.number.get(t.parent, -1) for t in things],
            "places": [[self.number[p] for p in t.places if p in self.number] for t in things],
            "articles": [[self.articles.add(a) for a in t.articles] for t in things],
            "alt": [[name for name in t.other_names if name != t.label.id] for t in things],
            "disputed": [list(self.picture.disputed.get(t.iri, ())) for t in things],
            "members": [[list(pair) for pair in t.members] for t in things],
            "pillars": [[[_pillar(name), number] for name, number in t.pillars] for t in things],
        }

    def lines(self, thing: Thing) -> list[Any]:
        """The label broken into lines; a list for each language where they differ."""
        own = metrics.wrap(thing.label.id, thing.kind) + metrics.inside(thing)
        other = metrics.wrap(thing.label.en, thing.kind) + metrics.inside(thing)
        return [list(own)] if own == other else [list(own), list(other)]

    def ties(self) -> dict[str, Any]:
        ties = self.picture.network.ties
        kinds: Pool[str] = Pool()
        return {
            "s": [self.number[t.source] for t in ties],
            "t": [self.number[t.target] for t in ties],
            "kind": [kinds.add(t.kind) for t in ties],
            "state": [STATES.index(t.state) for t in ties],
            "weight": [t.weight for t in ties],
            "proof": [self.proof(t.evidence) for t in ties],
            "kinds": kinds.values(),
        }

    def fact(self, fact: Fact) -> list[Any]:
        return [
            self.labels.add(fact.property),
            self.labels.add(fact.value),
            self.number.get(fact.target, -1),
            STATUSES.index(fact.status),
            self.labels.add(fact.reason) if fact.reason else -1,
            int(fact.disputed),
            self.proof(fact.evidence),
            len(fact.evidence),
        ]

    def proof(self, evidence: Iterable[Evidence]) -> list[list[Any]]:
        """Sentence, begin and end in it as JavaScript counts, confidence, rule, who is quoted."""
        rows: list[list[Any]] = []
        for each in list(evidence)[: self.most]:
            sentence = self.picture.sentences.get(each.sentence)
            if sentence is None:
                continue
            start = _utf16(sentence.text[: max(each.start, 0)])
            end = _utf16(sentence.text[: max(each.end, 0)])
            row: list[Any] = [self.sentences.add(each.sentence), start, end, each.confidence, self.rules.add(each.rule)]
            rows.append([*row, each.said_by] if each.said_by else row)
        return rows

    def sentence(self, key: str) -> list[Any]:
        sentence = self.picture.sentences[key]
        return [self.articles.add(sentence.article), sentence.start, sentence.start + len(sentence.text), sentence.text]

    def article_rows(self) -> list[list[Any]]:
        """Title, outlet, day, source, number as a node, dates of the events it tells of."""
        dates: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for tie in self.picture.network.ties:
            if tie.kind == "reports" and (date := self.picture.network.things[tie.target].date):
                dates[tie.source][date] = None
        known = self.picture.network.things | self.picture.articles
        rows = []
        for iri in self.articles.values():
            thing = known.get(iri)
            head = [thing.label.id, thing.outlet, thing.date, thing.source] if thing else ["", "", "", ""]
            rows.append([*head, self.number.get(iri, -1), list(dates[iri])])
        return rows


def _pillar(name: str) -> int:
    """Number of a pillar; -1 for none, and for several."""
    return PILLARS.index(name) if name in PILLARS else -1


def _both(label: Label) -> str | list[str]:
    return label.id if label.id == label.en else [label.id, label.en]


def _strings() -> dict[str, list[str]]:
    """Every string of the page in both languages, by its key without the first part."""
    strings = catalogue()
    names = [key.partition(".")[2] for key in strings if key.startswith("viz.")]
    return {name: [strings["viz." + name][lang] for lang in LANGS] for name in names}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _common(iris: list[str]) -> str:
    """What all IRIs begin with, up to a slash."""
    if not iris:
        return ""
    first, last = min(iris), max(iris)
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same) + 1]


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while number:
        number, rest = divmod(number, 36)
        out += digits[rest]
    return out
