"""What a browser seals the program opens, and what it saves the program reads and scores alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from suitability.domain.assessment import assess
from suitability.domain.session import Result
from suitability.errors import SealError
from suitability.services import padding, sealing
from suitability.services.results import Fit, Provenance, open_answers, open_result
from suitability.storage.answer_codec import canonical
from suitability.storage.armour import RESULT, armoured, unarmoured
from tests.browser import pages
from tests.nasty import NASTY
from tests.sealing import making
from tests.services import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser sealing")]

SEAL = """
const { data, sittings, invite, compressed } = argument;
if (!compressed) delete globalThis.CompressionStream;
const asked = readInvite(invite);
const key = await newRunKey();
const consent = {
  version: asked.consent.version, sha256: hex(await sha256(utf8(asked.consent.text))), language: "ru",
  given_at: "2026-11-22T16:00:00.000Z",
};
const letters = [];
for (const sitting of sittings) {
  const letter = await letterOf(data, asked, consent, await resultOf(data, sitting));
  letters.push(await seal(asked, key, letter));
}
return { letters, fingerprint: await fingerprintOf(asked), key: hex(runPublic(key)) };
"""
SAVE = (
    "return Promise.all(argument.sittings.map(async (one) => readable(await resultOf(argument.data, one))));"
)
PROVENANCE = Provenance("x", "2026-11-22T12:00:00Z", "suitability 0", "en")


def sitting(result: Result) -> dict[str, object]:
    """Return a result as the page holds a finished sitting."""
    return {
        "id": result.id,
        "finished": result.created,
        "language": result.language,
        "responses": pages.plain(result),
    }


def letters(browser: Browser, results: list[Result], *, compressed: bool = True) -> dict[str, Any]:
    """Return results sealed by the page for the usual invitation, with its run key and fingerprint."""
    given = {
        "data": pages.data(results[0].form, "ru"),
        "sittings": [sitting(one) for one in results],
        "invite": making.invite_text(),
        "compressed": compressed,
    }
    found: dict[str, Any] = pages.evaluate(browser, SEAL, given, pages.ALL)
    return found


def results(form: str = "quick", number: int = 6) -> list[Result]:
    """Return some sittings."""
    return [pages.random_result(form, seed, "ru") for seed in range(number)]


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("form", ["quick", "full"])
def test_what_the_page_seals_opens_and_says_the_same(browser: Browser, form: str, compressed: bool) -> None:
    people = results(form)
    found = letters(browser, people, compressed=compressed)

    assert found["fingerprint"] == making.party().keys.fingerprint.hex()
    for person, letter in zip(people, found["letters"], strict=True):
        opened = making.opened(letter)
        assert opened.result == replace(person, responses=opened.result.responses)
        assert dict(opened.result.responses) == dict(person.responses)
        assert assess(samples.bank(), opened.result) == assess(samples.bank(), person)
        assert opened.run_key.hex() == found["key"]
        assert opened.consent.sha256 == making.invite().consent.sha256
        assert opened.program == pages.PROGRAM
        assert set(opened.marks) == set(person.responses)
        assert len(letter) < 40_000


def test_a_letter_cut_or_changed_in_any_byte_does_not_open(browser: Browser) -> None:
    letter = letters(browser, results(number=1))["letters"][0]
    data = unarmoured(RESULT, letter.encode(), Path("letter"))

    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(SealError):
            making.opened(armoured(RESULT, bytes(changed)))
    for length in range(1, len(data), 101):
        with pytest.raises(SealError):
            making.opened(armoured(RESULT, data[:length]))


def test_a_letter_opens_only_with_the_right_key_and_shows_nothing(browser: Browser) -> None:
    letter = letters(browser, results(number=1))["letters"][0]
    data = unarmoured(RESULT, letter.encode(), Path("letter"))

    with pytest.raises(SealError):
        making.opened(letter, making.new_party())
    assert [word for word in (b"quick", b"answer", b"S01", b"checksum", b"suitability") if word in data] == []
    assert (len(data) - 1 - 16 - 65 - 16) % padding.PAD_TO == 0


@pytest.mark.parametrize("form", samples.FORMS)
def test_a_result_file_of_the_page_is_one_of_the_program(browser: Browser, form: str, tmp_path: Path) -> None:
    people = results(form, 12)
    given = {"data": pages.data(form, "ru"), "sittings": [sitting(one) for one in people]}
    saved = pages.evaluate(browser, SAVE, given, pages.ALL)

    for number, (person, text) in enumerate(zip(people, saved, strict=True)):
        path = tmp_path / f"{number}.json"
        path.write_text(text, encoding="utf-8")
        opened = open_result(samples.bank(), path)
        assert opened.fit is Fit.COMPATIBLE
        assert assess(samples.bank(), opened.result) == assess(samples.bank(), person)


def test_without_cryptography_the_answers_can_be_saved_and_read(browser: Browser, tmp_path: Path) -> None:
    person = pages.random_result("full", 3, "ru")
    given = {"data": pages.data("full", "ru"), "sitting": sitting(person)}
    saved = pages.evaluate(
        browser, "return readable(answersOf(argument.data, argument.sitting));", given, pages.ALL
    )
    path = tmp_path / "answers.json"
    path.write_text(saved, encoding="utf-8")

    opened = open_answers(samples.bank(), path, PROVENANCE).result

    assert {name: one.answer for name, one in opened.responses.items()} == {
        name: one.answer for name, one in person.responses.items()
    }


def test_canonical_json_is_the_same_on_both_sides(browser: Browser) -> None:
    strange = [text for text in NASTY if text.encode("utf-8", "replace").decode() == text]
    values: list[object] = [{"b": [1, 0, None, True], "a": {"z": "я «ё»", "_": []}}, *strange, 2**53 - 1, {}]

    assert len(strange) > 3
    found = pages.evaluate(browser, "return argument.map(canonical);", values, pages.ALL)
    assert found == [canonical(value) for value in values]
    assert json.loads(found[0]) == values[0]


def test_parts_are_joined_alike(browser: Browser) -> None:
    parts = [b"suitability-run-v1", b"", bytes(range(256)), b"x" * 70_000]
    joined = pages.evaluate(
        browser, "return hex(pae(...argument.map(fromHex)));", [one.hex() for one in parts if one], pages.ALL
    )

    assert bytes.fromhex(joined) == sealing.pae(*(one for one in parts if one))
