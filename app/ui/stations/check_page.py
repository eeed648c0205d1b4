"""The room check: half a minute that tells whether devices can reach this laptop."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.finding import Finding
from app.domain.giving_up import GivenUpError
from app.i18n import _
from app.ui import icons, theme
from app.ui.console.pieces import emptied, on_click
from app.ui.desk import Desk
from app.ui.under_way import UnderWay
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.text import Label, WholeLabel

_WELL, _TO_DO = ("circle-check", "success"), ("triangle-alert", "attention")
"""Icon and its color role; the words beside it say the same."""


class FindingRow(QWidget):
    """One finding: an icon, what was seen, and what to do."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        """Show ``finding``."""
        super().__init__(parent)
        name, role = _WELL if finding.well else _TO_DO
        icon = QLabel()
        size = theme.scaled(20)
        icon.setPixmap(icons.pixmap(name, role, size, self.devicePixelRatioF()))
        icon.setFixedSize(size, size)
        state = _("well") if finding.well else _("to do")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(WholeLabel(f"{finding.name}: {finding.seen}", role="strong"))
        if finding.remedy:
            column.addWidget(
                WholeLabel(finding.remedy, role="body" if not finding.well else "quiet")
            )
        column.addStretch(1)  # the words stand beside the icon, also where there is more height
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.scaled(2), 0, theme.scaled(2))
        row.setSpacing(theme.scaled(10))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        parts = (finding.name, state, finding.seen, finding.remedy)
        self.setAccessibleName(", ".join(part for part in parts if part))


class CheckPage(QWidget):
    """Starts the check, shows how far it is, and what it found."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self._desk = desk
        self._intro = WholeLabel(role="quiet")
        self._start = Button(_("Check the room"), kind="primary", icon_name="wifi")
        self._start.setObjectName("stations.check")
        on_click(self._start, self.begin)
        self.work = UnderWay("stations.check.work")
        self.work.rested.connect(self.refresh)
        self._ask = WholeLabel(role="strong")
        self._ask.hide()
        self._summary = Label(role="heading")
        self._summary.setObjectName("stations.check.summary")
        self._summary.hide()
        self._found = QVBoxLayout()
        self._found.setSpacing(theme.scaled(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        for widget in (self._intro, FlowBox((self._start,)), self.work, self._ask, self._summary):
            column.addWidget(widget)
        column.addLayout(self._found)
        column.addStretch(1)
        desk.door.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what the check will do now."""
        if self._desk.door.door.is_open:
            self._intro.setText(
                _(
                    "Takes up to 30 seconds: addresses, this laptop’s firewall, whether the "
                    "network keeps devices apart, clocks and certificate."
                )
            )
        else:
            self._intro.setText(
                _("The room is closed: only addresses and the port can be checked now.")
            )
        self._start.setEnabled(not self.work.busy)

    def begin(self) -> None:
        """Check, beside the window's thread."""
        door = self._desk.door
        if not self.work.begin(_("Checking the room…"), door.check, self._on_work_done):
            return
        self._start.setEnabled(False)
        self._summary.hide()
        emptied(self._found)
        if door.door.is_open:
            words = _("Open {address} on a phone or laptop in the room’s network now.")
            self._ask.setText(words.format(address=door.door.address))
            self._ask.show()

    def _on_work_done(self, found: object, error: object) -> None:
        self._ask.hide()
        if isinstance(error, GivenUpError):
            self._say(_("The check was cancelled."))
        elif isinstance(error, UserError):
            self._say(error.happened)
        elif isinstance(found, tuple):
            self.show_findings(found)

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what was found, what is to do first."""
        ill = [one for one in found if not one.well]
        self._say(_("Devices can come.") if not ill else _("Something to do first:"))
        emptied(self._found)
        for one in (*ill, *(one for one in found if one.well)):
            self._found.addWidget(FindingRow(one))

    def _say(self, words: str) -> None:
        self._summary.setText(words)
        self._summary.show()
