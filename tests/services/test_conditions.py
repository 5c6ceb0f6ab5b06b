"""Working conditions taken alone: what was marked comes back as it was given, and nothing is computed."""

from __future__ import annotations

import json

import pytest

from suitability.domain.assessment import MarkedCondition, assess
from suitability.domain.kinds import Answer
from suitability.domain.session import Result
from suitability.services.explain import condition_lines
from suitability.services.score_lines import score_json, score_lines
from tests.domain import toy
from tests.services import samples

ORDER = samples.bank().order("conditions")


def marked(**marks: int | None) -> Result:
    """Return a sitting in which everything is fine (3) but the conditions named; None leaves one out."""
    answers: dict[str, Answer | None] = {item: marks.get(item, 3) for item in ORDER}
    return toy.result(samples.bank(), "conditions", answers)


def text_of(item: str, language: str) -> str:
    return samples.bank().items[item].text.on(language)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_each_no_stands_before_each_can_live_with_it_and_fine_ones_are_counted(language: str) -> None:
    made = samples.report(marked(W01=2, W05=1, W09=1, W16=None), language)
    no, bearable, fine = (option.text.on(language) for option in samples.bank().formats["condition"].options)
    refused = [item for item in ORDER if item in {"W05", "W09"}]
    lines = made.outcome.reasons
    assert all(text_of(item, language) in line for item, line in zip(refused, lines[:2], strict=True))
    assert all(no in line for line in lines[:2])
    assert text_of("W01", language) in lines[2]
    assert bearable in lines[2]
    assert fine in lines[3]
    assert "12" in lines[3]
    assert "16" in lines[3]
    assert "1" in lines[4]
    assert len(lines) == 5


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_where_nothing_is_refused_or_marked_the_result_says_so(language: str) -> None:
    words = samples.words(language)
    no = samples.bank().formats["condition"].options[0].text.on(language)
    contented = samples.report(marked(), language).outcome.reasons
    assert contented[0] == words("report.conditions.none_refused", answer=no)
    assert len(contented) == 2
    silent = samples.report(marked(**dict.fromkeys(ORDER)), language)
    assert silent.outcome.reasons == (words("report.conditions.nothing"),)
    assert silent.outcome.id == "nothing_measured"


def test_the_advice_is_to_ask_the_employer_and_to_take_the_questionnaire() -> None:
    outcome = samples.report(marked(W05=1), "en").outcome
    assert "employer’s offer" in outcome.next_steps[0]
    assert "quick form" in outcome.next_steps[-1]


def test_nothing_that_was_not_measured_is_spoken_of() -> None:
    """No scales and signs, no comparison, no 'no signs of haste', no range from simulated people."""
    made = samples.report(marked(), "en")
    assert (made.scales, made.signs, made.tasks, made.comparison) == ((), (), (), "")
    assert made.quality.text == samples.words("en")("report.quality.unchecked")
    assert made.notes[0].title == samples.words("en")("report.notes.conditions.title")
    assert not any("simulated" in paragraph for note in made.notes for paragraph in note.paragraphs)


def test_marks_move_no_score_of_a_form_that_measures() -> None:
    """The lines are there for forms with conditions only: a full form has none of them."""
    found = assess(samples.bank(), dict(samples.all_results())["full: middle"])
    assert found.conditions == ()
    assert condition_lines(samples.bank(), "full", found.conditions, samples.words("en")) == ()
    assert len(found.scores) == 4
    assert len(found.findings) == 10


def test_the_assessment_keeps_the_marks_in_the_order_of_the_form() -> None:
    found = assess(samples.bank(), marked(W05=1, W16=None))
    assert [one.item for one in found.conditions] == [item for item in ORDER if item != "W16"]
    assert MarkedCondition("W05", 1) in found.conditions
    assert {one.mark for one in found.conditions} == {1, 3}
    assert (found.scores, found.findings) == ((), ())


def test_the_scores_of_a_script_hold_the_marks() -> None:
    result = marked(W05=1)
    found = assess(samples.bank(), result)
    data = json.loads(score_json(samples.bank(), result, found))
    assert {"item": "W05", "mark": 1} in data["conditions"]
    assert (data["scales"], data["signs"], data["outcome"]) == ([], [], "nothing_measured")
    lines = score_lines(samples.bank(), result, found, samples.words("en"))
    assert any(text_of("W05", "en") in line for line in lines)
    assert samples.words("en")("report.zones.none") not in " ".join(lines)
