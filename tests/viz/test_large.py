"""A graph that is too large to be read node by node: areas stand for it, and open on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import chrome
import crowd
import pytest
from pyoxigraph import Store

from kg.viz import Picture, Wish, choose, draw, write
from kg.viz.scene import Shape, scene


@pytest.fixture(scope="module")
def small_crowd() -> Store:
    return crowd.store(600)


@pytest.fixture
def picture(small_crowd: Store, monkeypatch: pytest.MonkeyPatch) -> Picture:
    monkeypatch.setattr(choose, "FEW", 200)
    monkeypatch.setattr(choose, "MOST_GROUPS", 20)
    return draw(small_crowd, Wish())


def test_areas_are_drawn_and_everything_waits_in_one_of_them(picture: Picture) -> None:
    things = picture.network.things
    assert {things[iri].kind for iri in picture.points} == {"group"}
    assert set(picture.homes.values()) == set(picture.points)
    assert set(picture.homes) == set(picture.waiting) == {iri for iri, thing in things.items() if thing.kind != "group"}
    held = Counter(picture.homes.values())
    for iri in picture.points:
        itself = iri.removeprefix("urn:tigapilar:group:") in picture.homes
        assert sum(number for _, number in things[iri].members) == held[iri] - itself
    assert picture.facts
    assert picture.sentences


def test_people_wait_in_the_area_of_their_post_or_in_the_one_around_it(picture: Picture) -> None:
    things = picture.network.things
    people = [thing for thing in things.values() if thing.kind == "person"]
    assert len(people) > 200
    for person in people:
        home = picture.homes[person.iri].removeprefix("urn:tigapilar:group:")
        area = person.places[0]
        while area != home:
            area = things[area].parent
            assert area


def test_rooms_of_areas_do_not_overlap(picture: Picture) -> None:
    boxes = []
    for group in picture.points:
        inside = [picture.waiting[iri] for iri, home in picture.homes.items() if home == group]
        xs, ys = [p.x for p in inside], [p.y for p in inside]
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
        middle = picture.points[group]
        assert min(xs) - 1 <= middle.x <= max(xs) + 1
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_asked_for_one_by_one_they_are_drawn_one_by_one(small_crowd: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "FEW", 200)
    assert len(draw(small_crowd, Wish(number=250)).points) == 250
    everything = draw(small_crowd, Wish(everything=True))
    assert len(everything.points) == everything.total
    assert not everything.homes


def test_a_page_holds_the_most_important_things_and_says_how_many(
    small_crowd: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "FEW", 200)
    monkeypatch.setattr(choose, "MOST", 450)
    picture = draw(small_crowd, Wish(everything=True))
    assert len(picture.homes) == 450 < picture.total
    assert f"450 of {picture.total} things in {len(picture.points)} areas" in scene(picture, "en").description


def test_on_paper_areas_show_the_shares_of_the_pillars(picture: Picture) -> None:
    drawn = scene(picture, "id")
    shares = {mark.fill for mark in drawn.marks if isinstance(mark, Shape) and not mark.radius}
    assert {"#0a6b45", "#e2570d", "#1b6fd2", "#72216f"} <= shares
    assert drawn.width < 4000


@pytest.mark.skipif(bool(chrome.missing()), reason=chrome.missing())
class TestInABrowser:
    @pytest.fixture(scope="class")
    @staticmethod
    def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
        path = tmp_path_factory.mktemp("large") / "large.html"
        path.write_bytes(write(crowd.store(20_000), Wish(), ".html", "en")[0])
        return {"large": path}

    @staticmethod
    def test_twenty_thousand_things_open_are_searched_opened_filtered_and_shared(
        page: Callable[..., chrome.Page],
    ) -> None:
        shown = page("large")
        assert shown.text("#sub").startswith("20000 of 2")
        assert shown.js("return performance.getEntriesByName('first-contentful-paint')[0].startTime") < 10_000

        shown.type("#q", "Warga3 00011", "\ue007")  # who waits in an area is found, and the area opened
        assert shown.text("#body h2").startswith("Warga3 00011")
        assert "Warga3 00011" in shown.texts(".notes mark")[0]
        assert "Kramat is open" in shown.text("#filters")
        again = page("large", shown.settled_address())
        assert "Kramat is open" in again.text("#filters")
        again.press("#filters button", "Kramat is open")
        assert again.text("#body h2") == "Kramat"
        assert "Person" in again.text("#body .counts")

        group = again.node("Kramat", kind="group")
        nodes = again.data["nodes"]
        again.click_at(nodes["x"][group], nodes["y"][group])
        again.press(".actions button", "Open")
        assert "Kramat is open" in again.text("#filters")

        again.press("#legend button", "Community")
        again.press("#tab-table")
        assert "Community" not in {row.split("\t")[2] for row in again.texts("tbody tr")}
