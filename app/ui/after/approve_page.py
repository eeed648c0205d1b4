"""Approving the summary: read it back to the room, then say yes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.scenes import ShowScene
from app.domain.workshop import ApproveSummary
from app.i18n import _
from app.ui import theme
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label


class ApprovePage(QWidget):
    """Two steps, and the way back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._state = Heading(role="title")
        self._state.setObjectName("after.approve.state")
        self._hint = Label(role="quiet")
        read = Panel(_("1 · Read it back"))
        read.add(Label(_("The room sees scores, norms and next steps once more and can object.")))
        self._show = Button(_("Show the summary in the room"), icon_name="monitor")
        self._show.setObjectName("after.approve.show")
        self._show.clicked.connect(lambda: desk.submit(ShowScene(scene="summary")))
        self._follow = Button(_("Follow the agenda again"), kind="quiet")
        self._follow.clicked.connect(lambda: desk.submit(ShowScene(scene="")))
        self._hidden = Label(_("Reveal the results first: the room sees nothing until then."))
        self._hidden.set_tone("attention")
        read.add(_row(self._show, self._follow))
        read.add(self._hidden)
        yes = Panel(_("2 · Approve"))
        yes.add(Label(_("Files built from now on carry no DRAFT mark.")))
        self._approve = Button(_("Approve the summary"), kind="primary", icon_name="badge-check")
        self._approve.setObjectName("after.approve.yes")
        self._approve.clicked.connect(lambda: desk.submit(ApproveSummary(approved=True)))
        self._back = Button(_("Make it a draft again"))
        self._back.setObjectName("after.approve.no")
        self._back.clicked.connect(lambda: desk.submit(ApproveSummary(approved=False)))
        yes.add(_row(self._approve, self._back))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.setSpacing(theme.scaled(12))
        for widget in (self._state, self._hint, read, yes):
            column.addWidget(widget)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the snapshot again."""
        workshop = self._desk.snapshot.workshop
        approved = workshop.approved_at
        if approved is None:
            self._state.setText(_("The summary is a draft"))
            self._hint.setText(_("It says so on every page until you approve it."))
        else:
            moment = clock_time(workshop, approved)
            self._state.setText(_("Approved at {time}").format(time=moment))
            self._hint.setText(_("Whoever has a draft can be given the approved one."))
        self._approve.setEnabled(approved is None)
        self._back.setVisible(approved is not None)
        self._show.setEnabled(workshop.revealed_at is not None)
        self._hidden.setVisible(workshop.revealed_at is None)


def _row(*buttons: Button) -> QWidget:
    box = QWidget()
    flow = FlowLayout(box, spacing=theme.scaled(8))
    for button in buttons:
        flow.addWidget(button)
    return box
