from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import gazetteer, vocab
from kg.extract.findings import Layout
from kg.extract.layout import read_layout
from kg.model import Article

BODY = "Babinsa Serda Yusuf Lating hadir di tengah warga sejak pagi dan ikut membersihkan selokan."
MORE = "Kegiatan berjalan aman dan lancar sampai selesai."
TITLE = "Babinsa dan Warga Bersihkan Selokan Jelang Musim Hujan"


def layout(text: str) -> Layout:
    return read_layout(Article(text, "a.txt"), vocab.load(), gazetteer.load())


def parts(text: str, part: str) -> list[str]:
    return [text[s.start : s.end] for s, p in layout(text).blocks if p == part]


def header(text: str) -> dict[str, str]:
    return {f.property: f.value for f in layout(text).header}


# What stands in front of the first sentence, and what it says: (text before BODY, dateline, publisher).
DATELINES = [
    ("AMBON, kabarteluk.com – ", "AMBON", "kabarteluk.com"),
    ("Ambon, KabarTeluk – ", "Ambon", "KabarTeluk"),
    ("AMBON (kabarteluk.com) - ", "AMBON", "kabarteluk.com"),
    ("AMBON(kabarteluk com)-", "AMBON", "kabarteluk com"),
    ("AMBON- ", "AMBON", None),
    ("AMBON — ", "AMBON", None),
    ("AMBON -- ", "AMBON", None),
    ("AMBON-", "AMBON", None),
    ("AMBON | ", "AMBON", None),
    ("Ambon | Kabarteluk.click | ", "Ambon", "Kabarteluk.click"),
    ("Kabarteluk.com | Ambon – ", "Ambon", "Kabarteluk.com"),
    ("KABARTELUK.COM, AMBON - ", "AMBON", "KABARTELUK.COM"),
    ("KABARTELUK.ID & KABARTELUK.NET | AMBON – ", "AMBON", "KABARTELUK.ID & KABARTELUK.NET"),
    ("Kabarteluk.com, AMBON [ ", "AMBON", "Kabarteluk.com"),
    ("Kabarteluk.com Jakarta Timur. ", "Jakarta Timur", "Kabarteluk.com"),
    ("kabarteluk.co.id – ", None, "kabarteluk.co.id"),
    ("Kabarteluk.com – Ambon, ", "Ambon", "Kabarteluk.com"),
    ("AMBON, KOMPAS – ", "AMBON", "KOMPAS"),
    ("Tribratanews Polres Dompu, Dompu – ", "Dompu", "Tribratanews Polres Dompu"),
    ("Pendim 0723/Klaten. ", "Pendim 0723/Klaten", None),
    ("Kabarteluk.com ; ", None, "Kabarteluk.com"),
    ("Kodam Jaya, Bekasi, Kabarteluk.com – ", "Bekasi", "Kabarteluk.com"),
    ("POLRES BANGKALAN – ", "POLRES BANGKALAN", None),
    ("Polsek Wonokromo - ", "Polsek Wonokromo", None),
    ("Dompu (NTB), Kabarteluk.com -- ", "Dompu (NTB)", "Kabarteluk.com"),
    ("Dompu, NTB – ", "Dompu, NTB", None),
    ("SERANG – BANTEN | ", "SERANG – BANTEN", None),
    ("KAB. MALANG — ", "KAB. MALANG", None),
    ("Kab. Malang, KT – ", "Kab. Malang", "KT"),
    ("KOTA SORONG, TelukNews — ", "KOTA SORONG", "TelukNews"),
    ("Bandung (ANTARA) - ", "Bandung", "ANTARA"),
    ("Bandung, Senin (14/4/2025) - ", "Bandung", None),
    ("Bandung, Senin (14/4/2025) ", "Bandung", None),
    ("Bandung - Senin 14 April 2025, ", "Bandung", None),
    ("Bandung, 14 April 2025 – ", "Bandung", None),
    ("BANDUNG, Kabar Teluk (14/04/2025) – ", "BANDUNG", "Kabar Teluk"),
    ("INFO BABINSA, Bandung – ", "Bandung", None),
    ("Kampung Rawa Indah, Bekasi – ", "Kampung Rawa Indah, Bekasi", None),
    ("Bandung, www.kabarteluk.com - ", "Bandung", "www.kabarteluk.com"),
    ("Bandung || Kabarteluk.com, - ", "Bandung", "Kabarteluk.com"),
    ("Bandung, Kabarteluk.com_ ", "Bandung", "Kabarteluk.com"),
    ("BANDUNG: ", "BANDUNG", None),
    ("*Bandung* - ", "Bandung", None),
    ("(Bandung) – ", "Bandung", None),
    ("Bandung, Tribun Teluk.\u2014 ", "Bandung", "Tribun Teluk"),
    ("LUBUKBASUNG, KABARTELUK – ", "LUBUKBASUNG", "KABARTELUK"),
    ("Dompu-NTB, Kabarteluk.com — ", "Dompu-NTB", "Kabarteluk.com"),
    ("WARINGINJAYA – ", "WARINGINJAYA", None),
    ("SERANG – BANTEN, ", "SERANG – BANTEN", None),
    ("KAPUAS HULU, ", "KAPUAS HULU", None),
    ("Padang (ANTARA Sumbar) - ", "Padang", "ANTARA Sumbar"),
    ("KBRN, Ranai : ", "Ranai", "KBRN"),
    ("AMBON : kabarteluk.com : ", "AMBON", "kabarteluk.com"),
    ("AMBON.Kabarteluk.com| ", "AMBON", "Kabarteluk.com"),
    ("Kab.Bandung.Kabarteluk.com.- ", "Kab.Bandung", "Kabarteluk.com"),
    ("Kendal-KABARTELUK-", "Kendal", "KABARTELUK"),
    ("(Kabar Teluk) Ambon, ", "Ambon", "Kabar Teluk"),
    ("Humas – ", None, None),
    ("AMBON, Teluk Kini – ", "AMBON", "Teluk Kini"),
    ("Indramayu. ", "Indramayu", None),
    ("kabarteluk.net - Singkawang.  ", "Singkawang", "kabarteluk.net"),
    ("Kota Serang, BantenPos Raya – ", "Kota Serang", "BantenPos Raya"),
    ("Kota Serang (BantenPos)\n", "Kota Serang", "BantenPos"),
    ("Ambon (Suara Manise)\n", "Ambon", "Suara Manise"),
    ("Ambon, 14/4/2025 | Situs Resmi Negeri Waai\n", "Ambon", "Situs Resmi Negeri Waai"),
]


@pytest.mark.parametrize(("lead", "place", "publisher"), DATELINES, ids=[d[0] for d in DATELINES])
@pytest.mark.parametrize("above", ["", TITLE + "\n\n"], ids=["bare", "headline"])
def test_dateline_is_read_and_the_body_begins_behind_it(
    lead: str, place: str | None, publisher: str | None, above: str
) -> None:
    text = f"{above}{lead}{BODY}\n{MORE}"
    found = header(text)
    assert (found.get("dateline"), found.get("publisher")) == (place, publisher)
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]
    assert found.get("title") == (TITLE if above else None)


@pytest.mark.parametrize(
    "first",
    [
        "Babinsa Kelurahan Amantelu, Koramil 01/Sirimau, Kodim 1504/Ambon - Pelda Yusuf - turun ke warga binaan.",
        "Kapolsek Sirimau, Iptu Yusuf Lating, memimpin apel di halaman kantor pada Senin pagi kemarin.",
        "Siskamling, kata Lurah Amantelu, bukan tugas polisi semata melainkan tugas seluruh warga kota.",
        "Ambon, kota yang manis itu, kembali menggelar lomba pos ronda antar-kelurahan tahun ini.",
        "Senin (14/4/2025), warga Amantelu bergotong royong membersihkan selokan di depan pasar.",
        "Detik.com melaporkan bahwa warga Amantelu sudah mulai kembali ke rumah masing-masing.",
        "Tiga Pilar - TNI, Polri dan pemerintah - hadir di tengah warga Amantelu sejak pagi hari.",
        "Polsek Sirimau, Koramil dan Kelurahan Amantelu menggelar patroli bersama pada malam hari.",
    ],
)
def test_a_plain_sentence_is_not_taken_for_a_dateline(first: str) -> None:
    text = f"{first}\n{MORE}"
    assert not header(text).keys() & {"dateline", "publisher", "title"}
    assert parts(text, "body") == [text]


def test_outlet_stays_outside_the_dateline_block_and_units_stay_inside() -> None:
    text = f"Kodam Jaya, Bekasi,Kabarteluk.com – {BODY}\n{MORE}"
    assert parts(text, "dateline") == ["Kodam Jaya, Bekasi"]


def test_dateline_on_a_line_of_its_own() -> None:
    text = f"{TITLE}\n\nAMBON(kabarteluk com)-\n{BODY}\n{MORE}"
    assert header(text) == {"title": TITLE, "publisher": "kabarteluk com", "dateline": "AMBON"}
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]


def test_outlet_on_a_line_of_its_own_before_the_dateline() -> None:
    text = f"{TITLE}\n\nKABARTELUK.COM\n\nSERANG – BANTEN | {BODY}\n{MORE}"
    assert header(text) == {"title": TITLE, "publisher": "KABARTELUK.COM", "dateline": "SERANG – BANTEN"}


def test_text_in_front_of_a_dateline_describes_the_picture() -> None:
    text = f"{TITLE}\n\nBabinsa Serda Yusuf saat mengangkat sampah bersama warga.\n\nAMBON – {BODY}\n{MORE}"
    assert parts(text, "caption") == ["Babinsa Serda Yusuf saat mengangkat sampah bersama warga."]
    assert header(text)["dateline"] == "AMBON"


# Header lines between the headline and the body: (lines, facts they give).
HEADS = [
    ("18-July-2020, 19:38", {"published": "2020-07-18"}),
    ("Senin, 14 April 2025 | 10:20 WIB", {"published": "2025-04-14"}),
    ("Senin, 14/04/2025 10.20 WITA", {"published": "2025-04-14"}),
    ("14 Apr 2025", {"published": "2025-04-14"}),
    ("April 14, 2025", {"published": "2025-04-14"}),
    ("2025-04-14 10:20:31", {"published": "2025-04-14"}),
    ("Posted on 14 April 2025", {"published": "2025-04-14"}),
    ("Posted on 14 April 2025 by admin", {"published": "2025-04-14"}),
    ("Diterbitkan: 14 April 2025 10:20", {"published": "2025-04-14"}),
    ("Tayang: Senin, 14 April 2025 10:20 WIB", {"published": "2025-04-14"}),
    ("Terbit 14 April 2025, Diperbarui 15 April 2025", {"published": "2025-04-14"}),
    ("Update: 15 April 2025 | Terbit: 14 April 2025", {"published": "2025-04-14"}),
    ("Redaksi - Senin, 14 April 2025 - 10:20 WIB", {"published": "2025-04-14", "byline": "Redaksi"}),
    ("Yusuf Lating - 14 April 2025", {"published": "2025-04-14", "byline": "Yusuf Lating"}),
    ("Oleh Yusuf Lating\n14 April 2025", {"published": "2025-04-14", "byline": "Yusuf Lating"}),
    ("Penulis Yusuf Lating - 14 April 2025, 10:20 WIB", {"published": "2025-04-14", "byline": "Yusuf Lating"}),
    ("Admin\n14 April 2025", {"published": "2025-04-14"}),
    ("By\nRedaksi\n-\nApril 14, 2025\n0\n124\nShare", {"published": "2025-04-14", "byline": "Redaksi"}),
    ("Yusuf Lating\n14 April 2025", {"published": "2025-04-14", "byline": "Yusuf Lating"}),
    ("By Yusuf Lating", {"byline": "Yusuf Lating"}),
    ("Oleh: Yusuf Lating", {"byline": "Yusuf Lating"}),
    ("Penulis: Yusuf Lating | Editor: Ina Tuasela", {"byline": "Yusuf Lating"}),
    (
        "Kategori : Daerah | Reporter : Humas Kelurahan Amantelu | Editor : Ina | 9 Dec 2022 | Dilihat : 47",
        {"byline": "Humas Kelurahan Amantelu", "published": "2022-12-09"},
    ),
    ("Home » Daerah » Ambon", {}),
    ("Beranda / Daerah", {}),
    ("Bagikan:\nFacebook Twitter WhatsApp", {}),
    ("47 views", {}),
    ("Selasa, 15 April 2025 - 10:58 WIB , Editor: yusuf,", {"published": "2025-04-15", "byline": "yusuf"}),
    ("14 April 2025 | Admin Kelurahan | Dibaca 213 kali", {"published": "2025-04-14", "byline": "Admin Kelurahan"}),
    ("Dilihat: 47 kali", {}),
    ("KABARTELUK.COM", {"publisher": "KABARTELUK.COM"}),
    ("Laporan Wartawan Kabar Teluk, Yusuf Lating", {"byline": "Yusuf Lating", "publisher": "Kabar Teluk"}),
    ("Laporan Wartawan Kabarteluk.com, Yusuf Lating", {"byline": "Yusuf Lating", "publisher": "Kabarteluk.com"}),
]


@pytest.mark.parametrize(("lines", "facts"), HEADS, ids=[h[0] for h in HEADS])
def test_lines_under_the_headline(lines: str, facts: dict[str, str]) -> None:
    text = f"{TITLE}\n\n{lines}\n\n{BODY}\n{MORE}"
    assert header(text) == {"title": TITLE, **facts}
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]
    assert parts(text, "title") == [TITLE]


@pytest.mark.parametrize(
    "title",
    [
        "Babinsa Amantelu Ajak Warga Bersihkan Selokan",
        "POLSEK SIRIMAU GELAR PATROLI MALAM, WARGA TENANG",
        "Lurah Amantelu: Ronda Malam Jangan Sampai Putus",
        "Jelang Nataru, Polisi Cek 12 Gereja di Ambon",
        "“Jangan Bakar Lahan!”, Pesan Babinsa untuk Petani",
        "Warga Resah, Polisi Turun Tangan?",
        "Polisi tangkap dua pencuri motor di Ambon",
        "Komsos Babinsa di Amantelu – Warga Titip Pesan Soal Sampah",
        "Ambon – Babinsa Ajak Warga Jaga Kebersihan",
    ],
)
def test_headline(title: str) -> None:
    text = f"{title}\n\n{BODY}\n{MORE}"
    assert header(text) == {"title": title}
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]


def test_headline_with_a_full_stop_stands_above_a_dateline() -> None:
    text = f"Babinsa Bersama Warga Bersihkan Selokan.\nAMBON – {BODY}\n{MORE}"
    assert header(text)["title"] == "Babinsa Bersama Warga Bersihkan Selokan."


def test_spaces_inside_a_headline_are_squeezed_in_the_fact_only() -> None:
    text = f"POLISI KE AMANTELU  Lurah Ikut Mendampingi\n\n{BODY}\n{MORE}"
    assert header(text)["title"] == "POLISI KE AMANTELU Lurah Ikut Mendampingi"
    assert parts(text, "title") == ["POLISI KE AMANTELU  Lurah Ikut Mendampingi"]


def test_repeated_headline_is_noise() -> None:
    text = f"{TITLE}\n\n    {TITLE.upper()}\n\nAMBON - {BODY}\n{TITLE}\n{MORE}"
    assert parts(text, "title") == [TITLE]
    assert parts(text, "body") == [BODY, MORE]


def test_kicker_is_not_the_headline() -> None:
    assert header(f"DAERAH\n{TITLE}\n\n{BODY}\n{MORE}")["title"] == TITLE


def test_line_below_the_headline_belongs_to_it() -> None:
    text = f"{TITLE}\nLurah Minta Kerja Bakti Dijadwalkan Rutin\n\nAMBON – {BODY}\n{MORE}"
    assert parts(text, "title") == [TITLE, "Lurah Minta Kerja Bakti Dijadwalkan Rutin"]
    assert header(text)["title"] == TITLE


def test_name_of_the_page_is_taken_off_the_headline() -> None:
    assert header(f"{TITLE} - Kabarteluk.com\n{BODY}\n{MORE}") == {"title": TITLE, "publisher": "Kabarteluk.com"}


# Pictures: (line, what is left of it as a caption).
CAPTIONS = [
    ("FOTO: Serda Yusuf bersama warga Amantelu", "Serda Yusuf bersama warga Amantelu"),
    ("Foto : Serda Yusuf bersama warga Amantelu.", "Serda Yusuf bersama warga Amantelu."),
    ("Ket. Foto: Serda Yusuf bersama warga", "Serda Yusuf bersama warga"),
    ("Ket foto : Serda Yusuf bersama warga", "Serda Yusuf bersama warga"),
    ("Keterangan foto: Serda Yusuf bersama warga.", "Serda Yusuf bersama warga."),
    ("Caption: Serda Yusuf bersama warga", "Serda Yusuf bersama warga"),
    ("KERJA BAKTI: Serda Yusuf bersama warga. FOTO: Ina Tuasela", "KERJA BAKTI: Serda Yusuf bersama warga."),
    (
        "GUYUB- suasana kerja bakti di Amantelu, Jumat (22/8)/foto: istimewa",
        "GUYUB- suasana kerja bakti di Amantelu, Jumat (22/8)",
    ),
    (
        "Serda Yusuf saat kerja bakti bersama warga Amantelu (Foto: Ina)",
        "Serda Yusuf saat kerja bakti bersama warga Amantelu",
    ),
    (
        "Serda Yusuf saat kerja bakti bersama warga Amantelu. (ist)",
        "Serda Yusuf saat kerja bakti bersama warga Amantelu.",
    ),
    ("Serda Yusuf saat kerja bakti. (Dok. Polsek Sirimau)", "Serda Yusuf saat kerja bakti."),
    ("Serda Yusuf dan Bripka Salim, dua petugas di Amantelu, saat menutup kerja bakti bersama warga", None),
]


@pytest.mark.parametrize(("line", "kept"), CAPTIONS, ids=[c[0] for c in CAPTIONS])
def test_caption_is_kept_without_its_credit(line: str, kept: str | None) -> None:
    text = f"{TITLE}\n\n{line}\n\nAMBON – {BODY}\n{MORE}"
    assert parts(text, "caption") == [kept or line]
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]


def test_marked_caption_is_found_inside_and_below_the_body_too() -> None:
    text = f"{BODY}\nFoto: Serda Yusuf di pos ronda\n{MORE}\nKet. foto: Lurah Amantelu menutup acara"
    assert parts(text, "caption") == ["Serda Yusuf di pos ronda", "Lurah Amantelu menutup acara"]
    assert parts(text, "body") == [BODY, MORE]


def test_photo_credit_names_the_outlet() -> None:
    text = f"{TITLE}\n\nGUYUB: warga Amantelu. FOTO: Ina Tuasela/Teluk Ekspres\n\nAMBON-{BODY}\n{MORE}"
    assert header(text)["publisher"] == "Teluk Ekspres"


# The end of the article: (what follows MORE, byline).
SIGNATURES = [
    (" (Yusuf Lating)", "Yusuf Lating"),
    ("(Yusuf)", "Yusuf"),
    (" (YL/Red)", "YL/Red"),
    (" (yl/red)", "yl/red"),
    (" (Red)", "Red"),
    (" [Yusuf]", "Yusuf"),
    (" (Yusuf Lating).", "Yusuf Lating"),
    (" (Yusuf/**)", "Yusuf"),
    (" (Laporan: Yusuf Lating)", "Yusuf Lating"),
    (" (Humas Polres Ambon)", "Humas Polres Ambon"),
    (" ***", None),
    (" /**", None),
    (" (*)", None),
    (" (***)", None),
    (" (rls)", None),
    ("\n(Yusuf Lating)", "Yusuf Lating"),
    ("\n(Humas Res Kep 1000).", "Humas Res Kep 1000"),
    ("\n***", None),
    ("\n\n    Yusuf", "Yusuf"),
    ("\nYusuf Lating", "Yusuf Lating"),
    ("\nPewarta: Yusuf Lating", "Yusuf Lating"),
    ("\nPewarta : Yusuf Lating\nEditor: Ina Tuasela", "Yusuf Lating"),
    ("\nPewarta: Yusuf Lating\nEditor: Ina Tuasela\nCOPYRIGHT © KABAR TELUK 2025", "Yusuf Lating"),
    ("\nPenulis ; Yusuf\nPenulis ; Salim\nEditor ; Ina", "Yusuf, Salim"),
    ("\nReporter : Yusuf | Editor : Ina", "Yusuf"),
    ("\nPenulis: Yusuf Editor: Ina", "Yusuf"),
    ("\nEditor: Ina Tuasela", "Ina Tuasela"),
    ("\n—yus", "yus"),
    ("\nLaporan: Yusuf Lating", "Yusuf Lating"),
    ("\nSumber: Pendim 1504/Ambon", "Pendim 1504/Ambon"),
    ("\nSumber : Humas Polres Ambon\nPenulis : Yusuf", "Yusuf"),
    ("\nKabiro: Yusuf Lating", "Yusuf Lating"),
    ("\nJurnalis : Yusuf Lating, S.Sos.", "Yusuf Lating, S.Sos"),
    ("\nKontributor: Yusuf Lating\nTags: Ambon, Babinsa", "Yusuf Lating"),
    ("\nHumas Polres Ambon", "Humas Polres Ambon"),
    (" (Yusuf)\nBaca juga: Polisi Tangkap Maling Motor", "Yusuf"),
    ("\nPewarta Yusuf Lating", "Yusuf Lating"),
    (" (yl/pendim1504)", "yl/pendim1504"),
    ("\n-red/Yusuf-", "red/Yusuf"),
    ("\nPenulis: Serka Adi (Penerangan Kodim)", "Serka Adi (Penerangan Kodim)"),
    ("\n***Red/Tim", "Red/Tim"),
    (" (YL-03)", "YL-03"),
    (" (m7)", "m7"),
    (" (Yusuf/Editor: Ina Tuasela)", "Yusuf"),
    ("\nYusuf Lating | Editor: Ina Tuasela", "Yusuf Lating"),
]


@pytest.mark.parametrize(("foot", "name"), SIGNATURES, ids=[s[0].strip() for s in SIGNATURES])
def test_signature(foot: str, name: str | None) -> None:
    text = f"{TITLE}\n\nAMBON – {BODY}\n{MORE}{foot}"
    assert header(text).get("byline") == name
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]


def test_initials_of_a_writer_named_above_are_no_second_one() -> None:
    text = f"{TITLE}\n\nLaporan: Yusuf Lating\n\nAMBON – {BODY}\n{MORE} (yus)"
    assert header(text)["byline"] == "Yusuf Lating"


def test_picture_with_a_dash_before_the_dateline_is_no_dateline() -> None:
    text = f"{TITLE}\n\nRONDA MALAM - Warga Amantelu di pos kamling. Foto: Dok. Kelurahan\n\nAMBON – {BODY}\n{MORE}"
    assert header(text)["dateline"] == "AMBON"


def test_signature_without_a_full_stop_before_it() -> None:
    text = f"{BODY}\nWarga berharap keamanan terus dijaga (Dina Marlina)"
    assert header(text) == {"byline": "Dina Marlina"}
    assert parts(text, "body") == [f"{BODY}\nWarga berharap keamanan terus dijaga"]


@pytest.mark.parametrize(
    "last",
    [
        "Semua itu dibahas dalam Komunikasi Sosial (Komsos)",
        "Semua itu dibahas dalam Komunikasi Sosial (Komsos).",
        "Acara dihadiri anggota Badan Permusyawaratan Desa (BPD)",
        "Kerja bakti digelar pada Jumat (14/4/2025)",
        "Kerja bakti digelar pada Jumat (14/4/2025).",
        "Warga yang sakit hanya satu orang (laki-laki)",
        "1. Kapten Inf Salim\n2. Iptu Yusuf Lating\n3. Ina Tuasela",
    ],
)
def test_last_words_of_the_body_are_not_a_signature(last: str) -> None:
    text = f"{BODY}\n{last}"
    assert "byline" not in header(text)
    assert parts(text, "body") == [text]


# Furniture between or below the paragraphs.
NOISE = [
    "Baca juga: Polisi Tangkap Maling Motor di Ambon",
    "BACA JUGA :   Polisi Tangkap Maling Motor di Ambon.",
    "Baca Juga  Polisi Tangkap Maling Motor di Ambon",
    "Baca juga:\nPolisi Tangkap Maling Motor di Ambon",
    "Lihat juga: Video Kerja Bakti",
    "Simak Juga: Video Kerja Bakti",
    "Advertisement",
    "ADVERTISEMENT\nSCROLL TO CONTINUE WITH CONTENT",
    "Scroll untuk melanjutkan membaca",
    "Loading...",
    "Facebook Twitter WhatsApp Telegram",
    "Bagikan",
    "Share:",
    "Post Views: 1.204",
    "Tags: Ambon, Babinsa, Kerja Bakti",
    "#Ambon #Babinsa",
    "https://kabarteluk.com/2025/04/14/kerja-bakti",
    "Print",
    "Komentar",
    "0 Komentar",
    "Halaman selanjutnya",
    "Ikuti kami di Google News",
    "Dapatkan update berita pilihan setiap hari dari Kabarteluk.com",
    "Source link",
    "* * *",
    "TAGS\nambon\nkerja bakti",
    "Artikel Terkait\nPolisi Tangkap Maling Motor\nLurah Baru Dilantik",
    "Berita Terbaru\n-\nPenerima Beasiswa Dimotivasi Bupa..\nPemerintahan31 Jan 2023 -\nRapat Program Digelar..",
]


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("template", ["{body}\n{noise}\n{more}", "{body}\n{more}\n{noise}"], ids=["inside", "below"])
def test_furniture_is_in_no_block(noise: str, template: str) -> None:
    text = template.format(body=f"AMBON – {BODY}", noise=noise, more=MORE)
    assert " ".join(parts(text, "body")).split() == f"{BODY} {MORE}".split()
    assert {p for _, p in layout(text).blocks} == {"dateline", "body"}


def test_link_in_the_middle_of_a_paragraph_is_cut_out() -> None:
    last = "Warga senang dengan hasilnya."
    text = f"{BODY} Baca juga: Polisi Tangkap Maling\n{MORE} (Baca juga: Lurah Baru Dilantik) {last}"
    assert parts(text, "body") == [BODY, MORE, last]


def test_everything_below_the_comment_form_is_noise() -> None:
    text = f"{BODY}\n{MORE}\nTinggalkan Balasan\nWah, bagus sekali kegiatan ini, semoga selalu diadakan setiap pekan."
    assert parts(text, "body") == [f"{BODY}\n{MORE}"]


def test_lists_belong_to_the_body() -> None:
    text = f"{BODY} Hadir antara lain:\n1. Danramil Kapten Inf Salim\n2. Kapolsek Iptu Ina\n- Ketua RW 03\n{MORE}"
    assert parts(text, "body") == [text]


@pytest.mark.parametrize("text", ["", "Ambon", "***", "Baca juga:", f"{BODY}", "Ambon –", "(Red)", "Oleh: "])
def test_fragments_do_not_fail(text: str) -> None:
    assert all(text[s.start : s.end].strip() for s, _ in layout(text).blocks)


def test_single_line_is_body() -> None:
    assert parts(BODY, "body") == [BODY]


_FURNITURE = ["(Red)", "***", "Baca juga: ", "Foto: ", "Penulis: Ina", "Berita Terbaru\n", "(ist)", "/foto: ist"]
_PIECES = st.sampled_from(
    [
        TITLE,
        BODY,
        MORE,
        "AMBON – ",
        "Kabarteluk.com",
        "14 April 2025",
        "Tinggalkan Balasan\n",
        *_FURNITURE,
        *"\n “”-|()",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=14).map("".join), st.text(max_size=300)))
def test_blocks_are_ordered_disjoint_and_trimmed(text: str) -> None:
    found = layout(text)
    at = 0
    for span, _ in found.blocks:
        words = text[span.start : span.end]
        assert at <= span.start < span.end <= len(text)
        assert words == words.strip()
        at = span.end
    for fact in found.header:
        assert 0 <= fact.span.start <= fact.span.end <= len(text)
