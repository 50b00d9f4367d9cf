"""Reprints are found, other reports of the same event are not, and copies of one text speak with one voice."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import copies, resources
from kg.copies import COPIED, Copies, voices
from kg.text.runs import MEETINGS, bands, may_share, pack, runs, share, sketch, unpack

EXAMPLES = Path(resources.ONTOLOGY).parent / "examples" / "articles"
WORDS = ("babinsa", "lurah", "warga", "pos", "ronda", "malam", "rapat", "jalan", "banjir", "bakti", "patroli", "pasar")


def text(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def reprint(original: str, seed: int = 1, changed: float = 0.02) -> str:
    """Another headline, the last quarter cut off, here and there a word changed."""
    chance = random.Random(seed)
    words = original.split()
    kept = words[8 : len(words) * 3 // 4]
    return "Warga Sambut Baik " + " ".join("anu" if chance.random() < changed else word for word in kept)


@pytest.mark.parametrize("seed", range(5))
def test_a_cut_and_edited_reprint_is_a_copy(seed: int) -> None:
    whole = runs(text("bandung-rapat-warga"))
    copy = runs(reprint(text("bandung-rapat-warga"), seed))
    assert share(whole, copy) >= COPIED
    assert len(set(bands(whole)) & set(bands(copy))) >= MEETINGS, "and the two are compared at all"


def test_two_reports_of_one_event_are_no_copies() -> None:
    one, other = (runs(text(f"maros-imunisasi-{outlet}")) for outlet in ("harian-butta", "kabar-mandai"))
    assert share(one, other) < 0.1


def test_short_texts_are_told_from_no_other() -> None:
    assert bands(runs("Babinsa menghadiri rapat warga.")) == []
    assert bands(runs("")) == []
    assert share(runs(""), runs("")) == 0


@given(st.frozensets(st.integers(0, 2**63 - 1)))
def test_runs_are_stored_and_read_back(found: frozenset[int]) -> None:
    assert unpack(pack(found)) == found


@given(st.frozensets(st.integers(0, 400)), st.frozensets(st.integers(0, 400)), st.floats(0, 1))
def test_a_sketch_rules_out_no_pair_that_shares_enough(
    one: frozenset[int], other: frozenset[int], least: float
) -> None:
    spread = [frozenset(each * 0x9E3779B97F4A7C15 % 2**63 for each in found) for found in (one, other)]
    if share(*spread) >= least or not min(len(one), len(other)):
        assert may_share(*map(sketch, spread), least)


def test_sketches_rule_out_texts_that_share_a_fifth() -> None:
    chance = random.Random(1)
    shared, mine, theirs = ([chance.getrandbits(63) for _ in range(n)] for n in (60, 240, 240))
    one, other = (sketch(frozenset([*shared, *rest])) for rest in (mine, theirs))
    assert not may_share(one, other, COPIED)


def test_texts_that_share_half_of_their_runs_meet_and_those_that_share_a_tenth_do_not() -> None:
    chance = random.Random(1)

    def met(common: int, own: int) -> float:
        found = 0
        for _ in range(400):
            shared, mine, theirs = ([chance.getrandbits(63) for _ in range(n)] for n in (common, own, own))
            one, other = (set(bands(frozenset([*shared, *rest]))) for rest in (mine, theirs))
            found += len(one & other) >= MEETINGS
        return found / 400

    assert met(common=100, own=50) > 0.97
    assert met(common=28, own=126) < 0.03


def test_letter_case_and_marks_make_no_difference() -> None:
    assert runs("“Pos ronda, buka!” ujarnya") == runs("POS RONDA BUKA UJARNYA")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], 0),
        ([("a", 1), ("b", 2)], 2),
        ([("a", 1), ("a", 2)], 1),  # one outlet twice
        ([("a", 1), ("b", 1)], 1),  # one text in two outlets
        ([("", 1), ("", 2)], 1),  # nothing shows that two unknown outlets are two
        ([("a", 1), ("b", 1), ("b", 2), ("c", 2), ("d", 3)], 2),  # a chain of either
    ],
)
def test_who_prints_the_same_text_or_in_one_outlet_is_one_voice(sources: list[tuple[str, int]], expected: int) -> None:
    assert voices(sources) == voices(reversed(sources)) == expected


class Table:
    """The tables of articles and days, and those of copies, without an archive."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, key TEXT, outlet TEXT, text TEXT)")
        self.db.execute("CREATE TABLE identity_article (article INTEGER PRIMARY KEY, day TEXT)")
        for statement in copies.SCHEMA:
            self.db.execute(statement)

    def put(self, key: str, text: str, day: str = "") -> None:
        row = self.db.execute("INSERT INTO article (key, outlet, text) VALUES (?, ?, ?)", (key, "urn:o", text))
        self.db.execute("INSERT INTO identity_article VALUES (?, ?)", (row.lastrowid, day))

    def drop(self, key: str) -> None:
        number = "(SELECT id FROM article WHERE key = ?)"
        self.db.execute(f"DELETE FROM identity_article WHERE article = {number}", (key,))
        self.db.execute("DELETE FROM article WHERE key = ?", (key,))

    def state(self) -> dict[str, str | None]:
        Copies(self.db).update(every=True)
        keys = [key for (key,) in self.db.execute("SELECT key FROM article ORDER BY key")]
        return {key: copies.copied_from(self.db, key) for key in keys}


def test_the_original_is_what_was_published_first() -> None:
    table = Table()
    whole = text("bandung-rapat-warga")
    table.put("a", reprint(whole), "2025-05-03")
    table.put("b", whole, "2025-05-01")
    table.put("c", reprint(whole, 2), "")
    table.put("d", text("maros-imunisasi-harian-butta"), "2025-04-01")
    assert table.state() == {"a": "b", "b": None, "c": "b", "d": None}
    table.drop("b")
    assert table.state() == {"a": None, "c": "a", "d": None}


STEPS = st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(0, 5)), min_size=1, max_size=10)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_copies_depend_on_the_articles_and_on_no_order(steps: list[tuple[str, int | None]]) -> None:
    base = " ".join(random.Random(3).choices(WORDS, k=120))
    texts = [
        base,
        reprint(base),
        reprint(base, 2, 0.2),
        reprint(reprint(base), 3),
        text("maros-imunisasi-harian-butta"),
    ]
    texts.append(texts[4])
    now: dict[str, int] = {}
    table = Table()
    for key, number in steps:
        if key in now:
            table.drop(key)
            del now[key]
        if number is not None:
            now[key] = number
            table.put(key, texts[number], f"2025-01-{number + 1:02}")
        table.state()
    fresh = Table()
    for key in sorted(now, reverse=True):
        fresh.put(key, texts[now[key]], f"2025-01-{now[key] + 1:02}")
    assert table.state() == fresh.state()
