"""Every string a report asks for is there, in both languages, with the same places to fill in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kg import conflicts, explain, i18n, queries, search, stats
from kg.errors import DataError
from kg.explain import _KINDS
from kg.stats import _CLASSES, _GAPS

PACKAGE = Path(i18n.__file__).parent

# keys put together while a program runs: their first part, and what may follow
COMPOSED = {
    "kind.": {*search.KINDS, *_KINDS.values(), *_CLASSES, "thing"},
    "missing.": set(_GAPS),
    "status.": {"preferred", "normal", "deprecated"},
    "eval.": {"missing", "spurious", "confidence", "claims", "mean", "right"},
    "stats.": {*stats.Stats.__dataclass_fields__},
    "severity.": {"violation", "warning"},
    "todo.": {"violation", "warning", "check"},
    "group.": set(queries.GROUPS),
    "serve.in-": {name.partition(":")[2] for name in explain._POINTING},
    "conflicts.": {"rank", "name", "degree", "area", "unit", "date", "weekday", "role", "place", "other"},
}


def asked_for() -> set[str]:
    """Keys in calls of ``text`` over the whole package."""
    keys: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "kg.i18n import" not in source:
            continue
        keys |= set(re.findall(r'\btext\(\s*"([a-z]+\.[\w-]+)"', source))
        keys |= set(re.findall(r"\btext\(\s*'([a-z]+\.[\w-]+)'", source))
        keys |= {key for pair in re.findall(r'text\("(\S+)" if \w+ else "(\S+)"', source) for key in pair}
        keys |= composed(source)
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        source = path.read_text(encoding="utf-8")
        keys |= set(re.findall(r"'([a-z]+\.[\w-]+)'", source)) & set(i18n.catalogue())
        keys |= set(re.findall(r"\bt\('([a-z]+\.[\w-]+)'[,)]", source)) | composed(source)
    return keys


def composed(source: str) -> set[str]:
    """Keys whose end is put together while the program runs."""
    keys: set[str] = set()
    for start in re.findall(r"""f?["']([a-z]+\.(?:[a-z]+[.-])?)(?:\{|["'] \+)""", source):
        known = {key for key in i18n.catalogue() if key.startswith(start)}
        keys |= {start + rest for rest in COMPOSED[start]} if start in COMPOSED else known
    return keys


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_string_is_missing_and_none_is_left_over() -> None:
    assert explain
    assert conflicts
    wanted = asked_for()
    assert len(wanted) > 40
    assert sorted(wanted - set(i18n.catalogue())) == []
    assert sorted(set(i18n.catalogue()) - wanted) == []


@pytest.mark.parametrize("key", sorted(i18n.catalogue()))
def test_both_languages_have_the_same_places(key: str) -> None:
    strings = i18n.catalogue()[key]
    assert places(strings["id"]) == places(strings["en"])


def test_places_are_filled_in() -> None:
    assert i18n.text("explain.more", "id", number=3) == "dan 3 lagi"
    assert i18n.text("explain.more", "en", number=3) == "and 3 more"


def test_an_unknown_key_or_an_unfilled_place_is_an_error() -> None:
    with pytest.raises(DataError, match=r"no\.such"):
        i18n.text("no.such", "id")
    with pytest.raises(DataError, match="number"):
        i18n.text("explain.more", "id")


@pytest.mark.parametrize(
    "rows", ["a.b\thanya satu", "a.b\t\tonly one", "a.b\tx\ty\tz", "a.b\tx\ty\na.b\tz\tz"], ids=range(4)
)
def test_a_broken_catalogue_is_refused(tmp_path: Path, rows: str) -> None:
    file = tmp_path / "messages.tsv"
    file.write_text(f"# why\nkey\tid\ten\n{rows}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.b"):
        i18n.catalogue(file)
