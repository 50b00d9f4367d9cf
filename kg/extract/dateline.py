"""The dateline: place, outlet and date in front of the first sentence, in whatever order and punctuation."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal, Protocol

from kg.extract import furniture, stamp
from kg.extract.furniture import alternation
from kg.model import Span
from kg.text.tokens import fold
from kg.vocab import Vocabulary

Kind = Literal["place", "unit", "outlet", "name", "date", "desk"]

# The dateline ends at a strong mark; a weak one only parts its items. A hyphen is strong wherever it stands.
_MARKS = re.compile(r"[\s,./|()\[\]{}:;~»_*–—\-]*")
_STRONG = re.compile(r"[|\[\];~»_–—\-]")
_SEGMENT = re.compile(
    r"[^\n,|()\[\]{};:~»_*–—]{2,60}?(?=\s*[,|()\[\]{};:~»_*–—]|\.\s*[,–—-]|\s*-|\s*$|(?<=[^\W\d_]{5})\.\s)"
)
_SENTENCE = re.compile(r"[\"'“‘«(]?\s*[A-Z0-9]")
_DASH = re.compile(r"\s[–—-]+\s")
_OPENING = re.compile(r"[\s(\[*]*")
_AND = re.compile(r"\s*[&/]\s*")
_LEVELLED = re.compile(r"[^\W\d_]{3,4}\.\s?[A-Z][^\W\d_]+(?=\.)")
_RUN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_][\w'’.&]*")
_UNIT_CODE = re.compile(r"[\d/\-]+[A-Za-z]*$")
_LONGEST = 110  # code points a dateline may take


class Names(Protocol):
    """What the dateline asks of a gazetteer."""

    def is_area(self, name: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Item:
    kind: Kind
    span: Span
    iso: str | None = None
    strong: bool = False  # a strong mark stands after it
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; spans are offsets into the text it was read from. ``body``: where the first sentence begins."""

    span: Span
    body: int
    place: Span | None
    outlet: Span | None
    published: tuple[Span, str] | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the vocabulary knows of the words in datelines."""

    levels: re.Pattern[str]
    units: re.Pattern[str]
    desks: re.Pattern[str]
    agencies: frozenset[str]
    stops: frozenset[str]  # folded words that no outlet begins with
    no_places: frozenset[str]  # folded words that are no place, though a village may be called so
    aliases: frozenset[str]


@functools.lru_cache(maxsize=2)
def words_of(vocab: Vocabulary) -> Words:
    """The words of a vocabulary, built once."""
    people = [s for group in (vocab.posts, vocab.ranks) for concept in group.values() for s in concept.surfaces]
    table = vocab.tables["dateline-words"]
    words = {fold(r["word"]) for r in vocab.tables["name-stops"]}
    words |= {fold(r["form"]) for r in table if r["class"] == "stop"}
    stops = words | {fold(s.split()[0]) for s in people if s.split()}
    no_places = words | {fold(s) for s in people}  # whole titles: "Karo Ops" must not hide the regency of Karo
    desks = alternation(r["form"] for r in table if r["class"] in ("wire", "category"))
    levels = alternation(s.rstrip(".") for level in vocab.levels.values() for s in level.surfaces)
    units = alternation(s for kind in vocab.unit_kinds.values() for s in kind.surfaces)
    return Words(
        levels=re.compile(rf"(?:{levels})\.?(?:\s+|(?<=\.))(?=\S)", re.IGNORECASE),
        units=re.compile(rf"(?:{units})(?:[\s\-]+(?=\S)|$)", re.IGNORECASE),
        desks=re.compile(rf"(?:{desks})(?=\s*(?:$|[^\w\s]))|(?:Humas|Penerangan|Pendim)\s", re.IGNORECASE),
        agencies=frozenset(fold(r["form"]) for r in table if r["class"] == "agency"),
        stops=frozenset(stops),
        no_places=frozenset(no_places),
        aliases=frozenset(fold(r["alias"]) for r in vocab.tables["area-aliases"]),
    )


def read(text: str, start: int, end: int, vocab: Vocabulary, names: Names | None) -> Dateline | None:
    """The dateline at the beginning of ``text[start:end]``, or None.

    The whole line may be the dateline; then ``body`` is ``end``.
    """
    items = _scan(text, start, min(end, start + _LONGEST), vocab, names)
    for n in range(len(items), 0, -1):
        kept = items[:n]
        after = kept[-1].span.end + len(kept[-1].marks)
        if _is_dateline(kept, text[start:after], text[after:end], whole=after >= end):
            return _assign(text, start, after, kept)
    return None


def _scan(text: str, start: int, end: int, vocab: Vocabulary, names: Names | None) -> list[Item]:
    """Items from the left, as long as what follows can be one."""
    items: list[Item] = []
    opening = _OPENING.match(text, start, end)
    at = opening.end() if opening else start
    while at < end and len(items) < 6:
        found = _item(text, at, end, items[-1].kind if items else None, vocab, names)
        if found is None:
            break
        kind, stop, iso = found
        marks = _MARKS.match(text, stop, end)
        gap = marks.group() if marks else ""
        named = kind == "outlet" or any(item.kind == "outlet" for item in items)
        gap_strong = bool(_STRONG.search(gap)) or (":" in gap and (named or text[at:stop].isupper()))
        items.append(Item(kind, Span(at, stop), iso, gap_strong, gap))
        at = stop + len(gap)
    return items


def _item(
    text: str, at: int, end: int, after: Kind | None, vocab: Vocabulary, names: Names | None
) -> tuple[Kind, int, str | None] | None:
    stamps, look, words = stamp.of(vocab), furniture.of(vocab), words_of(vocab)
    if m := stamps.date.match(text, at, end):
        return "date", m.end(), stamps.iso(m)
    if after and (m := stamps.weekday.match(text, at, end)):
        return "date", m.end(), None
    if (m := _LEVELLED.match(text, at, end)) and is_place(m.group(), words, names):
        return "place", m.end(), None
    if m := look.domain.match(text, at, end) or look.loose_domain.match(text, at, end):
        head, _, tail = m.group().partition(".")
        if head.isupper() and not tail.isupper() and "." in tail and is_place(head, words, names):
            return "place", at + len(head), None  # "TARAKAN.Kabarteluk.com"
        stop = m.end()
        while more := _AND.match(text, stop, end):  # "A.ORG & A.COM"
            second = look.domain.match(text, more.end(), end)
            if second is None:
                break
            stop = second.end()
        return "outlet", stop, None
    segment = _SEGMENT.match(text, at, end)
    if segment is None:
        return None
    kind = classify(segment.group(), words, look, names)
    if kind is not None:
        return kind, segment.end(), None
    known = _known_prefix(text, at, segment.end(), words, names) if after == "outlet" else None
    return ("place", known, None) if known else None


def classify(segment: str, words: Words, look: furniture.Furniture, names: Names | None) -> Kind | None:
    """What a stretch between two marks is, or None if it can be no part of a dateline."""
    parts = segment.split()
    if fold(segment) in words.agencies or (
        len(parts) < 4 and fold(parts[0]) in words.agencies and segment[0].isupper()
    ):
        return "outlet"  # also with its bureau: "ANTARA Sumbar"
    if is_place(segment, words, names):
        return "place"
    if len(parts) > 6:
        return None
    desk = words.desks.match(segment)
    if desk and not any(c.isdigit() for c in segment):
        return "desk"
    unit = desk or words.units.match(segment)
    if unit and all(p[0].isupper() or _UNIT_CODE.match(p) for p in parts):
        return "unit"
    if any(not p[0].isupper() for p in parts) or fold(parts[0]) in words.stops:
        return None
    if look.is_outlet(segment) and len(parts) <= 4:
        return "outlet"
    if len(parts) <= 4 and all(_WORD.fullmatch(p) and fold(p) not in words.stops for p in parts):
        return "name"
    return None


def is_place(segment: str, words: Words, names: Names | None) -> bool:
    """Whether a stretch is an area by the gazetteer, by an alias, or by the level written in front of it."""
    if not segment[0].isupper():
        return False
    bare = segment.strip(" .")
    if fold(bare) in words.no_places:  # villages are called Tiga, Sosial, Warga
        return False
    if fold(bare) in words.aliases or (names is not None and names.is_area(bare)):
        return True
    level = words.levels.match(segment)
    rest = segment[level.end() :].split() if level else []
    return 0 < len(rest) <= 4 and all(p[0].isupper() and _WORD.fullmatch(p) for p in rest)


def _known_prefix(text: str, at: int, end: int, words: Words, names: Names | None) -> int | None:
    """The end of the longest known place at ``at`` that stops short of a mark: "Jakarta Utara Wabah …"."""
    ends = [m.end() for m in _RUN.finditer(text, at, end)][:4]
    return next((e for e in reversed(ends) if is_place(text[at:e], words, names)), None)


def _is_dateline(items: list[Item], head: str, rest: str, *, whole: bool) -> bool:
    kinds = [item.kind for item in items]
    last = items[-1]
    place, outlet = "place" in kinds, "outlet" in kinds
    if kinds == ["desk"]:  # "Humas – …": no place, no outlet, and no part of the sentence
        return last.strong and not whole and bool(_SENTENCE.match(rest))
    if not (place or outlet or "unit" in kinds or "name" in kinds):
        return False
    if whole:
        bracketed = kinds == ["place", "name"] and "(" in items[0].marks and ")" in last.marks  # "Ambon (Suara Manise)"
        return outlet or (place and "date" in kinds) or (last.strong and place) or bracketed
    if not _SENTENCE.match(rest):  # "Balikpapan – babinsa Kelurahan Telaga Sari …"
        return last.strong and (outlet or (place and bool(_DASH.search(last.marks)) and _stands_alone(last, rest)))
    if last.strong:
        return kinds != ["name"] or _stands_alone(items[0], rest)
    if kinds == ["outlet"]:
        return False
    if last.kind == "date":
        return place or outlet or "name" in kinds
    if any(item.strong for item in items):  # "SERANG – BANTEN, Warga …": the capitals show where it ends
        if kinds == ["outlet", "place"]:  # "Liputan6.com – Bima, Warga …"
            return last.marks.strip() in (",", ".")
        return set(kinds) == {"place"} and "," in last.marks and head.isupper()
    if kinds == ["place"] and last.marks.strip() == ".":  # "Indramayu. Dalam rangka …"
        return True
    if kinds == ["unit"] and "." in last.marks:  # "Pendim 0723/Klaten. Warga …"
        return not whole and any(c.isdigit() for c in head)
    if kinds == ["place"] and last.marks.strip() == "," and head.isupper():
        return not rest[:40].isupper()
    return (
        outlet and place and ")" not in last.marks and (last.kind == "place" or "." in last.marks or "," in last.marks)
    )


def _stands_alone(item: Item, rest: str) -> bool:
    """A name no list knows is taken for a place only in front of a dash or bar that opens no insertion."""
    mark = re.search(r"[|–—\-]+", item.marks)
    return mark is not None and not re.search(rf"\s{re.escape(mark.group())}\s", rest[:160])


def _assign(text: str, start: int, body: int, items: list[Item]) -> Dateline:
    place = _place(text, items)
    outlet = next((i.span for i in items if i.kind == "outlet"), None)
    if outlet is None:
        inside = [i.span for i in items if i.kind == "name" and (place is None or not _within(i.span, place))]
        outlet = inside[0] if inside else None
    date = next((i for i in items if i.kind == "date" and i.iso), None)
    return Dateline(
        Span(start, items[-1].span.end),
        body,
        place,
        outlet,
        (date.span, date.iso) if date and date.iso else None,
        tuple(items),
    )


def _place(text: str, items: list[Item]) -> Span | None:
    """The run of places; failing that a name in front of the outlet or alone, failing that the unit."""
    kinds = [i.kind for i in items]
    if "place" in kinds:
        first = kinds.index("place")
        last = first
        while last + 1 < len(items) and kinds[last + 1] == "place":
            last += 1
        # "Kampung Melayu, Jakarta": a name in front of the known place, unless it is the outlet ("SINDOnews, Jakarta")
        before = items[first - 1] if first else None
        if before and before.kind == "name" and not before.strong and not _looks_coined(text[slice(*before.span)]):
            first -= 1
    elif "name" in kinds and not ("unit" in kinds and "outlet" not in kinds):
        first = last = kinds.index("name")
    elif "unit" in kinds:
        first = last = kinds.index("unit")
    else:
        return None
    start, end = items[first].span.start, items[last].span.end
    if text.count("(", start, end) > text.count(")", start, end) and items[last].marks.lstrip().startswith(")"):
        end = text.index(")", end) + 1
    return Span(start, end)


def _looks_coined(name: str) -> bool:
    """One word no gazetteer knows in front of a place is an outlet ("Tajukutama, Makassar"): settlements too small for
    the gazetteer are called Kampung, Kebon or Pasar something."""
    return " " not in name


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
