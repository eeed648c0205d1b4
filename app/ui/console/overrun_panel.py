"""What gives when the day runs over: three choices, each previewed before it is taken.

Also more time for now, borrowed from a later block. Inline, never a dialog.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.clock import Replan
from app.domain.overrun import Choice, borrow, push, shrink, take
from app.domain.rundown import Rundown
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.console.change_rows import Change, ChangeRows
from app.ui.console.pieces import on_click, scrolled
from app.ui.console.wording import ahead_or_behind, clock_time, precise, whole_minutes
from app.ui.desk import Desk
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.panel import Panel
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown, NumberBox
from app.ui.widgets.text import Label

ABSORB, BORROW = "absorb", "borrow"
LONGEST_MINUTES = 60


class OverrunPanel(Panel):
    """Choose, see what it means, take it.

    Signals:
        closed(): it was answered or put away.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel; :meth:`open` fills it."""
        super().__init__(" ", parent=parent)
        self.setObjectName("console.overrun")
        self._desk = desk
        self._mode = ABSORB
        self._minutes = NumberBox()
        self._minutes.setRange(1, LONGEST_MINUTES)
        self._minutes.setObjectName("console.overrun.minutes")
        self._minutes.setAccessibleName(_("Minutes"))
        self._minutes_label = Label(wrap=False)
        self._choices = QButtonGroup(self)
        self._radios: dict[str, QRadioButton] = {}
        self._block = DropDown()
        self._block.setObjectName("console.overrun.block")
        name_box(self._block, _("Block that gives the time"))
        self._block.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._block.setMinimumContentsLength(16)
        self._result = Label(role="strong")
        self._result.setObjectName("console.overrun.result")
        self._unchanged = Label(role="body")
        self._unchanged.setObjectName("console.overrun.unchanged")
        self._changes = ChangeRows()
        self._changes.setObjectName("console.overrun.changes")
        self._take = Button(_("Do this"), kind="primary")
        self._take.setObjectName("console.overrun.take")
        on_click(self._take, self.take)
        self._build()
        self._minutes.valueChanged.connect(self._on_minutes_value_changed)
        self._block.currentIndexChanged.connect(self._on_block_current_index_changed)
        self._choices.buttonClicked.connect(self._on_choices_button_clicked)

    def _build(self) -> None:
        self.body.setSpacing(theme.scaled(4))
        close = IconButton("x", _("Close"))
        close.setObjectName("console.overrun.close")
        on_click(close, self.closed.emit)
        for widget in (self._minutes_label, self._minutes, self._take, close):
            self.add_action(widget)
        self._from = Label(_("Taken from"), wrap=False)
        left = QVBoxLayout()
        left.setSpacing(theme.scaled(2))
        for kind, label in (
            ("shrink", _("Shorten everything to come, in proportion")),
            ("take", _("Take it all from one block:")),
            ("push", _("Let the day end later")),
        ):
            radio = QRadioButton(label)
            radio.setObjectName(f"console.overrun.choice.{kind}")
            radio.setProperty("choice", kind)
            self._choices.addButton(radio)
            self._radios[kind] = radio
            left.addWidget(radio)
            if kind == "take":
                held = QHBoxLayout()
                held.setSpacing(theme.scaled(8))
                self._held = held
                held.addWidget(self._from)
                held.addWidget(self._block, 1)
                left.addLayout(held)
        left.addStretch(1)
        self._preview = QWidget()
        right = QVBoxLayout(self._preview)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._result)
        right.addWidget(self._unchanged)
        right.addWidget(self._changes)
        right.setSpacing(theme.scaled(6))
        right.addStretch(1)
        self._scroll = scrolled(self._preview)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.scaled(20))
        self._sides.addLayout(left)
        self._sides.addWidget(self._scroll)
        self.body.addLayout(self._sides, 1)

    def set_whole(self, whole: bool) -> None:
        """Let the preview stand whole below the choices, where the page itself scrolls."""
        if whole == (self._scroll.widget() is None):
            return
        if whole:
            self._sides.addWidget(self._scroll.takeWidget())
            self._preview.show()
        else:
            self._scroll.setWidget(self._preview)
        self._scroll.setVisible(not whole)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if whole else across)

    def open(self, mode: str) -> None:
        """Offer the choices for the moment: ABSORB the overrun, or BORROW time for now."""
        self._mode = mode
        day = self._desk.rundown()
        borrowing = mode == BORROW
        self.set_title(
            _("More time for now") if borrowing else ahead_or_behind(day.behind_seconds)[0]
        )
        self._minutes_label.setText(_("Minutes more") if borrowing else _("Minutes to win back"))
        self._minutes.blockSignals(True)
        wished = 5 if borrowing else min(LONGEST_MINUTES, whole_minutes(day.behind_seconds))
        self._minutes.setValue(wished)
        self._minutes.blockSignals(False)
        for radio in self._radios.values():
            radio.setVisible(not borrowing)
        self._from.setVisible(borrowing)
        # The block belongs to the choice above it; alone it begins where the panel does.
        self._held.setContentsMargins(0 if borrowing else theme.scaled(30), 0, 0, 0)
        for place, share in enumerate((2, 3) if borrowing else (1, 1)):
            self._sides.setStretch(place, share)
        self._radios["shrink"].setChecked(True)
        self._fill_blocks(day)
        self.refresh(day)
        (self._minutes if borrowing else self._radios["shrink"]).setFocus()

    def choice(self, day: Rundown) -> Choice:
        """Return what is chosen, computed for a moment."""
        seconds = self._minutes.value() * 60
        block = str(self._block.currentData() or "")
        if self._mode == BORROW:
            return borrow(day, block, seconds)
        kind = next(name for name, radio in self._radios.items() if radio.isChecked())
        if kind == "push":
            return push(day)
        return take(day, block, seconds) if kind == "take" else shrink(day, seconds)

    def refresh(self, day: Rundown) -> None:
        """Show the preview for a moment."""
        choice = self.choice(day)
        kind = choice.kind
        self._block.setEnabled(kind in ("take", "borrow"))
        self._minutes.setEnabled(kind != "push")
        workshop = self._desk.snapshot.workshop
        end = clock_time(workshop, choice.projected_end)
        late = (choice.projected_end - day.schedule.planned_end).total_seconds()
        lines = [
            _("Ends {time} · {behind}").format(time=end, behind=ahead_or_behind(late)[0].lower())
        ]
        hard = day.schedule.hard_stop
        if hard is not None and choice.projected_end > hard:
            lines.append(
                _("That is past the hard stop {time}.").format(time=clock_time(workshop, hard))
            )
        wished = self._minutes.value() * 60
        if kind != "push" and choice.saved_seconds < wished:
            lines.append(
                _("Only {time} can be won there.").format(time=precise(choice.saved_seconds))
            )
        _set(self._result, "\n".join(lines))
        none = _("Nothing gets shorter.") if kind == "push" else _("Nothing to take there.")
        changes = self._changed(day, choice)
        _set(self._unchanged, none)
        self._unchanged.setVisible(not changes)
        self._changes.setVisible(bool(changes))
        self._changes.show_changes(changes)
        self._take.setEnabled(kind == "push" or bool(choice.durations))

    def take(self) -> None:
        """Take the choice as it is now."""
        choice = self.choice(self._desk.rundown())
        if choice.durations:
            reason = f"{choice.kind}:{choice.block_id}" if choice.block_id else choice.kind
            self._desk.submit(Replan(durations=choice.durations, reason=reason))
        self.closed.emit()

    def _changed(self, day: Rundown, choice: Choice) -> tuple[Change, ...]:
        found = []
        for line in day.lines:
            if line.activity_id not in choice.durations:
                continue
            activity = self._desk.snapshot.agenda.activity(line.activity_id)
            lengths = _("{before} → {after}").format(
                before=precise(line.seconds), after=precise(choice.durations[line.activity_id])
            )
            found.append((say(activity.title, self._desk.language) if activity else "", lengths))
        return tuple(found)

    def _fill_blocks(self, day: Rundown) -> None:
        kept = self._block.currentData()
        self._block.blockSignals(True)
        self._block.clear()
        for block in self._desk.snapshot.agenda.blocks:
            if any(line.block_id == block.id for line in day.upcoming):
                self._block.addItem(say(block.title, self._desk.language), block.id)
        place = self._block.findData(kept)
        self._block.setCurrentIndex(place if place >= 0 else self._block.count() - 1)
        self._block.blockSignals(False)

    def _on_minutes_value_changed(self, value: int) -> None:
        self.refresh(self._desk.rundown())

    def _on_block_current_index_changed(self, index: int) -> None:
        self.refresh(self._desk.rundown())

    def _on_choices_button_clicked(self, button: QRadioButton) -> None:
        self.refresh(self._desk.rundown())


def _set(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)
