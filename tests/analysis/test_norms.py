"""Norm groups from results: what is refused and dropped, what file and report say."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from suitability.domain.assessment import assess
from suitability.domain.bank import ItemBank
from suitability.domain.norms import LEAST_PEOPLE, NormGroup, percentile_rank
from suitability.domain.session import Result
from suitability.errors import ContentError, ResultFileError, UserError
from suitability.services.library import check_content, load_bank, load_guide, load_words
from suitability.services.messages import sentence
from suitability.services.norms import NormWanted, build_norm, norm_text
from suitability.services.replay import marks
from suitability.services.report_model import Library, build_report
from suitability.services.result_source import Source, open_source
from suitability.services.score_lines import score_json, score_lines
from suitability.storage.places import data_folder
from suitability.storage.result_file import write_result
from tests.analysis.people import bank, other_content, people, person, save, table

pytest.importorskip("polars")
pytest.importorskip("numpy")

RUSSIANS = NormWanted(form="full", language="ru", name="Слушатели «курса»: первый набор")
ENGLISH = load_words("en")


@pytest.fixture(scope="module")
def source() -> Source:
    """Return 700 people, half of them Russian, and a few of another form."""
    return Source(table([*people(700), *people(5, "quick")]), None)


@pytest.fixture(scope="module")
def group(source: Source) -> NormGroup:
    """Return the Russian group."""
    return build_norm(bank(), source, RUSSIANS, ENGLISH)


def pack_with(folder: Path, text: str, name: str = "full-ru") -> Path:
    """Return a copy of the questions with a norm group in it."""
    shutil.copytree(str(data_folder("questions")), folder / "questions", dirs_exist_ok=True)
    (folder / "questions" / "norms").mkdir(exist_ok=True)
    (folder / "questions" / "norms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def normed(group: NormGroup, tmp_path_factory: pytest.TempPathFactory) -> ItemBank:
    """Return the questions with the Russian group among them."""
    return load_bank(pack_with(tmp_path_factory.mktemp("pack"), norm_text(group, "a test")))


def members() -> list[float]:
    """Return the patience scores of those who belong into the Russian group, the slow way."""
    found: list[float] = []
    for one in (one for one in people(700) if one.language == "ru"):
        assessed = assess(bank(), one)
        scores = {score.scale: score.pomp for score in assessed.scores}
        patience = scores["patience"]
        if assessed.quality.interpretable and None not in scores.values() and patience is not None:
            found.append(patience)
    return found


def test_the_group_holds_interpretable_whole_results_of_one_form_and_language(group: NormGroup) -> None:
    scores = members()
    row = group.scale("patience")

    assert row is not None
    assert group.n == row.n == len(scores)
    assert row.mean == pytest.approx(sum(scores) / len(scores), abs=0.005)
    assert sum(row.counts.values()) == row.n
    assert percentile_rank(row, 50.0) == pytest.approx(
        100 * (sum(s < 49.5 for s in scores) + sum(49.5 <= s < 50.5 for s in scores) / 2) / len(scores)
    )
    assert group.dropped == {
        "not_interpretable": sum(
            one.language == "ru" and not assess(bank(), one).quality.interpretable for one in people(700)
        ),
        "without_a_score": 350 - group.n - group.dropped["not_interpretable"],
        "other_language": 350,
        "other_form": 5,
    }
    assert (group.first, group.last) == ("2026-01-01", "2026-11-27")


def test_the_error_is_made_of_spread_and_the_smaller_reliability(group: NormGroup) -> None:
    for row in group.scales:
        assert row.omega is not None
        smaller = min(row.alpha, row.omega)
        items = len(bank().rating_items("full", row.scale))
        assert row.basis == ("alpha" if row.alpha <= row.omega else "omega")
        assert row.sem[str(items)] == pytest.approx(row.sd * (1 - smaller) ** 0.5, abs=0.03)
        assert min(map(int, row.sem)) == -(-items * 4 // 5)
        assert row.alpha_low < row.alpha < row.alpha_high


def test_the_file_loads_and_gives_back_the_group(group: NormGroup, normed: ItemBank) -> None:
    assert normed.norms == {"full-ru": group}
    assert normed.digest == bank().digest
    assert group.name == RUSSIANS.name


def test_too_few_people_are_refused_with_the_numbers() -> None:
    few = Source(table(people(2 * LEAST_PEOPLE)), None)

    with pytest.raises(UserError, match="norm_too_few") as caught:
        build_norm(bank(), few, RUSSIANS, ENGLISH)
    values = caught.value.values
    assert values["read"] == "200"
    assert int(values["people"]) + int(values["careless"]) + int(values["unscored"]) == 200


def with_open_items(open_items: dict[str, int], count: int = 260) -> list[Result]:
    """Return interpretable whole results in Russian; of each named item so many of them left it open."""
    order = bank().order("full")
    whole = [
        replace(one, language="ru")
        for one in people(700, careless=0.0)
        if assess(bank(), one).quality.interpretable
        and all(item in one.responses and one.responses[item].answer is not None for item in order)
    ][:count]
    return [
        replace(
            one,
            responses=MappingProxyType(
                {name: row for name, row in one.responses.items() if place >= open_items.get(name, 0)}
            ),
        )
        for place, one in enumerate(whole)
    ]


def test_results_that_count_are_refused_where_too_few_answered_a_whole_scale() -> None:
    """260 results count; 62 of them left one question of patience open, so that 198 answered it whole."""
    open_one = Source(table(with_open_items({"P01": 62})), None)
    open_two = Source(table(with_open_items({"P01": 62, "T02": 70})), None)
    for language in ("ru", "en"):
        words = load_words(language)
        name, other = (bank().scales[scale].name.on(language) for scale in ("patience", "tech_interest"))
        with pytest.raises(UserError, match="norm_too_few_complete") as caught:
            build_norm(bank(), open_one, RUSSIANS, words)
        values, told = caught.value.values, sentence(words, caught.value)
        assert (values["read"], values["kept"], values["least"]) == ("260", "260", "200")
        assert all(part in told for part in (name, "198", "260", "200", "full/ru"))
        assert other not in told
        assert not {"patience", "tech_interest"} & set(re.findall(r"[a-z_]+", told))
        with pytest.raises(UserError, match="norm_too_few_complete") as both:
            build_norm(bank(), open_two, RUSSIANS, words)
        told = sentence(words, both.value)
        assert all(part in told for part in (name, "198", other, "190"))


def test_exactly_enough_whole_answers_build_a_group() -> None:
    found = build_norm(bank(), Source(table(with_open_items({"P01": 60})), None), RUSSIANS, ENGLISH)
    row = found.scale("patience")

    assert row is not None
    assert (found.n, row.n, row.complete) == (260, 260, LEAST_PEOPLE)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NormWanted(), "norm_choose"),
        (NormWanted(form="full"), "norm_choose"),
        (NormWanted(form="parallel"), "norm_none_fit"),
        (NormWanted(language="de"), "norm_none_fit"),
        (NormWanted(form="quick", language="ru"), "norm_too_few"),
    ],
)
def test_forms_and_languages_are_never_mixed(source: Source, wanted: NormWanted, code: str) -> None:
    with pytest.raises(UserError, match=code):
        build_norm(bank(), source, wanted, ENGLISH)


def test_a_form_without_scales_has_no_norms() -> None:
    with pytest.raises(UserError, match="norm_form_without_scales"):
        build_norm(bank(), Source(table(people(4, "conditions")), None), NormWanted(language="ru"), ENGLISH)


def test_items_that_do_not_hang_together_give_no_group() -> None:
    """Answers that change sides from item to item have a negative alpha."""
    opposed = []
    for one in people(700, careless=0.0):
        responses = dict(one.responses)
        for place, item in enumerate(bank().rating_items("full", "patience")):
            if item.id in responses and responses[item.id].answer is not None:
                value = (0.25, 0.75)[(int(one.id[-3:]) + place) % 2]
                responses[item.id] = replace(responses[item.id], answer=item.answer_with(value, 3))
        opposed.append(replace(one, responses=responses))

    with pytest.raises(UserError, match="norm_scale_measured_nothing") as caught:
        build_norm(bank(), Source(table(opposed), None), RUSSIANS, ENGLISH)
    assert caught.value.values["scale"] == bank().scales["patience"].name.on("en") == "Patience"


def test_results_of_items_with_another_meaning_stop_the_build(tmp_path: Path) -> None:
    save(people(4), tmp_path)
    whole = next(one for one in people(60)[10:] if "S01" in one.responses)
    old = replace(whole, content=other_content())
    changed = {**marks(bank(), old.responses), "S01": "rating frequency patience self_control -"}
    write_result(tmp_path / "old.json", old, marks=changed)

    with pytest.raises(ResultFileError, match="norm_mixed_content") as caught:
        build_norm(bank(), open_source(bank(), tmp_path), RUSSIANS, ENGLISH)
    assert caught.value.values["details"] == "old.json: S01"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("n: ", "n: 19 #", "norm_too_small"),
        ('S01: "rating frequency', 'S01: "rating agreement', "norm_items_changed"),
        ('  S01: "', '  S99: "', "norm_items_changed"),
        ("  - scale: patience", "  - scale: patients", "scale_unknown"),
        ("  - scale: patience", "  - scale: patients", "norm_scale_missing"),
        ("  - scale: patience", "  - scale: stress_tolerance", "listed_twice"),
        ('language: "ru"', 'language: "de"', "language_unknown"),
        ('form: "full"', 'form: "fuller"', "form_unknown"),
        ('first: "2026-01-01"', 'first: "January"', "date_unfit"),
        ('sem: {"8"', 'sem: {"x"', "count_unfit"),
        ('counts: {"', 'counts: {"101": 1, "', "norm_counts_differ"),
        ('counts: {"', 'counts: {"101": 1, "', "number_out_of_range"),
        ('id: "full-ru"', 'id: "other"', "file_name_differs"),
        ("alpha: 0.", "alpha: 1.", "number_out_of_range"),
    ],
)
def test_a_group_that_was_edited_or_outlived_its_items_does_not_load(
    group: NormGroup, tmp_path: Path, before: str, after: str, code: str
) -> None:
    text = norm_text(group, "a test")
    assert before in text
    folder = pack_with(tmp_path, text.replace(before, after, 1))

    assert code in {problem.code for problem in check_content(folder)}
    with pytest.raises(ContentError):
        load_bank(folder)


# ---- what a report says with it ----


def test_with_a_group_the_report_names_it_and_compares_only_its_own_form_and_language(
    group: NormGroup, normed: ItemBank
) -> None:
    for language in ("ru", "en"):
        library = Library(normed, load_guide(), load_words(language))
        compared = build_report(library, person(10))
        foreign = build_report(library, person(11))

        assert compared.precision is not None
        assert group.name in compared.precision
        assert str(group.n) in compared.precision
        assert all(row.standing is not None and "%" in row.standing for row in compared.scales if row.low)
        assert [note for note in compared.notes if group.name in " ".join(note.paragraphs)]
        assert foreign.precision is not None
        assert group.name not in foreign.precision
        assert {row.standing for row in foreign.scales} == {None}
        assert group.name not in str(foreign.notes)


def test_without_a_group_nothing_is_compared() -> None:
    words = load_words("en")
    plain = build_report(Library(bank(), load_guide(), words), person(10))

    assert plain.precision is not None
    assert plain.precision.startswith(words("report.scale.assumed"))
    assert {row.standing for row in plain.scales} == {None}


def test_scores_name_the_group_or_say_that_the_error_is_assumed(group: NormGroup, normed: ItemBank) -> None:
    words = load_words("ru")
    with_group = "\n".join(score_lines(normed, person(10), assess(normed, person(10)), words))
    without = "\n".join(score_lines(bank(), person(10), assess(bank(), person(10)), words))

    assert group.name in with_group
    assert words("report.scale.assumed") not in with_group
    assert words("report.scale.assumed") in without
    data = score_json(normed, person(10), assess(normed, person(10)))
    assert '"error": "norm group"' in data
    assert f'"n": {group.n}' in data


def test_a_small_group_is_used_with_a_caution(group: NormGroup) -> None:
    words = load_words("en")
    small = replace(bank(), norms={"g": replace(group, n=250)})
    large = replace(bank(), norms={"g": replace(group, n=1250)})
    reports = [build_report(Library(one, load_guide(), words), person(10)) for one in (small, large)]

    texts = [one.precision or "" for one in reports]
    assert [words("learning.report.small") in text for text in texts] == [True, False]
    assert "1,250" in texts[1]
