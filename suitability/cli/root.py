"""The command group: names every command, loads a command's module when it runs, turns errors into sentences."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.translated import HELP_OPTIONS, Translated, help_text, usage_sentence

COMMANDS = {
    "take": "take",
    "score": "score",
    "report": "report",
    "export": "export",
    "sessions": "sessions",
    "forget": "forget",
    "guide": "guide",
    "check": "check",
    "simulate": "simulate",
    "doctor": "doctor",
}
"""Command name -> module in ``suitability.cli.commands``; the module holds ``command``."""


class LazyGroup(Translated, click.Group):
    """A group that imports a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of a person's way through the program."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"suitability.cli.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
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
        click.echo(f"suitability {environment.program_version()}")
        ctx.exit()


@click.group(
    "suitability", cls=LazyGroup, invoke_without_command=True, context_settings=HELP_OPTIONS
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
@click.pass_context
def group(ctx: click.Context) -> None:
    """Open the questionnaire when no command is given."""
    if ctx.invoked_subcommand is None:
        command = group.get_command(ctx, "take")
        if command is not None:
            ctx.invoke(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every known error becomes one sentence on stderr."""
    output.make_streams_safe()
    try:
        code = group.main(
            args=None if arguments is None else list(arguments), prog_name="suitability", standalone_mode=False
        )
    except errors.SuitabilityError as error:
        return output.explain(error)
    except click.exceptions.Abort:
        return output.interrupted()
    except click.ClickException as error:
        output.say(usage_sentence(error))
        return errors.EXIT_USAGE
    except KeyboardInterrupt:
        return output.interrupted()
    except BrokenPipeError:
        output.close_quietly(sys.stdout)
        return errors.EXIT_DONE
    return code if isinstance(code, int) else errors.EXIT_DONE
