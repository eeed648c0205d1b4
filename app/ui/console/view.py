"""The console: three columns that the facilitator reads in a second."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.console.day_actions import DayActions
from app.ui.console.day_column import DayColumn
from app.ui.console.group_reading import GroupProgress, progress_of
from app.ui.console.now_column import NowColumn
from app.ui.console.pieces import Divider, colored
from app.ui.console.room_column import RoomColumn
from app.ui.desk import Desk, WorkshopView
from app.ui.shown_second import ShownSecond

SIDE, ROOM, LEAST_MIDDLE = 268, 340, 480
"""Widths of the outer columns and the least of the middle one, at 100 % text."""

LEAST_HEIGHTS = (640, 640, 520)
"""Of the columns under each other, at 100 % text."""

NO_LIMIT = 16_777_215
"""The largest size there is, as Qt says it."""


class Columns(QWidget):
    """Holds the columns; side by side it asks only for the height that they cannot do without.

    What is inside a column scrolls there. Asked for the height that its words would like, the page
    had a scroll bar of its own, which narrowed the words, which then wanted still more.
    """

    def heightForWidth(self, width: int) -> int:
        """Return the height that columns beside each other need, or those below each other like."""
        layout = self.layout()
        if (
            isinstance(layout, QBoxLayout)
            and layout.direction() == QBoxLayout.Direction.LeftToRight
        ):
            return layout.minimumHeightForWidth(width)
        return super().heightForWidth(width)


class ConsoleView(WorkshopView):
    """The day, now, and the room.

    Where the window is too narrow for three columns (200 % text), they stand under each other, the
    middle one first, and the page scrolls.

    Attributes:
        day_actions: what buttons and keys do; see :meth:`run`.
        mirror: the live picture of the room screen, given from outside.

    """

    TABLES = (
        "workshop", "frameworks", "blocks", "activities", "clock_events", "scene", "participants",
        "groups", "memberships", "seatings", "cells", "group_states", "notes", "next_steps",
        "checklist", "datasets", "stations", "broadcasts",
    )  # fmt: skip

    def __init__(
        self,
        desk: Desk,
        mirror: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Build the console around the ``mirror`` of the room screen."""
        super().__init__(desk, parent)
        self.setObjectName("console")
        self.mirror = mirror
        self.day_actions = DayActions(desk, self)
        self._groups: tuple[GroupProgress, ...] = ()
        self._read = desk.snapshot
        self._narrow: bool | None = None
        self._shown = ShownSecond()
        self.day = DayColumn(desk, self.day_actions)
        self.now = NowColumn(desk, self.day_actions)
        self.room = RoomColumn(desk, self.day_actions, mirror)
        self.day.overrun_requested.connect(self.open_overrun)
        self.now.page_requested.connect(desk.page_requested)
        self.room.score_requested.connect(self._on_room_score_requested)
        self.day_actions.panel_requested.connect(self._on_actions_panel_requested)
        self._page = Columns()
        colored(self._page, "surface")
        self._rules = (Divider(self._page), Divider(self._page))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._page)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        self._arrange()
        desk.ticked.connect(self._on_desk_ticked)
        self.refresh()

    def run(self, action_id: str) -> bool:
        """Do an action of :mod:`app.ui.actions`; return False where it is not the console's."""
        if action_id in ("choose_scene", "write_message", "ask_reveal") and not self.isVisible():
            self.desk.page_requested.emit("console")
        if action_id == "leave_full_screen":
            return self.room.leave_panel()
        return self.day_actions.run(action_id)

    def refresh(self) -> None:
        """Read the snapshot again."""
        self._read = self.snapshot
        day = self.desk.rundown()
        self._groups = progress_of(self.snapshot, day.line.activity_id if day.line else "")
        self.day.refresh(day)
        self.now.refresh(day, self._groups)
        self.room.refresh(day, self._groups)

    def open_overrun(self, mode: str = "absorb") -> None:
        """Open the choices for an overrun ("absorb") or for more time ("borrow")."""
        self.now.open_overrun(mode)
        self._bring_into_view(self.now.overrun)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand columns side by side, or under each other."""
        super().resizeEvent(event)
        self._arrange()
        self._fit_scenes()

    def _arrange(self) -> None:
        narrow = self.width() < theme.scaled(SIDE + ROOM + LEAST_MIDDLE)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        while self._columns.takeAt(0) is not None:
            pass
        order: tuple[QWidget, ...] = (self.day, self.now, self.room)
        if narrow:
            order = (self.now, self.room, self.day)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        for rule in self._rules:
            rule.setVisible(not narrow)
        self._columns.addWidget(order[0], 0)
        if not narrow:
            self._columns.addWidget(self._rules[0])
        self._columns.addWidget(order[1], 0)
        if not narrow:
            self._columns.addWidget(self._rules[1])
        self._columns.addWidget(order[2], 0)
        self._columns.setStretchFactor(self.now, 1)
        for side, width in ((self.day, SIDE), (self.room, ROOM)):
            side.setMinimumWidth(0 if narrow else theme.scaled(width))
            side.setMaximumWidth(NO_LIMIT if narrow else theme.scaled(width))
        self.now.overrun.set_whole(narrow)
        for column, height in zip(order, LEAST_HEIGHTS, strict=True):
            column.setMinimumHeight(theme.scaled(height) if narrow else 0)

    def _on_desk_ticked(self, now: datetime) -> None:
        if not self.isVisible():
            return
        # What changed beside the time is read again at the pace of views.
        if not self._shown.moved(self._read, now, self.now.room()):
            return
        day = self._read.rundown(now)
        self.now.tick(day, self._groups)
        self.day.refresh(day)
        self.room.tick(self._groups, now)

    def _on_room_score_requested(self, group_id: str) -> None:
        self.desk.page_requested.emit(f"score:{group_id}")

    def _on_actions_panel_requested(self, name: str) -> None:
        self.room.open_panel(name)
        self._fit_scenes()
        self._bring_into_view(self.room.panels)

    def _fit_scenes(self) -> None:
        """Let the choice of scenes fit the window whole, where columns stand under each other."""
        room = self._scroll.viewport().height() - 2 * theme.scaled(12)
        self.room.scenes.set_room(room if self._narrow else NO_LIMIT)

    def _bring_into_view(self, piece: QWidget) -> None:
        """Scroll to what was just opened, once it has its place; only columns that stand under
        each other scroll."""
        QTimer.singleShot(0, piece, lambda: self._scroll_to(piece))

    def _scroll_to(self, piece: QWidget) -> None:
        if self._narrow and piece.isVisible():
            top = piece.mapTo(self._page, QPoint(0, 0)).y()
            self._scroll.verticalScrollBar().setValue(top - theme.scaled(12))
