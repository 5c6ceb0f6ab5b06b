"""Help texts of commands and options, looked up in the words files when help is asked for."""

from __future__ import annotations

from collections.abc import Callable

import click

from suitability.cli import environment


def help_text(key: str) -> str:
    """Return the help text under ``commands.<key>`` in the language of the environment."""
    return environment.words()(f"commands.{key}")


class Command(click.Command):
    """A command whose help stands in the words files under ``commands.<name>``."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, in the reader's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(help_text(f"{self.name}.help"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line per option, in the reader's language."""
        rows: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                text = record[1] or help_text(f"{self.name}.options.{parameter.name}")
                rows.append((record[0], text))
        with formatter.section(help_text("group.options")):
            formatter.write_dl(rows)


def command(name: str) -> Callable[[Callable[..., object]], Command]:
    """Return the decorator that makes a function a command with translated help."""
    return click.command(name, cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
