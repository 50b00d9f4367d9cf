"""``kg extract``: what one article would give, without storing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import json_option, kg_command
from kg.cli.output import echo, echo_json, remark, table

if TYPE_CHECKING:
    from kg.model import Extraction, Fact


_CELL = 40


@kg_command(
    "extract",
    "kg extract examples/articles/bandung-rapat-warga.txt",
    "kg extract examples/articles/bandung-rapat-warga.txt --json",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@json_option
def command(paths: tuple[str, ...], as_json: bool) -> None:
    """Show what an article would give; store nothing.

    Every fact comes with its status, the rule that found it and the sentence it rests on. PATH is a file, a folder,
    a pattern, or - for standard input.
    """
    from kg import vocab
    from kg.corpus import read
    from kg.errors import InputError
    from kg.extract import extract

    found: list[Extraction] = []
    refused: list[InputError] = []
    words = vocab.load()
    for article in read(paths, note=lambda source, what: remark(f"{source}: {what}")):
        if isinstance(article, InputError):
            refused.append(article)
        else:
            found.append(extract(article, words))
    for error in refused:
        remark(f"kg: {error}")
    if not found:
        raise SystemExit(InputError.exit_code)
    if as_json:
        documents = [_document(extraction) for extraction in found]
        echo_json(documents[0] if len(documents) == 1 else documents)
    else:
        echo("\n\n".join(_report(extraction) for extraction in found))


def _report(extraction: Extraction) -> str:
    rows = [
        (row["subject"], row["property"], _brief(row["label"]), row["status"], row["rule"], row["sentence"])
        for row in _facts(extraction)
    ]
    shown = table(("subject", "property", "value", "status", "rule", "sentence"), rows)
    return f"{extraction.article.source}: {len(rows)} facts\n{shown}"


def _brief(text: str) -> str:
    """A value as a cell: what somebody said stands in the sentence beside it in full."""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _document(extraction: Extraction) -> dict[str, Any]:
    """The annotation shape, and under ``facts`` what each of its values rests on."""
    from kg.extract.as_json import to_json

    return {"source": extraction.article.source, **to_json(extraction), "facts": _facts(extraction)}


def _facts(extraction: Extraction) -> list[dict[str, Any]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return [
        {
            "subject": names.get(fact.subject, fact.subject),
            "property": fact.property,
            "value": names.get(fact.value, fact.value),
            "label": names.get(fact.value, fact.label),
            "status": fact.status,
            "reason": fact.reason,
            "speaker": names.get(fact.speaker, fact.speaker) if fact.speaker else None,
            "rule": fact.rule,
            "confidence": fact.confidence,
            "begin": fact.span.start,
            "end": fact.span.end,
            "sentence": _sentence(extraction, fact),
        }
        for fact in extraction.facts
    ]


def _sentence(extraction: Extraction, fact: Fact) -> str:
    return extraction.surface(extraction.sentences[fact.sentence].span)
