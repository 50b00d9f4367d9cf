"""A scene as SVG: plain shapes and text, ids that stay the same, nothing that a viewer has to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from kg.viz.scene import XY, Line, Scene, Shape, Words

FONTS = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


def svg(scene: Scene, lang: str = "id", *, inside: bool = False) -> str:
    """The whole document; with ``inside``, an element for a page of HTML."""
    head = "" if inside else '<?xml version="1.0" encoding="UTF-8"?>\n'
    size = f'width="{_n(scene.width)}" height="{_n(scene.height)}" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}"'
    lines = [
        f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="{lang}" font-family="{FONTS}">',
        f"<title>{_text(scene.title)}</title>",
        f"<desc>{_text(scene.description)}</desc>",
        f'<rect width="100%" height="100%" fill="{scene.ground}"/>',
        *_elements(scene),
        "</svg>\n",
    ]
    return "\n".join(lines)


def _elements(scene: Scene) -> Iterator[str]:
    for mark in scene.marks:
        match mark:
            case Line():
                (x1, y1), (x2, y2) = mark.points
                yield (
                    f'<line{_id(mark.id)} x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
                    f' stroke="{mark.color}" stroke-width="{_n(mark.width)}"{_dash(mark.dash)}/>'
                )
            case Shape():
                paint = f' fill="{mark.fill}" stroke="{mark.stroke}" stroke-width="{_n(mark.width)}"{_dash(mark.dash)}'
                if mark.radius:
                    (x, y) = mark.points[0]
                    yield f'<circle{_id(mark.id)} cx="{_n(x)}" cy="{_n(y)}" r="{_n(mark.radius)}"{paint}/>'
                else:
                    yield f'<polygon{_id(mark.id)} points="{_points(mark.points)}"{paint} stroke-linejoin="round"/>'
            case Words():
                yield from _words(mark)


def _words(mark: Words) -> Iterator[str]:
    """Twice where it has a halo, for viewers that do not know ``paint-order``."""
    x, y = mark.at
    style = f' font-size="{_n(mark.size)}"'
    style += ' font-weight="600"' if mark.bold else ""
    style += ' font-style="italic"' if mark.italic else ""
    style += ' text-anchor="middle"' if mark.middle else ""
    place = f'x="{_n(x)}" y="{_n(y)}"'
    if mark.halo:
        line = f' stroke="{mark.halo}" stroke-width="3.4" stroke-linejoin="round" aria-hidden="true"'
        yield f'<text {place}{style} fill="{mark.halo}"{line}>{_text(mark.text)}</text>'
    yield f'<text {place}{style} fill="{mark.color}">{_text(mark.text)}</text>'


def _id(name: str) -> str:
    return f' id="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}"' if name else ""


def _points(points: tuple[XY, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _dash(dash: tuple[float, ...]) -> str:
    return f' stroke-dasharray="{" ".join(_n(d) for d in dash)}"' if dash else ""


def _n(value: float) -> str:
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _text(value: str) -> str:
    """Escaped, without the characters that XML does not have."""
    return escape(_CONTROL.sub("\ufffd", value), quote=False)
