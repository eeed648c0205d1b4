"""The middle column: what is on, how long it still lasts, what to press."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.cells import AskForHelp
from app.domain.clock import AnswerSleep
from app.domain.rundown import Phase, Rundown
from app.domain.text import say
from app.domain.turns import turn_now
from app.i18n import _
from app.ui import theme
from app.ui.actions import hint, spec
from app.ui.console.briefing import Briefing
from app.ui.console.day_actions import DayActions
from app.ui.console.day_edges import AfterEnd, BeforeStart
from app.ui.console.group_reading import GroupProgress
from app.ui.console.overrun_panel import ABSORB, OverrunPanel
from app.ui.console.pieces import on_click
from app.ui.console.turn_strip import TurnStrip
from app.ui.console.undo_words import undo_words
from app.ui.console.urgent import urgent_lines
from app.ui.console.urgent_strip import MOST, UrgentStrip
from app.ui.console.word_stack import MOST as MOST_WORDS
from app.ui.console.word_stack import WordStack
from app.ui.console.wording import precise, seconds_shown, short_time
from app.ui.desk import Desk
from app.ui.widgets.big_clock import BigClock
from app.ui.widgets.button import Button
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.time_bar import TimeBar

QWIDGETSIZE_MAX = 16_777_215
"""No limit, as Qt says it."""

NARROW = 700
"""Below this width, at 100 %, the button that goes on has a row of its own."""

LOW, LOW_CLOCK = 500, 72
"""In a window lower than this, at 100 %, the clock is no taller than that below a banner, and
the block is not named, so that the button that goes on is on the first screen."""

LAST_SHARE, LAST_SECONDS = 0.1, 120
"""The bar asks for attention in the last tenth of an activity, or its last two minutes."""


class NowColumn(QWidget):
    """Banners, clock, buttons, urgent lines, and the briefing or the overrun panel.

    Signals:
        page_requested(str): an urgent line leads to another page.
    """

    page_requested = Signal(str)

    def __init__(self, desk: Desk, actions: DayActions, parent: QWidget | None = None) -> None:
        """Build the column."""
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self.words = WordStack(desk)
        self._crumb = Label(role="quiet")
        self._crumb.setObjectName("console.crumb")
        self._title = Heading("", role="title")
        self._title.setObjectName("console.title")
        self._clock = BigClock(100, centered=False)
        self._clock.setObjectName("console.clock")
        self._bar = TimeBar(12)
        self._span = Label(role="quiet")
        self._span.setObjectName("console.span")
        self._turn = TurnStrip(actions)
        self._urgent = UrgentStrip()
        self._urgent.action_requested.connect(self._on_urgent_action_requested)
        self.briefing = Briefing(desk)
        self.overrun = OverrunPanel(desk)
        self.overrun.closed.connect(self.close_overrun)
        self.overrun.hide()
        self._running = QWidget()
        self._build_buttons()
        self._before, self._after = BeforeStart(desk, actions), AfterEnd(desk, self._undo_after)
        self._build()

    def _build_buttons(self) -> None:
        self._next = self._button("next", "primary")
        self._pause = self._button("pause")
        self._back = self._button("back")
        self._dark = self._button("blackout", "quiet")
        self._dark.setCheckable(True)
        self._less = self._button("take_minute")
        self._more = self._button("add_minute")
        self._five = self._button("add_five")
        for button, text in (
            (self._back, _("Back")),
            (self._dark, _("Dark screen")),
            (self._less, "−1"),
            (self._more, "+1"),
            (self._five, "+5"),
        ):
            button.setText(text)
        for button in (self._less, self._more, self._five):
            button.set_icon_name("")
        for button, action_id in (
            (self._less, "take_minute"),
            (self._more, "add_minute"),
            (self._five, "add_five"),
        ):
            button.setAccessibleName(_(spec(action_id).label))
        self._undo = self._button("undo", "quiet")
        self._undo_after = self._button("undo")
        self._undo_after.setObjectName("console.undo_after")

    def _button(self, action_id: str, kind: str = "plain") -> Button:
        button = Button(kind=kind, icon_name=spec(action_id).icon_name)
        button.setObjectName(f"console.{action_id}")
        button.setToolTip(hint(action_id))
        on_click(button, lambda: self._actions.run(action_id))
        return button

    def _build(self) -> None:
        self._press = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        others, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self._pause, self._back, self._less, self._more, self._five):
            others.addWidget(widget)
        for button in (self._next, self._pause, self._back, self._less, self._more, self._five):
            # Where the words of one wrap, the whole row is as tall.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._press.addWidget(self._next, 1)
        self._press.addLayout(others)
        for layout in (self._press, others):
            layout.setSpacing(theme.scaled(8))
        second.addWidget(self._span, 1)
        second.addWidget(self._undo)
        second.addWidget(self._dark)
        second.setSpacing(0)
        running = QVBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(theme.scaled(6))
        running.addWidget(self._crumb)
        running.addWidget(self._title)
        running.addWidget(self._clock, 3)
        running.addWidget(self._bar)
        running.addWidget(self._turn)
        running.addLayout(self._press)
        running.addLayout(second)
        column = QVBoxLayout(self)
        side = theme.scaled(28)
        column.setContentsMargins(side, theme.scaled(14), side, theme.scaled(14))
        column.setSpacing(theme.scaled(8))
        column.addWidget(self.words)
        column.addWidget(self._before, 1)
        column.addWidget(self._after)
        column.addWidget(self._running, 5)
        column.addWidget(self._urgent)
        column.addSpacing(theme.scaled(6))
        column.addWidget(self.overrun, 4)
        column.addWidget(self.briefing, 4)
        column.addStretch()
        self.briefing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.briefing.setMinimumHeight(theme.scaled(70))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words of what comes next their room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._press.setDirection(down if narrow else across)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Ask for what the words need at this width: Qt asks for them at their narrowest."""
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None:
            least.setHeight(layout.minimumHeightForWidth(max(self.width(), least.width())))
        return least

    def refresh(self, day: Rundown, groups: tuple[GroupProgress, ...]) -> None:
        """Show everything again."""
        self._running.setVisible(day.running)
        if day.running and self._before.isAncestorOf(self.window().focusWidget()):
            self._next.setFocus()
        self._before.setVisible(day.phase is Phase.NOT_STARTED)
        self._after.setVisible(day.phase is Phase.FINISHED)
        if not day.running and self.overrun.isVisibleTo(self):
            self.close_overrun()
        self.briefing.setVisible(day.running and self.overrun.isHidden())
        self._show_buttons(day)
        if day.running:
            self.briefing.refresh(day)
        self.tick(day, groups)

    def room(self) -> tuple[object, ...]:
        """Return what decides, beside the time, how much room there is for the clock."""
        return self.window().height(), self.words.texts(), self.overrun.isVisibleTo(self)

    def tick(self, day: Rundown, groups: tuple[GroupProgress, ...]) -> None:
        """Show the time at a moment."""
        language = self._desk.language
        if day.phase is Phase.NOT_STARTED:
            self._before.refresh(day)
        elif day.phase is Phase.FINISHED:
            self._after.refresh(day)
        else:
            self._show_time(day)
            if self.overrun.isVisibleTo(self):
                self.overrun.refresh(day)
        low = self.window().height() < theme.scaled(LOW) and bool(self.words.texts())
        self._clock.setMaximumHeight(theme.scaled(LOW_CLOCK) if low else QWIDGETSIZE_MAX)
        self._crumb.setVisible(not low)
        choosing = self.overrun.isVisibleTo(self)
        self.words.set_most(1 if choosing else MOST_WORDS)
        self._urgent.set_most(1 if choosing or self.words.texts() else MOST)
        self._urgent.set_lines(
            urgent_lines(self._desk.snapshot, day, groups, language, self._desk.door)
        )

    def open_overrun(self, mode: str = ABSORB) -> None:
        """Open the choices for an overrun, or for more time."""
        if self._desk.rundown().running:
            self.briefing.hide()
            self.overrun.show()
            self.overrun.open(mode)

    def close_overrun(self) -> None:
        """Put the choices away."""
        self.overrun.hide()
        self.briefing.setVisible(self._desk.rundown().running)

    def _show_time(self, day: Rundown) -> None:
        line = day.line
        if line is None:
            return
        paused = day.phase is Phase.PAUSED
        self._clock.set_seconds(seconds_shown(day.remaining_seconds), paused)
        left = day.remaining_seconds / line.seconds if line.seconds > 0 else 0.0
        state = "normal"
        if day.remaining_seconds < 0:
            state = "overtime"
        elif paused:
            state = "paused"
        elif left <= LAST_SHARE or day.remaining_seconds <= LAST_SECONDS:
            state = "attention"
        self._bar.set_left(left, state)
        workshop = self._desk.snapshot.workshop
        began = short_time(workshop, line.starts_at)
        length = precise(line.seconds)
        planned = _("planned {length}").format(length=precise(line.planned_seconds))
        if day.remaining_seconds < 0:
            words = _("Began {time}").format(time=began)
        else:
            end = short_time(workshop, line.ends_at)
            words = _("{start} to {end}").format(start=began, end=end)
        if line.seconds != line.planned_seconds:
            words += f" · {length} · {planned}"
        else:
            words += f" · {planned if day.remaining_seconds < 0 else length}"
        if paused:
            words = _("Paused") + " · " + words
        _set(self._span, words)
        self._turn.show_turn(turn_now(self._desk.snapshot, day), paused)

    def _show_buttons(self, day: Rundown) -> None:
        snapshot, language = self._desk.snapshot, self._desk.language
        activity, block = snapshot.activity_now(day), snapshot.block_now(day)
        if activity is not None and block is not None:
            mates = [a.id for a in snapshot.agenda.of_block(block.id)]
            _set(
                self._crumb,
                _("{block} · activity {n} of {m}").format(
                    block=say(block.title, language), n=mates.index(activity.id) + 1, m=len(mates)
                ),
            )
            _set(self._title, say(activity.title, language))
        following = snapshot.agenda.activity(day.next_line.activity_id) if day.next_line else None
        if following is not None:
            text = _("Next · {title}").format(title=say(following.title, language))
        else:
            text = _("Finish the day")
        _label(self._next, text)
        paused = day.phase is Phase.PAUSED
        _label(self._pause, _("Go on") if paused else _("Pause"))
        self._pause.set_icon_name("play" if paused else "pause")
        self._back.setEnabled(day.previous_line is not None)
        self._dark.setChecked(snapshot.scene.blackout)
        self._dark.set_icon_name("monitor" if snapshot.scene.blackout else "monitor-off")
        _label(self._dark, _("Light the screen") if snapshot.scene.blackout else _("Dark screen"))
        words = undo_words(self._desk.operations.undoable, snapshot, language)
        for button in (self._undo, self._undo_after):
            button.setEnabled(self._desk.operations.remembers)
            _label(button, words or _("Undo"))

    def _on_urgent_action_requested(self, action: str) -> None:
        verb, _colon, about = action.partition(":")
        if verb == "helped":
            self._desk.submit(AskForHelp(group_id=about, on=False))
        elif verb in ("counts", "unused"):
            self._desk.submit(AnswerSleep(event_id=about, counts=verb == "counts"))
        elif verb == "overrun":
            self.open_overrun()
        else:
            self.page_requested.emit(action)


def _set(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)


def _label(button: Button, text: str) -> None:
    shown = text.replace("&", "&&")
    if button.text() != shown:
        button.setText(shown)
        button.setAccessibleName(text)
