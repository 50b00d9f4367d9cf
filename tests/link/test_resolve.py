"""Working out what changed comes to the same as working out everything, whatever came and went before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from identities import Identities

from kg.errors import UsageError
from kg.link import blocking, resolve

HEAD = """\
published|2025-04-1{day}
place|Utan Panjang|level=kelurahan|code=31.71.03.1008|within=Kec Kemayoran
place|Serdang|level=kelurahan|code=31.71.03.1007|within=Kec Kemayoran
place|Kec Kemayoran|level=kecamatan|code=31.71.03
"""
NAMES = ("Hendra Saputra", "Hendra Sapoetra", "Hendra Saputro", "Hendra", "Yusuf Maulana")
UNITS = ("", "Koramil 02/Kemayoran", "Koramil Kemayoran", "Koramil 02/Kmy")
AREAS = ("", "Utan Panjang", "Serdang")


def told(day: int, *people: tuple[int, int, int]) -> str:
    """An article of one patrol; people by number of name, unit and area."""
    lines = [HEAD.format(day=day).rstrip()]
    named: dict[str, None] = {}
    for name, unit, area in people:
        if NAMES[name] in named:
            continue
        named[NAMES[name]] = None
        if UNITS[unit] and f"unit|{UNITS[unit]}|kind=Koramil|pillar=TNI" not in lines:
            lines.append(f"unit|{UNITS[unit]}|kind=Koramil|pillar=TNI")
        held = f"|area={AREAS[area]}" if AREAS[area] else ""
        serves = f"|unit={UNITS[unit]}" if UNITS[unit] else ""
        lines.append(f"person|{NAMES[name]}|rank=Serda|role=Babinsa|pillar=TNI{held}{serves}")
    attending = "".join(f"|participant={name}" for name in named)
    lines.append(f"event|kegiatan|activity=patroli|date=2025-04-1{day}|place=Utan Panjang{attending}")
    return "\n".join(lines)


@contextmanager
def identities() -> Iterator[Identities]:
    with tempfile.TemporaryDirectory() as folder:
        made = Identities(Path(folder))
        yield made
        made.archive.close()


def people(found: Identities) -> list[str]:
    return [
        iri for (iri,) in found.archive.db.execute("SELECT iri FROM identity_node WHERE kind = 'person' ORDER BY iri")
    ]


SERVING = (0, 1, 1)


def test_person_unit_and_event_of_two_outlets_are_one_each() -> None:
    with identities() as found:
        found.put(told(4, (0, 1, 1)), "a")
        found.put(told(4, (1, 3, 1)), "b")
        kinds = sorted(iri.split("/")[-2 if "/event/" not in iri else -3] for iri in found.settle())
        assert kinds == ["event", "person", "unit"]


def test_two_of_one_article_are_never_one() -> None:
    with identities() as found:
        found.put(told(4, (0, 1, 1), (1, 1, 1)), "a")
        assert found.settle() == {}


def test_merged_pair_comes_apart_by_decision_and_together_again_when_it_is_taken_back() -> None:
    with identities() as found:
        found.put(told(4, (0, 1, 1)), "a")
        found.put(told(5, (1, 1, 1)), "b")
        before = found.settle()
        ((one, other),) = [(a, b) for a, b in before.items() if "/person/" in a]
        number = found.decide("different", one, other)
        assert one not in found.settle()
        found.decide("undo", undoes=number)
        assert found.settle() == before


def test_unsure_keeps_the_machine_from_merging() -> None:
    with identities() as found:
        found.put(told(4, (0, 1, 1)), "a")
        found.put(told(5, (1, 1, 1)), "b")
        (one,) = [iri for iri in found.settle() if "/person/" in iri]
        found.decide("unsure", *people(found))
        assert one not in found.settle()


def test_decision_about_vanished_things_sleeps_until_they_come_back() -> None:
    with identities() as found:
        found.put(told(4, (0, 1, 1)), "a")
        found.put(told(5, (4, 1, 2)), "b")
        found.settle()
        found.decide("same", *people(found))
        together = found.settle()
        assert [iri for iri in together if "/person/" in iri]
        found.drop("b")
        assert not [iri for iri in found.settle() if "/person/" in iri]
        found.put(told(5, (4, 1, 2)), "b")
        assert found.settle() == together


def test_decisions_that_cannot_hold_together_are_refused_by_number() -> None:
    with identities() as found:
        for day, name in enumerate((0, 3, 4)):
            found.put(told(day, (name, 0, 1)), str(day))
        found.settle()
        a, b, c = people(found)
        found.decide("same", a, b)
        number = found.decide("different", a, c)
        with pytest.raises(UsageError, match=f"--undo {number}"):
            found.decide("same", b, c)
        with pytest.raises(UsageError, match="one thing already"):
            found.decide("same", a, a)


people_of_an_article = st.lists(
    st.tuples(*(st.integers(0, n - 1) for n in map(len, (NAMES, UNITS, AREAS)))), max_size=3
)
step = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 4), st.integers(4, 5), people_of_an_article),
    st.tuples(st.just("drop"), st.integers(0, 4)),
    st.tuples(st.sampled_from(["same", "different", "unsure"]), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(1, 4)),
    st.tuples(st.just("settle")),
)


@settings(max_examples=40, deadline=None)
@example([("put", 0, 4, [(0, 0, 0), (1, 0, 0)]), ("put", 1, 4, [(0, 0, 0)])], 2)  # two like one: met once, either way
@given(st.lists(step, min_size=2, max_size=14), st.integers(2, 40))
def test_step_by_step_equals_all_at_once_in_another_order(steps: list[tuple[object, ...]], crowd: int) -> None:
    with pytest.MonkeyPatch.context() as patch, identities() as one, identities() as other:
        patch.setattr(blocking, "CROWD", crowd)
        texts: dict[str, str] = {}
        for each in steps:
            play(one, each, texts)
        one.settle()
        for name in sorted(texts, reverse=True):
            other.put(texts[name], name)
        for decision in one.archive.decisions():
            with other.archive.transaction():
                other.archive.add_decision(decision)
        patch.setattr(resolve, "_AT_ONCE", 2)  # nor does it matter how much is looked at, and kept in mind, at once
        patch.setattr(resolve, "_HELD", 1)
        other.settle()
        assert one.state() == other.state()


def play(found: Identities, each: tuple[object, ...], texts: dict[str, str]) -> None:
    match each:
        case ("put", int(number), int(day), list(who)):
            texts[str(number)] = told(day, *who)
            found.put(texts[str(number)], str(number))
        case ("drop", int(number)):
            if texts.pop(str(number), None) is not None:
                found.drop(str(number))
        case ("same" | "different" | "unsure" as verdict, int(a), int(b)):
            known = people(found)
            if a < len(known) and b < len(known):
                with suppress(UsageError):  # it would not hold together with the others
                    found.decide(verdict, known[a], known[b])
        case ("undo", int(number)):
            found.decide("undo", undoes=number) if number <= len(found.archive.decisions()) else None
        case _:
            found.settle()
