"""A data file of 300 MB, as the Common Core of Data publishes: read, narrowed down, cancelled."""

import csv
import os
import tempfile
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QListView

from app.bootstrap.program import Program
from app.storage.places import Places
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.place_choice import PlaceChoice
from app.ui.data.view import DataView
from tests import day_data
from tests.bench import ccd_file
from tests.bench.figures import Figure, tell
from tests.bench.windows import fresh_program, settle

SIZE = 300 * 1024 * 1024
PATIENCE_SECONDS = 180.0
_TICK_MS = 5


class Watch(QObject):
    """Looks every few milliseconds how long the window was away, and how large all processes are.

    Attributes:
        gap: the longest time in ms between two turns of the event loop.
        most: the most that program and reader held at once, in MB.

    """

    def __init__(self) -> None:
        super().__init__()
        self.gap, self.most = 0.0, 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(_TICK_MS)
        self._ended = threading.Event()
        # On a thread: reading the system's tables must not count as the window's own work.
        self._weigher = threading.Thread(target=self._weigh, name="weigher", daemon=True)
        self._weigher.start()

    def restart(self) -> None:
        """Begin a new part."""
        self.gap, self.most, self._last = 0.0, 0.0, time.perf_counter()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._ended.set()
        self._weigher.join()

    def _on_timer_timeout(self) -> None:
        now = time.perf_counter()
        self.gap, self._last = max(self.gap, (now - self._last) * 1000), now

    def _weigh(self) -> None:
        while not self._ended.wait(0.1):
            self.most = max(self.most, memory_of(family()))


def family() -> list[int]:
    """Return this process and those that it started."""
    here = os.getpid()
    found = [here]
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == here:
            found.append(int(place.parent.name))
    return found


def memory_of(processes: list[int]) -> float:
    """Return what processes hold in MB; what they share counts once (proportional set size)."""
    total = 0
    for process in processes:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def bare_seconds(path: Path) -> float:
    """Return how long Python's own reader takes for the file, with nothing done to its rows."""
    began = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        for _cells in csv.reader(file):
            pass
    return time.perf_counter() - began


def until(done, seconds: float = PATIENCE_SECONDS) -> None:  # type: ignore[no-untyped-def]
    """Let the program live until something holds; TimeoutError where it never does."""
    end = time.monotonic() + seconds
    while not done():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.001)


def open_page(program: Program) -> DataView:
    """Open the page of district data in a workshop."""
    path = Places(program.data_dir).workshops / "data.eqw"
    path.parent.mkdir(parents=True, exist_ok=True)
    day_data.full_day(path).close()
    program.open_workshop(path, page="prepare")
    assert program.day is not None
    settle(program.day)
    view = DataView(program.day.desk)
    view.resize(1200, 800)
    view.show()
    return view


def main() -> None:
    """Measure, and tell the figures."""
    with tempfile.TemporaryDirectory(prefix="bench-data-") as folder:
        path = Path(folder) / "membership.csv"
        ccd_file.write(path, SIZE)
        bare = bare_seconds(path)
        with fresh_program() as program:
            view = open_page(program)
            watch = Watch()
            _measure(view, path, bare, watch)
            watch.end()
            view.close()


def _measure(view: DataView, path: Path, bare: float, watch: Watch) -> None:
    panel = view.findChild(DataImportPanel)
    places = view.findChild(PlaceChoice)
    before = set(Path(tempfile.gettempdir()).glob("equity-data-*"))
    megabytes = f"{path.stat().st_size / 1024 / 1024:.0f} MB"
    watch.restart()
    began = time.perf_counter()
    view.import_file(path)
    until(places.isVisible)
    listed = time.perf_counter() - began
    tell(
        Figure(
            name=f"districts of a data file of {megabytes} listed", value=listed, unit="s",
            baseline=bare, against="Python's csv alone", budget=5, by_ratio=True,
        )
    )  # fmt: skip
    began = time.perf_counter()
    keys = [place.key for place in places.model._places if place.name == "Riverbend"]
    places.places_chosen.emit(tuple(keys))
    until(lambda: panel.table is not None and panel.go.isVisible())
    tell(
        Figure(
            name="the rows of one district read of it", value=time.perf_counter() - began,
            unit="s", baseline=bare, against="Python's csv alone", budget=5, by_ratio=True,
            note=f"{len(panel.table.rows) if panel.table else 0} rows",
        )
    )  # fmt: skip
    tell(
        Figure(
            name="memory of program and reader meanwhile", value=watch.most, unit="MB",
            baseline=memory_of([os.getpid()]), against="the program afterwards", budget=300,
        )
    )  # fmt: skip
    tell(
        Figure(
            name="longest gap of the window meanwhile", value=watch.gap, unit="ms",
            baseline=float(_TICK_MS), against="how often it looks", budget=150,
        )
    )  # fmt: skip
    view.import_file(path)
    until(lambda: len(family()) > 1)
    time.sleep(1.0)
    began = time.perf_counter()
    panel._cancel.click()
    until(lambda: len(family()) == 1)
    until(lambda: set(Path(tempfile.gettempdir()).glob("equity-data-*")) == before)
    tell(
        Figure(
            name="cancelled in the midst: reader ended, nothing left", unit="ms", budget=500,
            value=(time.perf_counter() - began) * 1000, baseline=50,
            against="how often it is asked",
        )
    )  # fmt: skip
    assert isinstance(view.findChild(QListView), QListView)


if __name__ == "__main__":
    main()
