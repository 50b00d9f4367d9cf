"""Masking names in text: whole names wherever they stand, their parts in the articles that know their bearers.

Names are compared word by word, without regard to case, accents, apostrophes and what stands between the words, so that
``SITI AMINAH``, ``siti-aminah`` in an address and ``#SitiAminah`` are all found. The longest name at a place wins: the
"Siti" of a named official "Siti Rahma" stays, the "Siti" of a masked "Siti Aminah" goes.

In the text of an article a capitalised word that nothing explains goes as well: no ordinary or listed word, no name of
a unit, place or official of the article. It may be a name that the extractor did not take for one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.text.stems import is_ordinary
from kg.vocab import load

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)*")
_APOSTROPHES = re.compile("['’‘`´]")
_ACRONYM = 7  # letters of a word in capitals that is taken for an acronym
_SHORTEST = 3  # letters of a part of a name that is looked for by itself

UNKNOWN = "[nama]"
"""Stands for a part of a name that several masked people share, and for words that may be anybody's name."""


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def words(text: str) -> Words:
    """The words of a name as they are compared.

    >>> words("Hj. Siti Nur’aini"), words("siti-nuraini")
    (('hj', 'siti', 'nuraini'), ('siti', 'nuraini'))
    """
    return tuple(token.word for token in _tokens(text))


def _tokens(text: str) -> list[_Token]:
    return [_Token(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", word)).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))


def parts(name: Words) -> Iterator[str]:
    """The words of a name that may stand for it alone: no initials, no particles."""
    particles = {row["form"] for row in load().tables["name-particles"]}
    return (word for word in name if len(word) >= _SHORTEST and word not in particles)


class Context:
    """What one article knows: whose name a word may be, and the names in it that stay."""

    def __init__(
        self, masked: Iterable[tuple[str, str]] = (), kept: Iterable[str] = (), known: frozenset[str] | None = None
    ) -> None:
        """``masked``: (name in any form, mask); ``kept``: names of officials, units and places; ``known``: words that
        are no private person's name, None where any word may stand.
        """
        self.masked: dict[Words, str] = {}
        for name, mask in masked:
            whole = words(name)
            for form in {whole, *((part,) for part in parts(whole))} - {()}:
                self.masked[form] = mask if self.masked.get(form, mask) == mask else UNKNOWN
        self.kept = {whole for name in kept if (whole := words(name))}
        self.known = known
        self.longest: dict[str, int] = {}
        for whole in (*self.masked, *self.kept):
            self.longest[whole[0]] = max(self.longest.get(whole[0], 1), len(whole))

    def names_only(self) -> Context:
        """The same, but words that nothing explains stay: for addresses, which are full of them."""
        out = Context()
        out.masked, out.kept, out.longest = self.masked, self.kept, self.longest
        return out


EVERYWHERE = Context()
"""Of text that belongs to no article."""


class Names:
    """All masked names of a graph, and the names that stay."""

    def __init__(
        self, masked: Iterable[tuple[str, str]], kept: Iterable[str], bylines: Iterable[tuple[str, str]] = ()
    ) -> None:
        """``masked``: (name, mask); ``kept``: names of officials, units and places; ``bylines`` go whole or not."""
        self._whole: dict[Words, str] = {}
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._longest: dict[str, int] = {}
        for name, mask in masked:
            self._add(words(name), mask)
            for part in parts(words(name)):
                self._parts[part].add(mask)
        for name, mask in bylines:
            self._add(words(name), mask)
        self._kept = {whole for name in kept if len(whole := words(name)) > 1} - self._whole.keys()
        for whole in self._kept:
            self._note(whole)

    def _add(self, whole: Words, mask: str) -> None:
        """A name of several words; one word alone may be many people's."""
        if len(whole) > 1:
            for form in (whole, ("".join(whole),)):
                self._whole[form] = mask if self._whole.get(form, mask) == mask else UNKNOWN
                self._note(form)

    def _note(self, whole: Words) -> None:
        self._longest[whole[0]] = max(self._longest.get(whole[0], 1), len(whole))

    def mask(self, text: str, context: Context = EVERYWHERE, *, parts: bool = True) -> str:
        """The text with masks in place of names. ``parts``: parts of names go too, where they can be no other word."""
        tokens = _tokens(text)
        out: list[str] = []
        before = None
        at = place = 0
        while place < len(tokens):
            length, mask = self._found(text, tokens, place, context, parts)
            if mask is not None:
                between = text[at : tokens[place].start]
                if mask != before or between.strip(" \n_-."):  # "Siti", "Aminah" of one person are one mask
                    out += [between, mask]
                before, at = mask, tokens[place + length - 1].end
            place += length
        return "".join(out) + text[at:]

    def _found(
        self, text: str, tokens: list[_Token], place: int, context: Context, parts: bool
    ) -> tuple[int, str | None]:
        """How many words the longest name at a place has, and its mask; None if it stays or there is no name."""
        first = tokens[place].word
        most = max(self._longest.get(first, 1), context.longest.get(first, 1))
        for length in range(min(most, len(tokens) - place), 0, -1):
            found = tuple(token.word for token in tokens[place : place + length])
            if (mask := context.masked.get(found)) is not None:
                return length, mask
            if found in context.kept:
                return length, None
            if (mask := self._whole.get(found)) is not None:
                return length, mask
            if found in self._kept:
                return length, None
        if mask := self._part(text, tokens[place]) if parts else None:
            return 1, mask
        return 1, UNKNOWN if _is_strange(text, tokens[place], context) else None

    def _part(self, text: str, token: _Token) -> str | None:
        """Mask of a word that is part of a masked name elsewhere: not of an ordinary one, which is what it seems."""
        masks = self._parts.get(token.word)
        if not masks or not text[token.start].isupper() or is_ordinary(token.word):
            return None
        return next(iter(masks)) if len(masks) == 1 else UNKNOWN


def _is_strange(text: str, token: _Token, context: Context) -> bool:
    """Whether a word looks like a name and nothing says that it is something else."""
    word = text[token.start : token.end]
    if context.known is None or not word[0].isupper() or len(word) < _SHORTEST:
        return False
    if word.isupper() and len(word) <= _ACRONYM and not text.isupper():
        return False
    return not (token.word in context.known or token.word in _listed() or is_ordinary(token.word))


@functools.cache
def _listed() -> frozenset[str]:
    """Words of the vocabularies and word lists, but for those on names of people."""
    vocab = load()
    concepts = (vocab.ranks, vocab.posts, vocab.unit_kinds, vocab.levels, vocab.activities, vocab.topics)
    forms = [
        form
        for table in concepts
        for concept in table.values()
        for form in getattr(concept, "surfaces", (concept.notation,))
    ]
    forms += [
        next(iter(row.values())) for name, rows in vocab.tables.items() for row in rows if name != "name-variants"
    ]
    return frozenset(word for form in forms for word in words(form))
