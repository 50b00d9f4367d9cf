"""Which bodies a text names, under which name, and which belongs to which."""

from __future__ import annotations

import pytest
import reader


def names(text: str) -> list[str]:
    return [o.name for o in reader.organizations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polsek Prambanan berpatroli.", ["Polsek Prambanan"]),
        ("Danramil 04/Jebres hadir.", ["Koramil 04/Jebres"]),
        ("Kapolsek Prambanan AKP Rudi hadir.", ["Polsek Prambanan"]),
        ("Satpol PP ikut.", ["Satpol PP"]),
        ("Polsek dan Koramil ikut.", []),
        ("Polsek Prambanan hadir. Personel Polsek Prambanan pulang.", ["Polsek Prambanan"]),
        ("Koramil 4/Jebres hadir. Koramil 04/Jebres pulang.", ["Koramil 04/Jebres"]),
        ("Polsek Pamulang hadir. Anggota Polsek Pemulang pulang.", ["Polsek Pamulang"]),
        ("Dinas Lingkungan Hidup Kota Serang hadir. Dinas LH pulang.", ["Dinas Lingkungan Hidup Kota Serang"]),
        ("Polsek Prambanan dan Polsek Jogonalan hadir.", ["Polsek Prambanan", "Polsek Jogonalan"]),
        (
            "Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Paser hadir.",
            ["Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Paser"],
        ),
        (
            "Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga Kabupaten Buru hadir.",
            ["Dinas Pariwisata, Kebudayaan, Pemuda dan Olahraga Kabupaten Buru"],
        ),
        ("Dinas Koperasi, Usaha Kecil dan Menengah ikut.", ["Dinas Koperasi, Usaha Kecil dan Menengah"]),
        ("Dinas Sosial dan Tagana ikut.", ["Dinas Sosial", "Tagana"]),
        ("Dinas Kesehatan, Satpol PP dan Polsek Andalas ikut.", ["Dinas Kesehatan", "Satpol PP", "Polsek Andalas"]),
        ("Gapoktan “Karya Basama” dan warga hadir.", ["Gapoktan Karya Basama"]),
        ("Remaja Masjid Al-Aqsha mengatur parkir.", ["Remaja Masjid Al-Aqsha"]),
        ("Poktan Sri Rejeki panen. Kelompok Tani Sri Rejeki bersyukur.", ["Kelompok Tani Sri Rejeki"]),
        ("Gapoktan Sri Rejeki ikut. Poktan Sri Rejeki panen.", ["Gapoktan Sri Rejeki", "Poktan Sri Rejeki"]),
        ("SMPN 1 Sail ikut. SMAN 1 Sail ikut.", ["SMPN 1 Sail", "SMAN 1 Sail"]),
        ("Warga pulang.\nPendim 0723/Klaten", []),
        ("Warga pulang.\nAutentikasi : Pendim 0723/Klaten", []),
        ("Putra Kendalsari FC melawan Garuda Muda FC.", ["Putra Kendalsari FC", "Garuda Muda FC"]),
        ("Karang Taruna Desa Bawak ikut. Karang Taruna membawa sapu.", ["Karang Taruna Desa Bawak"]),
        ("BPD Sukamaju dan BPD Kalirejo ikut. BPD pulang.", ["BPD Sukamaju", "BPD Kalirejo", "BPD"]),
        ("Hadir pula Tuha Peuet Gampong Lamreung.", ["Tuha Peuet Gampong Lamreung"]),
        ("Kewang Negeri dan Kerapatan Adat Nagari ikut.", ["Kewang Negeri", "Kerapatan Adat Nagari"]),
        ("Personel Polresta Pulau Ambon & Pulau-Pulau Lease ikut.", ["Polresta Pulau Ambon dan Pulau-Pulau Lease"]),
        ("Posyandu berdiri di belakang kantor Kelurahan Bugisan.", []),
        ("BPBD dan Masyarakat Peduli Api ikut.", ["BPBD", "Masyarakat Peduli Api"]),
        ("Kelurahan Bugisan membentuk satuan tugas.", ["Kelurahan Bugisan"]),
        ("Kelurahan Bugisan, Kecamatan Prambanan, membentuk satuan tugas.", ["Kelurahan Bugisan"]),
        ("Kelurahan Bugisan merupakan kelurahan terluas.", []),
        ("Warga Kelurahan Bugisan bergotong royong.", []),
        ("Petugas gabungan Kelurahan Bugisan menyapu jalan.", ["Kelurahan Bugisan"]),
    ],
)
def test_bodies_of_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_unit_right_after_another_is_its_parent() -> None:
    koramil, kodim = reader.organizations("Koramil 04/Jebres Kodim 0735/Surakarta menggelar apel.")
    assert (koramil.parent, kodim.parent) == (kodim.id, None)


def test_kind_and_pillar_come_from_the_vocabulary() -> None:
    (found,) = reader.organizations("Polsek Prambanan berpatroli.")
    assert (found.kind, found.pillar) == ("Polsek", "Polri")


def test_every_mention_is_kept() -> None:
    text = "Polsek Prambanan hadir. Polsek Prambanan pulang."
    (found,) = reader.organizations(text)
    assert [text[m.span.start : m.span.end] for m in found.mentions] == ["Polsek Prambanan"] * 2


def test_units_of_two_numbers_are_two_though_they_share_a_place() -> None:
    found = reader.organizations("Koramil 03/Tebet hadir. Koramil 04/Tebet pulang.")
    assert [body.name for body in found] == ["Koramil 03/Tebet", "Koramil 04/Tebet"]
    (one,) = reader.organizations("Koramil 0815/07 Jatirejo hadir. Koramil 07/Jatirejo pulang.")
    assert one.name == "Koramil 0815/07 Jatirejo"
