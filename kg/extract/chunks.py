"""From tokens to chunks: ranks, posts, units, areas, honorifics, names. The grammar of persons reads chunks only.

A chunk is a typed token range. Area and unit references are read here, with the help of the gazetteer where a name
runs into the next one ("Camat Jirak Jaya Yudi Suhendra").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.extract.findings import Document
from kg.extract.lexicon import Entry, Lexicon
from kg.gazetteer import Gazetteer, key, same_rank
from kg.model import Span
from kg.text.stems import is_ordinary
from kg.text.tokens import Token
from kg.vocab import Level, Post, Rank, UnitKind

ChunkKind = Literal["rank", "post", "unit", "area", "acting", "honorific", "head", "name", "word", "number", "mark"]

_CODE = re.compile(
    r"\s?[-–]?\s?(?P<code>\d{1,4}(?:\s?[-/.]\s?\d{1,2}(?!\d))*|[IVX]+(?=\s?/|\s[A-Z][a-z]))(?P<slash>\s?/\s?(?=[^\W\d_]))?"
)
_NUMBERED = re.compile(r"\s?[.:]?\s?(?P<number>\d{1,3}|[IVX]{1,4}\b)(?P<tail>(?:\s?(?:/|,|dan|s/d|-)\s?\d{1,3}\b)*)")
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area as named here; ``level`` None where the words do not say it."""

    name: str
    level: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit or body as named here. ``area`` is the name part where it names an area."""

    kind: UnitKind
    name: str  # canonical: "Koramil 05/Sail"
    code: str | None
    area: str | None
    span: Span


class Chunk(NamedTuple):
    kind: ChunkKind
    first: int  # token range [first, last)
    last: int
    value: Rank | Post | UnitRef | AreaRef | str | None = None


@dataclass(slots=True)
class Chunker:
    """Cuts the sentences of one document into chunks; remembers which areas the article names with their level."""

    doc: Document
    lexicon: Lexicon
    gazetteer: Gazetteer
    unit_kinds: Mapping[str, UnitKind]  # by notation
    small_words: frozenset[str] = frozenset()  # words the article writes small somewhere
    starts: frozenset[int] = frozenset()  # first token of every sentence
    known: dict[str, set[str]] = field(default_factory=dict)  # key of an area name -> levels it is named with
    _marks: dict[int, tuple[int, list[Entry]] | None] = field(default_factory=dict)
    _chunks: dict[int, Chunk] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reads the article once: areas named outright anywhere help to cut names everywhere."""
        self.small_words = frozenset(t.lower for t in self.doc.tokens if t.kind == "word" and not t.is_capitalised)
        self.starts = frozenset(first for first, _ in self.doc.ranges)
        for first, last in self.doc.ranges:
            for chunk in self.chunks(first, last):
                if isinstance(chunk.value, AreaRef) and chunk.value.level:
                    self.known.setdefault(key(chunk.value.name), set()).add(chunk.value.level)
        self._chunks.clear()

    def at(self, i: int, stop: int) -> Chunk:
        """The chunk that begins at token ``i`` of a sentence ending at ``stop``; a mark past its end."""
        if i >= stop:
            return Chunk("mark", stop, stop, "")
        if i not in self._chunks:
            self._chunks[i] = self._chunk_at(i, stop)
        return self._chunks[i]

    def entry_at(self, i: int, stop: int) -> tuple[int, list[Entry]] | None:
        """The longest phrase of the vocabulary that begins at token ``i``."""
        if i not in self._marks:
            found = self.lexicon.phrases.longest(self.doc.tokens, i, stop)
            token = self.doc.tokens[i]
            if found is None and token.is_capitalised and len(token.text) >= 8 and not is_ordinary(token.text):
                misspelt = self.lexicon.near(token.lower)
                found = (i + 1, misspelt) if misspelt else None
            self._marks[i] = found
        return self._marks[i]

    def chunks(self, first: int, last: int) -> Iterator[Chunk]:
        """The chunks of a token range, one after the other."""
        i = first
        while i < last:
            chunk = self.at(i, last)
            yield chunk
            i = chunk.last

    def _chunk_at(self, i: int, stop: int) -> Chunk:
        token = self.doc.tokens[i]
        if token.kind == "number":
            return Chunk("number", i, i + 1)
        if token.kind == "mark":
            return Chunk("mark", i, i + 1, token.text)
        found = self.entry_at(i, stop)
        if found and (chunk := self._marked(i, found[0], found[1], stop)):
            return chunk
        if token.is_capitalised and not self._ends_name(i, stop):
            return Chunk("name", i, self.name_run(i, stop))
        return Chunk("word", i, i + 1, token.lower)

    def _marked(self, i: int, end: int, entries: list[Entry], stop: int) -> Chunk | None:
        """The chunk of a vocabulary phrase at ``[i, end)``; None if here the words are ordinary ones."""
        for cls, value in entries:
            match cls:
                case "post":
                    assert isinstance(value, Post)
                    return Chunk("post", i, self._doubled(end, stop, value), value)
                case "rank":
                    # "Kapten", "Mayor" as ordinary words and in street names are written small or follow "Jalan"
                    assert isinstance(value, Rank)
                    if self.doc.tokens[i].is_capitalised:
                        return Chunk("rank", i, end, value)
                case "unit":
                    assert isinstance(value, UnitKind)
                    if unit := self._unit(i, end, value, stop):
                        return unit
                case "level":
                    assert isinstance(value, Level)
                    if area := self._area(i, end, value, stop):
                        return area
                case "street":
                    if self._area_of_that_name(i, stop):
                        return None
                    if self.doc.tokens[i].is_capitalised or value == "street":
                        return Chunk("word", i, self._street_end(end, stop), "street")
                case "acting" | "honorific" | "head":
                    if self.doc.tokens[i].is_capitalised or (cls == "honorific" and self._name_follows(end, stop)):
                        return Chunk(cls, i, end, value if isinstance(value, str) else None)
        return None

    def _doubled(self, end: int, stop: int, post: Post) -> int:
        """Past "(Babinsa)" after "Bintara Pembina Desa": the same post again in brackets."""
        tokens = self.doc.tokens
        if end + 2 < stop and tokens[end].text == "(":
            again = self.lexicon.phrases.longest(tokens, end + 1, stop)
            if again and again[0] < stop and tokens[again[0]].text == ")":
                if any(e.value is post for e in again[1]):
                    return again[0] + 1
        return end

    def _area_of_that_name(self, i: int, stop: int) -> bool:
        """Whether the words from ``i`` on are a village that begins like a bridge or river ("Jembatan Kembar")."""
        ends = self._name_ends(i, stop)
        return any(e > i + 1 and key(self.name_text(i, e)) in self.known for e in ends)

    def _name_follows(self, i: int, stop: int) -> bool:
        if i < stop and self.doc.tokens[i].text == ".":
            i += 1
        return i < stop and self.doc.tokens[i].is_capitalised and not self.doc.tokens[i].glued

    def _street_end(self, i: int, stop: int) -> int:
        """Past the capitalised words and numbers of a street's or building's name."""
        tokens = self.doc.tokens
        while i < stop and (tokens[i].kind == "number" or tokens[i].is_capitalised or tokens[i].text in "./"):
            if tokens[i].kind == "word" and (found := self.entry_at(i, stop)):
                if any(e.cls in ("level", "unit", "post") for e in found[1]):
                    break
                if i > 0 and any(e.cls == "rank" for e in found[1]) and tokens[i - 1].text == ",":
                    break
            if tokens[i].text == "." and not (i + 1 < stop and tokens[i + 1].is_capitalised and tokens[i + 1].glued):
                break
            i += 1
        return i

    # names -----------------------------------------------------------------------------------------------------

    def name_run(self, i: int, stop: int, longest: int = 7) -> int:
        """End of the run of capitalised words that begins at ``i``, with initials and lower-case particles inside."""
        tokens = self.doc.tokens
        j, words = i, 0
        while j < stop and words < longest:
            token = tokens[j]
            if token.kind != "word" or (j > i and self._ends_name(j, stop)):
                break
            if not token.is_capitalised:
                follows = j + 1 < stop and tokens[j + 1].is_capitalised
                if token.lower not in self.lexicon.particles or not follows:
                    break
            words += 1
            j += 1
            if j < stop and tokens[j].text == "." and tokens[j].glued and len(token.text) <= 3:
                # the dot of an initial or a short form ("FX.", "Moh.") goes with the name if more of it follows
                if j + 1 < stop and tokens[j + 1].kind == "word" and tokens[j + 1].is_capitalised:
                    j += 1
        return j

    def _ends_name(self, j: int, stop: int) -> bool:
        token = self.doc.tokens[j]
        if token.lower in self.lexicon.name_stops and not self._month_as_name(j, stop):
            return True
        if token.lower in self.lexicon.title_stops and self.doc.sentences[self.doc.sentence_of[j]].part == "title":
            return True
        found = self.entry_at(j, stop)
        if not found:
            return False
        if all(e.cls == "level" for e in found[1]) and token.lower in self.lexicon.area_suffixes:
            return self._name_follows(j + 1, stop)  # "Lurah Ranai Kota, …"
        if any(e.cls in ("rank", "post", "unit", "level") for e in found[1]):
            return True
        # "Puskesmas Puding Hj. Nurjanah"; a bare H may be an initial
        return token.lower != "h" and any(e.cls == "honorific" for e in found[1]) and token.is_capitalised

    def name_at(self, i: int, stop: int) -> Chunk:
        """The chunk at ``i`` where a rank or honorific stands before it: a name even if its first word is an ordinary
        stop ("Serka Lalu Wirajaya"), as long as another capitalised word follows."""
        chunk = self.at(i, stop)
        if chunk.kind in ("word", "honorific", "rank", "acting") and i + 1 < stop and self.doc.tokens[i].is_capitalised:
            follows = self.doc.tokens[i + 1]
            if follows.kind == "word" and follows.is_capitalised and not self._ends_name(i + 1, stop):
                return Chunk("name", i, self.name_run(i, stop))
        return chunk

    def _month_as_name(self, j: int, stop: int) -> bool:
        """ "I Komang Juni Suantara": the name of a month inside a name, with more of the name after it."""
        tokens = self.doc.tokens
        if tokens[j].lower not in self.lexicon.time_words or j == 0 or j + 1 >= stop:
            return False
        return tokens[j - 1].is_capitalised and tokens[j + 1].kind == "word" and tokens[j + 1].is_capitalised

    # areas -----------------------------------------------------------------------------------------------------

    def _area(self, i: int, end: int, level: Level, stop: int) -> Chunk | None:
        if level.notation in ("rt", "rw"):
            return self._numbered(i, end, level)
        j = self._skip_dot(end, stop)
        if j < stop and self.doc.tokens[j].text in "“\"‘'":
            j += 1
        if j >= stop or self.doc.tokens[j].lower in self.lexicon.area_stops:
            return None
        last = self.area_name(j, stop, level.notation)
        if last is None:
            return None
        return Chunk("area", i, last, AreaRef(self.name_text(j, last), level.notation, self.span(i, last)))

    def _numbered(self, i: int, end: int, level: Level) -> Chunk | None:
        at = self.doc.tokens[end - 1].end
        m = _NUMBERED.match(self.doc.text, at)
        if not m:
            return None
        last = self.doc.token_at(m.end("number") - 1) + 1
        name = f"{level.notation.upper()} {m['number']}"
        return Chunk("area", i, last, AreaRef(name, level.notation, self.span(i, last)))

    def _skip_dot(self, j: int, stop: int) -> int:
        return j + 1 if j < stop and self.doc.tokens[j].text in ".:" and self.doc.tokens[j].glued else j

    def area_name(self, i: int, stop: int, level: str | None) -> int | None:
        """Token index after the area name that begins at ``i``: as far as the gazetteer or the article itself knows
        one, else to the end of the capitalised words. None if no name begins here."""
        ends = self._name_ends(i, stop)
        if not ends:
            return None
        tokens = self.doc.tokens
        capitals = [e for e in ends if tokens[e - 1].is_capitalised or tokens[e - 1].kind == "number"]
        for end in reversed(ends):
            name = self.name_text(i, end)
            if self.gazetteer.named(name, level) or key(name) in self.known:
                # "Perak" is known and "Perak Utara" is not: a direction after it still belongs to the name
                while end in ends and end < ends[-1] and tokens[end].lower in self.lexicon.area_suffixes:
                    end += 1
                return end
        return capitals[-1] if capitals and tokens[i].is_capitalised else None

    def _name_ends(self, i: int, stop: int) -> list[int]:
        """Possible ends of a name at ``i``; a lower-case word may follow the first ("Semper timur")."""
        tokens = self.doc.tokens
        ends: list[int] = []
        j = i
        while j < stop and len(ends) < _LONGEST_NAME:
            token = tokens[j]
            if token.kind == "mark":
                joined = token.text in "-–'" and j - i > 0 and j + 1 < stop and tokens[j + 1].is_capitalised
                dotted = token.text == "." and token.glued and j > i and len(tokens[j - 1].text) <= 3
                if not (joined and token.glued) and not (dotted and j + 1 < stop and tokens[j + 1].is_capitalised):
                    break
                j += 1
                continue
            if j == i and not token.is_capitalised and not self._known_small(i, stop):
                break
            if token.kind == "number" and (j == i or len(token.text) > 2):
                break
            if self._ends_name(j, stop) and not (j > i and token.lower in self.lexicon.area_suffixes):
                if j == i and (whole := self._level_in_name(i, stop)):
                    ends.append(whole)
                break
            if j > i and not token.is_capitalised and token.kind == "word":
                if not self.gazetteer.is_area(self.name_text(i, j + 1)):
                    break
            j += 1
            ends.append(j)
        return ends

    def _level_in_name(self, i: int, stop: int) -> int | None:
        """End of an area's name that begins with a level's word ("Desa Kampung Delima", "Kecamatan Kota Baru")."""
        tokens = self.doc.tokens
        for end in range(min(i + 4, stop), i + 1, -1):
            if all(t.is_capitalised for t in tokens[i:end]) and self.gazetteer.is_area(self.name_text(i, end)):
                return end
        return None

    def _known_small(self, i: int, stop: int) -> bool:
        """Whether the lower-case words at ``i`` are an area that the article elsewhere writes with capitals."""
        return any(key(self.name_text(i, e)) in self.known for e in range(i + 1, min(i + 4, stop) + 1))

    # units -----------------------------------------------------------------------------------------------------

    def _unit(self, i: int, end: int, kind: UnitKind, stop: int) -> Chunk | None:
        """A unit or body at ``[i, …)``: a kind of unit with its name, or a body that needs none ("Satpol PP")."""
        j = self._skip_dot(end, stop)
        if ref := self.unit_name(j, stop, kind, i):
            last = self.doc.token_at(ref.span.end - 1) + 1
            return Chunk("unit", i, last, ref)
        if kind.name_needed and kind.parent and kind.level is None and self.doc.tokens[i].is_capitalised:
            if (whole := self.at(end, stop)).kind == "unit" and isinstance(whole.value, UnitRef):
                name = f"{self.name_text(i, end)} {whole.value.name}"  # "Satresnarkoba Polres Bangka"
                return Chunk("unit", i, end, UnitRef(kind, name, None, None, self.span(i, end)))
        if kind.name_needed or not self.doc.tokens[i].is_capitalised:
            return None
        end = self._with_area(end, stop)
        return Chunk("unit", i, end, UnitRef(kind, self._bare_words(i, end), None, None, self.span(i, end)))

    def unit_name(self, j: int, stop: int, kind: UnitKind, first: int) -> UnitRef | None:
        """The unit of ``kind`` whose name or code begins at token ``j``; ``first`` is where the mention begins."""
        tokens, text = self.doc.tokens, self.doc.text
        limit = tokens[stop - 1].end
        code, slash = None, False
        if kind.pillar == "TNI" and (m := _CODE.match(text, tokens[j - 1].end, limit)):
            code = re.sub(r"\s", "", m["code"])
            slash = m["slash"] is not None
            while j < stop and tokens[j].start < m.end():
                j += 1
        end = None
        numbered = kind.level is None and kind.pillar in ("Pemerintah", "Masyarakat") and j < stop
        if numbered and tokens[j].kind == "number" and len(tokens[j].text) <= 3:
            end = self._body_name(j + 1, stop)
        elif j < stop and tokens[j].kind == "word" and tokens[j].is_capitalised:
            end = self._unit_words(j, stop, kind, after_slash=slash)
        if code is None and end is None:
            return None
        words = self._bare_words(j, end) if end else None
        if words and kind.level and words.isupper() and len(words) > 4:
            words = words.title()
        name = " ".join(x for x in (self._kind_text(first, kind), code) if x)
        if words:
            name += ("/" if slash else " ") + words
        last = end if end else j
        area = words if words and kind.level else None
        return UnitRef(kind, name, code, area, self.span(first, last))

    def _bare_words(self, first: int, last: int) -> str:
        """The words as printed without what stands in brackets ("Dinas Lingkungan Hidup (DLH) Kota Serang")."""
        return re.sub(r"\s*\([^)]*\)", "", self.name_text(first, last))

    def _kind_text(self, first: int, kind: UnitKind) -> str:
        """The kind as it is written in a canonical name: commands by their notation, other bodies as printed."""
        if kind.pillar in ("TNI", "Polri") and kind.level:
            return kind.notation
        found = self.entry_at(first, len(self.doc.tokens))
        if found and any(e.cls == "unit" for e in found[1]):
            return self.name_text(first, found[0])
        return kind.notation

    def _unit_words(self, j: int, stop: int, kind: UnitKind, *, after_slash: bool) -> int | None:
        tokens = self.doc.tokens
        if kind.level:
            if self._ends_name(j, stop) and not self._level_name(j, stop):
                found = self.entry_at(j, stop)
                level = next((e.value for e in found[1] if isinstance(e.value, Level)), None) if found else None
                area = self._area(j, found[0], level, stop) if found and level and after_slash else None
                return area.last if area else None
            end = self.area_name(j, stop, kind.level) if not after_slash else self._slash_name(j, stop, kind.level)
            # "Polres Malang Kota", "Polsek Kota": the level word belongs to the name if no name follows it
            if end and end < stop and tokens[end].lower == "kota" and not self._name_follows(end + 1, stop):
                end += 1
            return end
        end = self._body_name(j, stop)
        if end == j:
            return None
        return self._with_area(end, stop)

    def _with_area(self, j: int, stop: int) -> int:
        """Past "(DLH)" and "Kota Serang" after the name of an office; ``j`` itself if no area follows."""
        tokens = self.doc.tokens
        at = j + 3 if j + 2 < stop and tokens[j].text == "(" and tokens[j + 2].text == ")" else j
        found = self.entry_at(at, stop) if at < stop and tokens[at].is_capitalised else None
        if found and any(isinstance(e.value, Level) for e in found[1]):
            level = next(e.value for e in found[1] if isinstance(e.value, Level))
            if level.notation not in ("rt", "rw") and (area := self._area(at, found[0], level, stop)):
                return area.last
        if at < stop and at == j and (end := self._large_area(at, stop)):
            return end
        return j

    def _large_area(self, i: int, stop: int) -> int | None:
        """End of the bare name of a regency, city or province at ``i`` ("BNNK Bangka", "Dinas Kesehatan Natuna")."""
        if not self.doc.tokens[i].is_capitalised:
            return None
        for end in reversed(self._name_ends(i, stop)):
            found = self.gazetteer.named(self.name_text(i, end))
            if key(self.name_text(i, end)) in self.lexicon.aliases or any(a.code.count(".") < 2 for a in found):
                return end
        return None

    def _level_name(self, j: int, stop: int) -> bool:
        return tokens_are(self.doc.tokens, j, "kota") and not self._name_follows(j + 1, stop)

    def _slash_name(self, j: int, stop: int, level: str) -> int:
        """After a slash one word is the name, more only if the gazetteer or the article knows them together ("02/Batu
        Ceper") or a direction follows."""
        for end in reversed(self._name_ends(j, stop)):
            name = self.name_text(j, end)
            if end > j + 1 and (self.gazetteer.named(name, level) or key(name) in self.known):
                return end
        end = j + 1
        while (
            end < stop
            and self.doc.tokens[end].is_capitalised
            and self.doc.tokens[end].lower in self.lexicon.area_suffixes
        ):
            end += 1
        return end

    def _body_name(self, j: int, stop: int) -> int:
        """End of the name of an office or association: capitalised words, "dan" between two, an area at the end."""
        tokens = self.doc.tokens
        end = j
        while end < stop:
            token = tokens[end]
            if token.text in ("&", "dan") and end > j and end + 1 < stop and tokens[end + 1].is_capitalised:
                if self._ends_name(end + 1, stop):
                    break
                end += 1
                continue
            if token.kind == "number" and end > j and len(token.text) <= 3:
                end += 1
                continue
            if token.kind != "word" or not token.is_capitalised or self._ends_name(end, stop):
                break
            if end > j and (area := self._large_area(end, stop)):
                return area
            end += 1
        return end

    # text ------------------------------------------------------------------------------------------------------

    def span(self, first: int, last: int) -> Span:
        return Span(self.doc.tokens[first].start, self.doc.tokens[last - 1].end)

    def name_text(self, first: int, last: int) -> str:
        """The words as printed, with single spaces."""
        return " ".join(self.doc.text[self.doc.tokens[first].start : self.doc.tokens[last - 1].end].split())


def tokens_are(tokens: Sequence[Token], i: int, *words: str) -> bool:
    """Whether the folded tokens from ``i`` on are these."""
    return all(i + n < len(tokens) and tokens[i + n].lower == word for n, word in enumerate(words))


def fits(level: str | None, other: str | None) -> bool:
    """Whether two levels can be those of one area; unknown fits all."""
    return level is None or other is None or level == other or same_rank(level, other)
