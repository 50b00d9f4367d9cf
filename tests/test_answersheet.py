"""A file of questions goes out, is edited, and comes back as decisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import small

from kg import answersheet, openquestions
from kg.answering import Signature
from kg.errors import UsageError
from kg.store import Graph, open_graph

BY = Signature("Rina", "2025-05-01T09:00:00+07:00", "dari berkas")
AREA = "place|Mulyo|level=kelurahan|code=31.71.03.1008\n"
RANKS = [
    f"publisher|Kabar {rank}\npublished|2025-04-14\n{AREA}"
    f"person|Tono Wibowo|role=Bhabinkamtibmas|pillar=Polri|area=Mulyo|rank={rank}\n"
    for rank in ("Briptu", "Brigadir")
]
ALIKE = [
    f"publisher|Warta\n{AREA}person|{name}|role=Babinsa|pillar=TNI|area=Mulyo\nevent|E|activity=patroli|date=2025-0{n}-02"
    for n, name in enumerate(("Hendra Saputra", "Hendra Sapotro"), 1)
]

Rows = list[dict[str, str]]


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with small.graph(tmp_path, *RANKS, *ALIKE):
        pass
    with open_graph(tmp_path / "graph", write=True) as opened:
        yield opened


def written(graph: Graph) -> Rows:
    out = io.BytesIO()
    number = answersheet.write(out, openquestions.all_open(graph), "id")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))
    assert len(rows) == number
    return rows


def saved(folder: Path, rows: Rows, separator: str = ",") -> Path:
    path = folder / "answers.csv"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, answersheet.COLUMNS, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def ranks(graph: Graph) -> list[str]:
    sparql = 'SELECT ?r { ?p foaf:name "Tono Wibowo" ; tp:militaryRank/skos:notation ?r } ORDER BY ?r'
    return [row[0].value for row in graph.query(sparql)]


def of_values(rows: Rows) -> Rows:
    return [row for row in rows if row["value"]]


def test_values_that_contradict_one_another_are_rows_of_their_own(graph: Graph) -> None:
    rows = of_values(written(graph))
    assert [(row["left_label"], row["left_detail"], row["right_label"], row["value"], row["kind"]) for row in rows] == [
        ("Tono Wibowo", "pangkat", "Briptu", "rank-Briptu", "nilai"),
        ("Tono Wibowo", "pangkat", "Brigadir", "rank-Brigadir", "nilai"),
    ]  # fmt: skip
    assert "Kabar Briptu: person|Tono Wibowo" in rows[0]["evidence"]


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_preferred_value_goes_round_and_is_the_best_one(graph: Graph, tmp_path: Path, separator: str) -> None:
    assert ranks(graph) == ["Brigadir", "Briptu"]
    rows = written(graph)
    of_values(rows)[0].update(verdict="prefer", why="surat keputusan")
    new = answersheet.read(graph, saved(tmp_path, rows, separator), BY)
    assert [(d.verdict, d.who, d.why) for d in new] == [("prefer", "Rina", "surat keputusan")]
    graph.decide(*new)
    assert ranks(graph) == ["Briptu"]
    assert of_values(written(graph)) == [], "what is decided is asked no more"
    assert answersheet.read(graph, saved(tmp_path, rows), BY) == [], "and decided only once"
    rows = [{**row, "verdict": ""} for row in rows]
    of_values(rows)[1]["verdict"] = "pilih"
    graph.decide(*answersheet.read(graph, saved(tmp_path, rows), BY))
    assert ranks(graph) == ["Brigadir"], "the later decision holds"


def test_a_pair_goes_round(graph: Graph, tmp_path: Path) -> None:
    rows = written(graph)
    pairs = [row for row in rows if not row["value"]]
    assert [{row["left_label"], row["right_label"]} for row in pairs] == [{"Hendra Saputra", "Hendra Sapotro"}]
    pairs[0]["verdict"] = "Berbeda"
    (new,) = answersheet.read(graph, saved(tmp_path, rows), BY)
    assert (new.verdict, {new.one, new.other}, new.why) == (
        "different", {pairs[0]["left"], pairs[0]["right"]}, "dari berkas",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "message"),
    [
        (("same", ""), "line 2: expected prefer or nothing, found 'same'"),
        (("prefer", "prefer"), "line 3: says something else than a line before"),
    ],
)
def test_answers_that_do_not_fit_are_refused_by_their_line(
    graph: Graph, tmp_path: Path, verdicts: tuple[str, str], message: str
) -> None:
    rows = of_values(written(graph))
    for row, verdict in zip(rows, verdicts, strict=True):
        row["verdict"] = verdict
    with pytest.raises(UsageError, match=message):
        answersheet.read(graph, saved(tmp_path, rows), BY)
    assert graph.archive.decisions() == []


def test_a_value_no_article_gives_is_refused(graph: Graph, tmp_path: Path) -> None:
    rows = of_values(written(graph))
    rows[0].update(verdict="prefer", value="Serka")
    with pytest.raises(UsageError, match="line 2: 'Serka': expected one of the values that articles give"):
        answersheet.read(graph, saved(tmp_path, rows), BY)


def test_a_file_without_the_needed_columns_is_refused(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("left,right\n", encoding="utf-8")
    with pytest.raises(UsageError, match="expected the columns verdict, left, right, found no verdict"):
        answersheet.read(graph, path, BY)


def test_what_would_run_in_a_spreadsheet_is_text_there_and_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = [
        f"publisher|Warta {n}\n{AREA}person|Tono Wibowo|role=Babinsa|pillar=TNI|area=Mulyo|unit=={n}+1" for n in (1, 2)
    ]
    with small.graph(tmp_path, *texts) as graph:
        for row in written(graph):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())
