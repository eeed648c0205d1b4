"""Thirty stations in a process of their own: ``python -m tests.bench.crowd`` with its task as JSON.

They speak https like any client, write what people write, and tell how long each entry took from
being sent to being acknowledged. Moments are the machine's monotonic clock, the same for all.
"""

import asyncio
import contextlib
import json
import ssl
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app.domain.envelopes import canonical
from tests.room.stations import Sender

Task = dict[str, Any]


@dataclass
class Station:
    """One station: its numbers, its connection, and what it measured."""

    sender: Sender
    client: httpx.AsyncClient
    place: dict[str, str] = field(default_factory=dict)
    through: int = 0
    taken: dict[str, tuple[float, float]] = field(default_factory=dict)

    async def join(self, address: str, code: str) -> None:
        """Join a group."""
        wish = {"protocol": 2, "code": code, "station": self.sender.station, "kind": "page"}
        welcome = (await self.client.post(f"{address}/v1/join", json=wish)).json()
        self.sender.group = welcome["group"]
        self.place = {name: welcome[name] for name in ("room", "workshop", "epoch")}
        self.client.headers["Authorization"] = f"Bearer {welcome['token']}"
        self.client.headers["X-Station"] = self.sender.station
        self.client.headers["Content-Type"] = "application/json"

    def write(self, number: int) -> dict[str, Any]:
        """Write an answer over what this station wrote before: ten dimensions, both lenses."""
        dimension, field_ = f"d{number // 4 % 10 + 1:02d}", "rating" if number % 2 else "reason"
        lens = "access" if number // 2 % 2 else "foundations"
        cell = f"{self.sender.group}|{dimension}||{lens}|{field_}"
        level = {"level": f"{lens[0]}{number // 3 % 4 + 1}", "framework": 1}
        value = level if number % 2 else f"Words {number}"
        own = [e["id"] for e in self.sender.sent[-50:] if e["payload"]["cell"] == cell]
        return self.sender.cell(cell, value, *own[-1:])

    async def bring(self, address: str, entries: list[dict[str, Any]]) -> None:
        """Bring entries; note how long each waited for its receipt."""
        await self.send(address, entries, self.body(entries))

    def body(self, entries: list[dict[str, Any]]) -> bytes:
        """Return the envelope of some entries as it is sent."""
        return canonical(self.sender.data(entries, **self.place))

    async def send(self, address: str, entries: list[dict[str, Any]], body: bytes) -> None:
        """Send an envelope until it is taken in."""
        began = time.perf_counter()
        while True:
            try:
                answer = await self.client.post(f"{address}/v1/entries", content=body)
            except httpx.RemoteProtocolError:
                continue  # the hub ended a connection that had been idle, as it may
            if answer.status_code not in (429, 503):
                break
            await asyncio.sleep(float(answer.headers["Retry-After"]))
        ended = time.perf_counter()
        assert answer.status_code == 200, answer.text
        for entry in entries:
            self.taken[entry["id"]] = (began, ended)
        self.through = answer.json()["through"]


@asynccontextmanager
async def crowd(task: Task) -> AsyncIterator[list[Station]]:
    """Give the stations of a task, joined."""
    context = ssl.create_default_context(cadata=task["certificate"])
    context.check_hostname = False
    async with AsyncExitStack() as open_:
        stations: list[Station] = []
        heard: list[asyncio.Future[None]] = []
        for number, code in enumerate(task["codes"]):
            transport = httpx.AsyncHTTPTransport(
                verify=context, local_address=f"127.0.1.{number + 1}"
            )
            client = await open_.enter_async_context(
                httpx.AsyncClient(transport=transport, timeout=60)
            )
            stations.append(Station(Sender(), client))
            await stations[-1].join(task["address"], code)
            pushes = await open_.enter_async_context(listening(stations[-1], task, context))
            heard.append(asyncio.ensure_future(hear(pushes)))
        yield stations
        for one in heard:
            one.cancel()


@asynccontextmanager
async def listening(
    station: Station, task: Task, context: ssl.SSLContext
) -> AsyncIterator[ClientConnection]:
    """Open the station's push, as every client has one."""
    place = f"{task['address'].replace('http', 'ws')}/v1/push"
    async with connect(place, ssl=context, proxy=None) as pushes:
        token = station.client.headers["Authorization"].partition(" ")[2]
        greeting = {"protocol": 2, "station": station.sender.station, "token": token}
        await pushes.send(json.dumps(greeting))
        yield pushes


async def hear(pushes: ClientConnection) -> None:
    """Hear what changed; nothing is fetched."""
    with contextlib.suppress(ConnectionClosed):
        async for _news in pushes:
            pass


async def live(station: Station, task: Task, offset: float) -> None:
    """Write at a pace for a while; who is late does not make up for it."""
    pause, end = 1 / task["a_second"], time.perf_counter() + task["seconds"]
    await asyncio.sleep(offset * pause)
    number = 0
    while time.perf_counter() < end:
        due = time.perf_counter() + pause
        number += 1
        await station.bring(task["address"], [station.write(number)])
        await asyncio.sleep(max(0.0, due - time.perf_counter()))


Waiting = list[tuple[list[dict[str, Any]], bytes]]
"""What waits on a station: entries, and the envelope that they are in."""


def waited(station: Station, task: Task) -> Waiting:
    """Return what was written for hours, in envelopes as large as may be."""
    entries = [station.write(number) for number in range(task["queued"])]
    parts = [entries[first : first + 200] for first in range(0, len(entries), 200)]
    return [(part, station.body(part)) for part in parts]


async def drain(station: Station, task: Task, waiting: Waiting) -> None:
    """Bring what waited."""
    for entries, body in waiting:
        await station.send(task["address"], entries, body)


async def act(task: Task) -> dict[str, Any]:
    """Do what was asked for; return what was measured."""
    async with crowd(task) as stations:
        count = len(stations)
        queuing = stations[: task.get("queuing", 0)]
        # Each station is a device of its own: what one prepares keeps no other from writing.
        waiting = [waited(one, task) for one in queuing]
        began = time.perf_counter()

        async def all_drained() -> float:
            await asyncio.gather(
                *(drain(one, task, each) for one, each in zip(queuing, waiting, strict=True))
            )
            return time.perf_counter() - began

        living = [live(s, task, n / count) for n, s in enumerate(stations) if s not in queuing]
        drained, *_rest = await asyncio.gather(all_drained(), *living)
        alive = [one for one in stations if one not in queuing]
        until = began + drained if queuing else float("inf")
        return {
            "taken": {k: v for one in alive for k, v in one.taken.items() if v[0] <= until},
            "drained_seconds": drained,
            "entries": sum(len(one.sender.sent) for one in stations),
            "through": sum(one.through for one in stations),
        }


async def flood(task: Task) -> dict[str, Any]:
    """Be one station that sends 10,000 signs of life a second, over a dozen connections."""
    context = ssl.create_default_context(cadata=task["certificate"])
    context.check_hostname = False
    sent = 0
    async with crowd(task) as (station,):
        body = canonical(station.sender.data([], **station.place))
        told = ("authorization", "x-station", "content-type")
        head = "".join(f"{name}: {station.client.headers[name]}\r\n" for name in told)
        place = httpx.URL(task["address"])
        first = f"POST /v1/entries HTTP/1.1\r\nHost: {place.host}:{place.port}\r\n"
        message = f"{first}{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        end = time.perf_counter() + task["seconds"]

        async def one() -> None:
            nonlocal sent
            while time.perf_counter() < end:
                with contextlib.suppress(OSError, TimeoutError):
                    opened = asyncio.open_connection(place.host, place.port, ssl=context)
                    reader, writer = await opened
                    answer = b"-"
                    while answer and time.perf_counter() < end:
                        due = time.perf_counter() + 0.03
                        writer.write(message * 100)
                        sent += 100
                        answer = await asyncio.wait_for(reader.read(1 << 20), 1)
                        await asyncio.sleep(max(0.0, due - time.perf_counter()))
                    writer.transport.abort()

        await asyncio.gather(*(one() for _number in range(12)))
    return {"sent": sent}


async def echo(task: Task) -> dict[str, Any]:
    """Say the same to something that only commits a row and answers."""
    context = ssl.create_default_context(cadata=task["certificate"])
    context.check_hostname = False
    taken: list[float] = []

    async def one(offset: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", task["port"], ssl=context)
        pause, end = 1 / task["a_second"], time.perf_counter() + task["seconds"]
        await asyncio.sleep(offset * pause)
        line = canonical(Sender().cell("gA|d01||foundations|reason", "Words")) + b"\n"
        while time.perf_counter() < end:
            began = time.perf_counter()
            writer.write(line)
            await reader.readline()
            taken.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(pause)
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(one(n / task["stations"]) for n in range(task["stations"])))
    return {"echo_ms": taken}


def main() -> None:
    """Read the task, do it, print the answer."""
    task = json.loads(sys.stdin.read())
    what = echo if "port" in task else flood if task.get("flood") else act
    print(json.dumps(asyncio.run(what(task))))


if __name__ == "__main__":
    main()
