"""One test per authoring mistake: file, line, column and code, in a pack that is otherwise sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.storage.packs import PACK, RATING, place, problems_of, spoil, write_pack

P, T, Q, L = "items/patience.yaml", "items/tasks.yaml", "forms/quick.yaml", "ledger.yaml"
S1, S2 = "signs/01-self_control.yaml", "signs/02-troubleshooting.yaml"


@dataclass(frozen=True)
class Case:
    """``old`` becomes ``new`` in ``file``; ``code`` is reported where ``mark`` then stands in ``where``."""

    code: str
    file: str
    old: str
    new: str
    mark: str
    where: str | None = None

    @property
    def name(self) -> str:
        """Return the id that pytest shows."""
        return f"{self.code}: {self.new[:40]!r}"


ORIGINS = "origins: {zones"
SAID_DID = "said_did: {{scale: {}, facet: {}, sign: troubleshooting}}\norigins: {{zones"
REPLY_C = next(line for line in PACK[T].splitlines(keepends=True) if "{id: c," in line)
STEP_DRIVER = next(line for line in PACK[T].splitlines(keepends=True) if "{id: driver," in line)
CASES = [
    # shapes
    Case(
        "field_missing",
        P,
        "- id: P01\n  kind: rating\n  format: frequency",
        "- id: P01\n  kind: rating",
        "id: P01",
    ),
    Case("field_unknown_near", P, "- id: P01\n", "- id: P01\n  formatt: x\n", "formatt"),
    Case("field_unknown", P, "- id: P01\n", "- id: P01\n  qqq: x\n", "qqq"),
    Case("kind_missing", P, "- id: P01\n  kind: rating\n", "- id: P01\n", "id: P01"),
    Case("expected_one_of", P, "- id: P01\n  kind: rating\n", "- id: P01\n  kind: rateing\n", "rateing"),
    Case("expected_one_of", "errors/quick.yaml", "status: assumed", "status: guessed", "guessed"),
    Case("expected_map", P, "- id: P01\n", "- just a text\n- id: P01\n", "just a text"),
    Case("expected_map", "pack.yaml", PACK["pack.yaml"], "toy\n", "toy"),
    Case("expected_list", "formats.yaml", PACK["formats.yaml"], "id: frequency\n", "id"),
    Case("expected_list", S1, "measured_by: [rating]", "measured_by: rating", "rating"),
    Case("expected_text", "pack.yaml", 'version: "1"', "version: 2026.10", "2026.10"),
    Case("expected_text", "sources.yaml", 'as_of: "2014"', "as_of: 2014", "2014"),
    Case("expected_whole_number", S1, "number: 1", 'number: "1"', '"1"'),
    Case("expected_whole_number", Q, "minutes: 5", "minutes: 5.5", "5.5"),
    Case("expected_number", T, "{id: d, value: 0,", "{id: d, value: none,", "none"),
    Case("expected_true_false", Q, "provisional: true", "provisional: yes", "yes"),
    Case("expected_languages", Q, "name: {ru: Короткая, en: Short}", "name: Short", "Short"),
    Case("expected_length", T, "[power, driver]", "[power, driver, cable]", "[power, driver, cable]"),
    Case("text_empty", Q, "en: Short}", 'en: "  "}', '"  "'),
    Case("language_missing", Q, "{ru: Короткая, en: Short}", "{ru: Короткая}", "{ru: Короткая}"),
    Case("language_unknown", Q, "en: Short}", "en: Short, de: Kurz}", "de"),
    Case("text_cut_by_comma", Q, "en: Short}", "en: Short, quick one}", "quick one"),
    # files
    Case("duplicate_key", Q, "minutes: 5\n", "minutes: 5\nid: other\n", "id: other"),
    # ids and references
    Case("duplicate_id", T, "- id: J01", "- id: P01", "P01"),
    Case("id_unfit", T, "- id: J01", "- id: Ж01", "Ж01"),
    Case("id_unfit", T, "- id: J01", "- id: 'J 01'", "'J 01'"),
    Case("duplicate_number", S2, "number: 2", "number: 1", "1"),
    Case("file_name_differs", Q, "id: quick", "id: brief", "brief"),
    Case("file_name_differs", S1, "number: 1", "number: 3", "self_control"),
    Case(
        "format_unknown",
        P,
        "- id: P01\n  kind: rating\n  format: frequency",
        "- id: P01\n  kind: rating\n  format: agree",
        "agree",
    ),
    Case(
        "scale_unknown",
        P,
        "- id: P01\n  kind: rating\n  format: frequency\n  scale: patience",
        "- id: P01\n  kind: rating\n  format: frequency\n  scale: zeal",
        "zeal",
    ),
    Case("scale_unknown", "errors/quick.yaml", "scale: patience", "scale: zeal", "zeal"),
    Case("sign_unknown", T, "kind: situation\n  sign: self_control", "kind: situation\n  sign: zeal", "zeal"),
    Case("facet_unknown", "rules.yaml", ORIGINS, SAID_DID.format("patience", "zest"), "zest"),
    Case("scale_unknown", "rules.yaml", ORIGINS, SAID_DID.format("zeal", "zest"), "zeal"),
    Case("kind_unknown", S1, "measured_by: [rating]", "measured_by: [rating, essay]", "essay"),
    Case("source_unknown", S1, "source: review", "source: rumour", "rumour"),
    Case("item_unknown", Q, "P05, I01]", "P05, I01, P77]", "P77"),
    Case("form_unknown", Q, "seed: 7\n", "seed: 7\nextends: tiny\n", "tiny"),
    Case("form_unknown", "errors/quick.yaml", "form: quick", "form: tiny", "tiny"),
    Case("date_unfit", "sources.yaml", '"2014"', '"spring 2014"', '"spring 2014"'),
    Case("date_unfit", "sources.yaml", '"2014"', '"2014-13"', '"2014-13"'),
    Case(
        "url_unfit",
        "sources.yaml",
        "https://example.org/review",
        "javascript:alert(1)",
        "javascript:alert(1)",
    ),
    # ledger
    Case("ledger_line_missing", L, "J01: situation - - self_control -\n", "", "J01", T),
    Case("id_retired", L, "J01: situation - - self_control -\n", "J01: retired\n", "J01", T),
    Case(
        "id_meaning_changed",
        P,
        'keying: "+"\n  sign: self_control\n  text:\n    ru: Жду',
        'keying: "-"\n  sign: self_control\n  text:\n    ru: Жду',
        "P04",
    ),
    Case(
        "id_vanished",
        L,
        "P99: retired",
        "P99: rating frequency patience self_control +",
        "rating frequency patience self_control +\nJ01",
    ),
    # items
    Case(
        "reversed_by_negation",
        P,
        "Перебиваю, если рассказ тянется.",
        "Не дослушиваю длинный рассказ.",
        "Не дослушиваю",
    ),
    Case(
        "reversed_by_negation",
        P,
        "I interrupt when a story drags on.",
        "I don't listen to long stories.",
        "I don't",
    ),
    Case(
        "too_many_words",
        P,
        "I read a long letter to its last line.",
        "I " + "read " * 16 + "it.",
        "I read read",
    ),
    Case("too_many_words", T, "{ru: Выберите здесь «часто».,", "{ru: " + "да " * 17 + ",", "да да да"),
    Case("number_out_of_range", T, "expected: 4", "expected: 66", "66"),
    Case(
        "number_out_of_range",
        T,
        "{id: a, value: 1, text: {ru: Выслушать.",
        "{id: a, value: 1.5, text: {ru: Выслушать.",
        "1.5",
    ),
    Case("number_out_of_range", T, "{id: b, value: 0.6", "{id: b, value: -0.6", "-0.6"),
    Case("number_out_of_range", Q, "minutes: 5", "minutes: 0", "0"),
    Case("number_out_of_range", "errors/quick.yaml", '"5": 12.6', '"5": 0', "0}"),
    Case(
        "reply_count",
        T,
        REPLY_C,
        "",
        "- {id: a, value: 1, text: {ru: Выслушать.",
    ),
    Case(
        "best_not_single",
        T,
        "{id: b, value: 0, text: {ru: Купить",
        "{id: b, value: 1, text: {ru: Купить",
        "- {id: a, value: 1, text: {ru: Открыть",
    ),
    Case(
        "step_count",
        T,
        STEP_DRIVER + "  before: [[power, driver], [cable, driver]]",
        "  before: [[power, cable]]",
        "- {id: power",
    ),
    Case("step_unknown", T, "[power, driver]", "[power, fuse]", "fuse"),
    Case("order_circular", T, "[cable, driver]]", "[cable, driver], [driver, power]]", "[[power"),
    Case("order_circular", T, "[cable, driver]]", "[cable, cable]]", "[[power"),
    Case("listed_twice", T, "{id: c, value: 0.3", "{id: b, value: 0.3", "b, value: 0.3"),
    Case("listed_twice", T, "{id: driver,", "{id: cable,", "cable, text: {ru: Переставить"),
    Case("listed_twice", "pack.yaml", "[ru, en]", "[ru, en, ru ]", "ru ]"),
    Case("listed_twice", Q, "- id: tasks", "- id: 'statements'", "'statements'"),
    Case("listed_twice", "rules.yaml", "id: nothing", "id: 'several'", "'several'"),
    Case("list_empty", T, "before: [[power, driver], [cable, driver]]", "before: []", "[]"),
    Case("list_empty", S1, "measured_by: [rating]", "measured_by: []", "[]"),
    Case("list_empty", Q, "items: [J01, D01, D02]", "items: []", "[]"),
    Case(
        "same_text",
        P,
        "I wait while a person looks for the button.",
        "I explain a thing twice, in the same TONE!",
        "I explain a thing twice, in",
    ),
    Case("same_text", T, "Бросить трубку.", "Позвать старшего!", "Позвать старшего!"),
    Case(
        "sign_ignores_kind",
        P,
        'keying: "+"\n  sign: self_control\n  text:\n    ru: Жду',
        'keying: "+"\n  sign: troubleshooting\n  text:\n    ru: Жду',
        "troubleshooting",
    ),
    # formats, forms, rules
    Case("format_codes", "formats.yaml", "code: 5", "code: 6", "- {code: 1"),
    Case(
        "format_codes", "formats.yaml", "    - {code: 5, text: {ru: всегда, en: always}}\n", "", "- {code: 1"
    ),
    Case("item_twice", Q, "[J01, D01, D02]", "[J01, D01, D02, P01 ]", "P01 ]"),
    Case("form_circular", Q, "seed: 7\n", "seed: 7\nextends: 'quick'\n", "'quick'"),
    Case("scale_too_few_items", Q, "P04, P05,", "P04,", "quick"),
    Case("scale_too_few_items", Q, "provisional: true", "provisional: false", "quick"),
    Case("sign_without_items", Q, "items: [J01, D01, D02]", "items: [J01]", "quick"),
    Case("count_unfit", "errors/quick.yaml", '"4": 14.2', '"all": 14.2', "14.2"),
    Case("cuts_out_of_order", "rules.yaml", "low_below: 40", "low_below: 80", "{low_below: 80"),
    Case("cuts_out_of_order", "rules.yaml", "raised_below: 0.4", "raised_below: 40", "{raised_below: 40"),
    Case(
        "cuts_out_of_order",
        "rules.yaml",
        "provisional_raised_below: 0.25",
        "provisional_raised_below: 0.7",
        "{raised_below: 0.4",
    ),
    Case("outcome_otherwise", "rules.yaml", "otherwise: true", "zones_low_from: 1", "- id: several"),
    Case("outcome_otherwise", "rules.yaml", "signs_raised_from: 4", "otherwise: true", "- id: several"),
    # texts
    Case("untranslated", S1, "en: Practitioners say so.", "en: Так пишут практики.", "Так пишут практики.}"),
    Case("text_too_long", S2, "en: You search every day.", "en: " + "word " * 400, "word word"),
    Case("text_too_long", Q, "en: Short}", f"en: {'x' * 61}}}", "xxx"),
    Case("placeholder_here", S1, "Practitioners say so.", '"In {n} cases."', '"In {n} cases."'),
    Case("placeholder_here", S1, "Practitioners say so.", '"{% include x %}"', '"{% include x %}"'),
    Case("mixed_alphabets", S1, "Так пишут практики.", "Tак пишут практики.", "Tак"),
    # the form of files, seen through a pack
    Case("tab", Q, "minutes: 5", "minutes:\t5", "\t"),
    Case("hidden_character", Q, "en: Short", "en: Sh\u200bort", "\u200b"),
    Case("yaml_anchor", Q, "seed: 7", "seed: &s 7", "&s"),
    Case("yaml_tag", Q, "seed: 7", "seed: !!int 7", "!!int"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_reported_with_file_line_and_column(tmp_path: Path, case: Case) -> None:
    """The pack is sound without the mistake; with it the problem stands exactly where the mistake is."""
    write_pack(tmp_path)
    assert problems_of(tmp_path) == ()
    changed = spoil(tmp_path, case.file, case.old, case.new)

    problems = problems_of(tmp_path)

    where = case.where or case.file
    expected = (where, *place(changed if where == case.file else PACK[where], case.mark))
    assert expected in [(one.file, one.line, one.column) for one in problems if one.code == case.code], (
        problems
    )


def test_many_mistakes_are_all_reported_at_once(tmp_path: Path) -> None:
    """Mistakes in different files, of form and of meaning, come together, sorted by file and line."""
    write_pack(tmp_path)
    spoil(tmp_path, Q, "minutes: 5", "minutes: five")
    spoil(tmp_path, S1, "source: review", "source: rumour")
    spoil(tmp_path, P, "Перебиваю, если рассказ тянется.", "Не дослушиваю длинный рассказ.")
    spoil(tmp_path, "pack.yaml", "id: toy", "id: toy\nid: toy2")
    spoil(tmp_path, L, "D02: choice - - troubleshooting -\n", "")
    (tmp_path / "scales" / "extra.txt").write_text("notes", encoding="utf-8")
    (tmp_path / "scales" / "extra.yml").write_text("id: x", encoding="utf-8")

    problems = problems_of(tmp_path)

    assert [(one.file, one.code) for one in problems] == [
        (Q, "expected_whole_number"),
        (P, "reversed_by_negation"),
        (T, "ledger_line_missing"),
        ("pack.yaml", "duplicate_key"),
        ("scales/extra.yml", "file_unknown"),
        (S1, "source_unknown"),
    ]


@pytest.mark.parametrize("file", sorted(PACK))
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    """Every file but the stored errors is needed; what is missing is named by its place."""
    write_pack(tmp_path)
    (tmp_path / file).unlink()

    missing = {one.file for one in problems_of(tmp_path) if one.code == "file_missing"}

    if file.startswith("errors/"):
        assert problems_of(tmp_path) == ()
    elif file.startswith(("items/", "signs/")):
        assert not missing
        assert problems_of(tmp_path)
    else:
        assert missing == {file if "/" not in file else file.split("/", maxsplit=1)[0] + "/"}


@pytest.mark.parametrize("file", sorted(set(PACK) - {"pack.yaml"}))
def test_a_file_that_cannot_be_parsed_causes_no_second_report(tmp_path: Path, file: str) -> None:
    """What an unreadable file would have held is not called unknown, missing or vanished elsewhere."""
    write_pack(tmp_path)
    (tmp_path / file).write_text("a: 'open\n", encoding="utf-8")

    assert [(one.file, one.code, one.line) for one in problems_of(tmp_path)] == [(file, "yaml_open_quote", 1)]


@pytest.mark.parametrize(
    ("file", "old"),
    [(P, "- id: P01\n  kind: rating"), (Q, "minutes: 5\n"), (S1, "number: 1\n"), (T, "  expected: 4\n")],
)
def test_an_entry_that_cannot_be_read_causes_no_second_report(tmp_path: Path, file: str, old: str) -> None:
    """An item or form with a wrong field is reported for that alone; its id is still known elsewhere."""
    write_pack(tmp_path)
    spoil(tmp_path, file, old, old + "\n  wrong: 1\n" if file == P else "")

    assert len({one.code for one in problems_of(tmp_path)}) == 1


def test_a_full_form_needs_ten_items_and_three_to_five_reversed(tmp_path: Path) -> None:
    """design.md 4.1: at least ten items, 30-50 % reversed; of ten, two are too few and six too many."""
    texts = ["один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"]
    for turned, sound in ((2, False), (3, True), (5, True), (6, False)):
        folder = write_pack(tmp_path / str(turned))
        spoil(folder, "rules.yaml", "provisional_below_items: 4", "provisional_below_items: 2")
        rows = [
            (f"R{i:02d}", "-" if i < turned else "+", f"Считаю до {word}.", f"I count to {i}.")
            for i, word in enumerate(texts)
        ]
        (folder / "items" / "more.yaml").write_text(
            "".join(RATING.format(id=name, keying=keying, ru=ru, en=en) for name, keying, ru, en in rows),
            encoding="utf-8",
        )
        spoil(
            folder,
            L,
            "P99: retired",
            "P99: retired\n"
            + "\n".join(
                f"{name}: rating frequency patience self_control {keying}" for name, keying, _, _ in rows
            ),
        )
        names = ", ".join(name for name, _, _, _ in rows)
        form = PACK[Q].replace("id: quick", "id: full").replace("provisional: true", "provisional: false")
        form = form.replace("P01, P02, P03, P04, P05, I01", names)
        (folder / "forms" / "full.yaml").write_text(form, encoding="utf-8")

        found = [(one.file, one.code) for one in problems_of(folder)]

        assert found == ([] if sound else [("forms/full.yaml", "scale_reversed_items")])


def test_a_longer_form_may_begin_with_a_shorter_one(tmp_path: Path) -> None:
    """A form that extends another counts the other's items as its own, and may not list them again."""
    write_pack(tmp_path)
    more = PACK[Q].replace("id: quick", "id: longer").replace("seed: 7", "seed: 8\nextends: quick")
    more = more.replace("[P01, P02, P03, P04, P05, I01]", "[I01]").replace("[J01, D01, D02]", "[D02]")
    (tmp_path / "forms" / "longer.yaml").write_text(more, encoding="utf-8")

    found = [(one.file, one.code, one.values["value"]) for one in problems_of(tmp_path)]

    assert found == [("forms/longer.yaml", "item_twice", "I01"), ("forms/longer.yaml", "item_twice", "D02")]


def test_an_optional_block_without_scales_needs_no_items_of_every_sign(tmp_path: Path) -> None:
    """A form of tasks only is an optional block; nothing is demanded of it."""
    write_pack(tmp_path)
    block = PACK[Q].replace("id: quick", "id: block").replace("[P01, P02, P03, P04, P05, I01]", "[I01]")
    (tmp_path / "forms" / "block.yaml").write_text(block, encoding="utf-8")

    assert problems_of(tmp_path) == ()


def test_the_ledger_line_in_the_message_is_the_line_to_add(tmp_path: Path) -> None:
    """Adding exactly the line that the problem names makes the pack sound again."""
    write_pack(tmp_path)
    spoil(tmp_path, L, "J01: situation - - self_control -\n", "")
    line = problems_of(tmp_path)[0].values["line"]
    spoil(tmp_path, L, "P99: retired\n", f"P99: retired\n{line}\n")

    assert problems_of(tmp_path) == ()
