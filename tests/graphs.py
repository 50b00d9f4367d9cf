"""Articles whose text is a list of facts, and the extractor that reads them: graphs are tested without a language.

One line is one sentence and one thing: ``kind|name|property=value|…``. A value may end in ``:status:Reason``::

    person|Yusuf Maulana|role=Bhabinkamtibmas|rank=Serka:deprecated:RankInstitutionMismatch
    place|Utan Panjang|level=kelurahan|code=31.71.03.1008|within=Kemayoran
    topic|hoaks
    conflict|rank|Yusuf Maulana
    raise|what the extractor should stumble over
"""

from __future__ import annotations

import os
from pathlib import Path

from kg.link import link
from kg.model import Article, Conflict, Entity, EntityKind, Extraction, Fact, Issue, Sentence, Span, Status
from kg.rdf import terms
from kg.rdf.iris import Minter
from kg.rdf.mapping import to_triples
from kg.vocab import Vocabulary, load

KINDS: dict[str, EntityKind] = {
    "person": "person", "unit": "organization", "place": "place", "event": "event", "statement": "statement",
}  # fmt: skip
HEADER = ("title", "publisher", "dateline", "byline", "published", "topic")

POLSEK = """\
publisher|Kabar Kota
place|Utan Panjang|level=kelurahan|code=31.71.03.1008|within=Kemayoran
place|Kemayoran|level=kecamatan|code=31.71.03
unit|Koramil Kemayoran|kind=Koramil|pillar=TNI
person|Hendra Saputra|rank=Serda|role=Babinsa|pillar=TNI|unit=Koramil Kemayoran|area=Utan Panjang
person|Yusuf Maulana|rank=Briptu:preferred:MatchesRoleInstitution|role=Bhabinkamtibmas|pillar=Polri|area=Utan Panjang
person|Yusuf Maulana|rank=Serka:deprecated:RankInstitutionMismatch
event|rapat|activity=rapat-koordinasi|date=2025-04-14|place=Utan Panjang|participant=Hendra Saputra
event|rapat|participant=Yusuf Maulana
statement|Pos ronda buka setiap malam|kind=direct|speaker=Hendra Saputra|topic=kamtibmas
topic|kamtibmas
topic|hoaks
conflict|rank|Yusuf Maulana
"""


def article(text: str, source: str = "a.txt", **declared: str) -> Article:
    return Article(text, source, **declared)


def extract(article: Article, vocab: Vocabulary) -> Extraction:
    """Read the lines; one that begins with "raise", "exit" or "exit-once" fails as flaws do."""
    entities: dict[str, Entity] = {}
    facts: list[Fact] = []
    sentences: list[Sentence] = []
    about: list[tuple[str, str]] = []
    issues: list[Issue] = []
    ids = _ids(article.text)
    at = 0
    for number, line in enumerate(article.text.split("\n")):
        kind, _, rest = line.partition("|")
        sentences.append(Sentence(Span(at, at + len(line)), "body"))
        name, *pairs = rest.split("|")
        span = Span(at + len(kind) + 1, at + len(kind) + 1 + len(name))
        at += len(line) + 1
        match kind:
            case "raise":
                raise RuntimeError(rest)
            case "exit":
                os._exit(9)
            case "exit-once":
                marker = Path(rest)
                if not marker.exists():
                    marker.touch()
                    os._exit(9)
            case "issue":
                issues.append(Issue(name, span))
            case "conflict":
                about.append((name, ids[pairs[0]]))
            case _ if kind in HEADER:
                facts.append(Fact("article", kind, name, name, span, number, "test", 0.9))
            case _ if kind in KINDS:
                local = ids[name]
                entities.setdefault(local, Entity(local, KINDS[kind], name, (span,)))
                own = [("text" if kind == "statement" else "name", name)] if kind != "event" else []
                for property, value in [*own, *(_pair(pair) for pair in pairs)]:
                    facts.append(_fact(local, property, value, span, number, ids))
    conflicts = tuple(
        Conflict(local, what, tuple(i for i, f in enumerate(facts) if (f.subject, f.property) == (local, what)))  # type: ignore[arg-type]
        for what, local in about
    )
    return Extraction(article, tuple(sentences), tuple(entities.values()), tuple(facts), conflicts, tuple(issues))


def _ids(text: str) -> dict[str, str]:
    """Name -> local id, numbered by kind in the order they come."""
    ids: dict[str, str] = {}
    counts: dict[str, int] = {}
    for line in text.split("\n"):
        kind, _, rest = line.partition("|")
        name = rest.split("|")[0]
        if kind in KINDS and name not in ids:
            counts[kind] = counts.get(kind, 0) + 1
            ids[name] = f"{KINDS[kind]}-{counts[kind]}"
    return ids


def _pair(text: str) -> tuple[str, str]:
    property, _, value = text.partition("=")
    return property, value


def _fact(local: str, property: str, text: str, span: Span, sentence: int, ids: dict[str, str]) -> Fact:
    value, status, reason = text, "normal", None
    head, *tail = text.rsplit(":", 2)
    if tail and tail[0] in ("preferred", "deprecated"):
        value, status, reason = head, tail[0], tail[1]
    kept: Status = status  # type: ignore[assignment]
    linked = value if property in ("name", "text") else ids.get(value, value)
    return Fact(local, property, linked, value, span, sentence, f"test.{property}", 0.9, None, kept, reason)


def lines(text: str, source: str = "a.txt", **declared: str) -> list[str]:
    """The lines of the graph of one article."""
    extraction = extract(article(text, source, **declared), load())
    triples = to_triples(extraction, link(extraction, load()), load())
    return list(terms.quads(triples, Minter().article_graph(extraction.article.key, extraction.article.sha256)))
