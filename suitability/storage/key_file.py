"""The recruiter's key file: public keys, and either where the secret is or the secret itself. Mode 0600."""

from __future__ import annotations

import base64
import stat
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from suitability.errors import ResultFileError, SealError
from suitability.storage.answer_codec import canonical
from suitability.storage.armour import KEY, armoured, read_small, unarmoured
from suitability.storage.run_file import make_folder
from suitability.storage.safe_write import shown, write_text
from suitability.storage.sealed_wire import Base64Of32, Base64Of65, Line, Second, shaped
from suitability.storage.strict_json import parse_json

KEYS: Final = "keys.json"
"""Name of the file in the recruiter's folder."""

Base64 = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9+/]+={0,2}\Z", max_length=20_000)]


class OpeningWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One opening key: its public point and when it was made. The newest stands last."""

    public: Base64Of65
    made: Second


class SecretWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the secret is: in the keychain under ``account``, or here as ``data``, locked or not."""

    where: Literal["keychain", "file", "locked"]
    account: Line = ""
    data: Base64 | None = None


class KeysWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key file, version 1."""

    format: Literal["suitability-keys"]
    version: Literal[1]
    organisation: Line
    signer: Base64Of32
    openings: Annotated[tuple[OpeningWire, ...], msgspec.Meta(min_length=1, max_length=100)]
    secret: SecretWire


class BundleWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret halves: of the signing key, and of the opening keys in the order of the key file."""

    signing: Base64Of32
    openings: Annotated[tuple[Base64Of32, ...], msgspec.Meta(min_length=1, max_length=100)]


class BackupWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A backup of everything: the key file with its secret as ``data``."""

    keys: KeysWire


def read_keys(folder: Path) -> KeysWire:
    """Return the key file of a recruiter's folder.

    Raises:
        SealError: there is none (``key_missing``), or it cannot be used.
    """
    path = folder / KEYS
    if not path.exists():
        raise SealError("key_missing", folder=shown(folder))
    return shaped(_json(read_small(path), path), KeysWire, path)


def write_keys(folder: Path, keys: KeysWire, *, over: bool = False) -> Path:
    """Write the key file (mode 0600) into a folder that only its owner can enter; return the file.

    Raises:
        SealError: the folder cannot be made.
        OutputError: there is one already (and not ``over``), or it cannot be written.
    """
    try:
        make_folder(folder)
        folder.chmod(stat.S_IRWXU)
    except OSError as error:
        raise SealError("base_failed", path=shown(folder), folder=shown(folder), reason=error) from error
    path = folder / KEYS
    write_text(path, canonical(msgspec.to_builtins(keys)) + "\n", force=over)
    return path


def others_can_read(folder: Path) -> bool:
    """Return whether other accounts of this computer can read the key file."""
    try:
        return bool((folder / KEYS).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False


def bundle_bytes(bundle: BundleWire) -> bytes:
    """Return the secret halves as bytes."""
    return canonical(msgspec.to_builtins(bundle)).encode()


def bundle_from(data: bytes, path: Path) -> BundleWire:
    """Return the secret halves that ``bundle_bytes`` wrote.

    Raises:
        SealError: they are damaged.
    """
    return shaped(_json(data, path), BundleWire, path)


def backup_text(keys: KeysWire) -> str:
    """Return a key file as armoured text."""
    return armoured(KEY, canonical(msgspec.to_builtins(BackupWire(keys))).encode())


def backup_from(raw: bytes, path: Path) -> KeysWire:
    """Return the key file in a backup.

    Raises:
        SealError: there is no backup in the text, or it is damaged or has no secret in it.
    """
    found = shaped(_json(unarmoured(KEY, raw, path), path), BackupWire, path).keys
    if found.secret.data is None:
        raise SealError("seal_wrong_shape", path=shown(path), place="secret", reason="no data")
    return found


def to_base64(data: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(data).decode("ascii")


def _json(data: bytes, path: Path) -> object:
    try:
        return parse_json(data, path)
    except ResultFileError as error:
        raise SealError("seal_wrong_shape", path=shown(path), place="JSON", reason=error.code) from error
