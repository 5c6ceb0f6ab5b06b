"""``suitability forget``: erases kept sittings and says what it erased."""

from __future__ import annotations

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services import kept
from suitability.services.messages import code_sentence
from suitability.services.words import Words


@translated("forget")
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True)
@click.option("--yes", is_flag=True)
def command(ids: tuple[str, ...], *, everything: bool, yes: bool) -> int:
    """Erase the sittings with these ids, or all of them."""
    words = environment.words()
    folder = environment.folders().runs
    if bool(ids) == everything:
        raise errors.UserError("forget_what")
    if everything:
        count = len(kept.kept_runs(folder))
        if count and not yes:
            _ask(words("commands.forget.ask_all", n=count))
        done = kept.forget_all(folder)
        environment.clear_cache()
        _forget_own_pay(words)
    else:
        named = [kept.find_run(folder, one).id[:8] for one in ids]
        if not yes:
            _ask(words("commands.forget.ask", ids=", ".join(dict.fromkeys(named))))
        done = kept.forget(folder, ids)
    for path in done.files:
        output.tell(words("commands.forget.erased", path=path))
    for path, code in done.stayed:
        output.say(
            code_sentence(words, code, {"path": str(path), "folder": str(path.parent), "reason": code})
        )
    if not done.files and not done.stayed:
        output.tell(words("commands.forget.nothing"))
    output.tell(words("commands.forget.elsewhere"))
    return errors.EXIT_USER if done.stayed else errors.EXIT_DONE


def _forget_own_pay(words: Words) -> None:
    """Erase the pay figures that the user fetched."""
    from suitability.storage.own_pay import erase_own_pay, own_pay_file  # noqa: PLC0415 - only with --all

    path = own_pay_file(environment.folders().data)
    if path is not None and erase_own_pay(path):
        output.tell(words("commands.forget.erased", path=path))


def _ask(question: str) -> None:
    """Ask for "yes"; anything else leaves with the message that nothing was erased."""
    if not environment.interactive():
        raise errors.UserError("forget_needs_yes")
    answer = click.prompt(question, default="", show_default=False)
    if answer.strip().lower() not in {"y", "yes", "д", "да"}:
        raise errors.UserError("forget_kept")
