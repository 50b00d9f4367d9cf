"""Cells of tables that spreadsheets open: text stays text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, Literal

Cell = str | int | float | bool | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with, or a spreadsheet takes it for a formula (OWASP, "CSV Injection")."""


def safe(value: Cell) -> Cell:
    """The value, with an apostrophe before text that would run as a formula; spreadsheets know it for "this is text".

    >>> safe("=1+1"), safe("Lurah"), safe(-1)
    ("'=1+1", 'Lurah', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def unsafe(text: str) -> str:
    """What ``safe`` was given, from the cell that a spreadsheet wrote back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def write_csv(
    out: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, dialect: Literal["csv", "tsv"] = "csv"
) -> int:
    """RFC 4180 in UTF-8, or the same with tabs; the number of rows. Truth is "true" and "false", None is empty."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter="," if dialect == "csv" else "\t", lineterminator="\r\n")
    writer.writerow(columns)
    number = 0
    for row in rows:
        number += 1
        writer.writerow([str(cell).lower() if isinstance(cell, bool) else safe(cell) for cell in row])
    text.flush()
    text.detach()
    return number
