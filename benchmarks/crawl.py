"""A made-up crawl from a seed, as one web archive of any size: what ``wget --warc-file`` brings from Indonesian sites.

    python benchmarks/crawl.py 10 -o crawl.warc.gz      10 GB of records, counted before compression

Two in nine answers are reports of the genre (generate.py) in four layouts, as many other news; the rest are pages
without an article, pictures, scripts, redirects and errors; each comes with the request that went out. By size about
half are pages of 10 to 140 kB, most of which is menus, scripts and links, as on real sites; half are pictures. Every
record is a gzip member of its own, pictures uncompressed. The same size and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import html
import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate

from kg.model import Article

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("crawl.toml").read_text("utf-8"))
_PIXELS = random.Random(1).randbytes(400_000)  # pictures are cut from here: nothing compresses them


def records(size: int, seed: int = 7) -> Iterator[tuple[bytes, bool]]:
    """Records of the archive until ``size`` bytes are reached, and whether they are worth compressing."""
    chance = random.Random(seed)
    articles = generate.articles(10**9, seed)
    made = 0
    yield _record("warcinfo", "", b"software: benchmarks/crawl.py\r\n", "application/warc-fields", 0), True
    number = 0
    while made < size:
        number += 1
        for record, packs in _visit(chance, articles, number):
            made += len(record)
            yield record, packs


def _visit(chance: random.Random, articles: Iterator[Article], number: int) -> Iterator[tuple[bytes, bool]]:
    """What one request of the crawler brings: itself, and the answer."""
    host = chance.choice(_WORDS["hosts"])
    address = f"https://{host}/{number}"
    kind = chance.choices(("report", "news", "front", "picture", "file", "error"), (30, 30, 10, 36, 20, 10))[0]
    status, mime = "200 OK", "text/html; charset=utf-8"
    match kind:
        case "report":
            article = next(articles)
            body, address = page(article, chance), article.url or address
        case "news":
            body = page(_other_news(chance, address), chance)
        case "front":
            body = _page("Beranda", "", _links(chance, 60), chance)
        case "picture":
            start = chance.randrange(100_000)
            body, mime = b"\xff\xd8\xff\xe0" + _PIXELS[start : start + chance.randrange(20_000, 250_000)], "image/jpeg"
        case "file":
            body, mime = _script(chance, chance.randrange(2_000, 60_000)).encode(), "application/javascript"
        case _:
            status, body = chance.choice(("404 Not Found", "301 Moved Permanently")), b"<html><body>-</body></html>"
    asked = f"GET {address} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    yield _record("request", address, asked, "application/http; msgtype=request", number), True
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    yield _record("response", address, http, "application/http; msgtype=response", number), kind != "picture"


def _record(kind: str, address: str, content: bytes, mime: str, number: int) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2025-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:08x}-0000-4000-8000-{len(kind):012x}>\r\n"
        f"Content-Type: {mime}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def page(article: Article, chance: random.Random) -> bytes:
    """An article as a page of one of the layouts."""
    title = html.escape(article.title or "")
    paragraphs = [html.escape(part) for part in article.text.split("\n\n")[1:]]
    layout = chance.choice(_WORDS["layouts"])
    body = "\n".join(f"{layout['open']}{part}{layout['close']}" for part in paragraphs)
    values = {
        "title": title, "body": body, "outlet": html.escape(article.publisher or ""), "day": article.published or "",
        "author": html.escape(article.author or ""), "url": html.escape(article.url or ""),
    }  # fmt: skip
    head, main = (layout[part].format_map(values) for part in ("head", "main"))
    return _page(title, head, main, chance)


def _page(title: str, head: str, main: str, chance: random.Random) -> bytes:
    """With what surrounds the text on such sites, which is most of a page."""
    menu = _links(chance, chance.randrange(20, 120))
    side = _links(chance, chance.randrange(10, 80))
    scripts = "".join(f"<script>{_script(chance, chance.randrange(2_000, 18_000))}</script>" for _ in range(4))
    style = "".join(f".c{n}{{margin:{n}px;display:block;color:#{n:06x}}}" for n in range(chance.randrange(50, 500)))
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"<style>{style}</style>{scripts}</head><body><nav>{menu}</nav>{main}<aside>{side}</aside>"
        f"<footer><p>{_WORDS['footer']}</p></footer></body></html>"
    ).encode()


def _links(chance: random.Random, count: int) -> str:
    items = (
        f'<li class="menu-item menu-item-{n} c{n}"><a href="/rubrik/{n}/" title="">{chance.choice(_WORDS["links"])}</a>'
        for n in range(count)
    )
    return f'<ul class="menu">{"".join(items)}</ul>'


def _script(chance: random.Random, size: int) -> str:
    start = chance.randrange(1_000)
    return "".join(f"var v{n}=function(e){{return e.t({n},'#w{n}')}};" for n in range(start, start + size // 40))


def _other_news(chance: random.Random, address: str) -> Article:
    topic = chance.choice(_WORDS["news"])
    sentences = [chance.choice(topic["sentences"]).format(n=chance.randrange(2, 900)) for _ in range(12)]
    text = "\n\n".join([topic["title"], *(" ".join(sentences[at : at + 3]) for at in range(0, 12, 3))])
    return Article(text, address, url=address, title=topic["title"], publisher="Kabar Umum", published="2025-05-30")


def main() -> None:
    parser = argparse.ArgumentParser(description="A made-up crawl as a web archive.")
    parser.add_argument("size", type=float, metavar="GB", help="of all records, before compression")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.warc.gz")
    options = parser.parse_args()
    with open(options.output, "wb") as archive:
        for record, packs in records(int(options.size * 1e9), options.seed):
            archive.write(gzip.compress(record, 1 if packs else 0, mtime=0))


if __name__ == "__main__":
    main()
