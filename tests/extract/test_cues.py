from __future__ import annotations

import pytest

from kg.extract.cues import CueTable, inflect
from kg.text.tokens import tokenize


def _scan(cues: list[str], text: str) -> list[str]:
    table = CueTable.build((cue, cue, 1.0) for cue in cues)
    tokens = tokenize(text)
    return [text[tokens[h.first].start : tokens[h.after - 1].end] for h in table.scan(tokens, 0, len(tokens))]


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("sambang", "menyambangi"),
        ("pantau", "pemantauan"),
        ("kunjung", "mengunjungi"),
        ("tangkap", "ditangkap"),
        ("bersih", "membersihkan"),
        ("cek", "mengecek"),
        ("sosialisasi", "mensosialisasikan"),
        ("latih", "melatih"),
        ("amankan", "mengamankan"),
        ("salur", "penyaluran"),
        ("baik", "diperbaiki"),
        ("patroli", "berpatroli"),
    ],
)
def test_inflected_form_of_a_stem(stem: str, form: str) -> None:
    assert form in inflect(stem)


@pytest.mark.parametrize(("stem", "agent"), [("kunjung", "pengunjung"), ("jaga", "penjaga"), ("bantu", "pembantu")])
def test_agent_noun_is_no_form_of_what_was_done(stem: str, agent: str) -> None:
    assert agent not in inflect(stem)


def test_longest_cue_hides_the_shorter_ones() -> None:
    assert _scan(["patroli", "patroli malam"], "Patroli malam digelar") == ["Patroli malam"]


def test_stem_matches_inside_a_phrase() -> None:
    assert _scan(["~salur bantuan"], "Polsek menyalurkan bantuan") == ["menyalurkan bantuan"]


def test_alternatives_match_either_word() -> None:
    assert _scan(["kerja|karya bakti"], "Karya bakti dan kerja bakti") == ["Karya bakti", "kerja bakti"]


def test_gap_takes_up_to_three_words() -> None:
    assert _scan(["~serah .. sembako"], "menyerahkan 50 paket besar sembako") == ["menyerahkan 50 paket besar sembako"]
    assert _scan(["~serah .. sembako"], "menyerahkan kepada warga yang kurang mampu sembako") == []


def test_gap_ends_with_the_clause() -> None:
    assert _scan(["~serah .. sembako"], "diserahkan. Paket sembako") == []


def test_words_ahead_must_follow_and_stay_unread() -> None:
    cues = ["mengamankan > ibadah", "ibadah"]
    assert _scan(cues, "mengamankan ibadah") == ["mengamankan", "ibadah"]
    assert _scan(cues, "mengamankan pelaku") == []


def test_hyphen_between_words_is_passed_over() -> None:
    assert _scan(["ogoh ogoh"], "pawai ogoh-ogoh") == ["ogoh-ogoh"]


def test_kind_of_apostrophe_does_not_matter() -> None:
    assert _scan(["jum'at bersih"], "Jum’at Bersih") == ["Jum’at Bersih"]


@pytest.mark.parametrize("cue", ["", ".. patroli", "patroli ..", "> patroli"])
def test_cue_without_a_word_at_its_ends_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="begins and ends with a word"):
        CueTable.build([(cue, "patroli", 1.0)])
