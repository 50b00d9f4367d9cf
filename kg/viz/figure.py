"""A scene as PNG or PDF, drawn by matplotlib (extra ``figures``) with the font that it brings along."""

from __future__ import annotations

import importlib
import io
from typing import Any

from kg.errors import UsageError
from kg.i18n import Lang
from kg.viz.model import Picture
from kg.viz.scene import Line, Scene, Shape, Words, scene

_DPI = 72.0  # a unit of the scene is a point
_FINE = 2.0  # pixels of a PNG for one unit
_MOST_PIXELS = 12_000  # of a side; a larger picture is drawn less fine
_FONT = {"family": "DejaVu Sans"}
_NARROWER = 0.88  # DejaVu is wider than the fonts that the labels were measured for


def figure(picture: Picture, lang: Lang, format: str) -> bytes:
    """Raises UsageError if matplotlib is not installed."""
    drawn = scene(picture, lang)
    fig, axes = _canvas(drawn)
    for order, mark in enumerate(drawn.marks, start=1):
        match mark:
            case Line():
                (x1, y1), (x2, y2) = mark.points
                axes.plot(
                    [x1, x2],
                    [y1, y2],
                    color=mark.color,
                    linewidth=mark.width,
                    zorder=order,
                    **_dash(mark.dash, mark.width),
                )
            case Shape():
                axes.add_patch(_patch(mark, order))
            case Words():
                _write(axes, mark, order)
    out = io.BytesIO()
    fine = min(_FINE, _MOST_PIXELS / max(drawn.width, drawn.height))
    clockless = {"CreationDate": None} if format == "pdf" else {"Software": None}
    fig.savefig(out, format=format, dpi=_DPI * fine, facecolor=drawn.ground, metadata=clockless)
    return out.getvalue()


def _canvas(drawn: Scene) -> tuple[Any, Any]:
    figures = _library("matplotlib.figure")
    fig = figures.Figure(figsize=(drawn.width / _DPI, drawn.height / _DPI))
    axes = fig.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    axes.axis("off")
    return fig, axes


def _patch(mark: Shape, order: int) -> Any:
    patches = _library("matplotlib.patches")
    look: dict[str, Any] = {
        "facecolor": mark.fill,
        "edgecolor": mark.stroke,
        "linewidth": mark.width,
        "zorder": order,
        "joinstyle": "round",
        **_dash(mark.dash, mark.width),
    }
    if mark.radius:
        return patches.Circle(mark.points[0], mark.radius, **look)
    return patches.Polygon(mark.points, closed=True, **look)


def _write(axes: Any, mark: Words, order: int) -> None:
    effects = _library("matplotlib.patheffects")
    halo = [effects.withStroke(linewidth=3.2, foreground=mark.halo)] if mark.halo else []
    axes.text(
        *mark.at, mark.text.replace("$", r"\$"), fontsize=mark.size * _NARROWER, color=mark.color, zorder=order,
        fontweight="bold" if mark.bold else "normal", fontstyle="italic" if mark.italic else "normal",
        horizontalalignment="center" if mark.middle else "left", path_effects=halo, **_FONT,
    )  # fmt: skip


def _dash(dash: tuple[float, ...], width: float) -> dict[str, Any]:
    """Matplotlib measures dashes in widths of the line."""
    return {"linestyle": (0, tuple(part / width for part in dash))} if dash else {}


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UsageError(
            "a picture as .png or .pdf needs matplotlib; install it with: pip install 'tigapilar-kg[figures]', "
            "or write .svg, which needs nothing"
        ) from None
