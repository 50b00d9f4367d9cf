from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small

from kg import export
from kg.export.source import Source
from kg.store import Graph

RUMOUR = """\
publisher|=HYPERLINK("https://evil.example")
published|2025-05-02
title|+62 bukan nomor resmi
place|Utan Panjang|level=kelurahan|code=31.71.03.1008|within=Kemayoran
place|Kemayoran|level=kecamatan|code=31.71.03
person|Rina Kusuma|role=Lurah|pillar=Pemerintah|area=Utan Panjang
event|E3|activity=sosialisasi|date=2025-05|place=Utan Panjang|participant=Rina Kusuma
statement|-5 derajat itu "kabar" bohong, <b>jangan</b> percaya|kind=direct|speaker=Rina Kusuma
topic|hoaks
"""
"""Text that begins as formulas do, and an event of which only the month is known."""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = Path(tmp_path_factory.mktemp("export"))
    with small.graph(folder, small.MULYO, small.SEPI, RUMOUR) as opened:
        yield opened


@pytest.fixture(scope="session")
def source(graph: Graph) -> Source:
    return Source.of(graph)


@pytest.fixture
def exported(graph: Graph) -> Callable[..., bytes]:
    """One file as bytes."""

    def written(format: str, **options: object) -> bytes:
        out = io.BytesIO()
        export.export(graph, format, out, export.Options(**options))  # type: ignore[arg-type]
        return out.getvalue()

    return written
