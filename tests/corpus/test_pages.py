"""Saved pages after layouts that Indonesian sites use, and pages that are none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.corpus import read
from kg.corpus.pages import NoArticleError, read_page, text_of
from kg.errors import InputError
from kg.model import Article

PAGES = Path(__file__).parent / "pages"


def article(name: str) -> Article:
    (found,) = read([str(PAGES / f"{name}.html")])
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("name", "url", "title", "author", "published", "publisher"),
    [
        (
            "wordpress",
            "https://suarapesisir.example/2025/02/04/babinsa-dan-warga-perbaiki-pos-ronda/",
            "Babinsa dan Warga Perbaiki Pos Ronda di Kalirejo",
            "Ratna Dewi",
            "2025-02-04",
            "Suara Pesisir",
        ),
        (
            "amp",
            "https://www.kabarmahakam.example/read/20417/pelatihan-siskamling",
            "Lurah Sungai Pinang Buka Pelatihan Siskamling",
            None,
            "2024-09-18",  # half past eleven at night there: still that day
            "Kabar Mahakam",
        ),
        ("government", None, "Pemerintah Kecamatan Wonosari", None, None, None),
    ],
)
def test_what_the_page_declares_is_kept(
    name: str, url: str | None, title: str, author: str | None, published: str | None, publisher: str | None
) -> None:
    found = article(name)
    assert (found.url, found.title, found.author, found.published, found.publisher) == (
        url,
        title,
        author,
        published,
        publisher,
    )


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("wordpress", ("kata Imam.", "dari kas RT."), ("Beranda", "Bagikan", "Harga Ikan", "Balasan", "googletag")),
        ("amp", ("SAMARINDA – Lurah", "akhir bulan ini."), ("Home", "Dewan Pers", "doubleclick")),
        ("government", ("Wonosari - Lurah Kepek", "“Kami minta Linmas", "22.00 WIB."), ("Unduhan", "90211", "|")),
    ],
)
def test_the_running_text_is_kept_and_the_furniture_is_not(
    name: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    text = article(name).text
    assert [words for words in inside if words not in text] == []
    assert [words for words in outside if words in text] == []


def test_a_page_of_links_is_refused() -> None:
    (found,) = read([str(PAGES / "front.html")])
    assert isinstance(found, InputError)
    assert "no running text" in found.reason


@pytest.mark.parametrize(
    ("canonical", "address", "expected"),
    [
        ("https://a.example/x", None, "https://a.example/x"),
        ("https://www.a.example/x", "https://a.example/x?utm=1", "https://www.a.example/x"),
        ("/x", "https://a.example/y", "https://a.example/x"),
        ("https://b.example/x", "https://a.example/y", "https://a.example/y"),  # in another's name
        ("javascript:alert(1)", "https://a.example/y", "https://a.example/y"),
        ("javascript:alert(1)", None, None),
    ],
)
def test_a_page_speaks_for_its_own_host_only(canonical: str, address: str | None, expected: str | None) -> None:
    page = (PAGES / "wordpress.html").read_text("utf-8")
    page = page.replace("https://suarapesisir.example/2025/02/04/babinsa-dan-warga-perbaiki-pos-ronda/", canonical)
    assert read_page(page.encode(), address=address).get("url") == expected


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "no-such-charset", None])
def test_the_encoding_is_what_is_declared_or_what_it_looks_like(charset: str | None) -> None:
    text = (PAGES / "wordpress.html").read_text("utf-8").replace("&#8220;", "“").replace("&#8221;", "”")
    encoding = "cp1252" if charset in ("windows-1252", "iso-8859-1") else "utf-8"
    data = text.replace('<meta charset="UTF-8">', "").encode(encoding, "replace")
    assert "“Pos ini dipakai warga" in read_page(data, charset=charset)["text"]


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000 + b"halo" + b"</div>" * 100_000,
        b"<p>" + b"<b>" * 100_000,
        b"<" * 1_000_000,
        b"<table " * 100_000,
        b"<link rel=canonical " * 50_000,
        b"<meta charset=" * 50_000,
        b"<html><body>" + b"&amp;" * 500_000,
    ],
)
def test_hostile_markup_is_refused_in_seconds(page: bytes) -> None:
    began = time.process_time()
    with pytest.raises(NoArticleError):
        read_page(page)
    assert time.process_time() - began < 20


def test_a_fragment_gives_a_line_for_every_block() -> None:
    assert text_of("<p>Satu <b>dua</b></p><p>Tiga<br>empat &amp; lima</p>").split("\n")[:3] == [
        "Satu dua",
        "Tiga",
        "empat & lima",
    ]
    assert "alert" not in text_of("<p>Satu <script>alert(1)</script></p>")
    assert text_of("tanpa tanda") == "tanpa tanda"
