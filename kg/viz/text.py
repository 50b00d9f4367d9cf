"""A picture as text for documents: Mermaid and the DOT language of Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.i18n import Lang, text
from kg.viz.model import Kind, Picture, Thing
from kg.viz.palette import LIGHT
from kg.viz.view import MENTIONS, WITHIN

_MERMAID: dict[Kind, tuple[str, str]] = {
    "person": ("(", ")"),
    "organization": ("[", "]"),
    "event": ("{{", "}}"),
    "place": ("([", "])"),
    "article": (">", "]"),
    "group": ("[[", "]]"),
}
_DOT: dict[Kind, str] = {
    "person": "ellipse", "organization": "box", "event": "diamond", "place": "house", "article": "note",
    "group": "hexagon",
}  # fmt: skip


def mermaid(picture: Picture, lang: Lang) -> str:
    """A flowchart; unfilled shapes, since documents bring their own colours, and classes for the pillars."""
    number = {iri: f"n{i}" for i, iri in enumerate(sorted(picture.points), start=1)}
    lines = ["---", f"title: {_quoted(picture.title.of(lang))}", "---", "flowchart LR"]
    for iri, name in number.items():
        thing = picture.network.things[iri]
        left, right = _MERMAID[thing.kind]
        lines.append(f"  {name}{left}{_quoted(_mermaid_text(thing.label.of(lang)))}{right}")
    for source, target, kind, disputed in _ties(picture):
        arrow = "-.->" if disputed or kind in (WITHIN, MENTIONS) else "-->"
        lines.append(f"  {number[source]} {arrow}|{_mermaid_text(text(f'viz.rel.{kind}', lang))}| {number[target]}")
    for pillar in ("tni", "polri", "pemerintah", "masyarakat"):
        members = [number[i] for i in number if picture.network.things[i].pillar.lower() == pillar]
        if members:
            lines.append(f"  classDef {pillar} stroke:{getattr(LIGHT, pillar)},stroke-width:2px")
            lines.append(f"  class {','.join(members)} {pillar}")
    return "\n".join(lines) + "\n"


def dot(picture: Picture, lang: Lang) -> str:
    """With the positions of the picture, for ``neato -n``; any other layout of Graphviz may ignore them."""
    number = {iri: f"n{i}" for i, iri in enumerate(sorted(picture.points), start=1)}
    lines = [
        "digraph {",
        f"  graph [label={_quoted(picture.title.of(lang))}, labelloc=t, fontname=Helvetica, outputorder=edgesfirst]",
        "  node [fontname=Helvetica, fontsize=10, style=filled, margin=0.05, height=0.3]",
        f'  edge [fontname=Helvetica, fontsize=8, color="{LIGHT.muted}", arrowsize=0.5]',
    ]
    for iri, name in number.items():
        thing, point = picture.network.things[iri], picture.points[iri]
        lines.append(
            f"  {name} [label={_quoted(thing.label.of(lang))}, shape={_DOT[thing.kind]}, {_paint(thing)}, "
            f'pos="{point.x:.1f},{-point.y:.1f}", URL={_quoted(iri)}]'
        )
    for source, target, kind, disputed in _ties(picture):
        look = f', style=dashed, color="{LIGHT.conflict}"' if disputed else ", style=dotted" if kind == WITHIN else ""
        lines.append(f"  {number[source]} -> {number[target]} [label={_quoted(text(f'viz.rel.{kind}', lang))}{look}]")
    return "\n".join([*lines, "}"]) + "\n"


def _ties(picture: Picture) -> Iterator[tuple[str, str, str, bool]]:
    for tie in picture.network.ties:
        if tie.source in picture.points and tie.target in picture.points:
            yield tie.source, tie.target, tie.kind, bool(tie.state)


def _paint(thing: Thing) -> str:
    fill = LIGHT.of(thing.kind, thing.pillar)
    ink = LIGHT.ink if thing.kind in ("event", "article") else LIGHT.surface
    return f'fillcolor="{fill}", fontcolor="{ink}", color="{LIGHT.muted}"'


def _quoted(words: str) -> str:
    escaped = re.sub(r"[\x00-\x1f\x7f]+", " ", words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _mermaid_text(words: str) -> str:
    """Characters that Mermaid would read as its own, or a page as markup, as its entity codes."""
    return re.sub(r"[\"#;<>&|{}\[\]()`\\]", lambda match: f"#{ord(match[0])};", words)
