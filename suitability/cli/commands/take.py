"""``suitability take``: the questionnaire, full screen or as plain text. Also what runs without a command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.destinations import OutputPath
from suitability.cli.translated import command as translated
from suitability.services.files import shown


@translated("take")
@click.option("--plain", is_flag=True)
@click.option("--form", default="quick")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--new", "fresh", is_flag=True)
@click.option("--output", "result_file", type=OutputPath("json"))
@click.option("--force", is_flag=True)
@click.option("--theme", type=click.Choice(["dark", "light", "none"]))
@click.option("--no-mouse", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    *,
    plain: bool,
    form: str,
    language: str | None,
    fresh: bool,
    result_file: Path | None,
    force: bool,
    theme: str | None,
    no_mouse: bool,
) -> int:
    """Answer the questions; without --plain on the full screen, if the terminal can show it."""
    from suitability.services.terminal import terminal_problem  # noqa: PLC0415 - needed only here

    bank = environment.bank()
    if form not in bank.forms:
        raise errors.UserError("form_unknown", form=shown(form), forms=", ".join(bank.forms))
    problem = None if plain else terminal_problem(os.environ, *environment.terminal_state())
    if not plain and problem is None and result_file is None:
        from suitability.cli.fullscreen import Opening, open_app  # noqa: PLC0415 - loads Textual

        opening = Opening(theme, mouse=not no_mouse, fresh=fresh)
        return open_app(bank, form, language or environment.language(), opening)
    if problem is not None and environment.interactive():
        output.say(environment.words(language)(f"commands.take.terminal.{problem}"))
    from suitability.cli.plain_take import Asked, take_plain  # noqa: PLC0415 - only for the plain mode

    return take_plain(bank, Asked(form, language, fresh, result_file, force), sys.stdin)
