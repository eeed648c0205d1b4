"""A wire between one table and the facilitator's laptop, on loopback, that can be cut."""

import asyncio
import contextlib
import threading
from concurrent.futures import Future
from typing import Any

LOOPBACK = "127.0.0.1"
CHUNK = 65_536
SECONDS = 10.0
"""How long the network's thread is given to do what it is told."""


class Wires:
    """The thread on which all wires of a rehearsal live."""

    def __init__(self) -> None:
        """Start it."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wires", daemon=True)
        self._thread.start()
        self._wires: list[Wire] = []

    def lay(self, port: int) -> "Wire":
        """Return a new wire to a port of this laptop."""
        wire = Wire(self, port)
        self._wires.append(wire)
        return wire

    def run(self, work: Any) -> Any:
        """Do something on the network's thread, and wait for it."""
        done: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return done.result(SECONDS)

    def end(self) -> None:
        """Take all wires away."""
        if not self._thread.is_alive():
            return
        for wire in self._wires:
            wire.cut()
            self.run(wire.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()


class Wire:
    """One table's way to the facilitator's laptop.

    Attributes:
        port: where the table finds it.
        whole: whether connections come about.

    """

    def __init__(self, wires: Wires, target: int) -> None:
        """Lay it to the port ``target``."""
        self._wires, self._target = wires, target
        self.whole = True
        self._flows: set[asyncio.Task[None]] = set()
        self._server = wires.run(asyncio.start_server(self._carry, LOOPBACK, 0))
        self.port: int = self._server.sockets[0].getsockname()[1]

    def lead_to(self, target: int) -> None:
        """Lead to another port from now on."""
        self._target = target

    def cut(self) -> None:
        """Break every connection, and let none come about."""
        self.whole = False
        self._wires.run(self._break())

    def mend(self) -> None:
        """Let connections come about again."""
        self.whole = True

    async def close(self) -> None:
        """Listen no more (on the network's thread)."""
        self._server.close()
        await self._server.wait_closed()

    async def _break(self) -> None:
        for flow in list(self._flows):
            flow.cancel()
        await asyncio.gather(*self._flows, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection there and back until either end, or the wire, breaks."""
        task = asyncio.current_task()
        assert task is not None
        self._flows.add(task)
        ends = [writer]
        try:
            if self.whole:
                there, back = await asyncio.open_connection(LOOPBACK, self._target)
                ends.append(back)
                flows = [_flow(reader, back), _flow(there, writer)]
                running = [asyncio.ensure_future(flow) for flow in flows]
                try:
                    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for one in running:
                        one.cancel()
                    await asyncio.gather(*running, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass  # nobody listens there now, or the wire was cut
        finally:
            self._flows.discard(task)
            for end in ends:
                end.transport.abort()


async def _flow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while found := await reader.read(CHUNK):
            writer.write(found)
            await writer.drain()
