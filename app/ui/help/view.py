"""Help: the keys of the day from the one table of actions, and what to do when …"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.actions import ACTIONS, key_words
from app.ui.desk import Desk
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label


def topics() -> tuple[tuple[str, str], ...]:
    """Return (question, answer) pairs in the interface's language."""
    return (
        (
            _("The projector shows nothing"),
            _(
                "Plug it in and choose “extend” in the system’s display settings; the room screen "
                "comes by itself. If the system mirrors the displays, use “One screen for console "
                "and room” in the menu with the wheel."
            ),
        ),
        (
            _("We began late, or I forgot to press Start"),
            _(
                "Start the day with “Started … minutes ago”. An activity in the list on the left "
                "offers the same."
            ),
        ),
        (
            _("We run over"),
            _(
                "“Absorb” on the left offers three choices, each with the new end before you take "
                "it: shorten everything to come, take it from one block, or let the day end later."
            ),
        ),
        (
            _("Somebody came who is not on the list"),
            _("Arrivals, then “Walk-in”: a name and a role are enough, and a seat is suggested."),
        ),
        (
            _("A group wrote on paper"),
            _("Score, then “Paper grid”: a digit for each score, 0 for “cannot tell”."),
        ),
        (
            _("I pressed the wrong thing"),
            _("Undo says what it takes back. Nothing that was typed is lost."),
        ),
        (
            _("The program or the laptop stopped"),
            _(
                "Start it again and press “Resume”: the clock, the scene and every score are as "
                "they were. The time that passed counts, and you can take it back."
            ),
        ),
        (
            _("Somebody wants to take back what they said"),
            _(
                "After, then “Withdraw words”: the text is erased from this workshop and its "
                "backups, and the files that already left are listed."
            ),
        ),
    )


class HelpView(QScrollArea):
    """One page of help; it needs nothing but the workshop's desk to close itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self.setObjectName("help")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        page.setProperty("role", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(page)
        margin = theme.scaled(24)
        outer.setContentsMargins(margin, margin, margin, margin)
        outer.setSpacing(theme.scaled(16))
        outer.addWidget(Heading(_("Help"), role="title"))
        across = QHBoxLayout()
        across.setSpacing(theme.scaled(16))
        across.addWidget(self._keys(), 2, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._questions(), 3, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(across)
        outer.addStretch(1)
        self.setWidget(page)

    def _keys(self) -> Panel:
        panel = Panel(_("Keys while the day runs"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(8))
        shown = [each for each in ACTIONS if key_words(each.action_id)]
        for row, each in enumerate(shown):
            grid.addWidget(Label(key_words(each.action_id), role="strong", wrap=False), row, 0)
            grid.addWidget(Label(_(each.label)), row, 1)
        panel.body.addLayout(grid)
        panel.add(Label(_("Keys do nothing while you type in a field."), role="quiet"))
        return panel

    def _questions(self) -> Panel:
        panel = Panel(_("What to do when …"))
        for question, answer in topics():
            panel.add(Label(question, role="strong"))
            panel.add(Label(answer))
        return panel
