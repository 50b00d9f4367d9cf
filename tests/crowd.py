"""A graph of any size in seconds: the articles of a few kelurahan, each stamped out again and again with other people.

What is stamped is the real thing: the quads that the mapping makes of an article, and what they contribute to the view
of best values. Areas are shared, everything else belongs to its article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import graphs
from pyoxigraph import RdfFormat, Store

from kg import gazetteer
from kg.derive import Support, contributions, view
from kg.rdf.described import described
from kg.rdf.iris import Minter
from kg.rdf.terms import split

THINGS = 16  # that every article adds
_NUMBER, _ARTICLE = "00000", "0123456789abcdef"  # what a stamp replaces
_CITIES = ("31.71", "31.72", "32.73")
_ACTIVITIES = ("komsos", "patroli", "rapat-koordinasi", "kerja-bakti", "sosialisasi")
_ROLES = (("Babinsa", "TNI"), ("Bhabinkamtibmas", "Polri"), ("Lurah", "Pemerintah"), ("Ketua RW", "Masyarakat"))


def store(things: int) -> Store:
    """About so many things, never fewer."""
    made = Store()
    templates = [_template(area, number) for number, area in enumerate(_kelurahan())]
    lines = (
        line.replace(_ARTICLE, f"{number:016x}").replace(_NUMBER, f"{number:05d}")
        for number in range(-(-things // THINGS))
        for line in templates[int(number**1.3) % len(templates)]
    )
    made.bulk_load("\n".join(lines).encode(), RdfFormat.N_QUADS)
    return made


def _kelurahan() -> list[gazetteer.Area]:
    areas = gazetteer.load()
    return [
        village for code in _CITIES for district in areas.children(code) for village in areas.children(district.code)
    ]


def _template(area: gazetteer.Area, number: int) -> list[str]:
    """Lines of the graph of one article and of the default graph."""
    around = gazetteer.load().ancestors(area.code)[-1]
    day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
    people = [f"Warga{i} {_NUMBER} {area.name}" for i in range(11)]
    text = [
        f"title|Berita {_NUMBER} dari {area.name}",
        f"publisher|Media {number % 7}",
        f"published|{day}",
        f"place|{area.name}|level={area.level}|code={area.code}|within={around.name}",
        f"place|{around.name}|level={around.level}|code={around.code}",
        f"unit|Koramil {_NUMBER} {around.name}|kind=Koramil|pillar=TNI",
        f"unit|Polsek {_NUMBER} {around.name}|kind=Polsek|pillar=Polri",
    ]
    for i, name in enumerate(people):
        role, pillar = _ROLES[(i * (1 + number % 3)) % 4]
        text.append(f"person|{name}|role={role}|pillar={pillar}|area={area.name}")
    for event in (0, 1):
        who = "|".join(f"participant={name}" for name in people[event * 6 : event * 6 + 6])
        activity = _ACTIVITIES[(number + event) % 5]
        text.append(f"event|E{event}|activity={activity}|date={day}|place={area.name}|{who}")
    quads = graphs.lines("\n".join(text), f"{area.code}.txt")
    key = next(line for line in quads if "/id/article/" in line).partition("/id/article/")[2][:16]
    quads = [line.replace(key, _ARTICLE) for line in quads]
    return [*quads, *_best(quads)]


def _best(quads: list[str]) -> Iterator[str]:
    """What the article adds to the default graph."""
    support: defaultdict[str, list[Support]] = defaultdict(list)
    for row in contributions(described(map(split, quads)), gazetteer.load(), Minter()):
        support[row.subject].append(Support(row.predicate, row.object, row.status, 1))
    for subject in sorted(support):
        yield from view(subject, support[subject])
