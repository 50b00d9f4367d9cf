"""The key of the pseudonyms."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.redact import key


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    made = key.read(tmp_path)
    assert len(made) == 64
    assert key.read(tmp_path) == made
    assert stat.S_IMODE((tmp_path / key.FILE).stat().st_mode) == 0o600


def test_each_graph_has_its_own_key(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    assert key.read(tmp_path / "a") != key.read(tmp_path / "b")


def test_a_file_goes_before_the_environment_and_that_before_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(key.VARIABLE, "e" * 20)
    file = tmp_path / "key"
    file.write_text("f" * 20 + "\n", "ascii")
    assert key.read(tmp_path, file) == b"f" * 20
    assert key.read(tmp_path) == b"e" * 20
    assert not (tmp_path / key.FILE).exists()


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("secret", "ascii")
    with pytest.raises(UsageError, match="expected a key of at least 16 characters, found 6"):
        key.read(tmp_path, file)


def test_a_folder_that_cannot_be_written_to_asks_for_a_key(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--redact-key"):
        key.read(tmp_path / "missing")
