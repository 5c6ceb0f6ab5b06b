"""Help and usage of commands in the reader's language, looked up in the words files when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from suitability.cli import environment

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


def help_text(key: str, **values: object) -> str:
    """Return the text under ``commands.<key>`` in the language of the environment."""
    return environment.words()(f"commands.{key}", **values)


class Translated(click.Command):
    """A command whose usage and options are worded in the reader's language; ``words_key`` names its texts."""

    @property
    def words_key(self) -> str:
        """Return where the command's texts stand below ``commands.``."""
        return str(self.name)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", f"[{help_text('group.section')}]")
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{help_text('group.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(help_text(f"{self.words_key}.help"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line per option."""
        rows: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                name = "help" if "--help" in parameter.opts else parameter.name
                rows.append((record[0], help_text(f"{self.words_key}.options.{name}")))
        with formatter.section(help_text("group.section")):
            formatter.write_dl(rows)


def command(name: str) -> Callable[[Callable[..., object]], Translated]:
    """Return the decorator that makes a function a command with translated help."""

    def decorate(function: Callable[..., object]) -> Translated:
        made: Any = click.command(name, cls=Translated, context_settings=HELP_OPTIONS)(function)
        return made  # type: ignore[no-any-return]  # click's decorator loses the class

    return decorate


def usage_sentence(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and where its help is, in the reader's language."""
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else "suitability"
    if isinstance(error, click.NoSuchOption):
        text = help_text("usage.no_such_option", option=error.option_name)
    elif isinstance(error, click.MissingParameter):
        name = "" if error.param is None else error.param.make_metavar(error.ctx or click.Context(click.Command("")))
        text = help_text("usage.missing", name=name)
    elif isinstance(error, click.BadParameter):
        hint = error.param_hint or (error.param.opts[0] if error.param is not None else "")
        allowed = error.param.type if error.param is not None else None
        if isinstance(allowed, click.Choice):
            text = help_text("usage.choice", name=hint, choices=", ".join(str(one) for one in allowed.choices))
        else:
            text = help_text("usage.bad_value", name=hint)
    elif type(error).__name__ == "NoSuchCommand" or "No such command" in error.message:
        text = help_text("usage.no_such_command")
    else:
        text = help_text("usage.other")
    return f"{text} {help_text('usage.help', command=f'{path} --help')}"
