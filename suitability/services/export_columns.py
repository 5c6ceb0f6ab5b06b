"""The columns of an export: one list that the writers follow and the data dictionary prints.

One row a person. There is no overall number among them and never will be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from suitability.domain.answers import MostLeast
from suitability.domain.assessment import Assessment
from suitability.domain.bank import ItemBank
from suitability.domain.scoring import ScaleScore
from suitability.domain.signs import Finding
from suitability.services.people import Person
from suitability.services.words import Words
from suitability.storage.pool_schema import EntryRow

Found = TypeVar("Found")

Kind = Literal["text", "number", "whole", "yes_no"]
Value = str | float | int | bool | None
"""What a cell can hold; None: not known, not asked or not applicable."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what its cells are, and how a person's cell is found.

    ``meaning`` is the key of its sentence in the words, with ``subject`` (a scale, sign or item) to fill in.
    ``unit`` is the key of its unit or range, empty where there is none.
    """

    name: str
    kind: Kind
    meaning: str
    take: Callable[[Person], Value]
    unit: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into an export: answers item by item or not, and whether pseudonyms stand for people.

    ``blind`` leaves out names and all numbers that lead to one: of results, of invites.
    """

    form: str | None = None
    items: bool = False
    blind: bool = False


def columns(bank: ItemBank, wanted: Wanted) -> tuple[Column, ...]:
    """Return the columns of an export in their order.

    With ``items``, answers to the items of ``wanted.form`` (of all forms without one) and their times follow.
    """
    found = [*_of_the_person(blind=wanted.blind), *_of_the_sitting()]
    for scale in bank.scales:
        found += _of_a_scale(scale)
    for sign in bank.signs:
        found += _of_a_sign(sign)
    found += _of_the_whole()
    if wanted.items:
        for item in bank.order(wanted.form) if wanted.form is not None else bank.items:
            found += _of_an_item(item)
    return tuple(found)


def dictionary(bank: ItemBank, wanted: Wanted, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, type, unit or range, and meaning of every column, in the language of ``words``."""
    for column in columns(bank, wanted):
        subject = _subject(bank, column.subject, words)
        yield (
            column.name,
            words(f"export.kinds.{column.kind}"),
            words(f"export.units.{column.unit}") if column.unit else "",
            words(f"export.meanings.{column.meaning}", subject=subject)
            if column.subject
            else words(f"export.meanings.{column.meaning}"),
        )


_IN_THE_TABLE: Final = {
    "number": "whole",
    "tie": "whole",
    "status": "text",
    "quality": "text",
    "signs_raised": "whole",
}
"""Columns that only the table of candidates has, and what their cells are."""


def table_dictionary(words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yield, as ``dictionary`` does, the columns that only the table of candidates has."""
    for name, kind in _IN_THE_TABLE.items():
        yield name, words(f"export.kinds.{kind}"), "", words(f"export.table.{name}")


def _subject(bank: ItemBank, subject: str, words: Words) -> str:
    for things in (bank.scales, bank.signs):
        if subject in things:
            return things[subject].name.on(words.language)
    return subject


def _entry(field: str) -> Callable[[Person], Value]:
    def take(person: Person) -> Value:
        if person.row is None:
            return None
        found: Value = getattr(person.row.entry, field) or None
        return found

    return take


def _of_the_person(*, blind: bool) -> Iterator[Column]:
    if blind:
        yield Column("person", "text", "pseudonym", lambda person: person.alias)
    else:
        yield Column("result", "text", "result", lambda person: person.result.id)
        yield Column("invite", "text", "invite", _entry("invite"))
        for field in ("person", "email", "person_note"):
            yield Column(field, "text", field, _entry(field))
    yield Column("role", "text", "role", _entry("role"))
    yield Column("stage", "text", "stage", lambda person: person.row.stage or None if person.row else None)
    yield Column("register", "text", "register", _entry("outcome"), unit="register")
    yield Column("grade", "text", "grade", _grade, unit="grade")


def _grade(person: Person) -> Value:
    entry: EntryRow | None = None if person.row is None else person.row.entry
    return "plain" if entry is None else entry.grade or None


def _of_the_sitting() -> Iterator[Column]:
    yield Column("form", "text", "form", lambda person: person.result.form)
    yield Column("language", "text", "language", lambda person: person.result.language)
    yield Column("content_version", "text", "content_version", lambda person: person.result.content.version)
    yield Column("created", "text", "created", lambda person: person.result.created, unit="moment")
    yield Column("received", "text", "received", _entry("received"), unit="moment")
    yield Column("answered", "whole", "answered", _answered, unit="items")
    yield Column("total", "whole", "total", lambda person: len(person.result.order), unit="items")
    yield Column("time_ms", "whole", "time", _time, unit="ms")
    yield Column("interpretable", "yes_no", "interpretable", lambda p: p.found.quality.interpretable)
    yield Column("signals", "text", "signals", _signals)


def _answered(person: Person) -> Value:
    return sum(response.answer is not None for response in person.result.responses.values())


def _time(person: Person) -> Value:
    times = [one.elapsed_ms for one in person.result.responses.values() if one.elapsed_ms is not None]
    return sum(times) if times else None


def _signals(person: Person) -> Value:
    return " ".join(f"{one.index}:{one.level.value}" for one in person.found.quality.raised) or None


def _of_a_scale(scale: str) -> Iterator[Column]:
    def cell(take: Callable[[ScaleScore], Value]) -> Callable[[Person], Value]:
        return lambda person: _usable(person, person.found.scores, lambda one: one.scale == scale, take)

    for part, take in (
        ("low", lambda one: one.low),
        ("score", lambda one: one.pomp),
        ("high", lambda one: one.high),
    ):
        yield Column(f"{scale}_{part}", "number", f"scale_{part}", cell(take), "pomp", scale)
    yield Column(f"{scale}_zone", "text", "scale_zone", cell(_zone), "zone", scale)
    yield Column(f"{scale}_border", "yes_no", "scale_border", cell(_border), "", scale)


def _zone(score: ScaleScore) -> Value:
    return None if score.zone is None else score.zone.value


def _border(score: ScaleScore) -> Value:
    return None if score.pomp is None else score.on_border


def _of_a_sign(sign: str) -> Iterator[Column]:
    def cell(take: Callable[[Finding], Value]) -> Callable[[Person], Value]:
        return lambda person: _usable(person, person.found.findings, lambda one: one.sign == sign, take)

    yield Column(f"sign_{sign}", "text", "sign", cell(lambda one: one.status.value), "status", sign)
    yield Column(f"sign_{sign}_index", "number", "sign_index", cell(lambda one: one.index), "share", sign)


def _usable(
    person: Person, found: Sequence[Found], is_it: Callable[[Found], bool], take: Callable[[Found], Value]
) -> Value:
    """Return the cell of the scale or sign that is wanted; None in a result that cannot be interpreted."""
    if not person.found.quality.interpretable:
        return None
    return next((take(one) for one in found if is_it(one)), None)


def _of_the_whole() -> Iterator[Column]:
    yield Column("outcome", "text", "outcome", lambda person: person.found.outcome.id)
    yield Column("tasks_mean", "number", "tasks_mean", lambda person: _tasks(person.found), unit="share")
    yield Column("tasks_answered", "whole", "tasks_answered", lambda person: len(person.found.tasks))


def _tasks(found: Assessment) -> Value:
    if not found.quality.interpretable or not found.tasks:
        return None
    return sum(task.value for task in found.tasks) / len(found.tasks)


def _of_an_item(item: str) -> Iterator[Column]:
    yield Column(item, "text", "item", lambda person: _answer(person, item), "answer", item)
    yield Column(f"{item}_ms", "whole", "item_ms", lambda person: _spent(person, item), "ms", item)


def _answer(person: Person, item: str) -> Value:
    response = person.result.responses.get(item)
    if response is None or response.answer is None:
        return None
    answer = response.answer
    if isinstance(answer, MostLeast):
        return f"most {answer.most}, least {answer.least}"
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)


def _spent(person: Person, item: str) -> Value:
    response = person.result.responses.get(item)
    return None if response is None else response.elapsed_ms
