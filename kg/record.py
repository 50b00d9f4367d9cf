"""What is known of one thing, as a record, as JSON, and as a report to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.evidence import Claim, as_label, quotation
from kg.i18n import Lang, text
from kg.lookup import Label
from kg.waterfall import Joined, joined_json, joined_text, number
from kg.weighed import Post

_SHOWN = 3  # sentences under one value, and things of one relation, in the report; JSON has them all


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with every claim of it. ``status``: over all articles, where the values were weighed;
    else the best that any article gives it. ``first`` and ``last``: days of its reports, "" if it was not weighed."""

    property: str  # IRI
    property_label: Label
    value: str  # IRI or literal
    label: str
    status: str  # preferred, normal, deprecated
    reason: Label | None
    evidence: tuple[Claim, ...]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing that points here: an event it took part in, a person who serves there, a statement it made."""

    property: str  # IRI
    property_label: Label
    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one thing. ``posts``: those a person held; ``same_as``: other IRIs of the thing, and why."""

    iri: str
    label: str
    kind: str  # person, organization, place, event, statement, article, outlet, claim, thing
    facts: tuple[Value, ...]
    conflicts: tuple[str, ...]  # what is contradicted: "rank", "date" …
    related: tuple[Related, ...]
    same_as: tuple[Joined, ...]
    posts: tuple[Post, ...] = ()


def to_json(record: Record, lang: Lang = "id") -> dict[str, Any]:
    """Every fact with every claim; reasons in ``lang``, names of properties in both languages."""
    return {
        "schema": 1,
        "iri": record.iri,
        "label": record.label,
        "kind": record.kind,
        "same_as": [joined_json(join, lang) for join in record.same_as],
        "posts": [post._asdict() for post in record.posts],
        "conflicts": list(record.conflicts),
        "facts": [
            {
                "property": value.property,
                "property_label": as_label(value.property_label),
                "value": value.value,
                "label": value.label,
                "status": value.status,
                "reason": value.reason.of(lang) if value.reason else None,
                "first_reported": value.first or None,
                "last_reported": value.last or None,
                "evidence": [_claim_json(claim) for claim in value.evidence],
            }
            for value in record.facts
        ],
        "related": [
            {"property": r.property, "property_label": as_label(r.property_label), "iri": r.iri, "label": r.label}
            for r in record.related
        ],
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.iri,
        "article": claim.article,
        "source": claim.source,
        "outlet": claim.outlet or None,
        "published": claim.published or None,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "printed": claim.label,
        "status": claim.status,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "said_by": claim.attributed_to or None,
    }


def to_text(record: Record, lang: Lang = "id") -> str:
    """The record for reading: each value once, its status where something was decided, its sentences below it."""
    lines = [f"{record.label} ({text('kind.' + record.kind, lang)})", record.iri]
    lines += [line for join in record.same_as[:_SHOWN] for line in joined_text(join, lang)]
    if len(record.same_as) > _SHOWN:
        lines.append(text("explain.more", lang, number=len(record.same_as) - _SHOWN))
    for label, values in groupby(record.facts, key=lambda value: value.property_label):
        lines += ["", label.of(lang)]
        for value in values:
            lines += _value_lines(value, record, lang)
    if record.posts:
        lines += ["", text("explain.posts", lang), *(_post_line(post, lang) for post in record.posts)]
    if record.conflicts:
        about = ", ".join(text("conflicts." + what, lang) for what in record.conflicts)
        lines += ["", text("explain.conflicts", lang, about=about)]
    if record.related:
        lines += ["", text("explain.related", lang)]
        for label, group in groupby(record.related, key=lambda r: r.property_label):
            found = list(group)
            lines += [f"  {label.of(lang)}: {r.label}  <{r.iri}>" for r in found[:_SHOWN]]
            if len(found) > _SHOWN:
                lines.append(f"  {label.of(lang)}: " + text("explain.more", lang, number=len(found) - _SHOWN))
    return "".join(f"{line}\n" for line in lines)


def _post_line(post: Post, lang: Lang) -> str:
    what = ", ".join(filter(None, (post.post, post.area, *post.units)))
    return f"  {what}{_days(post.first, post.last, lang)}"


def _days(first: str, last: str, lang: Lang) -> str:
    if not first:
        return ""
    days = first if first == last else f"{first} – {last}"
    return "  " + text("explain.reported", lang, days=days)


def _value_lines(value: Value, record: Record, lang: Lang) -> Iterator[str]:
    reason = f" – {value.reason.of(lang)}" if value.reason else ""
    decided = value.status != "normal" or reason
    standing = f"  [{text('status.' + value.status, lang)}{reason}]" if decided else ""
    yield f"  {value.label}{standing}{_days(value.first, value.last, lang)}"
    by_sentence = list({(claim.article, claim.sentence): claim for claim in reversed(value.evidence)}.values())[::-1]
    for claim in by_sentence[:_SHOWN]:
        quoted, where = quotation(claim.sentence, claim.outlet, claim.source, lang)
        yield f"      {quoted}"
        confidence = text("explain.confidence", lang, confidence=number(claim.confidence, lang, ".2f"))
        yield f"      {where}, {text('explain.where', lang, start=claim.start, end=claim.end)}, {confidence}"
    if len(by_sentence) > _SHOWN:
        yield "      " + text("explain.more", lang, number=len(by_sentence) - _SHOWN)
