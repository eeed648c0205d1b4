"""Displays come and go during a running day: the room screen follows, and the console stays.

The real program runs on an X server whose monitors are plugged in and out, moved, resized,
rescaled and mirrored at random. After each change the X server is asked where the windows are.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.day.x_displays import HIGH, WIDE, Box, Monitors, XServer, x_server
from tests.lengths import length

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs an X server of its own")

ROOT = Path(__file__).resolve().parents[2]
EVENTS = length("DISPLAY_EVENTS", usual=60, long=200)
SEED = int(os.environ.get("DISPLAY_SEED", "2026"))
PROMISED_SECONDS = 2.0
PATIENCE_SECONDS = float(os.environ.get("DISPLAY_PATIENCE", "12"))
"""A test machine may be busier than a laptop; what was measured is written beside the result."""

LAPTOPS = ((1366, 768), (1024, 768), (1280, 800), (1920, 1080), (1440, 900))
PROJECTORS = (
    (1024, 768), (1280, 800), (1400, 1050), (1600, 1200),
    (1920, 1080), (1920, 1200), (2560, 1440), (3840, 2160),
)  # fmt: skip
SIDES = ("right", "left", "above", "below")
SCALED = "Laptop=1.25;Swap=1.25;Projector=2"
START = Monitors(Box(0, 0, 1366, 768), Box(1366, 0, 1920, 1080))
"""A laptop that the console's window fills."""
ROOMY = Monitors(Box(0, 0, 1920, 1080), Box(1920, 0, 1920, 1080))
"""A laptop with room around the console's window: no system moves that with its display."""


class RunningDay:
    """The program during a day, and the X server that it runs on."""

    def __init__(self, server: XServer, process: "subprocess.Popen[str]", first: Monitors) -> None:
        self.server, self._process, self.monitors = server, process, first

    def state(self) -> dict[str, Any]:
        """Return what the program believes (see ``projected.py``)."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print("state", file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line, "the program ended"
        return dict(json.loads(line))

    def plug(self, monitors: Monitors) -> None:
        self.monitors = monitors
        self.server.plug(monitors, self._sees)

    def _sees(self, names: Set[str]) -> None:
        def other() -> str:
            believed = set(self.state()["screens"])
            return "" if believed == names else f"the program believes in {believed}"

        self.settled(other)

    def settled(self, wrong: Callable[[], str] | None = None) -> float:
        """Wait until everything is where it belongs; return the seconds that took."""
        ask = wrong or self.wrong
        start = time.monotonic()
        while problem := ask():
            waited = time.monotonic() - start
            assert waited < PATIENCE_SECONDS, f"{problem}; plugged in: {self.monitors}"
            time.sleep(0.05)
        return time.monotonic() - start

    def wrong(self) -> str:
        """Return what is not as promised with these monitors, or ""."""
        state, now = self.state(), self.monitors
        boxes = {"Laptop": now.laptop, "Projector": now.projector}
        believed = {name: Box(*box) for name, box in state["screens"].items()}
        if believed != {name: box for name, box in boxes.items() if box}:
            return f"the program believes in {believed}"
        if not state["running"]:
            return "the day stopped"
        console = self.server.window(state["console"], frame=True)
        home = now.laptop or now.projector
        assert home is not None
        if console is None or not console.inside(home):
            return f"the console is at {console}"
        room = self.server.window(state["room"])
        told = [text for text in state["words"] if _about_displays(text)]
        if now.laptop is None or now.projector is None or now.mirrored:
            sign = "same picture" if now.mirrored else "No second display"
            if room is not None:
                return f"the room screen is at {room} and belongs nowhere"
            return "" if len(told) == 1 and sign in told[0] else f"the console says {told}"
        if room != now.projector:
            return f"the room screen is at {room}"
        if room.overlaps(console):
            return "the room screen lies over the console"
        if told:
            return f"the console still says {told}"
        if self.server.in_taskbar(state["room"]):
            return "the room screen is in the taskbar"
        return "" if self.server.is_bare(state["room"]) else "the room screen has a frame"


def _about_displays(text: str) -> bool:
    return "same picture" in text or "No second display" in text


@contextmanager
def running_day(folder: Path, first: Monitors, scales: str = "") -> Iterator[RunningDay]:
    """Run a day with ``first`` plugged in; ``scales`` as ``QT_SCREEN_SCALE_FACTORS`` takes it."""
    data_dir = folder / "data"
    data_dir.mkdir()
    with x_server(folder, first) as server, (folder / "errors.txt").open("w") as errors:
        environment = {**server.environment, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        environment["QT_SCREEN_SCALE_FACTORS"] = scales
        with subprocess.Popen(
            [sys.executable, "-m", "tests.day.projected", str(data_dir)],
            cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
        ) as process:  # fmt: skip
            try:
                made = RunningDay(server, process, first)
                made.state()  # how long the program takes to start is not asked here
                made.settled()
                yield made
                assert process.stdin is not None
                process.stdin.close()
                assert process.wait(timeout=60) == 0
            finally:
                process.kill()
    said = (folder / "errors.txt").read_text("utf-8")
    assert "Traceback" not in said, said
    log = "".join(file.read_text("utf-8") for file in data_dir.rglob("*.log"))
    assert "ERROR" not in log, log


@pytest.fixture(scope="module")
def one_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDay]:
    """Return the running day that the tests with hands share."""
    with running_day(tmp_path_factory.mktemp("day"), START) as made:
        yield made


@pytest.fixture
def day(one_day: RunningDay) -> RunningDay:
    """Return a running day, projected, whatever an earlier test did."""
    one_day.plug(START)
    if not one_day.state()["wanted"]:
        one_day.server.click(683, 400)
        one_day.server.press("F5")
    one_day.settled()
    return one_day


def beside(chance: random.Random, laptop: tuple[int, int], projector: tuple[int, int]) -> Monitors:
    """Return both, the projector on a random side where the desktop has room for it."""
    dots = chance.choice((50, 72, 96, 144, 220))
    first = chance.choice(("Laptop", "Laptop", "Projector"))
    for side in (*chance.sample(SIDES, 2), "right"):
        (lw, lh), (pw, ph) = laptop, projector
        if side in ("above", "below") and lh + ph > HIGH:
            continue
        assert lw + pw <= WIDE
        at = {
            "right": (0, 0, lw, 0), "left": (pw, 0, 0, 0),
            "below": (0, 0, 0, lh), "above": (0, ph, 0, 0),
        }[side]  # fmt: skip
        return Monitors(Box(at[0], at[1], lw, lh), Box(at[2], at[3], pw, ph), dots, first)
    raise AssertionError("there is always room to the right")


def changed(chance: random.Random, now: Monitors) -> Monitors:
    """Return what is plugged in after somebody did something to the displays."""
    lid = now.laptop
    laptop = (lid.width, lid.height) if lid else chance.choice(LAPTOPS)
    beam = now.projector
    projector = (beam.width, beam.height) if beam else chance.choice(PROJECTORS)
    alone = Monitors(Box(0, 0, *laptop), None)
    what = chance.choice(
        ("pull", "pull", "resize", "resize", "rescale", "mirror", "laptop", "move", "lid")
    )
    if beam is None or lid is None or now.mirrored:
        return beside(chance, laptop, projector)
    if what == "pull":
        return alone
    if what == "resize":
        return beside(chance, laptop, chance.choice(PROJECTORS))
    if what == "rescale":
        return Monitors(lid, beam, chance.choice((40, 60, 110, 300)), now.first)
    if what == "mirror":
        size = chance.choice((laptop, *PROJECTORS))
        return Monitors(Box(0, 0, *laptop), Box(0, 0, *size))
    if what == "laptop":
        return beside(chance, chance.choice(LAPTOPS), projector)
    if what == "lid":
        return Monitors(None, Box(0, 0, *projector), first="Projector")
    return beside(chance, laptop, projector)


def change_displays(day: RunningDay, times: int) -> list[float]:
    """Do something to the displays so many times; return the seconds that each took to settle."""
    chance = random.Random(SEED)
    seconds: list[float] = []
    for number in range(times):
        before = day.monitors
        day.plug(changed(chance, before))
        try:
            seconds.append(day.settled())
        except AssertionError as error:
            raise AssertionError(f"change {number} of seed {SEED}: {error}; was {before}") from None
    return seconds


@pytest.mark.parametrize(
    ("scales", "first", "share"), [("", ROOMY, 0.7), (SCALED, START, 0.3)], ids=["plain", "scaled"]
)
def test_the_room_screen_follows_its_projector_and_the_console_its_laptop(
    tmp_path: Path, scales: str, first: Monitors, share: float, record_property: Any
) -> None:
    with running_day(tmp_path, first, scales) as day:
        if scales:
            assert day.state()["scales"] == {"Laptop": 1.25, "Projector": 2.0}
        seconds = change_displays(day, round(EVENTS * share))
    late = sum(taken > PROMISED_SECONDS for taken in seconds)
    said = f"{len(seconds)} changes: slowest {max(seconds):.2f} s, median "
    said += f"{sorted(seconds)[len(seconds) // 2]:.2f} s, {late} over {PROMISED_SECONDS:.0f} s"
    record_property("displays", said)
    print(said)


def test_no_pointer_shows_and_escape_always_leaves(day: RunningDay) -> None:
    for wide, high in ((1024, 768), (3840, 2160)):
        day.plug(Monitors(START.laptop, Box(1366, 0, wide, high)))
        day.settled()
        day.server.click(1366 + wide // 2, high // 2)
        day.settled(lambda: "the pointer shows" if day.server.pointer_is_seen() else "")
        day.server.press("Escape")
        day.settled(lambda: "Esc did not leave" if shown(day) else "")
        assert not day.state()["wanted"]
        day.plug(Monitors(START.laptop, None))
        day.plug(START)
        time.sleep(1.5)
        assert not shown(day), "it came back after Esc"
        day.server.click(683, 400)
        day.server.press("F5")
        day.settled()


def test_a_projector_that_comes_never_takes_the_keys(day: RunningDay) -> None:
    console = day.state()["console"]
    day.server.click(683, 400)
    # The window manager takes a moment to hand over the keys after a click.
    day.settled(lambda: "" if day.server.in_front() == console else "the click gave no keys")
    for _ in range(3):
        day.plug(Monitors(START.laptop, None))
        day.settled()
        assert day.server.in_front() == console
        day.plug(START)
        day.settled()
        time.sleep(0.3)
        assert day.server.in_front() == console, "whoever was typing would have typed into the room"
    for wide, high in ((1024, 768), (2560, 1440)):
        day.plug(Monitors(START.laptop, Box(1366, 0, wide, high)))
        day.settled()
        time.sleep(0.5)
        assert day.server.in_front() == console, "a projector of another size took the keys"
    for _ in range(3):
        day.server.press("F5")
        day.settled(lambda: "F5 did not take it away" if shown(day) else "")
        day.server.press("F5")
        day.settled()
        time.sleep(0.5)
        assert day.server.in_front() == console
    # A person who clicks into the room screen means it.
    day.server.click(1366 + 900, 500)
    day.settled(lambda: "" if day.server.in_front() != console else "the click gave no keys")


def shown(day: RunningDay) -> Box | None:
    return day.server.window(day.state()["room"])


def test_mirrored_the_console_offers_one_screen_mode(day: RunningDay) -> None:
    laptop = START.laptop
    assert laptop is not None
    day.plug(Monitors(laptop, laptop))
    day.settled()
    x, y = day.state()["button"]
    day.server.click(x, y)
    day.settled(lambda: "" if shown(day) == laptop else f"the room sees {shown(day)}")
    assert day.server.is_bare(day.state()["room"])
    day.server.press("Escape")
    day.settled(lambda: "Esc did not leave" if shown(day) else "")
    assert day.server.window(day.state()["console"], frame=True) is not None


def test_a_projector_takes_over_what_the_laptop_showed_for_want_of_one(day: RunningDay) -> None:
    day.plug(Monitors(START.laptop, None))
    day.settled()
    x, y = day.state()["button"]
    day.server.click(x, y)
    day.settled(lambda: "" if shown(day) == START.laptop else f"the room sees {shown(day)}")
    day.plug(START)
    day.settled()
