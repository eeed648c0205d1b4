"""What the room screen shows now: one model an open workshop, for the screen and its mirror."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import FROM_STATIONS, Changes
from app.domain.scenes import RecallNorms, Scene, Shown, ShowScene
from app.ui import theme
from app.ui.charts.painter import measure_with
from app.ui.desk import Desk
from app.ui.pace import rest_after
from app.ui.room_screen.board import Board
from app.ui.room_screen.compose import HIGH, WIDE, compose
from app.ui.room_screen.context import SceneContext, context_at
from app.ui.room_screen.scenes import CHARTS
from app.ui.room_screen.sight import Sight
from app.ui.room_screen.stage import ChartMemo
from app.ui.shown_second import ShownSecond

LEAST_SECONDS = 1 / 30
"""Least time between two pictures."""

MOST_SHARE = 0.6
"""The most of the window's time that pictures may take: the whole room waits for them."""

WARM_MS = 400
"""How long it must be quiet before the chart is laid out ahead of time."""

_SIZES_KEPT = 4


class RoomModel(QObject):
    """Follows the desk; lays the scene out once a change, for as many shapes of screen as ask.

    Get it with :func:`room_model`. Another scene is taken at once, and so is the first change of a
    burst; the rest at most 30 times a second, and less often where a picture takes long. New colors
    come with the next tick.

    Signals:
        shown_changed(): the still picture is another one.
        time_changed(): only what follows the time moved.
    """

    shown_changed = Signal()
    time_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Follow ``desk``, which becomes the parent."""
        super().__init__(desk)
        self.setObjectName("room.model")
        self._desk = desk
        self._memo = ChartMemo()
        self._measure = measure_with()
        self._boards: dict[tuple[float, float], tuple[tuple, Board]] = {}
        self._second = ShownSecond()
        self._context = self._read(desk.now())
        self._key = self._key_of(self._context)
        self._painted_at = 0.0
        self._spent = 0.0
        self._spending = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self._take(self._desk.now()))
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.setInterval(WARM_MS)
        self._warm.timeout.connect(self._lay_out_ahead)
        desk.changed.connect(self._on_desk_changed)
        desk.ticked.connect(self._on_desk_ticked)
        desk.door.changed.connect(self._on_door_changed)

    @property
    def context(self) -> SceneContext:
        """Return what is shown, at the last tick or change."""
        return self._context

    @property
    def scene(self) -> Scene:
        """Return the scene shown."""
        return self._context.shown.scene

    @property
    def pages(self) -> int:
        """Return how many pages the scene has on a 16:9 screen."""
        return self.board(WIDE, HIGH).pages

    @property
    def page(self) -> int:
        """Return the page shown, from 1."""
        return self.board(WIDE, HIGH).page

    def board(self, width: float, height: float) -> Board:
        """Return the still picture for a screen of that many units."""
        known = self._boards.get((width, height))
        if known is not None and known[0] == self._key:
            return known[1]
        with self.spending():
            made = compose(self._context, width, height, self._memo, self._measure)
        kept = list(self._boards.items())[-_SIZES_KEPT + 1 :]
        self._boards = {**dict(kept), (width, height): (self._key, made)}
        return made

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count the processor time of laying out and painting; the next picture waits for it."""
        if self._spending:
            yield
            return
        self._spending, began = True, time.thread_time()
        try:
            yield
        finally:
            self._spending = False
            self._spent += time.thread_time() - began

    def turn_page(self, step: int) -> None:
        """Ask for another page of the scene: 1 for the next, -1 for the one before."""
        wished = min(max(1, self.page + step), self.pages)
        if wished == self.page:
            return
        snapshot = self._context.snapshot
        arguments = {**self._context.shown.arguments, "page": wished}
        if snapshot.scene.norms_recalled:
            self._desk.submit(RecallNorms(on=False), "room")
        self._desk.submit(
            ShowScene(scene=self.scene.value, arguments=arguments, held=snapshot.scene.held), "room"
        )

    def _read(self, now: datetime) -> SceneContext:
        return context_at(self._desk.snapshot, now, door=self._desk.door.door)

    def _key_of(self, context: SceneContext) -> tuple:
        """Return what decides the still picture; times in it are good to the minute."""
        day = context.rundown
        return (
            Sight(context.snapshot, context.shown.scene),
            context.shown,
            day.current,
            day.phase,
            context.wall_clock,
            context.seconds_left < 0,
            context.languages,
            context.theme.name,
            context.door,
        )

    def _on_desk_changed(self, _changes: Changes, origin: str) -> None:
        if Sight(self._desk.snapshot, self.scene) == Sight(self._context.snapshot, self.scene):
            return  # also decides which scene is shown: the clock's part in it comes with the tick
        wait = (
            self._painted_at
            + max(LEAST_SECONDS, rest_after(self._spent, MOST_SHARE))
            - time.monotonic()
        )
        if wait <= 0 or self._is_another_scene(origin):
            self._take(self._desk.now())
        elif not self._later.isActive():
            self._later.start(max(1, round(wait * 1000)))

    def _is_another_scene(self, origin: str) -> bool:
        """Tell whether a change brought another scene; no station ever does."""
        if origin == FROM_STATIONS:
            return False
        return self._read(self._desk.now()).shown.scene is not self.scene

    def _on_door_changed(self) -> None:
        self._take(self._desk.now())

    def _on_desk_ticked(self, now: datetime) -> None:
        if self._later.isActive():
            return
        # What changed beside the time comes with the desk's word, at its pace.
        if self._second.moved(self._context.snapshot, now, theme.current()):
            self._take(now)

    def _take(self, now: datetime) -> None:
        """Read the desk; say what moved."""
        self._context = self._read(now)
        key = self._key_of(self._context)
        if key == self._key:
            self.time_changed.emit()
            return
        self._key = key
        self._painted_at, self._spent = time.monotonic(), 0.0
        self.shown_changed.emit()
        if self.scene not in CHARTS and self._context.snapshot.workshop.revealed_at is not None:
            self._warm.start()

    def _lay_out_ahead(self) -> None:
        """Lay the chart out in a quiet moment after the reveal, so that it comes at once."""
        if self._context.snapshot.workshop.revealed_at is None:
            return
        ahead = replace(self._context, shown=Shown(Scene.RESULTS))
        for width, height in tuple(self._boards):
            compose(ahead, width, height, self._memo, self._measure)


def room_model(desk: Desk) -> RoomModel:
    """Return the desk's model of the room screen, made when first asked for."""
    found = desk.findChild(RoomModel, "room.model")
    return found if found is not None else RoomModel(desk)
