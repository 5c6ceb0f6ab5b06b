"""``suitability guide [SIGN]``: the ten signs as plain text pages."""

from __future__ import annotations

import textwrap

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import UserError
from suitability.services.files import shown
from suitability.services.guide_page import find_sign, sign_page

WIDTH = 78


@translated("guide")
@click.argument("sign", required=False)
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(sign: str | None, language: str | None) -> None:
    """Show the page of one of the ten signs, by number or id; without one, list them."""
    words = environment.words(language)
    bank = environment.bank()
    if sign is None:
        output.tell(words("commands.guide.list"))
        for one in sorted(bank.signs.values(), key=lambda one: one.number):
            output.tell(f"{one.number:>2}. {one.name.on(words.language)} ({one.id})")
        return
    found = find_sign(bank, sign)
    if found is None:
        raise UserError("sign_unknown", sign=shown(sign)[:40], signs=", ".join(bank.signs))
    for heading, paragraphs in sign_page(bank, found, words):
        output.tell(f"\n{heading}" if heading else "")
        for paragraph in paragraphs:
            output.tell(
                textwrap.fill(paragraph, WIDTH, subsequent_indent="  " if paragraph.startswith("- ") else "")
            )
