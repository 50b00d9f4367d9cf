"""Which terms of the ontology files name: queries, shapes and the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_PREFIXED = re.compile(r"\btp:([A-Za-z][\w-]*)")


def in_queries(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.rq")):
        code = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        for local in _PREFIXED.findall(code):
            yield path.name, local


def in_shapes(path: Path) -> Iterator[tuple[str, str]]:
    """Names in the shapes and in the queries inside them; not those of the shapes themselves."""
    text = path.read_text(encoding="utf-8")
    own = set(re.findall(r"^tp:([\w-]+) a sh:NodeShape", text, re.MULTILINE))
    for local in [*_PREFIXED.findall(text), *re.findall(r"tigapilar/ns#(\w+)>", text)]:
        if local not in own:
            yield path.name, local


def in_code(folder: Path) -> Iterator[tuple[str, str]]:
    """Local names that Python joins to the namespace: ``TP + "role"``, ``f"{TP}Claim"``, tp:role in a query text.

    ``f"{TP}unsur{pillar}"`` gives the beginning of a name, "unsur*".
    """
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=str(local))):
                    if ast.unparse(left) in ("TP", "ns.TP"):
                        yield path.name, local
                case ast.JoinedStr():
                    text = ast.unparse(node)
                    for local, more in re.findall(r"\{(?:ns\.)?TP\}([A-Za-z][\w-]*)(\{)?", text):
                        yield path.name, local + ("*" if more else "")
                case ast.Constant(value=str(text)) if "SELECT" in text or "CONSTRUCT" in text:
                    for local in _PREFIXED.findall(text):
                        yield path.name, local
