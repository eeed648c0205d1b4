"""The closing check in words: all is here, or the tables to visit and what to do at each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.closing_check import ClosingCheck, Reason, Visit
from app.domain.snapshot import Snapshot
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.pieces import emptied, on_click
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.reading import station_name
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, WholeLabel


def closing_line(check: ClosingCheck) -> str:
    """Return the check in one line; "" where no device ever joined."""
    if not check.stations and not check.to_decide:
        return ""
    if check.complete:
        return _("All that the stations wrote is here.")
    parts = []
    if check.visits:
        parts.append(
            _n("{n} device to visit first", "{n} devices to visit first", len(check.visits)).format(
                n=len(check.visits)
            )
        )
    if check.to_decide:
        parts.append(
            _n(
                "{n} entry waits for your decision",
                "{n} entries wait for your decision",
                check.to_decide,
            ).format(n=check.to_decide)
        )
    return " · ".join(parts)


def visit_words(snapshot: Snapshot, visit: Visit) -> tuple[str, str, str]:
    """Return where to go, what is the matter, and what to do there."""
    group = visit.group
    place = group_title(group.label) if group else _("Without a group")
    if group is not None and group.place:
        place = f"{place} · {group.place}"
    where = f"{place} · {station_name(visit.station)}"
    since = clock_time(snapshot.workshop, visit.heard_at) if visit.heard_at else ""
    if visit.reason is Reason.LACKING:
        what = _n(
            "{n} entry that it has is not here yet.",
            "{n} entries that it has are not here yet.",
            visit.count,
        ).format(n=visit.count)
        todo = _(
            "Bring it nearer, or into the network. If that does not help, save its file and open "
            "that here, or have its codes read out."
        )
    elif visit.reason is Reason.DIFFERS:
        what = _("Under the same numbers it has other entries than this laptop.")
        todo = _("Leave it as it is, save its file and open that here; then compare both sheets.")
    elif visit.reason is Reason.BEGUN:
        what = _n(
            "On it somebody began {n} text that is not finished.",
            "On it somebody began {n} texts that are not finished.",
            visit.count,
        ).format(n=visit.count)
        todo = _("Have it ended with Enter there, or emptied. It stands in a field for one more.")
    elif visit.reason is Reason.NEVER:
        what = _("It joined, and was never heard from.")
        todo = _("Look whether anything was written on it. If not, let it write no more.")
    else:
        what = _("All that it named is here, but it was not heard from since {time}.").format(
            time=since
        )
        todo = _("Look at its status line, or bring it back into the network for a moment.")
    return where, what, todo


class ClosingPanel(QWidget):
    """The whole check.

    Signals:
        entries_requested(): show what waits for a decision.
    """

    entries_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Follow what is heard of stations."""
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._shown: object = None
        self._state = Heading(role="title")
        self._state.setObjectName("closing.state")
        self._hint = WholeLabel(role="quiet")
        self._decide = Button(_("Decide on them"))
        self._decide.setObjectName("closing.decide")
        on_click(self._decide, self.entries_requested.emit)
        self._again = Button(_("Look again"), icon_name="refresh-cw")
        self._again.setObjectName("closing.again")
        on_click(self._again, desk.door.read_again)
        self._visits = QVBoxLayout()
        self._visits.setSpacing(theme.scaled(10))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.setSpacing(theme.scaled(10))
        column.addWidget(self._state)
        column.addWidget(self._hint)
        column.addWidget(FlowBox((self._again, self._decide), theme.scaled(8)))
        column.addLayout(self._visits)
        column.addStretch(1)
        desk.door.heard_changed.connect(self.refresh)
        desk.door.entries_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Judge by what is known now."""
        check = self._desk.door.closing_check()
        if check == self._shown:
            return
        self._shown = check
        if not check.stations:
            self._state.setText(_("No station took part"))
            self._hint.setText(_("All scores were written on this laptop."))
        elif check.complete:
            self._state.setText(_("Everything is here"))
            self._hint.setText(
                _n(
                    "{n} entry of the stations is here, without a gap and as it was written.",
                    "{n} entries of the stations are here, without a gap and as they were written.",
                    check.entries,
                ).format(n=check.entries)
            )
        else:
            self._state.setText(_("Not yet complete"))
            self._hint.setText(closing_line(check) + ".")
        self._decide.setVisible(bool(check.to_decide))
        self._again.setVisible(bool(check.stations))
        emptied(self._visits)
        for visit in check.visits:
            where, what, todo = visit_words(self._desk.snapshot, visit)
            panel = Panel(where)
            panel.setObjectName(f"closing.visit.{visit.station.id}")
            panel.add(WholeLabel(what))
            panel.add(WholeLabel(todo, role="quiet"))
            self._visits.addWidget(panel)
