"""Looking up many phrases in a token stream at once: a trie over folded tokens, longest match first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.text.tokens import Token, tokenize

T = TypeVar("T")


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class PhraseTable(Generic[T]):
    """Phrases -> values. Matching ignores case, kind of apostrophe and dots of abbreviations ("Kec." = "Kec").

    >>> table = PhraseTable([("Ketua RW", 1), ("Kec.", 2)])
    >>> tokens = tokenize("Ketua RW di Kec. Lawang")
    >>> table.longest(tokens, 0), table.longest(tokens, 3)
    ((2, [1]), (5, [2]))
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in entries:
            node = self._root
            for token in tokenize(phrase):
                if token.text != ".":
                    node = node.children.setdefault(token.lower, _Node())
            if node is self._root:
                raise ValueError(f"a phrase needs a letter or a digit: {phrase!r}")
            if value not in node.values:
                node.values.append(value)

    @property
    def starts(self) -> frozenset[str]:
        """The folded first words of all phrases."""
        return frozenset(self._root.children)

    def longest(self, tokens: Sequence[Token], i: int, stop: int | None = None) -> tuple[int, list[T]] | None:
        """The longest phrase that begins at token ``i``: (index after it, its values), or None.

        A dot glued to a word is passed over inside a phrase, and taken along after it only when more text follows on
        the same line in lower case or within the phrase: a full stop stays outside.
        """
        stop = len(tokens) if stop is None else stop
        node = self._root
        if i >= stop or tokens[i].lower not in node.children:
            return None
        best: tuple[int, list[T]] | None = None
        j = i
        while j < stop:
            token = tokens[j]
            child = node.children.get(token.lower)
            if child is None:
                if token.text == "." and token.glued and j > i:
                    j += 1
                    continue
                break
            node = child
            j += 1
            if node.values:
                best = (j, node.values)
        if best is None:
            return None
        end, values = best
        # the dot of an abbreviation of at most five letters ("Kec.", "Bpk.") belongs to it when a word follows
        if end < stop - 1 and tokens[end].text == "." and tokens[end].glued and len(tokens[end - 1].text) <= 5:
            end += 1
        return end, values
