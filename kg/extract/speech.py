"""The verbs and small words of reported speech as the grammar meets them, built once from a vocabulary's tables."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.errors import DataError
from kg.text.tokens import Token, fold, tokenize
from kg.vocab import Vocabulary

Form = Literal["active", "passive", "bare", "beside"]
Takes = Literal["clause", "person", "thing", "break", "marker", "self", "state", "judge", "fact", "quote", "noun"]

# Shorter words are too often one letter away from another word ("menyangka", "menyangkal").
_SHORTEST_MISSPELT = 9
_REMEMBERED = 20_000
_VERBAL = ("mem", "men", "mel", "mer", "mew", "di", "ber")

TELLS: frozenset[Takes] = frozenset({"clause", "break", "fact", "state"})
"""What verbs take that may report speech without an addressee."""
HEARD: frozenset[Takes] = frozenset({"clause", "thing", "person", "state"})
"""What verbs take that attribute a quotation in the passive."""


class Verb(NamedTuple):
    """A speech verb in one of its forms; what ``takes`` means is said in ontology/lexicon/speech-verbs.tsv."""

    lemma: str
    cls: str
    takes: Takes
    form: Form


class Found(NamedTuple):
    """A verb met in a text: the token index after it, and whether a -nya goes with it."""

    last: int
    verb: Verb
    nya: bool


_Forms = dict[str, list[tuple[tuple[str, ...], Verb]]]  # first word -> (words after it, verb), longest first


@dataclass(frozen=True, slots=True)
class Speech:
    """Forms of the verbs by kind, nouns and pronouns by kind, small words by what they do."""

    forms: dict[Form, _Forms]
    nouns: dict[str, frozenset[str]]  # kind -> folded nouns
    pronouns: dict[str, frozenset[str]]
    plain: dict[str, frozenset[str]]  # lemma -> objects with which it is no speech
    words: dict[str, frozenset[str]]
    titles: frozenset[str]  # honorifics before a name
    misspelt: dict[str, str]  # a long form with one letter left out -> the form
    starts: frozenset[str]  # every first word of a verb form, also with -nya
    meanings: dict[str, str | None] = field(default_factory=dict)  # long words looked up before

    def verb(self, tokens: Sequence[Token], i: int, stop: int, *forms: Form) -> Found | None:
        """The speech verb that begins at token ``i`` in one of ``forms``, tried in their order."""
        word = tokens[i].lower
        for form in forms:
            if found := self._plain(tokens, i, stop, form, word):
                return found
        apart = "passive" in forms and word == "di" and i + 1 < stop
        if apart and (found := self._plain(tokens, i + 1, stop, "passive", "di" + tokens[i + 1].lower)):
            return found
        if len(word) >= _SHORTEST_MISSPELT and word[:2] in ("me", "di") and (meant := self._meant(word)):
            for form in forms:
                if found := self._plain(tokens, i, stop, form, meant):
                    return found
        return None

    def _plain(self, tokens: Sequence[Token], i: int, stop: int, form: Form, word: str) -> Found | None:
        table = self.forms[form]
        entries = table.get(word)
        nya = False
        if entries is None:
            base = _without_nya(word)
            if base is None or (entries := table.get(base)) is None:
                return None
            nya = True
        for rest, verb in entries:
            last = i + 1 + len(rest)
            if last <= stop and all(tokens[i + 1 + n].lower == w for n, w in enumerate(rest)):
                if not nya and (after := _loose_nya(tokens, last, stop)):
                    return Found(after, verb, True)
                return Found(last, verb, nya)
        return None

    def _meant(self, word: str) -> str | None:
        """The long verb form that ``word`` misspells, remembered: the same words come in every article."""
        if word not in self.meanings:
            if len(self.meanings) >= _REMEMBERED:
                self.meanings.clear()
            self.meanings[word] = self._respelt(word)
        return self.meanings[word]

    def _respelt(self, word: str) -> str | None:
        """The form from which ``word`` is one letter too few or too many, or two letters exchanged, away."""
        if meant := self.misspelt.get(word):
            return meant
        for n in range(1, len(word)):
            less = word[:n] + word[n + 1 :]
            swapped = word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :]
            for candidate in (less, swapped):
                if candidate.endswith("kan") and (
                    candidate in self.forms["active"] or candidate in self.forms["passive"]
                ):
                    return candidate
        return None

    def may_begin(self, word: str) -> bool:
        """Whether a folded word can begin a verb form at all: spares the look-ups for most words of a text."""
        if word in self.starts:
            return True
        return len(word) >= _SHORTEST_MISSPELT and word[:2] in ("me", "di") and word.endswith(("n", "nya"))

    def is_(self, kind: str, token: Token) -> bool:
        return token.lower in self.words[kind]

    def is_verbal(self, token: Token) -> bool:
        """Whether the word is built like a verb; the commonest words that only look so are listed."""
        return len(token.text) > 5 and token.lower.startswith(_VERBAL) and token.lower not in self.words["noverb"]


def _without_nya(word: str) -> str | None:
    for ending in ("nya", "nyalah"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return None


def _loose_nya(tokens: Sequence[Token], i: int, stop: int) -> int | None:
    """After "kata nya" or "kata-nya": the index after it."""
    if i < stop and tokens[i].lower == "nya":
        return i + 1
    if i + 1 < stop and tokens[i].text in "-–" and tokens[i + 1].lower == "nya":
        return i + 2
    return None


@functools.lru_cache(maxsize=2)
def of(vocab: Vocabulary) -> Speech:
    """The speech words of a vocabulary."""
    forms: dict[Form, _Forms] = {"active": {}, "passive": {}, "bare": {}, "beside": {}}
    misspelt: dict[str, str] = {}
    for row in vocab.tables["speech-verbs"]:
        for form, table in forms.items():
            verb = Verb(row["lemma"], row["class"], row["takes"], form)  # type: ignore[arg-type]
            for written in row[form].split(","):
                if written.strip():
                    _add(table, written, verb)
                    if form in ("active", "passive"):
                        misspelt.update(_misspellings(written.strip()))
    for table in forms.values():
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    known = {word for table in forms.values() for word in table}
    return Speech(
        forms=forms,
        nouns=_by_kind((row["noun"], row["kind"]) for row in vocab.tables["speech-nouns"]),
        plain=_by_kind((row["object"], row["lemma"]) for row in vocab.tables["speech-objects"]),
        pronouns=_by_kind((row["form"], row["kind"]) for row in vocab.tables["pronouns"]),
        words=_by_kind((row["form"], row["kind"]) for row in vocab.tables["speech-words"]),
        titles=frozenset(fold(row["form"]).rstrip(".") for row in vocab.tables["honorifics"]),
        starts=frozenset({"di", "menurut", "menurutnya", *known, *(word + "nya" for word in known)}),
        misspelt={wrong: right for wrong, right in misspelt.items() if wrong not in known},
    )


def _add(table: _Forms, written: str, verb: Verb) -> None:
    first, *rest = (token.lower for token in tokenize(written))
    entries = table.setdefault(first, [])
    for words, other in entries:
        if words == tuple(rest):
            raise DataError(
                f"lexicon/speech-verbs.tsv: {verb.form} form {written.strip()!r} stands under {other.lemma!r} "
                f"and {verb.lemma!r}; keep one"
            )
    entries.append((tuple(rest), verb))


def _misspellings(form: str) -> Iterable[tuple[str, str]]:
    """The form with any one inner letter left out; only long forms in -kan, which no other word comes near."""
    if form.endswith("kan") and len(form) > _SHORTEST_MISSPELT and " " not in form:
        for n in range(1, len(form)):
            yield form[:n] + form[n + 1 :], form


def _by_kind(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for word, kind in pairs:
        kinds.setdefault(kind, set()).add(fold(word))
    return {kind: frozenset(words) for kind, words in kinds.items()}
