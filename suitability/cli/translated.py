"""Help and usage of commands in the reader's language, looked up in the words files when asked for."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import Any

import click

from suitability.cli import environment
from suitability.services.files import shown

HELP_OPTIONS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


NUMBERS = frozenset({"integer", "float", "integer range"})
"""What click calls the types of numbers."""


def help_text(key: str, **values: object) -> str:
    """Return the text under ``commands.<key>`` in the language of the environment."""
    return environment.words()(f"commands.{key}", **values)


def value_name(command: click.Command, parameter: click.Parameter) -> str:
    """Return what a help page and a message call the value of an argument or an option, in capitals."""
    words = environment.words()
    if isinstance(parameter, click.Argument):
        key = f"commands.{getattr(command, 'words_key', command.name)}.arguments.{parameter.name}"
        return words(key) if words.has(key) else str(parameter.name).upper()
    for name in (parameter.name, "number" if parameter.type.name in NUMBERS else parameter.type.name):
        if words.has(f"commands.group.values.{name}"):
            return words(f"commands.group.values.{name}")
    return str(parameter.name).upper()


class UnknownCommand(click.UsageError):
    """There is no command of that name."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.known = tuple(known)


class TooMuch(click.UsageError):
    """Something is left over on the command line."""


class Translated(click.Command):
    """A command worded in the reader's language; ``words_key`` names its texts."""

    @property
    def words_key(self) -> str:
        """Return where the command's texts stand below ``commands.``."""
        return str(self.name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments for a command's command.

        Raises:
            TooMuch: something is left that nobody asked for.
        """
        group = isinstance(self, click.Group)
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser of options does not know its command
            raise
        if rest and not group:
            raise TooMuch(" ".join(rest), ctx)
        return rest

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, with the garbage collector at work unless a full screen is about to open."""
        if self.name not in {"suitability", "take"}:
            gc.enable()
        return super().invoke(ctx)

    def _name_values(self, ctx: click.Context) -> None:
        """Give every value its name in the reader's language; a choice shows what can be chosen."""
        for parameter in self.get_params(ctx):
            if isinstance(parameter.type, click.Choice):
                choices = "|".join(map(str, parameter.type.choices))
                if isinstance(parameter, click.Argument) and parameter.required:
                    parameter.metavar = choices  # click would set braces around it
                elif not parameter.type.case_sensitive:  # click would show the choices in small letters
                    parameter.metavar = f"[{choices}]"
                continue
            name = value_name(self, parameter)
            if isinstance(parameter, click.Argument):
                name = (name if parameter.required else f"[{name}]") + ("" if parameter.nargs == 1 else "...")
            parameter.metavar = name

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        self._name_values(ctx)
        pieces = " ".join(self.collect_usage_pieces(ctx))
        pieces = pieces.replace("[OPTIONS]", f"[{help_text('group.section').lower()}]")
        pieces = pieces.replace("[COMMAND] [ARGS]...", f"[{help_text('group.command')}]")
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{help_text('group.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(help_text(f"{self.words_key}.help"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line per option."""
        self._name_values(ctx)
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
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = "suitability" if ctx is None else ctx.command_path
    return f"{_fault(error)} {help_text('usage.help', command=f'{path} --help')}"


def _fault(error: click.ClickException) -> str:
    if isinstance(error, UnknownCommand):
        known = ", ".join(error.known)
        return help_text("usage.no_such_command", command=shown(error.message), commands=known)
    if isinstance(error, TooMuch):
        return help_text("usage.too_much", extra=shown(error.message))
    if isinstance(error, click.NoSuchOption):
        return help_text("usage.no_such_option", option=shown(error.option_name))
    if isinstance(error, click.BadParameter) and error.param is not None:
        command = click.Command(None) if error.ctx is None else error.ctx.command
        return _bad_parameter(command, error.param, missing=isinstance(error, click.MissingParameter))
    if isinstance(error, click.BadOptionUsage) and not _is_flag(error):
        return help_text("usage.no_value", name=shown(error.option_name))
    return help_text("usage.other")


def _is_flag(error: click.BadOptionUsage) -> bool:
    known = [] if error.ctx is None else error.ctx.command.params
    return any(
        isinstance(one, click.Option) and one.is_flag and error.option_name in one.opts for one in known
    )


def _bad_parameter(command: click.Command, parameter: click.Parameter, *, missing: bool) -> str:
    name = parameter.opts[0] if isinstance(parameter, click.Option) else value_name(command, parameter)
    wanted = parameter.type
    if missing:
        return help_text("usage.missing", name=name)
    if isinstance(wanted, click.Choice):
        return help_text("usage.choice", name=name, choices=", ".join(str(one) for one in wanted.choices))
    if isinstance(wanted, click.IntRange):
        return help_text("usage.number_from", name=name, least=wanted.min)
    if wanted in {click.INT, click.FLOAT}:
        return help_text("usage.number", name=name)
    return help_text("usage.bad_value", name=name)
