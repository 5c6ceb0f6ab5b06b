"""The standards are met: published vectors, a second implementation, and keys that do not fit."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from suitability.services import cipher
from tests.sealing import hpke

# RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.
INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
EPHEMERAL = bytes.fromhex("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb")
RECEIVER = bytes.fromhex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2")
RECEIVER_POINT = bytes.fromhex(
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a"
    "826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
)
ENC = bytes.fromhex(
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325a"
    "c98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
SHARED = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"
KEY = "868c066ef58aae6dc589b6cfdd18f97e"
NONCE = "4e0bc5018beba4bf004cca59"
PLAIN = bytes.fromhex("4265617574792069732074727574682c20747275746820626561757479")
SEALED = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"


def test_our_second_implementation_gives_the_vectors_of_the_rfc() -> None:
    key = hpke.private_key(RECEIVER)
    assert hpke.point_of(key) == RECEIVER_POINT
    assert hpke.point_of(hpke.private_key(EPHEMERAL)) == ENC

    from_sender = hpke.shared_secret(hpke.private_key(EPHEMERAL), RECEIVER_POINT, ENC, RECEIVER_POINT)
    from_receiver = hpke.shared_secret(key, ENC, ENC, RECEIVER_POINT)
    plan = hpke.schedule(from_receiver, INFO, 1, 16)

    assert from_sender.hex() == from_receiver.hex() == SHARED
    assert (plan.key.hex(), plan.base_nonce.hex()) == (KEY, NONCE)
    assert AESGCM(plan.key).encrypt(plan.base_nonce, PLAIN, b"Count-0").hex() == SEALED


@pytest.mark.parametrize("size", [0, 1, 512, 70_000])
def test_the_library_and_the_second_implementation_open_each_other(size: int) -> None:
    secret, point = cipher.new_point()
    plain = os.urandom(size)

    assert hpke.open_base(cipher.encrypt(point, plain, INFO), secret, INFO) == plain
    assert cipher.Opener(secret).open(hpke.seal_base(plain, point, INFO), INFO) == plain


def test_another_key_another_context_and_an_altered_message_do_not_open() -> None:
    secret, point = cipher.new_point()
    message = cipher.encrypt(point, b"answers", INFO)
    opener = cipher.Opener(secret)

    assert opener.open(message, INFO) == b"answers"
    assert len(message) == len(b"answers") + cipher.HPKE_EXTRA
    assert opener.open(message, INFO + b"x") is None
    assert cipher.Opener(cipher.new_point()[0]).open(message, INFO) is None
    for place in range(len(message)):
        assert opener.open(message[:place] + bytes([message[place] ^ 1]) + message[place + 1 :], INFO) is None
        assert opener.open(message[:place], INFO) is None


# RFC 8032, 7.1, TEST 2.
SIGNING = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
SIGNER = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_rfc_8032() -> None:
    assert cipher.signer_public(SIGNING).hex() == SIGNER
    assert cipher.sign(SIGNING, b"\x72").hex() == SIGNATURE
    assert cipher.signed_by(bytes.fromhex(SIGNER), bytes.fromhex(SIGNATURE), b"\x72")
    assert not cipher.signed_by(bytes.fromhex(SIGNER), bytes.fromhex(SIGNATURE), b"\x73")
    assert not cipher.signed_by(b"short", b"short", b"\x72")


@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_a_run_signature_fits_its_message_and_key_only(message: bytes) -> None:
    secret, point = cipher.new_point()
    signature = cipher.sign_run(secret, message)

    assert len(signature) == cipher.SIGNATURE_BYTES
    assert cipher.run_signed_by(point, signature, message)
    assert not cipher.run_signed_by(point, signature, message + b"x")
    assert not cipher.run_signed_by(cipher.new_point()[1], signature, message)
    assert not cipher.run_signed_by(b"\x04" + bytes(64), signature, message)
    assert not cipher.run_signed_by(point, bytes(64), message)


def test_a_passphrase_locks_and_unlocks() -> None:
    locked = cipher.lock("correct horse", b"secret", bytes(16), bytes(12))

    assert b"secret" not in locked
    assert cipher.unlock("correct horse", locked) == b"secret"
    assert cipher.unlock("wrong horse", locked) is None
    assert cipher.unlock("correct horse", locked[:-1]) is None
    assert cipher.unlock("correct horse", b"") is None
