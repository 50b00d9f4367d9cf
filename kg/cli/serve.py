"""``kg serve``: SPARQL endpoint and explorer over a graph."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import os
import secrets
import sys
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY

import click

from kg.cli.options import graph_option, kg_command
from kg.cli.output import remark
from kg.errors import UsageError


@kg_command(
    "serve",
    "kg serve -g graph",
    "kg serve -g graph --port 8080 --allow-update",
    "kg serve -g graph --places examples/coordinates.csv",
    "KG_TOKEN=rahasia kg serve -g graph --host 0.0.0.0 --host-name kg.example.org",
)
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="Answer to this name, too; may be repeated.")
@click.option(
    "--allow-update",
    is_flag=True,
    help="Let those who have the token record decisions, and keep named graphs of their own.",
)
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let scripts of this site read; repeatable.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds a query.")
@click.option("--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="MB a query.")
@click.option("--workers", type=click.IntRange(1, 64), default=3, show_default=True, help="Queries at the same time.")
@click.option(
    "--places",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Coordinates for maps: CSV with code (Kemendagri), lat and lon, or GeoJSON with a property code.",
)
@click.option("-q", "--quiet", is_flag=True, help="No line for each request.")
def command(
    graph: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    allow_update: bool,
    origins: tuple[str, ...],
    timeout: float,
    memory: int,
    workers: int,
    places: Path | None,
    quiet: bool,
) -> None:
    """Serve the graph: pages for people, SPARQL and JSON for programs.

    Only this machine can reach it, and nothing can be changed, unless told otherwise. With --allow-update, or an
    address that others can reach, it asks for a token: $KG_TOKEN, else one made up and printed at the start.
    """
    try:
        import uvicorn

        from kg.export.geojson import read_places
        from kg.serve.app import create
        from kg.serve.settings import LOOPBACK, Settings
    except ImportError as error:
        raise UsageError(
            f"kg serve needs the extra 'serve' ({error.name} is missing): pip install 'tigapilar-kg[serve]'"
        ) from None
    outside = not _is_loopback(host)
    token = os.environ.get("KG_TOKEN", "").strip() or (secrets.token_urlsafe(24) if outside or allow_update else "")
    settings = Settings(
        graph=graph, token=token, protected=outside, allow_update=allow_update, hosts=(*LOOPBACK, host.lower(), *names),
        origins=origins, timeout=timeout, memory_mb=memory, workers=workers,
        places=read_places(places) if places else {},
    )  # fmt: skip
    app = create(settings)
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, format="%(message)s", stream=sys.stderr)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        timeout_keep_alive=5, timeout_graceful_shutdown=3, limit_concurrency=500,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt), config.bind_socket() as socket:
        socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)  # else a small answer waits 40 ms for a sign from the client
        socket.listen()  # who comes before the start is over waits for it
        address = f"http://{f'[{host}]' if ':' in host else host}:{socket.getsockname()[1]}/"
        remark(f"{graph}: {address}" + (f"?token={token}" if token else "") + "  (end with Ctrl-C)")
        if outside:
            remark(
                f"Others can reach {host}; they need the token. Put a proxy with TLS before it: it speaks plain HTTP."
            )
        uvicorn.Server(config).run(sockets=[socket])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
