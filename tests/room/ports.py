"""Ports for rooms in tests: such that no other program gets them by chance meanwhile."""

import contextlib
import itertools
import os
import socket

LOOPBACK = "127.0.0.1"
_FIRST, _PLACES, _PAIRS = 20_000, 24, 256
_turns = itertools.count()


def free_port() -> int:
    """Return a port that is free, and the next one too (https and http).

    They lie below those that systems give to outgoing connections (32768 and up on Linux), so that
    a room that is closed finds its port free when it is opened again. Each process of a test run
    has pairs of its own and gives them in turn, so that nobody who still looks for an earlier room
    knocks at a later one.

    Raises:
        OSError: where all are taken.

    """
    own, turn = os.getpid() % _PLACES, next(_turns)
    for further in range(_PLACES * _PAIRS):
        beyond, pair = further // _PAIRS, (turn + further) % _PAIRS
        port = _FIRST + ((own + beyond) % _PLACES * _PAIRS + pair) * 2
        with contextlib.suppress(OSError), socket.socket() as one, socket.socket() as next_one:
            for probe, place in ((one, port), (next_one, port + 1)):
                if os.name == "posix":  # as a hub does: what a room left behind is no neighbour
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((LOOPBACK, place))
            return port
    raise OSError("no port is free")
