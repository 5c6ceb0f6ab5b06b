"""HPKE base mode written a second time, straight from RFC 9180, to hold the library against. Tests only."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEM_ID = 0x0010
KDF_ID = 0x0001
CURVE = ec.SECP256R1()


@dataclass(frozen=True)
class Schedule:
    """What the key schedule gives: the AEAD's key and the nonce of the first message."""

    key: bytes
    base_nonce: bytes


def extract(salt: bytes, ikm: bytes) -> bytes:
    """HKDF-Extract with SHA-256 (RFC 5869, 2.2)."""
    engine = hmac.HMAC(salt or bytes(32), hashes.SHA256())
    engine.update(ikm)
    return engine.finalize()


def expand(prk: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand with SHA-256 (RFC 5869, 2.3)."""
    found, block, number = b"", b"", 1
    while len(found) < length:
        engine = hmac.HMAC(prk, hashes.SHA256())
        engine.update(block + info + bytes([number]))
        block = engine.finalize()
        found, number = found + block, number + 1
    return found[:length]


def labeled_extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    """LabeledExtract (RFC 9180, 4)."""
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """LabeledExpand (RFC 9180, 4)."""
    return expand(prk, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def private_key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """Return a P-256 key from its number."""
    return ec.derive_private_key(int.from_bytes(secret, "big"), CURVE)


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """SerializePublicKey (RFC 9180, 7.1.1)."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def shared_secret(mine: ec.EllipticCurvePrivateKey, theirs: bytes, enc: bytes, receiver: bytes) -> bytes:
    """The common part of Encap and Decap (RFC 9180, 4.1): ECDH, then ExtractAndExpand."""
    suite = b"KEM" + KEM_ID.to_bytes(2, "big")
    dh = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    eae = labeled_extract(suite, b"", b"eae_prk", dh)
    return labeled_expand(suite, eae, b"shared_secret", enc + receiver, 32)


def schedule(secret: bytes, info: bytes, aead_id: int, key_bytes: int) -> Schedule:
    """KeySchedule in base mode (RFC 9180, 5.1)."""
    suite = b"HPKE" + KEM_ID.to_bytes(2, "big") + KDF_ID.to_bytes(2, "big") + aead_id.to_bytes(2, "big")
    psk_id = labeled_extract(suite, b"", b"psk_id_hash", b"")
    context = b"\x00" + psk_id + labeled_extract(suite, b"", b"info_hash", info)
    prk = labeled_extract(suite, secret, b"secret", b"")
    return Schedule(
        labeled_expand(suite, prk, b"key", context, key_bytes),
        labeled_expand(suite, prk, b"base_nonce", context, 12),
    )


def open_base(data: bytes, secret: bytes, info: bytes) -> bytes:
    """Open enc || ciphertext with AES-256-GCM (AEAD 2) and no associated data."""
    key, enc = private_key(secret), data[:65]
    plan = schedule(shared_secret(key, enc, enc, point_of(key)), info, 2, 32)
    return AESGCM(plan.key).decrypt(plan.base_nonce, data[65:], b"")


def seal_base(plain: bytes, receiver: bytes, info: bytes) -> bytes:
    """Return enc || ciphertext with AES-256-GCM (AEAD 2) and no associated data."""
    one_time = ec.generate_private_key(CURVE)
    enc = point_of(one_time)
    plan = schedule(shared_secret(one_time, receiver, enc, receiver), info, 2, 32)
    return enc + AESGCM(plan.key).encrypt(plan.base_nonce, plain, b"")
