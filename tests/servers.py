"""Real SPARQL servers for the tests, each on a free port of this machine and gone when the test is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

BEST = "https://w3id.org/tigapilar/id/graph/best"
VIRTUOSO_USER = {"KG_STORE_USER": "kg", "KG_STORE_PASSWORD": "rahasia", "KG_STORE_AUTH": "digest"}
_SETTINGS = """
[Database]
DatabaseFile = {place}/kg.db
ErrorLogFile = {place}/kg.log
TransactionFile = {place}/kg.trx
LockFile = {place}/kg.lck
xa_persistent_file = {place}/kg.pxa
[TempDatabase]
DatabaseFile = {place}/temp.db
TransactionFile = {place}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {host}
ServerRoot = {place}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def oxigraph(place: Path) -> Iterator[str]:
    """Address of an empty dataset of an Oxigraph server, as --store takes it."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert program, "the package oxigraph of the dev extra brings this program"
    host = f"127.0.0.1:{_free_port()}"
    with _running([program, "serve", "--location", str(place), "--bind", host], f"http://{host}/"):
        yield f"sparql+http://{host}/query"


@contextmanager
def virtuoso(place: Path) -> Iterator[str]:
    """The same for a Virtuoso server, whose default graph is the union of all; a user as of ``VIRTUOSO_USER``."""
    program, console = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not program or not console:
        pytest.skip("no Virtuoso here (Debian: apt-get install virtuoso-opensource-7-bin)")
    port, host = _free_port(), f"127.0.0.1:{_free_port()}"
    settings = place / "kg.ini"
    settings.write_text(_SETTINGS.format(place=place, port=port, host=host))
    user, password = VIRTUOSO_USER["KG_STORE_USER"], VIRTUOSO_USER["KG_STORE_PASSWORD"]
    grant = f"DB.DBA.USER_CREATE('{user}', '{password}'); DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{user}', 7); " + "".join(
        f'GRANT {right} TO "{user}"; ' for right in ("SPARQL_SELECT", "SPARQL_UPDATE")
    )
    with _running([program, "-f", "-c", str(settings)], f"http://{host}/sparql?query=ASK%7B%7D"):
        made = [console, str(port), "dba", "dba", "VERBOSE=OFF", f"exec={grant}"]
        subprocess.run(made, check=True, capture_output=True, timeout=30)
        yield f"sparql+http://{host}/sparql?update=/sparql-auth&data=/sparql-graph-crud-auth&default={BEST}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    """A server, from when it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                httpx.get(url, trust_env=False)
                break
            except httpx.TransportError:
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
                time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} does not answer")
        yield
    finally:
        process.terminate()
        process.wait()
