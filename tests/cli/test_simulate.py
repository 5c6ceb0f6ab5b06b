"""``suitability simulate --gates``: the tables are the report of the gates, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from suitability.errors import EXIT_USER
from suitability.services.graded_model import Assumptions
from suitability.services.simulated_gates import LIMITS, judge
from suitability.services.simulated_quality import DISCRIMINATIONS, GROUPS, simulate_quality
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.cli.running import Cli

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_gates_are_those_of_the_report(language: str, cli: Cli, tmp_path: Path) -> None:
    cli.speak(language)
    path = tmp_path / "gates.txt"
    ran = cli("simulate", "quick", "--gates", "--respondents", "1000", "--seed", "3", "--output", path)
    assert (ran.code, ran.err) == (0, "")
    rows = path.read_text(encoding="utf-8").splitlines()[-len(GROUPS) :]
    settings = Assumptions(respondents=1_000, seed=3)
    report = simulate_quality(read_bank(data_folder("questions")), "quick", settings)
    for row, group in zip(rows, GROUPS, strict=True):
        printed = [float(part.replace(",", ".")) for part in NUMBER.findall(row)]
        shares = [report.share(group, value) for value in DISCRIMINATIONS]
        expected = [100 * part for share in shares for part in (share.signalled, share.not_interpretable)]
        assert printed == pytest.approx(expected, abs=0.051)
    assert len(set(map(len, rows))) == 1


@pytest.mark.parametrize(("form", "correlations"), [("quick", (False,) * 3), ("full", (False, True, True))])
def test_the_command_says_which_targets_are_met_and_which_are_not(
    form: str, correlations: tuple[bool, ...], cli: Cli, tmp_path: Path
) -> None:
    """As the manual says: ten items reach .88 from a mean discrimination of 1.3 on, five never do."""
    cli.speak("en")
    bank, settings = read_bank(data_folder("questions")), Assumptions(respondents=2_000)
    gates = {gate.name: gate for gate in judge(bank, form, simulate_quality(bank, form, settings))}
    assert list(gates) == list(LIMITS)
    assert gates["correlation"].met == correlations
    assert all(gates["coverage"].met)
    assert all(gates["careless"].met)
    for gate in gates.values():
        least, most = LIMITS[gate.name]
        ends = zip(gate.lowest, gate.highest, strict=True)
        assert gate.met == tuple(least <= low <= high <= most for low, high in ends)

    path = tmp_path / "gates.txt"
    assert cli("simulate", form, "--gates", "--respondents", "2000", "--output", path).code == 0
    rows = path.read_text(encoding="utf-8").splitlines()
    verdicts = [tuple(re.findall(r"\b(yes|no)\b", row)) for row in rows[4 : 4 + len(LIMITS)]]
    assert verdicts == [tuple("yes" if met else "no" for met in gate.met) for gate in gates.values()]
    assert max(map(len, rows[3 : 4 + len(LIMITS)])) <= 80


def test_gates_and_a_discrimination_of_ones_own_do_not_go_together(cli: Cli) -> None:
    cli.speak("en")
    ran = cli("simulate", "--gates", "--discrimination", "1")
    assert ran.code == EXIT_USER
    assert "--discrimination" in ran.err
