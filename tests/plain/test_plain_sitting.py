"""The whole questionnaire as plain text: the same result, every command, nothing lost, nothing drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.plain.take import COMMANDS, Paused, PlainSitting, Setting, command_of
from suitability.services.sitting import Sitting
from tests.nasty import NASTY
from tests.plain import scripted
from tests.plain.scripted import Talk, again, all_lines, begin, go_through
from tests.services import samples, sittings

LAST = 28
FULL = [*all_lines(), ""]


def directly(folder: Path, language: str, elapsed_ms: int | None = scripted.SECOND_MS) -> object:
    """Return the result of the same answers given to the sitting itself."""
    sitting = begin(folder, language)
    while sitting.item is not None:
        sitting.respond(scripted.answer_of(sitting.item), elapsed_ms)
    result = sitting.finish()
    sitting.close()
    return result


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_plain_questionnaire_gives_the_result_of_the_sitting_itself(
    language: str, tmp_path: Path
) -> None:
    result, _ = go_through(begin(tmp_path / "plain", language), FULL)

    assert result == directly(tmp_path / "direct", language)


def test_answers_from_a_file_carry_no_times(tmp_path: Path) -> None:
    result, _ = go_through(begin(tmp_path / "plain"), FULL, timed=False)

    assert result == directly(tmp_path / "direct", "ru", None)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_what_is_shown_is_plain_narrow_and_in_one_language(language: str, tmp_path: Path) -> None:
    lines = ["?", "nonsense", *all_lines(), "1", "", "b", "", "x" * 300, ""]
    result, talk = go_through(begin(tmp_path, language), lines)

    assert result is not None
    assert max(map(len, talk.shown)) <= 80
    for line in talk.shown:
        assert line.isprintable()
        assert not any(0x2500 <= ord(character) < 0x2600 for character in line)
        assert "{" not in line
    if language == "en":
        assert not any("а" <= letter <= "я" for letter in talk.text.lower())


def test_every_question_shows_its_number_text_options_and_a_prompt(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), FULL)

    for number, item_id in enumerate(samples.bank().order("quick"), start=1):
        assert f"Question {number} of {LAST}" in talk.shown
        assert " ".join(samples.bank().items[item_id].text["en"].split()) in talk.text
    assert talk.shown.count("Your answer:") == LAST
    assert talk.shown.count("2. Rarely") >= 10


@pytest.mark.parametrize("word", COMMANDS["back"])
def test_back_keeps_the_earlier_answer_and_an_empty_line_leaves_it(word: str, tmp_path: Path) -> None:
    first, second, *rest = all_lines()
    result, talk = go_through(begin(tmp_path), [first, second, word.upper(), "", *rest, ""])

    order = samples.bank().order("quick")
    assert result is not None
    assert "Ваш прежний ответ:" in talk.text
    assert {item: response.answer for item, response in result.responses.items()} == {
        item: scripted.answer_of(samples.bank().items[item]) for item in order
    }
    assert result.responses[order[1]].elapsed_ms == 2 * scripted.SECOND_MS  # two visits


def test_back_at_the_first_question_asks_it_again(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), ["b", "3"])

    assert talk.shown.count(f"Question 1 of {LAST}") == 2


@pytest.mark.parametrize("word", COMMANDS["skip"])
def test_a_skipped_question_is_counted_and_can_be_answered_from_the_review(word: str, tmp_path: Path) -> None:
    lines = all_lines()
    result, talk = go_through(begin(tmp_path), [word, *lines[1:], "1", lines[0], ""])

    order = samples.bank().order("quick")
    assert "Ответ: пропущено" in talk.text
    assert "Без ответа осталось вопросов: 1." in talk.text
    assert result is not None
    assert result.responses[order[0]].answer == scripted.answer_of(samples.bank().items[order[0]])


def test_a_skipped_question_stays_skipped(tmp_path: Path) -> None:
    result, _ = go_through(begin(tmp_path), ["s", *all_lines()[1:], ""])

    first = samples.bank().order("quick")[0]
    assert result is not None
    assert result.responses[first].answer is None
    assert len(result.responses) == LAST


@pytest.mark.parametrize("word", COMMANDS["language"])
def test_the_language_changes_in_the_middle_and_the_clock_goes_on(word: str, tmp_path: Path) -> None:
    first, *rest = all_lines()
    result, talk = go_through(begin(tmp_path), [word, first, *rest, ""])

    order = samples.bank().order("quick")
    assert result is not None
    assert result.language == "en"
    assert f"Вопрос 1 из {LAST}" in talk.shown
    assert f"Question 1 of {LAST}" in talk.shown
    assert f"Question 2 of {LAST}" in talk.shown
    assert result.responses[order[0]].elapsed_ms == 2 * scripted.SECOND_MS


def test_the_language_changes_in_the_review_too(tmp_path: Path) -> None:
    result, talk = go_through(begin(tmp_path), [*all_lines(), "я", ""])

    assert result is not None
    assert result.language == "en"
    assert samples.words("en")("plain.review") in talk.text


@pytest.mark.parametrize("word", COMMANDS["help"])
def test_help_explains_and_asks_again(word: str, tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), [word])

    assert samples.words("en")("plain.help") in talk.text
    assert talk.shown.count(f"Question 1 of {LAST}") == 2


def test_an_empty_line_is_no_answer_and_says_what_is_possible(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), ["", "   ", "3"])

    assert talk.text.count(samples.words("en")("plain.nothing_typed")) == 2
    assert talk.shown.count(f"Question 1 of {LAST}") == 1
    assert again(tmp_path).session.answered == 1


@pytest.mark.parametrize("word", COMMANDS["pause"])
@pytest.mark.parametrize("answered", [1, 5, LAST])
def test_a_pause_keeps_everything_and_the_sitting_goes_on_where_it_was(
    word: str, answered: int, tmp_path: Path
) -> None:
    lines = all_lines()
    with pytest.raises(Paused):
        go_through(begin(tmp_path), [*lines[:answered], word])
    result, talk = go_through(again(tmp_path), [*lines[answered:], ""])

    assert result is not None
    assert {item: response.answer for item, response in result.responses.items()} == {
        item: scripted.answer_of(samples.bank().items[item]) for item in samples.bank().order("quick")
    }
    assert f"Вопрос {answered}" not in talk.shown[:3]


def test_when_the_input_ends_every_line_before_is_kept(tmp_path: Path) -> None:
    """At the second prompt, in the middle, at the last one and at the review."""
    lines = all_lines()
    for count in (1, 13, LAST - 1, LAST):
        folder = tmp_path / str(count)
        result, _ = go_through(begin(folder), lines[:count])
        assert result is None
        sitting = again(folder)
        assert sitting.session.answered == sitting.session.position == count
        sitting.close()


def test_a_jump_from_the_review_asks_one_question_and_comes_back(tmp_path: Path) -> None:
    result, talk = go_through(begin(tmp_path, "en"), [*all_lines(), "3", "", "28", "2 1", ""])

    last = samples.bank().order("quick")[-1]
    assert result is not None
    assert talk.shown.count(f"Question 3 of {LAST}") == 2
    assert talk.shown.count(f"Question 4 of {LAST}") == 1
    assert talk.shown.count("That was the last question. Your answers:") == 3
    assert result.responses[last].answer == samples.bank().items[last].answer_with(
        samples.bank().items[last].key(result.responses[last].answer or ()),
        result.responses[last].answer or (),
    )
    assert scripted.typed(samples.bank().items[last], result.responses[last].answer or ()) == "2 1"


@pytest.mark.parametrize("line", ["0", "29", "999999", "0001" + "0" * 5000, "1 2", "x", "?", "²", "٣", "-1"])
def test_at_the_end_anything_else_is_answered_with_what_is_possible(line: str, tmp_path: Path) -> None:
    result, talk = go_through(begin(tmp_path, "en"), [*all_lines(), line, ""])

    assert result is not None
    assert samples.words("en")("plain.end_help", total=LAST) in talk.text


BAD = {
    "rating": [
        ("00", "One number from 1 to 5"), ("6", "One number"), ("1 2", "One number"), ("1.5", "One number"),
        ("three", "is not a number"), ("１", "is not a number"), ("-1", "is not a number"),
        ("100", "is not a number"),
    ],
    "sequence": [
        ("1 2 3", "All numbers from 1 to 6"), ("1 2 3 4 5 5", "All numbers"), ("1234567", "All numbers"),
        ("abc", "is not a number"),
    ],
    "situation": [
        ("1", "Two different numbers from 1 to 4"), ("2 2", "Two different"), ("1 5", "Two different"),
        ("1 2 3", "Two different"),
    ],
    "choice": [("5", "One number from 1 to 4"), ("a", "is not a number")],
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_each_bad_answer_has_its_sentence_and_the_question_stays(kind: str, tmp_path: Path) -> None:
    order = samples.bank().order("quick")
    place = next(n for n, item in enumerate(order) if samples.bank().items[item].kind == kind)
    lines = [line for line, _ in BAD[kind]]
    _, talk = go_through(begin(tmp_path, "en"), [*all_lines()[:place], *lines])
    said = " ".join(talk.shown).split("Your answer:")[place + 1 : -1]

    for (line, sentence), answer in zip(BAD[kind], said, strict=True):
        assert sentence in answer, line
    if place:  # nothing is kept of a sitting without any answer
        sitting = again(tmp_path)
        assert sitting.session.position == place
        sitting.close()


@pytest.mark.parametrize("line", ["1,2,3,4,5,6", "1; 2; 3; 4; 5; 6", "123456", " 1  2 3 4 5 6 "])
def test_an_order_may_be_typed_in_several_ways(line: str, tmp_path: Path) -> None:
    lines = all_lines()
    result, _ = go_through(begin(tmp_path), [*lines[:24], line, *lines[25:], ""])

    assert result is not None
    assert result.responses["D01"].answer == ("a", "b", "c", "d", "e", "f")


def joined(text: str) -> str:
    """Return a text without the two joiners that some scripts need; a terminal draws nothing for them."""
    return text.replace("\u200c", "").replace("\u200d", "")


@pytest.mark.parametrize("text", NASTY)
def test_hostile_lines_are_answered_with_a_printable_sentence(text: str, tmp_path: Path) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    _, talk = go_through(begin(tmp_path, "en"), [line, "3"])

    assert all(joined(shown).isprintable() for shown in talk.shown)
    assert max(map(len, talk.shown)) <= 80 or len(line) < 80
    talk.text.encode()


def test_one_typed_line_means_one_thing_only() -> None:
    forms = [form for known in COMMANDS.values() for form in known]

    assert len(forms) == len(set(forms))
    assert [form for form in forms if form.isdigit()] == ["0"]  # no option has that number
    assert all(form == form.lower() for form in forms)
    assert command_of(" Назад ") == "back"
    assert command_of("3") is None


def test_each_letter_works_under_both_keyboard_layouts() -> None:
    """The Russian letter on the same key as a Latin command, and the other way round, is the same command."""
    latin, russian = "bsqlhyngdz", "иыйдрнтпвя"
    twin = dict(zip(latin + russian, russian + latin, strict=True))
    for forms in COMMANDS.values():
        letters = [form for form in forms if len(form) == 1 and form.isalpha()]
        assert [letter for letter in letters if command_of(twin[letter]) != command_of(letter)] == []


def test_the_note_on_quality_comes_before_the_result_and_leads_back(tmp_path: Path) -> None:
    tasks = all_lines()[24:]
    _, talk = go_through(begin(tmp_path, "en"), [*["4"] * 24, *tasks])
    words = samples.words("en")

    assert words("plain.quality") in talk.text
    assert "The same option was chosen 24 times in a row." in talk.text
    assert words("plain.quality_again") in talk.text


def test_a_careful_person_gets_no_note_on_quality(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), FULL, timed=False)

    assert samples.words("en")("plain.quality") not in talk.text


def test_without_a_place_to_save_it_is_said_before_the_first_question(tmp_path: Path) -> None:
    result, talk = go_through(begin(None, "en"), FULL)
    told = [number for number, line in enumerate(talk.shown) if "not being saved" in line]

    assert result is not None
    assert len(told) == 1
    assert told[0] < talk.shown.index(f"Question 1 of {LAST}")
    assert tmp_path.exists()


def test_a_full_disk_is_told_once_and_so_is_the_end_of_it(tmp_path: Path) -> None:
    faults = sittings.Faults()
    settings = sittings.settings(tmp_path, bank=samples.bank(), trip=faults)
    from suitability.services.sitting import start

    sitting = start(settings, "quick", "en")
    lines = iter(FULL)
    count = 0

    class Person(Talk):
        def read(self) -> str:
            nonlocal count
            count += 1
            if count == 5:
                point = next(
                    one for one in faults.passed if "commit" in one or "append" in one or "write" in one
                )
                faults.at[point] = OSError(28, "No space left on device")
            if count == 12:
                faults.at.clear()
            return super().read()

    talk = Person(lines)
    words = {code: samples.words(code) for code in samples.bank().pack.languages}
    result = PlainSitting(Setting(samples.bank(), words, talk.dialogue()), sitting).run()
    sitting.close()

    assert talk.text.count("Answers are not being saved") == 1
    assert talk.text.count("Saving works again") == 1
    stored = again(tmp_path)
    assert stored.session.responses == result.responses
    stored.close()


def paused(sitting: Sitting, lines: list[str]) -> Talk:
    """Play ``lines`` until the pause and return the talk."""
    talk = Talk(iter(lines))
    words = {code: samples.words(code) for code in samples.bank().pack.languages}
    with pytest.raises(Paused):
        PlainSitting(Setting(samples.bank(), words, talk.dialogue()), sitting).run()
    return talk


def test_answers_without_a_place_are_offered_one_at_the_pause(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    sitting = begin(None, "en")
    talk = paused(
        sitting, ["3", "4", "q", str(tmp_path / "file"), "a\0b", "~nobody-here/x", str(tmp_path / "home")]
    )
    sitting.close()

    assert talk.text.count(samples.words("en")("plain.rescue")) == 4
    assert "is not a folder" in talk.text
    assert "A file cannot be called" in talk.text
    found = again(tmp_path / "home" / "runs")
    assert found.session.answered == 2
    found.close()


def test_an_empty_line_declines_the_place(tmp_path: Path) -> None:
    sitting = begin(None, "en")
    paused(sitting, ["3", "q", ""])

    assert not sitting.saving.ok
    assert list(tmp_path.iterdir()) == []
