import io
import json
import os
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from kg.corpus import Limits, read
from kg.errors import InputError
from kg.model import Article

TEXT = "Babinsa Kelurahan Sukamulya menyapa warga, Senin (3/3/2025). “Ronda malam jalan lagi,” katanya."


def write(path: Path, data: str | bytes = TEXT) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def reasons(*sources: str, **options: object) -> list[str]:
    return [str(found.reason) for found in read(sources, **options) if isinstance(found, InputError)]  # type: ignore[arg-type]


def articles(*sources: str, **options: object) -> list[Article]:
    return [found for found in read(sources, **options) if isinstance(found, Article)]  # type: ignore[arg-type]


def test_a_file_is_one_article_with_its_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "\ufeff" + TEXT + "\r\n\r\nBaris kedua.\r\n")
    monkeypatch.chdir(tmp_path)
    (article,) = articles("a.txt")
    assert article.source == "a.txt"
    assert article.text == TEXT + "\n\nBaris kedua."


def test_the_same_text_in_any_encoding_is_the_same_article(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{e}.txt", TEXT.encode(e)) for e in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
    assert len({article.key for article in articles(*files)}) == 1


def test_folders_are_read_in_order_once_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "notes.docx"):
        write(tmp_path / name)
    found = articles(str(tmp_path), str(tmp_path / "a.txt"))
    assert [Path(article.source).name for article in found] == ["a.txt", "b.txt", "c.TXT"]


def test_patterns_are_expanded_where_the_shell_did_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path / name)
    assert [Path(a.source).name for a in articles(str(tmp_path / "*.txt"))] == ["a.txt", "b.txt"]
    assert reasons(str(tmp_path / "*.pdf")) == ["no file matches this pattern"]


def test_a_file_name_with_brackets_is_a_file_not_a_pattern(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "berita [1].txt"))) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file holds only white space"),
        ("\u200b\ufeff\u00ad".encode(), "no text is left"),
        (b"\x00\x01\x02" * 50, "binary"),
        (b"%PDF-1.4", "a PDF document"),
        (b"The head of the village said that it was done by the residents.", "found English"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    (found,) = reasons(write(tmp_path / "x.txt", data))
    assert reason in found


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = [
        write(tmp_path / "1.txt"),
        write(tmp_path / "2.txt", b""),
        str(tmp_path / "nowhere"),
        write(tmp_path / "3.txt"),
    ]
    found = list(read(sources))
    assert [type(item) for item in found] == [Article, InputError, InputError, Article]
    assert [item.source for item in found] == sources


def test_a_huge_line_is_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "huge.txt", b"a" * 50_000_000)
    started = time.process_time()
    assert reasons(path) == ["larger than 5 MB, too large for one article"]
    assert time.process_time() - started < 0.5


def test_a_huge_line_within_a_raised_limit_is_decided_in_linear_time(tmp_path: Path) -> None:
    path = write(tmp_path / "huge.txt", b"a" * 4_900_000)
    started = time.process_time()
    list(read([path]))
    assert time.process_time() - started < 5


def test_a_folder_without_articles_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "photo.jpg", b"\xff\xd8\xff")
    (reason,) = reasons(str(tmp_path))
    assert reason.startswith("no articles in this folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    os.chmod(path, 0)
    (reason,) = reasons(path)
    assert "Permission denied" in reason


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (reason,) = reasons(str(tmp_path / "a.txt"))
    assert "cannot be read" in reason


def test_the_encoding_that_was_taken_is_told(tmp_path: Path) -> None:
    notes: list[tuple[str, str]] = []
    path = write(tmp_path / "old.txt", TEXT.encode("cp1252"))
    list(read([path], note=lambda source, what: notes.append((source, what))))
    assert notes == [(path, "read as Windows-1252: it is not UTF-8")]


def test_json_lines_give_one_article_a_row(tmp_path: Path) -> None:
    rows = [
        {
            "isi": TEXT,
            "url": "https://contoh.id/1",
            "title": " Warga\nronda ",
            "published": "2025-03-03T08:00:00+07:00",
        },
        {"isi": None},
        "kata",
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows) + "{rusak\n"
    path = write(tmp_path / "news.jsonl", lines)
    first, *refused = read([path], columns={"text": "isi"})
    assert isinstance(first, Article)
    assert (first.source, first.url, first.title, first.published) == (
        f"{path}:1",
        "https://contoh.id/1",
        "Warga ronda",
        "2025-03-03",
    )
    assert [item.source for item in refused] == [f"{path}:2", f"{path}:3", f"{path}:4"]
    assert all(isinstance(item, InputError) for item in refused)


def test_a_line_over_the_limit_is_skipped_alone(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT})
    path = write(tmp_path / "news.jsonl", f"{row}\n{'x' * 5000}\n{row}\n")
    found = list(read([path], limits=Limits(article=1000)))
    assert [type(item) for item in found] == [Article, InputError, Article]
    assert found[2].source.endswith(":3")


def test_a_json_array_is_a_table_too(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a.json", json.dumps([{"text": TEXT}, {"text": TEXT + " Selesai."}])))) == 2
    assert "expected JSON" in reasons(write(tmp_path / "b.json", "[{"))[0]
    assert "single value" in reasons(write(tmp_path / "c.json", "12"))[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_of_any_common_kind(tmp_path: Path, delimiter: str, encoding: str) -> None:
    head = delimiter.join(["judul", "text", "publisher"])
    body = delimiter.join(["Ronda", '"' + TEXT + '\nParagraf kedua."', "Warta Desa"])
    path = write(tmp_path / "news.csv", f"{head}\r\n{body}\r\n".encode(encoding))
    (article,) = articles(path, columns={"title": "judul"})
    assert article.text == TEXT + "\nParagraf kedua."
    assert (article.title, article.publisher) == ("Ronda", "Warta Desa")


def test_half_a_character_of_utf16_is_no_table(tmp_path: Path) -> None:
    (error,) = read([write(tmp_path / "a.csv", b"\x00")])
    assert isinstance(error, InputError)
    assert "utf-16-be" in error.reason


def test_a_table_without_the_text_column_says_what_it_has(tmp_path: Path) -> None:
    (reason,) = reasons(write(tmp_path / "news.csv", "judul,isi\na,b\n"))
    assert "expected a column 'text'" in reason
    assert "judul, isi" in reason


@pytest.mark.parametrize(
    ("data", "count"), [(TEXT, 1), (json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}), 2)]
)
def test_standard_input_is_an_article_or_json_lines(data: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    found = articles("-")
    assert len(found) == count
    assert found[0].text == TEXT


def test_a_date_that_is_not_iso_is_left_out_and_told(tmp_path: Path) -> None:
    notes: list[str] = []
    path = write(tmp_path / "a.jsonl", json.dumps({"text": TEXT, "published": "kemarin"}))
    (article,) = read([path], note=lambda source, what: notes.append(what))
    assert isinstance(article, Article)
    assert article.published is None
    assert "'kemarin'" in notes[0]


def test_a_file_name_that_is_not_utf8_becomes_text_that_can_be_stored(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt"):
        try:
            (tmp_path / os.fsdecode(name)).write_text(TEXT)
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
    found = articles(str(tmp_path))
    assert [article.source.rsplit("/", 1)[-1].encode() for article in found] == [rb"caf\xe8.txt", rb"caf\xe9.txt"]


def test_parquet_is_a_table_too(tmp_path: Path) -> None:
    table = pyarrow.table(
        {"isi": ["Babinsa hadir.", None, "Lurah hadir."], "terbit": [date(2025, 5, 6), None, None], "lain": [1, 2, 3]}
    )
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    first, empty, last = read([str(tmp_path / "a.parquet")], columns={"text": "isi", "published": "terbit"})
    assert isinstance(first, Article)
    assert (first.text, first.published, first.source) == ("Babinsa hadir.", "2025-05-06", f"{tmp_path}/a.parquet:1")
    assert isinstance(empty, InputError)
    assert isinstance(last, Article)
    (error,) = read([str(tmp_path / "a.parquet")])
    assert isinstance(error, InputError)
    assert "--column text=NAME" in error.reason


@pytest.mark.parametrize("data", [b"", b"PAR1", b"bukan parquet" * 100])
def test_what_is_no_parquet_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(data)
    (error,) = read([str(tmp_path / "a.parquet")])
    assert isinstance(error, InputError)
    assert "expected Parquet" in error.reason
