"""A layout in the making: blocks and header facts, as single lines give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kg.extract import header
from kg.extract.byline import Credit, Labels
from kg.extract.dateline import Dateline, Names
from kg.extract.findings import HeaderFact
from kg.extract.furniture import Furniture
from kg.extract.lines import Line
from kg.extract.stamp import Stamps
from kg.model import Article, Span
from kg.vocab import Vocabulary

Part = Literal["title", "dateline", "body", "caption", "byline"]
Property = Literal["title", "publisher", "dateline", "byline", "published"]

_SHORT = 4  # letters of a signature that may stand for a name
_ON_PAGE = re.compile(r"\s+[|–—-]\s+(?P<outlet>[^|–—]{3,40})$")


@dataclass(slots=True)
class Draft:
    """A layout in the making."""

    article: Article
    vocab: Vocabulary
    names: Names | None
    look: Furniture
    stamps: Stamps
    labels: Labels
    blocks: list[tuple[Span, Part]] = field(default_factory=list)
    facts: list[HeaderFact] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    title: str | None = None

    @property
    def text(self) -> str:
        return self.article.text

    def put(self, start: int, end: int, part: Part) -> None:
        """Add a block, without the white space around it; an empty one is dropped."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self.blocks.append((Span(start, end), part))

    def say(self, property: Property, value: str, span: Span, rule: str, confidence: float) -> None:
        self.facts.append(HeaderFact(property, header.squeeze(value), span, f"header.{rule}", confidence))


def headline(line: Line, d: Draft) -> None:
    end = line.end
    if (m := _ON_PAGE.search(line.text)) and d.look.is_outlet(m["outlet"]):
        end = line.start + m.start()
        span = Span(line.start + m.start("outlet"), line.start + m.end("outlet"))
        d.say("publisher", m["outlet"], span, "page-title", 0.7)
    d.title = header.squeeze(d.text[line.start : end])
    d.say("title", d.title, Span(line.start, end), "headline", 0.9)
    d.put(line.start, end, "title")


def caption(line: Line, d: Draft) -> None:
    """Keep what the caption shows; the credit goes, but may name the outlet."""
    cue = d.look.caption.match(line.text)
    start, end = line.start + (cue.end() if cue else 0), line.end
    if m := d.look.credit.search(d.text, start, end):
        end = m.start()
        group = "who" if m["who"] else "by"
        outlet = re.split(r"[/:]", m[group])[-1].strip()
        if d.look.is_outlet(outlet):
            at = m.start(group) + m[group].rindex(outlet)
            d.say("publisher", outlet, Span(at, at + len(outlet)), "photo-credit", 0.5)
    d.put(start, end, "caption")


def note_dateline(found: Dateline, d: Draft) -> None:
    """The facts of a dateline; its block leaves the outlet out, so that only places, units and dates are read in it."""
    if found.outlet:
        value = d.text[found.outlet.start : found.outlet.end]
        d.say("publisher", value, found.outlet, "dateline", 0.9)
    if found.place:
        d.say("dateline", d.text[found.place.start : found.place.end], found.place, "dateline", 0.9)
    if found.published:
        d.say("published", found.published[1], found.published[0], "dateline", 0.8)
    run: Span | None = None
    for item in found.items:
        keep = item.kind in ("place", "unit", "date") or (
            found.place is not None and item.span.start == found.place.start
        )
        if keep:
            end = (
                max(item.span.end, found.place.end)
                if found.place and item.span.end + 1 == found.place.end
                else item.span.end
            )
            run = Span(run.start if run else item.span.start, end)
        elif run:
            d.put(*run, "dateline")
            run = None
    if run:
        d.put(*run, "dateline")


def sign(d: Draft) -> None:
    """The byline: all authors, in text order; where there is none, the office that sent the text, or else the editor.
    The outlet they write for, where their label names it."""
    for credit in (c for c in d.credits if c.role == "outlet"):
        d.say("publisher", credit.value, credit.span, "byline-outlet", 0.7)
    for role, confidence in (("author", 0.9), ("source", 0.6), ("editor", 0.4)):
        signed = sorted({c.span: c for c in d.credits if c.role == role}.values(), key=lambda c: c.span)
        if role == "source":
            signed = [c for c in signed if not d.look.domain.fullmatch(c.value)]
        names = [c.value.casefold().split() for c in signed]
        signed = [c for c in signed if not _is_short_for_another(c.value.casefold(), names)]
        if signed:
            value = ", ".join(dict.fromkeys(c.value for c in signed))
            d.say("byline", value, Span(signed[0].span.start, signed[-1].span.end), f"byline-{role}", confidence)
            return


def _is_short_for_another(value: str, names: list[list[str]]) -> bool:
    """Whether a signature is the beginning of a name that the article has in full: "(yon)" of Yondri Efendi."""
    return len(value) <= _SHORT and any(
        len(name) > 1 and any(word.startswith(value) and word != value for word in name) for name in names
    )


def merged(blocks: list[tuple[Span, Part]], text: str, content: list[Line]) -> list[tuple[Span, Part]]:
    """Neighbouring body lines as one block, where only white space lies between them."""
    out: list[tuple[Span, Part]] = []
    for span, part in blocks:
        if out and part == out[-1][1] == "body" and not text[out[-1][0].end : span.start].strip():
            out[-1] = (Span(out[-1][0].start, span.end), part)
        else:
            out.append((span, part))
    return out
