"""Bringing the mentions of one article together: who "Hendra", "Serda Hendra", "Danramil" and "Hendra Saputra" are.

Only inside the article; who is who across articles is decided in ``kg.link``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz import fuzz

from kg.extract.chunks import Chunker
from kg.extract.findings import Mention, Person, Value
from kg.extract.grammar import Grammar
from kg.extract.office import Office
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import key
from kg.model import Pillar

# Above this similarity two full names with the same post are one name spelled in two ways (Mohammad/Muhammad).
_SAME_SPELLING = 85.0
_MISPRINTED = 80.0  # ... and two single names of one rank, one of them without a post
_FAR_APART = 20  # tokens: nearer than that, names of one rank are of several people
_LADIES = frozenset({"ny", "nyonya", "ibu", "bu"})
_INITIALS = {
    "m": ("muhammad", "mohammad", "moh", "muh", "mochamad"),
    "moh": ("mohammad", "mohamad"),
    "muh": ("muhammad",),
}


@dataclass(slots=True)
class _Cluster:
    mentions: list[Mentioned]
    others: list[Mention] = field(default_factory=list)  # short forms and posts alone
    extra: list[Office] = field(default_factory=list)  # offices from mentions by post alone

    @property
    def names(self) -> list[str]:
        return [m.name for m in self.mentions]

    @property
    def offices(self) -> list[Office]:
        return [o for m in self.mentions for o in m.offices]


def resolve(grammar: Grammar, mentions: Sequence[Mentioned]) -> list[Person]:
    """The persons of the article in order of first mention, with every value and every mention."""
    chunker = grammar.chunker
    clusters: list[_Cluster] = []
    # fuller names first, so that a short form never founds a cluster of its own beside its full form
    for m in sorted(mentions, key=lambda m: (-len(_words(m.name)), m.first)):
        cluster = _best(clusters, m)
        if cluster is None:
            clusters.append(_Cluster([m]))
        else:
            cluster.mentions.append(m)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.first)
    clusters.sort(key=lambda c: c.mentions[0].first)
    _add_short_forms(chunker, clusters)
    _add_posts(grammar, clusters)
    return [_person(chunker, n, cluster) for n, cluster in enumerate(clusters, 1)]


# who belongs together ----------------------------------------------------------------------------------------


def _best(clusters: Iterable[_Cluster], m: Mentioned) -> _Cluster | None:
    scored = [
        (score, -abs(c.mentions[0].first - m.first), n) for n, c in enumerate(clusters) if (score := _fit(c, m)) > 0
    ]
    if not scored:
        return None
    return list(clusters)[max(scored)[2]]


def _fit(cluster: _Cluster, m: Mentioned) -> float:
    """How well a mention fits a cluster: 0 not at all, 3 the very same name."""
    best = 0.0
    for other in cluster.mentions:
        best = max(best, _same_name(other.name, m.name))
    if best == 0:
        return _respelled(cluster, m)
    if best < 3 and (not _compatible(cluster, m) or _married(cluster, m)):
        return 0.0
    if best == 3 and (_rivals(cluster, m) or _other_force(cluster, m)):
        return 0.0
    return best


def _married(cluster: _Cluster, m: Mentioned) -> bool:
    """ "Ny. Rina Danang Waluyo" and "Letkol Inf Danang Waluyo": a wife's name ends with her husband's."""
    for other in cluster.mentions:
        longer, shorter = sorted((_words(other.name), _words(m.name)), key=len, reverse=True)
        ends = 1 < len(shorter) < len(longer) and longer[-len(shorter) :] == shorter
        if ends and bool(other.rank) != bool(m.rank) and _is_lady(other) | _is_lady(m):
            return True
    return False


def _is_lady(m: Mentioned) -> bool:
    return not m.rank and any(t.casefold().strip(".") in _LADIES for t, _ in m.honorifics)


def _other_force(cluster: _Cluster, m: Mentioned) -> bool:
    """Whether a single name has ranks of army and police and no post in common: "Serda Heri" and "Bripka Heri". A full
    name with both is one person whose rank somebody got wrong."""
    if len(_words(m.name)) > 1 or m.rank is None or {o.notation for o in m.offices + cluster.offices}:
        return False
    return all(x.rank is not None and x.rank[0].pillar != m.rank[0].pillar for x in cluster.mentions)


def _same_name(full: str, name: str) -> float:
    a, b = _words(full), _words(name)
    if a == b:
        return 3.0
    if len(b) > len(a):
        a, b = b, a
    if not b:
        return 0.0
    it = iter(a)
    if all(any(_word_fits(x, y) for x in it) for y in b):
        return 2.0 if len(b) > 1 else 1.5
    return 0.0


def _word_fits(full: str, short: str) -> bool:
    if full == short:
        return True
    if len(short) == 1 and full.startswith(short):
        return True
    return full in _INITIALS.get(short, ()) or short in _INITIALS.get(full, ())


def _compatible(cluster: _Cluster, m: Mentioned) -> bool:
    """Whether ranks and posts allow a short name to be this person."""
    if m.rank:
        ranks = {x.rank[0].notation for x in cluster.mentions if x.rank}
        offices = {o.notation for o in cluster.offices}
        if ranks and m.rank[0].notation not in ranks and not (offices & {o.notation for o in m.offices}):
            return False
    return not _rivals(cluster, m)


def _rivals(cluster: _Cluster, m: Mentioned) -> bool:
    """Whether both hold posts that one person does not hold together: two RT heads, a lurah and a Kapolsek."""
    mine = {o.notation for o in m.offices if o.rule != "office.also"}
    theirs = {o.notation for o in cluster.offices if o.rule != "office.also"}
    if not mine or not theirs or mine & theirs:
        return bool(mine & theirs) and _other_area(cluster, m)
    pillars = {o.pillar for o in m.offices} | {o.pillar for o in cluster.offices}
    return len(pillars - {None}) > 1 or m.rank is None


def _other_area(cluster: _Cluster, m: Mentioned) -> bool:
    mine = {key(a.name) for o in m.offices for a in o.areas}
    theirs = {key(a.name) for o in cluster.offices for a in o.areas}
    return bool(mine and theirs) and not mine & theirs and m.rank is None


def _respelled(cluster: _Cluster, m: Mentioned) -> float:
    """1 where a name is another spelling of the cluster's: of a full name with the same post or rank, or of a long
    single one ("Kompol Supriadi", later "Supriyadi")."""
    if len(_words(m.name)) < 2:
        plain = not m.rank and not m.offices and not m.honorifics
        alike = plain and any(_sounds_alike(other.name, m.name) for other in cluster.mentions)
        return float(alike or any(_is_misprint(other, m) for other in cluster.mentions))
    for other in cluster.mentions:
        same_post = {o.notation for o in other.offices} & {o.notation for o in m.offices}
        same_rank = other.rank and m.rank and other.rank[0].notation == m.rank[0].notation
        if (same_post or same_rank) and len(_words(other.name)) == len(_words(m.name)):
            if fuzz.ratio(other.name.casefold(), m.name.casefold()) >= _SAME_SPELLING:
                return 1.0
    return 0.0


def _sounds_alike(name: str, other: str) -> bool:
    if len(_words(name)) != 1 or min(len(name), len(other)) < 6 or name[0].casefold() != other[0].casefold():
        return False
    return fuzz.ratio(name.casefold(), other.casefold()) >= 92


def _is_misprint(other: Mentioned, m: Mentioned) -> bool:
    """Whether a single name that nothing but a rank or an honorific goes with is one named earlier with another letter
    or two: "Bati Tuud Peltu Sarwono", later "Peltu Sarwanto"; never two names of one list."""
    if m.offices or not (m.rank or m.honorifics) or m.first - other.first < _FAR_APART:
        return False
    ranks = [x.rank[0].notation if x.rank else None for x in (other, m)]
    a, b = other.name.casefold(), m.name.casefold()
    if ranks[0] != ranks[1] or len(_words(other.name)) != 1 or min(len(a), len(b)) < 6 or a[:2] != b[:2]:
        return False
    return fuzz.ratio(a, b) >= _MISPRINTED


@functools.lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name.casefold()))


# short forms and posts alone ---------------------------------------------------------------------------------


def _add_short_forms(chunker: Chunker, clusters: list[_Cluster]) -> None:
    """Bare later mentions: "Ischak", "kata Hidayat", where just one person of the article has that name."""
    owner: dict[str, set[int]] = {}
    for n, cluster in enumerate(clusters):
        for name in cluster.names:
            for word in _words(name):
                if len(word) > 2:
                    owner.setdefault(word, set()).add(n)
    for i, last, taken in _free_chunks(chunker, clusters):
        chunk = chunker.at(i, last)
        if taken or chunk.kind != "name":
            continue
        words = [w for w in _words(chunker.text(chunk.first, chunk.last)) if len(w) > 2]
        if not words:
            continue
        candidates = set.intersection(*(owner.get(w, set()) for w in words))
        if len(candidates) == 1:
            n = candidates.pop()
            clusters[n].others.append(Mention("", chunker.span(chunk.first, chunk.last), "short"))
        elif owner.get(words[0], set()) and len(owner[words[0]]) == 1 and len(words) > 1:
            n = next(iter(owner[words[0]]))  # a name with a capitalised verb or noun glued to it
            if chunk.first in chunker.words.starts:
                span = chunker.span(chunk.first, chunk.first + 1)
                clusters[n].others.append(Mention("", span, "short"))


def _add_posts(grammar: Grammar, clusters: list[_Cluster]) -> None:
    """Posts without a name, where just one person of the article holds that post: "Danramil", "Lurah Balai Agung"."""
    chunker = grammar.chunker
    holders: dict[str, list[int]] = {}
    for n, cluster in enumerate(clusters):
        for notation in dict.fromkeys(o.notation for o in cluster.offices):
            holders.setdefault(notation, []).append(n)
    for i, last, taken in _free_chunks(chunker, clusters):
        chunk = chunker.at(i, last)
        if taken or chunk.kind not in ("post", "acting"):
            continue
        found = grammar.offices.at(i, last)
        if not found:
            continue
        office, end = found
        fitting = [n for n in holders.get(office.notation, ()) if _office_fits(clusters[n], office)]
        if len(fitting) == 1:
            clusters[fitting[0]].others.append(Mention("", chunker.span(i, end), "post"))
            if office.areas or office.units:
                clusters[fitting[0]].extra.append(office)


def _office_fits(cluster: _Cluster, office: Office) -> bool:
    areas = {key(a.name) for o in cluster.offices for a in o.areas}
    units = {u.code or key(u.name) for o in cluster.offices for u in o.units}
    mine = {key(a.name) for a in office.areas}
    served = {u.code or key(u.name) for u in office.units}
    return not (mine and areas and not mine & areas) and not (served and units and not served & units)


def _free_chunks(chunker: Chunker, clusters: Sequence[_Cluster]) -> list[tuple[int, int, bool]]:
    """(token, end of sentence, inside a person mention) of every chunk of the article."""
    spans = sorted((m.first, m.last) for c in clusters for m in c.mentions)
    out = []
    at = 0
    for first, last in chunker.doc.ranges:
        for chunk in chunker.chunks(first, last):
            while at < len(spans) and spans[at][1] <= chunk.first:
                at += 1
            taken = at < len(spans) and spans[at][0] <= chunk.first
            out.append((chunk.first, last, taken))
    return out


# values ------------------------------------------------------------------------------------------------------


def _person(chunker: Chunker, n: int, cluster: _Cluster) -> Person:
    id = f"person-{n}"
    name = _fullest(cluster.names)
    properties: list[tuple[str, Value]] = []
    for m in cluster.mentions:
        properties.extend(_values_of(chunker, m))
    properties = _one_title(properties)
    known_areas = any(p == "area" for p, _ in properties)
    known_units = any(p == "unit" for p, _ in properties)
    for office in cluster.extra:
        for p, value in _office_values(office, 0.8):
            if (p == "area" and not known_areas) or (p == "unit" and not known_units):
                properties.append((p, value))
    mentions = [Mention(id, chunker.span(m.first, m.last), _how(m, name)) for m in cluster.mentions]
    mentions += [Mention(id, o.span, o.how) for o in cluster.others]
    mentions.sort(key=lambda m: m.span)
    return Person(id, name, tuple(properties), tuple(mentions), _pillar(cluster))


def _one_title(properties: list[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """The same values, one post by its fullest title throughout ("Damang Kepala Adat", later "Damang")."""
    fullest: dict[str, str] = {}
    for p, v in properties:
        if p == "role":
            fullest[v.value] = max(fullest.get(v.value, v.label), v.label, key=len)
    return [(p, replace(v, label=fullest[v.value]) if p == "role" else v) for p, v in properties]


def _how(m: Mentioned, name: str) -> Literal["name", "short"]:
    return "name" if _words(m.name) == _words(name) else "short"


def _fullest(names: Sequence[str]) -> str:
    """Most words, not all capitals, most words written out, most frequent, first."""

    def rank(name: str) -> tuple[int, int, int, int, int]:
        return (
            len(_words(name)),
            -int(name.isupper()),
            sum(len(w) > 2 for w in _words(name)),  # "Muhammad Nasir" before "M. Nasir"
            names.count(name),
            -names.index(name),
        )

    return max(names, key=rank)


def _values_of(chunker: Chunker, m: Mentioned) -> list[tuple[str, Value]]:
    name_span = chunker.span(m.name_first, m.name_last)
    out = [("name", Value(m.name, m.name, name_span, m.rule, m.confidence))]
    out += [("honorific", Value(t, t, s, "person.honorific", 0.95)) for t, s in m.honorifics]
    out += [("degree", Value(t, t, s, "person.degree", 0.9)) for t, s in m.degrees]
    if m.rank:
        rank, span = m.rank
        out.append(("rank", Value(rank.iri.rpartition("#")[2], rank.notation, span, "rank.before-name", 0.98)))
    for office in m.offices:
        out.append(("role", Value(office.notation, office.label, office.span, office.rule, 0.95)))
        out.extend(_office_values(office, 0.9))
    out += [("unit", _unit_value(u, "unit.served", 0.85)) for u in m.units]
    return out


def _office_values(office: Office, confidence: float) -> list[tuple[str, Value]]:
    out = [("area", Value(a.name, a.name, a.span, office.rule, confidence)) for a in office.areas]
    out += [("unit", _unit_value(u, office.rule, confidence)) for u in office.units]
    return out


def _unit_value(unit: UnitRef, rule: str, confidence: float) -> Value:
    return Value(unit.name, unit.name, unit.span, rule, confidence)


def _pillar(cluster: _Cluster) -> Pillar | None:
    """From the post if there is one, else the rank, else the unit, else the community: who is named with none of
    them is a private person. A post outweighs a rank, which reporters confuse more often."""
    for office in cluster.offices:
        if office.pillar and (office.post or office.units):
            return office.pillar
    for m in cluster.mentions:
        if m.rank:
            return m.rank[0].pillar
    for office in cluster.offices:
        if office.pillar:
            return office.pillar
    for m in cluster.mentions:
        for unit in m.units + [u for o in m.offices for u in o.units]:
            if unit.kind.pillar:
                return unit.kind.pillar
    return "Masyarakat"
