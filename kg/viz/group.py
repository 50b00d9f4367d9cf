"""Areas standing for what belongs to them, where there are too many things to draw one by one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from kg.i18n import LANGS, text
from kg.lookup import Label
from kg.viz.community import communities, weights
from kg.viz.model import NO_LABEL, Network, Thing, Tie
from kg.viz.view import WITHIN, importance

ELSEWHERE = "urn:tigapilar:elsewhere"
"""Home of everything that no area is known of."""

_CROWD = 1_000  # things without an area from which on they are told apart by what they are tied to
_LEVELS = 8  # of areas, at most: RT, RW, kelurahan, kecamatan, kota, provinsi and names that no code is known of
_COMMUNITY = (25, 250)  # fewest and about most things of such a group


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups with the ties between them, and the group of every thing."""

    groups: Network
    homes: dict[str, str]  # IRI of a thing -> IRI of its group


def of(home: str) -> str:
    """IRI of the group around an area; an area and its group are two things."""
    return f"urn:tigapilar:group:{home}"


def by_area(network: Network, most: int) -> Grouping:
    """One group for each of the smallest areas, at most ``most``: those with least in them go into the area around.

    Many things without an area are grouped by what they are tied to, and called by the most important one.
    """
    home = _merged(network, _homes(network), most)
    home.update(_communities(network, [iri for iri, area in home.items() if area == ELSEWHERE]))
    members: defaultdict[str, list[Thing]] = defaultdict(list)
    for iri, area in home.items():
        members[area].append(network.things[iri])
    things = {of(area): _group(network, area, members[area]) for area in sorted(members)}
    homes = {iri: of(area) for iri, area in home.items()}
    ties = _between(network, homes)
    order = importance(things, ties)
    weight = {iri: round(order[iri] + len(members[area]) ** 0.5, 2) for area in members for iri in (of(area),)}
    return Grouping(Network(things, ties, weight, network.as_of), homes)


def _homes(network: Network) -> dict[str, str]:
    """Thing -> the nearest place, by the places it belongs to, else by its ties."""
    home: dict[str, str] = {}
    queue: deque[str] = deque()
    for iri, thing in network.things.items():
        own = iri if thing.kind == "place" else next((p for p in thing.places if p in network.things), "")
        if own:
            home[iri] = own
            queue.append(iri)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for tie in network.ties:
        if tie.kind != WITHIN:
            near[tie.source].append(tie.target)
            near[tie.target].append(tie.source)
    while queue:
        iri = queue.popleft()
        for other in near[iri]:
            if other not in home:
                home[other] = home[iri]
                queue.append(other)
    return {iri: home.get(iri, ELSEWHERE) for iri in network.things}


def _merged(network: Network, home: dict[str, str], most: int) -> dict[str, str]:
    """The same with at most ``most`` areas, as far as there are areas around them: villages go before districts."""
    number = Counter(home.values())
    into: dict[str, str] = {}
    heap = [(-_depth(network, area), count, area) for area, count in number.items()]
    heapify(heap)
    while heap and len(number) > most:
        _, count, area = heappop(heap)
        if number.get(area) != count:
            continue  # something went into it in the meantime; it stands in the heap once more
        parent = _end(into, network.things[area].parent) if area in network.things else ""
        if parent not in network.things or parent == area:
            continue
        into[area] = parent
        number[parent] += number.pop(area)
        heappush(heap, (-_depth(network, parent), number[parent], parent))
    return {iri: _end(into, area) for iri, area in home.items()}


def _depth(network: Network, area: str) -> int:
    """How many areas lie around it; a few levels are all there are."""
    depth = 0
    while depth < _LEVELS and area in network.things and network.things[area].parent:
        area, depth = network.things[area].parent, depth + 1
    return depth


def _end(into: dict[str, str], area: str) -> str:
    while area in into:
        area = into[area]
    return area


def _communities(network: Network, lost: list[str]) -> dict[str, str]:
    """Thing -> the most important one of its community, for communities large enough to be worth a group."""
    if len(lost) < _CROWD:
        return {}
    number = {iri: n for n, iri in enumerate(lost)}
    ties = [
        (number[tie.source], number[tie.target], 1.0)
        for tie in network.ties
        if tie.source in number and tie.target in number
    ]
    found = {}
    for nodes in communities(weights(len(lost), ties), _COMMUNITY[1]):
        if len(nodes) >= _COMMUNITY[0]:
            iris = [lost[n] for n in nodes]
            first = min(iris, key=lambda iri: (-network.importance[iri], iri))
            found.update(dict.fromkeys(iris, first))
    return found


def _group(network: Network, home: str, members: list[Thing]) -> Thing:
    """The thing that stands for ``members``; an area does not count as its own member."""
    inside = [thing for thing in members if thing.iri != home or thing.kind != "place"]
    kinds = Counter(thing.kind for thing in inside)
    pillars = Counter(thing.pillar for thing in inside if thing.kind in ("person", "organization"))
    articles = dict.fromkeys(article for thing in members for article in thing.articles)
    around = network.things.get(home)
    label = around.label if around else Label(*(text("viz.elsewhere", lang) for lang in LANGS))
    if around and around.kind != "place":
        label = Label(*(text("viz.around", lang, name=around.label.of(lang)) for lang in LANGS))
    return Thing(
        of(home),
        "group",
        label,
        around.detail if around and around.kind == "place" else NO_LABEL,
        articles=tuple(articles),
        level=around.level if around else "",
        places=(home,) if around and around.kind == "place" else (),
        members=tuple(sorted(kinds.items())),
        pillars=tuple(sorted(pillars.items())),
    )


def _between(network: Network, home: dict[str, str]) -> tuple[Tie, ...]:
    """One tie for each pair of groups and kind of tie, with how many it stands for."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for tie in network.ties:
        a, b = home[tie.source], home[tie.target]
        if a != b:
            counts[a, b, tie.kind] += 1
    return tuple(Tie(a, b, kind, weight=number) for (a, b, kind), number in sorted(counts.items()))
