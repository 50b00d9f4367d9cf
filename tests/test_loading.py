"""Chunks that load on threads of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loading import Loader
from kg.quadstore import QuadStore


def chunk(number: int) -> bytes:
    return f'<urn:s{number}> <urn:p> "{number}" <urn:g> .\n'.encode()


@pytest.fixture
def store(tmp_path: Path) -> QuadStore:
    return QuadStore.open(tmp_path / "store")


def test_every_chunk_is_there_when_the_context_is_left(store: QuadStore) -> None:
    with Loader(store) as loader:
        for number in range(20):
            loader.wait_below(3)
            loader.add(lambda number=number: chunk(number))  # type: ignore[misc]
    assert len(store.subjects("urn:g")) == 20


def test_a_chunk_that_fails_is_heard_of_when_the_context_is_left(store: QuadStore) -> None:
    def load() -> None:
        with Loader(store) as loader:
            loader.add(lambda: b"<urn:s> oops .\n")
            loader.add(lambda: chunk(1))

    with pytest.raises(SyntaxError):
        load()


def test_an_error_of_the_caller_comes_before_those_of_chunks(store: QuadStore) -> None:
    def load() -> None:
        with Loader(store) as loader:
            loader.add(lambda: b"<urn:s> oops .\n")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        load()
