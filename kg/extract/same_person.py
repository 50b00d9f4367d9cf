"""Whether a mention of an article is one of a person already met: by name, and by what ranks and posts allow."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kg.extract.findings import Mention
from kg.extract.office import Office
from kg.extract.tails import Mentioned
from kg.gazetteer import key

# Above this similarity two full names with the same post are one name spelled in two ways (Mohammad/Muhammad).
_SAME_SPELLING = 85.0
_MISPRINTED = 80.0  # ... and two single names of one rank, one of them without a post
FAR_APART = 20  # tokens: nearer than that, names of one rank are of several people
_LADIES = frozenset({"ny", "nyonya", "ibu", "bu"})
_INITIALS = {
    "m": ("muhammad", "mohammad", "moh", "muh", "mochamad"),
    "moh": ("mohammad", "mohamad"),
    "muh": ("muhammad",),
}


@dataclass(slots=True)
class Cluster:
    mentions: list[Mentioned]
    others: list[Mention] = field(default_factory=list)  # short forms and posts alone
    extra: list[Office] = field(default_factory=list)  # offices from mentions by post alone

    @property
    def names(self) -> list[str]:
        return [m.name for m in self.mentions]

    @property
    def nicknames(self) -> list[str]:
        return [name for m in self.mentions for name in m.nicknames]

    @property
    def offices(self) -> list[Office]:
        return [o for m in self.mentions for o in m.offices]


def best_fit(clusters: Iterable[Cluster], m: Mentioned) -> Cluster | None:
    scored = [
        (score, _agreement(c, m), -abs(c.mentions[0].first - m.first), n)
        for n, c in enumerate(clusters)
        if (score := _fit(c, m)) > 0
    ]
    if not scored:
        return None
    return list(clusters)[max(scored)[3]]


def _agreement(cluster: Cluster, m: Mentioned) -> int:
    """How many of rank and post the mention shares with the cluster: "Kompol Hendra" is no Lurah Hendra."""
    rank = m.rank is not None and any(x.rank and x.rank[0] is m.rank[0] for x in cluster.mentions)
    return rank + bool({_post(o) for o in m.offices} & {_post(o) for o in cluster.offices})


def _fit(cluster: Cluster, m: Mentioned) -> float:
    """How well a mention fits a cluster: 0 not at all, 3 the very same name."""
    best = 0.0
    for other in cluster.mentions:
        best = max(best, _same_name(other.name, m.name))
    if any(name_words(name) == name_words(m.name) for name in cluster.nicknames):
        best = max(best, 2.0)
    if best == 0:
        return _respelled(cluster, m)
    if best < 3 and (not _compatible(cluster, m) or _married(cluster, m)):
        return 0.0
    if best == 3 and (_rivals(cluster, m) or _other_force(cluster, m)):
        return 0.0
    return best


def _married(cluster: Cluster, m: Mentioned) -> bool:
    """ "Ny. Rina Danang Waluyo" and "Letkol Inf Danang Waluyo": a wife's name ends with her husband's."""
    for other in cluster.mentions:
        longer, shorter = sorted((name_words(other.name), name_words(m.name)), key=len, reverse=True)
        ends = len(shorter) < len(longer) and longer[-len(shorter) :] == shorter
        if ends and bool(other.rank) != bool(m.rank) and _is_lady(other) | _is_lady(m):
            return True
    return False


def _is_lady(m: Mentioned) -> bool:
    return not m.rank and any(t.casefold().strip(".") in _LADIES for t, _ in m.honorifics)


def _other_force(cluster: Cluster, m: Mentioned) -> bool:
    """Whether a single name has ranks of army and police and no post in common: "Serda Heri" and "Bripka Heri". A full
    name with both is one person whose rank somebody got wrong."""
    if len(name_words(m.name)) > 1 or m.rank is None or {o.notation for o in m.offices + cluster.offices}:
        return False
    return all(x.rank is not None and x.rank[0].pillar != m.rank[0].pillar for x in cluster.mentions)


def _same_name(full: str, name: str) -> float:
    a, b = name_words(full), name_words(name)
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


def _compatible(cluster: Cluster, m: Mentioned) -> bool:
    """Whether ranks and posts allow a short name to be this person."""
    if m.rank:
        ranks = {x.rank[0].notation for x in cluster.mentions if x.rank}
        offices = {o.notation for o in cluster.offices}
        if ranks and m.rank[0].notation not in ranks and not (offices & {o.notation for o in m.offices}):
            return _is_taken_up(cluster, m)
    return not _rivals(cluster, m)


def _is_taken_up(cluster: Cluster, m: Mentioned) -> bool:
    """Whether somebody is spoken of again by one name, without a post and with another rank of the same force: "Bripka
    Moh. Fikri … Aipda Fikri berpesan". One of the two ranks is wrong."""
    first = cluster.mentions[0]
    if m.rank is None or m.offices or m.units or not first.offices or len(name_words(m.name)) > 1:
        return False
    same_force = all(x.rank is None or x.rank[0].pillar == m.rank[0].pillar for x in cluster.mentions)
    return same_force and m.first - first.first > FAR_APART


def _rivals(cluster: Cluster, m: Mentioned) -> bool:
    """Whether both hold posts that one person does not hold together: two RT heads, a lurah and a Kapolsek."""
    mine = {_post(o) for o in m.offices if o.rule != "office.also"}
    theirs = {_post(o) for o in cluster.offices if o.rule != "office.also"}
    if not mine or not theirs or mine & theirs:
        return bool(mine & theirs) and _other_area(cluster, m)
    if any(a.startswith(f"{b} ") or b.startswith(f"{a} ") for a in mine for b in theirs):
        return False  # "Bidan Desa Sri Wahyuni", later "Bidan Sri"
    pillars = {o.pillar for o in m.offices} | {o.pillar for o in cluster.offices}
    return len(pillars - {None}) > 1 or m.rank is None


def _post(office: Office) -> str:
    """The post itself, whether held, acted in, or stood for ("calon Ketua RW")."""
    return office.post.notation if office.post else office.notation


def _other_area(cluster: Cluster, m: Mentioned) -> bool:
    mine = {key(a.name) for o in m.offices for a in o.areas}
    theirs = {key(a.name) for o in cluster.offices for a in o.areas}
    return bool(mine and theirs) and not mine & theirs and m.rank is None


def _respelled(cluster: Cluster, m: Mentioned) -> float:
    """1 where a name is another spelling of the cluster's: of a full name with the same post or rank, or of a long
    single one ("Kompol Supriadi", later "Supriyadi")."""
    if len(name_words(m.name)) < 2:
        plain = not m.rank and not m.offices and not m.honorifics
        alike = plain and any(_sounds_alike(other.name, m.name) for other in cluster.mentions)
        return float(alike or _is_clipped(cluster, m) or any(_is_misprint(other, m) for other in cluster.mentions))
    for other in cluster.mentions:
        same_post = {o.notation for o in other.offices} & {o.notation for o in m.offices}
        same_rank = other.rank and m.rank and other.rank[0].notation == m.rank[0].notation
        if (same_post or same_rank) and len(name_words(other.name)) == len(name_words(m.name)):
            if fuzz.ratio(other.name.casefold(), m.name.casefold()) >= _SAME_SPELLING:
                return 1.0
    return 0.0


def _is_clipped(cluster: Cluster, m: Mentioned) -> bool:
    """Whether a single name begins a name of somebody with the same post or rank who was met well before: "Kepala Desa
    Golo Cador, Fransiskus Jelami", later "Kades Frans"; "Serka Wilibrodus Jemadu", later "Serka Wili"."""
    begins = name_words(m.name)[0] if len(name_words(m.name)) == 1 else ""
    post = {_post(o) for o in m.offices} & {_post(o) for o in cluster.offices}
    rank = m.rank and not m.offices and any(x.rank and x.rank[0] is m.rank[0] for x in cluster.mentions)
    if len(begins) < 4 or not (post or rank):
        return False
    whole = [o for o in cluster.mentions if any(w.startswith(begins) for w in name_words(o.name))]
    return bool(whole) and not _rivals(cluster, m) and all(m.first - o.first >= FAR_APART for o in whole)


def _sounds_alike(name: str, other: str) -> bool:
    if len(name_words(name)) != 1 or min(len(name), len(other)) < 6 or name[0].casefold() != other[0].casefold():
        return False
    return fuzz.ratio(name.casefold(), other.casefold()) >= 92


def _is_misprint(other: Mentioned, m: Mentioned) -> bool:
    """Whether a single name that nothing but a rank or an honorific goes with is one named earlier with another letter
    or two: "Bati Tuud Peltu Sarwono", later "Peltu Sarwanto"; never two names of one list."""
    if m.offices or not (m.rank or m.honorifics) or m.first - other.first < FAR_APART:
        return False
    ranks = [x.rank[0].notation if x.rank else None for x in (other, m)]
    a, b = other.name.casefold(), m.name.casefold()
    if ranks[0] != ranks[1] or len(name_words(other.name)) != 1 or min(len(a), len(b)) < 6 or a[:2] != b[:2]:
        return False
    return fuzz.ratio(a, b) >= _MISPRINTED


@functools.lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name.casefold()))
