"""The graph as a picture: what is drawn, where it stands, and the writers that draw it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from kg.errors import UsageError
from kg.i18n import Lang
from kg.lookup import Queryable
from kg.viz.model import Bond, Picture
from kg.viz.picture import Wish, draw, draw_tied

__all__ = ["FORMATS", "Bond", "Picture", "Wish", "draw", "draw_tied", "format_of", "write"]


def _html(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.html import page

    return page(picture, lang).encode("utf-8")


def _svg(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.scene import scene
    from kg.viz.svg import svg

    return svg(scene(picture, lang), lang).encode("utf-8")


def _png(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.figure import figure

    return figure(picture, lang, "png")


def _pdf(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.figure import figure

    return figure(picture, lang, "pdf")


def _mermaid(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.text import mermaid

    return mermaid(picture, lang).encode("utf-8")


def _dot(picture: Picture, lang: Lang) -> bytes:
    from kg.viz.text import dot

    return dot(picture, lang).encode("utf-8")


FORMATS: dict[str, Callable[[Picture, Lang], bytes]] = {
    ".html": _html,
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".mmd": _mermaid,
    ".dot": _dot,
}
"""Ending of the file -> writer."""


def format_of(target: PurePath) -> str:
    """The ending that decides how a file is written. Raises UsageError for one that is not known."""
    ending = target.suffix.lower()
    if ending not in FORMATS:
        raise UsageError(f"{target}: expected a file ending in {', '.join(FORMATS)}, found {ending or 'no ending'!r}")
    return ending


def write(graph: Queryable, wish: Wish, ending: str, lang: Lang = "id") -> tuple[bytes, Picture]:
    """The picture as the bytes of a file; the same graph and the same wish give the same bytes."""
    picture = draw(graph, wish)
    return FORMATS[ending](picture, lang), picture
