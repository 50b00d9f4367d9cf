"""Bringing the mentions of one article together: who "Hendra", "Serda Hendra", "Danramil" and "Hendra Saputra" are.

Only inside the article; who is who across articles is decided in ``kg.link``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.chunks import Chunk, Chunker, ChunkKind
from kg.extract.findings import Mention, Person
from kg.extract.grammar import Grammar
from kg.extract.office import Office
from kg.extract.person_values import person_of
from kg.extract.same_person import FAR_APART, Cluster, best_fit, name_words
from kg.extract.tails import Mentioned
from kg.gazetteer import key

_THIS = frozenset({"ini", "itu", "tersebut"})
_SPOKEN_OF = 2  # sentences between somebody's name and "Babinsa … ini"
_OF_AREA = frozenset(
    {"di", "ke", "se", "dari", "asal", "warga", "masyarakat", "penduduk", "wilayah", "daerah", "kampung"}
)


def resolve(grammar: Grammar, mentions: Sequence[Mentioned]) -> list[Person]:
    """The persons of the article in order of first mention, with every value and every mention."""
    chunker = grammar.chunker
    clusters: list[Cluster] = []
    # fuller names first, so that a short form never founds a cluster of its own beside its full form
    for m in sorted(mentions, key=lambda m: (-len(name_words(m.name)), m.first)):
        cluster = best_fit(clusters, m)
        if cluster is None:
            clusters.append(Cluster([m]))
        else:
            cluster.mentions.append(m)
    clusters = _with_misranked(clusters)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.first)
    clusters.sort(key=lambda c: c.mentions[0].first)
    _add_short_forms(grammar, clusters)
    _add_posts(grammar, clusters)
    return [person_of(chunker, n, cluster) for n, cluster in enumerate(clusters, 1)]


def _with_misranked(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, one short name with a rank of its own joined with the only one of whose full name it is a part and
    who was met well before: "Bripka Melki Yoku", later "Sertu Melki", whose rank somebody got wrong."""
    kept: list[Cluster] = []
    for cluster in clusters:
        words = {name_words(name) for name in cluster.names}
        alone = len(words) == 1 and len(min(words)) == 1 and not cluster.offices
        if alone and all(m.rank for m in cluster.mentions):
            whole = [c for c in clusters if c is not cluster and any(min(words)[0] in name_words(n) for n in c.names)]
            before = whole[0].mentions[0] if len(whole) == 1 else None
            if before and before.rank and cluster.mentions[0].first - before.last >= FAR_APART:
                whole[0].mentions += cluster.mentions
                continue
        kept.append(cluster)
    return kept


# short forms and posts alone ---------------------------------------------------------------------------------


def _add_short_forms(grammar: Grammar, clusters: list[Cluster]) -> None:
    """Bare later mentions: "Ischak", "kata Hidayat", where just one person of the article has that name."""
    chunker = grammar.chunker
    owner: dict[str, set[int]] = {}
    for n, cluster in enumerate(clusters):
        for name in cluster.names + cluster.nicknames:
            for word in name_words(name):
                if len(word) > 2:
                    owner.setdefault(word, set()).add(n)
    for chunk, last in _free_chunks(chunker, clusters, "name"):
        words = [w for w in name_words(chunker.text(chunk.first, chunk.last)) if len(w) > 2]
        if not words or _names_area(chunker, chunk):
            continue
        candidates = set.intersection(*(owner.get(w, set()) for w in words))
        if len(candidates) == 1:
            n = candidates.pop()
            clusters[n].others.append(Mention("", chunker.span(chunk.first, chunk.last), "short"))
            _told_later(grammar, clusters[n], chunk.last, last)
        elif owner.get(words[0], set()) and len(owner[words[0]]) == 1 and len(words) > 1:
            n = next(iter(owner[words[0]]))  # a name with a capitalised verb or noun glued to it
            if chunk.first in chunker.words.starts:
                span = chunker.span(chunk.first, chunk.first + 1)
                clusters[n].others.append(Mention("", span, "short"))


def _told_later(grammar: Grammar, cluster: Cluster, j: int, stop: int) -> None:
    """Give the post that a clause after a short form tells: "Jonner selanjutnya bertugas sebagai Pasi Intel"."""
    rank = next((m.rank for m in cluster.mentions if m.rank), None)
    told = grammar.tails.holding.after(j, stop, rank) if j < stop else None
    read = grammar.offices.at(told.office, stop) if told and told.office is not None else None
    if read and read[0].notation not in {o.notation for o in cluster.offices}:
        read[0].rule = "office.told"
        cluster.mentions[0].offices.append(read[0])


def _names_area(chunker: Chunker, chunk: Chunk) -> bool:
    """ "warga Damai", where the article has an Iptu Damai and a Kelurahan Damai."""
    before = chunker.doc.tokens[chunk.first - 1].lower if chunk.first else ""
    return before in _OF_AREA and chunker.words.is_known(chunker.text(chunk.first, chunk.last))


def _add_posts(grammar: Grammar, clusters: list[Cluster]) -> None:
    """Posts without a name, where just one person of the article holds that post: "Danramil", "Lurah Balai Agung"."""
    chunker, doc = grammar.chunker, grammar.chunker.doc
    holders: dict[str, list[int]] = {}
    for n, cluster in enumerate(clusters):
        for notation in dict.fromkeys(o.notation for o in cluster.offices):
            holders.setdefault(notation, []).append(n)
    for chunk, last in _free_chunks(chunker, clusters, "post", "acting"):
        i = chunk.first
        found = grammar.offices.at(i, last)
        if not found:
            continue
        office, end = found
        having = holders.get(office.notation, [])
        fitting = [n for n in having if _office_fits(clusters[n], office)]
        this = not fitting and end < last and chunker.doc.tokens[end].lower in _THIS
        if this and having:  # "Babinsa Desa Gading ini": the one spoken of, wherever he was Babinsa before
            fitting, office.rule = having, "office.this"
        elif this and (spoken := _spoken_of(chunker, clusters, office, i)) is not None:
            office.rule = "office.this"
            clusters[spoken].mentions[0].offices.append(office)
            clusters[spoken].others.append(Mention("", chunker.span(i, end), "post"))
            holders[office.notation] = [spoken]
            continue
        if len(fitting) == 1:
            clusters[fitting[0]].others.append(Mention("", chunker.span(i, end), "post"))
            if doc.sentences[doc.sentence_of[i]].part == "title":  # "Babinsa Kompak Antar Balita"
                office.areas = [a for a in office.areas if chunker.words.is_known(a.name)]
            if office.areas or office.units:
                clusters[fitting[0]].extra.append(office)


def _spoken_of(chunker: Chunker, clusters: Sequence[Cluster], office: Office, i: int) -> int | None:
    """Whom "Babinsa Trimulyo ini" at token ``i`` means where nobody is said to hold the post: the last one named in the
    same sentence or the two before who has no post and no rank of another side."""
    doc = chunker.doc
    first = doc.ranges[max(0, doc.sentence_of[i] - _SPOKEN_OF)][0]
    last: tuple[int, int] | None = None
    for n, cluster in enumerate(clusters):
        at = [m.last for m in cluster.mentions if first <= m.first and m.last <= i]
        at += [doc.token_at(m.span.end - 1) for m in cluster.others if first <= doc.token_at(m.span.start) < i]
        if at and (last is None or max(at) > last[0]) and _may_hold(cluster, office):
            last = max(at), n
    return last[1] if last else None


def _may_hold(cluster: Cluster, office: Office) -> bool:
    """Whether nothing told of a person so far speaks against a post."""
    if cluster.offices:
        return False
    sides = {m.rank[0].pillar for m in cluster.mentions if m.rank}
    return sides == {office.pillar} if office.pillar in ("TNI", "Polri") else not sides


def _office_fits(cluster: Cluster, office: Office) -> bool:
    areas = {key(a.name) for o in cluster.offices for a in o.areas}
    units = {u.code or key(u.name) for o in cluster.offices for u in o.units}
    mine = {key(a.name) for a in office.areas}
    served = {u.code or key(u.name) for u in office.units}
    return not (mine and areas and not mine & areas) and not (served and units and not served & units)


def _free_chunks(chunker: Chunker, clusters: Sequence[Cluster], *kinds: ChunkKind) -> list[tuple[Chunk, int]]:
    """(chunk, end of its sentence) for those of these kinds that stand in no mention of a person."""
    spans = sorted((m.first, m.last) for c in clusters for m in c.mentions)
    out = []
    at = 0
    for first, last in chunker.doc.ranges:
        for chunk in chunker.chunks(first, last):
            if chunk.kind not in kinds:
                continue
            while at < len(spans) and spans[at][1] <= chunk.first:
                at += 1
            if at == len(spans) or spans[at][0] > chunk.first:
                out.append((chunk, last))
    return out
