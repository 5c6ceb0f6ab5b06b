"""A sitting as a value: nothing is lost, positions stay inside, time adds up."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from suitability.domain.session import Response, Session
from suitability.errors import AnswerError

ORDER = ("a", "b", "c", "d")


def fresh() -> Session:
    return Session("quick", "en", ORDER)


class Sitting(RuleBasedStateMachine):
    """Any sequence of steps, held against a plain dictionary, a position and a sum of times."""

    def __init__(self) -> None:
        super().__init__()
        self.session = fresh()
        self.answers: dict[str, int | None] = {}
        self.times: dict[str, int] = {}
        self.position = 0

    @rule(answer=st.none() | st.integers(1, 5), elapsed=st.none() | st.integers(0, 9000))
    def respond(self, answer: int | None, elapsed: int | None) -> None:
        if self.position == len(ORDER):
            with pytest.raises(AnswerError):
                self.session.respond(answer, elapsed)
            return
        before = self.session
        kept = dict(before.responses)
        self.session = before.respond(answer, elapsed)
        assert dict(before.responses) == kept  # the old value is untouched
        item = ORDER[self.position]
        self.answers[item] = answer
        if elapsed is not None:
            self.times[item] = self.times.get(item, 0) + elapsed
        self.position += 1

    @rule()
    def back(self) -> None:
        self.session = self.session.back()
        self.position = max(0, self.position - 1)

    @rule()
    def forward(self) -> None:
        self.session = self.session.forward()
        if self.position < len(ORDER) and ORDER[self.position] in self.answers:
            self.position += 1

    @rule(position=st.integers(-3, 9))
    def go(self, position: int) -> None:
        self.session = self.session.go(position)
        self.position = max(0, min(position, len(ORDER)))

    @rule(language=st.sampled_from(["ru", "en"]))
    def switch(self, language: str) -> None:
        self.session = self.session.in_language(language)
        assert self.session.language == language

    @invariant()
    def agrees(self) -> None:
        session = self.session
        assert {item: response.answer for item, response in session.responses.items()} == self.answers
        assert {
            item: r.elapsed_ms for item, r in session.responses.items() if r.elapsed_ms is not None
        } == self.times
        assert session.position == self.position
        assert session.current == (ORDER[self.position] if self.position < len(ORDER) else None)
        assert session.at_end is (self.position == len(ORDER))
        assert session.answered == sum(answer is not None for answer in self.answers.values())
        assert session.omitted == tuple(i for i in ORDER if i in self.answers and self.answers[i] is None)
        assert session.open == tuple(i for i in ORDER if i not in self.answers)
        assert session.order == ORDER


TestSitting = Sitting.TestCase


def test_a_changed_answer_replaces_the_earlier_one_and_adds_its_time() -> None:
    session = fresh().respond(2, 1500).back().respond(4, 700)
    assert session.responses["a"] == Response("a", 4, 2200)
    assert session.position == 1


def test_an_answer_may_be_taken_back_to_omitted() -> None:
    session = fresh().respond(2).back().respond(None)
    assert session.omitted == ("a",)
    assert session.answered == 0


def test_an_unmeasured_visit_keeps_the_time_measured_before() -> None:
    assert fresh().respond(2, 1500).back().respond(3).responses["a"].elapsed_ms == 1500


def test_a_time_of_zero_is_kept() -> None:
    assert fresh().respond(2, 0).responses["a"].elapsed_ms == 0


def test_forward_stops_at_the_first_item_without_a_response() -> None:
    session = fresh().respond(1).respond(None).go(0)
    assert session.forward().forward().forward().position == 2


def test_responses_cannot_be_changed_in_place() -> None:
    responses = fresh().respond(1).responses
    with pytest.raises(TypeError):
        responses["a"] = Response("a", 5)  # type: ignore[index]  # the point of the test


def test_a_sitting_read_back_stands_where_it_stood() -> None:
    live = fresh().respond(1, 10).respond(None, 20).back()
    read = fresh()
    for response in live.responses.values():
        read = read.with_response(response, live.position)
    assert read == live
