"""Which part of a form an item stands in. Light: the first question waits for it."""

from __future__ import annotations

from suitability.domain.bank import Form, ItemBank


def part_title(form_id: str, bank: ItemBank, item_id: str, language: str) -> str:
    """Return the title of the part of the form that holds the item, or an empty text."""
    form: Form | None = bank.forms[form_id]
    while form is not None:
        for part in form.parts:
            if item_id in part.items:
                return part.title.on(language)
        form = bank.forms[form.extends] if form.extends else None
    return ""
