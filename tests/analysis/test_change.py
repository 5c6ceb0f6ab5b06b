"""Two results of one person: verdicts, cautions, refusals, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from suitability.domain.comparability import Caution, Direction, Relation, relation, scale_change
from suitability.domain.kinds import RatingItem
from suitability.domain.scoring import ScaleScore
from suitability.domain.session import Response, Result
from suitability.errors import UserError
from suitability.services.change import chance_of_one, change_json, change_lines, compare_results
from suitability.services.library import load_words
from tests.analysis.people import bank, other_content, person


def steady(value: float, form: str = "full", day: str = "2026-03-01", language: str = "ru") -> Result:
    """Return a person whose keyed answers lie around ``value``."""
    given: dict[str, Response] = {}
    for name in bank().order(form):
        item = bank().items[name]
        offset = (int(name[1:]) % 3 - 1) * 0.25  # nobody answers everything alike
        near = value + offset if isinstance(item, RatingItem) else 1.0
        keyed = min(item.values(), key=lambda one: abs(one - near))
        given[name] = Response(name, item.answer_with(keyed, item.simulate(0.0, lambda: 0.5)), 6000)
    return replace(
        person(1, form),
        id=f"{form}-{value}-{day}-{language}",
        created=f"{day}T10:00:00.000Z",
        language=language,
        responses=MappingProxyType(given),
    )


OLD = steady(0.5)


def test_a_large_rise_is_a_change_and_a_small_one_is_error() -> None:
    rise = compare_results(bank(), OLD, steady(0.75, day="2026-09-01"))
    same = compare_results(bank(), OLD, steady(0.5, day="2026-09-01"))
    fall = compare_results(bank(), steady(0.75, day="2026-02-01"), OLD)

    assert {row.direction for row in rise.scales} == {Direction.HIGHER}
    assert {row.direction for row in same.scales} == {Direction.WITHIN_ERROR}
    assert {row.direction for row in fall.scales} == {Direction.LOWER}


def test_the_difference_needed_is_the_reliable_change_of_both_errors() -> None:
    """1.96 x sqrt(8^2 + 6^2) = 19.6."""
    old = ScaleScore("a", 10, 10, 40.0, 8.0, 27.0, 53.0)
    for pomp, direction in (
        (59.5, Direction.WITHIN_ERROR),
        (59.7, Direction.HIGHER),
        (20.3, Direction.LOWER),
    ):
        found = scale_change(old, ScaleScore("a", 10, 10, pomp, 6.0, 0.0, 100.0), 1.96)
        assert found.needed == pytest.approx(19.6)
        assert found.direction is direction
    unknown = scale_change(old, ScaleScore("a", 2, 10), 1.96)
    assert (unknown.direction, unknown.change, unknown.needed) == (Direction.UNKNOWN, None, None)


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        ("quick", "quick", Relation.SAME),
        ("quick", "full", Relation.NESTED),
        ("full", "quick", Relation.NESTED),
        ("full", "parallel", Relation.PARALLEL),
        ("parallel", "full", Relation.PARALLEL),
        ("quick", "parallel", Relation.PARTLY),
        ("full", "conditions", Relation.NOTHING),
        ("conditions", "conditions", Relation.NOTHING),
    ],
)
def test_forms_are_related_by_their_items(old: str, new: str, how: Relation) -> None:
    assert relation(bank(), old, new) is how


@pytest.mark.parametrize(
    ("new", "cautions"),
    [
        (steady(0.5, day="2026-09-01"), {Caution.SAME_ITEMS, Caution.ASSUMED}),
        (steady(0.5, "parallel", "2026-09-01"), {Caution.PARALLEL_FORMS, Caution.ASSUMED}),
        (
            steady(0.5, "quick", "2026-09-01", "en"),
            {Caution.NESTED_FORMS, Caution.LANGUAGES, Caution.PROVISIONAL, Caution.ASSUMED},
        ),
        (
            replace(steady(0.5, day="2026-09-01"), content=other_content()),
            {Caution.SAME_ITEMS, Caution.VERSIONS, Caution.ASSUMED},
        ),
        (replace(steady(0.5), id="other"), {Caution.SAME_ITEMS, Caution.SAME_DAY, Caution.ASSUMED}),
        (steady(0.5, day="2025-09-01"), {Caution.SAME_ITEMS, Caution.DATES_REVERSED, Caution.ASSUMED}),
    ],
)
def test_what_must_be_minded_is_said(new: Result, cautions: set[Caution]) -> None:
    found = compare_results(bank(), OLD, new)

    assert set(found.cautions) == cautions
    for language in ("ru", "en"):
        words = load_words(language)
        text = change_lines(bank(), found, words)
        for caution in Caution:
            told = words(f"learning.change.cautions.{caution.value}") in text
            assert told == (caution in cautions), caution


def test_one_result_twice_and_forms_without_a_common_scale_are_refused() -> None:
    with pytest.raises(UserError, match="change_same_result"):
        compare_results(bank(), OLD, OLD)
    with pytest.raises(UserError, match="change_nothing_shared"):
        compare_results(bank(), OLD, person(1, "conditions"))


def careless(day: str) -> Result:
    """Return somebody who pressed 4 all the way."""
    one = steady(0.5, day=day)
    pressed = {
        name: replace(response, answer=4) if isinstance(bank().items[name], RatingItem) else response
        for name, response in one.responses.items()
    }
    return replace(one, id=f"careless {day}", responses=MappingProxyType(pressed))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (careless("2026-01-01"), OLD, "old"),
        (OLD, careless("2026-09-01"), "new"),
        (careless("2026-01-01"), careless("2026-09-01"), "both"),
    ],
)
def test_answers_that_cannot_be_interpreted_get_no_verdicts(old: Result, new: Result, key: str) -> None:
    found = compare_results(bank(), old, new)
    words = load_words("ru")
    lines = change_lines(bank(), found, words)

    assert found.scales == ()
    assert lines[1:] == [words(f"learning.change.not_interpretable.{key}")]
    assert json.loads(change_json(bank(), found))["scales"] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_text_gives_every_score_with_its_range_and_the_verdict_in_words(language: str) -> None:
    words = load_words(language)
    found = compare_results(bank(), OLD, steady(0.5, day="2026-09-01"))
    text = "\n".join(change_lines(bank(), found, words))

    for row in found.scales:
        for score in (row.old, row.new):
            assert score.low is not None
            low, high, pomp = round(score.low), round(score.high or 0), round(score.pomp or 0)
            assert words("learning.change.range", low=low, high=high, score=pomp) in text
    assert text.count({"ru": "оба раза одна и та же", "en": "The same score both times"}[language]) == 4
    assert "19" in text  # chance of a false change in four scales: 1 - .95^4


def test_a_scale_with_too_few_answers_is_named_as_unknown() -> None:
    short = replace(OLD, id="short", responses={k: v for k, v in OLD.responses.items() if k[0] != "P"})
    found = compare_results(bank(), short, steady(0.5, day="2026-09-01"))
    words = load_words("en")

    assert [row.scale for row in found.scales if row.direction is Direction.UNKNOWN] == ["patience"]
    name = bank().scales["patience"].name.on("en")
    assert words("learning.change.unknown", scale=name) in change_lines(bank(), found, words)


def test_the_chance_of_one_false_change_grows_with_the_scales() -> None:
    assert chance_of_one(1, 1.959964) == pytest.approx(0.05, abs=1e-6)
    assert chance_of_one(4, 1.959964) == pytest.approx(1 - 0.95**4, abs=1e-6)


def test_the_json_keeps_numbers_unrounded_and_ranges_beside_scores() -> None:
    data = json.loads(change_json(bank(), compare_results(bank(), OLD, steady(0.75, day="2026-09-01"))))

    assert data["relation"] == "same"
    assert data["z"] == 1.96
    assert len(data["scales"]) == 4
    for row in data["scales"]:
        assert row["verdict"] == "higher"
        assert row["difference"] == row["new"]["score"] - row["old"]["score"]
        assert row["old"]["low"] < row["old"]["score"] < row["old"]["high"]
