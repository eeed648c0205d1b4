"""Listening sockets that let in only so many at once, counted before any handshake.

A connection that never finishes its TLS handshake is not seen by a server's own count, and each
takes one of the files that the system lets this program have open: of those the workshop's file
needs some for every change.
"""

import asyncio
import contextlib
import socket
import sys
import weakref
from collections import Counter
from typing import Any

from app.room.bounds import (
    FILES_TO_SPARE,
    HEADER_SECONDS,
    MOST_CONNECTIONS,
    MOST_LEAVING,
    MOST_OF_ONE_ADDRESS,
)

FEWEST = 16
"""Connections that are let in however few files the system grants."""

WANTED_FILES = 2 * MOST_CONNECTIONS + FILES_TO_SPARE


class Guests:
    """Who is in, at all of a room's doors together.

    Attributes:
        most: how many may be in at once.

    """

    def __init__(self) -> None:
        """Begin with nobody, and with as many places as the system allows."""
        self.most = most_connections()
        self._inside: weakref.WeakKeyDictionary[socket.socket, str] = weakref.WeakKeyDictionary()
        self._leaving: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def admit(self, guest: socket.socket, address: str) -> bool:
        """Let a connection in, or say that there is no place."""
        here = {one: host for one, host in list(self._inside.items()) if one.fileno() >= 0}
        staying = {one: host for one, host in here.items() if one not in self._leaving}
        own = sum(host == address for host in staying.values())
        if own >= MOST_OF_ONE_ADDRESS or len(here) >= self.most + MOST_LEAVING:
            return False
        if len(staying) >= self.most and not self._make_place(staying, own):
            return False
        self._inside[guest] = address
        return True

    def _make_place(self, staying: dict[socket.socket, str], own: int) -> bool:
        """End the newest connection of the address that has most: few cannot take all places.

        It goes on only where that address keeps at least as many as the newcomer's will have.
        """
        ((crowd, count),) = Counter(staying.values()).most_common(1)
        if count <= own + 1:
            return False
        newest = [one for one, host in staying.items() if host == crowd][-1]
        self._leaving.add(newest)
        with contextlib.suppress(OSError):
            newest.shutdown(socket.SHUT_RDWR)
        return True


class Door(socket.socket):
    """A listening socket that turns away whoever is one too many."""

    guests: Guests

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection.

        Raises:
            BlockingIOError: where nobody waits, or who waited had to be turned away.

        """
        guest, address = super().accept()
        if not self.guests.admit(guest, str(address[0])):
            guest.close()
            raise BlockingIOError
        return guest, address


def door(family: int, guests: Guests) -> Door:
    """Return a socket to listen on, not bound yet."""
    # With the protocol named, asyncio sends small answers at once, not 40 ms later.
    made = Door(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.guests = guests
    return made


def most_connections() -> int:
    """Return how many connections may be open, after asking the system for enough files."""
    if sys.platform == "win32":  # its limit is far away
        return MOST_CONNECTIONS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(FEWEST, min(MOST_CONNECTIONS, soft - FILES_TO_SPARE))


if sys.platform == "win32":
    _Usual = asyncio.ProactorEventLoop
else:
    _Usual = asyncio.SelectorEventLoop


class RoomLoop(_Usual):
    """The hub's loop: who does not finish the TLS handshake in time is let go."""

    async def create_server(self, *args: Any, **options: Any) -> asyncio.Server:
        """Begin to listen."""
        if options.get("ssl") is not None:
            options.setdefault("ssl_handshake_timeout", HEADER_SECONDS)
        return await super().create_server(*args, **options)
