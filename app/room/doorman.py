"""Who is let in at all: only what was meant for this laptop, by a page that came from it.

A page from elsewhere cannot make a browser in the room speak to the hub (foreign ``Origin``), nor
can a name that was made to lead here (foreign ``Host``).
"""

import re
import time
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFETY = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_CACHE = b"cache-control"
_SAFETY = [(name.lower().encode(), value.encode()) for name, value in SAFETY.items()]
_ANSWERS = [*_SAFETY, (_CACHE, b"no-store")]
_PAGES = [*_SAFETY, (_CACHE, b"no-cache")]
_OUR_NAMES = frozenset(name for name, _value in _PAGES)

_HOST = re.compile(r"(\[(?P<v6>[^\]]+)\]|(?P<name>[^\[\]:@/]+))(:\d{1,5})?")

LOOPBACK = ("127.0.0.1", "::1")

MOST_VISITORS = 500
"""Addresses that are remembered; the first ones are forgotten first."""


class Doorman:
    """Looks at every request before anything else does.

    Attributes:
        visitors: address → when somebody there last reached this laptop (monotonic seconds).

    """

    def __init__(self, app: ASGIApp, names: Callable[[], Iterable[str]]) -> None:
        """Let requests for this laptop's own address or one of ``names`` through to ``app``."""
        self._app, self._names = app, names
        self.visitors: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            return
        headers = Headers(scope=scope)
        problem = self._problem(scope, headers)
        if problem is None:
            self._note_visitor(scope)
            await self._app(scope, receive, _safely(scope, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, code = problem
            await JSONResponse({"error": code}, status)(scope, receive, _safely(scope, send))

    def _note_visitor(self, scope: Scope) -> None:
        if scope.get("client"):
            self.visitors.pop(scope["client"][0], None)
            self.visitors[scope["client"][0]] = time.monotonic()
            if len(self.visitors) > MOST_VISITORS:
                del self.visitors[next(iter(self.visitors))]

    def _problem(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if len(headers.getlist("host")) != 1 or not self._is_ours(scope, headers["host"]):
            return 421, "another_host"
        if len(headers.getlist("origin")) > 1:
            return 403, "another_origin"
        origin = headers.get("origin")
        secure = scope["scheme"] in ("https", "wss")
        if origin is not None and origin != f"{'https' if secure else 'http'}://{headers['host']}":
            return 403, "another_origin"
        return None

    def _is_ours(self, scope: Scope, host: str) -> bool:
        name = host_name(host)
        here = scope["server"][0] if scope.get("server") else ""
        if not name:
            return False
        if name == here or (here in LOOPBACK and name == "localhost"):
            return True
        return name in self._names()


def host_name(host: str) -> str:
    """Return the name or address in a ``Host`` header, without the port; "" where it is neither."""
    found = _HOST.fullmatch(host)
    return (found["v6"] or found["name"]).lower() if found else ""


def _safely(scope: Scope, send: Send) -> Send:
    """Return a ``send`` that adds to every answer what keeps browsers careful."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            # A page and its parts are always of one program: browsers ask whether they changed.
            ours = _ANSWERS if scope["path"].startswith("/v1/") else _PAGES
            theirs = (one for one in message["headers"] if one[0] not in _OUR_NAMES)
            message["headers"] = [*theirs, *ours]
        await send(message)

    return with_headers
