"""How well the extractor reads: precision, recall and F1 against annotated articles, micro-averaged over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kg import calibration, canonical
from kg.calibration import Judged, cross_fitted
from kg.error_sentences import sentence_of
from kg.errors import InputError
from kg.i18n import Lang, text
from kg.model import Extraction
from kg.scoring import CORE, REST, Error, Figure, Gold, Row, Rows, Tally, count

__all__ = [
    "Error", "Figure", "Report", "calibration_text", "compared", "confidence_table", "cross_fitted", "evaluate",
    "evaluate_extractions", "judged", "to_json", "to_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    figures: tuple[tuple[str, Figure], ...]
    core: Figure
    errors: tuple[Error, ...]
    articles: int
    absent: tuple[str, ...]  # annotated articles without rows


def evaluate(gold: Path | Sequence[Path], rows: Rows) -> Report:
    """``gold``: folder, or folders, of annotation files NAME.json; ``rows``: as the canonical questions give them.

    An article's annotation is the file named like the last part of its source, without the ending.
    Raises InputError if there is no annotation, one cannot be read, or two folders have one of the same name.
    """
    annotations = _annotations([gold] if isinstance(gold, Path) else gold)
    by_name = _by_article(rows)
    tally = Tally()
    for name, annotation in annotations.items():
        count(tally, name, annotation, by_name.get(name, {}))
    absent = tuple(name for name in annotations if name not in by_name)
    figures = tuple((kind, tally.figure(kind)) for kind in CORE + REST)
    return Report(figures, tally.core(), tuple(tally.errors), len(annotations), absent)


def evaluate_extractions(gold: Path | Sequence[Path], extractions: Sequence[Extraction]) -> Report:
    """The same without a store; errors name the sentence where one can be found."""
    report = evaluate(gold, canonical.joined(canonical.rows(extraction) for extraction in extractions))
    by_name = {_stem(extraction.article.source): extraction for extraction in extractions}
    errors = tuple(
        replace(e, sentence=sentence_of(e, by_name[e.article])) if e.article in by_name else e for e in report.errors
    )
    return Report(report.figures, report.core, errors, report.articles, report.absent)


def to_json(report: Report) -> dict[str, Any]:
    """Figures and errors in an order that does not change, so that two runs can be compared."""
    return {
        "schema": 1,
        "articles": report.articles,
        "absent": list(report.absent),
        "core": asdict(report.core),
        "figures": {kind: asdict(figure) for kind, figure in report.figures},
        "errors": [asdict(error) for error in report.errors],
    }


def to_text(report: Report, lang: Lang = "id", *, errors: bool = False) -> str:
    """The figures as a table; with ``errors``, every fact missed or made up."""
    lines = [f"{text('eval.fact', lang):22} {'P':>6} {'R':>6} {'F1':>6} {text('eval.gold', lang):>8}"]
    lines += [_line(kind, figure) for kind, figure in report.figures]
    if errors:
        lines += ["", *_errors(report, lang)]
    if report.absent:
        lines.append(text("eval.absent", lang, names=", ".join(report.absent)))
    lines.append(_line(text("eval.core", lang), report.core))
    return "\n".join(lines) + "\n"


def _line(kind: str, figure: Figure) -> str:
    precision = f"{figure.precision:6.3f}" if figure.precision is not None else "     –"
    return f"{kind:22} {precision} {figure.recall:6.3f} {figure.f1:6.3f} {figure.gold:8d}"


def _errors(report: Report, lang: Lang) -> Iterator[str]:
    for error in report.errors:
        sentence = f"\n    {error.sentence}" if error.sentence else ""
        yield f"{error.article}  {error.kind}  {text('eval.' + error.sort, lang)}: {error.value}{sentence}"


# what changed, and how sure a claim may be ----------------------------------------------------------------


def compared(report: Report, before: Path, lang: Lang = "id") -> str:
    """What differs from an earlier ``to_json``: figures by kind, then errors healed and errors new.

    Raises InputError if ``before`` is not such a file.
    """
    try:
        old = json.loads(before.read_text(encoding="utf-8"))
        figures = {kind: figure["f1"] for kind, figure in old["figures"].items()}
        known = {(e["article"], e["kind"], e["sort"], e["value"]) for e in old["errors"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(str(before), f"expected the output of kg eval --json ({error!r})") from None
    now = {(e.article, e.kind, e.sort, e.value) for e in report.errors}
    lines = [f"{text('eval.fact', lang):22} {text('eval.before', lang):>8} {text('eval.now', lang):>8}"]
    for kind, figure in report.figures:
        if round(figures.get(kind, 0.0), 3) != round(figure.f1, 3):
            lines.append(f"{kind:22} {figures.get(kind, 0.0):8.3f} {figure.f1:8.3f}")
    for sign, changed in (("-", known - now), ("+", now - known)):
        lines += [f"{sign} {'  '.join(entry)}" for entry in sorted(changed)]
    return "\n".join(lines) + "\n"


def judged(gold: Sequence[Path], extractions: Sequence[Extraction]) -> list[list[Judged]]:
    """For every annotated article its claims that annotations speak of, right or wrong."""
    annotations = _annotations(gold)
    by_name = {_stem(extraction.article.source): extraction for extraction in extractions}
    return [list(calibration.judge(by_name[name], annotations[name])) for name in annotations if name in by_name]


def calibration_text(found: Iterable[Judged], lang: Lang = "id") -> str:
    """Of the claims at each confidence, how many are right."""
    titles = [text(f"eval.{key}", lang) for key in ("confidence", "claims", "mean", "right")]
    lines = ["{:12} {:>8} {:>10} {:>10}".format(*titles)]
    for b in calibration.bins(list(found)):
        lines.append(f"≥ {b.floor:<10.2f} {b.claims:8d} {b.confidence:10.3f} {b.right:10.3f}")
    return "\n".join(lines) + "\n"


def confidence_table(found: Iterable[Judged]) -> str:
    """The rows of ``kg.calibration.fit`` as a table with its header and a note of where it comes from."""
    rows = calibration.fit(found)
    note = (
        "# Share of right claims by rule on annotated articles (kg/calibration.py); made by\n"
        "# kg eval CORPUS… --fit-confidence ontology/lexicon/confidence.tsv, never edited by hand.\n"
    )
    columns = ("property", "rule", "claims", "right", "confidence")
    body = "".join("\t".join(row[c] for c in columns) + "\n" for row in rows)
    return "\t".join(columns) + "\n" + note + body


# reading ---------------------------------------------------------------------------------------------------


def _annotations(folders: Sequence[Path]) -> dict[str, Gold]:
    out: dict[str, Gold] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        if path.stem in out:
            raise InputError(str(path), "expected one annotation of this name, found a second; rename one")
        try:
            out[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(str(path), f"expected an annotation as JSON ({error})") from None
    if not out:
        raise InputError(", ".join(map(str, folders)), "expected annotations NAME.json, found none")
    return out


def _stem(source: str) -> str:
    return Path(source.removeprefix("file://")).stem


def _by_article(rows: Rows) -> dict[str, dict[str, list[Row]]]:
    """Rows by the name of the annotation they are compared with, then by question."""
    names = {row["article"]: _stem(row.get("source") or row["article"]) for row in rows.get("articles", ())}
    out: dict[str, dict[str, list[Row]]] = {name: {} for name in names.values()}
    for question, found in rows.items():
        for row in found:
            name = names.get(row["article"], row["article"])
            out.setdefault(name, {}).setdefault(question, []).append(row)
    return out
