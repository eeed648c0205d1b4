"""WebSockets that stay what they are for: a greeting comes, and now and then a sign of life.

The server behind them answers every ping and keeps every part of a message that has no end. Who
sends such things without end, and reads nothing, would fill the memory of everybody's program.
"""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from app.room.bounds import HEARD, LARGEST_GREETING, Rates

TOO_MANY = 4429
"""The code of a WebSocket that is closed for what came too often."""

_NO_TEXT = 1007
_NO_HANDSHAKE = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class QuietSocket(WebSocketsSansIOProtocol):
    """One WebSocket: closed where more comes on it than a station has to say."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin to count."""
        super().__init__(*args, **options)
        self._heard = Rates(HEARD, self.loop.time)

    def data_received(self, data: bytes) -> None:
        """Take what came: first the request for a WebSocket, whole, then what comes on it."""
        if not self.handshake_initiated:
            super().data_received(data)
            if not self.handshake_initiated:  # it never will be: nobody reads on
                self._refuse()
            return
        too_much = bool(self._heard.take(count=len(data)))
        super().data_received(data[:LARGEST_GREETING] if too_much else data)
        if too_much and not self.transport.is_closing():
            self.conn.fail(TOO_MANY)
            self.handle_parser_exception()

    def send_receive_event_to_app(self) -> None:
        """Hand a message on; one that is no text, and says it is, ends the WebSocket unlogged."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.fail(_NO_TEXT)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def _refuse(self) -> None:
        self.handshake_complete = self.close_sent = True
        self.transport.write(_NO_HANDSHAKE)
        self.transport.close()
