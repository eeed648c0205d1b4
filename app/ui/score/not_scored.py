"""The group chooses not to score a dimension, in its own words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.scoring_sheet import ScoringSheet
from app.i18n import _
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class NotScored(QWidget):
    """The group's own words and the way back; hidden until ``button`` was pressed.

    Attributes:
        button: "we choose not to score this", placed by whoever shows the sheet.

    """

    def __init__(self, writer: CellWriter, sheet: ScoringSheet) -> None:
        super().__init__()
        self._writer, self._sheet = writer, sheet
        self.button = Button(_("We choose not to score this"))
        self.button.setObjectName("sheet.not_scored")
        self.button.clicked.connect(self._on_button_clicked)
        panel = Panel(_("Your group chose not to score this"))
        panel.add(Label(_("That is a real answer, and the room will see it as one."), role="quiet"))
        self._words = CellText(
            writer,
            _("In your own words"),
            _("What should the room know about this choice?"),
            make_value=lambda text: {"words": text.strip()},
        )
        self._words.field.setObjectName("sheet.not_scored.words")
        panel.add(self._words)
        back = Button(_("Score it after all"))
        back.setObjectName("sheet.not_scored.back")
        back.clicked.connect(self._on_back_clicked)
        panel.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        self.hide()

    def chose_not(self, sheet: ScoringSheet) -> bool:
        """Tell whether the group chose so, counting what is on its way to the disk."""
        sent = self._writer.on_way(sheet.not_scored)
        return sent.value is not None if sent is not None else sheet.chose_not

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show the choice as it stands."""
        self._sheet = sheet
        chosen = self.chose_not(sheet)
        self.button.setVisible(not chosen)
        self.setVisible(chosen)
        self._words.show_cell(sheet.not_scored)

    def _on_button_clicked(self) -> None:
        self._write({"words": ""})
        self._words.field.setFocus()

    def _on_back_clicked(self) -> None:
        self._write(None)

    def _write(self, value: Any) -> None:
        self._writer.write(self._sheet.not_scored, value)
        self.show_sheet(self._sheet)
