"""Every data need of the day, with its kind, and a field for one more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.cells import words_key
from app.domain.ids import new_id
from app.domain.notes import AddDataNeed, DataNeed
from app.domain.scoring_sheet import NeedLine, sheet_cell
from app.domain.text import say
from app.i18n import _, _n
from app.ui import theme
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.score.cell_writer import CellWriter
from app.ui.score.data_needs import QUALITATIVE, QUANTITATIVE, NeedRow
from app.ui.score.entry_line import EntryLine
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

NEW_NEED = "new_data_need"


class NeedsList(QWidget):
    """The data needs of all groups and dimensions."""

    def __init__(self, desk: Desk, writer: CellWriter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._writer = desk, writer
        self._rows: dict[str, tuple[QWidget, NeedRow]] = {}
        self._new = EntryLine(_("Write a data need, then Enter"), _("New data need"), False)
        self._new.setObjectName("notes.need.new")
        draft = desk.snapshot.draft(NEW_NEED)
        if draft is not None:
            self._new.set_text(draft.text)
        self._new.typed.connect(lambda text: desk.keep_draft(NEW_NEED, text))
        self._new.entered.connect(self._on_new_entered)
        self._dimension = DropDown()
        name_box(self._dimension, _("Dimension of the data need"))
        self._dimension.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._dimension.addItem(_("No dimension"), "")
        for dimension in desk.snapshot.framework.dimensions:
            name = say(dimension.name, desk.language)
            self._dimension.addItem(f"{dimension.number} · {name}", dimension.id)
        self._count = Label(role="quiet")
        page = QWidget()
        page.setProperty("role", "page")
        # As tall as its words are at its width, not at the narrowest: no bar where all is seen.
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, theme.scaled(10), 0)
        self._list.setSpacing(theme.scaled(20))
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        row = QHBoxLayout()
        row.addWidget(self._new, 2)
        row.addWidget(self._dimension, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        column.addLayout(row)
        column.addWidget(self._count)
        column.addWidget(scroll, 1)

    def refresh(self) -> None:
        """Read the snapshot again; typing stays."""
        snapshot = self._desk.snapshot
        needs = snapshot.data_needs
        numbers = sum(need.kind == QUANTITATIVE for need in needs)
        stories = sum(need.kind == QUALITATIVE for need in needs)
        self._count.setText(
            _n(
                "{n} data need · numbers: {numbers} · words and stories: {stories}",
                "{n} data needs · numbers: {numbers} · words and stories: {stories}",
                len(needs),
            ).format(n=len(needs), numbers=numbers, stories=stories)
            if needs
            else _("Nothing yet. Which numbers, or whose words, would answer an open question?")
        )
        wanted = {need.id for need in needs}
        for need_id in [known for known in self._rows if known not in wanted]:
            block, _row = self._rows.pop(need_id)
            block.hide()
            block.deleteLater()
        for need in needs:
            cell = sheet_cell(snapshot, words_key(need.id))
            line = NeedLine(need_id=need.id, kind=need.kind, words=cell)
            if need.id in self._rows:
                self._rows[need.id][1].show_need(line)
            else:
                self._add(need, line)

    def _add(self, need: DataNeed, line: NeedLine) -> None:
        snapshot = self._desk.snapshot
        group = snapshot.group(need.group_id)
        dimension = next(
            (d for d in snapshot.framework.dimensions if d.id == need.dimension_id), None
        )
        parts = [say(dimension.name, self._desk.language) if dimension else ""]
        parts.append(group_title(group.label) if group else "")
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(3))
        column.addWidget(Label(" · ".join(p for p in parts if p) or _("Whole day"), role="small"))
        row = NeedRow(self._writer, line)
        column.addWidget(row)
        self._rows[need.id] = (block, row)
        self._list.insertWidget(self._list.count() - 1, block)

    def _on_new_entered(self, text: str) -> None:
        command = AddDataNeed(
            need_id=new_id(), dimension_id=self._dimension.currentData() or "", text=text
        )
        self._desk.settle(NEW_NEED, command)
