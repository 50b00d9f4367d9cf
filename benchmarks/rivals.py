"""What one would take instead, on the same made-up articles and the same machine, one after the other.

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install spacy maplib
    python benchmarks/rivals.py [COUNT] --python /tmp/rivals/bin/python

Finding names: spaCy's tokenizer of Indonesian with an EntityRuler over the same ranks, posts, units and areas, which
finds phrases and no facts, against reading an article as ``kg build`` does. Loading: rdflib, and maplib, against
bulk_load of the same quads; rdflib and maplib hold them in memory, bulk_load writes them to disk.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
import measure

from kg import gazetteer, vocab
from kg.ns import ID
from kg.reading import Reader, Reading

SPACY = """
import json, sys, spacy
nlp = spacy.blank("id")
ruler = nlp.add_pipe("entity_ruler")
ruler.initialize(lambda: [], nlp=nlp, patterns=json.load(open(sys.argv[1])))
texts = (json.loads(line)["text"] for line in open(sys.argv[2]))
print(sum(len(doc.ents) for doc in nlp.pipe(texts)))
"""
KG = """
import json, sys
from kg.model import Article
from kg.ns import ID
from kg.reading import Reader
read = Reader(ID)
for line in open(sys.argv[2]):
    row = json.loads(line)
    read(Article(source=row["url"], **row))
"""
RDFLIB = "import sys, rdflib; rdflib.Dataset().parse(sys.argv[1], format='nquads')"
MAPLIB = "import sys, maplib; maplib.Model().read(sys.argv[2], format='ntriples')"
BULK = "import sys, pyoxigraph as o; o.Store(sys.argv[3]).bulk_load(path=sys.argv[1], format=o.RdfFormat.N_QUADS)"
HERE = Path(sys.executable)


def main() -> None:
    parser = argparse.ArgumentParser(description="Rivals on the same articles.")
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    parser.add_argument("--python", type=Path, help="an interpreter that has spacy and maplib")
    options = parser.parse_args()
    print("| articles | what | wall s | CPU s | peak MB | CPU ms an article |\n|---:|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kg-rivals-") as name:
        folder = Path(name)
        articles, patterns, quads, triples = (folder / n for n in ("a.jsonl", "patterns.json", "a.nq", "a.nt"))
        articles.write_text("".join(f"{generate.as_json(a)}\n" for a in generate.articles(options.count)), "utf-8")
        patterns.write_text(json.dumps(list(_patterns())), "utf-8")
        _write_quads(options.count, quads, triples)
        row(options.count, "kg: articles read, linked and mapped", HERE, KG, patterns, articles)
        if options.python:
            row(options.count, "spaCy: tokens and phrases", options.python, SPACY, patterns, articles)
        row(options.count, "bulk_load to disk", HERE, BULK, quads, triples, folder / "store")
        row(options.count, "rdflib in memory", HERE, RDFLIB, quads)
        if options.python:
            row(options.count, "maplib in memory (triples without graphs)", options.python, MAPLIB, quads, triples)


def row(count: int, what: str, python: Path, code: str, *arguments: Path) -> None:
    try:
        cost = measure.run([python, "-c", code, *arguments])
    except RuntimeError as error:
        print(f"| {count:,} | {what} | failed: {str(error).splitlines()[-1]} | | | |", flush=True)
        return
    each = 1_000 * cost.cpu / count
    print(f"| {count:,} | {what} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:,.0f} | {each:.1f} |", flush=True)


def _patterns() -> Iterator[dict[str, str]]:
    words = vocab.load()
    for label, table in (("RANK", words.ranks), ("POST", words.posts), ("UNIT", words.unit_kinds)):
        for concept in table.values():
            yield from ({"label": label, "pattern": surface} for surface in concept.surfaces)
    yield from ({"label": "AREA", "pattern": name} for name in sorted({area.name for area in gazetteer.load()}))


def _write_quads(count: int, quads: Path, triples: Path) -> None:
    read = Reader(ID)
    with open(quads, "wb") as all_quads, open(triples, "wb") as all_triples:
        for article in generate.articles(count):
            done = read(article)
            assert isinstance(done, Reading), done
            all_quads.write(done.quads)
            all_triples.writelines(line[: line.rindex(b" <")] + b" .\n" for line in done.quads.splitlines())


if __name__ == "__main__":
    main()
