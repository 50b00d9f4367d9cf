from __future__ import annotations

import pytest
from marked import article

from kg import vocab
from kg.extract import extract
from kg.extract.narrative import event_words
from kg.model import Article


def _participants(text: str) -> set[str]:
    found = article(text)
    return found.names(found.event().participants)


def _place(text: str) -> str | None:
    place = article(text).event().place
    return place.label if place else None


def _date(text: str, published: str | None = None) -> str | None:
    date = article(text).events(published)[0].date
    return date.value if date else None


def test_tables_of_words_use_known_classes() -> None:
    loaded = vocab.load()
    assert {row["class"] for row in loaded.tables["participant-roles"]} == {"line", "lead", "press"}
    known = {
        "presence",
        "elsewhere",
        "onsite",
        "authority",
        "affected",
        "purpose",
        "occasion",
        "over",
        "negation",
        "future",
    }
    known |= {
        "past",
        "sequel",
        "span",
        "number",
        "represented",
        "refer",
        "organising",
        "organised",
        "deed",
        "beside",
        "dead",
        "-",
    }
    assert {row["class"] for row in loaded.tables["event-words"]} == known
    assert event_words(loaded) is event_words(loaded)


# Participants


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # who does it
        ("{p Babinsa: Sertu Agus} menyambangi warga di {l desa: Ngletih}.", "Sertu Agus"),
        ("Patroli dipimpin {p Kapolsek: AKP Budi}, Sabtu malam, dan menyasar pasar.", "AKP Budi"),
        ("Patroli malam itu dipimpin langsung oleh {p Kapolsek: AKP Budi} di pasar desa.", "AKP Budi"),
        ("{p Camat: Yusuf} bersama warga membersihkan selokan di dekat balai desa, Minggu.", "Yusuf"),
        ("{p Danramil: Kapten Inf Edi}, S.H., M.H. turun membersihkan selokan bersama warga.", "Kapten Inf Edi"),
        ("{p Babinsa: Sertu Agus} dan {p Kapolsek: AKP Budi} memantau pasar, Senin pagi.", "Sertu Agus;AKP Budi"),
        # who is listed
        (
            "Rapat koordinasi digelar di balai. Hadir {p Camat: Yusuf}, {p Danramil: Kapten Inf Edi} serta "
            "{p Kapolsek: AKP Budi}.",
            "Yusuf;Kapten Inf Edi;AKP Budi",
        ),
        (
            "Warga kerja bakti di pasar. Tampak hadir {p Lurah: Asrori} didampingi {p Sekretaris Kelurahan: Umar}.",
            "Asrori;Umar",
        ),
        (
            "Patroli gabungan menyasar pasar. Petugas yang terlibat antara lain {p Babinsa: Serka Sukadi} dan "
            "{p Kasi Trantib: Bambang}.",
            "Serka Sukadi;Bambang",
        ),
        (
            "Polsek menggelar patroli gabungan di pasar.\nHadir dalam kegiatan:\n1. {p Camat: Yusuf}\n"
            "2. {p Danramil: Kapten Inf Edi}\n3. {p Kapolsek: AKP Budi}",
            "Yusuf;Kapten Inf Edi;AKP Budi",
        ),
        (
            "{p Kapolda: Irjen Fadil} meninjau kampung itu. Rombongan disambut {p Bupati: Romli} di gapura.",
            "Irjen Fadil;Romli",
        ),
        # who quarrels, who is arrested
        (
            "{p Bhabinkamtibmas: Aipda Heri} memediasi sengketa tanah dua warga, yakni {p: Rahmat} dan {p: Usman}.",
            "Aipda Heri;Rahmat;Usman",
        ),
        ("Polisi menangkap pengedar sabu. Tersangka {p: SAH} diringkus di rumahnya, Sabtu.", "SAH"),
        # who thanks
        (
            "Puskesmas melakukan fogging di RT 07. {p Ketua RT: Priyatni} berterima kasih. "
            '"{q Priyatni: Warga tenang sekarang}," katanya.',
            "Priyatni",
        ),
    ],
)
def test_takes_part(text: str, names: str) -> None:
    assert _participants(text) == set(names.split(";"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'Babinsa berpatroli di pasar. Di tempat terpisah, {p Kapolsek: AKP Budi} mengatakan "{q Budi: dukung}".',
            "AKP Budi",
        ),
        (
            'Babinsa melaksanakan patroli di pasar. "{q Budi: Kami rutin}," kata {p Kapolsek: AKP Budi} saat '
            "dikonfirmasi wartawan.",
            "AKP Budi",
        ),
        (
            "Petugas menggelar patroli di pasar. {p Kapolsek: AKP Budi} mengatakan {i Budi: patroli rutin digelar}.",
            "AKP Budi",
        ),
        (
            "Rapat koordinasi digelar di balai. {p Kapolres: AKBP Bayu} melalui {p Kasi Humas: Iptu Evi} mengatakan "
            "{i Evi: rapat itu penting}.",
            "AKBP Bayu",
        ),
        (
            "Rapat koordinasi digelar di balai. {p Kapolres: AKBP Bayu} melalui {p Kasi Humas: Iptu Evi} mengatakan "
            "{i Evi: rapat itu penting}.",
            "Iptu Evi",
        ),
        (
            "Bhabinkamtibmas menyambangi warga di pasar desa seizin {p Kapolsek: AKP Budi} untuk memberi imbauan.",
            "AKP Budi",
        ),
        (
            "Rapat koordinasi dihadiri {p Sekretaris Camat: Umar} mewakili {p Camat: Yusuf} dan tokoh agama.",
            "Yusuf",
        ),
        ("Kebakaran melanda pasar lama. Api berasal dari rumah milik {p: Said}, kata petugas.", "Said"),
        (
            'Babinsa memanen padi bersama petani. "{q: Dulu ada {p Danramil: Kapten Edi} di sini}," kata petani.',
            "Kapten Edi",
        ),
    ],
)
def test_does_not_take_part(text: str, name: str) -> None:
    assert name not in _participants(text)


def test_deputy_takes_part_and_not_whom_he_stands_for() -> None:
    text = "Rapat dihadiri {p Camat: Yusuf} yang diwakili {p Sekretaris Camat: Umar} dan tokoh agama di balai desa."
    assert _participants(text) == {"Umar"}


def test_superior_who_speaks_at_a_gathering_takes_part() -> None:
    text = "Rapat koordinasi digelar di balai. {p Kapolres: AKBP Bayu} mengatakan {i Bayu: sinergi harus dijaga}."
    assert _participants(text) == {"AKBP Bayu"}


def test_superior_who_speaks_while_at_it_takes_part() -> None:
    text = (
        "Petugas gabungan menggelar patroli di pasar. {p Kapolsek: AKP Budi} di sela kegiatan mengatakan "
        "{i Budi: warga diminta waspada}."
    )
    assert _participants(text) == {"AKP Budi"}


def test_speaker_of_what_was_said_at_the_event_takes_part() -> None:
    text = (
        "{p Lurah: Wawan} mengajak {i Wawan: warga menjaga kekompakan}. Hal itu disampaikannya dalam komsos dengan "
        "para ketua RW."
    )
    assert _participants(text) == {"Wawan"}


def test_list_of_those_present_outweighs_a_later_remark_by_telephone() -> None:
    text = (
        "Rapat dihadiri {p Kapolsek: AKP Budi} dan tokoh agama di balai desa. "
        '"{q Budi: Semua lancar}," kata {p: AKP Budi} saat dihubungi.'
    )
    assert _participants(text) == {"AKP Budi"}


# Places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Polsek menggelar patroli di {l kelurahan: Pakunden}, Kecamatan {l kecamatan: Pesantren}, "
            "Kota {l kota: Kediri}.",
            "Pakunden",
        ),
        (
            "Babinsa bertemu warga Dusun {l dusun: Krajan}, Desa {l desa: Wonoasri}, Kecamatan {l kecamatan: Grogol}.",
            "Krajan",
        ),
        ("{p Babinsa Desa: Sertu Agus} ikut panen padi di Desa {l desa: Sumberejo}.", "Sumberejo"),
        (
            "Rapat koordinasi digelar di Aula Kantor Kecamatan {l kecamatan: Wanea}, Kota {l kota: Manado}, dihadiri "
            "Kapolsek {l kecamatan: Tikala}.",
            "Wanea",
        ),
        (
            "Penertiban digelar di wilayah Kecamatan {l kecamatan: Pabean}. Hadir Babinsa {l kelurahan: Perak} "
            "dan Babinsa {l kelurahan: Bongkaran}.",
            "Pabean",
        ),
        (
            'Camat memantau pos ronda di Kecamatan {l kecamatan: Jirak}, Sabtu. "{q: Kami ke Desa {l desa: Talang}}," '
            "katanya.",
            "Jirak",
        ),
        (
            "Panen raya jagung digelar di Kecamatan {l kecamatan: Balong}. Lahan dua hektare itu terletak di Desa "
            "{l desa: Ngraket}, Kecamatan {l kecamatan: Balong}.",
            "Ngraket",
        ),
        ("Mediasi dua warga digelar di Kantor Lurah {l kelurahan: Oesapa}, Kamis pagi.", "Oesapa"),
        ("Kapolres {l kabupaten: Tegal} memimpin apel pagi itu dan memberi arahan.", "Tegal"),
        ("Babinsa Kelurahan {l kelurahan: Batusari} menyambangi warga binaannya, Senin pagi.", "Batusari"),
    ],
)
def test_smallest_area_of_the_event(text: str, place: str) -> None:
    assert _place(text) == place


def test_area_named_without_its_level_word_counts() -> None:
    text = "# Polisi Ringkus Pengedar di Sarudik\nKapolsek {l kelurahan: Sarudik} menangkap pengedar sabu, Sabtu."
    assert _place(text) == "Sarudik"


def test_no_area_named_gives_no_place() -> None:
    assert _place("{p Babinsa: Sertu Agus} menyambangi warga binaannya pada Senin pagi.") is None


# Dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Polsek menggelar patroli di pasar, {d 2024-06-22: Sabtu (22/6/2024)} malam.", "2024-06-22"),
        (
            "Polsek menggelar patroli di pasar, {d 2024-06-22: Sabtu (22/6/2024)}. Kegiatan berlanjut hingga "
            "{d 2024-07-01: 1 Juli 2024}.",
            "2024-06-22",
        ),
        (
            "Sesuai Surat Edaran Nomor {d 2020-03-18: 18 Maret 2020} tim menggelar rapat koordinasi. Rapat berlangsung "
            "di balai, {d 2020-04-02: Kamis (2/4/2020)}.",
            "2020-04-02",
        ),
        (
            '"{q: Pemilu digelar {d 2024-02-14: 14 Februari 2024}}," kata camat dalam rapat di balai desa, '
            "{d 2024-01-09: Selasa (9/1/2024)}.",
            "2024-01-09",
        ),
        (
            "Panitia menggelar rapat di balai desa. Lomba akan digelar {d 2024-08-17: 17 Agustus 2024}. Demikian rapat "
            "{d 2024-08-01: Kamis (1/8/2024)}.",
            "2024-08-01",
        ),
        (
            "Patroli digelar di pasar oleh petugas, {d 2021-12-25: Kamis (25/12/21)}. Ia berkata saat dikonfirmasi "
            "pada {d 2021-12-26: Jumat (26/12/21)}.",
            "2021-12-25",
        ),
        (
            "{d 2025-12-19: Jumat 19 Desember 2025}, kabar baik dari Buloa. Bhabinkamtibmas memediasi dua warga, "
            "{d 2025-12-18: Kamis (18/12/2025)}.",
            "2025-12-18",
        ),
        ("{d 2025-12-19: Jumat 19 Desember 2025}, polisi memediasi dua warga yang bertikai.", "2025-12-19"),
        ("Patroli digelar di pasar, {d: Senin (25/4)}. Pemilu sendiri {d 2019-04-17: 17 April 2019}.", None),
        (
            "Dua kelompok pemuda yang bentrok dimediasi polisi di balai desa, {d 2024-04-18: Kamis (18/4/2024)}.",
            "2024-04-18",
        ),
        ("Patroli digelar di pasar, {d: Senin (25/4)}. Laporan dibuat {d 2022-04-25: 25/4/2022}.", "2022-04-25"),
        ("Patroli digelar petugas di pasar lama tanpa menyebut hari.", None),
        (
            "Pelaku ditangkap di pasar. {i Budi: RS ditangkap {d 2024-10-16: Rabu (16/10/2024)}}, kata {p Kapolsek: "
            'AKP Budi}. "{q Budi: Ia sudah tiga kali dipenjara}," kata {p: Budi}, {d 2024-10-17: Kamis (17/10/2024)}.',
            "2024-10-16",
        ),
        (
            '"{q Budi: Kami berpatroli malam}," kata {p Kapolsek: AKP Budi}, {d 2024-10-17: Kamis (17/10/2024)}.',
            "2024-10-17",
        ),
    ],
)
def test_date_of_the_event(text: str, date: str | None) -> None:
    assert _date(text) == date


def test_date_after_publication_gives_way() -> None:
    text = (
        "Rapat membahas lomba {d 2024-08-17: Sabtu (17/8/2024)} di lapangan. Rapat digelar di balai, "
        "{d 2024-08-01: Kamis (1/8/2024)}."
    )
    assert _date(text, published="2024-08-02") == "2024-08-01"


def test_weekday_is_kept_beside_the_date() -> None:
    event = article("Polsek menggelar patroli di pasar, {d 2024-06-22: Sabtu (22/6/2024)} malam.").event()
    assert event.weekday is not None
    assert event.weekday.value == "Sabtu"


# Several events


def test_earlier_happening_with_its_own_date_is_a_second_event() -> None:
    found = article(
        "Apel gelar pasukan di Kota {l kota: Dumai}, {d 2019-12-04: Rabu (4/12/2019)} yang lalu, ditindaklanjuti.\n"
        "{p Babinsa: Sertu Agus} dan lurah menggelar patroli di Kelurahan {l kelurahan: Bintan}, "
        "{d 2019-12-13: Jumat (13/12/2019)}."
    )
    first, second = found.events()
    assert [v.value for v in first.activities] == ["patroli"]
    assert first.date is not None
    assert first.date.value == "2019-12-13"
    assert found.names(first.participants) == {"Sertu Agus"}
    assert [v.value for v in second.activities] == ["apel"]
    assert second.date is not None
    assert second.date.value == "2019-12-04"
    assert second.place is not None
    assert second.place.label == "Dumai"


def test_a_paragraph_that_opens_with_another_date_is_a_second_event() -> None:
    found = article(
        "Perbekel menggelar rapat koordinasi di wantilan, {d 2026-03-17: Selasa (17/3/2026)} petang.\n"
        "{d 2026-03-18: Rabu (18/3/2026)} malam, warga keluar rumah. Pawai ogoh-ogoh dikawal {p Babinsa: Serka Rupa}."
    )
    first, second = found.events()
    assert [v.value for v in first.activities] == ["rapat-koordinasi"]
    assert "perayaan" in [v.value for v in second.activities]
    assert found.names(second.participants) == {"Serka Rupa"}


def test_seizure_of_some_days_before_is_a_second_event() -> None:
    found = article(
        "Personel gabungan mengamankan misa Natal di gereja, {d 2023-12-24: Minggu (24/12/2023)}. Sebelumnya, "
        "{d 2023-12-22: Jumat (22/12/2023)}, petugas menyita tiga karung petasan di pasar."
    )
    first, second = found.events()
    assert "penertiban" not in [v.value for v in first.activities]
    assert [v.value for v in second.activities] == ["penertiban"]


@pytest.mark.parametrize(
    "text",
    [
        "Polsek menggelar patroli di pasar, {d 2024-06-22: Sabtu (22/6/2024)}. Lomba akan digelar "
        "{d 2024-08-17: 17 Agustus 2024}.",
        "Satgas menutup TMMD di lapangan, {d 2024-06-06: Kamis (6/6/2024)}. Pembangunan jalan berjalan sejak "
        "{d 2024-05-08: 8 Mei 2024}.",
        "Polsek menggelar patroli, {d 2024-06-22: Sabtu (22/6/2024)}. Patroli itu dijelaskan saat dikonfirmasi "
        "{d 2024-06-23: Minggu (23/6/2024)}.",
    ],
)
def test_plan_term_and_comment_are_no_second_event(text: str) -> None:
    assert len(article(text).events()) == 1


# The rest


def test_venue_is_the_hall_and_not_the_area() -> None:
    event = article("Rapat koordinasi digelar di Aula Kantor Kecamatan {l kecamatan: Wanea} pada Kamis pagi.").event()
    assert event.venue is not None
    assert event.venue.value.startswith("Aula Kantor")


def test_house_without_a_name_is_no_venue() -> None:
    assert article("Polisi menangkap pengedar sabu di rumah pada Kamis pagi.").event().venue is None


@pytest.mark.parametrize(
    "text",
    [
        "{o: Polsek Tanete} menggelar patroli di pasar pada Sabtu malam.",
        "Patroli di pasar digelar oleh {o: Polsek Tanete} pada Sabtu malam.",
    ],
)
def test_organiser_holds_the_event(text: str) -> None:
    found = article(text)
    assert found.names(found.event().organisers) == {"Polsek Tanete"}


def test_body_that_is_only_named_does_not_organise() -> None:
    found = article("Warga dan petugas {o: Polsek Tanete} berjaga dalam patroli di pasar desa.")
    assert found.event().organisers == ()


def test_happening_without_a_listed_activity_is_other() -> None:
    found = article("{p Lurah: Asrori} menerima cendera mata di pasar lama, {d 2024-06-22: Sabtu (22/6/2024)}.")
    assert [v.value for v in found.event().activities] == ["lainnya"]


def test_text_without_any_happening_gives_no_event() -> None:
    assert article("Cuaca cerah berawan sepanjang pekan ini, menurut perkiraan.").events() == []


def test_empty_article_gives_no_event() -> None:
    assert article("").events() == []


def test_every_value_rests_on_its_words() -> None:
    found = article(
        "{o: Polsek Tanete} menggelar patroli di Pasar Lama, Desa {l desa: Ngasem}, {d 2024-06-22: Sabtu (22/6/2024)} "
        "dipimpin {p Kapolsek: AKP Budi}."
    )
    event = found.event()
    values = [*event.activities, *event.participants, *event.organisers, event.date, event.place, event.venue]
    assert [found.doc.surface(v.span) for v in values if v is not None] == [
        "menggelar patroli",
        "AKP Budi",
        "Polsek Tanete",
        "Sabtu (22/6/2024)",
        "Ngasem",
        "Pasar Lama",
    ]


def test_stray_word_of_the_headline_does_not_displace_the_place() -> None:
    text = (
        "# Jalan Tembus Dua Dusun {l dusun: Rampung}\nTMMD di Desa {l desa: Lumajang}, Kecamatan "
        "{l kecamatan: Watumalang} resmi ditutup. Jalan di Desa {l desa: Lumajang} selesai."
    )
    assert _place(text) == "Lumajang"


def test_list_goes_on_behind_a_deputy() -> None:
    text = (
        "Panen raya digelar di sawah. Hadir {p Bupati: Romli} diwakili {p Kepala Dinas: Ullo}, "
        "{p Kapolsek: AKP Budi} serta {p Camat: Yusuf}."
    )
    assert _participants(text) == {"Ullo", "AKP Budi", "Yusuf"}


def test_those_known_by_initials_take_part_only_where_somebody_is_arrested() -> None:
    assert _participants("Polisi menangkap {p: RS} di rumahnya, Sabtu.") == {"RS"}
    assert _participants("{p Babinsa: Sertu Agus} berpatroli dan menegur {p: RS} di warung.") == {"Sertu Agus"}


def test_owner_of_the_field_takes_part_in_its_harvest() -> None:
    text = (
        "{p Babinsa: Sertu Agus} memanen padi di lahan milik {p: Amaq Sahnun}. "
        "{p: Sahnun} mengatakan {i Sahnun: hasilnya bagus}."
    )
    assert "Amaq Sahnun" in _participants(text)


def test_route_leads_through_areas_and_the_area_that_holds_them_is_the_place() -> None:
    text = (
        "Patroli skala besar digelar tiga pilar Kecamatan {l kecamatan: Tambora}, Minggu dini hari. "
        "Rombongan bergerak dari Kelurahan "
        "{l kelurahan: Jembatan} menuju Kelurahan {l kelurahan: Angke}."
    )
    assert _place(text) == "Tambora"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("di Balai Desa", "Banjarsari"),
        ("bertempat di aula Kantor Desa", "Banjarsari"),
        ("di rumah warga", "Gumukrejo"),
        ("di Balai Kota", "Gumukrejo"),
    ],
)
def test_people_of_a_hamlet_who_meet_in_the_hall_of_the_village_meet_in_the_village(where: str, place: str) -> None:
    text = (
        f"Warga Dusun Gumukrejo, Desa Banjarsari, yang berselisih sepakat berdamai {where}, Minggu (2/3/2025). "
        "Babinsa Koptu Miskan menjadi penengah."
    )
    found = extract(Article(text, "a.txt"), vocab.load())
    assert [f.label for f in found.facts if f.subject == "event-1" and f.property == "place"] == [place]
