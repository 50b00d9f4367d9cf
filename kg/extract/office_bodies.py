"""The body that goes with an office: the one its holder leads or serves, named behind the title or by it ("Ketua LPMK
Padangsari Darmanto", "guru PAUD", "Imam Masjid Raya Pelauw Ismail Tualeka")."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.areas import AreaRef
from kg.extract.chunks import Chunk, Chunker
from kg.extract.holders import Holders
from kg.extract.office import Office
from kg.extract.units import UnitRef
from kg.vocab import Post, UnitKind

_BODY = "Organisasi Kemasyarakatan"
_LEADS = frozenset({"Ketua", "Sekretaris", "Bendahara", "Koordinator", "Pengurus", "Pembina"})


@dataclass(frozen=True, slots=True)
class OfficeBodies:
    chunker: Chunker
    holders: Holders

    def of_initials(self, office: Office) -> None:
        """The body that a title names by its initials though no list has it ("Ketua | BPMJ")."""
        lead, _, body = office.label.rpartition(" ")
        kind = self.chunker.unit_kinds.get(_BODY)
        if office.units or office.kind or kind is None or office.pillar in ("TNI", "Polri") or not lead:
            return
        if body.isupper() and body.isalpha() and len(body) > 2 and lead.split()[-1] in _LEADS:
            office.units.append(UnitRef(kind, body, None, None, office.span))

    def with_tasks(self, office: Office, j: int, stop: int) -> int:
        """Past "dan Pangan" after "Kepala Dinas Pertanian", which becomes part of the title."""
        kind = office.kind
        if kind is None or kind.level or kind.name_needed or kind.pillar != "Pemerintah":
            return j
        end = self.chunker.units.bodies.more_affairs(j, stop, kind)
        if end > j:
            office.label += f" {self.chunker.text(j, end)}"
            office.notation = office.label
        return end

    def with_bare(self, office: Office, j: int, stop: int) -> int:
        """Past a kind of body without a name, which becomes part of the title: "guru PAUD", "Pendeta Jemaat | Merry
        Wowor"."""
        words = self.chunker.words
        found = words.entry_at(j, stop) if j < stop and words.tokens[j].is_capitalised else None
        kind = next((e.value for e in found[1] if isinstance(e.value, UnitKind)), None) if found else None
        if not found or kind is None or kind.pillar in ("TNI", "Polri") or self.chunker.at(j, stop).kind == "unit":
            return j
        office.label += f" {self.chunker.text(j, found[0])}"
        office.notation = office.label
        return found[0]

    def body(self, office: Office, post: Post, kind: UnitKind, run: Chunk, stop: int) -> int:
        """The name of a body after its head's post: its area ("Ketua LPMK Padangsari Darmanto"), a whole run before a
        comma or title ("Ketua Kelompok Tani Mekar Mukti, H. Endang"), else a regency, city or province ("Kepala Dinas
        Kesehatan Natuna Hikmat Syahril")."""
        chunker, holders = self.chunker, self.holders
        if post.level:
            area: int | None = holders.area_end(post.level, run.first, stop)
        elif kind.name_needed:
            area = holders.known_end(run.first, run.last)
        else:
            area = holders.placed_end(run.first, stop)
        large = chunker.areas.large(run.first, run.last)
        if area and area > run.first:
            large = end = area
        else:
            told = holders.after_comma(run.last, stop)
            whole = told or holders.titled(run.last, stop)
            last = run.last if told else holders.in_run(run, kind, stop) or (run.last if whole else large)
            if last is None:
                return run.first
            end = last
        name, span = chunker.text(run.first, end), chunker.span(run.first, end)
        office.units.append(UnitRef(kind, self.named(office, kind, name), None, None, span))
        if large == end:
            office.areas.append(AreaRef(name, post.level if end == area else None, span))
        return end

    def name_body(self, office: Office, j: int, stop: int) -> int:
        """Past the name of the body after an office whose holder stands before it ("Slamet, Ketua Poktan Ngudi Rejeki,
        mengatakan"); ``j`` itself if none follows."""
        chunker, kind = self.chunker, office.kind
        run = chunker.at(j, stop)
        if not office.post or office.units or not kind or kind.level is not None or run.kind != "name":
            return j
        after = chunker.at(run.last, stop)
        if after.kind not in ("mark", "word") or chunker.words.begins_person(run.first, stop):
            return j
        name = self.named(office, kind, chunker.text(run.first, run.last))
        office.units.append(UnitRef(kind, name, None, None, chunker.span(run.first, run.last)))
        return run.last

    def placed(self, office: Office, kind: UnitKind | None, j: int, stop: int) -> int:
        """An area between a post of no level, or of a body that needs no name, and its holder's name ("Kepala Pasar
        Jabung | Uli", "Ketua Karang Taruna Sidowayah | Mahyudin")."""
        chunker = self.chunker
        end = self.holders.placed_end(j, stop)
        if end == j:
            return j
        name, span = chunker.text(j, end), chunker.span(j, end)
        office.areas.append(AreaRef(name, None, span))
        if kind and kind.level is None:
            office.units.append(UnitRef(kind, self.named(office, kind, name), None, None, span))
        return end

    def house(self, office: Office, run: Chunk) -> int:
        """Past the name of a house of worship ("Imam Masjid Raya Pelauw | Ismail Tualeka"), with the area in it."""
        chunker = self.chunker
        end = self.holders.past_house(run)
        for j in range(run.first, end):
            if chunker.words.is_known(name := chunker.text(j, end)):
                office.areas.append(AreaRef(name, None, chunker.span(j, end)))
                break
        return end

    def named(self, office: Office, kind: UnitKind, name: str) -> str:
        """The name of a body behind its head's post, its kind as the title has it ("Ketua Poktan | Ngudi Rejeki")."""
        printed = office.label.partition(" ")[2]
        clipped = kind.notation.casefold().endswith(printed.casefold())  # "Kasatgas | Pol PP"
        known = printed in kind.surfaces or printed.isupper()
        return f"{printed if known and not clipped else kind.notation} {name}"
