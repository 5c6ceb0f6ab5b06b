"""Blind mode by command: switched on and off for a folder; nothing that is written then leads to a name."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from suitability.cli import environment
from tests.cli.running import Cli
from tests.recruiting.folders import PEOPLE, WAITING, filled
from tests.sealing.folders import answered
from tests.services import samples


@pytest.fixture
def folder(cli: Cli, tmp_path: Path) -> Path:
    """Return a collected folder."""
    cli.speak("en")
    return filled(tmp_path).folder


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_folder_goes_blind_and_back_by_an_option(cli: Cli, folder: Path, language: str) -> None:
    cli.speak(language)
    told = environment.words(language)("candidates.hidden", folder=folder)
    asked = ("candidates", folder, "--format", "table")
    assert "Белова" in cli(*asked).out
    for given in (("--blind",), ()):
        hidden = cli(*asked, *given)
        assert "Белова" not in hidden.out
        assert " ".join(told.split()) in " ".join(hidden.err.split())
    assert "Белова" not in cli("compare", "1", "2", "--folder", folder).out
    nobody = cli("candidate", "Анна Белова", "--folder", folder)
    assert (nobody.code, "--names" in nobody.err) == (1, True)
    for given in (("--names",), ()):
        seen = cli(*asked, *given)
        assert "Белова" in seen.out
        assert "--names" not in seen.err
    assert "--blind / --names" in cli("candidates", "--help").out


def test_a_blind_table_has_no_numbers_and_pseudonyms_name_its_people(cli: Cli, folder: Path) -> None:
    asked = ("candidates", folder, "--format")
    rows = json.loads(cli(*asked, "json", "--blind").out)
    assert len(rows) == len(PEOPLE) + 1
    assert not [row for row in rows if {"number", "invite", "result"} & set(row)]
    assert [one["person"] for one in csv.DictReader(io.StringIO(cli(*asked, "csv").out))] == [
        row["person"] for row in rows
    ]
    text = cli(*asked, "table").out
    assert "no." not in text.split("\n")[0]
    first = [line.split()[0] for line in text.split("\n") if line.strip()]
    assert {row["person"] for row in rows} <= set(first)
    (waiting,) = [row["person"] for row in rows if row["status"] == "waiting"]
    found = cli("candidate", waiting, "--folder", folder)
    assert (found.code, WAITING in found.out) == (0, False)
    assert "number" in json.loads(cli(*asked, "json", "--names").out)[0]


def test_a_blind_export_leads_to_nobody(cli: Cli, folder: Path) -> None:
    """With the list of invites in the other hand: no number of an invite, and no order that tells names."""
    assert cli("export", folder, "--output", "named.csv").code == 0
    assert cli("export", folder, "--output", "blind.csv", "--blind", "--items").code == 0
    text = Path("blind.csv").read_text(encoding="utf-8-sig")
    named = list(csv.DictReader(io.StringIO(Path("named.csv").read_text(encoding="utf-8-sig"))))
    blind = list(csv.DictReader(io.StringIO(text)))
    assert [row["person"] for row in blind] == sorted(row["person"] for row in blind)
    assert len({row["person"] for row in blind}) == len(named) == len(PEOPLE)
    for number in range(1, len(PEOPLE) + 1):
        assert f"{number:032x}" not in text
        assert answered(number).id not in text
    shown = json.loads(cli("candidates", folder, "--format", "json", "--blind").out)
    assert {row["person"] for row in blind} < {row["person"] for row in shown}
