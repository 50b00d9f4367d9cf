"""Saved RSS and Atom feeds: an article for every entry that carries its text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.corpus.pages import text_of
from kg.corpus.records import Row
from kg.errors import InputError


def rows_of_feed(data: bytes, source: str) -> Iterator[Row | InputError]:
    """The entries of one feed in their order; a feed that cannot be parsed at all is one InputError.

    The text is the entry's full content where the feed has it, else its summary; dates in words ("Senin, 14 Apr
    2025") are handed on as they stand.
    """
    import feedparser

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    entries: list[Any] = feed.get("entries", [])
    if not entries:
        reason = feed.get("bozo_exception") if feed.get("bozo") else None
        yield InputError(source, f"expected a feed with entries, found none{f': {reason}'[:120] if reason else ''}")
        return
    publisher = str(feed.feed.get("title") or "")
    for number, entry in enumerate(entries, start=1):
        where = f"{source}:{number}"
        text = text_of(_body(entry)).strip()
        if not text:
            yield InputError(where, "the entry has no text")
            continue
        values = {
            "text": text,
            "url": str(entry.get("link") or ""),
            "title": text_of(str(entry.get("title") or "")).strip(),
            "author": str(entry.get("author") or ""),
            "published": _published(entry),
            "publisher": publisher,
        }
        yield Row(where, {name: value for name, value in values.items() if value})


def _body(entry: Any) -> str:
    parts = [str(part.get("value") or "") for part in entry.get("content", [])]
    return max([*parts, str(entry.get("summary") or "")], key=len)


def _published(entry: Any) -> str:
    """As ISO day in the feed's own time zone: 23.30 WIB is still that day, though UTC says otherwise."""
    raw = str(entry.get("published") or entry.get("updated") or "")
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(raw).date().isoformat()
    except ValueError:
        return raw
