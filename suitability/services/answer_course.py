"""The course of a sitting for the counsellor: what was answered in which order, and how long each took."""

from __future__ import annotations

import statistics
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.bank import ItemBank
from suitability.domain.joined import own_order
from suitability.domain.kinds import RatingItem
from suitability.domain.quality import longest_run
from suitability.domain.session import Response
from suitability.services.edition_types import CoursePart, CoursePoint
from suitability.services.formatting import number
from suitability.services.words import Words

LONGEST_MS: Final = 30_000
"""Times are drawn up to half a minute: a task read twice, or a kettle, would flatten all others."""


def course_part(bank: ItemBank, person: Person, words: Words) -> CoursePart | None:
    """Return the course of the answers, None where nothing was answered."""
    result = person.result
    shown = [result.responses[item] for item in own_order(bank, result) if item in result.responses]
    given = [response for response in shown if response.answer is not None]
    if not given:
        return None
    lines = [words("edition.course.count", answered=len(given), total=len(own_order(bank, result)))]
    times = [response.elapsed_ms for response in given if response.elapsed_ms is not None]
    if times:
        lines.append(_times(bank, times, words))
    rated = [one.answer for one in given if _is_rating(bank, one) and isinstance(one.answer, int)]
    if rated:
        lines.append(words.plural("edition.course.run", longest_run(rated)))
    return CoursePart(
        intro=words("edition.course.intro"),
        lines=tuple(lines),
        alt=words("edition.course.alt", n=len(shown)),
        points=tuple(_point(bank, response) for response in shown),
    )


def _times(bank: ItemBank, times: list[int], words: Words) -> str:
    fast = bank.rules.quality.fast_ms
    return words(
        "edition.course.times",
        median=number(words, round(statistics.median(times) / 1000, 1)),
        seconds=number(words, fast / 1000),
        fast=sum(time < fast for time in times),
        total=len(times),
        limit=number(words, LONGEST_MS / 1000),
    )


def _is_rating(bank: ItemBank, response: Response) -> bool:
    return isinstance(bank.items[response.item], RatingItem)


def _point(bank: ItemBank, response: Response) -> CoursePoint:
    answer = response.answer
    place = float(answer) if _is_rating(bank, response) and isinstance(answer, int) else None
    taken = response.elapsed_ms
    share = None if taken is None else min(taken, LONGEST_MS) / LONGEST_MS
    return CoursePoint(response.item, place, share)
