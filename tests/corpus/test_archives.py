"""Web archives: pages in, everything else passed over, damage told."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from kg.corpus import Limits, read
from kg.errors import InputError
from kg.model import Article

PAGE = (Path(__file__).parent / "pages" / "wordpress.html").read_bytes()
OWN = "https://suarapesisir.example/2025/02/04/babinsa-dan-warga-perbaiki-pos-ronda/"


def record(
    address: str, body: bytes = PAGE, *, status: str = "200 OK", kind: str = "text/html", more: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response)
    made.headers["WARC-Target-URI"] = address
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(http)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def found(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Article | InputError]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(read([str(path)], limits=limits))


def packed(records: Iterable[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


RECORDS = [
    record(f"{OWN}?utm_source=x"),
    record("https://suarapesisir.example/logo.png", b"\x89PNG", kind="image/png"),
    record("https://suarapesisir.example/lama", status="404 Not Found"),
    record("https://salinan.example/1"),
    record("https://suarapesisir.example/gz", gzip.compress(PAGE, mtime=0), more="Content-Encoding: gzip\r\n"),
]


@pytest.mark.parametrize(("name", "data"), [("a.warc", b"".join(RECORDS)), ("a.warc.gz", packed(RECORDS))])
def test_pages_are_articles_at_the_address_they_were_fetched_from(tmp_path: Path, name: str, data: bytes) -> None:
    pages = found(tmp_path, name, data)
    assert all(isinstance(page, Article) for page in pages)
    assert [page.url for page in pages if isinstance(page, Article)] == [OWN, "https://salinan.example/1", OWN]
    assert {page.text for page in pages if isinstance(page, Article)} == {pages[0].text}  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_off_keeps_what_came_before(tmp_path: Path, name: str) -> None:
    whole = packed(RECORDS) if name.endswith("gz") else b"".join(RECORDS)
    pages = found(tmp_path, name, whole[: len(whole) - 400])
    assert sum(isinstance(page, Article) for page in pages) == 2
    assert isinstance(pages[-1], InputError)


@pytest.mark.parametrize(
    "data",
    [b"", b"bukan arsip sama sekali\n" * 50, gzip.compress(b"bukan arsip", mtime=0), RECORDS[1]],
    ids=["empty", "text", "gzip-of-text", "one-record"],
)
def test_an_archive_without_pages_is_refused(tmp_path: Path, data: bytes) -> None:
    (error,) = found(tmp_path, "a.warc", data)
    assert isinstance(error, InputError)


def test_a_page_over_the_limit_is_refused_alone(tmp_path: Path) -> None:
    large, small = found(
        tmp_path,
        "a.warc",
        record("https://a.example/1", PAGE + b" " * 20_000) + record("https://a.example/2"),
        Limits(article=10_000),
    )
    assert isinstance(large, InputError)
    assert "too large" in large.reason
    assert isinstance(small, Article)
