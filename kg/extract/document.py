"""From an article to the document the extractors read: blocks, sentences, tokens."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.findings import Document, Layout
from kg.model import Sentence
from kg.text import sentences
from kg.text.shouted import is_shouted, recased
from kg.text.tokens import Token, tokenize


def build(text: str, layout: Layout, abbreviations: Collection[str], titles: Collection[str] = ()) -> Document:
    """Cut ``text`` along ``layout``; a line end ends a sentence. ``abbreviations``: see ``kg.text.sentences.split``;
    ``titles``: see ``kg.text.tokens.tokenize``."""
    found: list[Sentence] = []
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    owner: list[int] = []
    for span, part in layout.blocks:
        at = span.start
        for line in text[span.start : span.end].splitlines(keepends=True):
            for s in sentences.split(text, at, at + len(line), abbreviations):
                first = len(tokens)
                if part != "byline":
                    words = tokenize(text, s.start, s.end, titles)
                    tokens.extend(recased(words) if part != "title" and is_shouted(words) else words)
                owner.extend([len(found)] * (len(tokens) - first))
                ranges.append((first, len(tokens)))
                found.append(Sentence(s, part))
            at += len(line)
    return Document(text, layout, tuple(found), tuple(tokens), tuple(ranges), tuple(owner))
