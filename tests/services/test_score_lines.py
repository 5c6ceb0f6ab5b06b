"""``suitability score``: the lines for a person and the JSON for a script."""

from __future__ import annotations

import json
import re

import pytest

from suitability.domain.assessment import assess
from suitability.domain.session import Result
from suitability.services.score_lines import score_json, score_lines
from tests.services import samples

RESULTS = dict(samples.all_results())


def lines(result: Result, language: str) -> list[str]:
    return score_lines(samples.bank(), result, assess(samples.bank(), result), samples.words(language))


@pytest.mark.parametrize("name", RESULTS)
def test_every_score_line_has_a_range_and_every_text_is_finished(name: str) -> None:
    for language in samples.LANGUAGES:
        for line in lines(RESULTS[name], language):
            assert line.strip()
            assert not re.search(r"[{}]|None", line)
            if re.search(r"(score of|оценка —) \d", line):
                assert re.search(r"\d+ (to|до) \d+", line)


def test_a_score_says_what_its_range_rests_on_and_what_it_is_not_for() -> None:
    found = lines(RESULTS["quick: near the lower cut"], "en")
    words = samples.words("en")

    assert any(line.startswith(words("report.scale.assumed")) for line in found)
    assert words("report.provisional") in found
    assert found[-1] == words("report.purpose")
    assert sum("On the border" in line for line in found) == 4


def test_what_cannot_be_interpreted_has_no_scores() -> None:
    hurried = RESULTS["quick: in a hurry"]
    data = json.loads(score_json(samples.bank(), hurried, assess(samples.bank(), hurried)))

    assert len(lines(hurried, "en")) == 3
    assert not data["interpretable"]
    assert (data["scales"], data["signs"], data["tasks"]) == ([], [], [])
    assert {one["level"] for one in data["quality"] if one["index"] == "fast_share"} == {"strong"}


def test_without_answers_no_range_is_called_assumed() -> None:
    assert samples.words("en")("report.scale.assumed") not in "\n".join(
        lines(RESULTS["quick: nothing"], "en")
    )


@pytest.mark.parametrize("name", RESULTS)
def test_the_json_has_a_range_beside_every_score(name: str) -> None:
    result = RESULTS[name]
    data = json.loads(score_json(samples.bank(), result, assess(samples.bank(), result)))

    for row in data["scales"]:
        known = row["score"] is not None
        assert known == (row["low"] is not None) == (row["high"] is not None) == (row["sem"] is not None)
        assert not known or row["low"] <= row["score"] <= row["high"]
    assert data["error"] == "assumed"
    assert data["result"] == result.id
