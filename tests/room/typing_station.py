"""A note-taker who never stops, to be killed: ``python -m tests.room.typing_station FOLDER``.

Types in the real window of an open station and presses levels. Whenever the window says that all is
kept (here or at the hub), a line on standard output says what that is.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from app.bootstrap.application import build_application
from app.bootstrap.station_program import StationProgram
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_picker import LevelPicker
from tests.room.desktops import wall

PAUSE_SECONDS = 0.04
"""Between letters there is none of it, one or two."""
LEVEL_EVERY = 7
"""Letters from one pressed level to the next."""


def main(folder: Path) -> None:
    """Go on where the station is, and write until the process is killed."""
    application = build_application()
    program = StationProgram(application, folder.parent.parent, wall)
    program.start()
    assert program.station is not None
    window = program.window
    field = window.findChild(DraftText, "sheet.evidence")
    picker = window.findChild(LevelPicker, "sheet.foundations.picker")
    typed = field.text()
    field.moveCursor(field.textCursor().MoveOperation.End)
    pressed = ""
    for number in range(100_000):
        letter = "abcdefghij klmnop "[number % 18]
        QTest.keyClicks(field, letter)
        typed += letter
        if number % LEVEL_EVERY == 0:
            key = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[number // LEVEL_EVERY % 3]
            stops = (o for o in picker._options if o.focusPolicy() & Qt.FocusPolicy.TabFocus)
            QTest.keyClick(next(stops), key)
            pressed = picker.value() or ""
        until = time.monotonic() + PAUSE_SECONDS * (number % 3)
        while time.monotonic() < until:
            QCoreApplication.processEvents()
            time.sleep(0.002)
        if window._local[1] == "success":
            print(json.dumps({"words": typed, "level": pressed}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
