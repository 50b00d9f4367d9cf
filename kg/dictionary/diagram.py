"""Pictures of the classes: boxes with their properties, and lines to the classes that the values are of.

A box holds what the ontology says of its class (domains) and what the shapes bound; nothing is drawn by hand but the
columns the boxes stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from kg.dictionary.terms import Bound, Ontology, local, short
from kg.i18n import Lang
from kg.ns import NIF, PROV, SCHEMA, TP


class Plan(NamedTuple):
    """Which classes a picture shows, in columns from left to right, with the properties of which module."""

    module: str
    columns: Sequence[Sequence[str]]


WORLD = Plan(
    "kg",
    (
        (SCHEMA + "NewsArticle", TP + "Statement"),
        (TP + "Event", TP + "Person"),
        (TP + "UnnamedGroup", TP + "Organization", TP + "Place"),
    ),
)
"""What is reported: from what is read, on the left, to what is told of, on the right."""

EVIDENCE = Plan(
    "evidence",
    (
        (TP + "Claim", TP + "Conflict"),
        (TP + "ClaimRank", NIF + "Sentence", SCHEMA + "NewsArticle", TP + "Reading", PROV + "Activity"),
        (TP + "SameAsDecision", TP + "ValueDecision", TP + "Retraction"),
    ),
)
"""What every fact rests on, and what people decided."""

_WIDTH, _GAP, _HEAD, _ROW, _APART = 300, 96, 32, 22, 26
_TURN = 46  # how far a line goes before it turns


@dataclass(frozen=True, slots=True)
class Row:
    """A property of a class: its name, whom its values belong to, how many there may be ("" if no shape says)."""

    name: str
    value: str
    number: str
    targets: tuple[str, ...]
    iri: str

    @property
    def shown(self) -> tuple[str, str, str]:
        return self.name, f"– {self.value}" if self.value else "", f"({self.number})" if self.number else ""


@dataclass(frozen=True, slots=True)
class Box:
    """A class where it stands in the picture; ``x`` and ``y`` of its upper left corner."""

    iri: str
    name: str
    above: tuple[str, ...]
    rows: tuple[Row, ...]
    column: int
    x: int
    y: int

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.rows) + 8


def boxes(ontology: Ontology, plan: Plan, lang: Lang) -> list[Box]:
    terms = {term.iri: term for term in ontology.terms}
    placed: list[Box] = []
    for number, column in enumerate(plan.columns):
        y = 0
        for iri in column:
            name = terms[iri].label.of(lang) if iri in terms else short(iri)
            above = terms[iri].above if iri in terms else ()
            rows = tuple(_rows(ontology, plan.module, iri, lang))
            box = Box(iri, name, above, rows, number, number * (_WIDTH + _GAP), y)
            placed.append(box)
            y += box.height + _APART
    return placed


def _rows(ontology: Ontology, module: str, cls: str, lang: Lang) -> Iterator[Row]:
    """What the module says of a class, then what the shapes ask for by terms of others."""
    names = {term.iri: term.label.of(lang) for term in ontology.terms}
    titles = {scheme.iri: scheme.title.of(lang) for scheme in ontology.schemes}
    bounds = {bound.path: bound for shape in ontology.shapes if cls in shape.targets for bound in shape.bounds}
    for term in ontology.terms:
        if term.module == module and cls in term.domains:
            values = [titles[scheme] for scheme in term.schemes] or [names.get(r, short(r)) for r in term.ranges]
            number = _number(bounds[term.iri]) if term.iri in bounds else ""
            targets = () if term.schemes else term.ranges
            yield Row(term.label.of(lang), ", ".join(values), number, targets, term.iri)
    for path, bound in bounds.items():
        if path not in names:
            yield Row(short(path), short(bound.of_class), _number(bound), (bound.of_class,), path)


def _number(bound: Bound) -> str:
    """
    >>> _number(Bound("", 1, 1, "")), _number(Bound("", 0, 1, "")), _number(Bound("", 1, None, ""))
    ('1', '0..1', '1..n')
    """
    if bound.most is None:
        return f"{bound.least}..n" if bound.least else ""
    return str(bound.most) if bound.least == bound.most else f"{bound.least}..{bound.most}"


def _lines(placed: Sequence[Box]) -> Iterator[tuple[Box, int, Box]]:
    """From which row of which box to which: where the values of a property are of that class, or of one above it."""
    for box in placed:
        for index, row in enumerate(box.rows):
            for to in placed:
                if to is not box and not {to.iri, *to.above}.isdisjoint(row.targets):
                    yield box, index, to


def svg(ontology: Ontology, plan: Plan, lang: Lang, title: str) -> str:
    """An inline drawing in the colours of the page it stands in; boxes and rows lead to their terms."""
    placed = boxes(ontology, plan, lang)
    width = max(box.x for box in placed) + _WIDTH + 2 * _TURN
    height = max(box.y + box.height for box in placed) + 4
    lines = [_line(box, index, to, f"tip-{plan.module}") for box, index, to in _lines(placed)]
    drawn = [_box(box) for box in placed]
    return (
        f'<svg class="classes" viewBox="{-_TURN} -2 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'<defs><marker id="tip-{plan.module}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>' + "".join([*lines, *drawn]) + "</svg>"
    )


def _line(box: Box, index: int, to: Box, marker: str) -> str:
    y = box.y + _HEAD + _ROW * index + _ROW // 2 + 2
    end = to.y + _HEAD // 2
    if to.column > box.column:
        x, tip, out, back = box.x + _WIDTH, to.x, _TURN, -_TURN
    elif to.column < box.column:
        x, tip, out, back = box.x, to.x + _WIDTH, -_TURN, _TURN
    else:  # one above the other: around the side where no column is
        side = 0 if box.column == 0 else _WIDTH
        out = back = -_TURN if box.column == 0 else _TURN
        x = tip = box.x + side
    return f'<path class="line" d="M{x} {y}C{x + out} {y} {tip + back} {end} {tip} {end}" marker-end="url(#{marker})"/>'


def _box(box: Box) -> str:
    parts = [
        f'<g transform="translate({box.x} {box.y})">',
        f'<rect class="box" width="{_WIDTH}" height="{box.height}" rx="6"/>',
        f'<path class="head" d="M0 6a6 6 0 0 1 6-6h{_WIDTH - 12}a6 6 0 0 1 6 6v{_HEAD - 6}H0z"/>',
        _linked(box.iri, f'<text class="name" x="12" y="{_HEAD - 11}">{escape(box.name)}</text>'),
    ]
    for index, row in enumerate(box.rows):
        y = _HEAD + _ROW * (index + 1) - 5
        shown = f"{row.value} {row.number}".strip()
        parts.append(_linked(row.iri, f'<text x="12" y="{y}">{escape(row.name)}</text>'))
        parts.append(f'<text class="value" x="{_WIDTH - 10}" y="{y}">{escape(_cut(shown, 38 - len(row.name)))}</text>')
    return "".join([*parts, "</g>"])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _linked(iri: str, inner: str) -> str:
    return f'<a href="#{escape(local(iri))}">{inner}</a>' if iri.startswith(TP) else inner


def mermaid(ontology: Ontology, plan: Plan, lang: Lang) -> str:
    """The same picture as text, which many readers of Markdown draw."""
    placed = boxes(ontology, plan, lang)
    at = {box.iri: local(short(box.iri)).replace(":", "_") for box in placed}
    lines = ["classDiagram", "  direction LR"]
    for box in placed:
        lines.append(f'  class {at[box.iri]}["{box.name}"]')
        lines += [f"  {at[box.iri]} : {' '.join(filter(None, row.shown))}" for row in box.rows]
    lines += [f"  {at[box.iri]} --> {at[to.iri]} : {box.rows[index].name}" for box, index, to in _lines(placed)]
    return "\n".join(lines)
