"""A local server that speaks the answers documented for hh.ru's vacancy search, good and bad. Tests only."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers: status, body, headers; ``cut`` sends only so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: Callable[[], None] | None = None


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


def reply(value: object, status: int = 200, **headers: str) -> Reply:
    """Return a JSON answer."""
    return Reply(status, json.dumps(value, ensure_ascii=False).encode(), headers)


def refusal(status: int, kind: str, value: str = "") -> Reply:
    """Return an answer with the documented list of errors."""
    return reply({"errors": [{"type": kind, "value": value}], "request_id": "1"}, status)


def vacancy(number: int, **changes: Any) -> dict[str, Any]:
    """Return one item of the search as documented; its pay is 50,000 to 70,000 and a thousand a number."""
    pay = {
        "from": 50_000 + 1_000 * number,
        "to": 70_000 + 1_000 * number,
        "currency": "RUR",
        "gross": False,
        "mode": {"id": "MONTH", "name": "За месяц"},
        "frequency": None,
    }
    item = {
        "id": str(number),
        "name": f"Оператор {number}",
        "area": {"id": "1", "name": "Москва"},
        "salary": None,
        "salary_range": {**pay, **changes.pop("pay", {})},
        "experience": {"id": "noExperience"},
        "employer": {"id": str(number), "name": f"Фирма {number}"},
        "published_at": "2026-11-20T10:00:00+0300",
    }
    return {**item, **changes}


def page_of(items: list[dict[str, Any]], query: Query, depth: int = 2_000) -> dict[str, Any]:
    """Return one page of a search over ``items`` by the documented rules."""
    size, page = int(query["per_page"]), int(query["page"])
    reachable = min(len(items), depth)
    return {
        "found": len(items),
        "pages": -(-reachable // size),
        "page": page,
        "per_page": size,
        "items": items[:reachable][page * size : (page + 1) * size],
    }


@contextmanager
def serving(answer: Callable[[Asked], Reply]) -> Iterator[tuple[str, list[Asked]]]:
    """Serve ``answer`` on this machine; yield the base address and the list of what was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            one = Asked(parts.path, query, {key.lower(): value for key, value in self.headers.items()})
            asked.append(one)
            made = answer(one)
            self.send_response(made.status)
            for key, value in made.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(made.body)))
            self.end_headers()
            with suppress(OSError):  # the client may have had enough
                self._send(made)

        def _send(self, made: Reply) -> None:
            body = made.body if made.cut is None else made.body[: made.cut]
            if made.drip is None:
                self.wfile.write(body)
                return
            for place in range(len(body)):
                self.wfile.write(body[place : place + 1])
                self.wfile.flush()
                made.drip()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
