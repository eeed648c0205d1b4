"""The hub: one thread with its own loop, where stations bring entries and fetch what they may see.

Off until it is opened. It meets the rest of the program in its :class:`~app.room.office.Office` and
in :meth:`Hub.changed`, and in nothing else.
"""

import asyncio
import contextlib
import errno
import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import uvicorn
import uvicorn.lifespan.off  # by name in uvicorn: a bundle would not find it
from starlette.types import ASGIApp

from app.domain.errors import UserError
from app.i18n import _
from app.room.addresses import LOOPBACK, own_addresses, url
from app.room.bounds import IDLE_SECONDS, LARGEST_GREETING
from app.room.connections import PatientConnection
from app.room.doorman import Doorman
from app.room.identity import fingerprint, server_context
from app.room.listening import Guests, RoomLoop, door
from app.room.office import Office
from app.room.routes import Routes
from app.room.sockets import QuietSocket

END_SECONDS = 3
"""How long the hub waits, as it closes, for what is under way."""

BACKLOG = 64
"""Connections that wait to be let in, and that may be let in at a stroke."""

START_SECONDS = 20.0

_TAKEN = (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))

logger = logging.getLogger(__name__)

# Anybody in the network can send what is no HTTP: a line for each would fill the log, and stop a
# hub whose output nobody reads.
logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


class RoomNotOpenedError(UserError):
    """The room cannot be opened here: the port is taken, the address is gone.

    Attributes:
        port_taken: another program has the port; the next one may be free.

    """

    port_taken = False


@dataclass(frozen=True)
class OpenAt:
    """Where a hub is open.

    Attributes:
        interface: the address that it listens on; "0.0.0.0" for all.
        port: of https.
        plain_port: of http without a certificate; 0 where that is not allowed.
        fingerprint: of the certificate.

    """

    interface: str
    port: int
    plain_port: int
    fingerprint: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the addresses under which stations find it, the likeliest first."""
        if self.interface not in ("0.0.0.0", "::", ""):
            return (self.interface,)
        own = own_addresses()
        # What listens on every address of one kind is not heard at those of the other kind.
        found = tuple(one for one in own if (":" in one) == (":" in self.interface))
        return found or LOOPBACK[:1]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return every https address."""
        return tuple(url("https", host, self.port) for host in self.hosts)

    @property
    def plain_addresses(self) -> tuple[str, ...]:
        """Return every http address; none where plain http is not allowed."""
        port = self.plain_port
        return tuple(url("http", host, port) for host in self.hosts) if port else ()


class Hub:
    """One open room.

    Attributes:
        at: where it is open.

    """

    def __init__(
        self,
        office: Office,
        *,
        interface: str = "0.0.0.0",
        port: int = 0,
        plain: bool = False,
        pages: Path | None = None,
    ) -> None:
        """Open the room: https on ``port`` (0 for any), and with ``plain`` http on the next one.

        Raises:
            RoomNotOpenedError: where that cannot be done.

        """
        identity = office.identity
        self._sockets = _bound(interface, port, plain)
        ports = [one.getsockname()[1] for one in self._sockets]
        seen = fingerprint(identity.certificate_pem)
        self.at = OpenAt(interface, ports[0], ports[1] if plain else 0, seen)
        self._routes = Routes(office, pages)
        app = self._doorman = Doorman(self._routes.application(), self._names)
        contexts = [server_context(identity), None]
        self._servers = [
            _server(app, context) for context, _socket in zip(contexts, self._sockets, strict=False)
        ]
        self._own_names = _host_names()
        self._loop = RoomLoop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="room", daemon=True)
        self._thread.start()
        self._ready.wait(START_SECONDS)

    def changed(self) -> None:
        """Tell stations that the workshop changed; from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._routes.pushes.changed)

    @property
    def listening(self) -> frozenset[str]:
        """Return the ids of the stations that have a push open now."""
        return self._routes.pushes.listening

    @property
    def alive(self) -> bool:
        """Tell whether it still serves."""
        return self._thread.is_alive()

    @property
    def visitors(self) -> Mapping[str, float]:
        """Return each address that reached this laptop, and when last (monotonic seconds)."""
        return dict(self._doorman.visitors)

    def close(self) -> None:
        """Close the room: let what is under way end, then every connection."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join(END_SECONDS + 10)

    def _names(self) -> frozenset[str]:
        return self._own_names

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except Exception:
            logger.exception("the room ended")
        finally:
            self._ready.set()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            asyncio.set_event_loop(None)
            self._loop.close()
            for one in self._sockets:
                one.close()

    async def _serve(self) -> None:
        pairs = zip(self._servers, self._sockets, strict=True)
        serving = [asyncio.ensure_future(server.serve([one])) for server, one in pairs]
        while not all(server.started for server in self._servers):
            if any(task.done() for task in serving):
                break
            await asyncio.sleep(0.005)
        self._ready.set()
        await asyncio.gather(*serving)


def _server(app: ASGIApp, context: object) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        http=PatientConnection,
        ws=QuietSocket,
        ws_max_size=LARGEST_GREETING,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=END_SECONDS,
    )
    config.load()
    if context is not None:
        config.ssl = context  # type: ignore[assignment]
    return uvicorn.Server(config)


def _bound(interface: str, port: int, plain: bool) -> list[socket.socket]:
    """Return listening sockets for https and, with ``plain``, for http on the next port.

    Raises:
        RoomNotOpenedError: where a port is taken or the address is not this laptop's.

    """
    wished = [port, port + 1 if port else 0] if plain else [port]
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    bound: list[socket.socket] = []
    guests = Guests()
    try:
        for one in wished:
            listening = door(family, guests)
            bound.append(listening)
            if os.name == "posix":  # elsewhere it would let two programs have one port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((interface, one))
    except (OSError, OverflowError) as error:
        for one_socket in bound:
            one_socket.close()
        reason = getattr(error, "strerror", None) or str(error)
        problem = RoomNotOpenedError(
            _("The room cannot be opened at {address}: {reason}.").format(
                address=f"{interface}:{port}", reason=reason
            ),
            safe=_("The workshop goes on as before."),
            remedy=_("Choose another port or another network."),
        )
        problem.port_taken = getattr(error, "errno", None) in _TAKEN
        raise problem from error
    return bound


def _host_names() -> frozenset[str]:
    """Return the names by which the network may know this laptop."""
    name = socket.gethostname().lower()
    return frozenset({name, f"{name.partition('.')[0]}.local"}) - set(LOOPBACK)
