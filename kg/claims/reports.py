"""What each article gives of one thing, with the day and the voice: the ground on which values are weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.copies import voices
from kg.derive import Status

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.link.identity import Identity


class Report(NamedTuple):
    """One value in one article. ``day``: ISO date the article is from, "" if unknown; ``voice``: outlet, original."""

    predicate: str  # IRI
    object: str  # term, with merged things brought together
    status: Status
    article: int
    day: str
    voice: tuple[str, int]


class Span(NamedTuple):
    """When a value was reported: first and last day, "" if no report has one; whether each report has; by how many."""

    first: str
    last: str
    dated: bool
    voices: int


_SQL = """
    SELECT p.iri, f.object, f.status, f.article, coalesce(i.day, ''), coalesce(c.outlet, ''),
           coalesce(c.original, f.article)
    FROM fact f JOIN term p ON p.id = f.predicate
    LEFT JOIN identity_article i ON i.article = f.article LEFT JOIN reprint c ON c.article = f.article
    WHERE f.subject = (SELECT id FROM term WHERE iri = ?) AND f.status IN ('p', 'n', 'd')
    ORDER BY 1, 2, 3, f.article"""


def read(archive: Archive, members: Iterable[str], identity: Identity) -> list[Report]:
    """All claims about a thing, which articles speak of by any of its IRIs."""
    found = []
    for member in members:
        for predicate, obj, status, article, day, outlet, original in archive.db.execute(_SQL, (member,)):
            if obj.startswith("<"):
                obj = f"<{identity.canonical(obj[1:-1])}>"
            found.append(Report(predicate, obj, status, article, day, (outlet, original)))
    return found


def standing(reports: Iterable[Report]) -> list[Report]:
    """Without what an article found wrong itself, or settled in favour of another value."""
    by_article: defaultdict[tuple[int, str], list[Report]] = defaultdict(list)
    for report in reports:
        if report.status != "d":
            by_article[report.article, report.predicate].append(report)
    return [
        report
        for group in by_article.values()
        for report in ([r for r in group if r.status == "p"] or group)
    ]  # fmt: skip


def span(reports: Iterable[Report]) -> Span:
    reports = list(reports)
    days = sorted(report.day for report in reports if report.day)
    first, last = (days[0], days[-1]) if days else ("", "")
    return Span(first, last, len(days) == len(reports), voices(report.voice for report in reports))
