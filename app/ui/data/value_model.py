"""The numbers of a dataset for Qt: each as it can be read, and as the file wrote it."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.bar_tables import group_label
from app.domain.chart_bar_marks import Unit, number, open_end
from app.domain.framework import Framework
from app.domain.measures import Dataset, Measure, MeasureStatus
from app.i18n import N_, _
from app.ui.widgets.hover_words import as_typed

Index = QModelIndex | QPersistentModelIndex
GROUP = 0
_HEADERS = (
    N_("Student group"), N_("Value"), N_("In the file"), N_("Out of"), N_("Row"), N_("Column"),
    N_("Year"), N_("School or district"),
)  # fmt: skip
_ALWAYS = 6
"""So many columns are always there; year and place only where they differ."""


class ValueModel(QAbstractTableModel):
    """One row a measure; nothing is filled in that the file does not say."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._columns: tuple[int, ...] = tuple(range(_ALWAYS))

    def show_dataset(self, dataset: Dataset, language: str, framework: Framework) -> None:
        """Show another dataset."""
        self.beginResetModel()
        self._columns = tuple(range(_ALWAYS)) + tuple(
            _ALWAYS + place
            for place, name in enumerate(("year", "organisation"))
            if len({getattr(measure, name) for measure in dataset.rows}) > 1
        )
        self._rows = tuple(
            (
                group_label(measure, language, framework),
                value_words(measure, dataset.unit),
                measure.as_written,
                "" if measure.denominator is None else number(measure.denominator, "count"),
                str(measure.row or ""),
                measure.column,
                measure.year,
                measure.organisation,
            )
            for measure in dataset.rows
        )
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADERS[self._columns[section]])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][self._columns[index.column()]]
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole:
            return as_typed(self._rows[index.row()][self._columns[index.column()]])
        return None


def value_words(measure: Measure, unit: str) -> str:
    """Return a measure as people read it; a range stays a range, a blank stays a blank."""
    shown: Unit = "percent" if unit == "percent" else "count" if unit == "count" else "rate"
    if measure.status is MeasureStatus.SUPPRESSED:
        return _("suppressed")
    if measure.status is MeasureStatus.MISSING:
        return _("no value")
    if measure.status is MeasureStatus.NOT_APPLICABLE:
        return _("does not apply")
    if measure.status is MeasureStatus.RANGE:
        return _range_words(measure, shown)
    return number(measure.value, shown) if measure.value is not None else measure.as_written


def _range_words(measure: Measure, unit: Unit) -> str:
    """Return a range; files write GT and LT (or < and >) where the bound is not in it."""
    low, high = measure.low, measure.high
    sign = open_end(measure.as_written)
    if low is not None and high is not None and not sign:
        return f"{number(low, unit)} – {number(high, unit)}"
    if low is not None and sign not in ("<", "≤"):
        words = _("more than {value}") if sign == ">" else _("{value} or more")
        return words.format(value=number(low, unit))
    if high is not None:
        words = _("less than {value}") if sign == "<" else _("{value} or less")
        return words.format(value=number(high, unit))
    return measure.as_written
