"""The questionnaire as the command line opens it, full screen or as plain text. Knows no click."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from suitability import errors
from suitability.cli import environment, output
from suitability.records import dataclass
from suitability.services.files import shown

PLAINEST = ((), ("take",), ("take", "--new"))
"""Command lines that are understood without click, which takes 7 ms of the wait for the first question."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What was asked for: the options of ``suitability take``.

    ``language`` None is the environment's, ``theme`` None what fits the terminal, ``result_file`` where the
    plain mode writes the result.
    """

    plain: bool = False
    form: str = "quick"
    language: str | None = None
    fresh: bool = False
    result_file: Path | None = None
    force: bool = False
    theme: str | None = None
    mouse: bool = True


def take(asked: Taking) -> int:
    """Open the questionnaire; without ``plain`` on the full screen, if the terminal can show it.

    Returns the exit code.

    Raises:
        UserError: there is no such form.
    """
    from suitability.services.terminal import terminal_problem  # noqa: PLC0415 - needed only here

    bank = environment.bank()
    if asked.form not in bank.forms:
        raise errors.UserError("form_unknown", form=shown(asked.form), forms=", ".join(bank.forms))
    problem = None if asked.plain else terminal_problem(os.environ, *environment.terminal_state())
    if not asked.plain and problem is None and asked.result_file is None:
        from suitability.cli.fullscreen import Opening, open_app  # noqa: PLC0415 - loads Textual

        opening = Opening(asked.theme, mouse=asked.mouse, fresh=asked.fresh)
        return open_app(bank, asked.form, asked.language or environment.language(), opening)
    if problem is not None and environment.interactive():
        output.say(environment.words(asked.language)(f"commands.take.terminal.{problem}"))
    from suitability.cli.plain_take import Asked, take_plain  # noqa: PLC0415 - only for the plain mode

    plain = Asked(asked.form, asked.language, asked.fresh, asked.result_file, asked.force)
    return take_plain(bank, plain, sys.stdin)
