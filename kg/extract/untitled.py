"""Persons named without rank, post or honorific: by what stands around the name ("kata X", "X (45)", "warga, X")."""

from __future__ import annotations

from kg.extract.chunks import Chunk, Chunker
from kg.extract.grammar import Grammar
from kg.extract.name_evidence import Surroundings, evidence, is_generic
from kg.extract.tails import Mentioned
from kg.text.stems import is_ordinary
from kg.text.tokens import Token
from kg.vocab import UnitKind

_PLACED = frozenset({"di", "ke"})
_INITIALS = 3  # letters of initials that nothing calls so


def with_untitled(
    grammar: Grammar, words: Surroundings, found: list[Mentioned], first: int, last: int
) -> list[Mentioned]:
    """``found`` and the untitled persons between them."""
    taken = [(m.first, m.last) for m in found]
    past: dict[int, int] = {}  # token inside a mention -> the token after it
    for a, b in taken:
        for j in range(a, b):
            past.setdefault(j, b)
    tokens = grammar.chunker.doc.tokens
    out = list(found)
    i = first
    while i < last:
        if i in past:
            i = past[i]
            continue
        chunk = grammar.chunker.at(i, last)
        if chunk.kind == "name" and _opens_with_noun(grammar.chunker, words, i, chunk):
            i += 1
            continue
        if tokens[i].text.isupper() and (initials := _initials(grammar, words, i, last)):
            out.append(initials)
            i = initials.last
            continue
        if chunk.kind == "name":
            previous = max((m for m in out if m.last <= i), key=lambda m: m.last, default=None)
            rule = evidence(grammar.chunker, words, chunk, first, last, previous)
            person = grammar.untitled(i, last, *(rule or ("person.with-post", 0.8)))
            if person and (rule or _holds_post(grammar.chunker, person)):
                if not any(a < person.last and person.first < b for a, b in taken):
                    out.append(person)
                    taken.append((person.first, person.last))
                    i = person.last
                    continue
        i = _past_office(grammar, chunk, last) if chunk.kind in ("post", "acting") else chunk.last
    return sorted(out, key=lambda m: m.first)


def _past_office(grammar: Grammar, chunk: Chunk, last: int) -> int:
    """Past the code and area of a post without a holder: in "Danramil 01/Cikarang, Danramil 06/Setu" no Cikarang is
    Danramil, in "Camat Busang, tokoh masyarakat dan warga" no Busang a tokoh."""
    office = grammar.offices.at(chunk.first, last)
    return office[1] if office and (office[0].units or office[0].areas) else chunk.last


def _opens_with_noun(chunker: Chunker, words: Surroundings, i: int, chunk: Chunk) -> bool:
    """ "Pelaku MR (27)", "Rumah Sarimin (60)", "Kernetnya, Fadli": a noun that is capitalised as it opens the sentence
    stands before a name."""
    token = chunker.doc.tokens[i]
    if i not in chunker.words.starts or token.is_upper:
        return False
    if chunker.words.begins_person(i, chunk.last) or token.lower in chunker.lexicon.name_shapes.listed:
        return False
    noun = is_ordinary(token.text) or is_generic(token, words)
    return noun and (chunk.last > i + 1 or token.lower.endswith("nya"))


def _initials(grammar: Grammar, words: Surroundings, i: int, last: int) -> Mentioned | None:
    """ "pelaku berinisial RS", "Rekannya, DP, ", "RS alias Kojek": initials that may be the abbreviation of a body
    elsewhere."""
    tokens = grammar.chunker.doc.tokens
    if tokens[i].kind != "word":
        return None
    called = i > 0 and tokens[i - 1].lower in ("inisial", "berinisial", "inisialnya")
    if not called and (len(tokens[i].text) > _INITIALS or not _suspect(grammar, words, i, last)):
        return None
    person = Mentioned(i, i + 1, tokens[i].text, i, i + 1, rule="person.named", confidence=0.85)
    person.last = grammar.tails.read(person, i + 1, last)
    return person


def _suspect(grammar: Grammar, words: Surroundings, i: int, last: int) -> bool:
    """Whether two or three capitals are somebody's initials: before "alias", or apposed to "tersangka", "rekannya"."""
    tokens = grammar.chunker.doc.tokens
    if i + 2 < last and tokens[i + 1].lower == "alias" and tokens[i + 2].is_capitalised:
        return True
    found = grammar.chunker.words.entry_at(i, last) if i + 1 < last else None
    if i + 2 >= last:
        return False
    titled = found and any(e.cls == "honorific" for e in found[1])
    house = found and any(isinstance(e.value, UnitKind) and e.value.name_needed for e in found[1])
    aged = tokens[i + 1].text == "(" and tokens[i + 2].kind == "number" and len(tokens[i + 2].text) == 2
    if aged and (titled or (house and len(tokens[i].text) == 2 and _closes(tokens, i + 3, last))):
        return True  # "menimpa RD (27)", "petualangan RS (29)"
    if i < 2 or (found and not titled):
        return False
    if tokens[i + 1].text == "," and tokens[i + 2].lower == "warga" and tokens[i - 1].lower in words.cues:
        return True  # "menjualnya kepada RD, warga Kecamatan Wotu"
    if found:
        return False
    apposed = tokens[i - 1].text == "," and tokens[i + 1].text == "," and is_generic(tokens[i - 2], words)
    listed = tokens[i - 1].lower == "masing" and any(is_generic(t, words) for t in tokens[max(0, i - 5) : i])
    return apposed or listed


def _closes(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    """Whether the bracket closes at ``i`` and no number of houses is meant: what follows is a mark or a small word."""
    return tokens[i].text == ")" and (i + 1 >= last or not tokens[i + 1].is_capitalised)


def _holds_post(chunker: Chunker, person: Mentioned) -> bool:
    """Whether a bare name is a person's because a post follows it after a comma, a bracket or "selaku"."""
    end = chunker.span(person.first, person.name_last).end
    if not person.offices or not chunker.doc.text[end : person.offices[0].span.start].strip():
        return False
    if person.first and chunker.doc.tokens[person.first - 1].lower in _PLACED:
        return False  # "Di Hinekombe, Lurah Naomi Kaigere …"
    words = [t for t in chunker.doc.tokens[person.name_first : person.name_last] if t.kind == "word"]
    return not all(is_ordinary(w.text) or w.lower in chunker.lexicon.title_stops for w in words)
