"""Pseudonyms: the same for the same thing under the same key, and telling nothing without it."""

from __future__ import annotations

import hashlib
import hmac

_DIGITS = 15  # among a million people, the chance that two share one is 1 in 2,000


class Pseudonyms:
    """Made with a keyed hash (HMAC-SHA-256), so that nobody can try out names without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def code(self, thing: str) -> str:
        """Digits alone: among letters, somebody's name would turn up by chance."""
        digest = hmac.new(self._key, thing.encode("utf-8", "replace"), hashlib.sha256).digest()
        return f"{int.from_bytes(digest) % 10**_DIGITS:0{_DIGITS}}"

    def person(self, iri: str) -> str:
        """A name for people to read, "Orang 482913377129381"."""
        return f"Orang {self.code(iri)}"
