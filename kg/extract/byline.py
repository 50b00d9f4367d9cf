"""Who wrote the article: labelled lines, brackets and names at its end."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from kg.extract.furniture import alternation
from kg.model import Span
from kg.text.tokens import fold
from kg.vocab import Vocabulary

Role = Literal["author", "source", "editor", "outlet"]

_BETWEEN = re.compile(r"\s*(?:[|•·;]|\s[–—/-]\s|\s{3,}|\n)\s*")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_CODED = re.compile(r"[^\W\d_]{2,5}/(?:[^\W\d_]{1,3}-?)?\d{1,2}")  # "bal/3", "mar/K-2"
_INITIALS = re.compile(r"[^\W\d_]{1,4}-?\d{1,3}")  # "PM-03": a writer by letters and number
_MARK = re.compile(r"[:;=]|\s[–—-]\s")
_EDGE = " \t/*|,;:-–—_[](){}\"'“”=>"
_FINAL = re.compile(
    r"(?P<stop>[.!?\"”’)]?)\s*[*/–—-]*\s*(?:[(\[{](?P<inside>[^()\[\]{}]{1,70})[)\]}]|(?:\*+|/+\*+|\*/)\s*(?P<after>[^\W\d][^*()\n]{1,40})?)"
    r"[\s.*/]*$"
)
_SLASHED = re.compile(r"(?P<stop>[.!?\"”])\s*(?:/{1,2}|[–—-]\s*)\s*(?P<inside>[^\W\d][\w./ ]{1,30})[-\s.*/]*$")


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    field: re.Pattern[str]  # a label with its mark: groups "label"
    bare: re.Pattern[str]  # a label of an author with a name right after it
    roles: dict[str, Role]
    generic: dict[str, bool]  # folded word -> whether it makes a byline


@dataclass(frozen=True, slots=True)
class Credit:
    role: Role
    span: Span  # of the value
    value: str


@functools.lru_cache(maxsize=2)
def of(vocab: Vocabulary) -> Labels:
    """The labels of a vocabulary, built once."""
    roles: dict[str, Role] = {_key(r["form"]): r["role"] for r in vocab.tables["byline-labels"]}  # type: ignore[misc]
    forms = alternation(r["form"] for r in vocab.tables["byline-labels"])
    authors = alternation(r["form"] for r in vocab.tables["byline-labels"] if r["role"] == "author")
    return Labels(
        field=re.compile(
            rf"(?<![^\W_])(?P<label>{forms})(?:\s*/\s*(?:{forms}))*\s*(?:[:;=]|\s[–—-]\s)\s*", re.IGNORECASE
        ),
        bare=re.compile(rf"[\W_]*(?P<label>{authors})\s+(?=[A-Z])", re.IGNORECASE),
        roles=roles,
        generic={fold(r["form"]): r["byline"] == "yes" for r in vocab.tables["byline-generic"]},
    )


def fields(line: str, offset: int, labels: Labels) -> list[Credit] | None:
    """The labelled names of a line ("Penulis : X | Editor : Y"), or None if it is no such line.

    An empty list: labels without a name. ``offset`` is added to the spans.
    """
    if _key(line.strip(_EDGE)) in labels.roles:
        return []
    marks = [] if not _MARK.search(line) else [m for m in labels.field.finditer(line) if _opens_field(line, m.start())]
    if not marks:
        bare = labels.bare.match(line)
        if bare is None or len(line.split()) > 7 or "/" in line or not _names(line[bare.end() :]):
            return None
        return _of_outlet(_credit("author", line, bare.end(), len(line), offset, labels))
    out = _before_editor(line, marks, offset, labels)
    for m, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(line)
        if cut := _BETWEEN.search(line, m.end(), end):
            end = cut.start()
        out.extend(_credit(labels.roles[_key(m["label"])], line, m.end(), end, offset, labels))
    return out


def _of_outlet(found: list[Credit]) -> list[Credit]:
    """ "Laporan Wartawan Rantau Minang, Yondri Efendi": whose reporter it is stands before the comma."""
    if len(found) != 1 or found[0].value.count(",") != 1:
        return found
    outlet, _, name = found[0].value.partition(",")
    span, left = found[0].span, len(name.strip())
    outlet_span = Span(span.start, span.start + len(outlet))
    return [Credit("outlet", outlet_span, outlet), Credit("author", Span(span.end - left, span.end), name.strip())]


def _opens_field(line: str, at: int) -> bool:
    """A label opens a field at the head of the line, after a bar, or after another field."""
    head = line[:at].strip(_EDGE + "•·\u00a0")
    return (
        not head
        or bool(re.search(r"(?:[|•·]|\s[–—/-]|\s{3,}|\n)\s*$", line[:at]))
        or (line[:at].rstrip().endswith("/") and _is_name(head))
        or ":" in line[:at]
        or ";" in line[:at]
    )


def _before_editor(line: str, marks: list[re.Match[str]], offset: int, labels: Labels) -> list[Credit]:
    """The name in front of the editor's, whose label was left out: "Arni/Editor: Sampara"."""
    head = line[: marks[0].start()].rstrip()
    if labels.roles[_key(marks[0]["label"])] != "editor" or head[-1:] not in ("/", "|") or not _is_name(head):
        return []
    return _credit("author", line, 0, len(head), offset, labels)


def _credit(role: Role, line: str, start: int, end: int, offset: int, labels: Labels) -> list[Credit]:
    while start < end and line[start] in _EDGE:
        start += 1
    while end > start and line[end - 1] in _EDGE and not _closes(line[start:end]):
        end -= 1
    value = line[start:end]
    if value.endswith(".") and len(_WORD.findall(value)[-1] if _WORD.findall(value) else "") > 2:
        value, end = value[:-1], end - 1
    if not value or not any(c.isalpha() for c in value) or len(value) > 80 or "://" in value:
        return []
    if labels.generic.get(fold(value)) is False:
        return []
    return [Credit(role, Span(offset + start, offset + end), value)]


def _closes(value: str) -> bool:
    """Whether the last bracket belongs to the value: "Serka Adi (Penerangan)"."""
    return value.endswith(")") and "(" in value


def closing(text: str, start: int, end: int, labels: Labels) -> tuple[int, Credit | None] | None:
    """What closes the last line: (where the sentence ends, the byline or None for a mere remark), or None.

    "… kondusif. (Lis/Red)", "… kondusif (Rina Subekti)", "… kondusif.***", but not the brackets that belong to the
    sentence: a date, a number, an abbreviation of the words before ("Komunikasi Sosial (Komsos)").
    """
    start = max(start, end - 100)
    line = text[start:end]
    if labelled := _labelled(line, start, labels):
        return labelled
    m = _FINAL.search(line) or _SLASHED.search(line)
    if m is None:
        return None
    kept = start + m.start() + len(m["stop"])
    group = "inside" if m["inside"] else "after" if "after" in m.groupdict() and m["after"] else None
    if group is None:
        return kept, None
    inside = m[group]
    if not _signs(inside, line[: m.start() + len(m["stop"])], labels):
        return None
    at = start + m.start(group)
    marked = fields(inside, at, labels)
    if marked is not None:
        return kept, next((c for c in marked if c.role != "editor"), None)
    if is_remark(inside, labels):
        return kept, None
    found = _credit("author", inside, 0, len(inside), at, labels)
    return kept, found[0] if found else None


def _labelled(line: str, offset: int, labels: Labels) -> tuple[int, Credit | None] | None:
    """The same where labels follow the last sentence in one line: "… kondusif. Penulis: Grace | Editor: Lasut"."""
    for m in labels.field.finditer(line):
        kept = line[: m.start()].rstrip(_EDGE)
        if kept and kept[-1] in '.!?*"”)' and (marked := fields(line[m.start() :], offset + m.start(), labels)):
            return offset + len(kept), next((c for c in marked if c.role != "editor"), None)
    return None


def _signs(inside: str, before: str, labels: Labels) -> bool:
    """Whether the words in the last brackets sign the article rather than belong to its last sentence."""
    words = _WORD.findall(inside)
    if not words:
        return bool(re.fullmatch(r"[\s*/.]*", inside))
    if any(fold(w) in labels.generic for w in words) or labels.field.match(inside):
        return len(words) <= 8
    if before.rstrip()[-1:] in '.!?*"”' and (_INITIALS.fullmatch(inside.strip()) or _CODED.fullmatch(inside.strip())):
        return True
    if any(not any(c.isalpha() for c in w) for w in words) or len(words) > 6:
        return False
    if before.rstrip()[-1:] in '.!?*"”':
        return "/" in inside or _names(inside) or inside.islower()
    # no full stop before it: a name signs, an abbreviation explains
    return ("/" in inside or _names(inside)) and not abbreviates(inside, before)


def abbreviates(short: str, before: str) -> bool:
    """Whether the letters of ``short`` follow each other in the last words of ``before``, beginning with an initial.

    >>> abbreviates("Komsos", "turun dalam Komunikasi Sosial"), abbreviates("Rina Subekti", "sosial masyarakatnya")
    (True, False)
    """
    letters = [c for c in fold(short) if c.isalpha()]
    words = [fold(w) for w in _WORD.findall(before)][-9:]
    if not letters or len(letters) > 14:
        return False
    for i, word in enumerate(words):
        if word[0] != letters[0]:
            continue
        rest = iter("".join(words[i:]))
        if all(c in rest for c in letters):
            return True
    return False


def _names(text: str) -> bool:
    """Whether the words look like names: capitals, initials, no run of lower-case words."""
    words = _WORD.findall(text)
    return bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words)


def _is_name(text: str) -> bool:
    return _names(text) and len(_WORD.findall(text)) <= 4


def name_line(line: str, offset: int, labels: Labels) -> list[Credit]:
    """The name, or desk, that is all a line says: "Wanto", "-Budi/Red-", "Humas Polres Malang"; else nothing."""
    found = _credit("author", line, 0, len(line), offset, labels)
    if not found or re.search(r"[,:;?!“”\"]|\.$", line):
        return []
    words = _WORD.findall(found[0].value)
    if not 0 < len(words) <= 5 or any(w.isdigit() for w in words[:-1]):
        return []
    return found if all(w[0].isupper() or fold(w) in labels.generic for w in words) else []


def is_desk(line: str, labels: Labels) -> bool:
    """Whether a line begins with the press office or desk that signs: "Humas Polsek Denut"."""
    words = _WORD.findall(line)
    return bool(words) and labels.generic.get(fold(words[0])) is True


def is_remark(line: str, labels: Labels) -> bool:
    """Whether a line or bracket names nobody: "Admin", "rls/ist"."""
    words = _WORD.findall(line)
    return bool(words) and all(labels.generic.get(fold(w)) is False for w in words)


def _key(form: str) -> str:
    return " ".join(fold(form).split())
