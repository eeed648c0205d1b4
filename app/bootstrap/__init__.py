"""The only place that builds the parts and joins them."""

import gc
from pathlib import Path

from app import log
from app.steady import Now, SteadyClock


def run(data_dir: Path, now: Now | None = None) -> int:
    """Open the window and run until it is closed; return the exit code."""
    # A start makes much that stays and nothing to throw away: Python would look through it sixty
    # times before the window is there. What comes later is garbage.GarbageKeeper's.
    gc.disable()
    from PySide6.QtCore import QTimer

    from app.bootstrap.application import build_application
    from app.bootstrap.crash_reports import CrashReporter
    from app.bootstrap.faults import FaultWatch
    from app.bootstrap.program import Program
    from app.bootstrap.warming import WARM_AFTER_MS

    application = build_application(spoken=False)
    log.start_log(data_dir)
    reporter = CrashReporter(data_dir)
    reporter.start()
    faults = FaultWatch()
    faults.start()
    program = Program(application, data_dir, now or SteadyClock())
    faults.fault_found.connect(program.tell_fault)
    reporter.written.connect(program.tell_report)
    program.place_window()
    program.start()
    QTimer.singleShot(WARM_AFTER_MS, reporter, reporter.describe_system)
    code = int(application.exec())
    faults.stop()
    reporter.stop()
    log.stop_log()
    gc.enable()
    return code


def run_station(data_dir: Path, link: str = "") -> int:
    """Open a station's window and run until it is closed; return the exit code."""
    from app.bootstrap.station_program import run_station as run

    return run(data_dir, SteadyClock(), link)
