"""Reading one article: one module per kind of finding, run in the order of ``extract``. No IRI is known here."""

from __future__ import annotations

from kg import gazetteer, settle
from kg.extract import document, facts, lexicon
from kg.extract.chunks import chunker
from kg.extract.completion import complete_areas, complete_units
from kg.extract.confidence import calibrated
from kg.extract.coreference import resolve
from kg.extract.dates import find_dates, publication_dates
from kg.extract.events import find_events
from kg.extract.grammar import grammar
from kg.extract.layout import read_layout
from kg.extract.organizations import find_organizations
from kg.extract.persons import find_mentions
from kg.extract.places import find_places
from kg.extract.statements import find_statements
from kg.extract.topics import find_topics
from kg.extract.units import UnitRef
from kg.model import Article, Extraction
from kg.vocab import Vocabulary


def extract(article: Article, vocab: Vocabulary) -> Extraction:
    """All that a careful reader finds in one article, settled inside it. Pure: same article, same extraction."""
    places_by_name = gazetteer.load()
    layout = read_layout(article, vocab, places_by_name)
    words = lexicon.of(vocab)
    doc = document.build(article.text, layout, vocab.abbreviations, words.single_titles)
    reader = grammar(chunker(doc, words, places_by_name, vocab.unit_kinds))
    mentions = find_mentions(reader, vocab)
    complete_units(reader, mentions)
    complete_areas(reader, mentions)
    persons = resolve(reader, mentions)
    organizations, unit_ids = find_organizations(reader, mentions)
    units = [c.value for a, b in doc.ranges for c in reader.chunker.chunks(a, b) if isinstance(c.value, UnitRef)]
    units += [u for m in mentions for o in m.offices for u in o.units]
    places = find_places(reader, mentions, units)
    published = next((h.value for h in layout.header if h.property == "published"), article.published)
    dates = find_dates(doc, published)
    statements = find_statements(doc, persons, vocab)
    events = find_events(doc, persons, places, organizations, dates, statements, published, vocab)
    topics = find_topics(doc, vocab, events, [*persons, *places])
    entities, found = facts.build(
        doc, layout.header, persons, organizations, places, events, statements, topics, unit_ids
    )
    extraction = Extraction(article, doc.sentences, entities, calibrated(found, vocab))
    return settle.settle(extraction, vocab, [*dates, *publication_dates(doc)])
