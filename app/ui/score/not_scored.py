"""The group chooses not to score a dimension, in its own words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.scoring_sheet import ScoringSheet
from app.i18n import _
from app.ui import theme
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class NotScored(QWidget):
    """A quiet button; once pressed, the group's own words and the way back."""

    def __init__(self, writer: CellWriter, sheet: ScoringSheet) -> None:
        super().__init__()
        self._writer, self._sheet = writer, sheet
        self._choose = Button(_("We choose not to score this"))
        self._choose.setObjectName("sheet.not_scored")
        self._choose.clicked.connect(self._on_choose_clicked)
        self._panel = Panel(_("Your group chose not to score this"))
        self._panel.add(
            Label(_("That is a real answer, and the room will see it as one."), role="quiet")
        )
        self._words = CellText(
            writer,
            _("In your own words"),
            _("What should the room know about this choice?"),
            make_value=lambda text: {"words": text.strip()},
        )
        self._words.field.setObjectName("sheet.not_scored.words")
        self._panel.add(self._words)
        back = Button(_("Score it after all"))
        back.setObjectName("sheet.not_scored.back")
        back.clicked.connect(self._on_back_clicked)
        self._panel.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.scaled(4), 0, 0)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._panel)
        self._panel.hide()

    def chose_not(self, sheet: ScoringSheet) -> bool:
        """Tell whether the group chose so, counting what is on its way to the disk."""
        sent = self._writer.on_way(sheet.not_scored)
        return sent.value is not None if sent is not None else sheet.chose_not

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show the choice as it stands."""
        self._sheet = sheet
        chosen = self.chose_not(sheet)
        self._choose.setVisible(not chosen)
        self._panel.setVisible(chosen)
        self._words.show_cell(sheet.not_scored)

    def _on_choose_clicked(self) -> None:
        self._write({"words": ""})
        self._words.field.setFocus()

    def _on_back_clicked(self) -> None:
        self._write(None)

    def _write(self, value: Any) -> None:
        self._writer.write(self._sheet.not_scored, value)
        self.show_sheet(self._sheet)
