"""Colours and shapes: one place for the page, the SVG and the other pictures.

The colours of the pillars differ in lightness as well as in hue: a test holds that they stay apart for readers who do
not see red or green, and that all stand out from the ground. What kind of thing it is shows in the shape alone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kg.viz.model import Kind


@dataclass(frozen=True, slots=True)
class Theme:
    ground: str
    surface: str  # panels
    ink: str
    muted: str
    line: str  # borders, scales
    tie: str
    conflict: str
    accent: str  # what is selected
    tni: str
    polri: str
    pemerintah: str
    masyarakat: str
    unknown: str  # of a person or unit without a pillar
    place: str
    event: str
    article: str

    def of(self, kind: Kind, pillar: str) -> str:
        """Fill of a node. Who belongs to several pillars has the colour of none."""
        if kind in ("person", "organization"):
            return str({**asdict(self)}.get(pillar.lower(), self.unknown))
        return {"place": self.place, "group": self.place, "event": self.event, "article": self.article}[kind]


LIGHT = Theme(
    ground="#faf9f6", surface="#ffffff", ink="#1d2127", muted="#59616c", line="#dcd9d1", tie="#aaa59a",
    conflict="#c4122f", accent="#1d2127", tni="#0a6b45", polri="#e2570d", pemerintah="#1b6fd2", masyarakat="#72216f",
    unknown="#868c97", place="#66768c", event="#d9a100", article="#ffffff",
)  # fmt: skip
DARK = Theme(
    ground="#14171b", surface="#1c2026", ink="#e9ebee", muted="#a2abb6", line="#333a43", tie="#566070",
    conflict="#ff6f7d", accent="#ffffff", tni="#34dfa0", polri="#f08028", pemerintah="#4f8df0", masyarakat="#cf86c4",
    unknown="#5f6772", place="#93a5bd", event="#f0c14b", article="#2a3038",
)  # fmt: skip
