"""Somebody who types into the real program until the power goes.

``python -m tests.day.typist`` reads one order a line (JSON: data_dir, path, seed, saves,
seconds). For each it forks a child that opens the program, starts the day and types, and kills it
with SIGKILL so many seconds after so many saves: a slow computer is not killed before it types. It
answers with one line: what the child was told was saved.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap import open_workshop, pages, sections  # noqa: F401 - imported before the fork
from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.domain.framework import Lens
from app.domain.rundown import Phase
from app.services import running
from app.settings import Settings, save
from app.steady import SteadyClock
from app.ui.console import view as console  # noqa: F401
from app.ui.score import view as score  # noqa: F401
from app.ui.widgets.level_option import LevelOption

FIELDS = ("sheet.foundations.reason", "sheet.access.reason", "sheet.evidence")


class Typist:
    """Types on the score page, changes levels, and turns the day's pages."""

    def __init__(self, program: Program, told: int, seed: int) -> None:
        self.program, self.told = program, told
        self.chance = random.Random(seed)
        self.words = 0
        assert program.day is not None
        self.operations = program.day.operations
        self.operations.changed.connect(self._tell, Qt.ConnectionType.DirectConnection)
        self.operations.drafts_kept.connect(self._tell, Qt.ConnectionType.DirectConnection)

    def _tell(self, *_what: object) -> None:
        """Pass on what the writer thread has just called saved, from that very thread."""
        snapshot = self.operations.snapshot
        now = self.operations.now()
        line = {
            "now": now.isoformat(),
            "remaining": snapshot.rundown(now).remaining_seconds,
            "running": snapshot.rundown(now).phase is Phase.RUNNING,
            "drafts": {draft.key: draft.text for draft in snapshot.drafts},
            "cells": {entry.id: [entry.cell, entry.value] for entry in snapshot.cells},
            "notes": {note.id: snapshot.words(note.id) for note in snapshot.notes},
            "events": [event.id for event in snapshot.clock_events],
            "marked": running.found(self.program.data_dir) is not None,
        }
        os.write(self.told, json.dumps(line).encode() + b"\n")

    def type_for_ever(self) -> NoReturn:
        for act in self._acts():
            act()
            QApplication.processEvents()
        raise AssertionError("the acts never end")

    def _acts(self) -> Iterator[Any]:
        self._show("console")
        self._press("console.start")
        while True:
            self._show(f"score:{self.operations.snapshot.groups[0].id}")
            for _sentence in range(3):
                yield from self._sentence(self.chance.choice(FIELDS))
                yield self._level
            self._show("notes")
            yield from self._sentence("notes.new")
            yield self._enter
            self._show("console")
            self.find("console.next").setFocus()
            yield self._turn

    def find(self, name: str) -> QWidget:
        return next(w for w in self.program.window.findChildren(QWidget, name) if w.isVisible())

    def _show(self, page: str) -> None:
        self.program.window.show_page(page)
        QApplication.processEvents()

    def _press(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        button.click()
        QApplication.processEvents()

    def _sentence(self, name: str) -> Iterator[Any]:
        """Yield one act a letter."""
        field = self.find(name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        self.words += 1
        for letter in f"word{self.words} ":
            yield lambda key=letter: QTest.keyClick(field, key)

    def _level(self) -> None:
        picker = self.find(f"sheet.{self.chance.choice(list(Lens)).value}.picker")
        option = self.chance.choice(picker.findChildren(LevelOption))
        QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))

    def _enter(self) -> None:
        QTest.keyClick(self.find("notes.new"), Qt.Key.Key_Return)

    def _turn(self) -> None:
        self._press(self.chance.choice(("console.next", "console.add_minute", "console.pause")))


def live(data_dir: Path, path: Path, seed: int, told: int) -> NoReturn:
    """Open the program and type until killed."""
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    program = Program(build_application(), data_dir, SteadyClock())
    program.window.show()
    program.open_workshop(path)
    Typist(program, told, seed).type_for_ever()


def killed(order: dict[str, Any]) -> dict[str, Any]:
    """Let a child live, and kill it; return what it was told last, and when it died."""
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(answer)
            live(Path(order["data_dir"]), Path(order["path"]), order["seed"], told)
        finally:
            os._exit(1)
    os.close(told)
    with os.fdopen(answer, "rb") as pipe:
        lines = [json.loads(pipe.readline())]
        while not lines[-1]["marked"]:
            lines.append(json.loads(pipe.readline()))
        lines += [json.loads(pipe.readline()) for _save in range(order["saves"])]
        time.sleep(order["seconds"])
        os.kill(child, signal.SIGKILL)
        at = datetime.now().astimezone().isoformat()
        rest = pipe.read()
    _pid, status = os.waitpid(child, 0)
    lines += [json.loads(line) for line in rest.split(b"\n")[:-1]]
    return {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "at": at,
            "told": len(lines), **lines[-1]}  # fmt: skip


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(killed(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
