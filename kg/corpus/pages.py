"""A saved web page to its article: the running text without navigation, and the metadata that the page declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from kg.corpus.decode import UndecodableError, decode
from kg.corpus.records import Row
from kg.errors import InputError

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_CANONICAL = re.compile(r"""<link\b[^>]{0,400}\brel\s*=\s*["']?canonical\b[^>]{0,2000}>""", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]{1,2000})""", re.I)
_TABLE = re.compile(r"<(/?)(?:table|thead|tbody|tfoot|tr|td|th)\b[^>]{0,2000}>", re.I)
_NOTHING = "expected a page with an article, found no running text in it"
_PROSE = 8  # words in one line: menus and lists of links have no such line
_HEAD = 262_144  # characters in which the declarations of a page stand


class NoArticleError(ValueError):
    """The page has no running text that could be an article; the message says so for the user."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was saved or fetched: bytes, the encoding the server named, and the address it was fetched at."""

    source: str
    data: bytes
    charset: str | None = None
    address: str | None = None


def row_of(page: Page | InputError) -> Row | InputError:
    """The article of a page, or why it has none; what was refused before stays so. Pure: runs in any process."""
    if isinstance(page, InputError):
        return page
    try:
        return Row(page.source, read_page(page.data, charset=page.charset, address=page.address))
    except (NoArticleError, UndecodableError) as error:
        return InputError(page.source, str(error))


def read_page(data: bytes, *, charset: str | None = None, address: str | None = None) -> dict[str, str]:
    """text, and where the page declares them url, title, author, published (ISO day) and publisher.

    ``charset`` is what the server said, ``address`` where the page was fetched; the page's canonical address replaces
    it only on the same host, so that no page can take the place of another outlet's.
    Raises NoArticleError, and ``UndecodableError`` where the bytes are no text.
    """
    source = _decoded(data, charset)
    found = _extracted(source)
    values = {
        "text": str(found.get("text") or ""),
        "url": _address(source, address) or "",
        "title": str(found.get("title") or ""),
        "author": str(found.get("author") or ""),
        "published": str(found.get("date") or ""),
        "publisher": str(found.get("sitename") or ""),
    }
    if not any(len(line.split()) >= _PROSE for line in values["text"].splitlines()):
        raise NoArticleError(_NOTHING)
    return {name: value for name, value in values.items() if value.strip()}


def text_of(fragment: str) -> str:
    """The words of an HTML fragment, a line for every block; a text without markup stays as it is."""
    if "<" not in fragment and "&" not in fragment:
        return fragment
    from lxml import html

    try:
        root = html.fragment_fromstring(fragment, create_parent="div")
    except (ValueError, AssertionError, RecursionError):  # lxml's parser gives up on control characters alone
        return ""
    for element in list(root.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


_BLOCKS = ("p", "div", "br", "li", "tr", "blockquote", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6")


def _decoded(data: bytes, charset: str | None) -> str:
    """The page as text: by the server's word, the page's own, or what the bytes look like."""
    declared = _META_CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else None):
        try:
            if name and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
                return data.decode(_NAMES.get(name.casefold(), name))
        except (LookupError, UnicodeDecodeError):
            continue  # unknown, or not true of these bytes
    return decode(data, markup=True).text


_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8"}
"""Encodings that browsers read as another (WHATWG Encoding Standard)."""


def _extracted(source: str) -> Mapping[str, object]:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            _TABLE.sub(r"<\1div>", source),  # offices lay out whole pages as tables, which are no data
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},  # declared dates, no guesses
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise NoArticleError(f"the page cannot be read: {error or type(error).__name__}"[:160]) from error
    if document is None:
        raise NoArticleError(_NOTHING)
    return {name: getattr(document, name, None) for name in ("text", "title", "author", "date", "sitename")}


def _address(source: str, address: str | None) -> str | None:
    link = _CANONICAL.search(source, 0, _HEAD)
    href = _HREF.search(link[0]) if link else None
    if href is None:
        return address
    canonical = urljoin(address or "", href[1].replace("&amp;", "&"))
    if urlsplit(canonical).scheme not in ("http", "https"):
        return address
    return canonical if address is None or _host(canonical) == _host(address) else address


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")
