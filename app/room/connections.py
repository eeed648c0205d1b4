"""Connections that say nothing, or say it very slowly, are not kept."""

import asyncio
from typing import Any

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.room.bounds import (
    HEADER_SECONDS,
    LARGEST_HEADERS,
    MOST_CONNECTIONS,
    MOST_IN_A_ROW,
    MOST_LEAVING,
    MOST_OF_ONE_ADDRESS,
)

CLOSING_SECONDS = 0.5
"""How long the far end of an idle connection has to say goodbye as the room closes."""


class Together:
    """A connection's way out on which headers go together with the body behind them.

    Each packet costs a turn of the thread's waiting for its place, twice with TLS.
    """

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Write to ``transport``."""
        self._transport, self._loop = transport, loop
        self._held = b""
        self._soon: asyncio.Handle | None = None

    def __getattr__(self, name: str) -> Any:
        """Return whatever else the transport has."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send something: at once together with what was held, else as soon as nothing follows."""
        if self._held:
            self._held += data
            self.flush()
        elif data:
            self._held = data
            self._soon = self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Send what is held."""
        held, self._held = self._held, b""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if held and not self._transport.is_closing():
            self._transport.write(held)

    def close(self) -> None:
        """Close the connection when all is sent."""
        self.flush()
        self._transport.close()


class UnhurriedReading(FlowControl):
    """Reads no further while requests that were sent in a row wait for their answers.

    Each answer, and each look at a body, would read on: who sends faster than is answered would
    fill the memory.
    """

    def __init__(self, connection: "PatientConnection") -> None:
        """Read for ``connection``."""
        super().__init__(connection.transport)
        self._connection = connection

    def resume_reading(self) -> None:
        """Read on, unless more than one request is here: of those before the last all is read."""
        if not self._connection.pipeline:
            super().resume_reading()


class PatientConnection(HttpToolsProtocol):
    """One connection over HTTP/1.1: closed where a request's headers do not come in time.

    The parser knows no bound of its own for headers; they are counted here.
    """

    _late: asyncio.TimerHandle | None = None
    _answering: RequestResponseCycle | None = None
    _in_headers = _begins = False
    _size = _whole = 0

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request; refuse one connection too many."""
        super().connection_made(transport)
        self.flow = UnhurriedReading(self)
        most = MOST_CONNECTIONS + MOST_LEAVING
        if len(self.connections) > most or self._same_address() > MOST_OF_ONE_ADDRESS:
            transport.abort()
            return
        self._expect()

    def _same_address(self) -> int:
        host = self.client[0] if self.client else ""
        clients = (getattr(one, "client", None) for one in self.connections)
        return sum(client is not None and client[0] == host for client in clients)

    def data_received(self, data: bytes) -> None:
        """Take what came; headers that go on for ever are not listened to."""
        begun_before, self._begins = self._in_headers, False
        super().data_received(data)
        if begun_before and self._in_headers and not self._begins:
            self._size += len(data)
            if self._size > LARGEST_HEADERS and not self.transport.is_closing():
                self.send_400_response("The headers are too long.")

    def on_message_begin(self) -> None:
        """Count a request's headers from here; 400 where too many wait before it."""
        super().on_message_begin()
        if len(self.pipeline) >= MOST_IN_A_ROW:
            raise ValueError("too many requests in a row")
        self._in_headers, self._begins, self._size, self._whole = True, True, 0, 0

    def on_url(self, url: bytes) -> None:
        """Take a part of the address that is asked for; 400 where this raises."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; 400 where this raises."""
        super().on_header(name, value)
        self._count(len(name) + len(value))

    def _count(self, size: int) -> None:
        self._whole += size
        if self._whole > LARGEST_HEADERS:
            raise ValueError("the headers are too long")

    def on_headers_complete(self) -> None:
        """Go on with a request whose headers are whole: the waiting ends."""
        self._end_waiting()
        self._in_headers = False
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        if self._answering is not None and isinstance(self._answering.transport, Together):
            self._answering.transport.flush()
        super().on_response_complete()
        if not self.transport.is_closing():
            self._expect()

    def shutdown(self) -> None:
        """Close as the room closes; a far end that does not answer is not waited for."""
        super().shutdown()
        self.loop.call_later(CLOSING_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more; what was asked for in a row is answered to nobody."""
        self._end_waiting()
        for cycle in (self._answering, *(one for one, _app in self.pipeline)):
            if cycle is not None and not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()
        self.pipeline.clear()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        cycle.transport = Together(cycle.transport, self.loop)  # type: ignore[assignment]
        super()._start_asgi_task(cycle, app)

    def _expect(self) -> None:
        self._end_waiting()
        self._late = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _end_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
