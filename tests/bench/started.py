"""Start the program as a person does, in this process, and tell when it was painted and usable.

Prints a line of JSON for the first picture and one for Home: the moment (seconds of ``time.time``),
the processor time used so far, and which heavy libraries are loaded by then. With ``bare`` as its
argument it shows a bare window of PySide6 instead, for comparison.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HEAVY = (
    "pandas",
    "numpy",
    "pyqtgraph",
    "reportlab",
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "PIL",
    "PySide6.QtDBus",
)
"""Libraries that nothing needs before the first picture."""

OF_A_WORKSHOP = ("app.domain.snapshot", "app.domain.rundown", "app.ui.desk", "app.operations")
"""Parts of the program that only an open workshop needs; slow to load together."""


def tell(what: str) -> None:
    """Print that ``what`` has just happened."""
    loaded = [name for name in HEAVY if name in sys.modules]
    ours = [name for name in OF_A_WORKSHOP if name in sys.modules]
    moment = {"what": what, "at": time.time(), "cpu": time.process_time(), "loaded": loaded}
    moment["ours"] = ours
    print(json.dumps(moment), flush=True)


def end() -> None:
    """Tell that Home is there, and leave at once: how Python ends is not measured."""
    tell("usable")
    os._exit(0)


def bare() -> None:
    """Show a window of the same size with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    tell("painted")
    os._exit(0)


def watch_pictures(painted: Callable[[], None], usable: Callable[[], None]) -> None:
    """Call ``painted`` once the window has been painted first, and ``usable`` once Home has.

    Only these two are listened to. A listener to the whole application is handed what Qt makes for
    itself (viewports, scroll bars), and the first of those has PySide make every class of Qt: 50 ms
    that the program does not spend.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QWidget

    from app.bootstrap import program
    from app.ui.main_window import MainWindow

    class Watch(QObject):
        def __init__(self, watched: QWidget, told: Callable[[], None]) -> None:
            super().__init__(watched)
            self._told = told
            watched.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                # What is being painted has been painted when the loop turns again.
                QTimer.singleShot(0, self, self._told)
            return False

    class WatchedWindow(MainWindow):
        def show_home(self, home: QWidget) -> None:
            Watch(home, usable)
            super().show_home(home)

        def show(self) -> None:
            Watch(self, painted)
            super().show()

    program.MainWindow = WatchedWindow


def program() -> None:
    """Open the program on an empty data folder; leave once Home takes what is typed."""
    from app import __main__ as start
    from app import bootstrap

    original = bootstrap.run

    def run(data_dir: Path) -> int:
        watch_pictures(lambda: tell("painted"), end)
        return original(data_dir)

    bootstrap.run = run
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start.main(["--data-dir", folder])


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bare() if sys.argv[1:] == ["bare"] else program()
