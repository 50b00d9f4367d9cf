"""What surrounds an article on a page: buttons, links, picture captions, names of outlets. The tables as patterns."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.text.tokens import fold
from kg.vocab import Vocabulary

Noise = Literal["line", "links", "rest"]

_SYMBOLS = re.compile(r"[\W_]*\d{0,6}[\W_]*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+$")
_CRUMBS = re.compile(r"(?:[^»›>\n]{2,40}\s[»›>]\s?)+[^»›>]{0,120}$|(?:home|beranda)\s*[/|»›>-]", re.IGNORECASE)
_COUNTER = re.compile(
    r"\W*\d[\d.,]*\s*(?:x|kali|views?|dibaca|dilihat|pembaca|komentar|shares?|min(?:ute)?s? read)\b.{0,12}$", re.I
)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def alternation(forms: Iterable[str]) -> str:
    """A pattern for any of ``forms``, longest first; a space stands for any white space."""
    ordered = sorted(set(forms), key=lambda f: (-len(f), f))
    return "|".join(r"\s+".join(map(re.escape, f.split())) for f in ordered) or r"(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class Furniture:
    """Compiled patterns; every one matches without regard to case unless it says otherwise."""

    whole: re.Pattern[str]
    labelled: re.Pattern[str]
    opening: re.Pattern[str]
    heading: re.Pattern[str]
    rest: re.Pattern[str]
    inside: re.Pattern[str]  # a link in the middle of a line: "Baca juga:"
    share: frozenset[str]
    caption: re.Pattern[str]  # group "cue"
    credit: re.Pattern[str]  # groups "who", "by": what closes the line
    domain: re.Pattern[str]  # a web address, as an outlet prints its name
    loose_domain: re.Pattern[str]  # the same with a space where the dot was lost: "ranahpesisir com"
    outlet_words: re.Pattern[str]  # the parts outlets' names are made of

    def noise(self, line: str) -> Noise | None:
        """Whether a whole line is furniture; "links": headlines follow; "rest": so is everything below."""
        if self.rest.match(line):
            return "rest"
        if self.heading.match(line):
            return "links"
        if _SYMBOLS.match(line) or self.whole.match(line) or self.labelled.match(line) or self.opening.match(line):
            return "line"
        if _ADDRESS.match(line) or _HASHTAGS.match(line) or _CRUMBS.match(line) or _COUNTER.match(line):
            return "line"
        words = _WORD.findall(line) if len(line) < 160 else []
        return "line" if words and all(fold(w) in self.share for w in words) else None

    def is_outlet(self, name: str) -> bool:
        """Whether a name is built like that of an outlet: a web address, "Tangerang Ekspres", "TirtaNews Raya"."""
        if self.domain.fullmatch(name) or self.outlet_words.search(name):
            return True
        return any(self.outlet_words.search(word) for word in name.split() if _INNER_CAPITAL.search(word))


@functools.lru_cache(maxsize=2)
def of(vocab: Vocabulary) -> Furniture:
    """The patterns of a vocabulary's tables, built once."""
    noise: dict[str, list[str]] = {"line": [], "label": [], "prefix": [], "link": [], "end": []}
    for row in vocab.tables["noise"]:
        noise[row["match"]].append(row["form"])
    alone = alternation(noise["line"] + noise["label"])
    label, link = alternation(noise["label"]), alternation(noise["link"])
    cues = {
        kind: alternation(r["form"] for r in vocab.tables["caption-cues"] if r["where"] == kind)
        for kind in ("start", "credit")
    }
    words = {kind: [r["form"] for r in vocab.tables["outlet-words"] if r["kind"] == kind] for kind in ("tld", "part")}
    tld, part = alternation(words["tld"]), alternation(words["part"])
    host = r"(?<![\w@.])(?:www\.)?[^\W_][\w-]*(?:\.[\w-]+)*?"
    return Furniture(
        whole=_any(rf"[\W\d_]*(?:{alone})[\W\d_]*$"),
        labelled=_any(rf"\W*(?:{label})(?:\s*[:|»>→]|\s+\d[\d.,]*\s*(?:kali|x|views?)?\W*$)"),
        opening=_any(rf"\W*(?:{alternation(noise['prefix'])})(?!\w)|\W*(?:{link})\s*[:|»>→]\W*\w"),
        heading=_any(rf"[\W\d_]*(?:{link})[\W\d_]*$"),
        rest=_any(rf"[\W\d_]*(?:{alternation(noise['end'])})[\W\d_]*$"),
        inside=_any(rf"(?<!\w)(?:{link})\s*[:»→]"),
        share=frozenset(fold(r["form"]) for r in vocab.tables["share-words"]),
        caption=_any(rf"\W*(?P<cue>{cues['start']})\s*(?:[:|;/]|[-–—]+\s|\.\s*:)\s*"),
        credit=_any(
            rf"\s*(?:[(\[]\s*(?P<who>(?:{cues['credit']})(?!\w)[^()\[\]]{{0,60}})[)\]]"
            rf"|(?:(?<=[\s.,)\]])|/)\s*/?\s*(?:{cues['credit']})\s*[:/]\s*(?P<by>[^.:]{{2,60}}))\s*\.?$"
        ),
        domain=_any(rf"{host}\.(?:{tld})(?![^\W_]|-\w|\.\w)"),
        loose_domain=_any(r"(?<!\w)[^\W\d_]{4,}(?:\s[^\W\d_]{4,})?\.?\s(?:co\.id|com|id|net)(?!\w)"),
        outlet_words=_any(rf"(?:^|\s)(?:{part})(?=\s+\w)|\s(?:{part})$|^(?:{part})\w{{2,}}|\w{{2,}}(?:{part})$"),
    )


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
