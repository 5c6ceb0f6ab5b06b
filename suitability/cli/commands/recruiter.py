"""``suitability recruiter ACTION``: the recruiter's keys and the list of invites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, SealError

PATH = click.Path(path_type=Path)


@translated("recruiter")
@click.argument(
    "action",
    type=click.Choice(["show", "init", "change", "rotate", "backup", "restore", "invites"]),
    default="show",
)
@click.argument("file", type=PATH, required=False)
@click.option("--organisation", default="")
@click.option("--passphrase", is_flag=True)
@click.option("--no-keychain", is_flag=True)
@click.option("--force", is_flag=True)
@click.option("--folder", type=PATH)
def command(  # noqa: PLR0913 - one argument per option
    action: str,
    file: Path | None,
    *,
    organisation: str,
    passphrase: bool,
    no_keychain: bool,
    force: bool,
    folder: Path | None,
) -> int:
    """Make, show, change, back up or restore the keys, or list the invites."""
    if action == "init":
        _init(organisation, passphrase=passphrase, no_keychain=no_keychain or passphrase)
    elif action == "show":
        _show()
    elif action == "change":
        _change(organisation, passphrase=passphrase)
    elif action == "rotate":
        _rotate()
    elif action == "invites":
        _invites(folder)
    elif file is None:
        raise SealError("key_file_needed", action=action)
    elif action == "backup":
        _backup(file, passphrase=passphrase, force=force)
    else:
        _restore(file, no_keychain=no_keychain)
    return EXIT_DONE


def _init(organisation: str, *, passphrase: bool, no_keychain: bool) -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - keys load only for this command
    from suitability.services import inviting, recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    name = inviting.line(organisation, "--organisation")
    access = recruiting.access()
    if recruiter.is_set_up(access.folder):
        recruiter.init(access, name, use_keychain=False, passphrase=None)  # says why not
    if not name and environment.interactive():
        name = inviting.line(recruiting.typed(words("recruiting.keys.ask_organisation")), "--organisation")
    secret = recruiting.new_passphrase() if passphrase else None
    made = recruiter.init(access, name, use_keychain=not no_keychain, passphrase=secret)
    output.tell_wrapped(
        words("recruiting.keys.made", organisation=made.organisation or words("recruiting.keys.nameless"))
    )
    output.tell_wrapped(words("recruiting.keys.fingerprint", fingerprint=made.fingerprint))
    output.tell_wrapped(words("recruiting.keys.fingerprint_use"))
    output.tell_wrapped(words(f"recruiting.keys.where.{made.where}"))
    output.tell_wrapped(words("recruiting.keys.folder", folder=access.folder))
    output.tell_wrapped(words("recruiting.keys.loss"))
    if not made.organisation:
        output.tell_wrapped(words("recruiting.keys.name_it"))
    output.tell_wrapped(words("recruiting.keys.next"))


def _show() -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services import recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    known = recruiter.about(recruiting.home())
    recruiting.warn(known)
    output.tell_wrapped(known.organisation or words("recruiting.keys.nameless"))
    output.tell_wrapped(words("recruiting.keys.fingerprint", fingerprint=known.fingerprint))
    output.tell_wrapped(words(f"recruiting.keys.where.{known.where}"))
    output.tell_wrapped(words("recruiting.keys.folder", folder=recruiting.home()))
    for made, keys in known.openings[:-1]:
        at = recruiting.date_of(words, made)
        output.tell_wrapped(words("recruiting.keys.opening", made=at, fingerprint=keys.shown))


def _change(organisation: str, *, passphrase: bool) -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services import inviting, recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    name = inviting.line(organisation, "--organisation")
    if not name and not passphrase:
        raise SealError("key_change_what")
    access = recruiting.access()
    known = recruiter.about(access.folder)
    if passphrase and known.where == recruiter.LOCKED:
        old = access.ask()
        access = replace(access, ask=lambda: old)
        recruiter.unlock(access)
    secret = recruiting.new_passphrase() if passphrase else None
    made = recruiter.change(access, organisation=name or None, passphrase=secret)
    output.tell_wrapped(
        words("recruiting.keys.changed", organisation=made.organisation or words("recruiting.keys.nameless"))
    )
    output.tell_wrapped(words("recruiting.keys.fingerprint", fingerprint=made.fingerprint))
    output.tell_wrapped(words(f"recruiting.keys.where.{made.where}"))


def _rotate() -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services import recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    made = recruiter.rotate(recruiting.access())
    output.tell_wrapped(words("recruiting.keys.rotated"))
    output.tell_wrapped(words("recruiting.keys.fingerprint", fingerprint=made.fingerprint))
    output.tell_wrapped(words("recruiting.keys.fingerprint_use"))


def _backup(file: Path, *, passphrase: bool, force: bool) -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services import files, recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    access = recruiting.access()
    known = recruiter.about(access.folder)
    if not force and files.is_there(file):
        raise SealError("key_backup_exists", path=files.shown(file))
    secret = recruiting.new_passphrase() if passphrase else None
    name = known.organisation or words("recruiting.keys.nameless")
    sheet = words("recruiting.keys.sheet", organisation=name, fingerprint=known.fingerprint)
    text = f"{sheet.strip()}\n\n{recruiter.backup(access, secret)}"
    if str(file) == "-":
        output.tell(text, end="")
        return
    files.write_text(file, text, force=force)
    output.tell_wrapped(
        words("recruiting.keys.backed_up_locked" if passphrase else "recruiting.keys.backed_up", path=file)
    )


def _restore(file: Path, *, no_keychain: bool) -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services import recruiter  # noqa: PLC0415 - as above

    words = environment.words()
    made = recruiter.restore(recruiting.access(), file, use_keychain=not no_keychain)
    output.tell_wrapped(words("recruiting.keys.restored", fingerprint=made.fingerprint))
    output.tell_wrapped(words(f"recruiting.keys.where.{made.where}"))


def _invites(folder: Path | None) -> None:
    from suitability.cli import recruiting  # noqa: PLC0415 - as above
    from suitability.services.invite_states import STATES, invited  # noqa: PLC0415 - as above

    words = environment.words()
    found = invited(environment.bank(), recruiting.home(), recruiting.now(), folder)
    if not found.rows:
        output.tell_wrapped(words("recruiting.keys.no_invites"))
        return
    names = {state: words(f"recruiting.invites.{state}") for state in STATES}
    width = max(map(len, names.values()))
    for row, state in found.rows:
        until = recruiting.date_of(words, row.expires)
        shown = {"id": row.id[:8], "person": row.person, "email": row.email, "role": row.role}
        shown["state"] = f"{names[state]:<{width}}"
        output.tell(
            words("recruiting.keys.invite_line", form=row.form, language=row.language, until=until, **shown)
        )
    output.tell("")
    counts = {state: found.count(state) for state in STATES}
    output.tell_wrapped(words("recruiting.invites.total", n=len(found.rows), **counts))
    for place in found.seen:
        output.tell_wrapped(words("recruiting.invites.seen", folder=place))
    for place in found.missed:
        output.say(words("recruiting.invites.missed", folder=place))
    if not found.seen:
        output.tell_wrapped(words("recruiting.invites.unseen"))
