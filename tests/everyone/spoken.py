"""The program on an X display of its own, page after page, with a screen reader beside it.

``dbus-run-session -- python -m tests.everyone.spoken DATA_DIR OUT`` writes what the reader met on
every page as JSON: {page: [nodes]}, and under "heard" what was said aloud.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.domain.cells import AskForHelp
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.widgets.announcing import announce
from tests import day_data, pictures
from tests.station_pictures import StationScene

SYSTEM_PYTHON = "/usr/bin/python3"
TRIES = 60
HEARD_THERE = "heard at the station"
ANSWER_MS = 120_000
ALIKE = frozenset(
    {"home", "arrivals-before", "console-absorb", "console-finished", "score-sheet-end"}
)
"""Pictures of a page whose parts are all on another one."""


class Reader:
    """The other process; this one goes on living while it reads."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py")), str(os.getpid())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, word: str) -> Any:
        """Return the answer to one word."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(word.encode() + b"\n")
        self.process.stdin.flush()
        answer, pipe = bytearray(), self.process.stdout.fileno()
        # It waits in Qt's own loop, which answers the reader as soon as that asks.
        loop, ready = QEventLoop(), QSocketNotifier(pipe, QSocketNotifier.Type.Read)
        QTimer.singleShot(ANSWER_MS, loop, loop.quit)

        def take() -> None:
            more = os.read(pipe, 1 << 20)
            answer.extend(more)
            if not more or answer.endswith(b"\n"):
                loop.quit()

        ready.activated.connect(take)
        loop.exec()
        ready.setEnabled(False)
        assert answer.endswith(b"\n"), "the screen reader says nothing"
        return json.loads(answer)

    def hear(self, window: QWidget) -> None:
        """Wait until it hears what a window says.

        A program asks once who listens; what was lost on the way then stays lost on a busy machine.
        """
        for _try in range(TRIES):
            announce(window, "Is anybody listening?")
            pictures.pump(0.5)
            if any("announcement" in one["kind"] for one in self.ask("heard")):
                return
            self.ask("listen")
        raise AssertionError("the screen reader hears nothing of this program")

    def close(self) -> None:
        """Hang up."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(20)


def walk(program: Program, data_dir: Path, reader: Reader) -> Iterator[tuple[str, Any]]:
    """Show every page and yield its name and the nodes on it."""
    for moment in (pictures.BEFORE, pictures.RUNNING, pictures.OVERRUN, pictures.FINISHED):
        path, now = pictures.build(data_dir, "normal", moment)
        program.now.advance(seconds=(now - program.now()).total_seconds())
        for shot in pictures.shots():
            if shot.moment == moment and shot.name not in ALIKE and shot.page[:5] != "room:":
                pictures.prepare(program, path, shot, seconds=0.03, fresh=False)
                yield shot.name, reader.ask("read")
        program.show_home()


def after_a_call_for_help(program: Program, reader: Reader) -> Any:
    """Let a group ask for help; return what is heard then."""
    reader.ask("heard")
    assert program.day is not None
    desk = program.day.desk
    desk.submit(AskForHelp(group_id=desk.snapshot.groups[0].id))
    desk.operations.flush()
    told: list[dict[str, str]] = []
    for _try in range(TRIES):
        pictures.pump(0.5)
        told += reader.ask("heard")
        if any("announcement" in one["kind"] for one in told):
            break
    return told


def walk_station(data_dir: Path, reader: Reader) -> Iterator[tuple[str, Any]]:
    """Show every look of a note-taker's station; last, yield what was heard meanwhile."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    scene = StationScene(application, data_dir / "station", "overfull")
    reader.ask("heard")
    try:
        for name in scene.looks():
            pictures.pump(0.3)
            yield name, reader.ask("read")
        yield HEARD_THERE, reader.ask("heard")
    finally:
        scene.close()


def main() -> None:
    """Walk, and write down what was met."""
    data_dir, out = Path(sys.argv[1]), Path(sys.argv[2])
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    program = Program(build_application(), data_dir, SimulatedClock(day_data.START))
    program.window.show()
    reader = Reader()
    pictures.pump(1.0)
    reader.hear(program.window)
    met: dict[str, Any] = {}
    for name, nodes in walk(program, data_dir, reader):
        met[name] = nodes
        if name == "console-running":
            met["heard"] = after_a_call_for_help(program, reader)
    program.window.hide()
    met.update(walk_station(data_dir, reader))
    out.write_text(json.dumps(met), encoding="utf-8")
    reader.close()
    program.quit()
    program.window.deleteLater()
    pictures.pump(0.05)


if __name__ == "__main__":
    main()
