"""Settling inside one article: which of values that cannot all be true holds, why, and what stays open.

The rules are data (``ontology/rules.tsv``); here is only what their shapes do. No fact is dropped: a value that loses
is deprecated with the reason, and a contradiction no rule decides is recorded as open with every value normal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg.model import Extraction
from kg.settle import days, rules, values
from kg.settle.docket import Docket
from kg.settle.rules import Rule, Shape

if TYPE_CHECKING:
    from kg.extract.findings import DateMention
    from kg.vocab import Vocabulary

SHAPES: dict[Shape, Callable[[Docket, Rule], None]] = {
    "institution-agreement": values.institution_agreement,
    "single-valued": values.single_valued,
    "one-spelling": values.one_spelling,
    "one-list": values.one_list,
    "one-number": values.one_number,
    "contained-in": values.contained_in,
    "date-slip": days.date_slip,
    "weekday-of-date": days.weekday_of_date,
    "not-after-publication": days.not_after_publication,
}
"""Every shape a rule may have."""


def settle(
    extraction: Extraction, vocab: Vocabulary, dates: Sequence[DateMention] = (), *, by: Sequence[Rule] | None = None
) -> Extraction:
    """The extraction with statuses, reasons and conflicts.

    ``dates``: all dates of the text; one that belongs to no event but contradicts its weekday becomes facts of the
    article. ``by``: the rules to apply, in order; those of ``ontology/rules.tsv`` if not given.
    """
    docket = Docket(extraction, vocab, dates)
    for rule in rules.load() if by is None else by:
        SHAPES[rule.shape](docket, rule)
    return docket.closed()
