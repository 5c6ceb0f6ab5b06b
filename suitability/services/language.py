"""Which language to speak, judged from environment variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FALLBACK = "en"
VARIABLES = ("SUITABILITY_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
_TERRITORY = 2
"""Letters of a territory in a locale."""


def pick_language(environ: Mapping[str, str], available: Sequence[str]) -> str:
    """Return the first available language that a variable names; English where none does.

    A value such as ``ru_RU.UTF-8`` names ``ru``; ``C`` and ``POSIX`` name nothing; LANGUAGE may hold a list.
    """
    for variable in VARIABLES:
        for value in environ.get(variable, "").split(":"):
            code = value.split(".")[0].split("@")[0].replace("-", "_").split("_")[0].lower()
            if code in available:
                return code
    return FALLBACK if FALLBACK in available else available[0]


def locales(environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return language and territory, in small letters, of every variable that names both.

    The most telling comes first: the setting for amounts of money, which systems set to where a person lives.
    """
    found: dict[tuple[str, str], None] = {}
    for variable in ("LC_ALL", "LC_MONETARY", *VARIABLES):
        for value in environ.get(variable, "").split(":"):
            parts = value.split(".")[0].split("@")[0].replace("-", "_").lower().split("_")
            if len(parts) > 1 and parts[0] and len(parts[-1]) == _TERRITORY:
                found.setdefault((parts[0], parts[-1]))
    return tuple(found)
