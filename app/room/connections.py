"""Connections that say nothing, or say it very slowly, are not kept."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.room.bounds import HEADER_SECONDS, MOST_CONNECTIONS, MOST_OF_ONE_ADDRESS

CLOSING_SECONDS = 0.5
"""How long the far end of an idle connection has to say goodbye as the room closes."""


class PatientConnection(H11Protocol):
    """One connection over HTTP/1.1: closed where a request's headers do not come in time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request; refuse one connection too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS or self._same_address() > MOST_OF_ONE_ADDRESS:
            transport.abort()
            return
        self._expect()

    def _same_address(self) -> int:
        host = self.client[0] if self.client else ""
        clients = (getattr(one, "client", None) for one in self.connections)
        return sum(client is not None and client[0] == host for client in clients)

    def data_received(self, data: bytes) -> None:
        """Take what came; with the headers whole, the waiting ends."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._end_waiting()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Let the WebSocket take over."""
        self._end_waiting()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._expect()

    def shutdown(self) -> None:
        """Close as the room closes; a far end that does not answer is not waited for."""
        super().shutdown()
        self.loop.call_later(CLOSING_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._end_waiting()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._end_waiting()
        self._late = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _end_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
