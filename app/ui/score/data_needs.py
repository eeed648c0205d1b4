"""What data would help: a line each, numbers or words and stories."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ids import new_id
from app.domain.notes import AddDataNeed, EditDataNeed, RemoveDataNeed
from app.domain.scoring_sheet import NeedLine, ScoringSheet
from app.i18n import _
from app.ui import theme
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter
from app.ui.score.word_rows import WordRows
from app.ui.widgets.button import IconButton
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label

QUANTITATIVE, QUALITATIVE = "quantitative", "qualitative"


class NeedRow(QWidget):
    """One data need: its words, its kind, and a way to take it away."""

    def __init__(self, writer: CellWriter, need: NeedLine) -> None:
        super().__init__()
        self._writer, self._need_id = writer, need.need_id
        self._words = CellText(
            writer, "", _("What data would help?"), _("Data need"), least_lines=1
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.scaled(6))
        column.setSpacing(theme.scaled(4))
        column.addWidget(self._words)
        self._kind = self._arranging(need, column) if writer.arranges else None
        self.show_need(need)

    def _arranging(self, need: NeedLine, column: QVBoxLayout) -> Segmented:
        """Put the kind and the way to take it away below the words."""
        kind = Segmented(
            [(QUANTITATIVE, _("Numbers")), (QUALITATIVE, _("Words and stories"))],
            need.kind,
            _("Kind of data"),
        )
        kind.setObjectName(f"sheet.need.{need.need_id}.kind")
        kind.chosen.connect(self._on_kind_chosen)
        remove = IconButton("trash-2", _("Remove this data need"), role="quiet_ink")
        remove.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(6))
        row.addWidget(kind, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        return kind

    def show_need(self, need: NeedLine) -> None:
        """Show it as it stands."""
        self._words.show_cell(need.words)
        self.setAccessibleName(need.words.text)
        if self._kind is not None:
            self._kind.set_value(need.kind)

    def _on_kind_chosen(self, kind: str) -> None:
        self._writer.submit(EditDataNeed(need_id=self._need_id, values={"kind": kind}))

    def _on_remove_clicked(self) -> None:
        self._writer.submit(RemoveDataNeed(need_id=self._need_id))


class DataNeeds(QWidget):
    """The data needs of a group in a dimension, and a field for one more."""

    def __init__(self, writer: CellWriter, sheet: ScoringSheet) -> None:
        super().__init__()
        self._writer, self._sheet = writer, sheet
        self._rows = WordRows(_("Add a data need"), _("New data need"))
        self._rows.new.setObjectName("sheet.need.new")
        self._rows.take_draft(sheet.new_need)
        self._rows.typed.connect(self._on_rows_typed)
        self._rows.entered.connect(self._on_rows_entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        column.addWidget(Label(_("What data would help?"), role="strong"))
        column.addWidget(self._rows)
        self.show_sheet(sheet)

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show every need as it stands."""
        self._sheet = sheet
        needs = {need.need_id: need for need in sheet.needs}
        rows = self._rows.show_rows(needs, lambda one: NeedRow(self._writer, needs[one]))
        for need_id, row in rows.items():
            if isinstance(row, NeedRow):
                row.show_need(needs[need_id])

    def _on_rows_typed(self, text: str) -> None:
        self._writer.keep(self._sheet.new_need_key, text)

    def _on_rows_entered(self, text: str) -> None:
        sheet = self._sheet
        command = AddDataNeed(
            need_id=new_id(), group_id=sheet.group_id, dimension_id=sheet.dimension_id, text=text
        )
        self._writer.settle(sheet.new_need_key, command)
