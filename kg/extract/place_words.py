"""Words that tell where something happened: levels, posts, units, venues, as sets to look tokens up in."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.text.tokens import fold, tokenize
from kg.vocab import Vocabulary

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of folded words and of phrases (folded words in a row) the scene is read with."""

    levels: frozenset[str]
    villages: frozenset[str]  # the words for a village
    posts: frozenset[Phrase]
    line_posts: frozenset[Phrase]
    units: frozenset[Phrase]
    venues: frozenset[str]
    areas: frozenset[str]
    grounds: frozenset[str]  # any of the words that may follow "di" where something happens


@functools.lru_cache(maxsize=2)
def words(vocab: Vocabulary) -> Words:
    levels = frozenset(phrase[-1] for level in vocab.levels.values() for phrase in _phrases(level.surfaces))
    levels |= {"adm", "administrasi"}
    units = {p for kind in vocab.unit_kinds.values() for p in _phrases(kind.surfaces) if p[-1] not in levels}
    line = {row["role"] for row in vocab.tables["participant-roles"] if row["class"] == "line"}
    heads = [(fold(row["head"].split()[0]), row["kind"]) for row in vocab.tables["venues"]]
    venues = frozenset(head for head, kind in heads if kind != "area")
    areas = frozenset(head for head, kind in heads if kind == "area")
    villages = {p[0] for key in ("desa", "kelurahan", "kampung") for p in _phrases(vocab.levels[key].surfaces)}
    return Words(
        levels=levels,
        villages=frozenset(villages),
        posts=frozenset(p for post in vocab.posts.values() for p in _phrases(post.surfaces)),
        line_posts=frozenset(
            p for post in vocab.posts.values() if post.notation in line for p in _phrases(post.surfaces)
        ),
        units=frozenset(units),
        venues=venues,
        areas=areas,
        grounds=levels | venues | areas | {phrase[0] for phrase in units},
    )


def _phrases(surfaces: Iterable[str]) -> Iterator[Phrase]:
    for surface in surfaces:
        phrase = tuple(token.lower for token in tokenize(surface) if token.kind == "word")
        if phrase:
            yield phrase
