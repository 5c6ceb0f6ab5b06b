"""Why advice is given, as sentences: the finding in words and the answers behind it, quoted back."""

from __future__ import annotations

from typing import Final

from suitability.domain.advice import NAMED, Person
from suitability.domain.answers import Answer, MostLeast
from suitability.domain.kinds import SituationItem
from suitability.domain.when import Reason
from suitability.services.explain import answer_text, question_of, signal_sentence
from suitability.services.formatting import clipped, nested, quoted
from suitability.services.guide_pages import Stock
from suitability.services.words import Words

LONGEST_QUOTE: Final = 110
"""Characters of a task's text that are quoted; statements are shorter and stand whole."""


def reason_sentence(stock: Stock, person: Person, reason: Reason, words: Words) -> str:
    """Return one reason as a sentence, or two where answers are quoted."""
    said = _finding(stock, person, reason, words)
    quotes = [_quote(stock, person, item, words) for item in reason.items if reason.about != "conditions"]
    given = [quote for quote in quotes if quote]
    if not given:
        return said
    answers = words.plural("advice.reason.answers", len(given), answers="; ".join(given))
    return f"{said} {answers}" if said else answers


def _finding(stock: Stock, person: Person, reason: Reason, words: Words) -> str:
    """Return the finding in words; "" for answers that speak for themselves."""
    make = _SAID.get(reason.about)
    return "" if make is None else make(stock, person, reason, words)


def _sign(stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    name = quoted(words, stock.bank.signs[reason.name].name.on(words.language))
    return words("advice.reason.sign", name=name, state=words(f"report.status.{reason.state}"))


def _scale(stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    name = quoted(words, stock.bank.scales[reason.name].name.on(words.language))
    return words("advice.reason.scale", name=name, state=words(f"advice.states.{reason.state}"))


def _ends(stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    name = quoted(words, stock.bank.scales[reason.state].name.on(words.language))
    return words(f"advice.reason.{reason.about}", name=name)


def _tasks(_stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    return words(f"advice.reason.tasks_{reason.state}")


def _count(_stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    state = words(f"report.status.{reason.name}")
    if reason.state == "0":
        return words("advice.reason.count_none", state=state)
    return words("advice.reason.count", state=state, number=reason.state)


def _fit(stock: Stock, person: Person, reason: Reason, words: Words) -> str:
    named, scale = reason.name.split(".", 1)
    role = person.role if named == NAMED and person.role is not None else named
    return words(
        "advice.reason.fit",
        role=quoted(words, _role(stock, role, words.language)),
        scale=quoted(words, stock.bank.scales[scale].name.on(words.language)),
        fit=words(f"advice.fits.{reason.state}"),
    )


def _named_role(stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    return words("advice.reason.role", name=quoted(words, _role(stock, reason.state, words.language)))


def _signal(stock: Stock, person: Person, reason: Reason, words: Words) -> str:
    signals = (one for one in person.assessment.quality.raised if one.index == reason.name)
    return " ".join(signal_sentence(stock.bank, one, words) for one in signals)


def _outcome(_stock: Stock, person: Person, _reason: Reason, words: Words) -> str:
    return words("advice.reason.outcome", text=person.assessment.outcome.text.on(words.language))


def _quality(_stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    return words(f"report.quality.{reason.state}")


def _form(stock: Stock, _person: Person, reason: Reason, words: Words) -> str:
    name = stock.bank.forms[reason.state].name.on(words.language)
    return words("advice.reason.form", name=quoted(words, name))


def _role(stock: Stock, role_id: str, language: str) -> str:
    return next(role.name.on(language) for role in stock.handbook.roles if role.id == role_id)


def _condition(stock: Stock, person: Person, reason: Reason, words: Words) -> str:
    condition = stock.handbook.conditions[reason.name]
    marked = (*person.assessment.conditions, *person.conditions)
    mark = next(one.mark for one in marked if one.item == condition.item)
    answer = answer_text(stock.bank, condition.item, mark, words)
    name = quoted(words, condition.name.on(words.language))
    return words("advice.reason.condition", name=name, answer=quoted(words, answer))


_SAID: Final = {
    "signs": _sign,
    "scales": _scale,
    "strongest": _ends,
    "weakest": _ends,
    "tasks": _tasks,
    "conditions": _condition,
    "count": _count,
    "roles": _fit,
    "role": _named_role,
    "signals": _signal,
    "outcome": _outcome,
    "quality": _quality,
    "form": _form,
}
"""How each finding is worded; facets, items and replies are answers and quoted as such."""


def _quote(stock: Stock, person: Person, item_id: str, words: Words) -> str:
    response = person.result.responses.get(item_id)
    if response is None or response.answer is None:
        return ""
    question = clipped(question_of(stock.bank, item_id, words.language), LONGEST_QUOTE)
    answer = clipped(_said(stock, item_id, response.answer, words), LONGEST_QUOTE)
    return words(
        "advice.reason.answer",
        question=quoted(words, nested(words, question)),
        answer=quoted(words, nested(words, answer)),
    )


def _said(stock: Stock, item_id: str, answer: Answer, words: Words) -> str:
    """Return an answer in words; of a situation only the reply that was thought most effective."""
    item = stock.bank.items[item_id]
    if isinstance(item, SituationItem) and isinstance(answer, MostLeast):
        return next(reply.text.on(words.language) for reply in item.replies if reply.id == answer.most)
    return answer_text(stock.bank, item_id, answer, words)
