"""The groups with their progress, one row each; for the console only."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.cells import AskForHelp, GrantTime
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.group_reading import GroupProgress
from app.ui.console.pieces import ElidedLabel, emptied, on_click
from app.ui.console.wording import minutes, short_time
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.reading import not_heard_words, silent_groups
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import IconButton
from app.ui.widgets.painting import GrowsInHeight, ShowsFocus, draw_box
from app.ui.widgets.pips import Pips
from app.ui.widgets.text import Label, Rule

MOST_NAMED = 2
"""Dimensions that a row names; a group has one or two of them, and more is said as a number."""

MOST_PIPS = 6
"""Above this many lenses a figure says it better than squares."""

GRANTS = (2, 5)
"""Minutes that a group may be given at a press."""


class GroupRows(QWidget):
    """Every scoring group.

    Signals:
        score_requested(str): open a group's score sheet (group id).
    """

    score_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty list."""
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[str, GroupRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.scaled(4), 0)
        self._column.setSpacing(0)
        words = _("No groups yet. Make them under Prepare.")
        self._empty = Label(words, role="quiet", parent=self)

    def refresh(self, groups: tuple[GroupProgress, ...], now: datetime) -> None:
        """Show the groups' state."""
        ids = [progress.group.id for progress in groups]
        if ids != list(self._rows) or self._column.count() == 0:
            self._rebuild(ids)
        door = self._desk.door
        silent = silent_groups(door.heard, now) if door.door.is_open else {}
        for progress in groups:
            group_id = progress.group.id
            silence = not_heard_words(silent[group_id], now) if group_id in silent else ""
            self._rows[group_id].show_progress(progress, now, silence)

    def row(self, group_id: str) -> "GroupRow":
        """Return a group's row."""
        return self._rows[group_id]

    def _rebuild(self, ids: list[str]) -> None:
        self._column.removeWidget(self._empty)
        emptied(self._column)
        self._rows.clear()
        self._empty.setVisible(not ids)
        if not ids:
            self._column.addWidget(self._empty)
        for group_id in ids:
            row = GroupRow(self._desk, group_id)
            row.pressed.connect(self.score_requested)
            self._rows[group_id] = row
            self._column.addWidget(row)
            self._column.addWidget(Rule())
        self._column.addStretch(1)


class GroupRow(ShowsFocus, GrowsInHeight, QFrame):
    """One group: letter, dimensions, what is known of it, progress, menu.

    Signals:
        pressed(str): the row was clicked, or Enter pressed on it (group id).
    """

    SPOKEN_ROLE = QAccessible.Role.Button

    pressed = Signal(str)

    def __init__(self, desk: Desk, group_id: str, parent: QWidget | None = None) -> None:
        """Build the row of ``group_id``."""
        super().__init__(parent)
        self._desk, self._group_id = desk, group_id
        self._progress: GroupProgress | None = None
        self._shown: tuple[object, ...] = ()
        self.setObjectName(f"console.group.{group_id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._badge = Badge("", size=26)
        self._name = Label(role="strong")
        self._state = ElidedLabel(role="small")
        self._state.setObjectName(f"console.group.{group_id}.state")
        self._pips = Pips()
        self._count = Label(role="small", wrap=False)
        self._more = IconButton("ellipsis", _("What to do for this group"))
        self._more.setObjectName(f"console.group.{group_id}.more")
        on_click(self._more, self.open_menu)
        self._helped = IconButton("hand-helping", _("Helped"), role="attention")
        self._helped.setObjectName(f"console.group.{group_id}.helped")
        on_click(self._helped, self._say_helped)
        # The progress stands under the names, and long ones take two lines, so that two
        # dimensions' names are read in full.
        below = QHBoxLayout()
        below.setSpacing(theme.scaled(8))
        below.addWidget(self._state, 1)
        below.addWidget(self._pips)
        below.addWidget(self._count)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addLayout(below)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, theme.scaled(3), 0, theme.scaled(3))
        across.setSpacing(theme.scaled(8))
        across.addWidget(self._badge)
        across.addLayout(words, 1)
        for widget in (self._helped, self._more):
            across.addWidget(widget)

    def show_progress(self, progress: GroupProgress, now: datetime, silence: str = "") -> None:
        """Show what is known of the group; ``silence``: none of its devices is heard."""
        snapshot, language = self._desk.snapshot, self._desk.language
        words, tone = state_words(snapshot, progress, now, silence)
        asks = progress.help_asked_at is not None
        # Every tick and every entry asks all rows; most of them say what they said before.
        shown = (
            progress.group, progress.answered, progress.asked, asks,
            words, tone, bool(silence), snapshot.framework, language,
        )  # fmt: skip
        self._progress = progress
        if shown != self._shown:
            self._shown = shown
            self._show_words(progress, words, tone, silence)

    def _show_words(self, progress: GroupProgress, words: str, tone: str, silence: str) -> None:
        group, snapshot = progress.group, self._desk.snapshot
        self._badge.set_letters(_letters(group.label), group.label)
        short = [_short(snapshot, d, self._desk.language) for d in group.dimensions]
        names = ", ".join(short) or _("no dimension")
        shown = names
        if len(short) > MOST_NAMED:
            rest = len(short) - MOST_NAMED
            more = _n("and {n} more", "and {n} more", rest).format(n=rest)
            shown = f"{', '.join(short[:MOST_NAMED])} {more}"
        label = group.label if len(group.label) > 2 else ""
        self._name.setText(" · ".join(part for part in (label, shown) if part))
        self._badge.set_hollow(bool(silence))
        self._state.set_words(words)
        self._state.set_tone(tone)
        fits = progress.asked <= MOST_PIPS
        # Who asks for help says since when; the button that answers takes the progress's place.
        asks = progress.help_asked_at is not None
        told = asks or bool(silence)
        self._pips.setVisible(fits and not told)
        self._count.setVisible(not fits and not told)
        if fits:
            self._pips.set_progress(progress.answered, progress.asked)
        else:
            self._count.setText(f"{progress.answered}/{progress.asked}")
        self._helped.setVisible(asks)
        done = _("{done} of {total} scores").format(done=progress.answered, total=progress.asked)
        spoken = (group_title(group.label), names, done, words)
        self.setAccessibleName(", ".join(spoken))

    def needed_height(self, width: int) -> int:
        """Return the height of the words at ``width``."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """Be as tall as the words need at this width, and no taller."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.needed_height(max(self.width(), least.width())))

    def open_menu(self) -> None:
        """Offer what can be done for the group."""
        day = self._desk.rundown()
        menu = QMenu(self)
        menu.setObjectName("console.group_menu")
        sheet = menu.addAction(_("Open its score sheet"))
        sheet.triggered.connect(lambda _on=False: self.pressed.emit(self._group_id))
        line = day.line
        for count in GRANTS:
            if line is None:
                break
            give = menu.addAction(_("Give it {n} min more").format(n=count))
            give.setObjectName(f"console.group.grant_{count}")
            command = GrantTime(
                group_id=self._group_id, activity_id=line.activity_id, seconds=count * 60
            )
            give.triggered.connect(lambda _on=False, each=command: self._desk.submit(each))
        if self._progress is not None and self._progress.help_asked_at is not None:
            helped = menu.addAction(_("Helped"))
            helped.triggered.connect(lambda _on=False: self._say_helped())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the score sheet."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.pressed.emit(self._group_id)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the score sheet on Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._group_id)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the mouse and the focus ring."""
        painter = QPainter(self)
        if self.underMouse():
            draw_box(painter, QRectF(self.rect()), theme.color("sunken"), None, theme.scaled(8))
        if self.ring_shown():
            focus = theme.color("focus")
            draw_box(painter, QRectF(self.rect()), None, focus, theme.scaled(8), 3.0)

    def event(self, event: QEvent) -> bool:
        """Repaint when the mouse comes and goes."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def _say_helped(self) -> None:
        self._desk.submit(AskForHelp(group_id=self._group_id, on=False))


def state_words(
    snapshot: Snapshot, progress: GroupProgress, now: datetime, silence: str = ""
) -> tuple[str, str]:
    """Return (words, tone) for what matters most about a group."""
    saved = ""
    if progress.last_saved is not None:
        saved = _("last saved {time}").format(
            time=short_time(snapshot.workshop, progress.last_saved)
        )
    extra = ""
    if progress.granted_seconds:
        extra = " · " + _("+{time}").format(time=minutes(progress.granted_seconds))
    if progress.help_asked_at is not None:
        waited = (now - progress.help_asked_at).total_seconds()
        words = _("asks for help")
        if waited >= 60:
            words = _("asks for help · {time}").format(time=minutes(waited))
        return words + extra, "attention"
    if silence:
        return ", ".join(part for part in (silence, saved) if part) + extra, "overtime"
    if progress.contested:
        words = _("two versions: {n}").format(n=progress.contested)
        return words + extra, "attention"
    if progress.confirmed:
        return _("confirmed") + extra, "success"
    if progress.finished:
        return _("says: we are finished") + extra, "success"
    return (saved or _("nothing saved yet")) + extra, ""


def _letters(label: str) -> str:
    if len(label) <= 2:
        return label
    digits = "".join(c for c in label if c.isdigit())
    return digits[:2] or label[:1].upper()


def _short(snapshot: Snapshot, dimension_id: str, language: str) -> str:
    try:
        return say(snapshot.framework.dimension(dimension_id).short_name, language)
    except KeyError:
        return dimension_id
