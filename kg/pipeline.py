"""Reading articles into a graph and taking them out again. Has no rules of its own about language or RDF."""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from kg import __version__, fingerprint
from kg.archive import Record
from kg.derive import Gazetteer
from kg.errors import InputError, UsageError
from kg.model import Article
from kg.parallel import WorkerDied, ordered
from kg.rdf import terms
from kg.reading import Extract, Failure, Reader, Reading
from kg.store import Graph, open_graph
from kg.validate import kept, verdicts
from kg.vocab import Vocabulary

_BATCH = 200  # articles a transaction of the archive


Spread = Callable[[Reader, Iterable[Article]], Iterator[Reading | Failure | WorkerDied]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``facts`` counts the claims of the articles added and replaced; ``issues`` what stayed open;
    ``older``: version of the ontology in whose terms articles still stand that were not read anew, else ""."""

    added: int
    unchanged: int
    replaced: int
    failed: tuple[Failure, ...]
    facts: int
    issues: int
    seconds: float
    older: str


def build(
    articles: Iterable[Article | InputError],
    graph: str | Path,
    *,
    vocab: Vocabulary | None = None,
    jobs: int = 1,
    spread: Spread | None = None,
    base: str | None = None,
    store: str | None = None,
    progress: Callable[[int], None] | None = None,
    on_error: Callable[[Failure], None] | None = None,
    extract: Extract | None = None,
    gazetteer: Gazetteer | None = None,
    rules: str | None = None,
) -> BuildReport:
    """Bring a graph up to date with articles, making it if it is not there. ``jobs`` changes nothing but the time.

    ``store``: address of an endpoint that is to hold the quads of a new graph, see ``kg.remote``.
    ``spread`` maps the reading of articles over them in another way than ``jobs`` processes of this machine.

    An article is skipped if the archive has it with this content, read by these ``rules``; it takes the place of one
    with the same key, or, where neither declares a URL, of one read from the same file. ``progress`` is told how many
    are done, ``on_error`` each failure as it happens. ``extract``, ``gazetteer`` and ``rules`` are for tests.
    """
    began = time.perf_counter()
    with open_graph(graph, write=True, create=True, base=base, store=store) as opened:
        run = _Run(opened, rules or fingerprint.rules(), progress, on_error)
        reader = Reader(opened.meta.base, extract, vocab, gazetteer)
        batch: list[tuple[Article, Reading]] = []
        for reading in (spread or partial(ordered, jobs=jobs))(reader, run.unread(articles)):
            number, article = run.waiting.popleft()
            match reading:
                case WorkerDied():
                    run.fail(number, Failure(article.source, "the process that read it ended"))
                case Failure():
                    run.fail(number, reading)
                case Reading():
                    batch.append((article, reading))
            if len(batch) >= _BATCH:
                run.store(batch)
                batch = []
        run.store(batch)
        opened.sync()
        older = opened.older_ontology
        if older and opened.archive.is_read_by(run.rules):
            opened.note_ontology()
            older = ""
    return run.report(time.perf_counter() - began, older)


class _Met(NamedTuple):
    """What is kept of an article that this build has met, for as long as the build lasts: no text."""

    sha256: str
    source: str


class _Run:
    """One build: decides what is to be read, archives what was, and keeps count."""

    def __init__(
        self,
        graph: Graph,
        rules: str,
        progress: Callable[[int], None] | None,
        on_error: Callable[[Failure], None] | None,
    ) -> None:
        self.waiting: deque[tuple[int, Article]] = deque()  # number in the input, and article: handed out, not back yet
        self._graph = graph
        self._archive = graph.archive
        self.rules = rules
        self._progress = progress
        self._on_error = on_error
        self._seen: dict[str, _Met] = {}  # by key
        self._counts: Counter[str] = Counter()
        self._failed: list[tuple[int, Failure]] = []

    def unread(self, articles: Iterable[Article | InputError]) -> Iterator[Article]:
        """The articles that must be read; the others are counted."""
        for number, article in enumerate(articles):
            if isinstance(article, InputError):
                self.fail(number, Failure(article.source, article.reason))
                continue
            key, met = article.key, _Met(article.sha256, article.source)
            known = self._seen.setdefault(key, met)
            if known.sha256 != met.sha256:
                # which of the two is the later version, nothing tells
                reason = f"another article with the URL {article.url} was read in this build, from {known.source}"
                self.fail(number, Failure(article.source, reason))
            elif known is not met or self._archive.seen(key) == (met.sha256, self.rules):
                self._count("unchanged")
            else:
                self.waiting.append((number, article))
                yield article

    def store(self, batch: Sequence[tuple[Article, Reading]]) -> None:
        """Archive articles, all or none of them."""
        added = datetime.now(UTC).isoformat(timespec="seconds")
        done: list[str] = []
        with self._archive.transaction():
            for article, reading in batch:
                done.append(self._put(article, reading, added))
                self._counts["facts"] += reading.facts
                self._counts["issues"] += len(reading.issues)
        kept.keep_articles(self._graph.path, (self._verdict(article, reading) for article, reading in batch))
        for what in done:
            self._count(what)

    def _verdict(self, article: Article, reading: Reading) -> tuple[str, bytes, str]:
        graph = self._graph.minter.article_graph(article.key, article.sha256)
        return graph, verdicts.digest(reading.packed), reading.verdict

    def _put(self, article: Article, reading: Reading, added: str) -> str:
        before = self._archive.get(article.key)
        if before and before.sha256 == article.sha256 and self._archive.quads(article.key) == reading.quads:
            self._archive.confirm_rules(article.key, __version__, self.rules)
            if before.version != __version__:
                self._archive.pending.note_graph(self._graph.minter.graph("runs"))
            return "unchanged"
        revises = before.revises if before and before.sha256 == article.sha256 else before.graph if before else None
        if not before:
            for old in self._outdated(article):
                self._archive.drop(old.key)
                before, revises = old, old.graph
        graph = self._graph.minter.article_graph(article.key, article.sha256)
        record = Record(
            article.key, article.source, _origin(article.source), article.url, article.title, article.author,
            article.publisher, article.published, article.sha256, article.text, reading.outlet, graph, revises,
            reading.issues, __version__, self.rules,
        )  # fmt: skip
        self._archive.put(record, reading.packed, reading.rows, added)
        return "replaced" if before else "added"

    def _outdated(self, article: Article) -> list[Record]:
        """What was read from the same file before, where the file is all that tells an article from another."""
        origin = _origin(article.source)
        if article.url or origin is None:
            return []
        return [old for old in self._archive.at_origin(origin) if not old.url and old.key not in self._seen]

    def fail(self, number: int, failure: Failure) -> None:
        self._failed.append((number, failure))
        if self._on_error:
            self._on_error(failure)
        self._count("failed")

    def _count(self, what: str) -> None:
        self._counts[what] += 1
        if self._progress:
            self._progress(sum(self._counts[each] for each in ("added", "unchanged", "replaced", "failed")))

    def report(self, seconds: float, older: str) -> BuildReport:
        counts = self._counts
        failed = tuple(failure for _, failure in sorted(self._failed))
        return BuildReport(
            counts["added"], counts["unchanged"], counts["replaced"], failed, counts["facts"], counts["issues"],
            seconds, older,
        )  # fmt: skip


def _origin(source: str) -> str | None:
    """Where an article was read from, whatever the working directory; None for standard input, which is no place."""
    if source == "-" or source.startswith("-:"):
        return None
    return source if "://" in source else os.path.abspath(source)


class FactLine(NamedTuple):
    """A fact as N-Quads terms, and as a reader would print it."""

    subject: str
    predicate: str
    object: str
    subject_label: str
    object_label: str


@dataclass(frozen=True, slots=True)
class RemoveReport:
    """What removing does: ``gone``: facts nobody else reports; ``single``: facts that one outlet is left to report."""

    articles: tuple[str, ...]  # IRIs
    sources: tuple[str, ...]
    gone: tuple[FactLine, ...]
    single: tuple[FactLine, ...]
    dry_run: bool


def remove(graph: str | Path, selector: str, *, dry_run: bool = False) -> RemoveReport:
    """Take an article out with its facts and nothing else; ``selector``: its IRI, key, URL, or the source it is from.

    A source that several articles came from takes them all. Raises UsageError if there is no such article.
    """
    with open_graph(graph, write=not dry_run) as opened:
        records = _select(opened, selector)
        report = _consequences(opened, records, dry_run)
        if not dry_run:
            with opened.change():
                for record in records:
                    opened.archive.drop(record.key)
    return report


def _select(graph: Graph, selector: str) -> list[Record]:
    key = selector.removeprefix(graph.minter.article(""))
    found = graph.archive.find(key)
    if not found and (origin := _origin(selector)):
        found = graph.archive.at_origin(origin) or graph.archive.rows_of(origin)
    if not found:
        raise UsageError(
            f"{selector}: no article of {graph.path} has this IRI, URL or source; "
            f"kg query articles -g {graph.path} lists them"
        )
    return found


def _consequences(graph: Graph, records: list[Record], dry_run: bool) -> RemoveReport:
    gone: list[FactLine] = []
    single: list[FactLine] = []
    called = cache(graph.label)
    for subject, predicate, obj, outlets, left in graph.archive.outlets([record.key for record in records]):
        if left == 0 or (left == 1 and outlets > 1):
            label = called(obj[1:-1]) if terms.is_iri(obj) else terms.text_of(obj)
            line = FactLine(f"<{subject}>", f"<{predicate}>", obj, called(subject), label)
            (gone if left == 0 else single).append(line)
    return RemoveReport(
        tuple(graph.minter.article(record.key) for record in records),
        tuple(record.source for record in records),
        tuple(gone),
        tuple(single),
        dry_run,
    )
