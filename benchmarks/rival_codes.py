"""What the rivals of rivals.py run, each in an interpreter of its own. Arguments: folder with articles.jsonl,
patterns.json, all.nq, all.nt, and where morph-kgc is meant, its tables, mapping and configuration."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

KG = """
import json, sys
from kg.model import Article
from kg.ns import ID
from kg.reading import Reader
read = Reader(ID)
for line in open(sys.argv[1] + "/articles.jsonl"):
    row = json.loads(line)
    read(Article(source=row["url"], **row))
"""
SPACY = """
import json, sys, spacy
nlp = spacy.blank("id")
ruler = nlp.add_pipe("entity_ruler")
ruler.initialize(lambda: [], nlp=nlp, patterns=json.load(open(sys.argv[1] + "/patterns.json")))
texts = (json.loads(line)["text"] for line in open(sys.argv[1] + "/articles.jsonl"))
print(sum(len(doc.ents) for doc in nlp.pipe(texts)))
"""
STANZA = """
import json, sys, stanza
stanza.download("id", processors="tokenize,pos", verbose=False)
nlp = stanza.Pipeline("id", processors="tokenize,pos", verbose=False)
for line in open(sys.argv[1] + "/articles.jsonl"):
    nlp(json.loads(line)["text"])
"""
NLP_ID_TAGS = """
import json, sys
from nlp_id.postag import PosTag
tagger = PosTag()
for line in open(sys.argv[1] + "/articles.jsonl"):
    tagger.get_phrase_tag(json.loads(line)["text"])
"""
NLP_ID_WORDS = """
import json, sys
from nlp_id.lemmatizer import Lemmatizer
lemmatizer = Lemmatizer()
for line in open(sys.argv[1] + "/articles.jsonl"):
    lemmatizer.lemmatize(json.loads(line)["text"])
"""
BULK = """import sys, pyoxigraph as o
o.Store(sys.argv[1] + "/store").bulk_load(path=sys.argv[1] + "/all.nq", format=o.RdfFormat.N_QUADS)"""
RDFLIB = "import sys, rdflib; rdflib.Dataset().parse(sys.argv[1] + '/all.nq', format='nquads')"
MAPLIB = "import sys, maplib; maplib.Model().read(sys.argv[1] + '/all.nt', format='ntriples')"
MORPH = "import sys, morph_kgc; print(len(morph_kgc.materialize_set(sys.argv[1] + '/morph.ini')))"

_MAP = """<#{name}> a rr:TriplesMap ;
  rml:logicalSource [ rml:source "{path}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rml:reference "s" ; rr:termType rr:IRI ; rr:graphMap [ rml:reference "g" ; rr:termType rr:IRI ] ] ;
  rr:predicateObjectMap [ rr:predicateMap [ rml:reference "p" ; rr:termType rr:IRI ] ;
    rr:objectMap [ rml:reference "o" ; {kind} ] ] .
"""
_PREFIXES = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
"""


def write_tables(quads: Iterable[Quad], folder: Path) -> None:
    """The quads as morph-kgc's input: one CSV file for each kind of object, an RML mapping, a configuration."""
    tables: dict[str, csv.Writer] = {}  # type: ignore[name-defined]
    mapping = [_PREFIXES]
    with ExitStack() as stack:
        for quad in quads:
            kind = _kind(quad.object)
            if kind not in tables:
                path = folder / f"table-{len(tables)}.csv"
                tables[kind] = csv.writer(stack.enter_context(open(path, "w", encoding="utf-8", newline="")))
                tables[kind].writerow("spog")
                mapping.append(_MAP.format(name=path.stem, path=path, kind=kind))
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            tables[kind].writerow([term.value for term in terms])  # type: ignore[union-attr]
    (folder / "mapping.ttl").write_text("".join(mapping), "utf-8")
    (folder / "morph.ini").write_text(f"[CONFIGURATION]\noutput_format: N-QUADS\n[A]\nmappings: {folder}/mapping.ttl\n")


def _kind(term: object) -> str:
    """How RML describes a term of this kind."""
    if isinstance(term, NamedNode):
        return "rr:termType rr:IRI"
    assert isinstance(term, Literal)
    return f'rr:language "{term.language}"' if term.language else f"rr:datatype <{term.datatype.value}>"
