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


@kg_command("eval", "kg eval tests/corpus", "kg eval tests/corpus tests/outlets --cross-fit --min 0.5")
@click.argument(
    "corpora", metavar="CORPUS…", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--min", "floor", type=click.FloatRange(0, 1), help="Exit with 1 if the core F1 is below this.")
@click.option("--errors", is_flag=True, help="List every miss and false hit with its sentence.")
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier --json output: show what changed since.",
)
@click.option("--calibration", is_flag=True, help="Show of the claims at each confidence how many are right.")
@click.option(
    "--cross-fit", is_flag=True, help="The same for confidences fitted on every other article and for those in between."
)
@click.option(
    "--fit-confidence",
    "fitted",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table of confidences by rule that this corpus gives.",
)
@json_option
@lang_option
def command(
    corpora: tuple[Path, ...],
    floor: float | None,
    errors: bool,
    compare: Path | None,
    calibration: bool,
    cross_fit: bool,
    fitted: Path | None,
    as_json: bool,
    lang: Lang,
) -> None:
    """Precision, recall and F1 on annotated articles.

    CORPUS is a folder with articles/NAME.txt and gold/NAME.json; several are counted as one.
    """
    from kg import evaluate, vocab
    from kg.extract import extract

    words = vocab.load()
    articles = _annotated(corpora)
    extractions = [extract(article, words) for article in counted(articles, "Reading", len(articles))]
    gold = [corpus / "gold" for corpus in corpora]
    report = evaluate.evaluate_extractions(gold, extractions)
    if as_json:
        echo_json(evaluate.to_json(report))
    else:
        echo(evaluate.to_text(report, lang, errors=errors).rstrip("\n"))
    if compare is not None:
        echo(evaluate.compared(report, compare, lang).rstrip("\n"))
    if calibration or cross_fit or fitted is not None:
        judged = evaluate.judged(gold, extractions)
        claims = [claim for article in judged for claim in article]
        if calibration:
            echo(evaluate.calibration_text(claims, lang).rstrip("\n"))
        if cross_fit:
            echo(evaluate.calibration_text(evaluate.cross_fitted(judged), lang).rstrip("\n"))
        if fitted is not None:
            fitted.write_text(evaluate.confidence_table(claims), encoding="utf-8")
    if floor is not None and report.core.f1 < floor:
        remark(f"kg: core F1 is {report.core.f1:.3f}, expected at least {floor:.3f}")
        raise SystemExit(1)


def _annotated(corpora: tuple[Path, ...]) -> list[Article]:
    """The articles that have an annotation; those that cannot be read are told of."""
    from kg.corpus import read
    from kg.errors import InputError

    articles: list[Article] = []
    for corpus in corpora:
        if not (corpus / "articles").is_dir() or not (corpus / "gold").is_dir():
            raise InputError(str(corpus), "expected the folders articles/ and gold/ in it")
        wanted = {path.stem for path in (corpus / "gold").glob("*.json")}
        for found in read([str(corpus / "articles")]):
            if isinstance(found, InputError):
                remark(f"kg: {found}")
            elif Path(found.source).stem in wanted:
                articles.append(found)
    return articles
