from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kg = Callable[..., Result]


def test_all_is_well_without_a_graph(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("doctor", "--json")
    assert result.exit_code == 0, result.output
    checks = {(check["part"], check["item"]): check for check in json.loads(result.stdout)}
    assert checks["software", "pyoxigraph"]["state"] == "ok"
    assert checks["settings", "graph"]["detail"] == "graph (from the default)"
    assert checks["graph", "graph"]["detail"].startswith("none yet")


def test_each_setting_says_where_it_comes_from(kg: Kg, examples_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(from -g/--graph)" in kg("doctor", "-g", examples_graph).stdout
    monkeypatch.setenv("KG_GRAPH", str(examples_graph))
    assert "(from $KG_GRAPH)" in kg("doctor").stdout
    assert "7 articles" in kg("doctor").stdout


def test_a_graph_that_cannot_be_opened_is_a_no(kg: Kg, tmp_path: Path) -> None:
    assert kg("doctor", "-g", tmp_path / "nowhere").exit_code == 1


def test_repair_makes_a_lost_store_anew(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    graph = shutil.copytree(examples_graph, tmp_path / "graph", copy_function=shutil.copy)
    before = kg("query", "persons", "-g", graph).stdout
    shutil.rmtree(graph / "store")
    shutil.rmtree(graph / "snapshots")
    assert kg("query", "persons", "-g", graph).exit_code == 4
    repaired = kg("doctor", "-g", graph, "--repair")
    assert repaired.exit_code == 0, repaired.output
    assert kg("query", "persons", "-g", graph).stdout == before
