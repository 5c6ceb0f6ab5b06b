"""``suitability questionnaire``: the questionnaire as one HTML file, for oneself or for an invitation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment
from suitability.cli.output import tell
from suitability.cli.translated import command as translated
from suitability.errors import UserError

if TYPE_CHECKING:
    from suitability.services.questionnaire_data import PageSettings

DEFAULT_FORM = "quick"


@translated("questionnaire")
@click.option("--form")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--invite", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
def command(
    form: str | None, *, language: str | None, invite: Path | None, output: Path | None, force: bool
) -> None:
    """Write the questionnaire as one HTML file."""
    from suitability.rendering.questionnaire import questionnaire_html  # noqa: PLC0415 - Jinja loads here only
    from suitability.services.files import is_folder, write_bytes  # noqa: PLC0415 - as above

    bank = environment.bank()
    settings = _own(form, language) if invite is None else _invited(invite, form or language)
    texts = {code: environment.words(code) for code in environment.LANGUAGES}
    page = questionnaire_html(bank, texts, settings)
    place = output or environment.here()
    name = f"suitability-{settings.form}.html" if invite is None else f"{invite.stem}.html"
    path = place / name if is_folder(place) else place
    write_bytes(path, page.encode(), force=force)
    tell(environment.words()("commands.written", path=path))


def _own(form: str | None, language: str | None) -> PageSettings:
    from suitability.services.questionnaire_data import PageSettings  # noqa: PLC0415 - as above

    return PageSettings(form or DEFAULT_FORM, language or environment.language(), _program())


def _invited(invite: Path, given: str | None) -> PageSettings:
    from suitability.services.questionnaire_invite import invited_settings  # noqa: PLC0415 - as above
    from suitability.storage.armour import read_small  # noqa: PLC0415 - as above

    if given is not None:
        raise UserError("invite_and_form")
    roles = environment.guide().roles
    return invited_settings(environment.bank(), roles, read_small(invite), invite, _program())


def _program() -> str:
    return f"suitability-html {environment.program_version()}"
