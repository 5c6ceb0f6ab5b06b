"""``suitability questionnaire``: a page for oneself, a page for an invitation, and every wrong use of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from suitability.domain.session import ContentStamp
from suitability.services.sealing import make_invite
from suitability.storage.armour import INVITE, armoured, unarmoured
from tests.cli.running import Cli
from tests.sealing import making


def data_of(path: Path) -> Any:
    """Return the data in a page."""
    found = re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_it_writes_a_page_of_the_quick_form(cli: Cli, tmp_path: Path) -> None:
    ran = cli("questionnaire", "--output", str(tmp_path))
    path = tmp_path / "suitability-quick.html"

    assert (ran.code, ran.err) == (0, "")
    assert str(path) in ran.said
    assert data_of(path)["form"]["id"] == "quick"
    assert data_of(path)["invite"] is None
    assert re.fullmatch(r"suitability-html \d+\.\d+\.\d+\S*", data_of(path)["program"])


def test_form_and_language_can_be_chosen(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.html"
    cli("questionnaire", "--form", "full", "--language", "ru", "--output", str(path))

    assert (data_of(path)["form"]["id"], data_of(path)["language"]) == ("full", "ru")
    assert '<html lang="ru">' in path.read_text(encoding="utf-8")


def test_a_page_that_is_there_stays_without_force(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.html"
    path.write_text("mine", encoding="utf-8")

    assert cli("questionnaire", "--output", str(path)).code == 1
    assert path.read_text(encoding="utf-8") == "mine"
    assert cli("questionnaire", "--output", str(path), "--force").code == 0


def test_an_unknown_form_is_named_with_those_there_are(cli: Cli, tmp_path: Path) -> None:
    ran = cli("questionnaire", "--form", "none", "--output", str(tmp_path))

    assert ran.code == 1
    assert "none" in ran.err
    assert "quick" in ran.err


@pytest.mark.parametrize("mangled", [False, True])
def test_a_page_for_an_invitation_carries_it_clean(cli: Cli, tmp_path: Path, mangled: bool) -> None:
    text = making.invite_text(None, form="full", role="service_desk_1")
    letter = tmp_path / "anna.suitinvite"
    quoted = "Hello!\r\n" + "".join(f"> {line}\r\n" for line in text.splitlines()) if mangled else text
    letter.write_text(quoted, encoding="utf-8")
    ran = cli("questionnaire", "--invite", str(letter), "--output", str(tmp_path))
    found = data_of(tmp_path / "anna.html")

    assert (ran.code, ran.err) == (0, "")
    assert found["invite"] == text
    assert (found["form"]["id"], found["language"]) == ("full", "ru")
    assert set(found["role"]) == {"ru", "en"}


@pytest.mark.parametrize("option", [("--form", "quick"), ("--language", "ru")])
def test_an_invitation_brings_its_own_form_and_language(
    cli: Cli, tmp_path: Path, option: tuple[str, str]
) -> None:
    letter = tmp_path / "anna.suitinvite"
    letter.write_text(making.invite_text(), encoding="utf-8")
    ran = cli("questionnaire", "--invite", str(letter), *option, "--output", str(tmp_path))

    assert ran.code == 1
    assert "--form" in ran.err
    assert not (tmp_path / "anna.html").exists()


def test_an_altered_or_foreign_invitation_makes_no_page(cli: Cli, tmp_path: Path) -> None:
    data = bytearray(unarmoured(INVITE, making.invite_text().encode(), Path("x")))
    data[100] ^= 1
    other = making.invite(content=ContentStamp("suitability", "1900.01", "0" * 64))
    texts = {
        "altered": armoured(INVITE, bytes(data)),
        "other": make_invite(other, making.party().signing),
        "none": "hello",
    }
    for name, text in texts.items():
        letter = tmp_path / f"{name}.suitinvite"
        letter.write_text(text, encoding="utf-8")
        ran = cli("questionnaire", "--invite", str(letter), "--output", str(tmp_path))
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert name in ran.err
        assert not (tmp_path / f"{name}.html").exists()
    assert "1900.01" in cli("questionnaire", "--invite", str(tmp_path / "other.suitinvite")).err
