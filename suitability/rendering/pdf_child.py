"""The child process of ``pdf``: takes its limits upon itself, reads a page, writes the PDF or one refusal."""

from __future__ import annotations

import base64
import json
import math
import sys
from typing import Any

from suitability.errors import SuitabilityError, UserError
from suitability.rendering.archive import Attached
from suitability.rendering.engine import engine, render_in_process
from suitability.rendering.pdf import EXIT_REFUSED

_MIB = 1024 * 1024


def main(arguments: list[str]) -> int:
    """Do ``arguments`` = [task, seconds, MiB, pages]; return the exit code.

    "pdf" reads a line about the file to attach and then HTML from standard input (nothing at all: it was not
    needed) and writes the PDF to standard output, "health" writes JSON about the libraries. A refusal is JSON
    on standard output and exit code 3.
    """
    task, seconds, memory_mib, pages = arguments
    _limit({"RLIMIT_CPU": math.ceil(float(seconds)), "RLIMIT_AS": int(memory_mib) * _MIB, "RLIMIT_CORE": 0})
    try:
        if task == "health":
            sys.stdout.buffer.write(json.dumps(_health()).encode())
        else:
            engine()  # the libraries load while the page is still being made
            about, _, page = sys.stdin.buffer.read().partition(b"\n")
            if about:
                sys.stdout.buffer.write(
                    render_in_process(page.decode(), int(pages), _attached(json.loads(about)))
                )
    except SuitabilityError as error:
        return _refuse(error)
    except MemoryError:
        return _refuse(UserError("pdf_too_large", memory=memory_mib))
    except RecursionError:
        return _refuse(UserError("pdf_too_nested"))
    return 0


def _attached(about: dict[str, str] | None) -> Attached | None:
    if about is None:
        return None
    return Attached(about["name"], base64.b64decode(about["data"]), about["description"], about["created"])


def _refuse(error: SuitabilityError) -> int:
    told = {"kind": type(error).__name__, "code": error.code, "values": error.values}
    sys.stdout.buffer.write(json.dumps(told).encode())
    return EXIT_REFUSED


def limit_memory(memory_mib: int) -> None:
    """Take a limit of address space upon this process, where the system has one."""
    _limit({"RLIMIT_AS": memory_mib * _MIB})


def _limit(limits: dict[str, int]) -> None:
    """Take limits upon this process, by the names of ``resource``, where the system has them."""
    try:
        import resource  # noqa: PLC0415 - not on Windows, where the parent's time limit remains
    except ImportError:
        return
    for name, limit in limits.items():
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (OSError, ValueError):  # a system that knows the name but not the limit
            continue


def _health() -> dict[str, Any]:
    """Return versions of the libraries and notes on what is missing though not needed."""
    tools = engine()
    from weasyprint.text import ffi  # noqa: PLC0415 - loaded by the engine

    pango = ffi.pango.pango_version()
    versions = {
        "WeasyPrint": str(tools.weasyprint.__version__),
        "Pango": f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}",
    }
    notes = []
    if ffi.harfbuzz_subset is None:
        notes.append({"code": "harfbuzz_subset_missing", "values": {"packages": "libharfbuzz-subset0"}})
    return {"versions": versions, "notes": notes}
