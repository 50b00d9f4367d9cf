"""Keeps the view of best values in step with the archive: works out anew what changed, and writes only what differs.

The lines about a thing, and of the nodes that hang on it, are a function of what the articles say of it, of who is who
and of what people decided. So doing it for the things that a change touched equals doing it for all.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import copies, decisions, vocab
from kg.claims import lines, reports, rules, tenure, weigh
from kg.claims.rivals import World
from kg.derive import Support, reference_view, view
from kg.link.identity import Identity
from kg.link.reader import name_of
from kg.ns import TP
from kg.rdf import terms

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.loading import Loader
    from kg.quadstore import QuadStore
    from kg.rdf.iris import Minter
    from kg.validate.kept import Seen

_BULK_LINES = 100_000  # lines of the default graph a chunk
_FEW_LINES = 2_000  # of which a bulk load would take longer than a transaction
_CHUNKS = 4  # of these that may wait to be loaded


class BestValues:
    """``update`` brings the store up to date with the subjects that the archive holds as pending."""

    def __init__(
        self, archive: Archive, store: QuadStore, minter: Minter, identity: Identity, seen: Seen | None = None
    ) -> None:
        """``seen`` is told of every subject, whatever differs."""
        self._archive = archive
        self._store = store
        self._minter = minter
        self._seen = seen
        self._identity = identity
        decided = decisions.standing(archive.decisions())
        self._chosen = decisions.preferences(decided, self._identity)
        self._rules = rules.load()
        self._article = minter.article("")
        self._batch: list[str] = []

    def update(self, loader: Loader) -> None:
        """Many new subjects travel by ``loader``."""
        identity, gazetteer = self._identity, self._minter.graph("gazetteer")
        merged: dict[str, None] = {}
        new: set[str] = set()  # of these the store holds nothing
        for (subject, fresh), support in self._archive.pending.support():
            reference = [f"{line} <{gazetteer}> ." for line in reference_view(subject, support)]
            if len(identity) and identity.members(subject) != (subject,):
                merged[identity.canonical(subject)] = None
                merged[subject] = None
                if fresh:
                    new.add(subject)
                    self._add(reference, loader)
                else:
                    self._store.update_subject(subject, reference, gazetteer)
            elif fresh:
                self._add([*self._view(subject, support), *reference], loader)
            else:
                self._store.update_hanging(subject, self._view(subject, support), lines.HANGING)
                self._store.update_subject(subject, reference, gazetteer)
        for subject in merged:
            members = identity.members(subject)
            found = self._view(subject, [value for member in members for value in self._archive.support(member)])
            if new.issuperset((subject, *members)):
                self._add(found, loader)
            else:
                self._store.update_hanging(subject, found, lines.HANGING)
        self._flush()

    def _add(self, found: list[str], loader: Loader) -> None:
        self._batch += found
        if len(self._batch) >= _BULK_LINES:
            loader.wait_below(_CHUNKS)
            loader.add(functools.partial(terms.to_bytes, self._batch))
            self._batch = []

    def _flush(self) -> None:
        self._store.add(terms.to_bytes(self._batch), bulk=len(self._batch) >= _FEW_LINES)
        self._batch = []

    def _view(self, subject: str, support: Sequence[Support]) -> list[str]:
        """Lines about a subject and of the nodes that hang on it."""
        found = self._lines(subject, support)
        if self._seen:
            self._seen(subject, found)
        return found

    def _lines(self, subject: str, support: Sequence[Support]) -> list[str]:
        values: list[weigh.Value] = []
        hanging: list[str] = []
        if self._is_weighed(subject, support):
            found = reports.read(self._archive, self._identity.members(subject), self._identity)
            chosen = {p: self._canonical(v) for (s, p), v in self._chosen.items() if s == subject}
            values = weigh.weigh(found, self._rules, self._world, chosen)
            hanging += lines.of_values(subject, values, self._minter)
            hanging += lines.of_tenures(subject, tenure.tenures(found, self._world), self._minter)
        elif subject.startswith(self._article):
            hanging += self._copy_lines(subject)
        settled = {(value.predicate, value.object): value.status for value in values}
        return [*view(subject, support, self._identity, settled), *hanging]

    def _is_weighed(self, subject: str, support: Sequence[Support]) -> bool:
        """Whether articles give several values where one may hold, or a post somebody held, or a person decided."""
        if any(subject == decided for decided, _ in self._chosen):
            return True
        met: dict[str, str] = {}
        for value in support:
            if value.status in ("p", "n"):
                if value.predicate == tenure.ROLE:
                    return True
                if value.predicate in self._rules and met.setdefault(value.predicate, value.object) != value.object:
                    return True
        return False

    def _canonical(self, term: str) -> str:
        return f"<{self._identity.canonical(term[1:-1])}>" if terms.is_iri(term) else term

    @functools.cached_property
    def _world(self) -> World:
        return World(vocab.load(), self._minter.area("00")[:-2], functools.cache(self._name))

    def _name(self, iri: str) -> str:
        return name_of(self._archive.db, iri)

    def _copy_lines(self, article: str) -> list[str]:
        original = copies.copied_from(self._archive.db, article.removeprefix(self._article))
        if original is None:
            return []
        whole = terms.iri(self._minter.article(original))
        return [terms.triple(terms.iri(article), f"<{TP}nearDuplicateOf>", whole)]
