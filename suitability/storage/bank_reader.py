"""questions/ to an ``ItemBank``: parse, shape, check, build. Either a whole bank or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from suitability.domain.bank import ItemBank
from suitability.errors import ContentError, Problem, in_order
from suitability.storage.content_files import read_files
from suitability.storage.digest import digest
from suitability.storage.draft import Draft, draft_of, section_of
from suitability.storage.places import Folder
from suitability.storage.tree import NOWHERE, problem


def read_bank(folder: Folder) -> ItemBank:
    """Return the item bank that stands in ``folder`` (a folder laid out like questions/), fully checked.

    Raises:
        ContentError: with every problem of the pack, sorted by file and line.
        UserError: the folder does not exist or cannot be read.
    """
    _, problems, draft = _check(read_files(folder), "")
    if problems:
        raise ContentError(problems)
    return _new(draft)


def checked_trees(files: Mapping[str, bytes]) -> dict[str, object]:
    """Return the trees of the files of questions/ after every check has passed.

    Args:
        files: name relative to questions/ -> bytes.

    Raises:
        ContentError: with every problem of the pack.
    """
    trees, problems, _ = _check(files, "")
    if problems:
        raise ContentError(problems)
    return trees


def bank_problems(files: Mapping[str, bytes], label: str = "") -> list[Problem]:
    """Return every problem of the files of questions/, sorted; ``label`` is put before their names."""
    return _check(files, label)[1]


def kept_form(trees: Mapping[str, object], bank: ItemBank) -> dict[str, object]:
    """Return what the cache keeps of a bank: its trees, and what takes long to work out from them."""
    orders = {form: list(bank.order(form)) for form in bank.forms}
    return {"trees": trees, "digest": bank.digest, "orders": orders}


def bank_kept(kept: Mapping[str, object]) -> ItemBank:
    """Return the bank that ``kept_form`` made ready to be kept.

    Raises:
        ContentError: it does not have the shape of a bank after all.
    """
    trees, known, orders = kept.get("trees"), kept.get("digest"), kept.get("orders")
    if not isinstance(trees, dict) or not isinstance(known, str) or not isinstance(orders, dict):
        raise ContentError([])
    return _built(draft_of(trees), known, {form: tuple(items) for form, items in orders.items()})


def bank_of(trees: Mapping[str, object]) -> ItemBank:
    """Return the bank from trees that ``checked_trees`` gave.

    Raises:
        ContentError: the trees do not have the shape of a bank after all.
    """
    return _new(draft_of(trees))


def _new(draft: Draft) -> ItemBank:
    """Return the bank of a draft, with what takes long to work out."""
    bank = _built(draft, "", {})
    return replace(bank, digest=digest(bank))


def _built(draft: Draft, known: str, orders: dict[str, tuple[str, ...]]) -> ItemBank:
    """Return the bank from its draft, with a digest and orders of forms that are known."""
    pack, rules = draft.pack, draft.rules
    if draft.problems or pack is None or rules is None:
        raise ContentError(in_order(draft.problems))
    return ItemBank(
        pack=pack.value,
        digest=known,
        scales={one.value.id: one.value for one in sorted(draft.scales, key=lambda one: one.value.order)},
        signs={one.value.id: one.value for one in sorted(draft.signs, key=lambda one: one.value.number)},
        formats={one.value.id: one.value for one in draft.formats},
        items={one.value.id: one.value for one in draft.items},
        forms={one.value.id: one.value for one in draft.forms},
        errors={one.value.form: one.value for one in draft.errors},
        rules=rules.value,
        sources={one.value.id: one.value for one in draft.sources},
        norms={one.value.id: one.value for one in draft.norms},
        _orders=orders,
    )


def _check(files: Mapping[str, bytes], label: str) -> tuple[dict[str, object], list[Problem], Draft]:
    # Imported here: a bank from the cache needs no checks.
    from suitability.storage.lint import lint  # noqa: PLC0415
    from suitability.storage.parsed_files import parse_files  # noqa: PLC0415

    found = parse_files(files, lambda name: section_of(name) is not None, label)
    unread = {section.name for section in map(section_of, found.unread) if section is not None}
    draft = draft_of(found.trees, label, unread)
    strange = [problem("file_unknown", label + name, NOWHERE, value=name) for name in found.strange]
    problems = [*found.problems, *strange, *draft.problems, *lint(draft)]
    return found.trees, in_order(problems), draft
