"""The explorer in a real browser: the main journeys by mouse and by keyboard, on every screen, for every reader."""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import chrome
import pytest
import small
from served import Served, serving

from kg import search
from kg.store import open_graph

pytestmark = pytest.mark.skipif(bool(chrome.missing()), reason=chrome.missing())

TOKEN = "token-of-the-tests"
ENTER, DOWN, TAB, CONTROL, ESCAPE = "\ue007", "\ue015", "\ue004", "\ue009", "\ue00c"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chrome.chromium(tmp_path_factory.mktemp("profile")) as opened:
        opened.implicitly_wait(5)
        yield opened


@pytest.fixture
def browser(driver: Any, examples: Served) -> Iterator[Any]:
    """A desktop screen; at the end nothing was complained about, and nothing fetched from elsewhere."""
    chrome.screen(driver)
    chrome.complaints(driver)
    chrome.requested(driver)
    yield driver
    assert chrome.complaints(driver) == []
    assert {url for url in chrome.requested(driver) if not url.startswith(examples.url)} == set()


@pytest.fixture(scope="module")
def dimas(examples: Served) -> str:
    """Path of the page of a person."""
    with open_graph(examples.graph) as graph:
        return "/id/" + search.search(graph, "Dimas Prayoga")[0].iri.removeprefix(graph.minter.base)


def element(driver: Any, where: str) -> Any:
    return driver.find_element("css selector", where)


def elements(driver: Any, where: str) -> Any:
    return driver.find_elements("css selector", where)


def wait_for(driver: Any, where: str, words: str = "") -> Any:
    """The element, once it is there and says this."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.support.ui import WebDriverWait

    lost = [NoSuchElementException, StaleElementReferenceException]
    waiting = WebDriverWait(driver, 15, ignored_exceptions=lost)
    return waiting.until(lambda _: (found := element(driver, where)) and words in found.text and found)


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def test_from_a_search_to_the_sentence_in_three_steps(browser: Any, examples: Served) -> None:
    browser.get(examples.url + "/?lang=id")
    press(browser, "/")
    assert browser.switch_to.active_element.get_attribute("id") == "q"
    press(browser, "dimas pra")
    wait_for(browser, "#hits li", "Dimas Prayoga")
    press(browser, DOWN, ENTER)  # one
    wait_for(browser, "h1", "Dimas Prayoga")
    link = element(browser, "blockquote a")  # two, of the facts that are open
    link.click()
    mark = element(browser, "mark")
    assert "Dimas Prayoga" in mark.text
    inside = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    assert browser.execute_script(inside, mark)


def test_enter_without_a_choice_searches_the_words(browser: Any, examples: Served) -> None:
    browser.get(examples.url + "/?lang=en")
    element(browser, "#q").send_keys("posyandu" + ENTER)
    assert "posyandu" in wait_for(browser, "main mark").text.lower()
    assert "posyandu" in element(browser, "h1").text


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(browser: Any, examples: Served) -> None:
    browser.get(examples.url + "/?lang=en")
    box = element(browser, "#q")
    box.send_keys("dimas")
    wait_for(browser, "#hits li")
    box.send_keys(ESCAPE)
    assert not element(browser, "#hits").is_displayed()
    assert box.get_attribute("value") == "dimas"


def test_evidence_is_walked_through_by_keys(browser: Any, examples: Served, dimas: str) -> None:
    browser.get(examples.url + dimas)
    element(browser, "blockquote a").click()
    first = browser.current_url
    press(browser, "]")
    moved = wait_for(browser, "a[rel=prev]").get_attribute("href")
    assert moved.endswith(first.partition("?")[2])
    assert browser.current_url != first
    press(browser, "[")
    assert browser.current_url == first


def test_the_editor_completes_terms_and_asks_by_keyboard(browser: Any, examples: Served) -> None:
    browser.get(examples.url + "/sparql?q=")
    area = element(browser, "#query")
    area.clear()
    area.send_keys("SELECT ?p { ?p tp:militaryR")
    wait_for(browser, "#terms li", "tp:militaryRank")
    area.send_keys(TAB)
    area.send_keys(" ?r }")
    assert area.get_attribute("value") == "SELECT ?p { ?p tp:militaryRank ?r }"
    area.send_keys(CONTROL, ENTER)
    wait_for(browser, "tbody td a[href^='/id/person/']")


def test_the_editor_colours_what_is_typed_and_moves_no_letter(browser: Any, examples: Served) -> None:
    browser.get(examples.url + "/sparql?q=")
    area = element(browser, "#query")
    area.clear()
    typed = 'ASK { ?p tp:role <urn:x#y> ; rdfs:label "a # b" FILTER(1 < 2 && ?p > 3) } # why'
    area.send_keys(typed)
    painted = [(e.get_attribute("class"), e.get_attribute("textContent")) for e in elements(browser, ".paint span")]
    assert "".join(text for _, text in painted) == typed + "\n"
    assert [pair for pair in painted if pair[0]] == [
        ("keyword", "ASK"), ("variable", "?p"), ("name", "tp:role"), ("iri", "<urn:x#y>"), ("name", "rdfs:label"),
        ("text", '"a # b"'), ("keyword", "FILTER"), ("number", "1"), ("number", "2"), ("variable", "?p"),
        ("number", "3"), ("comment", "# why"),
    ]  # fmt: skip
    area.send_keys("\n" * 30 + "x" * 400)
    same = "const [a, b] = arguments; return [a.scrollHeight === b.scrollHeight, a.scrollTop === b.scrollTop]"
    assert browser.execute_script(same, area, element(browser, ".paint")) == [True, True]


def test_the_drawing_unfolds_inside_the_page(browser: Any, examples: Served, dimas: str) -> None:
    iri = "https://w3id.org/tigapilar" + dimas
    browser.get(examples.url + "/graf?lang=en&f=" + quote(iri))
    browser.switch_to.frame(element(browser, "iframe"))
    assert "Dimas Prayoga" in element(browser, "#title").text
    assert browser.execute_script("return document.documentElement.dataset.ready") == "yes"
    browser.switch_to.default_content()


MET = "CONSTRUCT { ?a <urn:x#met> ?b } { ?e tp:participant ?a, ?b FILTER(STR(?a) < STR(?b)) }"
BY_PLACE = "SELECT ?place (COUNT(?e) AS ?n) { ?e tp:place ?place } GROUP BY ?place"


def test_an_answer_is_drawn_by_keyboard_and_tells_what_it_ties(browser: Any, examples: Served) -> None:
    browser.get(f"{examples.url}/sparql?lang=en&query={quote(MET)}")
    chosen = next(link for link in elements(browser, "nav .chips a") if link.text == "Graph")
    chosen.send_keys(ENTER)
    wait_for(browser, ".chips a[aria-current]", "Graph")
    browser.switch_to.frame(element(browser, "iframe"))
    assert browser.execute_script("return document.documentElement.dataset.ready") == "yes"
    element(browser, "#q").send_keys("Dimas Prayoga" + ENTER)
    wait_for(browser, "#body", "met")
    browser.switch_to.default_content()
    area = element(browser, "#query")
    area.send_keys(CONTROL, ENTER)
    wait_for(browser, ".chips a[aria-current]", "Graph")  # a query that is asked again stays a drawing


def test_areas_of_an_answer_are_a_map_whose_places_are_reached_by_tab(
    driver: Any, examples_graph: Path, tmp_path: Path
) -> None:
    with open_graph(examples_graph) as graph:
        codes = [code.value for (code,) in graph.query("SELECT ?c { ?p tp:kemendagriCode ?c } ORDER BY ?c")]
    rows = "".join(f"{code},{-6 - n / 10},{106 + n % 5}\n" for n, code in enumerate(codes))
    (tmp_path / "places.csv").write_text(f"code,lat,lon\n{rows}", encoding="utf-8")
    with serving(examples_graph, "-q", "--places", str(tmp_path / "places.csv")) as served:
        driver.get(f"{served.url}/sparql?lang=en&tampil=peta&query={quote(BY_PLACE)}")
        circles = elements(driver, "figure.map a circle")
        assert len(circles) > 3
        assert all(circle.size["width"] >= 8 for circle in circles)
        driver.execute_script("document.querySelector('figure.map a').focus()")
        goal = driver.execute_script("return document.activeElement.getAttribute('href')")
        press(driver, TAB)
        assert driver.execute_script("return document.activeElement.closest('figure.map') !== null")
        element(driver, "figure.map a").send_keys(ENTER)
        wait_for(driver, "h1")
        assert driver.current_url.endswith(goal)


def test_reviewing_goes_by_keyboard(driver: Any, tmp_path: Path) -> None:
    with small.graph(tmp_path, *SIMILAR):
        pass
    with serving(tmp_path / "graph", "-q", "--allow-update", token=TOKEN) as served:
        driver.get(f"{served.url}/tinjau?lang=en&token={TOKEN}")
        assert TOKEN not in driver.current_url
        assert "Hendra Saputra" in element(driver, "h2").text
        assert overflow_on_a_phone(driver) <= 0
        element(driver, "input[name=by]").send_keys("Rina")
        element(driver, "h1").click()
        press(driver, "n")
        wait_for(driver, "main .notice")
        driver.get(served.url + "/tinjau/keputusan")
        wait_for(driver, "tbody", "Rina")
        with open_graph(served.graph) as graph:
            assert [d.verdict for d in graph.archive.decisions()] == ["different"]


def overflow_on_a_phone(driver: Any) -> int:
    """Pixels by which the page is wider; afterwards it is on a desktop again."""
    chrome.screen(driver, 390, 844)
    found = int(driver.execute_script("return document.documentElement.scrollWidth")) - 390
    chrome.screen(driver)
    return found


CONTRADICTED = """\
publisher|Kabar Kota
person|{0}|role=Bhabinkamtibmas|pillar=Polri|rank=Briptu
person|{0}|rank=Brigadir
conflict|rank|{0}
"""


def test_contradictions_are_decided_by_keyboard(driver: Any, tmp_path: Path) -> None:
    with small.graph(tmp_path, *(CONTRADICTED.format(name) for name in ("Tono Wibowo", "Agus Salim"))):
        pass
    with serving(tmp_path / "graph", "-q", "--allow-update", token=TOKEN) as served:
        driver.get(f"{served.url}/konflik?status=open&lang=en&token={TOKEN}")
        element(driver, "input[name=by]").send_keys("Rina")
        element(driver, "h1").click()
        driver.refresh()  # the name is remembered
        assert overflow_on_a_phone(driver) <= 0
        names = [each.text for each in elements(driver, "article h2 a")]
        press(driver, "j")
        press(driver, "j")
        press(driver, "2")
        wait_for(driver, "main > p", "contradictions: 1")
        with open_graph(served.graph) as graph:
            made = [(d.verdict, d.who, d.value) for d in graph.archive.decisions()]
        assert made == [("prefer", "Rina", made[0][2])]
        driver.get(served.url + "/konflik?status=open")
        assert [each.text for each in elements(driver, "article h2 a")] == names[:1]


AROUND = """\
place|Utan Panjang|level=kelurahan|code=31.71.03.1008|within=Kec Kemayoran
place|Serdang|level=kelurahan|code=31.71.03.1007|within=Kec Kemayoran
place|Kec Kemayoran|level=kecamatan|code=31.71.03
"""
SIMILAR = (
    f"{AROUND}person|Hendra Saputra|rank=Serda|role=Babinsa|pillar=TNI|area=Utan Panjang\n",
    f"{AROUND}person|Hendra Saputra|rank=Serda|role=Babinsa|pillar=TNI|area=Serdang\n",
)
"""Namesakes in neighbouring areas: one man who was moved, or two."""

PAGES = ("/", "/cari?q=dimas", "/dasbor", "/tempat", "/linimasa", "/konflik", "/tinjau", "/tanya", "/tanya/persons",
         "/sparql", "/graf", f"/sparql?tampil=graf&query={quote(MET)}",
         f"/sparql?tampil=peta&query={quote(BY_PLACE)}")  # fmt: skip


AXE_RUN = "axe.run(document, {iframes: false}).then((r) => arguments[0](r.violations))"


def axe() -> str:
    """The checker: $KG_AXE, else the one inside the package axe-core-python."""
    if path := os.environ.get("KG_AXE"):
        return Path(path).read_text(encoding="utf-8")
    return (importlib.resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("screen", ["light", "dark", "phone"])
def test_a_checker_of_accessibility_finds_nothing_serious(
    browser: Any, examples: Served, dimas: str, screen: str
) -> None:
    chrome.screen(browser, *((390, 844) if screen == "phone" else (1400, 900)), dark=screen == "dark")
    browser.get(examples.url + dimas)
    article = element(browser, "blockquote a").get_attribute("href").removeprefix(examples.url)
    found = []
    for path in (*PAGES, dimas, article):
        browser.get(examples.url + path)
        browser.execute_script(axe())
        for each in browser.execute_async_script(AXE_RUN):
            node = each["nodes"][0]
            if each["impact"] in ("serious", "critical"):
                found.append((path, each["id"], node["html"][:150], node["failureSummary"][:300]))
    assert found == []


OF_EACH_KIND = """SELECT (MAX(?x) AS ?one) {
    { ?x a ?kind VALUES ?kind { tp:Person tp:Organization tp:Place tp:Event tp:Statement schema:NewsArticle } }
    UNION { ?a schema:publisher ?x BIND("outlet" AS ?kind) } } GROUP BY ?kind ORDER BY ?kind"""


@pytest.mark.parametrize("width", [390, 820])
def test_no_page_is_wider_than_its_screen(browser: Any, examples: Served, width: int) -> None:
    chrome.screen(browser, width, 844)
    with open_graph(examples.graph) as graph:
        things = ["/id/" + row[0].value.removeprefix(graph.minter.base) for row in graph.query(OF_EACH_KIND)]
    assert len(things) == 7
    lists = [f"{thing}?bagian=artikel" for thing in things if "/article/" not in thing]
    wide = {}
    for path in (*PAGES, *things, *lists, "/ontologi"):
        browser.get(examples.url + path)
        wide[path] = browser.execute_script("return document.documentElement.scrollWidth")
    assert {path: found for path, found in wide.items() if found > width} == {}


def test_writing_in_a_chart_is_not_shrunk_on_a_phone(browser: Any, examples: Served) -> None:
    chrome.screen(browser, 390, 844)
    for path in ("/dasbor", f"/sparql?query={quote(BY_PLACE)}"):
        browser.get(examples.url + path)
        assert element(browser, "svg.chart text").size["height"] >= 10


def test_a_name_in_a_table_is_readable_on_a_phone(browser: Any, examples: Served) -> None:
    chrome.screen(browser, 390, 844)
    browser.get(examples.url + "/tempat")
    assert element(browser, "tbody td").size["width"] >= 120


def test_on_paper_the_sentences_of_every_fact_are_told(browser: Any, examples: Served, dimas: str) -> None:
    chrome.screen(browser, media="print")
    browser.get(examples.url + dimas)
    shown = [quote.size["height"] for quote in elements(browser, ".facts details:not([open]) blockquote")]
    assert shown
    assert min(shown) > 10


def test_on_paper_there_is_no_navigation(browser: Any, examples: Served, dimas: str) -> None:
    chrome.screen(browser, media="print")
    browser.get(examples.url + dimas)
    browser.implicitly_wait(0)
    assert not element(browser, "nav").is_displayed()
    assert element(browser, "blockquote").is_displayed()
    browser.implicitly_wait(5)
