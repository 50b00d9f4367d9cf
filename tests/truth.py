"""Articles made up from a seed about officers whose careers are known, to measure who is taken for whom.

There is a world of posts (Babinsa, Bhabinkamtibmas and lurah of every kelurahan, the heads of every kecamatan), of
holders who are promoted, succeeded and transferred, and of namesakes, since names are drawn from a short list. Articles
tell of them as articles do: with slips, old spellings, initials, short names, units written in part, posts without an
area, and printed again by other outlets. ``who`` says for every person of every article who it really was.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import comb

from graphs import article, extract

from kg import gazetteer
from kg.link import link
from kg.model import Article
from kg.vocab import load

# fmt: off
FIRST = [
    "Agus", "Budi", "Eko", "Dwi", "Tri", "Sri", "Joko", "Bambang", "Hendra", "Heri", "Dedi", "Asep", "Ujang",
    "Wawan", "Yusuf", "Ahmad", "Muhammad", "Abdul", "Nur", "Siti", "Dewi", "Rina", "Yanto", "Suryadi", "Slamet",
    "Sugeng", "Rudi", "Andi", "Iwan", "Ade", "Cecep", "Dadang", "Endang", "Fajar", "Gilang", "Haris", "Imam",
    "Jaya", "Kurnia", "Lukman", "Mulyadi", "Nanang", "Oki", "Purwanto", "Rahmat", "Syamsul", "Taufik", "Umar",
    "Wahyu", "Zainal", "Achmad", "Arif", "Faisal", "Tono", "Teguh", "Untung",
]
LAST = [
    "Santoso", "Susanto", "Setiawan", "Kurniawan", "Hidayat", "Saputra", "Pratama", "Wijaya", "Nugroho",
    "Purnomo", "Hartono", "Gunawan", "Sutanto", "Rahman", "Siregar", "Nasution", "Simanjuntak", "Harahap",
    "Lubis", "Sinaga", "Firmansyah", "Maulana", "Permana", "Ramdani", "Suhendar", "Supriyadi", "Suryana",
    "Wibowo", "Widodo", "Yulianto", "Zulkarnain", "Anwar", "Basuki", "Cahyono", "Darmawan", "Effendi", "Fauzi",
    "Ginting", "Hasibuan", "Irawan", "Junaedi", "Kusuma",
]
# fmt: on
OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("f", "v"), ("i", "ie"))
ARMY = ("Serda", "Sertu", "Serka", "Serma", "Pelda", "Peltu")
POLICE = ("Bripda", "Briptu", "Brigadir", "Bripka", "Aipda", "Aiptu")
PLACES = ("Kota", "Desa", "Warga", "Pagi", "Siang", "Malam", "Utara", "Selatan", "Timur", "Barat")
OUTLETS = tuple(f"Kabar {name}" for name in PLACES)
START, DAYS = date(2022, 1, 1), 4 * 365


@dataclass
class Person:
    number: int
    name: str
    rank: int
    promoted: int  # day of the first promotion; one every three years

    def rank_at(self, day: int) -> int:
        return min(5, self.rank + (0 if day < self.promoted else 1 + (day - self.promoted) // 1095))


@dataclass
class Post:
    """A post with its holders: (first day, person), in order of time."""

    title: str
    pillar: str
    area: gazetteer.Area
    holders: list[tuple[int, Person]] = field(default_factory=list)

    def holder(self, day: int) -> Person:
        return [person for start, person in self.holders if start <= day][-1]


@dataclass(frozen=True)
class Corpus:
    articles: tuple[Article, ...]
    who: Mapping[tuple[str, str], int]  # (article key, name as it stands there) -> number of the person
    posts: int


class World:
    """Kelurahan with their officers over four years."""

    def __init__(self, chance: random.Random, regencies: Iterable[str], per_district: int = 6) -> None:
        self.chance = chance
        self.people = 0
        self.posts: list[dict[str, Post]] = []
        book = gazetteer.load()
        for regency in regencies:
            for number, district in enumerate(book.children(regency), 1):
                villages = book.children(district.code)[:per_district]
                heads = {title: self._post(title, pillar, district) for title, pillar in HEADS}
                spots = [heads | {title: self._post(title, pillar, v) for title, pillar in LOCAL} for v in villages]
                for spot in spots:
                    self._careers(spot, spots)
                    self.posts.append(spot | {"number": number})  # type: ignore[dict-item]

    def _post(self, title: str, pillar: str, area: gazetteer.Area) -> Post:
        return Post(title, pillar, area, [(0, self._person())])

    def _person(self) -> Person:
        words = [self.chance.choice(FIRST), self.chance.choice(LAST)]
        if self.chance.random() < 0.3:
            words.insert(1, self.chance.choice(LAST))
        self.people += 1
        return Person(self.people, " ".join(words), self.chance.randint(0, 3), self.chance.randint(0, DAYS))

    def _careers(self, spot: dict[str, Post], near: list[dict[str, Post]]) -> None:
        """Some are succeeded by somebody new, some change places with a colleague of the same kecamatan."""
        for title, _ in LOCAL:
            what = self.chance.random()
            day = self.chance.randint(200, DAYS - 200)
            other = self.chance.choice(near)[title]
            mine = spot[title]
            if what < 0.15:
                mine.holders.append((day, self._person()))
            elif what < 0.2 and other is not mine and len(other.holders) == len(mine.holders) == 1:
                mine.holders.append((day, other.holders[0][1]))
                other.holders.append((day, mine.holders[0][1]))


LOCAL = (("Babinsa", "TNI"), ("Bhabinkamtibmas", "Polri"), ("Lurah", "Pemerintah"))
HEADS = (("Danramil", "TNI"), ("Kapolsek", "Polri"), ("Camat", "Pemerintah"))


def corpus(count: int, seed: int = 1, regencies: Iterable[str] = ("31.71", "32.73", "35.78")) -> Corpus:
    chance = random.Random(seed)
    world = World(chance, regencies)
    made: list[Article] = []
    who: dict[tuple[str, str], int] = {}
    for number in range(count):
        day = chance.randint(0, DAYS)
        spot = chance.choice(world.posts)
        text, people = _told(chance, spot, day)
        copies = 1 + (chance.random() < 0.1)
        for copy in range(copies):
            outlet = chance.choice(OUTLETS)
            one = article(f"publisher|{outlet}\n{text}", f"{number}-{copy}.txt", url=f"https://{copy}.id/{number}")
            made.append(one)
            who.update({(one.key, name): person for name, person in people.items()})
    return Corpus(tuple(made), who, len(world.posts))


def _told(chance: random.Random, spot: dict[str, Post], day: int) -> tuple[str, dict[str, int]]:
    """The lines of one article, and who is who in it."""
    when = START + timedelta(days=day)
    village, district = spot["Lurah"].area, spot["Camat"].area
    lines = [
        f"published|{when + timedelta(days=chance.randint(0, 2))}",
        f"place|{village.name}|level={village.level}|code={village.code}|within=Kec {district.name}",
        f"place|Kec {district.name}|level=kecamatan|code={district.code}",
    ]
    titles = chance.sample([*(t for t, _ in LOCAL), *(t for t, _ in LOCAL), *(t for t, _ in HEADS)], 3)
    people: dict[str, int] = {}
    for title in dict.fromkeys(titles):
        post = spot[title]
        person = post.holder(day)
        name = _written(chance, person.name)
        if name in people:
            continue
        people[name] = person.number
        line = f"person|{name}|role={title}|pillar={post.pillar}"
        if post.pillar != "Pemerintah" and chance.random() < 0.85:
            rank = person.rank_at(day) + (2 if title in ("Danramil", "Kapolsek") else 0)
            line += f"|rank={(ARMY if post.pillar == 'TNI' else POLICE)[min(rank, 5)]}"
        if chance.random() < 0.85:
            line += f"|area={village.name if post.area is village else 'Kec ' + district.name}"
        unit = _unit(chance, post.pillar, district.name, spot["number"])  # type: ignore[arg-type]
        if unit and chance.random() < 0.5:
            kind = unit.split()[0]
            lines.append(f"unit|{unit}|kind={kind}|pillar={post.pillar}")
            line += f"|unit={unit}"
        lines.append(line)
    activity = chance.choice(("komsos", "patroli", "rapat-koordinasi", "kerja-bakti"))
    attending = "".join(f"|participant={name}" for name in people)
    lines.append(f"event|kegiatan|activity={activity}|date={when}|place={village.name}{attending}")
    return "\n".join(lines), people


def _unit(chance: random.Random, pillar: str, district: str, number: int) -> str:
    short = "".join(c for c in district if c not in "aeiou ")[:3] or district[:3]
    match pillar:
        case "TNI":
            return chance.choice(
                (f"Koramil {number:02}/{district}", f"Koramil {district}", f"Koramil {number:02}/{short}")
            )
        case "Polri":
            return f"Polsek {district}"
        case _:
            return ""


def _written(chance: random.Random, name: str) -> str:
    """A name as some reporter has it."""
    words = name.split()
    what = chance.random()
    if what < 0.05:
        return words[0]
    if what < 0.09 and len(words) == 3:
        return " ".join(words[:2])
    if what < 0.11:
        return " ".join([*words[:-1], words[-1][0]])
    if what < 0.16:
        at = chance.randrange(len(words))
        written, old = chance.choice(OLD)
        words[at] = words[at].replace(written, old, 1)
    elif what < 0.2:
        at = max(range(len(words)), key=lambda i: len(words[i]))
        words[at] = _slip(chance, words[at])
    return " ".join(words)


def _slip(chance: random.Random, word: str) -> str:
    at = chance.randint(1, len(word) - 2)
    match chance.randrange(3):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + word[at] + word[at:]


@dataclass(frozen=True)
class Figures:
    """Of all pairs of mentions: how many of those taken for one person are one, and how many of those that are are."""

    precision: float
    recall: float
    mentions: int
    people: int


def judge(taken: Iterable[tuple[object, object]]) -> Figures:
    """``taken``: for every mention, who it was taken for and who it is."""
    pairs = list(taken)
    both, found, true = (
        sum(comb(n, 2) for n in Counter(group).values())
        for group in (pairs, [guess for guess, _ in pairs], [truth for _, truth in pairs])
    )
    return Figures(both / found if found else 1.0, both / true, len(pairs), len({truth for _, truth in pairs}))


def taken(corpus: Corpus, merges: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """For every person of every article, whom the machine takes it for and who it is."""
    vocab = load()
    for each in corpus.articles:
        found = extract(each, vocab)
        links = link(found, vocab)
        for entity in found.entities:
            if (person := corpus.who.get((each.key, entity.name))) is not None:
                yield merges.get(links[entity.id], links[entity.id]), person
