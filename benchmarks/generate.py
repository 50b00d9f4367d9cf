"""Made-up articles of the genre, from a seed: a stream of any length in which the same people, areas and outlets recur.

    python benchmarks/generate.py 1000 [--seed 7] [-o FILE]   writes JSON Lines

Areas are real ones of the gazetteer; officers are made up, each holding one post in one area; an article reports
something that happened in a kelurahan or desa, and one in eight is another outlet's report of what was reported before,
half of them word for word. A few have the flaws of the genre: a rank of the other institution, a wrong weekday, share
rows. The wording is in templates.toml. The same count and seed give the same bytes; the first n articles of a longer
stream are those of a shorter one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kg import gazetteer
from kg.gazetteer import Area
from kg.model import Article

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_REGENCIES = 60  # areas whose outlets write; the first ones much more often than the last
_FIRST_DAY = date(2019, 1, 1)
_DAYS = 2_300


@dataclass(frozen=True, slots=True)
class Person:
    """An officer or citizen: ``post`` with the area or unit it is held for, ``rank`` empty for civilians."""

    post: str
    unit: str
    rank: str
    name: str
    degree: str = ""

    def introduced(self, chance: random.Random) -> str:
        name = f"{self.rank} {self.name}".strip() + (f", {self.degree}" if self.degree else "")
        post = f"{self.post} dari {self.unit}" if self.unit and chance.random() < 0.25 else self.post
        match chance.randrange(4):
            case 0 if not self.degree:
                return f"{name} selaku {post}"
            case 1 if not self.degree:
                return f"{post}, {name},"
            case _:
                return f"{post} {name}"

    def again(self, chance: random.Random) -> str:
        first = self.name.split()[0]
        return chance.choice((f"{self.rank} {self.name}", f"{self.rank} {first}", first)).strip()


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened: everything two outlets would agree on."""

    village: Area
    district: Area
    city: Area
    day: date
    activity: int
    people: dict[str, Person]
    venue: str
    hour: str
    count: int
    rw: str


@cache
def templates() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("templates.toml").read_text("utf-8"))


class World:
    """Who holds which post where: a function of the seed and the area, made when an area is first written about."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.areas = gazetteer.load()
        order = random.Random(f"{seed} areas")
        cities = [a for a in self.areas if a.level in ("kota", "kabupaten") and self.areas.children(a.code)]
        self.cities = order.sample(cities, _REGENCIES)
        self.villages: Callable[[str], list[Area]] = cache(lambda code: self.areas.children(code))
        self.holder = cache(self._holder)

    def place(self, chance: random.Random) -> tuple[Area, Area, Area]:
        """(village, district, city), the same few much more often than the rest."""
        city = self.cities[int(len(self.cities) * chance.random() ** 2)]
        districts = self.areas.children(city.code)
        while True:
            district = districts[int(len(districts) * chance.random() ** 1.5)]
            if villages := self.villages(district.code):
                return villages[int(len(villages) * chance.random() ** 1.5)], district, city

    def people(self, village: Area, district: Area) -> dict[str, Person]:
        people = {post: self.holder(post, village) for post in ("babinsa", "bhabin", "head", "citizen")}
        return people | {post: self.holder(post, district) for post in ("camat", "danramil", "kapolsek")}

    def _holder(self, post: str, area: Area) -> Person:
        chance = random.Random(f"{self.seed} {post} {area.code}")
        words = templates()
        women = post in ("head", "camat", "citizen") and chance.random() < 0.3
        name = f"{chance.choice(_words('women' if women else 'given'))} {chance.choice(_words('family'))}"
        level = area.level.capitalize()
        around = self.areas.by_code(area.code.rpartition(".")[0])
        district = around.name if around else ""
        degree = chance.choice(words["degrees"]) if chance.random() < 0.6 else ""
        match post:
            case "babinsa":
                title = chance.choice((f"Babinsa {level} {area.name}", f"Babinsa {area.name}"))
                return Person(title, f"Koramil {district}", chance.choice(words["tni"]), name)
            case "bhabin":
                title = chance.choice((f"Bhabinkamtibmas {level} {area.name}", f"Bhabinkamtibmas {area.name}"))
                return Person(title, f"Polsek {district}", chance.choice(words["polri"]), name)
            case "head":
                return Person(f"{'Lurah' if level == 'Kelurahan' else 'Kepala Desa'} {area.name}", "", "", name, degree)
            case "camat":
                return Person(f"Camat {area.name}", "", "", name, degree)
            case "danramil":
                number = f"{chance.randrange(1, 20):02d}/"
                return Person(f"Danramil {number}{area.name}", "", chance.choice(words["danramil_ranks"]), name)
            case "kapolsek":
                return Person(f"Kapolsek {area.name}", "", chance.choice(words["kapolsek_ranks"]), name, degree)
            case _:
                title = chance.choice(words["citizen_posts"]).format(rw=f"{chance.randrange(1, 15):02d}")
                return Person(title, "", "", name)


@cache
def _words(name: str) -> list[str]:
    return str(templates()[name]).split()


def articles(count: int, seed: int = 7) -> Iterator[Article]:
    """``count`` articles, made one after the other; memory stays flat."""
    world = World(seed)
    chance = random.Random(seed)
    recent: deque[tuple[Incident, Article]] = deque(maxlen=200)
    for number in range(count):
        if recent and chance.random() < 0.125:
            incident, first = chance.choice(recent)
            verbatim = chance.random() < 0.5
            article = _reprint(first, incident, number, chance) if verbatim else _report(incident, number, chance)
        else:
            incident = _incident(world, chance)
            article = _report(incident, number, chance)
            recent.append((incident, article))
        yield article


def _incident(world: World, chance: random.Random) -> Incident:
    words = templates()
    village, district, city = world.place(chance)
    people = world.people(village, district)
    if chance.random() < 0.02:  # reporters confuse the ranks of army and police
        people["bhabin"] = replace(people["bhabin"], rank=chance.choice(words["tni"]))
    rw = f"{chance.randrange(1, 15):02d}"
    return Incident(
        village, district, city, _FIRST_DAY + timedelta(chance.randrange(_DAYS)),
        chance.randrange(len(words["activity"])), people, chance.choice(words["venues"]),
        f"{chance.randrange(7, 23):02d}.{chance.choice(('00', '15', '30', '45'))}", chance.randrange(20, 400), rw,
    )  # fmt: skip


def _report(incident: Incident, number: int, chance: random.Random) -> Article:
    """One outlet's report."""
    words = templates()
    outlet, host = _outlet(incident, chance)
    fill = _fill(incident, outlet, host, chance)
    activity = words["activity"][incident.activity]
    title = chance.choice(activity["headlines"])
    title = (title if "{area}" in title else title + chance.choice(words["headlines_end"])).format_map(fill)
    lead = chance.choice(words["opening"]) + chance.choice(activity["leads"])
    paragraphs = [lead, " ".join(_sample(activity["bodies"], chance, 1, 2)), *_speech(incident, fill, chance)]
    middle = [*_sample(words["background"], chance, 1, 4), *_sample(words["indirect"], chance, 0, 1)]
    paragraphs[2:2] = [" ".join(middle)]
    paragraphs.append(chance.choice(words["closing"]))
    fill["speaker_full"] = chance.choice(list(incident.people.values())).introduced(chance).rstrip(",")
    author = f"{chance.choice(_words('given'))} {chance.choice(_words('family'))}"
    text = "\n\n".join(paragraph.format_map(fill) for paragraph in paragraphs).replace(",,", ",").replace(",.", ".")
    if chance.random() < 0.15:
        text += f" ({author.split()[0]})"
    if chance.random() < 0.1:
        text += "\n\n" + chance.choice(words["furniture"]).format_map(fill)
    return _article(title, text, outlet, host, author, incident, number, chance)


def _article(
    title: str, text: str, outlet: str, host: str, author: str, incident: Incident, number: int, chance: random.Random
) -> Article:
    published = incident.day + timedelta(chance.choice((0, 0, 1, 1, 2)))
    return Article(
        f"{title}\n\n{text}", f"generated:{number + 1}", url=f"https://{host}/{published:%Y/%m/%d}/{number + 1}",
        title=title, author=author, publisher=outlet, published=published.isoformat(),
    )  # fmt: skip


def _reprint(first: Article, incident: Incident, number: int, chance: random.Random) -> Article:
    """The same words under another outlet's name."""
    outlet, host = _outlet(incident, chance)
    title, _, text = first.text.partition("\n\n")
    return _article(title, text, outlet, host, first.author or "", incident, number, chance)


def _outlet(incident: Incident, chance: random.Random) -> tuple[str, str]:
    names = templates()["outlets"].replace("\n", "").split("|")
    name = names[int(len(names) * chance.random() ** 1.5)].format(city=incident.city.name)
    return name, "".join(c for c in name.lower() if c.isalpha()) + ".example"


def _speech(incident: Incident, fill: dict[str, str], chance: random.Random) -> list[str]:
    """One to three paragraphs of what people said, each said by one of them."""
    words = templates()
    out: list[str] = []
    heard: set[str] = set()
    for quotation in _sample(words["direct"], chance, 1, 3):
        person = incident.people[chance.choice(("babinsa", "bhabin", "head", "babinsa", "bhabin", "kapolsek"))]
        full = person.introduced(chance).rstrip(",")
        says = chance.choice(words["says"][: None if person.name in heard else -2])  # "ujarnya" needs a name before it
        says = says.format(speaker=person.again(chance) if person.name in heard else full)
        heard.add(person.name)
        said = f"“{quotation.format_map(fill)},” {says}."
        if chance.random() < 0.5:
            said = chance.choice(words["indirect"]).format(speaker_full=full) + f"\n\n{said}"
        out.append(said)
    return out


def _fill(incident: Incident, outlet: str, host: str, chance: random.Random) -> dict[str, str]:
    """What the placeholders of the templates stand for in this report."""
    village, district, city = incident.village, incident.district, incident.city
    level, kind = village.level.capitalize(), city.level.capitalize()
    full = chance.random() < 0.7
    names = (level, "Kecamatan", kind) if full else (_short(level), "Kec.", _short(kind))
    fill = {name: person.introduced(chance) for name, person in incident.people.items()}
    chosen = chance.sample(("babinsa", "bhabin", "head", "citizen"), chance.randrange(2, 4))
    people = [incident.people[name].introduced(chance).rstrip(",") for name in chosen]
    day = incident.day
    weekday = DAYS[(day.weekday() + (chance.random() < 0.01)) % 7]
    numeric = f"{day.day}/{day.month}/{day.year}"
    spelled = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    fill |= {
        "who": f"{', '.join(people[:-1])} dan {people[-1]}", "area": village.name, "level": level,
        "district": district.name, "city": city.name, "city_level": f"{kind} {city.name}",
        "city_upper": city.name.upper(), "district_upper": district.name.upper(), "outlet": outlet, "host": host,
        "place": f"{names[0]} {village.name}, {names[1]} {district.name}, {names[2]} {city.name}",
        "when": f"{weekday} ({chance.choice((numeric, numeric, f'{day:%d/%m/%Y}', spelled))})", "when_short": numeric,
        "hour": incident.hour, "count": str(incident.count), "rw": incident.rw,
    }  # fmt: skip
    fill["venue"] = incident.venue.format_map(fill)
    return fill


def _short(level: str) -> str:
    return {"Kelurahan": "Kel.", "Desa": "Ds.", "Kabupaten": "Kab."}.get(level, level)


def _sample(lines: list[str], chance: random.Random, least: int, most: int) -> list[str]:
    return chance.sample(lines, chance.randint(least, min(most, len(lines))))


def as_json(article: Article) -> str:
    """One line of JSON Lines, with the columns that ``kg build`` reads."""
    fields = ("text", "url", "title", "author", "published", "publisher")
    return json.dumps({field: getattr(article, field) for field in fields}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description="Made-up articles as JSON Lines.")
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-o", "--output", type=Path, help="default: standard output")
    options = parser.parse_args()
    with open(options.output or sys.stdout.fileno(), "w", encoding="utf-8", closefd=bool(options.output)) as output:
        for article in articles(options.count, options.seed):
            output.write(as_json(article) + "\n")


if __name__ == "__main__":
    main()
