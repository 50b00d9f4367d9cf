"""What speaks for capitals being a private person's name: an age, a word before it, a verb after it, its letters."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.extract.chunks import Chunk, Chunker
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
_AGED = re.compile(
    r"^\s*,?\s*(?:usia|umur|berusia|berumur)\s+\d{1,2}\b|^\s*,\s*\d{1,2}\s*(?:th|thn|tahun)\b(?!\s*\d)", re.I
)


_APPOSITION = 9  # tokens of "seorang warga Desa X, …" before a name
_PASSIVE = 5  # letters of a short passive verb ("diraih")
_LONGEST_NAME = 5  # words
_ADVERBS = 3  # words up to the verb of "tak henti mengusap"
_VERBS = ("me", "ber", "ter")
_SURE = 5.0  # odds of a name by its letters, where little else speaks for it
_BEGINNERS = frozenset({"itu", "sementara", "sedangkan", "adapun"})  # words before the subject of a sentence
_OPENERS = frozenset({"antaranya", "lain", "yakni", "yaitu", "masing"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Single words around untitled names, by table."""

    speech: frozenset[str]  # verb forms that may follow a speaker
    attribution: frozenset[str]  # forms that may stand before a speaker after a quotation
    passive: frozenset[str]  # forms of "disampaikan": who said it follows
    generic: frozenset[str]  # nouns that describe a private person: warga, pedagang, korban
    naming: frozenset[str]  # bernama, inisial
    cues: frozenset[str]  # words that a person's name often follows: milik, oleh, menurut


@functools.lru_cache(maxsize=2)
def surroundings(vocab: Vocabulary) -> Surroundings:
    def forms(*columns: str) -> frozenset[str]:
        rows = vocab.tables["speech-verbs"]
        return frozenset(f.strip().casefold() for row in rows for c in columns for f in row[c].split(",") if f.strip())

    return Surroundings(
        speech=forms("active"),
        attribution=forms("bare", "beside"),
        passive=forms("passive"),
        generic=frozenset(row["form"].casefold() for row in vocab.tables["generic-people"]),
        naming=frozenset(r["form"].casefold() for r in vocab.tables["naming-words"] if not r["kind"]),
        cues=frozenset(r["form"].casefold() for r in vocab.tables["naming-words"] if r["kind"] == "cue"),
    )


def evidence(
    chunker: Chunker, words: Surroundings, chunk: Chunk, first: int, last: int, previous: Mentioned | None
) -> tuple[str, float] | None:
    """Rule and confidence by which the capitalised words of ``chunk`` are a person; None if nothing says so."""
    tokens, text = chunker.doc.tokens, chunker.doc.text
    end = chunk.last
    if end - chunk.first > 5:
        return None
    after = text[tokens[end - 1].end : tokens[last - 1].end]
    before = tokens[chunk.first - 1] if chunk.first > first else None
    if before and before.text == "." and before.glued and chunk.first - 1 > first:
        before = tokens[chunk.first - 2]  # "an. Rosmaida"
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
    introduced = _introduced(tokens, chunk.first, first, words)
    if not _namelike(chunker, chunk) and not (introduced and chunker.words.begins_person(chunk.first, end)):
        return None
    if _is_born(chunker, chunk):
        return "person.born", 0.75
    if _graduate(chunker, end, last):
        return "person.with-degree", 0.8
    if before and _cued(chunker, words, chunk):
        return "person.cued", 0.75
    if before and before.lower in words.attribution and _attributes(tokens, chunk.first - 1, first):
        return "person.attribution", 0.75
    if before and before.lower in words.passive and end - chunk.first > 1 and re.match(r"\s*(?:[.,(]|$)", after):
        return "person.attribution", 0.75  # "Keluhan pertama disampaikan Ventje Lontoh."
    following = chunker.at(end, last)
    if served_before(chunker, first, chunk.first):
        return "person.introduced", 0.75
    if introduced and before and before.text == "," and re.match(r"\s*(?:[.,(]|$)", after):
        return "person.introduced", 0.75
    if introduced and _speaks(chunker, words, end, last):
        return "person.introduced", 0.7
    if _speaks(chunker, words, end, last) and (before is None or before.text in ',.:;”"' or before.lower in _BEGINNERS):
        return "person.speaks", 0.7
    if following.value == "mewakili" or (following.value == "," and _represents(tokens, end + 1, last)):
        return "person.represents", 0.75
    if following.value in (",", "selaku", "sebagai"):
        described = chunker.at(end + 1, last)
        if described.kind in ("word", "head") and chunker.doc.tokens[described.first].lower in words.generic:
            return "person.described", 0.75
    if previous and _continues(chunker, previous, chunk):
        return "person.in-list", 0.6
    if chunk.first == first and _acts(chunker, chunk, last):
        return "person.acts", 0.7
    return None


def _is_born(chunker: Chunker, chunk: Chunk) -> bool:
    """ "Dt. Rajo Mangkuto", "Wa Ode Nuriah": a title of birth or custom that is a part of the name it begins; but not
    "Masjid Teuku Umar"."""
    before = chunker.doc.tokens[chunk.first - 1] if chunk.first else None
    if before and before.is_capitalised and before.lower not in chunker.lexicon.generic_people:
        return False
    found = chunker.lexicon.birth_titles.longest(chunker.doc.tokens, chunk.first, chunk.last)
    return found is not None and found[0] < chunk.last


def _acts(chunker: Chunker, chunk: Chunk, last: int) -> bool:
    """ "Yohana Sampe tak henti mengusap tiang": several words that sound like a name, whose deed the sentence tells."""
    tokens = chunker.doc.tokens
    words = sum(t.kind == "word" for t in tokens[chunk.first : chunk.last])
    if not 1 < words < _LONGEST_NAME or chunk.last >= last or not _sounds_like_one(chunker, chunk):
        return False
    if chunker.doc.sentences[chunker.doc.sentence_of[chunk.first]].part != "body":
        return False
    following = tokens[chunk.last : chunk.last + _ADVERBS]
    verb = next((t for t in following if t.text.islower() and t.lower.startswith(_VERBS) and len(t.text) > 4), None)
    return verb is not None and all(t.text.islower() for t in following[: following.index(verb)])


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
        known = word.lower in chunker.lexicon.given_names or not is_ordinary(word.text)
        return len(word.text) > 2 and word.lower not in chunker.words.small and known
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
    """ "seorang warga, Nurdiana", "Petani asal Desa X, Karto,", "Pemilik ulayat Frans Mandacan": a noun for a private
    person in the same apposition, or shortly before."""
    if i > first and tokens[i - 1].text == ",":
        begin = max(first, i - _APPOSITION)
        comma = next((j for j in range(i - 2, begin - 1, -1) if not tokens[j].text.isalnum()), begin - 1)
        opens = comma < first or tokens[comma].text in ',“"”'
        nouns = [j for j in range(comma + 1, i - 1) if is_generic(tokens[j], words)]
        return bool(nouns) and (nouns[-1] >= i - 3 or (opens and nouns[0] <= comma + 3))
    back = tokens[max(first, i - 4) : i]
    return any(is_generic(t, words) for t in back) and "," not in {t.text for t in back}


def is_generic(token: Token, words: Surroundings) -> bool:
    """ "korban", "rekannya": a noun for a private person, also with the ending of possession."""
    return token.lower in words.generic or (token.lower.endswith("nya") and token.lower[:-3] in words.generic)


def _cued(chunker: Chunker, words: Surroundings, chunk: Chunk) -> bool:
    """ "milik Siti Aisyah", "dipimpin oleh Nasrullah", "diraih Bagas Prakoso": a name by its letters, after a word or a
    passive verb that one often follows."""
    before = chunker.doc.tokens[chunk.first - 1]
    passive = before.lower.startswith("di") and len(before.text) > _PASSIVE and not before.is_capitalised
    return (passive or before.lower in words.cues) and _sounds_like_one(chunker, chunk)


def _sounds_like_one(chunker: Chunker, chunk: Chunk) -> bool:
    """Whether the letters of capitals alone make them a person's name, and no area has it."""
    first, words = chunker.doc.tokens[chunk.first].lower, chunker.words
    begins = words.begins_person(chunk.first, chunk.last) or first in chunker.lexicon.name_shapes.listed
    if not begins or chunker.gazetteer.is_area(chunker.text(chunk.first, chunk.last)):
        return False
    formed = words.formed_like_name(first) and words.odds(chunk.first, chunk.last) > 0  # "ke rumah Parjiyo"
    return formed or words.odds(chunk.first, chunk.last) >= _SURE


def _represents(tokens: tuple[Token, ...], j: int, last: int) -> bool:
    """ "Nasruddin, yang mewakili Camat": whether somebody stands in for another."""
    words = [t.lower for t in tokens[j : min(j + 2, last)]]
    return words[:1] == ["mewakili"] or words == ["yang", "mewakili"]


def _graduate(chunker: Chunker, end: int, last: int) -> bool:
    """Whether a degree follows after a comma: only people have one."""
    tokens = chunker.doc.tokens
    if end + 1 >= last or tokens[end].text != ",":
        return False
    found = chunker.lexicon.degrees.longest(tokens, end + 1, last)
    return found is not None and found[0] - end > 2


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
    if previous.rule == "person.named" and _is_initial(tokens, chunk):
        return True  # "berinisial R, M, J dan T itu"
    if previous.rule == "person.cued":  # "pasangan Sutrisno dan Wagini"
        return _sounds_like_one(chunker, chunk)
    following = chunker.doc.text[tokens[chunk.last - 1].end : tokens[chunk.last - 1].end + 6]
    return re.match(r"\s*(?:,|\.|$|dan\b|serta\b|\()", following) is not None
