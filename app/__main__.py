"""Arguments → bootstrap → event loop."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import __version__
from app.paths import DATA_DIR_VARIABLE, default_data_dir
from app.storage import scratch

NO_DISPLAY = (
    "There is no display here, so the window cannot open; "
    "rehearsing the bundled sample instead, into {folder}."
)

NO_WINDOW = (
    "There is no display here, so a station cannot open its window. Nothing was changed. "
    "Join with this program on a laptop with a screen, or with any browser."
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="equity-workshop",
        description="Runs a four-hour resource-equity workshop. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"Equity Workshop {__version__}")
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where workshops and settings lie"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    rehearse = commands.add_parser(
        "rehearse", help="run the whole day in minutes on sample data, and write what comes out"
    )
    rehearse.add_argument("--out", type=_folder, required=True, metavar="DIR")
    rehearse.add_argument("--people", type=Path, metavar="FILE", help="a sign-up file")
    rehearse.add_argument("--groups", type=int, default=7, metavar="N", help="2 to 12 (7)")
    rehearse.add_argument("--seed", type=int, default=1, metavar="N")
    export = commands.add_parser("export", help="write every report of a workshop")
    export.add_argument("workshop", metavar="WORKSHOP", help="a file, or a name from `list`")
    export.add_argument("--out", type=_folder, required=True, metavar="DIR")
    host = commands.add_parser("host", help="run a hub for note-takers, without windows")
    host.add_argument("workshop", metavar="WORKSHOP", help="a file, or a name from `list`")
    host.add_argument("--port", type=int, default=8443, metavar="P", help="of https (8443)")
    host.add_argument("--interface", default="0.0.0.0", metavar="A", help="address to listen on")
    host.add_argument(
        "--plain", action="store_true", help="also http, on the next port: anyone near can read it"
    )
    join = commands.add_parser("join", help="take notes for a group: join a room, or go on there")
    join.add_argument("link", nargs="?", default="", metavar="LINK", help="from the facilitator")
    commands.add_parser("list", help="list the workshops")
    commands.add_parser("doctor", help="check display, fonts, disk, database, time, data folder")
    return parser


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the folder has no name")
    return Path(text)


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _write_any_letter() -> None:
    """Let a terminal that knows few letters show the others as codes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _apart(first: Sequence[str]) -> Callable[[], int] | None:
    """Return what a process does that the program itself started to be no window."""
    if first == ["--report-worker"]:
        from app.reports.worker import main as build

        return build
    if first == ["--data-worker"]:
        from app.data.worker import main as read

        return read
    if first == ["--seating-worker"]:
        from app.seating.worker import main as seat

        return seat
    if first == ["--display-probe"]:
        from app.doctor.screens import probe

        return probe
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if apart := _apart(given[:1]):
        return apart()
    _write_any_letter()
    options = _parser().parse_args(given)
    if options.data_dir is not None:
        os.environ[DATA_DIR_VARIABLE] = str(options.data_dir)
    data_dir = default_data_dir()
    scratch.sweep()
    if options.command is None and _has_display():
        from app import bootstrap

        return bootstrap.run(data_dir)
    if options.command == "join" and _has_display():
        from app import bootstrap

        return bootstrap.run_station(data_dir, options.link)
    from app import commands

    if options.command == "join":
        print(NO_WINDOW, file=sys.stderr)
        return 2
    if options.command is None:
        folder = Path.cwd() / "rehearsal"
        print(NO_DISPLAY.format(folder=folder))
        return commands.rehearse(folder, None, 7, 1)
    if options.command == "rehearse":
        return commands.rehearse(options.out, options.people, options.groups, options.seed)
    if options.command == "export":
        return commands.export(data_dir, options.workshop, options.out)
    if options.command == "host":
        return commands.host(
            data_dir, options.workshop, options.port, options.interface, plain=options.plain
        )
    if options.command == "list":
        return commands.list_workshops(data_dir)
    return commands.doctor(data_dir)


if __name__ == "__main__":
    sys.exit(main())
