"""Colours and shapes: one place for the page, the SVG and the other pictures.

The colours of the pillars are taken from the set of Okabe and Ito, made darker or lighter for enough contrast with the
ground; a test holds that they stay apart for readers who see fewer colours. What a thing is shows in its shape, too.
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
    ground="#faf9f6", surface="#ffffff", ink="#1d2127", muted="#59616c", line="#dcd9d1", tie="#b9b5aa",
    conflict="#c4122f", accent="#1d2127", tni="#00805d", polri="#d55e00", pemerintah="#0068a8", masyarakat="#b0528f",
    unknown="#7d838c", place="#66768c", event="#d9a100", article="#ffffff",
)  # fmt: skip
DARK = Theme(
    ground="#14171b", surface="#1c2026", ink="#e9ebee", muted="#a2abb6", line="#333a43", tie="#4a535f",
    conflict="#ff6f7d", accent="#ffffff", tni="#35c297", polri="#ff8b3d", pemerintah="#4ea6ea", masyarakat="#e193c4",
    unknown="#9299a3", place="#93a5bd", event="#f0c14b", article="#2a3038",
)  # fmt: skip
