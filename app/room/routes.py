"""The hub's few doors: hello, join, entries, view; and the page for browsers.

No token, code, name or note is ever in a path, a query or a log.
"""

import asyncio
import mimetypes
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from app.domain.codec import to_json
from app.domain.envelopes import EntryResult, Envelope, EnvelopeError, is_station_id
from app.domain.errors import NotAllowedError, StorageProblemError, UserError
from app.domain.judged import said_in
from app.domain.room_keys import comparison_code, is_token, station_token
from app.domain.station_view import standing_of
from app.domain.stations import Station, StationKind
from app.i18n import _
from app.room import bounds
from app.room.bounds import Rates
from app.room.identity import fingerprint
from app.room.office import Office, Taken, view_json
from app.room.protocol import (
    PROTOCOL,
    UNDERSTOOD,
    VersionError,
    check_version,
    decode,
    read_join,
    receipt_json,
)
from app.room.pushes import Pushes

T = TypeVar("T")

mimetypes.add_type("text/javascript", ".js")  # browsers run no module of another type,
mimetypes.add_type("application/json", ".json")  # and some systems' registries say otherwise


class ProblemError(Exception):
    """An answer other than the one that was asked for."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        wait_seconds: int = 0,
        said: UserError | None = None,
        language: str = "",
    ) -> None:
        """Keep the HTTP status, the code for programs, and what a person should be told."""
        super().__init__(code)
        self.status, self.code = status, code
        self.wait_seconds, self.said = wait_seconds, said
        self.language = language

    def answer(self) -> Response:
        """Return the answer, in ``language`` where that is known."""
        body: dict[str, Any] = {"error": self.code}
        if self.status == 426:
            body["understood"] = list(UNDERSTOOD)
        if self.said is not None:
            told = self.said
            said = {"happened": told.happened, "safe": told.safe, "remedy": told.remedy}
            body["said"] = said_in(said, self.language) if self.language else said
        headers = {"Retry-After": str(self.wait_seconds)} if self.wait_seconds else {}
        return JSONResponse(body, self.status, headers)


class Routes:
    """What the hub answers."""

    def __init__(self, office: Office, pages: Path | None) -> None:
        """Answer from ``office``; ``pages`` is the folder of the page for browsers."""
        self._office, self._pages = office, pages
        self.pushes = Pushes(office, self._is_known)
        self._envelopes = Rates(bounds.ENVELOPES, time.monotonic)
        self._portions = Rates(bounds.PORTIONS, time.monotonic)
        self._reads = Rates(bounds.READS, time.monotonic)
        self._joins = Rates(bounds.JOINS, time.monotonic)
        self._wrong_codes = Rates(bounds.WRONG_CODES, time.monotonic)
        self._wrong_codes_in_all = Rates(bounds.WRONG_CODES_IN_ALL, time.monotonic)
        self._wrong_tokens = Rates(bounds.WRONG_TOKENS, time.monotonic)
        self._strangers = Rates(bounds.STRANGERS, time.monotonic)
        self._joined_from: dict[str, str] = {}
        self._waiting = 0
        self._backlog, self._reading = asyncio.Lock(), asyncio.Lock()

    def application(self) -> Starlette:
        """Return the application."""
        routes: list[BaseRoute] = [
            Route("/v1/hello", self._on_hello, methods=["GET"]),
            Route("/v1/join", self._on_join, methods=["POST"]),
            Route("/v1/leave", self._on_leave, methods=["POST"]),
            Route("/v1/entries", self._on_entries, methods=["POST"]),
            Route("/v1/view", self._on_view, methods=["GET"]),
            WebSocketRoute("/v1/push", self.pushes.serve),
        ]
        if self._pages is not None and (self._pages / "index.html").is_file():
            routes += [
                Route("/", self._on_page, methods=["GET"]),
                Mount("/web", StaticFiles(directory=self._pages, follow_symlink=False)),
            ]
            if (fonts := self._pages.parent / "fonts").is_dir():
                routes.append(Mount("/fonts", StaticFiles(directory=fonts)))
        handlers: Any = {ProblemError: _on_problem, EnvelopeError: _on_envelope_error}
        return Starlette(routes=routes, exception_handlers=handlers)

    async def _on_hello(self, request: Request) -> Response:
        _or_wait(self._strangers.take(_address(request)))
        return JSONResponse(
            {
                "protocol": PROTOCOL,
                "understood": list(UNDERSTOOD),
                "room": self._office.identity.room_id,
                "now": to_json(self._office.now()),
            }
        )

    async def _on_page(self, request: Request) -> Response:
        _or_wait(self._strangers.take(_address(request)))
        assert self._pages is not None
        return FileResponse(self._pages / "index.html")

    async def _on_join(self, request: Request) -> Response:
        address = _address(request)
        _or_wait(self._joins.take(address))
        _or_wait(self._wrong_codes.wait_seconds(address))
        _or_wait(self._wrong_codes_in_all.wait_seconds())
        wish = read_join(await _body(request))
        group_id = self._office.group_of_code(wish.code)
        if not group_id:
            self._wrong_codes.take(address)
            self._wrong_codes_in_all.take()
            raise ProblemError(403, "wrong_code")
        known = self._office.station(wish.station) is not None
        if known and not self._may_join_again(request, wish.station, address):
            raise ProblemError(409, "known_station")
        station = await self._outcome(self._office.admit(wish, group_id), wish.language)
        self._joined_from[wish.station] = address
        return JSONResponse(self._welcome(station))

    def _may_join_again(self, request: Request, station_id: str, address: str) -> bool:
        """Tell whether a device is the one that joined: by its token, or its answer got lost."""
        token = _bearer(request)
        if token and self._is_known(station_id, token):
            return True
        return self._joined_from.get(station_id) == address

    def _welcome(self, station: Station) -> dict[str, Any]:
        identity = self._office.identity
        token = station_token(identity.secret, station.id)
        seen = fingerprint(identity.certificate_pem)
        desktop = station.kind == StationKind.DESKTOP.value
        return {
            "protocol": PROTOCOL,
            "room": identity.room_id,
            **self._office.place(),
            "now": to_json(self._office.now()),
            "station": station.id,
            "token": token,
            "group": station.group_id or station.wants,
            "label": station.label,
            "standing": standing_of(station),
            "compare": "" if desktop else comparison_code(token),
            "fingerprint": seen,
        }

    async def _on_leave(self, request: Request) -> Response:
        """Let a station that joined by mistake write no more, so that it takes nobody's place."""
        station_id = self._station(request)
        _or_wait(self._envelopes.take(station_id))
        check_version(await _body(request))
        station = self._office.station(station_id)
        if station is not None and not station.revoked_at:
            await self._outcome(self._office.release(station_id), station.language)
        return JSONResponse({"protocol": PROTOCOL, "standing": "revoked"})

    async def _on_entries(self, request: Request) -> Response:
        station_id = self._station(request)
        _or_wait(self._envelopes.take(station_id))
        body = await _body(request)
        envelope, version = await self._decoded(body)
        if envelope.station != station_id:
            raise ProblemError(403, "another_station")
        if envelope.room != self._office.identity.room_id:
            raise ProblemError(409, "another_room")
        if envelope.workshop != self._office.place()["workshop"]:
            raise ProblemError(409, "another_workshop")
        if self._waiting >= bounds.MOST_WAITING:
            raise ProblemError(503, "busy", wait_seconds=1)
        if envelope.entries:
            portions = max(len(envelope.entries), len(body) // bounds.PORTION)
            _or_wait(self._portions.take(station_id, portions))
        parts = await self._taken_in(envelope)
        results = tuple(
            self._told(result, station_id) for part in parts for result in part.receipt.results
        )
        receipt = replace(parts[-1].receipt, results=results)
        answer = receipt_json(receipt, self._office.now(), version)
        return JSONResponse(answer, 403 if all(part.barred for part in parts) else 200)

    async def _decoded(self, body: bytes) -> tuple[Envelope, int]:
        """Read an envelope; a long one beside the loop, so that nobody waits for it."""
        if len(body) <= bounds.SHORT_BODY:
            return decode(body)
        async with self._reading:
            return await asyncio.to_thread(decode, body)

    def _told(self, result: EntryResult, station_id: str) -> EntryResult:
        """Return what became of an entry, a refusal in the station's language."""
        language = self._language(station_id) if result.said else ""
        if not result.said or not language:
            return result
        return replace(result, said=said_in(result.said, language))

    def _language(self, station_id: str) -> str:
        """Return the language with which a station joined; "" for one that is not known."""
        station = self._office.station(station_id)
        return "" if station is None else station.language

    async def _taken_in(self, envelope: Envelope) -> list[Taken]:
        """Take an envelope in; a long one in parts, and one long one at a time.

        So what is written now never waits for more than a part of what waited for hours.
        """
        size, language = bounds.LIVE_ENTRIES, self._language(envelope.station)
        if len(envelope.entries) <= size:
            return [await self._outcome(self._office.receive(envelope), language)]
        ordered = sorted(envelope.entries, key=lambda entry: entry.seq)
        parts = []
        for first in range(0, len(ordered), size):
            part = replace(envelope, entries=tuple(ordered[first : first + size]))
            async with self._backlog:
                parts.append(await self._outcome(self._office.receive(part), language))
        return parts

    async def _on_view(self, request: Request) -> Response:
        station_id = self._station(request)
        _or_wait(self._reads.take(station_id))
        had = dict(
            part.split(":", 1)
            for part in request.query_params.get("have", "").split(",")
            if ":" in part
        )
        revision = self.pushes.revision
        view = view_json(self._office, station_id, had)
        self.pushes.fetched(station_id, view)
        return JSONResponse({"protocol": PROTOCOL, "revision": revision, **view})

    def _station(self, request: Request) -> str:
        """Return whose request it is by its token.

        Raises:
            ProblemError: where it is nobody's.

        """
        station_id = request.headers.get("x-station", "")
        if not self._is_known(station_id, _bearer(request)):
            # Behind one address may be a whole table: who has a token never waits for who guesses.
            _or_wait(self._wrong_tokens.take(_address(request)))
            raise ProblemError(401, "unknown_station")
        self._joined_from.pop(station_id, None)
        return station_id

    def _is_known(self, station_id: str, token: str) -> bool:
        if not is_station_id(station_id):
            return False
        return is_token(self._office.identity.secret, station_id, token)

    async def _outcome(self, future: "Future[T]", language: str) -> T:
        """Wait for the writer; ``language`` is that of who asks.

        Raises:
            ProblemError: where the disk takes too long, or the workshop refuses.

        """
        self._waiting += 1
        try:
            async with asyncio.timeout(bounds.COMMIT_SECONDS):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise ProblemError(503, "busy", wait_seconds=2) from error
        except NotAllowedError as error:
            raise ProblemError(403, "refused", said=error, language=language) from error
        except UserError as error:
            held = isinstance(error, StorageProblemError)
            said = _held_up() if held else error
            raise ProblemError(
                503, "not_saved", wait_seconds=2, said=said, language=language
            ) from error
        except asyncio.CancelledError as error:
            if future.cancelled() and not _is_ending():
                raise ProblemError(503, "closing", wait_seconds=2) from error
            raise
        finally:
            self._waiting -= 1


def _held_up() -> UserError:
    """Return what a device is told: which file refuses, and what to do there, helps nobody here."""
    return StorageProblemError(
        _("The facilitator’s laptop cannot save just now."),
        safe=_("What was written here is kept on this device."),
        remedy=_("Go on writing: it is sent again by itself. Tell the facilitator."),
    )


def _is_ending() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _on_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    if error.status == 429:
        # Who asks too often is answered late: the connection's next question waits behind this.
        await asyncio.sleep(bounds.TOO_OFTEN_SECONDS)
    return error.answer()


def _on_envelope_error(_request: Request, error: Exception) -> Response:
    if isinstance(error, VersionError):
        return ProblemError(426, "protocol").answer()
    assert isinstance(error, EnvelopeError)
    return JSONResponse({"error": error.code, "at": error.detail}, 400)


def _or_wait(seconds: int) -> None:
    if seconds:
        raise ProblemError(429, "too_often", wait_seconds=seconds)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _body(request: Request) -> bytes:
    """Return a request's body.

    Raises:
        ProblemError: where it is no JSON, too large, or too slow.

    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise ProblemError(415, "not_json")
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > bounds.LARGEST_BODY:
        raise ProblemError(413, "too_large")
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(bounds.BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > bounds.LARGEST_BODY:
                    raise ProblemError(413, "too_large")
                parts.append(part)
    except TimeoutError as error:
        raise ProblemError(408, "too_slow") from error
    except ClientDisconnect as error:
        raise ProblemError(400, "gone") from error
    return b"".join(parts)
