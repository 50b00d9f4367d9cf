"""Persons named without rank, post or honorific: by what stands around the name ("kata X", "X (45)", "warga, X")."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.extract.chunks import Chunk, Chunker
from kg.extract.grammar import Grammar
from kg.extract.sharing import LIST, served_before
from kg.extract.tails import Mentioned
from kg.text.stems import is_ordinary
from kg.text.tokens import Token
from kg.vocab import Vocabulary

_LISTED = re.compile(
    r"\b(?:di\s?antaranya|antara lain|antaranya|yakni|yaitu|masing-masing)\s*:?\s*"
    r"(?:[^\W\d_][\w.'’`-]*\s*,\s*|[A-Z][\w.'’`-]*\s+|(?:dan|serta|bin|binti)\s+|\(\d+[^)]{0,6}\)\s*,?\s*)*$"
)
_AGE = re.compile(
    r"^\s*(?:alias\s+[A-Z]\w*\s*(?:[A-Z]\w*)?|,\s*[\w. ]{1,8})?\s*\(\s*\d{1,2}\s*(?:th|thn|tahun)?\.?\s*\)", re.I
)
_AGED = re.compile(r"^\s*,?\s*(?:usia|umur|berusia|berumur)\s+\d{1,2}\b", re.I)


_OPENERS = frozenset({"antaranya", "lain", "yakni", "yaitu", "masing"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Single words around untitled names, by table."""

    speech: frozenset[str]  # verb forms that may follow a speaker
    attribution: frozenset[str]  # forms that may stand before a speaker after a quotation
    generic: frozenset[str]  # nouns that describe a private person: warga, pedagang, korban
    naming: frozenset[str]  # bernama, inisial


@functools.lru_cache(maxsize=2)
def surroundings(vocab: Vocabulary) -> Surroundings:
    def forms(*columns: str) -> frozenset[str]:
        rows = vocab.tables["speech-verbs"]
        return frozenset(f.strip().casefold() for row in rows for c in columns for f in row[c].split(",") if f.strip())

    return Surroundings(
        speech=forms("active"),
        attribution=forms("bare", "beside"),
        generic=frozenset(row["form"].casefold() for row in vocab.tables["generic-people"]),
        naming=frozenset(row["form"].casefold() for row in vocab.tables["naming-words"]),
    )


def with_untitled(
    grammar: Grammar, words: Surroundings, found: list[Mentioned], first: int, last: int
) -> list[Mentioned]:
    """``found`` and the untitled persons between them."""
    taken = [(m.first, m.last) for m in found]
    out = list(found)
    i = first
    while i < last:
        inside = next((b for a, b in taken if a <= i < b), None)
        if inside is not None:
            i = inside
            continue
        chunk = grammar.chunker.at(i, last)
        if initials := _initials(grammar, i, last):
            out.append(initials)
            i = initials.last
            continue
        if chunk.kind == "name":
            previous = max((m for m in out if m.last <= i), key=lambda m: m.last, default=None)
            rule = _untitled_rule(grammar.chunker, words, chunk, first, last, previous)
            person = grammar.untitled(i, last, *(rule or ("person.with-post", 0.8)))
            if person and (rule or _holds_post(grammar.chunker, person)):
                if not any(a < person.last and person.first < b for a, b in taken):
                    out.append(person)
                    taken.append((person.first, person.last))
                    i = person.last
                    continue
        i = max(chunk.last, _past_office(grammar, chunk, last))
    return sorted(out, key=lambda m: m.first)


def _past_office(grammar: Grammar, chunk: Chunk, last: int) -> int:
    """Past the code and area of a post without a holder: in "Danramil 01/Cikarang, Danramil 06/Setu" no Cikarang is
    Danramil."""
    office = grammar.offices.at(chunk.first, last) if chunk.kind in ("post", "acting") else None
    return office[1] if office and office[0].units else chunk.last


def _initials(grammar: Grammar, i: int, last: int) -> Mentioned | None:
    """ "pelaku berinisial RS": initials that may be the abbreviation of a body elsewhere."""
    tokens = grammar.chunker.doc.tokens
    if i == 0 or tokens[i - 1].lower not in ("inisial", "berinisial") or not tokens[i].text.isupper():
        return None
    person = Mentioned(i, i + 1, tokens[i].text, i, i + 1, rule="person.named", confidence=0.85)
    person.last = grammar.tails.read(person, i + 1, last)
    return person


def _untitled_rule(
    chunker: Chunker, words: Surroundings, chunk: Chunk, first: int, last: int, previous: Mentioned | None
) -> tuple[str, float] | None:
    """Rule and confidence by which the capitalised words of ``chunk`` are a person; None if nothing says so."""
    tokens, text = chunker.doc.tokens, chunker.doc.text
    end = chunk.last
    if end - chunk.first > 5:
        return None
    after = text[tokens[end - 1].end : tokens[last - 1].end]
    before = tokens[chunk.first - 1] if chunk.first > first else None
    if _AGE.match(after) or _AGED.match(after):
        return "person.with-age", 0.9
    if before and before.lower in words.naming and tokens[chunk.first - 2].lower not in ("beri", "diberi", "memberi"):
        return "person.named", 0.85
    if _listed(chunker, words, chunk, first):
        return "person.in-list", 0.65
    if (
        previous
        and previous.rule == "person.named"
        and _is_initial(tokens, chunk)
        and _continues(chunker, previous, chunk)
    ):
        return "person.named", 0.85
    if not _namelike(chunker, chunk):
        return None
    if before and before.lower in words.attribution and _attributes(tokens, chunk.first - 1, first):
        return "person.attribution", 0.75
    following = chunker.at(end, last)
    if served_before(chunker, first, chunk.first):
        return "person.introduced", 0.75
    introduced = _introduced(tokens, chunk.first, first, words)
    if introduced and before and before.text == "," and re.match(r"\s*(?:[.,(]|$)", after):
        return "person.introduced", 0.75
    if introduced and _speaks(chunker, words, end, last):
        return "person.introduced", 0.7
    if _speaks(chunker, words, end, last) and (before is None or before.text in ',.:;”"' or before.lower in ("itu",)):
        return "person.speaks", 0.7
    if following.kind == "mark" and following.value == ",":
        described = chunker.at(end + 1, last)
        if described.kind in ("word", "head") and chunker.doc.tokens[described.first].lower in words.generic:
            return "person.described", 0.75
    if previous and _continues(chunker, previous, chunk):
        return "person.in-list", 0.6
    return None


def _holds_post(chunker: Chunker, person: Mentioned) -> bool:
    """Whether a bare name is a person's because a post follows it after a comma, a bracket or "selaku"."""
    if not person.offices or person.offices[0].span.start <= chunker.span(person.first, person.name_last).end + 1:
        return False
    words = [t for t in chunker.doc.tokens[person.name_first : person.name_last] if t.kind == "word"]
    return not all(is_ordinary(w.text) or w.lower in chunker.lexicon.title_stops for w in words)


def _is_initial(tokens: tuple[Token, ...], chunk: Chunk) -> bool:
    """ "berinisial R, M, J dan T": suspects known by a letter."""
    return chunk.last == chunk.first + 1 and tokens[chunk.first].text.isupper() and len(tokens[chunk.first].text) <= 3


def _namelike(chunker: Chunker, chunk: Chunk) -> bool:
    """Whether capitalised words may be a name: no area, not all function words, not written small elsewhere."""
    tokens = chunker.doc.tokens
    if not _is_no_area(chunker, chunk):
        return False
    words = [t for t in tokens[chunk.first : chunk.last] if t.kind == "word"]
    if len(words) == 1:
        word = words[0]
        if word.is_upper and len(word.text) < 5:
            return False
        return len(word.text) > 2 and word.lower not in chunker.words.small and not is_ordinary(word.text)
    return not all(w.lower in chunker.words.small or is_ordinary(w.text) for w in words)


def _is_no_area(chunker: Chunker, chunk: Chunk) -> bool:
    """Whether capitalised words name no area of the article and no regency, city or province."""
    name = chunker.text(chunk.first, chunk.last)
    gazetteer = chunker.gazetteer
    return not (chunker.words.is_known(name) or gazetteer.named(name, "kabupaten") or gazetteer.named(name, "provinsi"))


def _speaks(chunker: Chunker, words: Surroundings, j: int, last: int) -> bool:
    """Whether a speech verb follows, at once or after "yang …", "juga", "turut"."""
    tokens = chunker.doc.tokens
    limit = min(last, j + 8)
    while j < limit:
        lower = tokens[j].lower
        if lower in words.speech:
            return True
        if lower in ("juga", "turut", "pun", "kembali", "sendiri"):
            j += 1
            continue
        if lower == "yang":
            j += 1
            while j < limit and tokens[j].lower not in words.speech:
                if tokens[j].text in '.;:“"':
                    return False
                j += 1
            continue
        return False
    return False


def _attributes(tokens: tuple[Token, ...], verb: int, first: int) -> bool:
    """Whether a bare verb attributes what stands before it: after a comma or closing mark, or first of its sentence."""
    return verb == first or tokens[verb - 1].text in (",", "”", '"', "’", "'", "″", "»", ".", "?", "!")


def _introduced(tokens: tuple[Token, ...], i: int, first: int, words: Surroundings) -> bool:
    """ "seorang warga, Nurdiana", "Pemilik ulayat Frans Mandacan": a noun for a private person shortly before."""
    back = [t.lower for t in tokens[max(first, i - 4) : i]]
    if back and back[-1] == ",":
        return len(back) > 1 and (back[-2] in words.generic or (len(back) > 2 and back[-3] in words.generic))
    return any(w in words.generic for w in back) and "," not in back


def _listed(chunker: Chunker, words: Surroundings, chunk: Chunk, first: int) -> bool:
    """Whether ``chunk`` is one of the people a list names: "warga, di antaranya Ustad Idil, Adam, dan Anton"."""
    tokens = chunker.doc.tokens
    opener = next((i for i in range(chunk.first - 1, first, -1) if tokens[i].lower in _OPENERS), None)
    if opener is None or tokens[chunk.first].is_upper or not _is_no_area(chunker, chunk):
        return False
    if not _LISTED.search(chunker.doc.text, tokens[first].start, tokens[chunk.first].start):
        return False
    people = range(max(first, opener - 10), opener)
    return any(tokens[i].lower in words.generic or chunker.words.is_a(i, opener, "post") for i in people)


def _continues(chunker: Chunker, previous: Mentioned, chunk: Chunk) -> bool:
    """Whether ``chunk`` is the next item of a list of names that ``previous`` belongs to."""
    tokens = chunker.doc.tokens
    between = chunker.doc.text[tokens[previous.last - 1].end : tokens[chunk.first].start]
    if not LIST.match(between) or previous.rank:
        return False
    following = chunker.doc.text[tokens[chunk.last - 1].end : tokens[chunk.last - 1].end + 6]
    return re.match(r"\s*(?:,|\.|$|dan\b|serta\b|\()", following) is not None
