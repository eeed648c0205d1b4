"""The pinned Qt can emit a signal all day on every supported Python."""

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Clock(QObject):
    ticked = Signal()
    answered = Signal(bool)

application = QCoreApplication([])
clock = Clock()
heard = []
clock.answered.connect(heard.append)
for _ in range(5_000):
    clock.ticked.emit()
    clock.answered.emit(True)
assert heard == [True] * 5_000
"""


def test_ten_thousand_signals_leave_the_process_alive() -> None:
    """PySide6 6.12.0 drops a reference to True at each emit; Python 3.11 aborts after 550."""
    done = subprocess.run(
        [sys.executable, "-c", EMIT], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
