"""Invites and sealed results as bytes: signed, encrypted, bound to each other, and read with suspicion.

The format is described in docs/trust.md, and reports/questionnaire/ holds the same thing for the browser. The
order of reading is fixed: size, armour, version, the invite in the register, decrypt, inflate within a limit,
signature, and only then JSON. What fails is a ``SealError`` (or a ``ResultFileError`` for the result inside)
and never anything else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.domain.session import ContentStamp, Result
from suitability.errors import ResultFileError, SealError
from suitability.services import cipher
from suitability.services.padding import PAD_TO, packed, unpacked
from suitability.storage.answer_codec import canonical
from suitability.storage.armour import INVITE, RESULT, armoured, unarmoured
from suitability.storage.safe_write import shown
from suitability.storage.sealed_wire import InviteWire, invite_from, sealed_from
from suitability.storage.strict_json import parse_json

VERSION: Final = 1
"""Version byte of both formats; it names the suite too."""

_ID_BYTES: Final = 16
_KEY_ID_BYTES: Final = 8
_INVITE_SAYS: Final = b"suitability-invite-v1"
_RESULT_SAYS: Final = b"suitability-result-v1"
_RUN_SAYS: Final = b"suitability-run-v1"
_SIGNER: Final = re.compile(rb'"signer":"([A-Za-z0-9+/]{43}=)"')


@dataclass(frozen=True, slots=True)
class Keys:
    """The public half of a recruiter: ``signer`` (Ed25519, 32 bytes), ``opening`` (P-256 point, 65)."""

    signer: bytes
    opening: bytes

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 over both public keys, 32 bytes."""
        return hashlib.sha256(self.signer + self.opening).digest()

    @property
    def shown(self) -> str:
        """The first half of the fingerprint as people compare it: eight groups of four hexadecimal digits."""
        digits = self.fingerprint.hex()[:32]
        return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A consent that people are asked for. ``version`` names its wording, ``text`` is all of it."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite. Moments are UTC, ISO 8601 with a Z; ``role`` may be empty. It does not name the person."""

    id: str
    organisation: str
    role: str
    form: str
    language: str
    who_sees: str
    contact: str
    consent: ConsentText
    purpose: str
    keep_days: int
    not_before: str
    expires: str
    attempts: int
    content: ContentStamp
    keys: Keys


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent as it was given: version and SHA-256 of the text shown, its language, the moment (UTC)."""

    version: str
    sha256: str
    language: str
    given_at: str


@dataclass(frozen=True, slots=True)
class Sealing:
    """What goes into a sealed result beside the result: the run's secret key, consent, moment, program."""

    run_secret: bytes
    consent: ConsentGiven
    sealed_at: str
    program: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed result that was opened and is sound.

    ``run_key`` is the public key of the run (65 bytes): the same for everything sealed from one sitting.
    ``checksum`` is that of the result inside; ``marks`` says what its items meant.
    """

    invite: str
    run_key: bytes
    sealed_at: str
    program: str
    consent: ConsentGiven
    result: Result
    marks: Mapping[str, str]
    checksum: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader knows of an invite it sent: the key that opens its results, the fingerprint in it."""

    opener: cipher.Opener
    fingerprint: bytes


Register = Callable[[str], Known | None]
"""From an invite's id to what is known of it, or None when this recruiter never sent it."""


def pae(*parts: bytes) -> bytes:
    """Return the parts joined so that no others give the same bytes: count, then length and bytes of each.

    The idea is DSSE's pre-authentication encoding; counts and lengths are 8 bytes, little-endian.
    """
    pieces = [len(parts).to_bytes(8, "little")]
    for part in parts:
        pieces += [len(part).to_bytes(8, "little"), part]
    return b"".join(pieces)


def make_invite(invite: Invite, signer_secret: bytes) -> str:
    """Return the signed invite as armoured text; what it says must be clean already.

    Raises:
        SealError: a field does not fit the format.
    """
    body = canonical(_invite_map(invite)).encode()
    invite_from(parse_json(body, Path("-")), Path("-"))
    signature = cipher.sign(signer_secret, pae(_INVITE_SAYS, body))
    head = bytes([VERSION]) + invite.keys.fingerprint[:_KEY_ID_BYTES]
    return armoured(INVITE, head + signature + body)


def read_invite(raw: bytes, path: Path) -> Invite:
    """Return the invite in the text ``raw`` after its signature was checked; ``path`` is named in errors.

    The signature shows that the invite was not altered and which key made it, not who holds that key: people
    compare the fingerprint. Dates are not judged here, see ``check_dates``.

    Raises:
        SealError: no invite, damaged, of a newer version, altered, or something in it does not fit.
    """
    data = unarmoured(INVITE, raw, path)
    name = shown(path)
    _check_version(data, name)
    key_id, rest = data[1 : 1 + _KEY_ID_BYTES], data[1 + _KEY_ID_BYTES :]
    signature, body = rest[: cipher.SIGNATURE_BYTES], rest[cipher.SIGNATURE_BYTES :]
    signers = _SIGNER.findall(body)
    if len(signers) != 1 or not cipher.signed_by(
        base64.b64decode(signers[0]), signature, pae(_INVITE_SAYS, body)
    ):
        raise SealError("invite_altered", path=name)
    wire = invite_from(_json(body, path), path)
    invite = _invite_of(wire)
    if (
        invite.keys.fingerprint[:_KEY_ID_BYTES] != key_id
        or base64.b64decode(signers[0]) != invite.keys.signer
    ):
        raise SealError("invite_altered", path=name)
    if canonical(_invite_map(invite)).encode() != body or not cipher.is_point(invite.keys.opening):
        raise SealError("invite_altered", path=name)
    return invite


def check_dates(invite: Invite, now: str, path: Path) -> None:
    """Make sure that an invite may be used at the moment ``now`` (UTC, ISO 8601).

    Raises:
        SealError: it is not valid yet, or not any more.
    """
    values = {"path": shown(path), "organisation": invite.organisation}
    if now < invite.not_before:
        raise SealError("invite_not_yet", since=invite.not_before, now=now, **values)
    if now > invite.expires:
        raise SealError("invite_expired", until=invite.expires, now=now, **values)


def seal_result(invite: Invite, result: Mapping[str, object], sealing: Sealing) -> str:
    """Return ``result`` (what a result file holds, checksum included) sealed as armoured text.

    Raises:
        SealError: the consent is not the one that the invite asks for.
    """
    if sealing.consent.sha256 != invite.consent.sha256 or sealing.consent.version != invite.consent.version:
        raise SealError("seal_without_consent")
    inner: dict[str, object] = {
        "invite": invite.id,
        "recipient": invite.keys.fingerprint.hex(),
        "sealed_at": sealing.sealed_at,
        "program": sealing.program,
        "consent": {
            "version": sealing.consent.version,
            "sha256": sealing.consent.sha256,
            "language": sealing.consent.language,
            "given_at": sealing.consent.given_at,
        },
        "result": dict(result),
    }
    body = canonical(inner).encode()
    invite_id = bytes.fromhex(invite.id)
    signature = cipher.sign_run(sealing.run_secret, _run_message(invite_id, invite.keys.opening, body))
    plain = packed(cipher.point_public(sealing.run_secret) + signature + body)
    ciphertext = cipher.encrypt(invite.keys.opening, plain, _context(invite_id, invite.keys.opening))
    return armoured(RESULT, bytes([VERSION]) + invite_id + ciphertext)


def open_result(raw: bytes, path: Path, register: Register) -> Opened:
    """Return what the sealed result in the text ``raw`` holds; ``path`` is named in errors.

    Raises:
        SealError: no sealed result, damaged, newer, not ours, altered, or something in it does not fit.
        ResultFileError: the result in it is of a newer version, edited or malformed.
    """
    name = shown(path)
    invite_id, ciphertext = _sealed_parts(raw, path)
    known = register(invite_id.hex())
    if known is None:
        raise SealError("seal_not_ours", path=name, invite=invite_id.hex()[:8])
    opener = known.opener
    plain = opener.open(ciphertext, _context(invite_id, opener.public))
    if plain is None:
        raise SealError("seal_does_not_open", path=name)
    body = unpacked(plain, name)
    head = cipher.POINT_BYTES + cipher.SIGNATURE_BYTES
    run_key, signature, text = body[: cipher.POINT_BYTES], body[cipher.POINT_BYTES : head], body[head:]
    if not cipher.run_signed_by(run_key, signature, _run_message(invite_id, opener.public, text)):
        raise SealError("seal_bad_signature", path=name)
    tree = _json(text, path)
    wire, stored = sealed_from(tree, path)
    if wire.invite != invite_id.hex() or wire.recipient != known.fingerprint.hex():
        raise SealError("seal_other_invite", path=name)
    given = wire.consent
    return Opened(
        invite=wire.invite,
        run_key=run_key,
        sealed_at=wire.sealed_at,
        program=wire.program,
        consent=ConsentGiven(given.version, given.sha256, given.language, given.given_at),
        result=stored.result,
        marks=stored.marks,
        checksum=_checksum(tree),
    )


def _sealed_parts(raw: bytes, path: Path) -> tuple[bytes, bytes]:
    data = unarmoured(RESULT, raw, path)
    name = shown(path)
    _check_version(data, name)
    if len(data) < 1 + _ID_BYTES + cipher.HPKE_EXTRA + PAD_TO:
        raise SealError("seal_damaged", path=name)
    return data[1 : 1 + _ID_BYTES], data[1 + _ID_BYTES :]


def _check_version(data: bytes, name: str) -> None:
    if data[0] > VERSION:
        raise SealError("seal_newer", path=name, version=data[0])
    if data[0] != VERSION:
        raise SealError("seal_damaged", path=name)


def _json(body: bytes, path: Path) -> object:
    try:
        return parse_json(body, path)
    except ResultFileError as error:
        raise SealError("seal_wrong_shape", path=shown(path), place="JSON", reason=error.code) from error


def _checksum(tree: object) -> str:
    """Return the checksum in an opened sealed result; ``sealed_from`` has held it against the rest."""
    return str(tree["result"]["checksum"]) if isinstance(tree, dict) else ""


def _context(invite_id: bytes, opening: bytes) -> bytes:
    return pae(_RESULT_SAYS, invite_id, opening)


def _run_message(invite_id: bytes, opening: bytes, body: bytes) -> bytes:
    return pae(_RUN_SAYS, invite_id, opening, body)


def _invite_map(invite: Invite) -> dict[str, object]:
    content = invite.content
    return {
        "id": invite.id,
        "organisation": invite.organisation,
        "role": invite.role,
        "form": invite.form,
        "language": invite.language,
        "who_sees": invite.who_sees,
        "contact": invite.contact,
        "consent": {"version": invite.consent.version, "text": invite.consent.text},
        "purpose": invite.purpose,
        "keep_days": invite.keep_days,
        "not_before": invite.not_before,
        "expires": invite.expires,
        "attempts": invite.attempts,
        "content": {"pack": content.pack, "version": content.version, "digest": content.digest},
        "grade": "sealed",
        "signer": base64.b64encode(invite.keys.signer).decode("ascii"),
        "opening": base64.b64encode(invite.keys.opening).decode("ascii"),
    }


def _invite_of(wire: InviteWire) -> Invite:
    return Invite(
        id=wire.id,
        organisation=wire.organisation,
        role=wire.role,
        form=wire.form,
        language=wire.language,
        who_sees=wire.who_sees,
        contact=wire.contact,
        consent=ConsentText(wire.consent.version, wire.consent.text),
        purpose=wire.purpose,
        keep_days=wire.keep_days,
        not_before=wire.not_before,
        expires=wire.expires,
        attempts=wire.attempts,
        content=ContentStamp(wire.content.pack, wire.content.version, wire.content.digest),
        keys=Keys(base64.b64decode(wire.signer), base64.b64decode(wire.opening)),
    )
