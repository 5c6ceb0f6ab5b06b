"""From events back to a session, and whether the questions still mean what they meant.

Both are pure: what a run file holds comes in, a session or an error comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.session import ContentStamp, Response, Session
from suitability.errors import AnswerError, RunFileError
from suitability.storage.answer_codec import from_plain, to_plain
from suitability.storage.digest import meaning, still_means
from suitability.storage.run_record import Event, RunContents
from suitability.storage.safe_write import shown


def stamp(bank: ItemBank) -> ContentStamp:
    """Return which content ``bank`` is."""
    return ContentStamp(bank.pack.id, bank.pack.version, bank.digest)


def marks(bank: ItemBank, items: Iterable[str]) -> Mapping[str, str]:
    """Return what each of ``items`` measures (the line of the ledger, tasks with their key), by id.

    Items that the bank lacks are left out.
    """
    return MappingProxyType({item: meaning(bank.items[item]) for item in items if item in bank.items})


def response_payload(response: Response, position: int, *, carried: bool = False) -> dict[str, object]:
    """Return what an event keeps of ``response``; ``position`` is where the person stands after it."""
    payload: dict[str, object] = {"ms": response.elapsed_ms, "position": position}
    if response.answer is not None:
        payload["answer"] = to_plain(response.answer)
    if carried:
        payload["carried"] = True
    return payload


def session_from(contents: RunContents, bank: ItemBank) -> Session:
    """Return the session that the events of a run lead to, in the order of their numbers.

    Raises:
        ValueError: the events do not make sense.
        AnswerError: an answer does not fit its item.
    """
    header = contents.header
    session = Session(header.form, header.language, header.order)
    for event in contents.events:
        session = _after(session, event, bank)
    return session


def check_content(bank: ItemBank, contents: RunContents, path: Path) -> None:
    """Make sure that the run can go on with ``bank``.

    Raises:
        RunFileError: items are gone or mean something else now, or the events do not make sense.
    """
    header = contents.header
    values = {"path": shown(path), "folder": shown(path.parent)}
    changed = differences(bank, header.content, header.order, header.marks)
    if header.form not in bank.forms:
        changed = (shown(header.form), *changed)
    if changed:
        version = header.content.version
        raise RunFileError("run_content_changed", version=version, items=", ".join(changed), **values)
    try:
        if session_from(contents, bank).language not in bank.pack.languages:
            raise ValueError("unknown language")
    except (ValueError, TypeError, AnswerError) as error:
        raise RunFileError("run_damaged", reason=error, **values) from error


def differences(
    bank: ItemBank, content: ContentStamp, order: Iterable[str], known: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the ids of items in ``order`` that ``bank`` lacks or that mean something else there.

    Nothing differs when the digest is the same. An item without a known mark is trusted within the same pack,
    where an id is never used again for something else.
    """
    if content.digest == bank.digest:
        return ()
    same_pack = content.pack == bank.pack.id
    return tuple(item for item in order if not _unchanged(bank, item, known.get(item), same_pack=same_pack))


def _unchanged(bank: ItemBank, item: str, before: str | None, *, same_pack: bool) -> bool:
    if item not in bank.items:
        return False
    return same_pack if before is None else still_means(bank.items[item], before)


def _after(session: Session, event: Event, bank: ItemBank) -> Session:
    """Return the session after one more event."""
    if event.kind in {"answered", "omitted"}:
        if event.item not in session.order:
            raise ValueError(f"event {event.seq}: an item of another form")
        answer = from_plain(event.value("answer")) if event.kind == "answered" else None
        if answer is not None:
            bank.items[event.item].check(answer)
        spent = event.value("ms")
        response = Response(event.item, answer, None if spent is None else _whole(spent))
        return session.with_response(response, _whole(event.value("position")))
    if event.kind == "moved":
        return session.go(_whole(event.value("position")))
    if event.kind == "language":
        return session.in_language(str(event.value("language")))
    return session


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"not a whole number: {value!r}")
    return value
