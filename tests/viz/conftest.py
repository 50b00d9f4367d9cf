"""Two small graphs: one with everything a picture can show, and the examples of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chrome
import pytest
import small
from click.testing import CliRunner

from kg.cli.app import cli
from kg.resources import EXAMPLES
from kg.store import Graph, open_graph

CONTESTED = """\
title|Dua Koramil
published|2025-06-10
person|Yusuf Maulana|role=Babinsa|pillar=TNI|rank=Serda
unit|Koramil 01 Timur|kind=Koramil|pillar=TNI
unit|Koramil 02 Barat|kind=Koramil|pillar=TNI
unit|Koramil 03 Utara|kind=Koramil|pillar=TNI
person|Yusuf Maulana|unit=Koramil 01 Timur:preferred:MatchesRoleInstitution
person|Yusuf Maulana|unit=Koramil 02 Barat:deprecated:RankInstitutionMismatch
statement|Kami siap membantu warga|kind=indirect|speaker=Yusuf Maulana|topic=kamtibmas
event|E4|activity=komsos|date=2025-06-10
conflict|unit|Yusuf Maulana
"""
"""A unit set aside for another one, and a speaker who is not said to have taken part."""

ARTICLES = (small.MULYO, small.SEPI, small.HOSTILE, CONTESTED)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(tmp_path_factory.mktemp("viz"), *ARTICLES) as opened:
        yield opened


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("examples") / "graph"
    result = CliRunner().invoke(cli, ["build", str(EXAMPLES / "articles"), "-g", str(folder), "--strict"])
    assert result.exit_code == 0, result.output
    with open_graph(Path(folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chrome.chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(driver: Any, pages: dict[str, Path]) -> Iterator[Callable[..., chrome.Page]]:
    """Opens a page; at the end nothing may have been complained about, and nothing fetched but the page."""
    opened: list[chrome.Page] = []

    def _open(name: str = "made", state: str = "") -> chrome.Page:
        opened.append(chrome.Page(driver, pages[name]).open(state))
        return opened[-1]

    chrome.screen(driver)
    yield _open
    assert chrome.complaints(driver) == []
    assert {url.split("#")[0] for url in chrome.requested(driver)} <= {p.path.as_uri() for p in opened}
