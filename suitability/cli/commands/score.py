"""``suitability score ANSWERS.json``: scores a file of answers without any dialogue."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services.score_lines import Beside, score_json, score_lines


@translated("score")
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.option("--conditions")
def command(answers: Path, *, as_json: bool, conditions: str | None) -> None:
    """Score the answers in ANSWERS: a result file or a plain file of answers."""
    from suitability.cli.opening import answers_from, with_conditions  # noqa: PLC0415 - needed only by commands that read answers
    from suitability.domain.assessment import assess  # noqa: PLC0415 - as above

    bank = environment.bank()
    result = with_conditions(bank, answers_from(answers, bank), conditions)
    assessment = assess(bank, result)
    if as_json:
        output.tell(score_json(bank, result, assessment))
        return
    from suitability.domain.advice import Person  # noqa: PLC0415 - as above
    from suitability.services.advice_view import first_lines  # noqa: PLC0415 - as above
    from suitability.services.guide_pages import Stock  # noqa: PLC0415 - as above

    words = environment.words()
    stock = Stock(bank, environment.guide(), environment.handbook(), environment.coaching())
    advice = first_lines(stock, Person(result, assessment), words)
    handbook = environment.handbook() if assessment.conditions else None
    for line in score_lines(bank, result, assessment, words, Beside(handbook, tuple(advice))):
        output.tell_wrapped(line)
