"""Shuts the machine's own settings and the network out of every test.

Home, user folders, locale, time zone and terminal are the same everywhere; a connection to another machine
is an error; Hypothesis repeats itself on a continuous-integration machine.
"""

from __future__ import annotations

import ipaddress
import itertools
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.rendering.standing import Standing

settings.register_profile("dev", deadline=None, database=None)
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile(
    "thorough",
    parent=settings.get_profile("dev"),
    max_examples=3000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# No example database: under xdist several processes would write it, and a failure prints how to repeat it.
# `pytest --hypothesis-profile thorough` overrides this.
settings.load_profile("ci" if os.environ.get("CI") else "dev")

DROPPED_PREFIXES = ("SUITABILITY_", "XDG_", "LC_", "TEXTUAL", "FONTCONFIG_", "CLICOLOR")
DROPPED = (
    "LANGUAGE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "TERM_PROGRAM",
    "SSH_CONNECTION",
    "SSH_TTY",
    "TMUX",
    "PAGER",
    "PYTHONPATH",
    "PYTHONWARNINGS",
    "SOURCE_DATE_EPOCH",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "http_proxy",
    "https_proxy",
)
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "xterm-256color",
    "PYTHONUTF8": "1",
}
_numbers = itertools.count()

# A job in the background has Ctrl-C switched off, one that outlives its terminal the hang-up; so would every
# program that a test runs.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if os.name != "nt" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which every test gets its own home."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def surroundings(homes: Path) -> Iterator[Path]:
    """Give every test an empty home, the same locale, time zone and terminal; return the home."""
    home = homes / str(next(_numbers))
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name in DROPPED or name.startswith(DROPPED_PREFIXES):
                patch.delenv(name)
        for name, value in FIXED.items():
            patch.setenv(name, value)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        patch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
        patch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
        patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
        time.tzset()
        yield home
    time.tzset()


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine."""


def _local(address: object) -> bool:
    """True for a path of a local socket and for loop-back addresses."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(original: Callable[..., Any], position: int) -> Callable[..., Any]:
    """Return ``original``, refusing when the address at ``position`` of its arguments is not local."""

    def guarded(*arguments: Any, **named: Any) -> Any:
        if not _local(arguments[position]):
            raise NetworkBlocked(str(arguments[position]))
        return original(*arguments, **named)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Block connections, datagrams and name look-ups to other machines for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect, 1))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex, 1))
        patch.setattr(socket.socket, "sendto", _guarded(socket.socket.sendto, -1))
        look_up = socket.getaddrinfo

        def local_look_up(host: Any, *arguments: Any, **named: Any) -> Any:
            if not _local((host or "",)):
                raise NetworkBlocked(str(host))
            return look_up(host, *arguments, **named)

        patch.setattr(socket, "getaddrinfo", local_look_up)
        yield


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder that holds all checked content, which others would have to read anew."""
    from suitability.cli.environment import LANGUAGES
    from suitability.services import library

    folder = tmp_path_factory.mktemp("warm")
    library.load_bank(cache=folder)
    library.load_guide(cache=folder)
    library.load_handbook(cache=folder)
    library.load_coaching(cache=folder)
    for language in LANGUAGES:
        library.load_words(language, cache=folder)
    return folder


@pytest.fixture(scope="session")
def standing_workers(warm_cache: Path) -> Iterator[Standing]:
    """Return the workers of this test process that stand ready for batches."""
    from tests.rendering.standing import Standing

    workers = Standing(warm_cache)
    yield workers
    workers.close()


@pytest.fixture
def standing(standing_workers: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the workers that stand ready do the batches of a test, however many it asks for."""
    monkeypatch.setattr("suitability.rendering.batch._crew", standing_workers.crew)
