"""Next steps in order, and a field for one more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.ids import new_id
from app.domain.notes import AddNextStep, EditNextStep, RemoveNextStep
from app.domain.scenes import ShowScene
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.notes.step_row import StepRow
from app.ui.score.entry_line import EntryLine
from app.ui.widgets.button import Button
from app.ui.widgets.text import Label

NEW_STEP = "new_next_step"


class NextSteps(QWidget):
    """The editor of the next steps.

    Signals:
        withdraw_requested(str, str): target and words of what is to be withdrawn.
    """

    withdraw_requested = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: dict[str, StepRow] = {}
        self._new = EntryLine(
            _("Write a next step, then Enter"), _("New next step"), on_leaving=False
        )
        self._new.setObjectName("notes.step.new")
        draft = desk.snapshot.draft(NEW_STEP)
        if draft is not None:
            self._new.set_text(draft.text)
        self._new.typed.connect(lambda text: desk.keep_draft(NEW_STEP, text))
        self._new.entered.connect(self._on_new_entered)
        show = Button(_("Show the next steps in the room"), icon_name="monitor")
        show.setObjectName("notes.steps.show")
        show.clicked.connect(lambda: desk.submit(ShowScene(scene="next_steps")))
        self._none = Label(
            _("What happens after today? A role and a date make it likely."), role="quiet"
        )
        page = QWidget()
        page.setProperty("role", "page")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, theme.scaled(10), 0)
        self._list.setSpacing(theme.scaled(8))
        self._list.addWidget(self._none)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._new)
        column.addWidget(scroll, 1)

    def refresh(self) -> None:
        """Read the snapshot again; typing stays."""
        steps = self._desk.snapshot.next_steps
        wanted = [step.id for step in steps]
        for step_id in [known for known in self._rows if known not in wanted]:
            row = self._rows.pop(step_id)
            row.hide()
            row.deleteLater()
        self._none.setVisible(not steps)
        for place, step in enumerate(steps):
            row = self._rows.get(step.id) or self._made(step.id, place)
            if self._list.indexOf(row) != place + 1:
                self._list.insertWidget(place + 1, row)
            row.show_step(step, place + 1, len(steps))

    def add(self, text: str) -> None:
        """Add a next step at the end."""
        last = max((step.position for step in self._desk.snapshot.next_steps), default=0.0)
        command = AddNextStep(step_id=new_id(), position=last + 1.0, text=text)
        self._desk.settle(NEW_STEP, command)

    def _made(self, step_id: str, place: int) -> StepRow:
        step = self._desk.snapshot.next_steps[place]
        row = StepRow(self._desk, step)
        row.move_requested.connect(self._on_row_move_requested)
        row.remove_requested.connect(
            lambda chosen: self._desk.submit(RemoveNextStep(step_id=chosen))
        )
        row.withdraw_requested.connect(self._on_row_withdraw_requested)
        self._rows[step_id] = row
        return row

    def _on_new_entered(self, text: str) -> None:
        self.add(text)

    def _on_row_move_requested(self, step_id: str, by: int) -> None:
        steps = list(self._desk.snapshot.next_steps)
        place = next(i for i, step in enumerate(steps) if step.id == step_id)
        rest = steps[:place] + steps[place + 1 :]
        target = min(max(place + by, 0), len(rest))
        before = rest[target - 1].position if target else rest[0].position - 2.0
        after = rest[target].position if target < len(rest) else rest[-1].position + 2.0
        values = {"position": (before + after) / 2}
        self._desk.submit(EditNextStep(step_id=step_id, values=values))

    def _on_row_withdraw_requested(self, step_id: str) -> None:
        step = next((s for s in self._desk.snapshot.next_steps if s.id == step_id), None)
        if step is not None:
            self.withdraw_requested.emit(f"next_steps:{step_id}", step.text)
