"""The least that a hub could be: over TLS, each line is one row, committed, then echoed."""

import asyncio
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def bare_hub(folder: Path, context: ssl.SSLContext) -> Iterator[int]:
    """Give the port of one."""
    ready, ended = threading.Event(), asyncio.Event()
    port = [0]
    loop = asyncio.new_event_loop()

    def run() -> None:
        loop.run_until_complete(_serve(folder / "echo.db", context, port, ready, ended))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(20)
    yield port[0]
    loop.call_soon_threadsafe(ended.set)
    thread.join(20)


async def _serve(
    path: Path,
    context: ssl.SSLContext,
    port: list[int],
    ready: threading.Event,
    ended: asyncio.Event,
) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, words TEXT)")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            connection.execute("INSERT INTO entry (words) VALUES (?)", (line.decode(),))
            writer.write(line)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port[0] = server.sockets[0].getsockname()[1]
    ready.set()
    await ended.wait()
    server.close()
    await asyncio.sleep(0.1)
    connection.close()
