"""The only place that builds the parts and joins them."""

from pathlib import Path

from app import log
from app.steady import Now, SteadyClock


def run(data_dir: Path, now: Now | None = None) -> int:
    """Open the window and run until it is closed; return the exit code."""
    from app.bootstrap.application import build_application
    from app.bootstrap.crash_reports import CrashReporter
    from app.bootstrap.faults import FaultWatch
    from app.bootstrap.program import Program

    application = build_application()
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
    code = int(application.exec())
    faults.stop()
    reporter.stop()
    log.stop_log()
    return code
