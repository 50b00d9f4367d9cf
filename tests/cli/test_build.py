from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.resources import EXAMPLES

Kg = Callable[..., Result]

TEXT = (
    "Babinsa Kelurahan Lakkang, Serda Rudi Hartono, menyapa warga di Kelurahan Lakkang, Kecamatan Tallo, "
    "Kota Makassar, Senin (3/3/2025). “Ronda malam jalan lagi,” kata Rudi.\n"
)


def articles_of(kg: Kg, graph: Path) -> list[str]:
    result = kg("query", "articles", "-g", graph, "--format", "csv")
    assert result.exit_code == 0, result.output
    return [line.split(",")[1] for line in result.stdout.splitlines()[1:]]


def test_a_new_graph_holds_the_articles(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = kg("build", tmp_path / "a.txt", "-g", tmp_path / "g")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "1 article added" in result.stderr
    assert articles_of(kg, tmp_path / "g") == [str(tmp_path / "a.txt")]


def test_a_second_build_skips_what_is_unchanged_and_replaces_what_changed(kg: Kg, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT + name * 3)
    kg("build", tmp_path, "-g", tmp_path / "g")
    (tmp_path / "b.txt").write_text(TEXT + "Warga menyambut baik.")
    summary = json.loads(kg("build", tmp_path, "-g", tmp_path / "g", "--json").stdout)
    assert (summary["added"], summary["replaced"], summary["unchanged"]) == (0, 1, 1)
    assert len(articles_of(kg, tmp_path / "g")) == 2


def test_what_is_refused_is_listed_and_reported_and_stops_nothing(kg: Kg, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "1.txt").write_bytes(b"")
    (inputs / "2.txt").write_text(TEXT)
    (inputs / "3.txt").write_bytes(b"\x00\x01" * 100)
    (inputs / "4.txt").write_text("The village head said that the watch would be on duty from Monday on.")
    (inputs / "5.txt").write_bytes(TEXT.replace("Rudi", "Andi").encode("cp1252"))
    line = ("build", inputs, "-g", tmp_path / "g", "--report", tmp_path / "report.jsonl")
    result = kg(*line)
    assert result.exit_code == 0
    assert "2 articles added" in result.stderr
    rows = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    refused = {Path(row["source"]).name: row["reason"] for row in rows if "reason" in row}
    noted = {Path(row["source"]).name: row["note"] for row in rows if "note" in row}
    assert list(refused) == ["1.txt", "3.txt", "4.txt"]
    assert "English" in refused["4.txt"]
    assert list(noted) == ["5.txt"]
    assert all(f"{name}: {reason}" in result.stderr for name, reason in refused.items())
    assert kg(*line, "--strict").exit_code == 1


def test_where_nothing_can_be_read_no_graph_is_made(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source in (tmp_path / "empty", tmp_path / "nowhere", tmp_path / "*.pdf"):
        result = kg("build", source, "-g", tmp_path / "g", "--strict")
        assert result.exit_code == 3
        assert str(source) in result.stderr
        assert not (tmp_path / "g").exists()


def test_a_table_with_its_own_column_names(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(f'isi;judul;alamat\n"{TEXT}";Ronda;https://contoh.id/1\n')
    columns = ("--column", "text=isi", "--column", "title=judul", "--column", "url=alamat")
    result = kg("build", tmp_path / "news.csv", "-g", tmp_path / "g", *columns)
    assert result.exit_code == 0, result.output
    shown = kg("query", "articles", "-g", tmp_path / "g", "--json").stdout
    assert "Ronda" in shown
    wrong = kg("build", tmp_path / "news.csv", "-g", tmp_path / "g", "--column", "teks=isi")
    assert wrong.exit_code == 2
    assert "'teks'" in wrong.stderr


def test_standard_input_is_an_article(kg: Kg, tmp_path: Path) -> None:
    result = kg("build", "-", "-g", tmp_path / "g", stdin=TEXT)
    assert result.exit_code == 0, result.output
    assert articles_of(kg, tmp_path / "g") == ["-"]


def test_a_size_limit_can_be_set(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 20)
    assert kg("build", tmp_path / "a.txt", "-g", tmp_path / "g", "--max-size", "0.001").exit_code == 3
    assert kg("build", tmp_path / "a.txt", "-g", tmp_path / "g", "--max-size", "0.01").exit_code == 0


def test_the_graph_is_the_option_then_the_variable_then_the_folder_graph(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    kg("build", "a.txt")
    monkeypatch.setenv("KG_GRAPH", "from-variable")
    kg("build", "a.txt")
    kg("build", "a.txt", "-g", "from-option")
    assert sorted(path.parent.name for path in tmp_path.glob("*/kg.json")) == ["from-option", "from-variable", "graph"]


def test_a_folder_that_is_something_else_is_left_alone(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    result = kg("build", tmp_path / "a.txt", "-g", tmp_path / "thesis")
    assert result.exit_code == 4
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_one_writer_at_a_time(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    kg("build", tmp_path / "a.txt", "-g", tmp_path / "g")
    holding = (
        "import sys, time; from kg.store import open_graph\n"
        "with open_graph(sys.argv[1], write=True): print(flush=True); time.sleep(60)"
    )
    writer = subprocess.Popen([sys.executable, "-c", holding, str(tmp_path / "g")], stdout=subprocess.PIPE)
    try:
        assert writer.stdout
        writer.stdout.readline()
        result = kg("build", EXAMPLES / "articles", "-g", tmp_path / "g")
        assert result.exit_code == 4
        assert str(writer.pid) in result.stderr
        assert kg("query", "articles", "-g", tmp_path / "g").exit_code == 0
    finally:
        writer.kill()
        writer.wait()


def test_an_interrupted_build_leaves_a_graph_that_can_be_built_on(tmp_path: Path, kg: Kg) -> None:
    rows = "".join(json.dumps({"text": TEXT.replace("Rudi", f"Rudi{i}")}) + "\n" for i in range(3000))
    (tmp_path / "news.jsonl").write_text(rows)
    line = ["-c", "from kg.cli import main; main()", "build", str(tmp_path / "news.jsonl"), "-g", str(tmp_path / "g")]
    process = subprocess.Popen([sys.executable, *line, "--jobs", "1"], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (tmp_path / "g" / "articles.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGINT)
    assert process.stderr
    stderr = process.stderr.read().decode()
    assert process.wait(30) == 130
    assert stderr.strip().splitlines()[-1] == "Interrupted."
    (tmp_path / "a.txt").write_text(TEXT)
    assert kg("build", tmp_path / "a.txt", "-g", tmp_path / "g").exit_code == 0


def test_articles_of_another_genre_are_left_out_with_score_and_words(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "bola.txt").write_text("Tim nasional menang tiga gol. Warga bersorak di depan layar.", "utf-8")
    graph, report = tmp_path / "graph", tmp_path / "report.jsonl"
    result = kg(
        "build", tmp_path / "bola.txt", EXAMPLES / "articles", "-g", graph, "--only-relevant", "--report", report
    )
    assert result.exit_code == 0, result.output
    assert "1 skipped" in result.stderr
    (row,) = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert row["source"].endswith("bola.txt")
    assert row["skipped"] == "relevance 0.11, below 0.5; words of the genre in it: warga"
    alone = kg("build", tmp_path / "bola.txt", "-g", tmp_path / "other", "--only-relevant")
    assert alone.exit_code == 1
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("options", [["--engine", "dask"], ["--scheduler", "tcp://127.0.0.1:8786"]])
def test_a_cluster_needs_both_engine_and_address(kg: Kg, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = kg("build", tmp_path / "a.txt", "-g", tmp_path / "g", *options)
    assert result.exit_code == 2
    assert "--scheduler" in result.stderr
    assert not (tmp_path / "g").exists()
