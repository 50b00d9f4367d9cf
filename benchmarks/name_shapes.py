"""Learns by its letters whether a word is of a person's or an area's name, and shows how often that is right.

python benchmarks/name_shapes.py           # learns from nine of ten words, counts on the tenth
python benchmarks/name_shapes.py --write   # learns from all, writes ontology/lexicon/name-shapes.tsv
"""

from __future__ import annotations

import bisect
import sys
from pathlib import Path

from kg import gazetteer, vocab
from kg.extract.name_shapes import TEACHERS, fit, shape

TABLE = Path(__file__).parent.parent / "ontology" / "lexicon" / "name-shapes.tsv"
_NOTE = """letters\todds
# How much likelier (natural logarithm) a letter follows the one or two before it in words of persons' names
# (given-names.tsv, name-words.tsv) than in those of areas (the gazetteer); ^ stands before a word, $ after it. Made by
# python benchmarks/name_shapes.py --write, never edited by hand.
"""


def held_out() -> tuple[float, int, int]:
    """How often a name's word scores above an area's, both of the tenth not learned from; numbers of both."""
    names, areas = _words()
    known = fit([w for n, w in enumerate(sorted(names)) if n % 10], {w: areas[w] for w in _kept(areas, tenth=False)})
    persons = [shape(known, w) for n, w in enumerate(sorted(names)) if n % 10 == 0]
    places = sorted(shape(known, w) for w in _kept(areas, tenth=True))
    above = sum(bisect.bisect_left(places, value) for value in persons)
    return above / (len(persons) * len(places)), len(persons), len(places)


def write() -> None:
    names, areas = _words()
    rows = "".join(f"{letters}\t{odds:g}\n" for letters, odds in fit(names, areas).items())
    TABLE.write_text(_NOTE + rows, encoding="utf-8")


def _words() -> tuple[frozenset[str], dict[str, int]]:
    tables = vocab.load().tables
    listed = (row["form"] for table in TEACHERS for row in tables[table])
    return frozenset(w for w in listed if w.isalpha()), dict(gazetteer.load().words)


def _kept(areas: dict[str, int], *, tenth: bool) -> list[str]:
    return [word for n, word in enumerate(sorted(areas)) if (n % 10 == 0) is tenth]


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        share, persons, places = held_out()
        print(f"{share:.3f} of the pairs of {persons} words of names and {places} of areas are told apart")
