"""The area in which something happened, told from the areas of posts, bodies and speeches."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.findings import Document, Person, Place, Value
from kg.extract.narrative import VOICES, Narrative, inside
from kg.extract.place_words import Phrase, Words, words
from kg.model import Span
from kg.text.tokens import tokenize
from kg.vocab import Vocabulary

# Votes of a mention of a place: for standing after "di"; for standing there; as part of a line officer's post, of a
# body, of a superior's post. A Babinsa works in the village of his post, a Kapolsek's sector only says whose he is.
_LOCATED, _PLAIN, _LINE_POST, _BODY, _POST = 1.0, 0.55, 0.6, 0.3, 0.25
_BUILDING = 0.6  # "di SMAN 1 Tuban": the name of a building need not say where it stands
_DATELINE = 1.2
_AIM = 0.6  # of the vote, after words of purpose: "guna mencegah kejahatan di Desa A" still says where
_FROM = 0.4  # of the vote, for "asal", "dari", "menuju"
_SIDES = frozenset({"belakang", "depan", "samping", "sebelah", "seberang", "dekat", "tepi", "ujung", "tengah", "dalam"})
_FRONT = 1.2  # position of the sentences that tell of the event itself
_REACH = 14  # tokens that may stand between "di" and the name: a hall, a street, RT and RW
_DESCEND, _STRAY = 0.2, 0.8  # share of its votes that a smaller area needs: one inside it, one not known to be
_LEAST, _CLEARLY = 0.25, 2.0  # ... and this many, and this many times those of another of its level


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


class _Vote(NamedTuple):
    """``own``: by a mention in its own right, not inside a post or the name of a body."""

    worth: float
    span: Span
    own: bool


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
    in_persons = {i for p in persons for m in p.mentions if m.how in ("name", "short") for i in inside(doc, m.span)}
    votes: dict[str, list[_Vote]] = {}
    parents: dict[str, set[str]] = {place.id: set(place.within) for place in places}
    for chain in _chains(doc, _seen(doc, places, sentences), order, lexicon):
        vote = _vote(doc, narrative, chain[0], in_persons, lexicon)
        votes.setdefault(chain[0].place.id, []).append(vote)
        for inner, outer in itertools.pairwise(chain):
            parents[inner.place.id].add(outer.place.id)
    totals = {key: _total(vote.worth for vote in cast) for key, cast in votes.items()}
    by_id = {place.id: place for place in places}
    best = max(totals, key=lambda key: (totals[key], order.get(by_id[key].level, 0)), default=None)
    if best is None or totals[best] <= 0:
        return None
    own = {key: _total(v.worth for v in cast if v.own) for key, cast in votes.items() if any(v.own for v in cast)}
    best = _descend(best, totals[best], own, parents, by_id, order)
    strongest = max(votes[best], key=lambda vote: (vote.worth, -vote.span.start))
    confidence = round(min(0.95, 0.5 + totals[best] / 10), 2)
    place = _in_its_hall(doc, narrative, sentences, by_id[best], parents[best], lexicon) or best
    return Value(place, by_id[place].name, strongest.span, "event.place-votes", confidence)


def _in_its_hall(
    doc: Document, narrative: Narrative, sentences: Sequence[int], hamlet: Place, around: set[str], lexicon: Words
) -> str | None:
    """The village of a hamlet whose people met "di Balai Desa", in the hall of the village."""
    village = next((key for key in hamlet.within if key in around), None)
    if hamlet.level != "dusun" or village is None:
        return None
    for index in sentences:
        first, after = doc.ranges[index]
        for i in range(first, after - 1):
            hall = doc.tokens[i].lower in lexicon.venues and doc.tokens[i + 1].lower in lexicon.villages
            at_it = hall and any(token.lower in ("di", "bertempat") for token in doc.tokens[max(first, i - 2) : i])
            if at_it and narrative.positions[index] >= _FRONT and not narrative.voices[i]:
                return village
    return None


def _seen(doc: Document, places: Sequence[Place], sentences: Sequence[int]) -> list[_Seen]:
    """Mentions of ``places`` in ``sentences``, and every other use of their names; the longer hides the shorter."""
    wanted = set(sentences)
    found = [(m.span, place) for place in places for m in place.mentions if m.how != "pronoun"]
    found += _other_uses(doc, places)
    found.sort(key=lambda item: (item[0].start - item[0].end, item[0].start))
    taken: set[int] = set()
    seen = []
    for span, place in found:
        at = inside(doc, span)
        index = doc.sentence_at(span.start)
        if index in wanted and at and not taken.intersection(at):
            taken.update(at)
            seen.append(_Seen(place, span, at.start, at.stop, index))
    return sorted(seen, key=lambda s: (s.first, s.after, s.place.id))


def _other_uses(doc: Document, places: Sequence[Place]) -> Iterator[tuple[Span, Place]]:
    """Where the name of a place stands again with a capital, unless two places share it."""
    names: dict[Phrase, list[Place]] = {}
    for place in places:
        names.setdefault(tuple(token.lower for token in tokenize(place.name)), []).append(place)
    by_first: dict[str, list[tuple[Phrase, Place]]] = {}
    for name, holders in names.items():
        if name and len(holders) == 1:
            by_first.setdefault(name[0], []).append((name, holders[0]))
    for i, token in enumerate(doc.tokens):
        for name, place in by_first.get(token.lower, ()):
            if not token.is_capitalised or tuple(t.lower for t in doc.tokens[i : i + len(name)]) != name:
                continue
            if place.level != "dusun" or not i or not doc.tokens[i - 1].is_capitalised:  # "Subak Tojang"
                yield Span(token.start, doc.tokens[i + len(name) - 1].end), place


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
    if len(between) <= 5 and all(token.kind == "mark" or token.lower in lexicon.levels for token in between):
        return True
    # "Kelurahan A, Kecamatan B, Kota C", where nobody knows B
    opens = 0 < len(between) <= 6 and between[0].text == "," and between[1].lower in lexicon.levels
    return opens and all(token.kind == "mark" or token.is_capitalised for token in between)


def _vote(doc: Document, narrative: Narrative, seen: _Seen, in_persons: set[int], lexicon: Words) -> _Vote:
    if doc.sentences[seen.sentence].part == "dateline":
        return _Vote(_DATELINE, seen.span, True)
    start = doc.ranges[seen.sentence][0]
    i = seen.first - 1
    while i >= start and (doc.tokens[i].lower in lexicon.levels or doc.tokens[i].text == "."):
        i -= 1
    before = doc.tokens[i].lower if i >= start else ""
    of_post = i >= start and _ends(doc, start, i, lexicon.posts)
    located = _located(doc, seen, start, in_persons, lexicon)
    post = of_post or seen.first in in_persons
    if of_post and located and not any(token.text == "," for token in doc.tokens[max(start, i - 4) : seen.first]):
        worth, post = _LOCATED, False  # "di Kantor Lurah A"
    elif post:
        worth = _LINE_POST if _line_post(doc, seen, start, lexicon) else _POST
    elif _names_building(doc, seen, start, lexicon):
        worth = _BUILDING if located else _BODY
    elif located:
        worth = _LOCATED
    elif narrative.named[seen.first] or (i >= start and _ends(doc, start, i, lexicon.units)):
        worth = _BODY
    else:
        worth = _PLAIN * (_FROM if before in ("dari", "menuju") or _of_origin(doc, start, seen.first) else 1.0)
    voice = VOICES[narrative.voices[seen.first]]
    aim = _AIM if narrative.factors[seen.first] < voice else 1.0
    return _Vote(
        worth * narrative.positions[seen.sentence] * voice * aim,
        seen.span,
        worth >= _PLAIN and not post and voice > VOICES[2],
    )


def _of_origin(doc: Document, start: int, first: int) -> bool:
    """ "pemuda asal Desa A dan Desa B": where people come from."""
    return any(token.lower in ("asal", "asli") for token in doc.tokens[max(start, first - 6) : first])


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
            if following.lower in _SIDES and i + 2 < seen.first:
                following = doc.tokens[i + 2]
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
    best: str,
    total: float,
    own: dict[str, float],
    parents: dict[str, set[str]],
    by_id: dict[str, Place],
    order: dict[str, int],
) -> str:
    """The area inside ``best`` with enough votes of its own, as deep as it goes; ``best`` where two are as likely."""
    inner = [
        key
        for key in own
        if order.get(by_id[key].level, 0) > order.get(by_id[best].level, 0)
        and own[key] >= max(_share(parents[key], by_id[best], by_id) * total, _LEAST)
    ]
    next_level = min((order.get(by_id[key].level, 0) for key in inner), default=0)
    level = sorted((key for key in inner if order.get(by_id[key].level, 0) == next_level), key=lambda k: (-own[k], k))
    if not level or (len(level) > 1 and own[level[0]] < _CLEARLY * own[level[1]]):
        return best
    return _descend(level[0], own[level[0]], own, parents, by_id, order)


def _share(around: set[str], outer: Place, by_id: dict[str, Place]) -> float:
    """Share of the votes of ``outer`` that an area needs to take its place; ``around``: ids or names around it."""
    if outer.id in around or outer.name in around:
        return _DESCEND
    rivals = [place for place in by_id.values() if place.level == outer.level]
    return math.inf if any(place.id in around or place.name in around for place in rivals) else _STRAY
