"""Tables of articles as JSON Lines, JSON, CSV, Parquet; columns text, url, title, author, published, publisher."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from kg import extras
from kg.corpus.decode import UndecodableError, decode, encoding_of, restore
from kg.errors import InputError

COLUMNS = ("text", "url", "title", "author", "published", "publisher")
_ISO_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?$")
_HEAD = 1_048_576
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``source`` is the file and the number of the row, ``values`` the columns it fills, as plain text."""

    source: str
    values: Mapping[str, str]

    @property
    def published(self) -> str | None:
        """The day, month or year of publication where it is written in ISO 8601, else None."""
        match = _ISO_DATE.match(self.values.get("published", ""))
        return match[1] if match else None


def rows_of_jsonl(handle: IO[bytes], source: str, limit: int, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """One JSON object a line. A line longer than ``limit`` bytes is skipped without being held in memory."""
    number = 0
    while line := handle.readline(limit):
        number += 1
        where = f"{source}:{number}"
        if len(line) == limit and not line.endswith(b"\n"):
            while (rest := handle.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield InputError(where, f"the line is longer than {limit} bytes")
        elif line.strip():
            yield _row_of_json(line, where, columns)


def _row_of_json(line: bytes, where: str, columns: Mapping[str, str]) -> Row | InputError:
    try:
        value = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError) as error:
        return InputError(where, f"expected one JSON object on this line, found {_brief(error)}")
    return _row(value, where, columns)


def rows_of_json(data: bytes, source: str, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """A JSON array of objects, or one object."""
    try:
        value = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        yield InputError(source, f"expected JSON, found {_brief(error)}")
        return
    if isinstance(value, dict):
        yield _row(value, source, columns)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield _row(item, f"{source}:{number}", columns)
    else:
        yield InputError(source, "expected a JSON array of articles or one article, found a single value")


def rows_of_csv(handle: IO[bytes], source: str, limit: int, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """CSV with a header line; comma, semicolon or tab, whichever the header has most of."""
    head = handle.read(_HEAD)
    try:
        encoding = encoding_of(head)
        text = io.TextIOWrapper(rejoin(head, handle), encoding, errors="surrogateescape", newline="")
        header = text.readline(limit)
    except UndecodableError as error:
        yield InputError(source, str(error))
        return
    except UnicodeDecodeError:
        yield InputError(source, f"expected {encoding}, as the beginning of the file says, found bytes that are not")
        return
    delimiter = max(",;\t", key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    wanted = columns.get("text", "text")
    if wanted not in (name.strip() for name in names):
        found = ", ".join(names)[:100] or "nothing"
        hint = f"expected a column {wanted!r} in the first line, found {found}; name yours with --column text=NAME"
        yield InputError(source, hint)
        return
    csv.field_size_limit(limit)
    table = csv.reader(text, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{source}:{number}", f"not a row of CSV: {error}")
            continue
        except UnicodeDecodeError:
            yield InputError(
                f"{source}:{number}", f"not {encoding}, as the beginning of the file is; the rest was not read"
            )
            return
        if cells:
            value = dict(zip((name.strip() for name in names), map(restore, cells), strict=False))
            yield _row(value, f"{source}:{number}", columns)


def rows_of_parquet(handle: IO[bytes], source: str, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """Rows in the order of the file, of which one batch is held in memory; only the columns that are read."""
    parquet = extras.load("pyarrow.parquet", "tables", "Parquet")
    errors = extras.load("pyarrow", "tables", "Parquet").lib.ArrowException
    number = 0
    try:
        table = parquet.ParquetFile(handle)
        names = [name for name in table.schema_arrow.names if name in {columns.get(c, c) for c in COLUMNS}]
        if columns.get("text", "text") not in names:
            found = ", ".join(table.schema_arrow.names)[:100] or "nothing"
            wanted = columns.get("text", "text")
            yield InputError(source, f"expected a column {wanted!r}, found {found}; name yours with --column text=NAME")
            return
        for batch in table.iter_batches(batch_size=_BATCH, columns=names):
            for value in batch.to_pylist():
                number += 1
                yield _row(value, f"{source}:{number}", columns)
    except (errors, OSError) as error:
        yield InputError(source, f"expected Parquet, found {_brief(error)}; {number} rows were read")


def rejoin(head: bytes, rest: IO[bytes]) -> io.BufferedReader:
    """A stream whose ``head`` was read ahead, from its beginning again; standard input cannot be rewound."""
    return io.BufferedReader(_Rejoined(io.BytesIO(head), rest))


class _Rejoined(io.RawIOBase):
    def __init__(self, head: IO[bytes], rest: IO[bytes]) -> None:
        self._parts = (head, rest)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        for part in self._parts:
            if data := part.read(len(buffer)):
                buffer[: len(data)] = data
                return len(data)
        return 0


def _row(value: object, where: str, columns: Mapping[str, str]) -> Row | InputError:
    if not isinstance(value, dict):
        return InputError(where, f"expected an object with a text, found {type(value).__name__}")
    values: dict[str, str] = {}
    for column in COLUMNS:
        cell = value.get(columns.get(column, column))
        if isinstance(cell, Iterable) and not isinstance(cell, (str, dict)):  # several authors
            cell = ", ".join(str(part) for part in cell)
        if cell is not None and str(cell).strip():
            values[column] = str(cell)
    if "text" not in values:
        wanted = columns.get("text", "text")
        found = ", ".join(map(str, value))[:100] or "nothing"
        return InputError(where, f"no text: expected a field {wanted!r}, found {found}")
    return Row(where, values)


def _brief(error: Exception) -> str:
    return f"an error: {error}"[:160]
