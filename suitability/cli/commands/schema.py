"""``suitability schema NAME``: the JSON Schema of a format, made from the types that check it."""

from __future__ import annotations

import json

import click

from suitability.cli.output import tell
from suitability.cli.translated import command as translated


@translated("schema")
@click.argument("name", type=click.Choice(["result", "invite", "sealed"]))
def command(name: str) -> None:
    """Print the JSON Schema of NAME."""
    from suitability.storage.sealed_wire import schema  # noqa: PLC0415 - needed only here

    tell(json.dumps(schema(name), ensure_ascii=False, indent=2))
