"""The tables of the rehearsed day: for each a station in a process of its own, and its wire."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.enrolments import Enrolment
from app.paths import bundle_root
from app.rehearsal.ending import held_off
from app.rehearsal.evidence import Entry, written
from app.rehearsal.wire import LOOPBACK, Wire, Wires
from app.room.addresses import Link, url
from app.services import station_file
from app.storage.database import Database
from app.storage.places import Places

TABLE_VARIABLE = "EQUITY_WORKSHOP_REHEARSED_TABLE"
"""Set for a note-taker's process: its folder, language and join link, as JSON."""

PATIENCE_SECONDS = 120.0
GOODBYE_SECONDS = 20.0
LOOK_SECONDS = 0.01

Pump = Callable[[], None]
"""What is to be done again and again while a table is waited for."""


def nothing() -> None:
    """Pump nothing: no window waits."""


class TableError(RuntimeError):
    """A table's station did not do what it was told."""


class Table:
    """One table.

    Attributes:
        folder: where its station works.
        language: its station's.
        group, label: whose table it is, once it is seated.
        seated_at: when that was, by the rehearsed day's clock; ISO text.
        answers: what it will enter (JSON).
        station: its station's id, once it has joined.
        digits: the four digits on its screen.
        wire: its way to the facilitator's laptop.
        scored: whether its answers were entered.
        on_files: whether it is without a network for good.

    """

    kind = "desktop"
    wire: Wire

    def __init__(self, folder: Path, language: str) -> None:
        """Prepare it; :meth:`start` starts its station."""
        self.folder, self.language = folder, language
        self.group = self.label = self.seated_at = self.station = self.digits = self._link = ""
        self.answers: list[dict[str, Any]] = []
        self.scored = self.on_files = False
        self._process: subprocess.Popen[str] | None = None
        self._said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader = threading.Thread()

    @property
    def path(self) -> Path:
        """Return the path of its station's file."""
        return Places(self.folder).stations / self.station / station_file.FILE_NAME

    def written(self) -> tuple[Entry, ...]:
        """Return what its station's own file says that it wrote."""
        return written(self.path)

    def enrolment(self) -> Enrolment:
        """Return where its station belongs, with its token."""
        database = Database(self.path)
        try:
            return station_file.enrolment_of(database)
        finally:
            database.close()

    def start(self) -> None:
        """Start its station."""
        self.folder.mkdir(parents=True, exist_ok=True)
        program = [] if getattr(sys, "frozen", False) else ["-m", "app"]
        told = {"folder": str(self.folder), "language": self.language}
        with held_off():  # or it would go on without anybody who ends it
            self._process = subprocess.Popen(
                [sys.executable, *program, "rehearse", "--out", str(self.folder)],
                cwd=bundle_root(),
                env={**os.environ, TABLE_VARIABLE: json.dumps(told)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,  # Ctrl+C is for whoever gives the orders
            )
        self._said = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=self._read, args=(self._process, self._said), name="table", daemon=True
        )
        self._reader.start()

    @staticmethod
    def _read(process: "subprocess.Popen[str]", said: Any) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with suppress(ValueError):  # a line that broke off as the process was killed
                said.put(json.loads(line))
        said.put(None)

    def order(self, name: str, **given: Any) -> None:
        """Tell it to do something; :meth:`answer` waits for it."""
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps([name, given]) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise TableError(f"table {self.label} is not there for “{name}”") from error

    def hear(self, pump: Pump) -> dict[str, Any]:
        """Return the next thing that it says.

        Raises:
            TableError: where it says nothing any more, or that something went wrong.

        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                said = self._said.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if time.monotonic() > deadline:
                    raise TableError(f"table {self.label} does not answer") from None
                pump()
                continue
            if said is None:
                raise TableError(f"table {self.label} has ended")
            if "wrong" in said:
                raise TableError(f"table {self.label}: {said['wrong']}")
            return said

    def answer(self, pump: Pump) -> dict[str, Any]:
        """Return what it answers to the last order."""
        told: dict[str, Any] = self.hear(pump)["told"]
        return told

    def ask(self, name: str, pump: Pump, **given: Any) -> dict[str, Any]:
        """Tell it to do something, and return what it answers."""
        self.order(name, **given)
        return self.answer(pump)

    def seat(self, way: dict[str, Any], wire: Wire) -> None:
        """Give it to a group whose way in this is."""
        self.group, self.label = str(way["group"]), str(way["label"])
        self.answers, self.wire, self.seated_at = way["answers"], wire, str(way["at"])
        link = Link.parse(way["link"])
        self._link = str(Link(url("https", LOOPBACK, wire.port), link.code, link.fingerprint))

    def begin_to_join(self) -> None:
        """Tell it to join its group's room, or to go on there."""
        self.order("join", link=self._link)

    def join(self, pump: Pump) -> None:
        """Wait until it is in the room."""
        told = self.answer(pump)
        self.station, self.digits = told["station"], told["digits"]

    def kill(self) -> None:
        """End its process as a power cut would."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._reader.join(GOODBYE_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        self._process = None

    def leave(self, pump: Pump) -> int:
        """Close its window; return the exit code."""
        self.ask("end", pump)
        assert self._process is not None
        code = self._process.wait(GOODBYE_SECONDS)
        self.kill()
        return code


class Tables:
    """All tables, and the network between them and the facilitator's laptop."""

    def __init__(self, folder: Path) -> None:
        """Have none yet; their stations will work in ``folder``."""
        self._folder, self._wires = folder, Wires()
        self.all: list[Table] = []

    def start(self, count: int) -> None:
        """Start that many stations, every other one in Spanish, which know of no room yet."""
        for place in range(count):
            table = Table(self._folder / f"table-{place + 1:02d}", ("en", "es")[place % 2])
            self.all.append(table)
            table.start()

    def seat(self, ways: list[dict[str, Any]]) -> None:
        """Let a station join by each way in."""
        for table, way in zip(self.all, ways, strict=True):
            port = urlsplit(Link.parse(way["link"]).address).port or 0
            table.seat(way, self._wires.lay(port))
            table.begin_to_join()
        for table in self.all:
            table.join(nothing)

    def lay(self, port: int) -> Wire:
        """Return a wire for one more device."""
        return self._wires.lay(port)

    def lead_to(self, port: int) -> None:
        """Let every wire lead to another port: the room is open there now."""
        for table in self.all:
            table.wire.lead_to(port)

    def end(self) -> None:
        """End every process that is still there, and the network."""
        for table in self.all:
            table.kill()
        self._wires.end()
