"""One next step: what, which role, by when, for which dimensions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.commands import Command
from app.domain.notes import EditNextStep, NextStep
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.notes.due_field import DueField
from app.ui.notes.record_text import RecordText
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.text import Label


class StepRow(QFrame):
    """The fields of a next step; every one is saved by itself.

    Signals:
        move_requested(str, int): the step goes up (-1) or down (1).
        remove_requested(str): the step is to be removed.
        withdraw_requested(str): its words are to be withdrawn.
    """

    move_requested = Signal(str, int)
    remove_requested = Signal(str)
    withdraw_requested = Signal(str)

    def __init__(self, desk: Desk, step: NextStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self.setObjectName(f"notes.step.{step.id}")
        self._desk, self._step = desk, step
        self._number = Label(role="strong", wrap=False)
        self._text = self._field("text", _("What is to be done?"), _("Next step"), 1)
        self._role = self._field(
            "owner_role", _("Which role sees to it? Not a name"), _("Role that sees to it"), 1
        )
        self._hint = Label(_("That is somebody’s name. Write a role instead."), tone="attention")
        proposal = desk.snapshot.workshop.next_date or desk.snapshot.workshop.date
        self._due = DueField(_("Due date"), proposal)
        self._due.changed.connect(lambda value: self._edit("due", value and value.isoformat()))
        self._dimensions = Button(kind="quiet", icon_name="layers")
        self._dimensions.setObjectName(f"notes.step.{step.id}.dimensions")
        self._dimensions.clicked.connect(self._open_dimensions)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.scaled(10))
        grid.addWidget(self._text, 0, 0, 1, 3)
        grid.addWidget(self._role, 1, 0)
        grid.addWidget(self._due, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._dimensions, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._hint, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        row = QHBoxLayout(self)
        pad = theme.scaled(10)
        row.setContentsMargins(pad, pad, theme.scaled(4), pad)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(grid, 1)
        row.addLayout(self._build_buttons())

    def show_step(self, step: NextStep, number: int, count: int) -> None:
        """Show a step as it stands."""
        self._step = step
        snapshot = self._desk.snapshot
        self._number.setText(str(number))
        self.setAccessibleName(_("Next step {n}").format(n=number))
        self._text.show_value(step.text, snapshot.draft(self._key("text")))
        self._role.show_value(step.owner_role, snapshot.draft(self._key("owner_role")))
        self._due.show_date(step.due)
        names = {p.name.strip().casefold() for p in snapshot.people if p.name}
        self._hint.setVisible(step.owner_role.strip().casefold() in names)
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)
        self._fill_dimensions(step)

    def take_focus(self) -> None:
        """Make the words ready for typing."""
        self._text.setFocus()

    def _field(self, field: str, placeholder: str, name: str, lines: int) -> RecordText:
        def write(text: str) -> Command | None:
            if field == "text" and not text.strip():
                return None
            return EditNextStep(step_id=self._step.id, values={field: text.strip()})

        made = RecordText(self._desk, self._key(field), placeholder, name, write, lines)
        made.setObjectName(f"notes.step.{self._step.id}.{field}")
        return made

    def _key(self, field: str) -> str:
        return f"next_steps|{self._step.id}|{field}"

    def _edit(self, field: str, value: object) -> None:
        self._desk.submit(EditNextStep(step_id=self._step.id, values={field: value}))

    def _build_buttons(self) -> QVBoxLayout:
        self._up = IconButton("arrow-up", _("Move up"), size=16)
        self._up.clicked.connect(lambda: self.move_requested.emit(self._step.id, -1))
        self._down = IconButton("arrow-down", _("Move down"), size=16)
        self._down.clicked.connect(lambda: self.move_requested.emit(self._step.id, 1))
        more = IconButton("ellipsis", _("More for this next step"), size=16)
        menu = QMenu(more)
        menu.addAction(_("Withdraw the words…")).triggered.connect(
            lambda: self.withdraw_requested.emit(self._step.id)
        )
        menu.addAction(_("Remove the next step")).triggered.connect(
            lambda: self.remove_requested.emit(self._step.id)
        )
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        column = QVBoxLayout()
        column.setSpacing(0)
        for button in (self._up, self._down, more):
            column.addWidget(button)
        column.addStretch(1)
        return column

    def _fill_dimensions(self, step: NextStep) -> None:
        framework = self._desk.snapshot.framework
        numbers = [str(d.number) for d in framework.dimensions if d.id in step.dimensions]
        words = _("Dimensions: {numbers}").format(numbers=", ".join(numbers))
        self._dimensions.setText(words if numbers else _("Dimensions"))

    def _open_dimensions(self) -> None:
        framework, language = self._desk.snapshot.framework, self._desk.language
        menu = QMenu(self._dimensions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for dimension in framework.dimensions:
            name = f"{dimension.number} · {say(dimension.name, language)}".replace("&", "&&")
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(dimension.id in self._step.dimensions)
            action.triggered.connect(
                lambda on=False, chosen=dimension.id: self._toggle_dimension(chosen, on)
            )
        menu.popup(self._dimensions.mapToGlobal(self._dimensions.rect().bottomLeft()))

    def _toggle_dimension(self, dimension_id: str, on: bool) -> None:
        wanted = {*self._step.dimensions, dimension_id} - (set() if on else {dimension_id})
        order = [d.id for d in self._desk.snapshot.framework.dimensions if d.id in wanted]
        self._edit("dimensions", order)
