"""A graph directory of a few made-up articles (see ``graphs``), opened for reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import graphs

from kg import pipeline
from kg.store import Graph, open_graph

MULYO = """\
title|Warga Mulyo Jaga Malam
publisher|Kabar Kota
place|Mulyo|level=kelurahan|code=31.71.03.1008|within=Kencana
place|Kencana|level=kecamatan|code=31.71.03
unit|Polsek Kencana|kind=Polsek|pillar=Polri
person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|unit=Polsek Kencana|area=Mulyo
person|Tono Wibowo|rank=Briptu:preferred:MatchesRoleInstitution
person|Tono Wibowo|rank=Serka:deprecated:RankInstitutionMismatch
person|Siti Aminah|pillar=Masyarakat
event|E1|activity=siskamling|date=2025-04-14|place=Mulyo|participant=Tono Wibowo|participant=Siti Aminah
statement|Mari kita jaga malam bersama|kind=direct|speaker=Tono Wibowo|topic=kamtibmas
topic|kamtibmas
conflict|rank|Tono Wibowo
"""
"""One event with everything, a settled conflict."""

SEPI = """\
publisher|Warta Desa
place|Sepi|level=desa
person|Tono Wibowo|role=Babinsa|pillar=TNI|area=Sepi
event|E2|activity=patroli|participant=Tono Wibowo
"""
"""Another man of the same name elsewhere; an event without date and place; a village that no gazetteer knows."""

HOSTILE = """\
title|</script><img src=x onerror=alert(1)><b>Tebal</b> & "kutip" --> <!-- ]]>
publisher|<svg onload=alert(2)>
published|2025-05-02
person|<img src=x onerror=alert(3)>|role=Babinsa|pillar=TNI
event|E3|activity=patroli|date=2025-05|participant=<img src=x onerror=alert(3)>
statement|</q><script>alert(4)</script>\u2028 =1+1|kind=direct|speaker=<img src=x onerror=alert(3)>
"""
"""Text that would run if a page took it for markup, and end the data if it were not escaped."""


def articles(*texts: str) -> list[graphs.Article]:
    return [graphs.article(text, f"{n}.txt", url=f"https://example.org/{n}") for n, text in enumerate(texts, 1)]


@contextmanager
def graph(folder: Path, *texts: str) -> Iterator[Graph]:
    """A graph of one article per text: 1.txt, 2.txt …"""
    report = pipeline.build(articles(*texts), folder / "graph", extract=graphs.extract)
    assert report.failed == ()
    with open_graph(folder / "graph") as opened:
        yield opened
