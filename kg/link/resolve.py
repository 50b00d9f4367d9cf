"""Which things are one, kept up to date: a change is worked out for the blocks it touches, and no others.

The outcome is a function of what the archive holds of articles and decisions, never of the order in which they came: a
profile is a function of its thing's facts, the pairs of a block one of its members, the groups of a connected lot one
of its pairs. Each level is kept in a table of the archive, and redone where the level before it changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.link import blocking
from kg.link.cluster import Bonds, cluster
from kg.link.compare import Comparer
from kg.link.profile import KINDS, Kind, Profile, from_text, to_text
from kg.link.reader import Reader
from kg.link.weights import Weights
from kg.rdf.iris import Minter

SCHEMA = """
CREATE TABLE IF NOT EXISTS identity_article (article INTEGER PRIMARY KEY, day TEXT NOT NULL, regions TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS identity_article_gone AFTER DELETE ON article
  BEGIN DELETE FROM identity_article WHERE article = old.id; END;
CREATE TABLE IF NOT EXISTS identity_node (
  subject INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, profile TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS identity_block (
  block TEXT NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (block, subject)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identity_block_subject ON identity_block(subject);
CREATE TABLE IF NOT EXISTS identity_pair (      -- pairs of a block that weigh enough to be asked about
  one INTEGER NOT NULL, other INTEGER NOT NULL, block TEXT NOT NULL, weight REAL NOT NULL, strong INTEGER NOT NULL,
  PRIMARY KEY (one, other, block)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identity_pair_other ON identity_pair(other);
CREATE INDEX IF NOT EXISTS identity_pair_block ON identity_pair(block);
CREATE TABLE IF NOT EXISTS identity_rules (rules TEXT PRIMARY KEY)
"""

TABLES = ("identity_article", "identity_node", "identity_block", "identity_pair", "identity_rules")

_Pair = tuple[int, int]

_AT_ONCE = 5_000  # subjects, or blocks
_HELD = 50_000  # profiles, and results of comparing them; a profile takes some 3 kB


class Resolver:
    """Brings the identity tables up to date, inside a transaction of the archive."""

    def __init__(self, db: sqlite3.Connection, minter: Minter, comparer: Comparer) -> None:
        self._db = db
        self._vocab = comparer.vocab
        self._compare = comparer
        self._reader = Reader(db, comparer.vocab, minter)
        self._profiles: dict[int, Profile] = {}
        self._sums: dict[_Pair, float] = {}
        self._said: dict[int, tuple[object, ...]] = {}
        self._fit: dict[tuple[tuple[object, ...], tuple[object, ...]], bool] = {}

    def update(
        self, dirty: Iterable[int], same: Sequence[tuple[str, str]], different: set[frozenset[str]]
    ) -> list[tuple[str, str | None, str | None]]:
        """Work out what follows from changes to these subjects: (IRI, what it was merged into, what it is now).

        ``same``: pairs decided to be one, the latest first; ``different``: pairs to be kept apart.
        """
        dirty = sorted(set(dirty))
        affected = set(dirty) | self._update_pairs(self._update_nodes(dirty))
        lots, alone = self._lots(affected, same)
        moved = self._ungroup(alone)
        for lot in lots:
            moved += self._regroup(lot, same, different)
        return moved

    def _make_room(self) -> None:
        """Forget what can be read or worked out again: memory does not grow with the articles."""
        for held in (self._profiles, self._sums, self._said, self._fit):
            if len(held) > _HELD:
                held.clear()

    # profiles and blocks

    def _update_nodes(self, dirty: list[int]) -> tuple[list[int], dict[str, int]]:
        """Subjects whose profiles changed, and the blocks they were in or are in, with their sizes before."""
        changed: list[int] = []
        sizes: dict[str, int] = {}
        for start in range(0, len(dirty), _AT_ONCE):
            self._make_room()
            changed += self._update_some(dirty[start : start + _AT_ONCE], sizes)
        return changed, dict(sorted(sizes.items()))

    def _update_some(self, dirty: list[int], sizes: dict[str, int]) -> list[int]:
        """Those of these subjects whose profiles changed; their blocks join ``sizes``, unless they stand there."""
        old = dict(self._many("SELECT subject, profile FROM identity_node WHERE subject IN (%s)", dirty))
        new = dict(self._reader.profiles(dirty))
        changed = [s for s in dirty if old.get(s) != (to_text(new[s]) if s in new else None)]
        before = {block for (block,) in self._many("SELECT block FROM identity_block WHERE subject IN (%s)", changed)}
        found = {s: blocking.blocks(new[s], self._vocab) for s in changed if s in new}
        touched = sorted(before.union(*found.values()) - sizes.keys())
        sizes.update(dict.fromkeys(touched, 0) | self._sizes(touched))
        for table in ("identity_node", "identity_block"):
            self._db.executemany(f"DELETE FROM {table} WHERE subject = ?", ((s,) for s in changed))
        self._db.executemany(
            "INSERT INTO identity_node VALUES (?, ?, ?, ?)",
            ((s, new[s].iri, new[s].kind, to_text(new[s])) for s in changed if s in new),
        )
        rows = ((block, s) for s, blocks in found.items() for block in blocks)
        self._db.executemany("INSERT INTO identity_block VALUES (?, ?)", rows)
        self._profiles.update((s, new[s]) for s in changed if s in new)
        return changed

    def _sizes(self, blocks: list[str]) -> dict[str, int]:
        sql = "SELECT block, count(*) FROM identity_block WHERE block IN (%s) GROUP BY block"
        return dict(self._many(sql, blocks))

    # pairs

    def _update_pairs(self, change: tuple[list[int], dict[str, int]]) -> set[int]:
        """Compare anew what changed; gives the subjects of pairs that went or came."""
        changed, touched = change
        mine = set(changed)
        ends = self._drop_pairs("one", changed) | self._drop_pairs("other", changed)
        blocks = list(touched.items())
        for start in range(0, len(blocks), _AT_ONCE):
            self._make_room()
            ends |= self._compare_in(dict(blocks[start : start + _AT_ONCE]), mine)
        return ends

    def _compare_in(self, touched: dict[str, int], mine: set[int]) -> set[int]:
        """The same in some blocks, given with their sizes before; ``mine``: what changed."""
        ends: set[int] = set()
        members: defaultdict[str, list[int]] = defaultdict(list)
        sql = "SELECT block, subject FROM identity_block WHERE block IN (%s)"
        for block, subject in self._many(sql, list(touched)):
            members[block].append(subject)
        self._load({subject for group in members.values() if len(group) > 1 for subject in group})
        for block, before in touched.items():
            group = sorted(members[block])
            crowd = max(before, len(group)) > blocking.CROWD
            if crowd:  # who stands beside whom has changed for others, too
                ends |= self._drop_pairs("block", [block])
            profiles = [self._profiles[s] for s in group] if len(group) > 1 else []
            pairs = [(group[i], group[j]) for i, j in blocking.partners(profiles)]
            ends |= self._add_pairs(block, pairs if crowd else [p for p in pairs if p[0] in mine or p[1] in mine])
        return ends

    def _drop_pairs(self, column: str, values: Sequence[int | str]) -> set[int]:
        rows = self._many(f"SELECT one, other FROM identity_pair WHERE {column} IN (%s)", values)
        self._db.executemany(f"DELETE FROM identity_pair WHERE {column} = ?", ((v,) for v in values))
        return {end for pair in rows for end in pair}

    def _add_pairs(self, block: str, pairs: list[_Pair]) -> set[int]:
        rows = []
        for one, other in pairs:
            weight = self._weigh(one, other)
            weights = self._weights(one)
            if weight >= weights.open:
                rows.append((one, other, block, weight, int(weight >= weights.merge)))
        self._db.executemany("INSERT INTO identity_pair VALUES (?, ?, ?, ?, ?)", rows)
        return {end for row in rows for end in row[:2]}

    def _weigh(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._sums:
            self._sums[pair] = self._compare.weigh(self._profiles[pair[0]], self._profiles[pair[1]])
        return self._sums[pair]

    def _fits(self, one: int, other: int) -> bool:
        """Things of which the same is said are not compared twice: a president is met in a thousand articles."""
        pair = (self._said[one], self._said[other])
        if pair not in self._fit:
            self._fit[pair] = self._compare.fits(self._profiles[one], self._profiles[other])
        return self._fit[pair]

    def _weights(self, subject: int) -> Weights:
        return self._compare.weights[self._profiles[subject].kind]

    # groups

    def _lots(self, affected: set[int], same: Sequence[tuple[str, str]]) -> tuple[list[list[int]], list[int]]:
        """The connected lots that affected subjects stand in, and the subjects that are connected to nothing."""
        numbers = self._numbers({iri for pair in same for iri in pair})
        links: defaultdict[int, set[int]] = defaultdict(set)
        known: set[int] = set()
        decided = [(numbers[one], numbers[other]) for one, other in same if one in numbers and other in numbers]
        frontier = set(affected)
        while frontier:
            known |= frontier
            found = [pair for pair in (*decided, *(pair[::-1] for pair in decided)) if pair[0] in frontier]
            for here, there in (("one", "other"), ("other", "one")):
                sql = f"SELECT {here}, {there} FROM identity_pair WHERE strong AND {here} IN (%s)"
                found += self._many(sql, sorted(frontier))
            for subject, partner in found:
                links[subject].add(partner)
            frontier = {partner for _, partner in found} - known
        lots: list[list[int]] = []
        seen: set[int] = set()
        for start in sorted(links):
            if start not in seen:
                lot, stack = [], [start]
                seen.add(start)
                while stack:
                    lot.append(subject := stack.pop())
                    new = links[subject] - seen
                    seen |= new
                    stack += new
                lots.append(sorted(lot))
        return lots, sorted(affected - links.keys())

    def _ungroup(self, alone: list[int]) -> list[tuple[str, str | None, str | None]]:
        """Take back the merges of what is connected to nothing, and tell of them."""
        sql = "SELECT minted, canonical FROM merge WHERE minted IN (SELECT iri FROM term WHERE id IN (%s))"
        old: list[tuple[str, str]] = self._many(sql, alone)
        self._db.executemany("DELETE FROM merge WHERE minted = ?", ((minted,) for minted, _ in old))
        return [(minted, canonical, None) for minted, canonical in old]

    def _regroup(
        self, lot: list[int], same: Sequence[tuple[str, str]], different: set[frozenset[str]]
    ) -> list[tuple[str, str | None, str | None]]:
        """Make the merges of one lot anew, and tell which changed."""
        self._make_room()
        iris = dict(self._many("SELECT id, iri FROM term WHERE id IN (%s)", lot))
        old = dict(self._many("SELECT minted, canonical FROM merge WHERE minted IN (%s)", sorted(iris.values())))
        new: dict[str, str] = {}
        self._load(lot)
        alive = [subject for subject in lot if subject in self._profiles]
        for kind in KINDS:
            new |= self._groups(kind, [s for s in alive if self._profiles[s].kind == kind], same, different)
        if new != old:
            self._db.executemany("DELETE FROM merge WHERE minted = ?", ((iri,) for iri in iris.values()))
            self._db.executemany("INSERT INTO merge VALUES (?, ?)", sorted(new.items()))
        changed = sorted(iri for iri in {**old, **new} if old.get(iri) != new.get(iri))
        return [(iri, old.get(iri), new.get(iri)) for iri in changed]

    def _groups(
        self, kind: Kind, nodes: list[int], same: Sequence[tuple[str, str]], different: set[frozenset[str]]
    ) -> dict[str, str]:
        """Minted IRI -> canonical IRI for the things of one kind in a lot."""
        if len(nodes) < 2:
            return {}
        by_iri = {self._profiles[s].iri: s for s in nodes}
        articles = self._articles(nodes)
        self._said.update((s, self._profiles[s].said) for s in nodes)
        sql = "SELECT one, other, weight FROM identity_pair WHERE strong AND one IN (%s) GROUP BY one, other"
        bonds = Bonds(
            nodes,
            {(one, other): weight for one, other, weight in self._many(sql, nodes)},
            fits=self._fits,
            apart=lambda one, other: not articles[one].isdisjoint(articles[other]),
            same=[(by_iri[one], by_iri[other]) for one, other in same if one in by_iri and other in by_iri],
            different={frozenset(by_iri[i] for i in pair) for pair in different if pair <= by_iri.keys()},
        )
        order = {s: number for number, s in enumerate(sorted(nodes, key=lambda s: standing(self._profiles[s])))}
        groups = cluster(bonds, self._compare.weights[kind].margin, order.__getitem__)
        merged = ((s, group[0]) for group in groups for s in group[1:])
        return {self._profiles[s].iri: self._profiles[first].iri for s, first in merged}

    def _articles(self, nodes: list[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {s: set() for s in nodes}
        for subject, article in self._many("SELECT DISTINCT subject, article FROM fact WHERE subject IN (%s)", nodes):
            found[subject].add(article)
        return found

    # tables

    def _load(self, subjects: Iterable[int]) -> None:
        # No difference with the keys: that would look at every profile there is, for each of many small lots.
        missing = sorted({subject for subject in subjects if subject not in self._profiles})
        for subject, text in self._many("SELECT subject, profile FROM identity_node WHERE subject IN (%s)", missing):
            self._profiles[subject] = from_text(text)

    def _numbers(self, iris: set[str]) -> dict[str, int]:
        sql = "SELECT iri, id FROM term WHERE iri IN (%s) AND id IN (SELECT subject FROM identity_node)"
        return dict(self._many(sql, sorted(iris)))

    def _many(self, sql: str, values: Sequence[int | str]) -> list[Any]:
        """Rows of a query for a list of any length, which stands for ``%s``."""
        if not values:
            return []
        return self._db.execute(sql % "SELECT value FROM json_each(?)", (json.dumps(list(values)),)).fetchall()


def standing(profile: Profile) -> tuple[object, ...]:
    """Which of several IRIs stands for a thing: one with an official code, then one of a full name. Never changes."""
    name = max(profile.iri.rpartition("/")[2].split("-")[:-1], key=len, default="")
    words = profile.iri.rpartition("/")[2].count("-")
    return ("/area/" not in profile.iri, -words, -len(name), profile.iri)
