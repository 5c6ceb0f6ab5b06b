"""Invites and sealed results: what goes in comes out, and nothing that was altered comes out at all."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import msgspec
import pytest

from suitability.errors import ResultFileError, SealError, UserError
from suitability.services import cipher, sealing
from suitability.services.messages import sentence
from suitability.services.padding import PAD_TO
from suitability.services.sealing import (
    Keys,
    check_dates,
    make_invite,
    pae,
    read_invite,
    seal_result,
)
from suitability.storage.answer_codec import canonical
from suitability.storage.armour import INVITE, RESULT, armoured, unarmoured
from suitability.storage.result_file import checksum, result_map
from suitability.storage.sealed_wire import SHAPES, SealedWire, schema
from tests.sealing import making
from tests.sealing.making import NOW, NOWHERE, consent_to, invite, invite_text, opened, party, sealed
from tests.services import samples


def refusal(work: Callable[[], object]) -> UserError:
    """Return the error that ``work`` ends with; it has a sentence in both languages."""
    with pytest.raises((SealError, ResultFileError)) as caught:
        work()
    for language in samples.LANGUAGES:
        assert sentence(samples.words(language), caught.value) != str(caught.value)
    return caught.value


def test_pae_is_count_lengths_and_bytes() -> None:
    assert pae() == bytes(8)
    assert pae(b"ab", b"") == b"\x02" + bytes(7) + b"\x02" + bytes(7) + b"ab" + bytes(8)
    assert pae(b"a", b"b") != pae(b"ab") != pae(b"ab", b"")


def test_an_invite_comes_back_as_it_was_made() -> None:
    assert read_invite(invite_text().encode(), NOWHERE) == invite()


def test_an_invite_holds_nothing_about_the_person() -> None:
    body = msgspec.json.decode(unarmoured(INVITE, invite_text().encode(), NOWHERE)[73:])

    assert set(body) == {
        *("id", "organisation", "role", "form", "language", "who_sees", "contact", "consent", "purpose"),
        *("keep_days", "not_before", "expires", "attempts", "content", "grade", "signer", "opening"),
    }


def test_the_fingerprint_is_eight_groups_and_another_for_another_key() -> None:
    groups = party().keys.shown.split(" ")

    assert [len(group) for group in groups] == [4] * 8
    assert "".join(groups) == party().keys.fingerprint.hex()[:32]
    assert making.new_party().keys.shown != party().keys.shown


def test_every_altered_or_cut_invite_is_refused() -> None:
    """One bit at every byte and every length: none accepted, no error but ours."""
    data = unarmoured(INVITE, invite_text().encode(), NOWHERE)
    tried = 0
    for place in range(len(data)):
        flipped = data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :]
        for other in (flipped, data[: place or 1]):
            text = armoured(INVITE, other).encode()
            with pytest.raises(SealError):
                read_invite(text, NOWHERE)
            tried += 1
    assert tried == 2 * len(data) > 1500


def resigned(change: Callable[[dict[str, object]], object], who: making.Party | None = None) -> bytes:
    """Return an invite whose JSON was changed and signed again by ``who``."""
    owner = who or party()
    data = unarmoured(INVITE, invite_text().encode(), NOWHERE)
    tree = msgspec.json.decode(data[73:])
    change(tree)
    body = canonical(tree).encode()
    signature = cipher.sign(owner.signing, pae(b"suitability-invite-v1", body))
    return armoured(INVITE, data[:9] + signature + body).encode()


def test_an_invite_signed_by_another_key_under_the_old_name_is_refused() -> None:
    stranger = making.new_party()

    assert refusal(lambda: read_invite(resigned(lambda _: None, stranger), NOWHERE)).code == "invite_altered"


def test_a_stranger_who_signs_everything_anew_is_shown_by_the_fingerprint() -> None:
    stranger = making.new_party()
    ours, theirs = invite(), read_invite(invite_text(stranger).encode(), NOWHERE)

    assert theirs.organisation == ours.organisation
    assert theirs.keys.shown != ours.keys.shown


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda tree: tree.pop("form"), "seal_wrong_shape"),
        (lambda tree: tree.update(collect_passport=True), "seal_wrong_shape"),
        (lambda tree: tree.update(attempts=0), "seal_wrong_shape"),
        (lambda tree: tree.update(attempts=True), "seal_wrong_shape"),
        (lambda tree: tree.update(expires="2026-02-30T00:00:00Z"), "seal_wrong_shape"),
        (lambda tree: tree.update(expires="tomorrow"), "seal_wrong_shape"),
        (lambda tree: tree.update(organisation="\u001b]52;c;aGk=\u0007"), "seal_wrong_shape"),
        (lambda tree: tree.update(organisation="a\u202eb"), "seal_wrong_shape"),
        (lambda tree: tree.update(organisation="x" * 201), "seal_wrong_shape"),
        (lambda tree: tree.update(role="../../etc"), "seal_wrong_shape"),
        (lambda tree: tree.update(grade="witnessed"), "seal_wrong_shape"),
        (lambda tree: tree.update(id="0" * 31), "seal_wrong_shape"),
        (lambda tree: tree.update(opening=base64.b64encode(b"\x04" + bytes(64)).decode()), "invite_altered"),
    ],
)
def test_a_well_signed_invite_with_something_wrong_in_it_is_refused(
    change: Callable[[dict[str, object]], object], code: str
) -> None:
    assert refusal(lambda: read_invite(resigned(change), NOWHERE)).code == code


def test_an_invite_has_its_time() -> None:
    check_dates(invite(), NOW, NOWHERE)

    early = refusal(lambda: check_dates(invite(), "2026-10-31T23:59:59Z", NOWHERE))
    late = refusal(lambda: check_dates(invite(), "2026-12-25T00:00:00Z", NOWHERE))

    assert (early.code, late.code) == ("invite_not_yet", "invite_expired")


def test_an_invite_that_does_not_fit_the_format_is_not_made() -> None:
    assert refusal(lambda: make_invite(invite(keep_days=0), party().signing)).code == "seal_wrong_shape"


def test_a_sealed_result_comes_back_as_it_was() -> None:
    found = opened(sealed())

    assert found.result == making.result()
    assert found.invite == invite().id
    assert found.run_key == cipher.point_public(making.run_secret())
    assert found.consent == consent_to(invite())
    assert found.checksum == result_map(making.result(), found.marks)["checksum"]


def test_nothing_of_the_answers_shows_in_the_text() -> None:
    """Threat 1: a mailbox that is read. Fifty words of the file, and none of them in the bytes sent."""
    whole = canonical(result_map(making.result())).encode()
    words = list(dict.fromkeys(piece for piece in whole.split(b'"') if len(piece) > 3))[:50]
    data = unarmoured(RESULT, sealed().encode(), NOWHERE)

    assert len(words) >= 20
    assert [word for word in words if word in data] == []
    assert (len(data) - 17 - cipher.HPKE_EXTRA) % PAD_TO == 0


def test_the_same_result_sealed_twice_looks_different_and_is_recognised() -> None:
    first, second = opened(sealed()), opened(sealed(sealed_at="2026-11-23T08:00:00Z"))

    assert sealed() != sealed()
    assert (first.run_key, first.checksum) == (second.run_key, second.checksum)


def test_every_altered_or_cut_result_is_refused() -> None:
    data = unarmoured(RESULT, sealed().encode(), NOWHERE)
    tried = 0
    for place in range(len(data)):
        flipped = data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :]
        for other in (flipped, data[: place or 1]):
            text = armoured(RESULT, other)
            with pytest.raises(SealError):
                opened(text)
            tried += 1
    assert tried == 2 * len(data) > 2000


def test_a_result_is_bound_to_its_invite_and_its_reader() -> None:
    """Threat 3: the outer invite id exchanged for another of the same recruiter; and another reader."""
    other = "ff" * 16
    data = unarmoured(RESULT, sealed().encode(), NOWHERE)
    moved = armoured(RESULT, data[:1] + bytes.fromhex(other) + data[17:])

    assert refusal(lambda: opened(moved, None, other)).code == "seal_does_not_open"
    assert refusal(lambda: opened(sealed(), making.new_party())).code == "seal_does_not_open"
    assert refusal(lambda: opened(sealed(invite(id=other)))).code == "seal_not_ours"


def test_a_result_of_the_same_opening_key_under_another_signer_is_refused() -> None:
    """The fingerprint inside names both keys: an invite re-signed by a stranger is no invite of ours."""
    stranger = making.new_party()
    forged = replace(invite(), keys=Keys(stranger.keys.signer, party().keys.opening))

    assert refusal(lambda: opened(sealed(forged))).code == "seal_other_invite"


def test_nothing_is_sealed_without_the_consent_asked_for() -> None:
    for wrong in (
        replace(consent_to(invite()), sha256="0" * 64),
        replace(consent_to(invite()), version="0"),
    ):
        work = sealing.Sealing(making.run_secret(), wrong, "2026-11-22T17:00:00Z", "suitability 0.1.0")
        assert refusal(partial(seal_result, invite(), {}, work)).code == "seal_without_consent"


def crafted(plain: bytes) -> str:
    """Return a sealed text whose decrypted part is ``plain``: what a changed program can send."""
    invite_id, opening = bytes.fromhex(invite().id), party().keys.opening
    box = cipher.encrypt(opening, plain, pae(b"suitability-result-v1", invite_id, opening))
    return armoured(RESULT, b"\x01" + invite_id + box)


def framed(content: bytes, method: int = 0, length: int | None = None) -> bytes:
    """Return content with its frame, padded."""
    plain = bytes([method]) + (len(content) if length is None else length).to_bytes(4, "little") + content
    return plain + bytes(-len(plain) % 512)


def signed(tree: object) -> bytes:
    """Return a body: run key, its right signature, and any JSON."""
    body = tree if isinstance(tree, bytes) else canonical(tree).encode()
    secret = making.run_secret()
    parts = (b"suitability-run-v1", bytes.fromhex(invite().id), party().keys.opening, body)
    return cipher.point_public(secret) + cipher.sign_run(secret, pae(*parts)) + body


def tree(**changed: object) -> dict[str, object]:
    """Return a right inner JSON with some fields changed."""
    consent = consent_to(invite())
    whole: dict[str, object] = {
        "invite": invite().id,
        "recipient": party().keys.fingerprint.hex(),
        "sealed_at": "2026-11-22T17:00:00Z",
        "program": "suitability 0.1.0",
        "consent": {
            "version": consent.version,
            "sha256": consent.sha256,
            "language": consent.language,
            "given_at": consent.given_at,
        },
        "result": result_map(making.result()),
    }
    return whole | changed


def changed_result(**changed: object) -> dict[str, object]:
    """Return a result with some fields changed and its checksum made right again."""
    body: Mapping[str, object] = result_map(making.result()) | changed
    bare = {key: value for key, value in body.items() if key != "checksum"}
    return bare | {"checksum": checksum(bare)}


def test_the_crafting_itself_is_right() -> None:
    """Otherwise the refusals below would prove nothing."""
    assert opened(crafted(framed(signed(tree())))).result == making.result()
    assert opened(crafted(framed(zlib.compress(signed(tree())), 1))).result == making.result()
    assert SealedWire in SHAPES.values()


BOMB = zlib.compress(bytes(200 << 20), 9)
assert len(BOMB) > 190_000
SMALL_BOMB = zlib.compress(bytes(2 << 20), 9)
DEEP = b'{"result":' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        pytest.param(framed(SMALL_BOMB, 1), "seal_bomb", id="bomb"),
        pytest.param(framed(b"no zlib", 1), "seal_bad_padding", id="not zlib"),
        pytest.param(framed(zlib.compress(b"x" * 99)[:-3], 1), "seal_bad_padding", id="zlib cut off"),
        pytest.param(framed(zlib.compress(b"x") + b"tail", 1), "seal_bad_padding", id="zlib with a tail"),
        pytest.param(framed(b"x", 2), "seal_newer", id="another method"),
        pytest.param(framed(b"x", 0, 5000), "seal_bad_padding", id="length too long"),
        pytest.param(framed(b"x" * 30, 0, 3), "seal_bad_padding", id="padding not zero"),
        pytest.param(framed(b"") + bytes(512), "seal_bad_padding", id="too much padding"),
        pytest.param(framed(b"") + b"x", "seal_bad_padding", id="odd length"),
        pytest.param(framed(b""), "seal_bad_signature", id="nothing in it"),
        pytest.param(framed(signed(tree())[:-1]), "seal_bad_signature", id="signed something else"),
        pytest.param(framed(signed(b"")), "seal_wrong_shape", id="no JSON"),
        pytest.param(framed(signed(b"[1]")), "seal_wrong_shape", id="no object"),
        pytest.param(framed(signed(DEEP)), "seal_wrong_shape", id="deep"),
        pytest.param(framed(signed(b'{"result":NaN}')), "seal_wrong_shape", id="NaN"),
        pytest.param(framed(signed(b'{"result":1e999}')), "seal_wrong_shape", id="huge number"),
        pytest.param(
            framed(signed(tree(sealed_at="2026-13-01T00:00:00Z"))), "seal_wrong_shape", id="month 13"
        ),
        pytest.param(framed(signed(tree(extra=1))), "seal_wrong_shape", id="unknown field"),
        pytest.param(framed(signed(tree(program="\u001b[2J"))), "seal_wrong_shape", id="escape code"),
        pytest.param(framed(signed(tree(consent={}))), "seal_wrong_shape", id="no consent"),
        pytest.param(framed(signed(tree(invite="ff" * 16))), "seal_other_invite", id="other invite inside"),
        pytest.param(framed(signed(tree(recipient="0" * 64))), "seal_other_invite", id="other recipient"),
        pytest.param(framed(signed(tree(result={}))), "result_foreign", id="no result"),
        pytest.param(
            framed(signed(tree(result=changed_result(version=2)))), "result_newer", id="newer result"
        ),
        pytest.param(
            framed(signed(tree(result=result_map(making.result()) | {"form": "full"}))),
            "result_edited",
            id="edited result",
        ),
        pytest.param(
            framed(signed(tree(result=changed_result(created="2026-02-31T00:00:00Z")))),
            "seal_wrong_shape",
            id="impossible day",
        ),
    ],
)
def test_what_a_changed_program_may_send_is_refused_in_words(plain: bytes, code: str) -> None:
    """Threat 7: encrypted and signed as it should be, and hostile inside."""
    assert refusal(lambda: opened(crafted(plain))).code == code


def test_a_bomb_that_fits_the_armour_is_not_inflated() -> None:
    """190 KB in, 200 MiB out: stopped after one mebibyte."""
    error = refusal(lambda: opened(crafted(framed(BOMB[:190_000], 1))))

    assert error.code == "seal_bomb"


def test_a_newer_format_is_named() -> None:
    data = unarmoured(RESULT, sealed().encode(), NOWHERE)
    error = refusal(lambda: opened(armoured(RESULT, b"\x02" + data[1:])))

    assert (error.code, error.values["version"]) == ("seal_newer", "2")


def test_the_schemas_follow_the_types() -> None:
    for name in SHAPES:
        found = schema(name)
        definitions = found["$defs"]
        assert isinstance(definitions, dict)
        assert definitions
    whole = schema("sealed")
    assert set(schema("invite")["$defs"]) == {"InviteWire", "ConsentTextWire", "ContentWire"}  # type: ignore[call-overload]
    assert "responses" in str(whole)
