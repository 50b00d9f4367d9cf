"""Every person mention of an article: titled ones by the grammar, then the untitled ones between them.

What one mention leaves out another in the same list may give ("Babinsa Serda A, Serda B"; "A dan B, Babinsa X").
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.grammar import Grammar
from kg.extract.headline_names import confirmed
from kg.extract.name_evidence import surroundings
from kg.extract.same_person import name_words
from kg.extract.sharing import share
from kg.extract.tails import Mentioned
from kg.extract.untitled import with_untitled
from kg.text.stems import is_ordinary
from kg.vocab import UnitKind, Vocabulary

_LONGEST_BUILDING = 4  # words of a building's name before the person's that it has


def find_mentions(grammar: Grammar, vocab: Vocabulary) -> list[Mentioned]:
    """All person mentions in text order; those in the title only where the body confirms them or a rank does."""
    chunker = grammar.chunker
    words = surroundings(vocab)
    out: list[Mentioned] = []
    for sentence, (first, last) in zip(chunker.doc.sentences, chunker.doc.ranges, strict=True):
        found = list(_titled(grammar, first, last))
        found = with_untitled(grammar, words, found, first, last)
        share(grammar, found, first, last)
        chunker.words.people.update(_sure_words(found))
        if sentence.part == "title":
            for person in found:
                person.confidence *= 0.8
                person.rule = "title:" + person.rule
        out.extend(found)
    return list(confirmed(chunker, out))


def _sure_words(found: list[Mentioned]) -> Iterator[str]:
    """The words of names that a rank or honorific stands before, or the area of a post: they tell the name where it
    comes again ("Kepala Desa Kampung Delima Usada Bagya", later "Kepala Desa Usada Bagya")."""
    for person in found:
        if person.rank or person.honorifics or any(office.areas for office in person.offices):
            yield from (word for word in name_words(person.name) if len(word) > 2)


def _titled(grammar: Grammar, first: int, last: int) -> Iterator[Mentioned]:
    i = end = first
    while i < last:
        chunk = grammar.chunker.at(i, last)
        if chunk.kind in ("rank", "post", "honorific", "acting", "head"):
            person = grammar.person(i, last)
            named = person and not _is_namesake(grammar, person, first)
            if (
                person
                and named
                and not _is_apposed(grammar, person, first, end)
                and not _is_nickname(grammar, i, first)
            ):
                end = person.last
                yield person
                i = max(person.last, i + 1)
                continue
            i = max(i + 1, _past_title(grammar, i, last))
            continue
        i = chunk.last


def _is_apposed(grammar: Grammar, person: Mentioned, first: int, end: int) -> bool:
    """ "Suwaji, Ketua Poktan Ngudi Rejeki, mengatakan": the post of somebody named right before it, with the name of a
    body that was read as a person's. ``end``: of the last titled person."""
    chunker, i = grammar.chunker, person.first
    body = person.offices[0].kind if person.offices and not person.rank and not person.honorifics else None
    if body is None or body.level or not body.name_needed or i - 1 <= max(first, end):
        return False
    tokens = chunker.doc.tokens
    if tokens[i - 1].text not in (",", "(") or not tokens[i - 2].is_capitalised or tokens[i - 2].kind != "word":
        return False
    return not chunker.words.begins_person(person.name_first, person.name_last)


def _is_namesake(grammar: Grammar, person: Mentioned, first: int) -> bool:
    """ "RSUD Dr. Soetomo", "Stadion Gelora Bung Karno": a building or body that has a person's name."""
    tokens, words, i = grammar.chunker.doc.tokens, grammar.chunker.words, person.first
    if person.offices or person.rank or grammar.acts(person.last, len(tokens)):
        return False
    j = i - 1 if i > first and tokens[i - 1].text == ")" else i
    while j > first and i - j < _LONGEST_BUILDING and tokens[j - 1].is_capitalised:
        j -= 1
        found = words.entry_at(j, i)
        if found and found[0] == i and any(isinstance(e.value, UnitKind) and e.value.name_needed for e in found[1]):
            return True
        if tokens[j].lower in words.lexicon.buildings:
            return True
    return False


def _is_nickname(grammar: Grammar, i: int, first: int) -> bool:
    """ "Ahmad Fauzi (45) yang akrab disapa | Gus Ujik": another name of somebody named without a title."""
    tokens, words = grammar.chunker.doc.tokens, grammar.chunker.lexicon.nickname_words
    j = i
    while j > first and tokens[j - 1].lower in words:
        j -= 1
    if "calls" not in {words[t.lower] for t in tokens[j:i]}:
        return False
    before = tokens[j - 2 if j - 1 > first and tokens[j - 1].text == "," else j - 1]
    return j - 1 > first and (before.text == ")" or (before.is_capitalised and not is_ordinary(before.text)))


def _past_title(grammar: Grammar, i: int, last: int) -> int:
    """Past the first part of a title without a name, so that a title inside it can still begin a person."""
    return grammar.chunker.at(i, last).last
