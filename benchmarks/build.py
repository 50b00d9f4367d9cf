"""How fast articles go into a graph once they are read: mapping, archive, store, view of best values.

    python benchmarks/build.py [ARTICLES] [JOBS]

The articles are made up from a seed, with officers, units and kelurahan used again and again as in a real collection,
and are extracted by the trivial extractor of the tests, so that what is measured is everything after extraction. The
graph lies in a temporary folder and is gone at the end.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import graphs

from kg import gazetteer
from kg.model import Article
from kg.pipeline import build, remove
from kg.store import open_graph

T = TypeVar("T")

TOPICS = ("kamtibmas", "hoaks", "narkoba", "kesehatan", "banjir")
ACTIVITIES = ("komsos", "patroli", "rapat-koordinasi", "kerja-bakti", "sosialisasi")
NAMES = (
    "Hendra",
    "Budi",
    "Siti",
    "Agus",
    "Dewi",
    "Yusuf",
    "Wayan",
    "Nur",
    "Eko",
    "Rina",
    "Joko",
    "Ahmad",
    "Sri",
    "Dedi",
)

QUESTIONS = {
    "officers of a kelurahan": """SELECT ?n ?r WHERE { ?p a tp:Person ; tp:assignedArea <%s> ; tp:role ?role ;
        foaf:name ?n . OPTIONAL { ?p tp:militaryRank/skos:notation ?r } }""",
    "events of a kota in a month": """SELECT ?e ?k WHERE { ?e a tp:Event ; tp:eventDate ?d ; tp:place ?a .
        ?a schema:name ?k ; schema:containedInPlace* ?t . ?t tp:kemendagriCode "31.71"
        FILTER(?d >= "2025-04-01"^^xsd:date && ?d < "2025-05-01"^^xsd:date) }""",
    "who appears with whom": """SELECT ?a ?b (COUNT(DISTINCT ?e) AS ?w) WHERE {
        ?e a tp:Event ; tp:participant ?a , ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b ORDER BY DESC(?w) LIMIT 20""",
    "claims by outlet": """SELECT ?o (COUNT(?c) AS ?n) WHERE {
        GRAPH ?g { ?c a tp:Claim ; tp:claimedIn ?art } ?art schema:publisher ?o } GROUP BY ?o""",
}


def articles(count: int, seed: int = 7) -> Iterator[Article]:
    """Made-up articles, some twenty facts each."""
    chance = random.Random(seed)
    areas = [a for code in ("31.71", "31.72", "32.73", "35.78") for a in gazetteer.load().children(code)]
    villages = [(v, k) for k in areas for v in gazetteer.load().children(k.code)]
    for number in range(count):
        village, district = villages[int(len(villages) * chance.random() ** 2)]
        babinsa, polisi = (f"{chance.choice(NAMES)} {chance.choice(NAMES)}" for _ in range(2))
        yield Article(
            f"""publisher|Media {int(40 * chance.random() ** 2)}
published|2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}
title|Berita {number}
place|{village.name}|level={village.level}|code={village.code}|within={district.name}
place|{district.name}|level=kecamatan|code={district.code}
unit|Koramil {district.name}|kind=Koramil|pillar=TNI
unit|Polsek {district.name}|kind=Polsek|pillar=Polri
person|Serda {babinsa}|rank=Serda|role=Babinsa|pillar=TNI|unit=Koramil {district.name}|area={village.name}
person|Polisi {polisi}|rank=Briptu|role=Bhabinkamtibmas|pillar=Polri|unit=Polsek {district.name}|area={village.name}
event|kegiatan|activity={chance.choice(ACTIVITIES)}|date=2025-04-{chance.randint(1, 28):02d}|place={village.name}
event|kegiatan|participant=Serda {babinsa}|participant=Polisi {polisi}
statement|Pos ronda buka setiap malam, {number}|kind=direct|speaker=Serda {babinsa}|topic=kamtibmas
statement|tamu wajib lapor, {number}|kind=indirect|speaker=Polisi {polisi}|topic={chance.choice(TOPICS)}
topic|{chance.choice(TOPICS)}""",
            f"{number}.txt",
            url=f"https://media{number % 40}.id/{number}",
        )


def timed(what: str, work: Callable[[], T], *, per: int = 1) -> T:
    began = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - began
    rate = f"{per / seconds:10,.0f} a second" if per > 1 else f"{seconds * 1000:10,.1f} ms"
    print(f"{what:48}{seconds:10.2f} s {rate}")
    return result


def main(count: int, jobs: int) -> None:
    options: dict[str, Any] = {"extract": graphs.extract, "rules": "benchmark"}
    made = list(articles(count))
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
        graph = Path(folder, "graph")
        build([], graph, **options)
        report = timed(
            f"build {count} articles, {jobs} jobs", lambda: build(made, graph, jobs=jobs, **options), per=count
        )
        assert report.added == count, report.failed[:3]
        timed("build the same again", lambda: build(made, graph, **options), per=count)
        changed = Article(made[0].text + "\ntopic|pemilu", made[0].source, url=made[0].url)
        timed("replace one article", lambda: build([changed], graph, **options))
        timed("remove one article", lambda: remove(graph, made[1].source))
        opened = timed("open for reading", lambda: open_graph(graph))
        area = next(iter(opened.query("SELECT ?a WHERE { ?p tp:assignedArea ?a } LIMIT 1")))["a"].value
        for name, query in QUESTIONS.items():
            timed(name, lambda query=query: list(opened.query(query.replace("%s", area))))  # type: ignore[misc]
        quads = sum(1 for _ in timed("sorted dump", lambda: list(opened.dump_sorted())))
        opened.close()
        size = {p: sum(f.stat().st_size for f in (graph / p).rglob("*") if f.is_file()) for p in ("store", "")}
        archive = (graph / "articles.sqlite").stat().st_size
        print(f"{quads:,} quads; store {size['store'] / 1e6:.0f} MB, archive {archive / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
