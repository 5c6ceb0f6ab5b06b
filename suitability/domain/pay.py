"""What a role pays: figures with their origin, and which of them may be shown for a role and a country.

Amounts stand as they were published, in the currency and for the period of the figure: nothing here converts,
averages or interpolates. Trust runs from "A" (official statistics) to "D" (history or colour only); its full
scale is in ``docs/pay.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from suitability.domain.text import LocalizedText
from suitability.records import dataclass

Currency = Literal["RUB", "USD", "GBP", "EUR", "KZT"]
Period = Literal["month", "year", "day", "hour"]
Statistic = Literal["percentiles", "median", "average", "range", "reading"]
Basis = Literal["gross", "net", "mixed", "not_stated"]
Trust = Literal["A", "B", "C", "D"]
Measures = Literal["offered", "earned"]
Counted = Literal["adverts", "jobs"]
Step = Literal["none", "1-3", "3-6", "6+"]
"""Years of experience asked for or held: none, from 1 to 3, from 3 to 6, 6 and more."""

STEPS: Final[tuple[Step, ...]] = ("none", "1-3", "3-6", "6+")
GROUPS: Final = (
    "support_all",
    "system_administrators",
    "customer_service",
    "phone_sales",
    "it_all",
    "all_jobs",
)
"""Groups that figures are published for and that are no role of ours: support as a whole, system
administrators, customer service, sales by phone, all trades of IT, all jobs of a country. A figure of a
group is never shown as that of a role; its ``near_roles`` name the roles for which it is the nearest that
exists."""

HISTORY_TRUST: Trust = "D"
"""Figures of this trust are never a current expectation."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of support work: ``order`` is its place in tables, ``about`` one line on what one does.

    ``neighbour``: a role next door (testing, administration), described in the guide and left out of pay.
    """

    id: str
    order: int
    name: LocalizedText
    about: LocalizedText
    neighbour: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country that has figures of its own."""

    id: str
    order: int
    name: LocalizedText


@dataclass(frozen=True, slots=True)
class Country:
    """A country for which pay figures are kept.

    ``listed``: its table stands in a report that names no country. ``full_week`` is the number of hours a
    week that a whole rate stands for, None where none is kept; ``full_week_source`` says where it comes from.
    """

    id: str
    order: int
    name: LocalizedText
    regions: tuple[Region, ...] = ()
    listed: bool = True
    full_week: float | None = None
    full_week_source: str | None = None

    def region(self, name: str) -> Region | None:
        """Return the region with this id, or None."""
        return next((one for one in self.regions if one.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFigure:
    """One published pay figure and everything that a reader needs to judge it.

    What the amounts are depends on ``statistic``:

    * ``percentiles``: ``p25``, ``median`` and ``p75`` (and sometimes ``p10``, ``p90``) of the group;
    * ``median``: the median alone;
    * ``average``: the arithmetic ``mean`` alone;
    * ``range``: ``low`` to ``high`` as published;
    * ``reading``: ``low`` to ``high`` are two of the figure's own percentiles, chosen by us as the part of
      the group that this role is likely to be; ``caution`` says why, and screens call it our reading.

    ``group`` says who or what was counted, ``n`` how many, ``counted`` of what; where no number was published
    ``n`` is None and ``n_missing`` gives the reason. ``as_of`` (YYYY-MM or YYYY-MM-DD) is the time that the
    figure refers to, ``published`` the day it came out. ``also_roles`` are further roles for which the same
    row is the nearest statistics: it counts as theirs too.

    ``region`` and ``experience`` are for the reader, ``place`` (id of a region of the country) and ``step``
    for choosing; without ``place`` a figure is one of the whole country. ``role`` may be one of ``GROUPS``;
    ``near_roles`` are the roles for which the figure is the nearest that exists though it is not theirs.
    ``in_hand_of`` is the id of the figure of which this is the version in hand: the same adverts, each one
    that was offered before tax cut by the tax. ``too_few``: too few were counted to go by.
    """

    id: str
    role: str
    country: str
    group: LocalizedText
    currency: Currency
    period: Period
    statistic: Statistic
    basis: Basis
    measures: Measures
    as_of: str
    source: str
    url: str
    trust: Trust
    also_roles: tuple[str, ...] = ()
    region: LocalizedText | None = None
    experience: LocalizedText | None = None
    p10: float | None = None
    p25: float | None = None
    median: float | None = None
    p75: float | None = None
    p90: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    n: int | None = None
    counted: Counted | None = None
    n_missing: LocalizedText | None = None
    published: str | None = None
    history: bool = False
    too_few: bool = False
    place: str | None = None
    step: Step | None = None
    near_roles: tuple[str, ...] = ()
    in_hand_of: str | None = None
    caution: LocalizedText | None = None

    @property
    def current(self) -> bool:
        """True when it may be shown as what the role pays now: trusted enough, not history, not too few."""
        return not self.history and not self.too_few and self.trust != HISTORY_TRUST

    @property
    def shown(self) -> tuple[float, ...]:
        """The amounts to print, lowest first.

        Three for ``percentiles`` (p25, median, p75), one for ``median`` and ``average``, two (low, high) for
        ``range`` and ``reading``.
        """
        amounts = {
            "percentiles": (self.p25, self.median, self.p75),
            "median": (self.median,),
            "average": (self.mean,),
            "range": (self.low, self.high),
            "reading": (self.low, self.high),
        }[self.statistic]
        return tuple(value for value in amounts if value is not None)

    def stands_for(self, role: str) -> bool:
        """Return whether the figure is one of ``role``, as its own or as the nearest statistics."""
        return role == self.role or role in self.also_roles

    @property
    def percentiles(self) -> tuple[float, ...]:
        """The percentiles that are known, from p10 to p90; the median is one of them."""
        known = (self.p10, self.p25, self.median, self.p75, self.p90)
        return tuple(value for value in known if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayStory:
    """What one person told of their pay: history, never statistics.

    ``statistic`` is ``told`` (the ``amount`` they got) or ``told_from`` (pay began at ``amount``). ``rate``
    is the part of a full job that the amount was for, None where it was not told; ``hours`` the hours of a
    month behind it. ``hourly`` is the pay of an hour, up to ``hourly_to`` if it changed. ``source`` is an id
    in questions/sources.yaml or content/sources.yaml; ``url`` the page, or ``url_missing`` says why there is
    none.
    """

    id: str
    role: str
    country: str
    title: LocalizedText
    statistic: Literal["told", "told_from"]
    amount: float
    currency: Currency
    basis: Basis
    measures: Measures
    as_of: str
    source: str
    trust: Trust
    url: str | None = None
    url_missing: LocalizedText | None = None
    rate: float | None = None
    hours: float | None = None
    hourly: float | None = None
    hourly_to: float | None = None
    note: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class PayGap:
    """A role without a figure of its own in a country: why, and the ids of the nearest figures that exist."""

    role: str
    country: str
    text: LocalizedText
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PayRow:
    """One role in the pay table of a country.

    Either ``figures`` holds what may be shown as current, or it is empty and the role has no figure: then
    ``gap`` gives the reason (None where nobody wrote one down) and ``nearest`` the nearest figures that
    exist, of another role or from the past. ``history`` holds the role's older figures, without ``nearest``.
    """

    role: Role
    figures: tuple[PayFigure, ...]
    gap: LocalizedText | None
    nearest: tuple[PayFigure, ...]
    history: tuple[PayFigure, ...]

    @property
    def found(self) -> bool:
        """True when the role has a current figure."""
        return bool(self.figures)


def ranked(figures: Sequence[PayFigure]) -> tuple[PayFigure, ...]:
    """Return the figures with the most trusted first, among equals the most recent, then by id."""
    by_id = sorted(figures, key=lambda figure: figure.id)
    by_date = sorted(by_id, key=lambda figure: figure.as_of, reverse=True)
    return tuple(sorted(by_date, key=lambda figure: figure.trust))


def current_figures(figures: Sequence[PayFigure], role: str, country: str) -> tuple[PayFigure, ...]:
    """Return what may be shown as the present pay of ``role`` in the whole country, best first.

    Figures of one region, of one step of experience where the role has a figure over all of them, and
    versions in hand of another figure are details and left out (``domain.pay_choice`` finds them).
    """
    own = [one for one in figures if one.country == country and one.stands_for(role) and one.current]
    return ranked(without_steps([one for one in own if one.place is None and one.in_hand_of is None]))


def without_steps(figures: Sequence[PayFigure]) -> list[PayFigure]:
    """Return the figures over all steps of experience where there are any, else all."""
    whole = [one for one in figures if one.step is None]
    return whole or list(figures)


def past_figures(figures: Sequence[PayFigure], role: str, country: str) -> tuple[PayFigure, ...]:
    """Return the figures of ``role`` that may be shown as history only, best first."""
    return ranked(
        [one for one in figures if one.country == country and one.stands_for(role) and not one.current]
    )


def pay_table(
    figures: Sequence[PayFigure], roles: Sequence[Role], country: str, gaps: Sequence[PayGap] = ()
) -> tuple[PayRow, ...]:
    """Return one row per role, in the order of the roles: figures, or the gap and the nearest that exists."""
    reasons = {gap.role: gap for gap in gaps if gap.country == country}
    by_id = {figure.id: figure for figure in figures}
    rows: list[PayRow] = []
    for role in sorted(roles, key=lambda role: role.order):
        found = current_figures(figures, role.id, country)
        past = past_figures(figures, role.id, country)
        if found:
            rows.append(PayRow(role, found, None, (), past))
            continue
        reason = reasons.get(role.id)
        named = tuple(by_id[one] for one in reason.nearest if one in by_id) if reason is not None else ()
        nearest = named or past
        rest = tuple(figure for figure in past if figure not in nearest)
        rows.append(PayRow(role, (), reason.text if reason is not None else None, nearest, rest))
    return tuple(rows)
