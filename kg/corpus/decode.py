"""From bytes to text: which encoding a file is in, decided from what its bytes allow, and said aloud.

UTF-8 and byte order marks are certain. Everything else is a decision, and comes back with a note for the user.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import ftfy

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF media file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAYS = re.compile("[\udc80-\udcff]")  # bytes that surrogateescape carried over
_HIGH = re.compile(rb"[\x80-\xff]")
_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml|rss|feed)\b", re.IGNORECASE)
# What Windows-1252 adds to ASCII in Indonesian prose: typographic marks, and letters of foreign names.
_WESTERN = frozenset("‘’‚“”„†‡•…‹›€™–—\u00a0«»°±²³´·º½¼¾×©®§éèêëáàâäãåçíìîïñóòôöõúùûüýÿøæÉÖÜÇÅØß")
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """``note`` says what was decided where the bytes left a choice; None if there was none."""

    text: str
    encoding: str
    note: str | None = None


class UndecodableError(ValueError):
    """The bytes are no text, or text in no encoding that can be told."""


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """The text of ``data``. Raises UndecodableError, whose message is the reason, if it is no text, or is a page of
    HTML or XML where ``markup`` is not what was asked for.

    >>> decode("“Aman”, katanya".encode("cp1252")).text
    '“Aman”, katanya'
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
        note = None if encoding.startswith("utf-") else f"read as {_NAMES.get(encoding, encoding)}: it is not UTF-8"
    except UnicodeDecodeError:
        text, note = _decode_damaged(data, encoding)
    if not markup and _MARKUP.match(text[:1000]):
        raise UndecodableError("expected plain text, found HTML or XML; name it .html, or read it with --from html")
    return Decoded(text, encoding, "; ".join(filter(None, (note, _losses(text)))) or None)


def encoding_of(data: bytes) -> str:
    """Python's name of the encoding of ``data``, or of the file it begins. Raises UndecodableError if it is no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UndecodableError(f"expected text, found {what}")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _utf16_without_mark(sample)
    if len(_CONTROL.findall(sample)) > len(sample) // 100:
        raise UndecodableError("expected text, found binary data")
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut off inside the last character
            return "utf-8"
    return _single_byte_encoding(data)


def _utf16_without_mark(sample: bytes) -> str:
    """Latin text in UTF-16 has a zero in nearly every second byte; any other zero is no text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.8 * len(sample[1::2]) and even == 0:
        return "utf-16-le"
    if even > 0.8 * len(sample[0::2]) and odd == 0:
        return "utf-16-be"
    raise UndecodableError("expected text, found binary data (zero bytes)")


def _single_byte_encoding(data: bytes) -> str:
    """UTF-8 with stray bytes, the Western encoding whose marks look like prose, or the guess of charset-normalizer."""
    high = len(_HIGH.findall(data))
    invalid = len(_STRAYS.findall(data.decode("utf-8", "surrogateescape")))
    if invalid < high // 2:
        return "utf-8"
    sample = data[:_SAMPLE]
    strange, best = min((_strange(sample, name), name) for name in ("cp1252", "mac_roman"))
    if strange < 0.3:
        return best
    from charset_normalizer import from_bytes  # 40 ms: only where it is needed

    guess = from_bytes(sample).best()
    if guess is None:
        raise UndecodableError("expected UTF-8, found text in no encoding that can be told; save it as UTF-8")
    return guess.encoding


def _strange(data: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that Indonesian prose has no use for; 1 if the bytes break the encoding."""
    try:
        beyond = [char for char in data.decode(encoding) if char > "\x7f"]
    except UnicodeDecodeError:
        return 1.0
    return sum(char not in _WESTERN for char in beyond) / len(beyond)


def _decode_damaged(data: bytes, encoding: str) -> tuple[str, str]:
    """Text that breaks the rules of its encoding: stray Windows-1252 bytes, or an end that is missing."""
    if encoding not in ("utf-8", "utf-8-sig"):
        raise UndecodableError(f"expected {encoding}, as the beginning of the file says, found bytes that are not")
    try:
        return data[:-3].decode(encoding) + data[-3:].decode("utf-8", "ignore"), "cut off inside its last character"
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, "surrogateescape")
    count = len(_STRAYS.findall(text))
    return restore(text), f"{count} bytes that are not UTF-8 were read as Windows-1252"


def restore(text: str) -> str:
    """``text`` decoded with ``surrogateescape``, the bytes that did not fit read as Windows-1252."""
    return _STRAYS.sub(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _losses(text: str) -> str | None:
    """What happened to the text before it reached us, as far as it shows."""
    lost = text.count("\ufffd")
    if lost:
        return f"{lost} characters were already lost when it was saved (\ufffd)"
    if not text.isascii() and ftfy.fix_encoding(text) != text:
        return "doubly encoded characters were repaired"
    return None


_NAMES = {"cp1252": "Windows-1252", "utf_16": "UTF-16", "mac_roman": "Mac Roman", "latin_1": "Latin-1"}
