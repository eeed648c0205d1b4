"""The district's data on a dimension, at the table that scores it."""

from PySide6.QtWidgets import QWidget

from app.domain.measures import Dataset
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui.data.dataset_chart import DatasetChart
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading


def of_the_group(snapshot: Snapshot) -> tuple[Dataset, ...]:
    """Return the datasets that are charts here; one on no dimension is there for comparing only."""
    return tuple(one for one in snapshot.datasets if one.dimensions)


class GroupData(QWidget):
    """Every table that the facilitator shows on the group's dimensions, as a chart each."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._parts: list[QWidget] = []
        self._page = ScrollPage()
        self._page.column.addWidget(Heading(_("District data"), role="title"))
        self._page.column.addStretch(1)
        fill(self, self._page)

    def show_snapshot(self, snapshot: Snapshot, language: str) -> None:
        """Show the datasets that came to this station."""
        fresh = (snapshot.datasets, snapshot.framework, language)
        if len(self._shown) == len(fresh) and all(
            a is b for a, b in zip(self._shown, fresh, strict=True)
        ):
            return
        self._shown = fresh
        for part in self._parts:
            self._page.column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for dataset in of_the_group(snapshot):
            self._parts.append(self._chart(dataset, snapshot))
        for part in self._parts:
            self._page.column.insertWidget(self._page.column.count() - 1, part)

    def _chart(self, dataset: Dataset, snapshot: Snapshot) -> DatasetChart:
        chart = DatasetChart(f"station.data.{dataset.id}")
        language = str(self._shown[2])
        chart.show_dataset(dataset, snapshot.framework, language, snapshot.datasets)
        return chart
