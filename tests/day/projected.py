"""A running day in a process of its own, whose displays a test plugs in and out.

``python -m tests.day.projected DATA_DIR`` opens the program on the display it is given and starts
the day. To each line it reads it answers with one line of JSON: what the program believes. Where
its windows really are, the test asks the X server.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.bootstrap.window_place import fit_screen
from app.domain.clock import StartDay
from app.settings import Settings, save
from app.steady import SteadyClock
from app.ui.console.word_stack import WordStack
from tests.workshops import copy_of_template


def state(program: Program) -> dict[str, object]:
    """Return the displays, both windows' ids, what the console says and where its button is."""
    assert program.day is not None
    window, room = program.window, program.day.room
    screens = QGuiApplication.screens()
    stacks = [stack for stack in window.findChildren(WordStack) if stack.isVisible()]
    texts = [text for stack in stacks for text in stack.texts()]
    buttons = [
        button.mapToGlobal(QPoint(button.width() // 2, button.height() // 2)).toTuple()
        for button in window.findChildren(QPushButton)
        if button.text() == "Use this display" and button.isVisible()
    ]
    return {
        "screens": {
            screen.name(): [*screen.geometry().topLeft().toTuple(),
                            *(screen.geometry().size() * screen.devicePixelRatio()).toTuple()]
            for screen in screens
        },
        "scales": {screen.name(): screen.devicePixelRatio() for screen in screens},
        "room": int(room.winId()),
        "console": int(window.winId()),
        "wanted": room.wanted,
        "words": texts,
        "button": buttons[0] if buttons else None,
        "running": program.day.desk.rundown().running,
    }  # fmt: skip


def main() -> None:
    data_dir = Path(sys.argv[1])
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    path = copy_of_template(data_dir / "workshops" / "Riverbend.eqw")
    application = build_application()
    program = Program(application, data_dir, SteadyClock())
    fit_screen(program.window)
    program.start()
    application.processEvents()
    program.open_workshop(path, page="console")
    assert program.day is not None
    program.day.desk.submit(StartDay(activity_id="norms", at=program.now()))
    ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def answer() -> None:
        if sys.stdin.readline():
            print(json.dumps(state(program)), flush=True)
        else:
            ear.setEnabled(False)
            program.window.close()

    ear.activated.connect(answer)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
