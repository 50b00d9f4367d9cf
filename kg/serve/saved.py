"""Bundled questions among the queries that are sent: recognised by their text, and answered as ``kg query`` does.

Pages, downloads and links carry a question as the SPARQL it stands for, with the values given to its parameters in
front; ``kg.sweep`` knows how to ask most of them quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from kg import queries, sweep
from kg.parameters import unbind


def answer(query: Callable[[str], Any], text: str, snapshot: Path | None = None) -> Any:
    """What ``query`` gives to the text; quickly, if it is that of a bundled question.

    ``snapshot``: the folder that is read, in which an answer may lie that ``kg query`` kept.
    """
    sent = text.replace("\r\n", "\n").strip()  # as forms send it
    question = _by_title().get(sent.partition("\n")[0])
    values = unbind(question.text.strip(), sent) if question else None
    if question is None or values is None:
        return query(text)
    return sweep.answer(query, question, values, snapshot, keep=False)


@cache
def _by_title() -> dict[str, queries.Question]:
    """Questions by the first line of their texts."""
    return {question.text.partition("\n")[0]: question for question in queries.questions()}
