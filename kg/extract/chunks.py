"""From tokens to chunks: ranks, posts, units, areas, honorifics, names. The grammar of persons reads chunks only.

A chunk is a typed token range. Area and unit references are read by ``areas`` and ``units``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.extract.areas import AreaRef, Areas
from kg.extract.body_names import BodyNames
from kg.extract.findings import Document
from kg.extract.lexicon import Entry, Lexicon
from kg.extract.units import UnitRef, Units
from kg.extract.words import Words
from kg.gazetteer import Gazetteer, key
from kg.model import Span
from kg.text.stems import is_ordinary
from kg.vocab import Level, Post, Rank, UnitKind

_CONTEST = "cup"
_VILLAGES = ("desa", "kelurahan")
_TITLE_WORDS = 9  # of a post with its area before a rank that is written small

ChunkKind = Literal["rank", "post", "unit", "area", "acting", "honorific", "head", "name", "word", "number", "mark"]


class Chunk(NamedTuple):
    kind: ChunkKind
    first: int  # token range [first, last)
    last: int
    value: Rank | Post | UnitRef | AreaRef | str | None = None


@dataclass(slots=True)
class Chunker:
    """Cuts the sentences of one document into chunks; remembers which areas the article names with their level."""

    words: Words
    areas: Areas
    units: Units
    unit_kinds: Mapping[str, UnitKind]  # by notation
    doc: Document = field(init=False)
    lexicon: Lexicon = field(init=False)
    gazetteer: Gazetteer = field(init=False)
    _chunks: dict[int, Chunk] = field(default_factory=dict)
    _sequences: dict[tuple[int, int], tuple[Chunk, ...]] = field(default_factory=dict)
    _local_posts: set[str] = field(default_factory=set)  # folded, those that the article has with an area

    def __post_init__(self) -> None:
        """Reads the article once: areas named outright anywhere help to cut names everywhere."""
        self.doc, self.lexicon, self.gazetteer = self.words.doc, self.words.lexicon, self.words.gazetteer
        for first, last in self.doc.ranges:
            i = first
            while i < last:
                found = self.words.entry_at(i, last)
                if found:
                    chunk = self._marked(i, *found, last) if self.words.is_a(i, last, "level", "unit") else None
                elif (chunk := self._local(i, last)) and chunk.kind == "post":
                    self._local_posts.add(self.doc.tokens[i].lower)
                if chunk and isinstance(chunk.value, AreaRef) and chunk.value.level:
                    self._remember(chunk, chunk.value, last)
                i = chunk.last if chunk else found[0] if found else i + 1

    def _remember(self, chunk: Chunk, area: AreaRef, stop: int) -> None:
        """Keep an area named with its level, and its short form if one follows ("Teluk Betung Utara (TBU)")."""
        tokens = self.doc.tokens
        assert area.level
        self.words.known.setdefault(key(area.name), set()).add(area.level)
        j = chunk.last
        if j + 2 < stop and tokens[j].text == "(" and tokens[j + 1].is_upper and tokens[j + 2].text == ")":
            self.words.short[key(tokens[j + 1].text)] = area.name
            self.words.known.setdefault(key(tokens[j + 1].text), set()).add(area.level)

    def span(self, first: int, last: int) -> Span:
        return self.words.span(first, last)

    def text(self, first: int, last: int) -> str:
        """The words as printed, with single spaces."""
        return self.words.text(first, last)

    def at(self, i: int, stop: int) -> Chunk:
        """The chunk that begins at token ``i`` of a sentence ending at ``stop``; a mark past its end."""
        if i >= stop:
            return Chunk("mark", stop, stop, "")
        chunk = self._chunks.get(i)
        if chunk is None:
            chunk = self._chunks[i] = self._chunk_at(i, stop)
        return chunk

    def chunks(self, first: int, last: int) -> tuple[Chunk, ...]:
        """The chunks of a token range, one after the other."""
        found = self._sequences.get((first, last))
        if found is None:
            found = self._sequences[first, last] = tuple(self._sequence(first, last))
        return found

    def areas_before(self, i: int) -> list[AreaRef]:
        """The areas named with their level before token ``i`` of the article, in order."""
        chunks = (c for first, last in self.doc.ranges if first < i for c in self.chunks(first, last) if c.first < i)
        return [chunk.value for chunk in chunks if isinstance(chunk.value, AreaRef)]

    def _sequence(self, first: int, last: int) -> Iterator[Chunk]:
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
        if chained := self._chained(i, stop):
            return chained
        found = self.words.entry_at(i, stop)
        if found and (chunk := self._marked(i, found[0], found[1], stop)):
            return chunk
        if local := self._local(i, stop):
            return local
        if token.is_capitalised and not self.words.ends_name(i, stop):
            if self._is_coined(i, stop):
                return Chunk("head", i, i + 1, token.text)
            run = self.words.name_run(i, stop)
            return self._club(i, run, stop) or Chunk("name", i, run)
        return Chunk("word", i, i + 1, token.lower)

    def _club(self, i: int, run: int, stop: int) -> Chunk | None:
        """The club whose name ends in its kind: "Putra Kendalsari | FC"."""
        tokens = self.doc.tokens
        found = self.words.entry_at(run, stop) if run < stop and tokens[run].is_upper else None
        kind = next((e.value for e in found[1] if isinstance(e.value, UnitKind)), None) if found else None
        if not found or kind is None or kind.notation != "FC":
            return None
        return Chunk("unit", i, found[0], UnitRef(kind, self.text(i, found[0]), None, None, self.span(i, found[0])))

    def _chained(self, i: int, stop: int) -> Chunk | None:
        """The hamlet in "Banjar Gunung Sari, Desa Jatiluwih": by a word that means one right before its village."""
        token, words = self.doc.tokens[i], self.words
        level = self.lexicon.chained_levels.get(token.lower) if token.is_capitalised else None
        if level is None or not words.name_follows(i + 1, stop) or (i and words.is_a(i - 1, i, "level", "post")):
            return None
        end = words.name_run(i + 1, stop)
        at = end + 1 if end < stop and self.doc.tokens[end].text == "," else end
        found = words.entry_at(at, stop) if at < stop else None
        village = found and any(isinstance(e.value, Level) and e.value.notation in _VILLAGES for e in found[1])
        if not village or words.ends_name(i + 1, stop):
            return None
        return Chunk("area", i, end, AreaRef(self.text(i + 1, end), level, self.span(i, end)))

    def _local(self, i: int, stop: int) -> Chunk | None:
        """The area or post that a word of some regions means here ("Negeri Waai", "Raja Waai", later "Raja")."""
        token = self.doc.tokens[i]
        if found := self.words.local_at(i, stop):
            value, end = found
            if isinstance(value, Post):
                return Chunk("post", i, i + 1, value)
            return Chunk("area", i, end, AreaRef(self.text(i + 1, end), value.notation, self.span(i, end)))
        if token.lower in self._local_posts and token.is_capitalised and not self.words.name_follows(i + 1, stop):
            word = self.lexicon.local_words[token.lower].value
            return Chunk("post", i, i + 1, word) if isinstance(word, Post) else None
        return None

    def _marked(self, i: int, end: int, entries: list[Entry], stop: int) -> Chunk | None:
        """The chunk of a vocabulary phrase at ``[i, end)``; None if here the words are ordinary ones."""
        capitalised = self.doc.tokens[i].is_capitalised
        for cls, value in entries:
            match value:
                case Post():
                    if end < stop and self.doc.tokens[end].lower == _CONTEST:
                        return Chunk("word", i, end + 1, _CONTEST)  # "Lurah Cup", a tournament
                    return Chunk("post", i, self._doubled(end, stop, value), value)
                case Rank() if capitalised or self._is_small_rank(i, end, stop, value):
                    return Chunk("rank", i, end, value)
                case UnitKind():
                    if unit := self.units.unit(i, end, value, stop):
                        return Chunk("unit", i, unit[1], unit[0])
                case Level():
                    if area := self.areas.area(i, end, value, stop):
                        return Chunk("area", i, area[1], area[0])
                case str() if cls == "street":
                    if self.areas.known_beyond(i, stop):
                        return None
                    if capitalised or value == "street":
                        return Chunk("word", i, self._street_end(end, stop), "street")
                case str() if cls == "honorific" and self._is_plural(i):
                    return None
                case str():
                    small = (cls == "honorific" and self.words.name_follows(end, stop)) or (
                        cls == "acting" and self.words.is_a(end, stop, "post")  # "calon Ketua RW 01"
                    )
                    if capitalised or small:
                        return Chunk(cls, i, end, value)  # type: ignore[arg-type]  # acting, honorific or head
                case _:
                    pass
        return None

    def _is_plural(self, i: int) -> bool:
        """Whether the word at ``i`` doubles the one before it: "Mama-mama Papua" are nobody."""
        tokens = self.doc.tokens
        return i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].lower == tokens[i].lower

    def _is_small_rank(self, i: int, end: int, stop: int, rank: Rank) -> bool:
        """Whether words written small are a rank before a name, and not "kapten", "mayor" as ordinary words: no other
        word is spelt so, it is short for the rank ("sertu"), or a post or its area stands before ("danramil … kapten
        inf Mahyudin")."""
        words, tokens = self.words, self.doc.tokens
        at = end
        while at < stop and (corps := self.lexicon.corps.longest(tokens, at, stop)):
            at = corps[0]
        opens = at < stop and tokens[at].lower in self.lexicon.name_openers  # "serka Lalu Wirajaya"
        for j in (at, at + 1) if opens else (at,):
            if not words.name_follows(j, stop) or (words.ends_name(j, stop) and not (opens and j == at)):
                return False
        if at > end or not is_ordinary(tokens[i].text) or not rank.label_id.startswith(rank.notation):
            return True
        before = range(i - 1, max(-1, i - _TITLE_WORDS), -1)
        begin = next((j for j in before if tokens[j].kind == "mark" and tokens[j].text not in "/-."), i - _TITLE_WORDS)
        return any(words.is_a(j, i, "post") for j in range(max(0, begin + 1), i))

    def is_coined(self, head: Chunk) -> bool:
        """Whether a head is a title of its own that no list has, and not a noun that opens one."""
        return self.words.entry_at(head.first, head.last) is None

    def _is_coined(self, i: int, stop: int) -> bool:
        """Whether the word is a short title of army or police that no list has ("Kaurbinopsnal Satbinmas Polresta
        Denpasar Iptu …"): made like one, with a unit and then a rank after it."""
        token = self.doc.tokens[i]
        if len(token.text) < 6 or not token.lower.startswith(self.lexicon.title_beginnings):
            return False
        j = i + 1
        while (chunk := self.at(j, stop)).kind == "unit":
            j = chunk.last
        return j > i + 1 and chunk.kind == "rank"

    def _doubled(self, end: int, stop: int, post: Post) -> int:
        """Past "(Babinsa)" after "Bintara Pembina Desa": the same post again in brackets."""
        tokens = self.doc.tokens
        if end + 2 < stop and tokens[end].text == "(":
            again = self.words.entry_at(end + 1, stop)
            if again and again[0] < stop and tokens[again[0]].text == ")":
                if any(e.value is post for e in again[1]):
                    return again[0] + 1
        return end

    def _street_end(self, i: int, stop: int) -> int:
        """Past the capitalised words and numbers of a street's or building's name."""
        tokens = self.doc.tokens
        while i < stop and (tokens[i].kind == "number" or tokens[i].is_capitalised or tokens[i].text in "./"):
            if tokens[i].kind == "word":
                ranked = tokens[i - 1].text == "," and self.words.is_a(i, stop, "rank")
                if ranked or self.words.is_a(i, stop, "level", "unit", "post"):
                    break
            if tokens[i].text == "." and not (i + 1 < stop and tokens[i + 1].is_capitalised and tokens[i + 1].glued):
                break
            i += 1
        return i

    def name_at(self, i: int, stop: int) -> Chunk:
        """The chunk at ``i`` where a rank or honorific stands before it: a name even if its first word is an ordinary
        stop ("Serka Lalu Wirajaya"), as long as another capitalised word follows."""
        chunk = self.at(i, stop)
        if chunk.kind in ("word", "honorific", "rank", "acting") and i + 1 < stop and self.doc.tokens[i].is_capitalised:
            follows = self.doc.tokens[i + 1]
            if follows.kind == "word" and follows.is_capitalised and not self.words.ends_name(i + 1, stop):
                return Chunk("name", i, self.words.name_run(i, stop))
        return chunk


def chunker(doc: Document, lexicon: Lexicon, gazetteer: Gazetteer, unit_kinds: Mapping[str, UnitKind]) -> Chunker:
    """The chunker of one document. ``unit_kinds``: by notation."""
    words = Words(doc, lexicon, gazetteer)
    areas = Areas(words)
    return Chunker(words, areas, Units(words, areas, BodyNames(words, areas)), unit_kinds)
