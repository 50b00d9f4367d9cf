"""``kg mcp`` as an assistant meets it: the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import small
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult

Work = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    with small.graph(folder, small.MULYO, small.SEPI, small.HOSTILE):
        pass
    return folder / "graph"


def asked(graph: Path, *calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> list[CallToolResult]:
    """The results of calls to one server, in order."""

    async def work() -> list[CallToolResult]:
        line = ["-c", "from kg.cli import main; main()", "mcp", "-g", str(graph), *options]
        async with Client(StdioServerParameters(command=sys.executable, args=line)) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(asyncio.wait_for(work(), 90))


def content(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert result.structured_content
    return result.structured_content


def test_from_a_mistyped_name_to_sentences_with_their_article(graph: Path) -> None:
    found, sentence, one = asked(
        graph,
        ("search_graph", {"words": "siti aminh", "kind": "person"}),
        ("search_graph", {"words": "jaga malam", "kind": "sentence"}),
        ("explain_thing", {"thing": "Siti Aminah"}),
    )
    (hit,) = content(found)["hits"]
    assert (hit["label"], hit["kind"]) == ("Siti Aminah", "person")
    cited = content(sentence)["hits"][0]["citation"]
    assert "jaga malam" in cited["sentence"]
    assert cited["url"]
    record = content(one)
    assert record["iri"] == hit["iri"]
    citations = [cite for fact in record["facts"] for cite in fact["citations"]]
    assert any("Siti Aminah" in cite["sentence"] for cite in citations)
    assert all(cite["article"].startswith("https://") and cite["url"] for cite in citations)


def test_saved_questions_are_told_and_asked_with_parameters(graph: Path) -> None:
    listed, answer, wrong = asked(
        graph,
        ("list_questions", {}),
        ("ask_question", {"name": "people-together", "parameters": {"least": "1"}, "limit": 1}),
        ("ask_question", {"name": "people-together", "parameters": {"nothing": "1"}}),
    )
    persons = next(q for q in content(listed)["questions"] if q["name"] == "persons")
    assert persons["columns"][:2] == ["article", "name"]
    assert len(content(answer)["rows"]) == 1 <= content(answer)["total"]
    assert wrong.is_error
    assert "no parameter nothing" in str(wrong.content)


def test_sparql_is_read_only_limited_and_cites_the_articles_it_names(graph: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    rows, yes, triples, update, service, slow, after = asked(
        graph,
        ("run_sparql", {"query": "SELECT ?a WHERE { GRAPH ?g { ?a tp:source ?s } }", "limit": 2}),
        ("run_sparql", {"query": "ASK { ?s ?p ?o }"}),
        ("run_sparql", {"query": "DESCRIBE tp:Babinsa"}),
        ("run_sparql", {"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}),
        ("run_sparql", {"query": "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
        ("run_sparql", {"query": endless}),
        ("run_sparql", {"query": "ASK { ?s ?p ?o }"}),
        options=("--timeout", "1"),
    )
    assert (len(content(rows)["rows"]), content(rows)["total"]) == (2, 3)
    assert [cite["article"] for cite in content(rows)["citations"]] == [row["a"] for row in content(rows)["rows"]]
    assert content(yes) == content(after) == {"answer": True}
    assert content(triples)["total"] > 0
    for refused, why in ((update, "expected"), (service, "SERVICE"), (slow, "longer")):
        assert refused.is_error
        assert why in str(refused.content)


def test_the_tools_say_that_they_change_nothing(graph: Path) -> None:
    async def work() -> Any:
        line = ["-c", "from kg.cli import main; main()", "mcp", "-g", str(graph)]
        async with Client(StdioServerParameters(command=sys.executable, args=line)) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = asyncio.run(asyncio.wait_for(work(), 60))
    assert "Cite" in instructions
    names = {tool.name for tool in tools}
    assert names == {"search_graph", "explain_thing", "list_questions", "ask_question", "run_sparql"}
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert len(tool.description) > 40


def test_the_printed_configuration_starts_it(graph: Path) -> None:
    from click.testing import CliRunner

    from kg.cli.mcp import command

    done = CliRunner().invoke(command, ["-g", str(graph), "--print-config", "--lang", "en"])
    entry = json.loads(done.stdout)["mcpServers"]["tigapilar"]
    assert entry["args"][:3] == ["mcp", "-g", str(graph)]

    async def work() -> Any:
        line = ["-c", "from kg.cli import main; main()", *entry["args"]]
        async with Client(StdioServerParameters(command=sys.executable, args=line)) as client:
            return await client.call_tool("list_questions", {})

    titles = [q["title"] for q in content(asyncio.run(asyncio.wait_for(work(), 60)))["questions"]]
    assert "Which articles were read?" in titles
