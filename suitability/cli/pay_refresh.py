"""``suitability salary refresh``: asks for token and contact, reads hh.ru, keeps the aggregates."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import click

from suitability.cli import environment, output
from suitability.domain.guide import Guide
from suitability.domain.pay import Step
from suitability.errors import EXIT_DONE, SuitabilityError, UserError
from suitability.services.messages import sentence
from suitability.services.words import Words

PAUSES: Final = (1.0, 4.0, 15.0)
"""Seconds to wait before asking again while hh.ru is busy."""

SECONDS: Final = 30.0
"""Longest time for one answer."""

_LONGEST_TOKEN_FILE: Final = 2_000


def own_figures(guide: Guide) -> Guide:
    """Return the guide with the figures of the user's own refresh; a damaged file is named and left aside."""
    from suitability.domain.refresh import with_own  # noqa: PLC0415 - only for salary
    from suitability.storage.own_pay import own_pay_file, read_own_pay  # noqa: PLC0415 - as above

    try:
        path = own_pay_file(environment.folders().data)
        own = None if path is None else read_own_pay(path)
    except SuitabilityError as error:
        output.say(sentence(environment.words(), error))
        return guide
    return guide if own is None or guide.refresh is None else with_own(guide, guide.refresh, own)


def refresh(words: Words, token_file: Path | None, contact: str | None) -> int:
    """Read new figures and keep them; what was there stays when anything goes wrong.

    Raises:
        UserError: there is nobody to ask for the token, or hh.ru does not answer as documented.
    """
    from suitability.services.hh_refresh import Refresh, refreshed  # noqa: PLC0415 - the only user
    from suitability.storage.hh_api import Access, HhApi, Patience  # noqa: PLC0415 - as above
    from suitability.storage.own_pay import own_pay_file, read_own_pay, write_own_pay  # noqa: PLC0415

    guide = environment.guide()
    path = own_pay_file(environment.folders().data)
    if guide.refresh is None or path is None:
        raise UserError("own_pay_nowhere")
    token, address = _token(words, token_file), _contact(words, contact)
    agent = f"suitability/{environment.program_version()}"
    access = Access(token, address, agent, environment.hh_address())
    patience = Patience(PAUSES, SECONDS, time.sleep, time.monotonic)
    names = {one.professional_role: one.group.on(words.language) for one in guide.refresh.searches}

    def tell(role: int, step: Step, count: int) -> None:
        text = words("commands.salary.asking", role=names[role], step=_step(words, step), count=count)
        output.say(text)

    run = Refresh(HhApi(access, patience), guide.refresh, environment.utc_now().date(), tell)
    try:
        before = read_own_pay(path)
    except SuitabilityError:
        before = None  # damaged: this run replaces it
    own = refreshed(run, before)
    for role, step in dict.fromkeys(run.tally.cut):
        output.say(words("commands.salary.cut", role=names[role], step=_step(words, step)))
    if run.tally.left_out:
        output.say(words.plural("commands.salary.left_out", run.tally.left_out))
    if not own.cells:
        output.tell(words("commands.salary.nothing_read"))
        return EXIT_DONE
    write_own_pay(path, own)
    output.tell(
        words.plural("commands.salary.refreshed", len(own.cells), adverts=run.tally.adverts, path=path)
    )
    return EXIT_DONE


def _step(words: Words, step: Step) -> str:
    keys = {"none": "none", "1-3": "one_three", "3-6": "three_six", "6+": "six_more"}
    name = words(f"pay_answer.steps.{keys[step]}")
    return name[:1].lower() + name[1:]


def _token(words: Words, file: Path | None) -> str:
    """Return the token from the file or from a prompt that does not show it; never from the command line."""
    if file is not None:
        try:
            with file.open("rb") as stream:  # a pipe will do; of an endless one no more than this is read
                text = stream.read(_LONGEST_TOKEN_FILE + 1).decode("utf-8-sig")
        except (OSError, UnicodeError, ValueError) as error:
            raise UserError("hh_token_file", path=output_name(file)) from error
        if len(text) > _LONGEST_TOKEN_FILE:
            raise UserError("hh_token_wrong")
        return text.strip()
    if not environment.interactive():
        raise UserError("hh_token_needed")
    return str(click.prompt(words("commands.salary.ask_token"), hide_input=True)).strip()


def _contact(words: Words, given: str | None) -> str:
    if given is not None:
        return given.strip()
    if not environment.interactive():
        raise UserError("hh_contact_needed")
    return str(click.prompt(words("commands.salary.ask_contact"))).strip()


def output_name(path: Path) -> str:
    """Return a path as a message may quote it."""
    from suitability.services.files import shown  # noqa: PLC0415 - only for a message

    return shown(path)
