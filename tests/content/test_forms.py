"""The long forms: blueprint, balance, prefix, no item asked twice in other words, terms, conditions."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    ChoiceItem,
    CodedItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.services.simulated_quality import DISCRIMINATIONS, simulate_quality
from suitability.storage.bank_reader import read_bank
from suitability.storage.lint_items import words_of

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
LONG = ("full", "parallel")
PROVISIONAL = {"quick"}
EXPECTATIONS = ("respect", "stopgap", "business", "recognition")
COMMON = {
    "ru": "когда если после чтобы месяцы последние даже потом работ учёб программ поддерж люд человек",
    "en": "when after what that with this have recent months work study program support people someone",
}
"""Words that half of the statements need; sharing them says nothing."""

OVERLAP = 0.34
"""Largest share of content words that two statements may have in common (Jaccard, on word beginnings)."""


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    return read_bank(ROOT / "questions")


def ratings(bank: ItemBank, form: str) -> list[RatingItem]:
    found = (bank.items[item] for item in bank.order(form))
    return [item for item in found if isinstance(item, RatingItem)]


def kinds(bank: ItemBank, form: str) -> Counter[str]:
    return Counter(bank.items[item].kind for item in bank.order(form))


@pytest.mark.parametrize("form", LONG)
def test_a_long_form_has_the_items_of_the_design(bank: ItemBank, form: str) -> None:
    """design.md 4.4: 42 rating + 16 expectation items, 10 situations and tasks, 16 terms, 2 instructed."""
    counted = kinds(bank, form)
    assert counted.pop("situation") + counted.pop("sequence") + counted.pop("choice") == 10
    assert counted == {"rating": 58, "familiarity": 16, "instructed": 2}
    assert sum(item.scale is None for item in ratings(bank, form)) == 16


@pytest.mark.parametrize("form", LONG)
def test_scales_have_their_items_and_a_third_to_a_half_are_reversed(bank: ItemBank, form: str) -> None:
    for scale in bank.scales:
        items = bank.rating_items(form, scale)
        assert len(items) == (12 if scale == "communication" else 10)
        assert 0.3 <= sum(item.keying == "-" for item in items) / len(items) <= 0.5


@pytest.mark.parametrize("form", LONG)
def test_every_expectation_is_asked_in_both_directions(bank: ItemBank, form: str) -> None:
    for sign in EXPECTATIONS:
        keyings = Counter(item.keying for item in ratings(bank, form) if item.sign == sign)
        assert keyings == {"+": 2, "-": 2}


@pytest.mark.parametrize("form", LONG)
def test_every_sign_rests_on_at_least_four_items_and_is_not_provisional(bank: ItemBank, form: str) -> None:
    needed = bank.rules.signs.provisional_below_items
    for sign in bank.signs:
        terms = [item for item in bank.sign_items(form, sign) if isinstance(item, FamiliarityItem)]
        count = len(bank.sign_items(form, sign)) - max(0, len(terms) - 1)
        assert count >= needed == 4, sign


@pytest.mark.parametrize("form", LONG)
def test_troubleshooting_is_shown_by_orders_and_by_choices(bank: ItemBank, form: str) -> None:
    assert Counter(item.kind for item in bank.sign_items(form, "troubleshooting")) == {
        "sequence": 2, "choice": 2,
    }  # fmt: skip


def test_communication_has_the_cells_of_the_design(bank: ItemBank) -> None:
    """design.md 4.1: listening, asking, explaining, writing (4), wanting to help (4), contact (4)."""
    for form in LONG:
        facets = Counter(item.facet for item in bank.rating_items(form, "communication"))
        assert facets == {
            "helping": 4, "contact": 4, "listening": 1, "asking": 1, "explaining": 1, "writing": 1,
        }  # fmt: skip
        helping = [item for item in bank.rating_items(form, "communication") if item.facet == "helping"]
        assert {item.sign for item in helping} == {"people"}


def test_the_scales_of_both_long_forms_have_the_same_cells(bank: ItemBank) -> None:
    cells = [
        Counter(
            (item.scale, item.facet, item.keying, item.sign) for item in ratings(bank, form) if item.scale
        )
        for form in LONG
    ]
    assert cells[0] == cells[1]
    assert sum(cells[0].values()) == 42


def test_quick_is_the_beginning_of_full(bank: ItemBank) -> None:
    quick, full = bank.order("quick"), bank.order("full")
    assert full[: len(quick)] == quick
    assert len(quick) == 28


def test_the_long_forms_share_no_item(bank: ItemBank) -> None:
    assert not set(bank.order("full")) & set(bank.order("parallel"))


def test_every_item_of_the_bank_is_asked_somewhere(bank: ItemBank) -> None:
    assert {item for form in bank.forms for item in bank.order(form)} == set(bank.items)


@pytest.mark.parametrize("form", LONG)
def test_neighbours_differ_and_the_attention_lines_stand_apart(bank: ItemBank, form: str) -> None:
    order = bank.order(form)
    for one, other in pairwise(order):
        first, second = bank.items[one], bank.items[other]
        if isinstance(first, RatingItem) and isinstance(second, RatingItem):
            assert first.scale != second.scale or first.scale is None
    places = [place for place, item in enumerate(order) if isinstance(bank.items[item], InstructedItem)]
    assert places[1] - places[0] >= 12
    assert places[0] >= 6
    codes = {item.expected for item in bank.items.values() if isinstance(item, InstructedItem)}
    assert not codes & {1, 3, 5}, "an end or the middle would be hit by whoever presses one key"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instructed_item_names_the_label_of_its_option(bank: ItemBank, language: str) -> None:
    for item in bank.items.values():
        if isinstance(item, InstructedItem):
            labels = {one.code: one.text.on(language) for one in bank.formats[item.format].options}
            quoted = re.findall(r"[«“](.+?)[»”]", item.text.on(language))
            assert quoted == [labels[item.expected]]


# ---- wording ----


def beginnings(text: str, language: str) -> set[str]:
    """Return the content words of a text, cut to five letters so that endings do not hide a repetition."""
    common = {word[:5] for word in COMMON[language].split()}
    return {word.lower()[:5] for word in words_of(text) if len(word) > 3} - common


def overlap(one: str, other: str, language: str) -> float:
    first, second = beginnings(one, language), beginnings(other, language)
    return len(first & second) / max(1, len(first | second))


def test_the_overlap_sees_a_repetition() -> None:
    one = "When the same question comes for the fourth time that day, I answer just as fully."
    assert overlap(one, "I answer just as fully when the same question comes a fifth time.", "en") > OVERLAP
    assert overlap("Говорю громче, когда спорят.", "Когда со мной спорят, говорю громче.", "ru") > OVERLAP


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_statements_are_made_of_the_same_words(bank: ItemBank, language: str) -> None:
    statements = [item for item in bank.items.values() if isinstance(item, RatingItem | ConditionItem)]
    assert len(statements) == 58 * 2 + 16
    alike = [
        (one.id, other.id)
        for one, other in combinations(statements, 2)
        if overlap(one.text.on(language), other.text.on(language), language) > OVERLAP
    ]
    assert alike == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_of_one_facet_begin_differently(bank: ItemBank, language: str) -> None:
    """Items on the last months share their frame; the others share at most the first two words."""
    by_cell: dict[tuple[str | None, str | None], list[str]] = {}
    for item in bank.items.values():
        if isinstance(item, RatingItem) and item.scale != "tech_interest":
            by_cell.setdefault((item.scale or item.sign, item.facet), []).append(item.text.on(language))
    for texts in by_cell.values():
        starts = [tuple(words_of(text.lower())[:3]) for text in texts]
        assert len(set(starts)) == len(starts), texts


def test_every_item_that_measures_names_its_cell_and_why_it_is_there(bank: ItemBank) -> None:
    """Issue: scale x sign x situation type, and a note; docs/items.md explains each kind of situation."""
    explained = (ROOT / "docs" / "items.md").read_text(encoding="utf-8")
    for item in bank.items.values():
        assert item.note, item.id
        facet = getattr(item, "facet", None)
        if item.sign is None:
            assert facet is None, item.id
        else:
            assert facet, item.id
            assert f"*{facet}*" in explained, facet


def test_both_long_forms_ask_for_terms_as_easy_and_as_hard(bank: ItemBank) -> None:
    counted = [
        Counter(
            item.facet for item in map(bank.items.get, bank.order(form)) if isinstance(item, FamiliarityItem)
        )
        for form in LONG
    ]
    assert counted == [{"easy": 4, "medium": 4, "hard": 4, "invented": 4}] * len(LONG)


def test_statements_on_technology_ask_for_recent_behaviour(bank: ItemBank) -> None:
    items = [item for item in bank.items.values() if isinstance(item, RatingItem)]
    for item in items:
        if item.scale == "tech_interest":
            assert item.text.on("ru").startswith("В последние месяцы")
            assert item.text.on("en").startswith("In recent months")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_answered_by_a_code_have_at_most_sixteen_words(bank: ItemBank, language: str) -> None:
    counts = [len(words_of(i.text.on(language))) for i in bank.items.values() if isinstance(i, CodedItem)]
    assert len(counts) == 116 + 4 + 32 + 16
    assert max(counts) <= 16


def test_every_item_says_why_it_is_there(bank: ItemBank) -> None:
    for item in bank.items.values():
        assert item.note is not None, item.id
        assert len(item.note) >= 30, item.id


def test_situations_and_tasks_give_a_reason_for_every_reply(bank: ItemBank) -> None:
    replies = [
        reply
        for item in bank.items.values()
        if isinstance(item, SituationItem | ChoiceItem)
        for reply in (item.replies if isinstance(item, SituationItem) else item.options)
    ]
    assert len(replies) == 16 * 4
    for language in LANGUAGES:
        reasons = [reply.why.on(language) for reply in replies]
        assert len(set(reasons)) == len(reasons)
        assert min(map(len, reasons)) >= 40


def test_situations_are_keyed_in_four_steps(bank: ItemBank) -> None:
    items = [item for item in bank.items.values() if isinstance(item, SituationItem)]
    assert len(items) == 12
    for item in items:
        assert sorted(reply.value for reply in item.replies) == [0.0, 0.35, 0.65, 1.0]


def test_most_pairs_of_a_sequence_can_be_defended_and_some_are_free(bank: ItemBank) -> None:
    for item in bank.items.values():
        if isinstance(item, SequenceItem):
            possible = len(item.steps) * (len(item.steps) - 1) // 2
            assert possible - 2 <= len(item.pairs()) < possible
            assert f"{len(item.pairs())} of the {possible}" in re.sub(r"\s+", " ", item.note or "")
            kept = round(item.key(tuple(step.id for step in item.steps)) * len(item.pairs()))
            assert f"respects {kept} of the {len(item.pairs())}" in re.sub(r"\s+", " ", item.note or "")


# ---- terms and conditions ----


@pytest.mark.parametrize("form", LONG)
def test_twelve_terms_are_real_in_three_difficulties_and_four_are_invented(bank: ItemBank, form: str) -> None:
    terms = [item for i in bank.order(form) if isinstance(item := bank.items[i], FamiliarityItem)]
    assert Counter(str(term.note).partition(":")[0] for term in terms) == {
        "Easy": 4, "Medium": 4, "Hard": 4, "Invented": 4,
    }  # fmt: skip
    assert all(term.real is not str(term.note).startswith("Invented") for term in terms)
    invented = [place for place, term in enumerate(terms) if not term.real]
    assert min(after - before for before, after in pairwise(invented)) >= 2
    assert invented[0] >= 2


def test_real_and_invented_terms_look_alike(bank: ItemBank) -> None:
    """By length and number of words: among both sorts of either form there are short ones and long ones."""
    for form, language in product(LONG, LANGUAGES):
        texts: dict[bool, list[str]] = {True: [], False: []}
        for item in (bank.items[name] for name in bank.order(form)):
            if isinstance(item, FamiliarityItem):
                texts[item.real].append(item.text.on(language))
        for measure in (len, lambda text: len(words_of(text))):
            real, invented = sorted(map(measure, texts[True])), sorted(map(measure, texts[False]))
            assert invented[0] <= real[2 * len(real) // 3]
            assert real[0] <= invented[0] <= invented[-1] <= real[-1]


def test_conditions_touch_no_score_sign_or_signal(bank: ItemBank) -> None:
    items = [bank.items[item] for item in bank.order("conditions")]
    assert len(items) >= 14
    assert all(isinstance(item, ConditionItem) for item in items)
    assert all(item.sign is None and not hasattr(item, "scale") for item in items)
    assert not {item.id for item in items} & set(bank.order("full"))


def test_forms_that_are_not_provisional_say_so(bank: ItemBank) -> None:
    measuring = {form for form in bank.forms if ratings(bank, form)}
    assert measuring == {"quick", "full", "parallel"}
    assert {form for form in measuring if bank.forms[form].provisional} == PROVISIONAL
    assert {form for form in measuring if form in bank.errors} == measuring


@pytest.mark.parametrize("form", LONG)
def test_the_stored_errors_pass_the_gates_of_the_simulation(bank: ItemBank, form: str) -> None:
    """evidence.md 9, rule 21: score-trait correlation of at least .88, 90 % ranges hold 88 to 92 %."""
    stored = bank.errors[form]
    assert (stored.status, stored.respondents, stored.discrimination) == ("assumed", 20_000, 1.3)
    assert {row.scale for row in stored.scales} == set(bank.scales)
    for row in stored.scales:
        count = len(bank.rating_items(form, row.scale))
        assert row.trait_correlation >= 0.88
        assert 0.88 <= row.coverage <= 0.92
        assert row.reliability >= 0.80
        assert str(count) in row.sem
        assert row.sem[str(count)] < (bank.errors["quick"].sem(row.scale, 5) or 0.0)


@pytest.mark.parametrize("form", LONG)
def test_quality_rules_pass_their_gates_on_the_long_forms(bank: ItemBank, form: str) -> None:
    """At most 1 % of honest sittings signalled, at least 95 % of three careless kinds not interpreted."""
    report = simulate_quality(bank, form)
    for discrimination in DISCRIMINATIONS:
        for group in ("honest", "honest_styled"):
            assert report.share(group, discrimination).signalled <= 0.01
        for group in ("straight_line", "half_straight_line", "under_two_seconds"):
            assert report.share(group, discrimination).not_interpretable >= 0.95
        assert report.share("random", discrimination).signalled >= 0.95
