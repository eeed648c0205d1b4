"""Both reasons of every group, side by side, for one dimension."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing
from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_title
from app.ui.score.lens_section import SHAPES
from app.ui.widgets.lens_heading import LensHeading
from app.ui.widgets.text import Label, Rule

_LARGE = 1.5
"""The text scale from which a group's name stands above its reasons, not beside them."""


def mark_words(mark: Mark, table: ResultsTable) -> str:
    """Return a mark's answer in words."""
    if mark.standing is Standing.CANNOT_TELL:
        return _("Cannot tell")
    if mark.standing is Standing.CHOSE_NOT:
        return _("Chose not to score")
    if mark.standing is Standing.NOT_YET:
        return _("Not yet scored")
    if mark.contested:
        return _("Two versions: {levels}").format(levels=", ".join(map(str, mark.shown_levels)))
    names = table.level_names[mark.lens]
    number = mark.level or 0
    name = names[number - 1] if 0 < number <= len(names) else ""
    return _("{number}: {name}").format(number=number, name=name)


class ReasonsGrid(QWidget):
    """A row a group, a column a lens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._shown: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        self._grid.setHorizontalSpacing(theme.scaled(20))
        self._grid.setVerticalSpacing(theme.scaled(8))
        self._stacked = theme.text_scale() >= _LARGE
        self._first = 0 if self._stacked else 1
        for column in range(len(Lens)):
            self._grid.setColumnStretch(self._first + column, 1)
        if not self._stacked:
            self._grid.setColumnMinimumWidth(0, theme.scaled(90))

    def show_dimension(self, row: DimensionResult | None, table: ResultsTable) -> None:
        """Show a dimension's reasons; the same ones again change nothing."""
        if self._shown == (row, table.level_names):
            return
        self._shown = (row, table.level_names)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if row is None or not row.marks:
            none = _("No group was given this dimension.")
            self._grid.addWidget(Label(none, role="quiet"), 0, 0, 1, 3)
            self._grid.setRowStretch(1, 1)
            return
        for column, lens in enumerate(Lens, self._first):
            heading = LensHeading(table.lens_names[lens], SHAPES[lens], lens.value)
            self._grid.addWidget(heading, 0, column)
        words = dict(row.words)
        line = 1
        for mark in row.lens_marks(Lens.FOUNDATIONS):
            self._grid.addWidget(Rule(), line, 0, 1, 3)
            label = Label(group_title(mark.group_label), role="strong")
            if self._stacked:
                self._grid.addWidget(label, line + 1, 0, 1, 2)
                line += 1
            else:
                label.setMaximumWidth(theme.scaled(170))
                self._grid.addWidget(label, line + 1, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            for column, lens in enumerate(Lens, self._first):
                found = next(m for m in row.lens_marks(lens) if m.group_id == mark.group_id)
                answer = Label(mark_words(found, table), role="strong")
                said = found.reason or (
                    words.get(mark.group_label, "") if lens is Lens.FOUNDATIONS else ""
                )
                self._grid.addWidget(answer, line + 1, column, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(Label(said), line + 2, column, Qt.AlignmentFlag.AlignTop)
            line += 3
        for past in range(self._grid.rowCount()):
            self._grid.setRowStretch(past, 0)
        self._grid.setRowStretch(line, 1)
