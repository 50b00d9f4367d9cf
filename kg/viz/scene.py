"""A picture as marks on paper: lines, shapes, words with their places. Writers only have to know how to draw these."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.i18n import Lang, text
from kg.viz import metrics
from kg.viz.model import KINDS, PILLARS, Kind, Picture, Point, Thing
from kg.viz.palette import LIGHT, Theme
from kg.viz.picture import radius
from kg.viz.view import MENTIONS, WITHIN

XY = tuple[float, float]

_MARGIN = 28.0
_LEGEND = 30.0
_HEAD = 52.0
_GROUP = (125.0, 88.0)  # room of a group with its label


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[XY, XY]
    color: str
    width: float
    dash: tuple[float, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed figure: a circle if ``radius`` is given, around its one point; else a polygon."""

    points: tuple[XY, ...]
    fill: str  # "none" for an outline alone
    stroke: str
    width: float
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``at`` is the middle, or the left end, of its base line."""

    at: XY
    text: str
    size: float
    color: str
    bold: bool = False
    italic: bool = False
    middle: bool = True
    halo: str = ""


Mark = Line | Shape | Words


@dataclass(frozen=True, slots=True)
class Scene:
    width: float
    height: float
    ground: str
    title: str
    description: str
    marks: tuple[Mark, ...] = field(default=())


def scene(picture: Picture, lang: Lang, theme: Theme = LIGHT) -> Scene:
    """Title, ties, nodes, labels that do not cover one another, legend."""
    things, points = picture.network.things, _near(picture)
    sizes = {iri: radius(picture.network.importance[iri], things[iri]) for iri in points}
    left = min((p.x - sizes[i] for i, p in points.items()), default=0.0) - 70
    top = min((p.y - sizes[i] for i, p in points.items()), default=0.0) - _HEAD - _MARGIN
    right = max((p.x + sizes[i] for i, p in points.items()), default=0.0) + 70
    bottom = max((p.y + sizes[i] for i, p in points.items()), default=0.0) + _MARGIN + 30 + _LEGEND
    width, height = max(right - left, 720.0), bottom - top
    left -= (width - (right - left)) / 2
    at = {iri: (p.x - left, p.y - top) for iri, p in points.items()}
    marks: list[Mark] = [Words((_MARGIN, 34), picture.title.of(lang), 19, theme.ink, bold=True, middle=False)]
    below = picture.summary(lang)
    marks.append(Words((_MARGIN, 53), below, 11.5, theme.muted, middle=False))
    marks += _ties(picture, at, theme)
    for iri in sorted(at, key=lambda i: (picture.network.importance[i], i)):
        marks += node(things[iri], at[iri], sizes[iri], theme, disputed=iri in picture.disputed)
    marks += _labels(picture, at, sizes, lang, theme)
    marks += _legend(picture, lang, theme, height - _LEGEND / 2 - 4)
    return Scene(round(width, 1), round(height, 1), theme.ground, picture.title.of(lang), below, tuple(marks))


def _near(picture: Picture) -> dict[str, Point]:
    """Points of what is drawn; groups moved together, since on paper none of them opens."""
    points = picture.points
    if not picture.homes or len(points) < 2:
        return points
    wide, high = (max(a) - min(a) or 1.0 for a in ([p.x for p in points.values()], [p.y for p in points.values()]))
    factor = math.sqrt(len(points) * _GROUP[0] * _GROUP[1] / (wide * high))
    return {iri: Point(p.x * factor, p.y * factor) for iri, p in points.items()}


def _ties(picture: Picture, at: dict[str, XY], theme: Theme) -> Iterator[Mark]:
    for tie in picture.network.ties:
        if tie.source not in at or tie.target not in at:
            continue
        ends = (at[tie.source], at[tie.target])
        name = f"{_name(tie.source)}--{tie.kind}--{_name(tie.target)}"
        if tie.state:
            yield Line(ends, theme.conflict, 1.6, (5, 4), name)
        elif tie.kind in (WITHIN, MENTIONS):
            yield Line(ends, theme.tie, 0.9, (1.5, 3), name)
        else:
            yield Line(ends, theme.tie, 1.0 + 0.5 * math.log2(tie.weight), (), name)


def node(thing: Thing, at: XY, size: float, theme: Theme, *, disputed: bool = False) -> Iterator[Mark]:
    """The shape of one thing, with a dashed ring where its sources do not agree."""
    fill = theme.of(thing.kind, thing.pillar)
    edge = theme.muted if thing.kind == "article" else theme.ground
    name = _name(thing.iri)
    if disputed:
        yield Shape((at,), "none", theme.conflict, 1.6, size + 4.5, (4, 3))
    outline = shape(thing.kind, at, size)
    if thing.pillars:
        yield from _shares(thing, at, outline, theme)
        yield Shape(outline, "none", edge, 1.2, id=name)
    elif outline:
        yield Shape(outline, fill, edge, 1.2, id=name)
    else:
        yield Shape((at,), fill, edge, 1.2, size, id=name)
    if thing.kind == "article":
        x, y = at
        for row in (-0.25, 0.1, 0.45):
            yield Line(((x - size * 0.4, y + size * row), (x + size * 0.4, y + size * row)), theme.muted, 0.9)
    elif thing.kind == "place":
        x, y = at
        yield Shape(((x, y - size * 0.35),), theme.ground, "none", 0, size * 0.32)


def _shares(thing: Thing, at: XY, outline: tuple[XY, ...], theme: Theme) -> Iterator[Mark]:
    """The inside of a group, cut along its outline into the shares of the pillars of its people and units."""
    total = sum(number for _, number in thing.pillars)
    begin = 0.0
    for pillar, number in thing.pillars:
        end = begin + len(outline) * number / total
        corners = [outline[k % len(outline)] for k in range(math.floor(begin) + 1, math.ceil(end))]
        ends = [_along(outline, begin), *corners, _along(outline, end)]
        yield Shape((at, *ends), theme.of("person", pillar), "none", 0)
        begin = end


def _along(outline: tuple[XY, ...], where: float) -> XY:
    """The point of a polygon so many sides after its first corner."""
    side = math.floor(where)
    (x1, y1), (x2, y2) = outline[side % len(outline)], outline[(side + 1) % len(outline)]
    return x1 + (x2 - x1) * (where - side), y1 + (y2 - y1) * (where - side)


def _name(iri: str) -> str:
    """Of an element: what follows the base in the IRI, "event/036a341ad9cc5cf1/1"."""
    return iri.partition("/id/")[2] or iri


def shape(kind: Kind, at: XY, size: float) -> tuple[XY, ...]:
    """Corners of the shape, () for a circle. All have about the same area."""
    x, y = at
    match kind:
        case "organization":
            half = size * 0.88
            corners = ((-half, -half), (half, -half), (half, half), (-half, half))
        case "event":
            half = size * 1.22
            corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        case "article":
            w, h, fold = size * 0.82, size * 1.05, size * 0.5
            return tuple((x + a, y + b) for a, b in ((-w, -h), (w - fold, -h), (w, fold - h), (w, h), (-w, h)))
        case "place":
            return _pin(x, y, size)
        case "group":
            turns = [(math.cos(math.pi * k / 3), math.sin(math.pi * k / 3)) for k in range(6)]
            return tuple((x + a * size * 1.1, y + b * size * 1.1) for a, b in turns)
        case _:
            return ()
    return tuple((x + a, y + b) for a, b in corners)


def _pin(x: float, y: float, size: float) -> tuple[XY, ...]:
    """A drop whose point is below: three quarters of a circle, and the tip."""
    r, cy = size * 0.92, y - size * 0.35
    arc = [math.pi * (0.86 + 1.28 * k / 14) for k in range(15)]
    return (*((x + r * math.cos(a), cy + r * math.sin(a)) for a in arc), (x, y + size * 1.25))


Box = tuple[float, float, float, float]


class Boxes:
    """Rectangles that have been taken, found again by where they lie."""

    def __init__(self, cell: float = 80.0) -> None:
        self.cell = cell
        self.grid: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def _cells(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box[0] // self.cell), int(box[2] // self.cell) + 1):
            for row in range(int(box[1] // self.cell), int(box[3] // self.cell) + 1):
                yield column, row

    def add(self, box: Box) -> None:
        for cell in self._cells(box):
            self.grid[cell].append(box)

    def cover(self, box: Box) -> float:
        """How much of the box is taken, in square pixels; an overlap that lies in two cells counts once."""
        met = {other for cell in self._cells(box) for other in self.grid.get(cell, ())}
        return sum(_overlap(box, other) for other in met)


def _overlap(a: Box, b: Box) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _labels(picture: Picture, at: dict[str, XY], sizes: dict[str, float], lang: Lang, theme: Theme) -> Iterator[Mark]:
    """Most important first: below its node, else above, right, left; left out where every place is taken."""
    taken, nodes = Boxes(), Boxes()
    for iri, (x, y) in at.items():
        r = sizes[iri]
        nodes.add((x - r, y - r, x + r, y + r))
    things = picture.network.things
    for iri in sorted(at, key=lambda i: (-picture.network.importance[i], i)):
        thing = things[iri]
        size = metrics.FONT_SIZE[thing.kind]
        lines = metrics.wrap(thing.label.of(lang), thing.kind) + metrics.inside(thing)
        wide, high = max(metrics.width(line, size) for line in lines), len(lines) * size * metrics.LINE
        room = sizes[iri] + (5 if iri in picture.disputed else 0)
        for middle, baseline, box in places_around(at[iri], room, wide, high, size):
            if taken.cover(box) == 0 and nodes.cover(box) <= 0.02 * wide * high:
                taken.add(box)
                color = theme.muted if thing.kind == "article" else theme.ink
                for row, line in enumerate(lines):
                    yield Words(
                        (middle, baseline + row * size * metrics.LINE), line, size, color,
                        bold=thing.kind == "event", italic=thing.kind in ("place", "group"), halo=theme.ground,
                    )  # fmt: skip
                break


def places_around(at: XY, r: float, wide: float, high: float, size: float) -> Iterator[tuple[float, float, Box]]:
    """Middle and first base line of a label, with its box, at each place it may take."""
    x, y = at
    gap = 3.0
    for dx, top in (
        (0.0, y + r * 1.15 + gap),
        (0.0, y - r * 1.15 - gap - high),
        (r + gap + 2 + wide / 2, y - high / 2),
        (-r - gap - 2 - wide / 2, y - high / 2),
    ):
        yield x + dx, top + size * 0.92, (x + dx - wide / 2, top, x + dx + wide / 2, top + high)


def _legend(picture: Picture, lang: Lang, theme: Theme, y: float) -> Iterator[Mark]:
    things = [picture.network.things[iri] for iri in picture.points]
    kinds = Counter(thing.kind for thing in things)
    x = _MARGIN
    for pillar in (*PILLARS, ""):
        alone = any(t.kind in ("person", "organization") and t.pillar == pillar for t in things)
        if alone or any(pillar == name for t in things for name, _ in t.pillars):
            yield Shape(((x + 6, y),), theme.of("person", pillar), theme.ground, 1, 6)
            words = text(f"viz.pillar.{pillar or 'unknown'}", lang)
            yield Words((x + 16, y + 4), words, 11, theme.ink, middle=False)
            x += 32 + metrics.width(words, 11)
    x += 10
    for kind in (kind for kind in KINDS if kinds[kind]):
        yield from node(Thing("", kind, picture.title), (x + 6, y), 6, theme)
        words = text(f"viz.kind.{kind}", lang)
        yield Words((x + 16, y + 4), words, 11, theme.ink, middle=False)
        x += 32 + metrics.width(words, 11)
    if picture.disputed or any(tie.state for tie in picture.network.ties):
        yield Line(((x, y), (x + 14, y)), theme.conflict, 1.6, (5, 4))
        yield Words((x + 20, y + 4), text("viz.disputed", lang), 11, theme.ink, middle=False)
