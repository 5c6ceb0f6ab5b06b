"""Runs what was asked for: whatever goes wrong becomes one sentence on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from suitability import errors
from suitability.cli import output


def guarded(act: Callable[[], int]) -> int:
    """Return the exit code of ``act``, or that of what it raised, which is explained in words."""
    output.make_streams_safe()
    try:
        code = act()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return output.interrupted()
    except OSError as error:
        return _explain_system_error(error)
    except Exception as error:  # noqa: BLE001 - our bug becomes a sentence and a file, never a traceback
        return output.explain(error)
    return code


def _explain_system_error(error: OSError) -> int:
    """Explain what the system refused; only our own output is written without naming a file."""
    if error.filename is not None or error.errno is None:
        return output.explain(error)
    output.abandon_stdout()
    if isinstance(error, BrokenPipeError):
        return errors.EXIT_DONE  # the reader has seen enough
    return output.explain(errors.OutputError("stdout_failed", reason=os.strerror(error.errno)))
