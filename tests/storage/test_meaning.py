"""Old answers count only while their items mean the same, keys of tasks and attention lines included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import ChoiceItem, InstructedItem, Item, SequenceItem, SituationItem
from suitability.domain.session import ContentStamp, Response, Result
from suitability.domain.text import LocalizedText
from suitability.services.replay import marks
from suitability.services.results import Fit, check_against
from suitability.storage.bank_reader import read_bank
from suitability.storage.digest import fingerprint, meaning, still_means
from suitability.storage.places import data_folder

BANK = read_bank(data_folder("questions"))
OTHER_WORDS = LocalizedText({"ru": "Другие слова.", "en": "Other words."})


def another_value(item: Item) -> Item:
    """Return a situation with one reply worth something else."""
    assert isinstance(item, SituationItem)
    first, *rest = item.replies
    return replace(item, replies=(replace(first, value=0.5), *rest))


def letters_swapped(item: Item) -> Item:
    """Return a choice whose first two letters stand on each other's option."""
    assert isinstance(item, ChoiceItem)
    one, two, *rest = item.options
    return replace(item, options=(replace(two, id=one.id), replace(one, id=two.id), *rest))


def a_pair_less(item: Item) -> Item:
    """Return a sequence in which one step is free."""
    assert isinstance(item, SequenceItem)
    return replace(item, before=item.before[1:])


def another_option_asked(item: Item) -> Item:
    """Return an attention line that asks for something else."""
    assert isinstance(item, InstructedItem)
    return replace(item, expected=5)


CHANGES = [
    ("J01", another_value),
    ("D02", letters_swapped),
    ("D01", a_pair_less),
    ("A01", another_option_asked),
]


def with_item(item: Item) -> ItemBank:
    """Return the questions with this item in the place of the one that has its id, as another edition."""
    return replace(BANK, items={**BANK.items, item.id: item}, digest="0" * 64)


def answered() -> Result:
    """Return a sitting of the full form answered today, every item as it stands."""
    order = BANK.order("full")
    responses = {name: Response(name, BANK.items[name].simulate(0.5, lambda: 0.5), 7000) for name in order}
    content = ContentStamp(BANK.pack.id, BANK.pack.version, BANK.digest)
    return Result("r1", "2026-11-01T10:00:00Z", "suitability", content, "full", "ru", order, responses)


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_a_result_is_refused_by_name_where_the_key_of_an_item_is_another(
    name: str, change: Callable[[Item], Item]
) -> None:
    changed = change(BANK.items[name])
    assert fingerprint(changed) == fingerprint(BANK.items[name])
    verdict = check_against(with_item(changed), answered(), marks(BANK, BANK.order("full")))
    assert verdict.fit is Fit.REFUSED
    assert [(one.code, one.values["item"]) for one in verdict.differences] == [("answer_item_changed", name)]


@pytest.mark.parametrize("name", [name for name, _ in CHANGES])
def test_other_words_and_pairs_that_follow_anyway_change_nothing(name: str) -> None:
    item = replace(BANK.items[name], text=OTHER_WORDS, note=None)
    if isinstance(item, SequenceItem):
        item = replace(item, before=tuple(sorted(item.pairs())))
    verdict = check_against(with_item(item), answered(), marks(BANK, BANK.order("full")))
    assert verdict.fit is Fit.RESCORABLE


def test_files_from_before_keys_were_marked_are_judged_by_the_fingerprint() -> None:
    for item in BANK.items.values():
        assert still_means(item, meaning(item))
        assert still_means(item, fingerprint(item))
    assert not still_means(BANK.items["D02"], fingerprint(BANK.items["D01"]))
