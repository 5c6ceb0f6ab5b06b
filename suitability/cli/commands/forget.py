"""``suitability forget``: erases kept sittings and says what it erased."""

from __future__ import annotations

from pathlib import Path

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.confirming import ask
from suitability.cli.own_norms import remaining
from suitability.cli.translated import command as translated
from suitability.services import kept
from suitability.services.messages import code_sentence
from suitability.services.words import Words


@translated("forget")
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True)
@click.option("--candidate", multiple=True)
@click.option("--due", is_flag=True)
@click.option("--folder", type=click.Path(path_type=Path))
@click.option("--index", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True)
def command(  # noqa: PLR0913 - one argument per option
    ids: tuple[str, ...],
    *,
    everything: bool,
    candidate: tuple[str, ...],
    due: bool,
    folder: Path | None,
    index: Path | None,
    yes: bool,
) -> int:
    """Erase the sittings with these ids, or all of them; or candidates from a collected folder."""
    if candidate or due or folder is not None or index is not None:
        from suitability.cli.forgetting import Wanted, forget_candidates  # noqa: PLC0415 - only for recruiters

        if bool(candidate) == due or ids or everything:
            raise errors.UserError("forget_folder_what")
        return forget_candidates(Wanted(candidate, folder or Path(), index, yes=yes))
    return _sittings(ids, everything=everything, yes=yes)


def _sittings(ids: tuple[str, ...], *, everything: bool, yes: bool) -> int:
    words = environment.words()
    folder = environment.folders().runs
    if bool(ids) == everything:
        raise errors.UserError("forget_what")
    if everything:
        count = len(kept.kept_runs(folder))
        if count and not yes:
            ask(words("commands.forget.ask_all", n=count))
        done = kept.forget_all(folder)
        environment.clear_cache()
        _forget_own_pay(words)
    else:
        named = [kept.find_run(folder, one).id[:8] for one in ids]
        if not yes:
            ask(words("commands.forget.ask", ids=", ".join(dict.fromkeys(named))))
        done = kept.forget(folder, ids)
    for path in done.files:
        output.tell(words("commands.forget.erased", path=path))
    for path, code in done.stayed:
        output.say(
            code_sentence(words, code, {"path": str(path), "folder": str(path.parent), "reason": code})
        )
    if not done.files and not done.stayed:
        output.tell_wrapped(words("commands.forget.nothing"))
    output.tell_wrapped(words("commands.forget.elsewhere"))
    groups = remaining(words) if everything else None
    if groups is not None:
        output.tell_wrapped(groups)
    return errors.EXIT_USER if done.stayed else errors.EXIT_DONE


def _forget_own_pay(words: Words) -> None:
    """Erase the pay figures that the user fetched."""
    from suitability.storage.own_pay import erase_own_pay, own_pay_file  # noqa: PLC0415 - only with --all

    path = own_pay_file(environment.folders().data)
    if path is not None and erase_own_pay(path):
        output.tell(words("commands.forget.erased", path=path))
