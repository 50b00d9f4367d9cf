"""SVG, PNG, PDF, Mermaid, DOT: complete, well formed, the same bytes every time."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.errors import UsageError
from kg.store import Graph
from kg.viz import FORMATS, Wish, draw, figure, format_of, metrics, write
from kg.viz.scene import Words, scene
from kg.viz.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def texts(graph: Graph, lang: str = "id") -> list[str]:
    root = ElementTree.fromstring(write(graph, Wish(), ".svg", lang)[0])  # type: ignore[arg-type]
    return [element.text or "" for element in root.iter(SVG + "text")]


def test_the_svg_has_a_title_a_legend_and_every_name(graph: Graph) -> None:
    found = texts(graph, "en")
    assert {"Tono Wibowo", "Siti Aminah", "Koramil 03 Utara", "Army (TNI)", "Person", "Sources disagree"} <= set(found)
    root = ElementTree.fromstring(write(graph, Wish(title="Uji"), ".svg", "en")[0])
    assert root.findtext(SVG + "title") == "Uji"


def test_its_ids_are_unique_and_come_from_the_iris(examples: Graph) -> None:
    root = ElementTree.fromstring(write(examples, Wish(), ".svg")[0])
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 150
    assert any(str(i).startswith("person-dimas-prayoga-") for i in ids)
    assert any("--participant--person-" in str(i) for i in ids)


def test_it_fetches_nothing(graph: Graph) -> None:
    assert not re.search(rb"href|url\(|<image|<script|@import", write(graph, Wish(), ".svg")[0])


def test_hostile_text_is_text(graph: Graph) -> None:
    root = ElementTree.fromstring(write(graph, Wish(), ".svg")[0])
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "line", "circle", "polygon", "text",
    }  # fmt: skip
    assert any("<img src=x" in text for text in texts(graph))


def test_labels_do_not_cover_one_another(examples: Graph) -> None:
    drawn = scene(draw(examples, Wish()), "id")
    labels = [mark for mark in drawn.marks if isinstance(mark, Words) and mark.halo]
    boxes = []
    for mark in labels:
        half = metrics.width(mark.text, mark.size) / 2
        boxes.append((mark.at[0] - half, mark.at[1] - mark.size * 0.8, mark.at[0] + half, mark.at[1]))
    assert len(boxes) > 80
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(a[0] >= 0 and a[2] <= drawn.width and a[1] >= 0 and a[3] <= drawn.height for a in boxes)


def test_nearly_every_thing_of_a_small_picture_has_its_label(examples: Graph) -> None:
    picture = draw(examples, Wish())
    written = {mark.text for mark in scene(picture, "id").marks if isinstance(mark, Words)}
    named = [
        iri for iri in picture.points if metrics.wrap(picture.network.things[iri].label.id, "person")[0] in written
    ]
    assert len(named) > 0.85 * len(picture.points)


def test_characters_that_xml_does_not_have_are_replaced(graph: Graph) -> None:
    drawn = scene(draw(graph, Wish(title="a\x00b\x0bc\ud800d")), "id")
    assert ElementTree.fromstring(svg(drawn)).findtext(SVG + "title") == "a\ufffdb\ufffdc\ufffdd"


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending not in (".png", ".pdf")])
def test_bytes_do_not_depend_on_the_process(graph: Graph, ending: str) -> None:
    program = (
        "import sys; from kg.viz import Wish, write; from kg.store import open_graph\n"
        f"with open_graph({str(graph.path)!r}) as g: sys.stdout.buffer.write(write(g, Wish(), {ending!r})[0])"
    )
    env = {**os.environ, "PYTHONHASHSEED": "11"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env)
    assert run.stdout == write(graph, Wish(), ending)[0]
    assert len(run.stdout) > 500


@pytest.mark.parametrize(("ending", "begin"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_png_and_pdf_are_the_same_every_time(graph: Graph, ending: str, begin: bytes) -> None:
    wish = Wish(focus="Siti Aminah")
    once = write(graph, wish, ending)[0]
    assert once.startswith(begin)
    assert once == write(graph, wish, ending)[0]


def test_without_matplotlib_the_message_says_what_to_do(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(figure.importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r"pip install 'tigapilar-kg\[figures\]'"):
        figure.figure(draw(graph, Wish()), "id", "png")
    monkeypatch.undo()
    assert importlib.import_module("matplotlib")


def test_mermaid_holds_every_node_and_tie_and_no_markup(graph: Graph) -> None:
    picture = draw(graph, Wish())
    text = write(graph, Wish(), ".mmd", "en")[0].decode()
    assert text.startswith('---\ntitle: "Tiga Pilar in the news"\n---\nflowchart LR\n')
    assert len(re.findall(r"^  n\d+\W", text, re.M)) >= len(picture.points)
    assert len(re.findall(r"^  n\d+ -\.?->?\|?", text, re.M)) == len(picture.network.ties)
    assert "<" not in text
    assert "#60;img src=x" in text


def test_dot_is_quoted(graph: Graph) -> None:
    text = write(graph, Wish(title='"; } digraph x {'), ".dot", "id")[0].decode()
    assert text.splitlines()[1].startswith('  graph [label="\\"; } digraph x {"')
    for line in text.splitlines()[1:-1]:
        assert len(re.findall(r'(?<!\\)"', line)) % 2 == 0
        assert re.fullmatch(r"  .*\]", line)


def test_an_unknown_ending_is_refused_with_the_known_ones() -> None:
    from pathlib import Path

    assert format_of(Path("A.SVG")) == ".svg"
    with pytest.raises(UsageError, match=r"expected a file ending in \.html, \.svg"):
        format_of(Path("picture.jpg"))


def test_long_labels_break_into_two_lines() -> None:
    assert metrics.wrap("Dimas Prayoga", "person") == ("Dimas Prayoga",)
    lines = metrics.wrap("Dinas Lingkungan Hidup Kabupaten Kepulauan Seribu", "organization")
    assert lines[0] == "Dinas Lingkungan"
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(metrics.width(line, 12) < 150 for line in metrics.wrap("x" * 200, "person"))
