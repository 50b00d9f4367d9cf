from pathlib import Path

import pytest

from kg.corpus.language import MIN_SHARE, foreign
from kg.resources import EXAMPLES

INDONESIAN = {
    "headline": "Babinsa dan Bhabinkamtibmas Sambangi Warga Kampung Baru",
    "names only": "Rapat dihadiri: Camat Drs. H. Usman, Danramil Kapten Inf Slamet, Kapolsek AKP Made Suarta",
    "two words": "Kerja bakti",
    "quoting english": "“Stay safe and take care of the children, this is for all of us,” kata Kapolsek dalam bahasa "
    "Inggris kepada turis yang ditemuinya di pantai, Minggu pagi.",
    "one malay spelling": "Kades mengatakan bahawa ronda akan dimulai lagi pekan ini bersama seluruh warga RW 03.",
    "formal": "Pemerintah daerah adalah kepala daerah sebagai unsur penyelenggara pemerintahan daerah yang memimpin "
    "pelaksanaan urusan pemerintahan yang menjadi kewenangan daerah otonom.",
    "roster": "Daftar petugas: Serda Andi (Babinsa Kelurahan Melayu), Aiptu Budi (Bhabinkamtibmas Kelurahan Melayu), "
    "Bripka Joni (Bhabinkamtibmas Kelurahan Baru), Kopda Yusuf (Babinsa Desa Lama), Aipda Slamet (Bhabinkamtibmas "
    "Desa Lama), Sertu Tono (Babinsa Kelurahan Baru), Rahmat Ketua RW 01, Hasan Ketua RW 02, Umar Ketua RT 05.",
}
FOREIGN = {
    "English": "The village head said on Monday that residents would be asked to join the night watch after two "
    "motorcycles were stolen from the parking area of the market.",
    "Malay": "Ketua Polis Daerah berkata, siasatan mendapati suspek ditahan pada Isnin lalu kerana disyaki terbabit "
    "dalam jenayah itu. Beliau memaklumkan bahawa seramai tiga orang ditahan, iaitu dua lelaki dan seorang wanita.",
    "Javanese": "Lurah ngendika menawa ronda bengi iku wis diwiwiti maneh dening warga, amarga wingi ana maling sing "
    "mlebu omahe tangga. Kabeh warga kang omahe cedhak pos kudu melu jaga nganti esuk.",
    "Sundanese": "Pa Lurah nyarios yén ronda peuting geus dimimitian deui ku warga, lantaran kamari aya nu kamalingan "
    "di imahna. Sakabéh warga nu imahna deukeut pos kudu milu jaga nepi ka isuk.",
    "Dutch": "De burgemeester zei maandag dat de bewoners van het dorp worden gevraagd om mee te doen met de wacht.",
    "another language": "Le maire du village a déclaré lundi que les habitants seraient invités à participer à la "
    "garde de nuit après le vol de deux motos sur le parking du marché.",
}


@pytest.mark.parametrize("text", INDONESIAN.values(), ids=INDONESIAN.keys())
def test_indonesian_is_never_refused(text: str) -> None:
    assert foreign(text) is None


@pytest.mark.parametrize(("language", "text"), FOREIGN.items(), ids=FOREIGN.keys())
def test_another_language_is_refused_by_its_name(language: str, text: str) -> None:
    assert foreign(text) == f"expected Indonesian, found {language}"


def test_a_text_without_words_is_no_article() -> None:
    assert foreign("1234 — 5678 !!!") == "expected an Indonesian article, found no words"


def test_every_window_of_forty_words_of_an_article_passes() -> None:
    """The least that must be recognised, cut from anywhere: the threshold is not tuned to whole articles."""
    windows = 0
    annotated = Path(__file__).parent / "articles"
    for path in sorted([*(EXAMPLES / "articles").glob("*.txt"), *annotated.glob("*.txt")]):
        words = path.read_text(encoding="utf-8").split()
        for start in range(0, max(len(words) - 40, 1), 10):
            windows += 1
            assert foreign(" ".join(words[start : start + 40])) is None
    assert windows > 200
    assert MIN_SHARE < 0.1
