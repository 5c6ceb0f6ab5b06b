"""Everything the browser questionnaire needs, as plain JSON data: questions, rules, words, reference figures.

The page scores and explains by itself, with the same items, rules, standard errors and words as the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from suitability.domain.bank import Form, ItemBank, Part
from suitability.domain.kinds import (
    Choice,
    ChoiceItem,
    CodedItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    Item,
    RatingItem,
    Reply,
    SequenceItem,
    SituationItem,
)
from suitability.domain.norms import shown_norm
from suitability.domain.text import LocalizedText
from suitability.errors import UserError
from suitability.services import explain, formatting, norm_notes
from suitability.services.pace import KIND_SECONDS, PRIOR_SECONDS
from suitability.services.replay import marks
from suitability.services.report_model import method_notes
from suitability.services.words import Words

FORMAT_VERSION = 1
"""Version of the data in a page, and of what a page keeps in the browser."""

WORD_AREAS = ("report.", "questionnaire.", "screens.quality.")
"""Areas of the words that travel with the page."""

NOT_NEEDED = ("report.notes.", "report.facts.", "report.source.", "report.labels.pay")
"""Words of these areas that the page has no use for, or carries already filled in."""

Spaces = Callable[[str, str], str]
"""Takes a text and its language and returns it with the spaces that must not break."""


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What one page is made for.

    ``language`` is the one it opens in, ``program`` what its results name as their maker, such as
    ``suitability-html 0.1.0``. ``invite`` is the armoured invitation or None, ``role`` the name of the role
    that it names, by language.
    """

    form: str
    language: str
    program: str
    invite: str | None = None
    role: Mapping[str, str] | None = None


def page_data(
    bank: ItemBank, texts: Mapping[str, Words], settings: PageSettings, spaces: Spaces
) -> dict[str, object]:
    """Return the data of one page; every value is plain JSON.

    Args:
        bank: the questions.
        texts: the words of each language that the page speaks.
        settings: form, first language, invitation.
        spaces: how a text gets its no-break spaces.

    Raises:
        UserError: the bank has no such form, or there are no words or questions in the first language.
    """
    if settings.form not in bank.forms:
        forms = ", ".join(sorted(bank.forms))
        raise UserError("form_unknown", form=settings.form, forms=forms)
    if settings.language not in texts or not texts.keys() <= set(bank.pack.languages):
        raise UserError(
            "answers_unknown_language", language=settings.language, languages=", ".join(bank.pack.languages)
        )
    page = _Page(bank, texts, spaces)
    return {
        "version": FORMAT_VERSION,
        "program": settings.program,
        "languages": list(texts),
        "language": settings.language,
        "invite": settings.invite,
        "role": None if settings.role is None else dict(settings.role),
        "content": {"pack": bank.pack.id, "version": bank.pack.version, "digest": bank.digest},
        "form": page.form(bank.forms[settings.form]),
        "items": page.items(settings.form),
        "formats": {
            name: [page.texts(option.text) for option in found.options]
            for name, found in bank.formats.items()
        },
        "scales": page.scales(),
        "signs": page.signs(),
        "sources": page.sources(),
        "rules": page.rules(),
        "standard_errors": page.standard_errors(settings.form),
        "reading": _reading(),
        "pace": {"kinds": KIND_SECONDS, "prior": PRIOR_SECONDS},
        "by_language": {code: page.in_language(settings.form, words) for code, words in texts.items()},
    }


def _reading() -> dict[str, object]:
    """Return the figures by which an answer is called for, against or between."""
    return {
        "for_below": explain.FOR_BELOW,
        "against_above": explain.AGAINST_ABOVE,
        "scale_evidence": explain.SCALE_EVIDENCE,
        "verdicts": explain.VERDICTS,
        "summaries": explain.SUMMARIES,
    }


class _Page:
    """Turns parts of the bank into plain data with the texts of the page's languages."""

    def __init__(self, bank: ItemBank, texts: Mapping[str, Words], spaces: Spaces) -> None:
        self._bank, self._words, self._spaces = bank, texts, spaces

    def texts(self, text: LocalizedText) -> dict[str, str]:
        """Return a text in the languages of the page."""
        return {code: self._spaces(text.on(code), code) for code in self._words}

    def form(self, form: Form) -> dict[str, object]:
        """Return name, length and order of a form; parts of the form it begins with come first."""
        parts = [
            {"title": self.texts(part.title), "items": list(part.items)} for part in self._all_parts(form)
        ]
        return {
            "id": form.id,
            "name": self.texts(form.name),
            "minutes": form.minutes,
            "provisional": form.provisional,
            "order": list(self._bank.order(form.id)),
            "parts": parts,
        }

    def _all_parts(self, form: Form) -> list[Part]:
        head = [] if form.extends is None else self._all_parts(self._bank.forms[form.extends])
        return [*head, *form.parts]

    def items(self, form_id: str) -> dict[str, object]:
        """Return the items of a form by id, with what each of them meant when the page was made."""
        order = self._bank.order(form_id)
        meaning = marks(self._bank, order)
        return {name: {**self._item(self._bank.items[name]), "mark": meaning[name]} for name in order}

    def _item(self, item: Item) -> dict[str, object]:
        found: dict[str, object] = {"id": item.id, "kind": item.kind, "text": self.texts(item.text)}
        if item.sign is not None:
            found["sign"] = item.sign
        if isinstance(item, CodedItem):
            found["format"] = item.format
        return found | self._special(item)

    def _special(self, item: Item) -> dict[str, object]:
        """Return what only this kind of item has."""
        match item:
            case RatingItem():
                found: dict[str, object] = {"scale": item.scale, "keying": item.keying}
            case FamiliarityItem():
                found = {"real": item.real}
            case InstructedItem():
                found = {"expected": item.expected}
            case SituationItem():
                found = {"replies": self._replies(item.replies)}
            case ChoiceItem():
                found = {"replies": self._replies(item.options)}
            case SequenceItem():
                steps = [{"id": step.id, "text": self.texts(step.text)} for step in item.steps]
                before = [list(pair) for pair in sorted(item.pairs())]
                found = {"steps": steps, "before": before, "why": self.texts(item.why)}
            case ConditionItem():
                found = {}
        return found

    def _replies(self, replies: Sequence[Reply | Choice]) -> list[dict[str, object]]:
        return [
            {"id": one.id, "text": self.texts(one.text), "value": one.value, "why": self.texts(one.why)}
            for one in replies
        ]

    def scales(self) -> list[dict[str, object]]:
        """Return the scales in their order, with what each zone may mean."""
        return [
            {
                "id": scale.id,
                "name": self.texts(scale.name),
                "about": self.texts(scale.about),
                "not_about": self.texts(scale.not_about),
                "zones": {
                    "low": self.texts(scale.zones.low),
                    "middle": self.texts(scale.zones.middle),
                    "high": self.texts(scale.zones.high),
                },
            }
            for scale in sorted(self._bank.scales.values(), key=lambda scale: scale.order)
        ]

    def signs(self) -> list[dict[str, object]]:
        """Return the ten signs by number, each with its page of the guide."""
        return [
            {
                "id": sign.id,
                "number": sign.number,
                "name": self.texts(sign.name),
                "short": self.texts(sign.short),
                "measured_by": list(sign.measured_by),
                "means": self.texts(sign.means),
                "no_obstacle": self.texts(sign.no_obstacle),
                "why": [{"text": self.texts(claim.text), "source": claim.source} for claim in sign.why],
                "actions": [self.texts(action) for action in sign.actions],
                "story": self.texts(sign.story),
            }
            for sign in sorted(self._bank.signs.values(), key=lambda sign: sign.number)
        ]

    def sources(self) -> dict[str, object]:
        """Return the sources that the signs cite, as printed, by id."""
        cited = {claim.source for sign in self._bank.signs.values() for claim in sign.why}
        return {
            name: {code: self._source(name, words) for code, words in self._words.items()}
            for name in sorted(cited & self._bank.sources.keys())
        }

    def _source(self, name: str, words: Words) -> str:
        found = self._bank.sources[name]
        text = words(
            "report.source.cited",
            title=found.title.on(words.language),
            when=formatting.when(words, found.as_of),
        )
        if found.notice is not None:
            text = f"{text.rstrip('.')}. {found.notice}"
        return self._spaces(text, words.language)

    def rules(self) -> dict[str, object]:
        """Return every rule of scoring as data; the table of outcomes with its texts."""
        found = asdict(self._bank.rules)
        del found["origins"], found["change_z"]
        for row, rule in zip(found["outcomes"], self._bank.rules.outcomes, strict=True):
            row["text"] = self.texts(rule.text)
            row["also"] = None if rule.also is None else self.texts(rule.also)
            row["next_steps"] = [self.texts(step) for step in rule.next_steps]
        return found

    def standard_errors(self, form_id: str) -> dict[str, object]:
        """Return the standard errors that hold for each language: by scale, by number of answered items."""
        return {code: self._errors(form_id, code) for code in self._words}

    def _errors(self, form_id: str, language: str) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for scale in self._bank.scales:
            most = len(self._bank.rating_items(form_id, scale))
            known = {str(n): self._bank.sem(form_id, language, scale, n) for n in range(1, most + 1)}
            found[scale] = {n: sem for n, sem in known.items() if sem is not None}
        return found

    def in_language(self, form_id: str, words: Words) -> dict[str, object]:
        """Return what one language needs: words, quotation marks, notes, and the norm group if any."""
        code = words.language
        group = shown_norm(self._bank.norm(form_id, code))
        notes = [
            {"title": note.title, "paragraphs": [self._spaces(text, code) for text in note.paragraphs]}
            for note in method_notes(self._bank, form_id, code, words)[:-1]  # the last tells of the terminal
        ]
        return {
            "words": {key: self._entry(words, key) for key in self._keys(words)},
            "quotes": [*formatting.QUOTES.get(code, formatting.ENGLISH_QUOTES)],
            "inner_quotes": [*formatting.INNER_QUOTES.get(code, formatting.ENGLISH_INNER)],
            "notes": notes,
            "precision": norm_notes.how_to_read(group, self._bank.rules, words),
            "norm": None if group is None else {row.scale: dict(row.counts) for row in group.scales},
        }

    def _keys(self, words: Words) -> list[str]:
        keys = [key for area in WORD_AREAS for key in words.keys(area) if not key.startswith(NOT_NEEDED)]
        return [*keys, "learning.report.standing"]

    def _entry(self, words: Words, key: str) -> str | dict[str, str]:
        found = words.entry(key)
        if isinstance(found, str):
            return self._spaces(found, words.language)
        return {category: self._spaces(text, words.language) for category, text in found.items()}
