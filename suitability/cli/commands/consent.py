"""``suitability consent``: the consent as a document of its own, filled in or as an invite asks for it."""

from __future__ import annotations

from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated

PATH = click.Path(path_type=Path)


@translated("consent")
@click.option("--invite", type=PATH)
@click.option("--organisation", default="")
@click.option("--purpose", default="")
@click.option("--who-sees", default="")
@click.option("--contact", default="")
@click.option("--keep-days", type=click.IntRange(1, 3650), default=180)
@click.option("--language", type=click.Choice(environment.LANGUAGES))
@click.option("--output", "place", type=PATH)
@click.option("--force", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    *,
    invite: Path | None,
    organisation: str,
    purpose: str,
    who_sees: str,
    contact: str,
    keep_days: int,
    language: str | None,
    place: Path | None,
    force: bool,
) -> None:
    """Print or save the consent."""
    from suitability.services import consent, files, inviting, sealing  # noqa: PLC0415 - needed only here
    from suitability.storage.armour import read_small  # noqa: PLC0415 - as above

    words = environment.words(language)
    if invite is not None:
        asked = sealing.read_invite(read_small(invite), invite)
        words = environment.words(asked.language if asked.language in environment.LANGUAGES else None)
        text = consent.document(words, asked.consent)
    else:
        name = inviting.line(organisation, "--organisation") or "____________"
        facts = consent.ConsentFacts(
            name,
            inviting.long_text(purpose, "--purpose") or words("recruiting.invite.purpose"),
            inviting.long_text(who_sees, "--who-sees")
            or words("recruiting.invite.who_sees", organisation=name),
            inviting.long_text(contact, "--contact") or words("recruiting.invite.contact"),
            keep_days,
        )
        text = consent.document(words, consent.template(words, facts))
        output.say(environment.words()("consent.template_note"))
    if place is None or str(place) == "-":
        output.tell(text, end="")
        return
    files.write_text(place, text, force=force)
    output.tell(environment.words()("commands.written", path=place))
