"""A network cable between one device and the hub, which a test can pull: a relay for TCP."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType

_CHUNK = 65536


class Cable:
    """Passes on what comes to its own port, as long as it is plugged in.

    Pulled, every connection ends at once and no other begins, as where there is no network.

    Attributes:
        port: the port on loopback that the device is told.
        heard: all that the device said, as it went over the cable.

    """

    def __init__(self, target: int) -> None:
        """Lead to the port ``target`` on loopback."""
        self.target, self.heard = target, b""
        self._plugged = threading.Event()
        self._plugged.set()
        self._ended = False
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, name=f"cable {target}")]

    def __enter__(self) -> "Cable":
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        self.pull()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(20)

    @property
    def is_plugged(self) -> bool:
        """Tell whether it passes anything on."""
        return self._plugged.is_set()

    def pull(self) -> None:
        """Cut whatever is under way, and let nothing begin."""
        self._plugged.clear()
        with self._lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def plug_in(self) -> None:
        """Let connections begin again."""
        self._plugged.set()

    def _accept(self) -> None:
        while not self._ended:
            try:
                device, _address = self._listening.accept()
            except OSError:
                return
            try:
                if not self._plugged.is_set():
                    raise ConnectionError
                hub = socket.create_connection(("127.0.0.1", self.target), timeout=20)
            except OSError:
                device.close()
                continue
            with self._lock:
                self._open |= {device, hub}
            thread = threading.Thread(target=self._carry, args=(device, hub), name="cable")
            self._threads.append(thread)
            thread.start()
            if not self._plugged.is_set():
                self.pull()

    def _carry(self, device: socket.socket, hub: socket.socket) -> None:
        with selectors.DefaultSelector() as ready, contextlib.suppress(OSError):
            ready.register(device, selectors.EVENT_READ, hub)
            ready.register(hub, selectors.EVENT_READ, device)
            while True:
                for key, _events in ready.select():
                    found = key.fileobj.recv(_CHUNK)  # type: ignore[union-attr]
                    if not found:
                        raise ConnectionError
                    if key.fileobj is device:
                        self.heard += found
                    key.data.sendall(found)
        with self._lock:
            self._open -= {device, hub}
        device.close()
        hub.close()
