"""The documented interface of hh.ru, read over HTTPS with the user's own token; the only use of a network.

Every answer is bounded in size and time; redirects are not followed, so the token goes nowhere else; waiting
and clock are arguments. What the interface says when it refuses becomes an error with its own sentence.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import re
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from suitability.errors import UserError
from suitability.storage.clean_text import clean_text

BASE: Final = "https://api.hh.ru/"
MAX_BYTES: Final = 4 << 20
"""Largest answer that is read; a page of 100 adverts takes about 300 KB."""

_PIECE: Final = 1 << 16
_SAFE: Final = re.compile(r"[!-~]{1,500}", re.ASCII)
_CONTACT: Final = re.compile(r"[!-'*-~]+@[!-'*-~]+", re.ASCII)
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_OK: Final = 200
_UNCHANGED: Final = 304
_REDIRECTS: Final = range(300, 400)


@dataclass(frozen=True, slots=True)
class Access:
    """Where to ask and who asks: ``agent`` is the name and version of the program."""

    token: str
    contact: str
    agent: str
    base: str = BASE


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: pauses before trying again, seconds for one answer, and how to wait and look."""

    pauses: Sequence[float]
    seconds: float
    sleep: Callable[[float], None]
    clock: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON value with the mark of its version; ``unchanged`` means that the mark sent still holds."""

    value: object
    mark: str
    unchanged: bool = False


class _TryAgain(Exception):
    """The other side is busy or the line broke; ``code`` is said when patience ends."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class HhApi:
    """Asks the interface of hh.ru; one connection for each question.

    Raises:
        UserError: token or contact cannot stand in a header, or the address is neither https nor this
        machine.
    """

    def __init__(self, access: Access, patience: Patience) -> None:
        if _SAFE.fullmatch(access.token) is None:
            raise UserError("hh_token_wrong")
        if _CONTACT.fullmatch(access.contact) is None:
            raise UserError("hh_contact_wrong", contact=clean_text(access.contact, 60))
        self._where = urlsplit(access.base)
        host = self._where.hostname or ""
        safe = self._where.scheme == "https" or (self._where.scheme == "http" and _loopback(host))
        if not host or not safe:
            raise UserError("hh_address_wrong", address=clean_text(access.base, 120))
        agent = f"{access.agent} ({access.contact})"
        self._headers = {
            "HH-User-Agent": agent,
            "User-Agent": agent,
            "Authorization": f"Bearer {access.token}",
            "Accept": "application/json",
        }
        self._patience = patience

    def get(self, path: str, parameters: Mapping[str, str], mark: str = "") -> Answer:
        """Return the answer to one question, trying again after each pause while the other side is busy.

        Args:
            path: below the base address.
            parameters: of the query.
            mark: the Etag of an earlier answer; an unchanged one then comes back without a value.

        Raises:
            UserError: refused, a captcha is wanted, unreachable, busy to the end, too large, too slow, or not
                what is documented.
        """
        target = f"{self._where.path.rstrip('/')}/{path}?{urlencode(parameters)}"
        for pause in (*self._patience.pauses, None):
            try:
                return self._once(target, mark)
            except _TryAgain as error:
                if pause is None:
                    raise UserError(error.code) from error
                self._patience.sleep(pause)
        raise UserError("hh_busy")

    def _once(self, target: str, mark: str) -> Answer:
        connection = self._connection()
        headers = {**self._headers, "If-None-Match": mark} if mark else self._headers
        try:
            connection.request("GET", target, headers=headers)
            with connection.getresponse() as answer:
                body = self._body(answer)
        except ssl.SSLCertVerificationError as error:
            raise UserError("hh_certificate") from error
        except TimeoutError as error:
            raise _TryAgain("hh_slow") from error
        except (OSError, http.client.HTTPException) as error:
            raise _TryAgain("hh_unreachable") from error
        finally:
            connection.close()
        if answer.status == _UNCHANGED and mark:
            return Answer(None, mark, unchanged=True)
        if answer.status == _OK:
            return Answer(_json(body), answer.headers.get("Etag", ""))
        raise _refusal(answer.status, body)

    def _connection(self) -> http.client.HTTPConnection:
        host, port, seconds = self._where.hostname or "", self._where.port, self._patience.seconds
        if self._where.scheme == "https":
            return http.client.HTTPSConnection(
                host, port, timeout=seconds, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(host, port, timeout=seconds)

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        """Return the body, bounded in size and in time altogether (a drip of bytes is no answer)."""
        end = self._patience.clock() + self._patience.seconds
        pieces = bytearray()
        while piece := answer.read1(_PIECE):
            pieces += piece
            if len(pieces) > MAX_BYTES:
                raise UserError("hh_too_large", limit=MAX_BYTES >> 20)
            if self._patience.clock() > end:
                raise _TryAgain("hh_slow")
        wanted = answer.headers.get("Content-Length", "")
        if wanted.isdigit() and len(pieces) < int(wanted) and answer.status == _OK:
            raise _TryAgain("hh_unreachable")
        return bytes(pieces)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _json(body: bytes) -> object:
    try:
        value: object = json.loads(body.decode("utf-8"), parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise UserError("hh_not_json") from error
    return value


def _refused(name: str) -> None:
    raise ValueError(name)


def _refusal(status: int, body: bytes) -> Exception:
    """Return the error that a status means, by what its body says of the reason."""
    if status in _AGAIN:
        return _TryAgain("hh_busy")
    if status in _REDIRECTS:
        return UserError("hh_redirect", status=status)
    reasons = _reasons(body)
    types = {one for one, _ in reasons}
    said = clean_text("; ".join(f"{one} {value}".strip() for one, value in reasons), 120) or "-"
    if "captcha_required" in types:
        code = "hh_captcha"
    elif "bad_user_agent" in types:
        code = "hh_bad_agent"
    elif status == http.client.UNAUTHORIZED or types & {"bad_authorization", "token_expired", "oauth"}:
        code = "hh_bad_token"
    elif status in (http.client.FORBIDDEN, http.client.UNAVAILABLE_FOR_LEGAL_REASONS):
        code = "hh_forbidden"
    else:
        code = "hh_refused"
    return UserError(code, status=status, reason=said)


def _reasons(body: bytes) -> list[tuple[str, str]]:
    """Return type and value of each reason in ``{"errors": [{"type": ..., "value": ...}]}``."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return []
    errors = value.get("errors") if isinstance(value, dict) else None
    parts = errors if isinstance(errors, list) else []
    return [(str(one.get("type", "")), str(one.get("value", ""))) for one in parts if isinstance(one, dict)]
