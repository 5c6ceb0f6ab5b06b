"""May two sittings be compared, scale by scale, and with which caution? Forms, items, languages, dates."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from suitability.domain.bank import ItemBank
from suitability.domain.scoring import Change, ScaleScore, reliable_change
from suitability.domain.session import Result
from suitability.records import dataclass


class Relation(StrEnum):
    """How two forms belong together."""

    SAME = "same"
    """One form twice: the same items, so answers may be remembered."""

    NESTED = "nested"
    """One form begins with the other: some items are the same, and the two are not equally exact."""

    PARALLEL = "parallel"
    """No item in common and as many of each scale, keying alike: two drafts of one blueprint."""

    PARTLY = "partly"
    """Other items, or another number of them: only scores with their ranges may be laid side by side."""

    NOTHING = "nothing"
    """No scale is measured by both."""


class Caution(StrEnum):
    """What a reader of a comparison must be told."""

    SAME_ITEMS = "same_items"
    NESTED_FORMS = "nested_forms"
    PARALLEL_FORMS = "parallel_forms"
    OTHER_ITEMS = "other_items"
    LANGUAGES = "languages"
    VERSIONS = "versions"
    ASSUMED = "assumed"
    PROVISIONAL = "provisional"
    SAME_DAY = "same_day"
    DATES_REVERSED = "dates_reversed"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a form measures one scale with: its rating items, by id, and their keying."""

    items: Mapping[str, str]

    @property
    def reversed_items(self) -> int:
        """Number of items that describe the opposite behaviour."""
        return sum(keying == "-" for keying in self.items.values())


def blueprint(bank: ItemBank, form_id: str, scale_id: str) -> Blueprint:
    """Return what a form measures one scale with.

    Raises:
        KeyError: no such form.
    """
    return Blueprint({item.id: item.keying for item in bank.rating_items(form_id, scale_id)})


def relation(bank: ItemBank, old_form: str, new_form: str) -> Relation:
    """Return how two forms belong together, judged by the rating items of their scales.

    Raises:
        KeyError: no such form.
    """
    pairs = [(blueprint(bank, old_form, s), blueprint(bank, new_form, s)) for s in bank.scales]
    shared = [(old, new) for old, new in pairs if old.items and new.items]
    if not shared:
        return Relation.NOTHING
    if all(old.items == new.items for old, new in pairs):
        return Relation.SAME
    if all(set(old.items) <= set(new.items) for old, new in pairs) or all(
        set(new.items) <= set(old.items) for old, new in pairs
    ):
        return Relation.NESTED
    apart = all(not set(old.items) & set(new.items) for old, new in pairs)
    alike = all(
        len(old.items) == len(new.items) and old.reversed_items == new.reversed_items for old, new in pairs
    )
    return Relation.PARALLEL if apart and alike else Relation.PARTLY


def parallel_form(bank: ItemBank, form_id: str) -> str | None:
    """Return the id of a form for a second sitting that no remembered answer can colour, None without one.

    Raises:
        KeyError: no such form.
    """
    return next((other for other in bank.forms if relation(bank, form_id, other) is Relation.PARALLEL), None)


_BY_RELATION: Mapping[Relation, tuple[Caution, ...]] = {
    Relation.SAME: (Caution.SAME_ITEMS,),
    Relation.NESTED: (Caution.NESTED_FORMS,),
    Relation.PARALLEL: (Caution.PARALLEL_FORMS,),
    Relation.PARTLY: (Caution.OTHER_ITEMS,),
    Relation.NOTHING: (),
}


def cautions(bank: ItemBank, old: Result, new: Result) -> tuple[Caution, ...]:
    """Return what must be said about a comparison of two results, the weightiest first.

    Raises:
        KeyError: a result names a form that the bank does not have.
    """
    found = list(_BY_RELATION[relation(bank, old.form, new.form)])
    if old.language != new.language:
        found.append(Caution.LANGUAGES)
    if old.content.digest != new.content.digest or old.content.version != new.content.version:
        found.append(Caution.VERSIONS)
    if bank.forms[old.form].provisional or bank.forms[new.form].provisional:
        found.append(Caution.PROVISIONAL)
    if bank.assumed(old.form, old.language) or bank.assumed(new.form, new.language):
        found.append(Caution.ASSUMED)
    if old.created[:10] == new.created[:10]:
        found.append(Caution.SAME_DAY)
    elif old.created > new.created:
        found.append(Caution.DATES_REVERSED)
    return tuple(found)


class Direction(StrEnum):
    """What the two scores of a scale say."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN_ERROR = "within_error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """One scale in two sittings: both scores, the difference in POMP points and the verdict.

    ``needed`` is the smallest difference that would exceed measurement error; None where a score is unknown.
    """

    scale: str
    old: ScaleScore
    new: ScaleScore
    change: Change | None
    needed: float | None
    direction: Direction


def scale_change(old: ScaleScore, new: ScaleScore, z: float) -> ScaleChange:
    """Return the verdict on one scale: reliable change at z x sqrt(SEM_old^2 + SEM_new^2).

    Args:
        old: the score of the earlier sitting.
        new: the score of the later one.
        z: ``change_z`` of the rules (1.96: five such verdicts in a hundred are chance).
    """
    change = reliable_change(old, new, z)
    if change is None or old.sem is None or new.sem is None:
        return ScaleChange(new.scale, old, new, None, None, Direction.UNKNOWN)
    needed = z * (old.sem**2 + new.sem**2) ** 0.5
    if not change.reliable:
        direction = Direction.WITHIN_ERROR
    else:
        direction = Direction.HIGHER if change.difference > 0 else Direction.LOWER
    return ScaleChange(new.scale, old, new, change, needed, direction)
