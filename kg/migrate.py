"""A graph made with an older ontology: its articles are read anew, from the texts it keeps; nothing comes from outside.

The claims of an article are written in the terms of the day it was read. A new writer loads the new ontology beside
them, but only reading again gives them the new terms; until then the graph says which version they are of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg import pipeline
from kg.archive import Archive
from kg.errors import GraphError
from kg.model import Article
from kg.reading import Extract
from kg.store import open_graph

_AT_ONCE = 200  # articles held in memory
_MANY = 100  # articles from which other processes are worth their start


def repair(folder: Path, *, extract: Extract | None = None, rules: str | None = None) -> str:
    """Make the store anew from the archive, and first, if the graph is of an older ontology, read its articles anew.

    Gives the version the graph was of if its articles were read, else "". Raises GraphError if one could not be read;
    the graph then still counts as old. ``extract`` and ``rules`` are for tests.
    """
    with open_graph(folder, write=True) as opened:
        old, number = opened.older_ontology, len(opened.archive)
    if old:
        jobs = (os.cpu_count() or 1) if number >= _MANY else 1
        done = pipeline.build(_archived(folder), folder, jobs=jobs, extract=extract, rules=rules)
        if done.failed:
            first = done.failed[0]
            raise GraphError(
                f"{folder}: {len(done.failed)} of {number} articles could not be read anew, first {first.source} "
                f"({first.reason}); take them out with kg remove, then repair again"
            )
    with open_graph(folder, write=True) as opened:
        opened.rebuild()
        opened.note_ontology()
    return old


def _archived(folder: Path) -> Iterator[Article]:
    """Some at a time, each time on a connection that is closed before the next is written."""
    path = folder / "articles.sqlite"
    with closing(Archive(path)) as archive:
        keys = archive.keys()
    for at in range(0, len(keys), _AT_ONCE):
        with closing(Archive(path)) as archive:
            records = [archive.get(key) for key in keys[at : at + _AT_ONCE]]
        yield from (record.article for record in records if record)
