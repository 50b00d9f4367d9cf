"""The page in a real browser: what a reader does, and what the page then shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chrome
import pytest
import small

from kg.store import Graph
from kg.viz import Wish, write

Opener = Callable[..., chrome.Page]

pytestmark = pytest.mark.skipif(bool(chrome.missing()), reason=chrome.missing())


LONG = "Raden" + "mas" * 120
TURNED = "Serda \u202eitub\u202c \u200f\u2067"
ODD = f"""\
title|"Kutip" 'tunggal' `miring` ${{alert(5)}}
published|2025-05-02
person|{LONG}|role=Babinsa|pillar=TNI
person|{TURNED}|role=Babinsa|pillar=TNI|unit=Koramil "A" & B
unit|Koramil "A" & B|kind=Koramil|pillar=TNI
event|E1|activity=patroli|date=2025-05|participant={LONG}|participant={TURNED}
"""
"""A name without an end, marks that turn the direction of writing, quotation marks of every kind."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(tmp_path_factory.mktemp("odd"), ODD) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(graph: Graph, examples: Graph, odd: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    wishes = {"made": (graph, Wish()), "examples": (examples, Wish()), "focus": (graph, Wish(focus="Siti Aminah"))}
    wishes["odd"] = (odd, Wish())
    for name, (of, wish) in wishes.items():
        (folder / f"{name}.html").write_bytes(write(of, wish, ".html", "en")[0])
    return {name: folder / f"{name}.html" for name in wishes}


def test_it_opens_without_a_complaint_and_without_a_request(page: Opener) -> None:
    shown = page("examples")
    assert shown.text("#title") == "Tiga Pilar in the news"
    painted = shown.js(
        "const c = document.getElementById('base');"
        "return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size"
    )
    assert painted > 50
    assert "Sources disagree" in shown.text("#legend")


@pytest.mark.parametrize("words", ["siti aminah", "aminah", "Siti Amniah"])
def test_search_finds_names_parts_of_names_and_typing_errors(page: Opener, words: str) -> None:
    shown = page()
    shown.type("#q", words)
    assert shown.texts("#q-hits .label")[0] == "Siti Aminah"
    shown.type("#q", "\ue007")
    assert shown.text("#body h2") == "Siti Aminah"


def test_a_click_on_a_node_shows_its_facts_with_sentence_and_source(page: Opener) -> None:
    shown = page()
    n = shown.node("Tono Wibowo", pillar="Polri")
    shown.click_at(shown.data["nodes"]["x"][n], shown.data["nodes"]["y"][n])
    assert shown.text("#body h2") == "Tono Wibowo"
    assert "Bhabinkamtibmas" in shown.text("#body .facts")
    sentences = shown.texts(".notes blockquote")
    assert any("rank=Briptu:preferred" in sentence for sentence in sentences)
    assert "Tono Wibowo" in shown.texts(".notes mark")
    assert "https://example.org/1" in shown.text(".notes")
    assert "not used" in shown.text("#body .refused")


def test_a_click_on_an_edge_shows_its_sentence_and_that_it_was_refused(page: Opener) -> None:
    shown = page()
    ends = {shown.node("Yusuf Maulana"), shown.node("Koramil 02 Barat")}
    xs, ys = ([shown.data["nodes"][axis][n] for n in ends] for axis in ("x", "y"))
    shown.click_at(sum(xs) / 2, sum(ys) / 2)
    assert shown.text("#body h2") == "Tie"
    assert "another value was preferred" in shown.text("#body .warn")
    assert any("unit=Koramil 02 Barat" in sentence for sentence in shown.texts(".notes blockquote"))


def test_the_legend_filters_by_kind_and_by_pillar(page: Opener) -> None:
    shown = page(state="tab=table")
    names = shown.texts("tbody th")
    assert "Siti Aminah" in names
    assert "Koramil 01 Timur" in names
    shown.press("#legend button", "Unit or body")
    assert "Koramil 01 Timur" not in shown.texts("tbody th")
    shown.press("#legend button", "Community")
    assert "Siti Aminah" not in shown.texts("tbody th")
    assert shown.texts("#filters button") == ["without Unit or body ×", "without Community ×"]
    shown.press("#filters button", "Unit or body")
    assert "Koramil 01 Timur" in shown.texts("tbody th")


def test_brushing_the_timeline_leaves_what_happened_then(page: Opener) -> None:
    shown = page(state="tab=table")
    before = set(shown.texts("tbody th"))
    strip = shown.driver.find_element("id", "strip")
    width = strip.size["width"]
    actions = chrome.hand(shown.driver)
    actions.move_to_element_with_offset(strip, width // 2 - 70, 0).click_and_hold()
    actions.move_to_element_with_offset(strip, width // 2 - 4, 0).release().perform()
    after = set(shown.texts("tbody th"))
    assert "Social communication" in after
    assert "Neighbourhood watch" not in after
    assert after < before
    assert "from=2025-05" in shown.settled_address() or "from=2025-06" in shown.settled_address()
    shown.press("#anytime")
    assert set(shown.texts("tbody th")) == before


def test_an_area_of_the_tree_leaves_what_belongs_to_it(page: Opener) -> None:
    shown = page(state="tab=places")
    shown.press(".tree .link", "Sepi")
    shown.press("#tab-table")
    names = shown.texts("tbody th")
    assert "Tono Wibowo" in names
    assert "Siti Aminah" not in names


def test_neighbours_unfold_fold_and_come_back(page: Opener) -> None:
    shown = page("focus", "tab=table")
    assert set(shown.texts("tbody th")) == {"Siti Aminah", "Neighbourhood watch"}
    shown.press("tbody th button", "Neighbourhood watch")
    shown.press(".actions button", "Unfold")
    shown.press("#tab-table")
    assert "Tono Wibowo" in shown.texts("tbody th")
    shown.press("#undo")
    assert "Tono Wibowo" not in shown.texts("tbody th")


def test_hide_and_pin_last_in_the_address(page: Opener) -> None:
    shown = page()
    for name, action in (("Siti Aminah", "Pin"), ("Polsek Kencana", "Hide")):
        shown.type("#q", name, "\ue007")
        shown.press(".actions button", action)
    address = shown.settled_address()
    again = page(state=address)
    again.press("#tab-table")
    names = again.texts("tbody th")
    assert "Polsek Kencana" not in names
    again.type("#q", "Siti Aminah", "\ue007")
    assert "Unpin" in again.texts(".actions button")


def test_a_path_between_two_people_tells_every_step(page: Opener) -> None:
    shown = page()
    shown.press("#tab-path")
    shown.type("#path-a", "Siti Aminah", "\ue007")
    shown.type("#path-b", "Polsek Kencana", "\ue007")
    assert shown.texts(".steps .node .label") == [
        "Siti Aminah", "Neighbourhood watch", "Tono Wibowo", "Polsek Kencana",
    ]  # fmt: skip
    assert len(shown.texts(".notes blockquote")) >= 2
    again = page(state=shown.settled_address())
    assert again.texts(".steps .node .label")[-1] == "Polsek Kencana"


def test_keys_walk_from_node_to_node_and_tell_where_one_is(page: Opener) -> None:
    shown = page()
    shown.type("#top", "\ue014")
    first = shown.text("#body h2")
    shown.type("#top", "\ue014")
    shown.driver.execute_async_script("setTimeout(arguments[0], 80)")
    assert shown.js("return document.getElementById('live').textContent")
    assert shown.text("#body h2") != first or "No further" in shown.js(
        "return document.getElementById('live').textContent"
    )
    shown.type("#top", "\ue00c")
    assert shown.texts("#body h2") == []
    shown.type("#top", "/")
    assert shown.js("return document.activeElement.id") == "q"


def test_every_control_has_a_name_for_those_who_listen(page: Opener) -> None:
    shown = page("examples")
    nameless = shown.js(
        "return [...document.querySelectorAll('button, input, canvas[tabindex]')].filter((e) => e.offsetParent"
        " && !(e.innerText || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
        " || document.querySelector(`label[for='${e.id}']`) || e.closest('label'))).map((e) => e.outerHTML)"
    )
    assert nameless == []


def test_both_languages(page: Opener) -> None:
    shown = page()
    shown.press("#lang")
    assert shown.text("#title") == "Tiga Pilar dalam berita"
    assert "Wilayah" in shown.text("#legend")
    assert shown.js("return document.documentElement.lang") == "id"


def test_hostile_text_is_shown_as_text(page: Opener) -> None:
    shown = page()
    shown.type("#q", "<img", "\ue007")
    assert shown.text("#body h2") == "<img src=x onerror=alert(3)>"
    assert "</q><script>alert(4)</script>" in shown.text(".said")
    assert shown.js("return document.querySelectorAll('img, #body script, svg[onload]').length") == 0


def test_names_that_turn_or_never_end_stay_in_their_place(page: Opener) -> None:
    shown = page("odd")
    shown.type("#q", "Radenmas", "\ue007")
    assert shown.text("#body h2") == LONG
    assert shown.js("const b = document.getElementById('body'); return b.scrollWidth <= b.clientWidth")
    shown.type("#q", "Serda", "\ue007")
    assert shown.js("return document.querySelector('#body h2').textContent") == TURNED.rstrip()
    assert 'Koramil "A" & B' in shown.text("#body .facts")
    assert "${alert(5)}" in shown.text(".notes .cite")
    assert shown.js("return getComputedStyle(document.querySelector('.notes mark')).unicodeBidi") == "isolate"


def test_dark_screens_get_dark_colours(page: Opener, driver: Any) -> None:
    chrome.screen(driver, dark=True)
    shown = page()
    assert shown.js("return getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Opener, driver: Any) -> None:
    chrome.screen(driver, 390, 844)
    shown = page("examples")
    assert shown.js("return document.documentElement.scrollWidth") == 390
    small = shown.js(
        "return [...document.querySelectorAll('header button, #zoom button, #tabs button')]"
        ".filter((b) => b.offsetParent && b.offsetHeight < 32).map((b) => b.outerHTML)"
    )
    assert small == []


def test_the_print_button_prints_in_the_colours_of_paper(page: Opener, driver: Any) -> None:
    chrome.screen(driver, dark=True)
    shown = page()
    has = (
        "const c = document.getElementById('base'), wanted = arguments[0];"
        "const ctx = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true });"
        "ctx.drawImage(c, 0, 0); const d = ctx.getImageData(0, 0, c.width, c.height).data;"
        "for (let i = 0; i < d.length; i += 4) if (wanted.every((value, k) => d[i + k] === value)) return true;"
        "return false"
    )
    event_on_dark, event_on_paper = [240, 193, 75], [217, 161, 0]
    assert shown.js(has, event_on_dark)
    shown.js("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    shown.press("#print")
    assert shown.js(has, event_on_paper)
    assert not shown.js(has, event_on_dark)


def test_while_it_is_printed_a_copy_of_the_drawing_stands_in_its_place(page: Opener, driver: Any) -> None:
    shown = page()
    drawn = (
        "const c = document.getElementById('paper'); if (!c) return 0;"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "return new Set(new Uint32Array(d.buffer)).size"
    )
    shown.js(f"window.addEventListener('beforeprint', () => {{ window.printed = (() => {{ {drawn} }})(); }})")
    driver.execute_cdp_cmd("Page.printToPDF", {})
    assert shown.js("return window.printed") > 5  # colours
    assert shown.js(drawn) == 0  # taken away afterwards


def test_paper_gets_the_drawing_and_the_facts_but_no_tools(page: Opener, driver: Any) -> None:
    shown = page()
    shown.type("#q", "Siti Aminah", "\ue007")
    chrome.screen(driver, 794, 1123, media="print")
    hidden = shown.js(
        "return ['.tools', '.find', '#tabs', '.actions'].filter((e) => document.querySelector(e).offsetParent)"
    )
    assert hidden == []
    assert shown.text("#body h2") == "Siti Aminah"
    assert shown.js("return document.getElementById('base').offsetHeight") > 100
