"""Where the window stood last time; it never comes up on the display that is the room's."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

INTERNAL = ("edp", "lvds", "dsi", "built-in", "color lcd")
"""How systems begin the name of a laptop's own display."""

TITLE_BAR = 40
"""Pixels that a system's title bar takes at most."""


@dataclass(frozen=True)
class Place:
    """The window's frame-less rectangle, in logical pixels of the desktop, or that it fills all."""

    rect: QRect
    maximized: bool = False

    def to_text(self) -> str:
        """Return the place as settings keep it: "x y width height", and "max" where it fills."""
        rect = self.rect
        words = f"{rect.x()} {rect.y()} {rect.width()} {rect.height()}"
        return f"{words} max" if self.maximized else words


@dataclass(frozen=True)
class Room:
    """A display: its name, and what of it windows may use."""

    name: str
    available: QRect


def place_from(text: str) -> Place | None:
    """Return what settings keep, or None where that is no place."""
    parts = text.split()
    maximized = parts[-1:] == ["max"]
    try:
        x, y, width, height = (int(part) for part in parts[: len(parts) - maximized])
    except ValueError:
        return None
    if width < 200 or height < 200:
        return None
    return Place(QRect(x, y, width, height), maximized)


def chosen(kept: Place, displays: Sequence[Room], wished_for_room: str) -> Place | None:
    """Return where the window is to stand now, or None to leave that to the system.

    ``displays`` begin with the system's first one. A window goes back to where it was on the
    laptop's own display, or the first one where none is known as that; on any other display, which
    may be a projector today, only its size is kept. ``wished_for_room`` is the display that was
    chosen for the room screen.
    """
    fit = [d for d in displays if d.name != wished_for_room] or list(displays)
    if not fit:
        return None
    own = [d for d in fit if d.name.lower().startswith(INTERNAL)]
    allowed = own or fit[:1]
    center = kept.rect.center()
    home = next((d for d in allowed if d.available.contains(center)), allowed[0])
    free = home.available
    rect = QRect(kept.rect)
    rect.setSize(rect.size().boundedTo(free.size()))
    if not free.contains(rect):
        rect.moveCenter(free.center())
    return Place(rect, kept.maximized)


def fit_screen(window: QWidget) -> None:
    """Fill a screen that a window with its frame would stand out of (a small laptop's)."""
    room, wished = window.screen().availableSize(), window.size()
    if wished.width() > room.width() or wished.height() + TITLE_BAR > room.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)
