"""The parts of an article: headline, dateline, captions, body, byline; what is left out is furniture of the page."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import byline, dateline, draft, furniture, header, lines, stamp
from kg.extract.byline import Credit
from kg.extract.dateline import Dateline, Names
from kg.extract.draft import Draft
from kg.extract.findings import Layout
from kg.extract.lines import Line
from kg.model import Article, Span
from kg.vocab import Vocabulary

_HEADER_LINES = 14  # no header takes more lines than this
_FEW = 16  # words of a line with date and byline at most
_CREDIT = 90  # code points the credit of a picture takes at most
_DASHED = re.compile(r"[–—-]{1,2}\s*(?P<name>[^\W\d_]{2,5})\s*[–—-]*")  # "—gus"
_PICTURED = re.compile(
    r"\b(?:saat|ketika|tampak|terlihat|suasana|foto|usai|tengah|sedang|berpose|didampingi|bersama)\b", re.I
)


def read_layout(article: Article, vocab: Vocabulary, gazetteer: Names | None = None) -> Layout:
    """The layout of an article. Without a gazetteer, places in datelines are known by capitals and punctuation only."""
    d = Draft(article, vocab, gazetteer, furniture.of(vocab), stamp.of(vocab), byline.of(vocab))
    content = [_as_label(line, d) for line in _without_noise(lines.read(article.text), d)]
    first, line = _body_start(content, d)
    _read_header(content[:first], d, followed=first < len(content))
    rest = _read_tail(content[first:], d)
    _read_body(rest, line, d)
    draft.sign(d)
    blocks = sorted(d.blocks)
    return Layout(tuple(draft.merged(blocks, article.text, content)), header.settle(article, d.facts, d.labels))


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


def _as_label(line: Line, d: Draft) -> Line:
    """A line with a date and a labelled name is no running text, though a comma ends it ("…, Editor: ruben,")."""
    if not line.prose or line.words >= _FEW or not byline.fields(line.text, line.start, d.labels):
        return line
    return replace(line, prose=False) if d.stamps.date.search(line.text) else line  # looking for dates takes longest


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
        if found is None or (i + 1 < len(content) and _is_caption(line, d)):
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
            draft.headline(line, d)
        elif d.title is not None and lines.same(line.text, d.title):
            continue
        elif _is_caption(line, d):
            draft.caption(line, d)
        elif not _front_matter(line, d, first=i == 0):
            left.append(line)
    _name_beside_date(left, head, d)
    if left and d.title is None and followed:
        kicker = len(left) > 1 and left[0].words <= 2 and left[1].words >= 4 and not _is_caption_like(left[1])
        for line in left[:1] if kicker else ():
            left.remove(line)
        draft.headline(left.pop(0), d)
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
        if not rest or (len(rest.split()) <= 4 and ("|" in line.text or not (first and line.words > 8))):
            d.say("published", iso, Span(line.start + span.start, line.start + span.end), "publication-line", 0.95)
            at = line.text.find(rest)
            if rest and at >= 0 and not _is_known(rest, d):
                labelled = byline.fields(rest, line.start + at, d.labels)
                d.credits.extend(labelled or byline.name_line(rest, line.start + at, d.labels))
            return True
    found_line = dateline.read(d.text, line.start, line.end, d.vocab, d.names)
    if found_line is not None and found_line.body >= line.end:
        draft.note_dateline(found_line, d)
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
        names = byline.name_line(line.text, line.start, d.labels)
        if not at or not any(b.start <= s < b.end for b in beside for s in dated):
            continue
        if names or byline.is_remark(line.text, d.labels):
            left.remove(line)
            d.credits.extend(names if not _is_known(line.text, d) else [])


def _is_caption(line: Line, d: Draft) -> bool:
    if d.look.caption.match(line.text):
        return True
    return line.words <= 60 and bool(d.look.credit.search(line.text))


def _is_caption_like(line: Line) -> bool:
    """A line below the headline that describes a picture rather than sums up the report."""
    if line.prose or line.words > 20:
        return True
    return line.words > 6 and bool(_PICTURED.search(line.text)) and lines.capitals(line.text) < 0.95


def _note(credits: list[Credit], line: Line, d: Draft) -> None:
    d.credits.extend(credits)
    if any(c.role != "editor" for c in credits):
        d.put(line.start, line.end, "byline")


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
    if (signed := _DASHED.fullmatch(line.text)) and not d.credits:
        span = Span(line.start + signed.start("name"), line.start + signed.end("name"))
        d.credits.append(Credit("author", span, signed["name"]))
        d.put(*span, "byline")
        return True
    if d.look.caption.match(line.text) or (not line.prose and d.look.credit.search(line.text) and line.words > 4):
        draft.caption(line, d)
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
    if (
        (above.prose or byline.is_desk(line.text, d.labels))
        and not d.credits
        and (names := byline.name_line(line.text, line.start, d.labels))
    ):
        d.credits.extend(names)
        d.put(line.start, line.end, "byline")
        return True
    return False


def _read_body(body: list[Line], first: Dateline | None, d: Draft) -> None:
    for i, line in enumerate(body):
        start, end = line.start, line.end
        if i == 0 and first is not None:
            draft.note_dateline(first, d)
            start = first.body
        if i and d.title is not None and lines.same(line.text, d.title):
            continue
        if i and d.look.caption.match(line.text) and line.words <= 60:
            draft.caption(line, d)
            continue
        if i == len(body) - 1:
            end = _close(start, end, d)
        _put_body(start, end, d)


def _close(start: int, end: int, d: Draft) -> int:
    """Cut the signature off the last line of the body."""
    if m := d.look.credit.search(d.text, max(start, end - _CREDIT), end):
        end = m.start()
    closed = byline.closing(d.text, start, end, d.labels)
    if closed is None:
        return end
    cut, credit = closed
    if credit is not None:
        d.credits.insert(0, credit)
        d.put(*credit.span, "byline")
    return cut


def _put_body(start: int, end: int, d: Draft) -> None:
    """One line of the body without the link set into it: "… aman. Baca juga: Judul" or "(Baca juga: Judul)"."""
    if ":" in d.text[start:end] and (m := d.look.inside.search(d.text, start, end)):
        opened = d.text[max(start, m.start() - 1) : m.start()] in ("(", "[")
        stop = max(d.text.find(")", m.end(), end), d.text.find("]", m.end(), end)) + 1 if opened else 0
        link = d.text[m.end() : stop or end].strip()
        if not lines.is_prose(link, len(link.split())):
            d.put(start, m.start() - opened, "body")
            d.put(stop or end, end, "body")
            return
    d.put(start, end, "body")
