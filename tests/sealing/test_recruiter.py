"""A recruiter's keys: made once, unlocked, rotated, backed up; never plain where they need not be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from suitability.errors import OutputError, SealError
from suitability.services import cipher, keychain, recruiter
from suitability.services.messages import sentence
from suitability.services.recruiter import Access
from suitability.storage.key_file import KEYS
from tests.services import samples

AT = "2026-11-22T12:00:00Z"
PHRASE = "верная лошадь скрепка"


@dataclass
class Drawer:
    """A keychain in memory; ``works`` is False for a system without one."""

    works: bool = True
    held: dict[str, str] = field(default_factory=dict)

    def store(self, account: str, secret: str) -> bool:
        if self.works:
            self.held[account] = secret
        return self.works

    def fetch(self, account: str) -> str | None:
        return self.held.get(account)

    def remove(self, account: str) -> None:
        self.held.pop(account, None)


def nobody() -> str:
    raise AssertionError("nobody should be asked")


def access(folder: Path, drawer: Drawer | None = None, ask: Callable[[], str] = nobody) -> Access:
    return Access(folder / "recruiter", drawer or Drawer(works=False), ask, os.urandom, AT)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(SealError) as caught:
        work()
    for language in samples.LANGUAGES:
        assert sentence(samples.words(language), caught.value) != str(caught.value)
    return caught.value.code


def test_the_keychain_is_used_where_there_is_one(tmp_path: Path) -> None:
    drawer = Drawer()
    made = recruiter.init(access(tmp_path, drawer), "Ромашка", use_keychain=True, passphrase=None)
    who = recruiter.unlock(access(tmp_path, drawer))

    assert (made.where, made.organisation) == ("keychain", "Ромашка")
    assert who.keys == made.keys
    assert cipher.point_public(who.secrets[who.keys.opening]) == who.keys.opening
    assert cipher.signed_by(who.keys.signer, cipher.sign(who.signing, b"x"), b"x")
    text = (tmp_path / "recruiter" / KEYS).read_text()
    assert len(drawer.held) == 1
    assert all(secret not in text for secret in drawer.held.values())


@pytest.mark.parametrize("passphrase", [None, PHRASE])
def test_without_a_keychain_the_key_lies_in_a_file_for_its_owner_only(
    tmp_path: Path, passphrase: str | None
) -> None:
    """Threat 9: modes."""
    made = recruiter.init(access(tmp_path), "", use_keychain=True, passphrase=passphrase)
    folder = tmp_path / "recruiter"

    assert made.where == ("file" if passphrase is None else "locked")
    assert (folder / KEYS).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not made.readable_by_others
    (folder / KEYS).chmod(0o644)
    assert recruiter.about(folder).readable_by_others


def test_a_passphrase_locks_the_file(tmp_path: Path) -> None:
    recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=PHRASE)
    who = recruiter.unlock(access(tmp_path, ask=lambda: PHRASE))

    assert who.signing.hex() not in (tmp_path / "recruiter" / KEYS).read_text()
    assert refusal(lambda: recruiter.unlock(access(tmp_path, ask=lambda: "wrong"))) == "key_wrong_passphrase"
    short = access(tmp_path / "other")
    assert (
        refusal(lambda: recruiter.init(short, "", use_keychain=False, passphrase=PHRASE[:7]))
        == "key_passphrase_short"
    )
    assert not recruiter.is_set_up(short.folder)


def test_keys_are_never_made_twice(tmp_path: Path) -> None:
    recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=None)
    before = (tmp_path / "recruiter" / KEYS).read_bytes()

    again = lambda: recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=None)  # noqa: E731
    assert refusal(again) == "key_exists"
    assert (tmp_path / "recruiter" / KEYS).read_bytes() == before


@pytest.mark.parametrize(("keychain_works", "passphrase"), [(True, None), (False, None), (False, PHRASE)])
def test_rotation_adds_an_opening_key_and_keeps_the_old_one(
    tmp_path: Path, keychain_works: bool, passphrase: str | None
) -> None:
    """Threat 9: rotation. What was sealed to the old key still opens."""
    drawer = Drawer(works=keychain_works)
    with_key = access(tmp_path, drawer, ask=lambda: passphrase or "")
    recruiter.init(with_key, "", use_keychain=passphrase is None, passphrase=passphrase)
    before = recruiter.unlock(with_key)
    sealed = cipher.encrypt(before.keys.opening, b"answers", b"info")

    made = recruiter.rotate(with_key)
    after = recruiter.unlock(with_key)

    assert after.keys.opening != before.keys.opening
    assert after.keys.signer == before.keys.signer
    assert made.keys.shown != before.keys.shown
    assert len(made.openings) == 2
    assert cipher.Opener(after.secrets[before.keys.opening]).open(sealed, b"info") == b"answers"
    assert len(drawer.held) == int(keychain_works and passphrase is None)


@pytest.mark.parametrize("passphrase", [None, PHRASE])
def test_a_recovery_sheet_brings_the_keys_back(tmp_path: Path, passphrase: str | None) -> None:
    recruiter.init(access(tmp_path, drawer := Drawer()), "Ромашка", use_keychain=True, passphrase=None)
    recruiter.rotate(access(tmp_path, drawer))
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"ЛИСТ\n\n{recruiter.backup(access(tmp_path, drawer), passphrase)}")
    new = access(tmp_path / "new", Drawer(), ask=lambda: PHRASE)

    made = recruiter.restore(new, sheet, use_keychain=passphrase is None)

    assert recruiter.unlock(new) == recruiter.unlock(access(tmp_path, drawer))
    assert made.organisation == "Ромашка"
    assert made.where == ("keychain" if passphrase is None else "locked")
    assert refusal(lambda: recruiter.restore(new, sheet, use_keychain=True)) == "key_exists"


@pytest.mark.parametrize("keychain_works", [True, False])
def test_keys_can_be_renamed_and_locked_afterwards(tmp_path: Path, keychain_works: bool) -> None:
    """Who forgot name or passphrase at the start is not left without: the keys stay the same ones."""
    drawer = Drawer(works=keychain_works)
    first = recruiter.init(access(tmp_path, drawer), "", use_keychain=True, passphrase=None)
    secrets = recruiter.unlock(access(tmp_path, drawer)).secrets

    named = recruiter.change(access(tmp_path, drawer), organisation="Ромашка")
    locked = recruiter.change(access(tmp_path, drawer), passphrase=PHRASE)
    again = access(tmp_path, drawer, ask=lambda: PHRASE)

    assert (named.organisation, named.where, named.keys) == ("Ромашка", first.where, first.keys)
    assert (locked.organisation, locked.where, locked.keys) == ("Ромашка", "locked", first.keys)
    assert drawer.held == {}
    assert recruiter.unlock(again).secrets == secrets
    assert refusal(lambda: recruiter.unlock(access(tmp_path, ask=lambda: "x"))) == "key_wrong_passphrase"
    assert refusal(lambda: recruiter.change(again, passphrase=PHRASE[:7])) == "key_passphrase_short"
    other = recruiter.change(again, passphrase=PHRASE[::-1])
    assert other.where == "locked"
    assert recruiter.unlock(replace(again, ask=lambda: PHRASE[::-1])).secrets == secrets


def test_a_broken_or_foreign_sheet_is_refused(tmp_path: Path) -> None:
    recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=None)
    text = recruiter.backup(access(tmp_path), None)
    sheet = tmp_path / "sheet.txt"
    new = access(tmp_path / "new")
    cases = {
        "hello": "seal_no_block",
        text[:200]: "seal_cut",
        text.replace("a", "b"): "seal_wrong_shape",
    }

    for broken, code in cases.items():
        sheet.write_text(broken)
        assert refusal(lambda: recruiter.restore(new, sheet, use_keychain=False)) in {code, "seal_damaged"}
    assert refusal(lambda: recruiter.restore(new, tmp_path / "none", use_keychain=False)) == "seal_missing"
    assert not recruiter.is_set_up(new.folder)


def test_every_way_in_which_keys_can_be_missing_is_said(tmp_path: Path) -> None:
    assert refusal(lambda: recruiter.unlock(access(tmp_path))) == "key_missing"
    drawer = Drawer()
    recruiter.init(access(tmp_path, drawer), "", use_keychain=True, passphrase=None)
    drawer.held.clear()
    assert refusal(lambda: recruiter.unlock(access(tmp_path, drawer))) == "key_not_in_keychain"
    path = tmp_path / "recruiter" / KEYS
    path.write_text("{}")
    assert refusal(lambda: recruiter.about(path.parent)) == "seal_wrong_shape"
    path.write_text("[" * 4000)
    assert refusal(lambda: recruiter.about(path.parent)) == "seal_wrong_shape"


def test_halves_that_do_not_belong_together_are_seen(tmp_path: Path) -> None:
    recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=None)
    recruiter.init(access(tmp_path / "b"), "", use_keychain=False, passphrase=None)
    mine, other = (folder / "recruiter" / KEYS for folder in (tmp_path, tmp_path / "b"))
    text = mine.read_text()
    start = '"secret":'
    mixed = text[: text.index(start)] + other.read_text()[other.read_text().index(start) :]
    signer = text[text.index('"signer"') : text.index(',"version"')]
    mine.write_text(mixed[: mixed.index('"signer"')] + signer + mixed[mixed.index(',"version"') :])

    assert refusal(lambda: recruiter.unlock(access(tmp_path))) == "key_halves_differ"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "recruiter").write_text("a file")

    with pytest.raises((SealError, OutputError)) as caught:
        recruiter.init(access(tmp_path), "", use_keychain=False, passphrase=None)
    assert caught.value.code in {"base_failed", "output_folder_is_file"}


class Backend:
    """A back end of keyring as its makers write them; ``priority`` says how good it is."""

    def __init__(self, priority: float = 5, *, broken: bool = False) -> None:
        self.priority = priority
        self.broken = broken
        self.held: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise RuntimeError("no session bus")
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


def test_the_system_keychain_is_trusted_only_when_it_gives_back(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    ours = keychain.SystemKeychain()
    for backend, works in ((Backend(), True), (Backend(0.5), False), (Backend(broken=True), False)):
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
        assert ours.store("a", "secret") is works
        assert ours.fetch("a") == ("secret" if works else None)
        ours.remove("a")
        ours.remove("a")
        assert ours.fetch("a") is None


def test_the_account_of_a_key_changes_with_the_fingerprint(tmp_path: Path) -> None:
    drawer = Drawer()
    ready = access(tmp_path, drawer)
    first = recruiter.init(ready, "", use_keychain=True, passphrase=None)
    accounts = set(drawer.held)
    second = recruiter.rotate(replace(ready, now="2026-12-01T00:00:00Z"))

    assert accounts == {first.keys.fingerprint.hex()[:16]}
    assert set(drawer.held) == {second.keys.fingerprint.hex()[:16]}
    assert [made for made, _ in second.openings] == [AT, "2026-12-01T00:00:00Z"]
