"""The command line: alone reads the environment and the clock, prints errors and sets exit codes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see ``suitability.errors``).

    The garbage collector rests while modules load, which shortens the wait for the first question. Every
    command but the full screen starts it again; the full screen does so after its first picture.
    """
    gc.disable()
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    from suitability.cli.taking import PLAINEST, Taking, take  # noqa: PLC0415 - importing this package stays free

    if given in PLAINEST:
        from suitability.cli.running import guarded  # noqa: PLC0415 - as above

        return guarded(lambda: take(Taking(fresh="--new" in given)))
    from suitability.cli.root import run  # noqa: PLC0415 - loads click

    return run(given)
