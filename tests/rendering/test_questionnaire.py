"""The questionnaire as a file: small, whole, closed; every word of it asked for, every text of it there."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from suitability.domain.kinds import KINDS
from suitability.errors import UserError
from suitability.rendering.questionnaire import SCRIPTS, embedded_json, program_text, questionnaire_html
from suitability.rendering.typography import set_spaces
from suitability.services.pace import KIND_SECONDS
from suitability.services.questionnaire_data import WORD_AREAS, PageSettings, page_data
from suitability.services.sealing import ConsentText
from tests.sealing import making
from tests.services import samples

FOLDER = Path(__file__).parents[2] / "reports" / "questionnaire"
LARGEST = 400_000
PROGRAM = "suitability-html 0.1.0"
TEXTS = {code: samples.words(code) for code in samples.LANGUAGES}
BUILT = re.compile(
    r"questionnaire\.welcome\.(what|conditions)|questionnaire\.item\.(ask|missing|earlier|later|most|least)|questionnaire\.(erase|consent|invite|send|result)\."
    r"|screens\.quality\.|report\."
)
"""Words whose keys the page puts together, or whose area is asked for elsewhere too."""


def page(form: str = "quick", language: str = "ru", invite: str | None = None) -> str:
    """Return a page of the shipped questions."""
    return questionnaire_html(samples.bank(), TEXTS, PageSettings(form, language, PROGRAM, invite))


def embedded(text: str) -> Any:
    """Return the data of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("form", samples.FORMS)
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_page_with_everything_is_small(form: str, language: str) -> None:
    consent = ConsentText("1", ("Согласие на обработку. " * 860).strip())
    invite = making.invite_text(None, form=form, language=language, consent=consent)

    assert len(consent.text) > 19_000
    assert 100_000 < len(page(form, language, invite).encode()) < LARGEST


def test_a_page_is_the_same_every_time() -> None:
    assert page() == page()


def test_a_page_names_nothing_outside_itself() -> None:
    text = page("full", "en", making.invite_text(None, form="full"))
    outside = re.sub(r"<script type=.application/json. id=.data.>.*?</script>", "", text, flags=re.DOTALL)

    assert set(re.findall(r"https?://[^\s\"')]+", outside)) == {
        "http://www.w3.org/2000/svg"
    }  # a name, no address
    assert re.findall(r"<(?:link|img|iframe|object|embed|base|form)\b|\bsrc=|@import|url\(", outside) == []


def test_no_part_of_the_program_makes_markup_of_text_or_reaches_out() -> None:
    text = program_text()

    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in text
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "EventSource",
        "import(",
        "alert(",
        "confirm(",
    ):
        assert word not in text
    assert "</" not in text
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))


def test_the_policy_holds_the_digests_of_what_is_in_the_page() -> None:
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy
    assert script
    assert style

    for part, rule in ((script[1], "script-src"), (style[1], "style-src")):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert policy[1].replace("&#39;", "'").startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("text", ["</script><script>x", "<!--", "]]>", "&amp;", "\u2028\u2029", "a\"b'c\\"])
def test_embedded_data_cannot_end_its_element(text: str) -> None:
    found = embedded_json({"text": text})

    assert not set("<>&\u2028\u2029") & set(found)
    assert json.loads(found) == {"text": text}


@pytest.mark.parametrize("form", samples.FORMS)
def test_the_data_holds_the_form_as_the_program_has_it(form: str) -> None:
    bank, found = samples.bank(), embedded(page(form))

    assert tuple(found["form"]["order"]) == bank.order(form)
    assert found["content"]["digest"] == bank.digest
    assert set(found["items"]) == set(bank.order(form))
    assert {item["kind"] for item in found["items"].values()} <= set(KINDS)
    assert found["rules"]["zones"]["low_below"] == bank.rules.zones.low_below
    assert found["pace"]["kinds"] == KIND_SECONDS
    for item in found["items"].values():
        assert set(item["text"]) == set(samples.LANGUAGES)
        assert item["text"]["en"].replace("\u00a0", " ") == bank.items[item["id"]].text.on("en")


def test_every_kind_of_item_has_a_time_a_key_and_a_field() -> None:
    kinds, answering = (FOLDER / "kinds.js").read_text(), (FOLDER / "answering.js").read_text()
    table = kinds[kinds.index("const KINDS") :]

    assert set(KIND_SECONDS) == set(KINDS)
    assert [kind for kind in KINDS if not re.search(rf"^  {kind}\b", table, re.MULTILINE)] == []
    assert [kind for kind in ("situation", "sequence", "choice") if f'"{kind}"' not in answering] == []


def test_an_unknown_form_or_language_is_a_sentence() -> None:
    for settings in (PageSettings("none", "ru", PROGRAM), PageSettings("quick", "xx", PROGRAM)):
        with pytest.raises(UserError):
            page_data(samples.bank(), TEXTS, settings, set_spaces)


def asked() -> str:
    """Return everything that may ask for a word of the page."""
    return "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())


def test_every_word_of_the_page_is_asked_for() -> None:
    text = asked()
    keys = samples.words("en").keys("questionnaire.")
    unused = []
    for key in keys:
        last = key.rpartition(".")[2]
        built = BUILT.match(key) and re.search(rf"[\"'`.]{last}[\"'`]|\b{last}:", text)
        if f'"{key}"' not in text and not built and not re.search(rf'text\("{last}"', text):
            unused.append(key)

    assert len(keys) > 100
    assert [key for key in unused if not key.startswith("questionnaire.item.ask.")] == []


def test_every_word_that_the_page_asks_for_is_there() -> None:
    found = set(re.findall(r'words\("([a-z_.]+)"', asked()))
    sent = embedded(page())["by_language"]["ru"]["words"]

    assert len(found) > 80
    assert sorted(found - set(sent)) == []
    assert {key.partition(".")[0] + "." for key in sent} <= {*WORD_AREAS, "learning.", "screens."}


def test_every_way_of_asking_has_its_sentence() -> None:
    words, bank = samples.words("ru"), samples.bank()
    ways = {getattr(item, "format", item.kind) for item in bank.items.values()}

    assert {key.rpartition(".")[2] for key in words.keys("questionnaire.item.ask.")} == ways


def test_no_part_of_the_page_grows_too_long() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in FOLDER.iterdir()}

    assert len(lengths) > 10
    assert {name: length for name, length in lengths.items() if length > 400} == {}
