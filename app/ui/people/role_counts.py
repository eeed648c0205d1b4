"""How many of each role sit together, as picture, number and word."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.people import Role
from app.i18n import _
from app.ui import icons, theme
from app.ui.people.wording import ROLE_ICONS, role_count
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.text import Label


class _Count(QWidget):
    """One role's picture, number and word."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self._role = role
        self._icon = QLabel()
        self._words = Label(role="small", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.scaled(4), 0)
        row.setSpacing(theme.scaled(5))
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self._draw_icon()

    def show_count(self, count: int) -> None:
        self._words.setText(role_count(self._role, count))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        size = theme.scaled(16)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(ROLE_ICONS[self._role], "quiet_ink", size, ratio))
        self._icon.setFixedSize(QSize(size, size))


class RoleCounts(FlowBox):
    """The three roles in a row that wraps, and whether the table is balanced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._counts = {role: _Count(role) for role in Role}
        self._good = Label(role="small", tone="success", wrap=False)
        super().__init__((*self._counts.values(), self._good), theme.scaled(5), parent)

    def show_counts(self, counts: Mapping[Role, int], good: bool) -> None:
        """Show how many have each role; ``good``: nothing needs to be looked at."""
        for role, shown in self._counts.items():
            shown.show_count(counts.get(role, 0))
        self._good.setText(_("Balanced"))
        self._good.setVisible(good)
        self.setAccessibleName(", ".join(role_count(role, counts.get(role, 0)) for role in Role))
        self.refresh()
