"""The ontology as a page to read: every term with its labels, definitions, uses and pictures; HTML or Markdown.

It is made of the files of ontology/ and queries/; a graph only lends examples. Needs Jinja2, as the explorer does.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import extras, queries, resources
from kg.dictionary import diagram, seen, terms, usage
from kg.dictionary.terms import Concept, Ontology, Scheme
from kg.i18n import LANGS, Lang, text
from kg.lookup import Label
from kg.ns import PREFIXES, TP

if TYPE_CHECKING:
    from kg.lookup import Queryable

TEMPLATES = Path(__file__).resolve().parent / "templates"
FORMATS = {".html": "page.html", ".md": "page.md.jinja"}
"""Ending of a file -> template."""

_MANY = 40  # concepts from which a vocabulary is shown in groups
_GROUPING = (TP + "rankInstitution", TP + "element")


@dataclass(frozen=True, slots=True)
class Group:
    """Concepts of a vocabulary that share an institution or a side; ``by`` is its IRI, "" for none."""

    by: str
    concepts: tuple[Concept, ...]


def write(graph: Queryable, ending: str, lang: Lang, folder: Path = resources.ONTOLOGY) -> str:
    """The page; examples of use come from ``graph``. ``ending``: a key of FORMATS. The same input, the same text."""
    ontology = terms.read(folder)
    asked, tested = queries.questions(), usage.checks(resources.QUERIES / "checks")
    names = _names(ontology)
    environment = _environment(ending, lang, names)
    return str(
        environment.get_template(FORMATS[ending]).render(
            ontology=ontology,
            modules=terms.MODULES,
            questions=asked,
            checks=tested,
            uses=usage.uses(ontology, asked, tested),
            seen=seen.uses(graph, ontology),
            groups={scheme.iri: groups(scheme) for scheme in ontology.schemes},
            naming={question.name: [n for n in usage.names(question.text) if n in names] for question in asked},
            pictures=_pictures(ontology, ending, lang),
            prefixes=PREFIXES,
        )
    )


def groups(scheme: Scheme) -> tuple[Group, ...]:
    """The concepts in order, in one group, or if they are many by institution or side."""
    if len(scheme.concepts) < _MANY:
        return (Group("", scheme.concepts),)
    found: dict[str, list[Concept]] = {}
    for concept in scheme.concepts:
        facts = dict(concept.facts)
        found.setdefault(next((facts[p] for p in _GROUPING if p in facts), ""), []).append(concept)
    ordered = sorted(found, key=lambda by: by == "")  # what belongs to no side comes last
    return tuple(Group(by, tuple(found[by])) for by in ordered)


def _pictures(ontology: Ontology, ending: str, lang: Lang) -> dict[str, str]:
    wanted = {"world": diagram.WORLD, "evidence": diagram.EVIDENCE}
    if ending == ".md":
        return {name: diagram.mermaid(ontology, plan, lang) for name, plan in wanted.items()}
    return {
        name: diagram.svg(ontology, plan, lang, text(f"ontology.picture-{name}", lang)) for name, plan in wanted.items()
    }


def _names(ontology: Ontology) -> dict[str, Label]:
    """What everything with an anchor on the page is called."""
    found = {term.iri: term.label for term in ontology.terms}
    for scheme in ontology.schemes:
        found[scheme.iri] = scheme.title
        found |= {concept.iri: Label(concept.notation, concept.notation) for concept in scheme.concepts}
    return found | {shape.iri: shape.label for shape in ontology.shapes}


def _environment(ending: str, lang: Lang, names: Mapping[str, Label]) -> Any:
    jinja2 = extras.load("jinja2", "serve", "kg ontology")
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=ending == ".html", undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    found.globals.update(
        lang=lang,
        langs=(lang, *(other for other in LANGS if other != lang)),
        t=functools.partial(text, lang=lang),
        names=names,
    )
    found.filters.update(short=terms.short, anchor=terms.local, cell=_cell, kind=_of_kind)
    return found


def _of_kind(found: tuple[terms.Term, ...], kind: str, module: str) -> Iterator[terms.Term]:
    return (term for term in found if term.kind == kind and term.module == module)


def _cell(value: object) -> str:
    """Text inside Markdown: no character of it marks anything up, or ends a row of a table."""
    shown = " ".join(str(value).split())
    return "".join(f"\\{char}" if char in "\\`*_[]|<>" else char for char in shown)
