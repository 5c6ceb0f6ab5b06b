"""The recruiter's keys: made, shown, changed, backed up, unlocked. Secrets leave only as a backup.

One Ed25519 key signs invites for as long as the recruiter is one; opening keys change by rotation, and old
ones are kept, because results sealed to them may still be on their way.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from suitability.errors import SealError
from suitability.services import cipher
from suitability.services.keychain import Keychain
from suitability.services.sealing import Keys
from suitability.storage.armour import read_small
from suitability.storage.key_file import (
    BundleWire,
    KeysWire,
    OpeningWire,
    SecretWire,
    backup_from,
    backup_text,
    bundle_bytes,
    bundle_from,
    others_can_read,
    read_keys,
    to_base64,
    write_keys,
)
from suitability.storage.safe_write import shown

KEYCHAIN: Final = "keychain"
FILE: Final = "file"
LOCKED: Final = "locked"

LEAST_PASSPHRASE: Final = 8
"""Fewest characters of a passphrase."""


@dataclass(frozen=True, slots=True)
class Access:
    """What the keys need from outside.

    ``folder`` is the recruiter's folder. ``ask`` asks the person for the passphrase and returns it; it is
    called only when one is needed. ``draw`` returns as many random bytes as it is asked for.
    """

    folder: Path
    keychain: Keychain
    ask: Callable[[], str]
    draw: Callable[[int], bytes]
    now: str


@dataclass(frozen=True, slots=True)
class About:
    """What is public about a recruiter. ``where`` is ``keychain``, ``file`` (not locked) or ``locked``."""

    organisation: str
    keys: Keys
    where: str
    openings: tuple[tuple[str, Keys], ...]
    readable_by_others: bool

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint that people compare."""
        return self.keys.shown


@dataclass(frozen=True, slots=True)
class Recruiter:
    """A recruiter with the secret halves at hand. ``secrets`` maps opening points to their secret bytes."""

    organisation: str
    keys: Keys
    signing: bytes
    secrets: Mapping[bytes, bytes]


def is_set_up(folder: Path) -> bool:
    """Return whether a recruiter's keys are in this folder."""
    try:
        read_keys(folder)
    except SealError as error:
        return error.code != "key_missing"
    return True


def init(access: Access, organisation: str, *, use_keychain: bool, passphrase: str | None) -> About:
    """Make a recruiter's keys.

    The secret goes into the keychain if ``use_keychain`` and there is one; else into the file, locked when a
    ``passphrase`` is given.

    Raises:
        SealError: there are keys already, or the passphrase is too short.
        OutputError: the file cannot be written.
    """
    if is_set_up(access.folder):
        raise SealError("key_exists", folder=shown(access.folder))
    signing, signer = cipher.new_signer()
    secret, opening = cipher.new_point()
    bundle = BundleWire(to_base64(signing), (to_base64(secret),))
    openings = (OpeningWire(to_base64(opening), access.now),)
    account = Keys(signer, opening).fingerprint.hex()[:16]
    place = _put_away(access, bundle, account, use_keychain=use_keychain, passphrase=passphrase)
    write_keys(
        access.folder,
        KeysWire("suitability-keys", 1, organisation, to_base64(signer), openings, place),
    )
    return about(access.folder)


def about(folder: Path) -> About:
    """Return what is public about the recruiter of a folder.

    Raises:
        SealError: there are no keys, or the file cannot be used.
    """
    keys = read_keys(folder)
    signer = base64.b64decode(keys.signer)
    openings = tuple((one.made, Keys(signer, base64.b64decode(one.public))) for one in keys.openings)
    return About(keys.organisation, openings[-1][1], keys.secret.where, openings, others_can_read(folder))


def unlock(access: Access) -> Recruiter:
    """Return the recruiter with the secret halves; asks for the passphrase when the file is locked.

    Raises:
        SealError: no keys, not in the keychain any more, wrong passphrase, or the halves do not fit together.
    """
    keys = read_keys(access.folder)
    bundle = _bundle(access, keys)
    return _recruiter(keys, bundle, access.folder)


def rotate(access: Access) -> About:
    """Add a new opening key; invites from now on use it, and results sealed to the old ones still open.

    Raises:
        SealError: as ``unlock``; nothing is changed then.
    """
    keys = read_keys(access.folder)
    passphrase = access.ask() if keys.secret.where == LOCKED else None
    known = replace(access, ask=lambda: passphrase or "")
    bundle = _bundle(known, keys)
    _recruiter(keys, bundle, access.folder)
    secret, opening = cipher.new_point()
    grown = BundleWire(bundle.signing, (*bundle.openings, to_base64(secret)))
    in_keychain = keys.secret.where == KEYCHAIN
    account = Keys(base64.b64decode(keys.signer), opening).fingerprint.hex()[:16]
    place = _put_away(access, grown, account, use_keychain=in_keychain, passphrase=passphrase)
    openings = (*keys.openings, OpeningWire(to_base64(opening), access.now))
    write_keys(access.folder, msgspec.structs.replace(keys, openings=openings, secret=place), over=True)
    if in_keychain and keys.secret.account != account:
        access.keychain.remove(keys.secret.account)
    return about(access.folder)


def change(access: Access, *, organisation: str | None = None, passphrase: str | None = None) -> About:
    """Give the keys another organisation's name, or lock their secret with a (new) passphrase, or both.

    Keys and fingerprint stay. A secret that was in the keychain goes into the locked file.

    Raises:
        SealError: as ``unlock`` when a passphrase is given, or it is too short; nothing is changed then.
        OutputError: the file cannot be written.
    """
    keys = read_keys(access.folder)
    before = keys.secret
    if passphrase is not None:
        bundle = _bundle(access, keys)
        _recruiter(keys, bundle, access.folder)
        keys = msgspec.structs.replace(keys, secret=_in_file(access, bundle, passphrase))
    if organisation is not None:
        keys = msgspec.structs.replace(keys, organisation=organisation)
    write_keys(access.folder, keys, over=True)
    if passphrase is not None and before.where == KEYCHAIN:
        access.keychain.remove(before.account)
    return about(access.folder)


def backup(access: Access, passphrase: str | None) -> str:
    """Return everything that ``restore`` needs, as armoured text, locked when a passphrase is given.

    Raises:
        SealError: as ``unlock``, or the passphrase is too short.
    """
    keys = read_keys(access.folder)
    bundle = _bundle(access, keys)
    place = _in_file(access, bundle, passphrase)
    return backup_text(msgspec.structs.replace(keys, secret=place))


def restore(access: Access, path: Path, *, use_keychain: bool) -> About:
    """Put the keys of a backup file in place; the secret goes into the keychain if asked and there is one.

    Raises:
        SealError: there are keys already, the file is no sound backup, or the passphrase is wrong.
    """
    if is_set_up(access.folder):
        raise SealError("key_exists", folder=shown(access.folder))
    keys = backup_from(read_small(path), path)
    passphrase = access.ask() if keys.secret.where == LOCKED else None
    bundle = _bundle(replace(access, ask=lambda: passphrase or ""), keys)
    found = _recruiter(keys, bundle, path)
    account = found.keys.fingerprint.hex()[:16]
    place = _put_away(access, bundle, account, use_keychain=use_keychain, passphrase=passphrase)
    write_keys(access.folder, msgspec.structs.replace(keys, secret=place))
    return about(access.folder)


def _put_away(
    access: Access, bundle: BundleWire, account: str, *, use_keychain: bool, passphrase: str | None
) -> SecretWire:
    if use_keychain and access.keychain.store(account, to_base64(bundle_bytes(bundle))):
        return SecretWire(KEYCHAIN, account=account)
    return _in_file(access, bundle, passphrase)


def _in_file(access: Access, bundle: BundleWire, passphrase: str | None) -> SecretWire:
    if passphrase is None:
        return SecretWire(FILE, data=to_base64(bundle_bytes(bundle)))
    if len(passphrase) < LEAST_PASSPHRASE:
        raise SealError("key_passphrase_short", least=LEAST_PASSPHRASE)
    locked = cipher.lock(passphrase, bundle_bytes(bundle), access.draw(16), access.draw(12))
    return SecretWire(LOCKED, data=to_base64(locked))


def _bundle(access: Access, keys: KeysWire) -> BundleWire:
    place = keys.secret
    if place.where == KEYCHAIN:
        found = access.keychain.fetch(place.account)
        if found is None:
            raise SealError("key_not_in_keychain", account=place.account)
        return bundle_from(_from_base64(found), access.folder)
    data = _from_base64(place.data or "")
    if place.where == LOCKED:
        opened = cipher.unlock(access.ask(), data)
        if opened is None:
            raise SealError("key_wrong_passphrase")
        data = opened
    return bundle_from(data, access.folder)


def _recruiter(keys: KeysWire, bundle: BundleWire, place: Path) -> Recruiter:
    """Return the recruiter after checking that secret and public halves belong together."""
    signing = base64.b64decode(bundle.signing)
    signer = base64.b64decode(keys.signer)
    secrets = [base64.b64decode(one) for one in bundle.openings]
    points = [base64.b64decode(one.public) for one in keys.openings]
    try:
        fits = cipher.signer_public(signing) == signer and points == [cipher.point_public(s) for s in secrets]
    except ValueError:
        fits = False
    if not fits:
        raise SealError("key_halves_differ", path=shown(place))
    return Recruiter(
        keys.organisation, Keys(signer, points[-1]), signing, dict(zip(points, secrets, strict=True))
    )


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
