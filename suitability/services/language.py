"""Which language to speak, judged from environment variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FALLBACK = "en"
VARIABLES = ("SUITABILITY_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


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
