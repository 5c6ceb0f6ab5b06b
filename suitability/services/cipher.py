"""The only user of `cryptography`: keys, signatures, encryption to a key or a passphrase, by standards.

Ed25519 is RFC 8032, ECDSA on P-256 with SHA-256 is FIPS 186-5, HPKE is RFC 9180 in base mode with
DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, scrypt is RFC 7914. Nothing is composed here that
these do not compose. Fresh keys come from the operating system's generator inside the library: an argument in
its place would be a way to get them wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.hpke import Suite

SECRET_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
POINT_BYTES: Final = 65
HPKE_EXTRA: Final = POINT_BYTES + 16
"""Bytes that HPKE adds: the sender's one-time key in front, the tag of AES-GCM behind."""

_SCRYPT_N: Final = 2**16
_SCRYPT_R: Final = 8
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


def new_signer() -> tuple[bytes, bytes]:
    """Return a fresh Ed25519 key: 32 secret bytes and 32 public ones."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - costs 20 ms

    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def signer_public(secret: bytes) -> bytes:
    """Return the 32 public bytes of an Ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, message: bytes) -> bytes:
    """Return the Ed25519 signature of ``message``, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether an Ed25519 signature is right."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_point() -> tuple[bytes, bytes]:
    """Return a fresh P-256 key: 32 secret bytes, and the public point as 65 bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above

    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_numbers().private_value.to_bytes(SECRET_BYTES, "big"), _point_of(key)


def point_public(secret: bytes) -> bytes:
    """Return the public point of a P-256 key, 65 bytes.

    Raises:
        ValueError: the secret bytes are no key.
    """
    return _point_of(_p256(secret))


def is_point(public: bytes) -> bool:
    """Return whether 65 bytes are a point of P-256."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above

    with contextlib.suppress(ValueError):
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        return True
    return False


def sign_run(secret: bytes, message: bytes) -> bytes:
    """Return the ECDSA signature (P-256, SHA-256) of ``message``: r and s, 64 bytes, as WebCrypto."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - as above

    r, s = utils.decode_dss_signature(_p256(secret).sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def run_signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether a signature made by ``sign_run`` or by WebCrypto is right."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - as above

    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def encrypt(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Return ``plaintext`` encrypted to a P-256 point by HPKE: 65 bytes of one-time key, ciphertext, tag.

    Raises:
        ValueError: ``public`` is no point of P-256.
    """
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above

    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    return _suite().encrypt(plaintext, key, info)


class Opener:
    """One secret opening key, ready to open many messages."""

    def __init__(self, secret: bytes) -> None:
        self._key = _p256(secret)
        self._suite = _suite()
        self.public = _point_of(self._key)

    def open(self, sealed: bytes, info: bytes) -> bytes | None:
        """Return what was encrypted, or None when it was altered or meant for another key or ``info``."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above

        try:
            return self._suite.decrypt(sealed, self._key, info)
        except (InvalidTag, ValueError):
            return None


def lock(passphrase: str, plaintext: bytes, salt: bytes, nonce: bytes) -> bytes:
    """Return ``plaintext`` encrypted under a passphrase: salt (16), nonce (12), AES-256-GCM.

    scrypt runs with N = 2^16, r = 8, p = 1: 64 MiB and a fifth of a second for every guess.
    ``salt`` and ``nonce`` are random and never used twice.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    return (
        salt + nonce + AESGCM(_stretched(passphrase, salt)).encrypt(nonce, plaintext, b"suitability-key-v1")
    )


def unlock(passphrase: str, locked: bytes) -> bytes | None:
    """Return what ``lock`` encrypted, or None when the passphrase is wrong or the bytes were altered."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    salt, nonce = locked[:_SALT_BYTES], locked[_SALT_BYTES : _SALT_BYTES + _NONCE_BYTES]
    body = locked[_SALT_BYTES + _NONCE_BYTES :]
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, body, b"suitability-key-v1")
    except (InvalidTag, ValueError):
        return None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    size = 128 * _SCRYPT_R * _SCRYPT_N
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=1, maxmem=size + (1 << 20), dklen=32
    )


def _p256(secret: bytes) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above

    return ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())


def _point_of(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - as above

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _suite() -> Suite:
    from cryptography.hazmat.primitives import hpke  # noqa: PLC0415 - as above

    return hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
