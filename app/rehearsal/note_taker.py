"""A table's note-taker: the real station program, in a process that is told what to do at it.

Each line on standard input is an order (JSON: a name, and what it is given), answered by one line
on standard output. Without anybody who gives orders the process ends at once.
"""

import json
import logging
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow

from app.bootstrap.open_station import OpenStation
from app.bootstrap.station_outbox import FileOutbox
from app.bootstrap.station_program import StationProgram, run_station
from app.domain.cells import Field
from app.domain.giving_up import Tell
from app.rehearsal import scoring
from app.rehearsal.plan import Answer, answer_from
from app.rehearsal.sheet_hands import MissingControlError, SheetHands
from app.room import station as link
from app.services.files import WorkshopFile
from app.settings import Settings, save
from app.steady import SteadyClock
from app.ui.desk import Desk
from app.ui.station.view import ROADS, SHEET, StationView

LOOK_MS = 10
PATIENCE_SECONDS = 90.0
HEARTBEAT_SECONDS, FIRST_PAUSE, LONGEST_PAUSE = 1.0, 0.2, 1.0
"""The rehearsed day runs many times as fast as a real one, and so do signs of life and pauses."""


def live(told: str) -> NoReturn:
    """Be the note-taker of one table until told to go; ``told``: folder and language."""
    table = json.loads(told)
    folder = Path(table["folder"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever gives the orders hears it, too
    link.HEARTBEAT_SECONDS = HEARTBEAT_SECONDS
    link.FIRST_PAUSE, link.LONGEST_PAUSE = FIRST_PAUSE, LONGEST_PAUSE
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.ERROR)  # the program's own log, begun later, goes on as ever
    save(folder, Settings(language=table["language"], theme="light", reduced_motion=True))
    takers: list[NoteTaker] = []
    code = run_station(folder, SteadyClock(), "", lambda program: takers.append(NoteTaker(program)))
    sys.stdout.flush()
    os._exit(code)  # the thread that reads orders still waits for one


class TableHands(SheetHands):
    """Works a station's window."""

    def __init__(self, program: StationProgram) -> None:
        """Work the window of ``program``."""
        self._program = program

    @property
    def window(self) -> QMainWindow:
        """Return the station's window."""
        return self._program.window

    @property
    def desk(self) -> Desk:
        """Return the station's desk."""
        return self.station.desk

    @property
    def station(self) -> OpenStation:
        """Return the open station."""
        if self._program.station is None:
            raise MissingControlError("no station is open")
        return self._program.station

    @property
    def view(self) -> StationView:
        """Return the station's pages."""
        if self._program.window.view is None:
            raise MissingControlError("no station is shown")
        return self._program.window.view

    def settle(self) -> None:
        """Wait until all is on this laptop's disk; before a room is joined there is nothing."""
        QApplication.processEvents()
        if self._program.station is not None:
            super().settle()

    def open_sheet(self, group_id: str, dimension_id: str) -> None:
        """Show the sheet of a dimension of the own group."""
        self.view.open_dimension(dimension_id)
        self.settle()


class NoteTaker(QObject):
    """Carries out orders, one after the other; each method ``do_…`` is one."""

    def __init__(self, program: StationProgram) -> None:
        """Begin to listen."""
        super().__init__(program)
        self._program, self._hands = program, TableHands(program)
        self._orders: queue.SimpleQueue[list[Any] | None] = queue.SimpleQueue()
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def _listen(self) -> None:
        unread = b""
        while found := os.read(0, 65536):
            *lines, unread = (unread + found).split(b"\n")
            for line in lines:
                self._orders.put(json.loads(line))
        self._orders.put(None)

    def _on_timer_timeout(self) -> None:
        if self._busy or self._orders.empty():
            return
        order = self._orders.get()
        if order is None:
            os._exit(1)
        self._busy = True
        try:
            name, given = order
            told = getattr(self, f"do_{name}")(**given) or {}
            tell(told={**told, "seq": self._newest()})
        except Exception:  # noqa: BLE001 - told to whoever gave the order, who fails
            tell(wrong=traceback.format_exc())
        finally:
            self._busy = False

    def _newest(self) -> int:
        """Return the number of the newest entry that this station wrote."""
        if self._program.station is None:
            return 0

        def read(file: WorkshopFile, _tell: Tell) -> list[int]:
            return [FileOutbox(file.database).newest()[0]]

        return self._program.station.operations.ask(read)[0]

    def _wait(self, until: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            QApplication.processEvents()
            time.sleep(0.005)

    def do_join(self, link: str) -> dict[str, Any]:
        """Join with a link, or go on where this station was."""
        hands = self._hands
        if self._program.station is None:
            hands.find(QLineEdit, "join.where").setText(link)
            hands.press("join.go")
            self._wait(lambda: hands.shown(QAbstractButton, "compare.yes"), "digits")
            hands.press("compare.yes")
        self._wait(lambda: self._program.station is not None, "a station")
        station = hands.station
        self._wait(lambda: bool(station.desk.group_id) and hands.view.page == SHEET, "a sheet")
        return {"station": station.desk.station_id, "digits": station.road.compare}

    def do_score(self, answers: list[dict[str, Any]]) -> None:
        """Enter the group's answers, and say that it is finished."""
        scoring.enter(self._hands, answers_from(answers))

    def do_score_till_away(self, answers: list[dict[str, Any]]) -> None:
        """Enter them, the end of the last one when the facilitator's laptop is gone."""
        scoring.enter(self._hands, answers_from(answers), self._await_away)

    def do_add(self, dimension_id: str, words: str) -> None:
        """Write something more at the end of a sheet's evidence."""
        self._hands.open_sheet("", dimension_id)
        scoring.append(self._hands, scoring.EVIDENCE, words)

    def do_type(self, dimension_id: str, field: str, words: str) -> None:
        """Type letter by letter, telling of every save, for somebody to end it in mid-word."""
        self._hands.open_sheet("", dimension_id)
        scoring.letter_by_letter(self._hands, field, words, lambda saved: tell(saved=saved))

    def do_finish(self, dimension_id: str, field: str, words: str) -> dict[str, Any]:
        """Finish words that broke off; tell what was there of them."""
        self._hands.open_sheet("", dimension_id)
        return {"found": scoring.finish(self._hands, field, words)}

    def do_confirm(self) -> None:
        """Confirm the group's scores."""
        self._hands.press("score.see")
        self._hands.press("score.confirm.yes")
        self._hands.view.open_page(SHEET)

    def do_state(self) -> dict[str, Any]:
        """Tell what the status line is made of."""
        self._hands.settle()
        state = self._hands.station.road.state
        return {
            "connected": state.connected,
            "waiting": state.waiting + len(self._hands.desk.snapshot.drafts),
            "equal": state.equal,
            "left_out": len(state.left_out),
        }

    def do_home(self, *, connected: bool = True) -> dict[str, Any]:
        """Wait until all that was written is known to be on the facilitator's laptop."""

        def home() -> bool:
            found = self.do_state()
            return not found["waiting"] and (found["connected"] or not connected)

        self._wait(home, "all that was written at the hub")
        return self.do_state()

    def do_away(self) -> dict[str, Any]:
        """Wait until the window says that the facilitator's laptop is not there."""
        self._await_away()
        return self.do_state()

    def _await_away(self) -> None:
        self._wait(lambda: not self.do_state()["connected"], "a lost connection")

    def do_save_file(self, path: str) -> None:
        """Save all that was written to a file, for a stick."""
        self._hands.view.roads.save(Path(path))
        self._wait(Path(path).exists, "the file")

    def do_read_answer(self, path: str) -> dict[str, Any]:
        """Open the facilitator's answer to such a file."""
        self._hands.view.roads.read_answer(Path(path))
        return self.do_home(connected=False)

    def do_go_to(self, address: str) -> None:
        """Type the facilitator's new address."""
        self._hands.view.open_page(ROADS)
        self._hands.find(QLineEdit, "station.roads.address").setText(address)
        self._hands.press("station.roads.go")
        self._hands.view.open_page(SHEET)

    def do_look(self) -> dict[str, Any]:
        """Tell what this station knows of other groups' scores."""
        snapshot, own = self._hands.desk.snapshot, self._hands.station.desk.group_id
        scores = (Field.RATING.value, Field.NOT_SCORED.value)
        others = sum(one.group_id != own and one.field in scores for one in snapshot.cells)
        return {"revealed": snapshot.workshop.revealed_at is not None, "others": others}

    def do_await_reveal(self) -> None:
        """Wait until the facilitator's reveal has come."""

        def here() -> bool:
            found = self.do_look()
            return bool(found["revealed"] and found["others"])

        self._wait(here, "the reveal")

    def do_picture(self, path: str) -> None:
        """Take a picture of the window."""
        self._hands.settle()
        self._program.window.grab().save(path, "png")

    def do_end(self) -> None:
        """Close the window; the process ends."""
        self._timer.stop()
        QTimer.singleShot(0, self._program.window, self._program.window.close)


def answers_from(rows: list[dict[str, Any]]) -> tuple[Answer, ...]:
    """Return answers as they were given in an order."""
    return tuple(answer_from(row) for row in rows)


def tell(**said: Any) -> None:
    """Tell one line."""
    try:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    except OSError:
        os._exit(1)  # whoever listened was ended from outside; nobody is left to be told
