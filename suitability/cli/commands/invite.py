"""``suitability invite``: invites for a list of people, with pages and letters. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, SealError, UserError
from suitability.services.files import shown

if TYPE_CHECKING:
    from suitability.services.inviting import Made, Terms
    from suitability.services.recruiter import Recruiter
    from suitability.storage.people_file import Person

PATH = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for, as typed."""

    role: str
    form: str
    language: str
    expires: str
    organisation: str
    who_sees: str
    contact: str
    purpose: str
    keep_days: int
    attempts: int
    consent: Path | None


@translated("invite")
@click.option("--to-list", "people_file", type=PATH, required=True)
@click.option("--out", type=PATH, required=True)
@click.option("--expires", required=True)
@click.option("--role", default="")
@click.option("--form", default="full")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--organisation", default="")
@click.option("--who-sees", default="")
@click.option("--contact", default="")
@click.option("--purpose", default="")
@click.option("--keep-days", type=click.IntRange(1, 3650), default=180)
@click.option("--attempts", type=click.IntRange(1, 99), default=1)
@click.option("--consent", type=PATH)
@click.option("--again", is_flag=True)
@click.option("--skip-repeated", is_flag=True)
@click.option("--no-page", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    *,
    people_file: Path,
    out: Path,
    again: bool,
    skip_repeated: bool,
    no_page: bool,
    language: str | None,
    **typed: object,
) -> int:
    """Make one invite for each person in the list."""
    from suitability.cli import recruiting  # noqa: PLC0415 - keys load only for this command
    from suitability.cli.invited import role_name  # noqa: PLC0415 - as above
    from suitability.services import inviting  # noqa: PLC0415 - as above
    from suitability.storage.people_file import read_people  # noqa: PLC0415 - as above

    asked = Asked(language=language or environment.language(), **typed)  # type: ignore[arg-type]  # click's types
    _check(asked)
    people = _once(read_people(people_file), skip=skip_repeated)
    who = recruiting.unlocked()
    terms = _terms(asked, who)
    texts = {code: environment.words(code) for code in environment.LANGUAGES}
    making = inviting.Making(
        recruiter=who,
        home=recruiting.home(),
        out=out,
        now=environment.utc_now(),
        new_id=environment.new_id,
        page=None if no_page else _page,
        letters=lambda row: inviting.letters(row, texts, recruiting.date_of, role_name),
        again=again,
    )
    made = inviting.invite_people(people, terms, making)
    _tell(made, out)
    return EXIT_DONE


def _check(asked: Asked) -> None:
    bank = environment.bank()
    if asked.form not in bank.forms:
        raise UserError("form_unknown", form=shown(asked.form), forms=", ".join(bank.forms))
    roles = [role.id for role in environment.guide().roles]
    if asked.role and asked.role not in roles:
        raise SealError("invite_role_unknown", role=shown(asked.role), roles=", ".join(roles))


def _terms(asked: Asked, who: Recruiter) -> Terms:
    from suitability.services import consent, inviting  # noqa: PLC0415 - as above
    from suitability.services.replay import stamp  # noqa: PLC0415 - as above

    words = environment.words(asked.language)
    organisation = inviting.line(asked.organisation, "--organisation") or who.organisation
    if not organisation:
        raise SealError("invite_nameless")
    sees = asked.who_sees or words("recruiting.invite.who_sees", organisation=organisation)
    facts = consent.ConsentFacts(
        organisation=organisation,
        purpose=inviting.long_text(asked.purpose or words("recruiting.invite.purpose"), "--purpose"),
        who_sees=inviting.long_text(sees, "--who-sees"),
        contact=inviting.long_text(asked.contact or words("recruiting.invite.contact"), "--contact"),
        keep_days=asked.keep_days,
    )
    agreed = consent.template(words, facts) if asked.consent is None else consent.own_text(asked.consent)
    return inviting.Terms(
        organisation=organisation,
        role=asked.role,
        form=asked.form,
        language=asked.language,
        who_sees=facts.who_sees,
        contact=facts.contact,
        purpose=facts.purpose,
        consent=agreed,
        keep_days=asked.keep_days,
        attempts=asked.attempts,
        expires=inviting.last_moment(asked.expires, environment.utc_now()),
        content=stamp(environment.bank()),
    )


def _once(people: tuple[Person, ...], *, skip: bool) -> tuple[Person, ...]:
    """Return each person once; those who stand in the list twice are named and asked about."""
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.storage.people_file import repeated  # noqa: PLC0415 - as above

    twice = repeated(people)
    words = environment.words()
    for first, second in twice:
        output.say(words("recruiting.invite.twice", name=first.name, first=first.line, second=second.line))
    if twice and not skip:
        if not environment.interactive():
            raise SealError("people_twice", count=len(twice))
        if not recruiting.agreed(words("recruiting.invite.ask_twice")):
            raise SealError("people_twice", count=len(twice))
    again = {second.line for _, second in twice}
    return tuple(person for person in people if person.line not in again)


def _page(invite_text: str) -> str:
    """Return the questionnaire as a page for an invite."""
    from suitability.rendering.questionnaire import questionnaire_html  # noqa: PLC0415 - Jinja loads only here
    from suitability.services.questionnaire_invite import invited_settings  # noqa: PLC0415 - as above

    bank = environment.bank()
    program = f"suitability-html {environment.program_version()}"
    settings = invited_settings(bank, environment.guide().roles, invite_text.encode(), Path("-"), program)
    texts = {code: environment.words(code) for code in environment.LANGUAGES}
    return questionnaire_html(bank, texts, settings)


def _tell(made: Made, out: Path) -> None:
    words = environment.words()
    if made.invited:
        output.tell_wrapped(words.plural("recruiting.invite.made", len(made.invited), folder=out))
    if made.known:
        output.tell_wrapped(words.plural("recruiting.invite.known", len(made.known)))
        fresh = {row.file for row in made.invited}
        missing = sum(path.parent.name not in fresh for path in made.files)
        if missing:
            output.tell_wrapped(words.plural("recruiting.invite.rewritten", missing))
    output.tell_wrapped(words("recruiting.invite.next"))
