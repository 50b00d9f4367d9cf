"""Tables: the right rows, read back by the libraries of their users, and no cell that runs."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas
import polars
import pyarrow.parquet
import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg import export, extras
from kg.errors import UsageError
from kg.export import sheets
from kg.export.cells import safe
from kg.export.source import Source
from kg.export.tables import TABLES, rows
from kg.lookup import quads, select
from kg.ns import RDF, TP
from kg.store import Graph

Exported = Callable[..., bytes]


def read(source: Source, table: str) -> list[dict[str, object]]:
    return [dict(zip(TABLES[table].columns, row, strict=True)) for row in rows(source, table)]


def test_each_table_has_a_row_for_each_thing(source: Source, graph: Graph) -> None:
    view = list(quads(graph, DefaultGraph()))

    def members(cls: str) -> int:
        return sum((q.predicate.value, q.object) == (RDF + "type", NamedNode(TP + cls)) for q in view)

    for table, cls in (("persons", "Person"), ("units", "Organization"), ("places", "Place"), ("events", "Event")):
        assert len(read(source, table)) == members(cls) > 0, table
    claims = list(select(graph, "SELECT ?c WHERE { GRAPH ?g { ?c a tp:Claim } }"))
    assert len(read(source, "claims")) == len(claims) > 30
    assert len(read(source, "statements")) == members("Statement") == 2
    assert len(read(source, "articles")) == 3


def test_a_person_is_told_with_post_unit_area_and_source(source: Source) -> None:
    (tono,) = [row for row in read(source, "persons") if row["role"] == "Bhabinkamtibmas"]
    told = {name: tono[name] for name in ("name", "rank", "pillar", "unit", "area", "events", "articles", "source")}
    assert told == {
        "name": "Tono Wibowo", "rank": "Briptu", "pillar": "Polri", "unit": "Polsek Kencana", "area": "Utan Panjang",
        "events": 1, "articles": 1, "source": "https://example.org/1",
    }  # fmt: skip


def test_claims_come_with_status_and_sentence(source: Source) -> None:
    ranks = [row for row in read(source, "claims") if row["property"] == "militaryRank"]
    assert {(row["name"], row["label"], row["status"]) for row in ranks} == {
        ("Tono Wibowo", "Briptu", "preferred"),
        ("Tono Wibowo", "Serka", "deprecated"),
    }
    assert all(str(row["label"]) in str(row["sentence"]) for row in ranks)


def test_participations_pair_events_with_people(source: Source) -> None:
    found = {(row["activity"], row["name"], row["part"]) for row in read(source, "participations")}
    assert ("siskamling", "Siti Aminah", "participant") in found


def test_conflicts_have_a_row_for_each_value(source: Source) -> None:
    assert [(row["about"], row["value"], row["status"]) for row in read(source, "conflicts")] == [
        ("rank", "Briptu", "preferred"),
        ("rank", "Serka", "deprecated"),
    ]


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_text_reads_back_in_pandas_and_polars(exported: Exported, source: Source, format: str) -> None:
    separator = "," if format == "csv" else "\t"
    for table in TABLES:
        data = exported(format, table=table)
        expected = read(source, table)
        in_pandas = pandas.read_csv(io.BytesIO(data), sep=separator, dtype=str, keep_default_na=False)
        in_polars = polars.read_csv(io.BytesIO(data), separator=separator, infer_schema=False)
        assert list(in_pandas.columns) == in_polars.columns == list(TABLES[table].columns)
        assert len(in_pandas) == len(in_polars) == len(expected), table
        assert in_pandas.to_dict("records") == [{k: str(safe(v)) for k, v in row.items()} for row in expected]  # type: ignore[arg-type]


def test_parquet_reads_back_with_types(exported: Exported, source: Source) -> None:
    for table in TABLES:
        data = pyarrow.parquet.read_table(io.BytesIO(exported("parquet", table=table)))
        assert data.to_pylist() == read(source, table)
    claims = polars.read_parquet(io.BytesIO(exported("parquet", table="claims")))
    assert (claims.schema["begin"], claims.schema["confidence"]) == (polars.Int64, polars.Float64)


def test_the_workbook_has_a_sheet_a_table_and_links_to_sources(exported: Exported, source: Source) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx")))
    assert book.sheetnames == list(TABLES)
    for table in TABLES:
        sheet = book[table]
        assert [cell.value for cell in sheet[1]] == list(TABLES[table].columns)
        assert sheet.max_row - 1 == len(read(source, table)), table
    place = TABLES["persons"].columns.index("source") + 1
    assert book["persons"].cell(2, place).hyperlink.target.startswith("https://example.org/")


def test_no_cell_of_a_spreadsheet_runs(exported: Exported) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    for table in TABLES:
        for row in csv.reader(io.StringIO(exported("csv", table=table).decode())):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert b"'=HYPERLINK(" in exported("csv", table="articles")


def test_a_sheet_that_is_full_goes_on_in_the_next(
    exported: Exported, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_SHEET_ROWS", 30)
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx")))
    parts = [name for name in book.sheetnames if name.startswith("claims")]
    assert parts[:2] == ["claims", "claims 2"]
    assert sum(book[name].max_row - 1 for name in parts) == len(read(source, "claims"))


def test_all_tables_go_to_a_folder_or_a_zip_file_alike(graph: Graph, tmp_path: Path) -> None:
    number = export.export_to(graph, "csv", tmp_path / "tables")
    assert export.export_to(graph, "csv", tmp_path / "tables.zip") == number > 60
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert sorted(archive.namelist()) == sorted(f"{table}.csv" for table in TABLES)
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "tables" / name).read_bytes()
    first = (tmp_path / "tables.zip").read_bytes()
    export.export_to(graph, "csv", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == first


def test_a_format_of_several_files_is_refused_as_one(exported: Exported) -> None:
    with pytest.raises(UsageError, match="several files"):
        exported("csv")
    with pytest.raises(UsageError, match="expected a table of articles, persons"):
        exported("csv", table="people")


def test_a_missing_library_is_named_with_the_extra_that_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r'Excel needs the package nosuchmodule.*pip install "tigapilar-kg\[tables\]"'):
        extras.load("nosuchmodule.writer", "tables", "Excel")
