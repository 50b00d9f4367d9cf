"""The vocabulary as the grammar meets it: one phrase table over all classes of words, and sets of single words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.extract.name_shapes import TEACHERS, NameShapes
from kg.gazetteer import key
from kg.model import Pillar
from kg.text.phrases import PhraseTable
from kg.text.tokens import fold
from kg.vocab import Level, Post, Rank, UnitKind, Vocabulary

_PUBLIC = ("hall", "building", "ground", "worship", "school", "health", "transport")  # kinds of venues.tsv
_LONG = 8  # letters of a word that is known though a letter of it is wrong
_REMEMBERED = 20_000  # misspelt words
_VERY_LONG = 11  # ... or two
_HALF = 4  # letters of either half of a very long word that is written as two

Class = Literal["rank", "post", "unit", "level", "acting", "honorific", "head", "street"]


class Entry(NamedTuple):
    """What a phrase is: its class, and the concept or table row behind it (notation or kind where it is a row)."""

    cls: Class
    value: Rank | Post | UnitKind | Level | str


class LocalWord(NamedTuple):
    """A level or a post by a word that means it in some regions only."""

    value: Post | Level
    regions: tuple[str, ...]  # Kemendagri codes


@dataclass(frozen=True, slots=True)
class Lexicon:
    phrases: PhraseTable[Entry]
    degrees: PhraseTable[str]
    corps: PhraseTable[str]
    affairs: PhraseTable[str]  # what regional offices are named after
    name_stops: frozenset[str]  # folded words that end a name wherever it stands
    title_stops: frozenset[str]  # folded verbs and nouns that end a name in a headline
    function_words: frozenset[str]
    area_stops: frozenset[str]
    area_suffixes: frozenset[str]
    time_words: frozenset[str]
    particles: frozenset[str]
    generic_people: frozenset[str]  # folded nouns that describe a person and name nobody
    given_names: frozenset[str]  # folded words that begin the names of persons
    name_shapes: NameShapes
    name_endings: tuple[str, ...]  # endings of such words that are not listed
    name_openers: frozenset[str]  # the same, but only before one of them ("I Wayan")
    birth_titles: PhraseTable[str]  # titles that are a part of the name they begin
    short_names: frozenset[str]  # folded names that are written with a dot ("Moch.")
    head_pillars: dict[str, Pillar]  # notation of an open post -> pillar, where the noun alone decides it
    head_pillars_of_area: dict[
        str, Pillar
    ]  # the same where only an area follows the title ("Kasubag Umum Kecamatan X")
    title_beginnings: tuple[str, ...]  # folded beginnings of short titles ("kaur", "dan", "kasat")
    member_nouns: frozenset[str]  # notations of open posts that are none right before a body ("anggota")
    lone_nouns: frozenset[str]  # notations of open posts that need no body or words after them ("direktur")
    nickname_words: dict[str, str]  # folded word between a name and a nickname -> calls or around
    titles: dict[tuple[str, str], str]  # (notation of a post, folded form without dots) -> the title as written
    qualifiers: PhraseTable[str]  # words behind a post that tell which of its holders is meant
    holding_words: PhraseTable[str]  # words of a clause that tells somebody's post
    succession: dict[str, frozenset[str]]  # kind -> folded words between those who follow each other in a post
    buildings: frozenset[str]  # folded kinds of halls, grounds and other places where people meet
    worship: frozenset[str]  # those of houses of worship among them
    worship_words: frozenset[str]  # folded words that begin their names and need another one
    unit_names: PhraseTable[str]  # official names of commands that no area has
    aliases: dict[str, tuple[str, str]]  # key of an area's short name -> (official bare name, level)
    single_titles: frozenset[str]  # folded ranks, posts, honorifics of one word: run together with names
    local_words: dict[str, LocalWord]  # by folded form
    chained_levels: dict[str, str]  # folded word -> level it means before a name and the name of a village
    village_regions: dict[str, tuple[str, ...]]  # codes of where a word for a settlement means a village
    long_words: dict[str, list[Entry]]  # folded single words of eight letters and more, of posts and levels
    title_halves: frozenset[str]  # folded beginnings of very long ones, as they are written apart ("babin kamtibmas")
    _near: dict[str, list[Entry] | None] = field(default_factory=dict)

    def near(self, word: str) -> list[Entry] | None:
        """The entries of the one post or level that ``word`` misspells by a letter, or two in a very long word.

        ``word`` is folded. Only long words of posts and levels, which reporters type from memory ("Bhabinkabtimnas").
        """
        if word not in self._near:
            if len(self._near) >= _REMEMBERED:
                self._near.clear()
            allowed = 1 if len(word) < _VERY_LONG else 2
            found = process.extract(word, self.long_words.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
            near = [w for w, distance, _ in found if distance]
            meant = {e.value.iri for w in near for e in self.long_words[w] if not isinstance(e.value, str)}
            self._near[word] = self.long_words[near[0]] if len(meant) == 1 else None
        return self._near[word]

    def long_title(self, word: str) -> list[Entry] | None:
        """The entries of a very long folded word, right or misspelt."""
        return (self.long_words.get(word) or self.near(word)) if len(word) >= _VERY_LONG else None


@functools.lru_cache(maxsize=2)
def of(vocab: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary, built once."""
    entries, tables = _entries(vocab), vocab.tables
    stops = tables["name-stops"]
    long_words = _long_words(entries)
    very_long = [word for word in long_words if len(word) >= _VERY_LONG]
    return Lexicon(
        phrases=PhraseTable(entries),
        long_words=long_words,
        title_halves=frozenset(word[:n] for word in very_long for n in range(_HALF, len(word) - _HALF + 1)),
        single_titles=_single_titles(vocab),
        local_words={
            fold(row["form"]): _local_word(vocab, row)
            for row in tables["local-words"]
            if row["class"] in ("level", "post")
        },
        chained_levels={
            fold(row["form"]): row["notation"] for row in tables["local-words"] if row["class"] == "chained"
        },
        village_regions={
            fold(row["form"]): tuple(row["regions"].split())
            for row in tables["local-words"]
            if row["class"] == "village"
        },
        corps=PhraseTable((row["form"], row["form"]) for row in tables["corps"]),
        affairs=PhraseTable((row["form"], row["form"]) for row in tables["office-affairs"]),
        degrees=PhraseTable((row["form"], row["form"]) for row in tables["degrees"]),
        name_stops=frozenset(fold(row["word"]) for row in stops if row["class"] != "common"),
        title_stops=frozenset(fold(row["word"]) for row in stops if row["class"] == "common"),
        function_words=frozenset(fold(row["word"]) for row in stops if row["class"] == "function"),
        area_stops=frozenset(fold(row["word"]) for row in tables["area-stops"]),
        area_suffixes=frozenset(fold(row["form"]) for row in tables["area-suffixes"]),
        time_words=frozenset(fold(row["word"]) for row in stops if row["class"] == "time"),
        particles=frozenset(fold(row["form"]) for row in tables["name-particles"]),
        generic_people=frozenset(fold(row["form"]) for row in tables["generic-people"]),
        given_names=frozenset(row["form"] for row in tables["given-names"] if row["kind"] == "name"),
        name_shapes=NameShapes(
            shapes={row["letters"]: float(row["odds"]) for row in tables["name-shapes"]},
            listed=frozenset(row["form"] for table in (*TEACHERS, "family-names") for row in tables[table]),
        ),
        name_endings=tuple(row["ending"] for row in tables["name-endings"]),
        name_openers=frozenset(row["form"] for row in tables["given-names"] if row["kind"] == "opener"),
        birth_titles=PhraseTable((row["form"], row["form"]) for row in tables["birth-titles"]),
        short_names=frozenset(row["form"] for row in tables["abbreviations"] if row["class"] == "name"),
        head_pillars={row["notation"]: row["pillar"] for row in tables["post-heads"] if row["pillar"]},  # type: ignore[misc]
        head_pillars_of_area={row["notation"]: row["of_area"] for row in tables["post-heads"] if row["of_area"]},  # type: ignore[misc]
        title_beginnings=tuple(row["form"] for row in tables["title-beginnings"]),
        member_nouns=frozenset(row["notation"] for row in tables["post-heads"] if row["member"]),
        lone_nouns=frozenset(row["notation"] for row in tables["post-heads"] if row["alone"]),
        nickname_words={row["word"]: row["place"] for row in tables["nickname-words"]},
        titles=_titles(vocab),
        qualifiers=PhraseTable((row["form"], row["kind"]) for row in tables["post-qualifiers"]),
        holding_words=PhraseTable((row["form"], row["kind"]) for row in tables["holding-words"]),
        succession=_succession(tables["succession"]),
        buildings=frozenset(fold(row["head"]) for row in tables["venues"] if row["kind"] in _PUBLIC),
        worship=frozenset(fold(row["head"]) for row in tables["venues"] if row["kind"] == "worship"),
        worship_words=frozenset(row["form"] for row in tables["worship-words"]),
        unit_names=PhraseTable((row["form"], row["name"]) for row in tables["unit-names"]),
        aliases={key(row["alias"]): (row["official"], row["level"]) for row in tables["area-aliases"]},
    )


def _entries(vocab: Vocabulary) -> list[tuple[str, Entry]]:
    """Every phrase of the vocabulary with what it is."""
    entries: list[tuple[str, Entry]] = []
    for cls, concepts in (
        ("rank", vocab.ranks),
        ("post", vocab.posts),
        ("unit", vocab.unit_kinds),
        ("level", vocab.levels),
    ):
        for concept in concepts.values():
            entries.extend((s, Entry(cls, concept)) for s in concept.surfaces)  # type: ignore[arg-type]
    tables = vocab.tables
    for cls, table, column in (
        ("acting", "acting", "notation"),
        ("honorific", "honorifics", "form"),
        ("head", "post-heads", "notation"),
        ("street", "streets", "kind"),
    ):
        # a title of birth ("Tengku") is a part of the name, as Andi and Raden are
        rows = [row for row in tables[table] if row.get("kind") != "title"]
        entries.extend((row["form"], Entry(cls, row[column])) for row in rows)  # type: ignore[arg-type]
    return entries


def _long_words(entries: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    """The long single words among the phrases of posts and levels, and titles of army and police a letter shorter."""
    long_words: dict[str, list[Entry]] = {}
    for form, entry in entries:
        title = (
            isinstance(entry.value, Post) and entry.value.notation == form and entry.value.pillar in ("TNI", "Polri")
        )
        if entry.cls in ("post", "level") and len(form) >= (_LONG - 1 if title else _LONG) and form.isalpha():
            long_words.setdefault(fold(form), []).append(entry)
    return long_words


def _succession(rows: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """The words of succession by kind."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], set()).add(row["form"])
    return {kind: frozenset(forms) for kind, forms in kinds.items()}


def _local_word(vocab: Vocabulary, row: Mapping[str, str]) -> LocalWord:
    concepts: Mapping[str, Post | Level] = vocab.levels if row["class"] == "level" else vocab.posts
    return LocalWord(concepts[row["notation"]], tuple(row["regions"].split()))


def _single_titles(vocab: Vocabulary) -> frozenset[str]:
    people = [s for group in (vocab.posts, vocab.ranks) for concept in group.values() for s in concept.surfaces]
    forms = {fold(form).rstrip(".") for form in (*people, *(row["form"] for row in vocab.tables["honorifics"]))}
    return frozenset(form for form in forms if form.isalpha() and len(form) > 2)


def _titles(vocab: Vocabulary) -> dict[tuple[str, str], str]:
    """What each accepted form of a post is reported as: itself, but for posts that everybody knows by one title."""
    known_by_one = {row["notation"] for row in vocab.tables["one-title-posts"]}
    titles: dict[tuple[str, str], str] = {}
    for post in vocab.posts.values():
        if post.notation not in known_by_one:
            for form in post.titles:
                titles.setdefault((post.notation, fold(form).replace(".", "")), form)
    for row in vocab.tables["local-words"]:
        if row["class"] == "post":
            titles.setdefault((row["notation"], fold(row["form"])), row["form"])
            titles[row["notation"], fold(row["notation"])] = row["form"]  # "Raja Negeri Hila": the Raja of Negeri Hila
    return titles
