"""Pushes: telling a station that something changed which it may see. Nothing else goes this way.

What changed the station then fetches itself, so that a lost push loses nothing.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from app.room.bounds import GREETING_SECONDS, LARGEST_GREETING, MOST_PUSHES_OF_A_STATION
from app.room.office import Office
from app.room.protocol import version_of
from app.room.sockets import TOO_MANY

AT_MOST_EVERY = 1 / 2
"""Seconds between two pushes to one station: what changes after a calm is told at once."""

MOST_A_SECOND = 30
"""Pushes to all stations together: where more of them listen, each hears a little less often."""

SEND_SECONDS = 10.0

REFUSED = 4401
"""The code of a WebSocket that is closed because its token is wrong."""


@dataclass(eq=False)
class _Listener:
    station_id: str
    news: asyncio.Event = field(default_factory=asyncio.Event)
    told: dict[str, Any] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    """What was fetched in another state than the told one: it may have to be told of again."""


class Pushes:
    """The open WebSockets of the room."""

    def __init__(self, office: Office, is_known: Callable[[str, str], bool]) -> None:
        """Push what ``office`` shows to stations whose (id, token) ``is_known``."""
        self._office, self._is_known = office, is_known
        self._listeners: set[_Listener] = set()
        self.revision = 0

    @property
    def listening(self) -> frozenset[str]:
        """Return the ids of the stations that listen now."""
        return frozenset(one.station_id for one in self._listeners)

    def changed(self) -> None:
        """Tell that the workshop changed (on the hub's loop)."""
        self.revision += 1
        for listener in self._listeners:
            listener.news.set()

    def fetched(self, station_id: str, view: Mapping[str, Any]) -> None:
        """Note what a station is shown now (on the hub's loop).

        What comes and goes between two pushes would be told by none: a station that fetched it
        meanwhile, for whatever reason, would go on showing it.
        """
        shown = _seen(view["hashes"], view["standing"], view["clock"], view["message"])
        for one in self._listeners:
            if one.station_id == station_id:
                names = shown.keys() | one.told.keys()
                one.fetched |= {name for name in names if shown.get(name) != one.told.get(name)}

    async def serve(self, socket: WebSocket) -> None:
        """Serve one WebSocket until it ends."""
        await socket.accept()
        station_id = await self._greeting(socket)
        if not station_id:
            await _close(socket, REFUSED)
            return
        same = [one for one in self._listeners if one.station_id == station_id]
        if len(same) >= MOST_PUSHES_OF_A_STATION:
            await _close(socket, TOO_MANY)
            return
        listener = _Listener(station_id)
        self._listeners.add(listener)
        ending = asyncio.ensure_future(_until_closed(socket))
        try:
            await self._talk(socket, listener, ending)
        except (WebSocketDisconnect, TimeoutError, OSError, RuntimeError):
            pass  # it comes back by itself
        finally:
            self._listeners.discard(listener)
            ending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ending

    async def _greeting(self, socket: WebSocket) -> str:
        """Return whose socket it is by its first message, or ""."""
        try:
            async with asyncio.timeout(GREETING_SECONDS):
                text = await socket.receive_text()
            data = json.loads(text) if len(text) <= LARGEST_GREETING else {}
            if not isinstance(data, dict):
                return ""
            version_of(data)
            station_id, token = data.get("station"), data.get("token")
        except (TimeoutError, WebSocketDisconnect, ValueError, KeyError, RecursionError):
            return ""
        if isinstance(station_id, str) and isinstance(token, str):
            return station_id if self._is_known(station_id, token) else ""
        return ""

    async def _talk(
        self, socket: WebSocket, listener: _Listener, ending: "asyncio.Future[None]"
    ) -> None:
        listener.news.set()
        while not ending.done():
            waiting: asyncio.Future[Any] = asyncio.ensure_future(listener.news.wait())
            try:
                both: set[asyncio.Future[Any]] = {waiting, ending}
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                if ending.done():
                    return
            finally:
                waiting.cancel()
            listener.news.clear()
            if (news := self._news(listener)) is not None:
                async with asyncio.timeout(SEND_SECONDS):
                    await socket.send_json(news)
            rest = max(AT_MOST_EVERY, len(self._listeners) / MOST_A_SECOND)
            await asyncio.wait({ending}, timeout=rest)

    def _news(self, listener: _Listener) -> dict[str, Any] | None:
        """Return what to tell a station; None where nothing changed that it may see."""
        view = self._office.view(listener.station_id)
        clock = self._office.clock(listener.station_id)
        seen = _seen(view.hashes, view.standing, clock, self._office.message())
        before, listener.told = listener.told, seen
        fetched, listener.fetched = listener.fetched, set()
        changed = sorted(n for n in seen if seen[n] != before.get(n) or n in fetched)
        if not changed and not fetched and len(before) == len(seen):
            return None
        news: dict[str, Any] = {"type": "changed", "revision": self.revision}
        news["tables"] = [name for name in changed if not name.startswith(".")]
        if ".clock" in changed:
            news["clock"] = clock
        if ".message" in changed:
            news["message"] = self._office.message()
        return news


def _seen(
    hashes: Mapping[str, str], standing: str, clock: Mapping[str, Any], message: str
) -> dict[str, Any]:
    """Return what a station sees, so that two moments can be compared."""
    day = {name: value for name, value in clock.items() if name != "remaining_seconds"}
    return {**hashes, ".standing": standing, ".clock": day, ".message": message}


async def _until_closed(socket: WebSocket) -> None:
    """Read, and drop, what a station sends after its greeting, until it goes."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, KeyError):
        for _count in range(100):
            await socket.receive()
        await _close(socket, TOO_MANY)


async def _close(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):
        await socket.close(code)
