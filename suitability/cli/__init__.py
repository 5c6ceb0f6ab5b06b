"""The command line: alone reads the environment and the clock, prints errors and sets exit codes."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see ``suitability.errors``).

    The garbage collector rests while modules load, which shortens the wait for the first question. Every
    command but the full screen starts it again; the full screen does so after its first picture.
    """
    gc.disable()
    from suitability.cli.root import run  # noqa: PLC0415 - the root of the command line loads when it is used

    return run(arguments)
