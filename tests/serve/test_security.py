"""Who may reach the server by which name, who may change something, and what answers tell browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from served import Served, serving

TOKEN = "token-of-the-tests"


@pytest.fixture(scope="module")
def outside(small_graph: Path) -> Iterator[Served]:
    """A server that others could reach."""
    with serving(small_graph, "-q", "--host", "0.0.0.0", "--cors", "https://friend.example", token=TOKEN) as served:
        yield served


def test_every_answer_forbids_what_the_pages_do_not_need(server: Served) -> None:
    for path in ("/health", "/sparql?query=nonsense", "/none"):
        headers = server.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'; ")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
        assert "set-cookie" not in headers


def test_another_name_is_not_answered(server: Served) -> None:
    port = server.url.rpartition(":")[2]
    assert server.get("/health", headers={"Host": f"evil.example:{port}"}).status_code == 421
    assert server.get("/health", headers={"Host": f"localhost:{port}"}).status_code == 200
    assert server.get("/health", headers={"Host": f"[::1]:{port}"}).status_code == 200


def test_scripts_of_other_sites_may_not_read_unless_named(server: Served, outside: Served) -> None:
    origin = {"Origin": "https://friend.example"}
    assert "access-control-allow-origin" not in server.get("/health", headers=origin).headers
    assert outside.get("/health", headers=origin).headers["access-control-allow-origin"] == "https://friend.example"
    stranger = outside.get("/health", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in stranger.headers


def test_where_others_can_reach_it_the_token_is_asked_for(outside: Served) -> None:
    assert outside.get("/health").status_code == 200
    for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic !!"}, {"Cookie": "kg_token=wrong"}):
        answer = outside.get("/sparql", "text/turtle", headers=given)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
    assert outside.get("/sparql", "text/turtle", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert outside.get("/sparql", "text/turtle", auth=("anybody", TOKEN)).status_code == 200


def test_the_token_in_an_address_becomes_a_cookie_and_leaves_the_address(outside: Served) -> None:
    answer = outside.get(f"/sparql?token={TOKEN}&format=turtle")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sparql?format=turtle"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    with httpx.Client(base_url=outside.url, follow_redirects=True) as browser:
        assert browser.get(f"/sparql?token={TOKEN}&format=turtle").status_code == 200
    assert outside.get("//evil.example/x?token=" + TOKEN).headers.get("location") == "/evil.example/x"


def test_binding_elsewhere_warns(small_graph: Path) -> None:
    import subprocess
    import sys

    line = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "-g", str(small_graph), "--port", "0"]
    process = subprocess.Popen([*line, "--host", "0.0.0.0"], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        said = process.stderr.readline() + process.stderr.readline()
        assert "?token=" in said
        assert "need the token" in said
    finally:
        process.kill()
        process.wait()
