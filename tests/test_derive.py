from __future__ import annotations

from itertools import pairwise

from graphs import POLSEK, lines

from kg import gazetteer
from kg.derive import Row, Support, contributions, reference_view, view
from kg.link.identity import Identity
from kg.ns import FOAF, ID, RDF, RDFS, SCHEMA, SKOS, TP
from kg.rdf.described import described
from kg.rdf.iris import Minter
from kg.rdf.terms import literal, split

RANK = TP + "militaryRank"
SERKA, BRIPTU, AIPDA = (f"<{TP}rank-{name}>" for name in ("Serka", "Briptu", "Aipda"))
WHO = ID + "person/x"


def objects(support: list[Support], predicate: str, identity: Identity | None = None) -> list[str]:
    parts = [line.removesuffix(" .").split(" ", 2) for line in view(WHO, support, identity)]
    return [obj for _, found, obj in parts if found == f"<{predicate}>"]


def test_preferred_value_hides_the_normal_ones_of_every_article() -> None:
    support = [Support(RANK, BRIPTU, "p", 1), Support(RANK, AIPDA, "n", 5), Support(RANK, SERKA, "d", 9)]
    assert objects(support, RANK) == [BRIPTU]


def test_without_a_preferred_value_all_normal_ones_stand() -> None:
    support = [Support(RANK, BRIPTU, "n", 1), Support(RANK, AIPDA, "n", 2), Support(RANK, SERKA, "d", 3)]
    assert objects(support, RANK) == [AIPDA, BRIPTU]


def test_deprecated_value_alone_gives_nothing() -> None:
    assert view(WHO, [Support(RANK, SERKA, "d", 3)]) == []


def test_deprecated_in_one_article_does_not_hide_what_another_stands_by() -> None:
    assert objects([Support(RANK, SERKA, "d", 1), Support(RANK, SERKA, "n", 1)], RANK) == [SERKA]


def test_name_most_articles_use_is_shown_and_the_others_are_kept() -> None:
    name = FOAF + "name"
    support = [Support(name, literal(text), "n", n) for text, n in (("HERI", 1), ("Heri", 3), ("Hery", 3))]
    assert objects(support, name) == [literal("Heri")]
    assert objects(support, SKOS + "altLabel") == [literal("HERI"), literal("Hery")]


def test_alias_that_is_also_the_name_is_no_alias() -> None:
    support = [Support(FOAF + "name", literal("Heri"), "n", 2), Support(SKOS + "altLabel", literal("Heri"), "n", 1)]
    assert objects(support, SKOS + "altLabel") == []


def test_gazetteer_goes_before_the_articles_and_their_spelling_is_kept() -> None:
    name, level = SCHEMA + "name", TP + "level"
    support = [
        Support(name, literal("Hutan Panjang"), "n", 9),
        Support(name, literal("Utan Panjang"), "r", 9),
        Support(level, f"<{TP}level-desa>", "p", 1),
        Support(level, f"<{TP}level-kelurahan>", "r", 9),
    ]
    assert objects(support, name) == [literal("Utan Panjang")]
    assert objects(support, SKOS + "altLabel") == [literal("Hutan Panjang")]
    assert objects(support, level) == [f"<{TP}level-kelurahan>"]


def test_types_of_all_articles_stand_together() -> None:
    types = [Support(RDF + "type", f"<{TP}Person>", "s", 1), Support(RDF + "type", f"<{FOAF}Person>", "s", 1)]
    assert len(objects(types, RDF + "type")) == 2


def test_merged_values_are_one_value_and_nothing_stands_inside_itself() -> None:
    a, b = ID + "unit/a", ID + "unit/b"
    identity = Identity([(b, a), (ID + "person/y", WHO)])
    support = [
        Support(TP + "unit", f"<{a}>", "n", 1),
        Support(TP + "unit", f"<{b}>", "n", 1),
        Support(SCHEMA + "containedInPlace", f"<{ID}person/y>", "n", 1),
    ]
    assert objects(support, TP + "unit", identity) == [f"<{a}>"]
    assert objects(support, SCHEMA + "containedInPlace", identity) == []


def contributed(text: str) -> list[Row]:
    return contributions(described(map(split, lines(text))), gazetteer.load(), Minter())


def test_article_contributes_its_claims_and_what_it_states_but_no_evidence() -> None:
    rows = contributed(POLSEK)
    assert len(rows) == len(set(rows))
    ranks = {(row.object, row.status) for row in rows if row.predicate == RANK}
    assert ranks == {(f"<{TP}rank-Serda>", "n"), (BRIPTU, "p"), (SERKA, "d")}
    predicates = {row.predicate for row in rows}
    assert {TP + "reports", TP + "currentGraph", TP + "quotedIn", RDFS + "label"} <= predicates
    assert not predicates & {TP + "beginIndex", TP + "rule", TP + "confidence", RDF + "subject"}
    assert not any("#char=" in row.subject for row in rows)


def test_listed_area_brings_those_around_it() -> None:
    rows = contributed("place|Utan Panjang|level=kelurahan|code=31.71.03.1008")
    within = {(row.subject, row.object) for row in rows if row.predicate == SCHEMA + "containedInPlace"}
    chain = [Minter().area(code) for code in ("31.71.03.1008", "31.71.03", "31.71", "31")]
    assert within == {(inner, f"<{outer}>") for inner, outer in pairwise(chain)}
    support = [Support(row.predicate, row.object, row.status, 1) for row in rows if row.subject == chain[1]]
    assert any(split(f"{line} <g> .")[2] == literal("Kemayoran") for line in reference_view(chain[1], support))


def test_unknown_code_brings_no_reference_data() -> None:
    rows = contributed("place|X|level=kelurahan|code=99.99.99.9999")
    assert rows
    assert not any(row.status == "r" for row in rows)
