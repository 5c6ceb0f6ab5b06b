"""Saves a report for the app, with a process that has loaded the PDF's libraries before anybody waits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from suitability import errors

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.rendering.pdf import WaitingChild
    from suitability.tui.startup import SaveRequest


class ReportSaver:
    """Writes the reports of one run of the app."""

    def __init__(self, bank: ItemBank) -> None:
        self._bank = bank
        self._child: WaitingChild | None = None

    def warm_up(self) -> None:
        """Start the process that loads the libraries, unless one waits already."""
        if self._child is None:
            from suitability.rendering.pdf import WaitingChild  # noqa: PLC0415 - not before the end is near

            self._child = WaitingChild()

    def save(self, request: SaveRequest) -> Path:
        """Write the report and return where it is; the next one need not wait either.

        Raises:
            OutputError: the folder is not there, the file is, or it cannot be written.
            PdfUnavailable, MissingGlyph: as ``reports.save``.
        """
        from suitability.cli import environment, pay_place, reports  # noqa: PLC0415 - not before there is a result
        from suitability.services import files  # noqa: PLC0415 - as above

        if not files.is_folder(request.folder):
            folder = files.shown(request.folder)
            raise errors.OutputError("output_no_folder", path=folder, folder=folder)
        place = request.folder if request.name is None else request.folder / request.name
        if request.name is not None and files.is_folder(place):
            raise errors.OutputError("output_is_folder", path=files.shown(place))
        look = reports.Look(request.paper, grey=request.grey, large=request.large)
        child = self._taken() if request.format == "pdf" else None
        where = pay_place.usual_place(environment.guide(), request.language)
        wanted = reports.Wanted(
            request.language, request.format, request.edition, look=look, place=where, child=child
        )
        try:
            return reports.save(self._bank, request.result, wanted, place, force=request.replace)
        finally:
            if child is not None:
                child.close()  # where nothing was drawn: the file is there already, a letter is missing
            self.warm_up()

    def close(self) -> None:
        """Let go of a process that nobody needed."""
        child = self._taken()
        if child is not None:
            child.close()

    def _taken(self) -> WaitingChild | None:
        child, self._child = self._child, None
        return child
