"""The units and bodies of an article: named outright, or implied by the post of their head ("Danramil 04/Gerung")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from kg.extract.areas import AreaRef
from kg.extract.chunks import Chunk, Chunker
from kg.extract.findings import Mention, Organization, Value
from kg.extract.grammar import Grammar
from kg.extract.tails import Mentioned
from kg.extract.units import UnitRef
from kg.gazetteer import key
from kg.model import Span

_STAFF = frozenset({"petugas", "gabungan", "pegawai", "staf", "pihak", "data", "aparatur", "kantor"})
_WHERE = frozenset(
    {"di", "ke", "dari", "halaman", "aula", "depan", "belakang", "samping", "sebelah", "dekat", "gedung"}
)
_STATES = frozenset(
    {"merupakan", "menjadi", "memiliki", "mempunyai", "mengalami", "mencapai", "melalui", "menurut", "menjelang"}
)


@dataclass(slots=True)
class _Body:
    refs: list[tuple[UnitRef, str]] = field(default_factory=list)  # with the rule that found it
    parent: int | None = None

    def name(self, chunker: Chunker) -> str:
        """The fullest name; of two spellings of equal length the one of an area there is, else the more frequent."""
        names = [r.name for r, _ in self.refs]
        listed = {r.name: bool(r.area and chunker.gazetteer.is_area(r.area)) for r, _ in self.refs}
        return max(names, key=lambda n: (len(n), listed[n], names.count(n), n))


def find_organizations(grammar: Grammar, persons: Sequence[Mentioned]) -> tuple[list[Organization], dict[str, str]]:
    """The organisations in order of first mention, and for every name in use the id of its organisation."""
    chunker = grammar.chunker
    bodies: list[_Body] = []
    for ref, rule in _references(grammar, persons):
        body = next((b for b in bodies if _same(chunker, b, ref)), None)
        if body is None:
            body = _Body()
            bodies.append(body)
        body.refs.append((ref, rule))
    bodies = _with_bare(chunker, bodies)
    bodies.sort(key=lambda b: min(r.span for r, _ in b.refs))
    _find_parents(chunker, bodies)
    ids = {r.name: f"organization-{n}" for n, b in enumerate(bodies, 1) for r, _ in b.refs}
    return [_organization(chunker, n, b, bodies) for n, b in enumerate(bodies, 1)], ids


def _signs(chunker: Chunker, chunk: Chunk, first: int, last: int) -> bool:
    """Whether a unit alone is the last line, or behind a label there: "Pendim 0723/Klaten", "Autentikasi : …"."""
    tokens = chunker.doc.tokens
    if first == 0 or last != chunker.doc.ranges[-1][1] or any(t.kind == "word" for t in tokens[chunk.last : last]):
        return False
    label = chunk.first == first + 2 and tokens[first + 1].text == ":"
    return chunk.first == first or label


def _with_bare(chunker: Chunker, bodies: Sequence[_Body]) -> list[_Body]:
    """The bodies, one named by its kind alone joined with the only one of that kind that has a name ("Karang Taruna
    Desa Bawak", later "Karang Taruna")."""
    out = []
    for body in bodies:
        kind = body.refs[0][0].kind
        named = [b for b in bodies if b.refs[0][0].kind is kind and not _is_bare(b)]
        if _is_bare(body) and len(named) == 1 and key(named[0].name(chunker)).startswith(key(body.refs[0][0].name)):
            named[0].refs += body.refs
        else:
            out.append(body)
    return out


def _is_bare(body: _Body) -> bool:
    """Whether nothing but the kind of a body is named."""
    forms = {key(form) for form in body.refs[0][0].kind.surfaces}
    return all(key(ref.name) in forms for ref, _ in body.refs)


def _references(grammar: Grammar, persons: Sequence[Mentioned]) -> list[tuple[UnitRef, str]]:
    """Every unit named, in text order: as a chunk of its own, or through a post with or without its holder's name."""
    chunker = grammar.chunker
    found: dict[Span, tuple[UnitRef, str]] = {}
    for person in persons:
        for office in person.offices:
            for unit in office.units:
                found.setdefault(unit.span, (unit, "unit.of-post"))
    for first, last in chunker.doc.ranges:
        for ref in _acting_offices(chunker, first, last):
            found.setdefault(ref.span, (ref, "unit.acts"))
        for chunk in chunker.chunks(first, last):
            if isinstance(chunk.value, UnitRef) and not _signs(chunker, chunk, first, last):
                found[chunk.value.span] = (chunk.value, "unit.named")
            elif chunk.kind == "post" and (read := grammar.offices.at(chunk.first, last)):
                for unit in read[0].units:
                    found.setdefault(unit.span, (unit, "unit.of-post"))
    return _as_in_body(chunker, [found[s] for s in sorted(found)])


def _as_in_body(chunker: Chunker, found: list[tuple[UnitRef, str]]) -> list[tuple[UnitRef, str]]:
    """A headline capitalises what follows a name ("Lanud Raden Sadjad Donorkan Darah"): there a body is named as the
    text has it; one the text does not name counts if an area ends its name."""
    doc = chunker.doc
    in_title = [doc.sentences[doc.sentence_at(ref.span.start)].part == "title" for ref, _ in found]
    names = [ref.name for (ref, _), titled in zip(found, in_title, strict=True) if not titled]
    out = []
    for (ref, rule), titled in zip(found, in_title, strict=True):
        if titled and ref.name not in names:
            shorter = [n for n in names if ref.name.startswith(n + " ")]
            if shorter:
                ref = replace(ref, name=max(shorter, key=len))
            elif not ref.area and not ref.code and len(ref.name.split()) > 2 and names:
                continue
        out.append((ref, rule))
    return out


def _acting_offices(chunker: Chunker, first: int, last: int) -> Iterator[UnitRef]:
    """ "Kelurahan Sidodadi membentuk satgas", "petugas gabungan Kelurahan Sidodadi": the office, not the area."""
    kind = chunker.unit_kinds.get("Pemerintah Kelurahan")
    chunks = chunker.chunks(first, last)
    for n, chunk in enumerate(chunks if kind else ()):
        if not isinstance(chunk.value, AreaRef) or chunk.value.level != "kelurahan":
            continue
        if chunker.doc.tokens[chunk.first].lower != "kelurahan":
            continue
        before = chunks[n - 1].value if n else None
        place = before == "kantor" and n > 1 and chunks[n - 2].value in _WHERE  # "di belakang kantor Kelurahan A"
        if (before in _STAFF and not place) or (n == 0 and _acts(chunks)):
            assert kind
            area = chunk.value.name
            yield UnitRef(kind, f"Kelurahan {area}", None, area, chunk.value.span)


def _acts(chunks: Sequence[Chunk]) -> bool:
    """Whether an active verb follows the areas a sentence begins with."""
    for chunk in chunks:
        if chunk.kind == "area" or chunk.value in (",", "(", ")"):
            continue
        verb = chunk.value if isinstance(chunk.value, str) and chunk.kind == "word" else ""
        return verb.startswith("me") and verb not in _STATES
    return False


def _same(chunker: Chunker, body: _Body, ref: UnitRef) -> bool:
    """One body named twice: same kind, and the same code or the same name, short names of areas spelled out."""
    for other, _ in body.refs:
        if other.kind.notation != ref.kind.notation:
            continue
        if _key(chunker, other) == _key(chunker, ref):
            return True
        if _uncoded(other) == _uncoded(ref) and not _clash(other.code, ref.code):
            return True
        if ref.kind.pillar == "Masyarakat" and _own_name(other) == _own_name(ref) != "":
            return True  # "Poktan Sri Rejeki" and "Kelompok Tani Sri Rejeki"
        if other.code and ref.code:
            if _digits(other.code) == _digits(ref.code) and not (
                other.area and ref.area and key(other.area) != key(ref.area)
            ):
                return True
        elif (other.area and ref.area and _one_area(chunker, other.area, ref.area)) or _initials(other.name, ref.name):
            return True
    return False


def _one_area(chunker: Chunker, name: str, other: str) -> bool:
    """Whether two names are those of one area, one of them misspelt by a letter ("Pemulang" for Pamulang)."""
    a, b = key(name), key(other)
    if a == b:
        return True
    listed = chunker.gazetteer.is_area(name) and chunker.gazetteer.is_area(other)
    return not listed and min(len(a), len(b)) > 5 and OSA.distance(a, b, score_cutoff=1) <= 1


def _initials(name: str, other: str) -> bool:
    """ "Dinas LH" and "Dinas Lingkungan Hidup Kota Serang": the last word of one abbreviates words of the other."""
    if len(name) > len(other):
        name, other = other, name
    short, words = name.split()[-1], other.split()
    return len(short) > 1 and short.isupper() and short in "".join(w[0] for w in words[len(name.split()) - 1 :])


def _key(chunker: Chunker, ref: UnitRef) -> str:
    name = ref.name
    if ref.area:
        official = chunker.lexicon.aliases.get(key(ref.area))
        if official:
            name = name.replace(ref.area, official[0])
    return key(name)


def _own_name(ref: UnitRef) -> str:
    """What of a body's name is not its kind; empty where nothing is."""
    name = ref.name.casefold()
    kinds = sorted((form.casefold() for form in ref.kind.surfaces), key=len, reverse=True)
    return next((key(name.removeprefix(form)) for form in kinds if name.startswith(f"{form} ")), "")


def _uncoded(ref: UnitRef) -> str:
    """The name without its code ("Kodam XVIII/Kasuari", "Kodam Kasuari"); itself where nothing is left of it."""
    bare = key(ref.name.replace(ref.code, "")) if ref.code else key(ref.name)
    return key(ref.name) if bare == key(ref.kind.notation) else bare


def _clash(code: str | None, other: str | None) -> bool:
    """Whether two codes are of two units: "03" and "04", but not "07" and "0815/07"."""
    if not code or not other:
        return False
    return re.split(r"\W", code)[-1].lstrip("0") != re.split(r"\W", other)[-1].lstrip("0")


def _digits(code: str) -> str:
    return "".join(c for c in code if c.isalnum()).lstrip("0")


def _find_parents(chunker: Chunker, bodies: Sequence[_Body]) -> None:
    """ "Koramil 02/Btc, Kodim 0506/Tgr": a unit right after another of the kind it belongs to is its parent."""
    where = sorted(
        ((r.span, n) for n, b in enumerate(bodies) for r, _ in b.refs),
        key=lambda x: x[0],
    )
    for (span, n), (next_span, m) in itertools.pairwise(where):
        between = chunker.doc.text[span.end : next_span.start]
        child, parent = bodies[n].refs[0][0].kind, bodies[m].refs[0][0].kind
        if n != m and between.strip(" ,(") == "" and len(between) < 4 and child.parent == parent.notation:
            bodies[n].parent = bodies[n].parent if bodies[n].parent is not None else m


def _organization(chunker: Chunker, n: int, body: _Body, bodies: Sequence[_Body]) -> Organization:
    id_ = f"organization-{n}"
    ref, rule = max(body.refs, key=lambda r: len(r[0].name))
    kind = ref.kind
    confidence = 0.9 if rule == "unit.named" else 0.85
    name = body.name(chunker)
    properties = [
        ("name", Value(name, name, ref.span, rule, confidence)),
        ("kind", Value(kind.notation, kind.label_id, ref.span, rule, confidence)),
    ]
    if kind.pillar:
        properties.append(("pillar", Value(kind.pillar, kind.pillar, ref.span, rule, confidence)))
    parent = f"organization-{body.parent + 1}" if body.parent is not None else None
    if parent:
        label = bodies[body.parent or 0].name(chunker)
        properties.append(("parent", Value(parent, label, ref.span, "unit.parent", 0.85)))
    spans = sorted({r.span for r, _ in body.refs})
    mentions = tuple(Mention(id_, s, "name") for s in spans)
    return Organization(id_, name, kind.notation, kind.pillar, parent, mentions, tuple(properties))
