"""The content as the rest of the program asks for it: the item bank, the words, and the check of a folder."""

from __future__ import annotations

from suitability.domain.bank import ItemBank
from suitability.services.words import Words
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import Folder, data_folder
from suitability.storage.words_reader import read_words


def load_bank(root: Folder | None = None) -> ItemBank:
    """Return the checked item bank.

    Args:
        root: a folder that holds questions/; the program's own data without it.

    Raises:
        ContentError: the pack has mistakes; it holds every one of them.
        UserError: ``root`` has no questions/.
        ShippedFilesMissing: the program's own data is not there.
    """
    return read_bank(data_folder("questions", root))


def load_words(language: str, root: Folder | None = None) -> Words:
    """Return the words of ``language`` from content/ (in ``root``, or the program's own).

    Raises:
        ContentError: the words files have mistakes.
        UserError: there is no such language.
        ShippedFilesMissing: the program's own data is not there.
    """
    return Words(language, read_words(data_folder("content", root), language))
