"""A station's end of the road: brings its outbox to the hub, and hears what changed.

One thread with its own loop. It trusts what the hub says that it has, every time: a hub that was
restored, or moved to another laptop, gets again what it lacks. Nothing is dropped here, ever.
"""

import asyncio
import contextlib
import json
import logging
import random
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from app.domain.enrolments import Enrolment
from app.domain.envelopes import LARGEST_BODY, MOST_ENTRIES, canonical
from app.domain.errors import StorageProblemError
from app.room.bounds import REUSED_SECONDS
from app.room.link import LinkState, Listeners, Outbox
from app.room.pinning import pinned_context
from app.room.protocol import PROTOCOL, encode
from app.steady import Now

HEARTBEAT_SECONDS = 15.0
ANSWER_SECONDS = 20.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
LONG_PAUSE = 20.0
"""After an answer that will not change by itself soon."""
PARTING_SECONDS = 1.0
"""How long a push is given to say goodbye."""
LAST_TURNS_SECONDS = 0.02
ROOM_FOR_REST = 32 * 1024
"""Bytes of an envelope beside its entries."""
MOST_PUSHED = 64 * 1024
OWN_TABLES = frozenset({"cells", "notes", "needs", "state"})
"""What a station writes into."""

logger = logging.getLogger(__name__)


class _Refused(Exception):  # noqa: N818 - an answer, not an error of ours
    def __init__(self, code: str, wait_seconds: float) -> None:
        super().__init__(code)
        self.code, self.wait_seconds = code, wait_seconds


class StationLink:
    """The road between one station and the hub."""

    def __init__(
        self,
        enrolment: Enrolment,
        outbox: Outbox,
        listeners: Listeners,
        now: Now = lambda: datetime.now(UTC),
        wall: Now | None = None,
    ) -> None:
        """Prepare it; :meth:`start` begins.

        ``now`` is the clock by which the station's entries are dated, ``wall`` the one that the
        laptop shows, where they differ: the hub hears of the second as it is.
        """
        self._enrolment, self._outbox, self._listeners = enrolment, outbox, listeners
        self._now, self._wall = now, wall or now
        self.state = LinkState()
        self._epoch = enrolment.epoch
        self._addresses = list(enrolment.addresses)
        self._hashes: dict[str, str] = {}
        self._dimension = ""
        self._loop = asyncio.new_event_loop()
        self._wake, self._stopping = asyncio.Event(), False
        self._look, self._hurry = True, False
        self._shown = 0
        self._going: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="station", daemon=True)

    def start(self) -> None:
        """Begin to reach for the hub."""
        self._thread.start()

    def nudge(self, dimension: str = "") -> None:
        """Tell that there is something new to bring; from any thread."""
        self._dimension = dimension or self._dimension
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._wake.set)

    def go_to(self, address: str) -> None:
        """Try an address before all others, now; from any thread."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._prefer, address)

    def _prefer(self, address: str) -> None:
        others = [one for one in self._addresses if one != address]
        self._addresses[:] = [address, *others]
        self._hurry = True
        self._wake.set()

    def look_again(self) -> None:
        """Fetch everything anew: something of it did not get where it belongs; any thread."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._forget_view)

    def _forget_view(self) -> None:
        self._hashes, self._look = {}, True
        self._wake.set()

    def stop(self) -> None:
        """End; what was not brought stays in the outbox."""
        self._stopping = True
        with contextlib.suppress(RuntimeError):
            # Whatever is awaited, a network that swallows everything would let nobody leave.
            self._loop.call_soon_threadsafe(self._give_up)
        if self._thread.is_alive():
            self._thread.join(30)
        elif not self._loop.is_closed():
            self._loop.close()

    def _give_up(self) -> None:
        if self._going is not None:
            self._going.cancel()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._going = self._loop.create_task(self._keep_on())
        try:
            self._loop.run_until_complete(self._going)
        except asyncio.CancelledError:
            pass  # it was told to end
        except Exception:
            logger.exception("the road to the hub broke")
        finally:
            # WORKAROUND: httpcore leaves a connection open that is given up while TLS begins
            # (httpcore/_backends/anyio.py, start_tls); it closes within the loop's next turns.
            for transport in list(getattr(self._loop, "_transports", {}).values()):
                transport.abort()
            self._loop.run_until_complete(asyncio.sleep(LAST_TURNS_SECONDS))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            asyncio.set_event_loop(None)
            self._loop.close()

    async def _keep_on(self) -> None:
        """Keep going, also where this laptop's own file is held for a while: by a slow disk.

        A fault in the program, too, must not be the end: what was written would wait for ever.
        """
        while not self._stopping:
            try:
                return await self._keep_going()
            except StorageProblemError:
                await asyncio.sleep(LONGEST_PAUSE)
            except Exception:
                logger.exception("the road to the hub broke; it begins anew")
                self._hashes, self._look = {}, True
                with contextlib.suppress(StorageProblemError):
                    self._tell(connected=False, problem="unreachable")
                await asyncio.sleep(LONG_PAUSE)

    async def _keep_going(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping:
            wait, address = 0.0, self._addresses[0] if self._addresses else ""
            try:
                if address:  # else it joined by file: until somebody names one
                    await self._session(address)
                    return
            except _Refused as error:
                self._tell(connected=True, problem=error.code)
                wait = error.wait_seconds
            except (httpx.HTTPError, WebSocketException, OSError, ValueError) as error:
                problem = "another_certificate" if _is_foreign(error) else "unreachable"
                pause = FIRST_PAUSE if self.state.connected else pause
                self._tell(connected=False, problem=problem)
                self._addresses.append(self._addresses.pop(self._addresses.index(address)))
            await self._rest(max(wait, pause) * random.uniform(0.5, 1.5))
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _rest(self, seconds: float) -> None:
        """Wait; what is written meanwhile is counted, and the end of the link is not slept over."""
        deadline = self._loop.time() + seconds
        while not self._stopping and (left := deadline - self._loop.time()) > 0:
            if self._hurry:
                self._hurry = False
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._wake.wait()
            self._wake.clear()
            self._tell()

    async def _session(self, address: str) -> None:
        """Bring and fetch until the link ends; raises where the road breaks."""
        certificate = self._enrolment.certificate_pem
        context = pinned_context(certificate) if certificate else None
        headers = {
            "Authorization": f"Bearer {self._enrolment.token}",
            "X-Station": self._enrolment.station,
            "Content-Type": "application/json",
        }
        async with httpx.AsyncClient(
            base_url=address,
            verify=context if context is not None else True,
            trust_env=False,
            timeout=ANSWER_SECONDS,
            headers=headers,
            limits=httpx.Limits(keepalive_expiry=REUSED_SECONDS),
        ) as client:
            await self._bring(client, [])
            self._look = True
            listening = asyncio.ensure_future(self._listen(address, context))
            listening.add_done_callback(lambda _done: self._wake.set())
            try:
                while not self._stopping:
                    await self._turn(client, listening)
            finally:
                listening.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await listening

    async def _turn(self, client: httpx.AsyncClient, listening: "asyncio.Future[None]") -> None:
        """Do what there is to do, then wait for more."""
        self._wake.clear()
        await self._bring_all(client)
        await self._bring_what_differs(client)
        if self._look:
            self._look = False
            await self._fetch(client)
        if listening.done():
            listening.result()
            raise ConnectionError("the hub ended the push")
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            await self._bring(client, [])
            self._look = True  # what came and went between two pushes is told by none

    async def _bring_all(self, client: httpx.AsyncClient) -> None:
        while not self._stopping:
            before = self.state.through
            entries = self._next_entries(before)
            if not entries:
                break
            await self._bring(client, entries)
            if self.state.through <= before:
                raise _Refused("no_progress", LONG_PAUSE)
        self._tell()

    async def _bring_what_differs(self, client: httpx.AsyncClient) -> None:
        """Bring, once, also what has a number under which the hub has another entry.

        So it is where a station's folder was copied, and both write. What the hub has it only hears
        again; the rest waits there for the facilitator instead of being on this disk alone.
        """
        while not self._stopping and not self.state.equal and self._shown < self.state.through:
            entries = self._next_entries(self._shown)
            await self._bring(client, entries)
            self._shown = int(entries[-1]["seq"])

    def _next_entries(self, through: int) -> list[dict[str, Any]]:
        """Return as many entries as fit into one envelope."""
        chosen: list[dict[str, Any]] = []
        size = ROOM_FOR_REST
        for entry in self._outbox.after(through, MOST_ENTRIES):
            size += len(canonical(entry)) + 1
            if size > LARGEST_BODY and chosen:
                break
            chosen.append(entry)
        return chosen

    async def _bring(self, client: httpx.AsyncClient, entries: list[dict[str, Any]]) -> None:
        """Bring an envelope; without entries it is a sign of life, and asks what the hub has."""
        last_seq, digest = self._outbox.newest()
        newest = self._outbox.after(last_seq - 1, 1) if last_seq else ()
        envelope = {
            "room": self._enrolment.room,
            "workshop": self._enrolment.workshop,
            "epoch": self._epoch,
            "station": self._enrolment.station,
            "entries": entries,
            "status": {
                "dimension": self._dimension,
                "waiting": max(0, last_seq - self.state.through),
                "last_seq": last_seq,
                "digest": digest,
                "last_saved_at": newest[0]["at"] if newest else "",
                "drafts": self._outbox.drafts(),
                "clock": self._wall().isoformat(timespec="seconds").replace("+00:00", "Z"),
            },
        }
        response = await client.post("/v1/entries", content=encode(envelope))
        body = _json(response)
        if response.status_code not in (200, 403) or "through" not in body:
            raise _refusal(response, body)
        self._epoch = str(body["epoch"])
        through = min(int(body["through"]), last_seq)
        now = datetime.fromisoformat(str(body["now"]))
        self._tell(
            connected=True,
            heard=True,
            problem="",
            through=through,
            equal=self._outbox.digest_at(through) == body["digest"],
            ahead_seconds=(now - self._now()).total_seconds(),
        )
        if body["results"]:
            self._forget_own_tables()
            self._listeners.received(body)

    def _forget_own_tables(self) -> None:
        """Ask for what this station writes into in full next time.

        It stands here before the hub shows it. Taken away again before the hub was asked, it would
        have left no trace in what the hub shows, and so would stay here.
        """
        kept = self._hashes.items()
        self._hashes = {table: hash_ for table, hash_ in kept if table not in OWN_TABLES}

    async def _fetch(self, client: httpx.AsyncClient) -> None:
        """Fetch what changed in what this station may see."""
        have = ",".join(f"{table}:{hash_}" for table, hash_ in self._hashes.items())
        response = await client.get("/v1/view", params={"have": have})
        body = _json(response)
        if response.status_code != 200:
            raise _refusal(response, body)
        self._hashes = dict(body["hashes"])
        self._listeners.viewed(body)

    async def _listen(self, address: str, context: ssl.SSLContext | None) -> None:
        """Hear that something changed, until the road breaks."""
        place = address.replace("http", "ws", 1) + "/v1/push"
        async with connect(
            place,
            ssl=context,
            proxy=None,
            compression=None,
            max_size=MOST_PUSHED,
            close_timeout=PARTING_SECONDS,
        ) as socket:
            greeting = {
                "protocol": PROTOCOL,
                "station": self._enrolment.station,
                "token": self._enrolment.token,
            }
            await socket.send(json.dumps(greeting))
            async for _message in socket:
                self._look = True
                self._wake.set()

    def _tell(self, **changes: Any) -> None:
        last_seq, _digest = self._outbox.newest()
        fresh = replace(self.state, last_seq=last_seq, **changes)
        if fresh != self.state:
            self.state = fresh
            self._listeners.state_changed(fresh)


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _refusal(response: httpx.Response, body: dict[str, Any]) -> _Refused:
    later = response.headers.get("retry-after", "")
    soon = response.status_code in (429, 503)
    wait = float(later) if later.isdigit() else (1.0 if soon else LONG_PAUSE)
    return _Refused(str(body.get("error", f"http_{response.status_code}")), wait)


def _is_foreign(error: BaseException) -> bool:
    """Tell whether the road broke because the certificate is another one."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return "CERTIFICATE_VERIFY_FAILED" in str(error)
