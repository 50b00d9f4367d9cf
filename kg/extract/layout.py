"""The parts of an article: headline, dateline, captions, body, byline; what is left out is furniture of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from kg.extract import byline, dateline, furniture, header, lines, stamp
from kg.extract.byline import Credit, Labels
from kg.extract.dateline import Dateline, Names
from kg.extract.findings import HeaderFact, Layout
from kg.extract.furniture import Furniture
from kg.extract.lines import Line
from kg.extract.stamp import Stamps
from kg.model import Article, Span
from kg.vocab import Vocabulary

Part = Literal["title", "dateline", "body", "caption", "byline"]
Property = Literal["title", "publisher", "dateline", "byline", "published"]

_HEADER_LINES = 14  # no header takes more lines than this
_PICTURED = re.compile(
    r"\b(?:saat|ketika|tampak|terlihat|suasana|foto|usai|tengah|sedang|berpose|didampingi|bersama)\b", re.I
)
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


def read_layout(article: Article, vocab: Vocabulary, gazetteer: Names | None = None) -> Layout:
    """The layout of an article. Without a gazetteer, places in datelines are known by capitals and punctuation only."""
    d = Draft(article, vocab, gazetteer, furniture.of(vocab), stamp.of(vocab), byline.of(vocab))
    content = _without_noise(lines.read(article.text), d)
    first, line = _body_start(content, d)
    _read_header(content[:first], d, followed=first < len(content))
    rest = _read_tail(content[first:], d)
    _read_body(rest, line, d)
    _sign(d)
    blocks = sorted(d.blocks)
    return Layout(tuple(_merged(blocks, article.text, content)), header.settle(article, d.facts, d.labels))


def _without_noise(all_lines: list[Line], d: Draft) -> list[Line]:
    """The lines that are not furniture. Headlines below "Artikel terkait" end where running text or a byline begins."""
    out: list[Line] = []
    links = False
    for line in all_lines:
        labelled = byline.fields(line.text, line.start, d.labels) is not None if len(line.text) < 200 else False
        kind = None if labelled and not line.prose else d.look.noise(line.text)
        if kind == "rest" and any(seen.prose for seen in out):
            break
        if kind is not None:
            links = kind == "links" or (links and kind == "line")
            continue
        if links and not line.prose and not labelled and d.look.caption.match(line.text) is None:
            continue
        links = False
        out.append(line)
    return out


def _body_start(content: list[Line], d: Draft) -> tuple[int, Dateline | None]:
    """The index of the first line of the body, and the dateline it begins with.

    A dateline close behind the first running text wins: what stands before it describes the picture.
    """
    first = next((i for i, line in enumerate(content) if line.prose), None)
    reach = min(len(content), _HEADER_LINES if first is None else first + 4)
    for i, line in enumerate(content[:reach]):
        if not line.prose and (d.stamps.line(line.text) or byline.fields(line.text, line.start, d.labels) is not None):
            continue
        found = dateline.read(d.text, line.start, line.end, d.vocab, d.names)
        if found is None:
            continue
        if found.body >= line.end:  # on a line of its own
            if found.place and i + 1 < len(content) and content[i + 1].prose and not _opens_body(content[i + 1], d):
                return i, found
            continue
        if line.prose or (i > 0 and line.words > 12) or (found.outlet and found.items[-1].strong and line.words > 14):
            return i, found
    if first is not None:
        return first, None
    return (1, None) if len(content) > 1 and content[0].words <= 20 else (0, None)


def _opens_body(line: Line, d: Draft) -> bool:
    return dateline.read(d.text, line.start, line.end, d.vocab, d.names) is not None and line.words > 8


def _read_header(head: list[Line], d: Draft, *, followed: bool) -> None:
    """The lines above the body. The first that is no outlet, date, byline or caption is the headline."""
    left: list[Line] = []
    for i, line in enumerate(head):
        if d.title is None and d.article.title and lines.same(line.text, d.article.title):
            _headline(line, d)
        elif d.title is not None and lines.same(line.text, d.title):
            continue
        elif _is_caption(line, d):
            _caption(line, d)
        elif not _front_matter(line, d, first=i == 0):
            left.append(line)
    _name_beside_date(left, head, d)
    if left and d.title is None and followed:
        kicker = len(left) > 1 and left[0].words <= 2 and left[1].words >= 4 and not _is_caption_like(left[1])
        for line in left[:1] if kicker else ():
            left.remove(line)
        _headline(left.pop(0), d)
    for line in left:
        if d.title is not None and lines.same(line.text, d.title):
            continue
        d.put(line.start, line.end, "caption" if _is_caption_like(line) else "title")


def _front_matter(line: Line, d: Draft, *, first: bool) -> bool:
    """Read a line with an outlet, a date or a byline; False if it is none of them."""
    if line.prose:
        return False
    if (credits := byline.fields(line.text, line.start, d.labels)) is not None and line.words < 40:
        _note(credits, line, d)
        for m in d.stamps.date.finditer(line.text):
            if iso := d.stamps.iso(m):
                d.say("published", iso, Span(line.start + m.start("core"), line.start + m.end("core")), "field", 0.9)
                break
        return True
    if (found := d.stamps.line(line.text)) is not None:
        span, iso, rest = found
        if not rest or (len(rest.split()) <= 4 and not (first and line.words > 8)):
            d.say("published", iso, Span(line.start + span.start, line.start + span.end), "publication-line", 0.95)
            if (
                rest
                and (at := line.text.find(rest)) >= 0
                and byline.name_line(rest, d.labels)
                and not _is_known(rest, d)
            ):
                d.credits.append(Credit("author", Span(line.start + at, line.start + at + len(rest)), rest))
            return True
    found_line = dateline.read(d.text, line.start, line.end, d.vocab, d.names)
    if found_line is not None and found_line.body >= line.end:
        _note_dateline(found_line, d)
        return True
    if d.look.domain.fullmatch(line.text):
        d.say("publisher", line.text, Span(line.start, line.end), "outlet-line", 0.8)
        return True
    return False


def _is_known(name: str, d: Draft) -> bool:
    return (d.names is not None and d.names.is_area(name)) or d.look.is_outlet(name)


def _name_beside_date(left: list[Line], head: list[Line], d: Draft) -> None:
    """A name on a line of its own next to the line of the date is the byline."""
    dated = {f.span.start for f in d.facts if f.property == "published"}
    for line in list(left):
        at = head.index(line)
        beside = [head[j] for j in (at - 1, at + 1) if 0 <= j < len(head)]
        if at and byline.name_line(line.text, d.labels) and any(b.start <= s < b.end for b in beside for s in dated):
            left.remove(line)
            if not _is_known(line.text, d):
                d.credits.append(Credit("author", Span(line.start, line.end), line.text))


def _headline(line: Line, d: Draft) -> None:
    end = line.end
    if (m := _ON_PAGE.search(line.text)) and d.look.is_outlet(m["outlet"]):
        end = line.start + m.start()
        span = Span(line.start + m.start("outlet"), line.start + m.end("outlet"))
        d.say("publisher", m["outlet"], span, "page-title", 0.7)
    d.title = header.squeeze(d.text[line.start : end])
    d.say("title", d.title, Span(line.start, end), "headline", 0.9)
    d.put(line.start, end, "title")


def _is_caption(line: Line, d: Draft) -> bool:
    if d.look.caption.match(line.text):
        return True
    return line.words <= 60 and bool(d.look.credit.search(line.text))


def _is_caption_like(line: Line) -> bool:
    """A line below the headline that describes a picture rather than sums up the report."""
    if line.prose or line.words > 20:
        return True
    return line.words > 6 and bool(_PICTURED.search(line.text)) and lines.capitals(line.text) < 0.95


def _caption(line: Line, d: Draft) -> None:
    """Keep what the caption shows; the credit goes, but may name the outlet."""
    end = line.end
    if m := d.look.credit.search(line.text):
        end = line.start + m.start()
        group = "who" if m["who"] else "by"
        outlet = re.split(r"[/:]", m[group])[-1].strip()
        if d.look.is_outlet(outlet):
            at = line.start + m.start(group) + m[group].rindex(outlet)
            d.say("publisher", outlet, Span(at, at + len(outlet)), "photo-credit", 0.5)
    start = line.start
    if cue := d.look.caption.match(line.text):
        start += cue.end()
    d.put(start, end, "caption")


def _note(credits: list[Credit], line: Line, d: Draft) -> None:
    d.credits.extend(credits)
    if any(c.role != "editor" for c in credits):
        d.put(line.start, line.end, "byline")


def _note_dateline(found: Dateline, d: Draft) -> None:
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


def _read_tail(body: list[Line], d: Draft) -> list[Line]:
    """Take bylines, captions and dates off the end; what remains is the body."""
    rest = list(body)
    while len(rest) > 1 and _foot(rest[-1], rest[-2], d):
        rest.pop()
    return rest


def _foot(line: Line, above: Line, d: Draft) -> bool:
    if (credits := byline.fields(line.text, line.start, d.labels)) is not None and line.words <= 30:
        d.credits[:0] = credits
        if any(c.role != "editor" for c in credits):
            d.put(line.start, line.end, "byline")
        return True
    if (
        line.text[0] in "([{*/"
        and (closed := byline.closing(d.text, line.start, line.end, d.labels))
        and closed[0] == line.start
    ):
        if closed[1]:
            d.credits.insert(0, closed[1])
            d.put(*closed[1].span, "byline")
        return True
    if d.look.caption.match(line.text) or (not line.prose and d.look.credit.search(line.text) and line.words > 4):
        _caption(line, d)
        return True
    if (found := d.stamps.line(line.text)) and not found[2]:
        span = Span(line.start + found[0].start, line.start + found[0].end)
        d.say("published", found[1], span, "publication-line", 0.7)
        return True
    if d.look.domain.fullmatch(line.text):
        d.say("publisher", line.text, Span(line.start, line.end), "outlet-line", 0.6)
        return True
    if d.title is not None and lines.same(line.text, d.title):
        return True
    if above.prose and byline.name_line(line.text, d.labels) and not d.credits:
        d.credits.append(Credit("author", Span(line.start, line.end), line.text))
        d.put(line.start, line.end, "byline")
        return True
    return False


def _read_body(body: list[Line], first: Dateline | None, d: Draft) -> None:
    for i, line in enumerate(body):
        start, end = line.start, line.end
        if i == 0 and first is not None:
            _note_dateline(first, d)
            start = first.body
        if i and d.title is not None and lines.same(line.text, d.title):
            continue
        if i and d.look.caption.match(line.text) and line.words <= 60:
            _caption(line, d)
            continue
        if i == len(body) - 1:
            end = _close(start, end, d)
        _put_body(start, end, d)


def _close(start: int, end: int, d: Draft) -> int:
    """Cut the signature off the last line of the body."""
    if m := d.look.credit.search(d.text[start:end]):
        end = start + m.start()
    closed = byline.closing(d.text, start, end, d.labels)
    if closed is None:
        return end
    cut, credit = closed
    if credit is not None:
        d.credits.insert(0, credit)
        d.put(*credit.span, "byline")
    return cut


def _put_body(start: int, end: int, d: Draft) -> None:
    """One line of the body without the links set into it."""
    if m := d.look.inside.search(d.text, start, end):
        stop = d.text.find(")", m.end(), end) + 1 if m.group().lstrip().startswith("(") else 0
        link = d.text[m.end() : stop or end]
        if not lines.is_prose(link.strip(), len(link.split())):
            d.put(start, m.start(), "body")
            d.put(stop or end, end, "body")
            return
    d.put(start, end, "body")


def _sign(d: Draft) -> None:
    """The byline: all authors, in text order; where there is none, the office that sent the text."""
    for role, confidence in (("author", 0.9), ("source", 0.6)):
        signed = sorted({c.span: c for c in d.credits if c.role == role}.values(), key=lambda c: c.span)
        if role == "source":
            signed = [c for c in signed if not d.look.domain.fullmatch(c.value)]
        if signed:
            value = ", ".join(dict.fromkeys(c.value for c in signed))
            d.say("byline", value, Span(signed[0].span.start, signed[-1].span.end), f"byline-{role}", confidence)
            return


def _merged(blocks: list[tuple[Span, Part]], text: str, content: list[Line]) -> list[tuple[Span, Part]]:
    """Neighbouring body lines as one block, where only white space lies between them."""
    out: list[tuple[Span, Part]] = []
    for span, part in blocks:
        if out and part == out[-1][1] == "body" and not text[out[-1][0].end : span.start].strip():
            out[-1] = (Span(out[-1][0].start, span.end), part)
        else:
            out.append((span, part))
    return out
