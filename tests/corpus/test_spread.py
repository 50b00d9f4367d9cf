"""Pages on several processes: the same articles and refusals in the same order as on one."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from kg.corpus import read, spread
from kg.corpus.pages import Page
from kg.corpus.records import Row
from kg.errors import InputError
from kg.model import Article

PAGES = Path(__file__).parent / "pages"


def test_saved_pages_come_in_the_order_of_their_files_however_many_processes_read_them() -> None:
    one, two = (list(read([str(PAGES)], jobs=jobs)) for jobs in (1, 2))
    assert [str(item) for item in two] == [str(item) for item in one]
    assert sum(isinstance(item, Article) for item in one) == 3
    assert [item.source.rpartition("/")[2] for item in one] == sorted(path.name for path in PAGES.iterdir())


def test_a_file_that_cannot_be_read_is_refused_in_its_place(tmp_path: Path) -> None:
    gone, page = str(tmp_path / "gone.html"), str(PAGES / "amp.html")
    refused, found = spread.rows_of_pages(spread.pages_of_files([gone, page], 10_000), 1)
    assert isinstance(refused, InputError)
    assert "cannot be read" in refused.reason
    assert isinstance(found, Row)


def test_a_refusal_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputError("a.html", "no text")))
    assert (error.source, error.reason) == ("a.html", "no text")


def _dies_of_one(page: Page | InputError) -> Row | InputError:
    if page.source == "deadly":
        os._exit(1)
    assert isinstance(page, Page)
    return Row(page.source, {"text": "isi"})


def test_a_page_that_ends_its_process_is_refused_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "row_of", _dies_of_one)
    pages = [Page(name, b"") for name in ("first", "deadly", "last")]
    first, deadly, last = spread.rows_of_pages(pages, 2)
    assert isinstance(first, Row)
    assert isinstance(deadly, InputError)
    assert (deadly.source, deadly.reason) == ("deadly", "the process that read it ended")
    assert isinstance(last, Row)
