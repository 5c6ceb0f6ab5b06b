"""The Jinja environment over the shipped ``reports/`` folder: escaping, spaces, wrapping, loading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from suitability.errors import InternalError
from suitability.rendering.typography import NBSP, set_spaces
from suitability.services.wrapping import paragraph_lines
from suitability.storage.places import Folder, data_folder

AUTOESCAPE = True
"""Every value is escaped in every template. It is a constant, so that no file name can switch it off."""

TEXT_COLUMNS = 78


class FolderLoader(BaseLoader):
    """Reads templates from a folder that may lie on a disk, in a wheel or in a zip archive."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - the signature is Jinja's
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the text of ``template``; names with ".." or empty parts are not found.

        Raises:
            TemplateNotFound: no such file in the folder.
        """
        place = self._folder
        for part in template.split("/"):
            if part in {"", ".", ".."}:
                raise TemplateNotFound(template)
            place = place / part
        try:
            return place.read_text(encoding="utf-8"), template, lambda: True
        except OSError as error:
            raise TemplateNotFound(template) from error


@pass_context
def _finalize(context: Context, value: object) -> object:
    """Return a value as it is printed: text gets its no-break spaces, a missing value is an error by type."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return set_spaces(value, str(context["spacing"]))
    return value


LARGE_POINTS = 12.0
"""No letter of a report in large print is smaller."""


@pass_context
def _points(context: Context, size: float) -> str:
    """Return a size of type as CSS: as it stands, or for large print enlarged and never below 12 points.

    Small type grows by half, headings by a quarter: they were large before.
    """
    if context["look"].large:
        size = max(LARGE_POINTS, size * 1.5 if size < LARGE_POINTS else size * 1.25)
    return f"{size:.2f}".rstrip("0").rstrip(".") + "pt"


def _number(value: float) -> str:
    """Return a coordinate with at most one decimal and a point: 37.5, 40."""
    return f"{value:.1f}".removesuffix(".0")


def _whole(value: float) -> str:
    """Return a value for reading, rounded as the sentences round it: 34."""
    return str(round(value))


_TIED = 12
"""Letters of the longest last word that takes the word before it along to a line of its own."""


def _tied(text: str) -> str:
    """Return ``text`` with a no-break space before a short last word, which never stands alone on a line."""
    start, _, last = text.rpartition(" ")
    return f"{start}{NBSP}{last}" if start and len(last) <= _TIED else text


def _sentence(text: str) -> str:
    """Return ``text`` beginning with a capital letter, as what follows a full stop does."""
    return text[:1].upper() + text[1:]


def _wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """Return ``text`` wrapped to 78 columns, the first line after ``first``, the others after ``rest``."""
    indent = " " * len(first) if rest is None else rest
    return "\n".join(paragraph_lines(text, TEXT_COLUMNS, first, indent))


def _w3c(moment: str) -> str:
    """Return an ISO moment as PDF metadata wants it: with seconds and a zone (UTC when it names none)."""
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    return parsed.isoformat(timespec="seconds")


def _web(address: str) -> str:
    """Return ``address`` for a link.

    Raises:
        InternalError: it is not a web address; links come from our own list of sources only.
    """
    if not address.startswith(("https://", "http://")):
        raise InternalError("link_not_web", address=address)
    return address


def make_environment(folder: Folder) -> Environment:
    """Return an environment over ``folder`` with escaping on and undefined names as errors."""
    environment = Environment(
        loader=FolderLoader(folder),
        autoescape=AUTOESCAPE,  # noqa: S701 - the constant is True; a test renders markup through it
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["w3c"] = _w3c
    environment.filters["web"] = _web
    environment.filters["number"] = _number
    environment.filters["pt"] = _points
    environment.filters["tied"] = _tied
    environment.filters["sentence"] = _sentence
    environment.filters["whole"] = _whole
    environment.filters["wrap"] = _wrap
    return environment


@lru_cache(maxsize=1)
def shipped_environment() -> Environment:
    """Return the environment over the shipped ``reports/`` folder, made once per process."""
    return make_environment(data_folder("reports"))
