"""The vocabularies and word lists: what they hold, that they hold together, and what is refused."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from kg import gazetteer, resources, vocab
from kg.errors import DataError
from kg.text.tokens import tokenize
from kg.vocab import Vocabulary


@pytest.fixture(scope="module")
def loaded() -> Vocabulary:
    return vocab.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the vocabularies that a test may spoil."""
    for name in ("vocab", "lexicon"):
        shutil.copytree(resources.ONTOLOGY / name, tmp_path / name)
    return tmp_path


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _post(local: str, notation: str, *rest: str) -> str:
    words = f'tp:{local} a skos:Concept ; skos:notation "{notation}" ; skos:prefLabel "{notation}"@id , "a post"@en'
    return " ;\n    ".join([words, *rest]) + " .\n"


# what is there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "notation", "institution"),
    [
        ("Sersan Dua", "Serda", "TNI"),
        ("SERMA", "Serma", "TNI"),
        ("Letnan Satu", "Lettu", "TNI"),
        ("Letnan Kolonel", "Letkol", "TNI"),
        ("Mayjen TNI", "Mayjen", "TNI-AD"),
        ("Kelasi Kepala", "Klk", "TNI-AL"),
        ("Laksamana Pertama TNI", "Laksma", "TNI-AL"),
        ("Marsekal Muda", "Marsda", "TNI-AU"),
        ("Bhayangkara Dua", "Bharada", "Polri"),
        ("Brigadir Polisi Satu", "Briptu", "Polri"),
        ("Brigpol", "Brigadir", "Polri"),
        ("Ajun Inspektur Polisi Dua", "Aipda", "Polri"),
        ("Ajun Komisaris Besar Polisi", "AKBP", "Polri"),
        ("Kombespol", "Kombes", "Polri"),
        ("Kombes Pol", "Kombes", "Polri"),
    ],
)
def test_rank_is_known_in_all_its_forms(loaded: Vocabulary, words: str, notation: str, institution: str) -> None:
    tokens = tokenize(words)
    end, ranks = loaded.rank_phrases.longest(tokens, 0) or (0, [])
    assert end == len(tokens)
    assert [(r.notation, r.institution) for r in ranks] == [(notation, institution)]


def test_general_of_two_institutions_is_told_by_the_word_after(loaded: Vocabulary) -> None:
    def pillars(words: str) -> list[str]:
        return [r.pillar for r in (loaded.rank_phrases.longest(tokenize(words), 0) or (0, []))[1]]

    assert pillars("Brigjen") == ["TNI", "Polri"]
    assert pillars("Brigjen TNI") == ["TNI"]
    assert pillars("Brigjen Pol") == ["Polri"]
    assert pillars("Jenderal Polisi") == ["Polri"]


def test_ranks_rise_alike_in_both_institutions(loaded: Vocabulary) -> None:
    order = {name.removeprefix("rank-"): rank.order for name, rank in loaded.ranks.items()}
    assert order["Kopda"] < order["Serda"] < order["Serma"] < order["Peltu"] < order["Letda"] < order["Kolonel"]
    assert order["Bripda"] < order["Bripka"] < order["Aipda"] < order["Ipda"] < order["AKP"] < order["Kombes"]
    assert order["Serda"] == order["Bripda"]
    assert order["Kolonel"] == order["Kombes"]


@pytest.mark.parametrize(
    ("words", "notation"),
    [
        ("Bintara Pembina Desa", "Babinsa"),
        ("Bhabinkabtimnas", "Bhabinkamtibmas"),
        ("Babhinkamtibmas", "Bhabinkamtibmas"),
        ("BABINKAMTIBMAS", "Bhabinkamtibmas"),
        ("Bhayangkara Pembina Keamanan dan Ketertiban Masyarakat", "Bhabinkamtibmas"),
        ("Dan Ramil", "Danramil"),
        ("Kasat Resnarkoba", "Kasat Narkoba"),
        ("Kanitbinmas", "Kanit Binmas"),
        ("Panit II Binmas", "Panit Binmas"),
        ("Kasie Humas", "Kasi Humas"),
        ("Walikota", "Wali Kota"),
        ("Seklur", "Sekretaris Kelurahan"),
        ("Kades", "Kepala Desa"),
        ("Geuchik", "Keuchik"),
        ("Walinagari", "Wali Nagari"),
        ("Kadus", "Kepala Dusun"),
        ("Klian Banjar", "Kelian Banjar"),
        ("Kasie Trantib", "Kasi Trantib"),
        ("Kadinkes", "Kepala Dinas Kesehatan"),
        ("Kepala UPTD Puskesmas", "Kepala Puskesmas"),
        ("Pak RT", "Ketua RT"),
        ("Ketua Rukun Warga", "Ketua RW"),
        ("Ketua Tim Penggerak PKK", "Ketua TP PKK"),
    ],
)
def test_post_is_known_in_all_its_forms(loaded: Vocabulary, words: str, notation: str) -> None:
    tokens = tokenize(words)
    end, posts = loaded.post_phrases.longest(tokens, 0) or (0, [])
    assert end == len(tokens)
    assert [p.notation for p in posts] == [notation]


@pytest.mark.parametrize(
    ("notation", "pillar", "institution", "unit_kind", "level"),
    [
        ("Danramil", "TNI", "TNI-AD", "Koramil", "kecamatan"),
        ("Danlanal", "TNI", "TNI-AL", "Lanal", "kabupaten"),
        ("Bhabinkamtibmas", "Polri", "Polri", None, "kelurahan"),
        ("Kapolrestabes", "Polri", "Polri", "Polrestabes", "kota"),
        ("Lurah", "Pemerintah", None, None, "kelurahan"),
        ("Kasatpol PP", "Pemerintah", None, "Satpol PP", None),
        ("Ketua RW", "Masyarakat", None, None, "rw"),
    ],
)
def test_post_says_side_institution_unit_and_level(
    loaded: Vocabulary, notation: str, pillar: str, institution: str, unit_kind: str, level: str
) -> None:
    post = loaded.posts[notation]
    assert (post.pillar, post.institution, post.unit_kind, post.level) == (pillar, institution, unit_kind, level)


def test_chain_of_command_leads_upwards(loaded: Vocabulary) -> None:
    def chain(kind: str | None) -> list[str]:
        return [kind, *chain(loaded.unit_kinds[kind].parent)] if kind else []

    assert chain("Posramil") == ["Posramil", "Koramil", "Kodim", "Korem", "Kodam"]
    assert chain("Polsubsektor") == ["Polsubsektor", "Polsek", "Polres", "Polda", "Mabes Polri"]


def test_no_kind_of_unit_stands_below_itself(loaded: Vocabulary) -> None:
    for kind in loaded.unit_kinds.values():
        above, seen = kind.parent, {kind.notation}
        while above:
            assert above not in seen, kind.notation
            seen.add(above)
            above = loaded.unit_kinds[above].parent


def test_head_of_a_command_serves_that_command(loaded: Vocabulary) -> None:
    heads = [k for k in loaded.unit_kinds.values() if k.head_post and k.pillar in ("TNI", "Polri") and k.level]
    assert len(heads) > 10
    for kind in heads:
        post = loaded.posts[kind.head_post or ""]
        assert post.pillar == kind.pillar, kind.notation


def test_regional_words_name_the_level(loaded: Vocabulary) -> None:
    def level(word: str) -> str:
        return (loaded.level_phrases.longest(tokenize(word), 0) or (0, []))[1][0].notation

    words = ["Kec.", "Distrik", "Kapanewon", "Kemantren", "Keluraha", "Gampong", "Nagari", "Pekon", "Jorong", "Kodya"]
    levels = ["kecamatan"] * 4 + ["kelurahan"] + ["desa"] * 3 + ["dusun", "kota"]
    assert [level(word) for word in words] == levels


def test_levels_go_from_province_to_neighbourhood(loaded: Vocabulary) -> None:
    ordered = sorted(loaded.levels.values(), key=lambda level: level.order)
    assert ordered[0].notation == "provinsi"
    assert [level.notation for level in ordered[-3:]] == ["dusun", "rw", "rt"]


def test_closed_lists_are_complete(loaded: Vocabulary) -> None:
    assert len(loaded.activities) == 22
    assert len(loaded.topics) == 26
    assert "lainnya" in loaded.activities
    assert "lainnya" in loaded.topics


def test_short_names_of_areas_lead_to_one_official_area(loaded: Vocabulary) -> None:
    areas = gazetteer.load()
    for row in loaded.tables["area-aliases"]:
        found = [a for a in areas.named(row["official"], row["level"]) if a.level == row["level"]]
        assert len(found) == 1, row
    official = {row["alias"]: row["official"] for row in loaded.tables["area-aliases"]}
    assert (official["Jakpus"], official["Muba"], official["NTB"]) == (
        "Jakarta Pusat",
        "Musi Banyuasin",
        "Nusa Tenggara Barat",
    )


def test_short_name_is_not_the_name_of_another_large_area(loaded: Vocabulary) -> None:
    areas = gazetteer.load()
    for row in loaded.tables["area-aliases"]:
        others = [a for a in areas.named(row["alias"]) if a.level in ("provinsi", "kabupaten", "kota", "kecamatan")]
        assert not others, row


def test_dotted_forms_of_every_list_are_abbreviations(loaded: Vocabulary) -> None:
    assert {"kec", "prov", "drs", "plt", "bpk", "ust", "jl", "inf"} <= loaded.abbreviations
    assert "kecamatan" not in loaded.abbreviations
    assert all(form == form.lower() and not form.endswith(".") for form in loaded.abbreviations)


def test_acting_prefixes_have_one_written_form(loaded: Vocabulary) -> None:
    by_form = {row["form"]: row["notation"] for row in loaded.tables["acting"]}
    assert by_form["Pelaksana Tugas"] == by_form["Plt"] == by_form["Plt."] == "Plt."
    assert by_form["Penjabat"] == "Pj."


# that it holds together --------------------------------------------------------------------------------------


def test_word_of_everyday_speech_is_no_post(loaded: Vocabulary) -> None:
    generic = {row["form"] for row in loaded.tables["generic-people"]}
    for word in ("warga", "anggota", "petugas", "pemuda", "petani", "kader"):
        assert loaded.post_phrases.longest(tokenize(word), 0) is None
        assert word in generic


def test_generic_people_have_a_known_side_or_none(loaded: Vocabulary) -> None:
    sides = {row["pillar"] for row in loaded.tables["generic-people"]}
    assert sides <= {"", "TNI", "Polri", "Pemerintah", "Masyarakat"}


def test_every_post_of_a_ranked_institution_has_its_side(loaded: Vocabulary) -> None:
    for post in loaded.posts.values():
        if post.institution:
            assert post.pillar == ("Polri" if post.institution == "Polri" else "TNI"), post.notation


def test_loading_is_quick(loaded: Vocabulary) -> None:
    quickest = min(_seconds_of_a_load() for _ in range(5))  # what else the process holds slows single ones down
    assert quickest < 0.5  # 0.17 s where it was written


def _seconds_of_a_load() -> float:
    vocab.load.cache_clear()
    start = time.process_time()
    vocab.load()
    return time.process_time() - start


# what is refused ---------------------------------------------------------------------------------------------


def test_surface_on_two_posts_is_refused_naming_both(folder: Path) -> None:
    _add(folder / "vocab/posts.ttl", _post("Planted", "Planted", 'skos:altLabel "KA. DES"@id , "kades"@id'))
    with pytest.raises(DataError, match=r"vocab/posts\.ttl: 'kades' is on both KepalaDesa and Planted"):
        vocab.load(folder)


def test_surfaces_clash_as_they_are_matched_without_dots(folder: Path) -> None:
    _add(folder / "vocab/posts.ttl", _post("Planted", "Planted", 'skos:hiddenLabel "KA. S.P.K.T."@id , "Ka.SPKT"@id'))
    with pytest.raises(DataError, match="KaSPKT and Planted"):
        vocab.load(folder)


def test_notation_twice_is_refused_naming_both(folder: Path) -> None:
    _add(folder / "vocab/posts.ttl", _post("Planted", "Babinsa"))
    with pytest.raises(DataError, match="'Babinsa' is on both Babinsa and Planted"):
        vocab.load(folder)


def test_ranks_share_a_name_only_if_both_declare_it(folder: Path) -> None:
    path = folder / "vocab/ranks.ttl"
    text = path.read_text(encoding="utf-8")
    assert "tp:sharesNotation tp:rank-BrigjenPol" in text
    path.write_text(text.replace(" ; tp:sharesNotation tp:rank-BrigjenPol", ""), encoding="utf-8")
    with pytest.raises(DataError, match="'Brigjen' is on both rank-Brigjen and rank-BrigjenPol"):
        vocab.load(folder)


def test_missing_label_is_refused_naming_the_concept(folder: Path) -> None:
    _add(folder / "vocab/topics.ttl", 'tp:topic-x a skos:Concept ; skos:notation "x" ; skos:prefLabel "x"@id .\n')
    with pytest.raises(DataError, match=r"vocab/topics\.ttl: topic-x: expected skos:prefLabel@en"):
        vocab.load(folder)


def test_reference_to_nothing_is_refused(folder: Path) -> None:
    _add(folder / "vocab/posts.ttl", _post("Planted", "Planted", "tp:impliesUnitKind tp:unitkind-Nowhere"))
    with pytest.raises(DataError, match="Planted: tp:impliesUnitKind is unitkind-Nowhere"):
        vocab.load(folder)


def test_unknown_element_is_refused(folder: Path) -> None:
    _add(folder / "vocab/posts.ttl", _post("Planted", "Planted", "tp:element tp:unsurLain"))
    with pytest.raises(DataError, match="Planted: expected tp:element of"):
        vocab.load(folder)


def test_form_twice_in_a_word_list_is_refused_naming_both_lines(folder: Path) -> None:
    _add(folder / "lexicon/honorifics.tsv", "Habib\treligious\n")
    with pytest.raises(DataError, match=r"lexicon/honorifics\.tsv: 'Habib' is on both line \d+ and line \d+"):
        vocab.load(folder)


def test_broken_turtle_is_refused_naming_the_file(folder: Path) -> None:
    _add(folder / "vocab/levels.ttl", "tp:level-x a skos:Concept ; \n")
    with pytest.raises(DataError, match=r"vocab/levels\.ttl: expected Turtle"):
        vocab.load(folder)


def test_missing_file_is_refused(folder: Path) -> None:
    (folder / "vocab/reasons.ttl").unlink()
    with pytest.raises(DataError, match=r"vocab/reasons\.ttl: expected a file of concepts"):
        vocab.load(folder)
