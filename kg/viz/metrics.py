"""How wide words are, and how a label breaks into lines: the same everywhere, without asking a font."""

from __future__ import annotations

from kg.viz.model import Kind, Thing

_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""Of the printable characters of ASCII, in thousandths of the size: Helvetica, as its published metrics give them."""

_OTHER = 640  # of any other character; those of other scripts are wider, letters with an accent narrower
_ROOM = 1.07  # the fonts of readers' machines are a little wider

FONT_SIZE: dict[Kind, float] = {
    "person": 12, "organization": 12, "place": 11.5, "event": 12.5, "article": 10.5, "group": 12,
}  # fmt: skip
LINE = 1.2
_LINE_WIDTH: dict[Kind, float] = {
    "person": 118, "organization": 118, "place": 110, "event": 120, "article": 128, "group": 118,
}  # fmt: skip
_LINES = 2


def width(text: str, size: float) -> float:
    """Of a line of text, in the unit of ``size``; bold text is some 6 % wider."""
    units = sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else _OTHER for c in text)
    return units * size * _ROOM / 1000


def wrap(text: str, kind: Kind) -> tuple[str, ...]:
    """Lines of a label: at most two, the second cut with "…" where there is more."""
    size, room = FONT_SIZE[kind], _LINE_WIDTH[kind]
    lines = [""]
    words = text.split()
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < _LINES:
            lines.append(word)
        else:
            lines[-1] = _cut(" ".join([lines[-1], *words[number:]]), size, room)
            break
    return tuple(_cut(line, size, room * 1.25) for line in lines)


def inside(thing: Thing) -> tuple[str, ...]:
    """The line under the label of a group: how many things are in it."""
    number = sum(number for _, number in thing.members)
    return (f"{number:,}".replace(",", "\u2009"),) if thing.kind == "group" else ()


def _cut(line: str, size: float, room: float) -> str:
    if width(line, size) <= room:
        return line
    while line and width(line + "…", size) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:-") + "…"
