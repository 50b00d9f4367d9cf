"""The keys entities are told apart by across articles. A key draws on one article alone, so order never matters.

The same name in another kelurahan is another person; a thing that nothing ties to a place or a unit is known inside
its own article only. Bringing such things together is a decision that is recorded (``kg.link.identity``), no guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from kg.model import Extraction, Fact

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

Reason = Literal["code", "name-and-area", "name-and-unit", "name-and-post", "name", "article"]
"""What a key rests on; "article": nothing ties the thing to anything outside its own article."""

_NOT_NAME = re.compile(r"[\W_]+")

# An unlisted neighbourhood is told apart only inside its village: half of all villages have a "Dusun Krajan".
_BELOW_VILLAGE = frozenset({"dusun", "rw", "rt"})

# Units that stand for a district or less share their names with units elsewhere ("Polsek Payung"); a Kodim or a Polda
# does not.
_LOCAL_UNITS = frozenset({"kecamatan", "kelurahan", "desa", "dusun"})


class Findings:
    """The facts of an extraction by subject and property; what was found wrong inside the article is no key."""

    def __init__(self, extraction: Extraction) -> None:
        self._facts: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in extraction.facts:
            if fact.status != "deprecated":
                self._facts[fact.subject, fact.property].append(fact)
        self.entities = {entity.id: entity for entity in extraction.entities}

    def values(self, subject: str, property: str) -> list[str]:
        """Distinct values, preferred ones first, then in order of the facts."""
        facts = sorted(self._facts[subject, property], key=lambda fact: fact.status != "preferred")
        return list(dict.fromkeys(fact.value for fact in facts))

    def first(self, subject: str, property: str) -> str | None:
        return next(iter(self.values(subject, property)), None)

    def facts(self, subject: str, property: str) -> list[Fact]:
        return self._facts[subject, property]


def name_key(name: str) -> str:
    """Casefolded letters and digits without accents, single spaces: ``Ma’ruf  AMIN`` and ``Ma'ruf Amin`` are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_NAME.sub(" ", re.sub(r"['’‘`´]", "", plain).casefold()).strip()


def codes(found: Findings) -> dict[str, str]:
    """Local id of each place that is grounded in the gazetteer -> its code."""
    places = (entity.id for entity in found.entities.values() if entity.kind == "place")
    return {place: code for place in places if (code := found.first(place, "code"))}


def regency(found: Findings, grounded: Mapping[str, str]) -> str | None:
    """Code of the one kabupaten or kota the article is about: where its main event is, else the only one named."""
    main = next((entity.id for entity in found.entities.values() if entity.kind == "event"), None)
    where = grounded.get(found.first(main, "place") or "") if main else None
    if where and "." in where:
        return where[:5]
    named = {code[:5] for code in grounded.values() if "." in code}
    return named.pop() if len(named) == 1 else None


def place_anchor(found: Findings, place: str, grounded: Mapping[str, str]) -> str | None:
    """Code of the nearest listed area that holds an unlisted place, if that is near enough to tell it apart."""
    around = [grounded[value] for value in found.values(place, "within") if value in grounded]
    nearest = max(around, key=len, default=None)
    if nearest and found.first(place, "level") in _BELOW_VILLAGE and nearest.count(".") < 3:
        return None
    return nearest


def unit_anchor(found: Findings, unit: str, area: str | None, vocab: Vocabulary) -> str | None:
    """What a unit's name is read within: "" where the name stands alone, a regency's code, or None: this article."""
    kind = found.first(unit, "kind")
    known = vocab.unit_kinds.get(kind) if kind else None
    uniformed = found.first(unit, "pillar") in ("TNI", "Polri")
    if known and uniformed and known.level not in _LOCAL_UNITS:
        return ""
    if area is None and uniformed and any(c.isdigit() for c in found.entities[unit].name):
        return ""  # "Koramil 06/Cibodas": the number makes it one
    return area


def person_anchor(
    found: Findings, person: str, grounded: Mapping[str, str], shared: Mapping[str, str], area: str | None
) -> tuple[Reason, str | None]:
    """What else besides the name tells a person apart: why, and the anchor; None if the article says no such thing.

    ``shared``: local ids of units and unlisted places that are known across articles -> IRI.
    """
    areas = found.values(person, "area")
    if of_code := sorted(grounded[value] for value in areas if value in grounded):
        return "name-and-area", of_code[0]
    if of_place := sorted(shared[value] for value in areas if value in shared):
        return "name-and-area", of_place[0]
    if of_unit := sorted(shared[value] for value in found.values(person, "unit") if value in shared):
        return "name-and-unit", of_unit[0]
    role = min(found.values(person, "role"), default=None)
    # an office of the state is held by few in a regency; "warga" and "tokoh" of one name are many
    if role and area and found.first(person, "pillar") in ("TNI", "Polri", "Pemerintah"):
        return "name-and-post", f"{name_key(role)} {area}"
    return "article", None
