"""The questionnaire as one HTML file: questions, rules, words, style and program inside, nothing loaded.

The page may run only the script and the style that are in it: their digests stand in its content security
policy, which allows no connection at all. Data travels as JSON in an element that is never executed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from suitability.domain.bank import ItemBank
from suitability.rendering.templates import shipped_environment
from suitability.rendering.typography import set_spaces
from suitability.services.questionnaire_data import PageSettings, page_data
from suitability.services.words import Words

FOLDER: Final = "questionnaire"
SCRIPTS: Final = (
    "kinds.js",
    "scoring.js",
    "words.js",
    "explain.js",
    "report.js",
    "sealing.js",
    "sitting.js",
    "elements.js",
    "answering.js",
    "screens.js",
    "results.js",
    "sending.js",
    "main.js",
)
"""The parts of the page's program, in the order in which they are put together."""

_UNSAFE: Final = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def questionnaire_html(bank: ItemBank, texts: Mapping[str, Words], settings: PageSettings) -> str:
    """Return one self-contained page with the questionnaire of ``settings.form``.

    It asks, saves in the browser, scores, explains and, with an invitation, seals the result.
    The same arguments give the same text on every machine.

    Args:
        bank: the questions.
        texts: the words of each language that the page speaks, by code.
        settings: form, first language, program name, invitation.

    Raises:
        UserError: the form or the language is unknown.
    """
    data = page_data(bank, texts, settings, set_spaces)
    script, style = program_text(), _part("style.css")
    template = shipped_environment().get_template(f"{FOLDER}/page.html.j2")
    others = [words for code, words in texts.items() if code != settings.language]
    return template.render(
        language=settings.language,
        first=[texts[settings.language], *others],
        data=Markup(embedded_json(data)),  # noqa: S704 - no character of it can end the element
        script=Markup(script),  # noqa: S704 - our own file
        style=Markup(style),  # noqa: S704 - our own file
        script_digest=_digest(script),
        style_digest=_digest(style),
        spacing=settings.language,
    )


def program_text() -> str:
    """Return the page's program: all parts in one scope of their own, in strict mode."""
    parts = "\n".join(_part(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def embedded_json(value: object) -> str:
    """Return ``value`` as JSON that can stand inside an element: no character of it is special to HTML."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _part(name: str) -> str:
    environment = shipped_environment()
    assert environment.loader is not None  # noqa: S101 - it is made with one, for the type checker
    return environment.loader.get_source(environment, f"{FOLDER}/{name}")[0]


def _digest(text: str) -> str:
    """Return what a content security policy calls a text that it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
