"""No name of a private person survives in any format; officials in office stay named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars
import pytest

from kg import export, pipeline
from kg.export.source import Source
from kg.model import Article
from kg.ns import TP
from kg.redact import redacted
from kg.redact.people import people
from kg.store import Graph, open_graph

KEY = b"a key for tests alone"

REPORT = """\
BABINSA DAN BHABINKAMTIBMAS DAMPINGI KORBAN, WULANDARI PUSPITASARI DIRAWAT

BOGOR - Babinsa Serda Hendra Gunawan bersama Bhabinkamtibmas Bripka Wulan Kartikasari mendatangi rumah Wulandari. \
Warga bernama Wulandari Puspitasari itu tinggal di Kelurahan Sukasari, Kecamatan Bogor Timur, Kota Bogor.

Pelaku Teguh Prakosa (34) sudah ditahan. Korban, Rahayu Puspitasari (15), seorang pelajar, dirawat di puskesmas.

"Saya takut kalau malam," kata Wulandari. Wulandari berharap pos ronda dihidupkan lagi.

"Bu Wulandari dan Rahayu kami dampingi," ujar Serda Hendra. Ketua RT 03 Sukasari, Darmanto Suwignyo, ikut mendampingi.

Lurah Sukasari, Sri Mulyaningsih, mengimbau warga bernama Mbah Kasminem agar melapor.

Tersangka Briptu Bonar Simatupang juga diperiksa di Polsek Bogor Timur.
"""

PRIVATE = ("Wulandari Puspitasari", "Rahayu Puspitasari", "Teguh Prakosa", "Darmanto Suwignyo", "Bonar Simatupang")
OFFICIALS = ("Hendra Gunawan", "Wulan Kartikasari", "Sri Mulyaningsih")
AUTHOR = "Yunita Anggraeni"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("redact")
    articles = [
        Article(REPORT, "a.txt", url="https://kabar.example/warga-wulandari-puspitasari-dirawat", author=AUTHOR),
        Article(REPORT.replace("Serda", "Sertu"), str(Path("berita", "teguh_prakosa.txt")), author=AUTHOR),
    ]
    assert pipeline.build(articles, folder / "graph").failed == ()
    note = f'<urn:example:desk> <urn:example:note> "{PRIVATE[0]} called" <urn:example:notes> .\n'
    with open_graph(folder / "graph", write=True) as opened:
        opened.keep({"urn:example:notes": note})
    with open_graph(folder / "graph") as opened:
        yield opened


@pytest.fixture(scope="module")
def source(graph: Graph) -> Iterator[Source]:
    with redacted(Source.of(graph), KEY) as made:
        yield made


@pytest.fixture(scope="module")
def texts(source: Source, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every redacted export."""
    return dict(files(source, tmp_path_factory.mktemp("texts")))


def files(source: Source, folder: Path) -> Iterator[tuple[str, str]]:
    """Every export as text: (what it is, its text)."""
    for format in export.FORMATS:
        for options in variants(format):
            ending = "zip" if export.is_folder(format, options) else format
            path = folder / f"{options.profile}-{options.view}-{options.project}.{ending}"
            export.export_to(source, format, path, options)
            yield f"{format} {options.profile} {options.view} {options.project}", as_text(format, path)


def variants(format: str) -> list[export.Options]:
    if format in export.NETWORKS:
        together = [export.Options(view=view, project="co-occurrence") for view in ("people", "all")]
        return [export.DEFAULTS, export.Options(view="people"), *together]
    profiles = {"trig": ("clean", "full", "rdf12"), "nquads": ("clean", "full", "rdf12"), "jsonld": ("clean", "full")}
    return [export.Options(profile=profile) for profile in profiles.get(format, ("clean",))]  # type: ignore[arg-type]


def as_text(format: str, path: Path) -> str:
    if format == "xlsx":
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        return "\n".join(f"{c.value} {c.hyperlink.target if c.hyperlink else ''}" for c in cells)
    if path.suffix != ".zip":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if format in ("parquet", "parquet-parts"):
        return "\n".join(polars.read_parquet(io.BytesIO(part)).write_csv() for part in parts.values())
    return "\n".join(part.decode() for part in parts.values())


def words(text: str) -> set[str]:
    """All words in small letters, also those inside addresses and escapes."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def test_graphs_of_users_are_left_out(graph: Graph, source: Source) -> None:
    assert "urn:example:notes" in {name.value for name in Source.of(graph).graphs()[1:]}
    assert "urn:example:notes" not in {name.value for name in source.graphs()[1:]}


def test_the_report_is_understood_well_enough_to_prove_anything(graph: Graph) -> None:
    found = people(Source.of(graph))
    named = set().union(*found.named.values())
    masked = set().union(*found.masked.values())
    assert set(OFFICIALS) <= named
    assert {"Wulandari Puspitasari", "Rahayu Puspitasari", "Teguh Prakosa", "Bonar Simatupang"} <= masked
    assert found.authors == (AUTHOR,)


def test_no_masked_name_nor_a_part_of_one_survives_in_any_format(texts: dict[str, str]) -> None:
    private = {part for name in (*PRIVATE, AUTHOR, "Kasminem") for part in words(name)}
    for what, text in texts.items():
        assert len(text) > 500, what
        assert private & words(text) == set(), what
        assert not any(name.casefold().replace(" ", "") in text.casefold() for name in PRIVATE), what
    assert len(texts) == len(export.FORMATS) + 2 + 2 + 1 + 3 * len(export.NETWORKS)


def test_officials_in_office_stay_named(texts: dict[str, str]) -> None:
    for what, text in texts.items():
        if not what.startswith("geojson"):  # places, and events with who was there
            assert all(name in text for name in OFFICIALS), what


def test_one_person_is_one_pseudonym_everywhere(source: Source, graph: Graph) -> None:
    labels = {name for iri, name in source.select("SELECT ?p ?n WHERE { ?p a tp:Person ; rdfs:label ?n }")}
    masks = {name for name in labels if name.startswith("Orang ")}
    assert len(masks) == len(people(Source.of(graph)).masked)
    sparql = "SELECT ?a ?t WHERE { GRAPH ?g { ?s nif:anchorOf ?t ; nif:referenceContext ?a } }"
    said = [
        (article, text) for article, text in source.select(sparql) if "takut kalau malam" in text or "berharap" in text
    ]
    pairs = {(article, mask) for article, text in said for mask in masks if mask in text}
    assert len(said) == 4, "two sentences of two articles"
    assert len(pairs) == 2, "one woman an article: nothing says that both are one"


def test_counts_are_those_of_the_graph(source: Source, graph: Graph) -> None:
    for cls in ("Person", "Organization", "Place", "Event", "Statement"):
        count = len(list(source.members(TP + cls)))
        assert count == len(list(Source.of(graph).members(TP + cls))) > 0, cls
    sparql = "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { GRAPH ?g { ?c a tp:Claim } }"
    assert list(source.select(sparql)) == list(Source.of(graph).select(sparql))


def test_the_same_key_gives_the_same_bytes_and_another_key_others(graph: Graph, source: Source) -> None:
    def made(key: bytes) -> bytes:
        out = io.BytesIO()
        with redacted(Source.of(graph), key) as once_more:
            export.export(once_more, "nquads", out, export.Options(profile="full"))
        return out.getvalue()

    first = io.BytesIO()
    export.export(source, "nquads", first, export.Options(profile="full"))
    assert made(KEY) == first.getvalue()
    codes = {key: set(re.findall(rb"orang-(\d{15})", made(key))) for key in (KEY, b"another key for tests")}
    assert len(set.union(*codes.values())) == sum(map(len, codes.values())) > 0


def test_addresses_that_hold_a_name_lead_to_the_host_alone(source: Source) -> None:
    urls = [url for (url,) in source.select("SELECT ?u WHERE { ?a schema:url ?u }")]
    assert urls == ["https://kabar.example/"]
    sources = {text for (text,) in source.select("SELECT ?s WHERE { ?a tp:source ?s }")}
    assert any(re.fullmatch(r"berita.Orang \d{15}\.txt", text) for text in sources), sources


def test_no_article_is_given_whole(graph: Graph, tmp_path: Path) -> None:
    unused = "Ia menutup pintu lalu tidur"
    article = Article(REPORT + f"\n{unused}.\n", "b.txt")
    assert pipeline.build([article], tmp_path / "graph").failed == ()
    with open_graph(tmp_path / "graph") as opened:
        for what, text in files(Source.of(opened), tmp_path):
            assert unused not in text, what
