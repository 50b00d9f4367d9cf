"""Cue phrases: patterns over words that are listed in tables, and where they occur in a document.

A cue is a row of a table: words separated by spaces. ``a|b`` stands for either word, ``~sambang`` for every inflected
form of the stem (menyambangi, disambangi, penyambangan, sambangnya), ``..`` for up to three words of one clause. What
stands after ``>`` must follow but is no part of the cue: "mengamankan > ibadah" leaves "ibadah" to be read by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.text.tokens import Token, fold

GAP = ".."
AHEAD = ">"
_GAP_WORDS = 3
_CLAUSE_ENDS = frozenset(".;:!?")
_SUFFIXES = ("", "kan", "i", "an", "nya", "kannya", "annya", "lah", "inya")
_VOWELS = "aeiou"


class Cue(NamedTuple):
    steps: tuple[frozenset[str], ...]  # an empty set is a gap
    kept: int  # how many of them belong to the cue; the others only have to follow
    notation: str
    weight: float


class CueHit(NamedTuple):
    """One occurrence: token range ``[first, after)``."""

    notation: str
    weight: float
    first: int
    after: int


def inflect(stem: str) -> list[str]:
    """Forms of a verbal stem: me-, di-, ber-, ter-, memper-, diper-, pe-…-an, with the suffixes that may follow.

    Agent nouns (penjaga, pengunjung) are left out: they name people, not what was done.

    >>> [form in inflect("sambang") for form in ("menyambangi", "disambangi", "penyambangan", "penyambang")]
    [True, True, True, False]
    """
    forms = [prefix + suffix for prefix in (stem, "di" + stem, "ber" + stem, "ter" + stem) for suffix in _SUFFIXES]
    forms += [prefix + stem + suffix for prefix in ("memper", "diper") for suffix in ("", "kan", "i")]
    for nasal, bare in _nasals(stem):
        forms += ["me" + nasal + bare + suffix for suffix in _SUFFIXES]
        forms += ["pe" + nasal + bare + "an", "pe" + nasal + bare + "annya"]
    return forms


def _nasals(stem: str) -> Iterator[tuple[str, str]]:
    """(nasal of meN-, what is left of the stem): "tinjau" gives "n" + "injau", and "n" + "tinjau" for loan words."""
    first = stem[0]
    match first:
        case "p" | "t" | "s" | "k":
            nasal = {"p": "m", "t": "n", "s": "ny", "k": "ng"}[first]
            yield nasal, stem[1:]
            yield {"s": "n"}.get(first, nasal), stem
        case "b" | "f" | "v":
            yield "m", stem
        case "d" | "c" | "j" | "z":
            yield "n", stem
        case "l" | "m" | "n" | "r" | "w" | "y":
            yield "", stem
        case _:
            yield "ng", stem
    if sum(letter in _VOWELS for letter in stem) == 1:
        yield "nge", stem


@dataclass(frozen=True, slots=True)
class CueTable:
    """``starts``: folded word -> cues that may begin with it. ``forms``: inflected form -> its ``~stems``."""

    starts: Mapping[str, tuple[Cue, ...]]
    forms: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, rows: Iterable[tuple[str, str, float]]) -> CueTable:
        """From (cue, notation, weight). Raises ValueError for a cue that is empty or begins or ends with a gap."""
        cues = [Cue(*_steps(text), notation, weight) for text, notation, weight in rows]
        forms: dict[str, list[str]] = {}
        words = (word for cue in cues for step in cue.steps for word in sorted(step))
        for stem in dict.fromkeys(word for word in words if word[0] == "~"):
            for form in dict.fromkeys(inflect(stem[1:])):
                forms.setdefault(form, []).append(stem)
        by_first: dict[str, list[Cue]] = {}
        for cue in cues:
            for word in sorted(cue.steps[0]):
                by_first.setdefault(word, []).append(cue)
        starts = {word: found for word, found in by_first.items() if word[0] != "~"}
        for form, stems in forms.items():
            inflected = [cue for stem in stems for cue in by_first.get(stem, ())]
            if inflected:
                starts[form] = [*starts.get(form, ()), *inflected]
        return cls({k: tuple(v) for k, v in starts.items()}, {k: tuple(v) for k, v in forms.items()})

    def scan(self, tokens: Sequence[Token], first: int, after: int) -> list[CueHit]:
        """Occurrences in ``tokens[first:after]``, in order. Where several cues begin, the longest hides the others."""
        hits: list[CueHit] = []
        starts, reach = self.starts, first
        for i in [i for i in range(first, after) if tokens[i].lower in starts]:  # few words begin a cue
            if i < reach:
                continue
            end, found = self._longest(starts[tokens[i].lower], tokens, i, after)
            for cue in found:
                hits.append(CueHit(cue.notation, cue.weight, i, end))
            reach = max(end, i + 1)
        return hits

    def _longest(self, cues: Sequence[Cue], tokens: Sequence[Token], i: int, after: int) -> tuple[int, list[Cue]]:
        if len(cues) == 1 and len(cues[0].steps) == 1:
            return i + 1, [*cues]
        found: list[Cue] = []
        best = reach = i
        for cue in cues:
            end, stop = self._match(cue, tokens, i + 1, after) if len(cue.steps) > 1 else (i + 1, i + 1)
            if stop > reach:
                best, reach, found = end, stop, [cue]
            elif stop == reach and end == best and found and cue.notation not in [c.notation for c in found]:
                found.append(cue)
        return best, found

    def _match(self, cue: Cue, tokens: Sequence[Token], i: int, after: int) -> tuple[int, int]:
        """(index after the cue, index after all that must follow) if its other steps match from ``i``, else -1 twice.

        A hyphen between words is passed over.
        """
        slack = 0
        end = i
        for number, step in enumerate(cue.steps[1:], 1):
            if number == cue.kept:
                end = i
            if not step:
                slack = _GAP_WORDS
                continue
            while True:
                if i < after and tokens[i].text == "-":
                    i += 1
                if i >= after or tokens[i].text in _CLAUSE_ENDS:
                    return -1, -1
                word = tokens[i].lower
                i += 1
                if word in step or not step.isdisjoint(self.forms.get(word, ())):
                    slack = 0
                    break
                if not slack:
                    return -1, -1
                slack -= 1
        return (i if cue.kept == len(cue.steps) else end), i


def _steps(text: str) -> tuple[tuple[frozenset[str], ...], int]:
    words = text.split()
    kept = words.index(AHEAD) if AHEAD in words else len(words)
    words = [word for word in words if word != AHEAD]
    if not kept or not words or GAP in (words[0], words[-1]):
        raise ValueError(f"a cue begins and ends with a word: {text!r}")
    return tuple(frozenset() if w == GAP else frozenset(fold(part) for part in w.split("|")) for w in words), kept
