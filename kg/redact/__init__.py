"""A graph in which nobody is named but officials in office, to be exported in place of the graph.

Names are masked where they are kept, not where they are written out: a second store is made, beside the graph and for a
moment only, and every format reads that. ``kg.redact.people`` says who is masked, ``kg.redact.text`` how names are
found in text, ``kg.redact.rewrite`` what becomes of each triple.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from pyoxigraph import Store

from kg.export.source import Source
from kg.link.identity import Identity
from kg.redact.rewrite import Rewriter


@contextmanager
def redacted(source: Source, key: bytes) -> Iterator[Source]:
    """The source without the names of private people; pseudonyms depend on ``key`` (``kg.redact.key.read``)."""
    rewriter = Rewriter(source, key)
    with tempfile.TemporaryDirectory(prefix="kg-redact-") as folder:
        store = Store(folder)
        store.bulk_extend(rewriter.quads())
        yield Source(store, source.minter, Identity(rewriter.merges()), redacted=True)
        del store
