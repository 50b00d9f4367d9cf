"""Which mentions of one article are one person."""

from __future__ import annotations

import pytest
import reader

from kg.extract.findings import Person


def names(text: str) -> list[str]:
    return [p.name for p in reader.persons(text)]


def short_forms(text: str, person: Person) -> list[str]:
    return [text[m.span.start : m.span.end] for m in person.mentions if m.how != "name"]


@pytest.mark.parametrize(
    "text",
    [
        "Serda Heru Purwanto hadir. Serda Heru tersenyum.",
        "Serda Heru hadir. Serda Heru Purwanto tersenyum.",
        "Serda Muhammad Heru hadir. Serda M. Heru tersenyum.",
        "Babinsa Serda Mohammad Heru hadir. Babinsa Serda Muhammad Heru tersenyum.",
        "SERDA HERU PURWANTO hadir. Serda Heru Purwanto tersenyum.",
        "Serda Heru Purwanto hadir. “Aman,” kata Purwanto.",
        "Lurah Bugisan Heru Purwanto hadir. Heru Purwanto, S.E., tersenyum.",
        "Serka Dani Firmansyah hadir. Bhabinkamtibmas Briptu Dani Firmansyah tersenyum.",
        "Bati Tuud Peltu Sarwono hadir. Ia menyampaikan bahwa setiap Babinsa diwajibkan turun ke kampung binaannya "
        "tiga kali seminggu. “Kuncinya sering datang dan mendengar,” tutup Peltu Sarwanto.",
        "Hadir Bhabinkamtibmas Kabobona Bripka Moh. Fikri serta puluhan warga dan ketua kelompok tani di lahan seluas "
        "dua hektare itu sejak pagi hari. Sementara Aipda Fikri menitip pesan agar waspada.",
        "Kepala Desa Bugisan, Fransiskus Jelami, hadir di posyandu bersama kader, bidan dan ibu hamil sejak pagi. Ia "
        "membagikan telur. Kades Frans juga meminta para bapak ikut menimbang anak.",
        "Calon pertama ialah Bapak Sutanto. Setelah pemungutan suara selesai, panitia menghitung kertas satu demi "
        "satu dengan suara lantang di depan warga. Akhirnya Bapak Susanto menang.",
    ],
)
def test_one_person_in_several_forms(text: str) -> None:
    assert len(names(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Serda Heru hadir. Bripka Heru tersenyum.", 2),
        ("Babinsa Serda Suwarno dan Serda Suwarto hadir.", 2),
        ("Serda Heru Purwanto dan Serda Heru Wibowo hadir. Serda Heru tersenyum.", 2),
        ("Ketua RT 01 Slamet dan Ketua RT 02 Slamet hadir.", 2),
        ("Lurah Bugisan Slamet dan Ketua RW 02 Slamet hadir.", 2),
    ],
)
def test_namesakes_stay_apart(text: str, count: int) -> None:
    assert len(names(text)) == count


def test_fullest_name_without_capitals_throughout_is_the_name() -> None:
    assert names("SERDA HERU PURWANTO hadir. Serda Heru Purwanto tersenyum.") == ["Heru Purwanto"]


def test_two_ranks_of_one_person_are_both_kept() -> None:
    text = "Bhabinkamtibmas Serka Dani Firmansyah hadir. Briptu Dani Firmansyah tersenyum."
    (person,) = reader.persons(text)
    assert [v.label for p, v in person.properties if p == "rank"] == ["Serka", "Briptu"]


def test_post_alone_is_its_only_holder() -> None:
    text = "Danramil 04/Jebres Kapten Inf Waluyo hadir. Warga senang. Danramil pulang."
    (person,) = reader.persons(text)
    assert short_forms(text, person) == ["Danramil"]


def test_post_alone_is_nobody_where_two_hold_it() -> None:
    text = "Babinsa Bugisan Serda Heru dan Babinsa Sengon Serda Agus hadir. Babinsa pulang."
    assert [short_forms(text, p) for p in reader.persons(text)] == [[], []]


def test_post_with_another_area_is_somebody_else() -> None:
    text = "Lurah Bugisan Heru Purwanto hadir. Lurah Sengon pulang."
    (person,) = reader.persons(text)
    assert short_forms(text, person) == []


def test_bare_word_of_a_name_is_its_owner() -> None:
    text = "Serda Heru Purwanto hadir. Setelah itu Purwanto pulang."
    (person,) = reader.persons(text)
    assert short_forms(text, person) == ["Purwanto"]


def test_persons_are_numbered_in_order_of_first_mention() -> None:
    found = reader.persons("Serda Agus Salim hadir. Bripka Budi Utomo Raharjo hadir.")
    assert [(p.id, p.name) for p in found] == [("person-1", "Agus Salim"), ("person-2", "Budi Utomo Raharjo")]


def test_wife_named_after_an_officer_is_another_person() -> None:
    found = reader.persons("Letkol Inf Danang Waluyo hadir. Ketua Persit Ny. Rina Danang Waluyo tersenyum.")
    assert [p.name for p in found] == ["Danang Waluyo", "Rina Danang Waluyo"]


def test_one_person_holds_a_post_under_its_fullest_title() -> None:
    found = reader.persons("Damang Kepala Adat Katingan Yanto Adam hadir. Damang Yanto Adam tersenyum.")
    assert [reader.row(p)["role"] for p in found] == ["Damang Kepala Adat"]


def test_a_post_with_this_is_of_the_one_spoken_of_wherever_he_held_it() -> None:
    (person,) = reader.persons("Babinsa Desa Dinoyo Serda Irfan hadir. Babinsa Desa Gading ini menambahkan sesuatu.")
    assert reader.row(person)["area"] == "Dinoyo + Gading"
    (other,) = reader.persons("Babinsa Desa Dinoyo Serda Irfan hadir. Babinsa Desa Gading menambahkan sesuatu.")
    assert reader.row(other)["area"] == "Dinoyo"


def test_a_candidate_is_no_rival_of_the_post_stood_for() -> None:
    text = "Calon Ketua RW 01 Bapak Jon Harmanto, S.Ag hadir. Ketua RW 01 Bapak Jon Harmanto tersenyum."
    assert names(text) == ["Jon Harmanto"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kapolsek Kompol Hendra Gunadi dan Lurah Hendra Wijaya hadir. Kompol Hendra tersenyum.", "Hendra Gunadi"),
        ("Kapolsek Kompol Hendra Gunadi dan Lurah Hendra Wijaya hadir. Lurah Hendra tersenyum.", "Hendra Wijaya"),
        ("Kapolsek AKP Tri Handoko dan Lurah Tri Wahyuni hadir. AKP Tri tersenyum.", "Tri Handoko"),
        ("Bidan Desa Sukamaju Sri Wahyuni hadir. Bidan Sri tersenyum.", "Sri Wahyuni"),
        ("Ketua Panitia Bong Kim Fui alias Akong hadir. “Aman,” ucap Akong.", "Bong Kim Fui"),
        ("Ahmad Fauzi (45) yang akrab disapa Gus Ujik hadir. “Aman,” ucap Gus Ujik.", "Ahmad Fauzi"),
        ("Ketua RW 02 Slamet Riyadi, biasa dipanggil Pak Met, hadir. “Aman,” ucap Pak Met.", "Slamet Riyadi"),
    ],
)
def test_a_later_short_form_is_of_the_one_it_fits_best(text: str, expected: str) -> None:
    assert max(reader.persons(text), key=lambda person: max(m.span.end for m in person.mentions)).name == expected


def test_a_wife_is_not_the_husband_whose_name_ends_hers() -> None:
    assert names("Ny. Ratna Sutrisno, istri Dandim Letkol Inf Sutrisno, hadir.") == ["Ratna Sutrisno", "Sutrisno"]


def test_a_name_met_once_is_no_area_later() -> None:
    text = "Kepala Desa Kampung Delima Usada Bagya hadir. Kepala Desa Usada Bagya menambahkan sesuatu."
    (person,) = reader.persons(text)
    assert (person.name, reader.row(person)["area"]) == ("Usada Bagya", "Delima")


def test_an_area_of_the_same_word_is_no_short_form() -> None:
    text = "Kelurahan Damai dijaga Iptu Damai Sinaga. “Aman,” kata Damai kepada warga Damai."
    (person,) = reader.persons(text)
    assert short_forms(text, person) == ["Damai"]
