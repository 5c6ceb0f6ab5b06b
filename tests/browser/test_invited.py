"""A candidate with nothing but the page: consent, result, what is sent, the seal, and the recruiter's end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suitability.domain.assessment import assess
from tests.browser.people import Person, answers, opened
from tests.nasty import MARKUP
from tests.sealing import making
from tests.services import samples

if TYPE_CHECKING:
    from tests.browser.pages import Shut

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser invited")]

NO_CRYPTOGRAPHY = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"


def invited(shut: Shut, folder: Path, **changed: object) -> Person:
    """Return a candidate on the first screen of an invitation."""
    return Person(opened(shut, folder, "quick", "ru", making.invite_text(None, **changed)), "ru")


def consenting(person: Person) -> None:
    """Go from the first screen through consent to the first question."""
    person.press("questionnaire.welcome.start")
    assert person.screen == "consent"
    person.page.get_by_role("checkbox").check()
    person.press("questionnaire.consent.go_on")
    person.page.wait_for_selector("main.screen-question")


def sealed_text(person: Person) -> str:
    """Return the text in the field of the sealed result."""
    field = person.page.locator("textarea")
    field.wait_for()
    return field.input_value()


def test_the_first_screen_says_who_asks_what_for_and_what_happens(shut: Shut, tmp_path: Path) -> None:
    person = invited(shut, tmp_path)
    invite = making.invite()
    person.page.locator("summary").first.click()
    shown = person.shown

    for text in (invite.organisation, invite.who_sees, invite.purpose, invite.contact, invite.keys.shown):
        assert text in shown
    assert "180" in shown
    assert "24 декабря 2026" in shown


def test_a_consenting_candidate_reads_everything_and_seals_it(shut: Shut, tmp_path: Path) -> None:
    given = answers("quick", 4)
    person = invited(shut, tmp_path)
    consenting(person)
    person.answer_all("quick", given)
    person.to_the_result()
    person.press("questionnaire.result.send")
    person.page.locator("summary").first.click()
    letter = json.loads(person.page.locator("pre").inner_text())
    assert person.page.locator("ol.contents > li").count() == len(given)
    person.press("questionnaire.send.seal")

    opened_result = making.opened(sealed_text(person))
    assert {name: one.answer for name, one in opened_result.result.responses.items()} == given
    assert letter["result"]["checksum"] == opened_result.checksum
    assert letter["sealed_at"] == opened_result.sealed_at
    assert letter["consent"]["sha256"] == opened_result.consent.sha256 == making.invite().consent.sha256
    assert opened_result.consent.language == "ru"
    assert assess(samples.bank(), opened_result.result).quality.interpretable
    with person.page.expect_download() as waiting:
        person.press("questionnaire.send.download")
    assert waiting.value.suggested_filename.endswith(".suitresult.txt")
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == sealed_text(person)


def test_the_same_sitting_is_sealed_with_the_same_run_key_and_kept(shut: Shut, tmp_path: Path) -> None:
    person = invited(shut, tmp_path)
    consenting(person)
    person.answer_all("quick", answers("quick", 4))
    person.to_the_result()
    person.press("questionnaire.result.send")
    person.press("questionnaire.send.seal")
    first = sealed_text(person)
    seal = person.page.get_by_role("button", name=person.say("questionnaire.send.seal"), exact=True)
    assert seal.count() == 0
    person.page.reload()
    person.press("questionnaire.welcome.sealed")
    assert sealed_text(person) == first
    assert seal.count() == 0

    person.press("questionnaire.send.back")
    person.press("questionnaire.result.change")
    person.page.locator("button.row").first.click()
    person.page.keyboard.press("1")
    person.press("questionnaire.go_on")
    person.press("questionnaire.review.finish")
    person.to_the_result()
    person.press("questionnaire.result.send")
    assert person.page.locator("textarea").count() == 0
    person.press("questionnaire.send.seal")
    before, after = making.opened(first), making.opened(sealed_text(person))
    assert before.run_key == after.run_key
    assert before.result.id == after.result.id
    assert before.checksum != after.checksum


def test_nothing_is_ticked_and_going_on_without_a_tick_is_explained(shut: Shut, tmp_path: Path) -> None:
    person = invited(shut, tmp_path)
    person.press("questionnaire.welcome.start")
    assert not person.page.get_by_role("checkbox").is_checked()
    person.press("questionnaire.consent.go_on")

    assert person.screen == "consent"
    assert person.sees("questionnaire.consent.missing")
    assert person.page.evaluate("document.activeElement.type") == "checkbox"


def test_without_consent_there_is_a_result_and_nothing_to_send(shut: Shut, tmp_path: Path) -> None:
    person = invited(shut, tmp_path)
    person.press("questionnaire.welcome.start")
    person.press("questionnaire.consent.refuse")
    person.answer_all("quick", answers("quick", 4))
    person.to_the_result()

    assert person.sees("questionnaire.result.no_consent")
    assert person.page.get_by_role("button", name=person.say("questionnaire.result.send")).count() == 0
    person.press("questionnaire.result.read_consent")
    person.page.get_by_role("checkbox").check()
    person.press("questionnaire.consent.go_on")
    person.press("questionnaire.result.send")
    assert person.screen == "send"


def test_a_consent_taken_back_takes_the_seal_with_it(shut: Shut, tmp_path: Path) -> None:
    person = invited(shut, tmp_path)
    consenting(person)
    person.answer_all("quick", answers("quick", 4))
    person.to_the_result()
    person.press("questionnaire.result.send")
    person.press("questionnaire.send.seal")
    sealed_text(person)
    person.press("questionnaire.consent.withdraw")

    assert person.screen == "result"
    (kept,) = person.kept().values()
    assert json.loads(kept)["consent"] is None
    assert json.loads(kept)["sealed"] is None
    assert person.sees("questionnaire.result.withdrawn", contact=making.invite().contact)
    assert not person.sees("questionnaire.result.no_consent")
    assert person.page.get_by_role("button", name=person.say("questionnaire.result.send")).count() == 0


@pytest.mark.parametrize(
    ("dates", "key"),
    [
        ({"not_before": "2020-01-01T00:00:00Z", "expires": "2020-02-01T00:00:00Z"}, "too_late"),
        ({"not_before": "2090-01-01T00:00:00Z", "expires": "2090-02-01T00:00:00Z"}, "too_early"),
    ],
)
def test_an_invitation_out_of_its_time_is_said_to_be(
    shut: Shut, tmp_path: Path, dates: dict[str, str], key: str
) -> None:
    person = invited(shut, tmp_path, **dates)
    day = "1 февраля 2020" if key == "too_late" else "1 января 2090"

    assert person.sees(f"questionnaire.invite.{key}", date=day)


def lines_of(texts: list[str], length: int) -> list[str]:
    """Return texts joined to as few lines as there are, none longer than ``length``."""
    lines = [texts[0]]
    for text in texts[1:]:
        joined = f"{lines[-1]} · {text}"
        lines = [*lines[:-1], joined] if len(joined) <= length else [*lines, text]
    return lines


TEXTS = [text for text in MARKUP if text.isprintable()]
SHORT, LONG = lines_of(TEXTS, 150), lines_of(TEXTS, 300)


@pytest.mark.parametrize("turn", range(len(SHORT)))
def test_what_an_invitation_says_is_text_and_never_markup(shut: Shut, tmp_path: Path, turn: int) -> None:
    """Each text stands in every field of one of the invitations, between texts that could use it."""
    fields = {
        "organisation": SHORT[turn],
        "contact": SHORT[turn - 1],
        "purpose": LONG[turn % len(LONG)],
        "who_sees": LONG[(turn + 1) % len(LONG)],
    }
    person = invited(shut, tmp_path, **fields)
    for _ in range(2):
        assert person.page.locator("main script, main img, main a, main iframe, main svg").count() == 0
        shown = person.page.locator("main").inner_text()
        for name, field in fields.items():
            assert field.replace("  ", " ").strip() in shown.replace("\u00a0", " "), name
        if person.screen == "welcome":
            person.press("questionnaire.welcome.start")
    assert person.screen == "consent"
    assert len(SHORT) >= len(LONG) >= 2


def test_where_the_browser_cannot_encrypt_it_says_so_and_saves_answers(changed: Shut, tmp_path: Path) -> None:
    changed.context.add_init_script(NO_CRYPTOGRAPHY)
    person = invited(changed, tmp_path)
    person.press("questionnaire.welcome.start")
    assert person.sees("questionnaire.consent.no_cryptography")
    person.press("questionnaire.consent.refuse")
    given = answers("quick", 4)
    person.answer_all("quick", given)
    person.to_the_result()
    with person.page.expect_download() as waiting:
        person.press("questionnaire.result.save_answers")

    saved = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert saved["form"] == "quick"
    assert set(saved["answers"]) == set(given)
