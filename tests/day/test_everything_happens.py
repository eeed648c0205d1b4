"""A day on which everything happens, and the PDF at its end is right.

The real program in a process of its own, on two real X displays and a small disk of its own: the
projector is pulled twice, the disk fills up, the laptop's clock is set back, the program is killed
with SIGKILL in the middle of a word, six people do not come, and Spanish is switched on. The only
thing that is played is the laptop's clock, so that four hours pass in a minute.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.domain.framework import Lens
from app.domain.rundown import Phase
from app.domain.snapshot import Snapshot
from app.domain.workshop import local_time
from app.rehearsal import checks, findings
from app.settings import Settings, save
from tests.day.eventful import DISTRICT, NO_SHOWS, NORM
from tests.refusing import small_disk
from tests.waiting_for_a_core import stood_ready

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xrandr")), reason="needs an X server for itself"
)

ROOT = Path(__file__).resolve().parents[2]
MORNING = datetime.fromisoformat("2026-11-18T11:00:00+00:00")
LAPTOP, PROJECTOR = "1366/361x768/203+0+0", "1920/508x1080/286+1366+0"
BACK_WITHIN_SECONDS = 2.0
THREE_HOURS = 3 * 3600
DEAD_SECONDS = 90.0
CUT_OFF = "The counselor sees every ninth grader once a year, and nobody else at all."
ON_THE_FULL_DISK = "This was written while the disk was full"
NOTES = ("Buses leave before the clubs begin", ON_THE_FULL_DISK, "La casa de todos: mañana también")
STEP, OWNER = "Publish the staffing table by school", "Recursos humanos"


class Displays:
    """Two displays of an X server: the laptop's, and a projector that can be pulled."""

    def __init__(self, name: str) -> None:
        self.name = name

    def set(self, *arguments: str) -> None:
        environment = {**os.environ, "DISPLAY": self.name}
        subprocess.run(["xrandr", *arguments], env=environment, check=True, capture_output=True)

    def plug_in(self) -> None:
        self.set("--setmonitor", "Projector", PROJECTOR, "none")

    def pull(self) -> None:
        self.set("--delmonitor", "Projector")


@contextmanager
def displays() -> Iterator[Displays]:
    """Give a private X server with both displays."""
    told, answer = os.pipe()
    command = ["Xvfb", "-displayfd", str(answer), "-screen", "0", "3400x1200x24", "-noreset"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=(answer,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(answer)
        try:
            with os.fdopen(told) as pipe:
                found = Displays(f":{pipe.readline().strip()}")
            found.set("--setmonitor", "*Laptop", LAPTOP, "screen")
            found.plug_in()
            yield found
        finally:
            server.terminate()


class Day:
    """Somebody who tells the facilitator what to do, and plays the world around the laptop."""

    def __init__(self, data_dir: Path, home: Path, beamer: Displays) -> None:
        self.data_dir, self.home, self.beamer = data_dir, home, beamer
        self.laptop: dict[str, Any] = {"begin": MORNING.isoformat(), "real": 0.0, "set_by": 0.0}
        self.errors = home / "errors.txt"
        self.pictures = os.environ.get("DAY_PICTURES", "")
        self.program = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "DISPLAY": self.beamer.name,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
        }
        with self.errors.open("ab") as errors:
            program = subprocess.Popen(
                [sys.executable, "-m", "tests.day.distant", str(self.data_dir)],
                cwd=ROOT, env=environment, bufsize=0,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        self.program = program
        self._tell(self.laptop)
        assert self._hear()["told"] == "started"
        return program

    def _tell(self, order: Any) -> None:
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(order).encode() + b"\n")

    def _hear(self) -> dict[str, Any]:
        assert self.program.stdout is not None
        line = self.program.stdout.readline()
        assert line, (self.program.wait(9), self.errors.read_text("utf-8"))
        found: dict[str, Any] = json.loads(line)
        assert "wrong" not in found, found["wrong"]
        return found

    def does(self, chapter: str, *given: Any) -> Any:
        """Let the facilitator live through a chapter."""
        self._tell([chapter, *given])
        return self._hear()["told"]

    def sees(self, **wanted: Any) -> dict[str, Any]:
        """Wait until the screens are so; return what they show."""
        deadline = time.monotonic() + 60
        while True:
            seen: dict[str, Any] = self.does("look")
            if all(seen[name] == value for name, value in wanted.items()):
                return seen
            assert time.monotonic() < deadline, (wanted, seen)

    def reads(self, *words: str) -> dict[str, Any]:
        """Wait until the console says something."""
        deadline = time.monotonic() + 60
        while True:
            seen: dict[str, Any] = self.does("look")
            if all(word in seen["console"] for word in words):
                return seen
            assert time.monotonic() < deadline, (words, seen["console"])

    def picture(self, name: str) -> None:
        if self.pictures:
            self.does("grab", f"{self.pictures}/{name}.png")

    def die(self, label: str) -> str:
        """Kill the program while somebody types; return what it had called saved."""
        self.laptop |= self.does("look")["laptop"]
        self._tell(["type_for_ever", label, CUT_OFF])
        saved = ""
        while len(saved) < len(CUT_OFF) // 2:
            saved = self._hear()["saved"]
        self.program.kill()
        self.program.wait()
        assert self.program.returncode == -signal.SIGKILL
        assert self.program.stdout is not None
        for line in self.program.stdout.read().split(b"\n")[:-1]:
            saved = json.loads(line)["saved"]
        return saved

    def comes_back(self) -> None:
        """Start the program again a while later."""
        for pipe in (self.program.stdin, self.program.stdout):
            assert pipe is not None
            pipe.close()
        self.laptop["real"] += DEAD_SECONDS
        self._start()

    def end(self) -> None:
        """End the program however it stands."""
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        for pipe in (self.program.stdin, self.program.stdout):
            if pipe is not None:
                pipe.close()


@pytest.mark.timeout(400)
def test_a_day_on_which_everything_happens(tmp_path: Path) -> None:
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(tmp_path / "small", 12_000))
        beamer = stack.enter_context(displays())
        save(disk.folder, Settings(language="en", theme="light", reduced_motion=True))
        day = Day(disk.folder, tmp_path, beamer)
        stack.callback(day.end)
        story = live_through(day, disk)
        if day.pictures:
            shutil.copy(story["pdf"], day.pictures)
            shutil.copy(story["file"], day.pictures)
        path = Path(story["file"])
        saved = checks.read_file(path)
        check_pdf(Path(story["pdf"]), saved, story)
        assert findings.in_file(saved) == story["scores"]
        assert checks.integrity(path).go
        assert checks.replay_equals_state(path, tmp_path).go
        assert "a fault nobody handled" not in log_of(disk.folder)
        assert not list(disk.folder.glob("crash*/*")), "nothing in the program fell over"
        assert "Traceback" not in day.errors.read_text("utf-8")


def live_through(day: Day, disk: Any) -> dict[str, Any]:
    story: dict[str, Any] = {"scores": {}, "words": []}
    story |= day.does("prepare")
    no_shows(day)
    day.does("start")
    day.does("turn_to", "norms")
    day.does("adopt_norms")
    pull_the_projector(day, "norms")
    day.does("turn_to", "scoring")
    labels = list(story["groups"])
    enter(day, story, labels[0])
    set_the_clock_back(day)
    fill_the_disk(day, disk, story, labels[1])
    kill(day, labels[2])
    enter(day, story, labels[2])
    switch_to_spanish(day)
    for label in labels[3:]:
        enter(day, story, label)
    day.does("turn_to", "confirm")
    day.does("confirm")
    day.does("turn_to", "pause")
    day.does("reveal")
    day.does("turn_to", "expected")
    pull_the_projector(day, "expected")
    for words in (NOTES[0], NOTES[2]):
        day.does("note", words)
    day.does("turn_to", "common")
    day.does("name_step", STEP, OWNER)
    day.does("finish")
    story["pdf"] = day.does("export")
    day.picture("end")
    day.does("close")
    assert day.program.wait(60) == 0
    return story


def enter(day: Day, story: dict[str, Any], label: str) -> None:
    told = day.does("score", label)
    story["scores"] |= told["scores"]
    story["words"] += told["words"]


def no_shows(day: Day) -> None:
    told = day.does("receive")
    assert told["absent"] == NO_SHOWS
    assert max(told["before"]) - min(told["before"]) >= NO_SHOWS - 1, "one table was left alone"
    assert max(told["after"]) - min(told["after"]) <= 1, "and is filled up again"
    day.picture("no-shows")


def pull_the_projector(day: Day, activity: str) -> None:
    """The day goes on without it; what the room saw is back within two seconds."""
    before = day.sees(room=True, room_on="Projector", room_size=[1920, 1080])
    assert before["console_on"] == "Laptop"
    day.beamer.pull()
    day.sees(room=False)
    seen = day.reads("second display") if activity == "norms" else day.reads("pantalla")
    assert seen["activity"] == before["activity"] == activity
    assert seen["console_on"] == "Laptop"
    day.picture(f"projector-pulled-{activity}")
    day.does("pass_minutes", 1)
    day.beamer.plug_in()
    both = day.program.pid, os.getpid()
    began, ready = time.monotonic(), stood_ready(*both)
    after = day.sees(room=True, room_on="Projector", room_size=[1920, 1080])
    took = time.monotonic() - began - (stood_ready(*both) - ready)
    assert took < BACK_WITHIN_SECONDS
    assert after["scene"] == before["scene"]
    assert after["remaining"] == before["remaining"] - 60
    assert "second display" not in after["console"]


def set_the_clock_back(day: Day) -> None:
    before = day.does("look")["remaining"]
    day.does("set_clock", -THREE_HOURS)
    seen = day.reads("set back by 3 h")
    assert before - seen["remaining"] == 6, "only what really passed is counted"
    day.picture("clock-set-back")


def fill_the_disk(day: Day, disk: Any, story: dict[str, Any], label: str) -> None:
    """Entry goes on; it is kept in a second place until there is room again."""
    disk.fill()
    day.does("note", ON_THE_FULL_DISK)
    enter(day, story, label)
    seen = day.reads("The disk is full")
    assert not seen["saved"]
    spare = list((day.home / "state").rglob("*.spare"))
    assert len(spare) == 1
    assert ON_THE_FULL_DISK.encode() in spare[0].read_bytes()
    assert "disk" not in seen["room_words"]
    day.does("turn_to", "scoring")
    day.picture("disk-full")
    disk.free()
    seen = day.reads("in the workshop file now")
    assert seen["saved"]
    assert ON_THE_FULL_DISK.encode() not in spare[0].read_bytes()


def kill(day: Day, label: str) -> None:
    """SIGKILL in the middle of a word, while the laptop's clock is wrong; one click goes on."""
    before = day.does("look")
    saved = day.die(label)
    day.comes_back()
    seen = day.does("resume")
    assert seen["page"] == "console"
    assert seen["activity"] == before["activity"]
    assert before["remaining"] - seen["remaining"] == pytest.approx(DEAD_SECONDS, abs=5)
    assert before["scores"] == seen["scores"]
    day.reads("goes on where it was")
    day.sees(room=True, room_on="Projector")
    day.picture("resumed")
    found = day.does("type_the_rest", label, CUT_OFF)
    assert found.startswith(saved)
    assert len(saved) > len(CUT_OFF) / 3


def switch_to_spanish(day: Day) -> None:
    before = day.does("look")
    day.does("speak", "es")
    day.does("let_the_room_read_both")
    seen = day.sees(room=True)
    assert seen["phase"] == before["phase"] == Phase.RUNNING
    assert seen["scores"] == before["scores"]
    day.picture("spanish")


def check_pdf(pdf: Path, saved: Snapshot, story: dict[str, Any]) -> None:
    pages = [" ".join((p.extract_text() or "").split()) for p in PdfReader(pdf).pages]
    text = squeezed(" ".join(pages))
    end = max(event.moment for event in saved.clock_events)
    assert findings.in_pdf(pages, saved, end) == story["scores"]
    assert len(story["scores"]) == len(Lens) * sum(len(d) for d in story["groups"].values())
    wanted = [DISTRICT, NORM, STEP, OWNER, CUT_OFF, *NOTES, *story["words"]]
    wanted += [norm.name["en"] for norm in saved.norms]
    assert [words for words in wanted if squeezed(words) not in text] == []
    check_agenda(text, saved, end)
    names = [*story["people"], "Sample Facilitator", "Sample Co-host"]
    assert len(names) > 40
    assert [name for name in names if squeezed(name) in text] == []


def check_agenda(text: str, saved: Snapshot, end: datetime) -> None:
    """Each activity stands there: planned time and minutes, when it began, what it took."""
    planned = saved.schedule.start
    for line in saved.rundown(end).lines:
        activity = saved.agenda.activity(line.activity_id)
        assert activity is not None
        assert line.visited
        row = [clock(saved, planned), activity.title["en"], str(activity.minutes)]
        row += [clock(saved, line.starts_at), str(round(line.elapsed_seconds / 60))]
        assert squeezed("".join(row)) in text, row
        planned += timedelta(minutes=activity.minutes)


def clock(saved: Snapshot, moment: datetime) -> str:
    """Return a time of day on the workshop's wall, as English writes it."""
    local = local_time(saved.workshop, moment)
    return f"{local.hour % 12 or 12}:{local.minute:02} {'am' if local.hour < 12 else 'pm'}"


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", words)


def log_of(data_dir: Path) -> str:
    return "".join(p.read_text("utf-8") for p in data_dir.rglob("*.log*"))
