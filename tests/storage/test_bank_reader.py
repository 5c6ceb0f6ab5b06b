"""questions/ to an item bank: what comes out, the digest, the ledger lines, and the shipped pack."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.kinds import KINDS, ChoiceItem, SequenceItem
from suitability.domain.text import LocalizedText
from suitability.errors import ContentError, UserError
from suitability.storage.bank_reader import bank_of, bank_problems, checked_trees, read_bank
from suitability.storage.digest import fingerprint
from suitability.storage.places import data_folder
from tests.storage.packs import PACK, spoil, write_pack

P, T, Q = "items/patience.yaml", "items/tasks.yaml", "forms/quick.yaml"


def test_a_valid_pack_becomes_a_bank(tmp_path: Path) -> None:
    """Everything in the folder is in the bank, typed, in its order."""
    bank = read_bank(write_pack(tmp_path))

    assert (bank.pack.id, bank.pack.version, bank.pack.languages) == ("toy", "1", ("ru", "en"))
    assert list(bank.signs) == ["self_control", "troubleshooting"]
    assert list(bank.items) == ["P01", "P02", "P03", "P04", "P05", "J01", "D01", "D02", "I01"]
    assert bank.formats["frequency"].options[4].text == {"ru": "всегда", "en": "always"}
    assert isinstance(bank.items["P01"].text, LocalizedText)
    sequence = bank.items["D01"]
    assert isinstance(sequence, SequenceItem)
    assert sequence.before == (("power", "driver"), ("cable", "driver"))
    choice = bank.items["D02"]
    assert isinstance(choice, ChoiceItem)
    assert [option.value for option in choice.options] == [1.0, 0.0]
    assert bank.errors["quick"].sem("patience", 5) == 12.6
    assert sorted(bank.order("quick")) == sorted(bank.items)
    assert [item.id for item in bank.sign_items("quick", "troubleshooting")] == ["D01", "D02"]
    assert bank.rules.outcomes[-1].otherwise


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    """A folder that is not there, and a file in its place, are said so."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(UserError, match="folder_missing"):
        read_bank(tmp_path / "nowhere")
    with pytest.raises(UserError, match="folder_is_file"):
        read_bank(tmp_path / "file")


def test_a_large_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    """A file over the limit is a problem of its own; the rest is still checked."""
    write_pack(tmp_path)
    (tmp_path / "sources.yaml").write_bytes(b"#" * (3 << 20))
    spoil(tmp_path, Q, "minutes: 5", "minutes: five")

    with pytest.raises(ContentError) as caught:
        read_bank(tmp_path)

    assert [one.code for one in caught.value.problems] == ["expected_whole_number", "file_too_large"]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    """Editors and systems leave hidden files behind; they are no part of a pack."""
    write_pack(tmp_path)
    (tmp_path / "items" / ".patience.yaml.swp").write_bytes(b"\x00\x01")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("a: [", encoding="utf-8")

    assert read_bank(tmp_path).pack.id == "toy"


WORDING = [
    (P, "I interrupt when a story drags on.", "I cut in when a story drags on."),
    (T, "{ru: Рано., en: Early.}", "{ru: Рановато., en: Too early.}"),
    (T, "why: {ru: Сначала простое., en: Simple things first.}", "why: {ru: Так проще., en: It is easier.}"),
    ("formats.yaml", "en: never", "en: not at all"),
    ("scales/patience.yaml", "en: Patience", "en: Patience at work"),
    ("signs/01-self_control.yaml", "Count to five.", "Count to six."),
    ("sources.yaml", '"2014"', '"2015"'),
    ("rules.yaml", "en: Several warnings.", "en: Some warnings."),
    ("rules.yaml", "zones: product choice", "zones: our choice"),
    ("pack.yaml", 'version: "1"', 'version: "2"'),
    (Q, "en: Five minutes.", "en: About five minutes."),
]
MEANING = [
    (T, "{id: c, value: 0.3", "{id: c, value: 0.4"),
    (T, "[cable, driver]", "[driver, cable]"),
    (T, "expected: 4", "expected: 5"),
    (Q, "seed: 7", "seed: 8"),
    (Q, "[J01, D01, D02]", "[J01, D02, D01]"),
    (Q, "provisional: true\nparts:\n  - id: statements", "provisional: true\nparts:\n  - id: first"),
    ("rules.yaml", "low_below: 40", "low_below: 41"),
    ("rules.yaml", "signs_raised_from: 4", "signs_raised_from: 3"),
    ("errors/quick.yaml", '"5": 12.6', '"5": 12.7'),
    ("signs/01-self_control.yaml", "measured_by: [rating]", "measured_by: [rating, situation]"),
]


def _turned(folder: Path) -> None:
    """Turn the keying of P04, in item and ledger, and of P03 back, so that the pack stays sound."""
    for name, before, after in (("P04", "+", "-"), ("P03", "-", "+")):
        start = f"- id: {name}\n  kind: rating\n  format: frequency\n  scale: patience\n  keying: "
        spoil(folder, P, f'{start}"{before}"', f'{start}"{after}"')
        line = f"{name}: rating frequency patience self_control "
        spoil(folder, "ledger.yaml", line + before, line + after)


@pytest.mark.parametrize(("file", "old", "new"), WORDING)
def test_wording_does_not_change_the_digest(tmp_path: Path, file: str, old: str, new: str) -> None:
    """A corrected typo, another reason or source leaves results comparable."""
    before = read_bank(write_pack(tmp_path)).digest
    spoil(tmp_path, file, old, new)

    assert read_bank(tmp_path).digest == before


@pytest.mark.parametrize(("file", "old", "new"), MEANING)
def test_meaning_changes_the_digest(tmp_path: Path, file: str, old: str, new: str) -> None:
    """Values, orders, forms, rules and errors decide what an answer counts for."""
    before = read_bank(write_pack(tmp_path)).digest
    spoil(tmp_path, file, old, new)

    assert read_bank(tmp_path).digest != before


def test_keying_changes_the_digest(tmp_path: Path) -> None:
    """An item turned round means the opposite."""
    before = read_bank(write_pack(tmp_path)).digest
    _turned(tmp_path)

    assert read_bank(tmp_path).digest != before


def test_a_default_written_out_changes_nothing(tmp_path: Path) -> None:
    """A field that is false or absent says the same, so a later release may add such fields."""
    before = read_bank(write_pack(tmp_path)).digest
    spoil(
        tmp_path,
        "rules.yaml",
        "    signs_raised_from: 4\n",
        "    signs_raised_from: 4\n    otherwise: false\n",
    )
    spoil(tmp_path, "rules.yaml", "soft: 10}", "soft: 10, strong: null}")

    assert read_bank(tmp_path).digest == before


def test_the_digest_does_not_depend_on_files_and_order(tmp_path: Path) -> None:
    """Items moved to another file, or listed in another order there, are the same items."""
    before = read_bank(write_pack(tmp_path)).digest
    rows = ["- id" + row for row in PACK[P].split("- id")[1:]]
    (tmp_path / P).write_text("".join(rows[:1]), encoding="utf-8")
    (tmp_path / "items" / "more.yaml").write_text("".join(reversed(rows[1:])), encoding="utf-8")

    assert read_bank(tmp_path).digest == before


def test_the_digest_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """The canonical form is fixed: results made by one release are compared by the next.

    A new required number among the rules changes what the toy pack says, and so rightly this digest.
    """
    digest = read_bank(write_pack(tmp_path)).digest

    assert digest == "80d1c92582124fa4436b388f5ed576ec6cd48684fd42f77de63a184dcd8efe4d"


_TREES: dict[str, Any] = {name: yaml.safe_load(text) for name, text in PACK.items()}
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=False),
    st.sampled_from(["", "-", "P01", "quick", "a", "no", "x" * 3000, "{n}", "1" * 5000, "٣", "\u00e9"]),
    st.just([]),
    st.just({}),
    st.lists(st.sampled_from(["P01", "J01", "power", "quick"]), max_size=3),
    st.dictionaries(
        st.sampled_from(["ru", "en", "id", "٣", "4"]), st.sampled_from(["x", 1, None]), max_size=2
    ),
)


def _places(tree: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values inside a tree."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [one for key, value in inside for one in [(*path, key), *_places(value, (*path, key))]]


@given(st.data())
def test_any_value_in_any_place_ends_in_a_bank_or_in_problems(data: st.DataObject) -> None:
    """Up to three values of a sound pack replaced or dropped: no exception but ours, or a bank that works."""
    trees = deepcopy(_TREES)
    for _ in range(data.draw(st.integers(1, 3))):
        tree = trees[data.draw(st.sampled_from(sorted(trees)))]
        path = data.draw(st.sampled_from(_places(tree) or [()]))
        for step in path[:-1]:
            tree = tree[step]
        if path and data.draw(st.booleans()):
            tree[path[-1]] = data.draw(_VALUES)
        elif path:
            del tree[path[-1]]
    files = {name: yaml.safe_dump(tree, allow_unicode=True).encode() for name, tree in trees.items()}

    if bank_problems(files):
        with pytest.raises(ContentError):
            checked_trees(files)
    else:
        bank = bank_of(checked_trees(files))
        assert all(bank.order(form) for form in bank.forms)


def test_the_shipped_pack_is_sound_and_its_ledger_true() -> None:
    """The program's own questions load, every item has its ledger line, every kind has a fingerprint."""
    bank = read_bank(data_folder("questions"))

    assert len(bank.signs) == 10
    assert set(bank.scales) == {"stress_tolerance", "patience", "communication", "tech_interest"}
    assert {item.kind for item in bank.items.values()} <= KINDS.keys()
    assert all(len(fingerprint(item).split()) == 5 for item in bank.items.values())
