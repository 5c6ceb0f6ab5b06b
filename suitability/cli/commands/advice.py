"""``suitability advice [RESULT]``: what to do with it: advice and reasons, plan, questions, worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import UserError

if TYPE_CHECKING:
    from suitability.domain.advice import Person
    from suitability.services.guide_pages import Stock
    from suitability.services.words import Words

Part = Literal["advice", "plan", "interview", "recruiter", "worksheet"]
WIDTH = 78


@translated("advice")
@click.argument("result", required=False)
@click.option("--part", type=click.Choice(get_args(Part)), default="advice")
@click.option("--role")
@click.option("--conditions")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(
    result: str | None, *, part: Part, role: str | None, conditions: str | None, language: str | None
) -> None:
    """Say what can be done with RESULT: a result file, a session's id, or the latest finished session."""
    from suitability.cli.opening import result_from  # noqa: PLC0415 - the content loads when it is needed
    from suitability.domain.advice import Person  # noqa: PLC0415 - as above
    from suitability.domain.assessment import assess  # noqa: PLC0415 - as above
    from suitability.services.guide_pages import Stock  # noqa: PLC0415 - as above

    bank = environment.bank()
    found = result_from(result, bank)
    marked = () if conditions is None else assess(bank, result_from(conditions, bank)).conditions
    stock = Stock(bank, environment.guide(), environment.handbook(), environment.coaching())
    person = Person(found, assess(bank, found), _role(stock, role), marked)
    words = environment.words(language)
    if part == "advice":  # the word to the person is nobody else's, an interviewer's least of all
        output.tell_wrapped(person.assessment.outcome.text.on(words.language))
    output.tell("\n".join(_lines(stock, person, words, part)))
    output.tell_wrapped(f"\n{words('report.purpose')}")


def _role(stock: Stock, name: str | None) -> str | None:
    """Return the id of a role as it was typed (in any letter case, hyphens allowed).

    Raises:
        UserError: there is no such role.
    """
    if name is None:
        return None
    known = [role.id for role in stock.handbook.roles]
    wanted = name.strip().lower().replace("-", "_")
    if wanted not in known:
        from suitability.services.files import shown  # noqa: PLC0415 - only a mistake needs it

        raise UserError("advice_role_unknown", role=shown(name)[:40], roles=", ".join(known))
    return wanted


def _lines(stock: Stock, person: Person, words: Words, part: Part) -> list[str]:
    from suitability.services import coaching_text as text  # noqa: PLC0415 - as above

    if part == "plan":
        from suitability.services.plan_view import plan_parts  # noqa: PLC0415 - as above

        return text.plan_lines(plan_parts(stock, person, words), words, WIDTH)
    if part == "interview":
        from suitability.services.interview_view import candidate_questions  # noqa: PLC0415 - as above

        return text.interview_lines(candidate_questions(stock, person, words), words, WIDTH)
    if part == "recruiter":
        from suitability.services.interview_view import recruiter_questions  # noqa: PLC0415 - as above

        return text.recruiter_lines(recruiter_questions(stock, person, words), words, WIDTH)
    if part == "worksheet":
        from suitability.services.worksheet_view import worksheet  # noqa: PLC0415 - as above

        return text.worksheet_lines(worksheet(stock, person, words), words, WIDTH)
    from suitability.services.advice_view import advice_rows  # noqa: PLC0415 - as above
    from suitability.services.source_list import SourceList  # noqa: PLC0415 - as above

    sources = SourceList(stock.bank, stock.guide, words, stock.handbook.sources)
    rows = advice_rows(stock, person, words, sources)
    return text.advice_lines(rows, sources.rows(), words, WIDTH)
