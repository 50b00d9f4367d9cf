"""Tables as files: CSV, TSV, Parquet, and one Excel workbook with a sheet a table."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from typing import IO, Any

from kg import extras
from kg.errors import UsageError
from kg.export.cells import Cell, write_csv
from kg.export.source import Source
from kg.export.tables import NUMBERS, TABLES, WHOLE_NUMBERS, Row, rows

_BATCH = 10_000
_SHEET_ROWS = 1_048_575  # of Excel, below the names of the columns
_CELL_LENGTH = 32_767
_LINKS = 65_530
_LINK_LENGTH = 2_079


def write(source: Source, format: str, table: str, out: IO[bytes]) -> int:
    """One table as csv (RFC 4180), tsv or parquet; the number of rows. Raises UsageError on an unknown table."""
    if table not in TABLES:
        raise UsageError(f"expected a table of {', '.join(TABLES)}, found {table!r}")
    match format:
        case "csv" | "tsv":
            return write_csv(out, TABLES[table].columns, rows(source, table), dialect=format)
        case "parquet":
            return parquet(source, table, out)
        case _:
            raise UsageError(f"expected a format of tables, found {format!r}")


def parquet(source: Source, table: str, out: IO[bytes]) -> int:
    """Parquet with typed columns; written in batches."""
    arrow = extras.load("pyarrow", "tables", "Parquet")
    writer_of = extras.load("pyarrow.parquet", "tables", "Parquet").ParquetWriter
    columns = TABLES[table].columns
    schema = arrow.schema([(name, _arrow_type(arrow, name)) for name in columns])
    number = 0
    with writer_of(out, schema, compression="zstd") as writer:
        found = rows(source, table)
        while batch := list(islice(found, _BATCH)):
            number += len(batch)
            writer.write_table(arrow.table([list(column) for column in zip(*batch, strict=True)], schema=schema))
    return number


def _arrow_type(arrow: Any, column: str) -> Any:
    if column in WHOLE_NUMBERS:
        return arrow.int64()
    return arrow.float64() if column in NUMBERS else arrow.string()


def workbook(source: Source, out: IO[bytes]) -> int:
    """An Excel workbook; the number of rows of all sheets. Text is written as text, so no cell can run."""
    library = extras.load("xlsxwriter", "tables", "Excel")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with tempfile.TemporaryFile() as file:  # an archive written to a pipe would have other bytes than one in a file
        number = _write_book(source, library.Workbook(file, options))
        file.seek(0)
        shutil.copyfileobj(file, out)
    return number


def _write_book(source: Source, book: Any) -> int:
    book.set_properties({"created": datetime(2000, 1, 1)})  # a clock has no place in what must be the same every time
    heading = book.add_format({"bold": True, "bottom": 1})
    number = 0
    for name, table in TABLES.items():
        left: Iterator[Row] = rows(source, name)
        part = 1
        while True:
            sheet = book.add_worksheet(name if part == 1 else f"{name} {part}")
            number += _fill(sheet, table.columns, islice(left, _SHEET_ROWS), heading)
            following = next(left, None)
            if following is None:
                break
            left, part = chain([following], left), part + 1
    book.close()
    return number


def _fill(sheet: Any, columns: tuple[str, ...], found: Iterator[Row], heading: Any) -> int:
    for place, name in enumerate(columns):
        sheet.set_column(place, place, 60 if name in ("sentence", "text", "title") else 18)
    sheet.write_row(0, 0, columns, heading)
    sheet.freeze_panes(1, 0)
    number = links = 0
    for number, row in enumerate(found, start=1):
        for place, (name, cell) in enumerate(zip(columns, row, strict=True)):
            if name == "source" and links < _LINKS and _is_link(cell):
                sheet.write_url(number, place, cell)
                links += 1
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell[:_CELL_LENGTH])
            else:
                sheet.write_number(number, place, cell)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    return number


def _is_link(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith(("http://", "https://")) and len(cell) <= _LINK_LENGTH
