"""Web archives (WARC, plain or compressed): the pages in them, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from kg.corpus.pages import Page
from kg.errors import InputError

_PAGES = ("text/html", "application/xhtml+xml")


class _CutOffError(ValueError):
    """The archive ends inside a record."""


def pages_of_warc(handle: IO[bytes], source: str, limit: int) -> Iterator[Page | InputError]:
    """Pages that were answered with 200, in the order of the archive; pictures, styles and the like are passed over.

    Memory holds one record of at most ``limit`` bytes. An archive that is cut off or damaged gives what stands before
    the damage, then an InputError that says so.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    records = ArchiveIterator(handle, record_types=WarcRecordType.response, parse_http=False)
    pages = 0
    while True:
        try:
            page = _page(next(records), source, limit)
        except StopIteration:
            break
        except (OSError, ValueError) as error:
            yield InputError(source, f"the archive is cut off or damaged behind {pages} pages: {error}"[:200])
            return
        if page is not None:
            pages += 1
            yield page
    if not pages:
        yield InputError(source, "expected a web archive with pages, found none in it")


def _page(record: Any, source: str, limit: int) -> Page | InputError | None:
    """The page in one record; None where it is none of a site. Raises _CutOffError."""
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    where = f"{source}:{address or record.record_id}"
    too_large = InputError(where, f"larger than {limit / 1e6:g} MB, too large for one article")
    declared = record.content_length
    if declared <= limit:
        record.freeze()  # all of it in memory, so that a missing end shows
        if record.content_length < declared:
            raise _CutOffError("the last record is not whole")
    record.parse_http(auto_decode="all")
    headers = record.http_headers
    if headers is None or headers.status_code != 200 or (record.http_content_type or "").lower() not in _PAGES:
        return None
    if declared > limit:
        return too_large
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return too_large
    return Page(where, data, record.http_charset, address or None)
