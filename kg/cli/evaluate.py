"""``kg eval``: how well the extractor reads annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import json_option, kg_command, lang_option
from kg.cli.output import counted, echo, echo_json, remark

if TYPE_CHECKING:
    from kg.i18n import Lang
    from kg.model import Article


@kg_command("eval", "kg eval tests/corpus", "kg eval tests/corpus --min 0.5")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--min", "floor", type=click.FloatRange(0, 1), help="Exit with 1 if the core F1 is below this.")
@click.option("--errors", is_flag=True, help="List every miss and false hit with its sentence.")
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier --json output: show what changed since.",
)
@click.option("--calibration", is_flag=True, help="Show of the claims at each confidence how many are right.")
@click.option(
    "--fit-confidence",
    "fitted",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table of confidences by rule that this corpus gives.",
)
@json_option
@lang_option
def command(
    corpus: Path,
    floor: float | None,
    errors: bool,
    compare: Path | None,
    calibration: bool,
    fitted: Path | None,
    as_json: bool,
    lang: Lang,
) -> None:
    """Precision, recall and F1 on an annotated corpus.

    CORPUS is a folder with articles/NAME.txt and gold/NAME.json.
    """
    from kg import evaluate, vocab
    from kg.corpus import read
    from kg.errors import InputError
    from kg.extract import extract

    if not (corpus / "articles").is_dir() or not (corpus / "gold").is_dir():
        raise InputError(str(corpus), "expected the folders articles/ and gold/ in it")
    words = vocab.load()
    wanted = {path.stem for path in (corpus / "gold").glob("*.json")}
    articles: list[Article] = []
    for found in read([str(corpus / "articles")]):
        if isinstance(found, InputError):
            remark(f"kg: {found}")
        elif Path(found.source).stem in wanted:
            articles.append(found)
    extractions = [extract(article, words) for article in counted(articles, "Reading", len(articles))]
    report = evaluate.evaluate_extractions(corpus / "gold", extractions)
    if as_json:
        echo_json(evaluate.to_json(report))
    else:
        echo(evaluate.to_text(report, lang, errors=errors).rstrip("\n"))
    if compare is not None:
        echo(evaluate.compared(report, compare, lang).rstrip("\n"))
    if calibration or fitted is not None:
        judged = evaluate.judged(corpus / "gold", extractions)
        if calibration:
            echo(evaluate.calibration_text(judged, lang).rstrip("\n"))
        if fitted is not None:
            fitted.write_text(evaluate.confidence_table(judged), encoding="utf-8")
    if floor is not None and report.core.f1 < floor:
        remark(f"kg: core F1 is {report.core.f1:.3f}, expected at least {floor:.3f}")
        raise SystemExit(1)
