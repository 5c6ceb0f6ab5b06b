"""The user's own norm groups on the command line: where they are kept, taking one in, taking one away."""

from __future__ import annotations

from pathlib import Path

from suitability import errors
from suitability.cli import environment, output
from suitability.services import files
from suitability.services.words import Words
from suitability.storage.own_norms import group_bytes, group_problems, remove_own_norm


def norms_folder() -> Path:
    """Return the user's folder of norm groups, made if need be.

    Raises:
        UserError: this system names no place for the user's files, or it cannot be made.
    """
    folder = environment.folders().norms
    if folder is None:
        raise errors.UserError("norm_no_home")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise errors.OutputError("output_failed", path=files.shown(folder), reason=error.strerror) from error
    return folder


def add(source: Path, words: Words, *, force: bool) -> int:
    """Take the group in a file into the user's folder; return the exit code.

    Raises:
        UserError: there is no such file, or its id is that of a shipped group.
        OutputError: a group of that id is there already, or it cannot be written.
    """
    data = group_bytes(source)
    if data is None:
        raise errors.UserError("norm_file_unreadable", path=files.shown(source))
    group, problems = group_problems(data, files.shown(source), environment.shipped_bank())
    if group is None or problems:
        output.say_problems(tuple(problems))
        return errors.EXIT_CONTENT
    path = norms_folder() / f"{group.id}.yaml"
    files.write_bytes(path, data, force=force)
    output.tell(words("commands.norms.added", name=group.name, id=group.id, n=group.n, path=path))
    return errors.EXIT_DONE


def remove(group_id: str, words: Words) -> int:
    """Delete a group of the user's folder; return the exit code.

    A file that cannot be used any more is removed by its name just the same.

    Raises:
        UserError: there is no such group, or it came with the program.
        OutputError: it cannot be deleted.
    """
    folder = environment.folders().norms
    names = {path.stem: path for path in folder.glob("*.yaml")} if folder is not None else {}
    if group_id in names:
        remove_own_norm(names[group_id])
        output.tell(words("commands.norms.removed", path=names[group_id]))
        return errors.EXIT_DONE
    code = "norm_is_shipped" if group_id in environment.shipped_bank().norms else "norm_unknown"
    raise errors.UserError(code, id=files.shown(group_id), known=", ".join(sorted(names)) or "-")


def remaining(words: Words) -> str | None:
    """Return the sentence about the user's groups that are still kept, or None where there are none."""
    own = environment.own_norms()
    if own is None or not own.groups:
        return None
    return words("commands.norms.remaining", list=", ".join(own.groups))
