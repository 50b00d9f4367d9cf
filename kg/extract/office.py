"""The record of an office: a post, listed or not, with what it is held for, as one mention has it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.extract.areas import AreaRef
from kg.extract.units import UnitRef
from kg.model import Pillar, Span
from kg.vocab import Post, UnitKind


@dataclass(slots=True)
class Office:
    """A post as one mention has it: notation with acting prefix, and what it is held for."""

    notation: str
    label: str  # the title as a reader would write it
    pillar: Pillar | None
    post: Post | None  # None: an open title ("Kepala SDN 3")
    span: Span
    rule: str
    units: list[UnitRef] = field(default_factory=list)
    areas: list[AreaRef] = field(default_factory=list)
    kind: UnitKind | None = None  # the kind of unit that its holder serves in


def copy(office: Office, rule: str) -> Office:
    """The same office for another mention."""
    o = office  # one by one: dataclasses.replace takes five times as long, and this is asked thirty times an article
    return Office(o.notation, o.label, o.pillar, o.post, o.span, rule, [*o.units], [*o.areas], o.kind)


def acting(office: Office, prefix: str, rule: str) -> Office:
    """The same office as one who only acts in it holds it: "Plt." before its title."""
    title = f"{prefix} " if prefix and not office.notation.startswith(prefix) else ""
    return replace(copy(office, rule), notation=title + office.notation, label=title + office.label)
