"""Who speaks: the subject of a speech verb, the person after "ujar", and whom "ia" and "-nya" take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.extract.findings import Document, Person
from kg.extract.speech import Found, Speech
from kg.text.tokens import Token, tokenize
from kg.vocab import Vocabulary

How = Literal["named", "pronoun", "unknown", "group", "none", "blocked"]

_SEPARATORS = ",;:—–"


class Who(NamedTuple):
    """The speaker found at a place, and how.

    unknown: somebody, but no person of the article; group: several unnamed; none: the place names nobody;
    blocked: nothing is said here ("untuk menyampaikan").
    """

    how: How
    persons: tuple[str, ...] = ()
    last: int = 0  # token index after the words that name the speaker, where reading went left to right
    certain: float = 1.0


class Place(NamedTuple):
    """A mention of a person as a token range."""

    first: int
    last: int
    person: str
    short: bool  # by a bare post, not by name


UNKNOWN = Who("unknown")
NONE = Who("none")
BLOCKED = Who("blocked")


@dataclass(slots=True)
class Scene:
    """The mentions of one document by token, and who was spoken of last while it is read from front to back."""

    doc: Document
    persons: Sequence[Person]
    vocab: Vocabulary
    speech: Speech
    places: list[Place] = field(default_factory=list)
    inside: dict[int, Place] = field(default_factory=dict)  # token index -> the mention it belongs to
    names: dict[str, set[str]] = field(default_factory=dict)  # folded part of a name -> persons who bear it
    current: Who = NONE  # who spoke or acted last
    weak: Who = NONE  # who was named last in a lesser part
    by_speech: bool = False  # whether ``current`` spoke, rather than acted

    def __post_init__(self) -> None:
        found = []
        for person in self.persons:
            for mention in person.mentions:
                first = self.doc.token_at(mention.span.start)
                last = self.doc.token_at(mention.span.end - 1) + 1
                if mention.how != "pronoun" and last > first:
                    found.append(Place(first, last, person.id, mention.how == "post"))
            for token in tokenize(person.name):
                self.names.setdefault(token.lower, set()).add(person.id)
        reach = 0
        for place in sorted(found, key=lambda p: (p.first, -p.last, p.person)):
            if place.first < reach:
                continue
            reach = place.last
            self.places.append(place)
            for i in range(place.first, place.last):
                self.inside[i] = place

    # reading to the right ---------------------------------------------------------------------------------------

    def after(self, i: int, stop: int, *, reach: int = 9, apposition: bool = True) -> Who:
        """The speaker named from token ``i`` on ("ujar …"): a person, a pronoun, or an unnamed somebody.

        "X melalui Y" is Y. With ``apposition`` a name may follow after a comma ("ujar seorang warga, Budi").
        ``last`` is the index after the name; none where nothing that can speak follows.
        """
        tokens = self.doc.tokens
        start = i
        small = 0  # lower-case words passed; titles of offices may be long
        while i < stop and small < reach:
            token = tokens[i]
            small += token.kind == "word" and not token.is_capitalised
            if place := self.inside.get(i):
                return self._chosen(place, stop)
            if token.lower in self.speech.pronouns["one"] or token.lower in self.speech.pronouns["self"]:
                return Who("pronoun", last=i + 1)
            if token.lower in self.speech.pronouns["many"]:
                return Who("group", last=i + 1)
            if token.kind == "mark" and not self._goes_on(i, start, stop, apposition):
                break
            if i - start > 40 or self.speech.is_("end", token) or self.speech.is_("while", token):
                break
            if (described := self._description(i, stop)) is not None:
                return Who("pronoun", last=described, certain=0.8)
            if (post := self._by_post(i, stop)) is not None:
                return post
            if token.is_capitalised and len(bearers := self.names.get(token.lower, ())) == 1:
                return Who("named", tuple(bearers), i + 1, 0.85)
            if self.speech.is_("kin", token) and not token.is_capitalised:
                return Who("unknown", last=i + 1)
            i += 1
        return Who("unknown", last=i) if i > start and any(t.kind == "word" for t in tokens[start:i]) else NONE

    def behind(self, found: Found, stop: int) -> Who:
        """The speaker behind a bare root: taken up by its -nya, unless a name follows at once ("ucapnya Danramil")."""
        if found.nya and found.last not in self.inside:
            return Who("pronoun", last=found.last)
        return self.after(found.last, stop)

    def _goes_on(self, i: int, start: int, stop: int, apposition: bool) -> bool:
        """Whether the name of a speaker may go on after the mark at ``i``."""
        tokens = self.doc.tokens
        if tokens[i].text != ",":
            return tokens[i].text in ".()&/-"
        if i + 1 >= stop:
            return False
        if all(t.is_capitalised or t.kind != "word" for t in tokens[start:i]):
            return i + 1 in self.inside or tokens[i + 1].is_capitalised
        if i + 1 not in self.inside:
            return False
        return apposition or tokens[min(self.inside[i + 1].last, stop - 1)].text in ",:("

    def _chosen(self, place: Place, stop: int) -> Who:
        """The person of ``place``, or whoever speaks for him ("melalui …"), with those joined by "dan"."""
        for later in self.places:
            if place.last <= later.first < min(stop, place.last + 25) and later.person != place.person:
                if self._governor(later) == "proxy":
                    return Who("named", (later.person,), later.last)
                break
        persons, last = [place.person], place.last
        for later in self.places:
            if later.first >= last and later.first < stop:
                if self._joined(last, later.first):
                    if later.person not in persons:
                        persons.append(later.person)
                    last = later.last
                elif later.person == place.person and later.first - last <= 3:
                    last = later.last
                else:
                    break
        return Who("named", tuple(persons), last)

    def _joined(self, i: int, j: int) -> bool:
        between = self.doc.tokens[i:j]
        return 0 < len(between) <= 2 and (between[-1].text == "&" or self.speech.is_("and", between[-1]))

    def _description(self, i: int, stop: int) -> int | None:
        """After "perwira berpangkat balok dua itu": the index after it."""
        tokens = self.doc.tokens
        if tokens[i].lower not in self.speech.pronouns["sort"]:
            return None
        for j in range(i + 1, min(i + 12, stop)):
            if tokens[j].lower in ("itu", "ini", "tersebut"):
                return j + 1
            if (tokens[j].kind == "mark" and tokens[j].text not in "-.") or j in self.inside:
                return None
        return None

    def _describes(self, i: int, end: int) -> bool:
        """Whether a subject takes up a person by what he is ("Menteri Tenaga Kerja itu")."""
        tokens = self.doc.tokens
        if (described := self._description(i, end)) is not None:
            return described >= end - 1
        if not self.speech.is_("refer", tokens[end - 1]):
            return False
        titled = sum(1 for t in tokens[i:end] if t.is_capitalised) > 1
        return titled or self.vocab.post_phrases.longest(tokens, i, end) is not None

    def _by_post(self, i: int, stop: int) -> Who | None:
        """A bare post that several persons hold, or that no mention was read from: who of them was named last."""
        found = self.vocab.post_phrases.longest(self.doc.tokens, i, stop)
        if found is None:
            return None
        last, posts = found
        notations = {post.notation for post in posts}
        holders = {p.id for p in self.persons if notations & set(p.values("role"))}
        nearest = [place for place in self.places if place.person in holders and place.first <= i]
        if not nearest:
            return None
        # a name right after the post is somebody else whom nobody knows ("Lurah Budi" is not "Lurah Asrori")
        if last < stop and self.doc.tokens[last].is_capitalised and last not in self.inside:
            return None
        return Who("named", (nearest[-1].person,), last, 0.75 if len(holders) > 1 else 0.9)

    # reading to the left ----------------------------------------------------------------------------------------

    def before(self, first: int, verb: int) -> Who:
        """The subject of the speech verb at token ``verb`` in a clause that begins at ``first``."""
        tokens, words = self.doc.tokens, self.speech.words
        j = verb
        while j > first and j - 1 not in self.inside and tokens[j - 1].lower in words["adverb"]:
            j -= 1
        if j > first and j - 1 not in self.inside:
            word = tokens[j - 1].lower
            if word == "yang":
                return self._antecedent(first, j - 1)
            if word in words["auxiliary"]:
                return BLOCKED
        if j < verb and tokens[verb - 1].lower in ("dengan", "tidak", "tak"):
            return BLOCKED
        return self._subject(first, j, linked=j < verb and tokens[j].lower in ("sambil", "seraya", "sembari"))

    def _antecedent(self, first: int, i: int) -> Who:
        """Of "Kapolsek X, yang mengatakan …": X, if the name stands right before."""
        k = i - 1
        if k >= first and self.doc.tokens[k].text == ",":
            k -= 1
        place = self.inside.get(k)
        return Who("named", (place.person,), certain=0.7) if place and k >= first else BLOCKED

    def _subject(self, first: int, end: int, *, linked: bool) -> Who:
        """Chunk by chunk to the left, over asides and predicates that share the subject, to the one who speaks."""
        tokens = self.doc.tokens
        certain = 0.8 if linked else 1.0
        closed = linked  # whether the chunk ends at a comma or "dan", so that it need not be the subject itself
        while end > first:
            start = self._chunk_start(first, end)
            who = self._in_chunk(start, end, closed)
            if who is not None and who.how == "pronoun" and (nearer := self._named_before(first, start)) is not None:
                return Who("named", (nearer.person,), certain=0.85)
            if who is not None:
                return who._replace(certain=who.certain * certain) if who.how == "named" else who
            end = start
            while end > first and end - 1 not in self.inside:
                token = tokens[end - 1]
                if token.text in _SEPARATORS:
                    closed = True
                elif self.speech.is_("and", token) or token.lower in ("lalu", "kemudian"):
                    closed, certain = True, min(certain, 0.9)
                elif not self.speech.is_("adverb", token):
                    break
                end -= 1
        return NONE

    def _named_before(self, first: int, end: int) -> Place | None:
        """Whom a pronoun takes up in its own clause: "Salah satunya Ibu Sumi, dia mengaku …"."""
        inside = [p for p in self.places if first <= p.first < end]
        return inside[-1] if len(inside) == 1 and self._governor(inside[0]) == "none" else None

    def _chunk_start(self, first: int, end: int) -> int:
        tokens = self.doc.tokens
        i = end
        while i > first:
            token = tokens[i - 1]
            if token.text in ")]":
                while i > first and tokens[i - 1].text not in "([":
                    i -= 1
            elif i - 1 not in self.inside:
                if token.text in _SEPARATORS:
                    return i
                if self.speech.is_("while", token) and i < end:
                    return i
                if self.speech.is_("and", token) and not (i in self.inside and i - 2 in self.inside):
                    return i
            i -= 1
        return first

    def _in_chunk(self, start: int, end: int, closed: bool) -> Who | None:
        """Who the chunk says speaks; None: it is an aside or a predicate, and the subject stands further left."""
        tokens = self.doc.tokens
        inside = [p for p in self.places if start < p.last and p.first < end]
        free: list[Place] = []
        governed_before = False
        for place in inside:
            governor = self._governor(place)
            if governor == "proxy":
                return Who("named", (place.person,))
            governed = governed_before if governor == "and" else governor == "governed"
            if not governed:
                free.append(place)
            governed_before = governed
        if free:
            return self._chosen(free[0], end)
        i = start
        while i < end and (self.speech.is_("adverb", tokens[i]) or tokens[i].kind == "mark"):
            i += 1
        if i == end:
            return None
        for j in (i, end - 1):
            if tokens[j].lower in self.speech.pronouns["one"] or tokens[j].lower in self.speech.pronouns["self"]:
                return Who("pronoun")
        if tokens[i].lower in self.speech.pronouns["many"]:
            return Who("group")
        if self.speech.is_("aside", tokens[i]) or self.speech.is_("governor", tokens[i]) or tokens[i].kind == "number":
            return self._after_aside(i, end, inside)
        if closed:
            return None
        if self._describes(i, end):
            return Who("pronoun", certain=0.8)
        for j in range(i, end):
            if (post := self._by_post(j, end)) is not None:
                return post
        if self.speech.is_verbal(tokens[i]) or self._is_degree(i, end):
            return None
        return UNKNOWN

    def _is_degree(self, i: int, end: int) -> bool:
        """Whether the tokens are degrees after a name ("S.H.", "M.Si", "SE MM")."""
        tokens = self.doc.tokens[i:end]
        short = all(t.kind == "mark" or (t.is_capitalised and len(t.text) <= 4) for t in tokens)
        return short and (any(t.text == "." for t in tokens) or all(t.is_upper for t in tokens))

    def past_name(self, i: int, stop: int) -> int:
        """Past what may still belong to a name that ends before ``i``: a code, an area, degrees in commas."""
        tokens = self.doc.tokens
        j = i
        while j < stop and (tokens[j].is_capitalised or tokens[j].kind == "number" or tokens[j].text in "-–/.()&"):
            j += 1
        if j > i and (j == stop or tokens[j].text in ",:" or self.speech.is_("marker", tokens[j])):
            i = j
        if i + 1 < stop and self.speech.is_("adverb", tokens[i]) and tokens[i + 1].text == ",":
            i += 1
        while i < stop and tokens[i].text == ",":
            j = i + 1
            while j < stop and tokens[j].text != ",":
                j += 1
            if j - i > 8 or j == stop or j == i + 1 or not self._is_degree(i + 1, j):
                break
            i = j
        return i

    def _after_aside(self, i: int, end: int, inside: Sequence[Place]) -> Who | None:
        """The subject that stands in one chunk with an aside before it ("Di tempat terpisah dia", "Saat ditemui X")."""
        asked = any(self.speech.is_("asked", t) for t in self.doc.tokens[i:end])
        if asked and inside and inside[-1].last == end:
            return Who("named", (inside[-1].person,), certain=0.8)
        return None

    def _governor(self, place: Place) -> Literal["proxy", "governed", "and", "none"]:
        """What the words before a mention make of it."""
        tokens = self.doc.tokens
        i = place.first - 1
        while i >= 0 and self._is_title(tokens[i]):
            i -= 1
        if i < 0:
            return "none"
        token = tokens[i]
        if self.speech.is_("proxy", token):
            return "proxy"
        if token.lower == "oleh" and i > 0 and self.speech.is_("proxy", tokens[i - 1]):
            return "proxy"
        if self.speech.is_("and", token) or token.text in "&":
            return "and" if i - 1 in self.inside else "none"
        if token.text == "," and i - 1 in self.inside and self.inside[i - 1].person != place.person:
            return "and"
        if self.speech.is_("asked", token):
            return "none"
        if self.speech.is_("governor", token) or self.speech.is_("kin", token):
            return "governed"
        if token.lower == "langsung" and i > 0 and self.speech.is_verbal(tokens[i - 1]):
            return "governed"
        acts_on = self.speech.is_verbal(token) and token.lower[0] != "b"
        return "governed" if acts_on and not token.is_capitalised else "none"

    def _is_title(self, token: Token) -> bool:
        return token.text == "." or token.lower in self.speech.titles

    # taking up --------------------------------------------------------------------------------------------------

    def resolve(self, who: Who) -> Who:
        """A pronoun becomes the person it takes up; everything else stays."""
        if who.how != "pronoun":
            return who
        if self.current.how == "named":
            return Who("named", self.current.persons[:1], who.last, who.certain * 0.95)
        if self.current.how == "unknown":
            return Who("unknown", last=who.last)
        if self.weak.how == "named":
            return Who("named", self.weak.persons[:1], who.last, who.certain * 0.8)
        if len(self.persons) == 1:
            return Who("named", (self.persons[0].id,), who.last, who.certain * 0.7)
        return Who("unknown", last=who.last)

    def spoke(self, who: Who) -> None:
        if who.how in ("named", "unknown"):
            self.current, self.by_speech = Who(who.how, who.persons), True

    def tell(self, first: int, last: int) -> None:
        """Take note of whom a clause without speech is about."""
        inside = [p for p in self.places if first < p.last and p.first < last]
        if not inside:
            return
        people = dict.fromkeys(p.person for p in inside)
        lead = inside[0]
        agent = next((p for p in inside if self._is_agent(p)), None)
        listed = self.speech.is_("attend", self.doc.tokens[first])
        listed = listed or self._follows_post(lead)
        if not listed and len(people) <= 3 and self._governor(lead) == "none" and self._leads(first, lead.first):
            self.current, self.by_speech = Who("named", (lead.person,)), False
        elif agent is not None:
            self.current, self.by_speech = Who("named", (agent.person,)), False
        else:
            self.weak = Who("named", (lead.person,))

    def _follows_post(self, place: Place) -> bool:
        """Whether the mention goes on a list of posts that nobody is named for ("Babinsa, Bhabinkamtibmas X …")."""
        i = place.first - 2
        if i < 0 or self.doc.tokens[i + 1].text != "," or i in self.inside:
            return False
        return self.vocab.post_phrases.longest(self.doc.tokens, i, i + 1) is not None

    def _leads(self, first: int, i: int) -> bool:
        """Whether the mention at ``i`` comes before any verb of its clause."""
        return not any(self.speech.is_verbal(t) and not t.is_capitalised for t in self.doc.tokens[first:i])

    def _is_agent(self, place: Place) -> bool:
        """Of "dipimpin langsung oleh X", "datang dari X": whether the mention is the one who acts."""
        tokens = self.doc.tokens
        i = place.first - 1
        while i > 0 and (self._is_title(tokens[i]) or tokens[i].lower in ("oleh", "langsung")):
            i -= 1
        if i < 0:
            return False
        word = tokens[i].lower
        if word == "dari" and i > 0 and tokens[i - 1].lower in ("datang", "muncul", "keluar"):
            return True
        passive = (word.startswith("di") and len(word) > 5) or (i > 0 and tokens[i - 1].lower == "di" and len(word) > 5)
        guest = word.startswith(("dihadiri", "diikuti", "didampingi", "disaksikan", "disambut", "diterima"))
        return passive and not guest
