"""``suitability salary``: what a role pays at a place, a list of one's own, or a refresh from hh.ru."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.domain.pay import STEPS, Step
from suitability.errors import EXIT_DONE, EXIT_USER
from suitability.services.words import Words

if TYPE_CHECKING:
    from suitability.cli.pay_place import PayQuestion

WIDTH = 78
REFRESH = "refresh"


@translated("salary")
@click.argument("role", required=False)
@click.option("--country")
@click.option("--region")
@click.option("--experience", type=click.Choice(STEPS))
@click.option("--rate", type=float)
@click.option("--hours", type=float)
@click.option("--vacancies", type=click.Path(path_type=Path))
@click.option("--token-file", type=click.Path(path_type=Path))
@click.option("--contact")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(  # noqa: PLR0913 - one argument per option
    role: str | None,
    *,
    country: str | None,
    region: str | None,
    experience: Step | None,
    rate: float | None,
    hours: float | None,
    vacancies: Path | None,
    token_file: Path | None,
    contact: str | None,
    language: str | None,
) -> int:
    """Show what ROLE pays; ``refresh`` in its place reads hh.ru with the user's own token."""
    words = environment.words(language)
    if role == REFRESH:
        from suitability.cli.pay_refresh import refresh  # noqa: PLC0415 - the only command that uses the network

        return refresh(words, token_file, contact)
    if vacancies is not None:
        return _own_list(vacancies, words)
    from suitability.cli.pay_place import PayQuestion  # noqa: PLC0415 - as below

    _show(PayQuestion(role, country, region, experience, rate, hours), words)
    return EXIT_DONE


def _own_list(path: Path, words: Words) -> int:
    from suitability.services import vacancy_list  # noqa: PLC0415 - only for a list of one's own

    found = vacancy_list.read_vacancies(path, words)
    for line in vacancy_list.problem_lines(found, words, path):
        output.say(line)
    output.tell_wrapped("\n".join(vacancy_list.vacancy_lines(found, words)))
    return EXIT_USER if found.problems else EXIT_DONE


def _show(asked: PayQuestion, words: Words) -> None:
    from suitability.cli.pay_place import place_asked  # noqa: PLC0415 - as above
    from suitability.cli.pay_refresh import own_figures  # noqa: PLC0415 - not for refresh or a list
    from suitability.services.guide_pages import Stock, pay_page  # noqa: PLC0415 - as above
    from suitability.services.guide_text import page_lines  # noqa: PLC0415 - as above

    guide = own_figures(environment.guide())
    stock = Stock(environment.bank(), guide, environment.handbook())
    page = pay_page(stock, words, place_asked(guide, asked, words.language))
    output.tell("\n".join(["", *page_lines(page, words, WIDTH)]))
