"""Report strings in Indonesian and English, from ontology/messages.tsv (columns key, id, en)."""

from __future__ import annotations

from typing import Literal

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")


def text(key: str, lang: Lang = "id", **values: object) -> str:
    """The string of that key with ``{name}`` places filled in. Raises DataError on an unknown key."""
    raise NotImplementedError
