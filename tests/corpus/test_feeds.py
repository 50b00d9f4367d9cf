"""Feeds as WordPress, Blogger and government sites give them, and feeds that are broken or hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corpus import read
from kg.errors import InputError
from kg.model import Article

BODY = "Babinsa Serda Imam Fauzi bersama warga Desa Kalirejo memperbaiki pos ronda yang rusak."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Suara Pesisir</title><link>https://suarapesisir.example</link>
<item><title>Pos Ronda Diperbaiki &amp; Dicat</title><link>https://suarapesisir.example/1</link>
<dc:creator>Ratna Dewi</dc:creator><pubDate>Tue, 04 Feb 2025 23:45:10 +0700</pubDate>
<description>Ringkasan.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>“Kami gotong royong,” kata Imam.</p>]]></content:encoded></item>
<item><title>Rapat Warga</title><link>https://suarapesisir.example/2</link><pubDate>Senin, 14 Apr 2025</pubDate>
<description>Lurah Pekauman memimpin rapat warga tentang jadwal ronda malam di kelurahan itu.</description></item>
<item><title>Kosong</title><link>https://suarapesisir.example/3</link></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar Mahakam</title>
<entry><title>Pos Ronda</title><link href="https://kabarmahakam.example/1"/><author><name>Joni</name></author>
<published>2024-09-18T23:30:00+08:00</published>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><rss><channel><item><title>x</title><description>&a11;</description></item></channel></rss>"
)
INCLUDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    "<rss><channel><item><title>x</title><description>isi &f;</description></item></channel></rss>"
)


def found(tmp_path: Path, text: str) -> list[Article | InputError]:
    path = tmp_path / "feed.xml"
    path.write_text(text, "utf-8")
    return list(read([str(path)]))


def test_every_entry_with_a_text_is_an_article(tmp_path: Path) -> None:
    first, second, empty = found(tmp_path, RSS)
    assert isinstance(first, Article)
    assert first.text == f"{BODY}\n“Kami gotong royong,” kata Imam."
    assert (first.url, first.title, first.author) == (
        "https://suarapesisir.example/1",
        "Pos Ronda Diperbaiki & Dicat",
        "Ratna Dewi",
    )
    assert (first.published, first.publisher) == ("2025-02-04", "Suara Pesisir")
    assert isinstance(second, Article)
    assert second.published == "2025-04-14"  # a day in Indonesian words, against the rules of RSS
    assert isinstance(empty, InputError)
    assert empty.reason == "the entry has no text"


def test_atom_keeps_the_day_of_its_own_time_zone(tmp_path: Path) -> None:
    (entry,) = found(tmp_path, ATOM)
    assert isinstance(entry, Article)
    assert (entry.text, entry.published, entry.author) == (BODY, "2024-09-18", "Joni")


@pytest.mark.parametrize("text", ["", "<rss>", "<html><body>bukan umpan</body></html>", "\x00\x01", RSS[:60]])
def test_what_is_no_feed_is_refused(tmp_path: Path, text: str) -> None:
    (error,) = found(tmp_path, text)
    assert isinstance(error, InputError)
    assert "expected a feed" in error.reason


def test_a_feed_that_is_cut_off_gives_its_whole_entries(tmp_path: Path) -> None:
    first, *_ = found(tmp_path, RSS[: RSS.index("<item><title>Kosong")])
    assert isinstance(first, Article)
    assert first.text.startswith(BODY)


@pytest.mark.parametrize("text", [BOMB, INCLUDE])
def test_entities_are_neither_expanded_without_end_nor_fetched(tmp_path: Path, text: str) -> None:
    for item in found(tmp_path, text):
        content = item.reason if isinstance(item, InputError) else item.text
        assert len(content) < 1000
        assert Path("/etc/hostname").read_text().strip() not in content
