"""Many pages to their articles, in order, on several processes: taking out the text costs more than reading files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from kg.corpus.pages import Page, row_of
from kg.corpus.records import Row
from kg.errors import InputError
from kg.parallel import WorkerDied, ordered


def rows_of_pages(pages: Iterable[Page | InputError], jobs: int) -> Iterator[Row | InputError]:
    """What ``row_of`` makes of each, in order, few of them held at a time; a page that ends its process is refused."""
    sources: deque[str] = deque()

    def noted() -> Iterator[Page | InputError]:
        for page in pages:
            sources.append(page.source)
            yield page

    for row in ordered(row_of, noted(), jobs=jobs):
        source = sources.popleft()
        yield InputError(source, "the process that read it ended") if isinstance(row, WorkerDied) else row


def pages_of_files(paths: Iterable[str], limit: int) -> Iterator[Page | InputError]:
    """Saved pages, one a file; none is read further than ``limit`` bytes."""
    for path in paths:
        source = printable(path)
        try:
            with open(path, "rb") as handle:
                data = handle.read(limit + 1)
        except OSError as error:
            yield InputError(source, f"cannot be read: {error.strerror or error}")
            continue
        too_large = InputError(source, f"larger than {limit / 1e6:g} MB, too large for one article")
        yield too_large if len(data) > limit else Page(source, data)


def printable(path: str) -> str:
    """A file name that is not UTF-8 with its bytes written out (``caf\\xe9.txt``): it will be stored as text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
