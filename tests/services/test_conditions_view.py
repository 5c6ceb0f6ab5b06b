"""The section on working conditions: every mark comes back in words, beside every role, without a verdict."""

from __future__ import annotations

from functools import cache

import pytest

from suitability.domain.assessment import MarkedCondition
from suitability.domain.handbook import Handbook
from suitability.services.conditions_view import ConditionsSection, conditions_section, section_lines
from suitability.services.library import load_handbook
from tests.services import samples

ITEMS = tuple(one.item for one in load_handbook().conditions.values())


@cache
def handbook() -> Handbook:
    return load_handbook()


def section(language: str, **marks: int) -> ConditionsSection:
    """Return the section of somebody who marked everything as fine (3) but the conditions named."""
    marked = [MarkedCondition(item, marks.get(item, 3)) for item in ITEMS if marks.get(item, 3)]
    found = conditions_section(samples.bank(), handbook(), marked, samples.words(language))
    assert found is not None
    return found


def test_without_a_mark_there_is_no_section() -> None:
    assert conditions_section(samples.bank(), handbook(), [], samples.words("en")) is None


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_condition_has_a_row_with_the_answer_in_the_words_of_the_option(language: str) -> None:
    options = [one.text.on(language) for one in samples.bank().formats["condition"].options]
    rows = section(language, W01=1, W02=2, W03=0).rows
    assert {row.item for row in rows} == set(ITEMS)
    by_item = {row.item: row for row in rows}
    assert [by_item[item].answer for item in ("W01", "W02", "W04")] == options
    assert [by_item[item].mark for item in ("W01", "W02", "W03", "W04")] == [
        "no",
        "bearable",
        "not_asked",
        "fine",
    ]
    assert [row.item for row in (rows[0], rows[1], rows[-1])] == ["W01", "W02", "W03"]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_refused_condition_stands_at_each_role_that_names_it_and_at_no_other(language: str) -> None:
    found = section(language, W02=1)
    name = handbook().conditions["nights"].name.on(language)
    for role in found.roles:
        profile = handbook().profiles[role.role]
        kinds = {line.kind for line in role.lines if name in line.text}
        expected = {"no_usual"} if "nights" in profile.usual else set()
        expected |= {"no_depends"} if "nights" in profile.depends else set()
        assert kinds == expected, role.role
        assert ("clear" in {line.kind for line in role.lines}) == ("nights" not in profile.usual)
    assert any("nights" in one.usual for one in handbook().profiles.values())


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_rows_name_the_roles_where_a_condition_is_met(language: str) -> None:
    row = next(row for row in section(language).rows if row.id == "shifts")
    names = {role.id: role.name.on(language) for role in handbook().roles}
    assert set(row.usual) == {names[one.id] for one in handbook().profiles.values() if "shifts" in one.usual}
    assert all(name in row.where for name in (*row.usual, *row.depends))


def test_roles_stay_in_the_order_of_the_guide_whatever_was_marked() -> None:
    expected = [role.id for role in handbook().roles]
    for marks in ({}, dict.fromkeys(ITEMS, 1), {"W01": 1}):
        assert [role.role for role in section("en", **marks).roles] == expected


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_lines_say_of_each_role_what_stands_in_the_way_or_that_nothing_does(language: str) -> None:
    found = section(language, W15=1, W16=2)
    lines = section_lines(found)
    assert lines[1] == found.summary
    assert lines[-1] == found.note
    assert len(lines) == 3 + len(found.roles)


def test_what_was_not_marked_is_not_called_clear() -> None:
    """With a usual condition open the sentence is limited to what was marked."""
    words = samples.words("en")
    role = next(one for one in section("en", W01=0).roles if one.role == "call_centre_operator")
    no = samples.bank().formats["condition"].options[0].text.on("en")
    assert role.lines[0].text == words("conditions.role.clear_so_far", answer=no)
    assert any(line.kind == "open" for line in role.lines)
