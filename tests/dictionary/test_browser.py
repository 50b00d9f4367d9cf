"""The page of the ontology on paper, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chrome
import pytest

from kg import dictionary
from kg.store import open_graph

pytestmark = pytest.mark.skipif(bool(chrome.missing()), reason=chrome.missing())

A4 = 672  # pixels of 96 to the inch between the margins of the sheet, 178 mm


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory, examples_graph: Path) -> Iterator[Any]:
    """The page as it is printed by somebody who reads it dark on the screen."""
    folder = tmp_path_factory.mktemp("ontology")
    with open_graph(examples_graph) as opened:
        (folder / "ontology.html").write_text(dictionary.write(opened, ".html", "en"), encoding="utf-8")
    with chrome.chromium(folder / "profile") as driver:
        chrome.screen(driver, A4, 1000, dark=True, media="print")
        driver.get((folder / "ontology.html").as_uri())
        yield driver


def style(driver: Any, selector: str, *properties: str) -> list[set[str]]:
    """The values each property has among all elements that fit."""
    script = """
        const found = [...document.querySelectorAll(arguments[0])].map((e) => getComputedStyle(e));
        return arguments[1].map((name) => [...new Set(found.map((style) => style.getPropertyValue(name)))]);"""
    return [set(values) for values in driver.execute_script(script, selector, properties)]


def test_what_only_a_screen_needs_is_not_printed(paper: Any) -> None:
    assert style(paper, "nav, .skip", "display") == [{"none"}]
    heights = "return [...document.querySelectorAll('.term')].map((e) => e.offsetHeight)"
    printed = paper.execute_script(heights)
    assert len(printed) > 50
    assert min(printed) > 20


def test_it_is_printed_black_on_white_whatever_the_screen_was(paper: Any) -> None:
    assert style(paper, "body", "color", "background-color") == [{"rgb(0, 0, 0)"}, {"rgb(255, 255, 255)"}]
    assert style(paper, "svg text.name", "fill") == [{"rgb(0, 0, 0)"}]


def test_nothing_reaches_over_the_edge_of_the_sheet(paper: Any) -> None:
    assert paper.execute_script("return document.documentElement.scrollWidth") <= A4
    widths = "return [...document.querySelectorAll('svg.classes')].map((e) => e.getBoundingClientRect().width)"
    pictures = paper.execute_script(widths)
    assert pictures
    assert max(pictures) <= A4


def test_a_heading_stays_with_its_entry_and_a_quotation_in_one_piece(paper: Any) -> None:
    assert style(paper, "h2, h3, h4, dt, .term > .definition", "break-after") == [{"avoid"}]
    assert style(paper, ".picture, .question, dd, blockquote", "break-inside") == [{"avoid"}]
