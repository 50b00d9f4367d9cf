from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg import gazetteer, vocab
from kg.extract.findings import HeaderFact
from kg.extract.layout import read_layout
from kg.model import Article, Span

TEXT = """Lurah Amantelu Pimpin Kerja Bakti

AMBON, kabarteluk.com – Lurah Amantelu memimpin kerja bakti bersama warga pada Jumat pagi.
Warga berharap kegiatan itu digelar setiap pekan. (Yusuf)"""
PLAIN = Article(TEXT, "a.txt")


def header(article: Article) -> dict[str, HeaderFact]:
    return {f.property: f for f in read_layout(article, vocab.load(), gazetteer.load()).header}


def test_every_fact_of_the_text_points_at_its_words() -> None:
    for fact in header(PLAIN).values():
        assert TEXT[fact.span.start : fact.span.end] == fact.value


def test_facts_come_in_the_order_of_the_model() -> None:
    assert list(header(PLAIN)) == ["title", "publisher", "dateline", "byline"]


def test_declared_metadata_go_before_what_the_text_shows() -> None:
    declared = replace(
        PLAIN, title="Kerja Bakti", publisher="Kabar Teluk", author="Ina", published="2025-04-18T09:00:00+09:00"
    )
    found = header(declared)
    assert {p: f.value for p, f in found.items()} == {
        "title": "Kerja Bakti",
        "publisher": "Kabar Teluk",
        "dateline": "AMBON",
        "byline": "Ina",
        "published": "2025-04-18",
    }
    assert found["published"].rule == "header.declared"


def test_declared_value_points_at_its_words_where_the_text_has_them() -> None:
    found = header(replace(PLAIN, title="LURAH AMANTELU pimpin kerja  bakti", publisher="Kabar Lain"))
    assert found["title"].span == Span(0, 33)
    assert found["publisher"].span == Span(0, 0)


def test_declared_headline_is_found_below_other_lines() -> None:
    article = replace(PLAIN, text="Kota Ambon dan Sekitarnya\n" + TEXT, title="Lurah Amantelu Pimpin Kerja Bakti")
    blocks = read_layout(article, vocab.load()).blocks
    assert (Span(26, 59), "title") in blocks


def test_author_that_names_nobody_gives_way_to_the_signature() -> None:
    assert header(replace(PLAIN, author="admin"))["byline"].value == "Yusuf"
    assert header(replace(PLAIN, author="Admin", text=TEXT.removesuffix(" (Yusuf)")))["byline"].value == "Admin"


def test_precision_of_a_declared_date_is_kept() -> None:
    assert header(replace(PLAIN, published="2025-04"))["published"].value == "2025-04"
    assert "published" not in header(replace(PLAIN, published="kemarin"))


def test_host_names_the_outlet_only_where_nothing_else_does() -> None:
    assert header(replace(PLAIN, url="https://www.lain.id/1"))["publisher"].value == "kabarteluk.com"
    bare = replace(PLAIN, text="Lurah Amantelu memimpin kerja bakti.", url="https://www.lain.id/1")
    assert header(bare)["publisher"].value == "lain.id"


@pytest.mark.parametrize(
    ("end", "byline"),
    [
        ("Warga pulang. Penulis: Grace Lasut | Editor: V. Kaunang", "Grace Lasut"),
        ("Warga pulang. Editor: V. Kaunang", None),
        ("Warga pulang. (bal/3)", "bal/3"),
        ("Warga pulang. (mar/K-2)", "mar/K-2"),
        ("Warga pulang karena sumber: air kering.", None),
    ],
)
def test_labels_behind_the_last_sentence_are_read(end: str, byline: str | None) -> None:
    found = header(Article(f"Kerja Bakti\n\nLurah memimpin kerja bakti bersama warga. {end}", "a.txt"))
    assert (found["byline"].value if "byline" in found else None) == byline


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Balikpapan – babinsa Kelurahan Telaga Sari mendampingi vaksinasi.", "Balikpapan"),
        ("Balikpapan – kota minyak – menggelar apel siaga.", None),
        ("Balikpapan-an itu sebutan warga.", None),
    ],
)
def test_a_dateline_may_stand_before_a_small_letter(opening: str, place: str | None) -> None:
    found = header(Article(f"Vaksinasi dari Pintu ke Pintu\n\n{opening}", "a.txt"))
    assert (found["dateline"].value if "dateline" in found else None) == place


CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize("gold", sorted((CORPUS / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_headers_of_the_annotated_articles(gold: Path) -> None:
    text = (CORPUS / "articles" / f"{gold.stem}.txt").read_text(encoding="utf-8").strip()
    expected = json.loads(gold.read_text(encoding="utf-8"))["article"]
    found = {p: f.value for p, f in header(Article(text, gold.name)).items()}
    assert {p: found.get(p) for p in expected} == expected
