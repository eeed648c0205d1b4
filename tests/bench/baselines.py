"""The least that could be: what a bare file, a bare window or a bare list costs here and now."""

import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from tests.bench.figures import share

PDF_OF_ONE_LINE = """
import io
from reportlab.pdfgen.canvas import Canvas
page = Canvas(io.BytesIO())
page.drawString(72, 720, "Riverbend")
page.save()
"""


def commit_ms(folder: Path, percent: int, count: int = 200) -> float:
    """Return what a commit of one row costs SQLite, safe against a power cut like ours."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, words TEXT)")
    taken = []
    for number in range(count):
        began = time.perf_counter()
        connection.execute("INSERT INTO entry VALUES (?, ?)", (number, "The buses leave early."))
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.002)
    connection.close()
    return share(taken, percent)


def reading_ms(path: Path) -> float:
    """Return what it costs SQLite to open a file and read every row of it."""
    began = time.perf_counter()
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        connection.execute(f'SELECT * FROM "{name}"').fetchall()
    connection.close()
    return (time.perf_counter() - began) * 1000


class _Line(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.drawText(80, 80, "Riverbend")
        painter.end()


def painting_ms() -> float:
    """Return what one line of words on a full-HD widget costs to paint."""
    widget = _Line()
    widget.resize(1920, 1080)
    widget.show()
    QApplication.processEvents()
    taken = []
    for _turn in range(30):
        began = time.perf_counter()
        widget.update()
        QApplication.processEvents()
        taken.append((time.perf_counter() - began) * 1000)
    widget.close()
    widget.deleteLater()
    return statistics.median(taken)


def listing_ms(count: int) -> float:
    """Return what a bare list of so many lines costs to make and show."""
    began = time.perf_counter()
    plain = QListWidget()
    plain.addItems([f"District {number}" for number in range(count)])
    plain.resize(1366, 768)
    plain.show()
    QApplication.processEvents()
    taken = (time.perf_counter() - began) * 1000
    plain.close()
    plain.deleteLater()
    return taken


def label_more_ms(count: int) -> float:
    """Return what one more label costs under so many labels in a scrolled column."""
    page = QWidget()
    column = QVBoxLayout(page)
    for number in range(count):
        label = QLabel(f"Note {number}: " + "families want to be asked earlier. " * 3)
        label.setWordWrap(True)
        column.addWidget(label)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    scroll.resize(400, 700)
    scroll.show()
    QApplication.processEvents()
    began = time.perf_counter()
    column.addWidget(QLabel("One more"))
    settle_layout()
    taken = (time.perf_counter() - began) * 1000
    scroll.close()
    scroll.deleteLater()
    return taken


def settle_layout() -> None:
    """Let layouts follow each other, and paint."""
    for _turn in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


def pdf_seconds() -> float:
    """Return what a process takes that starts Python and sets one line as PDF."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", PDF_OF_ONE_LINE], check=True)
    return time.perf_counter() - began


def processor_seconds_of_a_clock(seconds: float) -> float:
    """Return the processor time of a bare window whose one label changes five times a second."""
    label = QLabel("12:00:00")
    label.resize(1366, 768)
    label.show()
    QApplication.processEvents()
    timer = label.startTimer(200)
    clock = _Clock(label)
    label.installEventFilter(clock)
    began = time.process_time()
    wait(seconds)
    used = time.process_time() - began
    label.killTimer(timer)
    label.close()
    label.deleteLater()
    return used


class _Clock(QObject):
    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self.label, self.turns = label, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Timer:
            self.turns += 1
            self.label.setText(f"12:00:{self.turns}")
        return False


def wait(seconds: float) -> None:
    """Let Qt's own loop run for a while, asleep between events as in the program."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def memory_mb() -> float:
    """Return the memory that this process holds, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
