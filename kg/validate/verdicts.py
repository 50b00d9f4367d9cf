"""What the shapes find in a piece of the graph, as a function of its lines alone, so that it can be kept.

A constraint such as sh:class may rest on what stands elsewhere. A verdict takes that for granted and names it: it holds
as long as everything it names is of the class it was taken to be of. Who uses a verdict asks the store for that.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from kg import resources
from kg.archive import unpack
from kg.lookup import Label
from kg.rdf.described import Described, described_in
from kg.validate import shapes
from kg.validate.nodes import Checker, Nodes, Violation

SHAPES = resources.ONTOLOGY / "shapes.ttl"
_CODE = (
    *(f"validate/{name}.py" for name in ("constraints", "nodes", "shapes", "verdicts")),
    *(f"rdf/{name}.py" for name in ("described", "terms")),
)


class Verdict(NamedTuple):
    """``outside``: (term, IRI of a class) of what was taken to be of that class, sorted."""

    faults: tuple[Violation, ...]
    outside: tuple[tuple[str, str], ...]

    def joined(self, other: Verdict) -> Verdict:
        """Of both."""
        return Verdict(self.faults + other.faults, tuple(sorted({*self.outside, *other.outside})))

    def to_text(self) -> str:
        """As it is kept; "" if there is nothing to say."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":")) if any(self) else ""

    @staticmethod
    def of_text(text: str) -> Verdict:
        """What ``to_text`` was asked of."""
        if not text:
            return Verdict((), ())
        faults, outside = json.loads(text)
        return Verdict(tuple(map(_violation, faults)), tuple((term, cls) for term, cls in outside))


def _violation(row: list[str]) -> Violation:
    shape, label, severity, component, focus, path, value, graph, message = row
    return Violation(shape, Label(*label), severity, component, focus, path, value, graph, Label(*message))


@functools.cache
def checker(path: Path) -> Checker:
    """The shapes of a file, ready to check nodes."""
    return Checker(shapes.load(path))


def rules(path: Path) -> str:
    """Equal hash: equal lines would get the verdict they got."""
    digest = hashlib.sha256(path.read_bytes())
    package = Path(__file__).resolve().parents[1]
    for name in _CODE:
        digest.update(package.joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def judge(using: Checker, described: Described, graph: str) -> Verdict:
    """The verdict on nodes that stand in a graph ("": the default graph)."""
    outside: set[tuple[str, str]] = set()

    def take_for_granted(term: str, cls: str) -> bool:
        outside.add((term, cls))
        return True

    faults = tuple(using.check(Nodes(described, take_for_granted), graph))
    return Verdict(faults, tuple(sorted(outside)))


def of_article(packed: bytes, graph: str, path: Path = SHAPES) -> Verdict:
    """The verdict on the graph of an article, as the archive keeps it."""
    return judge(checker(path), described_in(unpack(packed).decode("utf-8").split("\n"), graph), graph)


def digest(packed: bytes) -> bytes:
    """Equal digest, equal quads."""
    return hashlib.blake2b(packed, digest_size=16).digest()
