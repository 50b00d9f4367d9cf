"""Who is who and what is a copy in a graph: works out what follows from what changed, and notes that in turn.

Also the one place where decisions are recorded: the archive keeps them, and what they speak of is worked out again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg import copies, decisions, fingerprint, gazetteer, vocab
from kg.link import weights
from kg.link.compare import Comparer, clipped
from kg.link.resolve import TABLES, Resolver
from kg.rdf.iris import Minter

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.decisions import Decision
    from kg.gazetteer import Area


class _Areas:
    """The gazetteer, read when the first area is asked for."""

    def by_code(self, code: str) -> Area | None:
        return gazetteer.load().by_code(code)


def comparer() -> Comparer:
    """Compares with the weights and vocabularies of the project."""
    return Comparer(dict(weights.load()), vocab.load(), _Areas())


def is_stale(archive: Archive) -> bool:
    """Whether what is known of identity was worked out by other rules than the present ones, or not at all."""
    found = archive.db.execute("SELECT rules FROM identity_rules").fetchone()
    return (found[0] if found else "") != fingerprint.rules()


def update(archive: Archive, minter: Minter) -> bool:
    """Bring the merges, and what is a copy of what, up to date with the articles and decisions; in a transaction.

    Gives whether the merges changed. Doing it twice changes nothing: what is pending stays so until the store has it.
    """
    db = archive.db
    if stale := is_stale(archive):
        for table in (*TABLES, *copies.TABLES):
            db.execute(f"DELETE FROM {table}")
        db.execute("INSERT INTO identity_rules VALUES (?)", (fingerprint.rules(),))
        gone = "SELECT id FROM term WHERE iri IN (SELECT minted FROM merge)"
        dirty = [row[0] for row in db.execute(f"SELECT subject FROM fact UNION {gone}")]
        archive.pending.note_subjects()  # other rules may show other values as the best
    else:
        dirty = [row[0] for row in db.execute("SELECT subject FROM pending_subject")]
    decided = decisions.standing(archive.decisions())
    moved = Resolver(db, minter, comparer()).update(dirty, decisions.same_pairs(decided), decisions.kept_apart(decided))
    archive.pending.note_things({iri for change in moved for iri in change if iri})
    archive.pending.note_subjects(copies.Copies(db).update(every=stale))
    return bool(moved)


def decide(archive: Archive, decision: Decision, minter: Minter) -> Decision:
    """Record a decision; inside a transaction. Raises UsageError if it cannot hold together with the others."""
    known = archive.decisions()
    about = decision
    if decision.verdict == "undo":
        about = next(each for each in known if each.number == decision.undoes)
    elif decision.verdict != "prefer":
        decisions.check(decision, decisions.standing(known))
    recorded = archive.add_decision(decision)
    archive.pending.note_things(set(about.things))
    archive.pending.note_graph(minter.graph("decisions"))
    return recorded


def open_pairs(archive: Archive) -> list[tuple[str, str, str, float]]:
    """Pairs that score enough to be asked about and are not one: (kind, one IRI, the other, score), in order."""
    sql = """SELECT a.kind, a.iri, b.iri, max(p.weight) FROM identity_pair p
             JOIN identity_node a ON a.subject = p.one JOIN identity_node b ON b.subject = p.other
             WHERE coalesce((SELECT canonical FROM merge WHERE minted = a.iri), a.iri)
                != coalesce((SELECT canonical FROM merge WHERE minted = b.iri), b.iri)
             GROUP BY p.one, p.other"""
    return sorted((kind, *sorted((one, other)), clipped(found)) for kind, one, other, found in archive.db.execute(sql))


def articles_of(archive: Archive, iris: list[str]) -> dict[str, set[int]]:
    """Numbers of the articles that speak of each thing."""
    sql = """SELECT DISTINCT t.iri, f.article FROM term t JOIN fact f ON f.subject = t.id
             WHERE t.iri IN (SELECT value FROM json_each(?))"""
    found: dict[str, set[int]] = {iri: set() for iri in iris}
    for iri, article in archive.db.execute(sql, (json.dumps(iris),)):
        found[iri].add(article)
    return found
