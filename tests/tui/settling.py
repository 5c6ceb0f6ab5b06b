"""Waiting for the app by events: a test goes on once nothing is left to do, not after a while.

Textual's own pilot sleeps 20 ms and longer at every key and looks whether the processor rests: on a quiet
machine that is most of the time of a test, on a busy one it may still be too short.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from textual import _wait
from textual._compositor import Compositor
from textual._context import active_app
from textual.app import App

ROUNDS = 3
"""The loop has to be found empty this often, one after the other."""


async def settled(_least: float = 0.0, most: float = 10.0) -> None:
    """Return once no message, callback or repaint waits; timers still running are not waited for.

    Raises:
        TimeoutError: something still went on after ``most`` seconds.
    """
    loop = asyncio.get_running_loop()
    end, empty = loop.time() + most, 0
    while empty < ROUNDS:
        if loop.time() > end:
            raise TimeoutError("the app does not come to rest")
        await asyncio.sleep(0)
        # What the loop has ready while this task runs is what others have to do now.
        busy = len(loop._ready) > 0  # type: ignore[attr-defined]  # the loops of asyncio have it
        empty = 0 if busy or _repainted(active_app.get()) else empty + 1


def _repainted(app: App[object]) -> bool:
    """Draw what waits for the next tick of a timer of Textual's own; return whether anything did."""
    if not app._running or not app.screen_stack or app._batch_count:
        return False
    if app._resize_timer is not None:
        app._check_resize()
        return True
    screen = app.screen
    waits = screen._layout_required or screen._scroll_required or screen._repaint_required
    if not (waits or screen._dirty_widgets or screen._recompose_required or screen._callbacks):
        return False
    screen._on_timer_update()
    return True


def _nothing_to_send(compositor: Compositor, **_options: object) -> None:
    """Stand in for the making of a picture that the driver without a terminal throws away."""
    compositor._dirty_regions.clear()


@contextmanager
def looked_at_only_when_asked() -> Iterator[None]:
    """Leave out the pictures between two looks inside; ``shown`` and its like draw what they look at.

    Only for walks that look at every screen: half of their time would go into pictures that nobody sees.
    """
    with patch.object(Compositor, "render_update", _nothing_to_send):
        yield


@contextmanager
def waiting_for_events() -> Iterator[None]:
    """Let pilots wait with ``settled`` inside."""
    assert callable(_wait.wait_for_idle)
    with patch("textual.app.wait_for_idle", settled), patch("textual.pilot.wait_for_idle", settled):
        yield
