"""``suitability take``: the questionnaire, full screen or as plain text. Also what runs without a command."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment
from suitability.cli.destinations import OutputPath
from suitability.cli.taking import Taking, take
from suitability.cli.translated import command as translated


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
    return take(
        Taking(
            plain=plain,
            form=form,
            language=language,
            fresh=fresh,
            result_file=result_file,
            force=force,
            theme=theme,
            mouse=not no_mouse,
        )
    )
