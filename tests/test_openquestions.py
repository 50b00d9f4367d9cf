"""What is open, in one order: pairs that may be one, and values that nothing decides between."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import small
from click.testing import Result

from kg import answering, openquestions
from kg.answering import Signature
from kg.openquestions import OpenValue
from kg.questions import Question
from kg.store import open_graph

Run = Callable[[str], str]

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with small.graph(tmp_path, *RANKS, *ALIKE) as graph:
        return graph.path


@pytest.fixture
def run(kg: Callable[..., Result]) -> Run:
    """A command line as a shell would give it; what it prints."""

    def given(command: str) -> str:
        result = kg(*shlex.split(command)[1:])
        assert result.exit_code == 0, result.output
        return str(result.output)

    return given


def test_pairs_and_values_stand_in_one_order_the_one_worth_most_first(folder: Path) -> None:
    with open_graph(folder) as graph:
        found = openquestions.all_open(graph)
    assert {type(question) for question in found} == {Question, OpenValue}
    assert [question.number for question in found] == [1, 2]
    assert [question.value for question in found] == sorted((question.value for question in found), reverse=True)


def test_the_list_shows_each_question_with_a_command_that_answers_it(folder: Path, run: Run) -> None:
    shown = run(f"kg resolve -g {folder} --lang en")
    for told in ("Tono Wibowo: rank", "Briptu | Brigadir", "Open questions: 2."):
        assert told in shown
    commands = [line.strip() for line in shown.splitlines() if line.strip().startswith("kg resolve -g")]
    assert len(commands) == 2
    for command in commands:
        assert "decision " in run(f"{command} --by Rina --lang en")
    assert "No open questions." in run(f"kg resolve -g {folder} --lang en")


def test_every_command_of_an_open_value_is_taken_back_and_given_again(folder: Path, run: Run) -> None:
    with open_graph(folder) as graph:
        asked = next(question for question in openquestions.all_open(graph) if isinstance(question, OpenValue))
        commands = openquestions.answers(asked, graph)
    assert len(commands) == 2
    for number, command in enumerate(commands, 1):
        assert f"decision {2 * number - 1}: value preferred" in run(f"{command} --by Rina --lang en")
        run(f"kg resolve -g {folder} --undo {2 * number - 1} --by Rina")
        with open_graph(folder) as graph:
            assert len(openquestions.all_open(graph)) == 2, "taken back, it is asked again"


def test_the_evidence_of_an_open_value_is_its_sentences(folder: Path, run: Run) -> None:
    with open_graph(folder) as graph:
        at = next(q.number for q in openquestions.all_open(graph) if isinstance(q, OpenValue))
    shown = run(f"kg resolve -g {folder} --explain {at} --lang en")
    assert "“person|Tono Wibowo|role=Bhabinkamtibmas" in shown
    assert shown.count("--prefer") == 2


def test_json_has_the_same_questions(folder: Path, run: Run) -> None:
    found = json.loads(run(f"kg resolve -g {folder} --json"))
    numbers = sorted(entry["number"] for name in ("questions", "values") for entry in found[name])
    assert numbers == [1, 2]
    assert [value["label"] for value in found["values"][0]["values"]] == ["Briptu", "Brigadir"]


def test_a_value_that_is_one_with_another_is_preferred_by_either_of_them(tmp_path: Path) -> None:
    units = ("Koramil Kemayoran", "Koramil 02/Kemayoran", "Koramil 09/Senen")
    texts = [
        f"publisher|K{n}\n{AREA}unit|{unit}|kind=Koramil|pillar=TNI\n"
        f"person|Tono Wibowo|role=Babinsa|pillar=TNI|area=Mulyo|unit={unit}\n"
        for n, unit in enumerate(units)
    ]
    with small.graph(tmp_path, *texts) as graph:
        (merged,) = graph.archive.merges()
        signed = Signature("Rina", "2025-05-01T09:00:00+07:00")
        for given in (*merged, "Koramil 02/Kemayoran"):
            decision = answering.preferred(graph, "Tono Wibowo", "unit", given, signed)
            assert graph.identity.canonical(decision.value[1:-1]) == merged[1]
