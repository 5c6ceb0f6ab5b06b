"""The keychain of the operating system, where there is one. The only user of `keyring`."""

from __future__ import annotations

from typing import Protocol

SERVICE = "suitability"
"""Name under which the keychain lists our secrets."""


class Keychain(Protocol):
    """What the recruiter's keys need of a keychain."""

    def store(self, account: str, secret: str) -> bool:
        """Store a secret; return whether it can be read back."""

    def fetch(self, account: str) -> str | None:
        """Return a secret, or None."""

    def remove(self, account: str) -> None:
        """Remove a secret, if it is there."""


class SystemKeychain:
    """The keychain of this system through `keyring`; every failure counts as "there is none"."""

    def store(self, account: str, secret: str) -> bool:
        """Store a secret; return whether it can be read back."""
        backend = _backend()
        if backend is None:
            return False
        try:
            backend.set_password(SERVICE, account, secret)
            return bool(backend.get_password(SERVICE, account) == secret)
        except Exception:  # noqa: BLE001 - back ends raise whatever their system raises
            return False

    def fetch(self, account: str) -> str | None:
        """Return a secret, or None."""
        backend = _backend()
        if backend is None:
            return None
        try:
            return backend.get_password(SERVICE, account)
        except Exception:  # noqa: BLE001 - as above
            return None

    def remove(self, account: str) -> None:
        """Remove a secret, if it is there."""
        backend = _backend()
        if backend is None:
            return
        try:
            backend.delete_password(SERVICE, account)
        except Exception:  # noqa: BLE001 - as above
            return


class _Backend(Protocol):
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def get_password(self, service: str, username: str) -> str | None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def _backend() -> _Backend | None:
    """Return the system's keychain, or None; back ends of priority below 1 are not worth the name."""
    try:
        import keyring  # noqa: PLC0415 - needed by a recruiter's commands only

        found = keyring.get_keyring()
        return found if float(found.priority) >= 1 else None
    except Exception:  # noqa: BLE001 - a broken keychain is none
        return None
