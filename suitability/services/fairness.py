"""The fairness check: groups compared by selection and by scores. Nobody is named in what comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.fairness import (
    FEWEST,
    GroupCount,
    RateRow,
    Spread,
    compare_rates,
    mean_gap,
    spread_of,
)
from suitability.domain.intervals import Interval
from suitability.errors import UserError
from suitability.services.group_list import GroupList, match, read_groups
from suitability.services.item_statistics import Difference, analyse, hedges_g
from suitability.services.people import Person, Roll, everybody
from suitability.storage.csv_table import BadLine
from suitability.storage.safe_write import shown

FEWEST_SHOWN = 5
"""Of smaller groups nothing is shown but their size: a mean of three is nearly the score of one."""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One group on one scale beside the reference group.

    ``gap`` is the difference of means in POMP points, group minus reference; ``standardised`` the same in
    standard deviations (Hedges' g). Both None for the reference, and where a group is too small.
    """

    scale: str
    group: str
    spread: Spread
    gap: Interval | None
    standardised: Interval | None
    reference: bool
    too_few: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """Everything that the check found out.

    ``people`` are those with a usable result, ``grouped`` those of them in the list; ``unscored`` results of
    the list are not interpretable and count for selection only. ``bad`` are lines that could not be used.
    ``rates`` is None without a column that says who was selected.
    """

    people: int
    grouped: int
    unscored: int
    forms: tuple[str, ...]
    rates: tuple[RateRow, ...] | None
    gaps: tuple[GapRow, ...]
    bad: tuple[BadLine, ...]
    roll: Roll

    @property
    def reference(self) -> str | None:
        """The group that score gaps are measured from: the largest one."""
        return next((row.group for row in self.gaps if row.reference), None)


@dataclass(slots=True)
class _Seen:
    """What is kept of each person while going through them: their keys and scores, no answers."""

    keys: list[tuple[str, ...]]
    scores: list[Mapping[str, float] | None]
    forms: Counter[str]

    def add(self, person: Person) -> None:
        self.keys.append(person.keys)
        self.forms[person.result.form] += 1
        usable = person.found.quality.interpretable
        self.scores.append(
            {one.scale: one.pomp for one in person.found.scores if one.pomp is not None} if usable else None
        )


def check_fairness(bank: ItemBank, place: Path, groups: Path, form: str | None = None) -> Fairness:
    """Return how the groups of a list compare in the results of ``place``.

    Args:
        bank: the questions.
        place: a folder of result files, or one that was collected.
        groups: the list (CSV): who belongs to which group, and who was selected.
        form: count only results of this form.

    Raises:
        UserError: nothing to read, the list is no such table, or it names nobody who has a result
            (``groups_no_match``).
        SealError: the index of the folder cannot be used.
    """
    listed = read_groups(groups)
    seen = _Seen([], [], Counter())

    def keep(person: Person) -> None:
        if form in (None, person.result.form):
            seen.add(person)

    roll = everybody(bank, place, keep)
    matched = match(listed.members, seen.keys)
    if not matched.found:
        raise UserError("groups_no_match", path=shown(groups), people=len(seen.keys))
    members = {place: member.group for place, member in matched.found.items()}
    counts = _counts(listed, [(m.group, m.selected) for m in matched.found.values()])
    scores: dict[tuple[str, str], Counter[float]] = {}
    for number, group in members.items():
        for scale, score in (seen.scores[number] or {}).items():
            scores.setdefault((scale, group), Counter())[score] += 1
    return Fairness(
        people=len(seen.keys),
        grouped=len(members),
        unscored=sum(seen.scores[number] is None for number in members),
        forms=tuple(form for form, _ in seen.forms.most_common()),
        rates=compare_rates(counts) if listed.selection else None,
        gaps=tuple(_gaps(bank, counts, scores)),
        bad=tuple(sorted((*listed.bad, *matched.bad), key=lambda one: one.line)),
        roll=roll,
    )


def _counts(listed: GroupList, rows: list[tuple[str, bool | None]]) -> list[GroupCount]:
    people = Counter(group for group, _ in rows)
    selected = Counter(group for group, chosen in rows if chosen)
    return [GroupCount(group, people[group], selected[group]) for group in listed.groups]


def _gaps(
    bank: ItemBank, counts: list[GroupCount], scores: Mapping[tuple[str, str], Counter[float]]
) -> Iterator[GapRow]:
    """Yield every group on every scale, measured from the largest group."""
    largest = max(counts, key=lambda one: one.people).group
    for scale in bank.scales:
        theirs = scores.get((scale, largest), Counter())
        reference = spread_of(theirs)
        for count in counts:
            ours = scores.get((scale, count.group), Counter())
            spread = spread_of(ours)
            hidden = min(spread.n, reference.n) < FEWEST_SHOWN
            if spread.n < FEWEST_SHOWN:
                spread = Spread(spread.n, None, None)
            itself = count.group == largest
            yield GapRow(
                scale=scale,
                group=count.group,
                spread=spread,
                gap=None if itself or hidden else mean_gap(spread, reference),
                standardised=None if itself or hidden else hedges_g(theirs, ours),
                reference=itself,
                too_few=min(spread.n, reference.n) < FEWEST,
            )


def language_differences(bank: ItemBank, place: Path, form: str) -> tuple[Difference, ...]:
    """Return how scales and their items differ between languages, other minus reference.

    Raises:
        UserError: polars is not installed (``polars_missing``), or there is nothing to read.
    """
    from suitability.services.item_sums import summed  # noqa: PLC0415 - the engine loads only here
    from suitability.services.result_table import TableBuilder  # noqa: PLC0415 - as above

    builder = TableBuilder(bank)

    def keep(person: Person) -> None:
        if person.result.form == form:
            builder.add(person.result)

    everybody(bank, place, keep)
    found = analyse(bank, summed(bank, builder.table(), form)).differences
    return tuple(row for row in found if row.scale is not None)
