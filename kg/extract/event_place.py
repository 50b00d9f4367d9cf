"""Where something happened: the area and the venue that belong to an event, not those of posts, bodies and speeches."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.findings import Document, Person, Place, Value
from kg.extract.narrative import Narrative, inside
from kg.model import Span
from kg.text.tokens import fold, tokenize
from kg.vocab import Vocabulary

# Votes of a mention of a place: for standing after "di"; for standing there; as part of a line officer's post, of a
# body, of a superior's post. A Babinsa works in the village of his post, a Kapolsek's sector only says whose he is.
_LOCATED, _PLAIN, _LINE_POST, _BODY, _POST = 1.0, 0.55, 0.6, 0.3, 0.25
_BUILDING = 0.6  # "di SMAN 1 Tuban": the name of a building need not say where it stands
_DATELINE = 1.2
_FROM = 0.4  # of the vote, for "asal", "dari"
_REACH = 14  # tokens that may stand between "di" and the name: a hall, a street, RT and RW
_DESCEND = 0.25  # a smaller area inside the chosen one needs this share of its votes
_VENUE_WORDS = 8


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of folded words and of phrases (folded words in a row) the scene is read with."""

    levels: frozenset[str]
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
    return Words(
        levels=levels,
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


def _ends(doc: Document, first: int, last: int, phrases: frozenset[Phrase]) -> bool:
    """Whether one of ``phrases`` ends with token ``last``, beginning at ``first`` or later."""
    tail = tuple(token.lower for token in doc.tokens[max(first, last - 4) : last + 1] if token.kind == "word")
    return any(tail[i:] in phrases for i in range(len(tail)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One mention of a place, as tokens ``[first, after)``."""

    place: Place
    span: Span
    first: int
    after: int
    sentence: int


def find_place(
    doc: Document,
    narrative: Narrative,
    places: Sequence[Place],
    persons: Sequence[Person],
    sentences: Sequence[int],
    vocab: Vocabulary,
) -> Value | None:
    """The smallest area in which ``sentences`` set the event, or None where they name none.

    Mentions in a row ("Kelurahan A, Kecamatan B, Kota C") vote for the first. The area with most votes wins, and gives
    way to one inside it that has a fair share of them.
    """
    order = {level.notation: level.order for level in vocab.levels.values()}
    lexicon = words(vocab)
    in_persons = {i for p in persons for m in p.mentions if m.how != "pronoun" for i in inside(doc, m.span)}
    votes: dict[str, list[tuple[float, Span]]] = {}
    parents: dict[str, set[str]] = {place.id: set(place.within) for place in places}
    for chain in _chains(doc, _seen(doc, places, sentences), order, lexicon):
        score = _vote(doc, narrative, chain[0], in_persons, lexicon)
        votes.setdefault(chain[0].place.id, []).append((score, chain[0].span))
        for inner, outer in itertools.pairwise(chain):
            parents[inner.place.id].add(outer.place.id)
    totals = {key: _total(score for score, _ in cast) for key, cast in votes.items()}
    by_id = {place.id: place for place in places}
    best = max(totals, key=lambda key: (totals[key], order.get(by_id[key].level, 0)), default=None)
    if best is None or totals[best] <= 0:
        return None
    best = _descend(best, totals, parents, by_id, order)
    score, span = max(votes[best], key=lambda vote: (vote[0], -vote[1].start))
    return Value(best, by_id[best].name, span, "event.place-votes", round(min(0.95, 0.5 + totals[best] / 10), 2))


def _seen(doc: Document, places: Sequence[Place], sentences: Sequence[int]) -> list[_Seen]:
    wanted = set(sentences)
    seen = []
    for place in places:
        for mention in place.mentions:
            index = doc.sentence_at(mention.span.start)
            at = inside(doc, mention.span)
            if index in wanted and mention.how != "pronoun" and at:
                seen.append(_Seen(place, mention.span, at.start, at.stop, index))
    return sorted(seen, key=lambda s: (s.first, s.after, s.place.id))


def _chains(doc: Document, seen: Sequence[_Seen], order: dict[str, int], lexicon: Words) -> list[list[_Seen]]:
    chains: list[list[_Seen]] = []
    for item in seen:
        if chains and _continues(doc, chains[-1][-1], item, order, lexicon):
            chains[-1].append(item)
        else:
            chains.append([item])
    return chains


def _continues(doc: Document, left: _Seen, right: _Seen, order: dict[str, int], lexicon: Words) -> bool:
    if left.sentence != right.sentence or order.get(right.place.level, 0) >= order.get(left.place.level, 0):
        return False
    between = doc.tokens[left.after : right.first]
    return len(between) <= 5 and all(token.kind == "mark" or token.lower in lexicon.levels for token in between)


def _vote(doc: Document, narrative: Narrative, seen: _Seen, in_persons: set[int], lexicon: Words) -> float:
    if doc.sentences[seen.sentence].part == "dateline":
        return _DATELINE
    start = doc.ranges[seen.sentence][0]
    i = seen.first - 1
    while i >= start and (doc.tokens[i].lower in lexicon.levels or doc.tokens[i].text == "."):
        i -= 1
    before = doc.tokens[i].lower if i >= start else ""
    of_post = i >= start and _ends(doc, start, i, lexicon.posts)
    located = _located(doc, seen, start, in_persons, lexicon)
    if of_post or seen.first in in_persons:
        worth = _LINE_POST if _line_post(doc, seen, start, lexicon) else _POST
    elif _names_building(doc, seen, start, lexicon):
        worth = _BUILDING if located else _BODY
    elif located:
        worth = _LOCATED
    elif narrative.named[seen.first] or (i >= start and _ends(doc, start, i, lexicon.units)):
        worth = _BODY
    else:
        worth = _PLAIN * (_FROM if before in ("asal", "dari") else 1.0)
    return worth * narrative.positions[seen.sentence] * narrative.factors[seen.first]


def _names_building(doc: Document, seen: _Seen, start: int, lexicon: Words) -> bool:
    """Whether the name is that of a school, a mosque or the like, without a word for the level: "SMA N 1 Tuban"."""
    i = seen.first - 1
    while i >= start and (doc.tokens[i].kind != "word" or len(doc.tokens[i].text) == 1):
        i -= 1
    return i >= max(start, seen.first - 4) and doc.tokens[i].lower in lexicon.venues


def _line_post(doc: Document, seen: _Seen, start: int, lexicon: Words) -> bool:
    """Whether the post that holds the area ("Babinsa Desa A") is that of somebody who works in the area itself."""
    return any(_ends(doc, start, i, lexicon.line_posts) for i in range(max(start, seen.first - 2), seen.first))


def _located(doc: Document, seen: _Seen, start: int, in_persons: set[int], lexicon: Words) -> bool:
    """Whether "di", "ke" or a word like "wilayah" governs the mention: "di Aula Kantor Kelurahan A"."""
    for i in range(seen.first - 1, max(start, seen.first - _REACH) - 1, -1):
        token = doc.tokens[i]
        if i in in_persons or token.text in ';:”“"':
            return False
        if token.lower in ("di", "ke", "se", "sekitar", "kawasan"):
            following = doc.tokens[i + 1]
            return (
                following.is_capitalised
                or following.kind != "word"
                or any(
                    following.lower in some for some in (lexicon.levels, lexicon.venues, lexicon.areas, lexicon.units)
                )
            )
        if token.lower in ("wilayah", "lingkungan", "bertempat"):
            return True
        if (
            token.kind == "word"
            and token.text.islower()
            and len(token.text) > 6
            and token.lower.startswith(("me", "ber"))
        ):
            return False
    return False


def _total(scores: Iterable[float]) -> float:
    ranked = sorted(scores, reverse=True)
    return ranked[0] + 0.3 * sum(ranked[1:])


def _descend(
    best: str, totals: dict[str, float], parents: dict[str, set[str]], by_id: dict[str, Place], order: dict[str, int]
) -> str:
    """The only area inside ``best`` with enough votes, if there is one; else ``best``."""
    inner = [
        key
        for key in totals
        if key != best
        and order.get(by_id[key].level, 0) > order.get(by_id[best].level, 0)
        and _may_lie_in(parents[key], by_id[best], by_id)
        and totals[key] >= _DESCEND * totals[best]
        and totals[key] >= _PLAIN
    ]
    if len(inner) != 1:
        return best
    return _descend(inner[0], totals, parents, by_id, order)


def _may_lie_in(around: set[str], outer: Place, by_id: dict[str, Place]) -> bool:
    """Whether ``around`` (ids or names) holds ``outer``, or no other area of its level."""
    if outer.id in around or outer.name in around:
        return True
    return not any(
        place.level == outer.level and (place.id in around or place.name in around) for place in by_id.values()
    )


def find_venue(doc: Document, narrative: Narrative, sentences: Iterable[int], vocab: Vocabulary) -> Value | None:
    """The building, room or street where people met, as written: the words after the first "di" that fits."""
    lexicon = words(vocab)
    for index in sentences:
        first, after = doc.ranges[index]
        if doc.sentences[index].part in ("title", "dateline"):
            continue
        for i in range(first, after - 1):
            if doc.tokens[i].lower == "di" and doc.tokens[i + 1].lower in lexicon.venues and not narrative.voices[i]:
                span = _venue_span(doc, i + 1, after, lexicon)
                if span is not None:
                    return Value(doc.surface(span), doc.surface(span), span, "event.venue-after-di", 0.75)
    return None


def _venue_span(doc: Document, first: int, after: int, lexicon: Words) -> Span | None:
    """From a venue's head noun over the name that follows; None where the noun stands alone ("di rumah")."""
    i = first + 1
    while i < min(after, first + _VENUE_WORDS):
        token = doc.tokens[i]
        small = token.lower in lexicon.venues or token.lower in lexicon.levels or token.lower in lexicon.areas
        if not (token.is_capitalised or token.kind == "number" or small or (token.text in ".'/" and token.glued)):
            break
        i += 1
    while i > first + 1 and (doc.tokens[i - 1].kind == "mark" or doc.tokens[i - 1].lower in lexicon.levels):
        i -= 1
    return Span(doc.tokens[first].start, doc.tokens[i - 1].end) if i > first + 1 else None
