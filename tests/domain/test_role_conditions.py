"""A role's conditions beside a person's marks: nothing is added up, nothing left out."""

from __future__ import annotations

from suitability.domain.assessment import MarkedCondition
from suitability.domain.handbook import Condition, RoleProfile
from suitability.domain.role_conditions import Mark, Occurrence, marks_of, role_conditions
from suitability.domain.text import LocalizedText

NAME = LocalizedText(ru="имя", en="name")
CONDITIONS = tuple(Condition(name, item, NAME) for name, item in (("a", "W1"), ("b", "W2"), ("c", "W3")))


def profile(usual: tuple[str, ...], depends: tuple[str, ...]) -> RoleProfile:
    return RoleProfile("role", (), (), (), usual, depends, (), (), (), ())


def test_each_code_is_its_mark_and_what_has_no_answer_was_not_asked() -> None:
    marks = marks_of(CONDITIONS, [MarkedCondition("W1", 1), MarkedCondition("W2", 3)])
    assert marks == {"a": Mark.NO, "b": Mark.FINE, "c": Mark.NOT_ASKED}
    assert marks_of(CONDITIONS, [MarkedCondition("W3", 2)])["c"] is Mark.BEARABLE


def test_a_role_keeps_what_is_usual_apart_from_what_depends() -> None:
    marks = marks_of(CONDITIONS, [MarkedCondition("W1", 1), MarkedCondition("W2", 1)])
    found = role_conditions(profile(("b", "c"), ("a",)), marks)
    assert found.those(Occurrence.USUAL, Mark.NO) == ("b",)
    assert found.those(Occurrence.DEPENDS, Mark.NO) == ("a",)
    assert found.those(Occurrence.USUAL, Mark.NOT_ASKED) == ("c",)
    assert [one.condition for one in found.conditions] == ["b", "c", "a"]


def test_a_mark_for_a_condition_that_the_role_does_not_name_changes_nothing() -> None:
    silent = marks_of(CONDITIONS, [])
    refused = marks_of(CONDITIONS, [MarkedCondition("W1", 1)])
    only_b = profile(("b",), ())
    assert role_conditions(only_b, silent) == role_conditions(only_b, refused)
