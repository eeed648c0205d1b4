"""Displays that come and go: an X server of one's own, its monitors, windows and pointer."""

import ctypes
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

WIDE, HIGH = 6000, 2300
"""The whole desktop, in pixels: a laptop with a 4K projector on any of its sides."""

Seen = Callable[[Set[str]], None]
"""Waits until a program has seen which monitors are there. Qt takes two changes that it reads
together for none and keeps the old size, but a real system never unplugs and plugs in a moment."""


@dataclass(frozen=True)
class Box:
    """A rectangle of the desktop, in pixels."""

    x: int
    y: int
    width: int
    height: int

    def inside(self, other: "Box") -> bool:
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True)
class Monitors:
    """What is plugged in: at least one of them.

    Attributes:
        laptop, projector: where each shows the desktop, or None.
        dots: the projector's pixels an inch.
        first: which of them is the primary display.

    """

    laptop: Box | None
    projector: Box | None
    dots: int = 96
    first: str = "Laptop"

    @property
    def mirrored(self) -> bool:
        both = self.laptop, self.projector
        return both[0] is not None and both[1] is not None and both[0].overlaps(both[1])


class XServer:
    """An X server with a window manager; ended with all its windows."""

    def __init__(self, number: int) -> None:
        self.display = f":{number}"
        self.environment = {**os.environ, "DISPLAY": self.display}
        self._now = Monitors(None, None)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=30
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def plug(self, wanted: Monitors, seen: Seen = lambda _names: None) -> None:
        """Go from what is plugged in to ``wanted``, as people do: what leaves, leaves first."""
        was, self._now = self._now, wanted
        stays = was.laptop is not None and (was.projector, was.dots, was.first) == (
            wanted.projector, wanted.dots, wanted.first
        )  # fmt: skip
        if was.laptop is not None and was.projector is not None and not stays:
            self.run("xrandr", "--delmonitor", "Projector")
            seen({"Laptop"})
        if wanted.laptop is None:
            assert wanted.projector is not None
            self._replace("Projector", wanted.projector, wanted, seen)
            return
        there = {"Projector"} if stays and wanted.projector else set()
        if (was.laptop, was.first) != (wanted.laptop, wanted.first):
            self._replace("Laptop", wanted.laptop, wanted, seen, there)
        if wanted.projector is not None and not stays:
            self._hold("Projector", wanted.projector, wanted, output="none")

    def _replace(
        self, name: str, box: Box, wanted: Monitors, seen: Seen, there: Set[str] = frozenset()
    ) -> None:
        """Change a monitor under its name: the server does so only by another in its place."""
        for comes, goes in (("Swap", name), (name, "Swap")):
            self._hold(comes, box, wanted)
            if goes in self._listed():  # newer servers leave both
                self.run("xrandr", "--delmonitor", goes)
            seen({comes, *there})

    def _listed(self) -> set[str]:
        """Return the names of the monitors that the server has."""
        rows = self.run("xrandr", "--listmonitors").splitlines()[1:]
        return {row.split()[1].lstrip("+*") for row in rows}

    def _hold(self, name: str, box: Box, wanted: Monitors, output: str = "screen") -> None:
        dots = wanted.dots if name == "Projector" else 96
        wide, high = round(box.width * 25.4 / dots), round(box.height * 25.4 / dots)
        place = f"{box.width}/{wide}x{box.height}/{high}+{box.x}+{box.y}"
        star = "*" if name == wanted.first else ""
        self.run("xrandr", "--setmonitor", star + name, place, output)

    def window(self, number: int, *, frame: bool = False) -> Box | None:
        """Return where a window is on the desktop, with its frame or without; None if hidden."""
        said = self._told_of(number)
        if "Map State: IsViewable" not in said:
            return None
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        found = [re.search(rf"{name}:\s+(-?\d+)", said) for name in names]
        x, y, width, height = (int(match.group(1)) for match in found if match)
        left, right, top, bottom = self._frame(number) if frame else (0, 0, 0, 0)
        return Box(x - left, y - top, width + left + right, height + top + bottom)

    def _told_of(self, number: int) -> str:
        """Ask for a window; again where another one went away while the tree was looked through."""
        for _try in range(5):
            with suppress(AssertionError):
                return self.run("xwininfo", "-id", str(number))
        return self.run("xwininfo", "-id", str(number))

    def _frame(self, number: int) -> tuple[int, ...]:
        """Return how thick a window's frame is: left, right, top, bottom."""
        said = self.run("xprop", "-id", str(number), "_NET_FRAME_EXTENTS")
        return tuple(int(one) for one in re.findall(r"\d+", said.partition("=")[2])) or (0,) * 4

    def is_bare(self, number: int) -> bool:
        """Tell whether a window is full screen without a frame."""
        said = self.run("xprop", "-id", str(number), "_NET_WM_STATE")
        return "_NET_WM_STATE_FULLSCREEN" in said and not any(self._frame(number))

    def in_taskbar(self, number: int) -> bool:
        """Tell whether a taskbar or a list of windows to switch to would show a window."""
        said = self.run("xprop", "-id", str(number), "_NET_WM_STATE")
        return not ("_SKIP_TASKBAR" in said and "_SKIP_PAGER" in said)

    def click(self, x: int, y: int) -> None:
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def press(self, key: str) -> None:
        self.run("xdotool", "key", key)

    def in_front(self) -> int:
        """Return the window that the keys go to."""
        return int(self.run("xdotool", "getwindowfocus"))

    def pointer_is_seen(self) -> bool:
        """Tell whether the pointer has a single pixel that is not transparent."""
        x11, fixes = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXfixes.so.3")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        fixes.XFixesGetCursorImage.restype = ctypes.POINTER(_CursorImage)
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        try:
            image = fixes.XFixesGetCursorImage(display).contents
            count = image.width * image.height
            return any(image.pixels[place] & 0xFF000000 for place in range(count))
        finally:
            x11.XCloseDisplay(display)


class _CursorImage(ctypes.Structure):
    """``XFixesCursorImage`` of X11/extensions/Xfixes.h."""

    _fields_ = [
        ("x", ctypes.c_short), ("y", ctypes.c_short),
        ("width", ctypes.c_ushort), ("height", ctypes.c_ushort),
        ("xhot", ctypes.c_ushort), ("yhot", ctypes.c_ushort),
        ("serial", ctypes.c_ulong), ("pixels", ctypes.POINTER(ctypes.c_ulong)),
        ("atom", ctypes.c_ulong), ("name", ctypes.c_char_p),
    ]  # fmt: skip


@contextmanager
def x_server(folder: Path, first: Monitors) -> Iterator[XServer]:
    """Start an X server that takes a free number, plug ``first`` in, and start the manager."""
    screen = ["-screen", "0", f"{WIDE}x{HIGH}x24", "-nolisten", "tcp", "-noreset"]
    told, tell = os.pipe()
    log = (folder / "x.log").open("w")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), *screen], pass_fds=(tell,), stdout=log, stderr=log
    )
    os.close(tell)
    manager = None
    try:
        with os.fdopen(told) as line:
            number = line.readline().strip()
        assert number, (folder / "x.log").read_text()
        made = XServer(int(number))
        made.plug(first)
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env=made.environment, stdout=log, stderr=log
        )
        yield made
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(timeout=30)
        log.close()
