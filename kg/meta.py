"""``kg.json`` of a graph directory: what the graph is, and whether this program can go on with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import GraphError, UsageError
from kg.quadstore import write_atomically

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Meta:
    """What kg.json says. ``ontology``: version whose terms the articles were read with, the oldest if they differ;
    ``reference``: hash over the ontology and vocabulary files that were loaded."""

    format: int
    base: str
    ontology: str
    reference: str
    store: str = ""  # address of the endpoint that holds the quads; "": DIR/store


def read_meta(folder: Path) -> Meta:
    """kg.json of a graph that is there and that this program can read."""
    path = folder / "kg.json"
    try:
        found = json.loads(path.read_text("utf-8"))
        meta = Meta(**found)
        number = int(meta.format)
    except FileNotFoundError:
        hint = f"make one with: kg build PATH… -g {folder}"
        if not folder.exists():
            raise GraphError(f"{folder}: no graph is there; {hint}") from None
        raise GraphError(f"{folder}: expected a graph, found no kg.json in it; {hint}") from None
    except NotADirectoryError:
        raise GraphError(f"{folder}: expected the folder of a graph, found a file") from None
    except (OSError, ValueError, TypeError) as error:
        if (later := _format_of(path)) and later > FORMAT:
            raise GraphError(_too_new(folder, later)) from None
        raise GraphError(f"{path}: cannot be read as the description of a graph ({error})") from error
    if number > FORMAT:
        raise GraphError(_too_new(folder, number))
    return meta


def _too_new(folder: Path, found: int) -> str:
    return f"{folder}: expected format {FORMAT}, found {found}: a newer version of kg made this graph; update kg"


def _format_of(path: Path) -> int | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return int(found["format"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_meta(folder: Path, meta: Meta) -> None:
    write_atomically(folder / "kg.json", json.dumps(asdict(meta), indent=2) + "\n")


def is_older(version: str, than: str) -> bool:
    """Whether a version comes before another; "0", and what is no row of numbers, comes before nothing.

    >>> is_older("0.9.0", "0.10.0"), is_older("1", "1.0"), is_older("", "1")
    (True, True, False)
    """
    parts = [[int(part) for part in text.split(".") if part.isdecimal()] for text in (version, than)]
    return any(parts[0]) and parts[0] < parts[1]


def check_base(folder: Path, meta: Meta, base: str | None) -> None:
    if base is not None and base != meta.base:
        raise UsageError(f"{folder}: its base is {meta.base}, not {base}; a graph keeps its base, build another one")


def check_store(folder: Path, meta: Meta, store: str | None) -> None:
    if store is not None and store != meta.store:
        where = f"at {meta.store}" if meta.store else "in its folder"
        raise UsageError(
            f"{folder}: its store lies {where}, not at {store}; a graph keeps its store, build another one"
        )
