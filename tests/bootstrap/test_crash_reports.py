"""A fault leaves a report that helps and quotes nobody; the day goes on, and Home offers it."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import __version__
from app.bootstrap import crash_reports
from app.bootstrap.crash_reports import CrashReporter, folder_of, reports, unseen
from app.bootstrap.faults import FaultWatch
from app.bootstrap.program import Program
from app.domain.errors import UserError
from app.services import library
from app.services import reports as building
from app.services.reports import ReportBuild
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.widgets.banner import Banner
from tests.workshops import NOON

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zelda Quint"
NATIVE_CRASH = (
    "import ctypes, sys\n"
    "from pathlib import Path\n"
    "from app.bootstrap.crash_reports import CrashReporter\n"
    "def meets_its_end(words):\n"
    "    ctypes.string_at(0)\n"
    "reporter = CrashReporter(Path(sys.argv[1]))\n"
    "reporter.start()\n"
    "reporter.describe_system()\n"
    "meets_its_end('Zelda Quint')\n"
)


@pytest.fixture
def reporter(qapp: QApplication, data_dir: Path) -> Iterator[CrashReporter]:
    """Return a reporter and a fault watch in their places."""
    made, watch = CrashReporter(data_dir), FaultWatch()
    made.start()
    watch.start()
    yield made
    watch.stop()
    made.stop()


def _break() -> None:
    words = f"cannot read {SECRET}"
    raise ValueError(words)


def _only(data_dir: Path) -> str:
    (report,) = reports(data_dir)
    return report.read_text("utf-8")


def _look_right(text: str) -> None:
    for needed in (
        f"Equity Workshop {__version__}",
        "When: ",
        "System: ",
        "Python 3.",
        "SQLite 3.",
    ):
        assert needed in text
    assert SECRET not in text
    assert str(Path.home()) not in text
    assert str(ROOT) not in text


def test_a_fault_in_a_slot_leaves_one_report(
    qtbot: QtBot, reporter: CrashReporter, data_dir: Path, logged_errors: list[logging.LogRecord]
) -> None:
    for _time in range(3):
        QTimer.singleShot(0, reporter, _break)
        qtbot.wait(20)
    text = _only(data_dir)
    _look_right(text)
    assert "Where: MainThread thread" in text
    assert 'File "tests/bootstrap/test_crash_reports.py"' in text
    assert text.rstrip().endswith("ValueError")
    assert logged_errors


def test_a_fault_in_a_thread_is_told_on_the_window_s_thread(
    qtbot: QtBot, reporter: CrashReporter, data_dir: Path, logged_errors: list[logging.LogRecord]
) -> None:
    with qtbot.waitSignal(reporter.written) as written:
        thread = threading.Thread(target=_break, name="writer")
        thread.start()
        thread.join()
    assert written.args == reports(data_dir)
    text = _only(data_dir)
    _look_right(text)
    assert "in _break" in text
    assert logged_errors


def test_a_worker_that_breaks_leaves_its_stack(
    reporter: CrashReporter,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    raising = f"def deep():\n    raise RuntimeError('{SECRET}')\ndeep()\n"
    crashing = (
        "import ctypes\nfrom app.reports import worker\n"
        "def build(job):\n    ctypes.string_at(0)\n"
        "worker.from_json = lambda *_: None\nworker.build = build\nworker.main()\n"
    )
    for code, expected in ((raising, "RuntimeError"), (crashing, "Fatal Python error")):
        monkeypatch.setattr(
            building, "worker_command", lambda code=code: [sys.executable, "-c", code]
        )
        with (
            ReportBuild(lambda: b"{}", tmp_path / "x.pdf", 30.0) as build,
            pytest.raises(UserError),
        ):
            build.wait()
        text = reports(data_dir)[0].read_text("utf-8")
        _look_right(text)
        assert "Where: report worker" in text
        assert expected in text
        assert "in deep" in text or "in build" in text
    assert len(reports(data_dir)) == 2
    assert logged_errors


def test_a_crash_below_python_is_reported_at_the_next_start(
    qapp: QApplication, data_dir: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NATIVE_CRASH, str(data_dir)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert reports(data_dir) == []
    reporter = CrashReporter(data_dir)
    reporter.start()
    reporter.stop()
    text = _only(data_dir)
    _look_right(text)
    assert "Where: native code" in text
    assert "in meets_its_end" in text
    assert list(folder_of(data_dir).glob("running-*")) == []


def test_a_crash_before_the_window_is_there_is_reported_too(
    qapp: QApplication, data_dir: Path
) -> None:
    code = NATIVE_CRASH.replace("reporter.describe_system()\n", "")
    subprocess.run([sys.executable, "-c", code, str(data_dir)], cwd=ROOT, timeout=60, check=False)
    reporter = CrashReporter(data_dir)
    reporter.start()
    reporter.stop()
    text = _only(data_dir)
    _look_right(text)
    assert "in meets_its_end" in text


def test_a_program_that_was_only_killed_leaves_no_report(
    qapp: QApplication, data_dir: Path
) -> None:
    code = NATIVE_CRASH.replace("ctypes.string_at(0)", "import os; os._exit(9)")
    subprocess.run([sys.executable, "-c", code, str(data_dir)], cwd=ROOT, timeout=60, check=False)
    assert len(list(folder_of(data_dir).glob("running-*"))) == 1
    assert crash_reports.adopt_native_crashes(data_dir) == []
    assert list(folder_of(data_dir).iterdir()) == []


def test_reports_are_bounded_and_the_newest_stay(data_dir: Path) -> None:
    written = [
        crash_reports.write_report(data_dir, "window", str(number))
        for number in range(crash_reports.MOST_REPORTS + 5)
    ]
    assert reports(data_dir) == written[: -crash_reports.MOST_REPORTS - 1 : -1]


def test_a_folder_that_cannot_be_written_stops_nothing(
    qapp: QApplication, data_dir: Path, logged_errors: list[logging.LogRecord]
) -> None:
    (data_dir / crash_reports.FOLDER).write_text("in the way")
    reporter = CrashReporter(data_dir)
    reporter.start()
    reporter.report("window", "a stack")
    reporter.stop()
    assert reports(data_dir) == []
    assert unseen(data_dir) == []
    crash_reports.mark_seen(data_dir)


@pytest.fixture
def program(qapp: QApplication, data_dir: Path) -> Iterator[Program]:
    """Return the program on Home."""
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    made.window.show()
    made.show_home()
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def _offer(program: Program) -> Banner:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    banner = program.window.findChild(Banner, "home.reports")
    assert isinstance(banner, Banner)
    return banner


def test_the_console_tells_calmly_where_the_report_lies_and_the_day_goes_on(
    qtbot: QtBot,
    program: Program,
    reporter: CrashReporter,
    data_dir: Path,
    logged_errors: list[logging.LogRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: data_dir.parent)
    path = library.create_workshop(data_dir, district="Riverbend", day=NOON.date(), now=NOON)
    program.open_workshop(path, page="console")
    reporter.written.connect(program.tell_report)
    QTimer.singleShot(0, reporter, _break)
    assert program.day is not None
    words = program.day.desk.words
    qtbot.waitUntil(lambda: "fault" in words)
    assert f"“{Path('~') / data_dir.name / crash_reports.FOLDER}”" in words["fault"].text
    assert str(data_dir.parent) not in words["fault"].text
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    ((label, show),) = words["fault"].actions
    assert label == "Show the folder"
    show()
    assert opened == [str(folder_of(data_dir))]
    assert QApplication.activeModalWidget() is None
    assert logged_errors


def test_home_offers_the_folder_once(
    program: Program, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not _offer(program).isVisible()
    crash_reports.write_report(data_dir, "window", "a stack")
    program.show_home()
    assert _offer(program).isVisible()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    next(
        b for b in _offer(program).findChildren(QPushButton) if b.text() == "Show the folder"
    ).click()
    assert opened == [str(folder_of(data_dir))]
    program.show_home()
    assert not _offer(program).isVisible(), "it is not offered again for the same report"
    crash_reports.write_report(data_dir, "window", "another stack")
    program.show_home()
    assert _offer(program).isVisible()
