"""The view of best values as things and ties: what could be drawn, before anything is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.lookup import Label, Queryable, labels, local_name, quads
from kg.network import EDGES, KINDS
from kg.ns import FOAF, RDF, RDFS, SCHEMA, SKOS, TP
from kg.viz.model import Kind, Network, Thing, Tie

WITHIN = "containedInPlace"
MENTIONS = "mentions"
SPOKE = "spokeAt"

_PARENT = SCHEMA + WITHIN
_NAMES = (RDFS + "label", SCHEMA + "headline", FOAF + "name", SCHEMA + "name", TP + "source")
_OTHER_NAMES = (SKOS + "altLabel", SCHEMA + "alternateName")
_DETAILS = {
    "person": (TP + "role",),
    "organization": (TP + "unitKind",),
    "place": (TP + "level",),
}
_CONCEPTS = (TP + "role", TP + "unitKind", TP + "level", TP + "eventType")
_EDGES = tuple(edge for edge in EDGES if local_name(edge) not in ("speaker", "saidAt", "quotedIn"))
_DRAWN: dict[str, Kind] = {
    "person": "person", "organization": "organization", "place": "place", "event": "event", "article": "article",
}  # fmt: skip
_LONGEST = 90  # characters of a headline as a label


def read(graph: Queryable) -> Network:
    """Everything that can be drawn. Statements are no nodes: they tie their speaker to the event."""
    view = _View(quads(graph, DefaultGraph()))
    view.concepts = labels(graph, {iri for p in _CONCEPTS for iri in view.objects_of(p)})
    kinds = {iri: kind for iri in sorted(view.values) if (kind := view.kind(iri))}
    ties = list(_ties(view, kinds))
    mentioned = _mentions(view, kinds)
    lonely = kinds.keys() - {end for tie in ties if tie.kind != WITHIN for end in (tie.source, tie.target)}
    ties += [Tie(a, iri, MENTIONS) for iri in sorted(lonely) if kinds[iri] != "place" for a in mentioned[iri]]
    held = _places(view, ties)
    things = {iri: _thing(view, iri, kind, mentioned[iri], held[iri]) for iri, kind in kinds.items()}
    dates = [t.date for k in ("article", "event") for t in things.values() if t.kind == k and len(t.date) == 10]
    newest = [t.date for t in things.values() if t.kind == "article" and len(t.date) == 10] or dates
    return Network(things, tuple(ties), importance(things, ties), max(newest, default=""))


def importance(things: dict[str, Thing], ties: Iterable[Tie]) -> dict[str, float]:
    """How many other things it is tied to and how many articles speak of it; areas around areas count little."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    around: defaultdict[str, int] = defaultdict(int)
    for tie in ties:
        for end, other in ((tie.source, tie.target), (tie.target, tie.source)):
            if tie.kind == WITHIN:
                around[end] += 1
            else:
                near[end].add(other)
    return {
        iri: round(len(near[iri]) + 0.5 * len(thing.articles) + 0.1 * min(around[iri], 10), 2)
        for iri, thing in things.items()
    }


class _View:
    """Subject -> predicate -> objects, sorted when asked for."""

    def __init__(self, found: Iterable[Quad]) -> None:
        self.values: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        self.concepts: dict[str, Label] = {}
        for quad in found:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                of = self.values.setdefault(quad.subject.value, {})
                of.setdefault(quad.predicate.value, []).append(quad.object)

    def texts(self, iri: str, predicate: str) -> list[str]:
        return sorted({term.value for term in self.values.get(iri, {}).get(predicate, ())})

    def first(self, iri: str, *predicates: str) -> str:
        return next((text for predicate in predicates for text in self.texts(iri, predicate)), "")

    def objects_of(self, predicate: str) -> Iterator[str]:
        for of in self.values.values():
            for term in of.get(predicate, ()):
                if isinstance(term, NamedNode):
                    yield term.value

    def kind(self, iri: str) -> Kind | None:
        classes = self.texts(iri, RDF + "type")
        return next((_DRAWN[kind] for cls, kind in KINDS.items() if cls in classes and kind in _DRAWN), None)

    def words(self, iri: str, *predicates: str) -> Label:
        """Labels of the concepts that these predicates lead to, in both languages."""
        found = [self.concepts[c] for predicate in predicates for c in self.texts(iri, predicate) if c in self.concepts]
        return Label(_joined(label.id for label in found), _joined(label.en for label in found))


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _thing(view: _View, iri: str, kind: Kind, articles: list[str], places: list[str]) -> Thing:
    name = " ".join(view.first(iri, *_NAMES).split()) or local_name(iri)
    label = Label(name, name)
    match kind:
        case "event":
            words = view.words(iri, TP + "eventType")
            label = Label(_sentence_case(words.id) or name, _sentence_case(words.en) or name)
            date = view.first(iri, TP + "eventDate")
            detail = Label(date, date)
        case "article":
            date = view.first(iri, SCHEMA + "datePublished")[:10]
            outlet = view.first(iri, TP + "publisherName")
            title = _short(name if view.first(iri, SCHEMA + "headline") else _file_name(name))
            label = Label(title, title)
            detail = Label(outlet, outlet)
        case _:
            date, detail = "", view.words(iri, *_DETAILS.get(kind, ()))
            ranks = [view.first(rank, SKOS + "notation") for rank in view.texts(iri, TP + "militaryRank")]
            detail = Label(*(" · ".join(filter(None, [", ".join(ranks), words])) for words in detail))
    return Thing(
        iri,
        kind,
        label,
        detail,
        pillar=", ".join(local_name(element).removeprefix("unsur") for element in view.texts(iri, TP + "element")),
        date=date,
        other_names=tuple(other for p in _OTHER_NAMES for other in view.texts(iri, p)),
        parent=view.first(iri, _PARENT),
        places=tuple(places),
        articles=tuple(articles) if kind != "article" else (iri,),
        level=local_name(view.first(iri, TP + "level")).removeprefix("level-"),
        source=view.first(iri, SCHEMA + "url", TP + "source") if kind == "article" else "",
        outlet=view.first(iri, TP + "publisherName") if kind == "article" else "",
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _file_name(source: str) -> str:
    """What an article without a headline is called: its file, without folders and ending."""
    return PurePosixPath(source.rstrip("/")).stem or source


def _short(headline: str) -> str:
    return headline if len(headline) <= _LONGEST else headline[: _LONGEST - 1].rstrip() + "…"


def _ties(view: _View, kinds: dict[str, Kind]) -> Iterator[Tie]:
    """Every edge once, and one from speaker to event where the speaker is not said to have taken part."""
    took_part: set[tuple[str, str]] = set()
    for iri in kinds:
        for predicate in _EDGES:
            for other in view.texts(iri, predicate):
                if other in kinds and other != iri:
                    kind = local_name(predicate)
                    if kind in ("participant", "organiser"):
                        took_part.add((other, iri))
                    yield Tie(iri, other, kind)
    spoke = {
        (speaker, event)
        for iri in sorted(set(view.values) - kinds.keys())
        for event in view.texts(iri, TP + "saidAt")
        for speaker in view.texts(iri, TP + "speaker")
        if event in kinds and speaker in kinds
    }
    yield from (Tie(speaker, event, SPOKE) for speaker, event in sorted(spoke - took_part))


def _mentions(view: _View, kinds: dict[str, Kind]) -> defaultdict[str, list[str]]:
    """Thing -> articles that speak of it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article, kind in kinds.items():
        if kind == "article":
            for predicate in (SCHEMA + "mentions", TP + "reports"):
                for iri in view.texts(article, predicate):
                    found[iri].append(article)
    return found


def _places(view: _View, ties: Iterable[Tie]) -> defaultdict[str, list[str]]:
    """Thing -> places it belongs to: stated ones, those of its events, and for a unit those of its people."""
    own: defaultdict[str, dict[str, None]] = defaultdict(dict)
    later: list[tuple[str, str]] = []
    for tie in ties:
        match tie.kind:
            case "assignedArea" | "place":
                own[tie.source][tie.target] = None
            case "participant" | "organiser":
                later.append((tie.target, tie.source))
            case "reports" | "unit" | "spokeAt":
                later.append((tie.target, tie.source) if tie.kind == "unit" else (tie.source, tie.target))
    direct = {iri: list(places) for iri, places in own.items()}
    out: defaultdict[str, list[str]] = defaultdict(list)
    for iri, places in direct.items():
        out[iri] += places
    for iri, through in later:
        out[iri] += [place for place in direct.get(through, ()) if place not in out[iri]]
    return out
