"""One page that needs nothing else: styles, scripts and data inside, and a policy that lets nothing in from outside."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict
from html import escape
from pathlib import Path
from string import Template

from kg import __version__
from kg.i18n import Lang, text
from kg.viz.data import embed, page_data
from kg.viz.model import Picture
from kg.viz.palette import DARK, LIGHT, Theme
from kg.viz.scene import scene
from kg.viz.svg import svg

ASSETS = Path(__file__).resolve().parent / "assets"

SCRIPTS = (
    "data.js", "state.js", "filter.js", "view.js", "draw.js", "labels.js", "dom.js", "panel.js", "search.js", "path.js",
    "places.js", "table.js", "time.js", "legend.js", "input.js", "main.js",
)  # fmt: skip
"""Read in this order, inside one function: they share their names with one another and with nobody else."""

_STATIC = 600  # things up to which the page holds a drawing for readers without scripts


def page(picture: Picture, lang: Lang) -> str:
    script = "(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    style = _colors() + _asset("page.css")
    still = svg(scene(picture, lang), lang, inside=True) if len(picture.points) <= _STATIC else ""
    return Template(_asset("page.html")).substitute(
        lang=lang,
        policy=_policy(script, style),
        version=escape(__version__),
        title=escape(picture.title.of(lang)),
        style=style,
        noscript=f"<p>{escape(text('viz.noscript', lang))}</p>{still}",
        data=embed(page_data(picture, lang)),
        script=script,
    )


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    """Nothing is fetched, and no script or style runs but the two that are part of the page."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _colors() -> str:
    light, dark = _variables(LIGHT), _variables(DARK)
    return f":root{{color-scheme:light dark;{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _variables(theme: Theme) -> str:
    return "".join(f"--{name}:{value};" for name, value in asdict(theme).items())
