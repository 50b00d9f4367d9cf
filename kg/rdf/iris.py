"""Minting: from the key of a thing to its IRI. One base for all, so that a graph can live under another name.

An IRI is a function of its key alone: no counter, no order. A slug makes it readable, a hash over the whole key makes
it one thing's own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from kg.errors import UsageError
from kg.ns import ID, TP

Kind = Literal["person", "unit", "place", "group", "outlet", "role"]

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")
_SLUG_LENGTH = 48


def digest(*parts: str, length: int = 16) -> str:
    """Hex digest over parts that cannot run into one another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:length]


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; "x" where nothing is left.

    >>> slug("Koramil 06/Cibodas"), slug("Hj. Siti Nur’aini")
    ('koramil-06-cibodas', 'hj-siti-nuraini')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return _NOT_SLUG.sub("-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or "x"


def concept(local_name: str) -> str:
    """A term of the vocabulary; its namespace does not move with the base."""
    return TP + local_name


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints IRIs under ``base``, which must be an absolute IRI ending in "/"."""

    base: str = ID

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if not parts.scheme or not self.base.endswith("/") or re.search(r"[\s<>\"{}|^`\\#?]", self.base):
            raise UsageError(f"base: expected an absolute IRI that ends in /, found {self.base!r}")

    def article(self, key: str) -> str:
        return f"{self.base}article/{key}"

    def article_graph(self, key: str, sha256: str) -> str:
        """The graph of one version of an article."""
        return f"{self.base}graph/article/{key}/{sha256[:8]}"

    def graph(self, name: Literal["vocab", "ontology", "gazetteer", "decisions", "runs"]) -> str:
        return f"{self.base}graph/{name}"

    def sentence(self, article_key: str, start: int, end: int) -> str:
        """RFC 5147: a range of characters of the stored text."""
        return f"{self.base}article/{article_key}#char={start},{end}"

    def area(self, code: str) -> str:
        """An area of the Kemendagri gazetteer; raises ValueError if ``code`` has not the form of its codes."""
        if not _CODE.fullmatch(code):
            raise ValueError(f"expected a Kemendagri code such as 31.71.03.1008, found {code!r}")
        return f"{self.base}area/{code}"

    def named(self, kind: Kind, name: str, *key: str) -> str:
        """A thing known by a name and the rest of its key."""
        return f"{self.base}{kind}/{slug(name)}-{digest(kind, *key, length=10)}"

    def within_article(self, kind: Literal["event", "statement"], article_key: str, local: str) -> str:
        return f"{self.base}{kind}/{article_key}/{local}"

    def claim(self, *key: str) -> str:
        return f"{self.base}claim/{digest(*key)}"

    def conflict(self, *key: str) -> str:
        return f"{self.base}conflict/{digest(*key)}"

    def membership(self, *key: str) -> str:
        """A post somebody held."""
        return f"{self.base}membership/{digest(*key)}"

    def value(self, *key: str) -> str:
        """A value of a thing, weighed over all articles."""
        return f"{self.base}value/{digest(*key)}"

    def run(self, version: str) -> str:
        """The reading of articles by one version of the extractor."""
        return f"{self.base}run/{quote(version, safe='+')}"
