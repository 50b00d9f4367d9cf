"""From a notation, as facts carry it, to the IRI of its concept; posts outside the list become roles of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import DataError
from kg.link.keys import name_key
from kg.ns import ORG, RDF, RDFS, SKOS, TP
from kg.rdf import terms
from kg.rdf.iris import Minter

if TYPE_CHECKING:
    from kg.vocab import Post, Vocabulary


class Role(NamedTuple):
    """A post; ``description`` is (predicate, term) of one that no vocabulary file describes, else empty."""

    iri: str
    description: tuple[tuple[str, str], ...]


def concept_of(property: str, value: str, vocab: Vocabulary, pillar: str | None = None) -> str:
    """IRI of the concept with this notation or local name. ``pillar`` decides between ranks of one notation.

    Raises DataError if there is none: facts must speak the vocabulary's language.
    """
    table = _table(property, vocab)
    if value in table:
        return str(table[value].iri)
    same = [concept for concept in table.values() if concept.notation == value]
    if property == "rank":
        same = [rank for rank in same if rank.pillar == pillar] or same
    if not same:
        raise DataError(f"ontology/vocab: no {property} has the notation {value!r}, which a rule gave; add it there")
    return str(same[0].iri)


def _table(property: str, vocab: Vocabulary) -> Mapping[str, Any]:
    match property:
        case "rank":
            return vocab.ranks
        case "kind":
            return vocab.unit_kinds
        case "level":
            return vocab.levels
        case "activity":
            return vocab.activities
        case "topic":
            return vocab.topics
        case "reason":
            return vocab.reasons
        case _:
            raise ValueError(f"no vocabulary for {property!r}")


def role_of(value: str, vocab: Vocabulary, minter: Minter) -> Role:
    """The role a post stands for. An acting one ("Plt. Lurah") is a role below the post and of the same element."""
    if post := _post(value, vocab):
        return Role(post.iri, ())
    iri = minter.named("role", name_key(value), name_key(value))
    described = [
        (RDF + "type", terms.iri(ORG + "Role")),
        (SKOS + "prefLabel", terms.tagged(value, "id")),
        (RDFS + "label", terms.literal(value)),
    ]
    prefix, _, rest = value.partition(" ")
    acting = {row["notation"] for row in vocab.tables.get("acting", ())}
    if prefix in acting and (post := _post(rest, vocab)):
        described.append((SKOS + "broader", terms.iri(post.iri)))
        if post.pillar:
            described.append((TP + "element", terms.iri(f"{TP}unsur{post.pillar}")))
        if post.institution:
            described.append((TP + "roleInstitution", terms.iri(TP + post.institution.partition("-")[0])))
    return Role(iri, tuple(described))


def _post(value: str, vocab: Vocabulary) -> Post | None:
    if value in vocab.posts:
        return vocab.posts[value]
    return next((post for post in vocab.posts.values() if post.notation == value), None)
