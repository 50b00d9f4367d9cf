"""Whatever bytes an input holds, every reader gives articles and refusals, and nothing else.

``KG_FUZZ=20000 ./run test tests/corpus/test_hostile.py`` tries that many inputs with each reader.
"""

from __future__ import annotations

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import FORMATS, Limits, read
from kg.errors import InputError
from kg.model import Article

PAGES = [path.read_bytes() for path in sorted((Path(__file__).parent / "pages").glob("*.html"))]
TEXT = "Babinsa Kelurahan Sukamulya menyapa warga, kata Lurah. “Ronda malam jalan lagi.”"
SEEDS = [
    *PAGES,
    TEXT.encode(),
    b'{"text": "' + TEXT.encode() + b'", "url": "https://x.example/1", "published": "2025-01-02"}\n',
    b"text;url\n" + TEXT.encode() + b";https://x.example/1\n",
    b"<rss><channel><title>x</title><item><title>y</title><description>" + TEXT.encode() + b"</description></item>",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x",
    gzip.compress(TEXT.encode(), mtime=0),
    b"PAR1" + bytes(40) + b"PAR1",
]
MANY = int(os.environ.get("KG_FUZZ", "25"))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real input with stretches cut out, doubled, overwritten, or put together with another."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        at, size = draw(st.integers(0, len(data))), draw(st.integers(0, 200))
        match draw(st.integers(0, 3)):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[: at + size] + data[at : at + size] * draw(st.integers(1, 20)) + data[at + size :]
            case 2:
                data = data[:at] + draw(st.binary(max_size=20)) + data[at + size :]
            case _:
                data = data[:at] + draw(st.sampled_from(SEEDS))[size:]
    return data


@pytest.mark.parametrize("form", sorted(set(FORMATS.values())))
def test_any_bytes_give_articles_and_refusals_only(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("hostile") / "input"

    @settings(
        max_examples=MANY,
        deadline=timedelta(seconds=20),
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(damaged() | st.binary(max_size=300))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        found = list(read([str(path)], form=form, limits=Limits(article=100_000)))
        assert found, "an input vanished without a word"
        for item in found:
            assert isinstance(item, Article | InputError)
            if isinstance(item, Article):
                assert item.text.strip()
                item.sha256.encode()

    check()
