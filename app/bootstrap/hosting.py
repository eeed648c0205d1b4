"""The ``host`` command: a hub without windows, for rehearsals, tests and a laptop in a cupboard."""

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from app.bootstrap.locks import locked
from app.bootstrap.room_office import RoomOffice, identity_for
from app.domain.room_keys import RoomIdentity, join_code
from app.domain.snapshot import Snapshot
from app.operations import Operations
from app.paths import resource_path
from app.room.addresses import Link
from app.room.hub import Hub, OpenAt
from app.steady import SteadyClock

POLL_SECONDS = 0.2


def host(workshop: Path, data_dir: Path, *, port: int, interface: str, plain: bool) -> int:
    """Run a hub for a workshop file until the process is asked to end; return the exit code.

    One line of JSON on standard output tells where it is open.

    Raises:
        UserError: where the file cannot be opened, or the room cannot.

    """
    asked_to_end = threading.Event()
    with locked(workshop), _ending_by_signal(asked_to_end):
        operations = Operations(workshop, SteadyClock(), data_dir)
        try:
            identity = identity_for(operations)
            office = RoomOffice(operations, identity)
            hub = Hub(
                office, interface=interface, port=port, plain=plain, pages=resource_path("web")
            )
            try:
                operations.changed.connect(
                    lambda _changes, _origin: hub.changed(), Qt.ConnectionType.DirectConnection
                )
                told = open_room_json(hub.at, identity, operations.snapshot)
                sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
                sys.stdout.flush()
                while not asked_to_end.wait(POLL_SECONDS):
                    pass
            finally:
                hub.close()
        finally:
            operations.close()
    return 0


def open_room_json(at: OpenAt, identity: RoomIdentity, snapshot: Snapshot) -> dict[str, Any]:
    """Return what others need to find an open room: addresses, and each group's way in."""
    return {
        "addresses": list(at.addresses),
        "plain_addresses": list(at.plain_addresses),
        "port": at.port,
        "plain_port": at.plain_port,
        "fingerprint": at.fingerprint,
        "room": identity.room_id,
        "workshop": snapshot.workshop.lineage,
        "epoch": snapshot.workshop.epoch,
        "groups": [
            {
                "id": group.id,
                "label": group.label,
                "code": (code := join_code(identity, group.id)),
                "link": str(Link(at.addresses[0], code, at.fingerprint)),
                "page": str(Link((at.plain_addresses or at.addresses)[0], code)),
            }
            for group in snapshot.groups
        ],
    }


@contextmanager
def _ending_by_signal(asked_to_end: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT end the day in order, while this lasts."""
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, lambda _number, _frame: asked_to_end.set()) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
