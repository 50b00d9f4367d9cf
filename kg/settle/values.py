"""Shapes of rules about who and where: institutions, single values, spellings, lists, numbers, containment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.model import Fact
from kg.settle.docket import Docket
from kg.settle.rules import Rule
from kg.text.tokens import fold

_PLACES_APART = 85.0  # names of areas more alike than this are one name spelled twice
_PLACE = re.compile(r"[^\W\d_][^\d/]*$")  # what stands behind the number of a command
_NAMES_ALIKE = 70.0  # words of a name at least this alike are spellings of one ("Mohammad", "Muhammad")


# institution-agreement ------------------------------------------------------------------------------------------------


def institution_agreement(docket: Docket, rule: Rule) -> None:
    assert rule.other
    for subject in docket.subjects(rule.kind):
        anchors = {
            i: bodies for i in docket.of(subject, rule.other) if (bodies := _institutions(docket, rule.other, i))
        }
        allowed = {body for bodies in anchors.values() for body in bodies}
        found = {
            i: bodies for i in docket.of(subject, rule.property) if (bodies := _institutions(docket, rule.property, i))
        }
        if not allowed or not found or any(docket.facts[i].status != "normal" for i in found):
            continue
        fitting = [i for i, bodies in found.items() if any(_agree(a, b) for a in bodies for b in allowed)]
        losers = [i for i in found if i not in fitting]
        if losers and fitting:
            docket.mark(losers, "deprecated", rule.loser)
            docket.mark(fitting, "preferred", rule.winner)
            docket.oppose(subject, rule.about, [*losers, *fitting])
        elif losers and rule.option("alone") == "open":
            docket.oppose(subject, rule.about, [*losers, *anchors])


def _institutions(docket: Docket, property: str, index: int) -> frozenset[str]:
    """Institutions a value may belong to: of a rank all that use its notation, of a post or a unit its own."""
    fact, vocab = docket.facts[index], docket.vocab
    if property == "rank":
        notation = vocab.ranks[fact.value].notation if fact.value in vocab.ranks else fact.value
        return frozenset(r.institution for r in vocab.ranks.values() if r.notation == notation)
    if property == "role":
        acting = {row["notation"] for row in vocab.tables.get("acting", ())}
        prefix, _, rest = fact.value.partition(" ")
        post = vocab.posts.get(rest if prefix in acting else fact.value)
        body = post and (post.institution or post.pillar)
    else:
        body = docket.first(fact.value, "pillar")
    return frozenset({body}) if body in ("TNI", "Polri") or (body and body.startswith("TNI-")) else frozenset()


def _agree(a: str, b: str) -> bool:
    """Equal, or one is the whole of which the other is a service ("TNI", "TNI-AD")."""
    return a == b or a.startswith(b + "-") or b.startswith(a + "-")


# single-valued --------------------------------------------------------------------------------------------------------


def single_valued(docket: Docket, rule: Rule) -> None:
    for subject in docket.subjects(rule.kind):
        standing = [i for i in docket.standing(subject, rule.property) if _is_among(docket, rule, i)]
        if any(docket.lifted(rule, i) for i in standing):
            continue
        for i, j in combinations(standing, 2):
            if _differ(docket, rule, i, j):
                docket.oppose(subject, rule.about, [k for k in standing if docket.label(k) in _labels(docket, (i, j))])


def _is_among(docket: Docket, rule: Rule, index: int) -> bool:
    only = rule.words("only")
    return not only or (rule.other is not None and docket.first(docket.facts[index].value, rule.other) in only)


def _differ(docket: Docket, rule: Rule, i: int, j: int) -> bool:
    a, b = docket.facts[i], docket.facts[j]
    if a.value == b.value or docket.label(i) == docket.label(j):
        return False
    if rule.option("refines") and (a.value.startswith(b.value + "-") or b.value.startswith(a.value + "-")):
        return False
    if rule.option("apart") != "sentence":
        return True
    return not _sentences(docket, a) & _sentences(docket, b) and _are_other_places(a.label, b.label)


def _are_other_places(a: str, b: str) -> bool:
    """Whether two names of areas are neither spellings nor a short and a long form of one ("Simpangtiga")."""
    x, y = _letters(a), _letters(b)
    return x not in y and y not in x and fuzz.ratio(x, y) < _PLACES_APART


def _labels(docket: Docket, indices: Iterable[int]) -> set[str]:
    return {docket.label(i) for i in indices}


# one-spelling ---------------------------------------------------------------------------------------------------------


def one_spelling(docket: Docket, rule: Rule) -> None:
    for subject in docket.subjects(rule.kind):
        found = docket.standing(subject, rule.property)
        names = list(dict.fromkeys(docket.facts[i].label for i in found))
        clashing = {n for a, b in combinations(names, 2) if _is_respelled(a, b) for n in (a, b)}
        if clashing:
            docket.oppose(subject, rule.about, [i for i in found if docket.facts[i].label in clashing])
            continue
        fullest = [n for n in names if all(_contains(n, other) for other in names)]
        if fullest and any(not _contains(other, fullest[0]) for other in names):
            docket.mark([i for i in found if docket.facts[i].label in fullest], "preferred", rule.winner)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*\.?", fold(name))


def _letters(name: str) -> str:
    return re.sub(r"[\W\d_]", "", fold(name))


def _contains(full: str, short: str) -> bool:
    """Whether every word of ``short`` is one of ``full`` in the same order, in full or abbreviated ("M.", "Muh.")."""
    rest = iter(_words(full))
    return all(any(_stands_for(word, w) for w in rest) for word in _words(short)) or _letters(full) == _letters(short)


def _stands_for(short: str, full: str) -> bool:
    bare = short.rstrip(".")
    if bare == full.rstrip("."):
        return True
    return (len(bare) == 1 or short.endswith(".")) and full.startswith(bare)


def _is_respelled(a: str, b: str) -> bool:
    """Whether two forms are spellings of one name that neither abbreviates the other ("Mohammad", "Muhammad")."""
    if _contains(a, b) or _contains(b, a):
        return _letters(a) == _letters(b) and len(_words(a)) != len(_words(b))
    x, y = _words(a), _words(b)
    return len(x) == len(y) and all(_is_alike(v, w) for v, w in zip(x, y, strict=True))


def _is_alike(a: str, b: str) -> bool:
    return Levenshtein.distance(a, b) <= 1 or fuzz.ratio(a, b) >= _NAMES_ALIKE or _stands_for(a, b) or _stands_for(b, a)


# one-list -------------------------------------------------------------------------------------------------------------


def one_list(docket: Docket, rule: Rule) -> None:
    for subject in docket.subjects(rule.kind):
        lists = _lists(docket, docket.standing(subject, rule.property))
        for a, b in combinations(lists, 2):
            x, y = ({_letters(docket.facts[i].label) for i in found} for found in (a, b))
            if not x <= y and not y <= x:
                docket.oppose(
                    subject, rule.about, [i for i in (*a, *b) if _letters(docket.facts[i].label) not in x & y]
                )


def _lists(docket: Docket, indices: Sequence[int]) -> list[list[int]]:
    """Facts with nothing but marks and blanks between them, on one line, as one list each."""
    lists: list[list[int]] = []
    for i in sorted(indices, key=lambda i: docket.facts[i].span):
        before = docket.facts[lists[-1][-1]].span.end if lists else 0
        between = docket.extraction.article.text[before : docket.facts[i].span.start]
        if lists and not re.search(r"[\w\n]", between):
            lists[-1].append(i)
        else:
            lists.append([i])
    return lists


# one-number -----------------------------------------------------------------------------------------------------------


def one_number(docket: Docket, rule: Rule) -> None:
    assert rule.other
    if rule.option("by") in ("post", "place"):
        named = [i for subject in docket.subjects(rule.kind) for i in docket.of(subject, rule.property)]
        for i, j in combinations(named, 2):
            if docket.first(docket.facts[i].subject, rule.other) != docket.first(docket.facts[j].subject, rule.other):
                continue
            if not _numbers_clash(docket.facts[i].label, docket.facts[j].label):
                continue
            if _same_post(docket, i, j) if rule.option("by") == "post" else _same_place(docket, rule, i, j):
                docket.oppose("article", rule.about, [i, j])
        return
    for subject in docket.subjects(rule.kind):
        for i, j in combinations(docket.standing(subject, rule.property), 2):
            a, b = docket.facts[i], docket.facts[j]
            if docket.first(a.value, rule.other) != docket.first(b.value, rule.other):
                continue
            if _numbers_clash(a.label, b.label) or _is_of_two(docket, rule, i, j):
                docket.oppose(subject, rule.about, [i, j])


def _is_of_two(docket: Docket, rule: Rule, i: int, j: int) -> bool:
    """Whether somebody is of two commands of a kind, here of one and there of the other, and no move is told of."""
    a, b = docket.facts[i], docket.facts[j]
    if docket.first(a.value, rule.other or "") not in rule.words("only") or not _have_other_numbers(a.label, b.label):
        return False
    standing = docket.standing(a.subject, rule.property)
    return not any(docket.lifted(rule, k) for k in standing) and not _sentences(docket, a) & _sentences(docket, b)


def _sentences(docket: Docket, fact: Fact) -> set[object]:
    """Where a value is said of its subject."""
    return {f.sentence for f in docket.facts if (f.subject, f.value) == (fact.subject, fact.value)}


def _have_other_numbers(a: str, b: str) -> bool:
    x, y = ({n.lstrip("0") for n in re.findall(r"\d+", name)} for name in (a, b))
    return bool(x and y) and not (x <= y or y <= x)


def _numbers_clash(a: str, b: str) -> bool:
    """Whether two names of one kind of unit have other numbers for the same place, or one of them names no place."""
    if not _have_other_numbers(a, b):
        return False
    head = fold(a).split()[0]
    places = [re.sub(r"[\W\d_]+", " ", fold(name).removeprefix(head)).split() for name in (a, b)]
    return fold(b).startswith(head) and (places[0] == places[1] or [] in places)


def _same_place(docket: Docket, rule: Rule, i: int, j: int) -> bool:
    """Whether two commands of one kind are named after one place: there is but one Koramil of Tebas."""
    kind = docket.first(docket.facts[i].subject, rule.other or "")
    places = [_PLACE.search(docket.facts[k].label) for k in (i, j)]
    return kind in rule.words("only") and all(places) and len({fold(m[0]) for m in places if m}) == 1


def _same_post(docket: Docket, i: int, j: int) -> bool:
    """Whether both units are named after the same post somewhere, never in one sentence ("Babinsa Koramil 07")."""
    surfaces = {fold(s) for post in docket.vocab.posts.values() for s in post.surfaces}
    before, where = [], []
    for index in (i, j):
        entity = next(e for e in docket.extraction.entities if e.id == docket.facts[index].subject)
        spans = entity.mentions or (docket.facts[index].span,)
        text = docket.extraction.article.text
        words = (re.search(r"(\w+)\W{1,2}$", text[max(0, s.start - 30) : s.start]) for s in spans)
        before.append({fold(m[1]) for m in words if m} & surfaces)
        where.append(
            {
                n
                for n, s in enumerate(docket.extraction.sentences)
                if any(s.span.start <= m.start < s.span.end for m in spans)
            }
        )
    return bool(before[0] & before[1]) and not where[0] & where[1]


# contained-in ---------------------------------------------------------------------------------------------------------


def contained_in(docket: Docket, rule: Rule) -> None:
    assert rule.other
    for subject in docket.subjects(rule.kind):
        tiers: dict[object, list[int]] = {}
        for i in docket.standing(subject, rule.property):
            level = docket.vocab.levels.get(docket.first(docket.facts[i].value, "level") or "")
            if level:
                tiers.setdefault(level.order, []).append(i)
        code = docket.first(subject, rule.other) or ""
        for found in tiers.values():
            if not any(_are_other_places(docket.label(i), docket.label(j)) for i, j in combinations(found, 2)):
                continue
            holding = [
                i for i in found if (c := docket.first(docket.facts[i].value, rule.other)) and code.startswith(c + ".")
            ]
            if holding and len(holding) < len(found):
                docket.mark([i for i in found if i not in holding], "deprecated", rule.loser)
                docket.mark(holding, "preferred", rule.winner)
            docket.oppose(subject, rule.about, found)
