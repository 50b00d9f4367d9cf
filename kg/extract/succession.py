"""Who follows whom in a post: "jabatan Danramil 03/Tebet dari Mayor A kepada Kapten B", "Kapolsek A digantikan Iptu B",
"Camat Tebet dijabat oleh C". Both the one who leaves and the one who comes are reported with the post."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.extract.grammar import Grammar
from kg.extract.office import Office, acting
from kg.extract.tails import Mentioned
from kg.text.tokens import fold

_RULE = "office.succession"
_LONGEST = 3  # words of "kini dijabat oleh"


def succeed(grammar: Grammar, found: Sequence[Mentioned], first: int, last: int) -> None:
    """Hand the post on between people of the sentence ``[first, last)`` (tokens) who follow each other in it."""
    words = grammar.chunker.lexicon.succession
    tokens = grammar.chunker.doc.tokens
    for left, right in itertools.pairwise(found):
        begin = left.last
        if begin + 1 < right.first and tokens[begin].text == "," and tokens[begin + 1].lower == "yang":
            # "dari Kapten A, yang memasuki masa purnatugas, kepada Letda B"
            begin = next((k for k in range(right.first - 1, begin, -1) if tokens[k].text == ","), begin)
        between = _words(grammar, begin, right.first)
        # "piagam diserahkan dari Kapolsek AKP A kepada Aipda B" hands no post over
        handed = between in words["handed"] and not left.offices and _hands_over(grammar, first, left.first)
        if not (between in words["next"] or handed) or (left.offices and right.offices):
            continue
        office = next(iter(left.offices or right.offices), None) or _alone(grammar, found, first, left.first)
        if office:
            _give(office, left, right)
    for person in found:
        if not person.offices and (office := _held_by(grammar, found, person, first)):
            _give(office, person)


def _give(office: Office, *people: Mentioned) -> None:
    for person in people:
        if not person.offices and (person.rank is None or person.rank[0].pillar == office.pillar):
            person.offices = [acting(office, person.acting, _RULE)]


def _words(grammar: Grammar, first: int, last: int) -> str:
    """The words of a token range, folded, without marks."""
    return " ".join(t.lower for t in grammar.chunker.doc.tokens[first:last] if t.kind == "word")


def _hands_over(grammar: Grammar, first: int, last: int) -> bool:
    """Whether words of handing over stand before the first of two names."""
    before = f" {_words(grammar, first, last)} "
    return any(f" {fold(form)} " in before for form in grammar.chunker.lexicon.succession["handover"])


def _alone(grammar: Grammar, found: Sequence[Mentioned], first: int, last: int) -> Office | None:
    """The last post in ``[first, last)`` that no name goes with."""
    office = None
    for chunk in grammar.chunker.chunks(first, last):
        taken = any(person.first <= chunk.first < person.last for person in found)
        if chunk.kind in ("post", "acting") and not taken and (read := grammar.offices.at(chunk.first, last)):
            office = read[0]
    return office


def _held_by(grammar: Grammar, found: Sequence[Mentioned], person: Mentioned, first: int) -> Office | None:
    """The post before "dijabat oleh" and a person's name."""
    tokens, held = grammar.chunker.doc.tokens, grammar.chunker.lexicon.succession["held"]
    begin = person.first
    while begin > first and person.first - begin < _LONGEST and tokens[begin - 1].kind == "word":
        begin -= 1
        if _words(grammar, begin, person.first) in held and (office := _ending_at(grammar, found, first, begin)):
            return office
    return None


def _ending_at(grammar: Grammar, found: Sequence[Mentioned], first: int, end: int) -> Office | None:
    """The post that ends at ``end``, without a holder."""
    for chunk in reversed(grammar.chunker.chunks(first, end)):
        if chunk.kind in ("post", "acting") and (read := grammar.offices.at(chunk.first, end)):
            taken = any(person.first <= chunk.first < person.last for person in found)
            return None if taken or read[1] != end else read[0]
    return None
