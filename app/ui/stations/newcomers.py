"""Devices that just joined: both screens show four digits, and somebody compares them."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from app.domain.stations import CompareStations, Station
from app.i18n import _
from app.ui import theme
from app.ui.console.pieces import ElidedLabel, on_click
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.reading import StationLine, station_name
from app.ui.stations.verbs import StationVerbs
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label, WholeLabel

MOST = 3
"""Newcomers shown with buttons of their own; the others are counted."""

NEW_SECONDS = 900.0
"""How long after joining a device is new; its digits stay on the board."""


class Newcomers(Panel):
    """One line for each device that was not compared yet."""

    def __init__(self, desk: Desk, verbs: StationVerbs, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("New devices"), parent=parent)
        self._desk, self._verbs = desk, verbs
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._rows: dict[tuple[str, str, str], QWidget] = {}
        self.setObjectName("stations.newcomers")
        self.add(
            WholeLabel(
                _("Each device shows four digits, too. Where they differ, somebody sits between."),
                role="quiet",
            )
        )
        all_right = Button(_("All match"))
        all_right.setObjectName("stations.newcomers.all")
        on_click(all_right, self._compare_all)
        self.add_action(all_right)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self._more = Label(role="quiet")
        self.add(self._more)
        self.hide()

    def show_lines(self, lines: Sequence[StationLine], now: datetime) -> None:
        """Show those of some devices that nobody has compared yet."""
        fresh = [
            line
            for line in lines
            if line.digits
            and not line.station.compared_at
            and not line.station.revoked_at
            and _is_new(line.station, now)
        ]
        shown = tuple((line.station.id, station_name(line.station), line.digits) for line in fresh)
        if shown == self._shown:
            return
        self._shown = shown
        for gone in self._rows.keys() - set(shown[:MOST]):
            self._drop(gone, self if fresh else self.parentWidget())
        for place, (key, line) in enumerate(zip(shown[:MOST], fresh, strict=False)):
            if key not in self._rows:
                self._rows[key] = self._row(line)
                self._column.insertWidget(place, self._rows[key])
        words = _("and {n} more, with their digits below").format(n=len(fresh) - MOST)
        self._more.setText(words)
        self._more.setVisible(len(fresh) > MOST)
        if not fresh:
            _hand_on_keys(self, self.parentWidget())
        self.setVisible(bool(fresh))

    def _drop(self, key: tuple[str, str, str], following: QWidget | None) -> None:
        row = self._rows.pop(key)
        _hand_on_keys(row, following)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _row(self, line: StationLine) -> QWidget:
        station = line.station
        group = self._desk.snapshot.group(station.group_id or station.wants)
        where = group_title(group.label) if group else _("no group")
        words = ElidedLabel(f"{where} · {station_name(station)}")
        words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        digits = Label(line.digits, role="heading", wrap=False)
        digits.setObjectName(f"stations.digits.{station.id}")
        yes = Button(_("They match"), kind="quiet")
        yes.setObjectName(f"stations.match.{station.id}")
        on_click(yes, lambda: self._compare(station.id))
        no = Button(_("They differ: let it write no more"), kind="quiet")
        no.setObjectName(f"stations.differ.{station.id}")

        on_click(no, lambda: self._verbs.revoke(station))
        return FlowBox((digits, words, yes, no), spacing=theme.scaled(6))

    def _compare_all(self) -> None:
        self._compare(*(shown[0] for shown in self._shown))

    def _compare(self, *station_ids: str) -> None:
        self._desk.submit(CompareStations(station_ids=station_ids))


def _hand_on_keys(going: QWidget, following: QWidget | None) -> None:
    """Have the keys at ``following``, which does nothing with them, if they are at what goes.

    Qt would go on to whatever comes next: the digits of another device, which nobody has compared
    yet, or a group's link.
    """
    focused = QApplication.focusWidget()
    if following is not None and focused is not None and going.isAncestorOf(focused):
        following.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_new(station: Station, now: datetime) -> bool:
    try:
        joined = datetime.fromisoformat(station.joined_at)
    except ValueError:
        return False
    return (now - joined).total_seconds() < NEW_SECONDS
