"""Scales, signs, forms, rules: everything that questions/ holds, as frozen values with look-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal

from suitability.domain.kinds import Item, RatingItem, ResponseFormat
from suitability.domain.norms import NormGroup
from suitability.domain.text import LocalizedText
from suitability.records import dataclass


@dataclass(frozen=True, slots=True)
class Pack:
    """Name, version and languages of a content pack."""

    id: str
    version: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneTexts:
    """What a score in each zone means for this scale, in words."""

    low: LocalizedText
    middle: LocalizedText
    high: LocalizedText


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the four dimensions."""

    id: str
    order: int
    name: LocalizedText
    about: LocalizedText
    not_about: LocalizedText
    zones: ZoneTexts


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. ``as_of`` is the date the figure refers to, ``trust`` how it was seen.

    ``notice`` is the exact wording that a licence asks for.
    """

    id: str
    title: LocalizedText
    as_of: str
    url: str | None = None
    trust: str | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with its source."""

    text: LocalizedText
    source: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the ten warning signs: what it means, why it matters, what to do, an example from practice.

    ``measured_by`` lists the item kinds whose keyed values make its index; other items tied to the sign are
    shown beside it as illustration.
    """

    id: str
    number: int
    name: LocalizedText
    short: LocalizedText
    measured_by: tuple[str, ...]
    means: LocalizedText
    no_obstacle: LocalizedText
    why: tuple[Claim, ...]
    actions: tuple[LocalizedText, ...]
    story: LocalizedText


@dataclass(frozen=True, slots=True)
class Part:
    """A run of items that are mixed among themselves."""

    id: str
    title: LocalizedText
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Which items in which order. ``extends`` names the form that this one begins with.

    ``on_request``: not on the first screen, only for those who name it, such as a form for a second sitting.
    """

    id: str
    name: LocalizedText
    about: LocalizedText
    minutes: int
    seed: int
    parts: tuple[Part, ...]
    provisional: bool = False
    extends: str | None = None
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """Cut scores in POMP points and how near (in SEM) a score must lie to a cut to be "on the border"."""

    low_below: float
    high_above: float
    border_sems: float


@dataclass(frozen=True, slots=True)
class SignRule:
    """Cuts of the sign index (0-1) and the number of items below which a status is provisional.

    A provisional status rests on so little that it takes a clearer answer to raise it: one "rarely" is not
    enough.
    """

    raised_below: float
    provisional_raised_below: float
    clear_above: float
    provisional_below_items: int


@dataclass(frozen=True, slots=True)
class AnsweredRule:
    """Share of items that must be answered before a scale or a sign is reported."""

    scale: float
    sign: float


@dataclass(frozen=True, slots=True)
class QualityRule:
    """Cuts of one response-quality index; None where the index never reaches that level."""

    soft: float | None = None
    strong: float | None = None


@dataclass(frozen=True, slots=True)
class QualityRules:
    """Response quality: cuts per index, the time under which an answer counts as fast, and the verdict."""

    fast_ms: int
    min_answers: int
    fast_share: QualityRule
    instructed_failed: QualityRule
    longest_run: QualityRule
    answer_sd: QualityRule
    yes_saying: QualityRule
    no_saying: QualityRule
    not_interpretable_strong: int
    not_interpretable_soft: int
    overclaiming: QualityRule | None = None


@dataclass(frozen=True, slots=True)
class StrongSigns:
    """A condition of an outcome: ``at_least`` so many raised signs with an index (0-1) below ``below``."""

    below: float
    at_least: int


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One row of the outcome table: holds when any stated condition is met; the first such row wins.

    ``nothing_measured`` holds for a form without any item of a scale or sign, such as working conditions.
    ``also`` is a second sentence, for results in which not everything is clear-cut.
    """

    id: str
    text: LocalizedText
    next_steps: tuple[LocalizedText, ...]
    not_interpretable: bool = False
    nothing_measured: bool = False
    scales_known_below: int | None = None
    signs_strong: StrongSigns | None = None
    signs_raised_from: int | None = None
    zones_low_from: int | None = None
    signs_thought_from: int | None = None
    otherwise: bool = False
    also: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class SaidDidRule:
    """What stands side by side: a scale with the facet that is quoted, and the sign whose tasks answer it."""

    scale: str
    facet: str
    sign: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Every constant of scoring that is a product choice, kept as data with its origin."""

    band_z: float
    band_percent: int
    change_z: float
    answered: AnsweredRule
    zones: ZoneRule
    signs: SignRule
    quality: QualityRules
    outcomes: tuple[OutcomeRule, ...]
    origins: Mapping[str, str]
    said_did: SaidDidRule | None = None


@dataclass(frozen=True, slots=True)
class ScaleError:
    """Error of one scale of one form. ``sem`` maps the number of answered items to the SEM in POMP points."""

    scale: str
    sem: Mapping[str, float]
    reliability: float
    trait_correlation: float
    coverage: float
    monte_carlo_error: float


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """Standard errors of a form. ``status`` "assumed": from the simulation with the stated assumptions."""

    form: str
    status: Literal["assumed", "norm_group"]
    respondents: int
    seed: int
    discrimination: float
    trait_correlation: float
    scales: tuple[ScaleError, ...]

    def sem(self, scale: str, answered: int) -> float | None:
        """Return the SEM in POMP points for ``answered`` items of ``scale``, or None if it is not stored."""
        for row in self.scales:
            if row.scale == scale:
                return row.sem.get(str(answered))
        return None


@dataclass(frozen=True, slots=True)
class ItemBank:
    """Everything in questions/. Built and checked by ``storage.bank_reader``."""

    pack: Pack
    digest: str
    scales: Mapping[str, Scale]
    signs: Mapping[str, Sign]
    formats: Mapping[str, ResponseFormat]
    items: Mapping[str, Item]
    forms: Mapping[str, Form]
    errors: Mapping[str, MeasurementError]
    rules: Rules
    sources: Mapping[str, Source]
    norms: Mapping[str, NormGroup] = field(default_factory=dict)
    _orders: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    _rated: dict[tuple[str, str], tuple[RatingItem, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    _signed: dict[tuple[str, str], tuple[Item, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def order(self, form_id: str) -> tuple[str, ...]:
        """Return the ids of a form's items in the order of presentation.

        Raises:
            KeyError: no such form.
        """
        if form_id not in self._orders:
            form = self.forms[form_id]
            head = self.order(form.extends) if form.extends else ()
            tail = tuple(item for part in form.parts for item in mixed(part.items, form.seed, self.items))
            self._orders[form_id] = head + tail
        return self._orders[form_id]

    def norm(self, form_id: str, language: str) -> NormGroup | None:
        """Return the norm group of a form in a language, the largest if there are several, or None."""
        fits = [one for one in self.norms.values() if (one.form, one.language) == (form_id, language)]
        return max(fits, key=lambda one: (one.n, one.id), default=None)

    def sem(self, form_id: str, language: str, scale_id: str, answered: int) -> float | None:
        """Return the SEM of a scale in POMP points: the norm group's, else the assumed one, else None."""
        group = self.norm(form_id, language)
        if group is not None:
            return group.sem(scale_id, answered)
        error = self.errors.get(form_id)
        return None if error is None else error.sem(scale_id, answered)

    def assumed(self, form_id: str, language: str) -> bool:
        """Return True while standard errors come from the simulation and not from a norm group."""
        error = self.errors.get(form_id)
        return self.norm(form_id, language) is None and (error is None or error.status == "assumed")

    def rating_items(self, form_id: str, scale: str) -> tuple[RatingItem, ...]:
        """Return the rating items of ``scale`` in the form, in order."""
        if (form_id, scale) not in self._rated:
            found = (self.items[item] for item in self.order(form_id))
            items = tuple(one for one in found if isinstance(one, RatingItem) and one.scale == scale)
            self._rated[form_id, scale] = items
        return self._rated[form_id, scale]

    def measures(self, form_id: str) -> bool:
        """Return whether the form has rating items of a scale; one of working conditions has none."""
        return any(self.rating_items(form_id, scale) for scale in self.scales)

    def sign_items(self, form_id: str, sign_id: str) -> tuple[Item, ...]:
        """Return the form's items that make the index of a sign, in order."""
        if (form_id, sign_id) not in self._signed:
            kinds = self.signs[sign_id].measured_by
            found = (self.items[item] for item in self.order(form_id))
            items = tuple(one for one in found if one.sign == sign_id and one.kind in kinds)
            self._signed[form_id, sign_id] = items
        return self._signed[form_id, sign_id]


def mixed(item_ids: Sequence[str], seed: int, items: Mapping[str, Item]) -> tuple[str, ...]:
    """Return ``item_ids`` in a fixed, seeded order: neighbours differ in scale if they can, then in keying.

    The order comes from SHA-256 over "seed:id", so it is the same in every Python version and can be
    repeated in any other language. The largest group left over goes first: that keeps an order without
    neighbours of one scale whenever there is one.
    """
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, 4 ms; a bank from the cache has its orders

    waiting = sorted(item_ids, key=lambda item: sha256(f"{seed}:{item}".encode()).hexdigest())
    order: list[str] = []
    while waiting:
        last = _group(items[order[-1]]) if order else ("", "")
        left = Counter(_group(items[item])[0] for item in waiting)
        largest = max(left.values())
        fits = [item for item in waiting if _group(items[item])[0] != last[0]]
        urgent = [item for item in fits if left[_group(items[item])[0]] == largest]
        differs = [item for item in urgent or fits if _group(items[item])[1] != last[1]]
        chosen = (differs or urgent or fits or waiting)[0]
        waiting.remove(chosen)
        order.append(chosen)
    return tuple(order)


def _group(item: Item) -> tuple[str, str]:
    """Return what neighbours should not share: scale and keying; expectations count as one scale."""
    if isinstance(item, RatingItem):
        return item.scale or "expectation", item.keying
    return item.id, ""
