"""Working conditions as a section for drawing: what was marked, where it is usual, and each role beside it.

Finished sentences and ids; no markup. Roles keep the order of the guide: none is put before another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suitability.domain.assessment import MarkedCondition
from suitability.domain.bank import ItemBank
from suitability.domain.handbook import Condition, Handbook
from suitability.domain.kinds import ConditionItem
from suitability.domain.pay import Role
from suitability.domain.role_conditions import (
    MARKS,
    Mark,
    Occurrence,
    RoleConditions,
    marks_of,
    role_conditions,
)
from suitability.services import formatting
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One working condition: its name, the question as it was asked, the answer, and where it is met.

    ``mark`` is "no", "bearable", "fine" or "not_asked"; ``answer`` says the same in words. ``usual`` and
    ``depends`` are names of roles; ``where`` is the sentence made of them.
    """

    id: str
    item: str
    name: str
    question: str
    mark: str
    answer: str
    usual: tuple[str, ...]
    depends: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One sentence about a role. ``kind`` is "no_usual", "no_depends", "bearable", "clear" or "open"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RoleConditionsRow:
    """One role beside the marks; ``neighbour`` marks a role next to support."""

    role: str
    name: str
    neighbour: bool
    lines: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class ConditionsSection:
    """The whole section. ``rows`` begin with what was refused, ``roles`` follow the guide.

    ``summary`` counts the marks, ``note`` says what the comparison rests on. ``labels`` holds headings:
    ``by_condition``, ``by_role``, ``condition``, ``answer``, ``where``, ``neighbour``.
    """

    title: str
    intro: str
    summary: str
    rows: tuple[ConditionRow, ...]
    roles: tuple[RoleConditionsRow, ...]
    note: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What every part of the section is made from."""

    bank: ItemBank
    handbook: Handbook
    marks: Mapping[str, Mark]
    answers: Mapping[Mark, str]
    compared: Mapping[str, RoleConditions]
    words: Words

    def names(self, conditions: Sequence[str]) -> str:
        """Return the names of conditions as one list."""
        return "; ".join(self.handbook.conditions[one].name.on(self.words.language) for one in conditions)


def conditions_section(
    bank: ItemBank, handbook: Handbook, marked: Sequence[MarkedCondition], words: Words
) -> ConditionsSection | None:
    """Return the section for the marks of a person, or None where nothing was marked.

    Raises:
        KeyError: a condition of the handbook names a question that the bank does not have.
    """
    marks = marks_of(handbook.conditions.values(), marked)
    if all(mark is Mark.NOT_ASKED for mark in marks.values()):
        return None
    compared = {role.id: role_conditions(handbook.profiles[role.id], marks) for role in handbook.roles}
    beside = _Beside(bank, handbook, marks, _answers(bank, marked[0].item, words), compared, words)
    order = {one.item: place for place, one in enumerate(marked)}
    weight = {mark: place for place, mark in enumerate(Mark)}
    following = sorted(
        handbook.conditions.values(), key=lambda one: (weight[marks[one.id]], order.get(one.item, 0))
    )
    return ConditionsSection(
        title=words("conditions.title"),
        intro=words("conditions.intro"),
        summary=_summary(beside),
        rows=tuple(_row(beside, one) for one in following),
        roles=tuple(_role(beside, role) for role in handbook.roles),
        note=words("conditions.note"),
        labels=formatting.labels(words, "conditions.labels"),
    )


def section_lines(section: ConditionsSection) -> list[str]:
    """Return the section as plain lines: the count, then what stands in the way of each role, if anything."""
    lines = [section.title, section.summary]
    for role in section.roles:
        lines += [f"{role.name}. {line.text}" for line in role.lines if line.kind in ("no_usual", "clear")]
    return [*lines, section.note]


def _answers(bank: ItemBank, item_id: str, words: Words) -> dict[Mark, str]:
    """Return the marks in the words of the answer options."""
    item = bank.items[item_id]
    assert isinstance(item, ConditionItem)  # noqa: S101 - only such items are marked
    options = bank.formats[item.format].options
    texts = {mark: option.text.on(words.language) for mark, option in zip(MARKS, options, strict=True)}
    return {**texts, Mark.NOT_ASKED: words("conditions.not_asked")}


def _summary(beside: _Beside) -> str:
    words, marks = beside.words, list(beside.marks.values())
    parts = [words("conditions.counted", answer=beside.answers[mark], n=marks.count(mark)) for mark in MARKS]
    if Mark.NOT_ASKED in marks:
        parts.append(words("conditions.counted_open", n=marks.count(Mark.NOT_ASKED)))
    return words("conditions.summary", counts="; ".join(parts))


def _row(beside: _Beside, condition: Condition) -> ConditionRow:
    words, mark = beside.words, beside.marks[condition.id]

    def named(occurrence: Occurrence) -> tuple[str, ...]:
        return tuple(
            role.name.on(words.language)
            for role in beside.handbook.roles
            if condition.id in beside.compared[role.id].those(occurrence, mark)
        )

    usual, depends = named(Occurrence.USUAL), named(Occurrence.DEPENDS)
    parts = [words("conditions.usual_in", roles="; ".join(usual))] if usual else []
    parts += [words("conditions.depends_in", roles="; ".join(depends))] if depends else []
    return ConditionRow(
        id=condition.id,
        item=condition.item,
        name=condition.name.on(words.language),
        question=beside.bank.items[condition.item].text.on(words.language),
        mark=mark.value,
        answer=beside.answers[mark],
        usual=usual,
        depends=depends,
        where=" ".join(parts) or words("conditions.nowhere"),
    )


def _role(beside: _Beside, role: Role) -> RoleConditionsRow:
    compared, words = beside.compared[role.id], beside.words
    refused = compared.those(Occurrence.USUAL, Mark.NO)
    unknown = compared.those(Occurrence.USUAL, Mark.NOT_ASKED)
    texts = (
        ("no_usual", refused, Mark.NO),
        ("no_depends", compared.those(Occurrence.DEPENDS, Mark.NO), Mark.NO),
        ("bearable", compared.those(Occurrence.USUAL, Mark.BEARABLE), Mark.BEARABLE),
        ("open", unknown, Mark.NOT_ASKED),
    )
    lines = [
        RoleLine(
            kind,
            words(f"conditions.role.{kind}", answer=beside.answers[mark], conditions=beside.names(ids)),
        )
        for kind, ids, mark in texts
        if ids
    ]
    if not refused:
        key = "clear_so_far" if unknown else "clear"
        text = words(f"conditions.role.{key}", answer=beside.answers[Mark.NO])
        lines.insert(0, RoleLine("clear", text))
    return RoleConditionsRow(role.id, role.name.on(words.language), role.neighbour, tuple(lines))
