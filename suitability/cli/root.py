"""The command group: names every command, loads one when it runs, explains what was mistyped."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.running import guarded
from suitability.cli.translated import HELP_OPTIONS, Translated, UnknownCommand, help_text, usage_sentence

COMMANDS = (
    "take",
    "score",
    "report",
    "export",
    "questionnaire",
    "sessions",
    "forget",
    "change",
    "advice",
    "seal",
    "recruiter",
    "invite",
    "consent",
    "collect",
    "candidates",
    "candidate",
    "compare",
    "interview",
    "batch",
    "guide",
    "salary",
    "check",
    "simulate",
    "norms",
    "items",
    "fairness",
    "schema",
    "doctor",
)
"""The commands, in the order of a person's way through the program; each is a module of its own."""


class LazyGroup(Translated, click.Group):
    """A group that imports a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return a command, or None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"suitability.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with.

        Raises:
            UnknownCommand: there is none of that name.
        """
        if args[0] not in COMMANDS:
            raise UnknownCommand(args[0], COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Write one line per command, in the reader's language, without importing the commands."""
        with formatter.section(help_text("group.commands")):
            formatter.write_dl([(name, help_text(f"{name}.short")) for name in COMMANDS])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    @property
    def words_key(self) -> str:
        """Return where the program's own texts stand."""
        return "group"


def _show_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        output.tell(f"suitability {environment.program_version()}")
        ctx.exit()


@click.group("suitability", cls=LazyGroup, invoke_without_command=True, context_settings=HELP_OPTIONS)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
@click.pass_context
def group(ctx: click.Context) -> int | None:
    """Open the questionnaire when no command is given."""
    if ctx.invoked_subcommand is not None:
        return None
    command = group.get_command(ctx, "take")
    code = None if command is None else ctx.invoke(command)
    return code if isinstance(code, int) else None


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; whatever goes wrong becomes one sentence on stderr."""
    return guarded(lambda: _run(sys.argv[1:] if arguments is None else list(arguments)))


def _explain_usage(error: click.ClickException) -> int:
    """Say what is wrong with the command line; without any words say what is wrong with those."""
    try:
        output.say(usage_sentence(error))
    except errors.SuitabilityError as missing:
        return output.explain(missing)
    return errors.EXIT_USAGE


def _run(arguments: list[str]) -> int:
    """Run one command; ``main`` of click would catch what is explained here in the reader's language."""
    try:
        with group.make_context("suitability", arguments) as ctx:
            code = group.invoke(ctx)
    except click.exceptions.Exit as left:
        code = left.exit_code
    except click.exceptions.Abort:
        return output.interrupted()
    except click.ClickException as error:
        return _explain_usage(error)
    return code if isinstance(code, int) else errors.EXIT_DONE
