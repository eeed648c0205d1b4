"""What a group says of itself: it needs help, it is finished, this is what the room will see."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import AskForHelp, GroupState, SayFinished
from app.i18n import _
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.text import Label


class GroupWord(QWidget):
    """The buttons for it; what is pressed is the group's word, never inferred.

    ``ours`` is True where the group itself presses them, and False where somebody does for it.

    Signals:
        said(Command): to be submitted.
        confirmation_requested(): show what the room will see.
    """

    said = Signal(object)
    confirmation_requested = Signal()

    def __init__(self, ours: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ours = ours
        self._state = GroupState(id="")
        self._help = Button(icon_name="hand")
        self._help.setObjectName("score.help")
        self._help.clicked.connect(self._on_help_clicked)
        self._finished = Button(icon_name="check")
        self._finished.setObjectName("score.finished")
        self._finished.clicked.connect(self._on_finished_clicked)
        self._then = Label(
            _("Finished. Now look at what the room will see, and confirm it."), role="strong"
        )
        self._then.setObjectName("score.then")
        self._see = Button(_("What the room will see"), kind="primary", icon_name="eye")
        self._see.setObjectName("score.see")
        self._see.clicked.connect(self.confirmation_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        for widget in (self._help, self._finished, self._then, self._see):
            column.addWidget(widget)

    def show_state(self, state: GroupState) -> None:
        """Show what the group says now."""
        self._state = state
        helped = _("We need no more help") if self._ours else _("They were helped")
        self._help.setText(helped if state.help_asked_at else _("We need help"))
        finished = bool(state.finished_at)
        self._finished.setText(_("Not finished after all") if finished else _("We are finished"))
        self._then.setVisible(finished and not state.confirmed_at)
        self._see.setText(
            _("Confirmed: see again") if state.confirmed_at else _("What the room will see")
        )

    def _on_help_clicked(self) -> None:
        on = not self._state.help_asked_at
        self.said.emit(AskForHelp(group_id=self._state.id, on=on))

    def _on_finished_clicked(self) -> None:
        on = not self._state.finished_at
        self.said.emit(SayFinished(group_id=self._state.id, on=on))
