"""The other forms as plain text: each to its result, with the same answers as given to the sitting itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.services.sitting import start
from tests.plain.scripted import SECOND_MS, answer_of, go_through, typed
from tests.services import samples, sittings

FORMS = ("full", "parallel", "conditions")


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_typed_as_plain_text_gives_the_result_of_the_sitting_itself(
    form: str, language: str, tmp_path: Path
) -> None:
    bank = samples.bank()
    items = [bank.items[item] for item in bank.order(form)]
    lines = [typed(item, answer_of(item)) for item in items]
    plain = start(sittings.settings(tmp_path / "plain", bank=bank), form, language)
    result, talk = go_through(plain, [*lines, ""])

    direct = start(sittings.settings(tmp_path / "direct", bank=bank), form, language)
    for item in items:
        direct.respond(answer_of(item), SECOND_MS)
    assert result == direct.finish()
    direct.close()
    assert len(talk.shown) > len(items)
    assert max(map(len, talk.shown)) <= 80
