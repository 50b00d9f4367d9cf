"""The page as bytes: everything inside, nothing from outside, hostile text inert."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from kg.i18n import catalogue
from kg.store import Graph
from kg.viz import Wish, draw, write
from kg.viz.data import embed, page_data, short_ids
from kg.viz.html import ASSETS, SCRIPTS


class Reader(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles, as a browser would take them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.inside:
            self.inside[tag].append("")
            self.open = tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.inside[self.open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.open = None


@pytest.fixture(scope="module")
def html(graph: Graph) -> str:
    return write(graph, Wish(), ".html", "id")[0].decode("utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture(scope="module")
def data(page: Reader) -> Any:
    return json.loads(page.inside["script"][0])


def test_there_are_two_scripts_and_one_style_and_no_text_made_more(page: Reader) -> None:
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 2
    assert tags.count("style") == 1
    assert tags.count("img") == tags.count("iframe") == tags.count("link") == tags.count("b") == 0


def test_nothing_is_fetched(page: Reader, html: str) -> None:
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            assert name not in ("src", "srcset", "action", "data", "poster"), tag
            assert not name.startswith("on"), tag
            assert name != "href" or str(value).startswith("#"), tag
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket|\bimport\(", html)


def test_the_policy_lets_in_only_what_is_there(page: Reader) -> None:
    policy = next(str(a["content"]) for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for kind, content in (("script", page.inside["script"][1]), ("style", page.inside["style"][0])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_hostile_text_arrives_as_it_was_written(data: Any) -> None:
    assert "<img src=x onerror=alert(3)>" in data["nodes"]["label"]
    assert "</q><script>alert(4)</script>\u2028 =1+1".replace("\u2028", "").replace("  ", " ") in {
        row[1].replace("\u2028", "") for row in data["said"]
    }


def test_embedded_json_cannot_end_its_element() -> None:
    value = {"a": "</script><!--<script>&\u2028\u2029", "b": "\ud800"}
    out = embed(value)
    assert not re.search("[<>&\u2028\u2029]", out)
    assert json.loads(out)["a"] == value["a"]
    out.encode("utf-8")


def test_columns_fit_together(data: Any) -> None:
    nodes, ties = data["nodes"], data["ties"]
    count = len(nodes["id"])
    assert {len(column) for name, column in nodes.items() if name != "base"} == {count}
    assert len(data["facts"]) == count
    assert {len(column) for name, column in ties.items() if name != "kinds"} == {len(ties["s"])}
    assert all(0 <= end < count for end in (*ties["s"], *ties["t"]))
    for row in _proofs(data):
        sentence = data["sentences"][row[0]]
        assert 0 <= row[1] < row[2] <= len(sentence[3].encode("utf-16-le")) // 2
        assert data["rules"][row[4]]
    assert data["nodes"]["base"] == "https://w3id.org/tigapilar/id/"


def _proofs(data: Any) -> Iterator[list[Any]]:
    for rows in data["facts"]:
        for fact in rows:
            yield from fact[6]
    for proof in data["ties"]["proof"]:
        yield from proof


def test_offsets_count_as_javascript_does(graph: Graph) -> None:
    from dataclasses import replace

    picture = draw(graph, Wish())
    key, sentence = next(iter(picture.sentences.items()))
    astral = replace(picture, sentences={**picture.sentences, key: replace(sentence, text="😀" * len(sentence.text))})
    before = {tuple(row[:3]) for row in _proofs(page_data(picture, "id")) if row[0] == 0}
    after = {tuple(row[:3]) for row in _proofs(page_data(astral, "id")) if row[0] == 0}
    first = page_data(picture, "id")["sentences"][0][3]
    assert before
    if first == sentence.text:
        assert after == {(s, 2 * a, 2 * b) for s, a, b in before}
    else:
        assert after == before


def test_short_ids_do_not_depend_on_what_else_is_drawn() -> None:
    iris = [f"https://example.org/{n}" for n in range(5000)]
    few, many = short_ids(iris[:10]), short_ids(iris)
    assert len(set(many.values())) == 5000
    assert sum(few[iri] == many[iri] for iri in few) == 10


def test_readers_without_scripts_get_the_drawing(html: str) -> None:
    still = html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "<svg " in still
    assert "Tono Wibowo" in still


def test_every_string_the_scripts_ask_for_is_in_the_catalogue_and_none_is_left_over() -> None:
    source = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in (*SCRIPTS, "page.html"))
    asked = set(re.findall(r"""\bt\(\s*['"]([\w.-]+)['"]""", source))
    asked |= set(re.findall(r'data-(?:t|label|title|ph)="([\w.-]+)"', source))
    asked |= {key for pair in re.findall(r"\bt\([^()]*\? '([\w.-]+)' : '([\w.-]+)'", source) for key in pair}
    asked |= set(re.findall(r"'(page\.[\w-]+)'", source))
    composed = set(re.findall(r"[`']([a-z]+\.)(?:\$\{|' \+)", source)) | {"page.tab-"}
    known = {key.removeprefix("viz.") for key in catalogue() if key.startswith("viz.")}
    assert asked - known == set()
    python = {"title", "noscript", "elsewhere", "around"}
    left = {key for key in known - asked - python if not key.startswith((*composed, "property."))}
    assert left == set()
    assert len(known) > 150


def test_scripts_are_all_part_of_the_page() -> None:
    assert {path.name for path in ASSETS.glob("*.js")} == set(SCRIPTS)
