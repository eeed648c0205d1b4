"""Running a rehearsal from nothing to the go / no-go sheet."""

import atexit
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.domain.errors import FileProblemError, InvalidChangeError, UserError
from app.i18n import _
from app.rehearsal import ending, killed, tables
from app.rehearsal.laptop import RehearsedLaptop

START = datetime(2026, 11, 18, 16, 30, tzinfo=UTC)
"""Half an hour before noon in New York, where the rehearsed day begins."""

TIME_ZONE = "America/New_York"
LEAST_GROUPS, MOST_GROUPS = 2, 12

WORKSHOP, SHEET, PAPER = "workshop.eqw", "rehearsal.json", "rehearsal.pdf"
PICTURES = re.compile(r"(room-\d\d-[a-z_]+|console-\d\d|station-\d\d)\.png", re.IGNORECASE)
"""The names of the pictures, which are numbered as the day goes."""

ROOM_BYTES = 30_000_000
"""The room that all files of a rehearsal take, twice over."""

TAKING_AWAY = 40
"""How often, 50 ms apart, a folder is removed that fills again."""

SCREENS = (("Laptop", 0, 1366, 768), ("Projector", 1366, 1920, 1080))


def _two_screens(folder: Path) -> None:
    """Let Qt draw into memory, on a laptop's display and a projector's."""
    screens = [
        {
            "name": name, "x": x, "y": 0, "width": width, "height": height,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
        }
        for name, x, width, height in SCREENS
    ]  # fmt: skip
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": screens}), "utf-8")
    if os.name != "nt":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"


def _take_away(folder: Path) -> None:
    """Remove a folder in which a thread or process that is just ending may still write a file."""
    for _attempt in range(TAKING_AWAY):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)


def _keep_passing_files_in(folder: Path) -> None:
    """Let what Qt and every process that is killed leave behind go with the rehearsal's folder."""
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(folder)


def _leave_out_noise() -> None:
    """Print what goes wrong, but not what the day is meant to warn of.

    Nor what the platform without a display says of every window.
    """
    logging.basicConfig(level=logging.ERROR)
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if "does not support propagateSizeHints" not in message:
            print(message, file=sys.stderr)

    qInstallMessageHandler(tell)


def rehearse(out: Path, *, people_file: Path | None, groups: int, seed: int) -> int:
    """Run the whole day and write everything into ``out``; return 0 on "go", 1 on "no go".

    Raises:
        UserError: where it cannot begin (a people file with open questions, no place to write).

    """
    if not LEAST_GROUPS <= groups <= MOST_GROUPS:
        raise InvalidChangeError(
            f"A rehearsal runs with {LEAST_GROUPS} to {MOST_GROUPS} groups, not {groups}.",
            remedy="Choose another number with --groups.",
        )
    if people_file is not None and people_file.is_dir():
        raise FileProblemError(
            _("“{name}” is a folder, not a file of people.").format(name=people_file),
            safe=_("Nothing was changed."),
            remedy=_("Name the file itself with --people."),
        )
    if tables.TABLE_VARIABLE in os.environ:
        from app.rehearsal.note_taker import live

        _leave_out_noise()
        live(os.environ[tables.TABLE_VARIABLE])
    if killed.MORNING_VARIABLE in os.environ:
        _leave_out_noise()
        folder = Path(os.environ[killed.MORNING_VARIABLE])
        Rehearsal(out, folder, seed).live_until_killed(people_file, groups)
    from app.bootstrap import exports
    from app.bootstrap.out_folder import OutFolder, write_file
    from app.rehearsal.paper import paper_sheet

    names = (*exports.KINDS, exports.PICTURE, WORKSHOP, SHEET, PAPER)
    # Ended from outside, it still takes away what it made: the people of a file may be in it.
    ending.listen()
    with OutFolder(out, names, numbered=PICTURES, room=ROOM_BYTES) as into:
        folder = Path(tempfile.mkdtemp(prefix="equity-rehearsal-"))
        # Qt ends the program by itself where the end is asked for inside one of its slots.
        atexit.register(_take_away, folder)
        try:
            _keep_passing_files_in(folder / "system")
            _two_screens(folder)
            _leave_out_noise()
            sheet = Rehearsal(into.inside, folder, seed).run(people_file, groups)
        except killed.FellOverError as error:
            return error.code  # it has said itself why it could not begin
        finally:
            _take_away(folder)
        ending.come_if_asked()
        told = json.dumps(sheet, indent=1, ensure_ascii=False)
        write_file(into.inside / SHEET, told.encode())
        write_file(into.inside / PAPER, paper_sheet(sheet, TIME_ZONE))
        for _path in into.put():
            pass  # a rehearsal tells of its checks, not of its files
    return 0 if sheet["go"] else 1


class Rehearsal:
    """One rehearsal under way."""

    def __init__(self, out: Path, folder: Path, seed: int) -> None:
        """Prepare to write into ``out``, with ``folder`` as the program's data folder."""
        self.out, self.folder, self.seed = out, folder, seed
        self.timings: dict[str, float] = {}
        self._hands: Any = None
        self._tickets = False

    @contextmanager
    def _timed(self, name: str) -> Any:
        began = time.perf_counter()
        yield
        self.timings[name] = round(time.perf_counter() - began, 2)

    def run(self, people_file: Path | None, groups: int) -> dict[str, Any]:
        """Run everything; return the sheet.

        Raises:
            FellOverError: where the first half, in its own process, could not begin.
            UserError: where a file could not be written.

        """
        from app.rehearsal.faults import Faults

        self._tickets = people_file is None
        seats = tables.Tables(self.folder / "tables")
        atexit.register(seats.end)  # before the folder goes that they work in
        faults = Faults(seats, self.folder)
        began = time.perf_counter()
        try:
            sheet = self._live(faults, people_file, groups)
        except (tables.TableError, TimeoutError) as error:
            sheet = _came_to_a_stand(str(error))
        finally:
            seats.end()
            if self._hands is not None:
                self._hands.program.quit()
        sheet["timings_seconds"] = {**self.timings, "all": round(time.perf_counter() - began, 2)}
        return sheet

    def _live(self, faults: Any, people_file: Path | None, groups: int) -> dict[str, Any]:
        """Live through the day; return the sheet."""
        from app.bootstrap.out_folder import write_file
        from app.rehearsal.room import RoomDay

        with self._timed("until killed"):
            handover = killed.live_through(
                self.folder,
                self.out,
                people_file=people_file,
                groups=groups,
                seed=self.seed,
                on_begun=lambda: faults.tables.start(groups - 1),
                on_room=lambda ways: self._seat(faults, ways),
            )
            faults.look_while_killed()
        with self._timed("day"):
            day = self._resume(handover)
            day.go_on(handover, RoomDay(day.hands, faults))
        program = day.hands.program
        with self._timed("reports"):
            self._export(program)
        program.day.operations.flush()
        now, path = program.now(), program.day.operations.path
        program.quit()
        write_file(self.out / WORKSHOP, path.read_bytes())
        with self._timed("checks"):
            return self._sheet(day, faults, now)

    def live_until_killed(self, people_file: Path | None, groups: int) -> NoReturn:
        """Run the first half of the day, and type until this process is killed."""
        from app.rehearsal.day import RehearsedDay
        from app.settings import Settings, save

        save(self.folder, Settings(language="en", theme="light", reduced_motion=True))
        hands = self._hands_on(RehearsedLaptop(START))
        self._prepare(hands.program, people_file, groups)
        killed.tell(begun=True)
        RehearsedDay(hands, self.seed).run_until_killed()

    def _hands_on(self, laptop: RehearsedLaptop) -> Any:
        from app.bootstrap.application import build_application
        from app.bootstrap.program import Program
        from app.rehearsal.hands import Hands

        program = Program(build_application(), self.folder, laptop.clock())
        self._hands = Hands(program, laptop, self.out)
        return self._hands

    def _seat(self, faults: Any, ways: list[dict[str, Any]]) -> None:
        """Let a station of each group join and the first score, and another one begin to."""
        with self._timed("stations joined"):
            faults.tables.seat(ways)
        with self._timed("first station scored"):
            faults.score_first()
        faults.write_while_killed()

    def _resume(self, handover: killed.Handover) -> Any:
        """Start the program again, and go on with Home's one click."""
        from app.domain.scenes import Scene
        from app.rehearsal.checks import Check
        from app.rehearsal.day import RehearsedDay

        passed = handover.passed + killed.DEAD_SECONDS
        hands = self._hands_on(RehearsedLaptop(START, passed=passed, set_by=handover.set_by))
        hands.scenes = [Scene(scene) for scene in handover.scenes]
        hands.consoles = handover.consoles
        hands.checks = [Check(*line) for line in handover.checks]
        hands.program.window.show()
        hands.program.show_home()
        hands.press("home.resume")
        return RehearsedDay(hands, self.seed)

    def _prepare(self, program: Any, people_file: Path | None, groups: int) -> Path:
        from app.rehearsal import prepared
        from app.services import library

        path = library.create_workshop(
            self.folder,
            district="Riverbend Community Schools",
            day=START.date(),
            now=START,
            languages=("en", "es"),
            time_zone=TIME_ZONE,
        )
        program.window.show()
        program.open_workshop(path)
        prepared.prepare(
            program.day.operations,
            people_file=people_file,
            tables=groups,
            seed=self.seed,
            folder=self.folder,
        )
        return path

    def _export(self, program: Any) -> None:
        from app.bootstrap.exports import write_all

        try:
            write_all(program.day.desk.snapshot, self.out, now=program.now())
        except UserError as error:  # it speaks of a workshop that somebody keeps
            raise FileProblemError(
                error.happened,
                safe=_("Nothing was changed."),
                remedy=_("Choose another folder with --out."),
            ) from error

    def _sheet(self, day: Any, faults: Any, now: datetime) -> dict[str, Any]:
        from app.rehearsal import brought, checks, evidence, findings, prepared, room_sheet
        from app.rehearsal.day import entered_scores
        from app.rehearsal.faults import PLAYED as FAULTS
        from app.rehearsal.happenings import PLAYED
        from app.rehearsal.page_fault import PLAYED as PAGE

        hands, workshop = day.hands, self.out / WORKSHOP
        saved = checks.read_file(self.out / WORKSHOP)
        labels = {group.id: group.label for group in saved.groups}
        wanted = findings.entered(entered_scores(day.plan), saved.framework, labels)
        pages = findings.pdf_pages(self.out / "summary.pdf")
        found = {
            "workshop.eqw": findings.in_file(saved),
            "scores.csv": findings.in_csv(self.out / "scores.csv"),
            "summary.pdf": findings.in_pdf(pages, saved, now),
        }
        seats = faults.seats
        stations = room_sheet.stations_told(seats, workshop)
        told = room_sheet.faults_told(faults.done, workshop)
        strangers = evidence.strangers(workshop, [seat.station for seat in seats])
        sheet = [
            checks.whole_day(saved, now),
            checks.integrity(self.out / WORKSHOP),
            checks.replay_equals_state(self.out / WORKSHOP, self.folder),
            *checks.scores_agree(wanted, found),
            *checks.pdf_is_whole(pages, saved),
            *brought.checks_of(saved, tickets=self._tickets),
            *prepared.checks_of(
                saved,
                pages,
                findings.pdf_pages(self.out / "data-packets.pdf"),
                evidence.datasets_at(saved, seats),
            ),
            checks.no_names(self.out, saved),
            checks.every_scene(hands.scenes),
            checks.Check(
                "the summary was read back and approved", saved.workshop.approved_at is not None
            ),
            checks.Check("no score on the room screen before the reveal", day.hidden_before_reveal),
            *hands.checks,
            *room_sheet.checks_of(stations, told, strangers),
        ]
        played = {
            **prepared.PREPARED,
            **brought.played(tickets=self._tickets),
            **PLAYED,
            **FAULTS,
            **(PAGE if faults.page else {}),
        }
        sheet.append(checks.everything_happened(sheet, played))
        go = all(check.go for check in sheet)
        _tell(sheet, go, print)
        return {
            "version": __version__,
            "seed": self.seed,
            "go": go,
            "checks": [{"name": c.name, "go": c.go, "seen": c.seen} for c in sheet],
            "happenings": played,
            "page_not_rehearsed": faults.no_page,
            "stations": stations,
            "faults": told,
            "entered": wanted,
            "found": found,
            "groups": len(labels),
            "people": len(saved.people),
        }


def _came_to_a_stand(why: str) -> dict[str, Any]:
    """Return the sheet of a day that did not come to its end."""
    from app.rehearsal.checks import Check

    check = Check("the rehearsed day came to its end", False, why)
    _tell([check], False, print)
    return {"version": __version__, "go": False, "checks": [asdict(check)]}


def _tell(sheet: list[Any], go: bool, say: Callable[[str], None]) -> None:
    for check in sheet:
        say(f"{'go   ' if check.go else 'NO GO'}  {check.name}: {check.seen}")
    say("go" if go else "NO GO")
