"""The grammar of persons: titles (posts, ranks, honorifics) around a name, with what the post is held for.

    person = title name tail
    title  = (office | rank corps* | honorific)+

Reads chunks at token positions; knows nothing of other persons or sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.chunks import Chunk, Chunker
from kg.extract.holders import Holders
from kg.extract.holding import Holding
from kg.extract.office import Office
from kg.extract.office_bodies import OfficeBodies
from kg.extract.offices import Offices
from kg.extract.open_offices import OpenOffices
from kg.extract.tails import THAT, Mentioned, Tails
from kg.extract.units import UnitRef
from kg.model import Span
from kg.text.stems import is_ordinary
from kg.vocab import Rank

_DEEDS = ("me", "ber", "juga", "turut", "ikut", "hadir")  # how words that tell what somebody did begin


_IS = ("bernama", "adalah", "ialah", "yakni", "yaitu")
_ALSO = frozenset({"yang", "yg", "juga", "sekaligus", "merangkap", "selaku", "sebagai"})
_NAMELY = frozenset({"yaitu", "yakni", "ialah"})
_LONGEST_JOINT = 3  # words of "yang juga sebagai"
_CLOSES = (",", ".", "(", ";", "")  # what stands after a name that nothing is told of


class Title(NamedTuple):
    """What stands before a name; ``end`` is where the name should begin."""

    end: int
    offices: list[Office]
    rank: tuple[Rank, Span] | None
    honorifics: list[tuple[str, Span]]


@dataclass(slots=True)
class Grammar:
    chunker: Chunker
    offices: Offices
    tails: Tails

    def person(self, i: int, stop: int) -> Mentioned | None:
        """The person whose title begins at token ``i``, or None. Untitled names are found by other means."""
        title = self.title(i, stop)
        if title is None:
            return None
        if bracketed := self._in_brackets(i, title, stop):
            return bracketed
        strong = title.rank is not None or bool(title.honorifics)
        name = self.chunker.name_at(title.end, stop) if strong else self.chunker.at(title.end, stop)
        if name.kind == "mark" and name.value in ("“", '"', "'", "‘"):
            return None
        if name.kind != "name":
            return None
        if title.rank and name.last < stop and self.chunker.words.is_haji(name.last, stop):
            # "Aiptu Syarifuddin H. Ahmad": behind a rank no other person begins
            name = Chunk("name", name.first, self.chunker.words.name_run(name.last + 2, stop))
        if not self._name_may_follow(title, name, stop):
            return None
        return self._complete(i, title, name, stop)

    def _in_brackets(self, i: int, title: Title, stop: int) -> Mentioned | None:
        """ "Lurah Gulak Galik (Bapak Efendi, S.E.)": a post with its holder in brackets; not "Camat X (TBU)"."""
        tokens = self.chunker.doc.tokens
        j = title.end
        if not title.offices or title.rank or title.honorifics or j + 1 >= stop or tokens[j].text != "(":
            return None
        inner = self.person(j + 1, stop) or self.untitled(j + 1, stop, "person.post", 0.8)
        if inner is None or inner.offices or inner.last >= stop or tokens[inner.last].text != ")":
            return None
        if inner.name.isupper() or (not inner.honorifics and not inner.rank and is_ordinary(inner.name)):
            return None
        inner.first, inner.last = i, inner.last + 1
        inner.offices, inner.fronted = title.offices, True
        return inner

    def _name_may_follow(self, title: Title, name: Chunk, stop: int) -> bool:
        """A rank or honorific claims any name; a post alone one that follows at once, or after a comma when the
        sentence goes on as one about a person."""
        if title.rank or title.honorifics:
            described = name.last == name.first + 1 and self.chunker.doc.tokens[name.first].lower
            return described not in self.chunker.lexicon.generic_people  # "Pak Polisi"
        if self.chunker.words.is_known(self.chunker.text(name.first, name.last)):
            return False  # "Romo Paroki Ndona": the area itself
        first = self.chunker.doc.tokens[name.first]
        if self.chunker.doc.tokens[name.first - 1].text == "," and self.tails.is_degree(name.first, stop):
            return False  # "Bidan Desa Sri Rejeki, A.Md.Keb."
        initial = self.chunker.doc.tokens[min(name.first + 1, stop - 1)].text == "."
        if (
            first.is_upper
            and not initial
            and len(first.text) <= 4
            and not (name.last - name.first > 1 and set(first.lower) & set("aeiou"))
        ):
            return False  # "tokoh masyarakat PGV", "Unsur Forkopimcam TBU": an abbreviation
        words = [t for t in self.chunker.doc.tokens[name.first : name.last] if t.kind == "word"]
        placed = len(words) > 1 and any(o.areas or o.units for o in title.offices)
        placed = placed and not self.chunker.words.is_shouted_deed(name.first, name.last)
        bodiless = any(o.kind and o.kind.name_needed and not o.units for o in title.offices)
        if bodiless and len(words) == 1 and is_ordinary(words[0].text):
            return False  # "kader Posyandu Melati menjemput bola"
        called = placed or self.chunker.words.begins_person(name.first, stop) or self.acts(name.last, stop)
        called = called or self._named_so(title, name, stop)
        if not called and all(is_ordinary(t.text) for t in words):
            return False  # "Bupati Nomor …"; a name that is an ordinary word ("Lurah Muslim") needs a verb after it
        if self.chunker.doc.tokens[name.first - 1].text != ",":
            return True
        after = self.chunker.at(name.last, stop)
        return self.chunker.doc.tokens[name.first].is_capitalised and (
            (after.kind == "mark" and after.value in (",", "(", "", ".", "–", "-")) or after.kind == "word"
        )

    def _named_so(self, title: Title, name: Chunk, stop: int) -> bool:
        """Whether an ordinary word is a name here ("Lurah Balai Agung Maya, S.Sos."): a list has it, a degree follows,
        or it stands alone behind the area of a post; never in a headline, nor where the article has it as a word."""
        chunker = self.chunker
        token = chunker.doc.tokens[name.first]
        if chunker.doc.sentences[chunker.doc.sentence_of[name.first]].part == "title":
            return False
        if token.lower in chunker.words.small:
            return False
        at = name.last + 1 if name.last < stop and chunker.doc.tokens[name.last].text == "," else name.last
        graduate = self.tails.cut_degrees(name.first, name.last) < name.last or (
            at < stop and chunker.lexicon.degrees.longest(chunker.doc.tokens, at, stop) is not None
        )
        alone = any(o.areas for o in title.offices) and chunker.at(name.last, stop).kind == "mark"
        return graduate or alone or token.lower in chunker.lexicon.name_shapes.listed

    def acts(self, j: int, stop: int) -> bool:
        """Whether an active verb follows, which an ordinary noun after a post would not be the subject of."""
        tokens = self.chunker.doc.tokens
        return j < stop and tokens[j].text[0].islower() and tokens[j].lower.startswith(_DEEDS)

    def title(self, i: int, stop: int) -> Title | None:
        """The longest title at ``i``; its end is where the name should begin."""
        offices: list[Office] = []
        honorifics: list[tuple[str, Span]] = []
        rank: tuple[Rank, Span] | None = None
        j = i
        while j < stop:
            chunk = self.chunker.at(j, stop)
            if offices and chunk.kind == "post" and self.chunker.words.is_a(j, chunk.last, "honorific"):
                honorifics.append((self.chunker.text(j, chunk.last), self.chunker.span(j, chunk.last)))
                j = self._past_dot(chunk.last, stop)  # "ketua jemaat Pendeta Maria Wowor"
            elif office := self.offices.at(j, stop):
                if rank and not offices:
                    break  # "Serda Babinsa …": not a title
                offices.append(office[0])
                j = self._past_comma(self._past_also(office[1], stop), stop, offices)
            elif chunk.kind == "rank" and rank is None:
                assert isinstance(chunk.value, Rank)
                rank = (chunk.value, self.chunker.span(chunk.first, chunk.last))
                j = self._past_corps(chunk.value, chunk.last, stop)
            elif chunk.kind == "honorific":
                honorifics.append(
                    (self.chunker.text(chunk.first, chunk.last), self.chunker.span(chunk.first, chunk.last))
                )
                j = self._past_dot(chunk.last, stop)
            else:
                break
        return Title(j, offices, rank, honorifics) if j > i and (offices or rank or honorifics) else None

    def _past_also(self, j: int, stop: int) -> int:
        """Past "yang juga", "sekaligus" between two posts of one person, past "yaitu" before the title of their holder;
        ``j`` itself if none follows."""
        tokens, at = self.chunker.doc.tokens, j
        while at < stop and at - j < _LONGEST_JOINT and tokens[at].lower in _ALSO:
            at += 1
        if at > j and self.offices.at(at, stop):
            return at
        named = j < stop and tokens[j].lower in _NAMELY and self.chunker.at(j + 1, stop).kind in ("rank", "honorific")
        return j + 1 if named else j  # "Sekretaris Desa yaitu Ibu Yuliana"

    def _past_comma(self, j: int, stop: int, offices: list[Office]) -> int:
        """Past "," and a further unit between an office and the rank or name it belongs to, past "itu," and ":"."""
        after = self.chunker.at(j, stop)
        if after.value in THAT and self.chunker.at(j + 1, stop).value in _IS:
            return (
                j + 2 if self.chunker.at(j + 2, stop).kind == "rank" else j
            )  # "Babinsa itu bernama Sertu Tri Handoko"
        if after.value in THAT and self.chunker.at(j + 1, stop).value == ",":
            named = self.chunker.at(j + 2, stop)  # "ketua remaja masjid itu, Ridwan Tuharea."
            closed = named.kind == "name" and self.chunker.at(named.last, stop).value in _CLOSES
            return j + 2 if closed or named.kind in ("rank", "honorific") else j
        if after.value == ":" and self._is_line(j, stop):
            return j + 1  # "- Ketua LPM : Abdul Karim Tosepu"
        if after.kind != "mark" or after.value not in (",", ":", "-", "–"):
            return j
        following = self.chunker.at(j + 1, stop)
        if following.kind in ("rank", "honorific"):
            return j + 1
        if following.kind in ("unit", "area"):
            return self._past_chain(j, stop, offices[-1])
        if following.kind == "name" and after.value == ",":
            return self._past_outer(following, stop, offices) or j + 1
        return j

    def _past_chain(self, j: int, stop: int, office: Office) -> int:
        """Past the units and areas around that of an office, parted by commas ("Babinsa Desa X, Koramil 07/Y, Kodim
        0104/Z, | Serda A", "Lurah X, Kecamatan Y, Kabupaten Z, | Abdul Gafar, S.Sos."); ``j`` itself if neither a
        rank nor an honorific nor a name follows them."""
        chunker, at = self.chunker, j
        units: list[UnitRef] = []
        while (chunk := self._behind_comma(at, stop)).kind in ("unit", "area"):
            if isinstance(chunk.value, UnitRef):
                units.append(chunk.value)
            at = chunk.last
        if (titled := self._behind_comma(at, stop)).kind in ("rank", "honorific"):
            office.units += units
            return titled.first
        named = not units and office.areas and self.offices.holders.after_comma(at, stop)
        name = self.chunker.at(at + 1, stop)
        return at + 1 if named and not chunker.gazetteer.is_area(chunker.text(name.first, name.last)) else j

    def _behind_comma(self, j: int, stop: int) -> Chunk:
        """The chunk at ``j``, or the one behind it if a comma stands there."""
        chunk = self.chunker.at(j, stop)
        return self.chunker.at(chunk.last, stop) if chunk.value == "," else chunk

    def _past_outer(self, outer: Chunk, stop: int, offices: list[Office]) -> int | None:
        """Past the area around that of the office ("Lurah Sukabumi Utara, Kebon Jeruk, | Mujiono")."""
        chunker = self.chunker
        areas = offices[-1].areas
        after = chunker.at(outer.last, stop)
        if not areas or after.value != "," or chunker.at(after.last, stop).kind not in ("name", "rank", "honorific"):
            return None
        codes = {area.code for area in chunker.gazetteer.named(chunker.text(outer.first, outer.last))}
        inner = chunker.gazetteer.named(areas[-1].name, areas[-1].level)
        return after.last if any(area.parent in codes for area in inner) else None

    def _is_line(self, colon: int, stop: int) -> bool:
        """Whether a line of a roster gives the name behind the colon: a title from its begin, a name to its end."""
        chunker = self.chunker
        sentence = chunker.doc.sentence_of[colon]
        first = chunker.doc.ranges[sentence][0]
        while first < colon and chunker.doc.tokens[first].kind != "word":
            first += 1
        title, name = chunker.at(first, stop), chunker.at(colon + 1, stop)
        if chunker.doc.sentences[sentence].part == "title" or title.kind not in ("post", "head", "acting"):
            return False
        return name.kind == "name" and chunker.at(name.last, stop).value in _CLOSES

    def _past_corps(self, rank: Rank, j: int, stop: int) -> int:
        """Past "Inf", "Laut (P)", "TNI", "(Purn)" after an army rank, "Pol" after a police one; a word that nothing
        follows is a name ("Kopda Mar")."""
        chunker = self.chunker
        tokens = chunker.doc.tokens
        while j < stop:
            at = j + 1 if tokens[j].text in "./" and j + 1 < stop else j
            found = chunker.lexicon.corps.longest(tokens, at, stop)
            small = tokens[at].kind == "word" and not tokens[at].is_capitalised
            if not found or (small and tokens[j - 1].is_capitalised):
                break
            if rank.pillar == "Polri" and tokens[at].lower not in ("pol", "polisi", "purn", "("):
                break
            if found[0] >= stop or tokens[found[0]].text in ",:;":
                break
            j = found[0]
        return self._past_dot(j, stop)

    def _past_dot(self, j: int, stop: int) -> int:
        tokens = self.chunker.doc.tokens
        return j + 1 if j < stop and tokens[j].text == "." and tokens[j].glued else j

    def _complete(self, i: int, title: Title, name: Chunk, stop: int) -> Mentioned:
        end = self.tails.cut_degrees(name.first, name.last)
        person = Mentioned(
            i,
            end,
            self.chunker.text(name.first, end),
            name.first,
            end,
            title.rank,
            title.offices,
            [],
            title.honorifics,
            fronted=bool(title.offices),
        )
        person.rule = "person.ranked" if title.rank else "person.honorific" if title.honorifics else "person.post"
        person.confidence = 0.97 if title.rank else 0.9 if title.honorifics else 0.85
        person.last = self.tails.read(person, end, stop)
        return person

    def untitled(self, i: int, stop: int, rule: str, confidence: float) -> Mentioned | None:
        """The person whose bare name begins at ``i``, with what follows it."""
        name = self.chunker.at(i, stop)
        if name.kind != "name":
            return None
        end = self.tails.cut_degrees(name.first, name.last)
        person = Mentioned(i, end, self.chunker.text(i, end), i, end, rule=rule, confidence=confidence)
        person.last = self.tails.read(person, end, stop)
        return person


def grammar(chunker: Chunker) -> Grammar:
    """The grammar over the chunks of one document."""
    holders = Holders(chunker)
    offices = Offices(chunker, holders, OpenOffices(chunker, holders), OfficeBodies(chunker, holders))
    return Grammar(chunker, offices, Tails(chunker, offices, Holding(chunker, offices)))
