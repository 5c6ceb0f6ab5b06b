"""A yes before anything is erased: asked at a terminal, given by an option elsewhere."""

from __future__ import annotations

import click

from suitability import errors
from suitability.cli import environment
from suitability.cli.yes_no import meant


def ask(question: str) -> None:
    """Ask for "yes"; anything else leaves with the message that nothing was erased.

    Raises:
        UserError: nobody is there to be asked (``forget_needs_yes``), or the answer was no (``forget_kept``).
    """
    if not environment.interactive():
        raise errors.UserError("forget_needs_yes")
    answer = click.prompt(question, default="", show_default=False)
    if not meant(answer):
        raise errors.UserError("forget_kept")
