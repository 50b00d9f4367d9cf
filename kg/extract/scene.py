"""The mentions of persons in one document by token, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.extract.findings import Document, Person
from kg.extract.speech import Speech
from kg.text.tokens import Token, tokenize
from kg.vocab import Vocabulary

How = Literal["named", "pronoun", "unknown", "group", "none", "blocked"]

_DESCRIBED = 16  # tokens that a description may take


class Who(NamedTuple):
    """The speaker found at a place, and how.

    unknown: somebody, but no person of the article; group: several unnamed; none: the place names nobody;
    blocked: nothing is said here ("untuk menyampaikan").
    """

    how: How
    persons: tuple[str, ...] = ()
    last: int = 0  # token index after the words that name the speaker, where reading went left to right
    certain: float = 1.0


class Place(NamedTuple):
    """A mention of a person as a token range."""

    first: int
    last: int
    person: str
    short: bool  # by a bare post, not by name


UNKNOWN = Who("unknown")
NONE = Who("none")
BLOCKED = Who("blocked")


@dataclass(slots=True)
class Scene:
    """The mentions of one document by token, and who was spoken of last while it is read from front to back."""

    doc: Document
    persons: Sequence[Person]
    vocab: Vocabulary
    speech: Speech
    places: list[Place] = field(default_factory=list)
    inside: dict[int, Place] = field(default_factory=dict)  # token index -> the mention it belongs to
    names: dict[str, set[str]] = field(default_factory=dict)  # folded part of a name -> persons who bear it
    current: Who = NONE  # who spoke or acted last
    weak: Who = NONE  # who was named last in a lesser part
    by_speech: bool = False  # whether ``current`` spoke, rather than acted

    def __post_init__(self) -> None:
        found = []
        for person in self.persons:
            for mention in person.mentions:
                first = self.doc.token_at(mention.span.start)
                last = self.doc.token_at(mention.span.end - 1) + 1
                if mention.how != "pronoun" and last > first:
                    found.append(Place(first, last, person.id, mention.how == "post"))
            for token in tokenize(person.name):
                self.names.setdefault(token.lower, set()).add(person.id)
        reach = 0
        for place in sorted(found, key=lambda p: (p.first, -p.last, p.person)):
            if place.first < reach:
                continue
            reach = place.last
            self.places.append(place)
            for i in range(place.first, place.last):
                self.inside[i] = place

    def governor(self, place: Place) -> Literal["proxy", "governed", "and", "none"]:
        """What the words before a mention in its sentence make of it."""
        tokens = self.doc.tokens
        begin = self.doc.ranges[self.doc.sentence_of[place.first]][0]
        i = place.first - 1
        while i >= begin and self.is_title(tokens[i]):
            i -= 1
        if i < begin:
            return "none"
        token = tokens[i]
        if self.speech.is_("proxy", token):
            return "proxy"
        if token.lower == "oleh" and i > 0 and self.speech.is_("proxy", tokens[i - 1]):
            return "proxy"
        if self.speech.is_("and", token) or token.text in "&":
            return "and" if i - 1 in self.inside else "none"
        if token.text == "," and i - 1 in self.inside and self.inside[i - 1].person != place.person:
            return "and"
        if self.speech.is_("asked", token):
            return "none"
        if self.speech.is_("governor", token) or self.speech.is_("kin", token):
            return "governed"
        if token.lower == "langsung" and i > 0 and self.speech.is_verbal(tokens[i - 1]):
            return "governed"
        acts_on = self.speech.is_verbal(token) and token.lower[0] != "b"
        return "governed" if acts_on and not token.is_capitalised else "none"

    def is_title(self, token: Token) -> bool:
        return token.text == "." or token.lower in self.speech.titles

    def is_degree(self, i: int, end: int) -> bool:
        """Whether the tokens are degrees after a name ("S.H.", "M.Si", "SE MM")."""
        tokens = self.doc.tokens[i:end]
        short = all(t.kind == "mark" or (t.is_capitalised and len(t.text) <= 4) for t in tokens)
        return short and (any(t.text == "." for t in tokens) or all(t.is_upper for t in tokens))

    def past_name(self, i: int, stop: int) -> int:
        """Past what may still belong to a name that ends before ``i``: a code, an area, degrees in commas."""
        tokens = self.doc.tokens
        j = i
        while j < stop and (tokens[j].is_capitalised or tokens[j].kind == "number" or tokens[j].text in "-–/.()&"):
            j += 1
        if j > i and (j == stop or tokens[j].text in ",:" or self.speech.is_("marker", tokens[j])):
            i = j
        if i + 1 < stop and self.speech.is_("adverb", tokens[i]) and tokens[i + 1].text == ",":
            i += 1
        while i < stop and tokens[i].text == ",":
            j = i + 1
            while j < stop and tokens[j].text != ",":
                j += 1
            if j - i > 8 or j == stop or j == i + 1 or not self.is_degree(i + 1, j):
                break
            i = j
        return i

    def bearer(self, i: int, end: int) -> str | None:
        """The one person whose name all words ``[i, end)`` belong to, where no mention was read ("YN", "Budi")."""
        tokens = self.doc.tokens[i:end]
        if not all(t.is_capitalised and t.lower in self.names for t in tokens):
            return None
        shared = set.intersection(*(self.names[t.lower] for t in tokens)) if tokens else set()
        return next(iter(shared)) if len(shared) == 1 else None

    def description(self, i: int, stop: int) -> int | None:
        """After "perwira berpangkat balok dua itu", "bintara dari Koramil 09/Nanggulan, Kodim 0731, itu": the index
        after it."""
        tokens = self.doc.tokens
        if tokens[i].lower not in self.speech.pronouns["sort"]:
            return None
        comma = False  # after one only names of bodies and areas follow
        for j in range(i + 1, min(i + _DESCRIBED, stop)):
            token = tokens[j]
            if self.speech.is_("point", token):
                return j + 1
            comma = comma or token.text == ","
            if j in self.inside or (token.kind == "mark" and token.text not in "-./,"):
                return None
            if comma and token.kind == "word" and not token.is_capitalised:
                return None
        return None

    def describes(self, i: int, end: int) -> bool:
        """Whether a subject takes up a person by what he is ("Menteri Tenaga Kerja itu")."""
        tokens = self.doc.tokens
        if (described := self.description(i, end)) is not None:
            return described >= end - 1
        if not self.speech.is_("refer", tokens[end - 1]):
            return False
        titled = sum(1 for t in tokens[i:end] if t.is_capitalised) > 1
        return titled or self.vocab.post_phrases.longest(tokens, i, end) is not None

    def by_post(self, i: int, stop: int) -> Who | None:
        """A bare post that several persons hold, or that no mention was read from: who of them was named last."""
        found = self.vocab.post_phrases.longest(self.doc.tokens, i, stop)
        if found is None:
            return None
        last, posts = found
        notations = {post.notation for post in posts}
        holders = {p.id for p in self.persons if any(_holds(role, notations) for role in p.values("role"))}
        nearest = [place for place in self.places if place.person in holders and place.first <= i]
        if not nearest:
            return None
        # a name right after the post is somebody else whom nobody knows ("Lurah Budi" is not "Lurah Asrori")
        if last < stop and self.doc.tokens[last].is_capitalised and last not in self.inside:
            return None
        return Who("named", (nearest[-1].person,), last, 0.75 if len(holders) > 1 else 0.9)


def _holds(role: str, notations: set[str]) -> bool:
    """Whether a role is one of some posts, also an acting or a longer one ("Plt. Kepala Dinas Pertanian")."""
    acting, _, rest = role.partition(" ")
    bare = rest if acting.endswith(".") else role
    return bare in notations or any(bare.startswith(f"{notation} ") for notation in notations)
