"""Which display the room screen goes to. Decided from plain facts, so that every case is tested."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen


class Reason(StrEnum):
    """Why there is no display for the room, or why it is this one."""

    FOUND = "found"
    ONE_SCREEN = "one_screen"
    NO_PROJECTOR = "no_projector"
    MIRRORED = "mirrored"


@dataclass(frozen=True)
class Display:
    """A display as the system names it; geometry in logical pixels of the whole desktop."""

    name: str
    geometry: QRect


@dataclass(frozen=True)
class Choice:
    """The display for the room, or None, and why."""

    display: Display | None
    reason: Reason


def choose(
    displays: Sequence[Display], console: str, wished: str = "", *, one_screen: bool = False
) -> Choice:
    """Choose the display for the room.

    ``console`` and ``wished`` are displays' names. The console's own display is never chosen,
    unless ``one_screen`` asks for it. Displays that lie over each other show the same picture: the
    system mirrors them, so none is free for the room.
    """
    own = next((d for d in displays if d.name == console), None)
    if one_screen:
        return Choice(own or (displays[0] if displays else None), Reason.ONE_SCREEN)
    others = [d for d in displays if d is not own]
    free = [d for d in others if own is None or not d.geometry.intersects(own.geometry)]
    if own is None:
        free = others[1:]
    if free:
        named = next((d for d in free if d.name == wished), None)
        return Choice(named or free[0], Reason.FOUND)
    return Choice(None, Reason.MIRRORED if others and own else Reason.NO_PROJECTOR)


_pulled: set[str] = set()


def pull(name: str) -> None:
    """Let a display count as gone: nobody can pull those that a rehearsal draws in memory."""
    _pulled.add(name)


def plug_in(name: str) -> None:
    """Let a display count again."""
    _pulled.discard(name)


def displays_now() -> list[Display]:
    """Return the displays of this moment."""
    return [
        Display(screen.name(), screen.geometry())
        for screen in QGuiApplication.screens()
        if screen.name() not in _pulled
    ]


def screen_named(name: str, geometry: QRect) -> QScreen | None:
    """Return the system's screen for a display; names may repeat, places do not."""
    screens = QGuiApplication.screens()
    exact = [s for s in screens if s.name() == name and s.geometry() == geometry]
    return next(iter(exact), None) or next((s for s in screens if s.name() == name), None)
