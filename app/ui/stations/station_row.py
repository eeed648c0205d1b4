"""One device on the board: how it stands, its four digits, and what to do with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.domain.seating import Group
from app.domain.stations import LONGEST_LABEL, Station
from app.i18n import _
from app.ui import icons, theme
from app.ui.console.pieces import ElidedLabel, on_click
from app.ui.group_words import group_title
from app.ui.stations.reading import ICONS, StationLine, station_name
from app.ui.stations.verbs import StationVerbs
from app.ui.widgets.button import IconButton
from app.ui.widgets.text import Label, WholeLabel


class StationRow(QWidget):
    """Icon, name, words, digits, menu; the name can be typed over."""

    def __init__(self, verbs: StationVerbs, station_id: str, parent: QWidget | None = None) -> None:
        """Build the row of a device."""
        super().__init__(parent)
        self._verbs = verbs
        self._line: StationLine | None = None
        self._groups: Sequence[Group] = ()
        self._spares: Sequence[Station] = ()
        self._drawn = ("", "")
        self.setObjectName(f"stations.{station_id}")
        self._icon = QLabel()
        self._name = ElidedLabel(role="strong")
        self._name.setObjectName(f"stations.{station_id}.name")
        self._field = QLineEdit()
        self._field.setObjectName(f"stations.{station_id}.field")
        self._field.setMaxLength(LONGEST_LABEL)
        self._field.setAccessibleName(_("Name of the device"))
        self._field.hide()
        self._field.editingFinished.connect(self._on_field_finished)
        self._words = WholeLabel(role="small")
        self._words.setObjectName(f"stations.{station_id}.words")
        self._digits = Label(role="small", wrap=False)
        self._digits.setToolTip(_("Both screens show these four digits."))
        self._more = IconButton("ellipsis", _("What to do with this device"))
        self._more.setObjectName(f"stations.{station_id}.more")
        on_click(self._more, self.open_menu)
        words = QVBoxLayout()
        words.setSpacing(0)
        for widget in (self._name, self._field, self._words):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.scaled(2), 0, theme.scaled(2))
        row.setSpacing(theme.scaled(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._digits, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def last_control(self) -> QWidget:
        """Return where Tab leaves the row."""
        return self._more

    def follow(self, before: QWidget) -> None:
        """Let Tab come here from another control of the card."""
        QWidget.setTabOrder(before, self._field)
        QWidget.setTabOrder(self._field, self._more)

    def show_line(
        self, line: StationLine, groups: Sequence[Group], spares: Sequence[Station]
    ) -> None:
        """Show how the device stands; ``spares`` may take over from it."""
        self._line, self._groups, self._spares = line, groups, spares
        name = station_name(line.station)
        self._name.set_words(name)
        if self._words.text() != line.words:
            self._words.setText(line.words)
        self._words.set_tone(line.tone)
        self._digits.setText(line.digits)
        self._digits.setVisible(bool(line.digits))
        if (drawn := ICONS[line.health]) != self._drawn:
            self._drawn = drawn
            self._draw_icon()
        self.setAccessibleName(f"{name}, {line.words}")
        self._more.set_name(_("What to do with “{device}”").format(device=name))

    def open_menu(self) -> None:
        """Offer what can be done with the device."""
        if self._line is None:
            return
        station = self._line.station
        menu = QMenu(self)
        menu.setObjectName("stations.menu")
        menu.addAction(_("Rename"), self.begin_rename).setObjectName("stations.rename")
        move = menu.addMenu(_("Move to"))
        for group in self._groups:
            if group.id == station.group_id:
                continue
            act = move.addAction(group_title(group.label))
            act.setObjectName(f"stations.move.{group.id}")
            act.triggered.connect(lambda _on=False, to=group.id: self._verbs.move(station, to))
        if station.group_id:
            wait = move.addAction(_("No group: let it wait"))
            wait.triggered.connect(lambda _on=False: self._verbs.move(station, ""))
        for spare in self._spares if station.group_id else ():
            words = _("Let “{device}” take over").format(device=station_name(spare))
            act = menu.addAction(words)
            act.setObjectName(f"stations.take_over.{spare.id}")
            act.triggered.connect(
                lambda _on=False, each=spare: self._verbs.take_over(each, station)
            )
        revoked = bool(station.revoked_at)
        words = _("Let it write again") if revoked else _("Let it write no more")
        act = menu.addAction(words)
        act.setObjectName("stations.revoke")
        act.triggered.connect(lambda _on=False: self._verbs.revoke(station, on=not revoked))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def begin_rename(self) -> None:
        """Put a field in the place of the name."""
        if self._line is not None:
            self._field.setText(self._line.station.label)
            self._field.selectAll()
            self._name.hide()
            self._field.show()
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the name as it was."""
        if event.key() == Qt.Key.Key_Escape and self._field.isVisible():
            self._end_rename()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _on_field_finished(self) -> None:
        if self._field.isHidden() or self._line is None:
            return
        self._end_rename()
        self._verbs.rename(self._line.station, self._field.text())

    def _end_rename(self) -> None:
        had_focus = self._field.hasFocus()
        self._field.hide()
        self._name.show()
        if had_focus:
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_icon(self) -> None:
        if not self._drawn[0]:
            return
        size = theme.scaled(18)
        name, role = self._drawn
        self._icon.setPixmap(icons.pixmap(name, role, size, self.devicePixelRatioF()))
        self._icon.setFixedSize(size, size + theme.scaled(2))
