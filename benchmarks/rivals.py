"""What one would take instead, on the same made-up articles and the same machine, one after the other.

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install spacy maplib stanza nlp-id
    python -m venv /tmp/morph && /tmp/morph/bin/pip install morph-kgc      # needs an older pyoxigraph
    python benchmarks/rivals.py [COUNT] --python /tmp/rivals/bin/python --morph /tmp/morph/bin/python

Language: spaCy's tokenizer of Indonesian with an EntityRuler over the same ranks, posts, units and areas, which finds
phrases and no facts; stanza and the tagger of nlp-id, as far as their models can be had; base forms of words; against
reading an article as ``kg build`` does. Graph: rdflib, maplib and morph-kgc (an RML mapping of the same quads as
tables), which hold them in memory, against bulk_load, which writes them to disk.
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
import rival_codes as codes
from pyoxigraph import RdfFormat, parse

from kg import gazetteer, vocab
from kg.ns import ID
from kg.reading import Reader, Reading

HERE = Path(sys.executable)


def main() -> None:
    parser = argparse.ArgumentParser(description="Rivals on the same articles.")
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    parser.add_argument("--python", type=Path, help="an interpreter that has spacy, maplib, stanza and nlp-id")
    parser.add_argument("--morph", type=Path, help="an interpreter that has morph-kgc")
    options = parser.parse_args()
    print("| articles | what | wall s | CPU s | peak MB | CPU ms an article |\n|---:|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kg-rivals-") as name:
        folder = Path(name)
        _prepare(options.count, folder)
        for what, python, code in (
            ("kg: articles read, linked and mapped", HERE, codes.KG),
            ("spaCy: tokens and phrases", options.python, codes.SPACY),
            ("stanza: parts of speech", options.python, codes.STANZA),
            ("nlp-id: parts of speech", options.python, codes.NLP_ID_TAGS),
            ("nlp-id: base forms of words", options.python, codes.NLP_ID_WORDS),
            ("bulk_load to disk", HERE, codes.BULK),
            ("rdflib in memory", HERE, codes.RDFLIB),
            ("maplib in memory (triples without graphs)", options.python, codes.MAPLIB),
            ("morph-kgc in memory (from tables)", options.morph, codes.MORPH),
        ):
            if python:
                row(options.count, what, python, code, folder)


def row(count: int, what: str, python: Path, code: str, folder: Path) -> None:
    try:
        cost = measure.run([python, "-c", code, folder])
    except RuntimeError as error:
        print(f"| {count:,} | {what} | failed: {str(error).splitlines()[-1]:.160} | | | |", flush=True)
        return
    each = 1_000 * cost.cpu / count
    print(f"| {count:,} | {what} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:,.0f} | {each:.1f} |", flush=True)


def _prepare(count: int, folder: Path) -> None:
    """Write what ``rival_codes`` reads."""
    rows = (f"{generate.as_json(article)}\n" for article in generate.articles(count))
    (folder / "articles.jsonl").write_text("".join(rows), "utf-8")
    (folder / "patterns.json").write_text(json.dumps(list(_patterns())), "utf-8")
    _write_quads(count, folder / "all.nq", folder / "all.nt")
    codes.write_tables(parse(path=folder / "all.nq", format=RdfFormat.N_QUADS), folder)


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
