"""What led to the outcome is its first reason; a smooth outcome says where to look; borders have a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suitability.domain.assessment import Assessment, assess
from suitability.domain.scoring import Zone
from suitability.domain.signs import Status
from suitability.services.outcome_text import outcome_text, reason_order
from suitability.services.report_model import Library, build_report
from suitability.services.score_lines import score_lines
from tests.services import samples

RESULTS = dict(samples.all_results())


def found_in(name: str) -> Assessment:
    """Return the assessment of a made-up person."""
    return assess(samples.bank(), RESULTS[name])


def statuses(base: Assessment, *named: Status) -> Assessment:
    """Return an assessment whose signs have the given statuses, the rest being clear."""
    wanted = [*named, *[Status.CLEAR] * len(base.findings)]
    findings = tuple(replace(one, status=status) for one, status in zip(base.findings, wanted, strict=False))
    return replace(base, findings=findings)


def outcome(base: Assessment, name: str) -> Assessment:
    """Return an assessment with another outcome."""
    rule = next(one for one in samples.bank().rules.outcomes if one.id == name)
    return replace(base, outcome=rule)


def test_the_first_reason_is_what_led_to_the_outcome() -> None:
    base = found_in("quick: middle")

    assert reason_order(outcome(base, "think_first"))[0] == "raised"
    assert reason_order(outcome(base, "several_warnings"))[0] == "raised"
    assert reason_order(outcome(base, "too_few_answers"))[0] == "unknown_scales"
    assert reason_order(outcome(base, "nothing_against"))[0] == "none_raised"
    for rule in samples.bank().rules.outcomes:
        order = reason_order(outcome(base, rule.id))
        assert len(order) == len(set(order)) == 7


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_points_to_think_through_do_not_begin_with_no_warning(language: str) -> None:
    """Five signs worth a thought, none raised: the outcome says "these points", so they come first."""
    words = samples.words(language)
    none = words("report.outcome.none_raised")
    seen = 0
    for result in RESULTS.values():
        report = build_report(Library(samples.bank(), samples.guide(), words), result)
        if report.outcome.id == "think_first":
            assert report.outcome.reasons[0] != none
            seen += none in report.outcome.reasons
        if report.outcome.id == "nothing_against":
            assert report.outcome.reasons[0] == none
    assert seen


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_smooth_outcome_says_where_to_look_when_not_all_is_clear(language: str) -> None:
    base = outcome(found_in("quick: middle"), "nothing_against")
    clear = replace(base, scores=tuple(replace(one, zone=Zone.HIGH, near=None) for one in base.scores))
    border = replace(
        clear, scores=(replace(clear.scores[0], zone=Zone.MIDDLE, near=Zone.LOW), *clear.scores[1:])
    )
    also = base.outcome.also
    assert also is not None

    assert outcome_text(statuses(clear), language) == base.outcome.text.on(language)
    for mixed in (statuses(clear, *[Status.THOUGHT] * 4), statuses(border), statuses(border, Status.THOUGHT)):
        assert outcome_text(mixed, language) == f"{base.outcome.text.on(language)} {also.on(language)}"
    high = replace(clear.scores[0], zone=Zone.HIGH, near=Zone.MIDDLE)
    assert outcome_text(statuses(replace(clear, scores=(high,))), language) == base.outcome.text.on(language)


def test_other_outcomes_are_said_as_they_are() -> None:
    for name in RESULTS:
        found = found_in(name)
        if found.outcome.also is None:
            assert outcome_text(found, "en") == found.outcome.text.on("en")


@pytest.mark.parametrize(("language", "band"), [("ru", "1,645"), ("en", "1.645")])
def test_the_rule_of_the_border_stands_beside_the_ranges(language: str, band: str) -> None:
    """A range of 1.645 standard errors may cross a cut that is farther than one: the reader is told."""
    words, bank = samples.words(language), samples.bank()
    rule = words("report.scale.border_rule", band=band, border="1", percent=90)
    result = RESULTS["quick: middle"]
    report = build_report(Library(bank, samples.guide(), words), result)

    assert report.precision is not None
    assert report.precision.endswith(rule)
    assert any(line.endswith(rule) for line in score_lines(bank, result, assess(bank, result), words))
