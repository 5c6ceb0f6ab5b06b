"""Beside a sitting that answers an invite: the invite, the run's secret key, and the consent. Mode 0600.

The key makes a result that is sent twice recognisable; it authenticates nobody. Erasing the sitting erases
all of it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final, Literal

import msgspec

from suitability.errors import ResultFileError, SealError
from suitability.storage.answer_codec import canonical
from suitability.storage.armour import MAX_ARMOURED, read_small
from suitability.storage.run_file import make_folder
from suitability.storage.runs import run_path
from suitability.storage.safe_write import shown, write_text
from suitability.storage.sealed_wire import Base64Of32, ConsentGivenWire, Hex32, shaped
from suitability.storage.strict_json import parse_json

ENDING: Final = ".invite"


class RunInviteWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept beside a sitting: the invite's id and text, the run's secret key, the consent if given."""

    format: Literal["suitability-run-invite"]
    version: Literal[1]
    invite: Hex32
    text: str
    secret: Base64Of32
    consent: ConsentGivenWire | None = None

    @property
    def secret_bytes(self) -> bytes:
        """Return the run's secret key."""
        return base64.b64decode(self.secret)


def invite_path(folder: Path, run: str) -> Path:
    """Return where the invite of the sitting ``run`` is kept."""
    path = run_path(folder, run)
    return path.with_name(path.name + ENDING)


def read_run_invite(folder: Path, run: str) -> RunInviteWire | None:
    """Return what is kept beside a sitting, or None.

    Raises:
        SealError: it is damaged or cannot be read.
    """
    path = invite_path(folder, run)
    try:
        raw = read_small(path, 2 * MAX_ARMOURED)
    except SealError as error:
        if error.code == "seal_missing":
            return None
        raise
    try:
        return shaped(parse_json(raw, path), RunInviteWire, path)
    except ResultFileError as error:
        raise SealError("seal_wrong_shape", path=shown(path), place="JSON", reason=error.code) from error


def write_run_invite(folder: Path, run: str, kept: RunInviteWire) -> None:
    """Keep an invite beside a sitting.

    Raises:
        OSError: the folder cannot be made.
        OutputError: it cannot be written.
    """
    make_folder(folder)
    write_text(invite_path(folder, run), canonical(msgspec.to_builtins(kept)) + "\n", force=True)
