"""Everybody on the day of a room, each at a laptop of their own, as the test speaks to them.

A :class:`Laptop` is a process that does what it is told, one thing at a time; several are told
first and waited for afterwards, so that they work side by side as people do.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from tests.day.room_clock import RoomClock
from tests.on_disk import files_below
from tests.room.rooms import until

ROOT = Path(__file__).resolve().parents[2]


class Laptop:
    """A process at the other end of a way of JSON lines."""

    def __init__(self, way: socket.socket, errors: Path) -> None:
        """Speak to who is at the other end of ``way``; its errors come into a file."""
        self._way, self._errors = way, errors
        self._way.settimeout(180)
        self._lines = way.makefile("rb")

    def begin(self, name: str, *given: Any) -> None:
        """Tell it to do something, and do not wait."""
        self._way.sendall(json.dumps([name, *given]).encode() + b"\n")

    def hear(self) -> dict[str, Any]:
        """Return the next line that it says."""
        line = self._lines.readline()
        assert line, f"it ended: {self._errors.read_text('utf-8') if self._errors.exists() else ''}"
        found: dict[str, Any] = json.loads(line)
        assert "wrong" not in found, found["wrong"]
        return found

    def ended(self) -> Any:
        """Wait until it has done what it was told; return what came of it."""
        return self.hear()["told"]

    def does(self, name: str, *given: Any) -> Any:
        """Let it do something, and wait."""
        self.begin(name, *given)
        return self.ended()

    def rest(self) -> list[dict[str, Any]]:
        """Return all that it still said before it died."""
        found = [json.loads(line) for line in self._lines.read().split(b"\n")[:-1]]
        self.hang_up()
        return found

    def hang_up(self) -> None:
        """Speak no more."""
        self._lines.close()
        self._way.close()


class Hub:
    """A facilitator's laptop: the real program in a process of its own."""

    def __init__(self, venue: "Venue", name: str) -> None:
        """Start the program on a laptop that the test calls ``name``."""
        self._venue, self.name = venue, name
        self.start()

    def start(self) -> None:
        """Start the program; it may have been killed before."""
        way = self._venue.open(self.name, kind="hub", chapters="tests.day.room_chapters")
        self._laptop = Laptop(way, self._venue.errors_of(self.name))
        self._pid: int = self._laptop.ended()

    def started(self) -> None:
        """Wait until the program is there."""
        assert self._laptop.ended() == "started"

    def does(self, chapter: str, *given: Any) -> Any:
        """Let the facilitator live through a chapter."""
        return self._laptop.does(chapter, *given)

    def sees(self, **wanted: Any) -> dict[str, Any]:
        """Wait until the window knows all that; return what it knows."""
        seen: dict[str, Any] = {}

        def is_so() -> bool:
            seen.update(self.does("look"))
            return all(seen[name] == value for name, value in wanted.items())

        try:
            until(is_so)
        except AssertionError as error:
            raise AssertionError((wanted, {name: seen[name] for name in wanted})) from error
        return seen

    def kill(self) -> None:
        """Take its power away."""
        os.kill(self._pid, signal.SIGKILL)
        self._laptop.rest()

    def close(self) -> None:
        """Close the window, and wait until the program has ended in order."""
        self._laptop.does("close")
        assert self._laptop.ended() == 0
        assert self._laptop.rest() == []


class Station(Laptop):
    """A note-taker's laptop: with the real window of ``join``, or without one.

    Attributes:
        name: what the test calls it.
        id, compare, file: what it said of itself when it joined.
        is_open: False after it was closed.

    """

    def __init__(self, way: socket.socket, errors: Path, name: str) -> None:
        super().__init__(way, errors)
        self.name = name
        self.pid: int = self.ended()
        self.id = self.compare = ""
        self.file = Path()
        self.is_open = True

    def close(self) -> None:
        """Close it in order, where it is open."""
        if self.is_open:
            self.is_open = False
            self.does("close")
            assert self.ended() == 0
            assert self.rest() == []

    def look(self) -> dict[str, Any]:
        """Return what it knows and shows."""
        found: dict[str, Any] = self.does("look")
        return found

    def knows(self, told: dict[str, str]) -> None:
        """Remember what it said when it joined."""
        self.id, self.compare, self.file = told["id"], told["compare"], Path(told["file"])

    def held(self, words: Sequence[str]) -> list[str]:
        """Return which of some words are anywhere in its files, also between the rows."""
        content = b"\0".join(files_below(self.file.parent).values())
        return [one for one in words if one.encode() in content]

    def score(self, lines: list[list[str]]) -> None:
        """Write sheets, and wait until they are on its disk."""
        self.does("score", lines)

    def kill(self) -> list[dict[str, Any]]:
        """Take its power away; return what it said before."""
        os.kill(self.pid, signal.SIGKILL)
        return self.rest()


class Venue:
    """The room with its tables, and the process that laptops are forked from."""

    def __init__(self, folder: Path, clock: RoomClock, open_: ExitStack) -> None:
        """Begin to import; ``open_`` ends it all."""
        self.folder, self._clock, self._open = folder, clock, open_
        self._started = 0
        self._source = subprocess.Popen(
            [sys.executable, "-m", "tests.day.room_station"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        open_.callback(self._end)

    def _end(self) -> None:
        assert self._source.stdin is not None
        self._source.stdin.close()
        self._source.wait(30)

    def errors_of(self, name: str) -> Path:
        """Return where the errors of a laptop come."""
        return self.folder / f"{name}-errors.txt"

    def open(self, name: str, **order: str) -> socket.socket:
        """Start a laptop; one of the same name goes on with what lies on its disk."""
        self._started += 1
        with closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.settimeout(60)
            path = self.folder / f"way-{self._started}"
            listening.bind(str(path))
            listening.listen()
            order |= {
                "way": str(path), "errors": str(self.errors_of(name)),
                "data_dir": str(self.folder / name), "clock": str(self._clock.path),
            }  # fmt: skip
            assert self._source.stdin is not None
            self._source.stdin.write(json.dumps(order).encode() + b"\n")
            self._source.stdin.flush()
            way, _from = listening.accept()
        self._open.callback(way.close)  # whoever is there ends with it
        return way

    def station(self, name: str, link: str = "", *, window: bool = False) -> Station:
        """Start a note-taker's laptop."""
        way = self.open(name, kind="window" if window else "table", link=link)
        return Station(way, self.errors_of(name), name)
