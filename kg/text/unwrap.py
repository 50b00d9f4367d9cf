"""Putting lines together that were broken at a fixed width, as mail programs and old content systems do.

A page is taken for wrapped when several of its lines go on in lower case; then a line that ends without closing mark
goes on in the next one. Blank lines, headlines in capitals, lists and bylines keep their line ends.
"""

from __future__ import annotations

import itertools
import math
import re

# So many continuations, and such a share of all line ends inside paragraphs, make a page a wrapped one.
_LEAST, _SHARE = 3, 0.3
_FULL = 0.85  # share of the longest line; only where blank lines part the paragraphs
_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*$|^\W*$")
_ITEM = re.compile(r"^\s*(?:[-–•*▪]|\(?\d{1,2}[.)]|[a-z][.)])\s")
_LABEL = re.compile(r"^\s*[A-Z][\w ]{2,20}\s?[:;|]")


def unwrap(text: str) -> str:
    """``text`` with the line ends of a fixed width turned into spaces; unchanged where it is not wrapped.

    >>> unwrap("Babinsa yang bersama\\nwarga membersihkan\\nselokan di\\ndesa itu.\\nSelesai.")
    'Babinsa yang bersama warga membersihkan selokan di desa itu.\\nSelesai.'
    """
    lines = text.split("\n")
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    running = sum(
        1 for a, b in pairs if b.lstrip()[0].islower() and not _ITEM.match(b) and not _CLOSED.search(a.rstrip())
    )
    if running < _LEAST or running < _SHARE * len(pairs):
        return text
    parted = any(not line.strip() for line in lines)
    full = _FULL * max(len(line) for pair in pairs for line in pair) if parted else math.inf
    out = [lines[0]]
    for above, line in itertools.pairwise(lines):
        if _goes_on(out[-1], line, whole=len(above.rstrip()) >= full):
            out[-1] = f"{out[-1].rstrip()} {line.lstrip()}"
        else:
            out.append(line)
    return "\n".join(out)


def _goes_on(above: str, line: str, *, whole: bool) -> bool:
    """``whole``: the line above is as long as lines are, so that a dot at its end says nothing ("… wilayah Kec.")."""
    if not above.strip() or not line.strip() or (not whole and _CLOSED.search(above.rstrip())):
        return False
    if _ITEM.match(line) or _LABEL.match(line):
        return False
    # a headline in capitals goes on only in capitals
    return not above.isupper() or line.isupper()
