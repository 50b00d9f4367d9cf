"""What a server was told at its start: which graph, which limits, who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Times in seconds, sizes in bytes unless the name says otherwise."""

    graph: Path
    token: str = ""
    protected: bool = False  # the token is asked for everywhere, not only where something is changed
    allow_update: bool = False
    hosts: tuple[str, ...] = LOOPBACK  # names this server answers to; a page elsewhere cannot reach it by another one
    origins: tuple[str, ...] = ()  # other sites whose scripts may read from here
    timeout: float = 10.0  # of one query
    patience: float = 2.0  # of processor time that a query may use while another one waits for its place
    memory_mb: int = 1024  # of one query
    max_result: int = 32_000_000
    max_body: int = 1_000_000
    workers: int = 3  # queries at the same time
    waiting: int = 64  # queries that may wait for their turn
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # geometries of GeoJSON by Kemendagri code
    base_url: str = ""  # where the server is seen from outside, if a proxy stands before it
