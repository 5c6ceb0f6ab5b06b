"""docs/measurement.md keeps up: its worked example with the program, its figures with the simulation."""

from __future__ import annotations

import re

import pytest

from scripts.measurement_figures import BEGIN, END, PAGE, figures, with_figures
from scripts.simulated_runs import (
    FORMS,
    ONE_CUT,
    differences,
    outcome,
    quality,
    rounded,
    scores,
    stored_runs,
)
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, RatingItem
from suitability.domain.scoring import Zone, score_scale
from suitability.domain.signs import Status, find, status_of
from suitability.services.graded_model import Assumptions
from suitability.services.simulated_outcomes import simulate_outcomes
from suitability.services.simulation import simulate_form
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder
from tests.domain import toy

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    """The shipped bank."""
    return read_bank(data_folder("questions"))


def test_the_tables_are_those_of_the_stored_runs() -> None:
    assert with_figures(TEXT, figures(stored_runs())) == TEXT


def test_the_tables_follow_the_runs() -> None:
    """Another figure in the store is another table: the comparison above can fail."""
    changed = stored_runs()
    changed["forms"]["full"]["quality"]["1.3"]["random"]["signal"] = 0.5
    assert with_figures(TEXT, figures(changed)) != TEXT


@pytest.mark.parametrize("form", FORMS)
def test_the_stored_runs_are_those_of_this_program(bank: ItemBank, form: str) -> None:
    """Recomputed in part; simulated_runs.py --check does all outcomes and assumptions of all forms."""
    stored = stored_runs()["forms"][form]
    for value in ("1.0", "1.3", "1.7") if form == "full" else ("1.3",):
        fresh = simulate_form(bank, form, Assumptions(discrimination=float(value)))
        assert differences(stored["scores"][value], rounded(scores(fresh))) == []
    assert differences(stored["quality"], rounded(quality(bank, form))) == []
    average = rounded(outcome(simulate_outcomes(bank, form, 0.0)))
    assert differences(stored["outcomes"]["0"], average) == []


def test_the_comparison_of_runs_sees_numbers_names_and_lengths() -> None:
    run = {"a": [1, {"b": 0.5}], "c": "x"}
    assert differences(run, {"a": [1, {"b": 0.5005}], "c": "x"}) == []
    assert differences(run, {"a": [1, {"b": 0.51}], "c": "x"}) == ["/a/1/b"]
    assert differences(run, {"a": [1], "c": "y"}) == ["/a", "/c"]
    assert differences(run, {"a": [1, {}], "c": "x"}) == ["/a/1/b"]


def test_the_errors_in_use_are_those_of_the_stored_runs(bank: ItemBank) -> None:
    for form, found in stored_runs()["forms"].items():
        stored = {scale: row["sem"] for row in found["scores"]["1.3"] for scale in row["scales"]}
        assert stored == {row.scale: dict(row.sem) for row in bank.errors[form].scales}


def test_the_writer_replaces_the_block_and_nothing_else() -> None:
    assert with_figures(f"a\n{BEGIN}\nold\n{END}\nb", f"{BEGIN}\nnew\n{END}") == f"a\n{BEGIN}\nnew\n{END}\nb"
    with pytest.raises(ValueError, match="unpack"):
        with_figures("no markers", "x")


def example_rows() -> list[tuple[str, str, int, float]]:
    """Return id, keying, code and stated keyed value of the worked example."""
    rows = re.findall(r"^\| ([A-Z]\d\d) \| ([+-]) \| (\d) \| .* = (\.?\d+) \|$", TEXT, re.MULTILINE)
    return [(item, keying, int(code), float(value)) for item, keying, code, value in rows]


def test_the_worked_example_is_what_the_program_computes(bank: ItemBank) -> None:
    rows = example_rows()
    assert [row[0] for row in rows] == ["P01", "P02", "P03", "P04", "P05"]
    for item_id, keying, code, value in rows:
        item = bank.items[item_id]
        assert isinstance(item, RatingItem)
        assert (item.keying, item.key(code)) == (keying, value)
    answers: dict[str, Answer | None] = {row[0]: row[2] for row in rows}
    score = score_scale(bank, "quick", "patience", toy.responses(answers))
    assert (score.pomp, score.zone, score.near) == (75.0, Zone.MIDDLE, Zone.HIGH)
    assert score.sem is not None
    assert score.low is not None
    assert score.high is not None
    assert "= **75**" in TEXT
    assert f"75 +- 1.645 x {score.sem:.2f} = 75 +- {1.645 * score.sem:.1f}" in TEXT
    assert f"**{score.low:.0f} to {score.high:.0f}**" in TEXT
    assert f"for 4 answers {bank.errors['quick'].sem('patience', 4)}" in TEXT
    assert f"= {1.645 * 2**0.5 * score.sem:.1f} points on" in TEXT
    assert f"= {1.96 * 2**0.5 * score.sem:.1f} points on" in TEXT


def test_the_example_of_a_sign_is_what_the_program_computes(bank: ItemBank) -> None:
    assert "on C03 = 2 (keyed .25),\nC04 = 4, reversed (.25), C05 = 1 (0): index .5 / 3 = .17, raised" in TEXT
    answers: dict[str, Answer | None] = {"C03": 2, "C04": 4, "C05": 1}
    found = find(bank, "quick", bank.signs["contact"], toy.responses(answers))
    assert (found.status, found.provisional) == (Status.RAISED, True)
    assert found.index == pytest.approx(0.5 / 3)
    assert sorted(one.value for one in found.evidence) == [0.0, 0.25, 0.25]
    assert "With C04 = 2 (.75) the index is 1 / 3 = .33, worth a thought" in TEXT
    milder = find(bank, "quick", bank.signs["contact"], toy.responses(answers | {"C04": 2}))
    assert milder.status is Status.THOUGHT
    assert milder.index == pytest.approx(1 / 3)
    assert status_of(1 / 3, bank.rules.signs, provisional=False) is Status.RAISED


def test_the_rules_on_the_page_are_those_in_the_data(bank: ItemBank) -> None:
    rules = bank.rules
    quality = {
        "fast_share": (rules.quality.fast_share, "25 %", "50 %", (0.25, 0.5)),
        "instructed_failed": (rules.quality.instructed_failed, "1", "2", (1, 2)),
        "longest_run": (rules.quality.longest_run, "10", "12", (10, 12)),
        "answer_sd": (rules.quality.answer_sd, ".5", ".25", (0.5, 0.25)),
        "yes_saying": (rules.quality.yes_saying, "4.25", "-", (4.25, None)),
        "no_saying": (rules.quality.no_saying, "1.625", "-", (1.625, None)),
    }
    for name, (rule, soft, strong, values) in quality.items():
        assert (rule.soft, rule.strong) == values
        assert re.search(
            rf"^\| `{name}` \| .* \| {re.escape(soft)} \| {re.escape(strong)} \|$", TEXT, re.MULTILINE
        )
    assert (rules.zones.low_below, rules.zones.high_above, rules.zones.border_sems) == (40, 75, 1)
    signs = rules.signs
    assert (signs.provisional_raised_below, signs.raised_below, signs.clear_above) == (0.25, 0.4, 0.6)
    assert signs.provisional_below_items == 4
    assert (rules.answered.scale, rules.answered.sign) == (0.8, 0.75)
    assert (rules.band_z, rules.change_z) == (1.645, 1.96)


def test_scores_clear_of_both_cuts_are_those_the_page_names(bank: ItemBank) -> None:
    """With five statements a score is a multiple of 5."""
    sem = bank.errors["quick"].sem("patience", 5)
    assert sem is not None
    cuts = (bank.rules.zones.low_below, bank.rules.zones.high_above)
    clear = [score for score in range(0, 101, 5) if all(abs(score - cut) > sem for cut in cuts)]
    assert clear == [0, 5, 10, 15, 20, 25, 55, 60, 90, 95, 100]
    assert "only 0-25, 55-60 and 90-100" in TEXT


def test_the_table_of_statuses_is_the_rule(bank: ItemBank) -> None:
    """Each row of the page at both of its ends."""
    names = {"raised": Status.RAISED, "worth a thought": Status.THOUGHT, "not raised": Status.CLEAR}
    rows = {
        "below .25": (0.0, 0.2499),
        ".25 to below .40": (0.25, 0.3999),
        ".40 to .60": (0.4, 0.6),
        "above .60": (0.6001, 1.0),
    }
    for index, ends in rows.items():
        row = re.search(rf"^\| {re.escape(index)} \| (.+) \| (.+) \|$", TEXT, re.MULTILINE)
        assert row is not None
        for value in ends:
            assert status_of(value, bank.rules.signs, provisional=False) is names[row[1]]
            assert status_of(value, bank.rules.signs, provisional=True) is names[row[2]]


def test_what_the_rules_say_of_average_people_is_what_the_runs_found(bank: ItemBank) -> None:
    """The origins of signs and outcomes name figures of average people; each is that of the stored runs."""
    forms = stored_runs()["forms"]
    signs = re.search(
        r"average people would meet (\d\.\d) raised signs .* meet (\d\.\d) ", bank.rules.origins["signs"]
    )
    assert signs is not None
    found = [forms["quick"]["outcomes"][row]["raised"] for row in (ONE_CUT, "0")]
    assert [float(one) for one in signs.groups()] == pytest.approx(found, abs=0.06)
    warned = re.search(
        r"(\d+) of 100 simulated average people .* quick form and (\d+) in", bank.rules.origins["outcomes"]
    )
    assert warned is not None
    shares = [
        100 * forms[form]["outcomes"]["0"]["outcomes"]["several_warnings"] for form in ("quick", "full")
    ]
    assert [float(one) for one in warned.groups()] == pytest.approx(shares, abs=0.6)


def test_the_page_names_what_four_raised_signs_would_do() -> None:
    told = re.search(r"would meet (\d+) of 100 simulated average people in the full form and (\d+) in", TEXT)
    assert told is not None
    forms = stored_runs()["forms"]
    found = [100 * forms[form]["alternatives"]["four raised signs"]["share"] for form in ("full", "quick")]
    assert [float(one) for one in told.groups()] == pytest.approx(found, abs=0.6)
