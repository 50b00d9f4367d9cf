"""The key of the pseudonyms: given by the user, or made once and kept in the folder of the graph."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from kg.errors import UsageError

VARIABLE = "KG_REDACT_KEY"
FILE = "redact.key"

_SHORTEST = 16


def read(folder: Path | None, file: Path | None = None) -> bytes:
    """From ``file``, else the environment variable KG_REDACT_KEY, else ``FILE`` in ``folder``, made if need be.

    Raises UsageError if the key is too short to keep a secret, or cannot be read or kept.
    """
    if file is not None:
        return _long_enough(_content(file), str(file))
    if given := os.environ.get(VARIABLE):
        return _long_enough(given.encode(), VARIABLE)
    if folder is None:
        raise UsageError(f"pseudonyms need a key: name a file with --redact-key, or set {VARIABLE}")
    path = folder / FILE
    if not path.exists():
        _make(path)
    return _long_enough(_content(path), str(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"{path}: the key of pseudonyms cannot be read ({error.strerror})") from None


def _make(path: Path) -> None:
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32) + "\n")
    except FileExistsError:
        pass  # made by another export at the same time
    except OSError as error:
        raise UsageError(
            f"{path}: the key of pseudonyms cannot be kept there ({error.strerror}); "
            f"name a file with --redact-key, or set {VARIABLE}"
        ) from None


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < _SHORTEST:
        raise UsageError(f"{where}: expected a key of at least {_SHORTEST} characters, found {len(key)}")
    return key
