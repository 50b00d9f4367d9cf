"""Report strings in Indonesian and English, from ontology/messages.tsv (columns key, id, en)."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from kg.errors import DataError
from kg.resources import ONTOLOGY

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")

MESSAGES = ONTOLOGY / "messages.tsv"


def text(key: str, lang: Lang = "id", **values: object) -> str:
    """The string of that key with ``{name}`` places filled in. Raises DataError on an unknown key or an empty place."""
    strings = catalogue()
    if key not in strings:
        raise DataError(f"{MESSAGES.name}: expected a row {key!r}, found none; add it with both languages")
    try:
        return strings[key][lang].format(**values)
    except KeyError as error:
        raise DataError(f"{MESSAGES.name}: {key!r} has a place {error} that nothing is given for") from None


@functools.cache
def catalogue(path: Path = MESSAGES) -> Mapping[str, Mapping[Lang, str]]:
    """All strings by key. Raises DataError on a row without a string in each language, or a key met twice."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    found: dict[str, Mapping[Lang, str]] = {}
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        key = row.get("key") or ""
        if not key or any(not row.get(lang) for lang in LANGS) or None in row:
            raise DataError(f"{path.name}: expected key, {' and '.join(LANGS)}, found {dict(row)}")
        if key in found:
            raise DataError(f"{path.name}: {key!r} stands there twice; drop one")
        found[key] = {lang: row[lang] for lang in LANGS}
    return found
