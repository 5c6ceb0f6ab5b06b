"""What a report says about its method and about the person it is for."""

from __future__ import annotations

from tests.services import samples

RESULTS = dict(samples.all_results())


def test_the_method_note_agrees_with_the_rules() -> None:
    """The sentences name shares and cuts; where a rule changes they have to change with it."""
    rules = samples.bank().rules
    assert (rules.answered.scale, rules.zones.border_sems) == (0.8, 1)
    made = samples.report(RESULTS["quick: middle"], "en")
    method = " ".join(made.notes[0].paragraphs)
    for piece in (
        "four fifths",
        "90 %",
        "20,000",
        "Below 40",
        "above 75",
        "below 0.4",
        "above 0.6",
        "assumed",
    ):
        assert piece in method


def test_the_name_is_printed_as_it_was_given() -> None:
    assert samples.report(RESULTS["quick: middle"], "en", "Anna <b>").person == "Anna <b>"
    assert samples.report(RESULTS["quick: middle"], "en").person is None
