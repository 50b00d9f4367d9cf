"""From what the user named to articles. Every input yields an article or the reason why it is none, in input order."""

from __future__ import annotations

import contextlib
import functools
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import IO

from kg import vocab
from kg.corpus import archives, feeds, language, pages, paths, records
from kg.corpus.decode import UndecodableError, decode
from kg.corpus.spread import pages_of_files, printable, rows_of_pages
from kg.errors import InputError
from kg.model import Article
from kg.text.dates import DateGrammar
from kg.text.normalise import normalise

FORMATS: dict[str, str] = {
    ".txt": "txt",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".warc.zst": "warc",
}
"""Reader by file name ending; a file of any other ending that is named outright is read as plain text."""

_FIRST_LINE = 1_000_000  # bytes of standard input to look at

Note = Callable[[str, str], None]
"""Told ``(source, what was decided about it)`` wherever an input left a choice, such as its encoding."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes. A table may be any size, as long as each of its articles is not."""

    article: int = 5_000_000
    whole: int = 200_000_000  # a JSON array or a feed must be held in memory at once


def read(
    sources: Sequence[str],
    *,
    limits: Limits | None = None,
    columns: Mapping[str, str] | None = None,
    form: str | None = None,
    note: Note | None = None,
    jobs: int = 1,
) -> Iterator[Article | InputError]:
    """Articles of files, folders, patterns and ``-`` (standard input), lazily; an InputError stands where one is none.

    ``columns`` gives the names that a table uses for text, url, title, author, published, publisher; ``form`` reads
    every input as one of the values of ``FORMATS`` whatever its name. ``jobs`` processes take the text out of pages.
    """
    limits, columns, note = limits or Limits(), columns or {}, note or _ignore
    found = paths.expand(sources, tuple(FORMATS))
    for is_page, group in groupby(found, key=functools.partial(_is_page_file, form)):
        if is_page:
            rows = rows_of_pages(pages_of_files((str(path) for path in group), limits.article), jobs)
            yield from _articles(rows, "", note)
            continue
        for path in group:
            yield from [path] if isinstance(path, InputError) else _file(path, form, limits, columns, note, jobs)


def _is_page_file(form: str | None, path: str | InputError) -> bool:
    return not isinstance(path, InputError) and path != paths.STDIN and (form or form_of(path)) == "html"


def _file(
    path: str, form: str | None, limits: Limits, columns: Mapping[str, str], note: Note, jobs: int
) -> Iterator[Article | InputError]:
    try:
        with _open(path) as handle:
            stream, found = _sniff(handle) if path == paths.STDIN and not form else (handle, form or form_of(path))
            yield from _read_one(stream, printable(path), found, limits, columns, note, jobs)
    except OSError as error:
        yield InputError(printable(path), f"cannot be read: {error.strerror or error}")


def _open(path: str) -> IO[bytes]:
    if path == paths.STDIN:
        return open(sys.stdin.fileno(), "rb", closefd=False) if _real_stdin() else sys.stdin.buffer
    return open(path, "rb")


def _real_stdin() -> bool:
    try:
        return sys.stdin.fileno() == 0
    except (OSError, ValueError):  # replaced by an object without a descriptor, as in tests
        return False


def form_of(path: str) -> str:
    """The reader for a file of this name."""
    name = path.lower()
    return next((form for ending, form in FORMATS.items() if name.endswith(ending)), "txt")


def _sniff(handle: IO[bytes]) -> tuple[IO[bytes], str]:
    """Standard input has no name: JSON Lines if its first line is a JSON object, else plain text."""
    head = handle.readline(_FIRST_LINE)
    if head.lstrip().startswith(b"{"):
        with contextlib.suppress(ValueError, RecursionError):
            return records.rejoin(head, handle), "jsonl" if isinstance(json.loads(head), dict) else "txt"
    return records.rejoin(head, handle), "txt"


def _read_one(
    handle: IO[bytes], source: str, form: str, limits: Limits, columns: Mapping[str, str], note: Note, jobs: int
) -> Iterator[Article | InputError]:
    match form:
        case "txt":
            yield _text_article(handle, source, limits.article, note)
        case "jsonl":
            yield from _articles(records.rows_of_jsonl(handle, source, limits.article, columns), source, note)
        case "csv":
            yield from _articles(records.rows_of_csv(handle, source, limits.article, columns), source, note)
        case "json":
            data = handle.read(limits.whole + 1)
            if len(data) > limits.whole:
                yield InputError(source, f"more than {limits.whole // 1_000_000} MB of JSON; use JSON Lines instead")
            else:
                yield from _articles(records.rows_of_json(data, source, columns), source, note)
        case "parquet":
            yield from _articles(records.rows_of_parquet(handle, source, columns), source, note)
        case "html":
            yield from _page(handle, source, limits.article, note)
        case "feed":
            data = handle.read(limits.whole + 1)
            if len(data) > limits.whole:
                yield InputError(source, f"a feed of more than {limits.whole // 1_000_000} MB")
            else:
                yield from _articles(feeds.rows_of_feed(data, source), source, note)
        case "warc":
            found = archives.pages_of_warc(handle, source, limits.article)
            yield from _articles(rows_of_pages(found, jobs), source, note)
        case _:
            raise ValueError(f"no reader for {form!r}")


def _page(handle: IO[bytes], source: str, limit: int, note: Note) -> Iterator[Article | InputError]:
    data = handle.read(limit + 1)
    if len(data) > limit:
        yield InputError(source, f"larger than {limit / 1e6:g} MB, too large for one article")
        return
    yield from _articles(iter([pages.row_of(pages.Page(source, data))]), source, note)


def _text_article(handle: IO[bytes], source: str, limit: int, note: Note) -> Article | InputError:
    """A plain text file is one article. Read no further than the limit: a huge file costs no more than a small one."""
    data = handle.read(limit + 1)
    if len(data) > limit:
        return InputError(source, f"larger than {limit / 1e6:g} MB, too large for one article")
    if not data.strip():
        return InputError(source, "the file is empty" if not data else "the file holds only white space")
    try:
        decoded = decode(data)
    except UndecodableError as error:
        return InputError(source, str(error))
    if decoded.note:
        note(source, decoded.note)
    return _article(decoded.text, source, {}, None)


def _articles(rows: Iterator[records.Row | InputError], source: str, note: Note) -> Iterator[Article | InputError]:
    empty = True
    for row in rows:
        empty = False
        if isinstance(row, InputError):
            yield row
            continue
        published = row.published or _written_day(row.values.get("published", ""))
        if "published" in row.values and published is None:
            note(row.source, f"publication date {row.values['published'][:40]!r} names no day and was left out")
        yield _article(row.values["text"], row.source, row.values, published)
    if empty:
        yield InputError(source, "the table has no rows")


def _written_day(text: str) -> str | None:
    """The day that a date in Indonesian words names ("Senin, 14 Apr 2025")."""
    return _dates().read(text) if text else None


@functools.cache
def _dates() -> DateGrammar:
    return DateGrammar(vocab.load().tables)


def _article(text: str, source: str, values: Mapping[str, str], published: str | None) -> Article | InputError:
    text = normalise(text)
    if not text:
        return InputError(source, "no text is left after white space and control characters are taken away")
    reason = language.foreign(text)
    if reason:
        return InputError(source, reason)
    line = {name: " ".join(normalise(value).split()) or None for name, value in values.items()}
    return Article(
        text,
        source,
        url=line.get("url"),
        title=line.get("title"),
        author=line.get("author"),
        publisher=line.get("publisher"),
        published=published,
    )


def _ignore(source: str, what: str) -> None:
    pass
