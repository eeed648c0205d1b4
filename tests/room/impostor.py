"""A laptop that stands where the hub should, with a certificate of its own, and listens."""

import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime
from types import TracebackType

from app.room.identity import new_identity, server_context

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Impostor:
    """Completes every handshake that it is let into, reads all that follows, and answers politely.

    Attributes:
        heard: what was said to it inside the secured connection.
        visits: how many connections it saw.

    """

    def __init__(self) -> None:
        self.heard = b""
        self.visits = 0
        identity = new_identity(datetime.now(UTC))
        self._context = server_context(identity)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ended = False
        self._thread = threading.Thread(target=self._accept, name="impostor")
        self.address = f"https://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> "Impostor":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join(20)
        self._listening.close()

    def _accept(self) -> None:
        while not self._ended:
            try:
                raw, _address = self._listening.accept()
            except OSError:
                return
            self.visits += 1
            raw.settimeout(2)
            with raw, contextlib.suppress(OSError, ssl.SSLError):
                self._listen(raw)

    def _listen(self, raw: socket.socket) -> None:
        with self._context.wrap_socket(raw, server_side=True) as secured:
            while data := secured.recv(65536):
                self.heard += data
                secured.sendall(ANSWER)
