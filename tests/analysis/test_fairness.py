"""The fairness check over folders: lists that fit and lists that do not, what is shown and what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from suitability.domain.fairness import FEWEST, Verdict
from suitability.domain.intervals import Interval
from suitability.errors import UserError
from suitability.services.fairness import FEWEST_SHOWN, Fairness, check_fairness, language_differences
from suitability.services.fairness_listing import (
    LONGEST_ITEM,
    bad_lines,
    fairness_csv,
    fairness_json,
    fairness_lines,
)
from suitability.services.formatting import quoted
from suitability.services.item_statistics import Difference
from suitability.services.library import load_words
from suitability.services.messages import sentence
from tests.analysis.people import bank, people, save

pytest.importorskip("polars")

PEOPLE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of 120 people."""
    place = tmp_path_factory.mktemp("fair") / "results"
    save(people(PEOPLE, "full"), place)
    return place


def listed(path: Path, rows: list[tuple[str, str, str]], head: str = "person,group,selected") -> Path:
    """Write a list of groups."""
    path.write_text("\n".join([head, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


def by_thirds(selected: dict[str, int]) -> list[tuple[str, str, str]]:
    """Return 120 lines: three groups of 40 with so many selected in each."""
    rows: list[tuple[str, str, str]] = []
    for number in range(PEOPLE):
        group = "abc"[number % 3]
        rows.append((f"full-{number:06d}", group, "yes" if number // 3 < selected[group] else "no"))
    return rows


def check(folder: Path, tmp_path: Path, rows: list[tuple[str, str, str]]) -> Fairness:
    return check_fairness(bank(), folder, listed(tmp_path / "groups.csv", rows))


def test_rates_and_verdicts_follow_the_list(folder: Path, tmp_path: Path) -> None:
    found = check(folder, tmp_path, by_thirds({"a": 36, "b": 12, "c": 34}))
    assert found.rates is not None
    assert [(row.count.group, row.count.selected, row.count.people) for row in found.rates] == [
        ("a", 36, 40),
        ("b", 12, 40),
        ("c", 34, 40),
    ]
    assert [row.verdict for row in found.rates] == [Verdict.REFERENCE, Verdict.BELOW, Verdict.ALIKE]
    assert (found.people, found.grouped, found.bad) == (PEOPLE, PEOPLE, ())


def test_gaps_are_means_of_the_same_scores_that_people_see(folder: Path, tmp_path: Path) -> None:
    """Recomputed the slow way from the results themselves."""
    from suitability.domain.assessment import assess

    found = check(folder, tmp_path, by_thirds({"a": 1, "b": 1, "c": 1}))
    own = [assess(bank(), result) for result in people(PEOPLE, "full")]
    scores = [
        next(one.pomp for one in person.scores if one.scale == "patience")
        for number, person in enumerate(own)
        if number % 3 == 1 and person.quality.interpretable
    ]
    known = [score for score in scores if score is not None]
    row = next(one for one in found.gaps if one.scale == "patience" and one.group == "b")
    assert row.spread.n == len(known)
    assert row.spread.mean == pytest.approx(sum(known) / len(known))
    assert found.unscored == sum(not person.quality.interpretable for person in own)


def test_a_small_group_is_neither_judged_nor_shown(folder: Path, tmp_path: Path) -> None:
    rows = by_thirds({"a": 30, "b": 30, "c": 30})
    rows[0] = (rows[0][0], "rare", "no")
    found = check(folder, tmp_path, rows)
    assert found.rates is not None
    verdicts = {row.count.group: row.verdict for row in found.rates}
    assert verdicts["rare"] is Verdict.TOO_FEW
    small = [row for row in found.gaps if row.group == "rare"]
    assert {(row.spread.mean, row.gap) for row in small} == {(None, None)}
    for language in ("ru", "en"):
        text = "\n".join(fairness_lines(bank(), found, None, load_words(language)))
        assert str(FEWEST) in text
        assert str(FEWEST_SHOWN) in text
        one = load_words(language)("fairness.languages.one")
        assert one not in text
        assert one in "\n".join(fairness_lines(bank(), found, (), load_words(language)))


def test_nobody_is_named_in_what_comes_out(folder: Path, tmp_path: Path) -> None:
    found = check(folder, tmp_path, by_thirds({"a": 30, "b": 20, "c": 10}))
    texts = [fairness_csv(found), fairness_json(found)]
    texts += ["\n".join(fairness_lines(bank(), found, None, load_words(code))) for code in ("ru", "en")]
    assert not any("full-0" in text for text in texts)


def test_lines_that_fit_nobody_are_named_and_the_rest_counts(folder: Path, tmp_path: Path) -> None:
    rows = by_thirds({"a": 30, "b": 30, "c": 30})
    rows += [("full-0", "a", "yes"), ("nobody-at-all", "a", "yes"), ("", "b", "yes")]
    rows += [("full-000001", "c", "yes"), ("full-000002", "c", "maybe")]
    found = check(folder, tmp_path, rows)
    assert found.grouped == PEOPLE
    assert [(one.line, one.code) for one in found.bad] == [
        (122, "groups_several"),
        (123, "groups_nobody"),
        (124, "groups_cell"),
        (125, "groups_twice"),
        (126, "groups_selected"),
    ]
    for language in ("ru", "en"):
        lines = list(bad_lines(found, load_words(language)))
        assert len(lines) == 6
        assert not any("groups_" in line for line in lines)


def test_a_list_without_selection_compares_scores_only(folder: Path, tmp_path: Path) -> None:
    path = listed(tmp_path / "g.csv", [row[:2] for row in by_thirds({"a": 0, "b": 0, "c": 0})], "имя,группа")  # type: ignore[misc]
    found = check_fairness(bank(), folder, path)
    assert found.rates is None
    assert len(found.gaps) == 3 * len(bank().scales)


@pytest.mark.parametrize("selected", [{"a": 0, "b": 0, "c": 0}, {"a": 40, "b": 40, "c": 40}])
def test_all_or_nobody_selected(folder: Path, tmp_path: Path, selected: dict[str, int]) -> None:
    found = check(folder, tmp_path, by_thirds(selected))
    assert found.rates is not None
    verdicts = {row.verdict for row in found.rates}
    assert not verdicts & {Verdict.BELOW, Verdict.BELOW_BY_CHANCE, Verdict.DIFFERENT}


def test_a_list_of_strangers_is_refused(folder: Path, tmp_path: Path) -> None:
    path = listed(tmp_path / "g.csv", [("somebody", "a", "yes")])
    with pytest.raises(UserError) as caught:
        check_fairness(bank(), folder, path)
    assert caught.value.code == "groups_no_match"
    assert "g.csv" in sentence(load_words("ru"), caught.value)


def test_differences_between_languages_come_from_the_item_analysis(folder: Path) -> None:
    rows = language_differences(bank(), folder, "full")
    assert {row.scale for row in rows} == set(bank().scales)
    assert {row.reference for row in rows} == {"ru"}
    found = "\n".join(
        fairness_lines(
            bank(),
            check_fairness(bank(), folder, _whole(folder)),
            rows,
            load_words("en"),
        )
    )
    assert "would stand out by chance alone" in found


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_question_that_differs_is_named_by_its_text(folder: Path, language: str) -> None:
    words, texts = load_words(language), {name: one.text.on(language) for name, one in bank().items.items()}
    long = max(texts, key=lambda item: len(texts[item]))
    short = min(texts, key=lambda item: len(texts[item]))
    half = Interval(0.5, 0.3, 0.7)
    rows = tuple(Difference("patience", one, "ru", "en", 40, 50, half, half) for one in (long, short))
    found = list(
        fairness_lines(bank(), check_fairness(bank(), folder, _whole(folder)), rows, words),
    )
    whole, cut = (next(line for line in found if line.startswith(f"  {one} ")) for one in (short, long))
    assert quoted(words, texts[short].rstrip(".")) in whole
    assert len(texts[long]) > LONGEST_ITEM
    assert texts[long][:40] in cut
    assert texts[long] not in cut
    assert "…" in cut


def _whole(folder: Path) -> Path:
    return listed(folder.parent / "all.csv", by_thirds({"a": 20, "b": 20, "c": 20}))


def test_a_groups_name_is_no_formula(folder: Path, tmp_path: Path) -> None:
    rows = [
        (name, "=1+1" if group == "a" else group, one)
        for name, group, one in by_thirds(dict.fromkeys("abc", 9))
    ]
    found = check(folder, tmp_path, rows)
    assert ",'=1+1," in fairness_csv(found)
    assert any(row["group"] == "=1+1" for row in json.loads(fairness_json(found))["rows"])
