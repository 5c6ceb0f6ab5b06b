"""The suite's own surroundings hold: no network, no settings of the machine, repeatable properties."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from hypothesis import settings

from tests.conftest import NetworkBlocked

ELSEWHERE = "192.0.2.1"  # reserved for documentation: nobody is there


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(NetworkBlocked):
        connection.connect((ELSEWHERE, 80))


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as connection, pytest.raises(NetworkBlocked):
        connection.sendto(b"x", (ELSEWHERE, 53))


def test_a_name_of_another_machine_is_not_looked_up() -> None:
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("somewhere.example", 80)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())


def test_the_home_is_empty_and_holds_all_user_folders(surroundings: Path) -> None:
    assert Path.home() == surroundings
    assert list(surroundings.iterdir()) == []
    folders = [Path(os.environ[f"XDG_{kind}_HOME"]) for kind in ("CONFIG", "DATA", "STATE", "CACHE")]

    assert all(folder.is_relative_to(surroundings) for folder in folders)


def test_locale_time_zone_and_terminal_are_fixed() -> None:
    assert (os.environ["LANG"], os.environ["LC_ALL"], time.tzname[0]) == ("C.UTF-8", "C.UTF-8", "UTC")
    assert not [name for name in os.environ if name.startswith("SUITABILITY_")]
    assert "NO_COLOR" not in os.environ
    assert "COLUMNS" not in os.environ


def test_properties_repeat_themselves_on_a_continuous_integration_machine() -> None:
    assert settings.get_profile("ci").derandomize
    assert settings.get_profile("ci").deadline is None
    assert settings.get_profile("ci").database is None
    assert settings.get_profile("thorough").max_examples > 20 * settings.get_profile("ci").max_examples
